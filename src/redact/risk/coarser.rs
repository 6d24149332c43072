//! What could stand in place of a hint: a closed vocabulary, so that a proposal never repeats anything of the text but a year, a season
//! or a grade.

use std::fmt;

/// A coarser wording.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Coarser {
    words: Words,
    capital: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Words {
    Fixed(&'static str),
    Season { month: u8, year: Option<u16>, lead: Lead, english: bool },
    Grade { grade: u8, english: bool },
}

/// What leads into a season, because the sentence goes on from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lead {
    /// *i foråret 2021*, where a date stood by itself.
    In,
    /// *foråret 2021*, after *fra*, *siden*, *før*.
    Bare,
    /// *fra foråret 2021*, where *af* or *pr.* was taken along.
    From,
}

impl Coarser {
    /// One of the phrases of this program.
    pub(super) const fn fixed(words: &'static str) -> Self {
        Self { words: Words::Fixed(words), capital: false }
    }

    /// The season of a month from 1 to 12.
    pub(super) const fn season(month: u8, year: Option<u16>, lead: Lead, english: bool) -> Self {
        Self { words: Words::Season { month, year, lead, english }, capital: false }
    }

    /// A school class without its letter.
    pub(super) const fn grade(grade: u8, english: bool) -> Self {
        Self { words: Words::Grade { grade, english }, capital: false }
    }

    pub(super) const fn with_capital(self, capital: bool) -> Self {
        Self { capital, ..self }
    }

    /// The words, as they would be printed.
    pub fn wording(&self) -> String {
        let words = match self.words {
            Words::Fixed(words) => words.to_owned(),
            Words::Season { month, year, lead, english: false } => danish_season(month, year, lead),
            Words::Season { month, year, lead, english: true } => english_season(month, year, lead),
            Words::Grade { grade, english: false } => format!("{grade}. klasse"),
            Words::Grade { grade, english: true } => format!("grade {grade}"),
        };
        let mut chars = words.chars();
        match chars.next() {
            Some(first) if self.capital => first.to_uppercase().chain(chars).collect(),
            _ => words,
        }
    }
}

impl fmt::Display for Coarser {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.wording())
    }
}

/// With a year, winter would say which of two; so its months become the end or the beginning of the year.
fn danish_season(month: u8, year: Option<u16>, lead: Lead) -> String {
    let (led, bare) = match (month, year) {
        (3..=5, Some(_)) => ("i foråret", "foråret"),
        (6..=8, Some(_)) => ("i sommeren", "sommeren"),
        (9..=11, Some(_)) => ("i efteråret", "efteråret"),
        (12, Some(_)) => ("i slutningen af", "slutningen af"),
        (_, Some(_)) => ("i begyndelsen af", "begyndelsen af"),
        (3..=5, None) => ("om foråret", "foråret"),
        (6..=8, None) => ("om sommeren", "sommeren"),
        (9..=11, None) => ("om efteråret", "efteråret"),
        (_, None) => ("om vinteren", "vinteren"),
    };
    with_year(led, bare, "fra", year, lead)
}

fn english_season(month: u8, year: Option<u16>, lead: Lead) -> String {
    let (led, bare) = match (month, year) {
        (3..=5, Some(_)) => ("in the spring of", "the spring of"),
        (6..=8, Some(_)) => ("in the summer of", "the summer of"),
        (9..=11, Some(_)) => ("in the autumn of", "the autumn of"),
        (12, Some(_)) => ("at the end of", "the end of"),
        (_, Some(_)) => ("at the beginning of", "the beginning of"),
        (3..=5, None) => ("in the spring", "the spring"),
        (6..=8, None) => ("in the summer", "the summer"),
        (9..=11, None) => ("in the autumn", "the autumn"),
        (_, None) => ("in the winter", "the winter"),
    };
    with_year(led, bare, "from", year, lead)
}

fn with_year(led: &str, bare: &str, from: &str, year: Option<u16>, lead: Lead) -> String {
    let words = match lead {
        Lead::In => led.to_owned(),
        Lead::Bare => bare.to_owned(),
        Lead::From => format!("{from} {bare}"),
    };
    match year {
        Some(year) => format!("{words} {year}"),
        None => words,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_month_has_a_season_that_reads_well() {
        let season = |month, year, lead| Coarser::season(month, year, lead, false).wording();
        assert_eq!(season(3, Some(2021), Lead::In), "i foråret 2021");
        assert_eq!(season(12, Some(2020), Lead::Bare), "slutningen af 2020");
        assert_eq!(season(1, Some(2021), Lead::In), "i begyndelsen af 2021");
        assert_eq!(season(7, None, Lead::In), "om sommeren");
        assert_eq!(season(10, Some(2019), Lead::From), "fra efteråret 2019");
        assert_eq!(
            Coarser::season(5, Some(2021), Lead::In, true).with_capital(true).wording(),
            "In the spring of 2021"
        );
    }

    #[test]
    fn a_bracket_has_no_capital_to_take() {
        assert_eq!(Coarser::fixed("[skole]").with_capital(true).wording(), "[skole]");
        assert_eq!(Coarser::grade(4, false).wording(), "4. klasse");
    }
}
