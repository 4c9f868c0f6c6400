//! `styles.xml`: which styles are headings, which are bold, and which bring a number.

use super::numbering::Numbering;
use super::paragraph::Paragraph;
use crate::read::xml::{self, attribute};
use anyhow::Result;
use quick_xml::events::Event;
use rustc_hash::FxHashMap;

/// Chains of styles are not longer; a loop ends here.
const LONGEST_CHAIN: usize = 32;

/// All styles of a document.
#[derive(Debug, Default)]
pub(super) struct Styles {
    styles: FxHashMap<String, Style>,
    default: Option<String>,
}

#[derive(Debug, Default)]
struct Style {
    name: String,
    based_on: Option<String>,
    outline: Option<u8>,
    list: Option<String>,
    level: Option<usize>,
    bold: Option<bool>,
    italic: Option<bool>,
}

/// What a style and those that it is based on say.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct StyleLook {
    pub heading: bool,
    pub bold: Option<bool>,
    pub italic: Option<bool>,
}

impl Styles {
    pub(super) fn read(xml: &str) -> Result<Self> {
        let mut styles = Styles::default();
        let mut open: Option<(String, Style)> = None;
        let mut in_table_part = 0;
        xml::events(xml, |event| {
            let (element, empty) = match &event {
                Event::Start(element) => (element, false),
                Event::Empty(element) => (element, true),
                Event::End(end) => {
                    match end.local_name().as_ref() {
                        "style" => styles.styles.extend(open.take()),
                        "tblStylePr" => in_table_part -= 1,
                        _ => {}
                    }
                    return Ok(());
                }
                _ => return Ok(()),
            };
            let value = || attribute(element, "val");
            let is_on = || !matches!(value().as_deref(), Some("0" | "false" | "off"));
            let name = element.local_name();
            if name.as_ref() == "style" && !empty {
                let id = attribute(element, "styleId").unwrap_or_default();
                let is_paragraph = attribute(element, "type").as_deref() == Some("paragraph");
                if is_paragraph && attribute(element, "default").is_some_and(|on| on == "1" || on == "true") {
                    styles.default = Some(id.clone());
                }
                open = Some((id, Style::default()));
            }
            in_table_part += i32::from(name.as_ref() == "tblStylePr" && !empty);
            let Some((_, style)) = open.as_mut().filter(|_| in_table_part == 0) else { return Ok(()) };
            match name.as_ref() {
                "name" => style.name = value().unwrap_or_default().to_lowercase(),
                "basedOn" => style.based_on = value(),
                "outlineLvl" => style.outline = value().and_then(|level| level.parse().ok()),
                "numId" => style.list = value(),
                "ilvl" => style.level = value().and_then(|level| level.parse().ok()),
                "b" => style.bold = Some(is_on()),
                "i" => style.italic = Some(is_on()),
                _ => {}
            }
            Ok(())
        })?;
        Ok(styles)
    }

    /// Id of the style of a paragraph that names none.
    pub(super) fn default_paragraph(&self) -> Option<&str> {
        self.default.as_deref()
    }

    /// The style, then what it is based on.
    fn chain(&self, id: Option<&str>) -> impl Iterator<Item = (&str, &Style)> {
        let mut next = id.and_then(|id| self.styles.get_key_value(id));
        std::iter::from_fn(move || {
            let (id, style) = next?;
            next = style.based_on.as_ref().and_then(|id| self.styles.get_key_value(id));
            Some((id.as_str(), style))
        })
        .take(LONGEST_CHAIN)
    }

    pub(super) fn look(&self, id: Option<&str>) -> StyleLook {
        let mut look = StyleLook::default();
        let mut outline = None;
        for (_, style) in self.chain(id) {
            // Word itself calls them so in the file, whatever the language of its menus.
            look.heading |= style.name.starts_with("heading ") || matches!(style.name.as_str(), "title" | "subtitle");
            outline = outline.or(style.outline);
            look.bold = look.bold.or(style.bold);
            look.italic = look.italic.or(style.italic);
        }
        look.heading |= outline.is_some_and(|level| level < 9);
        look
    }

    /// Id of the list that numbers a paragraph, and the level in it.
    pub(super) fn numbering(&self, paragraph: &Paragraph, numbering: &Numbering) -> (Option<String>, usize) {
        let style = paragraph.style.as_deref().or(self.default_paragraph());
        if let Some(list) = &paragraph.number {
            return (Some(list.clone()), paragraph.level.unwrap_or(0));
        }
        let Some((id, found)) = self.chain(style).find(|(_, style)| style.list.is_some()) else { return (None, 0) };
        let list = found.list.clone();
        let by_style =
            || numbering.level_of_style(list.as_deref()?, style?).or(numbering.level_of_style(list.as_deref()?, id));
        let level = paragraph.level.or_else(by_style).or(found.level).unwrap_or(0);
        (list, level)
    }
}
