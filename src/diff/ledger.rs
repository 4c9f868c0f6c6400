//! What became of each promise.

use super::Side;
use super::evidence::score;
use super::model::{Entry, Mode, Near, Outcome, Place, Quote};
use super::pairs::{Matcher, Pair, Why, is_followed, is_lasting};
use super::unit::{Kind, Unit};
use crate::assessment::Status;
use crate::details::last_day;
use crate::rules::MatchPolicy;
use crate::text::fold;
use rustc_hash::{FxHashMap, FxHashSet};
use sha2::{Digest as _, Sha256};

/// What led to an entry.
#[derive(Clone, Debug, Default)]
pub(crate) struct Trace {
    /// Why the two were matched, or why what is near is near.
    pub why: Option<Why>,
    /// For a promise without a counterpart: the id of the answer of the other document nearest to it, and how near, 0 to 1.
    pub nearest: Option<(String, f64)>,
}

/// More words than this tell a reader nothing.
const WORDS: usize = 8;

/// The entries, in the order of the questions, each with what led to it.
pub(super) fn ledger(
    sides: [&Side; 2],
    units: [&[Unit]; 2],
    matcher: &Matcher<'_>,
    mode: Mode,
    policy: &MatchPolicy,
) -> Vec<(Entry, Trace)> {
    let book = Book { sides, units, matcher, mode, policy };
    let unchanged = if mode == Mode::SameQuestions { book.unchanged() } else { Default::default() };
    let candidates = book.candidates(&unchanged);
    let pairs = matcher.assign(&candidates);
    let near = book.near(&candidates, &pairs);
    let mut entries = Vec::new();
    let mut met = unchanged;
    for pair in &pairs {
        met[0].insert(pair.old);
        met[1].insert(pair.new);
        entries.extend(book.entry(Some(pair.old), Some(pair.new), Some(pair)));
    }
    for side in [0, 1] {
        for (at, unit) in units[side].iter().enumerate() {
            if unit.kind == Kind::Promise && !met[side].contains(&at) {
                let [old, new] = if side == 0 { [Some(at), None] } else { [None, Some(at)] };
                entries.extend(book.entry(old, new, near[side].get(&at).copied()));
            }
        }
    }
    entries.sort_by_cached_key(|(entry, _)| place_in_order(entry));
    entries
}

/// Old before new, by question, then as the id is written: the same whatever the order of answers.
fn place_in_order(entry: &Entry) -> (bool, u64, String, usize, String) {
    let bare = entry.id.trim_start_matches("new:");
    let (answer, sentence) = bare.split_once('/').unwrap_or((bare, ""));
    let question = answer.split(['.', '~']).next().and_then(|number| number.parse().ok()).unwrap_or(u64::MAX);
    let sentence = sentence.trim_end_matches('i').parse().unwrap_or(usize::MAX);
    (entry.old.is_none(), question, answer.to_owned(), sentence, entry.id.clone())
}

