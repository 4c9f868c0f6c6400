//! From a sentence to its words and everything that the rules find in it.

use crate::rules::{Finder, Found, Hit, ListHit, ListId, Meaning, Pack, Token};
use crate::text::{Span, Words, split_words};

/// Reads sentences of one text with one pack; remembers every spelling it has met.
pub(crate) struct Scanner<'t, 'p> {
    text: &'t str,
    pub pack: &'p Pack,
    words: Words<'t>,
    finder: Finder<'p>,
}

/// A run of words that phrases are looked for in: a sentence without its parentheses, or one parenthesis.
pub(crate) struct Stream {
    pub tokens: Vec<Token>,
    pub found: Found,
    pub is_parenthesis: bool,
}

/// Marks between words at which a clause surely ends.
const STRONG: [char; 6] = [';', ':', '；', '：', '؛', '।'];
/// Marks between words at which a clause may end.
const SOFT: [char; 5] = [',', '，', '،', '–', '—'];

impl<'t, 'p> Scanner<'t, 'p> {
    pub(crate) fn new(text: &'t str, pack: &'p Pack) -> Self {
        Scanner { text, pack, words: Words::default(), finder: Finder::new(&pack.matcher) }
    }

    pub(crate) fn text(&self) -> &'t str {
        self.text
    }

    /// Folded spelling of a word.
    pub(crate) fn folded(&self, token: &Token) -> &str {
        &self.words.get(token.word).folded
    }

    /// The streams of a sentence: the sentence itself first, then its parentheses.
    pub(crate) fn scan(&mut self, sentence: Span) -> Vec<Stream> {
        // Words are about six bytes long, with the space.
        let mut streams: Vec<Vec<Token>> = vec![Vec::with_capacity(sentence.len() / 6 + 4)];
        let mut open: Vec<usize> = Vec::new();
        let mut last = sentence.start;
        let (mut comma, mut strong) = (false, false);
        for word in split_words(self.text, sentence) {
            for (at, mark) in self.text[last..word.start].char_indices() {
                match mark {
                    '(' | '[' => {
                        open.push(streams.len());
                        streams.push(Vec::new());
                    }
                    ')' | ']' => {
                        open.pop();
                    }
                    // 14:30 and 2:1 are no clauses.
                    mark if STRONG.contains(&mark) => {
                        strong |= mark != ':' || !self.text[last + at + 1..].starts_with(|c: char| c.is_ascii_digit());
                        comma = true;
                    }
                    mark if SOFT.contains(&mark) => comma |= !is_decimal(self.text, last + at, mark),
                    _ => {}
                }
            }
            last = word.end;
            let stream = open.last().copied().unwrap_or(0);
            let id = self.words.intern(&word, self.text, &self.pack.elisions);
            streams[stream].push(Token { word: id, start: word.start, end: word.end, comma, strong });
            (comma, strong) = (false, false);
        }
        streams
            .into_iter()
            .enumerate()
            .filter(|(_, tokens)| !tokens.is_empty())
            .map(|(at, mut tokens)| {
                let found = self.finder.find(&mut tokens, &self.words);
                Stream { tokens, found, is_parenthesis: at > 0 }
            })
            .collect()
    }
}

/// Whether the mark stands between digits: `18,9`.
fn is_decimal(text: &str, at: usize, mark: char) -> bool {
    let digit = |c: char| c.is_ascii_digit();
    text[..at].ends_with(digit) && text[at + mark.len_utf8()..].starts_with(digit)
}

impl Stream {
    /// The phrases found, with what they stand for.
    pub(crate) fn hits<'s>(&'s self, pack: &'s Pack) -> impl Iterator<Item = (Meaning, Hit)> + 's {
        self.found.hits.iter().map(|hit| (pack.targets[hit.target as usize], *hit))
    }

    /// Members of a word list found, in order of place.
    pub(crate) fn members(&self, list: Option<ListId>) -> impl Iterator<Item = &ListHit> {
        self.found.lists.iter().filter(move |member| Some(member.list) == list)
    }

    /// Whether a member of the list starts at this token; its end.
    pub(crate) fn member_at(&self, list: Option<ListId>, at: usize) -> Option<usize> {
        let here = if at < self.tokens.len() { self.found.lists_at(at) } else { &[] };
        here.iter().filter(|member| Some(member.list) == list).map(|member| member.end).max()
    }

    /// Where members of the list end, in tokens.
    pub(crate) fn ends(&self, list: Option<ListId>) -> Vec<usize> {
        self.members(list).map(|member| member.end).collect()
    }

    /// The bytes of the text that these tokens span.
    pub(crate) fn span(&self, start: usize, end: usize) -> Span {
        let first = self.tokens[start].start;
        first..self.tokens[end.max(start + 1) - 1].end
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::Library;

    #[test]
    fn what_is_found_in_a_sentence_does_not_depend_on_what_was_read_before() {
        let text = include_str!("../data/samples/valdorie-6.fr.txt");
        let pack = Library::embedded().pack("cedaw", "fr").expect("the embedded rules are valid");
        let mut experienced = Scanner::new(text, &pack);
        for sentence in crate::text::sentences(text, 0..text.len(), &pack.abbreviations).into_iter().take(120) {
            let fresh = Scanner::new(text, &pack).scan(sentence.clone());
            for (one, other) in experienced.scan(sentence).iter().zip(&fresh) {
                assert_eq!(one.found.hits, other.found.hits);
                assert_eq!(one.found.lists, other.found.lists);
            }
        }
    }
}
