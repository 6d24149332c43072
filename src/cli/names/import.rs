//! `navne importer`: a staff list or a public table of names from a file.

use super::add::{Fields, listed, store};
use super::file::{self, MAX_BYTES, MAX_PEOPLE, NotAList, Understood};
use super::scope::ScopeArgs;
use super::{counted, places, role, search, thousands};
use crate::cli::Context;
use crate::cli::failure::{Exit, Failure};
use crate::cli::screen::harmless;
use crate::cli::session::Session;
use crate::redact::Role;
use crate::redact::names::NameKind;
use crate::review::roster::{Listed, Roster, Table};
use std::collections::BTreeMap;
use std::io::Read as _;
use std::path::{Path, PathBuf};

/// At most so many line numbers are listed.
const MOST_LINES: usize = 40;

/// The arguments of `navne importer`.
#[derive(clap::Args)]
pub struct ImportArgs {
    /// Filen: .csv eller .txt, med eller uden overskrifter (navn, fornavn, efternavn, stilling, afdeling, antal)
    #[arg(value_name = "FIL")]
    file: PathBuf,
    /// Rollen for dem, hvor filen ikke siger noget om den
    #[arg(long = "rolle", visible_alias = "role", value_name = "ROLLE", value_parser = role)]
    role: Option<Role>,
    /// Afdelingen for dem, hvor filen ikke siger noget om den
    #[arg(long = "afdeling", visible_alias = "department", value_name = "AFDELING")]
    department: Option<String>,
    /// Sig kun, hvad der blev forstået; gem ingenting
    #[arg(long = "proev", visible_alias = "dry-run")]
    dry_run: bool,
    /// Vis navnene, som de blev forstået
    #[arg(long = "vis", visible_alias = "show")]
    show: bool,
    #[command(flatten)]
    scope: ScopeArgs,
}

/// Imports.
///
/// # Errors
/// When the file cannot be read or is no list of names, or the store does not take it.
pub(super) fn run(args: &ImportArgs, context: &mut Context<'_>) -> Result<(), Failure> {
    let understood = file::read(&bytes(&args.file)?).map_err(refused)?;
    let Understood { people, names, kind, unusable, unused_columns } = understood;
    let fields = Fields { role: args.role, department: args.department.as_deref() };
    let people = listed(people, &fields);
    let tables: Vec<Table> = kind
        .map(|kind| Table::new(kind, names.iter().map(|(name, count)| (name.as_str(), *count))))
        .into_iter()
        .collect();
    writeln!(context.out, "Forstået som {}.", understood_as(&people, &tables))?;
    if unused_columns > 0 {
        writeln!(context.out, "{} ikke brugt.", counted(unused_columns, "kolonne blev", "kolonner blev"))?;
    }
    if !unusable.is_empty() {
        let first = unusable.get(..MOST_LINES.min(unusable.len())).unwrap_or_default();
        let more = if unusable.len() > MOST_LINES { " …" } else { "" };
        let many = counted(unusable.len(), "linje kunne", "linjer kunne");
        writeln!(context.out, "{many} ikke bruges: linje {}{more}.", places(first))?;
    }
    if args.show {
        show(context, &people, &tables)?;
    }
    if args.dry_run {
        writeln!(context.out, "Intet er gemt, for det var kun en prøve (--proev).")?;
        return Ok(());
    }
    let mut session = Session::open(context)?;
    let (scope, only_for) = args.scope.resolve(&session)?;
    let mut roster = Roster { scope, imported: true, people, tables };
    let known = super::lists(session.collection(), session.identity())?;
    // The same table again would only make every start slower.
    roster.tables.retain(|table| !known.iter().any(|list| list.contents.tables.contains(table)));
    let same_table = roster.tables.is_empty() && kind.is_some();
    drop(known);
    if same_table {
        writeln!(context.out, "Den tabel er taget ind før.")?;
    }
    if store(&mut session, context, &mut roster, &only_for)? {
        search::after_change(&mut session, context)
    } else {
        Ok(())
    }
}

