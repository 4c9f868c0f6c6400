//! What stands before the first section: committee, session, State party, date of receipt.

use super::normal_spaces;
use crate::rules::{HeadField, Layout};

/// The metadata of a document, as its own head tells it.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Head {
    /// Title of the document.
    pub title: Option<String>,
    /// The State party.
    pub state: Option<String>,
    /// Short name of the committee.
    pub committee: Option<String>,
    /// United Nations document symbol.
    pub symbol: Option<String>,
    /// Session of the committee.
    pub session: Option<String>,
    /// Day, name of the month, year.
    pub received: Option<(u8, String, u16)>,
}

/// A head is a page at most; nothing is looked for further down.
const LONGEST: usize = 20_000;

pub(super) fn read(text: &str, layout: &Layout) -> Head {
    let text = &text[..text.floor_char_boundary(LONGEST.min(text.len()))];
    let mut head = Head::default();
    for (field, pattern, value) in &layout.head {
        let Some(found) = pattern.captures(text) else { continue };
        let group = |name| found.name(name).map(|group| normal_spaces(group.as_str()));
        let text_of = |name| value.clone().or_else(|| group(name));
        let (place, value) = match field {
            HeadField::Title => (&mut head.title, text_of("title")),
            HeadField::State => (&mut head.state, text_of("state")),
            HeadField::Committee => (&mut head.committee, text_of("committee")),
            HeadField::Symbol => (&mut head.symbol, text_of("symbol")),
            HeadField::Session => (&mut head.session, text_of("session")),
            HeadField::Received => {
                let date = || Some((group("day")?.parse().ok()?, group("month")?, group("year")?.parse().ok()?));
                if head.received.is_none() {
                    head.received = date();
                }
                continue;
            }
        };
        if place.is_none() {
            *place = value;
        }
    }
    head
}
