//! From words such as `d’ici à fin 2027` to a date that sorts.

use crate::rules::{Meaning, year};
use crate::scan::{Scanner, Stream};
use crate::status::holds;
use std::ops::Range;

/// The first deadline named between these tokens: `2027`, `2026-09`, `2026-09-15`, `2025-S1` or `2025/2027`.
pub(crate) fn find(scanner: &Scanner<'_, '_>, stream: &Stream, within: &Range<usize>) -> Option<String> {
    let pack = scanner.pack;
    let mut hits: Vec<_> = stream
        .hits(pack)
        .filter_map(|(meaning, hit)| match meaning {
            Meaning::Deadline(rule) if within.contains(&hit.start) => {
                Some((hit.start, std::cmp::Reverse(hit.end), rule, hit))
            }
            _ => None,
        })
        .collect();
    hits.sort_unstable_by_key(|(start, end, rule, _)| (*start, *end, *rule));
    hits.into_iter().find_map(|(_, _, rule, hit)| {
        let blocked = pack.deadlines[rule].conditions.iter().enumerate().any(|(which, condition)| {
            let meaning = Meaning::DeadlineCondition(rule, which);
            holds(pack, stream, meaning, condition, &hit.range(), within).is_some() != condition.required
        });
        if blocked { None } else { normal(scanner, stream, hit.range()) }
    })
}

fn normal(scanner: &Scanner<'_, '_>, stream: &Stream, tokens: Range<usize>) -> Option<String> {
    let words: Vec<&str> = stream.tokens[tokens.clone()].iter().map(|token| scanner.folded(token)).collect();
    let mut years = words.iter().filter_map(|word| year(word));
    let first = years.next()?;
    if let Some(second) = years.find(|second| *second > first) {
        return Some(format!("{first}/{second}"));
    }
    let month = words.iter().enumerate().find_map(|(at, word)| Some((at, *scanner.pack.months.get(*word)?)));
    if let Some((at, month)) = month {
        let day = at.checked_sub(1).and_then(|at| words[at].trim_end_matches(char::is_alphabetic).parse::<u8>().ok());
        return Some(match day.filter(|day| (1..=31).contains(day)) {
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
