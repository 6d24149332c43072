//! Cutting a text into rows and cells, whatever stands between them.

/// What may stand between cells, the likeliest first where several fit.
const SEPARATORS: [char; 4] = ['\t', ';', ',', '|'];

/// Lines that are looked at to find the separator.
const SAMPLE: usize = 200;

/// A row that is not empty.
pub(super) struct Record {
    /// Its line in the file, from 1.
    pub(super) line: u64,
    /// Its cells, trimmed.
    pub(super) cells: Vec<String>,
}

/// The rows of a file.
pub(super) struct Table {
    /// What stands between the cells; `None` when every line is one cell.
    pub(super) separator: Option<char>,
    /// The rows in order.
    pub(super) records: Vec<Record>,
}

impl Table {
    /// Cuts a text.
    pub(super) fn of(text: &str) -> Self {
        // What Excel writes to tell itself the separator.
        let told = text.lines().next().and_then(|first| first.strip_prefix("sep=")).and_then(|sep| sep.chars().next());
        let separator = told.filter(|sep| SEPARATORS.contains(sep)).or_else(|| separator(text));
        let mut records = match separator {
            None => lines(text),
            Some(separator) => {
                // A quotation mark that is never closed would swallow the rest of the file.
                quoted(text, separator, true)
                    .filter(|records| {
                        !records.iter().any(|record| record.cells.iter().any(|cell| cell.matches('\n').count() > 2))
                    })
                    .or_else(|| quoted(text, separator, false))
                    .unwrap_or_else(|| lines(text))
            }
        };
        records
            .retain(|record| record.cells.iter().any(|cell| !cell.is_empty()) && !(record.line == 1 && told.is_some()));
        Self { separator, records }
    }
}

fn lines(text: &str) -> Vec<Record> {
    let cells = |line: &str| vec![line.trim().trim_matches('"').trim().to_owned()];
    (1..).zip(text.lines()).map(|(line, text)| Record { line, cells: cells(text) }).collect()
}

fn quoted(text: &str, separator: char, quoting: bool) -> Option<Vec<Record>> {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(u8::try_from(separator).ok()?)
        .has_headers(false)
        .flexible(true)
        .quoting(quoting)
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let mut records = Vec::new();
    for record in reader.records() {
        // The error would quote nothing, but there is nothing to be told either: the caller tries another way.
        let record = record.ok()?;
        let line = record.position().map_or(0, csv::Position::line);
        records.push(Record { line, cells: record.iter().map(|cell| cell.trim().to_owned()).collect() });
    }
    Some(records)
}

/// The character that most lines have equally often.
fn separator(text: &str) -> Option<char> {
    let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).take(SAMPLE).collect();
    SEPARATORS.into_iter().find(|&separator| {
        let mut counts: Vec<usize> = lines.iter().map(|line| outside_quotes(line, separator)).collect();
        counts.sort_unstable();
        let Some(&usual) = counts.get(counts.len() / 2).filter(|usual| **usual > 0) else { return false };
        let agree = counts.iter().filter(|count| **count == usual).count();
        agree * 10 >= counts.len() * 6
    })
}

fn outside_quotes(line: &str, separator: char) -> usize {
    let mut inside = false;
    line.chars()
        .filter(|&c| {
            inside ^= c == '"';
            c == separator && !inside
        })
        .count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(text: &str) -> (Option<char>, Vec<Vec<String>>) {
        let table = Table::of(text);
        (table.separator, table.records.into_iter().map(|record| record.cells).collect())
    }

    #[test]
    fn the_separator_is_found_and_quotes_hold_it() {
        for (text, separator) in [
            ("navn;stilling\nKanarie Fugl;leder\n", Some(';')),
            ("navn\tstilling\nFugl, Kanarie\tleder\n", Some('\t')),
            ("\"Fugl, Kanarie\",leder\n\"Spurv, Pip\",leder\n", Some(',')),
            ("Kanarie Fugl\nPip Spurv\n", None),
            ("sep=;\nKanarie;leder\n", Some(';')),
        ] {
            let (found, rows) = cells(text);
            assert_eq!(found, separator, "{text}");
            assert_eq!(rows.len(), 2 - usize::from(text.starts_with("sep")), "{text}");
        }
        assert_eq!(cells("\"Fugl, Kanarie\",leder\n").1, [["Fugl, Kanarie", "leder"]]);
    }

    #[test]
    fn a_quotation_mark_that_is_never_closed_swallows_nothing() {
        let text = format!("Kanarie;leder\n\"Pip;leder\n{}", "Spurv;leder\n".repeat(20));
        assert_eq!(cells(&text).1.len(), 22);
    }
}
