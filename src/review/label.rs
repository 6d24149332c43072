//! What the coordinator types to name a subject: `p1` for a person, `t2` for a doubt or a number, `o3` for an unknown word;
//! and `r4` for a hint at the family, which is no subject.

use crate::redact::{Analysis, Kind, Subject, SubjectId, Tier};
use std::fmt;
use std::str::FromStr;

/// The rows that subjects and hints are numbered in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Series {
    /// `p`: a person that the engine is sure of.
    Person,
    /// `t` for *tvivl* and *tal*: a doubt, or an identifier that is not a person.
    Doubt,
    /// `o` for *ord*: a word that nobody vouches for.
    Word,
    /// `r` for *risiko*: a hint, numbered by [`crate::review::hints`]. No subject has it.
    Risk,
}

impl Series {
    /// The series of a subject. It follows from the analysis alone, so that a label does not change when a decision is made.
    pub const fn of(subject: &Subject) -> Self {
        match (subject.kind, subject.tier) {
            (Kind::Unvouched, _) | (_, Tier::Unvouched) => Self::Word,
            (Kind::Person, Tier::Sure) => Self::Person,
            _ => Self::Doubt,
        }
    }

    const fn letter(self) -> char {
        match self {
            Self::Person => 'p',
            Self::Doubt => 't',
            Self::Word => 'o',
            Self::Risk => 'r',
        }
    }
}

/// A label such as `p1`. It names the same subject as long as the analysis is the same, that is until something is marked by
/// hand or the rules change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Label {
    /// The row.
    pub series: Series,
    /// The number within the row, from 1, in order of appearance.
    pub number: u32,
}

impl Label {
    /// The label of every subject, in order of appearance.
    pub fn all(analysis: &Analysis) -> impl Iterator<Item = (Self, SubjectId)> + '_ {
        let mut next = [0_u32; 3];
        analysis.subjects.iter().filter_map(move |subject| {
            let series = Series::of(subject);
            let number = next.get_mut(series as usize)?;
            *number += 1;
            Some((Self { series, number: *number }, subject.id))
        })
    }
}

impl Label {
    /// Labels in order as a short list: `p1, t2–t4, o1`.
    pub fn list(labels: impl IntoIterator<Item = Self>) -> String {
        let mut labels: Vec<Self> = labels.into_iter().collect();
        labels.sort_unstable();
        let mut runs: Vec<(Self, Self)> = Vec::new();
        for label in labels {
            match runs.last_mut() {
                Some((_, last)) if last.series == label.series && last.number.checked_add(1) == Some(label.number) => {
                    *last = label;
                }
                _ => runs.push((label, label)),
            }
        }
        let runs: Vec<String> = runs
            .iter()
            .map(|(from, to)| match to.number - from.number {
                0 => from.to_string(),
                1 => format!("{from}, {to}"),
                _ => format!("{from}–{to}"),
            })
            .collect();
        runs.join(", ")
    }
}

impl fmt::Display for Label {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.series.letter(), self.number)
    }
}

/// What was typed is not a label. Holds nothing of it, because it may be a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a label")]
pub struct NotALabel;

impl FromStr for Label {
    type Err = NotALabel;

    fn from_str(typed: &str) -> Result<Self, NotALabel> {
        let typed = typed.trim().to_lowercase();
        let mut chars = typed.chars();
        let series = match chars.next() {
            Some('p') => Series::Person,
            Some('t') => Series::Doubt,
            Some('o') => Series::Word,
            Some('r') => Series::Risk,
            _ => return Err(NotALabel),
        };
        let number: u32 = chars.as_str().parse().map_err(|_| NotALabel)?;
        (number > 0).then_some(Self { series, number }).ok_or(NotALabel)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_of_labels_is_short() {
        let labels = ["o74", "p1", "t2", "t3", "o1", "o2", "o3"].map(|typed| typed.parse().unwrap());
        assert_eq!(Label::list(labels), "p1, t2, t3, o1–o3, o74");
        assert_eq!(Label::list([]), "");
    }

    #[test]
    fn a_label_reads_back_and_a_name_is_none() {
        for typed in ["p1", "T12", " o3 ", "r4"] {
            let label: Label = typed.parse().unwrap();
            assert_eq!(label.to_string(), typed.trim().to_lowercase());
        }
        for typed in ["", "p", "p0", "p-1", "per", "p1.5", "x1", "ø1"] {
            assert_eq!(typed.parse::<Label>(), Err(NotALabel), "{typed}");
        }
    }
}
