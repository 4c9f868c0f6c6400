//! Refuses files that are written to exhaust the memory or the time of whoever reads them, before they are parsed: a
//! value of two bytes takes a hundred in memory, and a table may name one great object a million times.

use super::LARGEST_PACKED;
use anyhow::{Result, bail, ensure};
use lopdf::content::Content;
use lopdf::{DecompressError, Error, Object, Stream};

/// Numbers, names, strings, arrays and dictionaries of all objects together. The largest reply has a hundredth.
const MOST_VALUES: usize = 1_500_000;
/// One object may stand in so many places of the table.
const MOST_NAMES: usize = 16;
/// All streams of objects and of tables may have so much together, packed and unpacked, in bytes.
const LARGEST_STREAMS: usize = 64 * 1024 * 1024;
/// Values before one operator of a page: the longest lines of text have some thousand.
const MOST_OPERANDS: usize = 200_000;
/// Objects inside one another are looked at over and over, but not more bytes in all than so many times the file.
const LOOKS: usize = 4;

/// What a PDF is written in.
enum Token<'b> {
    /// An operator, `obj`, `stream`, `true`.
    Word(&'b [u8]),
    /// A number, a name, a string, or the beginning of an array or a dictionary.
    Value,
}

/// Tokens from a place on.
struct Tokens<'b> {
    bytes: &'b [u8],
    at: usize,
}

fn is_space(byte: u8) -> bool {
    matches!(byte, 0 | b'\t' | b'\n' | 0xc | b'\r' | b' ')
}

fn is_delimiter(byte: u8) -> bool {
    matches!(byte, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%')
}

impl<'b> Tokens<'b> {
    fn skip(&mut self, is_in: impl Fn(u8) -> bool) {
        self.at += self.bytes[self.at..].iter().take_while(|&&byte| is_in(byte)).count();
    }

    /// A string with the brackets in it.
    fn string(&mut self) {
        let (mut depth, mut escaped) = (0_usize, false);
        for (at, &byte) in self.bytes[self.at..].iter().enumerate() {
            match byte {
                _ if escaped => escaped = false,
                b'\\' => escaped = true,
                b'(' => depth += 1,
                b')' if depth == 1 => {
                    self.at += at + 1;
                    return;
                }
                b')' => depth -= 1,
                _ => {}
            }
        }
        self.at = self.bytes.len();
    }
}

impl<'b> Iterator for Tokens<'b> {
    type Item = Token<'b>;

    fn next(&mut self) -> Option<Token<'b>> {
        loop {
            let start = self.at;
            match *self.bytes.get(start)? {
                b'%' => self.skip(|byte| !matches!(byte, b'\r' | b'\n')),
                b'(' => {
                    self.string();
                    return Some(Token::Value);
                }
                b'/' => {
                    self.at += 1;
                    self.skip(|byte| !is_space(byte) && !is_delimiter(byte));
                    return Some(Token::Value);
                }
                b'<' if self.bytes.get(start + 1) != Some(&b'<') => {
                    self.skip(|byte| byte != b'>');
                    return Some(Token::Value);
                }
                b'<' => {
                    self.at += 2;
                    return Some(Token::Value);
                }
                b'[' => {
                    self.at += 1;
                    return Some(Token::Value);
                }
                byte if is_space(byte) || is_delimiter(byte) => self.at += 1,
                byte => {
                    self.skip(|byte| !is_space(byte) && !is_delimiter(byte));
                    let word = byte.is_ascii_alphabetic() || matches!(byte, b'\'' | b'"');
                    return Some(if word { Token::Word(&self.bytes[start..self.at]) } else { Token::Value });
                }
            }
        }
    }
}

/// Looks at a whole file.
///
/// # Errors
/// If it has more values than any reply, or names one object over and over.
pub(super) fn check(file: &[u8]) -> Result<()> {
    // Places of zero are those of objects that a careless program left out.
    refuse_repeated(offsets_of_tables(file).into_iter().filter(|&at| at > 0).collect())?;
    let (mut values, mut looked, mut unpacked) = (0, 0, 0);
    for object in places(file, b"obj").filter(|&at| begins_object(&file[..at])) {
        let start = object + b"obj".len();
        let mut tokens = Tokens { bytes: file, at: start };
        while let Some(token) = tokens.next() {
            match token {
                Token::Value => values += 1,
                Token::Word(b"true" | b"false" | b"null" | b"R") => {}
                Token::Word(b"stream") => {
                    let about = &file[start..tokens.at - b"stream".len()];
                    unpacked += stream(about, &file[tokens.at..], &mut values)?;
                    break;
                }
                Token::Word(_) => break,
            }
            ensure!(values <= MOST_VALUES, TOO_MANY);
        }
        looked += tokens.at - start;
        ensure!(looked <= LOOKS * file.len() && unpacked <= LARGEST_STREAMS, TOO_MANY);
    }
    ensure!(values <= MOST_VALUES, TOO_MANY);
    Ok(())
}

const TOO_MANY: &str =
    "this PDF has many more objects than any reply; is it the right file? If it is, print it to PDF anew";

