//! The gap table: what an NGO pastes into its report. Rows of cells of plain text, which every format only lays out.

mod cells;
mod groups;
mod limit;
pub(crate) mod observations;

use crate::assessment::{AnswerAssessment, Flag, Verdict};
use crate::check::Checked;
use crate::rules::{MissingPolicy, ReportWords, fill};
use crate::say::Say;
use limit::Longest;
use rustc_hash::FxHashSet;

pub use cells::{MissingKind, missing};
pub(crate) use cells::{filled, heading, is_undivided, shown, word};

/// A column of the gap table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// Articles of the convention, with paragraphs.
    Article,
    /// Themes.
    Theme,
    /// General recommendations that elaborate the subject.
    GeneralRecommendation,
    /// Recommendations of the concluding observations that the answer takes up.
    Recommendation,
    /// Heading of the section.
    Section,
    /// Label of the answer.
    Question,
    /// What the committee asked.
    Asked,
    /// What the State party says, quoted with place and status.
    Claim,
    /// The verdict.
    Status,
    /// What the answer does not name.
    Missing,
    /// What stands beside the verdict.
    Flags,
    /// What a person noted or changed.
    Note,
    /// The NGO's own evidence.
    Evidence,
    /// The NGO's own recommendation: empty.
    Proposal,
}

impl Column {
    /// All of them, in the order of the table.
    pub const ALL: [Column; 14] = [
        Column::Article,
        Column::Theme,
        Column::GeneralRecommendation,
        Column::Recommendation,
        Column::Section,
        Column::Question,
        Column::Asked,
        Column::Claim,
        Column::Status,
        Column::Missing,
        Column::Flags,
        Column::Note,
        Column::Evidence,
        Column::Proposal,
    ];

    /// As it stands on the command line, and in `[gap.columns]` of the report words.
    pub fn name(self) -> &'static str {
        match self {
            Column::Article => "article",
            Column::Theme => "theme",
            Column::GeneralRecommendation => "general-recommendation",
            Column::Recommendation => "recommendation",
            Column::Section => "section",
            Column::Question => "question",
            Column::Asked => "asked",
            Column::Claim => "claim",
            Column::Status => "status",
            Column::Missing => "missing",
            Column::Flags => "flags",
            Column::Note => "note",
            Column::Evidence => "evidence",
            Column::Proposal => "proposal",
        }
    }

    /// How much room its text needs beside the other columns.
    pub fn share(self) -> usize {
        match self {
            Column::Claim => 14,
            Column::Asked | Column::Evidence | Column::Proposal | Column::Note => 6,
            Column::Theme | Column::Section | Column::GeneralRecommendation | Column::Recommendation => 4,
            Column::Missing | Column::Flags | Column::Status => 4,
            Column::Article => 3,
            Column::Question => 3,
        }
    }
}

/// What the rows are grouped by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// Article of the convention.
    Article,
    /// Theme.
    Theme,
    /// General recommendation.
    GeneralRecommendation,
    /// Recommendation of the concluding observations.
    Recommendation,
}

/// Which answers are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Only {
    /// Those with this verdict.
    Verdict(Verdict),
    /// Those with this flag.
    Flag(Flag),
}

impl Only {
    /// Every one, in the order of reports.
    pub fn all() -> Vec<Only> {
        let verdicts = Verdict::ALL.map(Only::Verdict);
        let flags = [Flag::Declined, Flag::Unavailable, Flag::Overridden].map(Only::Flag);
        verdicts.into_iter().chain(flags).collect()
    }

    /// As it stands on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Only::Verdict(verdict) => verdict.name(),
            Only::Flag(flag) => flag.name(),
        }
    }

    /// Whether an answer is one of those.
    pub fn admits(self, answer: &AnswerAssessment) -> bool {
        match self {
            Only::Verdict(verdict) => answer.verdict == verdict,
            Only::Flag(flag) => answer.flags.contains(&flag),
        }
    }

    /// What reports call it.
    pub fn word(self, words: &ReportWords) -> &str {
        let map = match self {
            Only::Verdict(_) => &words.verdict,
            Only::Flag(_) => &words.flag,
        };
        map.get(self.name()).map_or(self.name(), String::as_str)
    }
}

/// How the table is put together.
#[derive(Clone, Debug, Default)]
pub struct GapOptions {
    /// Language of titles, ISO 639-1.
    pub language: String,
    /// Group the rows; none: in the order of the document.
    pub by: Option<By>,
    /// These columns, in this order; none: the usual ones.
    pub columns: Vec<Column>,
    /// The whole table, its head included, has at most so many words.
    pub max_words: Option<usize>,
    /// How many answers the document has, where some are not shown.
    pub of: Option<usize>,
    /// Ids of recommendations of the concluding observations that no answer takes up: each is a row of its own.
    pub not_taken_up: Vec<String>,
}

/// The gap table, ready to be laid out.
#[derive(Clone, Debug, PartialEq)]
pub struct GapTable {
    /// Title of the report.
    pub title: String,
    /// Source, date, rules: name and value.
    pub facts: Vec<(String, String)>,
    /// What a claimed status is and is not.
    pub caveat: String,
    /// What was shortened or left out.
    pub notes: Vec<String>,
    /// Columns, and their headings.
    pub columns: Vec<(Column, String)>,
    /// One without title where the rows are not grouped.
    pub groups: Vec<Group>,
}

/// Rows under one heading.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Group {
    /// Article, theme or recommendation.
    pub title: Option<String>,
    /// What else is to be said of it: other answers, or that there is none.
    pub notes: Vec<String>,
    /// Its rows.
    pub rows: Vec<Row>,
}

