//! The detectors, one a file. Those that look for names add signals to words ([`super::score::Board`]); patterns and unvouched words
//! give findings of their own, because nothing needs to be added up there.
//!
//! # Known misses
//!
//! On the labelled texts (`vidnesbyrd evaluer --vis fixtures/marked/*.txt`) these get through before review:
//!
//! - everyday words as names in lower case where nothing beside them speaks for a person: no cue, age, genitive, verb, company (*skriv til viola*);
//! - one letter in lower case without a role before it (*eller bare b*); initials that are words or abbreviations when nothing beside them makes a
//!   person of them (*Ved mødet var PR til stede*, *SØ* under a note); a letter that stands once, as the first word of a sentence;
//! - ordinary words as pet names in lower case (*vi kalder hende myggen*, *lille pruttemås*), and pet names of names of which they keep too little
//!   (*Mugge* for Magnus);
//! - places whose names are words after a preposition that also leads elsewhere (*paa Fur*, *til Ven*), small ones in lower case where nothing is said of
//!   living there, and those that `rules/keep/towns.txt` counts as large (*vollsmose*);
//! - firms and institutions without a word for what they are (*slagteren i byen*), in lower case behind a plain word (*vrist skole*, *rent & blankt*), or
//!   with the word for it misspelt (*Hjelmby skåle*); houses called after things that no list has (*kommer i kludedukken*);
//! - homes without a number (*oppe ad Kirkevejen, tredje hus*), and what is left of one (*naboen i nr. 13*);
//! - a birth date that no word of birth and no name stands beside (*det var den 27.8.2018*), or told over two sentences; a CPR number said in ordinals
//!   (*tredje fjerde fjorten*), and two digits of one (*ham der ender på 31*);
//! - user names that are ordinary words where no network's name and colon stand before them; the names of networks (wifi);
//! - a name cut in three by dictation, or into what only sounds like it (*torv gejr*), puns on a name (*finn tygge*, *tyggegummi*);
//! - famous people are left standing (`rules/keep/famous.txt`), also where a neighbour bears the whole name of a character in a book.
//!
//! In single files they show as they stand; in a collection the coordinator reads every text before it is approved.
//!
//! Adding one is a file, a line in [`NAME_DETECTORS`], and a marked text that fails without it.

pub mod address;
pub mod age;
pub mod birthdate;
pub mod byname;
pub mod code;
pub mod company;
pub mod compound;
pub mod conversation;
pub mod cpr_tail;
pub mod date;
pub mod digits;
pub mod elsewhere;
pub mod epithet;
pub mod handle;
pub mod header;
pub mod initials;
pub mod institution;
pub mod letter;
pub mod names;
pub mod naming;
pub mod neighbour;
pub mod owner;
pub mod pattern;
pub mod petname;
pub mod pieces;
pub mod role_cue;
pub mod spelled;
pub mod unvouched;
pub mod whereabouts;

use super::context::Context;
use super::score::Board;
use crate::intake::Seed;

/// A detector that adds signals to words.
pub struct NameDetector {
    /// Its id, as in the documentation.
    pub id: &'static str,
    /// What it looks at, in one line.
    pub about: &'static str,
    /// Adds its signals. Linear in the number of words.
    pub run: fn(&Context<'_>, &[Seed], &mut Board),
}

/// In the order in which they run; later ones see the sums of earlier ones.
pub const NAME_DETECTORS: [NameDetector; 11] = [
    NameDetector { id: "header", about: "names and addresses that the mail itself carries", run: header::detect },
    NameDetector { id: "names", about: "people on the collection's lists of names", run: names::detect },
    NameDetector { id: "role_cue", about: "a role word beside a name", run: role_cue::detect },
    NameDetector { id: "naming", about: "hedder, ved navn, hr., fru", run: naming::detect },
    NameDetector { id: "letter", about: "greetings and sign-offs", run: letter::detect },
    NameDetector { id: "conversation", about: "somebody who says or is spoken with", run: conversation::detect },
    NameDetector { id: "age", about: "an age beside a name", run: age::detect },
    NameDetector { id: "owner", about: "a genitive before what only people have", run: owner::detect },
    NameDetector { id: "company", about: "names joined by og, and verbs that take people", run: company::detect },
    NameDetector { id: "date", about: "months that are names as well", run: date::detect },
    NameDetector { id: "neighbour", about: "a name beside a name", run: neighbour::detect },
];

/// What tests of single detectors look at.
#[cfg(test)]
pub(crate) mod shown {
    use crate::redact::rules::RuleSet;
    use crate::redact::{Kind, analyse};
    use crate::text::SourceText;

    /// What is hidden as a person, in text order.
    #[expect(clippy::disallowed_methods, reason = "tests look at invented text")]
    pub(crate) fn persons(text: &str) -> Vec<String> {
        let source = SourceText::normalise(text);
        let analysis = analyse(&source, &[], &RuleSet::shipped().unwrap(), &[]).unwrap();
        let persons = analysis.findings.iter().filter(|finding| finding.kind == Kind::Person);
        persons.map(|finding| source.slice(finding.span).to_owned()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_detector_has_an_id_of_its_own_and_says_what_it_looks_at() {
        let ids: BTreeSet<_> = NAME_DETECTORS.iter().map(|detector| detector.id).collect();
        assert_eq!(ids.len(), NAME_DETECTORS.len());
        assert!(NAME_DETECTORS.iter().all(|detector| detector.about.len() > 10));
    }
}
