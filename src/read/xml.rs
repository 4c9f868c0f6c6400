//! What the readers of XML share.

use anyhow::{Context as _, Result, ensure};
use quick_xml::XmlVersion;
use quick_xml::events::{BytesRef, BytesStart, Event};
use std::borrow::Cow;

/// Deeper documents are made to do harm.
const DEEPEST: usize = 256;

/// Calls `visit` for every event of an XML part, with entities resolved: only those that XML itself defines, since
/// others are the means of entity bombs.
pub(super) fn events(xml: &str, mut visit: impl FnMut(Event<'_>) -> Result<()>) -> Result<()> {
    let mut reader = quick_xml::Reader::from_str(xml);
    let mut depth = 0_usize;
    loop {
        let place = reader.buffer_position();
        let event = reader.read_event().with_context(|| format!("its XML is damaged near byte {place}"))?;
        match event {
            Event::Eof => {
                ensure!(depth == 0, "its XML ends too early, at byte {place}; is the file whole?");
                return Ok(());
            }
            Event::Start(_) => {
                depth += 1;
                ensure!(depth <= DEEPEST, "its XML is nested more than {DEEPEST} deep");
                visit(event)?;
            }
            Event::End(_) => {
                depth = depth.saturating_sub(1);
                visit(event)?;
            }
            event => visit(event)?,
        }
    }
}

/// Characters of a text node, an entity or a CDATA section.
pub(super) fn characters<'e>(event: &'e Event<'_>) -> Option<Cow<'e, str>> {
    match event {
        Event::Text(text) => Some(text.xml10_content()),
        Event::CData(data) => Some(data.xml10_content()),
        Event::GeneralRef(reference) => entity(reference).map(|c| Cow::Owned(c.to_string())),
        _ => None,
    }
}

fn entity(reference: &BytesRef<'_>) -> Option<char> {
    if let Some(c) = reference.resolve_char_ref().ok().flatten() {
        return Some(c);
    }
    match reference.xml10_content().as_ref() {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => None,
    }
}

/// Value of the attribute with this local name.
pub(super) fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    element.attributes().with_checks(false).flatten().find_map(|attribute| {
        let local = attribute.key.local_name();
        (AsRef::<str>::as_ref(&local) == name)
            .then(|| attribute.normalized_value(XmlVersion::Implicit1_0).ok().map(Cow::into_owned))?
    })
}
