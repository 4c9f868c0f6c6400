//! Text of a document, made safe to print.

use std::borrow::Cow;

/// One line of text without anything that a terminal would obey: control characters and changes of writing
/// direction become `�`, white space becomes one space; a space at which no line breaks stays: French sets one before
/// its marks and in its numbers.
pub fn plain(text: &str) -> Cow<'_, str> {
    let breaks = |c: char| c.is_whitespace() && !matches!(c, '\u{a0}' | '\u{202f}');
    let is_safe = |c: char| c == ' ' || !(c.is_control() || breaks(c) || turns_text(c));
    if text.chars().all(is_safe) {
        return Cow::Borrowed(text);
    }
    let spaced = text.split(breaks).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    Cow::Owned(spaced.chars().map(|c| if is_safe(c) { c } else { char::REPLACEMENT_CHARACTER }).collect())
}

/// Several lines, each made safe to print.
pub fn plain_lines(text: &str) -> String {
    text.lines().map(plain).collect::<Vec<_>>().join("\n")
}

/// Marks that change the direction of what follows, by which text can be made to show as other text.
fn turns_text(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_terminal_is_never_given_orders() {
        assert_eq!(plain("a\u{1b}[31mb\u{202e}c\u{9b}"), "a�[31mb�c�");
        assert_eq!(plain("deux\u{a0}mots\n\tici\u{2003}"), "deux\u{a0}mots ici");
    }
}
