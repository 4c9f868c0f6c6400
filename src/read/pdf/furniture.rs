//! What stands on every page and belongs to none of its text: running heads, page numbers, document numbers.

use super::line::Line;
use rustc_hash::FxHashMap;

/// So many lines at the top and at the bottom of a page may be furniture.
const DEEP: usize = 3;
/// Share of the pages on which it comes again: heads of left and right pages differ.
const SHARE: f32 = 0.3;
/// Numbers of a line of which one may count the pages.
const MOST_NUMBERS: usize = 6;
/// How exactly the height agrees, in points.
const STEP: f32 = 4.0;

/// Drops lines that come again at the same height of several pages, and page numbers.
pub(super) fn remove(pages: &mut [Vec<Line>]) {
    let mut times: FxHashMap<(String, i64), usize> = FxHashMap::default();
    for (number, page) in pages.iter().enumerate() {
        for at in edges(page) {
            for key in keys(&page[at], number) {
                *times.entry(key).or_insert(0) += 1;
            }
        }
    }
    let enough = ((pages.len() as f32 * SHARE).ceil() as usize).max(2);
    let single = pages.len() == 1;
    for (number, page) in pages.iter_mut().enumerate() {
        let furniture: Vec<usize> = edges(page)
            .into_iter()
            .filter(|&at| {
                let line = &page[at];
                keys(line, number).iter().any(|key| times.get(key).is_some_and(|&times| times >= enough))
                    || is_number_of_document(&line.text)
                    || is_number_of_page(page, at, number, single)
            })
            .collect();
        let mut at = 0;
        page.retain(|_| {
            at += 1;
            !furniture.contains(&(at - 1))
        });
    }
}

/// Indexes of the highest and lowest lines.
fn edges(page: &[Line]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..page.len()).collect();
    order.sort_by(|&a, &b| page[b].y.total_cmp(&page[a].y).then(a.cmp(&b)));
    let bottom = order.len().saturating_sub(DEEP).max(DEEP.min(order.len()));
    let mut edges: Vec<usize> = order[..DEEP.min(order.len())].to_vec();
    edges.extend(&order[bottom..]);
    edges
}

/// What is alike in a line that comes again: the text as it is, or with one number that counts the pages; where nothing
/// but numbers is there, whatever they are. Each with the height, which may fall on either side of a step.
fn keys(line: &Line, page: usize) -> Vec<(String, i64)> {
    let text: String = line.text.chars().filter(|c| !c.is_whitespace()).collect();
    let text = text.trim_matches(['-', '–', '—']);
    let parts: Vec<&str> = text.split_inclusive(|c: char| !c.is_ascii_digit()).collect();
    let mut patterns = vec![text.to_owned()];
    if !text.contains(char::is_alphabetic) {
        patterns.push(
            parts
                .iter()
                .map(|part| part.trim_start_matches(|c: char| c.is_ascii_digit()))
                .collect::<Vec<_>>()
                .join("#"),
        );
    }
    for (at, part) in parts.iter().enumerate() {
        let digits = part.trim_end_matches(|c: char| !c.is_ascii_digit());
        let Ok(number) = digits.parse::<i64>() else { continue };
        let counted = format!("#{}#{}", number - page as i64, &part[digits.len()..]);
        patterns.push([&parts[..at].concat(), &counted, &parts[at + 1..].concat()].map(String::as_str).concat());
        if patterns.len() > MOST_NUMBERS {
            break;
        }
    }
    let height = (line.y / STEP).floor() as i64;
    patterns.into_iter().flat_map(|pattern| [(pattern.clone(), height), (pattern, height + 1)]).collect()
}

/// A number alone at the foot of a page, or between dashes at its head, that counts the pages, though no other page shows
/// one. At the head a number may be the label of an answer.
fn is_number_of_page(page: &[Line], at: usize, number: usize, single: bool) -> bool {
    let text = page[at].text.trim();
    let bare = text.trim_matches(['-', '–', '—', ' ']);
    let Ok(count) = bare.parse::<usize>() else { return false };
    let above = page.iter().filter(|line| line.y > page[at].y).count();
    let below = page.iter().filter(|line| line.y < page[at].y).count();
    let counts = count == number + 1 || single;
    counts && (below == 0 || above == 0 && bare != text)
}

/// The number that the United Nations print at the foot of the first page: `GE.25-01234 (F)`, and with bars `*2501234*`.
fn is_number_of_document(text: &str) -> bool {
    let inner = text.strip_prefix('*').and_then(|rest| rest.strip_suffix('*'));
    if inner.is_some_and(|bars| bars.len() == 7 && bars.bytes().all(|byte| byte.is_ascii_digit())) {
        return true;
    }
    text.strip_prefix("GE.").is_some_and(|rest| rest.trim_start().starts_with(|c: char| c.is_ascii_digit()))
}
