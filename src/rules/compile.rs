//! From the notation of a phrase to branches of the search tree.

use super::matcher::{ListId, Matcher, NodeId, ROOT, Target, TestId, Tests, Tree};
use super::phrase::{self, Figure, Item, PhraseError};
use crate::text::{fold, lower};
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeMap;
use std::rc::Rc;

/// A question about one word; it passes if any of these holds. Sorted, without repetition.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct Test(pub Vec<(Ask, String)>);

/// What is asked of a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Ask {
    /// It is this, without accents.
    Folded,
    /// It is this, with accents.
    Exact,
    FoldedPrefix,
    ExactPrefix,
    FoldedSuffix,
    ExactSuffix,
    Figure(Figure),
    /// Nothing.
    Any,
}

impl Test {
    fn one(ask: Ask, form: String) -> Self {
        Test(vec![(ask, form)])
    }

    fn merge(&mut self, other: &Test) {
        self.0.extend(other.0.iter().cloned());
    }

    fn sorted(mut self) -> Self {
        self.0.sort_unstable();
        self.0.dedup();
        self
    }
}

/// One step in the search tree.
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

/// A phrase that ends in more places of the tree than this should use a list.
const MOST_ENDS: usize = 2000;

/// Collects lists and phrases, then builds the [`Matcher`].
pub(crate) struct Compiler {
    morphology: Morphology,
    sources: BTreeMap<String, Vec<Vec<Item>>>,
    lists: FxHashMap<String, List>,
    spelt: FxHashMap<String, Rc<[Test]>>,
    next_list: ListId,
    matcher: Matcher,
}

#[derive(Clone)]
enum List {
    /// Single words only: as good as one word with alternatives.
    Word(Rc<Test>),
    Phrases(ListId),
}

/// The trees of a matcher, by what they hold.
#[derive(Clone, Copy)]
enum Which {
    Lists,
    Clause,
    Sentence,
}

