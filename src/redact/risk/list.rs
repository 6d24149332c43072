//! The lists in `rules/risk`: one entry a line, `#` starts a comment. Small enough to be read where they are used.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

/// The entries of a list.
pub(super) fn entries(content: &'static str) -> impl Iterator<Item = &'static str> {
    content
        .lines()
        .map(|line| line.split_once('#').map_or(line, |(entry, _)| entry).trim())
        .filter(|line| !line.is_empty())
}

/// Rare diagnoses, each as its words, by their first word.
pub(super) fn diagnoses() -> &'static BTreeMap<&'static str, Vec<Vec<&'static str>>> {
    static LIST: OnceLock<BTreeMap<&'static str, Vec<Vec<&'static str>>>> = OnceLock::new();
    LIST.get_or_init(|| {
        let mut list: BTreeMap<&'static str, Vec<Vec<&'static str>>> = BTreeMap::new();
        for entry in entries(include_str!("../../../rules/risk/rare_diagnoses.txt")) {
            let words = pieces(entry);
            if let Some(first) = words.first() {
                list.entry(first).or_default().push(words);
            }
        }
        // The longest first, so that the whole name of a syndrome is taken.
        list.values_mut().for_each(|phrases| phrases.sort_by_key(|words| std::cmp::Reverse(words.len())));
        list
    })
}

/// An entry cut as the text is cut: runs of letters, runs of digits.
fn pieces(entry: &'static str) -> Vec<&'static str> {
    let mut pieces = Vec::new();
    for word in entry.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        let mut rest = word;
        while let Some(first) = rest.chars().next() {
            let end = rest.find(|c: char| c.is_numeric() != first.is_numeric()).unwrap_or(rest.len());
            let Some((piece, after)) = rest.split_at_checked(end) else { break };
            pieces.push(piece);
            rest = after;
        }
    }
    pieces
}

/// Occupations and offices.
pub(super) fn occupations() -> &'static BTreeSet<&'static str> {
    static LIST: OnceLock<BTreeSet<&'static str>> = OnceLock::new();
    LIST.get_or_init(|| entries(include_str!("../../../rules/risk/occupations.txt")).collect())
}

/// Places of work that a town has one of, in the definite form.
pub(super) fn workplaces() -> &'static BTreeSet<&'static str> {
    static LIST: OnceLock<BTreeSet<&'static str>> = OnceLock::new();
    LIST.get_or_init(|| entries(include_str!("../../../rules/risk/workplaces.txt")).collect())
}

/// Boards and associations, in the definite form.
pub(super) fn associations() -> &'static BTreeSet<&'static str> {
    static LIST: OnceLock<BTreeSet<&'static str>> = OnceLock::new();
    LIST.get_or_init(|| entries(include_str!("../../../rules/risk/associations.txt")).collect())
}

/// A word for an origin: the country it belongs to, and whether it is the country itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct OriginWord {
    pub(super) country: &'static str,
    pub(super) form: OriginForm,
}

/// What such a word is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum OriginForm {
    /// *Somalia*
    Country,
    /// *somalisk*, *Nigerian*
    Adjective,
    /// *somaliske*
    Inflected,
    /// *somalier*
    Person,
}

/// Words for origins.
pub(super) fn origins() -> &'static BTreeMap<&'static str, OriginWord> {
    static LIST: OnceLock<BTreeMap<&'static str, OriginWord>> = OnceLock::new();
    LIST.get_or_init(|| {
        let mut list = BTreeMap::new();
        for entry in entries(include_str!("../../../rules/risk/origins.txt")) {
            let words: Vec<&str> = entry.split(',').map(str::trim).collect();
            let Some(&country) = words.first() else { continue };
            let forms = [OriginForm::Country, OriginForm::Adjective, OriginForm::Inflected, OriginForm::Person];
            for (word, form) in words.iter().zip(forms.into_iter().chain(std::iter::repeat(OriginForm::Adjective))) {
                if !word.is_empty() && *word != "-" {
                    list.entry(*word).or_insert(OriginWord { country, form });
                }
            }
        }
        list
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_in_lower_case_and_hold_each_entry_once() {
        for content in [
            include_str!("../../../rules/risk/rare_diagnoses.txt"),
            include_str!("../../../rules/risk/occupations.txt"),
            include_str!("../../../rules/risk/workplaces.txt"),
            include_str!("../../../rules/risk/associations.txt"),
            include_str!("../../../rules/risk/origins.txt"),
        ] {
            let mut seen = BTreeSet::new();
            for entry in entries(content) {
                assert_eq!(entry, entry.to_lowercase());
                assert!(seen.insert(entry), "{entry} stands twice");
            }
            assert!(seen.len() > 15);
        }
    }

    #[test]
    fn an_entry_is_cut_as_the_text_is_cut() {
        assert_eq!(pieces("22q11-deletion"), ["22", "q", "11", "deletion"]);
        assert_eq!(pieces("prader-willi"), ["prader", "willi"]);
    }
}
