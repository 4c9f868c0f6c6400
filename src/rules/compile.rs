//! From the notation of a phrase to branches of the search tree.

use super::load::closest;
use super::matcher::{Matcher, Target};
use super::phrase::{self, Item, PhraseError};
use super::problem::Code;
use super::tests::{Ask, Test, TestId, TestsBuilder};
use super::tree::{ListId, NodeId, ROOT, Step, TreeBuilder};
use crate::text::{fold, lower};
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

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
    sources: BTreeMap<String, Rc<[Vec<Item>]>>,
    lists: FxHashMap<String, List>,
    spelt: FxHashMap<String, Rc<[(Test, TestId)]>>,
    next_list: ListId,
    tests: TestsBuilder,
    list_tree: TreeBuilder,
    clause: TreeBuilder,
    sentence: TreeBuilder,
    strong: FxHashSet<ListId>,
}

#[derive(Clone)]
enum List {
    /// Single words only: as good as one word with alternatives.
    Word(Rc<Test>, TestId),
    Phrases(ListId),
}

/// The lists that items name.
fn names(items: &[Item]) -> Vec<&str> {
    items
        .iter()
        .flat_map(|item| match item {
            Item::List(name) => vec![name.as_str()],
            Item::Optional(inner) => names(inner),
            Item::Choice(alternatives) => alternatives.iter().flat_map(|items| names(items)).collect(),
            _ => Vec::new(),
        })
        .collect()
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
            tests: TestsBuilder::default(),
            list_tree: TreeBuilder::default(),
            clause: TreeBuilder::default(),
            sentence: TreeBuilder::default(),
            strong: FxHashSet::default(),
        }
    }

    /// Declares a list; its members may name other lists, declared before or after.
    pub(crate) fn declare(&mut self, name: &str, members: Vec<Vec<Item>>) {
        self.sources.insert(name.to_owned(), members.into());
    }

    pub(crate) fn is_declared(&self, name: &str) -> bool {
        self.sources.contains_key(name)
    }

    /// How to mend the name of a list that is not declared.
    fn nearest(&self, name: &str) -> String {
        match closest(name, self.sources.keys().map(String::as_str).filter(|known| !known.starts_with('@'))) {
            Some(near) => format!("did you mean {{{near}}}?"),
            None => "add it to [lists] of the language file".to_owned(),
        }
    }

    /// What keeps a list from being used: each name that is not declared, and the first way back to itself.
    pub(crate) fn faults(&self, name: &str) -> Vec<PhraseError> {
        let named: BTreeSet<&str> =
            self.sources.get(name).into_iter().flat_map(|members| members.iter()).flat_map(|m| names(m)).collect();
        let mut faults: Vec<_> = named
            .iter()
            .filter(|inner| !self.is_declared(inner))
            .filter_map(|inner| self.members(inner, &[]).err())
            .collect();
        let mut open: Vec<&str> = named.iter().copied().collect();
        let mut seen: BTreeSet<&str> = named;
        while let Some(inner) = open.pop() {
            if inner == name {
                let told = format!("the list {{{name}}} contains itself: take out what leads back to it");
                faults.push(PhraseError::new(Code::CircularList, 0, &told));
                break;
            }
            let members = self.sources.get(inner).into_iter().flat_map(|members| members.iter());
            open.extend(members.flat_map(|member| names(member)).filter(|next| seen.insert(next)));
        }
        faults
    }

    /// A word of these items that no text can contain.
    pub(crate) fn misspelt(&mut self, items: &[Item]) -> Option<PhraseError> {
        items.iter().find_map(|item| match item {
            Item::Word(raw) => self.spelt(raw).err(),
            Item::Optional(inner) => self.misspelt(inner),
            Item::Choice(alternatives) => alternatives.iter().find_map(|items| self.misspelt(items)),
            _ => None,
        })
    }

    /// Empties a list that cannot be used, so that its mistake is told once and not at every phrase that names it.
    pub(crate) fn clear(&mut self, name: &str) {
        self.declare(name, Vec::new());
    }

    /// A list whose members are looked for everywhere, also when no phrase names it.
    pub(crate) fn marked_list(&mut self, name: &str) -> Result<ListId, PhraseError> {
        match self.lists.get(name) {
            Some(List::Phrases(id)) => Ok(*id),
            _ => {
                let id = self.next_list;
                self.next_list += 1;
                let mut ends = vec![ROOT];
                self.insert_list(&mut ends, name, &mut Vec::new())?;
                self.list_tree.mark(&ends, id);
                self.lists.insert(name.to_owned(), List::Phrases(id));
                Ok(id)
            }
        }
    }

    /// Marks a list as strong clause boundaries.
    pub(crate) fn mark_strong(&mut self, list: ListId) {
        self.strong.insert(list);
    }

    /// Adds a phrase that stands for `target`.
    pub(crate) fn add(&mut self, phrase: &str, target: Target, scope: Scope) -> Result<(), PhraseError> {
        let mut items = phrase::parse(phrase)?;
        while matches!(items.last(), Some(Item::Gap(_))) {
            items.pop();
        }
        if !items.iter().any(|item| !matches!(item, Item::Gap(_) | Item::Comma)) {
            return Err(PhraseError::new(Code::DeadPhrase, 0, "there is nothing but gaps: write at least one word"));
        }
        let which = match scope {
            Scope::Clause => Which::Clause,
            Scope::Sentence => Which::Sentence,
        };
        let mut ends = vec![ROOT];
        self.insert(which, &mut ends, &items, &None)?;
        self.tree(which).mark(&ends, target);
        Ok(())
    }

    pub(crate) fn finish(self) -> Matcher {
        Matcher {
            tests: self.tests.finish(),
            lists: self.list_tree.finish(false),
            clause: self.clause.finish(false),
            sentence: self.sentence.finish(true),
            strong: self.strong,
        }
    }

    fn tree(&mut self, which: Which) -> &mut TreeBuilder {
        match which {
            Which::Lists => &mut self.list_tree,
            Which::Clause => &mut self.clause,
            Which::Sentence => &mut self.sentence,
        }
    }

    /// Goes one step on from every node.
    fn step(&mut self, which: Which, nodes: &mut [NodeId], step: Step) {
        let tree = self.tree(which);
        nodes.iter_mut().for_each(|node| *node = tree.step(*node, step));
    }

    /// Grows the tree by these items from every node of `ends`, and leaves there the nodes where they end.
    /// `nested`: the lists being expanded, inside a list.
    fn insert(
        &mut self,
        which: Which,
        ends: &mut Vec<NodeId>,
        items: &[Item],
        nested: &Option<Vec<String>>,
    ) -> Result<(), PhraseError> {
        for item in items {
            self.insert_item(which, ends, item, nested)?;
            if ends.len() > MOST_ENDS {
                let told = "too many combinations of alternatives: put the longest group into a word list";
                return Err(PhraseError::new(Code::BadPhrase, 0, told));
            }
        }
        Ok(())
    }

    fn insert_item(
        &mut self,
        which: Which,
        ends: &mut Vec<NodeId>,
        item: &Item,
        nested: &Option<Vec<String>>,
    ) -> Result<(), PhraseError> {
        match item {
            Item::Word(raw) => {
                let spelt = self.spelt(raw)?;
                for &(_, test) in spelt.iter() {
                    self.step(which, ends, Step::Word(test));
                }
            }
            Item::Figure(figure) => {
                let test = self.tests.add(&Test::one(Ask::Figure(*figure), String::new()));
                self.step(which, ends, Step::Word(test));
            }
            Item::Gap(words) => self.step(which, ends, Step::Gap(*words)),
            Item::Start => self.step(which, ends, Step::Start),
            Item::Comma => self.step(which, ends, Step::Comma),
            Item::Optional(inner) => {
                let mut longer = ends.clone();
                self.insert(which, &mut longer, inner, nested)?;
                ends.extend(longer);
            }
            Item::List(name) => match nested {
                Some(open) => self.insert_list(ends, name, &mut open.clone())?,
                None => match self.list(name)? {
                    List::Word(_, test) => self.step(which, ends, Step::Word(test)),
                    List::Phrases(id) => self.step(which, ends, Step::List(id)),
                },
            },
            Item::Choice(alternatives) => {
                // Alternatives of one word each are one test, which keeps the tree small.
                let mut word = Test::default();
                let mut all = Vec::new();
                for alternative in alternatives {
                    if !self.merge_word(alternative, nested.is_some(), &mut word)? {
                        let mut these = ends.clone();
                        self.insert(which, &mut these, alternative, nested)?;
                        all.extend(these);
                    }
                }
                if word.0.is_empty() {
                    *ends = all;
                } else {
                    let test = self.tests.add(&word.sorted());
                    self.step(which, ends, Step::Word(test));
                    ends.extend(all);
                }
            }
        }
        Ok(())
    }

    /// Adds the items to `word` if they are one word, whatever its alternatives. Whether they are.
    fn merge_word(&mut self, items: &[Item], nested: bool, word: &mut Test) -> Result<bool, PhraseError> {
        match items {
            [Item::Word(raw)] => match &*self.spelt(raw)? {
                [(test, _)] => word.merge(test),
                _ => return Ok(false),
            },
            [Item::Figure(figure)] => word.0.push((Ask::Figure(*figure), String::new())),
            [Item::List(name)] if !nested => match self.list(name)? {
                List::Word(test, _) => word.merge(&test),
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
        let word = word.sorted();
        let test = self.tests.add(&word);
        let list = List::Word(Rc::new(word), test);
        self.lists.insert(name.to_owned(), list.clone());
        Ok(list)
    }

    /// Adds all members of a list to `word`, if they are single words. Whether they are.
    fn merge_list(&mut self, name: &str, open: &mut Vec<String>, word: &mut Test) -> Result<bool, PhraseError> {
        let members = self.members(name, open)?;
        open.push(name.to_owned());
        for member in members.iter() {
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

    fn insert_list(&mut self, ends: &mut Vec<NodeId>, name: &str, open: &mut Vec<String>) -> Result<(), PhraseError> {
        let members = self.members(name, open)?;
        open.push(name.to_owned());
        let nested = Some(open.clone());
        let mut all = Vec::new();
        for member in members.iter() {
            let mut these = ends.clone();
            self.insert(Which::Lists, &mut these, member, &nested)?;
            all.extend(these);
        }
        *ends = all;
        open.pop();
        Ok(())
    }

    fn members(&self, name: &str, open: &[String]) -> Result<Rc<[Vec<Item>]>, PhraseError> {
        if open.iter().any(|outer| outer == name) {
            let told =
                format!("the list {{{name}}} contains itself ({}): take it out of one of them", open.join(" → "));
            return Err(PhraseError::new(Code::CircularList, 0, &told).about(format!("{{{name}}}")));
        }
        self.sources.get(name).cloned().ok_or_else(|| {
            let told = format!("there is no word list {{{name}}}: {}", self.nearest(name));
            PhraseError::new(Code::UnknownList, 0, &told).about(format!("{{{name}}}"))
        })
    }

    /// The tests of a spelt word: more than one where a hyphen or an apostrophe parts it.
    fn spelt(&mut self, raw: &str) -> Result<Rc<[(Test, TestId)]>, PhraseError> {
        if let Some(tests) = self.spelt.get(raw) {
            return Ok(Rc::clone(tests));
        }
        let tests = self.word(raw)?;
        let tests: Rc<[_]> = tests.into_iter().map(|test| (test.clone(), self.tests.add(&test))).collect();
        self.spelt.insert(raw.to_owned(), Rc::clone(&tests));
        Ok(tests)
    }

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
                Some(full) => Test::one(Ask::Folded, fold(full)),
                None => self.piece(piece)?,
            });
        }
        Ok(tests)
    }

    fn piece(&self, piece: &str) -> Result<Test, PhraseError> {
        let wrong = |message: &str| PhraseError::new(Code::DeadPhrase, 0, message).about(piece);
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
            return Err(wrong("* stands at the beginning or at the end of a word, not at both: choose one"));
        }
        if body.is_empty() || !body.chars().all(|c| c.is_alphanumeric() || c == '\u{ad}') {
            return Err(wrong(
                "no word of a text is spelt so: write letters and digits, with = before them, and * or an inflection mark after them",
            ));
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
