//! The names that a collection itself knows: people whom somebody put on a list, and tables of names with their bearers.
//!
//! A [`NameBook`] is made once a run and travels inside the [`super::rules::RuleSet`]. It answers two questions about a lower-case word:
//! is it a name in a table of statistics ([`NameBook::onto`] adds that to what the shipped lists say), and is it part of the name of a
//! person who is listed ([`NameBook::find`])? A look-up is one hash and usually one comparison; an empty book costs nothing.
//!
//! A list holds for the collection, for one testimony or for one sender. What holds for less than the collection is put beside it by
//! [`NameBook::for_testimony`] when that testimony is analysed.

mod persons;
mod words;

pub use persons::ListedWord;

use super::facts::{Facts, Form};
use super::finding::Role;
use super::lexicon::Entry;
use crate::personal::Personal;
use persons::Persons;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;
use words::Words;

/// So many bearers a name needs before a word of the dictionary, or one that must survive, counts as that name: among six million
/// people somebody is called almost any word.
const MIN_BEARERS_OF_A_WORD: u32 = 500;

/// So many bearers a name needs to be one by its table. Below that a table holds firms, places and slips of the pen as well; such a word stays one
/// that nobody vouches for, which is hidden unattended and asked about otherwise.
const MIN_BEARERS: u32 = 5;

/// For which texts a listed name holds.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// Every testimony of the collection.
    Collection,
    /// The testimony with this number.
    Testimony(u32),
    /// Everything from this address (lower case).
    Sender(Personal),
}

/// How many people bear a name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Bearers {
    first: u32,
    last: u32,
}

/// A table of names with their bearers.
#[derive(Clone, Default)]
struct Statistics {
    words: Words,
    bearers: Vec<Bearers>,
}

/// Which kind of name a table of statistics counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NameKind {
    /// First names.
    First,
    /// Surnames.
    Last,
}

/// Who is listed for a scope narrower than the collection, as the names were written.
type Narrow = HashMap<Scope, Vec<(Personal, Option<Role>)>>;

/// The names that a collection knows. Cloning shares everything.
#[derive(Clone, Default)]
pub struct NameBook {
    statistics: Arc<Statistics>,
    collection: Arc<Persons>,
    narrow: Arc<Narrow>,
    /// For the testimony at hand.
    here: Option<Arc<Persons>>,
}

/// Mute: it holds names.
impl fmt::Debug for NameBook {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (words, listed) = (self.statistics.words.len(), self.collection.words());
        write!(f, "NameBook({words} names in tables, {listed} words of listed people)")
    }
}

/// What the lists say of one word of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found {
    /// The word on the lists for this testimony, and on those of the collection.
    ids: [Option<u32>; 2],
    /// What is listed about it.
    pub word: ListedWord,
    /// Which lists.
    pub reach: Reach,
}

/// How far the list reaches on which a word was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// The list holds for the whole collection.
    Collection,
    /// It holds for this testimony or this sender.
    Here,
}

impl Reach {
    /// The stable code used in evidence.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Collection => "collection",
            Self::Here => "here",
        }
    }
}

impl NameBook {
    /// Whether anybody is listed whose name could stand in the text at hand.
    pub fn lists_people(&self) -> bool {
        self.collection.words() > 0 || self.here.is_some()
    }

    /// Adds a person; `name` as it is written.
    pub fn add_person(&mut self, name: &Personal, role: Option<Role>, scope: &Scope) {
        match scope {
            Scope::Collection => Arc::make_mut(&mut self.collection).add(name, role),
            narrow => {
                Arc::make_mut(&mut self.narrow).entry(narrow.clone()).or_default().push((name.clone(), role));
            }
        }
    }

    /// Adds a name with its bearers from a table; `lower` is one word in lower case. Of two tables the larger count holds.
    pub fn add_bearers(&mut self, lower: &str, kind: NameKind, count: u32) {
        let statistics = Arc::make_mut(&mut self.statistics);
        let id = usize::try_from(statistics.words.insert(lower)).unwrap_or(usize::MAX);
        if id >= statistics.bearers.len() {
            statistics.bearers.push(Bearers::default());
        }
        if let Some(bearers) = statistics.bearers.get_mut(id) {
            let slot = match kind {
                NameKind::First => &mut bearers.first,
                NameKind::Last => &mut bearers.last,
            };
            *slot = count.max(*slot);
        }
    }

    /// How many people bear this lower-case word as a name of this kind; 0 when no table has it.
    pub fn bearers(&self, lower: &str, kind: NameKind) -> u32 {
        let bearers =
            self.statistics.words.get(lower).and_then(|id| self.statistics.bearers.get(usize::try_from(id).ok()?));
        bearers.map_or(0, |bearers| match kind {
            NameKind::First => bearers.first,
            NameKind::Last => bearers.last,
        })
    }

