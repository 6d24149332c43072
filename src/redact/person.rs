//! Which mentions mean the same human being, and what that person is to the story.
//!
//! Full names come first; a first name alone joins the one person it fits. When it fits several, it is the one who alone was spoken of just
//! before; when none or more than one was, nobody can tell, and the coordinator is asked. A surname alone
//! joins the one person who bears it, and stands for itself when a family bears it. Spellings of one name are one name, and an unlisted name one
//! slip from a listed one is that one. Two people who are taken for one are both hidden; that costs clarity, never safety.

use super::context::{Context, Listing};
use super::facts::Hashed;
use super::finding::Role;
use super::mention::Mention;
use super::spelling::{self, Key};
use super::token::Gap;
use smallvec::SmallVec;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::hash::BuildHasherDefault;

/// A person while they are put together.
#[derive(Debug, Default)]
pub struct Person {
    /// Indices into the mentions.
    pub mentions: Vec<usize>,
    /// The role that the cues give, if any.
    pub role: Option<Role>,
    /// Whether it may be either of two people with one first name.
    pub unclear: bool,
}

/// How far back, in bytes, one of two people with the same first name was spoken of when the name alone means them: some five sentences.
const JUST_BEFORE: usize = 500;

/// Groups mentions into persons, in order of first appearance. `is_sender` tells whether a name word is the sender's.
pub fn persons(context: &Context<'_>, mentions: &[Mention], is_sender: impl Fn(&str) -> bool) -> Vec<Person> {
    let mut groups = Groups { listed: listed_names(context, mentions), ..Groups::default() };
    let mut order: Vec<usize> = (0..mentions.len()).collect();
    // Full names first, each group in text order.
    order.sort_by_key(|&at| (mentions.get(at).is_none_or(|mention| mention.words.len() < 2), at));
    for at in order {
        if let Some(mention) = mentions.get(at) {
            groups.place(context, at, mention);
        }
    }
    groups.unclear_ones();
    let mut persons = groups.persons;
    for person in &mut persons {
        person.mentions.sort_unstable();
        person.role = role(context, mentions, person, &is_sender);
    }
    persons.sort_by_key(|person| person.mentions.first().copied());
    persons
}

/// The role of a listed person who is named in full; else the one that most mentions give, where the first one given wins a draw. A sender
/// who signs is a parent when nothing else is said; a listed name that stands alone says least, for many are called Mette.
fn role(
    context: &Context<'_>,
    mentions: &[Mention],
    person: &Person,
    is_sender: impl Fn(&str) -> bool,
) -> Option<Role> {
    let own = || person.mentions.iter().filter_map(|&at| mentions.get(at));
    let listed = |in_full: bool| {
        own().filter_map(|mention| mention.listed).find(|(_, full)| *full == in_full).map(|(role, _)| role)
    };
    if let Some(role) = listed(true) {
        return Some(role);
    }
    let mut counts: Vec<(Role, usize)> = Vec::new();
    for role in own().filter_map(|mention| mention.role) {
        match counts.iter_mut().find(|(known, _)| *known == role) {
            Some((_, count)) => *count += 1,
            None => counts.push((role, 1)),
        }
    }
    let most = counts.iter().map(|(_, count)| *count).max();
    counts.iter().find(|(_, count)| Some(*count) == most).map(|(role, _)| *role).or_else(|| {
        own()
            .any(|mention| mention.signed || mention.words.first().is_some_and(|&index| is_sender(context.name(index))))
            .then_some(Role::Parent)
            .or_else(|| listed(false))
    })
}

/// The names on lists among the mentions, for telling what an unlisted one was meant for.
fn listed_names(context: &Context<'_>, mentions: &[Mention]) -> spelling::Neighbours {
    let mut names = spelling::Neighbours::default();
    let words = || mentions.iter().flat_map(|mention| &mention.words);
    if !words().any(|&index| is_unlisted(context.listing(index))) {
        return names;
    }
    let mut seen: HashSet<u64, BuildHasherDefault<Hashed>> = HashSet::default();
    for &index in words() {
        let name = context.name(index);
        if context.listing(index).is_name() && seen.insert(context.vocabulary.hash(name)) {
            names.insert(name);
        }
    }
    names
}

/// Where the people with one first name are spoken of: byte offsets with persons, both lists in text order, because full names come first.
#[derive(Default)]
struct Spoken {
    in_full: Vec<(usize, usize)>,
    alone: Vec<(usize, usize)>,
    /// Whether they are more than one. Kept and not counted: the same name may stand a hundred thousand times.
    several: bool,
}

