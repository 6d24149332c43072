//! The weights that turn evidence into a judgement, learnt from the labelled texts and from nothing else.
//!
//! `rules/weights/prior.tsv` says what an expert would give each piece of evidence; `examples/learn_weights.rs` moves these weights as far as the
//! labelled texts in `fixtures/marked` (as they stand, in lower case, and with other names in them) call for, and writes
//! `rules/weights/learnt.tsv`: a line a feature, readable and the same every time. The build turns that into a table. A logistic regression:
//! weights add up to the logarithm of the odds that a word names somebody.

pub mod key;

mod table {
    #![allow(clippy::approx_constant, reason = "a weight may come near any constant")]
    include!(concat!(env!("OUT_DIR"), "/weights.rs"));
}

use table::TABLE;

/// What is looked at. The names are those of [`key::FEATURES`], in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
#[expect(missing_docs, reason = "each is explained where it is seen, in `features` and in `score`")]
pub enum Feature {
    Base,
    Length,
    Prev,
    Next,
    Prev2,
    Next2,
    PrevListing,
    NextListing,
    Gap,
    GapAfter,
    PrevEnd,
    NextEnd,
    End,
    Own,
    Language,
    RoleCue,
    Naming,
    Title,
    Greeting,
    SignOff,
    VerbAfter,
    Communication,
    Neighbour,
    Hyphen,
    Initial,
    Header,
    ElsewhereSure,
    Elsewhere,
    Date,
    Age,
    Owner,
    Together,
    Object,
    RoleComma,
    Introduced,
    Determiner,
}

/// How the word under judgement is written. The names are those of [`key::CLASSES`], in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Class {
    /// A capital in the middle of a sentence.
    Telling,
    /// A capital where a sentence, a line or a heading starts.
    Start,
    /// Lower case from somebody who uses capitals.
    Lower,
    /// Lower case from somebody who hardly does.
    Habit,
    /// Among words in capitals.
    Shouted,
    /// In capitals among words that are not.
    Capitals,
    /// A capital from somebody who gives all nouns one.
    CapitalHabit,
    /// With a capital, wherever.
    Capital,
    /// However it is written.
    Any,
}

/// What is seen of a feature: a word, an ending, or a sign.
#[derive(Clone, Copy, Debug)]
pub struct Value<'a> {
    /// Its number, as [`key::value`] makes it.
    number: u32,
    /// Itself, for those who learn weights and want to read them.
    pub text: &'a str,
}

impl<'a> Value<'a> {
    /// A value that is read now; at compile time where it can be.
    pub const fn new(text: &'a str) -> Self {
        Self { number: key::value(text), text }
    }

    /// A value whose number is known.
    pub(super) const fn known(number: u32, text: &'a str) -> Self {
        Self { number, text }
    }
}

/// The weight of a feature; 0 for one that was never met.
pub fn weight(feature: Feature, class: Class, value: Value<'_>) -> f32 {
    let key = key::key(feature as u8, class as u8, value.number);
    let mut at = key::place(key, TABLE.len());
    // The table is at most half full, so a free place comes soon.
    loop {
        match TABLE.get(at) {
            Some(&(known, weight)) if known == key => return weight,
            Some(&(known, _)) if known != 0 => at = (at + 1) & (TABLE.len() - 1),
            _ => return 0.0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_learnt_weight_is_found_and_an_unmet_feature_weighs_nothing() {
        assert!(weight(Feature::Base, Class::Telling, Value::new("first_name")) > 0.0);
        assert!(weight(Feature::Base, Class::Lower, Value::new("kept")) < 0.0);
        assert!(weight(Feature::Prev, Class::Lower, Value::new("kanariefugl")).abs() < f32::EPSILON);
    }

    #[test]
    fn names_and_variants_are_in_step() {
        assert_eq!(key::FEATURES[Feature::Date as usize], "date");
        assert_eq!(key::FEATURES[Feature::Own as usize], "own");
        assert_eq!(key::FEATURES[Feature::Determiner as usize], "determiner");
        assert_eq!(key::CLASSES[Class::Any as usize], "any");
        assert_eq!(key::CLASSES[Class::CapitalHabit as usize], "capital_habit");
        assert!(TABLE.len().is_power_of_two());
    }
}
