//! From the cues found in a sentence to the status of each of its clauses.
//!
//! A stream is cut into clauses; in each clause exceptions are applied, and the hit with the highest priority decides.

use crate::rules::{Conditional, Hit, Meaning, Near, Pack};
use crate::scan::Stream;
use crate::text::Span;
use std::cell::LazyCell;
use std::ops::Range;

/// A clause and everything that was seen in it.
#[derive(Debug)]
pub(crate) struct Clause {
    /// Bytes of the text.
    pub span: Span,
    /// Tokens of the stream.
    pub tokens: Range<usize>,
    /// What it speaks about: a name of `[subjects]`.
    pub subject: Option<String>,
    /// Whether it is what stands in parentheses.
    pub is_parenthesis: bool,
    /// Every hit, in order of place.
    pub hits: Vec<CueHit>,
}

/// A cue found in a clause, and what became of it.
#[derive(Debug)]
pub(crate) struct CueHit {
    /// Index into the pack's cues.
    pub cue: usize,
    /// Bytes of the text.
    pub span: Span,
    /// Tokens of the stream.
    tokens: Range<usize>,
    /// Whether a relative pronoun governs it.
    subordinate: bool,
    /// Whether a first look has shown that it cannot decide anything.
    ruled_out: bool,
    pub outcome: Outcome,
}

/// Why a hit does or does not decide the status of its clause.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// It decides.
    Won,
    /// It stands beside the one that decides.
    Beside,
    /// Another hit of the clause has the higher priority: index into the pack's cues.
    Outranked(usize),
    /// An exception of the rule holds: its name, and the words.
    Blocked(String, Span),
    /// A precondition of the rule does not hold: its name.
    Missing(String),
    /// The clause speaks about something else.
    WrongSubject,
    /// Told in a relative clause, as background.
    Background,
}

/// What earlier sentences of the answer spoke about.
#[derive(Debug, Default)]
pub(crate) struct Carried(Option<String>);

/// Reads one stream of a sentence.
pub(crate) fn clauses(pack: &Pack, stream: &Stream, carried: &mut Carried) -> Vec<Clause> {
    let anaphoric = !stream.is_parenthesis && is_anaphoric(pack, stream);
    let inherited = if anaphoric { carried.0.clone() } else { None };
    let mut clauses = place(pack, stream, cue_hits(pack, stream), inherited.clone());
    if clauses.is_empty() {
        return clauses;
    }
    // A cue that is ruled out has no clause of its own, and keeps none from being cut: cut again without it.
    // One clause in which no two hits stand is cut as before.
    let hits = || clauses.iter().flat_map(|clause| &clause.hits);
    let standing = hits().filter(|hit| hit.outcome == Outcome::Won).count();
    if (clauses.len() > 1 || standing > 1) && standing < hits().count() {
        let mut hits: Vec<CueHit> = clauses.into_iter().flat_map(|clause| clause.hits).collect();
        for hit in &mut hits {
            hit.ruled_out = hit.outcome != Outcome::Won;
        }
        clauses = place(pack, stream, hits, inherited);
    }
    if !stream.is_parenthesis {
        carried.0.clone_from(&clauses[0].subject);
    }
    decide(pack, &mut clauses);
    clauses
}

/// Whether a stream begins with a word that takes up what was spoken of before.
pub(crate) fn is_anaphoric(pack: &Pack, stream: &Stream) -> bool {
    stream.member_at(pack.marks.anaphors, 0).is_some()
}

/// Cuts the stream into clauses, and checks each hit in its own.
fn place(pack: &Pack, stream: &Stream, hits: Vec<CueHit>, inherited: Option<String>) -> Vec<Clause> {
    let mut clauses = Vec::new();
    for tokens in cut(pack, stream, &hits) {
        let span = stream.span(tokens.start, tokens.end);
        clauses.push(Clause { span, tokens, subject: None, is_parenthesis: stream.is_parenthesis, hits: Vec::new() });
    }
    for hit in hits {
        let clause = clauses.iter_mut().rev().find(|clause| clause.tokens.start <= hit.tokens.start);
        clause.expect("the first clause starts at token 0").hits.push(hit);
    }
    subjects(pack, stream, &mut clauses, inherited);
    clauses
}

