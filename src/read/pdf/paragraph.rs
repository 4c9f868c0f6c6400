//! From the lines of all pages to paragraphs.

use super::hyphen::Hyphens;
use super::line::{Line, bare_mark, most_common, usual_size};
use crate::read::body::{Body, Look};
use anyhow::Result;
use rustc_hash::FxHashMap;
use std::borrow::Cow;

/// Notes are set in a type smaller by so much.
const NOTE: f32 = 0.94;
/// Headings are set in a type larger by so much.
const HEADING: f32 = 1.12;
/// A gap between lines that is so many times the usual one ends a paragraph.
const GAP: f32 = 1.35;
/// Lines that begin further in by so many sizes are indented.
const INDENT: f32 = 0.8;
/// A sentence may end with these.
const ENDS: [char; 9] = ['.', ':', ';', '!', '?', '»', '”', ')', '…'];

/// What is usual in the document.
struct Usual {
    size: f32,
    leading: f32,
    /// Margins by page and column.
    margins: FxHashMap<(usize, u8), (f32, f32)>,
}

struct Paragraph<'l> {
    lines: Vec<(usize, &'l Line)>,
}

pub(super) fn join(mut pages: Vec<Vec<Line>>) -> Result<Body> {
    let size = usual_size(pages.iter().flatten().map(|line| (line.size, line.text.len())));
    let hyphens = Hyphens::learn(pages.iter().flatten().map(|line| line.text.as_str()));
    let mut body = Body::default();
    let mut marks: Vec<FxHashMap<String, usize>> = Vec::with_capacity(pages.len());
    let mut open = None;
    for page in &mut pages {
        let notes = split_notes(page, size, open.is_some());
        marks.push(read_notes(notes, &mut body, &mut open));
    }
    let usual = usual(&pages, size);
    let paragraphs = paragraphs(&pages, &usual);
    let indent = usual_indent(&paragraphs, &usual);
    for paragraph in paragraphs {
        let mut text = String::new();
        let mut notes = Vec::new();
        for (page, line) in &paragraph.lines {
            let (shown, found) = without_marks(line, &marks[*page]);
            hyphens.join(&mut text, &shown);
            notes.extend(found);
            notes.extend(line.marks.iter().filter_map(|mark| marks[*page].get(mark).copied()));
        }
        let look = look(&paragraph, &usual, indent, &text);
        body.paragraph(look, "", &text.replace('\u{ad}', ""), notes);
        body.refuse_endless()?;
    }
    Ok(body)
}

/// A line without the marks of notes that a font has as letters of full size, and those notes: a number right after a word
/// or the end of a sentence, if the page has a note of this number to which nothing else in the line refers.
fn without_marks<'l>(line: &'l Line, notes: &FxHashMap<String, usize>) -> (Cow<'l, str>, Vec<usize>) {
    let mut text = Cow::Borrowed(line.text.as_str());
    let mut found = Vec::new();
    for (mark, &note) in notes {
        if line.marks.contains(mark) {
            continue;
        }
        let place = text.match_indices(mark.as_str()).map(|(at, _)| at).find(|&at| {
            let mut before = text[..at].chars().rev();
            let (last, other) = (before.next(), before.next());
            let after_word = last.is_some_and(char::is_lowercase) && other.is_some_and(char::is_alphabetic);
            let mut after = text[at + mark.len()..].chars();
            let ends = after.clone().next().is_none_or(|c| c.is_whitespace() || ".,;:".contains(c));
            // After a number it may be its decimals.
            let number = other.is_some_and(|c| c.is_ascii_digit())
                && !(after.next().is_none() || after.next().is_none_or(char::is_uppercase));
            let closes = last.is_some_and(|c| ENDS.contains(&c)) && other.is_some() && !number;
            (after_word || closes) && ends
        });
        if let Some(at) = place {
            text.to_mut().replace_range(at..at + mark.len(), "");
            found.push(note);
        }
    }
    found.sort_unstable();
    (text, found)
}

/// Takes the notes from the foot of a page, or of each of its columns: small lines of which the first has a mark, or goes
/// on from the page before.
fn split_notes(page: &mut Vec<Line>, size: f32, goes_on: bool) -> Vec<Line> {
    let mut notes: Vec<Line> = Vec::new();
    let mut kept = Vec::with_capacity(page.len());
    for column in page.chunk_by(|one, two| one.column == two.column) {
        let (text, foot) = column.split_at(notes_from(column, size, goes_on && notes.is_empty()));
        kept.extend_from_slice(text);
        notes.extend_from_slice(foot);
    }
    *page = kept;
    notes
}

/// Where the notes begin.
fn notes_from(lines: &[Line], size: f32, goes_on: bool) -> usize {
    let small = lines.iter().rev().take_while(|line| line.size < NOTE * size).count();
    let foot = lines.len() - small;
    match lines[foot..].iter().position(|line| note_mark(line).is_some()) {
        Some(_) if goes_on => foot,
        Some(first) => foot + first,
        None if goes_on && small > 0 && foot > 0 => foot,
        None => lines.len(),
    }
}