struct Book<'b> {
    sides: [&'b Side; 2],
    units: [&'b [Unit]; 2],
    matcher: &'b Matcher<'b>,
    mode: Mode,
    policy: &'b MatchPolicy,
}

impl Book<'_> {
    /// Units that stand in both versions of an answer with the same words and the same status.
    fn unchanged(&self) -> [FxHashSet<usize>; 2] {
        let key = |side: usize, unit: &Unit| {
            let answer = &self.sides[side].assessment.answers[unit.answer];
            let told: Vec<_> = unit
                .measures
                .iter()
                .map(|&which| (answer.measures[which].quote.clone(), answer.measures[which].status))
                .collect();
            (answer.id.clone(), told)
        };
        let mut waiting: FxHashMap<_, Vec<usize>> = FxHashMap::default();
        for (at, unit) in self.units[1].iter().enumerate().rev() {
            waiting.entry(key(1, unit)).or_default().push(at);
        }
        let mut met: [FxHashSet<usize>; 2] = Default::default();
        for (at, unit) in self.units[0].iter().enumerate() {
            if let Some(same) = waiting.get_mut(&key(0, unit)).and_then(Vec::pop) {
                met[0].insert(at);
                met[1].insert(same);
            }
        }
        met
    }

    fn candidates(&self, unchanged: &[FxHashSet<usize>; 2]) -> Vec<Pair> {
        let id = |side: usize, unit: &Unit| &self.sides[side].assessment.answers[unit.answer].id;
        let joined = |old: &Unit, new: &Unit| self.mode == Mode::AcrossCycles || id(0, old) == id(1, new);
        let accept = &self.policy.accept;
        // What was done then and is told as done again keeps no promise and is none.
        let mut lasting = self.matcher.candidates(|old, new| is_lasting(old, new) && joined(old, new));
        lasting.retain(|pair| pair.sum >= accept.unsure);
        let mut done: [FxHashMap<usize, f64>; 2] = Default::default();
        for pair in &lasting {
            done[0].entry(pair.old).or_insert(pair.sum);
            done[1].entry(pair.new).or_insert(pair.sum);
        }
        let mut candidates = self.matcher.candidates(|old, new| is_followed(old, new) && joined(old, new));
        candidates.retain(|pair| {
            let was_done = |side: usize, unit: usize| {
                self.units[side][unit].kind == Kind::Deed
                    && done[side].get(&unit).is_some_and(|sum| *sum >= pair.sum + accept.done)
            };
            // What ended and is promised again was surely done before.
            let again = self.units[0][pair.old].kind == Kind::Promise && self.units[0][pair.old].is_end
                || self.units[1][pair.new].kind == Kind::Promise && self.units[1][pair.new].is_end;
            (again || !was_done(0, pair.old) && !was_done(1, pair.new))
                && !unchanged[0].contains(&pair.old)
                && !unchanged[1].contains(&pair.new)
        });
        self.matcher.compare(&mut candidates);
        candidates
    }

    /// For each promise that is in no pair: the nearest of the other document that is in none either, or in an unsure one.
    fn near<'p>(&self, candidates: &'p [Pair], pairs: &[Pair]) -> [FxHashMap<usize, &'p Pair>; 2] {
        let [mut paired, mut settled]: [[FxHashSet<usize>; 2]; 2] = Default::default();
        for pair in pairs {
            for (side, unit) in [(0, pair.old), (1, pair.new)] {
                paired[side].insert(unit);
                if !pair.unsure {
                    settled[side].insert(unit);
                }
            }
        }
        let mut near: [FxHashMap<usize, &Pair>; 2] = Default::default();
        for pair in candidates {
            if !paired[0].contains(&pair.old) && !settled[1].contains(&pair.new) {
                near[0].entry(pair.old).or_insert(pair);
            }
            // Something done then makes a promise of now no less new.
            let is_step = self.units[0][pair.old].kind != Kind::Deed || self.units[1][pair.new].is_end;
            if is_step && !paired[1].contains(&pair.new) && !settled[0].contains(&pair.old) {
                near[1].entry(pair.new).or_insert(pair);
            }
        }
        near
    }

    /// `pair` is what was matched, or for one unit alone what is near it.
    fn entry(&self, old: Option<usize>, new: Option<usize>, pair: Option<&Pair>) -> Option<(Entry, Trace)> {
        let [before, after] = [old.map(|at| self.place(0, at)), new.map(|at| self.place(1, at))];
        let is_pair = old.is_some() && new.is_some();
        let why = pair.map(|pair| if is_pair { pair.why.clone() } else { self.matcher.why(pair) });
        let mut trace = Trace { why, nearest: None };
        let outcome = match (old.map(|at| &self.units[0][at]), new.map(|at| &self.units[1][at])) {
            (Some(one), Some(other)) => match (one.kind, other.kind) {
                (Kind::Promise, Kind::Deed) => Outcome::Kept,
                (Kind::Promise, Kind::Refusal) => Outcome::Dropped,
                (Kind::Refusal, Kind::Promise) => Outcome::NewPromise,
                (Kind::Deed, Kind::Promise) if other.is_end => Outcome::Regressed,
                // More of what is done already.
                (Kind::Deed, Kind::Promise) => return self.entry(None, new, None),
                // What was promised was the plan itself.
                _ if self.is_delivered(1, other) && !self.is_delivered(0, one) => Outcome::Kept,
                _ => {
                    let (then, now) = (before.as_ref()?, after.as_ref()?);
                    // "Foreseen for 2020 and now for 2026": the first date is not the last word. Not where the dates run back.
                    let is_late = other.is_late_for(one) && still_promised(now, then) != Outcome::Slipped;
                    match still_promised(then, now) {
                        Outcome::Stalled if is_late && !one.is_late_for(other) => Outcome::Slipped,
                        outcome => outcome,
                    }
                }
            },
            (Some(one), None) => {
                let (nearest, near) = self.nearest(one.answer);
                let silent = self.mode == Mode::AcrossCycles && !near;
                trace.nearest = Some(nearest);
                if silent { Outcome::GoneSilent } else { Outcome::Dropped }
            }
            (None, _) => Outcome::NewPromise,
        };
        // Between drafts, a promise that is only worded otherwise is no change.
        if self.mode == Mode::SameQuestions && outcome == Outcome::Stalled {
            return None;
        }
        let told = old.map(|at| (0, at)).or(new.map(|at| (1, at)))?;
        let unit = &self.units[told.0][told.1];
        let answer = &self.sides[told.0].assessment.answers[unit.answer];
        let sign = if old.is_none() { "new:" } else { "" };
        let mark = if unit.kind == Kind::Deed { "i" } else { "" };
        let entry = Entry {
            id: format!("{sign}{}/{}{mark}", answer.id, unit.sentence),
            fingerprint: fingerprint(outcome, before.as_ref(), after.as_ref()),
            outcome,
            unsure: pair.is_some_and(|pair| pair.unsure || !is_pair),
            score: pair.filter(|_| is_pair).map(rounded),
            words: trace.why.as_ref().filter(|_| is_pair).map(first_words).unwrap_or_default(),
            near: pair.filter(|_| !is_pair).zip(trace.why.as_ref()).map(|(pair, why)| Near {
                place: if old.is_some() { self.place(1, pair.new) } else { self.place(0, pair.old) },
                score: rounded(pair),
                words: first_words(why),
            }),
            articles: answer.articles.iter().map(|article| article.id.clone()).collect(),
            themes: answer.themes.iter().map(|theme| theme.id.clone()).collect(),
            old: before,
            new: after,
        };
        Some((entry, trace))
    }

    /// Whether a unit tells of the adoption of a plan.
    fn is_delivered(&self, side: usize, unit: &Unit) -> bool {
        let measures = &self.sides[side].assessment.answers[unit.answer].measures;
        unit.measures.iter().any(|&which| self.policy.kept.delivered.contains(&measures[which].rule))
    }

    fn place(&self, side: usize, unit: usize) -> Place {
        let unit = &self.units[side][unit];
        let answer = &self.sides[side].assessment.answers[unit.answer];
        let measures = || unit.measures.iter().map(|&which| &answer.measures[which]);
        Place {
            answer: answer.id.clone(),
            status: measures().map(|measure| measure.status).min().unwrap_or(Status::Planned),
            quotes: measures()
                .map(|measure| Quote {
                    text: measure.quote.clone(),
                    start: measure.start,
                    end: measure.end,
                    line: measure.line,
                })
                .collect(),
            deadline: measures().find_map(|measure| measure.deadline.clone()),
        }
    }

    /// The answer of the new document that is nearest to an old one, and whether it is on the same topic.
    fn nearest(&self, old: usize) -> ((String, f64), bool) {
        let [before, after] = self.sides.map(|side| &side.assessment.answers);
        let (theme, article) = (before[old].themes.first(), before[old].articles.first());
        let is_covered = theme
            .is_none_or(|theme| after.iter().any(|answer| answer.themes.iter().any(|known| known.id == theme.id)))
            && article.is_none_or(|article| {
                after.iter().any(|answer| answer.articles.iter().any(|known| known.id == article.id))
            });
        let Some((new, near)) = self.matcher.nearest(old) else { return ((String::new(), 0.0), false) };
        let silence = &self.policy.silence;
        let is_near = near >= silence.words && self.matcher.alignment(old, new) >= silence.aligned;
        ((after[new].id.clone(), (near * 1000.0).round() / 1000.0), is_covered && is_near)
    }
}

