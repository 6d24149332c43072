//! What each column holds: by its heading, or by what stands in it.

use super::counts;
use super::person::role_of;
use super::table::{Record, Table};
use crate::redact::lexicon::Lexicon;
use crate::redact::names::NameKind;
use std::collections::HashSet;

/// Rows that are looked at.
const SAMPLE: usize = 400;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Column {
    /// Full names, or the names of a table.
    Name,
    /// First names.
    First,
    /// Middle names.
    Middle,
    /// Surnames.
    Last,
    /// Occupations.
    Role,
    /// Departments.
    Department,
    /// How many bear a name.
    Count,
    /// How many men bear it.
    Men,
    /// How many women bear it.
    Women,
    /// Anything else.
    Unused,
}

/// How a file is laid out.
pub(super) struct Layout {
    /// What each column holds.
    pub(super) columns: Vec<Column>,
    /// Rows before the first name.
    pub(super) header_rows: usize,
    /// For a table of names with their bearers: which names.
    pub(super) counts: Option<NameKind>,
}

impl Layout {
    /// Works it out; `None` when no column holds names.
    pub(super) fn of(table: &Table) -> Option<Self> {
        let width = table.records.iter().take(SAMPLE).map(|record| record.cells.len()).max()?;
        let heading = table.records.first().and_then(headings);
        let header_rows = usize::from(heading.is_some());
        let rows: Vec<&Record> = table.records.iter().skip(header_rows).take(SAMPLE).collect();
        let profiles: Vec<Profile> = (0..width).map(|column| Profile::of(&rows, column)).collect();
        let mut columns = heading.unwrap_or_default();
        columns.resize(width, Column::Unused);
        if header_rows == 0 {
            guess_by_content(&profiles, &mut columns);
        }
        if !columns.iter().any(|column| is_naming(*column)) {
            guess_names(&profiles, &mut columns);
        }
        if table.separator.is_none() {
            // The lines are judged one by one.
            columns = vec![Column::Name];
        }
        let counts = columns.iter().any(|column| is_count(*column)) && single_names(&profiles, &columns);
        let named = columns.iter().any(|column| is_naming(*column));
        let counts = counts.then(|| kind(&profiles, &columns));
        named.then_some(Self { columns, header_rows, counts })
    }

    /// The cell of a row in the first column of this sort.
    pub(super) fn cell<'r>(&self, record: &'r Record, column: Column) -> Option<&'r str> {
        let at = self.columns.iter().position(|known| *known == column)?;
        record.cells.get(at).map(String::as_str)
    }
}

const fn is_naming(column: Column) -> bool {
    matches!(column, Column::Name | Column::First | Column::Last)
}

const fn is_count(column: Column) -> bool {
    matches!(column, Column::Count | Column::Men | Column::Women)
}

/// What the headings say, when the row is one of headings: at least one is known, and none could be data.
fn headings(first: &Record) -> Option<Vec<Column>> {
    let columns: Vec<Option<Column>> = first.cells.iter().map(|cell| heading(cell)).collect();
    let known = columns.iter().flatten().any(|column| *column != Column::Unused);
    let data =
        first.cells.iter().any(|cell| cell.contains('@') || counts::parse(cell).is_some_and(|count| count > 2100));
    (known && !data).then(|| columns.into_iter().map(|column| column.unwrap_or(Column::Unused)).collect())
}

/// What one heading says, in Danish or English.
fn heading(cell: &str) -> Option<Column> {
    let word: String = cell.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect();
    let year = word.len() == 4 && matches!(word.parse::<u32>(), Ok(1900..=2100));
    Some(match word.as_str() {
        "navn" | "navne" | "name" | "names" | "fuldenavn" | "fuldtnavn" | "fullname" | "medarbejder"
        | "medarbejdernavn" | "ansat" | "ansatte" | "employee" | "person" | "kontaktperson" | "visningsnavn"
        | "displayname" | "sagsbehandlernavn" => Column::Name,
        "fornavn" | "fornavne" | "firstname" | "firstnames" | "givenname" | "forename" => Column::First,
        "mellemnavn" | "mellemnavne" | "middlename" => Column::Middle,
        "efternavn" | "efternavne" | "lastname" | "surname" | "surnames" | "familyname" => Column::Last,
        "stilling"
        | "stillingsbetegnelse"
        | "titel"
        | "rolle"
        | "funktion"
        | "jobtitel"
        | "profession"
        | "title"
        | "role"
        | "position"
        | "job"
        | "jobtitle"
        | "fag"
        | "stillingstitel" => Column::Role,
        "afdeling" | "enhed" | "team" | "department" | "unit" | "forvaltning" | "center" | "afdelingsnavn"
        | "arbejdssted" | "kontor" | "område" | "afsnit" | "afd" => Column::Department,
        "antal" | "count" | "counts" | "personer" | "ialt" | "total" | "bærere" => Column::Count,
        "mænd" | "men" | "male" | "males" | "drenge" => Column::Men,
        "kvinder" | "women" | "female" | "females" | "piger" => Column::Women,
        _ if year => Column::Count,
        "email" | "mail" | "emailadresse" | "telefon" | "tlf" | "phone" | "mobil" | "mobile" | "adresse"
        | "address" | "initialer" | "initials" | "id" | "nr" | "nummer" | "number" | "medarbejdernr" | "lokale"
        | "room" => Column::Unused,
        _ => return None,
    })
}

/// What stands in a column, as shares of its filled cells.
#[derive(Default)]
struct Profile {
    filled: usize,
    number: f32,
    role: f32,
    first: f32,
    last: f32,
    name: f32,
    /// Words a cell.
    words: f32,
    /// Different cells.
    distinct: f32,
}

