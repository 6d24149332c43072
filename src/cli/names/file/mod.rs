//! What a file of names says: a staff list, one name a line, or a table of names with their bearers. Pure: bytes in, names out.

mod columns;
mod counts;
mod person;
mod table;

pub(super) use person::{Person, line};

use crate::intake::InputKind;
use crate::intake::decode;
use crate::redact::names::NameKind;
use crate::text::SourceText;
use columns::{Column, Layout};
use std::collections::BTreeMap;

/// The largest file, in bytes. The public table of every surname in the country has four million.
pub(super) const MAX_BYTES: u64 = 64 << 20;

/// The most people on one list. A municipality has ten thousand employees.
pub(super) const MAX_PEOPLE: usize = 200_000;

/// What was understood.
#[derive(Default)]
pub(super) struct Understood {
    /// People, in the order of the file, each once.
    pub(super) people: Vec<Person>,
    /// Names with their bearers, lower case.
    pub(super) names: BTreeMap<String, u32>,
    /// Which kind of name the table counts; `None` when it is a list of people.
    pub(super) kind: Option<NameKind>,
    /// Lines, from 1, that hold neither.
    pub(super) unusable: Vec<u64>,
    /// Columns that are not used.
    pub(super) unused_columns: usize,
}

/// Why a file is no list of names. Holds nothing of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum NotAList {
    /// Only white space.
    #[error("the file is empty")]
    Empty,
    /// A workbook, a document, a picture: not text.
    #[error("the file is not plain text")]
    NotText,
    /// A mail.
    #[error("the file is a mail")]
    Mail,
    /// A web page or another text in angle brackets.
    #[error("the file is markup")]
    Markup,
    /// More people than a list can have.
    #[error("the file has more than {MAX_PEOPLE} people")]
    TooMany,
    /// No column holds names.
    #[error("no column holds names")]
    NoNames,
    /// Most lines hold anything but a name.
    #[error("most lines are no names")]
    MostlyOther,
}

/// Reads a list of names.
///
/// # Errors
/// When the file is something else.
pub(super) fn read(bytes: &[u8]) -> Result<Understood, NotAList> {
    let text = plain_text(bytes)?;
    let table = table::Table::of(&text);
    let layout = Layout::of(&table).ok_or(NotAList::NoNames)?;
    let mut understood = match layout.counts {
        Some(kind) => names(&table, &layout, kind),
        None => people(&table, &layout)?,
    };
    understood.unused_columns = layout.columns.iter().filter(|column| **column == Column::Unused).count();
    let used = understood.people.len() + understood.names.len();
    if used == 0 {
        return Err(NotAList::NoNames);
    }
    if understood.unusable.len() > used {
        return Err(NotAList::MostlyOther);
    }
    Ok(understood)
}

/// The file as text, normalised like the testimonies that the names are looked for in.
#[expect(clippy::disallowed_methods, reason = "what is read becomes Personal name by name")]
fn plain_text(bytes: &[u8]) -> Result<String, NotAList> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(NotAList::Empty);
    }
    match InputKind::of("", bytes) {
        Some(InputKind::Text) => {}
        Some(InputKind::Mail) => return Err(NotAList::Mail),
        _ => return Err(NotAList::NotText),
    }
    let text = decode::text(bytes, None).text;
    let odd = text.chars().filter(|c| *c == '\u{fffd}' || c.is_control() && !c.is_whitespace()).count();
    if odd * 50 > text.chars().count() {
        return Err(NotAList::NotText);
    }
    if text.trim_start_matches('\u{feff}').trim_start().starts_with(['<', '{']) {
        return Err(NotAList::Markup);
    }
    let text = SourceText::normalise(&text);
    if text.is_empty() { Err(NotAList::Empty) } else { Ok(text.as_str().to_owned()) }
}

fn people(table: &table::Table, layout: &Layout) -> Result<Understood, NotAList> {
    let mut understood = Understood::default();
    for record in table.records.iter().skip(layout.header_rows) {
        let person = if table.separator.is_some() {
            person::of_cells(|column| layout.cell(record, column))
        } else {
            record.cells.first().and_then(|whole| person::line(whole, false))
        };
        match person {
            Some(person) => understood.people.push(person),
            None => understood.unusable.push(record.line),
        }
        if understood.people.len() > MAX_PEOPLE {
            return Err(NotAList::TooMany);
        }
    }
    Ok(understood)
}

fn names(table: &table::Table, layout: &Layout, kind: NameKind) -> Understood {
    let mut understood = Understood { kind: Some(kind), ..Understood::default() };
    for record in table.records.iter().skip(layout.header_rows) {
        let name = layout.cell(record, Column::Name).or_else(|| layout.cell(record, Column::First));
        let name = name.or_else(|| layout.cell(record, Column::Last)).unwrap_or_default();
        let counted = [Column::Count, Column::Men, Column::Women];
        let counts = counted.into_iter().filter_map(|column| counts::parse(layout.cell(record, column)?));
        let count = counts.fold(None, |sum: Option<u32>, count| Some(sum.unwrap_or(0).saturating_add(count)));
        let fits = !name.is_empty() && name.chars().all(|c| c.is_alphabetic() || " -'’.`´".contains(c));
        let (true, Some(count)) = (fits, count) else {
            understood.unusable.push(record.line);
            continue;
        };
        // A text is searched word by word; *Anne-Marie* is two.
        for word in name.to_lowercase().split(|c: char| !c.is_alphabetic()).filter(|word| word.chars().count() > 1) {
            // Where so few bear it that the table does not say how many, there is somebody.
            let known = understood.names.entry(word.to_owned()).or_default();
            *known = (*known).max(count.max(1));
        }
    }
    understood
}

#[cfg(test)]
mod tests;
