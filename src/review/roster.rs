//! What a list of names holds, sealed in the store: people with their roles, or a table of names with their bearers.

use crate::personal::Personal;
use crate::redact::Role;
use crate::redact::names::{NameBook, NameKind, Scope};
use serde::{Deserialize, Serialize};
use std::collections::HashSet;

/// One list of names, as it is sealed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Roster {
    /// For which texts it holds.
    pub scope: Scope,
    /// Whether it was read from a file.
    pub imported: bool,
    /// The people, each with a number of its own that stays the same when others are removed.
    pub people: Vec<Listed>,
    /// Tables of names.
    pub tables: Vec<Table>,
}

/// A person on a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Listed {
    /// Number within the list, from 1.
    pub id: u32,
    /// The name as it is written.
    pub name: Personal,
    /// What the person is, when it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<Role>,
    /// Where the person works, when it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub department: Option<Personal>,
}

/// A table of names: which kind, and one line a name, the name in lower case, a tab, the number of bearers. One string, because a table
/// of half a million names is opened at every start.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// What is counted.
    pub kind: NameKind,
    /// The lines.
    pub lines: Personal,
}

impl Table {
    /// Puts a table together.
    pub fn new<'a>(kind: NameKind, names: impl IntoIterator<Item = (&'a str, u32)>) -> Self {
        let mut lines = String::new();
        for (name, count) in names {
            lines.push_str(name);
            lines.push('\t');
            lines.push_str(&count.to_string());
            lines.push('\n');
        }
        Self { kind, lines: Personal::new(lines) }
    }

    /// The names with their bearers.
    #[expect(clippy::disallowed_methods, reason = "the names go into the book, or are counted")]
    pub fn names(&self) -> impl Iterator<Item = (&str, u32)> {
        self.lines.reveal().lines().filter_map(|line| {
            let (name, count) = line.split_once('\t')?;
            Some((name, count.parse().ok()?))
        })
    }
}

impl Roster {
    /// How many names are on it.
    pub fn entries(&self) -> usize {
        self.people.len() + self.tables.iter().map(|table| table.names().count()).sum::<usize>()
    }

    /// Whether nothing is on it.
    pub fn is_empty(&self) -> bool {
        self.people.is_empty() && self.tables.iter().all(|table| table.names().next().is_none())
    }

    /// Puts everything on it into the book.
    pub fn add_to(&self, book: &mut NameBook) {
        for listed in &self.people {
            book.add_person(&listed.name, listed.role, &self.scope);
        }
        for table in &self.tables {
            for (name, count) in table.names() {
                book.add_bearers(name, table.kind, count);
            }
        }
    }

    /// Leaves out everybody who stands in one of `others` with the same name, role and scope, and gives back how many.
    pub fn without_known<'a>(&mut self, others: impl IntoIterator<Item = &'a Self>) -> usize {
        let mut known: HashSet<(Personal, Option<Role>)> = HashSet::new();
        for other in others.into_iter().filter(|other| other.scope == self.scope) {
            known.extend(other.people.iter().map(|listed| (key(&listed.name), listed.role)));
        }
        let before = self.people.len();
        self.people.retain(|listed| known.insert((key(&listed.name), listed.role)));
        before - self.people.len()
    }
}

/// Two names are the same however they are set in capitals.
#[expect(clippy::disallowed_methods, reason = "the key stays in Personal")]
fn key(name: &Personal) -> Personal {
    crate::redact::subject::form_key(name.reveal())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn listed(id: u32, name: &str, role: Option<Role>) -> Listed {
        Listed { id, name: Personal::new(name.to_owned()), role, department: None }
    }

    fn roster(people: Vec<Listed>) -> Roster {
        Roster { scope: Scope::Collection, imported: false, people, tables: vec![] }
    }

    #[test]
    fn a_roster_survives_the_store_and_fills_the_book() {
        let mut roster = roster(vec![listed(1, "Kanarie Fugl", Some(Role::Leader))]);
        roster.tables.push(Table::new(NameKind::First, [("kvaksedundrup", 7), ("xhevrije", 2)]));
        assert_eq!(roster.entries(), 3);
        let json = serde_json::to_string(&roster).unwrap();
        let read: Roster = serde_json::from_str(&json).unwrap();
        assert!(read == roster);
        let mut book = NameBook::default();
        read.add_to(&mut book);
        assert!(book.find("kanarie").is_some());
        assert_eq!(book.bearers("kvaksedundrup", NameKind::First), 7);
        assert!(!format!("{roster:?}").contains("Kanarie") && !format!("{roster:?}").contains("kvakse"));
    }

    #[test]
    fn the_same_person_twice_is_one_and_with_another_role_is_two() {
        let old = roster(vec![listed(1, "Kanarie Fugl", None)]);
        let mut new = roster(vec![
            listed(1, "KANARIE  fugl", None),
            listed(2, "Kanarie Fugl", Some(Role::Leader)),
            listed(3, "Undulat", None),
            listed(4, "undulat", None),
        ]);
        assert_eq!(new.without_known([&old]), 2);
        assert_eq!(new.people.iter().map(|listed| listed.id).collect::<Vec<_>>(), [2, 3]);
        let mut elsewhere = roster(vec![listed(1, "Kanarie Fugl", None)]);
        elsewhere.scope = Scope::Testimony(7);
        assert_eq!(elsewhere.without_known([&old]), 0);
    }
}