/// The score, 0 to 1, to three places.
fn rounded(pair: &Pair) -> f64 {
    (score(pair.sum) * 1000.0).round() / 1000.0
}

fn first_words(why: &Why) -> Vec<String> {
    why.words.iter().take(WORDS).map(|(word, _)| word.clone()).collect()
}

fn still_promised(old: &Place, new: &Place) -> Outcome {
    if (old.status, new.status) == (Status::Planned, Status::Pending) {
        return Outcome::Advanced;
    }
    match (&old.deadline, &new.deadline) {
        (Some(then), Some(now)) if last_day(now) > last_day(then) => Outcome::Slipped,
        _ => Outcome::Stalled,
    }
}

/// Hex digits of a digest of the outcome and the words on both sides, without accents, case or spacing.
fn fingerprint(outcome: Outcome, old: Option<&Place>, new: Option<&Place>) -> String {
    let mut hash = Sha256::new();
    hash.update(outcome.name());
    for place in [old, new] {
        hash.update([0]);
        let texts = place.into_iter().flat_map(|place| &place.quotes).map(|quote| fold(&quote.text));
        for word in texts.flat_map(|text| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>()) {
            hash.update(word);
            hash.update(" ");
        }
    }
    hash.finalize().iter().take(6).map(|byte| format!("{byte:02x}")).collect()
}
