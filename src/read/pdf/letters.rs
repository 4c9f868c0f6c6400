//! Letters that a font has in pieces, or several in one: accents that are drawn above a letter, and ligatures.

use super::content::Piece;
use unicode_normalization::UnicodeNormalization as _;

/// An accent begins so near its letter, in sizes.
const NEAR: f32 = 0.35;

/// Accents that are letters of a font by themselves, with the sign that joins the letter before it.
const ACCENTS: [(char, char); 14] = [
    ('´', '\u{301}'),
    ('`', '\u{300}'),
    ('ˆ', '\u{302}'),
    ('^', '\u{302}'),
    ('¨', '\u{308}'),
    ('˜', '\u{303}'),
    ('~', '\u{303}'),
    ('¸', '\u{327}'),
    ('ˇ', '\u{30c}'),
    ('˘', '\u{306}'),
    ('˙', '\u{307}'),
    ('˚', '\u{30a}'),
    ('¯', '\u{304}'),
    ('˝', '\u{30b}'),
];

/// Whether a glyph may be the accent of another.
pub(super) fn is_accent(text: &str) -> bool {
    joining(text).is_some()
}

fn joining(text: &str) -> Option<char> {
    let mut chars = text.chars();
    let (accent, None) = (chars.next()?, chars.next()) else { return None };
    ACCENTS.iter().find(|(sign, _)| *sign == accent).map(|(_, joining)| *joining)
}

/// Puts accents that are drawn over a letter to it. Those that stand by themselves stay as they are.
pub(super) fn compose(row: &mut Vec<Piece>) {
    if !row.iter().any(|piece| is_accent(&piece.text)) {
        return;
    }
    // As they are drawn, an accent comes right before its letter; sorted, it may come on either side.
    for at in (0..row.len()).rev() {
        let Some(sign) = joining(&row[at].text) else { continue };
        let accent = row[at].clone();
        let near = |piece: &Piece| (piece.x0 - accent.x0).abs() < NEAR * accent.size;
        let begins = |piece: &Piece| near(piece) && piece.text.starts_with(char::is_alphabetic);
        // The nearest, where letters are narrow.
        let first = (0..row.len()).filter(|&other| other != at && begins(&row[other])).min_by(|&one, &two| {
            let far = |other: usize| {
                (row[other].x0 + row[other].x1.min(row[other].x0 + accent.size / 2.0) - accent.x0 - accent.x1).abs()
            };
            far(one).total_cmp(&far(two))
        });
        let over = |piece: &Piece| piece.x1 > accent.x0 + 0.1 * accent.size && piece.x0 < accent.x0;
        let last = || (0..at).rev().find(|&other| over(&row[other]) && row[other].text.ends_with(char::is_alphabetic));
        if let Some(letter) = first {
            let text = &mut row[letter].text;
            let own = text.remove(0);
            text.insert(0, sign);
            // Dotless, so that the accent has room.
            text.insert(0, if own == 'ı' { 'i' } else { own });
        } else if let Some(letter) = last() {
            row[letter].text.push(sign);
        } else {
            continue;
        }
        row.remove(at);
    }
}

/// A text in composed letters, with each letter of a ligature.
pub(super) fn plain(text: &str) -> String {
    if text.is_ascii() {
        return text.to_owned();
    }
    text.chars()
        .flat_map(|c| {
            // Forms that fonts have for their looks; `œ` and `æ` are letters.
            let ligature = if matches!(c, '\u{fb00}'..='\u{fb06}') { Some(c) } else { None };
            ligature.into_iter().nfkd().chain((ligature.is_none()).then_some(c))
        })
        .nfc()
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn piece(text: &str, x0: f32, x1: f32) -> Piece {
        Piece { text: text.to_owned(), x0, x1, y: 0.0, size: 10.0, bold: false, italic: false, turn: 0 }
    }

    fn composed(pieces: &[(&str, f32, f32)]) -> String {
        let mut row: Vec<Piece> = pieces.iter().map(|&(text, x0, x1)| piece(text, x0, x1)).collect();
        compose(&mut row);
        plain(&row.into_iter().map(|piece| piece.text).collect::<String>())
    }

    #[test]
    fn an_accent_that_is_drawn_over_a_letter_is_put_to_it() {
        assert_eq!(
            composed(&[("g", 0.0, 5.0), ("´", 4.7, 9.7), ("en", 5.0, 15.0), ("´", 14.7, 19.7), ("eral", 15.0, 33.0)]),
            "général"
        );
        assert_eq!(composed(&[("´", 0.9, 5.9), ("Etat", 0.0, 22.0)]), "État");
        assert_eq!(composed(&[("ˆ", 0.0, 5.0), ("ıle", 1.1, 12.0)]), "île");
        assert_eq!(composed(&[("franc", 0.0, 22.0), ("¸", 18.0, 22.0), ("ais", 22.0, 34.0)]), "français");
        assert_eq!(composed(&[("a", 0.0, 5.0), ("`", 9.0, 12.0), ("bc", 13.5, 20.0)]), "a`bc", "it stands by itself");
    }

    #[test]
    fn ligatures_are_letters() {
        assert_eq!(plain("e\u{fb03}cace, \u{fb01}n, œuvre, e\u{301}té"), "efficace, fin, œuvre, été");
    }
}
