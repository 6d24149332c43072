//! `oversigt`: the collection as a table. Needs no passphrase, because nothing in it says who.

use super::{Context, Failure};
use crate::config::Settings;
use crate::intake::Class;
use crate::review::danish;
use crate::store::{Collection, Risk, Row, State};
use serde::Serialize;
use std::collections::BTreeMap;

/// How a command answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// For the eye.
    #[value(name = "tekst", alias = "text", help = "Til skærmen")]
    Text,
    /// For programs.
    #[value(help = "Til andre programmer")]
    Json,
}

/// The arguments of `oversigt`.
#[derive(clap::Args)]
pub struct ListArgs {
    /// Svaret som tabel eller som JSON til andre programmer
    #[arg(long, default_value = "tekst", value_name = "FORM")]
    format: Format,
    /// Vis kun dem, der venter på dig
    #[arg(long = "venter", visible_alias = "waiting")]
    waiting: bool,
}

/// Prints the table.
///
/// # Errors
/// When there is no collection or it cannot be read.
pub fn run(args: &ListArgs, context: &mut Context<'_>) -> Result<(), Failure> {
    let collection = Collection::open(&context.collection)?;
    let rows = collection.rows()?;
    let shown: Vec<&Row> =
        rows.iter().filter(|row| !args.waiting || matches!(row.state, State::Unread | State::Waiting)).collect();
    match args.format {
        Format::Json => {
            let rows: Vec<JsonRow> = shown.iter().map(|row| JsonRow::of(row)).collect();
            let text = serde_json::to_string_pretty(&rows).map_err(std::io::Error::from)?;
            writeln!(context.out, "{text}")?;
        }
        Format::Text => {
            // Settings that are out of order do not hide the overview.
            if let Ok(settings) = Settings::load(&context.collection) {
                writeln!(context.out, "{}\n", super::screen::harmless(&settings.title))?;
            }
            write!(context.out, "{}", table(&shown))?;
            writeln!(context.out, "{}", summary(&rows))?;
            let behind = collection.not_searched()?;
            if !behind.is_empty() {
                writeln!(
                    context.out,
                    "Endnu ikke gennemsøgt med den nyeste navneliste: {}. Det sker af sig selv, næste gang du skriver adgangskoden.",
                    super::tally::numbers(&behind)
                )?;
            }
        }
    }
    Ok(())
}

/// A row as JSON: codes, not Danish words.
#[derive(Serialize)]
struct JsonRow {
    number: u32,
    received: String,
    class: Option<&'static str>,
    words: usize,
    persons: usize,
    waiting: usize,
    risk: Option<&'static str>,
    state: &'static str,
    problems: Vec<crate::intake::Problem>,
    reason: Option<&'static str>,
}

impl JsonRow {
    fn of(row: &Row) -> Self {
        Self {
            number: row.number.0,
            received: row.received.to_string(),
            class: row.class.map(Class::code),
            words: row.words,
            persons: row.persons,
            waiting: row.waiting,
            risk: row.risk.map(Risk::code),
            state: row.state.code(),
            problems: row.problems.clone(),
            reason: row.reason.map(crate::store::Reason::code),
        }
    }
}

/// The columns, wide enough for what stands in them; numbers to the right, words to the left.
fn table(rows: &[&Row]) -> String {
    if rows.is_empty() {
        return String::new();
    }
    let mut lines: Vec<[String; 9]> = vec![
        ["Nr", "Modtaget", "Slags", "Ord", "Personer", "Venter", "Risiko", "Tilstand", "Bemærkning"].map(String::from),
    ];
    lines.extend(rows.iter().map(|row| {
        // What is gone or never was read has no counts.
        let counted = !matches!(row.state, State::Unread | State::Withdrawn);
        let count = |number: usize| if counted { number.to_string() } else { String::from("-") };
        [
            row.number.to_string(),
            row.received.to_zoned(jiff::tz::TimeZone::system()).strftime("%Y-%m-%d").to_string(),
            row.class.map_or("-", Class::danish).to_owned(),
            count(row.words),
            count(row.persons),
            count(row.waiting),
            row.risk.filter(|_| counted).map_or("-", Risk::danish).to_owned(),
            state(row).to_owned(),
            remark(row),
        ]
    }));
    let widths: Vec<usize> = (0..9)
        .map(|column| {
            lines.iter().filter_map(|line| line.get(column)).map(|cell| cell.chars().count()).max().unwrap_or(0)
        })
        .collect();
    let mut out = String::new();
    for line in &lines {
        let cells: Vec<String> = line
            .iter()
            .zip(&widths)
            .enumerate()
            .map(|(column, (cell, &width))| match column {
                0 | 3 | 4 | 5 => format!("{cell:>width$}"),
                _ => format!("{cell:<width$}"),
            })
            .collect();
        out.push_str(cells.join("  ").trim_end());
        out.push('\n');
    }
    out.push('\n');
    out
}

/// A testimony in which nothing waits any more is not said to be ready: somebody must read it before approving. What is no
/// testimony only waits to be looked at.
const fn state(row: &Row) -> &'static str {
    match (row.state, row.class) {
        (State::Waiting, Some(Class::Testimony | Class::Supplement)) if row.waiting == 0 => "læs og godkend",
        _ => row.state.danish(),
    }
}

fn remark(row: &Row) -> String {
    if let Some(reason) = row.reason {
        return reason.danish().to_owned();
    }
    let read = row.problems.iter().any(|problem| problem.needs_human());
    match (read, row.problems.first()) {
        (true, _) => String::from("læs originalen"),
        (false, Some(problem)) => danish::problem(*problem).trim_end_matches('.').to_owned(),
        (false, None) => String::new(),
    }
}

/// `12 i alt: 3 godkendt, 8 venter, 1 afvist.`
fn summary(rows: &[Row]) -> String {
    if rows.is_empty() {
        return String::from(
            "Samlingen er tom. Hent mails med »vidnesbyrd hent«, eller tag filer ind med »vidnesbyrd importer FIL«.",
        );
    }
    let mut counts: BTreeMap<(State, &str), usize> = BTreeMap::new();
    for row in rows {
        *counts.entry((row.state, state(row))).or_default() += 1;
    }
    let parts: Vec<String> = counts.iter().map(|((_, word), count)| format!("{count} {word}")).collect();
    format!("{} i alt: {}.", rows.len(), parts.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::intake::Problem;
    use crate::store::{Number, Reason};

    fn row(number: u32, state: State, waiting: usize) -> Row {
        Row {
            number: Number(number),
            state,
            received: "2026-11-03T12:00:00Z".parse().unwrap(),
            class: (state != State::Unread).then_some(Class::Testimony),
            words: 512,
            persons: 4,
            waiting,
            problems: vec![],
            reason: None,
            risk: (state == State::Waiting).then_some(Risk::Raised),
            version: 1,
        }
    }

    #[test]
    fn the_table_tells_what_waits_and_what_is_ready() {
        let mut unreadable = row(12, State::Quarantined, 0);
        unreadable.reason = Some(Reason::Unreadable);
        let mut partly = row(3, State::Waiting, 0);
        partly.problems = vec![Problem::AttachmentNotRead];
        let rows =
            [row(1, State::Waiting, 3), row(2, State::Approved, 0), partly, row(4, State::Unread, 0), unreadable];
        let refs: Vec<&Row> = rows.iter().collect();
        insta::assert_snapshot!(format!("{}{}", table(&refs), summary(&rows)));
    }
}
