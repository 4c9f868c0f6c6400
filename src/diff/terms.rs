//! The words of a stretch of text that can tell one undertaking from another.

use crate::rules::{Lexicon, WeightPolicy};
use crate::text::{fold, lower, split_words};

/// One such word.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Term {
    /// What it is compared by: a stem, `#40` for a number, `no 189` for an act, `2021-2024` for a period.
    pub key: String,
    /// As it is spelt, in lower case.
    pub word: String,
    /// What it counts by its kind.
    pub weight: f64,
    /// Whether it is the number of an act or a period: something that only one undertaking has.
    pub is_mark: bool,
    /// Whether it tells something of the subject: neither a word of form nor a small number or a year.
    pub tells: bool,
    /// Whether it says that something ended or begins again.
    pub is_end: bool,
}

/// The terms of a text, in order, repeated ones too.
pub(super) fn terms(text: &str, lexicon: &Lexicon, weights: &WeightPolicy) -> Vec<Term> {
    let mut found = Vec::new();
    let mut add = |key: String, word: &str, weight: f64, is_mark: bool, tells: bool| {
        let is_end = lexicon.is_end(&key);
        found.push(Term { key, word: lower(word), weight, is_mark, tells, is_end });
    };
    let mut words = split_words(text, 0..text.len()).peekable();
    let mut after_number_sign = false;
    let mut after_body = false;
    let mut is_first = true;
    while let Some(word) = words.next() {
        let spelling = &text[word.start..word.end];
        let folded = fold(spelling);
        let begins = std::mem::replace(&mut is_first, false);
        let numbered = std::mem::replace(&mut after_number_sign, lexicon.is_numbered(&folded));
        if folded.bytes().all(|byte| byte.is_ascii_digit()) {
            let mut number = folded;
            let mut end = word.end;
            // "4 218" and "4,218" are one number.
            while let Some(next) = words.peek() {
                let group = &text[next.start..next.end];
                let gap = &text[end..next.start];
                if number.len() > 3 + 4 * 3
                    || group.len() != 3
                    || !is_group_gap(gap)
                    || !is_digits(group)
                    || (number.len() == 4 && end == word.end)
                {
                    break;
                }
                number.push_str(group);
                end = next.end;
                words.next();
            }
            let second = words.peek().map(|next| (&text[end..next.start], &text[next.start..next.end]));
            match second {
                _ if numbered => {
                    add(format!("no {number}"), &format!("no {number}"), weights.act, true, true);
                    // "nos 33 et 36", "no 118-VIII": what follows belongs to it.
                    after_number_sign = second.is_some_and(|(gap, _)| gap.trim_matches(' ') == ",");
                }
                Some((gap, until)) if is_year(&number) && is_year(until) && is_dash(gap) => {
                    add(format!("{number}-{until}"), &format!("{number}-{until}"), weights.period, true, true);
                    // "à l'horizon 2030" is the end of it.
                    add(format!("#{until}"), until, weights.year, false, false);
                    words.next();
                }
                _ if is_year(&number) => add(format!("#{number}"), &number, weights.year, false, false),
                _ => add(format!("#{number}"), &number, weights.number, false, number.len() > 1),
            }
            continue;
        }
        if let Some(number) = lexicon.number(&folded) {
            add(format!("#{number}"), spelling, weights.number, false, false);
            continue;
        }
        if word.elided || lexicon.is_stop(&folded) || folded.chars().count() < 3 {
            continue;
        }
        // Which department it is says little of what is promised.
        let is_department = std::mem::replace(&mut after_body, lexicon.is_body(&folded));
        let stem = lexicon.key(&folded);
        let is_name = !begins && spelling.chars().next().is_some_and(char::is_uppercase);
        let is_form = is_department || lexicon.is_form(stem);
        let weight = match () {
            () if is_form => weights.form,
            () if is_name => weights.name,
            () => weights.subject,
        };
        add(stem.to_owned(), spelling, weight, false, !is_form);
    }
    join(found, lexicon, weights)
}

/// Adds a term for each listed phrase; its words count for less then.
fn join(mut found: Vec<Term>, lexicon: &Lexicon, weights: &WeightPolicy) -> Vec<Term> {
    let mut phrases = Vec::new();
    let mut at = 0;
    while at < found.len() {
        let Some((family, length)) = lexicon.phrase(|next| found.get(at + next).map(|term| term.key.as_str())) else {
            at += 1;
            continue;
        };
        let words = &mut found[at..at + length];
        phrases.push(Term {
            key: family.to_owned(),
            word: words.iter().map(|term| term.word.as_str()).collect::<Vec<_>>().join(" "),
            weight: weights.subject,
            is_mark: false,
            tells: true,
            is_end: words.iter().any(|term| term.is_end),
        });
        for term in words {
            term.weight *= weights.in_phrase;
        }
        at += length;
    }
    found.extend(phrases);
    found
}

fn is_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a number is one of a year.
pub(super) fn is_year(number: &str) -> bool {
    number.len() == 4 && is_digits(number) && ("1900".."2200").contains(&number)
}

fn is_group_gap(gap: &str) -> bool {
    matches!(gap, " " | "\u{a0}" | "\u{202f}" | "\u{2009}" | ",")
}

fn is_dash(gap: &str) -> bool {
    matches!(gap.trim(), "-" | "–" | "—" | "/" | "\u{2011}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::Library;

    #[test]
    fn numbers_acts_periods_and_names_are_told_apart() {
        let library = Library::embedded();
        let lexicon = library.lexicon("fr").expect("it is embedded");
        let policy = library.matching().expect("it is embedded");
        let found =
            terms("Les 4 218 juges de Belmont ont lu la loi no 64-VI sur 2021-2024 en 2020", &lexicon, &policy.weights);
        let keys: Vec<_> = found.iter().map(|term| term.key.as_str()).collect();
        assert_eq!(
            keys,
            ["#4218", "juge", "belmont", "loi", "no 64", "2021-2024", "#2024", "#2020"].map(|key| match key {
                "juge" => lexicon.key("juges"),
                "belmont" => lexicon.key("belmont"),
                other => other,
            })
        );
        assert!(found[2].weight > found[1].weight);
    }
}