/// One answer, or a recommendation that none takes up.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Id of the answer; of a recommendation that no answer takes up, with `recommendation ` before its id.
    pub id: String,
    /// Whether a person changed what the rules found.
    pub overridden: bool,
    /// A cell for each column: its paragraphs.
    pub cells: Vec<Vec<String>>,
}

impl GapTable {
    /// Every row, group by group.
    pub fn rows(&self) -> impl Iterator<Item = &Row> {
        self.groups.iter().flat_map(|group| &group.rows)
    }

    /// Words of everything that the table says.
    pub fn words(&self) -> usize {
        let head = std::iter::once(&self.title).chain([&self.caveat]).chain(&self.notes);
        let facts = self.facts.iter().flat_map(|(name, value)| [name, value]);
        let headings = self.columns.iter().map(|(_, heading)| heading);
        // A heading stands over each table of a group.
        let tables = self.groups.iter().filter(|group| !group.rows.is_empty()).count().max(1);
        let groups = self.groups.iter().flat_map(|group| group.title.iter().chain(&group.notes));
        let cells = self.rows().flat_map(|row| row.cells.iter().flatten());
        let count = |text: &String| text.split_whitespace().count();
        head.chain(facts).chain(groups).chain(cells).map(count).sum::<usize>()
            + tables * headings.map(count).sum::<usize>()
    }
}

/// Puts the gap table together.
pub fn gaps(checked: &Checked, policy: &MissingPolicy, words: &ReportWords, options: &GapOptions) -> GapTable {
    let columns = columns(checked, options);
    let context = cells::Context {
        checked,
        policy,
        words,
        language: &options.language,
        say: Say::new(words),
        taken_up: observations::by_answer(&checked.assessment),
    };
    let table = |longest: Longest, left_out: &[usize]| {
        let left_out: FxHashSet<usize> = left_out.iter().copied().collect();
        GapTable {
            title: words.gap.name.clone(),
            facts: facts(checked, words, options),
            caveat: words.gap.caveat.clone(),
            notes: Vec::new(),
            columns: columns.iter().map(|column| (*column, cells::heading(words, column.name()).to_owned())).collect(),
            groups: groups::groups(
                &context,
                options,
                |index| (!left_out.contains(&index)).then(|| context.row(index, &columns, longest)),
                |at| context.gap_row(at, &columns, longest),
            ),
        }
    };
    match options.max_words {
        None => table(Longest::WHOLE, &[]),
        Some(most) => limit::limit(&context, most, table),
    }
}

/// The columns asked for, or the usual ones; question and note where there is anything in them.
fn columns(checked: &Checked, options: &GapOptions) -> Vec<Column> {
    if !options.columns.is_empty() {
        return options.columns.clone();
    }
    let answers = &checked.assessment.answers;
    let shown = |column: &Column| match column {
        Column::Theme | Column::GeneralRecommendation | Column::Section => false,
        Column::Recommendation => {
            options.by != Some(By::Recommendation) && checked.assessment.concluding_observations.is_some()
        }
        Column::Article => options.by != Some(By::Article),
        Column::Asked => !options.not_taken_up.is_empty() || answers.iter().any(|answer| answer.asked.is_some()),
        Column::Note => answers.iter().any(|answer| answer.review.is_some()),
        _ => true,
    };
    Column::ALL.into_iter().filter(shown).collect()
}

/// What stands at the head of every report: source, dates, rules.
pub(crate) fn facts(checked: &Checked, words: &ReportWords, options: &GapOptions) -> Vec<(String, String)> {
    let assessment = &checked.assessment;
    let (source, names, say) = (&assessment.source, &words.gap.facts, Say::new(words));
    let shown = assessment.answers.len();
    let rules: String = assessment.generator.rules.chars().take("sha256:".len() + 12).collect();
    let program = [
        ("name", assessment.generator.name.as_str()),
        ("version", assessment.generator.version.as_str()),
        ("rules", rules.as_str()),
    ];
    let all = options.of.unwrap_or(shown);
    let counted = match all {
        all if all == shown => say.counted(&words.count.answers, all),
        all => filled(say.form(&names.answers_of, all), &[("shown", say.number(shown)), ("all", say.number(all))]),
    };
    let file_name = source.path.rsplit(['/', '\\']).next().unwrap_or(&source.path);
    let date = |date: &Option<String>| date.as_ref().map(|date| say.date(date));
    let facts = [
        (&names.document, source.title.clone()),
        (&names.state, source.state.clone()),
        (&names.committee, source.committee.clone()),
        (&names.session, source.session.clone()),
        (&names.symbol, source.symbol.clone()),
        (&names.received, date(&source.received)),
        (&names.as_of, date(&assessment.as_of)),
        (&names.file, Some(format!("{file_name} (sha256:{})", source.sha256.get(..12).unwrap_or_default()))),
        (&names.counted, Some(counted)),
        (&names.program, Some(fill(&names.program_value, &program))),
    ];
    let observations = assessment.concluding_observations.as_ref().map(|given| {
        let file = given.path.rsplit(['/', '\\']).next().unwrap_or(&given.path);
        let digest = given.sha256.get(..12).unwrap_or_default();
        (&names.observations, Some(fill(&names.observations_value, &[("file", file), ("digest", digest)])))
    });
    let known = facts.into_iter().chain(observations).filter_map(|(name, value)| Some((name.clone(), value?)));
    known.map(|(name, value)| (name, cells::shown(&value))).collect()
}