fn bytes(path: &Path) -> Result<Vec<u8>, Failure> {
    let failed = |error: &std::io::Error| {
        Failure::new(
            Exit::Input,
            "Filen med navne kunne ikke læses.",
            format!("Styresystemet siger: {}.", crate::cli::danish::io(error.kind())),
            "Se efter, om stien er skrevet rigtigt, og om du må læse filen. Er den åben i et regneark, så luk den dér.",
        )
    };
    let file = std::fs::File::open(path).map_err(|error| failed(&error))?;
    let mut bytes = Vec::new();
    file.take(MAX_BYTES + 1).read_to_end(&mut bytes).map_err(|error| failed(&error))?;
    if u64::try_from(bytes.len()).is_ok_and(|length| length > MAX_BYTES) {
        return Err(Failure::new(
            Exit::Input,
            "Filen er for stor.",
            format!("Den er større end {} MB, og så er den næppe en liste over navne.", MAX_BYTES >> 20),
            "Del den, eller gem kun kolonnerne med navn, stilling og afdeling.",
        ));
    }
    Ok(bytes)
}

fn refused(why: NotAList) -> Failure {
    let cause = match why {
        NotAList::Empty => "Filen er tom.".to_owned(),
        NotAList::NotText => {
            "Den er ikke ren tekst; måske er det et regneark (.xlsx), et dokument eller et billede.".to_owned()
        }
        NotAList::Mail => "Det er en mail og ikke en liste.".to_owned(),
        NotAList::Markup => "Det er en hjemmeside eller anden kode og ikke en liste.".to_owned(),
        NotAList::TooMany => format!("Der står flere end {} mennesker i den.", thousands(MAX_PEOPLE)),
        NotAList::NoNames => "Der blev ikke fundet nogen kolonne eller linjer med navne.".to_owned(),
        NotAList::MostlyOther => "De fleste linjer er ikke navne.".to_owned(),
    };
    let hint = match why {
        NotAList::Mail => "Vidnesbyrd tages ind med »vidnesbyrd importer FIL«, ikke med »navne importer«.",
        NotAList::TooMany => "Del filen. En tabel over navne og antal må være meget længere.",
        _ => {
            "Gem listen som CSV (i et regneark: Gem som, CSV) eller som tekst med ét navn på hver linje. Det hjælper, at første linje er \
             overskrifter: navn;stilling;afdeling"
        }
    };
    Failure::new(Exit::Input, "Filen blev ikke taget ind.", cause, hint)
}

/// `en liste over 214 personer (sagsbehandler: 120, leder: 14, uden rolle: 80)`.
fn understood_as(people: &[Listed], tables: &[Table]) -> String {
    if let Some(table) = tables.first() {
        let (mut names, mut bearers) = (0, 0_usize);
        for (_, count) in table.names() {
            names += 1;
            bearers = bearers.saturating_add(usize::try_from(count).unwrap_or(usize::MAX));
        }
        return format!(
            "en tabel over {} {}, som bæres af {}",
            thousands(names),
            name_kind(table.kind),
            thousands(bearers)
        );
    }
    format!("en liste over {} ({})", counted(people.len(), "person", "personer"), roles(people))
}

/// First names or surnames.
pub(super) const fn name_kind(kind: NameKind) -> &'static str {
    match kind {
        NameKind::First => "fornavne",
        NameKind::Last => "efternavne",
    }
}

/// `sagsbehandler: 120, leder: 14, uden rolle: 80`.
pub(super) fn roles(people: &[Listed]) -> String {
    let mut counts: BTreeMap<Option<Role>, usize> = BTreeMap::new();
    for listed in people {
        *counts.entry(listed.role).or_default() += 1;
    }
    let mut parts: Vec<String> = counts
        .iter()
        .filter_map(|(role, count)| Some(format!("{}: {}", (*role)?.danish(), thousands(*count))))
        .collect();
    if let Some(none) = counts.get(&None) {
        parts.push(format!("uden rolle: {}", thousands(*none)));
    }
    parts.join(", ")
}

#[expect(clippy::disallowed_methods, reason = "the coordinator asked with --vis to see the names")]
fn show(context: &mut Context<'_>, people: &[Listed], tables: &[Table]) -> Result<(), Failure> {
    for listed in people {
        let role = listed.role.map_or("uden rolle", Role::danish);
        let department = listed.department.as_ref().map_or(String::new(), |text| format!(" · {}", text.reveal()));
        writeln!(context.out, "  {}", harmless(&format!("{} · {role}{department}", listed.name.reveal())))?;
    }
    for (name, count) in tables.iter().flat_map(Table::names) {
        writeln!(context.out, "  {}", harmless(&format!("{name} · {count}")))?;
    }
    Ok(())
}