impl Compiler {
    pub(crate) fn new(morphology: Morphology) -> Self {
        Compiler {
            morphology,
            sources: BTreeMap::new(),
            lists: FxHashMap::default(),
            spelt: FxHashMap::default(),
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
                let id = self.next_list;
                self.next_list += 1;
                let ends = self.insert_list(&[ROOT], name, &mut Vec::new())?;
                self.matcher.lists.mark(&ends, Target::from(id));
                self.lists.insert(name.to_owned(), List::Phrases(id));
                Ok(id)
            }
        }
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
        let which = match scope {
            Scope::Clause => Which::Clause,
            Scope::Sentence => Which::Sentence,
        };
        let ends = self.insert(which, &[ROOT], &items, &mut None)?;
        self.tree(which).mark(&ends, target);
        Ok(())
    }

    pub(crate) fn finish(mut self) -> Matcher {
        self.matcher.finish();
        self.matcher
    }

    fn tree(&mut self, which: Which) -> &mut Tree {
        match which {
            Which::Lists => &mut self.matcher.lists,
            Which::Clause => &mut self.matcher.clause,
            Which::Sentence => &mut self.matcher.sentence,
        }
    }

    fn step(&mut self, which: Which, from: &[NodeId], step: Step) -> Vec<NodeId> {
        let tree = self.tree(which);
        from.iter().map(|&node| tree.step(node, step)).collect()
    }

    /// Grows the tree by these items from every node of `from`; the nodes where they end.
    /// `nested`: the lists being expanded, inside a list.
    fn insert(
        &mut self,
        which: Which,
        from: &[NodeId],
        items: &[Item],
        nested: &mut Option<Vec<String>>,
    ) -> Result<Vec<NodeId>, PhraseError> {
        let mut ends = from.to_vec();
        for item in items {
            ends = self.insert_item(which, &ends, item, nested)?;
            if ends.len() > MOST_ENDS {
                let message = "too many combinations of alternatives: put the longest group into a word list".into();
                return Err(PhraseError { at: 0, message });
            }
        }
        Ok(ends)
    }

    fn insert_item(
        &mut self,
        which: Which,
        from: &[NodeId],
        item: &Item,
        nested: &mut Option<Vec<String>>,
    ) -> Result<Vec<NodeId>, PhraseError> {
        Ok(match item {
            Item::Word(raw) => {
                let mut ends = from.to_vec();
                for test in self.word(raw)?.iter() {
                    let test = self.matcher.tests.add(test);
                    ends = self.step(which, &ends, Step::Word(test));
                }
                ends
            }
            Item::Figure(figure) => {
                let test = self.matcher.tests.add(&Test::one(Ask::Figure(*figure), String::new()));
                self.step(which, from, Step::Word(test))
            }
            Item::Gap(words) => self.step(which, from, Step::Gap(*words)),
            Item::Start => self.step(which, from, Step::Start),
            Item::Comma => self.step(which, from, Step::Comma),
            Item::Optional(inner) => {
                let mut ends = self.insert(which, from, inner, nested)?;
                ends.extend(from);
                ends
            }
            Item::List(name) => match nested {
                Some(open) => {
                    let mut open = open.clone();
                    self.insert_list(from, name, &mut open)?
                }
                None => match self.list(name)? {
                    List::Word(test) => {
                        let test = self.matcher.tests.add(&test);
                        self.step(which, from, Step::Word(test))
                    }
                    List::Phrases(id) => self.step(which, from, Step::List(id)),
                },
            },
            Item::Choice(alternatives) => {
                // Alternatives of one word each are one test, which keeps the tree small.
                let mut word = Test::default();
                let mut ends = Vec::new();
                for alternative in alternatives {
                    if !self.merge_word(alternative, nested.is_some(), &mut word)? {
                        ends.extend(self.insert(which, from, alternative, nested)?);
                    }
                }
                if !word.0.is_empty() {
                    let test = self.matcher.tests.add(&word.sorted());
                    ends.extend(self.step(which, from, Step::Word(test)));
                }
                ends
            }
        })
    }

    /// Adds the items to `word` if they are one word, whatever its alternatives. Whether they are.
    fn merge_word(&mut self, items: &[Item], nested: bool, word: &mut Test) -> Result<bool, PhraseError> {
        match items {
            [Item::Word(raw)] => match &*self.word(raw)? {
                [test] => word.merge(test),
                _ => return Ok(false),
            },
            [Item::Figure(figure)] => word.0.push((Ask::Figure(*figure), String::new())),
            [Item::List(name)] if !nested => match self.list(name)? {
                List::Word(test) => word.merge(&test),
                List::Phrases(_) => return Ok(false),
            },
            [Item::Choice(alternatives)] => {
                let mut merged = Test::default();
                for alternative in alternatives {
                    if !self.merge_word(alternative, nested, &mut merged)? {
                        return Ok(false);
                    }
                }
                word.merge(&merged);
            }
            _ => return Ok(false),
        }
        Ok(true)
    }

    fn list(&mut self, name: &str) -> Result<List, PhraseError> {
        if let Some(list) = self.lists.get(name) {
            return Ok(list.clone());
        }
        let mut word = Test::default();
        if !self.merge_list(name, &mut Vec::new(), &mut word)? {
            return self.marked_list(name).map(List::Phrases);
        }
        let list = List::Word(Rc::new(word.sorted()));
        self.lists.insert(name.to_owned(), list.clone());
        Ok(list)
    }

    /// Adds all members of a list to `word`, if they are single words. Whether they are.
    fn merge_list(&mut self, name: &str, open: &mut Vec<String>, word: &mut Test) -> Result<bool, PhraseError> {
        let members = self.members(name, open)?;
        open.push(name.to_owned());
        for member in members {
            let is_word = match member.as_slice() {
                [Item::List(inner)] => self.merge_list(inner, open, word)?,
                other => self.merge_word(other, true, word)?,
            };
            if !is_word {
                return Ok(false);
            }
        }
        open.pop();
        Ok(true)
    }

    fn insert_list(&mut self, from: &[NodeId], name: &str, open: &mut Vec<String>) -> Result<Vec<NodeId>, PhraseError> {
        let members = self.members(name, open)?;
        open.push(name.to_owned());
        let mut ends = Vec::new();
        for member in members {
            ends.extend(self.insert(Which::Lists, from, &member, &mut Some(open.clone()))?);
        }
        open.pop();
        Ok(ends)
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
    fn word(&mut self, raw: &str) -> Result<Rc<[Test]>, PhraseError> {
        if let Some(tests) = self.spelt.get(raw) {
            return Ok(Rc::clone(tests));
        }
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
                Some(full) => Test::one(Ask::Folded, fold(full)),
                None => self.piece(piece)?,
            });
        }
        let tests: Rc<[Test]> = tests.into();
        self.spelt.insert(raw.to_owned(), Rc::clone(&tests));
        Ok(tests)
    }

    fn piece(&self, piece: &str) -> Result<Test, PhraseError> {
        let wrong = |message: &str| PhraseError { at: 0, message: format!("`{piece}`: {message}") };
        let (exact, body) = match piece.strip_prefix('=') {
            Some(body) => (true, body),
            None => (false, piece),
        };
        if piece == "%" {
            return Ok(Test::one(Ask::Folded, piece.to_owned()));
        }
        let none = [String::new()];
        let endings = body.chars().last().and_then(|mark| self.morphology.inflections.get(&mark));
        let (body, endings) = match endings {
            Some(endings) => (&body[..body.len() - body.chars().last().map_or(0, char::len_utf8)], endings.as_slice()),
            None => (body, none.as_slice()),
        };
        if body == "*" && endings == none {
            return Ok(Test::one(Ask::Any, String::new()));
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
        let ask = match (exact, is_prefix, is_suffix) {
            (true, true, _) => Ask::ExactPrefix,
            (true, _, true) => Ask::ExactSuffix,
            (true, ..) => Ask::Exact,
            (false, true, _) => Ask::FoldedPrefix,
            (false, _, true) => Ask::FoldedSuffix,
            (false, ..) => Ask::Folded,
        };
        let form =
            |ending: &String| if exact { lower(&format!("{body}{ending}")) } else { fold(&format!("{body}{ending}")) };
        Ok(Test(endings.iter().map(|ending| (ask, form(ending))).collect()).sorted())
    }
}
