//! The notation of a phrase, parsed: `il est ({adverb})? prévu~ ..3 de`.

use super::problem::Code;
use std::fmt;

/// One element of a phrase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Item {
    /// A word as the author spelt it, with its `=`, `*` and inflection marks.
    Word(String),
    /// A named word list, `{name}`.
    List(String),
    /// `#number` or `#year`.
    Figure(Figure),
    /// Up to so many words that do not matter.
    Gap(u8),
    /// `^`: the beginning of the sentence.
    Start,
    /// `,`: a clause mark stands before the next word.
    Comma,
    /// `(a|b c)`.
    Choice(Vec<Vec<Item>>),
    /// Anything followed by `?`.
    Optional(Vec<Item>),
}

/// A number that a phrase asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Figure {
    /// Any number in figures.
    Number,
    /// 1900 to 2199.
    Year,
}

/// Why a phrase cannot be read, and where: byte offset into the phrase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PhraseError {
    /// What kind of mistake.
    pub code: Code,
    /// Byte offset into the phrase.
    pub at: usize,
    /// The piece of the phrase that is wrong, where the offset is not known.
    pub piece: Option<String>,
    /// What is wrong.
    pub message: String,
    /// What to write instead.
    pub remedy: String,
}

impl PhraseError {
    /// `told`: what is wrong, a colon, and what to write instead.
    pub(crate) fn new(code: Code, at: usize, told: &str) -> Self {
        let (message, remedy) = told.split_once(": ").unwrap_or((told, "write it otherwise"));
        PhraseError { code, at, piece: None, message: message.to_owned(), remedy: remedy.to_owned() }
    }

    pub(crate) fn about(mut self, piece: impl Into<String>) -> Self {
        self.piece = Some(piece.into());
        self
    }
}

impl fmt::Display for PhraseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}; {}", self.message, self.remedy)
    }
}

/// Signs that end a word of a phrase.
fn is_sign(c: char) -> bool {
    matches!(c, '(' | ')' | '|' | '{' | '}' | '#' | '^' | ',' | '?' | '.' | ';' | ':' | '«' | '»' | '"')
}

const GAP: u8 = 6;
const LONGEST_GAP: u8 = 30;

/// Reads a phrase in the notation of `rules/README.md`.
pub(crate) fn parse(phrase: &str) -> Result<Vec<Item>, PhraseError> {
    let mut parser = Parser { phrase, at: 0 };
    let items = parser.sequence(false)?;
    if parser.at < phrase.len() {
        return Err(parser.error("this closes a group that was never opened: delete it, or write ( before"));
    }
    if items.is_empty() {
        return Err(PhraseError::new(Code::BadPhrase, 0, "the phrase is empty: write at least one word"));
    }
    if items.iter().skip(1).any(has_start) {
        return Err(PhraseError::new(
            Code::DeadPhrase,
            0,
            "nothing stands before the beginning of a sentence: write ^ as the first thing, or delete it",
        )
        .about("^"));
    }
    Ok(items)
}

/// Whether `^` stands anywhere in it.
fn has_start(item: &Item) -> bool {
    match item {
        Item::Start => true,
        Item::Optional(items) => items.iter().any(has_start),
        Item::Choice(alternatives) => alternatives.iter().flatten().any(has_start),
        _ => false,
    }
}

struct Parser<'p> {
    phrase: &'p str,
    at: usize,
}

