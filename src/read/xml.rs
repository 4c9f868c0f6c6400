//! What the readers of XML share.

use anyhow::{Result, anyhow, ensure};
use quick_xml::XmlVersion;
use quick_xml::events::{BytesRef, BytesStart, Event};
use std::borrow::Cow;

/// Deeper documents are made to do harm.
const DEEPEST: usize = 256;
/// Longer values, in bytes, are none of a name, a number or what stands before it.
const LONGEST_VALUE: usize = 1000;

/// What a reader does with the elements and the text of a part.
pub(super) trait Visitor {
    /// Whether an element and all that is in it are no part of the document.
    fn skips(&self, _start: &BytesStart<'_>) -> bool {
        false
    }

    /// An element begins.
    fn open(&mut self, start: &BytesStart<'_>);

    /// The element of this local name ends.
    fn close(&mut self, name: &str) -> Result<()>;

    /// Text that is not skipped.
    fn characters(&mut self, _text: &str) {}
}

/// Shows a part to a visitor. An element without content begins and ends.
pub(super) fn walk(xml: &str, visitor: &mut impl Visitor) -> Result<()> {
    // How deep inside an element that is skipped.
    let mut skipped = 0_usize;
    events(xml, |event| {
        match &event {
            Event::Start(start) if skipped > 0 || visitor.skips(start) => skipped += 1,
            Event::End(_) if skipped > 0 => skipped -= 1,
            _ if skipped > 0 => {}
            Event::Start(start) => visitor.open(start),
            Event::Empty(start) => {
                visitor.open(start);
                return visitor.close(start.local_name().as_ref());
            }
            Event::End(end) => return visitor.close(end.local_name().as_ref()),
            event => {
                if let Some(text) = characters(event) {
                    visitor.characters(&text);
                }
            }
        }
        Ok(())
    })
}

/// Calls `visit` for every event of an XML part, with entities resolved: only those that XML itself defines, since
/// others are the means of entity bombs.
pub(super) fn events(xml: &str, mut visit: impl FnMut(Event<'_>) -> Result<()>) -> Result<()> {
    let mut reader = quick_xml::Reader::from_str(xml);
    let mut depth = 0_usize;
    loop {
        let place = reader.buffer_position();
        let event = reader.read_event().map_err(|error| anyhow!("its XML is damaged near byte {place} ({error})"))?;
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
fn characters<'e>(event: &'e Event<'_>) -> Option<Cow<'e, str>> {
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

/// Value of the attribute with this local name, unless it is longer than any that has a meaning: it would be copied for
/// every paragraph.
pub(super) fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    element.attributes().with_checks(false).flatten().find_map(|attribute| {
        let local = attribute.key.local_name();
        (AsRef::<str>::as_ref(&local) == name && attribute.value.len() <= LONGEST_VALUE)
            .then(|| attribute.normalized_value(XmlVersion::Implicit1_0).ok().map(Cow::into_owned))?
    })
}
