//! The frame's picture.

use super::{Copied, Frame, FrameMessage, FrameParameters, MENU, MenuItem};
use crate::code::on_demand;
use crate::markup::{EventKind, Markup, element};
use crate::widget::{Comparison, Progress, Table, Widget};

type FrameMarkup<W> = Markup<FrameMessage<<W as Widget>::Message>>;

impl<W: Widget> Frame<W> {
    /// The figure with everything that lives.
    pub(super) fn markup(&self) -> FrameMarkup<W> {
        let head = element("div").class("widget-head").child(self.heading()).children(self.menu());
        let FrameParameters { hide, lock, .. } = &self.parameters;
        let restricted = |control: Markup<W::Message>| control.restricted(hide.as_slice(), lock.as_slice());
        // Both are there only once a reader has asked for them, by code on demand.
        let rows = self.rows.as_ref();
        let rows = rows.map(|panel| on_demand(|| panel.view(&self.scope).map(FrameMessage::Rows)));
        let controls = element("div")
            .class("widget-controls")
            .control()
            .attribute("role", "group")
            .attribute("aria-label", "Controls")
            .key("controls")
            .children(
                self.widget
                    .controls(&self.scope)
                    .into_iter()
                    .filter_map(|control| Some(restricted(control)?.map(FrameMessage::Widget))),
            );
        // What is locked is grey in the figure too; what is hidden is a control, and the figure stays whole.
        let figure = self.figure().restricted(&[], lock.as_slice());
        let sentence = self.sentence().attribute("role", "status");
        let table =
            self.table_shown.then(|| on_demand(|| table(&self.widget.table(), self.scope.id("title"))));
        self.root()
            .attribute("data-widget", W::NAME)
            .child(head)
            .children(rows)
            .child(controls)
            .children(figure)
            .child(sentence)
            .children(self.expected())
            .child(self.status())
            .child(comparison(self.widget.comparison(&self.scope).map_luck(FrameMessage::Widget)))
            .children(table)
            .children(self.caption())
    }

    /// The figure for a reader that runs nothing.
    pub(super) fn still_markup(&self) -> FrameMarkup<W> {
        self.root()
            .child(self.heading())
            .child(self.figure())
            .child(self.sentence())
            .child(comparison(self.widget.comparison(&self.scope).map_luck(FrameMessage::Widget)))
            .children(self.caption())
    }

    fn root(&self) -> FrameMarkup<W> {
        element("figure")
            .class("widget")
            .attribute("id", self.scope.instance().to_owned())
            .attribute("aria-labelledby", self.scope.id("title"))
    }

    fn heading(&self) -> FrameMarkup<W> {
        element("p").class("widget-title").attribute("id", self.scope.id("title")).text(self.title())
    }

    fn figure(&self) -> FrameMarkup<W> {
        let figure = self.widget.figure(&self.scope).map(FrameMessage::Widget);
        element("div").class("widget-figure").key("figure").child(figure)
    }

    fn sentence(&self) -> FrameMarkup<W> {
        element("p").class("widget-sentence").key("sentence").text(self.widget.describe())
    }

    /// What the reader expected, right behind what is.
    fn expected(&self) -> Option<FrameMarkup<W>> {
        let said = &self.expected;
        (!said.is_empty()).then(|| element("p").class("widget-guess").key("guess").text(said.clone()))
    }

    fn caption(&self) -> Option<FrameMarkup<W>> {
        let caption = self.parameters.caption.as_str();
        (!caption.is_empty())
            .then(|| element("figcaption").class("widget-caption").key("caption").text(caption.to_owned()))
    }

    /// One line that always has its place, so that nothing jumps: progress while there is work, else a notice.
    fn status(&self) -> FrameMarkup<W> {
        // Takes the focus from the button that stops the work, which vanishes with it.
        let status = element("div")
            .class("widget-status")
            .attribute("id", self.scope.id("status"))
            .attribute("tabindex", "-1")
            .key("status");
        if let Some(awaited) = &self.awaited {
            let fetching =
                if awaited.parameters.is_some() { "Fetching the rows" } else { "Fetching what this needs" };
            return status
                .child(element("progress").attribute("aria-label", fetching))
                .child(element("span").text(fetching))
                .child(button("Stop", || FrameMessage::Stop));
        }
        match self.widget.progress().filter(|_| !self.forgone) {
            Some(Progress { label, done, total }) => status
                .child(
                    element("progress")
                        .attribute("max", total.to_string())
                        .attribute("value", done.to_string())
                        .attribute("aria-label", label.clone()),
                )
                .child(element("span").text(format!("{label}: {done} of {total}")))
                .child(button("Stop", || FrameMessage::Stop)),
            None => status.child(element("span").attribute("role", "status").text(self.notice.clone())),
        }
    }

