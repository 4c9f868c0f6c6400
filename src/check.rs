//! The whole way from a document to its assessment.

use crate::assessment::{
    AnswerAssessment, Assessment, Coverage, Generator, Measure, Minor, SCHEMA, SourceInfo, Status, Warning,
};
use crate::coverage;
use crate::details::{self, Details};
use crate::judge::{Judgement, judge};
use crate::language;
use crate::read::Document;
use crate::reply::{self, Answer, Reply};
use crate::rules::{Convention, DetailKind, Library, Pack, Policy};
use crate::scan::{Scanner, Stream};
use crate::status::{self, Carried, Clause, Outcome};
use crate::text::{Span, sentences};
use crate::topics::{self, Gathered};
use crate::weigh::{Claim, Told, weigh};
use anyhow::{Context as _, Result};
use rustc_hash::FxHashMap;

/// What to read a document with.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Read the document as this language instead of detecting it: ISO 639-1.
    pub language: Option<String>,
    /// ISO date after which a deadline is overdue; the document's own date of receipt if not given.
    pub as_of: Option<String>,
    /// Take the document apart by the layout with this id, instead of the one that finds most answers in it.
    pub layout: Option<String>,
}

/// An assessment, and everything that led to it.
pub struct Checked {
    /// The result.
    pub assessment: Assessment,
    /// The facts of the convention that it was assessed against.
    pub convention: Convention,
    /// The rules that were applied.
    pub pack: Pack,
    /// The document's structure.
    pub reply: Reply,
    /// One for each answer, in order.
    pub(crate) traces: Vec<Trace>,
    /// Statuses that a person gave to the clause that begins at this byte.
    pub(crate) overrides: FxHashMap<usize, crate::assessment::Status>,
}

impl Checked {
    /// Leaves only the answers that are asked for; the coverage stays that of the whole document.
    pub fn retain(&mut self, keep: impl Fn(&AnswerAssessment) -> bool) {
        let kept: Vec<bool> = self.assessment.answers.iter().map(keep).collect();
        // One trace and one text an answer, all in the same order.
        let mut flags = kept.iter();
        self.assessment.answers.retain(|_| *flags.next().expect("one flag an answer"));
        let mut flags = kept.iter();
        self.traces.retain(|_| *flags.next().expect("one trace an answer"));
        let mut flags = kept.iter();
        self.reply.answers.retain(|_| *flags.next().expect("one text an answer"));
    }
}

/// How one answer was read.
pub(crate) struct Trace {
    pub sentences: Vec<SentenceTrace>,
    pub judgement: Judgement,
}

/// How one sentence was read.
pub(crate) struct SentenceTrace {
    pub span: Span,
    pub clauses: Vec<Clause>,
}

/// Id of the convention, as in `rules/conventions/`.
pub(crate) const CONVENTION: &str = "cedaw";

/// Takes a document apart, reads every answer and judges it.
///
/// # Errors
/// If no answer is recognised, the language has no rules, or the rules are wrong.
pub fn check(document: &Document, library: &Library, options: &Options) -> Result<Checked> {
    check_with(document, library, options, |_, _| {})
}

/// The same; after each answer, tells how many are read and how many there are.
///
/// # Errors
/// As [`check`].
pub fn check_with(
    document: &Document,
    library: &Library,
    options: &Options,
    progress: impl Fn(usize, usize),
) -> Result<Checked> {
    let reply = split_by(document, library, options.layout.as_deref())?;
    let language = language::choose(&document.text, options.language.as_deref(), &library.languages())
        .with_context(|| document.path.clone())?;
    assess(document, reply, library, library.pack(CONVENTION, &language)?, options, progress)
}

/// The same with a pack at hand, whatever the language of the document.
///
/// # Errors
/// If no answer is recognised, or the rules are wrong.
pub fn check_with_pack(document: &Document, library: &Library, options: &Options, pack: Pack) -> Result<Checked> {
    let reply = split_by(document, library, options.layout.as_deref())?;
    assess(document, reply, library, pack, options, |_, _| {})
}