impl Profile {
    fn of(rows: &[&Record], column: usize) -> Self {
        let lexicon = Lexicon::shipped();
        let cells: Vec<&str> = rows
            .iter()
            .filter_map(|row| row.cells.get(column))
            .map(String::as_str)
            .filter(|cell| !cell.is_empty())
            .collect();
        if cells.is_empty() {
            return Self::default();
        }
        let share =
            |holds: &dyn Fn(&str) -> bool| cells.iter().filter(|cell| holds(cell)).count() as f32 / cells.len() as f32;
        let words = |cell: &str| -> Vec<String> {
            cell.to_lowercase()
                .split(|c: char| !c.is_alphabetic())
                .filter(|word| !word.is_empty())
                .map(str::to_owned)
                .collect()
        };
        let plain = |cell: &str| !cell.contains(['@', '/']) && !cell.chars().any(|c| c.is_ascii_digit());
        let named = |word: Option<&String>, holds: fn(&crate::redact::lexicon::Entry) -> bool| {
            word.is_some_and(|word| holds(&lexicon.entry(word)))
        };
        Self {
            filled: cells.len(),
            number: share(&|cell| counts::parse(cell).is_some()),
            role: share(&|cell| plain(cell) && role_of(cell).is_some()),
            first: share(&|cell| plain(cell) && named(words(cell).first(), |entry| entry.is_first_name())),
            last: share(&|cell| plain(cell) && named(words(cell).last(), |entry| entry.is_surname())),
            name: share(&|cell| plain(cell) && words(cell).iter().any(|word| lexicon.entry(word).is_name())),
            words: cells.iter().map(|cell| cell.split_whitespace().count()).sum::<usize>() as f32 / cells.len() as f32,
            distinct: cells.iter().collect::<HashSet<_>>().len() as f32 / cells.len() as f32,
        }
    }
}

/// Without headings: numbers are counts, occupations are roles, what repeats itself is a department.
fn guess_by_content(profiles: &[Profile], columns: &mut [Column]) {
    let numeric = profiles.iter().filter(|profile| profile.filled > 0 && profile.number > 0.9).count();
    let mut numbers = 0;
    for (profile, column) in profiles.iter().zip(columns.iter_mut()) {
        if profile.filled > 0 && profile.number > 0.9 {
            numbers += 1;
            *column = match (numeric, numbers) {
                (2, 1) => Column::Men,
                (2, 2) => Column::Women,
                (_, 1) => Column::Count,
                _ => Column::Unused,
            };
        } else if profile.role > 0.4 && profile.role > profile.first && !columns_has(profiles, profile) {
            *column = Column::Role;
        }
    }
    guess_names(profiles, columns);
    let taken = columns.contains(&Column::Role);
    let department = profiles.iter().zip(columns.iter_mut()).find(|(profile, column)| {
        **column == Column::Unused && profile.filled > 2 && profile.number < 0.1 && profile.distinct < 0.6
    });
    if let (true, Some((_, column))) = (taken, department) {
        *column = Column::Department;
    }
}

/// Whether another column holds more roles than this one.
fn columns_has(profiles: &[Profile], this: &Profile) -> bool {
    profiles.iter().any(|other| other.role > this.role)
}

/// The columns that hold names: one with whole names, or two of which one holds first names and the other surnames.
fn guess_names(profiles: &[Profile], columns: &mut [Column]) {
    const ENOUGH: f32 = 0.4;
    let free: Vec<usize> = (0..columns.len())
        .filter(|&at| columns.get(at) == Some(&Column::Unused))
        .filter(|&at| profiles.get(at).is_some_and(|profile| profile.name >= ENOUGH && profile.number < 0.1))
        .collect();
    let best = |score: &dyn Fn(&Profile) -> f32| {
        let scored = free.iter().filter_map(|&at| Some((at, score(profiles.get(at)?))));
        scored.max_by(|(_, one), (_, other)| one.total_cmp(other)).map(|(at, _)| at)
    };
    let single = |at: usize| profiles.get(at).is_some_and(|profile| profile.words < 1.8);
    let (first, last) = (best(&|profile| profile.first - profile.last), best(&|profile| profile.last - profile.first));
    match (first, last) {
        (Some(first), Some(last)) if first != last && single(first) && single(last) => {
            for (at, column) in [(first, Column::First), (last, Column::Last)] {
                if let Some(slot) = columns.get_mut(at) {
                    *slot = column;
                }
            }
        }
        _ => {
            // Whole names are the ones that differ most and have more words than one.
            let whole = best(&|profile| profile.name + profile.distinct + profile.words.min(2.0) / 2.0);
            if let Some(slot) = whole.and_then(|at| columns.get_mut(at)) {
                *slot = Column::Name;
            }
        }
    }
}

/// Whether the names are single words, as in a table of statistics; a number beside whole names is a number of another sort.
fn single_names(profiles: &[Profile], columns: &[Column]) -> bool {
    let naming: Vec<&Profile> =
        profiles.iter().zip(columns).filter(|(_, column)| is_naming(**column)).map(|(profile, _)| profile).collect();
    matches!(naming.as_slice(), [one] if one.words < 1.5)
}

fn kind(profiles: &[Profile], columns: &[Column]) -> NameKind {
    let has = |column| columns.contains(&column);
    if has(Column::Last) {
        return NameKind::Last;
    }
    if has(Column::First) || has(Column::Men) || has(Column::Women) {
        return NameKind::First;
    }
    let name = profiles.iter().zip(columns).find(|(_, column)| **column == Column::Name).map(|(profile, _)| profile);
    if name.is_some_and(|name| name.last > name.first) { NameKind::Last } else { NameKind::First }
}