impl Spoken {
    fn add(&mut self, in_full: bool, place: usize, person: usize) {
        let first = self.in_full.first().or_else(|| self.alone.first());
        self.several |= first.is_some_and(|(_, known)| *known != person);
        if in_full { &mut self.in_full } else { &mut self.alone }.push((place, person));
    }

    /// Those spoken of from byte `from` and before byte `to`.
    fn between(&self, from: usize, to: usize) -> [&[(usize, usize)]; 2] {
        [&self.in_full, &self.alone].map(|places| {
            let at = |byte: usize| places.partition_point(|(place, _)| *place < byte);
            places.get(at(from)..at(to)).unwrap_or_default()
        })
    }

    /// The one spoken of last before byte `to`, and since byte `from`.
    fn last(&self, from: usize, to: usize) -> Option<usize> {
        let last = self.between(from, to).into_iter().filter_map(<[_]>::last).max_by_key(|(place, _)| *place);
        last.map(|(_, person)| *person)
    }

    fn first(&self) -> Option<usize> {
        let first = [&self.in_full, &self.alone].into_iter().filter_map(|places| places.first());
        first.min_by_key(|(place, _)| *place).map(|(_, person)| *person)
    }
}

/// A map whose keys somebody else made.
type Table<K, V> = HashMap<K, V, foldhash::fast::RandomState>;

/// Looked up by name, never by walking over all persons: a text may name a hundred thousand.
#[derive(Default)]
struct Groups {
    persons: Vec<Person>,
    /// First and last name as written; either may be a bare initial.
    by_name: Table<(Key, Key), usize>,
    /// First name and initial of the last, initial and last: how a full name may be shortened.
    by_short: Table<(Key, Key), usize>,
    /// First name → where persons with it are spoken of, by byte offset.
    by_first: Table<Key, Spoken>,
    /// See [`listed_names`].
    listed: spelling::Neighbours,
    /// First names alone that fit several people, none of whom was spoken of just before: first name → mentions.
    unclear: BTreeMap<Key, Vec<usize>>,
    /// Last name → its first bearer, and whether others bear it too.
    by_last: Table<Key, (usize, bool)>,
    /// Last name → the person who is called nothing else.
    surname_only: Table<Key, usize>,
}

impl Groups {
    fn place(&mut self, context: &Context<'_>, at: usize, mention: &Mention) {
        let keys = name_keys(context, mention, &self.listed);
        let place = mention.finding.span.start();
        let (Some(&front), Some(&back)) = (keys.first(), keys.last()) else { return };
        let person = if keys.len() > 1 {
            let person = self.full(front, back).unwrap_or_else(|| self.start_full(front, back));
            self.by_first.entry(front).or_default().add(true, place, person);
            person
        } else {
            let surname = mention.words.first().is_some_and(|&index| is_surname_only(context.listing(index)));
            if !surname && self.is_unclear(front, place) {
                self.unclear.entry(front).or_default().push(at);
                return;
            }
            let person = self.single(front, place, surname).unwrap_or_else(|| self.start_single(front, surname));
            if !surname {
                self.by_first.entry(front).or_default().add(false, place, person);
            }
            person
        };
        if let Some(person) = self.persons.get_mut(person) {
            person.mentions.push(at);
        }
    }

    /// The person with this first and last name; an initial fits the name that begins with it.
    fn full(&self, front: Key, back: Key) -> Option<usize> {
        let exact = self.by_name.get(&(front, back));
        let short = if front.is_initial() || back.is_initial() {
            self.by_short.get(&(front, back))
        } else {
            // Named with an initial before and in full now.
            self.by_name.get(&(front, back.initial())).or_else(|| self.by_name.get(&(front.initial(), back)))
        };
        exact.or(short).copied()
    }

    /// Whether a first name alone at byte `place` fits several people, and not exactly one of them was spoken of just before.
    fn is_unclear(&self, key: Key, place: usize) -> bool {
        let Some(named) = self.by_first.get(&key).filter(|named| named.several) else { return false };
        let from = place.saturating_sub(JUST_BEFORE);
        let Some(last) = named.last(from, place) else { return true };
        named.between(from, place).into_iter().flatten().any(|(_, person)| *person != last)
    }

    /// One person for every first name that nobody can tell whose it is.
    fn unclear_ones(&mut self) {
        for (_, mentions) in std::mem::take(&mut self.unclear) {
            self.persons.push(Person { mentions, role: None, unclear: true });
        }
    }

