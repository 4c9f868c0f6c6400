//! `numbering.xml`: the numbers that Word sets before paragraphs. They are nowhere in the text.

use crate::read::xml::{self, Visitor, attribute};
use anyhow::Result;
use quick_xml::events::BytesStart;
use rustc_hash::{FxHashMap, FxHashSet};

/// Word has nine levels.
const LEVELS: usize = 9;
/// No reply counts so far; a larger number would be made of letters or Roman numerals without end.
const LARGEST: u32 = 30_000;

/// The lists of a document, and how far each has counted.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    lists: Lists,
    /// Lists that have been used: their own starts count once.
    used: FxHashSet<(String, usize)>,
    counters: FxHashMap<String, [Option<u32>; LEVELS]>,
}

#[derive(Debug, Default)]
struct Lists {
    definitions: FxHashMap<String, Definition>,
    /// The definition that each style stands for.
    linked: FxHashMap<String, String>,
    lists: FxHashMap<String, List>,
}

#[derive(Clone, Debug, Default)]
struct Definition {
    levels: FxHashMap<usize, Level>,
    /// The style that stands for the list, here and where the list is defined.
    style_link: Option<String>,
    number_style_link: Option<String>,
}

#[derive(Clone, Debug)]
struct Level {
    format: String,
    text: String,
    start: u32,
    /// 1-based level whose counting restarts this one; 0 for none.
    restart: Option<usize>,
    legal: bool,
    style: Option<String>,
}

impl Default for Level {
    fn default() -> Self {
        Level { format: "decimal".to_owned(), text: String::new(), start: 0, restart: None, legal: false, style: None }
    }
}

#[derive(Clone, Debug, Default)]
struct List {
    definition: String,
    starts: FxHashMap<usize, u32>,
    levels: FxHashMap<usize, Level>,
}

impl Lists {
    /// The definition of a list, or the one to which a style of that definition points.
    fn definition(&self, list: &List) -> Option<(&str, &Definition)> {
        let (id, definition) = self.definitions.get_key_value(&list.definition)?;
        let linked = definition.number_style_link.as_ref().and_then(|link| self.linked.get(link));
        let linked = linked.and_then(|linked| self.definitions.get_key_value(linked));
        let (id, definition) = linked.unwrap_or((id, definition));
        Some((id, definition))
    }
}

#[derive(Default)]
struct Reading {
    lists: Lists,
    definition: Option<(String, Definition)>,
    list: Option<(String, List)>,
    level: Option<(usize, Level)>,
    overridden: usize,
}

impl Numbering {
    pub(super) fn read(xml: &str) -> Result<Self> {
        let mut reading = Reading::default();
        xml::walk(xml, &mut reading)?;
        let mut lists = reading.lists;
        // The first of several, so that the order of a map decides nothing.
        let mut links: Vec<_> = lists
            .definitions
            .iter()
            .filter_map(|(id, definition)| Some((definition.style_link.clone()?, id.clone())))
            .collect();
        links.sort_by(|a, b| b.cmp(a));
        lists.linked = links.into_iter().collect();
        Ok(Numbering { lists, ..Numbering::default() })
    }

    /// The level of a list that belongs to a style.
    pub(super) fn level_of_style(&self, list: &str, style: &str) -> Option<usize> {
        let (_, definition) = self.lists.definition(self.lists.lists.get(list)?)?;
        let mut levels: Vec<_> = definition.levels.iter().collect();
        levels.sort_by_key(|(level, _)| **level);
        levels.into_iter().find(|(_, level)| level.style.as_deref() == Some(style)).map(|(level, _)| *level)
    }

    /// Counts a paragraph of this list and level, and tells the number before it. `None` for bullets and for paragraphs
    /// that are not numbered. Lists of one definition count on together, unless one has its own start.
    pub(super) fn next(&mut self, list_id: &str, level: usize) -> Option<String> {
        let list = self.lists.lists.get(list_id)?;
        let (definition_id, definition) = self.lists.definition(list)?;
        let level = level.min(LEVELS - 1);
        let find = |level: usize| list.levels.get(&level).or(definition.levels.get(&level));
        let own = find(level)?;
        let start_of = |level: usize| {
            list.starts.get(&level).copied().unwrap_or_else(|| find(level).map_or(1, |found| found.start)).min(LARGEST)
        };
        let restarts = |deeper: usize| match find(deeper).and_then(|found| found.restart) {
            Some(0) => false,
            Some(by) => level < by,
            None => true,
        };
        let counters = self.counters.entry(definition_id.to_owned()).or_default();
        for (at, &start) in &list.starts {
            if self.used.insert((list_id.to_owned(), *at)) {
                // The level itself is counted below; a higher one stands at its start.
                counters[*at] = if *at < level { Some(start) } else { None };
            }
        }
        counters[level] = Some(counters[level].map_or(start_of(level), |count| (count + 1).min(LARGEST)));
        for (deeper, count) in counters.iter_mut().enumerate().skip(level + 1) {
            if restarts(deeper) {
                *count = None;
            }
        }
        if own.format == "bullet" || own.format == "none" && !own.text.contains('%') {
            return None;
        }
        let mut number = String::new();
        let mut chars = own.text.chars().peekable();
        while let Some(c) = chars.next() {
            let shown = chars.peek().and_then(|digit| digit.to_digit(10)).filter(|&digit| c == '%' && digit > 0);
            let Some(digit) = shown else {
                number.push(c);
                continue;
            };
            chars.next();
            let shown = digit as usize - 1;
            let count = counters[shown].unwrap_or_else(|| start_of(shown));
            let format = find(shown).map_or("decimal", |found| found.format.as_str());
            number.push_str(&format_number(count, if own.legal && shown != level { "decimal" } else { format }));
        }
        Some(number.trim().to_owned()).filter(|number| !number.is_empty())
    }
}

