//! `navne`: the lists of names that a collection knows beside the shipped ones. Stored sealed; in force from the moment they are stored.

mod add;
mod file;
mod import;
mod list;
mod remove;
mod scope;
mod search;

pub use search::finish;

use super::failure::{Exit, Failure};
use super::secret::PASSPHRASE;
use super::{Context, own_rules, secret};
use crate::redact::Role;
use crate::redact::names::NameBook;
use crate::redact::rules::RuleSet;
use crate::review::danish::Choice;
use crate::review::roster::Roster;
use crate::store::{Collection, Identity, NameList, StoreError};

/// Hvad der skal ske med navnelisten.
#[derive(clap::Args)]
pub struct NamesArgs {
    /// Hvad der skal ske med navnelisten
    #[command(subcommand)]
    pub action: Action,
}

/// What to do with the lists of names.
#[derive(clap::Subcommand)]
pub enum Action {
    /// Skriv navne, som altid skal findes: du bliver spurgt, eller de kommer ét på hver linje
    #[command(name = "tilfoej", visible_alias = "add")]
    Add(add::AddArgs),
    /// Se, hvem der står på listerne
    #[command(name = "liste", visible_alias = "list")]
    List(list::ListArgs),
    /// Fjern et navn eller en hel liste
    #[command(name = "fjern", visible_alias = "remove")]
    Remove(remove::RemoveArgs),
    /// Tag en liste ind fra en fil: ansatte med stilling, ét navn på hver linje, eller en tabel over navne og antal
    #[command(name = "importer", visible_alias = "import")]
    Import(import::ImportArgs),
    /// Søg alle vidnesbyrd igennem igen; det sker ellers af sig selv
    #[command(name = "gennemsoeg", visible_alias = "search")]
    Search,
}

/// Does it.
///
/// # Errors
/// Wrong passphrase, a store that does not take it, input that is no name.
pub fn run(args: &NamesArgs, context: &mut Context<'_>) -> Result<(), Failure> {
    match &args.action {
        Action::Add(args) => add::run(args, context),
        Action::List(args) => list::run(args, context),
        Action::Remove(args) => remove::run(args, context),
        Action::Import(args) => import::run(args, context),
        Action::Search => search::run(context),
    }
}

/// The rules with the names that the collection knows. Whoever analyses for a collection and has its identity uses these.
///
/// # Errors
/// When a list cannot be opened: with half of the lists nothing may be taken for searched.
pub fn known(rules: RuleSet, collection: &Collection, identity: &Identity) -> Result<RuleSet, StoreError> {
    let mut book = NameBook::default();
    for list in lists(collection, identity)? {
        list.contents.add_to(&mut book);
    }
    Ok(rules.with_names(book))
}

/// The rules for taking mails in, where nobody is asked for anything: with the names when the right passphrase is in the environment.
/// Without it the mails are read all the same; they count as not searched, and the next command that opens the collection searches them. The second
/// value says whether there are names that could not be used.
///
/// # Errors
/// Rules that do not load, a list that cannot be opened.
pub fn known_when_unlocked(collection: &Collection) -> Result<(RuleSet, bool), Failure> {
    let rules = own_rules::in_force(collection.folder())?;
    if !collection.has_names()? {
        return Ok((rules, false));
    }
    if std::env::var_os(PASSPHRASE).is_none() {
        return Ok((rules, true));
    }
    match collection.unlock(&secret::ask(PASSPHRASE, "Adgangskode til samlingen: ")?) {
        Ok(identity) => Ok((known(rules, collection, &identity)?, false)),
        // Mails come in whatever becomes of the names: nothing may be lost because of them.
        Err(StoreError::NoIdentity | StoreError::WrongPassphrase) => Ok((rules, true)),
        Err(error) => Err(error.into()),
    }
}

/// What is said when mails came in and the names could not be used.
pub const LOCKED: &str = "Navnelisten er låst inde, så de nye er endnu ikke gennemsøgt med den. Det sker af sig selv, næste gang du skriver adgangskoden.";

/// Every list.
fn lists(collection: &Collection, identity: &Identity) -> Result<Vec<NameList<Roster>>, StoreError> {
    collection.names(identity)
}

/// Reads the role of a person without repeating what was typed: it may be a name.
fn role(typed: &str) -> Result<Role, &'static str> {
    match Choice::from_typed(typed) {
        Some(Choice { kind: crate::redact::Kind::Person, role }) => Ok(role),
        _ => Err("ukendt rolle"),
    }
}

/// `nr. 3 og nr. 7–9` is too long: `3, 7–9`.
fn places(lines: &[u64]) -> String {
    let mut runs: Vec<(u64, u64)> = Vec::new();
    for &line in lines {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == line => *last = line,
            _ => runs.push((line, line)),
        }
    }
    let runs: Vec<String> =
        runs.iter().map(|(from, to)| if from == to { from.to_string() } else { format!("{from}–{to}") }).collect();
    runs.join(", ")
}

/// `1 navn`, `2.140 navne`.
fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{} {}", thousands(count), if count == 1 { one } else { many })
}

/// A number as it is written in Danish: `130.213`.
fn thousands(count: usize) -> String {
    let digits = count.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push('.');
        }
        out.push(digit);
    }
    out
}

/// Nothing that was given is a name.
fn no_name(cause: String) -> Failure {
    Failure::new(
        Exit::Input,
        "Der blev ikke tilføjet nogen navne.",
        cause,
        "Skriv ét navn på hver linje, kun med bogstaver: fornavn og efternavn, eller det, personen bliver kaldt.",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_the_danish_way() {
        assert_eq!(thousands(7), "7");
        assert_eq!(thousands(130_213), "130.213");
        assert_eq!(counted(1, "navn", "navne"), "1 navn");
        assert_eq!(places(&[1, 2, 3, 7]), "1–3, 7");
    }
}
