//! Words that are broken at the end of a line.

use rustc_hash::FxHashSet;

/// If so many lines of a hundred end in a hyphen, the program that made the file breaks words by itself.
const BREAKS_WORDS: usize = 3;

/// So many words that are broken at the end of a line and whole elsewhere show the same.
const SURELY_BROKEN: usize = 2;

/// What the document tells of its words.
pub(super) struct Hyphens {
    words: FxHashSet<String>,
    /// First parts of its compounds.
    firsts: FxHashSet<String>,
    breaks_words: bool,
}

impl Hyphens {
    /// From the lines of a document. Its first and last words of lines are not taken: they may be halves.
    pub(super) fn learn<'l>(lines: impl Iterator<Item = &'l str>) -> Self {
        let lines: Vec<&str> = lines.collect();
        let mut words = FxHashSet::default();
        for line in &lines {
            let inner: Vec<_> = line.split_whitespace().collect();
            if inner.len() > 2 {
                words.extend(inner[1..inner.len() - 1].iter().map(|word| bare(word)));
            }
        }
        let firsts = words.iter().filter_map(|word| Some(word.split_once('-')?.0.to_owned())).collect();
        // What is broken here and whole elsewhere was broken by the program; what has its hyphen elsewhere was not.
        let broken = lines.iter().filter(|line| ends_broken(line).is_some()).count();
        let (mut whole, mut compound) = (0, 0);
        for (line, next) in lines.iter().zip(lines.iter().skip(1)) {
            let Some(first) = ends_broken(line) else { continue };
            let second = next.split_whitespace().next().unwrap_or(next);
            whole += usize::from(words.contains(&bare(&format!("{first}{second}"))));
            compound += usize::from(words.contains(&bare(&format!("{first}-{second}"))));
        }
        let breaks_words = broken * 100 > lines.len() * BREAKS_WORDS || whole >= SURELY_BROKEN && whole > compound;
        Hyphens { words, firsts, breaks_words }
    }

    /// Goes on with the next line of a paragraph.
    pub(super) fn join(&self, text: &mut String, next: &str) {
        let Some(first) = ends_broken(text).filter(|_| next.starts_with(char::is_lowercase)) else {
            // Between a hyphen, a dash without a space or a slash and the next letter stands no space.
            let dashes = ['-', '/', '–', '\u{2010}', '\u{2011}'];
            let tight = text.strip_suffix(dashes).is_some_and(|before| !before.ends_with(char::is_whitespace))
                && next.starts_with(char::is_alphanumeric);
            if !tight && !text.is_empty() {
                text.push(' ');
            }
            text.push_str(next);
            return;
        };
        let second = next.split_whitespace().next().unwrap_or(next);
        let soft = text.ends_with('\u{ad}');
        let hyphen = text.chars().next_back().map_or(0, char::len_utf8);
        let whole = bare(&format!("{first}{second}"));
        let compound = bare(&format!("{first}-{second}"));
        // Two words of the document, as `loi-cadre`, are rather a compound than a word that it has nowhere else.
        let is_word = |half: &str| half.chars().count() > 2 && self.words.contains(&bare(half));
        let two_words = || is_word(first) && is_word(second);
        let may_drop =
            self.words.contains(&whole) || self.breaks_words && !self.firsts.contains(&bare(first)) && !two_words();
        let drop = soft || !self.words.contains(&compound) && may_drop;
        if drop {
            text.truncate(text.len() - hyphen);
        }
        text.push_str(next);
    }
}

/// The half word before the hyphen at the end of a line.
fn ends_broken(line: &str) -> Option<&str> {
    let half = line.strip_suffix(['-', '\u{ad}', '\u{2010}'])?;
    let start =
        half.rfind(char::is_whitespace).map_or(0, |at| at + half[at..].chars().next().map_or(1, char::len_utf8));
    let half = &half[start..];
    half.ends_with(char::is_alphabetic).then_some(half)
}

fn bare(word: &str) -> String {
    word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn joined(lines: &[&str], text: &str, next: &str) -> String {
        let mut text = text.to_owned();
        Hyphens::learn(lines.iter().copied()).join(&mut text, next);
        text
    }

    #[test]
    fn a_hyphen_stays_where_the_document_writes_it() {
        assert_eq!(
            joined(&["une sous-représentation des femmes"], "la sous-", "représentation"),
            "la sous-représentation"
        );
        assert_eq!(joined(&["un recensement en cours"], "le recen-", "sement"), "le recensement");
        assert_eq!(joined(&[], "Bosnie-", "Herzégovine"), "Bosnie-Herzégovine");
        assert_eq!(joined(&[], "non-", "discrimination"), "non-discrimination", "this document breaks no words");
        assert_eq!(joined(&[], "discrimi\u{ad}", "nation"), "discrimination");
        assert_eq!(joined(&["mot bri- sé ici", "encore un bri-"], "discrimi-", "nation"), "discrimination");
        let broken = [
            "la loi est là",
            "un cadre est là",
            "la discrimination ici",
            "et le recensement ici",
            "discrimi-",
            "nation,",
            "recen-",
            "sement",
        ];
        assert_eq!(joined(&broken, "rétablisse-", "ment"), "rétablissement", "this one does");
        assert_eq!(joined(&broken, "la loi-", "cadre"), "la loi-cadre");
        assert_eq!(joined(&[], "2021 –", "2024"), "2021 – 2024");
        assert_eq!(joined(&[], "2021–", "2024"), "2021–2024");
    }
}
