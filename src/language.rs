//! In which of the languages with rules a document is written.

use anyhow::{Result, bail};
use whatlang::{Detector, Lang};

/// A reply shows its language in its first pages.
const SAMPLE: usize = 20_000;

/// The language to read `text` in: the one asked for, or the one detected.
///
/// # Errors
/// If there are no rules for it.
pub fn choose(text: &str, asked: Option<&str>, known: &[&str]) -> Result<String> {
    if let Some(asked) = asked {
        if known.contains(&asked) {
            return Ok(asked.to_owned());
        }
        bail!("there are no rules for the language {asked:?}; there are for: {}", known.join(", "));
    }
    // From the middle: a head is often in several languages, or mostly names.
    let start = text.floor_char_boundary(text.len().saturating_sub(SAMPLE) / 2);
    let sample = &text[start..text.floor_char_boundary((start + SAMPLE).min(text.len()))];
    let Some(detected) = Detector::new().detect_lang(sample) else {
        bail!("its language was not recognised; name it with --lang, one of: {}", known.join(", "));
    };
    match known.iter().find(|code| Lang::from_code(three_letters(code)) == Some(detected)) {
        Some(code) => Ok((*code).to_owned()),
        None => bail!(
            "it seems to be written in {} ({}), for which there are no rules; there are for: {}. \
             If that is wrong, name its language with --lang",
            detected.eng_name(),
            detected.name(),
            known.join(", ")
        ),
    }
}

/// The likeliest of the known languages, for a text too short to be sure of: one sentence.
pub fn guess<'k>(text: &str, known: &[&'k str]) -> Option<&'k str> {
    if let [only] = known {
        return Some(only);
    }
    let codes = known.iter().filter_map(|code| Some((*code, Lang::from_code(three_letters(code))?)));
    let codes: Vec<(&str, Lang)> = codes.collect();
    let detected = Detector::with_allowlist(codes.iter().map(|(_, lang)| *lang).collect()).detect_lang(text)?;
    codes.into_iter().find(|(_, lang)| *lang == detected).map(|(code, _)| code)
}

/// The ISO 639-3 code that the detector uses.
fn three_letters(code: &str) -> &str {
    match code {
        "ar" => "ara",
        "de" => "deu",
        "en" => "eng",
        "es" => "spa",
        "fr" => "fra",
        "pt" => "por",
        "ru" => "rus",
        "zh" => "cmn",
        other => other,
    }
}