fn assess(
    document: &Document,
    reply: Reply,
    library: &Library,
    pack: Pack,
    options: &Options,
    progress: impl Fn(usize, usize),
) -> Result<Checked> {
    let convention = library.convention(CONVENTION)?;
    let mut policy = library.policy()?;
    policy.verdict = policy.verdict.for_layout(&reply.layout);
    let source = source_info(document, &reply, &pack);
    let as_of = options.as_of.clone().or_else(|| source.received.clone());

    let mut reader = Reader {
        scanner: Scanner::new(&document.text, &pack),
        reply: &reply,
        convention: &convention,
        policy: &policy,
        as_of: as_of.as_deref(),
        written: source.received.as_deref().or(as_of.as_deref()),
    };
    let mut headings: Vec<Gathered> = Vec::new();
    for section in &reply.sections {
        let mut gathered = Gathered::default();
        for stream in reader.scanner.scan(section.span.clone()) {
            gathered.add(&reader.scanner, &stream, true);
        }
        headings.push(gathered);
    }
    let mut answers = Vec::with_capacity(reply.answers.len());
    let mut traces = Vec::with_capacity(reply.answers.len());
    for answer in &reply.answers {
        let heading = answer.section.map(|section| headings[section].clone()).unwrap_or_default();
        let (assessed, trace) = reader.answer(answer, heading);
        answers.push(assessed);
        traces.push(trace);
        progress(traces.len(), reply.answers.len());
    }
    let mut assessment = Assessment {
        schema: SCHEMA.to_owned(),
        generator: Generator {
            name: env!("CARGO_PKG_NAME").to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            rules: library.digest(),
        },
        source,
        as_of: as_of.clone(),
        convention: convention.id.clone(),
        answers,
        coverage: Coverage::default(),
        questions: Vec::new(),
        concluding_observations: None,
        warnings: document.warnings.iter().chain(&reply.warnings).cloned().collect(),
    };
    assessment.warnings.extend(empty_answers(&reply));
    assessment.coverage = coverage::coverage(&coverage::graph(&assessment, &convention), &assessment);
    Ok(Checked { assessment, convention, pack, reply, traces, overrides: FxHashMap::default() })
}

/// Only the structure of a document: sections and answers.
///
/// # Errors
/// If no answer is recognised.
pub fn split(document: &Document, library: &Library) -> Result<Reply> {
    split_by(document, library, None)
}

/// The same by the layout with this id; without an id, by the one that finds most answers.
///
/// # Errors
/// If no answer is recognised, or there is no layout with this id.
pub fn split_by(document: &Document, library: &Library, layout: Option<&str>) -> Result<Reply> {
    let reply = match layout {
        None => reply::split(&document.text, &library.layouts()?),
        Some(id) => {
            Some(reply::split_by(&document.text, &library.layout(id)?)).filter(|reply| !reply.answers.is_empty())
        }
    };
    reply.with_context(|| {
        let Document { path, .. } = document;
        let by = layout.map(|id| format!(" by the layout {id}")).unwrap_or_default();
        format!(
            "{path}: no answer was recognised{by}; an answer begins with a label such as \"1. a)\" on a line of its own, \
             or with a paragraph number and a tab. `lacuna read {path} --outline` shows what was seen; then change the \
             labels, or name a layout: --layout ID for another one, --layout FILE.toml for one of your own \
             (rules/README.md, A layout)"
        )
    })
}

fn empty_answers(reply: &Reply) -> impl Iterator<Item = Warning> + '_ {
    reply.answers.iter().filter(|answer| answer.paragraphs.is_empty()).map(|answer| Warning {
        code: "answer-empty".to_owned(),
        line: Some(answer.line),
        message: format!("{}: there is no text under this label", answer.id),
    })
}

fn source_info(document: &Document, reply: &Reply, pack: &Pack) -> SourceInfo {
    let head = &reply.head;
    let received = head.received.as_ref().and_then(|(day, month, year)| {
        let month = pack.months.get(&crate::text::fold(month))?;
        Some(format!("{year:04}-{month:02}-{day:02}"))
    });
    SourceInfo {
        path: document.path.clone(),
        sha256: document.sha256.clone(),
        format: document.format.to_owned(),
        encoding: document.encoding.to_owned(),
        language: pack.language.clone(),
        title: head.title.clone(),
        state: head.state.clone(),
        committee: head.committee.clone(),
        symbol: head.symbol.clone(),
        session: head.session.clone(),
        received,
    }
}

/// The question, where the document repeats it.
fn asked(text: &str, answer: &Answer) -> Option<String> {
    let pieces: Vec<_> = answer.asked.iter().map(|span| reply::normal_spaces(&text[span.clone()])).collect();
    (!pieces.is_empty()).then(|| pieces.join(" "))
}

