//! Quotation marks within a quotation.
//!
//! A quoted clause may begin or end within a quotation of the State's own: what is missing of a pair is added, so that a
//! reader sees where the State's quotation ends and ours begins. Of two quotations, one in the other, the inner one has
//! the marks that the language has for it.

/// Marks that open and close a quotation.
const PAIRS: [(char, char); 2] = [('«', '»'), ('“', '”')];

/// Marks with which a text that was cut off cannot end.
const OPENING: [char; 6] = ['«', '“', '‘', '„', '(', '['];

/// The text to be put into `outer`, a quotation with `{text}`, with its own quotations written as `inner` has them.
pub(super) fn within(text: &str, outer: &str, inner: &str) -> String {
    let whole = PAIRS.iter().fold(text.to_owned(), |text, pair| balanced(&text, *pair));
    let (Some((open, close)), Some(inner)) = (marks(outer), inner.split_once("{text}")) else { return whole };
    let mut out = String::with_capacity(whole.len());
    let mut skips_space = false;
    for c in whole.chars() {
        match c {
            c if c == open => out.push_str(inner.0),
            c if c == close => {
                out.truncate(out.trim_end().len());
                out.push_str(inner.1);
            }
            c if skips_space && c.is_whitespace() => continue,
            c => out.push(c),
        }
        skips_space = c == open;
    }
    out
}

/// The text without what cannot stand at the end of words that were cut off.
pub(super) fn cut_off(text: &str) -> &str {
    text.trim_end_matches(|c: char| c.is_whitespace() || OPENING.contains(&c))
}

/// The marks of a quotation, without the spaces within them.
fn marks(quotation: &str) -> Option<(char, char)> {
    let (open, close) = quotation.split_once("{text}")?;
    Some((open.trim().chars().next()?, close.trim().chars().next()?))
}

/// With what is missing of a pair of marks at either end.
fn balanced(text: &str, (open, close): (char, char)) -> String {
    // How many close before they open, and how many stay open; the space that the text sets within its marks.
    let (mut before, mut after) = (0_usize, 0_usize);
    let mut space = "";
    for (at, c) in text.char_indices() {
        if c == open {
            after += 1;
            let rest = &text[at + c.len_utf8()..];
            space = &rest[..rest.len() - rest.trim_start().len()];
        } else if c == close {
            let start = &text[..at];
            space = &start[start.trim_end().len()..];
            match after.checked_sub(1) {
                Some(left) => after = left,
                None => before += 1,
            }
        }
    }
    if before + after == 0 {
        return text.to_owned();
    }
    format!("{}{text}{}", format!("{open}{space}").repeat(before), format!("{space}{close}").repeat(after))
}

#[cfg(test)]
mod tests {
    use super::*;

    const FRENCH: (&str, &str) = ("«\u{a0}{text}\u{a0}»", "“{text}”");
    const ENGLISH: (&str, &str) = ("“{text}”", "‘{text}’");

    #[test]
    fn a_quotation_within_a_quotation_has_marks_of_its_own() {
        for ((outer, inner), text, shown) in [
            (FRENCH, "le système «\u{a0}Gamma\u{a0}» est là", "le système “Gamma” est là"),
            (FRENCH, "le système « Gamma » est là", "le système “Gamma” est là"),
            (FRENCH, "dit “oui”", "dit “oui”"),
            (ENGLISH, "the “Gamma” system", "the ‘Gamma’ system"),
            // Of another language, they are no marks of ours.
            (ENGLISH, "le système «\u{a0}Gamma\u{a0}»", "le système «\u{a0}Gamma\u{a0}»"),
            (ENGLISH, "the State’s law", "the State’s law"),
        ] {
            assert_eq!(within(text, outer, inner), shown);
        }
    }

    #[test]
    fn a_clause_cut_out_of_a_quotation_gets_the_mark_that_it_lost() {
        for ((outer, inner), text, shown) in [
            (FRENCH, "mis en ligne dans le système « Gamma", "mis en ligne dans le système “Gamma”"),
            (FRENCH, "la dignité » est acquise", "“la dignité” est acquise"),
            (ENGLISH, "dans le système «\u{a0}Gamma", "dans le système «\u{a0}Gamma\u{a0}»"),
            (ENGLISH, "the “Gamma", "the ‘Gamma’"),
        ] {
            assert_eq!(within(text, outer, inner), shown);
        }
        assert_eq!(cut_off("dans le système «\u{a0}"), "dans le système");
    }
}