    fn menu(&self) -> Option<FrameMarkup<W>> {
        if self.parameters.hide.as_slice().iter().any(|name| name == MENU) {
            return None;
        }
        let item = |label: &'static str, item: MenuItem| {
            element("li").child(button(label, move || FrameMessage::Menu(item)))
        };
        let menu = element("details")
            .class("widget-menu")
            .control()
            .on(EventKind::Key, |input| (input.key == "Escape").then_some(FrameMessage::CloseMenu))
            .child(element("summary").attribute("aria-label", "Figure menu").text("Menu"))
            .child(
                element("ul")
                    .child(item("Reset", MenuItem::Reset))
                    .child(item("Copy link to this state", MenuItem::Copy(Copied::Link)))
                    .child(item("Copy embed code", MenuItem::Copy(Copied::Embed)))
                    .child(item("Copy directive", MenuItem::Copy(Copied::Directive)))
                    .child(item("Save this state (JSON)", MenuItem::SaveState))
                    .child(item("Open a saved state", MenuItem::OpenState))
                    .children(self.takes_rows().then(|| item("Use your own rows", MenuItem::OwnRows)))
                    .child(item("Download numbers (CSV)", MenuItem::DownloadNumbers))
                    .child(item("Download drawing (SVG)", MenuItem::DownloadDrawing))
                    .child(item("Download picture (PNG)", MenuItem::DownloadPicture))
                    .child(item(
                        if self.table_shown { "Hide the table" } else { "Show as table" },
                        MenuItem::ToggleTable,
                    ))
                    .child(item("Full screen", MenuItem::FullScreen)),
            );
        Some(menu)
    }
}

fn button<M: 'static>(label: &'static str, message: impl Fn() -> M + 'static) -> Markup<M> {
    element("button").attribute("type", "button").on(EventKind::Press, move |_| Some(message())).text(label)
}

impl<M: 'static> Comparison<M> {
    fn map_luck<N: 'static>(self, wrap: impl Fn(M) -> N + 'static) -> Comparison<N> {
        let Self { changed, held_fixed, difference, luck, luck_figure } = self;
        let luck_figure = luck_figure.map(|figure| figure.map(wrap));
        Comparison { changed, held_fixed, difference, luck, luck_figure }
    }
}

fn comparison<M: 'static>(comparison: Comparison<M>) -> Markup<M> {
    let pair = |class: &'static str, name: &'static str, value: String| {
        let description = element("dd").text(value);
        element("div").class(class).child(element("dt").text(name)).child(description)
    };
    // The words have an element of their own: mdBook breaks the line before a block, and the break would become part of the text.
    let words = element("span").text(comparison.luck);
    let luck = element("div")
        .class("comparison-luck")
        .child(element("dt").text("How much is luck"))
        .child(element("dd").child(words).children(comparison.luck_figure));
    element("dl")
        .class("widget-comparison")
        .key("comparison")
        .child(pair("comparison-changed", "What changed", comparison.changed))
        .child(pair("comparison-fixed", "What was held fixed", comparison.held_fixed))
        .child(pair("comparison-difference", "How big the difference is", comparison.difference))
        .child(luck)
}

fn table<M: 'static>(table: &Table, title: String) -> Markup<M> {
    let head = element("tr").children(
        table.columns.iter().map(|name| element("th").attribute("scope", "col").text(name.clone())),
    );
    let row = |cells: &Vec<String>| {
        element("tr").children(cells.iter().enumerate().map(|(index, cell)| {
            let cell_element =
                if index == 0 { element("th").attribute("scope", "row") } else { element("td") };
            cell_element.text(cell.clone())
        }))
    };
    element("div")
        .class("widget-table")
        .key("table")
        .attribute("tabindex", "0")
        .attribute("role", "group")
        .attribute("aria-labelledby", title)
        .child(
            element("table")
                .child(element("thead").child(head))
                .child(element("tbody").children(table.rows.iter().map(row))),
        )
}
