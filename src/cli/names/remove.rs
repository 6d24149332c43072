//! `navne fjern`: one name or a whole list. What was hidden by it alone waits for the coordinator again, never shown without a look.

use super::list::unknown;
use super::{counted, lists, search};
use crate::cli::Context;
use crate::cli::failure::{Exit, Failure};
use crate::cli::session::Session;
use crate::review::roster::Roster;
use crate::store::{ListNumber, NameList, StoreError};
use std::collections::BTreeMap;
use std::str::FromStr;

/// The arguments of `navne fjern`.
#[derive(clap::Args)]
pub struct RemoveArgs {
    /// Numre fra »navne liste«: 3 er hele liste 3, 3.2 er nr. 2 på den
    #[arg(value_name = "NUMMER", required = true)]
    which: Vec<Which>,
}

/// `3` or `3.2`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Which {
    list: ListNumber,
    entry: Option<u32>,
}

impl FromStr for Which {
    type Err = &'static str;

    /// Repeats nothing of what was typed: it may be a name.
    fn from_str(typed: &str) -> Result<Self, Self::Err> {
        const WRONG: &str = "skriv et nummer som 3 eller 3.2";
        let (list, entry) = match typed.trim().split_once('.') {
            Some((list, entry)) => (list, Some(entry.parse().map_err(|_| WRONG)?)),
            None => (typed.trim(), None),
        };
        Ok(Self { list: list.parse().map_err(|_| WRONG)?, entry })
    }
}

/// Removes.
///
/// # Errors
/// A number that does not exist (nothing is removed then), or a store that does not take it.
pub(super) fn run(args: &RemoveArgs, context: &mut Context<'_>) -> Result<(), Failure> {
    let mut session = Session::open(context)?;
    let mut lists = lists(session.collection(), session.identity())?;
    let plan = plan(&args.which, &lists)?;
    let mut unwiped = false;
    for list in &mut lists {
        let Some(entries) = plan.get(&list.number) else { continue };
        let before = list.contents.entries();
        if let Some(entries) = entries {
            list.contents.people.retain(|listed| !entries.contains(&listed.id));
        }
        let left = list.contents.entries();
        let done = if entries.is_none() || list.contents.is_empty() {
            session.collection().remove_names(list.number).map(|()| before)
        } else {
            session.collection().change_names(list, left).map(|()| before - left)
        };
        let removed = match done {
            Ok(removed) => removed,
            // The name is gone; the others are still to go, and this is told at the end.
            Err(StoreError::NotWiped) => {
                unwiped = true;
                before - if entries.is_none() { 0 } else { left }
            }
            Err(error) => return Err(error.into()),
        };
        writeln!(context.out, "Navneliste {}: {} fjernet.", list.number, counted(removed, "navn er", "navne er"))?;
    }
    search::after_change(&mut session, context)?;
    if unwiped { Err(StoreError::NotWiped.into()) } else { Ok(()) }
}

/// What is to be removed of each list: these entries, or everything. All numbers are looked up before anything is removed.
fn plan(which: &[Which], lists: &[NameList<Roster>]) -> Result<BTreeMap<ListNumber, Option<Vec<u32>>>, Failure> {
    let mut plan: BTreeMap<ListNumber, Option<Vec<u32>>> = BTreeMap::new();
    for &Which { list: number, entry } in which {
        let list = lists.iter().find(|list| list.number == number).ok_or_else(|| unknown(number, lists))?;
        match entry {
            None => _ = plan.insert(number, None),
            Some(entry) => {
                if !list.contents.people.iter().any(|listed| listed.id == entry) {
                    return Err(Failure::new(
                        Exit::Input,
                        format!("Der er intet navn {number}.{entry}."),
                        format!("Nummeret findes ikke på navneliste {number}."),
                        format!("Se numrene med »vidnesbyrd navne liste {number}«."),
                    ));
                }
                if let Some(entries) = plan.entry(number).or_insert_with(|| Some(Vec::new())) {
                    entries.push(entry);
                }
            }
        }
    }
    Ok(plan)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_a_list_or_an_entry_and_a_name_is_neither() {
        assert_eq!("3".parse(), Ok(Which { list: ListNumber(3), entry: None }));
        assert_eq!("3.2".parse(), Ok(Which { list: ListNumber(3), entry: Some(2) }));
        for typed in ["Kanarie", "3.", ".2", "3.2.1", "", "-1"] {
            let refused = typed.parse::<Which>().unwrap_err();
            assert!(!refused.contains("Kanarie"), "{typed}");
        }
    }
}