    /// What the shipped lists say of a lower-case word, and the tables besides. An ordinary word is a name only when many bear it.
    pub fn onto(&self, entry: Entry, lower: &str) -> Entry {
        if self.statistics.words.is_empty() {
            return entry;
        }
        let word = entry.is_danish_word() || entry.is_english_word() || entry.is_kept();
        let enough = |kind| self.bearers(lower, kind) >= if word { MIN_BEARERS_OF_A_WORD } else { MIN_BEARERS };
        entry.with_names(enough(NameKind::First), enough(NameKind::Last))
    }

    /// Adds what the tables and lists say to the facts of the words of a text; `words` calls what it is given with each. Nothing is remembered of it
    /// beyond this text.
    pub fn amend(&self, words: impl FnOnce(&mut dyn FnMut(&str, &mut Facts))) {
        if self.statistics.words.is_empty() && !self.lists_people() {
            return;
        }
        words(&mut |lower, facts| {
            facts.entry = self.onto(facts.entry, lower);
            if let Some(base) = lower.strip_suffix('s').filter(|base| base.len() >= 2) {
                facts.base = self.onto(facts.base, base);
            }
            // *fuglebrand* is put together of two words, and somebody's name when it is listed.
            if facts.form != Form::Unknown && self.lists(lower) {
                facts.form = Form::Unknown;
            }
        });
    }

    /// What is listed about a lower-case word: for this testimony or sender, else for the collection.
    pub fn find(&self, lower: &str) -> Option<Found> {
        let here = self.here.as_deref().and_then(|here| here.find(lower));
        let collection = self.collection.find(lower);
        let (reach, word) = match (here, collection) {
            (Some((_, word)), _) => (Reach::Here, word),
            (None, Some((_, word))) => (Reach::Collection, word),
            (None, None) => return None,
        };
        Some(Found { ids: [here, collection].map(|found| found.map(|(id, _)| id)), word, reach })
    }

    /// Whether a lower-case word, or what it is the genitive of, is part of a listed person's name.
    pub fn lists(&self, lower: &str) -> bool {
        self.lists_people() && (self.find(lower).is_some() || self.is_genitive(lower))
    }

    /// Whether two words stand in this order in the full name of one listed person; with the role when all such persons have one.
    pub fn pair(&self, front: Found, back: Found) -> Option<Option<Role>> {
        let lists = [self.here.as_deref(), Some(&*self.collection)];
        lists.into_iter().zip(front.ids).zip(back.ids).find_map(|((persons, front), back)| persons?.pair(front?, back?))
    }

    /// Whether a lower-case word on no list is the genitive of a listed word.
    pub fn is_genitive(&self, lower: &str) -> bool {
        self.lists_people()
            && lower.strip_suffix('s').is_some_and(|base| self.find(base).is_some())
            && self.find(lower).is_none()
    }

