//! The coverage graph: which questions, answers and measures stand behind which articles, themes, general
//! recommendations, and recommendations of the previous concluding observations.

use crate::assessment::{Assessment, Coverage, CoverageRow, CoverageState, Status};
use crate::rules::Convention;
use petgraph::Direction;
use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::EdgeRef as _;
use rustc_hash::FxHashMap;

/// Questions → answers → measures → articles and themes ← general recommendations. Where the list of issues is known,
/// questions → articles and themes that they ask about; where the concluding observations of the previous cycle are,
/// recommendations → articles and themes, and → the answers that take them up.
pub type Graph = DiGraph<Node, Edge>;

/// A thing in the coverage graph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node {
    /// A question that is known by its answers only: its number.
    Question(u32),
    /// Index into the assessment's questions.
    Asked(usize),
    /// Index into the assessment's answers.
    Answer(usize),
    /// Indices of the answer and of the measure in it.
    Measure(usize, usize),
    /// Id of an article.
    Article(String),
    /// Id of a theme.
    Theme(String),
    /// Number of a general recommendation.
    GeneralRecommendation(u16),
    /// Index into the recommendations of the concluding observations.
    Recommendation(usize),
}

/// How two things hang together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edge {
    /// A question is replied to by an answer.
    RepliedBy,
    /// An answer reports a measure of this status.
    Reports(Status),
    /// A measure of this status contributes to an article or theme.
    Contributes(Status),
    /// An answer engages an article or theme, with or without a measure.
    Engages,
    /// A general recommendation elaborates an article or theme.
    Elaborates,
    /// A question asks about an article or theme, or a recommendation is about it.
    AsksAbout,
    /// A recommendation of the concluding observations is taken up by an answer.
    TakenUpBy,
}

/// Nodes of articles (`true`) and themes, by id.
type Places<'a> = FxHashMap<(bool, &'a str), NodeIndex>;

/// Builds the graph from judged answers. Every article, theme and general recommendation has a node; so has every
/// question of the list of issues and every recommendation of the concluding observations that are known.
pub fn graph(assessment: &Assessment, convention: &Convention) -> Graph {
    let mut graph = Graph::new();
    let mut places: Places<'_> = FxHashMap::default();
    for article in &convention.article {
        places.insert((true, &article.id), graph.add_node(Node::Article(article.id.clone())));
    }
    for theme in &convention.theme {
        places.insert((false, &theme.id), graph.add_node(Node::Theme(theme.id.clone())));
    }
    for recommendation in &convention.recommendation {
        let node = graph.add_node(Node::GeneralRecommendation(recommendation.number));
        let articles = recommendation.articles.iter().map(|id| (true, id.as_str()));
        let themes = recommendation.themes.iter().map(|id| (false, id.as_str()));
        for place in articles.chain(themes).filter_map(|key| places.get(&key)) {
            graph.add_edge(node, *place, Edge::Elaborates);
        }
    }
    let asked = asked(&mut graph, assessment, &places);
    let mut numbered: FxHashMap<u32, NodeIndex> = FxHashMap::default();
    let mut answers: FxHashMap<&str, NodeIndex> = FxHashMap::default();
    for (index, answer) in assessment.answers.iter().enumerate() {
        // What was not answered is a question without an answer.
        if answer.is_unanswered() && asked.contains_key(answer.id.as_str()) {
            continue;
        }
        let listed = asked.get(answer.id.as_str()).cloned().unwrap_or_else(|| {
            let number = answer.question;
            vec![*numbered.entry(number).or_insert_with(|| graph.add_node(Node::Question(number)))]
        });
        let node = graph.add_node(Node::Answer(index));
        answers.insert(&answer.id, node);
        for question in listed {
            graph.add_edge(question, node, Edge::RepliedBy);
        }
        let articles = answer.articles.iter().map(|article| (true, article.id.as_str()));
        let themes = answer.themes.iter().map(|theme| (false, theme.id.as_str()));
        let subjects: Vec<NodeIndex> = articles.chain(themes).filter_map(|key| places.get(&key)).copied().collect();
        for subject in &subjects {
            graph.add_edge(node, *subject, Edge::Engages);
        }
        for (which, measure) in answer.measures.iter().enumerate() {
            let reported = graph.add_node(Node::Measure(index, which));
            graph.add_edge(node, reported, Edge::Reports(measure.status));
            for subject in &subjects {
                graph.add_edge(reported, *subject, Edge::Contributes(measure.status));
            }
        }
    }
    recommended(&mut graph, assessment, &places, &answers);
    graph
}

