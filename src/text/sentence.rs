//! Sentences: Unicode's rules (UAX 29), joined again where a listed abbreviation or an initial
//! ended a piece.

use super::{Span, fold};
use rustc_hash::FxHashSet;
use unicode_segmentation::UnicodeSegmentation as _;

/// The sentences of one paragraph, `text[paragraph]`, without the white space around them.
///
/// `abbreviations` are folded last words without their full stop: `art`, `ex` (of `p. ex.`).
pub fn sentences(text: &str, paragraph: Span, abbreviations: &FxHashSet<String>) -> Vec<Span> {
    let mut found: Vec<Span> = Vec::new();
    let mut open: Option<usize> = None;
    for (offset, piece) in text[paragraph.clone()].split_sentence_bound_indices() {
        let start = *open.get_or_insert(paragraph.start + offset);
        let end = paragraph.start + offset + piece.len();
        if ends_in_abbreviation(piece.trim_end(), abbreviations) {
            continue;
        }
        open = None;
        push(text, start..end, &mut found);
    }
    if let Some(start) = open {
        push(text, start..paragraph.end, &mut found);
    }
    found
}

/// No sentence is longer, in bytes: what is, is no prose, and is cut so that the work on one sentence stays bounded.
const LONGEST: usize = 6_000;

fn push(text: &str, mut span: Span, found: &mut Vec<Span>) {
    while span.len() > LONGEST {
        let limit = text.floor_char_boundary(span.start + LONGEST);
        let cut = text[span.start..limit].rfind(char::is_whitespace).map_or(limit, |space| span.start + space);
        let cut = if cut > span.start { cut } else { limit };
        found.extend(trimmed(text, span.start..cut));
        span.start = cut;
    }
    found.extend(trimmed(text, span));
}

fn ends_in_abbreviation(piece: &str, abbreviations: &FxHashSet<String>) -> bool {
    let Some(body) = piece.strip_suffix('.') else { return false };
    let last = body.rsplit(|c: char| c.is_whitespace() || matches!(c, '(' | '«' | '’' | '\'')).next().unwrap_or(body);
    let mut letters = last.chars();
    match (letters.next(), letters.next()) {
        (Some(initial), None) if initial.is_uppercase() => true,
        (None, _) => false,
        // Nothing longer is an abbreviation, and a 50 MB word is not worth folding.
        _ => last.len() <= 24 && abbreviations.contains(fold(last).as_str()),
    }
}

/// The same span without white space at its ends; `None` if nothing else is in it.
pub(crate) fn trimmed(text: &str, span: Span) -> Option<Span> {
    let slice = &text[span.clone()];
    let start = span.start + (slice.len() - slice.trim_start().len());
    let end = span.start + slice.trim_end().len();
    (start < end).then_some(start..end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str) -> Vec<&str> {
        let abbreviations = ["art", "al", "ex"].map(str::to_owned).into_iter().collect();
        sentences(text, 0..text.len(), &abbreviations).into_iter().map(|s| &text[s]).collect()
    }

    #[test]
    fn abbreviations_numbers_and_quotations_do_not_end_a_sentence() {
        assert_eq!(
            split("Voir art. 190, al. 4 du Code. La loi no 72-VIII vaut 3\u{a0}796 fois."),
            ["Voir art. 190, al. 4 du Code.", "La loi no 72-VIII vaut 3\u{a0}796 fois."]
        );
        assert_eq!(split("Il a vu M. B. Dupont, p. ex. Jean. Fin."), ["Il a vu M. B. Dupont, p. ex. Jean.", "Fin."]);
        assert_eq!(split("  \u{a0}"), Vec::<&str>::new());
    }
}
