//! `rules/conventions/<id>/convention.toml`: articles, themes and general recommendations.

use serde::Deserialize;
use std::collections::BTreeMap;

/// A text in several languages, by ISO 639-1 code.
pub type Translated = BTreeMap<String, String>;

/// The facts of a convention.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Convention {
    /// Short id: `cedaw`.
    pub id: String,
    /// ISO date of adoption.
    pub adopted: String,
    /// ISO date of entry into force.
    pub in_force: String,
    /// Official title.
    pub name: Translated,
    /// Substantive articles, in order.
    pub article: Vec<Article>,
    /// Themes, in the order of the committee's concluding observations.
    pub theme: Vec<Theme>,
    /// General recommendations, in order.
    pub recommendation: Vec<Recommendation>,
}

impl Convention {
    /// Whether it has this article (`11`) or paragraph (`11.1.d`).
    pub(crate) fn has_article(&self, id: &str) -> bool {
        self.article.iter().any(|article| article.id == id || article.paragraphs.contains_key(id))
    }

    pub(crate) fn has_theme(&self, id: &str) -> bool {
        self.theme.iter().any(|theme| theme.id == id)
    }

    /// Of articles and paragraphs.
    pub(crate) fn article_ids(&self) -> Vec<&str> {
        self.article
            .iter()
            .flat_map(|article| std::iter::once(&article.id).chain(article.paragraphs.keys()))
            .map(String::as_str)
            .collect()
    }

    pub(crate) fn theme_ids(&self) -> Vec<&str> {
        self.theme.iter().map(|theme| theme.id.as_str()).collect()
    }
}

/// A substantive article.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Article {
    /// Its number.
    pub id: String,
    /// Its usual subject.
    pub title: Translated,
    /// Paragraph id (`11.1.d`) to its subject.
    #[serde(default)]
    pub paragraphs: BTreeMap<String, Translated>,
}

/// A theme of the codebook.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Theme {
    /// Its id: `access-to-justice`.
    pub id: String,
    /// What it is called.
    pub title: Translated,
}

/// A general recommendation of the committee.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recommendation {
    /// Its number.
    pub number: u16,
    /// Year of adoption.
    pub year: u16,
    /// Year of revision, if it was revised.
    pub revised: Option<u16>,
    /// What it is about.
    pub subject: Translated,
    /// Articles that it elaborates.
    #[serde(default)]
    pub articles: Vec<String>,
    /// Themes that it elaborates.
    #[serde(default)]
    pub themes: Vec<String>,
}

/// The text in the language asked for, else in English, else in any.
pub fn translated<'t>(texts: &'t Translated, language: &str) -> &'t str {
    texts.get(language).or_else(|| texts.get("en")).or_else(|| texts.values().next()).map_or("", String::as_str)
}
