//! The colours of the browser report: all text can be read by weak eyes, in the light and in the dark.
//!
//! WCAG 2.2 level AA: 4.5 to 1 for text (1.4.3), 3 to 1 for what else carries meaning (1.4.11).

#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;

/// The colours that a `:root` block names.
fn palette(block: &str) -> BTreeMap<String, [f64; 3]> {
    let colour = |hex: &str| {
        let wide = if hex.len() == 3 { hex.chars().flat_map(|c| [c, c]).collect() } else { hex.to_owned() };
        [0, 2, 4].map(|at| f64::from(u8::from_str_radix(&wide[at..at + 2], 16).unwrap()))
    };
    let declared = block.split(';').filter_map(|part| part.trim().rsplit_once("--")?.1.split_once(":#"));
    declared.map(|(name, hex)| (name.to_owned(), colour(hex))).collect()
}

/// Relative luminance, as WCAG defines it.
fn luminance(rgb: [f64; 3]) -> f64 {
    let linear = |value: f64| {
        let value = value / 255.0;
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * linear(rgb[0]) + 0.7152 * linear(rgb[1]) + 0.0722 * linear(rgb[2])
}

#[test]
fn every_pair_of_colours_that_meet_has_the_contrast_of_level_aa() {
    let css = std::fs::read_to_string("reports/report.css").unwrap();
    let blocks: Vec<&str> = css.split(":root{").skip(1).map(|rest| rest.split('}').next().unwrap()).collect();
    assert!(blocks.len() >= 2, "light and dark");
    for (scheme, block) in [("light", blocks[0]), ("dark", blocks[1])] {
        let colours = palette(block);
        assert!(colours.len() > 20, "{scheme}: {colours:?}");
        let ratio = |a: &str, b: &str| {
            let (a, b) = (luminance(colours[a]), luminance(colours[b]));
            (a.max(b) + 0.05) / (a.min(b) + 0.05)
        };
        let mut pairs: Vec<(String, String, f64)> = Vec::new();
        for ground in ["bg", "card"] {
            for text in ["fg", "soft", "link"] {
                pairs.push((text.to_owned(), ground.to_owned(), 4.5));
            }
            pairs.push(("focus".to_owned(), ground.to_owned(), 3.0));
        }
        for hue in ["g", "y", "r", "p", "k", "b"] {
            // Badges, marks and tiles; then bars and the lines round and under them.
            pairs.push((format!("{hue}-t"), format!("{hue}-b"), 4.5));
            pairs.push((format!("{hue}-f"), format!("{hue}-b"), 3.0));
            pairs.push((format!("{hue}-f"), "bg".to_owned(), 3.0));
            pairs.push((format!("{hue}-f"), "card".to_owned(), 3.0));
        }
        for (front, ground, least) in pairs {
            let found = ratio(&front, &ground);
            assert!(found >= least, "{scheme}: {front} on {ground} is {found:.2} to 1, at least {least}");
        }
    }
}