impl Visitor for Reading {
    fn open(&mut self, element: &BytesStart<'_>) {
        let value = || attribute(element, "val");
        let number = || value().and_then(|value| value.parse::<usize>().ok());
        let level_of = || attribute(element, "ilvl").and_then(|level| level.parse().ok()).unwrap_or(0);
        let name = element.local_name();
        match name.as_ref() {
            "abstractNum" => {
                self.definition = attribute(element, "abstractNumId").map(|id| (id, Definition::default()))
            }
            "num" => self.list = attribute(element, "numId").map(|id| (id, List::default())),
            "lvlOverride" => self.overridden = level_of(),
            "lvl" => self.level = Some((level_of(), Level::default())),
            _ => {}
        }
        if let Some((_, list)) = &mut self.list {
            match name.as_ref() {
                "abstractNumId" => list.definition = value().unwrap_or_default(),
                "startOverride" if self.overridden < LEVELS => {
                    list.starts.extend(number().map(|start| (self.overridden, start.min(LARGEST as usize) as u32)));
                }
                _ => {}
            }
        }
        if let Some((_, definition)) = &mut self.definition {
            match name.as_ref() {
                "styleLink" => definition.style_link = value(),
                "numStyleLink" => definition.number_style_link = value(),
                _ => {}
            }
        }
        if let Some((_, level)) = &mut self.level {
            match name.as_ref() {
                "start" => level.start = number().unwrap_or(0).min(LARGEST as usize) as u32,
                "numFmt" => level.format = value().unwrap_or_default(),
                "lvlText" => level.text = value().unwrap_or_default(),
                "lvlRestart" => level.restart = number(),
                "isLgl" => level.legal = value().is_none_or(|value| value != "0" && value != "false"),
                "pStyle" => level.style = value(),
                _ => {}
            }
        }
    }

    fn close(&mut self, name: &str) -> Result<()> {
        match name {
            "abstractNum" => self.lists.definitions.extend(self.definition.take()),
            "num" => self.lists.lists.extend(self.list.take()),
            "lvl" => {
                let Some((at, level)) = self.level.take().filter(|&(at, _)| at < LEVELS) else { return Ok(()) };
                if let Some((_, list)) = &mut self.list {
                    list.levels.insert(at, level);
                } else if let Some((_, definition)) = &mut self.definition {
                    definition.levels.insert(at, level);
                }
            }
            _ => {}
        }
        Ok(())
    }
}

/// A count in one of the number formats of Word.
pub(in crate::read) fn format_number(count: u32, format: &str) -> String {
    match format {
        "lowerLetter" => letters(count, b'a'),
        "upperLetter" => letters(count, b'A'),
        "lowerRoman" => roman(count).to_lowercase(),
        "upperRoman" => roman(count),
        "decimalZero" => format!("{count:02}"),
        "none" => String::new(),
        _ => count.to_string(),
    }
}

/// `a` … `z`, `aa`, `bb` …, as Word goes on.
fn letters(count: u32, first: u8) -> String {
    let Some(index) = count.checked_sub(1) else { return String::new() };
    let letter = char::from(first + (index % 26) as u8);
    std::iter::repeat_n(letter, (index / 26 + 1).min(30) as usize).collect()
}

fn roman(mut count: u32) -> String {
    const SIGNS: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    let mut number = String::new();
    for (value, sign) in SIGNS {
        while count >= value {
            number.push_str(sign);
            count -= value;
        }
    }
    number
}

#[cfg(test)]
mod tests {
    use super::*;

    const XML: &str = r#"<w:numbering xmlns:w="w">
      <w:abstractNum w:abstractNumId="0">
        <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
        <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1. %2)"/></w:lvl>
        <w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="-"/></w:lvl>
      </w:abstractNum>
      <w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
      <w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num>
      <w:num w:numId="3"><w:abstractNumId w:val="0"/>
        <w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride>
        <w:lvlOverride w:ilvl="1"><w:startOverride w:val="1"/></w:lvlOverride></w:num>
    </w:numbering>"#;

    #[test]
    fn lists_count_as_word_does() {
        let mut numbering = Numbering::read(XML).expect("it is valid");
        let mut next = |list: &str, level| numbering.next(list, level).unwrap_or_default();
        assert_eq!(next("1", 0), "1.");
        assert_eq!(next("1", 1), "1. a)");
        assert_eq!(next("1", 2), "");
        assert_eq!(next("1", 1), "1. b)");
        assert_eq!(next("2", 0), "2.", "another list of the same definition counts on");
        assert_eq!(next("2", 1), "2. a)", "a deeper level begins again");
        assert_eq!(next("3", 1), "7. a)", "a list with its own start begins there, also where only deeper levels show");
        assert_eq!(next("3", 1), "7. b)");
        assert_eq!(next("3", 0), "8.");
        assert_eq!(next("9", 0), "", "a list that is nowhere defined has no numbers");
    }

    #[test]
    fn letters_and_roman_numerals() {
        assert_eq!([1, 26, 27, 0].map(|count| letters(count, b'a')), ["a", "z", "aa", ""]);
        assert_eq!([4, 9, 44].map(roman), ["IV", "IX", "XLIV"]);
    }
}