    /// The person whom a name alone means: of several with one first name, the one spoken of last before this place.
    fn single(&self, key: Key, place: usize, surname: bool) -> Option<usize> {
        if let Some(named) = self.by_first.get(&key).filter(|_| !surname) {
            return named.last(0, place).or_else(|| named.first());
        }
        if let Some(&person) = self.surname_only.get(&key) {
            return Some(person);
        }
        // A family bears it: the name alone is then a person of its own.
        self.by_last.get(&key).filter(|(_, shared)| !shared).map(|(person, _)| *person)
    }

    fn start_full(&mut self, front: Key, back: Key) -> usize {
        let index = self.start();
        self.by_name.insert((front, back), index);
        self.by_short.entry((front, back.initial())).or_insert(index);
        self.by_short.entry((front.initial(), back)).or_insert(index);
        self.by_last.entry(back).and_modify(|(_, shared)| *shared = true).or_insert((index, false));
        index
    }

    /// A person who has one name so far; the caller notes where a first name is spoken of.
    fn start_single(&mut self, key: Key, surname: bool) -> usize {
        let index = self.start();
        if surname {
            self.surname_only.insert(key, index);
        }
        index
    }

    fn start(&mut self) -> usize {
        self.persons.push(Person::default());
        self.persons.len() - 1
    }
}

/// The spelling keys of a mention's names; names joined by a hyphen are one name (*Poul-Erik*), and an unlisted one is the listed one that it is a slip of.
fn name_keys(context: &Context<'_>, mention: &Mention, listed: &spelling::Neighbours) -> SmallVec<[Key; 4]> {
    let joined = |index: usize| context.tokens.get(index).is_some_and(|token| token.gap == Gap::Hyphen);
    let meant = |&index: &usize| {
        let name = context.name(index);
        is_unlisted(context.listing(index)).then(|| listed.near(name)).flatten().unwrap_or(name)
    };
    mention.words.chunk_by(|_, &after| joined(after)).map(|parts| Key::of(parts.iter().map(meant))).collect()
}

/// On no list, so that it may be a slip of a name that is.
const fn is_unlisted(listing: Listing) -> bool {
    matches!(listing, Listing::Unknown | Listing::Misspelt)
}

const fn is_surname_only(listing: Listing) -> bool {
    matches!(listing, Listing::Surname | Listing::SurnameWord | Listing::KeptSurname)
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "tests look at invented text")]
mod tests {
    use crate::redact::rules::RuleSet;
    use crate::redact::{Analysis, Tier, analyse};
    use crate::text::SourceText;

    fn analysed(text: &str) -> (SourceText, Analysis) {
        let source = SourceText::normalise(text);
        let analysis = analyse(&source, &[], &RuleSet::shipped().unwrap(), &[]).unwrap();
        (source, analysis)
    }

    fn whose(source: &SourceText, analysis: &Analysis, name: &str, nth: usize) -> u32 {
        let at = source.as_str().match_indices(name).nth(nth).unwrap().0;
        let finding = analysis.findings.iter().position(|finding| finding.span.start() == at).unwrap();
        analysis.subject_of(finding).unwrap().id.0
    }

    #[test]
    fn two_people_with_one_first_name_are_kept_apart_where_the_text_allows_and_put_to_the_coordinator_where_not() {
        let far = "Vi ventede i mange måneder på svar fra kommunen, og der kom ingen. ".repeat(10);
        let text = format!(
            "Sagsbehandleren hedder Martin Vestergaard. Martin ringede aldrig. {far}Skolelederen er Martin Kruse. Martin svarede straks. {far}Så skrev Martin igen."
        );
        let (source, analysis) = analysed(&text);
        let [caseworker, first, leader, second, unclear] =
            [0, 1, 2, 3, 4].map(|nth| whose(&source, &analysis, "Martin", nth));
        assert_eq!((caseworker, leader), (first, second));
        assert_ne!(caseworker, leader);
        assert!(unclear != caseworker && unclear != leader);
        let subject = analysis.subjects.iter().find(|subject| subject.id.0 == unclear).unwrap();
        assert_eq!(subject.tier, Tier::Doubt);
        assert!(
            analysis
                .subjects
                .iter()
                .filter(|subject| subject.id.0 != unclear)
                .all(|subject| subject.tier == Tier::Sure)
        );
    }

    #[test]
    fn a_slip_in_a_name_is_the_same_person() {
        let (source, analysis) = analysed(
            "Vores sagsbehandler hedder Vibeke Lund. Så skrev Vibekke, at mødet var aflyst, og Vibeke ringede.",
        );
        assert_eq!(whose(&source, &analysis, "Vibeke Lund", 0), whose(&source, &analysis, "Vibekke", 0));
    }
}
