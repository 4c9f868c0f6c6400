//! What a promise names: a date, a responsible body, a budget, a target figure; and words that make a measure minor.

use crate::rules::{DetailKind, Meaning, year};
use crate::scan::{Scanner, Stream};
use crate::status::veto;
use std::cmp::Reverse;
use std::ops::Range;

/// What the words of a promise name. Absent is what a committee asks for next.
#[derive(Debug, Default)]
pub(crate) struct Details {
    /// `2027`, `2026-09`, `2026-09-15`, `2025-S1` or `2025/2027`.
    pub deadline: Option<String>,
    pub body: Option<String>,
    pub budget: Option<String>,
    pub target: Option<String>,
}

/// Reads the details named between these tokens; of each kind the first. `written` is the ISO date of the document.
pub(crate) fn find(
    scanner: &Scanner<'_, '_>,
    stream: &Stream,
    within: &Range<usize>,
    written: Option<&str>,
) -> Details {
    let pack = scanner.pack;
    let mut hits: Vec<_> = stream
        .hits(pack)
        .filter_map(|(meaning, hit)| match meaning {
            Meaning::Detail(rule) if within.contains(&hit.start) => Some((hit.start, Reverse(hit.end), rule, hit)),
            _ => None,
        })
        .collect();
    hits.sort_unstable_by_key(|(start, end, rule, _)| (*start, *end, *rule));
    let mut details = Details::default();
    for (_, _, rule, hit) in hits {
        let detail = &pack.details[rule];
        if veto(stream, &detail.conditions, &hit.range(), within).is_some() {
            continue;
        }
        let quoted = || Some(scanner.text()[stream.span(hit.start, hit.end)].to_owned());
        let (place, value) = match detail.kind {
            DetailKind::Deadline => {
                let date = date(scanner, stream, hit.range());
                // "in 2024" in a later document tells when something was, not when it will be.
                let past = |date: &String| detail.future && written.is_some_and(|day| is_over(date, day));
                (&mut details.deadline, date.filter(|date| !past(date)))
            }
            DetailKind::Body => (&mut details.body, quoted()),
            DetailKind::Budget => (&mut details.budget, quoted()),
            DetailKind::Target => (&mut details.target, quoted()),
            DetailKind::Background | DetailKind::Act | DetailKind::GivenUp => continue,
        };
        if place.is_none() {
            *place = value;
        }
    }
    details
}

/// Whether words of this kind stand between these tokens.
pub(crate) fn tells(scanner: &Scanner<'_, '_>, stream: &Stream, within: &Range<usize>, kind: DetailKind) -> bool {
    let pack = scanner.pack;
    stream.hits(pack).any(|(meaning, hit)| match meaning {
        Meaning::Detail(rule) if within.contains(&hit.start) => {
            let detail = &pack.details[rule];
            detail.kind == kind && veto(stream, &detail.conditions, &hit.range(), within).is_none()
        }
        _ => false,
    })
}

/// The latest year that a stream names.
pub(crate) fn latest_year(scanner: &Scanner<'_, '_>, stream: &Stream) -> Option<u16> {
    stream.tokens.iter().filter_map(|token| year(scanner.folded(token))).max()
}

/// The date that these tokens name, so written that it sorts.
fn date(scanner: &Scanner<'_, '_>, stream: &Stream, tokens: Range<usize>) -> Option<String> {
    let words: Vec<&str> = stream.tokens[tokens.clone()].iter().map(|token| scanner.folded(token)).collect();
    let mut years = words.iter().filter_map(|word| year(word));
    let first = years.next()?;
    if let Some(second) = years.find(|second| *second > first) {
        return Some(format!("{first}/{second}"));
    }
    let month = words.iter().enumerate().find_map(|(at, word)| Some((at, *scanner.pack.months.get(*word)?)));
    if let Some((at, month)) = month {
        let before =
            at.checked_sub(1).and_then(|at| words[at].trim_end_matches(char::is_alphabetic).parse::<u8>().ok());
        let after = words.get(at + 1).filter(|word| word.len() <= 2).and_then(|word| word.parse::<u8>().ok());
        return Some(match before.or(after).filter(|day| (1..=31).contains(day)) {
            Some(day) => format!("{first}-{month:02}-{day:02}"),
            None => format!("{first}-{month:02}"),
        });
    }
    let period = scanner.pack.marks.periods.iter().find(|(list, _)| {
        stream.members(Some(*list)).any(|member| member.start >= tokens.start && member.end <= tokens.end)
    });
    Some(match period {
        Some((_, period)) => format!("{first}-{period}"),
        None => first.to_string(),
    })
}

/// Whether a deadline lies wholly before an ISO date.
pub(crate) fn is_over(deadline: &str, as_of: &str) -> bool {
    last_day(deadline).as_str() < as_of
}

/// The last day of a deadline, so written that it sorts.
pub(crate) fn last_day(deadline: &str) -> String {
    let last = deadline.rsplit('/').next().unwrap_or(deadline);
    let (year, rest) = last.split_once('-').unwrap_or((last, ""));
    match rest {
        "" | "S2" | "Q4" => format!("{year}-12-31"),
        "S1" | "Q2" => format!("{year}-06-30"),
        "Q1" => format!("{year}-03-31"),
        "Q3" => format!("{year}-09-30"),
        month if month.len() == 2 => format!("{year}-{month}-31"),
        day => format!("{year}-{day}"),
    }
}

#[cfg(test)]
mod tests {
    use super::is_over;

    #[test]
    fn a_deadline_is_over_when_its_last_day_is() {
        for (deadline, as_of, over) in [
            ("2024", "2025-01-01", true),
            ("2025", "2025-06-30", false),
            ("2025-S1", "2025-07-01", true),
            ("2025-S1", "2025-06-30", false),
            ("2025-09", "2025-09-30", false),
            ("2025-09-15", "2025-09-16", true),
            ("2023/2025", "2025-12-31", false),
        ] {
            assert_eq!(is_over(deadline, as_of), over, "{deadline} as of {as_of}");
        }
    }
}
