//! Words: maximal runs of letters and digits. A hyphen parts words; an elided article (`l’`) is
//! a word of its own, undone by the language's table of elisions.

use super::{Span, fold, lower};
use rustc_hash::FxHashMap;

/// Index into [`Words`]: equal spellings have equal ids.
pub type WordId = u32;

/// One spelling, and the forms under which rules may ask for it.
#[derive(Debug)]
pub struct Word {
    /// Without accents and case, elision undone.
    pub folded: String,
    /// Lower case with accents, elision undone.
    pub exact: String,
}

/// Every distinct spelling of a text, so that each is folded and looked up once.
#[derive(Default)]
pub struct Words<'t> {
    ids: FxHashMap<&'t str, WordId>,
    words: Vec<Word>,
}

impl<'t> Words<'t> {
    /// The id of a spelling. `elided` says that an apostrophe follows it.
    pub fn intern(&mut self, span: &WordSpan, text: &'t str, elisions: &FxHashMap<String, String>) -> WordId {
        // The apostrophe is part of the key: "d’" and "d" are different words.
        let key = &text[span.start..span.end + if span.elided { span.apostrophe } else { 0 }];
        if let Some(&id) = self.ids.get(key) {
            return id;
        }
        let spelling = &text[span.start..span.end];
        let mut word = Word { folded: fold(spelling), exact: lower(spelling) };
        if span.elided
            && let Some(full) = elisions.get(&word.folded)
        {
            word = Word { folded: fold(full), exact: full.clone() };
        }
        let id = WordId::try_from(self.words.len()).expect("a text has fewer than 2^32 words");
        self.words.push(word);
        self.ids.insert(key, id);
        id
    }

    /// The forms of the word with this id.
    pub fn get(&self, id: WordId) -> &Word {
        &self.words[id as usize]
    }

    /// How many distinct spellings there are.
    pub fn count(&self) -> usize {
        self.words.len()
    }
}

/// Where a word stands: byte offsets of its letters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WordSpan {
    /// First byte.
    pub start: usize,
    /// Past the last byte.
    pub end: usize,
    /// Whether an apostrophe follows and a word follows that.
    pub elided: bool,
    /// Bytes of that apostrophe, or 0.
    apostrophe: usize,
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ' | '＇' | '‘')
}

/// Signs that are read as words.
fn is_word_sign(c: char) -> bool {
    matches!(c, '%' | '‰')
}

fn is_word_char(c: char) -> bool {
    c.is_alphanumeric() || !c.is_ascii() && (c == '\u{ad}' || unicode_normalization::char::is_combining_mark(c))
}

/// The words of `text[span]`, in order.
pub fn split_words(text: &str, span: Span) -> impl Iterator<Item = WordSpan> + '_ {
    let end = span.end;
    let mut at = span.start;
    std::iter::from_fn(move || {
        let rest = &text[at..end];
        let start = at + rest.find(|c| is_word_char(c) || is_word_sign(c))?;
        if let Some(sign) = text[start..end].chars().next().filter(|&c| is_word_sign(c)) {
            at = start + sign.len_utf8();
            return Some(WordSpan { start, end: at, elided: false, apostrophe: 0 });
        }
        let rest = &text[start..end];
        let stop = start + rest.find(|c| !is_word_char(c)).unwrap_or(rest.len());
        let mut following = text[stop..end].chars();
        let apostrophe = following.next().filter(|&c| is_apostrophe(c)).map_or(0, char::len_utf8);
        let elided = apostrophe > 0 && following.next().is_some_and(is_word_char);
        at = stop;
        Some(WordSpan { start, end: stop, elided, apostrophe })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(text: &str) -> Vec<String> {
        let elisions = [("d".to_owned(), "de".to_owned()), ("qu".to_owned(), "que".to_owned())].into_iter().collect();
        let mut words = Words::default();
        split_words(text, 0..text.len())
            .map(|span| {
                let id = words.intern(&span, text, &elisions);
                words.get(id).folded.clone()
            })
            .collect()
    }

    #[test]
    fn hyphens_part_words_and_elisions_are_undone() {
        assert_eq!(folded("Plan-cadre d’action, qu'il"), ["plan", "cadre", "de", "action", "que", "il"]);
        assert_eq!(folded("aujourd’hui"), ["aujourd", "hui"]);
        assert_eq!(folded("points d’"), ["points", "d"]);
    }
}
