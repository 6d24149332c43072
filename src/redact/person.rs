//! Which mentions mean the same human being, and what that person is to the story.
//!
//! Full names come first; a first name alone joins the one person it fits, or the one mentioned last when it fits several; a surname alone
//! joins the one person who bears it, and stands for itself when a family bears it. Spellings of one name are one name. Two people who
//! are taken for one are both hidden; that costs clarity, never safety.

use super::context::Context;
use super::finding::Role;
use super::mention::Mention;
use super::spelling;
use std::collections::HashMap;

/// A person while they are put together.
#[derive(Debug, Default)]
pub struct Person {
    /// Indices into the mentions.
    pub mentions: Vec<usize>,
    /// The role that the cues give, if any.
    pub role: Option<Role>,
    first: Option<String>,
    last: Option<String>,
}

/// Groups mentions into persons, in order of first appearance. `is_sender` tells whether a name word is the sender's.
pub fn persons(context: &Context<'_>, mentions: &[Mention], is_sender: impl Fn(&str) -> bool) -> Vec<Person> {
    let mut groups = Groups::default();
    let mut order: Vec<usize> = (0..mentions.len()).collect();
    // Full names first, each group in text order.
    order.sort_by_key(|&at| (mentions.get(at).is_none_or(|mention| mention.words.len() < 2), at));
    for at in order {
        if let Some(mention) = mentions.get(at) {
            groups.place(context, at, mention);
        }
    }
    let mut persons = groups.persons;
    for person in &mut persons {
        person.mentions.sort_unstable();
        person.role = role(context, mentions, person, &is_sender);
    }
    persons.sort_by_key(|person| person.mentions.first().copied());
    persons
}

/// The role that most mentions give; the first one given wins a draw. A sender who signs is a parent when nothing else is said.
fn role(context: &Context<'_>, mentions: &[Mention], person: &Person, is_sender: impl Fn(&str) -> bool) -> Option<Role> {
    let own = || person.mentions.iter().filter_map(|&at| mentions.get(at));
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
    })
}

#[derive(Default)]
struct Groups {
    persons: Vec<Person>,
    by_first: HashMap<String, Vec<usize>>,
    by_last: HashMap<String, Vec<usize>>,
}

impl Groups {
    fn place(&mut self, context: &Context<'_>, at: usize, mention: &Mention) {
        let keys: Vec<String> = mention.words.iter().map(|&index| spelling::key(context.name(index))).collect();
        let (Some(front), Some(back)) = (keys.first(), keys.last()) else { return };
        let chosen = if keys.len() > 1 { self.full(front, back) } else { self.single(context, mention, front, at) };
        let person = chosen.unwrap_or_else(|| self.start(context, mention, front, back));
        if let Some(person) = self.persons.get_mut(person) {
            person.mentions.push(at);
        }
    }

    /// A person with this first and last name; an initial fits every name that begins with it.
    fn full(&self, front: &str, back: &str) -> Option<usize> {
        let fits = |name: &Option<String>, key: &str| {
            name.as_ref().is_none_or(|name| {
                name == key
                    || key.chars().count() == 1 && name.starts_with(key)
                    || name.chars().count() == 1 && key.starts_with(name.as_str())
            })
        };
        let candidates = self.by_first.get(front).or_else(|| self.by_last.get(back))?;
        candidates.iter().copied().find(|&index| {
            self.persons.get(index).is_some_and(|person| {
                person.first.is_some() && person.last.is_some() && fits(&person.first, front) && fits(&person.last, back)
            })
        })
    }

    /// The person whom a name alone means.
    fn single(&self, context: &Context<'_>, mention: &Mention, key: &str, at: usize) -> Option<usize> {
        if let Some(found) = self.by_first.get(key).and_then(|found| self.latest_before(found, at)) {
            return Some(found);
        }
        let bearers = self.by_last.get(key)?;
        match bearers.as_slice() {
            [one] => Some(*one),
            // A family bears it: *Holm* alone is whoever was called that alone before.
            several => several
                .iter()
                .copied()
                .find(|&index| self.persons.get(index).is_some_and(|person| person.first.is_none()))
                .filter(|_| !mention.words.iter().any(|&index| context.listing(index).is_first_name())),
        }
    }

    /// Of several with one name, the one mentioned last before this place, else the first of them.
    fn latest_before(&self, found: &[usize], at: usize) -> Option<usize> {
        found
            .iter()
            .copied()
            .filter_map(|index| {
                let person = self.persons.get(index)?;
                Some((person.mentions.iter().copied().filter(|&mention| mention < at).max(), index))
            })
            .max_by_key(|(last, index)| (*last, std::cmp::Reverse(*index)))
            .map(|(_, index)| index)
    }

    fn start(&mut self, context: &Context<'_>, mention: &Mention, front: &str, back: &str) -> usize {
        let index = self.persons.len();
        let single = mention.words.len() == 1;
        let surname_only = single && mention.words.first().is_some_and(|&word| {
            use super::context::Listing;
            matches!(context.listing(word), Listing::Surname | Listing::SurnameWord | Listing::KeptSurname)
        });
        let first = (!surname_only).then(|| front.to_owned());
        let last = (!single || surname_only).then(|| back.to_owned());
        if let Some(first) = &first {
            self.by_first.entry(first.clone()).or_default().push(index);
        }
        if let Some(last) = &last {
            self.by_last.entry(last.clone()).or_default().push(index);
        }
        self.persons.push(Person { mentions: Vec::new(), role: None, first, last });
        index
    }
}
