//! The comparison form of a word: rules and text meet in it, so that authors need not think of
//! accents, case or typography.

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

const SOFT_HYPHEN: char = '\u{ad}';

/// Lower case in composed form, without soft hyphens: the exact spelling of a word.
pub fn lower(word: &str) -> String {
    if word.is_ascii() {
        return word.to_ascii_lowercase();
    }
    word.chars().filter(|&c| c != SOFT_HYPHEN).flat_map(char::to_lowercase).nfc().collect()
}

/// Lower case without accents, ligatures or soft hyphens: what phrases are compared with.
pub fn fold(word: &str) -> String {
    if word.is_ascii() {
        return word.to_ascii_lowercase();
    }
    let mut folded = String::with_capacity(word.len());
    let letters = word.chars().filter(|&c| c != SOFT_HYPHEN).flat_map(char::to_lowercase);
    for c in letters.nfd().filter(|&c| !is_combining_mark(c)) {
        match c {
            'œ' => folded.push_str("oe"),
            'æ' => folded.push_str("ae"),
            // Copied from a PDF, words may have the ligatures of its font.
            '\u{fb00}'..='\u{fb06}' => folded.extend(std::iter::once(c).nfkd()),
            c => folded.push(c),
        }
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_case_ligatures_and_soft_hyphens_do_not_count() {
        assert_eq!(fold("ŒUVRE"), "oeuvre");
        assert_eq!(fold("\u{fb01}n, e\u{fb03}cace"), "fin, efficace");
        assert_eq!(fold("Élabo\u{ad}ré"), "elabore");
        assert_eq!(fold("e\u{301}te\u{301}"), fold("été"));
        assert_eq!(lower("E\u{301}TAT"), "état");
    }
}