    /// The book for one testimony, when something is listed for it or its sender alone.
    pub fn for_testimony(&self, number: Option<u32>, sender: &Personal) -> Option<Self> {
        if self.narrow.is_empty() {
            return None;
        }
        let scopes = [number.map(Scope::Testimony), (!sender.is_blank()).then(|| Scope::Sender(sender.clone()))];
        let mut here = Persons::default();
        for (name, role) in scopes.into_iter().flatten().filter_map(|scope| self.narrow.get(&scope)).flatten() {
            here.add(name, *role);
        }
        (here.words() > 0).then(|| Self { here: Some(Arc::new(here)), ..self.clone() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::redact::lexicon::Lexicon;

    fn person(name: &str) -> Personal {
        Personal::new(name.to_owned())
    }

    #[test]
    fn a_listed_person_is_found_by_every_word_and_in_full_only_in_order() {
        let mut book = NameBook::default();
        book.add_person(&person("Kanarie von Fuglebrand-Sørensen"), Some(Role::Caseworker), &Scope::Collection);
        book.add_person(&person("Bo Lund"), None, &Scope::Collection);
        let find = |word: &str| book.find(word).unwrap();
        assert!(find("kanarie").word.is_first_name() && find("sørensen").word.is_surname());
        assert_eq!(find("soerensen"), find("sørensen"));
        assert!(book.find("von").is_none() && book.find("fugl").is_none());
        assert_eq!(book.pair(find("kanarie"), find("sørensen")), Some(Some(Role::Caseworker)));
        assert_eq!(book.pair(find("sørensen"), find("kanarie")), None);
        assert_eq!(book.pair(find("bo"), find("lund")), Some(None));
        assert_eq!(book.pair(find("bo"), find("sørensen")), None);
        assert!(book.is_genitive("fuglebrands") && !book.is_genitive("fuglebrand"));
    }

    #[test]
    fn a_role_is_given_only_when_everybody_with_the_word_has_it() {
        let mut book = NameBook::default();
        for (name, role) in [
            ("Kanarie Fugl", Some(Role::Leader)),
            ("Undulat Fugl", Some(Role::Leader)),
            ("Kanarie Spurv", Some(Role::Caseworker)),
            ("Undulat Spurv", None),
        ] {
            book.add_person(&person(name), role, &Scope::Collection);
        }
        let role = |word: &str| book.find(word).unwrap().word.role();
        assert_eq!(role("fugl"), Some(Role::Leader));
        assert_eq!(role("kanarie"), None);
        assert_eq!(role("spurv"), None);
    }

    #[test]
    fn a_narrow_scope_holds_there_and_nowhere_else() {
        let mut book = NameBook::default();
        let sender = person("mor@fugle.example");
        book.add_person(&person("Guldklumpen"), Some(Role::Child), &Scope::Testimony(7));
        book.add_person(&person("Pip"), Some(Role::Child), &Scope::Sender(sender.clone()));
        assert!(!book.lists_people());
        let found = |number, sender: &Personal, word: &str| {
            book.for_testimony(number, sender).is_some_and(|book| book.find(word).is_some())
        };
        let nobody = Personal::default();
        assert!(found(Some(7), &nobody, "guldklumpen") && !found(Some(8), &nobody, "guldklumpen"));
        assert!(found(Some(8), &sender, "pip") && !found(Some(7), &nobody, "pip"));
        assert!(!found(None, &nobody, "pip"));
        // A word that is listed here too still joins its surname on the list of the collection.
        book.add_person(&person("Pip Fugl"), None, &Scope::Collection);
        let here = book.for_testimony(None, &sender).unwrap();
        assert_eq!(here.pair(here.find("pip").unwrap(), here.find("fugl").unwrap()), Some(None));
    }

    #[test]
    fn a_word_of_the_dictionary_needs_many_bearers() {
        let lexicon = Lexicon::shipped();
        let mut book = NameBook::default();
        book.add_bearers("kvaksedundrup", NameKind::Last, 5);
        book.add_bearers("kvakse", NameKind::Last, 4);
        book.add_bearers("skema", NameKind::Last, 3);
        book.add_bearers("bord", NameKind::First, 900);
        let entry = |word: &str| book.onto(lexicon.entry(word), word);
        assert!(entry("kvaksedundrup").is_surname() && !entry("kvaksedundrup").is_first_name());
        assert!(!entry("skema").is_name() && !entry("kvakse").is_name());
        assert!(entry("bord").is_first_name() && entry("bord").is_danish_word());
        assert_eq!(book.bearers("bord", NameKind::First), 900);
    }

    /// The role of the first person found in a text whose sender is called Mette.
    fn role_in(text: &str, book: &NameBook) -> Role {
        use crate::intake::{Seed, SeedSource};
        let rules = crate::redact::rules::RuleSet::shipped().unwrap().with_names(book.clone());
        let seeds = [Seed { source: SeedSource::From, text: person("Mette Krogh") }];
        let analysis = crate::redact::analyse(&crate::text::SourceText::normalise(text), &seeds, &rules, &[]).unwrap();
        analysis.subjects[0].role
    }

    #[test]
    fn the_list_knows_who_is_named_in_full_and_the_text_knows_better_who_is_called_by_a_first_name() {
        let mut book = NameBook::default();
        for name in ["Karen Holm", "Mette Fuglebrand", "Bo Lund"] {
            book.add_person(&person(name), Some(Role::Caseworker), &Scope::Collection);
        }
        for (text, role) in [
            ("I går kom vores psykolog Karen Holm på besøg, og det var godt.", Role::Caseworker),
            ("I går kom Bo Lund på besøg, og det var godt.", Role::Caseworker),
            ("I går kom min datter Karen hjem, og Karen græd.", Role::Child),
            ("I går kom Karen på besøg, og det var godt.", Role::Caseworker),
            ("Så sagde jeg: Jeg er Mette og mor til fire, og det hjalp.", Role::Parent),
            ("I går kom Mette Fuglebrand på besøg, og det var godt.", Role::Caseworker),
        ] {
            assert_eq!(role_in(text, &book), role, "{text}");
        }
    }

    #[test]
    fn a_hundred_thousand_people_are_ready_at_once() {
        // Letters for digits, because a digit ends a word.
        let letters =
            |n: u32| -> String { n.to_string().bytes().map(|digit| char::from(digit + b'a' - b'0')).collect() };
        let names: Vec<Personal> =
            (0..100_000).map(|n| person(&format!("Fugl{} Brandø{}", letters(n / 7), letters(n)))).collect();
        let started = std::time::Instant::now();
        let mut book = NameBook::default();
        for name in &names {
            book.add_person(name, Some(Role::Professional), &Scope::Collection);
        }
        let took = started.elapsed();
        // A third of a second on a quiet machine; the limit is for a loaded one.
        assert!(took.as_secs_f32() < 2.0, "{took:?}");
        assert!(book.find("fuglba").is_some() && book.find("brandoejjjjj").is_some());
        println!("100,000 people took {took:?}");
    }

    #[test]
    fn debug_names_nobody() {
        let mut book = NameBook::default();
        book.add_person(&person("Kanarie Fugl"), None, &Scope::Sender(person("kanarie@bur.example")));
        book.add_person(&person("Kanarie Fugl"), None, &Scope::Collection);
        let shown = format!("{book:?} {:?} {:?}", book.find("kanarie"), Scope::Sender(person("kanarie@bur.example")));
        assert!(!shown.to_lowercase().contains("kanarie"));
    }
}
