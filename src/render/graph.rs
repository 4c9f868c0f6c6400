//! The coverage graph as Graphviz DOT, GraphML or JSON.

use super::plain;
use crate::assessment::{Assessment, Flag};
use crate::coverage::{Edge, Graph, Node};
use crate::rules::{Convention, translated};
use petgraph::visit::EdgeRef as _;
use std::fmt::Write as _;

/// How a graph is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GraphFormat {
    /// Graphviz.
    Dot,
    /// GraphML, for Gephi, yEd and the like.
    GraphMl,
    /// Nodes and edges as JSON.
    Json,
}

/// A node as it is written in every format.
struct Shown {
    id: String,
    kind: &'static str,
    label: String,
}

struct Link {
    kind: &'static str,
    status: Option<&'static str>,
}

/// Writes the coverage graph; `language` is that of titles.
pub fn graph(
    graph: &Graph,
    assessment: &Assessment,
    convention: &Convention,
    language: &str,
    format: GraphFormat,
) -> String {
    let nodes: Vec<Shown> = graph.node_weights().map(|node| show(node, assessment, convention, language)).collect();
    let edges: Vec<(&Shown, &Shown, Link)> = graph
        .edge_references()
        .map(|edge| (&nodes[edge.source().index()], &nodes[edge.target().index()], link(*edge.weight())))
        .collect();
    match format {
        GraphFormat::Dot => dot(&nodes, &edges),
        GraphFormat::GraphMl => graphml(&nodes, &edges),
        GraphFormat::Json => json(&nodes, &edges),
    }
}

fn show(node: &Node, assessment: &Assessment, convention: &Convention, language: &str) -> Shown {
    let named = |found: Option<&str>, id: &str| match found {
        Some(title) => format!("{id} {title}"),
        None => id.to_owned(),
    };
    match node {
        Node::Question(number) => {
            Shown { id: format!("question:{number}"), kind: "question", label: number.to_string() }
        }
        Node::Asked(at) => {
            let question = &assessment.questions[*at];
            let label = format!("{} {}", question.id, shortened(&question.text));
            Shown { id: format!("question:{}", question.id), kind: "question", label }
        }
        Node::Answer(index) => {
            let answer = &assessment.answers[*index];
            Shown {
                id: format!("answer:{}", answer.id),
                kind: "answer",
                label: {
                    let mark = if answer.flags.contains(&Flag::Overridden) { " ✎" } else { "" };
                    format!("{} {}{mark}", answer.id, answer.verdict.name())
                },
            }
        }
        Node::Measure(index, which) => {
            let answer = &assessment.answers[*index];
            let measure = &answer.measures[*which];
            Shown {
                id: format!("measure:{}/{}", answer.id, which + 1),
                kind: "measure",
                label: plain(&measure.quote).into_owned(),
            }
        }
        Node::Article(id) => {
            let title = convention
                .article
                .iter()
                .find(|article| article.id == *id)
                .map(|article| translated(&article.title, language));
            Shown { id: format!("article:{id}"), kind: "article", label: named(title, id) }
        }
        Node::Theme(id) => {
            let title =
                convention.theme.iter().find(|theme| theme.id == *id).map(|theme| translated(&theme.title, language));
            Shown { id: format!("theme:{id}"), kind: "theme", label: title.unwrap_or(id).to_owned() }
        }
        Node::Recommendation(at) => {
            let rows = assessment.concluding_observations.as_ref().map(|observations| &observations.recommendations);
            let row = &rows.expect("the graph is made from this assessment")[*at];
            let label = format!("{} {}", row.id, shortened(&row.text));
            // `recommendation` is the kind of general recommendations.
            Shown { id: format!("concluding-recommendation:{}", row.id), kind: "concluding-recommendation", label }
        }
        Node::GeneralRecommendation(number) => {
            let subject = convention
                .recommendation
                .iter()
                .find(|recommendation| recommendation.number == *number)
                .map(|recommendation| translated(&recommendation.subject, language));
            Shown {
                id: format!("recommendation:{number}"),
                kind: "recommendation",
                label: named(subject, &number.to_string()),
            }
        }
    }
}

