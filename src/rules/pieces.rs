//! Pieces of the patterns of a layout: what several patterns share is written once, under a name.

use std::collections::BTreeMap;

/// Patterns by name.
pub(super) type Pieces = BTreeMap<String, String>;

/// Pieces inside pieces are not deeper; a circle ends here.
const DEEPEST: usize = 8;
/// No pattern is longer, in bytes: pieces that double one another would be without end.
const LONGEST: usize = 64 * 1024;

/// The pattern with every `{name}` replaced by the piece of that name, as a group.
///
/// # Errors
/// What is wrong: a name that no piece has, or pieces in a circle.
pub(super) fn expand(pattern: &str, pieces: &Pieces) -> Result<String, String> {
    let mut whole = String::with_capacity(pattern.len());
    add(&mut whole, pattern, pieces, 0)?;
    Ok(whole)
}

fn add(whole: &mut String, pattern: &str, pieces: &Pieces, depth: usize) -> Result<(), String> {
    let mut rest = pattern;
    while let Some(at) = rest.find('{') {
        let (before, after) = rest.split_at(at);
        whole.push_str(before);
        let name = after[1..].split('}').next().filter(|name| is_name(name) && !is_class(before));
        let Some(name) = name.filter(|name| after[1..].len() > name.len()) else {
            whole.push('{');
            rest = &after[1..];
            continue;
        };
        let piece = pieces.get(name).ok_or_else(|| format!("there is no piece {name:?}"))?;
        if depth == DEEPEST || whole.len() > LONGEST {
            return Err(format!("the piece {name:?} leads back to itself, or is too long"));
        }
        whole.push_str("(?:");
        add(whole, piece, pieces, depth + 1)?;
        whole.push(')');
        rest = &after[name.len() + 2..];
    }
    whole.push_str(rest);
    Ok(())
}

/// `{1,3}` and `{4}` count; a name begins with a letter.
fn is_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-')
}

/// After `\p`, `\u` and `\x` the braces hold the name or the number of characters.
fn is_class(before: &str) -> bool {
    ["\\p", "\\P", "\\u", "\\U", "\\x"].iter().any(|class| before.ends_with(class))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(all: &[(&str, &str)]) -> Pieces {
        all.iter().map(|(name, piece)| ((*name).to_owned(), (*piece).to_owned())).collect()
    }

    #[test]
    fn pieces_stand_for_their_names_also_inside_one_another() {
        let pieces = pieces(&[("letter", r"[a-z\u{e9}]\)"), ("letters", "{letter}+"), ("loop", "{loop}")]);
        assert_eq!(expand(r"^\p{L}{1,3} {letters}$", &pieces).as_deref(), Ok(r"^\p{L}{1,3} (?:(?:[a-z\u{e9}]\))+)$"));
        assert!(expand("{none}", &pieces).is_err_and(|message| message.contains("\"none\"")));
        assert!(expand("{loop}", &pieces).is_err_and(|message| message.contains("back to itself")));
        assert_eq!(expand("{open", &pieces).as_deref(), Ok("{open"));
    }
}
