//! `navne liste`: who is on the lists, with the numbers that `navne fjern` takes.

use super::import::{name_kind, roles};
use super::{counted, lists, scope, thousands};
use crate::cli::Context;
use crate::cli::failure::{Exit, Failure};
use crate::cli::screen::harmless;
use crate::cli::session::Session;
use crate::redact::Role;
use crate::redact::names::Scope;
use crate::review::roster::Roster;
use crate::store::{ListNumber, NameList};

/// A list of more people is told in one line, unless it is asked for.
const SHORT: usize = 25;

/// The arguments of `navne liste`.
#[derive(clap::Args)]
pub struct ListArgs {
    /// Kun denne liste, og så med alle navne
    #[arg(value_name = "LISTE")]
    list: Option<ListNumber>,
    /// Vis alle personer, også på de lange lister
    #[arg(long = "alle", visible_alias = "all")]
    all: bool,
}

/// Prints the lists.
///
/// # Errors
/// A wrong passphrase, a list that does not exist.
pub(super) fn run(args: &ListArgs, context: &mut Context<'_>) -> Result<(), Failure> {
    let session = Session::open(context)?;
    let lists = lists(session.collection(), session.identity())?;
    let shown: Vec<&NameList<Roster>> =
        lists.iter().filter(|list| args.list.is_none_or(|number| number == list.number)).collect();
    if shown.is_empty() {
        return match args.list {
            Some(number) => Err(unknown(number, &lists)),
            None => Ok(writeln!(
                context.out,
                "Navnelisten er tom. Skriv navne med »vidnesbyrd navne tilfoej«, eller tag en fil ind med »vidnesbyrd navne importer FIL«."
            )?),
        };
    }
    for list in shown {
        let whole = args.all || args.list.is_some() || list.contents.people.len() <= SHORT;
        write!(context.out, "{}", harmless(&lines(list, whole)))?;
    }
    Ok(())
}

/// A heading, and one line a person when the `whole` list is shown.
#[expect(clippy::disallowed_methods, reason = "the coordinator asked to see the names")]
fn lines(list: &NameList<Roster>, whole: bool) -> String {
    let roster = &list.contents;
    let mut what: Vec<String> = Vec::new();
    if !roster.people.is_empty() {
        what.push(format!("{} ({})", counted(roster.people.len(), "person", "personer"), roles(&roster.people)));
    }
    for table in &roster.tables {
        what.push(format!("tabel over {} {}", thousands(table.names().count()), name_kind(table.kind)));
    }
    let mut out = format!(
        "{}  {} · {} · {} {} · {}\n",
        list.number,
        what.join(", "),
        match &roster.scope {
            Scope::Sender(sender) => format!("alt fra {}", sender.reveal()),
            scope => scope::danish(scope, None),
        },
        if roster.imported { "taget ind" } else { "skrevet" },
        list.added.to_zoned(jiff::tz::TimeZone::system()).strftime("%Y-%m-%d"),
        list.who.as_deref().unwrap_or("-"),
    );
    for listed in roster.people.iter().filter(|_| whole) {
        let role = listed.role.map_or(String::new(), |role| format!(" · {}", Role::danish(role)));
        let department = listed.department.as_ref().map_or(String::new(), |text| format!(" · {}", text.reveal()));
        out.push_str(&format!("   {}.{}  {}{role}{department}\n", list.number, listed.id, listed.name.reveal()));
    }
    if !whole {
        out.push_str(&format!("   Se dem med: vidnesbyrd navne liste {}\n", list.number));
    }
    out
}

/// There is no such list.
pub(super) fn unknown(number: ListNumber, lists: &[NameList<Roster>]) -> Failure {
    let numbers: Vec<String> = lists.iter().map(|list| list.number.to_string()).collect();
    Failure::new(
        Exit::Input,
        format!("Der er ingen navneliste {number}."),
        if numbers.is_empty() {
            String::from("Der er ingen lister.")
        } else {
            format!("Listerne er nr. {}.", numbers.join(", "))
        },
        "Se dem med »vidnesbyrd navne liste«.",
    )
}
