//! The lists in `rules/institutions`: what a school, a day-care centre, a home, a club or a firm is, and where its name stands.

use crate::redact::endings::Endings;
use std::collections::BTreeSet;
use std::sync::OnceLock;

/// The entries of a list: one a line, `#` starts a comment.
fn entries(content: &'static str) -> BTreeSet<&'static str> {
    content
        .lines()
        .map(|line| line.split_once('#').map_or(line, |(entry, _)| entry).trim())
        .filter(|line| !line.is_empty())
        .collect()
}

fn kinds() -> &'static BTreeSet<&'static str> {
    static LIST: OnceLock<BTreeSet<&'static str>> = OnceLock::new();
    LIST.get_or_init(|| entries(include_str!("../../../../rules/institutions/kinds.txt")))
}

fn definite() -> &'static BTreeSet<&'static str> {
    static LIST: OnceLock<BTreeSet<&'static str>> = OnceLock::new();
    LIST.get_or_init(|| entries(include_str!("../../../../rules/institutions/definite.txt")))
}

fn leading() -> &'static BTreeSet<&'static str> {
    static LIST: OnceLock<BTreeSet<&'static str>> = OnceLock::new();
    LIST.get_or_init(|| entries(include_str!("../../../../rules/institutions/leading.txt")))
}

fn ends() -> &'static BTreeSet<&'static str> {
    static LIST: OnceLock<BTreeSet<&'static str>> = OnceLock::new();
    LIST.get_or_init(|| entries(include_str!("../../../../rules/institutions/ends.txt")))
}

fn fronts() -> &'static BTreeSet<&'static str> {
    static LIST: OnceLock<BTreeSet<&'static str>> = OnceLock::new();
    LIST.get_or_init(|| entries(include_str!("../../../../rules/institutions/fronts.txt")))
}

fn houses() -> &'static BTreeSet<&'static str> {
    static LIST: OnceLock<BTreeSet<&'static str>> = OnceLock::new();
    LIST.get_or_init(|| entries(include_str!("../../../../rules/institutions/houses.txt")))
}

/// Whether houses are called after a lower-case word, or after words that end so.
pub fn is_house_word(lower: &str) -> bool {
    is_house(lower) || ends_like_a_house(lower)
}

/// Whether it is a thing that houses are called after: *solsikken*.
pub(super) fn is_house(lower: &str) -> bool {
    houses().contains(lower)
}

/// Whether a word in no dictionary ends as the names of houses do: *birkelyset*.
pub(super) fn ends_like_a_house(lower: &str) -> bool {
    const SHORTEST_FRONT: usize = 3;
    static ENDS: OnceLock<Endings> = OnceLock::new();
    let ends = ENDS.get_or_init(|| Endings::new(houses().range("-"..=".").filter_map(|end| end.strip_prefix('-'))));
    ends.of(lower).any(|end| lower.strip_suffix(end).is_some_and(|front| front.chars().count() >= SHORTEST_FRONT))
}

/// What a name stands before: *skole*, *friskole*.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LastWord {
    /// Long enough to say what it is however it is written.
    Always,
    /// Only with a capital: *IF*, *Auto*.
    Capital,
}

/// Ends of words for firms and associations.
const TRADES: [&str; 22] = [
    "eri",
    "firma",
    "service",
    "værksted",
    "forretning",
    "klinik",
    "forening",
    "klub",
    "butik",
    "handel",
    "entreprise",
    "kloak",
    "møller",
    "menighed",
    "maskiner",
    "transport",
    "skole",
    "børnehave",
    "fragt",
    "smedje",
    "smedie",
    "byggeri",
];

/// Whether a name may stand before this word.
pub(super) fn kind(lower: &str) -> Option<LastWord> {
    let base = lower.strip_suffix('s').unwrap_or(lower);
    if kinds().contains(lower) || kinds().contains(base) || is_kind_of_school(base) {
        return Some(LastWord::Always);
    }
    // What is made, sold or repaired there: *Skjern Stenhuggeri*, *Lindums Cykelservice*.
    let business = TRADES.iter().any(|end| base.len() > end.len() + 2 && base.ends_with(end));
    if business {
        return Some(LastWord::Capital);
    }
    // The mark of those that need a capital sorts them together; there are some.
    kinds().range("=".."=\u{10ffff}").any(|marked| marked.strip_prefix('=') == Some(lower)).then_some(LastWord::Capital)
}

/// *distriktsskole*, *nordvestskole*: some kind of school or another, which the names of places stand before.
fn is_kind_of_school(base: &str) -> bool {
    const SHORTEST_FRONT: usize = 4;
    base.strip_suffix("skole").is_some_and(|front| front.chars().count() >= SHORTEST_FRONT)
}

/// Whether a name may stand after it: *børnehuset*.
pub(super) fn is_definite(lower: &str) -> bool {
    definite().contains(lower)
}

/// Whether a name with a capital may stand after it: *klinik*.
pub(super) fn is_leading(lower: &str) -> bool {
    leading().contains(lower)
}

/// Whether a first part makes a kind of school and no name: *folke*, *special*.
pub(super) fn is_front(front: &str) -> bool {
    let front = front.strip_suffix('-').unwrap_or(front);
    fronts().contains(front) || front.strip_suffix('s').is_some_and(|root| fronts().contains(root))
}

/// What stands before the kind in a name of one word: *bakke* of *bakkeskolen*. Nothing when it only says what kind it is.
pub(super) fn name_front(lower: &str) -> Option<&str> {
    const SHORTEST: usize = 3;
    let base = lower.strip_suffix('s').unwrap_or(lower);
    // The longest end, so that *ahornfriskolen* is called ahorn and not ahornfri.
    let front = ends().iter().filter_map(|end| base.strip_suffix(end)).min_by_key(|front| front.len())?;
    (front.chars().count() >= SHORTEST && !is_front(front)).then_some(front)
}

/// Whether a lower-case word is or ends in a word for a school, a day-care centre, a home, a club or a firm.
pub fn is_institution_word(lower: &str) -> bool {
    const LONGEST: usize = 60;
    lower.len() <= LONGEST
        && (matches!(lower, "skolen" | "aps")
            || kind(lower).is_some()
            || is_definite(lower)
            || is_leading(lower)
            || name_front(lower).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_in_lower_case() {
        for list in [kinds(), definite(), leading(), ends(), fronts(), houses()] {
            assert!(list.len() > 15);
            assert!(list.iter().all(|entry| *entry == entry.to_lowercase() && !entry.contains(' ')));
        }
    }

    #[test]
    fn a_name_is_what_is_left_before_the_kind() {
        assert_eq!(name_front("bakkeskolen"), Some("bakke"));
        assert_eq!(name_front("ahornfriskolens"), Some("ahorn"));
        for kind in ["folkeskolen", "specialskolen", "børnehaven", "heldagsskolen", "naboskolen", "musen"] {
            assert_eq!(name_front(kind), None, "{kind}");
        }
        assert_eq!((kind("if"), kind("friskoles")), (Some(LastWord::Capital), Some(LastWord::Always)));
    }
}
