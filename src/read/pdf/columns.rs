//! Two columns on a page, in reading order.

use super::content::Piece;

/// Fewer lines make no columns.
const FEWEST_LINES: usize = 10;
/// How much of the height of each side its lines fill: in columns nearly all, in a table of questions and answers less.
const FILLED: f32 = 0.7;
/// Lines that cross the gap: headings over both columns.
const CROSSING: f32 = 0.2;
/// Letters on the side with fewer.
const LETTERS: f32 = 0.3;
/// What is so many usual steps above or below is no line of the same column, if it is among so many at the edge.
const APART: f32 = 2.6;
const EDGE: usize = 3;
/// Half the width of the gap at least, in points.
const HALF_GAP: f32 = 3.0;

/// Where the gap between two columns is on the first page that shows it.
pub(super) fn usual_gap<'p>(pages: impl Iterator<Item = &'p [Piece]>) -> Option<f32> {
    pages.into_iter().find_map(|pieces| gap(&rows(from_the_top(pieces.to_vec()))))
}

fn from_the_top(mut pieces: Vec<Piece>) -> Vec<Piece> {
    pieces.sort_by(|a, b| b.y.total_cmp(&a.y));
    pieces
}

/// Parts of a page in reading order, each with the number of its column: 0 over the whole page, 1 left, 2 right. `usual`:
/// where the gap is on other pages, since the last one may have few lines in its right column.
pub(super) fn split(pieces: Vec<Piece>, usual: Option<f32>) -> Vec<(u8, Vec<Piece>)> {
    let rows = rows(from_the_top(pieces));
    let Some(middle) = gap(&rows).or_else(|| usual.filter(|&usual| is_free(&rows, usual))) else {
        return vec![(0, rows.concat())];
    };
    let mut parts: Vec<(u8, Vec<Piece>)> = Vec::new();
    let (mut left, mut right) = (Vec::new(), Vec::new());
    for row in rows {
        if crosses(&row, middle) {
            parts.extend([(1, std::mem::take(&mut left)), (2, std::mem::take(&mut right))]);
            parts.push((0, row));
        } else {
            let (before, after): (Vec<_>, Vec<_>) = row.into_iter().partition(|piece| piece.x0 < middle);
            left.extend(before);
            right.extend(after);
        }
    }
    parts.extend([(1, left), (2, right)]);
    parts.retain(|(_, pieces)| !pieces.is_empty());
    parts
}

/// Pieces on about the same height, from the top down.
fn rows(pieces: Vec<Piece>) -> Vec<Vec<Piece>> {
    let mut rows: Vec<Vec<Piece>> = Vec::new();
    for piece in pieces {
        match rows.last_mut() {
            Some(row) if row[0].y - piece.y < 0.4 * piece.size => row.push(piece),
            _ => rows.push(vec![piece]),
        }
    }
    rows
}

fn crosses(row: &[Piece], x: f32) -> bool {
    row.iter().any(|piece| piece.x0 < x - HALF_GAP && piece.x1 > x + HALF_GAP)
}

/// Where the gap between two columns is.
fn gap(rows: &[Vec<Piece>]) -> Option<f32> {
    if rows.len() < FEWEST_LINES {
        return None;
    }
    let all = || rows.iter().flatten();
    let first = all().map(|piece| piece.x0).min_by(f32::total_cmp)?;
    let last = all().map(|piece| piece.x1).max_by(f32::total_cmp)?;
    let letters: usize = all().map(|piece| piece.text.len()).sum();
    // A gap is wider than these steps.
    let steps = (30..=70).map(|percent| first + (last - first) * percent as f32 / 100.0);
    let found: Vec<f32> = steps
        .filter(|&x| {
            let on_left: usize = all().filter(|piece| piece.x1 <= x).map(|piece| piece.text.len()).sum();
            let smaller = on_left.min(letters - on_left) as f32 / letters.max(1) as f32;
            is_free(rows, x)
                && smaller >= LETTERS
                && is_filled(all().filter(|piece| piece.x1 <= x))
                && is_filled(all().filter(|piece| piece.x0 >= x))
        })
        .collect();
    found.get(found.len() / 2).copied()
}

/// Whether hardly any line crosses this place.
fn is_free(rows: &[Vec<Piece>], x: f32) -> bool {
    let crossing = rows.iter().filter(|row| row.iter().any(|piece| piece.x0 < x && piece.x1 > x)).count();
    crossing as f32 <= CROSSING * rows.len() as f32
}

/// Whether the lines of these pieces follow one another without large gaps. The lines of two columns need not stand on
/// the same height.
fn is_filled<'p>(pieces: impl Iterator<Item = &'p Piece>) -> bool {
    let mut lines: Vec<(f32, f32)> = Vec::new();
    for piece in pieces {
        if lines.last().is_none_or(|&(y, _)| y - piece.y > 0.4 * piece.size) {
            lines.push((piece.y, piece.size));
        }
    }
    let usual = usual_step(&lines);
    // Running heads and numbers of pages stand apart above and below.
    let gap = |pair: &[(f32, f32)]| pair[0].0 - pair[1].0 > APART * usual;
    let above = (0..EDGE.min(lines.len())).rev().find(|&at| lines.get(at..at + 2).is_some_and(gap));
    lines.drain(..above.map_or(0, |at| at + 1));
    let below = (lines.len().saturating_sub(EDGE)..lines.len()).find(|&at| at > 0 && gap(&lines[at - 1..=at]));
    lines.truncate(below.unwrap_or(lines.len()));
    let (Some(&(top, _)), Some(&(bottom, _))) = (lines.first(), lines.last()) else { return false };
    let usual = usual_step(&lines);
    // What stands around a heading is no empty cell of a table.
    let steps = lines.windows(2).map(|pair| pair[0].0 - pair[1].0);
    let filled: f32 = steps.map(|step| if step <= APART * usual { step } else { usual }).sum();
    2 * lines.len() >= FEWEST_LINES && filled >= FILLED * (top - bottom)
}

/// From one line to the next, as in the middle of all.
fn usual_step(lines: &[(f32, f32)]) -> f32 {
    let mut steps: Vec<f32> = lines.windows(2).map(|pair| pair[0].0 - pair[1].0).collect();
    steps.sort_by(f32::total_cmp);
    steps.get(steps.len() / 2).copied().unwrap_or(0.0)
}
