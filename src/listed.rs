//! Documents of the committee: numbered paragraphs with lettered parts, as in a list of issues or concluding
//! observations. What is not a State party's reply is read here.

use crate::assessment::{ArticleRef, ThemeRef};
use crate::language;
use crate::read::Document;
use crate::reply::{self, normal_spaces};
use crate::rules::{Convention, Layout, Library, Pack, Policy};
use crate::scan::Scanner;
use crate::text::{Span, sentences};
use crate::topics::{self, Gathered, Subjects};
use anyhow::{Context as _, Result, ensure};
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;

/// A numbered paragraph, or one part of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Item {
    pub number: u32,
    /// Letter of the part, where the paragraph has parts.
    pub part: Option<String>,
    /// The words that lead to the parts, where it has parts.
    pub lead: Option<String>,
    /// The paragraph, or the part without its lead.
    pub text: String,
    /// Heading above it.
    pub section: Option<String>,
    /// 1-based line of the list's text.
    pub line: usize,
    /// How many paragraphs before it have the same number and part.
    before: usize,
}

impl Item {
    /// `8`, or `8.g`; `8.g~2` where number and part come again.
    pub(crate) fn id(&self) -> String {
        let id = self.part.as_ref().map_or_else(|| self.number.to_string(), |part| format!("{}.{part}", self.number));
        if self.before == 0 { id } else { format!("{id}~{}", self.before + 1) }
    }

    /// Lead and text.
    pub(crate) fn whole(&self) -> String {
        self.lead.iter().chain([&self.text]).map(String::as_str).collect::<Vec<_>>().join(" ")
    }
}

/// The layout with this id.
///
/// # Errors
/// If the layout files are wrong, or there is none with this id.
pub(crate) fn layout(library: &Library, id: &str) -> Result<Layout> {
    let found = library.layouts()?.into_iter().find(|layout| layout.id == id);
    found.with_context(|| format!("rules/layout has no {id}.toml"))
}

/// Paragraphs and parts of the longest list; each is compared with every answer on its subject.
const MOST: usize = 2000;

/// Every paragraph and part that `wanted` wants, in order.
///
/// # Errors
/// If there are too many for a document of the committee.
pub(crate) fn read(document: &Document, layout: &Layout, wanted: impl Fn(&Item) -> bool) -> Result<Vec<Item>> {
    let listed = reply::split_by(&document.text, layout);
    let said = |span: &Span| normal_spaces(&document.text[span.clone()]);
    let mut items: Vec<Item> = Vec::new();
    for answer in &listed.answers {
        let section = answer.section.map(|at| listed.sections[at].title.clone());
        let Some(part) = answer.parts.first() else {
            let text = answer.asked.iter().chain(&answer.paragraphs).map(said).collect::<Vec<_>>().join(" ");
            items.extend(inside(answer.question, &text, section.as_deref(), answer.line));
            continue;
        };
        // The first part has the words above the parts before its own.
        let (lead, own) = match answer.asked.as_slice() {
            [lead, own @ ..] if !own.is_empty() => (Some(said(lead)), own),
            own => (None, own),
        };
        let text = own.iter().chain(&answer.paragraphs).map(said).collect::<Vec<_>>().join(" ");
        match items.last_mut() {
            // `(i)` below `(a)` is no part of its own.
            Some(last) if last.number == answer.question && !follows(last.part.as_deref(), part) => {
                last.text = format!("{} {part}) {text}", last.text);
            }
            last => {
                let before = last.filter(|last| last.number == answer.question).and_then(|last| last.lead.clone());
                let (number, lead, line) = (answer.question, lead.or(before), answer.line);
                items.push(Item { number, part: Some(part.clone()), lead, text, section, line, before: 0 });
            }
        }
    }
    items.retain(|item| !item.text.is_empty() && wanted(item));
    ensure!(
        items.len() <= MOST,
        "{}: more than {MOST} paragraphs and parts; is this the committee's document?",
        document.path
    );
    let mut seen: FxHashMap<(u32, Option<String>), usize> = FxHashMap::default();
    for item in &mut items {
        let times = seen.entry((item.number, item.part.clone())).or_default();
        item.before = *times;
        *times += 1;
    }
    Ok(items)
}

fn follows(before: Option<&str>, part: &str) -> bool {
    let letter = |part: &str| part.chars().next().map(u32::from);
    before.and_then(letter).map(|before| before + 1) == letter(part)
}