struct Reader<'t> {
    scanner: Scanner<'t, 't>,
    reply: &'t Reply,
    convention: &'t Convention,
    policy: &'t Policy,
    as_of: Option<&'t str>,
    /// When the document was: what lay ahead of it was promised, whatever the date is now.
    written: Option<&'t str>,
}

impl Reader<'_> {
    fn answer(&mut self, answer: &Answer, mut gathered: Gathered) -> (AnswerAssessment, Trace) {
        let mut carried = Carried::default();
        let mut traced = Vec::new();
        let mut answered: Vec<Told> = Vec::new();
        for paragraph in &answer.paragraphs {
            for span in sentences(self.scanner.text(), paragraph.clone(), &self.scanner.pack.abbreviations) {
                let mut clauses = Vec::new();
                let mut told = Told::default();
                for stream in self.scanner.scan(span.clone()) {
                    gathered.add(&self.scanner, &stream, false);
                    let read = status::clauses(self.scanner.pack, &stream, &mut carried);
                    for clause in &read {
                        self.claims(&stream, clause, traced.len() + 1, &mut told.claims);
                    }
                    told.see(&self.scanner, &stream, answered.last());
                    clauses.extend(read);
                }
                answered.push(told);
                clauses.sort_by_key(|clause| clause.span.start);
                traced.push(SentenceTrace { span, clauses });
            }
        }
        let (mut measures, weights) = weigh(answered, self.written_year(), &self.policy.verdict);
        measures.sort_by_key(|measure: &Measure| (measure.start, measure.status));
        let judgement = judge(weights, &self.policy.verdict);
        let (articles, themes) = topics::rank(&gathered, &self.scanner, self.convention, &self.policy.topics);
        let assessed = AnswerAssessment {
            id: answer.id.clone(),
            label: answer.label.clone(),
            question: answer.question,
            parts: answer.parts.clone(),
            section: answer.section.map(|section| self.reply.sections[section].title.clone()),
            line: answer.line,
            asked: asked(self.scanner.text(), answer),
            verdict: judgement.verdict,
            flags: judgement.flags.clone(),
            articles,
            themes,
            measures,
            review: None,
        };
        (assessed, Trace { sentences: traced, judgement })
    }

    /// The measures that a clause reports: of the hit that won it, and of those that stand beside.
    fn claims(&self, stream: &Stream, clause: &Clause, sentence: usize, claims: &mut Vec<Claim>) {
        let text = self.scanner.text();
        let tells = |kind| details::tells(&self.scanner, stream, &clause.tokens, kind);
        let mut told = Vec::new();
        for hit in clause.hits.iter().filter(|hit| matches!(hit.outcome, Outcome::Won | Outcome::Beside)) {
            let cue = &self.scanner.pack.cues[hit.cue];
            for &status in cue.statuses.iter().filter(|&&status| !told.contains(&status)).collect::<Vec<_>>() {
                told.push(status);
                // A measure that is both done and under way counts fully as done, and minor as under way.
                let weight = if status.is_unrealised() || cue.statuses.len() == 1 { cue.weight } else { 1.0 };
                let Details { deadline, body, budget, target } = if status.is_unrealised() {
                    details::find(&self.scanner, stream, &clause.tokens, self.written)
                } else {
                    Details::default()
                };
                let overdue = deadline.as_ref().zip(self.as_of).is_some_and(|(date, day)| details::is_over(date, day));
                // A cue with sentence scope may begin before its clause or end after it.
                let span = clause.span.start.min(hit.span.start)..clause.span.end.max(hit.span.end);
                let done = status == Status::Implemented;
                let counts_little = self.policy.verdict.minor_weight.is_some() && done && tells(DetailKind::Background);
                let minor = counts_little.then_some(Minor::Background);
                let measure = Measure {
                    status,
                    sentence,
                    quote: text[span.clone()].to_owned(),
                    line: self.reply.line_of(span.start),
                    start: span.start,
                    end: span.end,
                    rule: cue.id.clone(),
                    cue: text[hit.span.clone()].to_owned(),
                    deadline,
                    overdue,
                    body,
                    budget,
                    target,
                    minor,
                };
                claims.push(Claim { measure, weight });
            }
        }
    }

    fn written_year(&self) -> Option<u16> {
        self.written?.get(..4)?.parse().ok()
    }
}