/// The mark that a note begins with, and the rest of the line.
fn note_mark(line: &Line) -> Option<(String, &str)> {
    if let Some(mark) = &line.note {
        return Some((mark.clone(), line.text.as_str()));
    }
    let digits = line.text.len() - line.text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let tight = (1..=3).contains(&digits) && line.text[digits..].starts_with(char::is_uppercase);
    if tight {
        return Some((line.text[..digits].to_owned(), &line.text[digits..]));
    }
    let (mark, rest) = line.text.split_once([' ', '\t'])?;
    let mark = bare_mark(mark);
    let is_mark = mark.len() <= 3 && (mark.chars().all(|c| c.is_ascii_digit()) || mark.chars().all(|c| c == '*'));
    (is_mark && !mark.is_empty()).then(|| (mark.to_owned(), rest.trim()))
}

fn read_notes(lines: Vec<Line>, body: &mut Body, open: &mut Option<usize>) -> FxHashMap<String, usize> {
    let mut marks = FxHashMap::default();
    let mut any = false;
    for line in &lines {
        any = true;
        match (note_mark(line), &open) {
            (Some((mark, text)), _) => {
                let note = body.note(&mark, text);
                marks.insert(mark, note);
                *open = Some(note);
            }
            (None, Some(note)) => body.go_on_with_note(*note, &line.text),
            (None, None) => {}
        }
    }
    if !any {
        *open = None;
    }
    marks
}

fn usual(pages: &[Vec<Line>], size: f32) -> Usual {
    let pairs = pages.iter().flat_map(|page| page.windows(2)).filter(|pair| pair[0].column == pair[1].column);
    let leadings = pairs.map(|pair| pair[0].y - pair[1].y).filter(|dy| (0.8 * size..4.0 * size).contains(dy));
    let leading = most_common(leadings.map(|dy| (dy, 1)), 0.5).unwrap_or(1.2 * size);
    let mut margins = FxHashMap::default();
    for column in 0..3 {
        let of_column = |page: &[Line]| -> Option<(f32, f32)> {
            let lines: Vec<_> = page.iter().filter(|line| line.column == column).collect();
            let left = most_common(lines.iter().map(|line| (line.x0, 1)), 2.0)?;
            // An indent is more common only where there is no text below it.
            let left = lines.iter().map(|line| line.x0).filter(|x| *x > left - 60.0).fold(left, f32::min);
            let mut ends: Vec<f32> = lines.iter().map(|line| line.x1).collect();
            ends.sort_by(f32::total_cmp);
            Some((left, ends[(ends.len() - 1) * 97 / 100]))
        };
        let all: Vec<(usize, (f32, f32))> =
            pages.iter().enumerate().filter_map(|(at, page)| Some((at, of_column(page)?))).collect();
        // A page with little text does not show how wide its lines may be.
        let mut widths: Vec<f32> = all.iter().map(|(_, (left, right))| right - left).collect();
        widths.sort_by(f32::total_cmp);
        let width = widths.get(widths.len() / 2).copied().unwrap_or(0.0);
        for (at, (left, right)) in all {
            margins.insert((at, column), (left, right.max(left + width)));
        }
    }
    Usual { size, leading, margins }
}

fn paragraphs<'l>(pages: &'l [Vec<Line>], usual: &Usual) -> Vec<Paragraph<'l>> {
    let mut paragraphs: Vec<Paragraph<'l>> = Vec::new();
    let lines = pages.iter().enumerate().flat_map(|(page, lines)| lines.iter().map(move |line| (page, line)));
    let mut lines = lines.peekable();
    while let Some((page, line)) = lines.next() {
        let next = lines.peek().map(|&(_, next)| next);
        match paragraphs.last_mut() {
            Some(open) if !begins(open, page, line, usual) && !stands_alone(open, page, line, next, usual) => {
                open.lines.push((page, line));
            }
            _ => paragraphs.push(Paragraph { lines: vec![(page, line)] }),
        }
    }
    paragraphs
}

/// Whether a line without a gap above it is a label or a heading: a sentence ended before it, it ends none itself, and the
/// first word of the next line would have had room in it.
fn stands_alone(open: &Paragraph<'_>, page: usize, line: &Line, next: Option<&Line>, usual: &Usual) -> bool {
    let Some((_, last)) = open.lines.last() else { return true };
    let Some((left, right)) = usual.margins.get(&(page, line.column)).copied() else { return false };
    let word = next.map_or(0, |next| next.text.split([' ', '\t']).next().unwrap_or_default().chars().count()) as f32;
    let letter = (line.x1 - line.x0) / line.text.chars().count().max(1) as f32;
    let has_room = right - line.x1 > (word + 1.0) * letter + 0.12 * (right - left);
    has_room
        && last.text.ends_with(['.', '?', '!', ':', ';'])
        && !line.text.starts_with(char::is_lowercase)
        && !line.text.ends_with(['.', ',', ';', '!', '?', '»', '”', '…', '-', '\u{2010}', '\u{ad}'])
}