/// The cues of a stream, in order of place; of hits of one rule at one place, the longest.
fn cue_hits(pack: &Pack, stream: &Stream) -> Vec<CueHit> {
    let mut found: Vec<(usize, Hit)> = stream
        .hits(pack)
        .filter_map(|(meaning, hit)| match meaning {
            Meaning::Cue(cue) => Some((cue, hit)),
            _ => None,
        })
        .collect();
    found.sort_unstable_by_key(|(cue, hit)| (hit.start, *cue, std::cmp::Reverse(hit.end)));
    found.dedup_by_key(|(cue, hit)| (hit.start, *cue));
    let governing = if found.is_empty() { Vec::new() } else { stream.ends(pack.marks.subordinators) };
    found
        .into_iter()
        .map(|(cue, hit)| {
            let governed = |at| governing.contains(&at);
            CueHit {
                cue,
                span: stream.span(hit.start, hit.end),
                tokens: hit.range(),
                // A clitic may stand between: `qui les`, `qui n'`.
                subordinate: governed(hit.start) || (hit.start > 0 && governed(hit.start - 1)),
                ruled_out: false,
                outcome: Outcome::Won,
            }
        })
        .collect()
}

/// The clauses of a stream: strong boundaries always cut, soft ones only between two hits.
fn cut(pack: &Pack, stream: &Stream, hits: &[CueHit]) -> Vec<Range<usize>> {
    let mut clauses = Vec::new();
    let mut start = 0;
    let strong = (1..stream.tokens.len()).filter(|&at| stream.tokens[at].strong);
    for end in strong.chain([stream.tokens.len()]) {
        if start < end {
            cut_softly(pack, stream, hits, start..end, &mut clauses);
        }
        start = end;
    }
    clauses
}

fn cut_softly(pack: &Pack, stream: &Stream, hits: &[CueHit], part: Range<usize>, clauses: &mut Vec<Range<usize>>) {
    let mut start = part.start;
    let mut covered = None;
    let main = |hit: &&CueHit| {
        let cue = &pack.cues[hit.cue];
        part.contains(&hit.tokens.start) && !hit.ruled_out && cue.predicate && !(hit.subordinate && cue.is_background())
    };
    for hit in hits.iter().filter(main) {
        if let Some(covered) = covered
            && let Some((end, next)) = boundary(pack, stream, hits, covered, hit.tokens.start)
        {
            clauses.push(start..end);
            start = next;
        }
        covered = covered.max(Some(hit.tokens.end));
    }
    clauses.push(start..part.end);
}

/// Where to cut between a hit that ends at `from` and one that starts at `to`: end of the one clause, start of the next.
fn boundary(pack: &Pack, stream: &Stream, hits: &[CueHit], from: usize, to: usize) -> Option<(usize, usize)> {
    let continues = |at: usize| stream.member_at(pack.marks.continuers, at).is_some();
    let splits_a_cue = |end: usize, next: usize| {
        hits.iter().any(|hit| !hit.ruled_out && hit.tokens.start < next && hit.tokens.end > end)
    };
    let conjunction = (from..to)
        .rev()
        .filter_map(|at| Some((at, stream.member_at(pack.marks.soft, at)?)))
        .find(|&(end, next)| next <= to && !continues(next) && !splits_a_cue(end, next));
    conjunction.or_else(|| {
        (from.max(1)..to)
            .rev()
            .find(|&at| stream.tokens[at].comma && !continues(at) && !splits_a_cue(at, at))
            .map(|at| (at, at))
    })
}

