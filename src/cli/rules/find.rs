//! `lacuna rules find`.

use crate::cli::{Common, print};
use anyhow::{Context as _, Result, anyhow, bail};
use clap::Args;
use lacuna::rules::Library;
use lacuna::{find, language, render};

#[derive(Args)]
pub(in crate::cli) struct FindArgs {
    /// A sentence, in quotation marks
    text: String,
}

/// Prints what the rules find in the text.
pub(super) fn run(common: &Common, library: &Library, args: &FindArgs) -> Result<()> {
    let known = library.languages();
    let language = match &common.lang {
        Some(asked) => language::choose(&args.text, Some(asked), &known)?,
        None => language::guess(&args.text, &known)
            .with_context(|| {
                format!("its language was not recognised; name it with --lang, one of: {}", known.join(", "))
            })?
            .to_owned(),
    };
    let pack = library.pack("cedaw", &language)?;
    let reports = library.report_languages();
    let report = match &common.report_lang {
        Some(asked) if !reports.contains(&asked.as_str()) => {
            bail!("--report-lang {asked}: reports can be written in: {}", reports.join(", "))
        }
        Some(asked) => asked,
        None if reports.contains(&language.as_str()) => &language,
        None => "en",
    };
    let words = library.report_words(report).map_err(|problems| anyhow!(problems))?;
    print(&render::found(&find::find(&args.text, &pack), &args.text, &pack, &words))
}
