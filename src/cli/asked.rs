//! What the committee asked and recommended, as options: the list of issues and the concluding observations.

use anyhow::Result;
use clap::Args;
use lacuna::check::Checked;
use lacuna::questions::{self, Questions};
use lacuna::read::{self, Document};
use lacuna::recommendations::{self, Recommendations};
use lacuna::rules::Library;
use std::path::PathBuf;

#[derive(Args)]
pub(super) struct AskedArgs {
    /// The committee's list of issues, to tell what was asked and what was not answered
    #[arg(long, value_name = "FILE")]
    questions: Option<PathBuf>,
    /// The committee's concluding observations of the previous cycle, to tell which recommendations the answers take up
    #[arg(long, value_name = "FILE")]
    pub(super) recommendations: Option<PathBuf>,
}

/// What was read of the committee's documents: read once, joined to any number of replies.
pub(super) struct Asked {
    questions: Option<Questions>,
    recommendations: Option<Recommendations>,
}

impl AskedArgs {
    /// The files that are named.
    pub(super) fn files(&self) -> Vec<&PathBuf> {
        self.questions.iter().chain(&self.recommendations).collect()
    }

    /// Reads the files that are named.
    pub(super) fn read(&self, library: &Library) -> Result<Asked> {
        let questions = self.questions.as_ref().map(|path| questions::read(read::read(path)?, library));
        let recommendations =
            self.recommendations.as_ref().map(|path| recommendations::read(read::read(path)?, library));
        Ok(Asked { questions: questions.transpose()?, recommendations: recommendations.transpose()? })
    }
}

impl Asked {
    /// Joins them to judged replies.
    pub(super) fn join(&self, checked: &mut Checked, document: &Document, library: &Library) -> Result<()> {
        if let Some(questions) = &self.questions {
            questions::join(checked, document, questions, library)?;
        }
        if let Some(recommendations) = &self.recommendations {
            recommendations::join(checked, recommendations, library)?;
        }
        Ok(())
    }
}
