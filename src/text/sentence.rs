//! Sentences: Unicode's rules (UAX 29), joined again where a listed abbreviation or an initial
//! ended a piece, and parted before a figure.

use super::{Span, fold};
use rustc_hash::FxHashSet;
use unicode_segmentation::UnicodeSegmentation as _;

/// The sentences of one paragraph, `text[paragraph]`, without the white space around them.
///
/// `abbreviations` are folded last words without their full stop: `art`, `ex` (of `p. ex.`).
pub fn sentences(text: &str, paragraph: Span, abbreviations: &FxHashSet<String>) -> Vec<Span> {
    let mut found: Vec<Span> = Vec::new();
    let mut start = paragraph.start;
    for end in ends(&text[paragraph.clone()]) {
        let end = past_quotation(text, start..paragraph.start + end, paragraph.end);
        let piece = text[start..end].trim_end();
        if !ends_in_abbreviation(piece, abbreviations) && !goes_on(piece, &text[end..paragraph.end]) {
            push(text, start..end, &mut found);
            start = end;
        }
    }
    push(text, start..paragraph.end, &mut found);
    found
}

/// Where a sentence may end before the end of the text, in order. Nothing can end between two marks, so that only what
/// stands around each mark is asked about.
fn ends(text: &str) -> Vec<usize> {
    let mut ends = Vec::new();
    let mut from = 0;
    while let Some(found) = text[from..].find(may_end) {
        let mark = from + found;
        // A letter before the mark and the next letter after it are all that the rules look at.
        let first = text[from..mark].rfind(char::is_alphanumeric).map_or(from, |at| from + at);
        let after = text[mark..].char_indices().find(|(_, c)| c.is_alphabetic());
        let next = after.map_or(text.len(), |(at, _)| mark + at);
        let last = after.map_or(text.len(), |(at, letter)| mark + at + letter.len_utf8());
        let bounds = text[first..last].split_sentence_bound_indices().map(|(at, _)| first + at);
        let told = ends.len();
        ends.extend(bounds.filter(|&at| at > mark));
        if ends.len() == told {
            ends.extend(before_figure(text, mark, next));
        }
        let sign = text[mark..].chars().next().map_or(1, char::len_utf8);
        from = next.max(mark + sign);
    }
    ends
}

/// Whether a sentence may end after this sign. What is surely no such sign is left out: letters of Europe, and the
/// quotation marks, dashes and spaces of its typography.
fn may_end(sign: char) -> bool {
    match sign {
        '.' | '!' | '?' | '\n' | '\r' | '\u{85}' => true,
        '\0'..'\u{589}' | '\u{2010}'..='\u{2023}' | '…' | '\u{202f}' | '€' => false,
        _ => true,
    }
}

/// Unicode's rules go on after a full stop before "120 shelters", since the next letter is small: a sentence that begins
/// with a figure begins there nevertheless, unless what stands before the full stop may be short for a word, or counts.
fn before_figure(text: &str, mark: usize, next: usize) -> Option<usize> {
    let after = text[mark..next].strip_prefix('.')?;
    let figure = mark + 1 + after.find(char::is_alphanumeric)?;
    let gap = &text[mark + 1..figure];
    let word = text[..mark].rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let is_short = match word.starts_with(|c: char| c.is_ascii_digit()) {
        true => word.len() <= 2,
        false => !word.is_empty() && word.chars().take(4).count() < 4,
    };
    (!gap.is_empty() && gap.chars().all(char::is_whitespace) && !is_short).then_some(figure)
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

/// The end of a piece, moved past the mark that closes the quotation in which it lies; in French a space stands before it.
fn past_quotation(text: &str, piece: Span, limit: usize) -> usize {
    let rest = text[piece.end..limit].trim_start_matches([' ', '\u{a0}', '\u{202f}']);
    let closing = rest.chars().next().filter(|c| matches!(c, '»' | '”'));
    closing.map_or(piece.end, |mark| limit - rest.len() + mark.len_utf8())
}

/// So many signs at most stand between a quotation and the next word; looking on to the end from every mark would take
/// quadratic time in a text without letters.
const BEFORE_WORD: usize = 64;

/// Whether a cry or a question only ends a quotation: after « À table ! » the sentence goes on with a small letter.
fn goes_on(piece: &str, rest: &str) -> bool {
    let quoted = piece.trim_end_matches(['»', '”']);
    let next = || rest.chars().take(BEFORE_WORD).find(|c| c.is_alphanumeric() || *c == '\n');
    quoted.len() < piece.len() && quoted.trim_end().ends_with(['!', '?']) && next().is_some_and(char::is_lowercase)
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
    use proptest::prelude::*;

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

    #[test]
    fn a_cry_inside_quotation_marks_does_not_end_the_sentence_around_it() {
        let text = "La campagne « À table ! », menée en 2024, a touché 40 écoles. Qui l’a vue ? Tous.";
        let expected = ["La campagne « À table ! », menée en 2024, a touché 40 écoles.", "Qui l’a vue ?", "Tous."];
        assert_eq!(split(text), expected);
        assert_eq!(split("Elle a dit « Non ! » Il est parti."), ["Elle a dit « Non ! »", "Il est parti."]);
    }

    #[test]
    fn a_sentence_may_begin_with_a_figure() {
        assert_eq!(
            split("Le fichier existe depuis 2021. 5\u{a0}118 femmes y sont inscrites. Voir art. 5 ou sec. 12 du Code."),
            [
                "Le fichier existe depuis 2021.",
                "5\u{a0}118 femmes y sont inscrites.",
                "Voir art. 5 ou sec. 12 du Code."
            ]
        );
        assert_eq!(
            split("Le taux est de 3.5 points. 12.5 % en plus."),
            ["Le taux est de 3.5 points.", "12.5 % en plus."]
        );
    }

    proptest! {
        #[test]
        fn sentences_are_in_order_and_lose_nothing_but_white_space(text in "[a-cA-C1-3 .!?…»”’\n\r\u{301}\u{2028}。中\u{a0},]{0,40}") {
            let spans = sentences(&text, 0..text.len(), &FxHashSet::default());
            prop_assert!(spans.windows(2).all(|pair| pair[0].end <= pair[1].start), "{spans:?}");
            let kept: String = spans.into_iter().map(|span| text[span].replace(char::is_whitespace, "")).collect();
            prop_assert_eq!(kept, text.replace(char::is_whitespace, ""));
        }

        #[test]
        fn looking_around_the_marks_finds_what_looking_at_everything_does(text in "[a-cA-C1-3 .!?…»’\n\u{301}\u{2028}。中\u{a0},]{0,40}") {
            let all: Vec<usize> = text.split_sentence_bound_indices().map(|(at, _)| at).skip(1).collect();
            let ours = ends(&text);
            prop_assert!(all.iter().all(|at| ours.contains(at)), "{all:?} {ours:?}");
            let more = ours.iter().filter(|at| !all.contains(at));
            prop_assert!(more.clone().all(|&at| text[at..].starts_with(|c: char| c.is_ascii_digit())), "{all:?} {ours:?}");
        }
    }
}
