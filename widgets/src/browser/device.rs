//! What the reader's own device keeps of the reader's answers: one entry of the browser's storage for one book.

use std::cell::RefCell;

use web_sys::{Storage, Window};

use crate::learning::{Answers, Kept};

/// The first word of the entry's key; the book's own address below its host follows, since a host may have several books.
const KEY: &str = "counterfactuals-answers";

thread_local! {
    /// The answers of this visit, and why they are not kept, once that is so. From then on the device is left alone.
    static VISIT: RefCell<Option<(Answers, String)>> = const { RefCell::new(None) };
}

/// Where a book keeps its answers.
#[derive(Clone)]
pub(super) struct Device {
    window: Window,
    key: String,
}

impl Device {
    /// The place of the book whose pages begin with this path.
    pub(super) fn of(window: Window, book: &str) -> Self {
        Self { window, key: format!("{KEY} {book}") }
    }

    /// Looks at what is kept.
    pub(super) fn look<T>(&self, look: impl FnOnce(&Kept<'_>) -> T) -> T {
        self.change(|_| false, look)
    }

    /// Changes what is kept, with what stands there now and not with what this page knew of it: another tab may have added to it. `change`
    /// says whether it did.
    pub(super) fn change<T>(
        &self,
        change: impl FnOnce(&mut Answers) -> bool,
        look: impl FnOnce(&Kept<'_>) -> T,
    ) -> T {
        VISIT.with_borrow_mut(|visit| {
            let mut answers = match visit {
                Some((answers, _)) => std::mem::take(answers),
                None => self.read().unwrap_or_else(|trouble| {
                    *visit = Some((Answers::default(), trouble));
                    Answers::default()
                }),
            };
            let changed = change(&mut answers);
            if visit.is_none() && changed && !self.write(&answers) {
                let trouble = "There is no room for this on your device: it lasts until you leave the page.";
                *visit = Some((Answers::default(), trouble.to_owned()));
            }
            let trouble = visit.as_ref().map(|(_, trouble)| trouble.as_str());
            let strange = trouble.and_then(|_| self.text()).filter(|text| Answers::from_json(text).is_err());
            let seen = look(&Kept { answers: &answers, trouble, strange: strange.as_deref() });
            if let Some((kept, _)) = visit {
                *kept = answers;
            }
            seen
        })
    }

    /// Erases what is kept, whatever it is.
    pub(super) fn erase(&self) {
        let gone = self.storage().is_some_and(|storage| storage.remove_item(&self.key).is_ok());
        VISIT.with_borrow_mut(|visit| match visit {
            Some((answers, _)) if !gone => *answers = Answers::default(),
            visit => *visit = None,
        });
    }

    /// What stands in the entry.
    fn text(&self) -> Option<String> {
        self.storage()?.get_item(&self.key).ok().flatten()
    }

    fn storage(&self) -> Option<Storage> {
        self.window.local_storage().ok().flatten()
    }

    fn read(&self) -> Result<Answers, String> {
        let forbidden = || {
            "Your browser lets this page keep nothing: what you answer lasts until you leave the page."
                .to_owned()
        };
        let text =
            self.storage().and_then(|storage| storage.get_item(&self.key).ok()).ok_or_else(forbidden)?;
        text.map_or_else(|| Ok(Answers::default()), |text| Answers::from_json(&text)).map_err(|what| {
            format!(
                "What your browser keeps under “{}” is no list of answers ({what}). It is left as it is, and what you answer lasts until you leave the page.",
                self.key
            )
        })
    }

    fn write(&self, answers: &Answers) -> bool {
        self.storage().is_some_and(|storage| storage.set_item(&self.key, &answers.to_json()).is_ok())
    }
}
