//! A set of words, each with a number: one string, one table of places. Half a million names take some fifteen megabytes and no
//! allocation each.

/// Words by number, and numbers by word.
#[derive(Clone, Default)]
pub(super) struct Words {
    text: String,
    /// Where each word ends in `text`.
    ends: Vec<u32>,
    /// Open addressing with linear probing; 0 is free, otherwise the number plus one. A power of two long, at most half full.
    slots: Vec<u32>,
}

impl Words {
    /// How many there are.
    pub(super) const fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is none.
    pub(super) const fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The number of a word.
    pub(super) fn get(&self, word: &str) -> Option<u32> {
        if self.slots.is_empty() {
            return None;
        }
        match self.slots.get(self.slot(word)) {
            Some(0) | None => None,
            Some(number) => Some(number - 1),
        }
    }

    /// The number of a word, a new one when it is not there.
    pub(super) fn insert(&mut self, word: &str) -> u32 {
        if (self.ends.len() + 1) * 2 > self.slots.len() {
            self.grow();
        }
        let slot = self.slot(word);
        if let Some(number) = self.slots.get(slot).copied().filter(|number| *number > 0) {
            return number - 1;
        }
        // Four thousand million bytes of names do not exist; what is beyond is not found.
        let number = u32::try_from(self.ends.len()).unwrap_or(u32::MAX - 1);
        self.text.push_str(word);
        self.ends.push(u32::try_from(self.text.len()).unwrap_or(u32::MAX));
        if let Some(place) = self.slots.get_mut(slot) {
            *place = number + 1;
        }
        number
    }

    fn word(&self, number: u32) -> &str {
        let at = usize::try_from(number).unwrap_or(usize::MAX);
        let end = |at: usize| self.ends.get(at).and_then(|end| usize::try_from(*end).ok());
        let start = at.checked_sub(1).and_then(end).unwrap_or(0);
        end(at).and_then(|end| self.text.get(start..end)).unwrap_or_default()
    }

    /// Where a word stands in the table, or would stand.
    fn slot(&self, word: &str) -> usize {
        let mask = self.slots.len() - 1;
        let mut at = usize::try_from(hash(word) & mask as u64).unwrap_or_default();
        while let Some(&number) = self.slots.get(at) {
            if number == 0 || self.word(number - 1) == word {
                break;
            }
            at = (at + 1) & mask;
        }
        at
    }

    fn grow(&mut self) {
        let size = (self.slots.len() * 2).max(64);
        self.slots = vec![0; size];
        for number in 0..u32::try_from(self.ends.len()).unwrap_or(u32::MAX - 1) {
            let slot = self.slot(self.word(number));
            if let Some(place) = self.slots.get_mut(slot) {
                *place = number + 1;
            }
        }
    }
}

/// Multiply and rotate, eight bytes at a time, as rustc's own tables do. The words come from the coordinator's lists, so nobody gains by
/// making them collide.
fn hash(word: &str) -> u64 {
    const SPREAD: u64 = 0xf135_7aea_2e62_a9c5;
    let mut hash = word.len() as u64;
    for chunk in word.as_bytes().chunks(8) {
        let mut bytes = [0; 8];
        for (to, from) in bytes.iter_mut().zip(chunk) {
            *to = *from;
        }
        hash = (hash.rotate_left(5) ^ u64::from_le_bytes(bytes)).wrapping_mul(SPREAD);
    }
    hash.rotate_left(26)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_keeps_its_number_however_many_come_after_it() {
        let mut words = Words::default();
        assert_eq!(words.get("kanarie"), None);
        let names: Vec<String> = (0..100_000).map(|number| format!("kanarie{number}ø")).collect();
        for (number, name) in names.iter().enumerate() {
            assert_eq!(usize::try_from(words.insert(name)), Ok(number));
        }
        assert_eq!(words.len(), 100_000);
        for (number, name) in names.iter().enumerate() {
            assert_eq!(words.get(name).and_then(|found| usize::try_from(found).ok()), Some(number));
            assert_eq!(words.insert(name), words.get(name).unwrap());
        }
        assert_eq!(words.get("kanarie"), None);
        assert_eq!(words.get(""), None);
    }
}