/// Whether a line begins a new paragraph.
fn begins(open: &Paragraph<'_>, page: usize, line: &Line, usual: &Usual) -> bool {
    let Some(&(last_page, last)) = open.lines.last() else { return true };
    let margins =
        |page: usize, line: &Line| usual.margins.get(&(page, line.column)).copied().unwrap_or((line.x0, line.x1));
    let (left, _) = margins(page, line);
    let (last_left, last_right) = margins(last_page, last);
    let together = page == last_page && line.column == last.column;
    let differs = (line.size - last.size).abs() > 0.1 * last.size;
    if differs && (line.text.chars().count() > 1 && last.text.chars().count() > 1) {
        return true;
    }
    // Rows of a table of three columns or more; a number before a paragraph makes two.
    if last.cells() > 2 && line.cells() > 2 {
        return true;
    }
    let down = last.y - line.y;
    if together && (down > GAP * usual.leading.max(1.1 * line.size) || down < 0.0) {
        return true;
    }
    // If the first word had had room in the line before, the break is meant.
    let word = line.text.split([' ', '\t']).next().unwrap_or_default().chars().count() as f32;
    let letter = (line.x1 - line.x0) / line.text.chars().count().max(1) as f32;
    let room = last_right - last.x1 - (word + 1.0) * letter - 0.3 * line.size;
    let ended = last.text.ends_with(ENDS);
    let goes_on =
        line.text.starts_with(|c: char| c.is_lowercase() || c.is_ascii_digit() || ":;!?«»“”\"'’%,()".contains(c));
    // What spaces that do not break hold together is seldom longer.
    let held = (last_right - last_left) * if goes_on { 0.25 } else { 0.12 };
    if room > 0.0 && (ended || room > held) {
        return true;
    }
    if room > 0.0 && is_label(&line.text) {
        return true;
    }
    // A number that hangs before its paragraph.
    if line.text.split_once('\t').is_some_and(|(mark, _)| hangs(mark) && mark.ends_with(['.', ')'])) {
        return true;
    }
    let indent = line.x0 - left;
    let last_indent = last.x0 - last_left;
    let is_first = open.lines.len() == 1;
    if indent > last_indent + INDENT * line.size {
        // A number or a dash hangs before its paragraph.
        return !(is_first && hangs(&last.text));
    }
    if !is_first && indent < last_indent - INDENT * line.size {
        return true;
    }
    if last.strong != line.strong && (room > 0.0 || ended) {
        return true;
    }
    !together && ended && !line.text.starts_with(char::is_lowercase)
}

/// A number with letters of parts and nothing else: `3. a)`, `12 (b), (c)`.
fn is_label(text: &str) -> bool {
    let letters = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let alone = |part: &str| {
        let part = part.trim_matches([' ', '.', ',', ';', '(', '–', '-', '\t']);
        part.is_empty() || part.chars().count() == 1 && part.starts_with(char::is_lowercase)
    };
    letters.len() < text.len() && letters.ends_with(')') && letters.split(')').all(alone)
}

fn hangs(text: &str) -> bool {
    let mark = text.split(['\t', ' ']).next().unwrap_or_default();
    mark.chars().count() <= 4 && mark.ends_with(|c: char| !c.is_alphabetic())
}

/// How far the first lines of paragraphs of several lines are indented.
fn usual_indent(paragraphs: &[Paragraph<'_>], usual: &Usual) -> f32 {
    let indents = paragraphs.iter().filter(|paragraph| paragraph.lines.len() > 1).map(|p| (indent(p, usual), 1));
    most_common(indents, 2.0).unwrap_or(0.0)
}

fn indent(paragraph: &Paragraph<'_>, usual: &Usual) -> f32 {
    let (page, line) = paragraph.lines[0];
    line.x0 - usual.margins.get(&(page, line.column)).map_or(line.x0, |margins| margins.0)
}

fn look(paragraph: &Paragraph<'_>, usual: &Usual, usual_indent: f32, text: &str) -> Look {
    let (_, first) = paragraph.lines[0];
    if paragraph.lines.iter().all(|(_, line)| line.size > HEADING * usual.size) {
        return Look::Heading;
    }
    if paragraph.lines.iter().all(|(_, line)| line.strong) {
        return Look::Strong;
    }
    // Further in than paragraphs begin, and not a block of several lines that are all so far in.
    let further = indent(paragraph, usual) > usual_indent + INDENT * usual.size;
    let block = paragraph.lines.get(1).is_some_and(|(_, second)| (second.x0 - first.x0).abs() < INDENT * usual.size);
    if further && !block && !text.ends_with([';', ',', '.', ':']) { Look::Heading } else { Look::Plain }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_is_known_by_its_number_and_letters() {
        assert!(["3. a)", "12 (b), (c)", "9. i), j)", "4a)"].into_iter().all(is_label));
        assert!(!["2024", "3. a) La loi", "al. 1 c)", "12 ans)", "1 c))."].into_iter().any(is_label));
    }
}
