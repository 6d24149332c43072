//! Which testimonies a command is about: `7`, `1-5`, `alle`.

use super::failure::{Exit, Failure};
use crate::store::{Number, Row};
use std::str::FromStr;

/// One word of the command line that names testimonies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Selection {
    /// `7`.
    One(Number),
    /// `1-5`, both ends included; numbers that do not exist between them are passed over.
    Range(Number, Number),
    /// `alle`.
    All,
}

/// What was typed names no testimonies. Holds nothing of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("skriv et nummer som 7, et område som 1-5 eller ordet alle")]
pub struct NotASelection;

impl FromStr for Selection {
    type Err = NotASelection;

    fn from_str(typed: &str) -> Result<Self, NotASelection> {
        let number = |text: &str| text.trim().parse().map_err(|_| NotASelection);
        let typed = typed.trim();
        if typed.eq_ignore_ascii_case("alle") || typed.eq_ignore_ascii_case("all") {
            return Ok(Self::All);
        }
        match typed.split_once(['-', '–']) {
            Some((from, to)) => {
                let (from, to) = (number(from)?, number(to)?);
                if from <= to { Ok(Self::Range(from, to)) } else { Err(NotASelection) }
            }
            None => number(typed).map(Self::One),
        }
    }
}

impl Selection {
    /// Whether the number was named by itself, and not as part of many.
    const fn names(self, number: Number) -> bool {
        matches!(self, Self::One(one) if one.0 == number.0)
    }

    const fn holds(self, number: Number) -> bool {
        match self {
            Self::One(one) => one.0 == number.0,
            Self::Range(from, to) => from.0 <= number.0 && number.0 <= to.0,
            Self::All => true,
        }
    }
}

/// The rows that are selected, in number order, each with whether it was named by itself.
///
/// # Errors
/// Exit 2 with the numbers that exist when one that was named does not, or a range holds none.
pub fn select<'r>(selections: &[Selection], rows: &'r [Row]) -> Result<Vec<(&'r Row, bool)>, Failure> {
    for selection in selections {
        if *selection != Selection::All && !rows.iter().any(|row| selection.holds(row.number)) {
            return Err(match selection {
                Selection::One(number) => unknown(*number, rows),
                _ => Failure::new(
                    Exit::Input,
                    "Der er ingen vidnesbyrd i det område.",
                    existing(rows),
                    "Se numrene med »vidnesbyrd oversigt«.",
                ),
            });
        }
    }
    Ok(rows
        .iter()
        .filter(|row| selections.iter().any(|selection| selection.holds(row.number)))
        .map(|row| (row, selections.iter().any(|selection| selection.names(row.number))))
        .collect())
}

/// There is no testimony of this number.
pub fn unknown(number: Number, rows: &[Row]) -> Failure {
    Failure::new(
        Exit::Input,
        format!("Vidnesbyrd {number} findes ikke."),
        existing(rows),
        "Se numrene med »vidnesbyrd oversigt«.",
    )
}

fn existing(rows: &[Row]) -> String {
    let numbers: Vec<Number> = rows.iter().map(|row| row.number).collect();
    match numbers.as_slice() {
        [] => String::from("Samlingen er tom."),
        [one] => format!("Samlingen har kun nr. {one}."),
        many => format!("Samlingen har nr. {}.", ranges(many)),
    }
}

/// `3, 5–8`, from numbers in order.
pub fn ranges(numbers: &[Number]) -> String {
    let mut runs: Vec<(u32, u32)> = Vec::new();
    for Number(number) in numbers {
        match runs.last_mut() {
            Some((_, last)) if last.checked_add(1) == Some(*number) => *last = *number,
            _ => runs.push((*number, *number)),
        }
    }
    let runs: Vec<String> =
        runs.iter().map(|(from, to)| if from == to { from.to_string() } else { format!("{from}–{to}") }).collect();
    runs.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::State;

    fn rows(numbers: &[u32]) -> Vec<Row> {
        numbers
            .iter()
            .map(|&number| Row {
                number: Number(number),
                state: State::Waiting,
                received: jiff::Timestamp::UNIX_EPOCH,
                class: None,
                words: 0,
                persons: 0,
                waiting: 0,
                problems: vec![],
                reason: None,
                risk: None,
                version: 0,
            })
            .collect()
    }

    fn selected(typed: &[&str], numbers: &[u32]) -> Result<Vec<u32>, String> {
        let selections: Vec<Selection> = typed.iter().map(|typed| typed.parse().unwrap()).collect();
        let rows = rows(numbers);
        select(&selections, &rows)
            .map(|rows| rows.iter().map(|(row, _)| row.number.0).collect())
            .map_err(|failure| failure.cause)
    }

    #[test]
    fn numbers_ranges_and_all() {
        let there = [1, 2, 3, 5, 8];
        assert_eq!(selected(&["alle"], &there), Ok(there.to_vec()));
        assert_eq!(selected(&["2-6", "8", "2"], &there), Ok(vec![2, 3, 5, 8]));
        assert_eq!(selected(&["4"], &there), Err("Samlingen har nr. 1–3, 5, 8.".into()));
        assert_eq!(selected(&["6-7"], &there), Err("Samlingen har nr. 1–3, 5, 8.".into()));
        assert_eq!(selected(&["1"], &[]), Err("Samlingen er tom.".into()));
        assert_eq!(selected(&["alle"], &[]), Ok(vec![]));
    }

    #[test]
    fn anything_else_is_refused_without_being_repeated() {
        for typed in ["", "Kanarie", "-3", "5-2", "1-", "1,2", "4294967296"] {
            let refused = typed.parse::<Selection>().unwrap_err();
            assert!(!refused.to_string().contains("Kanarie"));
        }
    }
}
