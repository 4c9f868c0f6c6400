//! From pieces of text to lines.

use super::columns;
use super::content::{Page, Piece, SPACE};
use super::letters;

/// A gap of so many sizes is a tab: that after a number, or between cells.
const TAB: f32 = 1.5;
/// A mark of a note is so much smaller than the text.
const SMALL: f32 = 0.8;

/// A line of a column.
#[derive(Clone, Debug)]
pub(super) struct Line {
    pub text: String,
    pub x0: f32,
    pub x1: f32,
    pub y: f32,
    pub size: f32,
    /// All letters are bold, or in italics.
    pub strong: bool,
    /// Which column of the page: 0 for the whole width.
    pub column: u8,
    /// Marks of notes that the line refers to.
    pub marks: Vec<String>,
    /// The mark of a note that begins here.
    pub note: Option<String>,
}

impl Line {
    /// Parts with wide gaps between them.
    pub(super) fn cells(&self) -> usize {
        1 + self.text.matches('\t').count()
    }
}

/// The lines of all pages in reading order.
pub(super) fn lines(pages: Vec<Page>) -> Vec<Vec<Line>> {
    let gap = columns::usual_gap(pages.iter().map(|page| page.pieces.as_slice()));
    pages.into_iter().map(|page| of_page(page, gap)).collect()
}

fn of_page(page: Page, gap: Option<f32>) -> Vec<Line> {
    columns::split(page.pieces, gap).into_iter().flat_map(|(column, pieces)| of_column(pieces, column)).collect()
}

fn of_column(pieces: Vec<Piece>, column: u8) -> Vec<Line> {
    let usual = usual_size(pieces.iter().map(|piece| (piece.size, piece.text.len())));
    let (small, mut full): (Vec<_>, Vec<_>) =
        pieces.into_iter().partition(|piece| piece.size < SMALL * usual && piece.text.trim().chars().count() <= 4);
    full.sort_by(|a, b| b.y.total_cmp(&a.y));
    let mut rows: Vec<Vec<Piece>> = Vec::new();
    for piece in full {
        match rows.last_mut() {
            Some(row) if row[0].y - piece.y < 0.35 * piece.size.min(row[0].size) => row.push(piece),
            _ => rows.push(vec![piece]),
        }
    }
    // A raised piece belongs to the line whose foot is the next below it.
    let mut raised: Vec<Vec<Piece>> = vec![Vec::new(); rows.len()];
    let mut alone: Vec<Vec<Piece>> = Vec::new();
    for piece in small {
        let below = rows.partition_point(|row| row[0].y > piece.y + 0.3 * piece.size);
        match rows.get_mut(below).filter(|row| piece.y - row[0].y < row[0].size) {
            Some(row) if is_mark(&piece.text) && piece.y > row[0].y + 0.1 * row[0].size => raised[below].push(piece),
            Some(row) => row.push(piece),
            None => match alone.last_mut() {
                Some(row) if (row[0].y - piece.y).abs() < 0.35 * piece.size => row.push(piece),
                _ => alone.push(vec![piece]),
            },
        }
    }
    let mut rows: Vec<_> = rows.into_iter().zip(raised).chain(alone.into_iter().map(|row| (row, Vec::new()))).collect();
    rows.sort_by(|(a, _), (b, _)| b[0].y.total_cmp(&a[0].y));
    rows.into_iter().filter_map(|(row, raised)| line(row, raised, column)).collect()
}

/// The mark of a note without what may stand around it: `1`, `1.`, `1)`, `[1]`.
pub(super) fn bare_mark(text: &str) -> &str {
    let text = text.trim();
    let inner = text.strip_prefix(['[', '(']).unwrap_or(text);
    inner.strip_suffix(['.', ')', ']']).unwrap_or(inner)
}

/// Digits or stars, as marks of notes are.
fn is_mark(text: &str) -> bool {
    let text = bare_mark(text);
    !text.is_empty() && (text.chars().all(|c| c.is_ascii_digit()) || text.chars().all(|c| matches!(c, '*' | '†' | '‡')))
}

fn line(mut row: Vec<Piece>, raised: Vec<Piece>, column: u8) -> Option<Line> {
    row.sort_by(|a, b| a.x0.total_cmp(&b.x0));
    letters::compose(&mut row);
    let size = usual_size(row.iter().map(|piece| (piece.size, piece.text.len())));
    let (first, last) = (row.first()?, row.last()?);
    let (x0, x1, y) = (first.x0, row.iter().map(|piece| piece.x1).fold(last.x1, f32::max), first.y);
    let (begins, refers): (Vec<_>, Vec<_>) = raised.into_iter().partition(|mark| mark.x0 < x0);
    let mut text = String::new();
    let (mut end, mut strong, mut any_strong) = (x0, true, false);
    for piece in &row {
        let gap = (piece.x0 - end) / size;
        if gap > TAB && !text.trim().is_empty() {
            text.truncate(text.trim_end().len());
            text.push('\t');
        } else if gap > SPACE && !text.ends_with(' ') && !piece.text.starts_with(' ') {
            text.push(' ');
        }
        text.push_str(&piece.text);
        end = end.max(piece.x1);
        // The number before a paragraph is seldom as bold as its words.
        let is_strong = piece.bold || piece.italic;
        strong &= is_strong || !piece.text.contains(char::is_alphabetic);
        any_strong |= is_strong;
    }
    let marks = refers.into_iter().map(|mark| bare_mark(&mark.text).to_owned()).collect();
    let note = begins.into_iter().map(|mark| bare_mark(&mark.text).to_owned()).next();
    let text = letters::plain(text.trim());
    strong &= any_strong && text.contains(char::is_alphanumeric);
    (!text.is_empty()).then_some(Line { text, x0, x1, y, size, strong, column, marks, note })
}

/// The size in which most letters are set, to half a point.
pub(super) fn usual_size(sizes: impl Iterator<Item = (f32, usize)>) -> f32 {
    most_common(sizes, 0.5).unwrap_or(10.0).max(1.0)
}

/// The value that weighs most, to a step.
pub(super) fn most_common(values: impl Iterator<Item = (f32, usize)>, step: f32) -> Option<f32> {
    let mut weights = std::collections::BTreeMap::new();
    for (value, weight) in values {
        *weights.entry((value / step).round() as i64).or_insert(0) += weight;
    }
    let best = weights.into_iter().rev().max_by_key(|&(_, weight)| weight)?.0;
    Some(best as f32 * step)
}