impl Parser<'_> {
    fn error(&self, message: &str) -> PhraseError {
        PhraseError::new(Code::BadPhrase, self.at, message)
    }

    fn peek(&self) -> Option<char> {
        self.phrase[self.at..].chars().next()
    }

    fn eat(&mut self, expected: char) -> bool {
        let eaten = self.peek() == Some(expected);
        if eaten {
            self.at += expected.len_utf8();
        }
        eaten
    }

    /// Items up to `)`, `|` or the end.
    fn sequence(&mut self, inside: bool) -> Result<Vec<Item>, PhraseError> {
        let mut items = Vec::new();
        while let Some(c) = self.peek() {
            let item = match c {
                c if c.is_whitespace() => {
                    self.at += c.len_utf8();
                    continue;
                }
                ')' | '|' if inside => break,
                ')' => break,
                '|' => return Err(self.error("| stands between alternatives inside ( ): write (a|b)")),
                '?' => return Err(self.error("? follows a word, a group or a list: write (word)?")),
                '(' => self.choice()?,
                '{' => self.list()?,
                '}' => return Err(self.error("this closes a list name that was never opened: write {name}")),
                '#' => self.figure()?,
                '^' => {
                    self.at += 1;
                    Item::Start
                }
                ',' => {
                    self.at += 1;
                    Item::Comma
                }
                '.' => self.gap()?,
                _ => self.word()?,
            };
            if self.eat('?') {
                items.push(Item::Optional(vec![item]));
            } else {
                items.push(item);
            }
        }
        Ok(items)
    }

    fn choice(&mut self) -> Result<Item, PhraseError> {
        let opened = self.at;
        self.at += 1;
        let mut alternatives = Vec::new();
        loop {
            let began = self.at;
            let alternative = self.sequence(true)?;
            if alternative.is_empty() {
                return Err(self.error("an empty alternative: to make a group optional write (…)?"));
            }
            if alternative.iter().all(|item| matches!(item, Item::Optional(_))) {
                let told =
                    "this alternative may be empty, and so the whole group is optional: write (a|b)? if it is to be";
                return Err(PhraseError::new(Code::BadPhrase, began, told));
            }
            alternatives.push(alternative);
            if self.eat(')') {
                self.shared_mark(&mut alternatives);
                return Ok(Item::Choice(alternatives));
            }
            if !self.eat('|') {
                return Err(PhraseError::new(Code::BadPhrase, opened, "this group is never closed: write )"));
            }
        }
    }

    /// `(loi|code)~`: an inflection mark right after a group belongs to each of its alternatives.
    fn shared_mark(&mut self, alternatives: &mut [Vec<Item>]) {
        let Some(mark) =
            self.peek().filter(|c| !c.is_whitespace() && !c.is_alphanumeric() && !"()|{}#^,?.".contains(*c))
        else {
            return;
        };
        self.at += mark.len_utf8();
        for alternative in alternatives {
            match alternative.last_mut() {
                Some(Item::Word(word)) => word.push(mark),
                Some(Item::Choice(inner)) => {
                    inner.iter_mut().filter_map(|items| items.last_mut()).for_each(|item| {
                        if let Item::Word(word) = item {
                            word.push(mark);
                        }
                    });
                }
                _ => {}
            }
        }
    }

    fn list(&mut self) -> Result<Item, PhraseError> {
        let opened = self.at;
        let close = self.phrase[self.at..].find('}');
        let Some(close) = close else {
            return Err(PhraseError::new(Code::BadPhrase, opened, "this list name is never closed: write {name}"));
        };
        let name = self.phrase[opened + 1..opened + close].trim();
        if name.is_empty() {
            return Err(PhraseError::new(Code::BadPhrase, opened, "a list without a name: write {name}"));
        }
        self.at = opened + close + 1;
        Ok(Item::List(name.to_owned()))
    }

    fn figure(&mut self) -> Result<Item, PhraseError> {
        for (name, figure) in [("#number", Figure::Number), ("#year", Figure::Year)] {
            if self.phrase[self.at..].starts_with(name) {
                self.at += name.len();
                return Ok(Item::Figure(figure));
            }
        }
        Err(self.error("this figure is not known: after # write number or year"))
    }

    fn gap(&mut self) -> Result<Item, PhraseError> {
        let dots = self.phrase[self.at..].bytes().take_while(|&b| b == b'.').count();
        let digits = self.phrase[self.at + dots..].bytes().take_while(u8::is_ascii_digit).count();
        let number = &self.phrase[self.at + dots..self.at + dots + digits];
        let words = match (dots, number) {
            (3, "") => GAP,
            (2, number) if !number.is_empty() => number.parse().unwrap_or(u8::MAX),
            _ => return Err(self.error("this is no gap: write ... (up to 6 words) or ..3 (up to 3 words)")),
        };
        if words > LONGEST_GAP {
            return Err(self.error("a gap of more than 30 words: write a shorter one"));
        }
        self.at += dots + digits;
        Ok(Item::Gap(words))
    }

    fn word(&mut self) -> Result<Item, PhraseError> {
        let rest = &self.phrase[self.at..];
        let end = rest.find(|c: char| c.is_whitespace() || is_sign(c)).unwrap_or(rest.len());
        if end == 0 {
            return Err(self.error("this sign has no meaning in a phrase: write words"));
        }
        self.at += end;
        Ok(Item::Word(rest[..end].to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(w: &str) -> Item {
        Item::Word(w.into())
    }

    #[test]
    fn the_notation_is_read() {
        assert_eq!(
            parse("^il est ({adverb})? prévu~ ..3 (de|à ce que)").expect("valid"),
            vec![
                Item::Start,
                word("il"),
                word("est"),
                Item::Optional(vec![Item::Choice(vec![vec![Item::List("adverb".into())]])]),
                word("prévu~"),
                Item::Gap(3),
                Item::Choice(vec![vec![word("de")], vec![word("à"), word("ce"), word("que")]]),
            ]
        );
    }

    #[test]
    fn mistakes_are_told_with_their_place() {
        for (phrase, at) in [
            ("", 0),
            ("a (b", 2),
            ("a) b", 1),
            ("a ..", 2),
            ("a {b", 2),
            ("a|b", 1),
            ("a #x", 2),
            ("a ^b", 0),
            ("a ..31", 2),
            ("a (b|c?)", 5),
        ] {
            assert_eq!(parse(phrase).expect_err(phrase).at, at, "{phrase}");
        }
    }
}
