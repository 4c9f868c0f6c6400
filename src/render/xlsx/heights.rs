//! Heights of rows of wrapped text.
//!
//! Excel fits a row without a height to its text when it opens the file; LibreOffice does not, and one line on top of
//! the other cannot be read. So each row is given the height of its text. The library that writes the workbook marks such
//! a height as one that a person chose, and then the row would not grow with what is written into it: the mark is taken
//! off.

use super::Value;
use anyhow::{Context as _, Result};
use std::io::{Cursor, Write as _};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// Points of one line.
const LINE: f64 = 15.0;
/// The most that Excel takes.
const HIGHEST: f64 = 409.0;
/// The mark of a height that a person chose.
const CHOSEN: &str = " customHeight=\"1\"";

/// The height of a row, in points, by the widths of its columns in characters; none if it is one line.
pub(super) fn height(row: &[Value], widths: impl Iterator<Item = usize>) -> Option<f64> {
    let lines = |(value, width): (&Value, usize)| match value {
        Value::Text(text) => text.split('\n').map(|paragraph| wrapped(paragraph, width)).sum(),
        Value::Number(_) => 1,
    };
    let most: usize = row.iter().zip(widths).map(lines).max().unwrap_or(1);
    let most = f64::from(u32::try_from(most).unwrap_or(u32::MAX));
    (most > 1.0).then(|| (most * LINE).min(HIGHEST))
}

/// Lines that a paragraph takes where words are not torn apart.
fn wrapped(paragraph: &str, width: usize) -> usize {
    // Room for a font that is wider than the one that the width is told in.
    let width = (width * 9 / 10).max(1);
    let (mut lines, mut column) = (1, 0);
    for word in paragraph.split(' ') {
        let length = word.chars().count();
        if column > 0 && column + 1 + length > width {
            lines += 1;
            column = 0;
        }
        // A word longer than a line is torn apart after all.
        lines += length.saturating_sub(1) / width;
        column += length + usize::from(column > 0);
    }
    lines
}

/// The workbook without the mark of heights that a person chose.
///
/// # Errors
/// If the workbook is no zip file, which it is.
pub(super) fn unfixed(workbook: Vec<u8>) -> Result<Vec<u8>> {
    let mut old = ZipArchive::new(Cursor::new(workbook)).context("the workbook that was just written")?;
    let mut new = ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..old.len() {
        let mut part = old.by_index(at)?;
        let name = part.name()?.into_owned();
        if name.starts_with("xl/worksheets/sheet") {
            // Texts of cells stand in a part of their own: only heights are meant here.
            let sheet = std::io::read_to_string(&mut part)?.replace(CHOSEN, "");
            new.start_file(name, SimpleFileOptions::default())?;
            new.write_all(sheet.as_bytes())?;
        } else {
            drop(part);
            new.raw_copy_file(old.by_index_raw(at)?)?;
        }
    }
    Ok(new.finish()?.into_inner())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_as_high_as_its_longest_cell() {
        let row = [Value::from("one two three four five\nsix"), Value::from(7), Value::from("x")];
        assert_eq!(height(&row, [10, 5, 10].into_iter()), Some(4.0 * LINE));
        assert_eq!(height(&row[1..], [5, 10].into_iter()), None);
        assert_eq!(height(&[Value::from("x".repeat(100_000))], [10].into_iter()), Some(HIGHEST));
    }
}
