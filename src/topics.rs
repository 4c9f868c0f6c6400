//! From words of an answer and its section heading to articles and themes, most central first.

use crate::assessment::{ArticleRef, Evidence, ThemeRef};
use crate::rules::{Convention, Cut, Meaning, Pack, TopicPolicy};
use crate::scan::{Scanner, Stream};
use crate::status::veto;
use crate::text::Span;
use std::collections::BTreeMap;

/// Topic hits and citations of one answer, gathered sentence by sentence.
#[derive(Clone, Debug, Default)]
pub(crate) struct Gathered {
    rules: BTreeMap<usize, Hits>,
    cited: Vec<(String, Span)>,
    /// Whether the treaty named last is another one.
    elsewhere: bool,
}

#[derive(Clone, Debug, Default)]
struct Hits {
    heading: Vec<Span>,
    body: Vec<Span>,
}

/// Articles and themes, most central first.
#[derive(Clone, Debug, Default)]
pub(crate) struct Subjects {
    pub articles: Vec<ArticleRef>,
    pub themes: Vec<ThemeRef>,
}

impl Subjects {
    /// Ids of the themes, and of the articles as `article 12`.
    pub(crate) fn ids(&self) -> Vec<String> {
        let articles = self.articles.iter().map(|article| format!("article {}", article.id));
        articles.chain(self.themes.iter().map(|theme| theme.id.clone())).collect()
    }
}

/// Every article and theme that was hit at all, as [`Subjects::ids`].
pub(crate) fn touched(gathered: &Gathered, pack: &Pack) -> Vec<String> {
    let mut ids = std::collections::BTreeSet::new();
    for &rule in gathered.rules.keys() {
        let rule = &pack.topics[rule];
        ids.extend(rule.articles.iter().map(|(id, _)| format!("article {}", article_of(id).0)));
        ids.extend(rule.themes.iter().map(|(theme, _)| theme.clone()));
    }
    ids.extend(gathered.cited.iter().map(|(article, _)| format!("article {article}")));
    ids.into_iter().collect()
}

/// Name under which a citation stands in the evidence.
const CITATION: &str = "citation";

/// Evidence is a sample, not a concordance.
const MOST_EVIDENCE: usize = 4;

impl Gathered {
    /// Adds what one stream shows.
    pub(crate) fn add(&mut self, scanner: &Scanner<'_, '_>, stream: &Stream, is_heading: bool) {
        let pack = scanner.pack;
        let everything = 0..stream.tokens.len();
        for (meaning, hit) in stream.hits(pack) {
            let Meaning::Topic(rule) = meaning else { continue };
            if veto(stream, &pack.topics[rule].conditions, &hit.range(), &everything).is_some() {
                continue;
            }
            let span = stream.span(hit.start, hit.end);
            let hits = self.rules.entry(rule).or_default();
            let hits = if is_heading { &mut hits.heading } else { &mut hits.body };
            // Phrases of one rule may overlap: one mention is one hit.
            match hits.last_mut() {
                Some(last) if last.end > span.start => last.end = last.end.max(span.end),
                _ => hits.push(span),
            }
        }
        self.cite(scanner, stream);
    }

    /// Rules that were hit outside headings, by index into the topics of the pack.
    pub(crate) fn in_body(&self) -> impl Iterator<Item = usize> + '_ {
        self.rules.iter().filter(|(_, hits)| !hits.body.is_empty()).map(|(&rule, _)| rule)
    }

    /// Articles cited by number, and whose they are.
    fn cite(&mut self, scanner: &Scanner<'_, '_>, stream: &Stream) {
        let marks = &scanner.pack.marks;
        for article in stream.members(marks.article) {
            let mut at = article.end;
            let mut numbers = Vec::new();
            // "articles 21 et 30", "article 11, paragraphe 2": other words may stand between.
            let last = (article.end + 6).min(stream.tokens.len());
            for (place, token) in stream.tokens.iter().enumerate().take(last).skip(article.end) {
                let word = scanner.folded(token);
                if word.bytes().all(|byte| byte.is_ascii_digit()) && word.len() <= 2 {
                    numbers.push((word.to_owned(), token.start..token.end));
                    at = place + 1;
                }
            }
            let source = (at..(at + 8).min(stream.tokens.len())).find_map(|place| {
                [
                    (marks.own, Whose::Own),
                    (marks.treaty, Whose::Other),
                    (marks.other, Whose::Other),
                    (marks.short, Whose::Short),
                ]
                .into_iter()
                .filter_map(|(list, whose)| Some((stream.member_at(list, place)?, whose)))
                .max_by_key(|(end, _)| *end)
            });
            let ours = match source {
                Some((_, Whose::Own)) => true,
                Some((_, Whose::Short)) => !self.elsewhere,
                _ => false,
            };
            if ours {
                self.cited.extend(numbers);
            }
        }
        // What was named last in this sentence decides what "the Convention" means in the next.
        let last = |list| stream.members(list).map(|member| (member.end, member.start)).max();
        match (last(marks.own), last(marks.treaty)) {
            (own, Some(other)) if own.is_none_or(|own| own.0 < other.0) => self.elsewhere = true,
            (Some(_), _) => self.elsewhere = false,
            _ => {}
        }
    }
}

