//! From the notation of a phrase to flat sequences of steps for the search tree.

use super::matcher::{ListId, Matcher, Target, TestId, Tests, Tree};
use super::phrase::{self, Figure, Item, PhraseError};
use crate::text::{fold, lower};
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::{BTreeMap, BTreeSet};

/// A question about one word; it passes if any of these holds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct Test {
    pub folded: BTreeSet<String>,
    pub exact: BTreeSet<String>,
    pub folded_prefix: BTreeSet<String>,
    pub exact_prefix: BTreeSet<String>,
    pub folded_suffix: BTreeSet<String>,
    pub exact_suffix: BTreeSet<String>,
    pub figures: BTreeSet<Figure>,
    pub any: bool,
}

impl Test {
    fn merge(&mut self, other: Test) {
        self.folded.extend(other.folded);
        self.exact.extend(other.exact);
        self.folded_prefix.extend(other.folded_prefix);
        self.exact_prefix.extend(other.exact_prefix);
        self.folded_suffix.extend(other.folded_suffix);
        self.exact_suffix.extend(other.exact_suffix);
        self.figures.extend(other.figures);
        self.any |= other.any;
    }
}

/// One step of a flat phrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    Word(TestId),
    List(ListId),
    Gap(u8),
    Comma,
    Start,
}

/// Where a gap may run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub(crate) enum Scope {
    #[default]
    Clause,
    Sentence,
}

/// How words are inflected and elided in a language.
#[derive(Clone, Debug, Default)]
pub(crate) struct Morphology {
    pub inflections: BTreeMap<char, Vec<String>>,
    pub elisions: FxHashMap<String, String>,
}

/// More flat sequences than this and the phrase should use a list.
const MOST_SEQUENCES: usize = 2000;

/// Collects lists and phrases, then builds the [`Matcher`].
pub(crate) struct Compiler {
    morphology: Morphology,
    sources: BTreeMap<String, Vec<Vec<Item>>>,
    lists: BTreeMap<String, List>,
    next_list: ListId,
    matcher: Matcher,
}

#[derive(Clone)]
enum List {
    /// Single words only: as good as one word with alternatives.
    Word(Test),
    Phrases(ListId),
}

impl Compiler {
    pub(crate) fn new(morphology: Morphology) -> Self {
        Compiler {
            morphology,
            sources: BTreeMap::new(),
            lists: BTreeMap::new(),
            next_list: 0,
            matcher: Matcher {
                tests: Tests::default(),
                lists: Tree::new(0, false),
                clause: Tree::new(1, false),
                sentence: Tree::new(2, true),
                strong: FxHashSet::default(),
            },
        }
    }

    /// Declares a list; its members may name other lists, declared before or after.
    pub(crate) fn declare(&mut self, name: &str, members: Vec<Vec<Item>>) {
        self.sources.insert(name.to_owned(), members);
    }

    pub(crate) fn is_declared(&self, name: &str) -> bool {
        self.sources.contains_key(name)
    }

    /// A list whose members are looked for everywhere, also when no phrase names it.
    pub(crate) fn marked_list(&mut self, name: &str) -> Result<ListId, PhraseError> {
        match self.lists.get(name) {
            Some(List::Phrases(id)) => Ok(*id),
            _ => {
                let id = self.list_id(name)?;
                self.lists.insert(name.to_owned(), List::Phrases(id));
                Ok(id)
            }
        }
    }

    fn list_id(&mut self, name: &str) -> Result<ListId, PhraseError> {
        let sequences = self.expand_list(name, &mut Vec::new())?;
        let id = self.next_list;
        self.next_list += 1;
        for steps in sequences {
            self.matcher.lists.add(&steps, Target::from(id));
        }
        Ok(id)
    }

    /// Marks a list as strong clause boundaries.
    pub(crate) fn mark_strong(&mut self, list: ListId) {
        self.matcher.strong.insert(list);
    }

    /// Adds a phrase that stands for `target`.
    pub(crate) fn add(&mut self, phrase: &str, target: Target, scope: Scope) -> Result<(), PhraseError> {
        let mut items = phrase::parse(phrase)?;
        while matches!(items.last(), Some(Item::Gap(_))) {
            items.pop();
        }
        if !items.iter().any(|item| !matches!(item, Item::Gap(_) | Item::Comma)) {
            return Err(PhraseError { at: 0, message: "nothing but gaps: write at least one word".into() });
        }
        let sequences = self.sequences(&items, &mut None)?;
        let tree = match scope {
            Scope::Clause => &mut self.matcher.clause,
            Scope::Sentence => &mut self.matcher.sentence,
        };
        for steps in sequences {
            tree.add(&steps, target);
        }
        Ok(())
    }

