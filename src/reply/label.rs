//! The label of an answer: `2. c)`, `3 b)`, `9. i), j)`, `17`.

use crate::rules::{Layout, Pattern};
use crate::text::{Span, trimmed};
use unicode_security::skeleton;

/// A label found at the beginning of a line.
pub(super) struct Label<'t> {
    pub number: u32,
    /// Numbers of the questions that are answered together with it.
    pub also: Vec<u32>,
    /// Latin lower-case letters, ranges spelt out.
    pub parts: Vec<String>,
    /// As it stands in the line.
    pub shown: &'t str,
    /// Whether a letter was from another alphabet.
    pub look_alike: bool,
    /// The question, if it is repeated in the same line: byte offsets in the line.
    pub asked: Option<Span>,
    /// Text after the label in the same line: byte offsets in the line.
    pub rest: Option<Span>,
}

/// The label that opens this line, if there is one. `opens`: a quick no to whether a pattern matches here.
pub(super) fn find<'t>(layout: &Layout, line: &'t str, opens: impl Fn(&Pattern) -> bool) -> Option<Label<'t>> {
    layout.label.iter().filter(|pattern| opens(pattern)).find_map(|pattern| read(pattern, layout, line, None))
}

/// The question that this line only numbers, if it does.
pub(super) fn question<'t>(layout: &Layout, line: &'t str, opens: impl Fn(&Pattern) -> bool) -> Option<Label<'t>> {
    layout.question.iter().filter(|pattern| opens(pattern)).find_map(|pattern| read(pattern, layout, line, None))
}

/// The part of question `number` that this line opens, if it does.
pub(super) fn part<'t>(
    layout: &Layout,
    line: &'t str,
    number: u32,
    opens: impl Fn(&Pattern) -> bool,
) -> Option<Label<'t>> {
    layout.part.iter().filter(|pattern| opens(pattern)).find_map(|pattern| read(pattern, layout, line, Some(number)))
}

fn read<'t>(pattern: &Pattern, layout: &Layout, line: &'t str, above: Option<u32>) -> Option<Label<'t>> {
    let found = pattern.captures(line)?;
    let number = match above {
        Some(number) => number,
        None => found.name("number")?.as_str().parse().ok()?,
    };
    let also = found.name("more").map_or_else(Vec::new, |more| numbers(number, more.as_str(), &layout.range));
    let mut look_alike = false;
    let parts = match found.name("parts") {
        Some(parts) => letters(parts.as_str(), &layout.range, &mut look_alike)?,
        None => Vec::new(),
    };
    let all = found.get_match();
    let asked = found.name("asked").and_then(|asked| trimmed(line, asked.range()));
    let shown = match found.name("asked") {
        Some(asked) => &line[all.start()..asked.start()],
        None => &line[all.range()],
    };
    let rest = trimmed(line, all.end()..line.len());
    Some(Label { number, also, parts, shown: shown.trim(), look_alike, asked, rest })
}

/// More questions than these are not answered together.
const MOST_TOGETHER: u32 = 30;

/// The numbers of ` et 6`, `, 6 and 8` or ` à 8` after the first.
fn numbers(first: u32, more: &str, range: &[String]) -> Vec<u32> {
    let mut all = Vec::new();
    let mut last = first;
    let mut between = String::new();
    for piece in more.split_inclusive(|c: char| !c.is_ascii_digit()).flat_map(|piece| {
        let digits = piece.trim_end_matches(|c: char| !c.is_ascii_digit());
        [digits, &piece[digits.len()..]]
    }) {
        let Ok(number) = piece.parse::<u32>() else {
            between.push_str(piece);
            continue;
        };
        let is_range = range.iter().any(|word| *word == between.trim());
        if is_range && (last + 1..last + MOST_TOGETHER).contains(&number) {
            all.extend(last + 1..=number);
        } else if number != last {
            all.push(number);
        }
        last = number;
        between.clear();
    }
    all
}

/// The letters of `i), j)` or `b) à d)`; `None` if something else stands there.
fn letters(parts: &str, range: &[String], look_alike: &mut bool) -> Option<Vec<String>> {
    let mut letters: Vec<char> = Vec::new();
    let mut between = String::new();
    let mut chars = parts.chars().peekable();
    // Where a layout takes letters without brackets, each stands alone: `1/a`, `1 b and c`.
    let bare = !parts.contains(')');
    while let Some(c) = chars.next() {
        let word = |c: char| c.is_alphabetic();
        let alone = !between.ends_with(word) && !chars.peek().is_some_and(|&next| word(next));
        let is_range = || range.iter().any(|word| word.chars().eq([c]));
        if c.is_alphabetic() && (chars.peek() == Some(&')') || bare && alone && !is_range()) {
            let latin = latin(c)?;
            *look_alike |= latin != c.to_ascii_lowercase();
            match letters.last() {
                Some(&from) if range.iter().any(|word| *word == between.trim()) => {
                    letters.extend((from..=latin).skip(1))
                }
                _ => letters.push(latin),
            }
            between.clear();
        } else if !matches!(c, '(' | ')') {
            between.push(c);
        }
    }
    Some(letters.into_iter().map(String::from).collect())
}

/// The Latin lower-case letter that this one is, or looks like.
fn latin(c: char) -> Option<char> {
    let lower = c.to_ascii_lowercase();
    if lower.is_ascii_lowercase() {
        return Some(lower);
    }
    let looks: String = skeleton(&c.to_lowercase().to_string()).collect();
    ('a'..='z').find(|letter| skeleton(&letter.to_string()).collect::<String>() == looks)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn look_alike_letters_are_read_as_latin_ones() {
        let mut look_alike = false;
        assert_eq!(letters("с)", &[], &mut look_alike), Some(vec!["c".to_owned()]));
        assert!(look_alike);
    }

    #[test]
    fn questions_that_are_answered_together() {
        let range = ["à".to_owned(), "-".to_owned()];
        assert_eq!(numbers(5, " et 6", &range), [6]);
        assert_eq!(numbers(5, ", 7 and 9", &range), [7, 9]);
        assert_eq!(numbers(5, " à 8", &range), [6, 7, 8]);
        assert_eq!(numbers(5, "-6", &range), [6]);
        assert_eq!(numbers(5, " à 4000", &range), [4000]);
    }

    #[test]
    fn ranges_are_spelt_out_and_lists_kept() {
        let range = ["à".to_owned()];
        assert_eq!(letters("b) à d)", &range, &mut false), Some(["b", "c", "d"].map(String::from).to_vec()));
        assert_eq!(letters("i), j)", &range, &mut false), Some(["i", "j"].map(String::from).to_vec()));
        assert_eq!(letters("b à d", &range, &mut false), Some(["b", "c", "d"].map(String::from).to_vec()));
        assert_eq!(letters("a and c", &range, &mut false), Some(["a", "c"].map(String::from).to_vec()));
        assert_eq!(letters("(a)", &range, &mut false), Some(vec!["a".to_owned()]));
    }
}