/// How many bytes at the beginning of a page's content can be read without harm.
pub(super) fn readable(content: &[u8]) -> usize {
    let mut tokens = Tokens { bytes: content, at: 0 };
    let mut operands = 0;
    while let Some(token) = tokens.next() {
        match token {
            Token::Value => operands += 1,
            Token::Word(b"true" | b"false" | b"null") => operands += 1,
            // The bytes of a picture, which stand between the operators.
            Token::Word(b"ID") => {
                let rest = &content[tokens.at..];
                tokens.at += places(rest, b"EI").find(|&at| at > 0 && is_space(rest[at - 1])).unwrap_or(0);
                operands = 0;
            }
            Token::Word(_) => operands = 0,
        }
        if operands > MOST_OPERANDS {
            return tokens.at;
        }
    }
    content.len()
}

/// Where these bytes stand.
fn places<'b>(bytes: &'b [u8], sought: &'static [u8]) -> impl Iterator<Item = usize> + 'b {
    bytes.windows(sought.len()).enumerate().filter(move |(_, window)| *window == sought).map(|(at, _)| at)
}

/// Whether the number and the generation of an object stand before this.
fn begins_object(before: &[u8]) -> bool {
    let trimmed = before.trim_ascii_end();
    trimmed.last().is_some_and(u8::is_ascii_digit)
}

/// Counts the values in a stream of objects, and refuses it if it names one over and over, as also a table. How
/// many bytes were looked at, packed and unpacked.
fn stream(about: &[u8], rest: &[u8], values: &mut usize) -> Result<usize> {
    let says = |name: &'static [u8]| places(about, name).next().is_some();
    // A name can be written with codes of its letters.
    if !says(b"ObjStm") && !says(b"XRef") && !says(b"#") {
        return Ok(0);
    }
    let start = rest.iter().take(2).take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
    let Ok(mut read) = Content::decode(&[about.trim_ascii(), b" x"].concat()) else { return Ok(0) };
    let Some(Object::Dictionary(mut about)) = read.operations.pop().and_then(|mut operation| operation.operands.pop())
    else {
        return Ok(0);
    };
    about.remove(b"Length");
    let (is_objects, is_table) = (about.has_type(b"ObjStm"), about.has_type(b"XRef"));
    if !is_objects && !is_table {
        return Ok(0);
    }
    let end = places(rest, b"endstream").next().unwrap_or(rest.len());
    let content = rest.get(start..end).unwrap_or_default().to_vec();
    let stream = Stream::new(about, content);
    let content = match stream.get_plain_content_with_limit(LARGEST_PACKED) {
        Ok(content) => content,
        Err(Error::Decompress(DecompressError::MemoryLimitExceeded { .. })) => bail!(TOO_MANY),
        // What cannot be unpacked is not read either.
        Err(_) => return Ok(end),
    };
    let number =
        |name: &[u8]| stream.dict.get(name).and_then(Object::as_i64).ok().and_then(|n| usize::try_from(n).ok());
    if is_objects {
        let first = number(b"First").unwrap_or(0).min(content.len());
        let (index, objects) = content.split_at(first);
        let pairs = index.split(|&byte| is_space(byte)).filter(|number| !number.is_empty());
        refuse_repeated(pairs.skip(1).step_by(2).filter_map(parse).collect())?;
        *values += Tokens { bytes: objects, at: 0 }.count();
    } else {
        let offsets = offsets_of_stream(&stream, &content);
        *values += offsets.len();
        refuse_repeated(offsets.into_iter().flatten().filter(|&at| at > 0).collect())?;
    }
    Ok(end + content.len())
}

/// For each row of a table in a stream the place that it names, if it is one of an object.
fn offsets_of_stream(stream: &Stream, content: &[u8]) -> Vec<Option<u64>> {
    let widths = stream.dict.get(b"W").and_then(Object::as_array).map(Vec::as_slice).unwrap_or_default();
    let widths: Vec<usize> =
        widths.iter().filter_map(|width| usize::try_from(width.as_i64().ok()?).ok()).filter(|&w| w <= 8).collect();
    let [kind, place, rest] = widths[..] else { return Vec::new() };
    if kind + place + rest == 0 {
        return Vec::new();
    }
    let value = |bytes: &[u8]| bytes.iter().fold(0_u64, |value, &byte| value << 8 | u64::from(byte));
    let rows = content.chunks_exact(kind + place + rest);
    rows.map(|row| (kind == 0 || value(&row[..kind]) == 1).then(|| value(&row[kind..kind + place]))).collect()
}

/// The places that tables in the file name: `0000000015 00000 n`.
fn offsets_of_tables(file: &[u8]) -> Vec<u64> {
    let mut offsets = Vec::new();
    let (mut before, mut last): (&[u8], &[u8]) = (b"", b"");
    for word in file.split(|&byte| is_space(byte)).filter(|word| !word.is_empty()) {
        if word == b"n" && parse(last).is_some() {
            offsets.extend(parse(before));
        }
        (before, last) = (last, word);
    }
    offsets
}

fn parse(number: &[u8]) -> Option<u64> {
    if number.len() > 20 {
        return None;
    }
    std::str::from_utf8(number).ok()?.parse().ok()
}

fn refuse_repeated(mut offsets: Vec<u64>) -> Result<()> {
    offsets.sort_unstable();
    if offsets.chunk_by(|a, b| a == b).any(|same| same.len() > MOST_NAMES) {
        bail!("this PDF names one object over and over, so it is damaged; get it again, or print it to PDF anew");
    }
    Ok(())
}
