//! The filters of the collections: two groups of radio buttons, and the styles by which what is chosen decides what is seen.
//!
//! Everything that a choice can hide says under which areas and which years it is seen. A choice of one group also hides those of the other
//! under which nothing would be left, so that no page comes out empty.

use std::collections::BTreeSet;
use std::fmt::Write;

use super::collections::Section;
use super::html;

/// The choice under which everything is seen.
const ALL: &str = "all";

/// The first year of each range; before the first one lies a range of its own.
const STARTS: [i32; 6] = [2000, 2010, 2015, 2018, 2021, 2024];

/// The ranges of years that have works.
pub(super) struct Years {
    /// Names for attributes, such as `2010`, in order.
    names: Vec<String>,
}

impl Years {
    /// The ranges of these years.
    pub(super) fn of(years: impl Iterator<Item = i32>) -> Self {
        let starts: BTreeSet<usize> = years.map(range).collect();
        Self { names: starts.into_iter().map(name_of).collect() }
    }

    /// The range that a year lies in.
    pub(super) fn name(&self, year: i32) -> &str {
        let name = name_of(range(year));
        self.names.iter().find(|known| **known == name).map_or("", String::as_str)
    }

    /// As readers see it.
    fn label(name: &str) -> String {
        let at = STARTS.iter().position(|start| start.to_string() == name);
        match at {
            None => format!("before {}", STARTS[0]),
            Some(at) => match STARTS.get(at + 1) {
                Some(next) => format!("{}–{}", STARTS[at], next - 1),
                None => format!("since {}", STARTS[at]),
            },
        }
    }
}

/// How many of the starts lie at or before a year.
fn range(year: i32) -> usize {
    STARTS.iter().filter(|&&start| start <= year).count()
}

fn name_of(range: usize) -> String {
    range.checked_sub(1).map_or_else(|| "before".to_owned(), |at| STARTS[at].to_string())
}

/// The attributes of something that is seen under these areas and years, and if nothing is chosen.
pub(super) fn shown_under(areas: &[String], years: &[String]) -> String {
    format!("{} {}", attribute("areas", areas), attribute("years", years))
}

fn attribute(group: &str, names: &[String]) -> String {
    let names: BTreeSet<&str> = names.iter().map(String::as_str).chain([ALL]).collect();
    format!("data-{group}=\"{}\"", names.into_iter().collect::<Vec<_>>().join(" "))
}

/// The radio buttons and their styles, in one line each.
pub(super) fn controls(sections: &[Section<'_>], years: &Years) -> String {
    let count = |section: Option<&Section<'_>>, range: Option<&str>| {
        let chosen = sections.iter().filter(|one| section.is_none_or(|section| section.slug == one.slug));
        let works = chosen.flat_map(|section| &section.works);
        works.filter(|work| range.is_none_or(|range| years.name(work.year) == range)).count()
    };
    let mut areas =
        choice("areas", ALL, "All areas", "", &counts("years", years, |range| count(None, range)));
    for section in sections {
        let ranges: Vec<String> = section.works.iter().map(|work| years.name(work.year).to_owned()).collect();
        let counts = counts("years", years, |range| count(Some(section), range));
        areas += &choice("areas", section.slug, section.name, &attribute("years", &ranges), &counts);
    }
    let by_area = |range: Option<&str>| {
        let mut out = number("areas", ALL, count(None, range));
        for section in sections {
            out += &number("areas", section.slug, count(Some(section), range));
        }
        out
    };
    let mut ranges = choice("years", ALL, "All years", "", &by_area(None));
    for name in &years.names {
        let areas = sections
            .iter()
            .filter(|section| count(Some(section), Some(name)) > 0)
            .map(|section| section.slug.to_owned());
        let shown = attribute("areas", &areas.collect::<Vec<_>>());
        ranges += &choice("years", name, &Years::label(name), &shown, &by_area(Some(name)));
    }
    format!(
        "{}\n\n<div class=\"filters\"><fieldset><legend>Years</legend>{ranges}</fieldset>\
         <fieldset><legend>Area</legend>{areas}</fieldset></div>",
        styles(sections, years)
    )
}

/// One radio button. `shown` says under which choices of the other group it has anything to offer.
fn choice(group: &str, name: &str, label: &str, shown: &str, counts: &str) -> String {
    let checked = if name == ALL { " checked" } else { "" };
    format!(
        "<label class=\"filter\" {shown}><input type=\"radio\" name=\"collections-{group}\" id=\"{}\"{checked}> \
         <span>{} {counts}</span></label>",
        id(group, name),
        html::text(label)
    )
}

/// The numbers of works beside an area, one for each range of years: only the one that is chosen is seen.
fn counts(group: &str, years: &Years, count: impl Fn(Option<&str>) -> usize) -> String {
    let mut out = number(group, ALL, count(None));
    for name in &years.names {
        out += &number(group, name, count(Some(name)));
    }
    out
}

fn number(group: &str, name: &str, count: usize) -> String {
    if count == 0 {
        return String::new();
    }
    format!("<span class=\"filter-count\" data-{group}=\"{name}\">{count}</span>")
}

/// One rule for each choice: what does not name it is not seen. On paper everything is.
fn styles(sections: &[Section<'_>], years: &Years) -> String {
    let mut out = String::from("<style>@media screen{");
    // Until the buttons of the areas have come, which stand behind those of the years, none of them is chosen.
    let _ = write!(
        out,
        ".filters:not(:has([name=collections-areas]:checked)) [data-areas].filter-count:not([data-areas={ALL}]){{display:none}}"
    );
    let areas = sections.iter().map(|section| ("areas", section.slug));
    let years = years.names.iter().map(|name| ("years", name.as_str()));
    for (group, name) in [("areas", ALL), ("years", ALL)].into_iter().chain(areas).chain(years) {
        let id = id(group, name);
        let _ = write!(
            out,
            ".collections:has(#{id}:checked) [data-{group}]:not([data-{group}~=\"{name}\"]){{display:none}}"
        );
    }
    out.push_str("}</style>");
    out
}

fn id(group: &str, name: &str) -> String {
    format!("collections-{group}-{name}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_fall_into_ranges_that_have_works() {
        let years = Years::of([1953, 2017, 2016, 2025].into_iter());
        assert_eq!(years.names, ["before", "2015", "2024"]);
        assert_eq!((years.name(1953), years.name(2016), years.name(2025)), ("before", "2015", "2024"));
        let labels: Vec<String> = years.names.iter().map(|name| Years::label(name)).collect();
        assert_eq!(labels, ["before 2000", "2015–2017", "since 2024"]);
    }

    #[test]
    fn everything_is_seen_if_nothing_is_chosen() {
        assert_eq!(
            shown_under(&["b".into()], &["2015".into(), "2015".into()]),
            "data-areas=\"all b\" data-years=\"2015 all\""
        );
    }
}