    pub(crate) fn finish(mut self) -> Matcher {
        self.matcher.finish();
        self.matcher
    }

    /// Every flat sequence of the items. `nested`: the lists being expanded, inside a list.
    fn sequences(&mut self, items: &[Item], nested: &mut Option<Vec<String>>) -> Result<Vec<Vec<Step>>, PhraseError> {
        let mut sequences: Vec<Vec<Step>> = vec![Vec::new()];
        for item in items {
            let options = self.options(item, nested)?;
            let mut longer = Vec::with_capacity(sequences.len() * options.len());
            for sequence in &sequences {
                for option in &options {
                    let mut steps = sequence.clone();
                    steps.extend(option);
                    longer.push(steps);
                }
            }
            if longer.len() > MOST_SEQUENCES {
                let message = "too many combinations of alternatives: put the longest group into a word list".into();
                return Err(PhraseError { at: 0, message });
            }
            sequences = longer;
        }
        Ok(sequences)
    }

    fn options(&mut self, item: &Item, nested: &mut Option<Vec<String>>) -> Result<Vec<Vec<Step>>, PhraseError> {
        Ok(match item {
            Item::Word(raw) => {
                let tests = self.word(raw)?;
                vec![tests.iter().map(|test| Step::Word(self.matcher.tests.add(test))).collect()]
            }
            Item::Figure(figure) => {
                let test = Test { figures: [*figure].into(), ..Test::default() };
                vec![vec![Step::Word(self.matcher.tests.add(&test))]]
            }
            Item::Gap(words) => vec![vec![Step::Gap(*words)]],
            Item::Start => vec![vec![Step::Start]],
            Item::Comma => vec![vec![Step::Comma]],
            Item::Optional(inner) => {
                let mut options = self.sequences(inner, nested)?;
                options.push(Vec::new());
                options
            }
            Item::List(name) => match nested {
                Some(open) => {
                    let mut open = open.clone();
                    self.expand_list(name, &mut open)?
                }
                None => match self.list(name)? {
                    List::Word(test) => vec![vec![Step::Word(self.matcher.tests.add(&test))]],
                    List::Phrases(id) => vec![vec![Step::List(id)]],
                },
            },
            Item::Choice(alternatives) => {
                // Alternatives of one word each are one test, which keeps the tree small.
                let mut word = Test::default();
                let mut options = Vec::new();
                for alternative in alternatives {
                    match self.single_word(alternative, nested)? {
                        Some(test) => word.merge(test),
                        None => options.extend(self.sequences(alternative, nested)?),
                    }
                }
                if word != Test::default() {
                    options.push(vec![Step::Word(self.matcher.tests.add(&word))]);
                }
                options
            }
        })
    }

    fn single_word(&mut self, items: &[Item], nested: &Option<Vec<String>>) -> Result<Option<Test>, PhraseError> {
        Ok(match items {
            [Item::Word(raw)] => {
                let mut tests = self.word(raw)?;
                if tests.len() == 1 { tests.pop() } else { None }
            }
            [Item::Figure(figure)] => Some(Test { figures: [*figure].into(), ..Test::default() }),
            [Item::List(name)] if nested.is_none() => match self.list(name)? {
                List::Word(test) => Some(test),
                List::Phrases(_) => None,
            },
            [Item::Choice(alternatives)] => {
                let mut merged = Test::default();
                for alternative in alternatives {
                    match self.single_word(alternative, nested)? {
                        Some(test) => merged.merge(test),
                        None => return Ok(None),
                    }
                }
                Some(merged)
            }
            _ => None,
        })
    }

    fn list(&mut self, name: &str) -> Result<List, PhraseError> {
        if let Some(list) = self.lists.get(name) {
            return Ok(list.clone());
        }
        let list = match self.words_of_list(name, &mut Vec::new())? {
            Some(test) => List::Word(test),
            None => List::Phrases(self.list_id(name)?),
        };
        self.lists.insert(name.to_owned(), list.clone());
        Ok(list)
    }