/// The parts inside the text of a paragraph: `… on: (a) …; (b) …`. If there are fewer than two, it is one item.
fn inside(number: u32, text: &str, section: Option<&str>, line: usize) -> Vec<Item> {
    let mut places: Vec<(usize, usize)> = Vec::new();
    let mut from = 0;
    for letter in 'a'..='z' {
        let mark = format!("{letter})");
        let found = text[from..].match_indices(&mark).map(|(at, _)| from + at).find(|&at| {
            let before = text[..at].strip_suffix('(').unwrap_or(&text[..at]);
            (before.is_empty() || before.ends_with(' ')) && text[at + mark.len()..].starts_with(' ')
        });
        let Some(at) = found else { break };
        places.push((if text[..at].ends_with('(') { at - 1 } else { at }, at + mark.len()));
        from = at + mark.len();
    }
    let item = |part: Option<String>, lead: Option<String>, text: &str| Item {
        number,
        part,
        lead,
        text: text.trim().to_owned(),
        section: section.map(str::to_owned),
        line,
        before: 0,
    };
    if places.len() < 2 {
        return vec![item(None, None, text)];
    }
    let lead = Some(text[..places[0].0].trim().to_owned()).filter(|lead| !lead.is_empty());
    let ends = places.iter().skip(1).map(|(start, _)| *start).chain([text.len()]);
    let parts = places.iter().zip(ends).zip('a'..='z');
    parts.map(|((&(_, start), end), letter)| item(Some(letter.into()), lead.clone(), &text[start..end])).collect()
}

/// Reads the subjects of texts of one document, which may be in another language than the replies.
pub(crate) struct Subjecting<'c> {
    /// Language of the document, where it has rules.
    pub language: Option<String>,
    own: Option<Pack>,
    given: &'c Pack,
    convention: &'c Convention,
    policy: Policy,
}

impl<'c> Subjecting<'c> {
    /// For a document, beside replies whose rules are `given`.
    ///
    /// # Errors
    /// If the rules are wrong.
    pub(crate) fn new(list: &Document, library: &Library, given: &'c Pack, convention: &'c Convention) -> Result<Self> {
        // A list in a language without rules is joined all the same; only its subjects stay unknown.
        let language = language::choose(&list.text, None, &library.languages()).ok();
        let own = match &language {
            Some(language) if *language != given.language => Some(library.pack(&convention.id, language)?),
            _ => None,
        };
        Ok(Subjecting { language, own, given, convention, policy: library.policy()? })
    }

    /// What a text under this heading is about, its evidence with byte offsets in heading, line end and text together;
    /// and the rules that the text itself fired, without their language.
    pub(crate) fn of(&self, heading: Option<&str>, text: &str) -> (Subjects, BTreeSet<String>) {
        if self.language.is_none() {
            return Default::default();
        }
        let pack = self.own.as_ref().unwrap_or(self.given);
        let heading = heading.unwrap_or_default();
        let all = format!("{heading}\n{text}");
        let mut scanner = Scanner::new(&all, pack);
        let mut gathered = Gathered::default();
        for stream in scanner.scan(0..heading.len()) {
            gathered.add(&scanner, &stream, true);
        }
        for sentence in sentences(&all, heading.len() + 1..all.len(), &pack.abbreviations) {
            for stream in scanner.scan(sentence) {
                gathered.add(&scanner, &stream, false);
            }
        }
        let (articles, themes) = topics::rank(&gathered, &scanner, self.convention, &self.policy.topics);
        let own = gathered.in_body().map(|rule| without_language(&pack.topics[rule].id).to_owned()).collect();
        (Subjects { articles, themes }, own)
    }
}

/// `fr/cedaw/violence/shelters` and `en/cedaw/violence/shelters` are one rule in two languages.
pub(crate) fn without_language(rule: &str) -> &str {
    rule.split_once('/').map_or(rule, |(_, rest)| rest)
}

/// Without evidence, whose places would be those of another document.
pub(crate) fn bare(subjects: Subjects) -> (Vec<ArticleRef>, Vec<ThemeRef>) {
    (
        subjects.articles.into_iter().map(|article| ArticleRef { why: Vec::new(), ..article }).collect(),
        subjects.themes.into_iter().map(|theme| ThemeRef { why: Vec::new(), ..theme }).collect(),
    )
}
