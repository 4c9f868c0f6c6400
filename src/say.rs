//! How the language of a report writes dates, numbers, quotations and lists.

mod marks;

use crate::rules::{Counted, ReportWords, SayWords, fill};

/// Writes values in the language of some report words.
#[derive(Clone, Copy, Debug)]
pub struct Say<'w> {
    words: &'w SayWords,
}

impl<'w> Say<'w> {
    /// By these words.
    pub fn new(words: &'w ReportWords) -> Self {
        Say { words: &words.say }
    }

    /// A quotation in the language's own marks; quotations in it have those of a quotation within another.
    pub fn quoted(&self, text: &str) -> String {
        fill(&self.words.quote, &[("text", &marks::within(text, &self.words.quote, &self.words.quote_within))])
    }

    /// At most so many words of a text, and a sign where something was left out.
    pub fn shortened(&self, text: &str, most: usize) -> String {
        match text.split_whitespace().nth(most) {
            None => text.to_owned(),
            // The text as it stands, and not its words put together: its spaces may be such as do not break.
            Some(next) => {
                let end = next.as_ptr().addr() - text.as_ptr().addr();
                fill(&self.words.shortened, &[("text", marks::cut_off(&text[..end]))])
            }
        }
    }

    /// A part of a sentence, with a sign where words are left out before or after it.
    pub fn cut(&self, text: &str, (before, after): (bool, bool)) -> String {
        let mut text = text.to_owned();
        if before {
            text = fill(&self.words.left_out, &[("text", &text)]);
        }
        if after {
            text = fill(&self.words.shortened, &[("text", &text)]);
        }
        text
    }

    /// A date of the assessment: `2027`, `2026-09`, `2026-09-15`, `2025-S1`, `2025/2027`. Any other text stays.
    pub fn date(&self, date: &str) -> String {
        if let Some((from, to)) = date.split_once('/') {
            return fill(&self.words.years, &[("from", &self.date(from)), ("to", &self.date(to))]);
        }
        let Some((year, rest)) = date.split_once('-') else { return date.to_owned() };
        if let Some(period) = self.words.periods.get(rest) {
            return fill(period, &[("year", year)]);
        }
        let (month, day) = rest.split_once('-').map_or((rest, None), |(month, day)| (month, Some(day)));
        let number = month.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
        let Some(month) = number.and_then(|number| self.words.months.get(number)) else { return date.to_owned() };
        match day {
            None => fill(&self.words.month, &[("month", month), ("year", year)]),
            Some(day) => {
                let day = day.trim_start_matches('0');
                let day = if day == "1" { &self.words.first_day } else { day };
                fill(&self.words.date, &[("day", day), ("month", month), ("year", year)])
            }
        }
    }

    /// A whole number, its thousands set apart from 10,000 on.
    pub fn number(&self, number: usize) -> String {
        let digits = number.to_string();
        if digits.len() < 5 {
            return digits;
        }
        let first = digits.len() % 3;
        let groups = digits.as_bytes()[first..].chunks(3).map(|group| String::from_utf8_lossy(group).into_owned());
        let head = (first > 0).then(|| digits[..first].to_owned());
        head.into_iter().chain(groups).collect::<Vec<_>>().join(&self.words.thousands)
    }

    /// The form of words for so many things.
    pub fn form<'f>(&self, words: &'f Counted, number: usize) -> &'f str {
        let number = number.to_string();
        if self.words.one.split_whitespace().any(|one| one == number) { &words.one } else { &words.other }
    }

    /// "1 answer", "2 answers".
    pub fn counted(&self, words: &Counted, number: usize) -> String {
        fill(self.form(words, number), &[("count", &self.number(number))])
    }

    /// How many in a hundred; nothing of nothing is 0.
    pub fn percent(&self, count: usize, of: usize) -> String {
        let number = (count * 100 + of / 2) / of.max(1);
        fill(&self.words.percent, &[("number", &number.to_string())])
    }

    /// What stands between two things in a row.
    pub fn comma(&self) -> &'w str {
        &self.words.comma
    }

    /// "a, b and c".
    pub fn list(&self, items: &[String]) -> String {
        match items {
            [] => String::new(),
            [only] => only.clone(),
            [start @ .., last] => format!("{}{}{last}", start.join(&self.words.comma), self.words.and),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::Library;

    #[test]
    fn dates_and_numbers_read_as_the_language_writes_them() {
        let library = Library::embedded();
        let (fr, en) = (library.report_words("fr").expect("embedded"), library.report_words("en").expect("embedded"));
        let (fr, en) = (Say::new(&fr), Say::new(&en));
        for (date, french, english) in [
            ("2027", "2027", "2027"),
            ("2026-09", "septembre 2026", "September 2026"),
            ("2026-01-01", "1er janvier 2026", "1 January 2026"),
            ("2026-09-05", "5 septembre 2026", "5 September 2026"),
            ("2025-S1", "premier semestre de 2025", "first half of 2025"),
            ("2025/2027", "2025-2027", "2025–2027"),
            ("2025-99", "2025-99", "2025-99"),
        ] {
            assert_eq!((fr.date(date).as_str(), en.date(date).as_str()), (french, english));
        }
        assert_eq!(en.number(1_234_567), "1,234,567");
        assert_eq!(fr.number(12_345), "12\u{202f}345");
        assert_eq!(fr.number(1234), "1234");
        let answers = |language: &str, number| {
            let words = library.report_words(language).expect("embedded");
            Say::new(&words).counted(&words.count.answers, number)
        };
        assert_eq!([0, 1, 2].map(|number| answers("en", number)), ["0 answers", "1 answer", "2 answers"]);
        assert_eq!([0, 1, 2].map(|number| answers("fr", number)), ["0 réponse", "1 réponse", "2 réponses"]);
        assert_eq!(fr.quoted("oui"), "«\u{a0}oui\u{a0}»");
        assert_eq!(en.list(&["a".into(), "b".into(), "c".into()]), "a, b and c");
        assert_eq!(en.shortened("one two three", 2), "one two […]");
        assert_eq!(en.shortened("one two", 2), "one two");
        assert_eq!(fr.shortened("3\u{202f}796 actes émis", 3), "3\u{202f}796 actes […]");
        assert_eq!(fr.shortened("le système «\u{a0}Gamma\u{a0}»", 3), "le système […]");
        assert_eq!(fr.quoted("un « mot »"), "«\u{a0}un “mot”\u{a0}»");
        assert_eq!(en.cut("one two", (true, true)), "[…] one two […]");
    }
}
