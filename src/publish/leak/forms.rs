//! Which forms the gate looks for: everything that was hidden anywhere in the collection, told apart from what may be printed.

use super::HiddenForm;
use super::fold::Folded;
use crate::personal::Personal;
use std::collections::{BTreeMap, BTreeSet};

/// Fewer digits than this do not point at one person (`§ 42`, `3. maj`).
const MANY_DIGITS: usize = 5;

/// What was decided in one testimony, approved or not.
#[derive(Clone, Debug, Default)]
pub struct Decided {
    /// Its number.
    pub number: u32,
    /// Every form that is hidden, as it stands in the text.
    pub hidden: BTreeSet<Personal>,
    /// Every form that the coordinator kept, as it stands in the text.
    pub kept: BTreeSet<Personal>,
    /// Every stretch that is printed in coarser words, as it stood: *den 14. marts 2021*. It points at nobody by itself, so it is looked for only on
    /// the pages of this testimony.
    pub coarsened: BTreeSet<Personal>,
}

/// The forms to look for. `is_word` says whether a lower-case word is a word of the language or a phrase that is always kept.
///
/// A form is *ordinary* when it is one such word, when it is words in lower case and small numbers only, and what was kept in
/// another testimony may stand there (`kept_in`). What was both hidden and kept in the same testimony is left out: there it may stand.
#[expect(
    clippy::disallowed_methods,
    reason = "forms are compared with one another and go straight into Personal again"
)]
pub fn hidden_forms(decided: &[Decided], is_word: impl Fn(&str) -> bool) -> Vec<HiddenForm> {
    let key = |form: &Personal| Folded::new(form.reveal()).joined.plain;
    let mut kept: BTreeMap<String, BTreeSet<u32>> = BTreeMap::new();
    for testimony in decided {
        for form in &testimony.kept {
            kept.entry(key(form)).or_default().insert(testimony.number);
        }
    }
    let mut forms = Vec::new();
    for testimony in decided {
        let hidden = testimony.hidden.iter().map(|form| (form, is_ordinary(form.reveal(), &is_word)));
        for (form, ordinary_word) in hidden.chain(testimony.coarsened.iter().map(|form| (form, true))) {
            let kept_in = kept.get(&key(form));
            if kept_in.is_some_and(|numbers| numbers.contains(&testimony.number)) {
                continue;
            }
            forms.push(HiddenForm {
                number: testimony.number,
                text: form.clone(),
                ordinary_word,
                kept_in: kept_in.cloned().unwrap_or_default(),
                in_contents: false,
            });
        }
    }
    forms
}

fn is_ordinary(form: &str, is_word: impl Fn(&str) -> bool) -> bool {
    let digits = form.chars().filter(char::is_ascii_digit).count();
    if digits >= MANY_DIGITS {
        return false;
    }
    let words: Vec<&str> =
        form.split(|c: char| !c.is_alphanumeric() && c != '-').filter(|word| !word.is_empty()).collect();
    match words.as_slice() {
        [] => true,
        [word] => digits > 0 || is_word(&word.to_lowercase()) || is_word(word),
        words => words.iter().all(|word| {
            word.chars().all(|c| c.is_ascii_digit()) || (word.starts_with(char::is_lowercase) && is_word(word))
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(forms: &[&str]) -> BTreeSet<Personal> {
        forms.iter().map(|form| Personal::new((*form).to_owned())).collect()
    }

    #[expect(clippy::disallowed_methods, reason = "the test looks at invented names")]
    fn ordinary(decided: &[Decided]) -> BTreeMap<(u32, String), (bool, BTreeSet<u32>)> {
        hidden_forms(decided, |word| ["storm", "maj", "hans", "søster"].contains(&word))
            .into_iter()
            .map(|form| ((form.number, form.text.into_revealed()), (form.ordinary_word, form.kept_in)))
            .collect()
    }

    #[test]
    fn names_that_are_words_or_small_numbers_are_ordinary_and_others_are_not() {
        let hidden = set(&["Storm", "Storm Fugl", "Kanarie", "3. maj", "3. maj 2012", "hans søster", "12345678", "MH"]);
        let found = ordinary(&[Decided { number: 1, hidden, ..Decided::default() }]);
        let names: Vec<&str> =
            found.iter().filter(|(_, (ordinary, _))| *ordinary).map(|((_, name), _)| name.as_str()).collect();
        assert_eq!(names, ["3. maj", "Storm", "hans søster"]);
    }

    #[test]
    fn what_is_said_in_coarser_words_is_looked_for_in_its_own_testimony_only() {
        let coarsened = set(&["den 14. marts 2021", "Fugleværket"]);
        let found = ordinary(&[Decided { number: 1, coarsened, ..Decided::default() }]);
        assert_eq!(found.len(), 2);
        assert!(found.values().all(|(ordinary, _)| *ordinary));
    }

    #[test]
    fn what_the_coordinator_kept_may_stand_where_it_was_kept() {
        let found = ordinary(&[
            Decided { number: 1, hidden: set(&["Kanarie", "Fugl"]), kept: set(&["fugl"]), ..Decided::default() },
            Decided { number: 2, hidden: set(&["Fugl"]), kept: set(&["KANARIE"]), ..Decided::default() },
        ]);
        assert_eq!(
            found.into_iter().collect::<Vec<_>>(),
            [
                ((1, "Kanarie".to_owned()), (false, BTreeSet::from([2]))),
                ((2, "Fugl".to_owned()), (false, BTreeSet::from([1])))
            ]
        );
    }
}
