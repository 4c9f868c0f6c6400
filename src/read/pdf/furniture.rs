//! What stands on every page and belongs to none of its text: running heads, page numbers, document numbers.

use super::line::Line;
use rustc_hash::FxHashMap;

/// So many lines at the top and at the bottom of a page may be furniture.
const DEEP: usize = 3;
/// Share of the pages on which it comes again: heads of left and right pages differ.
const SHARE: f32 = 0.3;
/// How exactly the height agrees, in points.
const STEP: f32 = 4.0;

/// Drops lines that come again at the same height of several pages, whatever numbers are in them, and page numbers.
pub(super) fn remove(pages: &mut [Vec<Line>]) {
    let mut times: FxHashMap<(String, i64), usize> = FxHashMap::default();
    for page in pages.iter() {
        for at in edges(page) {
            let (pattern, height) = key(&page[at]);
            // A line may fall on either side of a step.
            for height in [height, height + 1] {
                *times.entry((pattern.clone(), height)).or_insert(0) += 1;
            }
        }
    }
    let enough = ((pages.len() as f32 * SHARE).ceil() as usize).max(2);
    let single = pages.len() == 1;
    for page in pages {
        let furniture: Vec<usize> = edges(page)
            .into_iter()
            .filter(|&at| {
                let (pattern, height) = key(&page[at]);
                let often = [height, height + 1]
                    .iter()
                    .any(|&h| times.get(&(pattern.clone(), h)).is_some_and(|&n| n >= enough));
                often || is_number_of_document(&page[at].text) || single && at + 1 == page.len() && pattern == "#"
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

/// The text with every number as `#`, and the height.
fn key(line: &Line) -> (String, i64) {
    let mut pattern = String::new();
    for c in line.text.chars().filter(|c| !c.is_whitespace()) {
        match c {
            c if c.is_ascii_digit() && pattern.ends_with('#') => {}
            c if c.is_ascii_digit() => pattern.push('#'),
            c => pattern.push(c),
        }
    }
    (pattern.trim_matches(['-', '–', '—']).to_owned(), (line.y / STEP).floor() as i64)
}

/// The number that the United Nations print at the foot of the first page: `GE.25-01234 (F)`.
fn is_number_of_document(text: &str) -> bool {
    text.strip_prefix("GE.").is_some_and(|rest| rest.trim_start().starts_with(|c: char| c.is_ascii_digit()))
}
