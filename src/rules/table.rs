//! Tables that are used as they are written: nothing is built when they are read, however many rules there are.

use serde::de::{Error, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::borrow::Cow;
use std::fmt;
use std::ops::Range;

/// A number as it is stored, least significant byte first.
type Stored = [u8; 4];

/// Rows of `N` numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Rows<const N: usize>(Cow<'static, [[Stored; N]]>);

impl<const N: usize> Default for Rows<N> {
    fn default() -> Self {
        Rows(Cow::Borrowed(&[]))
    }
}

impl<const N: usize> Rows<N> {
    pub(crate) fn push(&mut self, row: [u32; N]) {
        self.0.to_mut().push(row.map(u32::to_le_bytes));
    }

    /// How many there are, which is the index of the next.
    pub(crate) fn count(&self) -> u32 {
        u32::try_from(self.0.len()).expect("fewer than 2^32 rows")
    }

    pub(crate) fn get(&self, at: u32) -> [u32; N] {
        self.0[at as usize].map(u32::from_le_bytes)
    }

    pub(crate) fn iter(&self, range: Range<u32>) -> impl ExactSizeIterator<Item = [u32; N]> + '_ {
        self.0[range.start as usize..range.end as usize].iter().map(|row| row.map(u32::from_le_bytes))
    }

    /// The first row of `range` that begins with these numbers, where the rows are in order.
    pub(crate) fn find<const K: usize>(&self, range: Range<u32>, key: [u32; K]) -> Option<[u32; N]> {
        let rows = &self.0[range.start as usize..range.end as usize];
        let begins = |row: &[Stored; N]| -> [u32; K] { std::array::from_fn(|at| u32::from_le_bytes(row[at])) };
        let at = rows.binary_search_by_key(&key, begins).ok()?;
        Some(rows[at].map(u32::from_le_bytes))
    }
}

impl<const N: usize> Serialize for Rows<N> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(self.0.as_flattened().as_flattened())
    }
}

impl<'de: 'static, const N: usize> Deserialize<'de> for Rows<N> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Bytes<const N: usize>;

        impl<'de: 'static, const N: usize> Visitor<'de> for Bytes<N> {
            type Value = Rows<N>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "rows of {N} numbers of four bytes")
            }

            fn visit_borrowed_bytes<E: Error>(self, bytes: &'de [u8]) -> Result<Rows<N>, E> {
                let (numbers, rest) = bytes.as_chunks();
                let (rows, odd) = numbers.as_chunks();
                if rest.is_empty() && odd.is_empty() {
                    Ok(Rows(Cow::Borrowed(rows)))
                } else {
                    Err(E::invalid_length(bytes.len(), &self))
                }
            }
        }

        deserializer.deserialize_bytes(Bytes)
    }
}

/// From words to numbers, several to a word: a hash table with open addressing.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Table {
    /// All words, one after the other.
    #[serde(borrow)]
    text: Cow<'static, str>,
    /// Of each word: where it begins and ends in `text`, and where its numbers begin and end.
    words: Rows<4>,
    numbers: Rows<1>,
    /// Index of a word and one, or 0; a power of two of them, at most half taken.
    slots: Rows<1>,
}

impl Table {
    /// Of pairs of a word and a number, in any order.
    pub(crate) fn new(mut pairs: Vec<(String, u32)>) -> Self {
        pairs.sort_unstable();
        let mut table = Table::default();
        let mut words: Vec<[u32; 4]> = Vec::new();
        for (word, number) in pairs {
            let known =
                words.last().is_some_and(|[start, end, ..]| table.text[*start as usize..*end as usize] == *word);
            if !known {
                let (start, numbers) = (length(&table.text), table.numbers.count());
                table.text.to_mut().push_str(&word);
                words.push([start, length(&table.text), numbers, numbers]);
            }
            table.numbers.push([number]);
            words.last_mut().expect("one was pushed")[3] = table.numbers.count();
        }
        words.into_iter().for_each(|row| table.words.push(row));
        let size = (table.words.count() * 2).next_power_of_two();
        let mut slots = vec![0; size as usize];
        for at in 0..table.words.count() {
            let mut slot = hash(table.word(at)) % size;
            while slots[slot as usize] != 0 {
                slot = (slot + 1) % size;
            }
            slots[slot as usize] = at + 1;
        }
        slots.into_iter().for_each(|slot| table.slots.push([slot]));
        table
    }

    /// The numbers of a word, in order.
    pub(crate) fn get(&self, word: &str) -> impl Iterator<Item = u32> + '_ {
        let found = self.find(word).map_or(0..0, |at| {
            let [_, _, start, end] = self.words.get(at);
            start..end
        });
        self.numbers.iter(found).map(|[number]| number)
    }

    /// Index of a word.
    fn find(&self, word: &str) -> Option<u32> {
        let size = self.slots.count();
        let mut slot = hash(word).checked_rem(size)?;
        loop {
            let [taken] = self.slots.get(slot);
            let at = taken.checked_sub(1)?;
            if self.word(at) == word {
                return Some(at);
            }
            slot = (slot + 1) % size;
        }
    }

    fn word(&self, at: u32) -> &str {
        let [start, end, ..] = self.words.get(at);
        &self.text[start as usize..end as usize]
    }
}

fn length(text: &str) -> u32 {
    u32::try_from(text.len()).expect("all words of a language have fewer than 2^32 bytes")
}

/// FNV-1a, which is the same on every machine.
fn hash(word: &str) -> u32 {
    word.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_word_has_just_its_own_numbers(
            pairs in prop::collection::vec(("[a-c]{0,3}", 0u32..9), 0..60),
            other in "[a-d]{0,4}",
        ) {
            let table = Table::new(pairs.clone());
            for word in pairs.iter().map(|(word, _)| word).chain([&other]) {
                let mut expected: Vec<_> =
                    pairs.iter().filter(|(known, _)| known == word).map(|&(_, number)| number).collect();
                expected.sort_unstable();
                prop_assert_eq!(table.get(word).collect::<Vec<_>>(), expected);
            }
        }

        #[test]
        fn rows_are_read_as_they_were_written(rows in prop::collection::vec(any::<[u32; 3]>(), 0..20)) {
            let mut written = Rows::default();
            rows.into_iter().for_each(|row| written.push(row));
            let bytes = postcard::to_allocvec(&written).expect("it can be written").leak();
            prop_assert_eq!(postcard::from_bytes::<Rows<3>>(bytes).expect("it can be read"), written);
        }
    }
}
