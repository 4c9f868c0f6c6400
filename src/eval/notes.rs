//! What a reader should look at in a gold file that is no error.

use super::gold::Gold;
use crate::rules::Convention;

/// Labels that no assessment can have, and sentences that do not stand in the text of the document where the file says.
pub fn notes(gold: &Gold, convention: &Convention, text: Option<&str>) -> Vec<String> {
    let mut notes = Vec::new();
    let unread = gold.answers.len() - gold.read().count();
    if unread > 0 {
        notes.push(format!("{unread} of {} answers have no verdict yet and are left out", gold.answers.len()));
    }
    for (id, _, answer) in gold.read() {
        for article in &answer.articles {
            if !convention.article.iter().any(|known| known.id == *article) {
                notes.push(format!("answer {id}: article {article} is none of the Convention's substantive articles"));
            }
        }
        for theme in &answer.themes {
            if !convention.theme.iter().any(|known| known.id == *theme) {
                notes.push(format!("answer {id}: {theme} is none of the known themes"));
            }
        }
    }
    if let Some(text) = text {
        let moved = |(id, sentence): &(&str, &super::GoldSentence)| {
            let elsewhere = !sentence.text.is_empty() && text.get(sentence.start..sentence.end) != Some(&sentence.text);
            elsewhere.then(|| format!("answer {id}, sentence {}", sentence.n))
        };
        let sentences = gold.read().flat_map(|(id, _, answer)| answer.sentences.iter().map(move |s| (id, s)));
        let moved: Vec<String> = sentences.filter_map(|place| moved(&place)).collect();
        if let Some(first) = moved.first() {
            notes.push(format!(
                "{} sentences do not stand in the document at their offsets, first {first}; was the gold file made of another version?",
                moved.len()
            ));
        }
    }
    notes
}
