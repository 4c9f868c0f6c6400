//! Tables that are used as they are written: nothing is built when they are read, however many rules there are.

use serde::de::{Error, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::ops::Range;

/// Rows of `N` numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Rows<const N: usize>(Vec<[u32; N]>);

impl<const N: usize> Default for Rows<N> {
    fn default() -> Self {
        Rows(Vec::new())
    }
}

impl<const N: usize> Rows<N> {
    pub(crate) fn push(&mut self, row: [u32; N]) {
        self.0.push(row);
    }

    /// How many there are, which is the index of the next.
    pub(crate) fn count(&self) -> u32 {
        u32::try_from(self.0.len()).expect("fewer than 2^32 rows")
    }

    pub(crate) fn get(&self, at: u32) -> &[u32; N] {
        &self.0[at as usize]
    }

    pub(crate) fn slice(&self, range: Range<u32>) -> &[[u32; N]] {
        &self.0[range.start as usize..range.end as usize]
    }
}

impl<const N: usize> Serialize for Rows<N> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let bytes: Vec<u8> = self.0.iter().flatten().flat_map(|number| number.to_le_bytes()).collect();
        serializer.serialize_bytes(&bytes)
    }
}

impl<'de, const N: usize> Deserialize<'de> for Rows<N> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Bytes<const N: usize>;

        impl<const N: usize> Visitor<'_> for Bytes<N> {
            type Value = Rows<N>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "rows of {N} numbers of four bytes")
            }

            fn visit_bytes<E: Error>(self, bytes: &[u8]) -> Result<Rows<N>, E> {
                let (numbers, rest) = bytes.as_chunks::<4>();
                let (rows, odd) = numbers.as_chunks::<N>();
                if !(rest.is_empty() && odd.is_empty()) {
                    return Err(E::invalid_length(bytes.len(), &self));
                }
                Ok(Rows(rows.iter().map(|row| row.map(u32::from_le_bytes)).collect()))
            }
        }

        deserializer.deserialize_bytes(Bytes)
    }
}

/// From words to numbers, several to a word: a hash table with open addressing.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Table {
    /// All words, one after the other.
    text: String,
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
        for (word, number) in pairs {
            let count = table.words.count();
            let known = count.checked_sub(1).filter(|&last| table.word(last) == word);
            if known.is_none() {
                let start = length(&table.text);
                table.text.push_str(&word);
                let numbers = table.numbers.count();
                table.words.push([start, length(&table.text), numbers, numbers]);
            }
            table.numbers.push([number]);
            let end = table.numbers.count();
            table.words.0.last_mut().expect("one was pushed")[3] = end;
        }
        let size = (table.words.0.len() * 2).next_power_of_two();
        table.slots.0.resize(size, [0]);
        for at in 0..table.words.count() {
            let mut slot = hash(table.word(at)) as usize;
            while table.slots.0[slot % size] != [0] {
                slot += 1;
            }
            table.slots.0[slot % size] = [at + 1];
        }
        table
    }

    /// The numbers of a word, in order.
    pub(crate) fn get(&self, word: &str) -> &[[u32; 1]] {
        let mut slot = hash(word) as usize;
        loop {
            let [taken] = self.slots.0[slot % self.slots.0.len()];
            let Some(at) = taken.checked_sub(1) else { return &[] };
            if self.word(at) == word {
                let &[_, _, start, end] = self.words.get(at);
                return self.numbers.slice(start..end);
            }
            slot += 1;
        }
    }

    fn word(&self, at: u32) -> &str {
        let &[start, end, ..] = self.words.get(at);
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
                    pairs.iter().filter(|(known, _)| known == word).map(|&(_, number)| [number]).collect();
                expected.sort_unstable();
                prop_assert_eq!(table.get(word), expected.as_slice());
            }
        }

        #[test]
        fn rows_are_read_as_they_were_written(rows in prop::collection::vec(any::<[u32; 3]>(), 0..20)) {
            let rows = Rows(rows);
            let bytes = postcard::to_allocvec(&rows).expect("it can be written");
            prop_assert_eq!(postcard::from_bytes::<Rows<3>>(&bytes).expect("it can be read"), rows);
        }
    }
}