/// Gives each clause its subject, and applies conditions and subjects to its hits.
fn subjects(pack: &Pack, stream: &Stream, clauses: &mut [Clause], inherited: Option<String>) {
    let mut named: Vec<(usize, &str)> = Vec::new();
    // Most streams name no subject.
    let frames = LazyCell::new(|| stream.ends(pack.marks.frames));
    for (list, name) in &pack.marks.subjects {
        for member in stream.members(Some(*list)) {
            let framed = (member.start.saturating_sub(2)..=member.start).any(|at| frames.contains(&at));
            if !framed {
                named.push((member.start, name));
            }
        }
    }
    // The leftmost; of those at one place, the longest name wins by the order of the lists below.
    named.sort_by_key(|(at, _)| *at);
    let mut previous: Option<String> = None;
    for (index, clause) in clauses.iter_mut().enumerate() {
        let own = named.iter().find(|(at, _)| clause.tokens.contains(at));
        let leftmost = own.map(|(_, name)| (*name).to_owned());
        clause.subject = match index {
            0 => inherited.clone().or(leftmost),
            _ => leftmost.or_else(|| previous.clone()),
        };
        let elided = index > 0 && clause.hits.first().is_some_and(|hit| hit.tokens.start == clause.tokens.start);
        if elided && previous.is_some() {
            clause.subject.clone_from(&previous);
        }
        previous.clone_from(&clause.subject);
        for hit in &mut clause.hits {
            hit.outcome = check(pack, stream, hit, &clause.tokens, clause.subject.as_deref());
        }
    }
}

fn check(pack: &Pack, stream: &Stream, hit: &CueHit, clause: &Range<usize>, subject: Option<&str>) -> Outcome {
    let cue = &pack.cues[hit.cue];
    let is = |names: &[String]| subject.is_some_and(|subject| names.iter().any(|name| name == subject));
    if (!cue.subject.is_empty() && !is(&cue.subject)) || is(&cue.not_subject) {
        return Outcome::WrongSubject;
    }
    match veto(stream, &cue.conditions, &hit.tokens, clause) {
        Some((condition, Some(place))) => Outcome::Blocked(condition.name.clone(), place),
        Some((condition, None)) => Outcome::Missing(condition.name.clone()),
        None => Outcome::Won,
    }
}

/// The first condition that rules out a hit: an exception, with the place where it holds, or a precondition that does not.
pub(crate) fn veto<'c>(
    stream: &Stream,
    conditions: &'c [Conditional],
    hit: &Range<usize>,
    clause: &Range<usize>,
) -> Option<(&'c Conditional, Option<Span>)> {
    conditions.iter().find_map(|condition| {
        let place = holds(stream, condition, hit, clause);
        (place.is_some() != condition.required).then_some((condition, place))
    })
}

/// Where a condition holds for a hit, if it does.
fn holds(stream: &Stream, condition: &Conditional, hit: &Range<usize>, clause: &Range<usize>) -> Option<Span> {
    let fits = |found: &Hit| {
        let inside = clause.contains(&found.start);
        match condition.near {
            Near::Sentence => true,
            Near::Clause => inside,
            Near::Before => inside && found.start < hit.start,
            Near::After => inside && found.end > hit.end,
            Near::Touching => found.start <= hit.end && found.end >= hit.start,
        }
    };
    let found = stream.found.hits_of(condition.target).iter().find(|found| fits(found));
    found.map(|place| stream.span(place.start, place.end))
}

/// Among the hits of each clause that still stand, the one of highest priority wins.
fn decide(pack: &Pack, clauses: &mut [Clause]) {
    let standing = |hit: &CueHit| hit.outcome == Outcome::Won;
    let main = clauses.iter().flat_map(|clause| &clause.hits).filter(|hit| standing(hit) && !hit.subordinate);
    let highest_main = main.map(|hit| pack.cues[hit.cue].priority).max();
    for clause in clauses {
        for hit in &mut clause.hits {
            let gives_way = highest_main.is_some_and(|main| main >= pack.cues[hit.cue].priority);
            if standing(hit) && hit.subordinate && gives_way {
                hit.outcome = Outcome::Background;
            }
        }
        for hit in &mut clause.hits {
            if standing(hit) && pack.cues[hit.cue].beside {
                hit.outcome = Outcome::Beside;
            }
        }
        let rank = |hit: &CueHit| (pack.cues[hit.cue].priority, hit.tokens.len(), std::cmp::Reverse(hit.tokens.start));
        let winner =
            (0..clause.hits.len()).filter(|&at| standing(&clause.hits[at])).max_by_key(|&at| rank(&clause.hits[at]));
        let Some(winner) = winner else { continue };
        let cue = clause.hits[winner].cue;
        for (at, hit) in clause.hits.iter_mut().enumerate() {
            if at != winner && standing(hit) {
                hit.outcome = Outcome::Outranked(cue);
            }
        }
    }
}
