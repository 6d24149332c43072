//! What a name in this text is cut or lengthened to: *Mik* and *Mikse* for Mikkel, *Lise* for Annelise, *Emilmus*.
//!
//! Finds: a word with a capital that is the front of a first name (three letters or more) or its end (four or more), with or without an ending that pet
//! names have; an ordinary word of that kind (*Stoffer* for Christoffer) only where its capital tells or a verb that people govern follows.
//! Misses: a pet name that has nothing of the name (*Bubber*); that one is for `naming` and for the weights.

use crate::redact::context::{Context, Listing};
use crate::redact::finding::{Evidence, Finding, Kind, Tier};
use crate::redact::token::Case;
use foldhash::quality::RandomState;
use std::collections::HashMap;
use std::hash::BuildHasher;

/// Endings of pet names, longest first.
const ENDINGS: [&str; 20] = [
    "manden", "pigen", "basse", "musen", "snut", "mand", "pige", "mus", "pus", "nus", "mis", "ser", "se", "le", "li",
    "er", "e", "i", "y", "o",
];

/// Longest name, in bytes, that is cut up.
const LONGEST: usize = 24;

/// The fronts and ends of the first names in a text.
#[derive(Default)]
pub struct PetNames {
    key: RandomState,
    fronts: HashMap<u64, usize>,
    ends: HashMap<u64, usize>,
    /// Whole, for lengthening.
    names: HashMap<u64, usize>,
}

impl PetNames {
    /// Takes in a first name that stands at byte `at`.
    pub fn insert(&mut self, name: &str, at: usize) {
        const SHORTEST: usize = 4;
        if name.len() > LONGEST || name.chars().count() < SHORTEST {
            return;
        }
        if self.names.insert(self.key.hash_one(name), at).is_some() {
            return;
        }
        for (place, (byte, _)) in name.char_indices().enumerate() {
            let left = name.get(..byte).filter(|_| place >= 3);
            let right = name.get(byte..).filter(|right| place > 0 && right.chars().count() >= 4);
            if let Some(left) = left {
                let key = self.key.hash_one(left);
                self.fronts.entry(key).or_insert(at);
            }
            if let Some(right) = right {
                let key = self.key.hash_one(right);
                self.ends.entry(key).or_insert(at);
            }
        }
    }

    /// The pet name at an index.
    pub fn at(&self, context: &Context<'_>, index: usize) -> Option<Finding> {
        let token = context.tokens.get(index)?;
        if !(3..=12).contains(&token.chars) || token.case != Case::Capital {
            return None;
        }
        let word = context.words.get(index)?;
        let lower = context.tokens.lower(token);
        let plain = match word.listing {
            Listing::Number | Listing::Kept | Listing::KeptFirstName | Listing::KeptSurname => return None,
            Listing::Word | Listing::ForeignWord | Listing::Acronym => true,
            _ => false,
        };
        // *Hans mor* is no Hansine's.
        let ordinary = plain || word.listing.is_also_a_word();
        let governs = context.words.get(index + 1).is_some_and(|next| next.verb);
        if word.cue.is_some()
            || ordinary
                && (plain && token.chars < 5 || !context.telling_capital(index) && (token.chars < 6 || !governs))
        {
            return None;
        }
        let own = word.genitive.then(|| lower.strip_suffix('s')).flatten().unwrap_or(lower);
        if self.names.contains_key(&self.key.hash_one(own)) {
            return None;
        }
        let at = self.whose(own, plain)?;
        Some(Finding {
            span: context.name_span(index)?,
            kind: Kind::Person,
            tier: Tier::Doubt,
            evidence: vec![Evidence::Elsewhere { at }],
        })
    }

    /// Where the name stands that a word may be cut or lengthened from; an ordinary word must be its front or its end as it is.
    fn whose(&self, lower: &str, plain: bool) -> Option<usize> {
        let hash = self.key.hash_one(lower);
        let whole = self.ends.get(&hash).or_else(|| self.fronts.get(&hash)).copied();
        let lengthened = || {
            ENDINGS
                .iter()
                .filter_map(|ending| lower.strip_suffix(ending))
                .filter(|stem| stem.chars().count() >= 3)
                .map(|stem| self.key.hash_one(stem))
                .find_map(|stem| self.names.get(&stem).or_else(|| self.fronts.get(&stem)).copied())
        };
        whole.or_else(|| if plain { None } else { lengthened() })
    }
}

#[cfg(test)]
mod tests {
    use crate::redact::detect::shown::persons;

    #[test]
    fn a_name_is_cut_and_lengthened_and_words_that_begin_like_it_stay() {
        let found = persons("Mikkel er otte. Hjemme hedder han Mikse, og farmor siger Mikkelmus. Vi elsker Mik.");
        assert_eq!(found, ["Mikkel", "Mikse", "Mikkelmus", "Mik"]);
        assert_eq!(persons("Hansine er fem. Han siger ikke noget. Hans mor er træt."), ["Hansine"]);
    }
}