/// Adds the questions of the list of issues: each answer's id, or that of what was not answered → its questions.
fn asked<'a>(graph: &mut Graph, assessment: &'a Assessment, places: &Places<'_>) -> FxHashMap<&'a str, Vec<NodeIndex>> {
    let mut asked: FxHashMap<&str, Vec<NodeIndex>> = FxHashMap::default();
    for (at, question) in assessment.questions.iter().enumerate() {
        let node = graph.add_node(Node::Asked(at));
        asks_about(graph, node, places, &question.articles, &question.themes);
        for answer in &question.answers {
            asked.entry(answer).or_default().push(node);
        }
        if question.answers.is_empty() {
            asked.entry(&question.id).or_default().push(node);
        }
    }
    asked
}

/// Adds the recommendations of the concluding observations.
fn recommended(graph: &mut Graph, assessment: &Assessment, places: &Places<'_>, answers: &FxHashMap<&str, NodeIndex>) {
    let rows = assessment.concluding_observations.iter().flat_map(|observations| &observations.recommendations);
    for (at, row) in rows.enumerate() {
        let node = graph.add_node(Node::Recommendation(at));
        asks_about(graph, node, places, &row.articles, &row.themes);
        for answer in row.answers.iter().filter_map(|uptake| answers.get(uptake.answer.as_str())) {
            graph.add_edge(node, *answer, Edge::TakenUpBy);
        }
    }
}

fn asks_about(graph: &mut Graph, node: NodeIndex, places: &Places<'_>, articles: &[String], themes: &[String]) {
    let articles = articles.iter().map(|id| (true, id.as_str()));
    let themes = themes.iter().map(|id| (false, id.as_str()));
    for place in articles.chain(themes).filter_map(|key| places.get(&key)) {
        graph.add_edge(node, *place, Edge::AsksAbout);
    }
}

/// Counts each article and theme twice: by any answer, and by implemented measures. Gaps are rows.
pub fn coverage(graph: &Graph, assessment: &Assessment) -> Coverage {
    let mut coverage = Coverage::default();
    for node in graph.node_indices() {
        let (id, rows) = match &graph[node] {
            Node::Article(id) => (id, &mut coverage.articles),
            Node::Theme(id) => (id, &mut coverage.themes),
            _ => continue,
        };
        let mut answers = Vec::new();
        let (mut implemented, mut unrealised) = (0, 0);
        for edge in graph.edges_directed(node, Direction::Incoming) {
            match (edge.weight(), &graph[edge.source()]) {
                (Edge::Engages, Node::Answer(index)) => answers.push(*index),
                (Edge::Contributes(Status::Implemented), _) => implemented += 1,
                (Edge::Contributes(status), _) if status.is_unrealised() => unrealised += 1,
                _ => {}
            }
        }
        answers.sort_unstable();
        let state = match (answers.len(), implemented, unrealised) {
            (0, ..) => CoverageState::Uncovered,
            (_, 0, 0) => CoverageState::NoMeasure,
            (_, 0, _) => CoverageState::PlansOnly,
            _ => CoverageState::Implemented,
        };
        let answers = answers.into_iter().map(|index| assessment.answers[index].id.clone()).collect();
        rows.push(CoverageRow { id: id.clone(), answers, state, implemented, unrealised });
    }
    coverage
}