/// Words of a text that a label shows.
const LABEL_WORDS: usize = 20;

fn shortened(text: &str) -> String {
    let mut words = text.split_whitespace();
    let start: Vec<&str> = words.by_ref().take(LABEL_WORDS).collect();
    let more = if words.next().is_some() { " …" } else { "" };
    format!("{}{more}", plain(&start.join(" ")))
}

fn link(edge: Edge) -> Link {
    match edge {
        Edge::RepliedBy => Link { kind: "replied-by", status: None },
        Edge::Reports(status) => Link { kind: "reports", status: Some(status.name()) },
        Edge::Contributes(status) => Link { kind: "contributes", status: Some(status.name()) },
        Edge::Engages => Link { kind: "engages", status: None },
        Edge::Elaborates => Link { kind: "elaborates", status: None },
        Edge::AsksAbout => Link { kind: "asks-about", status: None },
        Edge::TakenUpBy => Link { kind: "taken-up-by", status: None },
    }
}

fn dot(nodes: &[Shown], edges: &[(&Shown, &Shown, Link)]) -> String {
    let quoted = |text: &str| format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""));
    let mut out = String::from("digraph coverage {\n  rankdir=LR;\n  node [shape=box];\n");
    for Shown { id, kind, label } in nodes {
        writeln!(out, "  {} [class={}, label={}];", quoted(id), quoted(kind), quoted(label))
            .expect("a String takes all");
    }
    for (from, to, Link { kind, status }) in edges {
        let label = status.unwrap_or(kind);
        writeln!(
            out,
            "  {} -> {} [class={}, label={}];",
            quoted(&from.id),
            quoted(&to.id),
            quoted(kind),
            quoted(label)
        )
        .expect("a String takes all");
    }
    out.push_str("}\n");
    out
}

fn graphml(nodes: &[Shown], edges: &[(&Shown, &Shown, Link)]) -> String {
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n\
         <key id=\"kind\" for=\"all\" attr.name=\"kind\" attr.type=\"string\"/>\n\
         <key id=\"label\" for=\"node\" attr.name=\"label\" attr.type=\"string\"/>\n\
         <key id=\"status\" for=\"edge\" attr.name=\"status\" attr.type=\"string\"/>\n\
         <graph id=\"coverage\" edgedefault=\"directed\">\n",
    );
    for Shown { id, kind, label } in nodes {
        writeln!(
            out,
            "<node id=\"{}\"><data key=\"kind\">{kind}</data><data key=\"label\">{}</data></node>",
            xml(id),
            xml(label)
        )
        .expect("a String takes all");
    }
    for (from, to, Link { kind, status }) in edges {
        let status = status.map(|status| format!("<data key=\"status\">{status}</data>")).unwrap_or_default();
        let (from, to) = (xml(&from.id), xml(&to.id));
        writeln!(out, "<edge source=\"{from}\" target=\"{to}\"><data key=\"kind\">{kind}</data>{status}</edge>")
            .expect("a String takes all");
    }
    out.push_str("</graph>\n</graphml>\n");
    out
}

/// Escaped for XML text and attributes.
fn xml(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            // Noncharacters are no XML at all.
            '\u{fffe}' | '\u{ffff}' => escaped.push(char::REPLACEMENT_CHARACTER),
            c => escaped.push(c),
        }
    }
    escaped
}

fn json(nodes: &[Shown], edges: &[(&Shown, &Shown, Link)]) -> String {
    let nodes: Vec<_> =
        nodes.iter().map(|node| serde_json::json!({ "id": node.id, "kind": node.kind, "label": node.label })).collect();
    let edges: Vec<_> = edges
        .iter()
        .map(|(from, to, link)| serde_json::json!({ "from": from.id, "to": to.id, "kind": link.kind, "status": link.status }))
        .collect();
    let graph = serde_json::json!({ "schema": "lacuna.graph/1", "nodes": nodes, "edges": edges });
    format!("{}\n", serde_json::to_string_pretty(&graph).expect("a graph has only string keys"))
}
