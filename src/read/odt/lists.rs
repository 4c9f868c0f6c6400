//! Numbers that LibreOffice sets before the items of lists. They are nowhere in the text.

use crate::read::docx::format_number;
use crate::read::xml::attribute;
use quick_xml::events::BytesStart;
use rustc_hash::FxHashMap;

/// OpenDocument has ten levels.
const LEVELS: usize = 10;
/// No reply counts so far.
const LARGEST: u32 = 30_000;

#[derive(Clone, Default)]
struct Level {
    format: String,
    before: String,
    after: String,
    start: u32,
    /// How many levels its number shows.
    shown: usize,
}

/// Styles of lists, and the lists that are open.
#[derive(Default)]
pub(super) struct Lists {
    styles: FxHashMap<String, FxHashMap<usize, Level>>,
    defining: Option<String>,
    /// Style of each list that is open; an inner one has that of the outer one.
    open: Vec<Option<String>>,
    /// By style: a list that goes on counts from here.
    counters: FxHashMap<String, [Option<u32>; LEVELS]>,
    /// The item that has begun and has no paragraph yet.
    pending: bool,
}

impl Lists {
    pub(super) fn define(&mut self, start: &BytesStart<'_>) {
        let name = start.local_name();
        if name.as_ref() == "list-style" {
            self.defining = attribute(start, "name");
            return;
        }
        let number = |name| attribute(start, name).and_then(|value| value.parse::<u32>().ok());
        if let (Some(style), "list-level-style-number", Some(level)) = (&self.defining, name.as_ref(), number("level"))
        {
            let format = match attribute(start, "num-format").as_deref() {
                Some("a") => "lowerLetter",
                Some("A") => "upperLetter",
                Some("i") => "lowerRoman",
                Some("I") => "upperRoman",
                Some("1") => "decimal",
                _ => "none",
            };
            let level_style = Level {
                format: format.to_owned(),
                before: attribute(start, "num-prefix").unwrap_or_default(),
                after: attribute(start, "num-suffix").unwrap_or_default(),
                start: number("start-value").unwrap_or(1).min(LARGEST),
                shown: number("display-levels").unwrap_or(1).clamp(1, LEVELS as u32) as usize,
            };
            self.styles.entry(style.clone()).or_default().insert((level as usize).clamp(1, LEVELS) - 1, level_style);
        }
    }

    pub(super) fn open(&mut self, start: &BytesStart<'_>) {
        let own = attribute(start, "style-name").filter(|name| !name.is_empty());
        let goes_on = attribute(start, "continue-numbering").is_some_and(|value| value == "true")
            || attribute(start, "continue-list").is_some();
        let style = own.or_else(|| self.open.last().cloned().flatten());
        if self.open.is_empty()
            && !goes_on
            && let Some(style) = &style
        {
            self.counters.remove(style);
        }
        self.open.push(style);
    }

    /// Its count stays: LibreOffice closes a list for every paragraph between two items and opens it again, and a deeper
    /// level begins anew only after an item of a higher one.
    pub(super) fn close(&mut self) {
        self.open.pop();
        self.pending = false;
    }

    /// An item begins; its number is counted by its first paragraph, since an item may hold only a deeper list.
    pub(super) fn item(&mut self, start: &BytesStart<'_>) {
        self.pending = true;
        let level = self.open.len().saturating_sub(1).min(LEVELS - 1);
        let value = attribute(start, "start-value").and_then(|value| value.parse::<u32>().ok());
        if let (Some(value), Some(Some(style))) = (value, self.open.last()) {
            self.counters.entry(style.clone()).or_default()[level] = Some(value.min(LARGEST).saturating_sub(1));
        }
    }

    /// The number before the paragraph that begins, if it is the first of an item.
    pub(super) fn number(&mut self) -> String {
        if !std::mem::take(&mut self.pending) {
            return String::new();
        }
        let level = self.open.len().saturating_sub(1).min(LEVELS - 1);
        let Some(Some(style)) = self.open.last() else { return String::new() };
        let Some(levels) = self.styles.get(style) else { return String::new() };
        let Some(own) = levels.get(&level) else { return String::new() };
        let counters = self.counters.entry(style.clone()).or_default();
        counters[level] = Some(counters[level].map_or(own.start, |count| (count + 1).min(LARGEST)));
        counters.iter_mut().skip(level + 1).for_each(|count| *count = None);
        let mut number = own.before.clone();
        let first = (level + 1).saturating_sub(own.shown);
        for (shown, count) in counters.iter().enumerate().take(level + 1).skip(first) {
            let found = levels.get(&shown);
            let count = count.unwrap_or_else(|| found.map_or(1, |found| found.start));
            number.push_str(&format_number(count, found.map_or("decimal", |found| &found.format)));
            number.push_str(if shown < level { "." } else { "" });
        }
        number.push_str(&own.after);
        number
    }
}