#[derive(Clone, Copy)]
enum Whose {
    Own,
    Short,
    Other,
}

#[derive(Default)]
struct Score {
    sum: f64,
    why: Vec<Evidence>,
    paragraphs: BTreeMap<String, f64>,
}

impl Score {
    fn add(&mut self, points: f64, rule: &str, spans: &[Span], text: &str) {
        self.sum += points;
        for span in spans.iter().take(MOST_EVIDENCE) {
            let quote = text[span.clone()].to_owned();
            self.why.push(Evidence { rule: rule.to_owned(), quote, start: span.start, end: span.end });
        }
    }
}

/// Ranks what was gathered for an answer.
pub(crate) fn rank(
    gathered: &Gathered,
    scanner: &Scanner<'_, '_>,
    convention: &Convention,
    policy: &TopicPolicy,
) -> (Vec<ArticleRef>, Vec<ThemeRef>) {
    let text = scanner.text();
    let mut articles: BTreeMap<&str, Score> = BTreeMap::new();
    let mut themes: BTreeMap<&str, Score> = BTreeMap::new();
    for (&rule, hits) in &gathered.rules {
        let rule = &scanner.pack.topics[rule];
        let repeated: f64 = (0..hits.body.len().min(20)).map(|times| policy.repeated.powi(times as i32)).sum();
        let times = repeated + if hits.heading.is_empty() { 0.0 } else { policy.heading };
        let spans: Vec<Span> = hits.heading.iter().chain(&hits.body).cloned().collect();
        // A rule that names an article and paragraphs of it counts once for the article.
        let mut best: BTreeMap<&str, f64> = BTreeMap::new();
        for (id, weight) in &rule.articles {
            let (article, is_paragraph) = article_of(id);
            let most = best.entry(article).or_insert(*weight);
            *most = most.max(*weight);
            if is_paragraph {
                *articles.entry(article).or_default().paragraphs.entry(id.clone()).or_default() += weight * times;
            }
        }
        for (article, weight) in best {
            articles.entry(article).or_default().add(weight * times, &rule.id, &spans, text);
        }
        for (theme, weight) in &rule.themes {
            themes.entry(theme).or_default().add(weight * times, &rule.id, &spans, text);
        }
    }
    for (article, span) in &gathered.cited {
        if let Some(article) = convention.article.iter().find(|known| known.id == *article) {
            articles.entry(&article.id).or_default().add(policy.citation, CITATION, std::slice::from_ref(span), text);
        }
    }
    let order = convention.article.iter().map(|article| article.id.as_str());
    let articles = best(articles, order, &policy.articles)
        .into_iter()
        .map(|(id, score)| {
            let mut paragraphs: Vec<_> =
                score.paragraphs.into_iter().filter(|(_, points)| *points >= policy.paragraph).collect();
            paragraphs.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
            let paragraphs = paragraphs.into_iter().map(|(id, _)| id).collect();
            ArticleRef { id: id.to_owned(), paragraphs, score: rounded(score.sum), why: score.why }
        })
        .collect();
    let order = convention.theme.iter().map(|theme| theme.id.as_str());
    let themes = best(themes, order, &policy.themes)
        .into_iter()
        .map(|(id, score)| ThemeRef { id: id.to_owned(), score: rounded(score.sum), why: score.why })
        .collect();
    (articles, themes)
}

/// `11.1.d` is a paragraph of `11`.
pub(crate) fn article_of(id: &str) -> (&str, bool) {
    id.split_once('.').map_or((id, false), |(article, _)| (article, true))
}

fn rounded(score: f64) -> f64 {
    (score * 100.0).round() / 100.0
}

/// The ids that make the cut, best first, of equals the first in `order`. Ids that the convention does not know are left out.
fn best<'i>(
    mut scores: BTreeMap<&'i str, Score>,
    order: impl Iterator<Item = &'i str>,
    cut: &Cut,
) -> Vec<(&'i str, Score)> {
    let mut ranked: Vec<(&str, Score)> = order.filter_map(|id| scores.remove_entry(id)).collect();
    ranked.sort_by(|a, b| b.1.sum.total_cmp(&a.1.sum));
    let least =
        ranked.first().map_or(0.0, |(_, top)| (top.sum.min(cut.best_at_most) * cut.share_of_best).max(cut.at_least));
    ranked.retain(|(_, score)| score.sum + 1e-9 >= least);
    ranked.truncate(cut.most);
    ranked
}
