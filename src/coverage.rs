//! The coverage graph: which questions, answers and measures stand behind which articles, themes and
//! general recommendations.

use crate::assessment::{Assessment, Coverage, CoverageRow, CoverageState, Status};
use crate::rules::Convention;
use petgraph::Direction;
use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::EdgeRef as _;
use rustc_hash::FxHashMap;

/// Questions → answers → measures → articles and themes ← general recommendations.
pub type Graph = DiGraph<Node, Edge>;

/// A thing in the coverage graph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node {
    /// A question of the list of issues: its number.
    Question(u32),
    /// Index into the assessment's answers.
    Answer(usize),
    /// Indices of the answer and of the measure in it.
    Measure(usize, usize),
    /// Id of an article.
    Article(String),
    /// Id of a theme.
    Theme(String),
    /// Number of a general recommendation.
    Recommendation(u16),
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
}

/// Builds the graph from judged answers. Every article, theme and general recommendation has a node.
pub fn graph(assessment: &Assessment, convention: &Convention) -> Graph {
    let mut graph = Graph::new();
    let mut places: FxHashMap<(bool, &str), NodeIndex> = FxHashMap::default();
    for article in &convention.article {
        places.insert((true, &article.id), graph.add_node(Node::Article(article.id.clone())));
    }
    for theme in &convention.theme {
        places.insert((false, &theme.id), graph.add_node(Node::Theme(theme.id.clone())));
    }
    for recommendation in &convention.recommendation {
        let node = graph.add_node(Node::Recommendation(recommendation.number));
        let articles = recommendation.articles.iter().map(|id| (true, id.as_str()));
        let themes = recommendation.themes.iter().map(|id| (false, id.as_str()));
        for place in articles.chain(themes).filter_map(|key| places.get(&key)) {
            graph.add_edge(node, *place, Edge::Elaborates);
        }
    }
    let mut questions: FxHashMap<u32, NodeIndex> = FxHashMap::default();
    for (index, answer) in assessment.answers.iter().enumerate() {
        let question =
            *questions.entry(answer.question).or_insert_with(|| graph.add_node(Node::Question(answer.question)));
        let node = graph.add_node(Node::Answer(index));
        graph.add_edge(question, node, Edge::RepliedBy);
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
    graph
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