    /// The list as one test, if all its members are single words.
    fn words_of_list(&mut self, name: &str, open: &mut Vec<String>) -> Result<Option<Test>, PhraseError> {
        let members = self.members(name, open)?;
        let mut merged = Test::default();
        open.push(name.to_owned());
        for member in members {
            let test = match member.as_slice() {
                [Item::List(inner)] => self.words_of_list(inner, open)?,
                other => self.single_word(other, &Some(Vec::new()))?,
            };
            match test {
                Some(test) => merged.merge(test),
                None => return Ok(None),
            }
        }
        open.pop();
        Ok(Some(merged))
    }

    fn expand_list(&mut self, name: &str, open: &mut Vec<String>) -> Result<Vec<Vec<Step>>, PhraseError> {
        let members = self.members(name, open)?;
        open.push(name.to_owned());
        let mut sequences = Vec::new();
        for member in members {
            sequences.extend(self.sequences(&member, &mut Some(open.clone()))?);
        }
        open.pop();
        Ok(sequences)
    }

    fn members(&self, name: &str, open: &[String]) -> Result<Vec<Vec<Item>>, PhraseError> {
        if open.iter().any(|outer| outer == name) {
            let message =
                format!("the list {{{name}}} contains itself ({}): take it out of one of them", open.join(" → "));
            return Err(PhraseError { at: 0, message });
        }
        self.sources.get(name).cloned().ok_or_else(|| PhraseError {
            at: 0,
            message: format!("there is no word list {{{name}}}: add it to [lists] of the language file"),
        })
    }

    /// The tests of a spelt word: more than one where a hyphen or an apostrophe parts it.
    fn word(&self, raw: &str) -> Result<Vec<Test>, PhraseError> {
        let is_break = |c: char| matches!(c, '-' | '‑' | '\'' | '’');
        let mut tests = Vec::new();
        let mut rest = raw;
        while !rest.is_empty() {
            let end = rest.find(is_break).unwrap_or(rest.len());
            let piece = &rest[..end];
            let mark = rest[end..].chars().next();
            rest = rest[end..].trim_start_matches(is_break);
            if piece.is_empty() {
                continue;
            }
            let elision = match mark {
                Some('\'' | '’') => self.morphology.elisions.get(&fold(piece)),
                _ => None,
            };
            tests.push(match elision {
                Some(full) => Test { folded: [fold(full)].into(), ..Test::default() },
                None => self.piece(piece)?,
            });
        }
        Ok(tests)
    }

    fn piece(&self, piece: &str) -> Result<Test, PhraseError> {
        let wrong = |message: &str| PhraseError { at: 0, message: format!("`{piece}`: {message}") };
        let (exact, body) = match piece.strip_prefix('=') {
            Some(body) => (true, body),
            None => (false, piece),
        };
        let endings = body.chars().last().and_then(|mark| self.morphology.inflections.get(&mark));
        let (body, endings) = match endings {
            Some(endings) => (&body[..body.len() - body.chars().last().map_or(0, char::len_utf8)], endings.clone()),
            None => (body, vec![String::new()]),
        };
        if piece == "%" {
            return Ok(Test { folded: [piece.to_owned()].into(), ..Test::default() });
        }
        if body == "*" && endings == [""] {
            return Ok(Test { any: true, ..Test::default() });
        }
        let (is_suffix, body) = body.strip_prefix('*').map_or((false, body), |body| (true, body));
        let (is_prefix, body) = body.strip_suffix('*').map_or((false, body), |body| (true, body));
        if is_suffix && is_prefix {
            return Err(wrong("* stands at the beginning or at the end of a word, not at both"));
        }
        if body.is_empty() || !body.chars().all(|c| c.is_alphanumeric() || c == '\u{ad}') {
            return Err(wrong("a word is made of letters and digits; marks are = before it and * ~ + after it"));
        }
        // An accent in a bare ending carries the meaning: `*é~` is a participle, `*e` is not.
        let exact = exact || (is_suffix && !body.is_ascii());
        let mut test = Test::default();
        for ending in endings {
            let whole = format!("{body}{ending}");
            let (form, set) = match (exact, is_prefix, is_suffix) {
                (true, true, _) => (lower(&whole), &mut test.exact_prefix),
                (true, _, true) => (lower(&whole), &mut test.exact_suffix),
                (true, ..) => (lower(&whole), &mut test.exact),
                (false, true, _) => (fold(&whole), &mut test.folded_prefix),
                (false, _, true) => (fold(&whole), &mut test.folded_suffix),
                (false, ..) => (fold(&whole), &mut test.folded),
            };
            set.insert(form);
        }
        Ok(test)
    }
}
