//! `navne tilfoej`: names typed at the prompt, or one a line from standard input. Never arguments: the shell would keep them.

use super::file::{Person, line};
use super::scope::{self, ScopeArgs};
use super::{counted, lists, no_name, places, role, search};
use crate::cli::Context;
use crate::cli::failure::{Exit, Failure};
use crate::cli::session::{Session, read_line};
use crate::personal::Personal;
use crate::redact::Role;
use crate::redact::names::Scope;
use crate::review::roster::{Listed, Roster};
use crate::store::Number;

/// The arguments of `navne tilfoej`.
#[derive(clap::Args)]
pub struct AddArgs {
    /// Hvem de er: sagsbehandler, leder, fagperson, barn, mor, far, søskende, pårørende, person …
    #[arg(long = "rolle", visible_alias = "role", value_name = "ROLLE", value_parser = role)]
    role: Option<Role>,
    /// Hvor de arbejder; kun til at huske det med
    #[arg(long = "afdeling", visible_alias = "department", value_name = "AFDELING")]
    department: Option<String>,
    #[command(flatten)]
    scope: ScopeArgs,
}

/// Adds.
///
/// # Errors
/// When no line is a name, or at the end when some were not; when the store does not take it.
pub(super) fn run(args: &AddArgs, context: &mut Context<'_>) -> Result<(), Failure> {
    let mut session = Session::open(context)?;
    let (scope, only_for) = args.scope.resolve(&session)?;
    let (people, unusable) = typed(context)?;
    if people.is_empty() {
        return Err(no_name(match unusable.as_slice() {
            [] => String::from("Der blev ikke skrevet noget."),
            lines => format!("Linje {} er ikke et navn.", places(lines)),
        }));
    }
    let fields = Fields { role: args.role, department: args.department.as_deref() };
    let mut roster = Roster { scope, imported: false, people: listed(people, &fields), tables: Vec::new() };
    if store(&mut session, context, &mut roster, &only_for)? {
        search::after_change(&mut session, context)?;
    }
    if unusable.is_empty() {
        return Ok(());
    }
    Err(Failure::new(
        Exit::Input,
        "Ikke alle linjer blev brugt. Resten er tilføjet.",
        format!("Linje {} er ikke et navn.", places(&unusable)),
        "Skriv dem igen, kun med bogstaver: fornavn og efternavn, eller det, personen bliver kaldt.",
    ))
}

/// The people that were typed, until an empty line at the prompt or the end of the input; and the lines that hold no name.
fn typed(context: &mut Context<'_>) -> Result<(Vec<Person>, Vec<u64>), Failure> {
    use std::io::IsTerminal;
    let asked = std::io::stdin().is_terminal();
    let (mut people, mut unusable) = (Vec::new(), Vec::new());
    for number in 1.. {
        let prompt = if people.is_empty() { "Navn: " } else { "Endnu et navn (tom linje slutter): " };
        let Some(typed) = read_line(context, prompt)? else { break };
        let text = crate::text::SourceText::normalise(&typed);
        #[expect(clippy::disallowed_methods, reason = "what was typed goes straight into Personal")]
        let text = text.as_str().trim();
        if text.is_empty() {
            if asked {
                break;
            }
            continue;
        }
        match line(text, true) {
            Some(person) => people.push(person),
            None if asked => writeln!(context.err, "Det er ikke et navn. Skriv det kun med bogstaver.")?,
            None => unusable.push(number),
        }
    }
    Ok((people, unusable))
}

/// What the options say of everybody who says nothing else.
pub(super) struct Fields<'a> {
    pub(super) role: Option<Role>,
    pub(super) department: Option<&'a str>,
}

/// People as they are stored.
pub(super) fn listed(people: Vec<Person>, fields: &Fields<'_>) -> Vec<Listed> {
    let department = fields.department.map(|text| Personal::new(text.trim().to_owned()));
    (1..)
        .zip(people)
        .map(|(id, Person { name, role, department: own })| Listed {
            id,
            name,
            role: role.or(fields.role),
            department: own.or_else(|| department.clone()),
        })
        .collect()
}

/// Stores what is not known yet, and says so. Whether there was anything to store.
pub(super) fn store(
    session: &mut Session,
    context: &mut Context<'_>,
    roster: &mut Roster,
    only_for: &[Number],
) -> Result<bool, Failure> {
    let known = lists(session.collection(), session.identity())?;
    let doubles = roster.without_known(known.iter().map(|list| &list.contents));
    if doubles > 0 {
        writeln!(context.out, "{} i forvejen eller flere gange.", counted(doubles, "navn stod der", "navne stod der"))?;
    }
    if roster.is_empty() {
        writeln!(context.out, "Der er intet nyt at gemme.")?;
        return Ok(false);
    }
    let entries = roster.entries();
    let number = session.collection().add_names(roster, entries, only_for)?;
    let numbers = super::super::tally::numbers(only_for);
    let reach = scope::danish(&roster.scope, (!matches!(roster.scope, Scope::Collection)).then_some(numbers.as_str()));
    writeln!(context.out, "Navneliste {number}: {} gemt; gælder {reach}.", counted(entries, "navn er", "navne er"))?;
    Ok(true)
}
