//! Holds every rule to its own examples, and the small calculations behind [`super::Check`].

use super::{PatternRule, RuleSet};
use std::fmt;
use std::ops::Range;

/// A rule that does not do what its examples say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleProblem {
    /// The rule's id.
    pub rule: String,
    /// The file it is written in.
    pub file: String,
    /// Its line there, from 1.
    pub line: usize,
    /// What is wrong.
    pub fault: Fault,
}

/// What is wrong with a rule or its examples; examples are counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The rule has no example.
    NoExamples,
    /// The rule has no counter-example.
    NoCounterExamples,
    /// The example has no ⟦ ⟧, or they do not pair.
    ExampleUnmarked(usize),
    /// What is found in the example is not exactly what is marked.
    ExampleMissed(usize),
    /// Something is found in the counter-example.
    CounterFound(usize),
}

impl fmt::Display for RuleProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, linje {}, reglen \"{}\": ", self.file, self.line, self.rule)?;
        match self.fault {
            Fault::NoExamples => write!(f, "der mangler eksempler"),
            Fault::NoCounterExamples => write!(f, "der mangler modeksempler"),
            Fault::ExampleUnmarked(number) => write!(f, "eksempel {number} mangler ⟦ ⟧ om det, der skal findes"),
            Fault::ExampleMissed(number) => write!(f, "eksempel {number} findes ikke præcis som markeret"),
            Fault::CounterFound(number) => write!(f, "modeksempel {number} bliver fundet, men må ikke"),
        }
    }
}

/// Tries every rule on its own examples and counter-examples. An empty answer is a good one.
pub fn check(rules: &RuleSet) -> Vec<RuleProblem> {
    rules.iter().flat_map(problems).collect()
}

fn problems(rule: &PatternRule) -> Vec<RuleProblem> {
    let mut faults = Vec::new();
    if rule.examples.is_empty() {
        faults.push(Fault::NoExamples);
    }
    for (example, number) in rule.examples.iter().zip(1..) {
        match unmark(example) {
            None => faults.push(Fault::ExampleUnmarked(number)),
            Some((text, spans)) if rule.find(&text).ne(spans.iter().cloned()) => {
                faults.push(Fault::ExampleMissed(number))
            }
            Some(_) => {}
        }
    }
    if rule.counter.is_empty() {
        faults.push(Fault::NoCounterExamples);
    }
    for (counter, number) in rule.counter.iter().zip(1..) {
        if rule.find(counter).next().is_some() {
            faults.push(Fault::CounterFound(number));
        }
    }
    let (file, line) = rule.place();
    faults
        .into_iter()
        .map(|fault| RuleProblem { rule: rule.id().to_string(), file: file.to_owned(), line, fault })
        .collect()
}

/// The example without its ⟦ ⟧, and what they enclosed; `None` when there are none or they do not pair.
fn unmark(example: &str) -> Option<(String, Vec<Range<usize>>)> {
    let (mut text, mut spans, mut open) = (String::new(), Vec::new(), None);
    for c in example.chars() {
        match (c, open) {
            ('⟦', None) => open = Some(text.len()),
            ('⟧', Some(start)) => {
                spans.push(start..text.len());
                open = None;
            }
            ('⟦' | '⟧', _) => return None,
            _ => text.push(c),
        }
    }
    (open.is_none() && !spans.is_empty()).then_some((text, spans))
}

/// Whether the first six digits are a day, DDMMYY; 60 is added to the day of a replacement number. The 29th of February is
/// allowed in every year: the century is not known from six digits.
pub(in crate::redact) fn is_cpr_date(found: &str) -> bool {
    let digits: Vec<u32> = found.chars().filter_map(|c| c.to_digit(10)).take(4).collect();
    let &[d1, d2, m1, m2] = digits.as_slice() else { return false };
    let (day, month) = (d1 * 10 + d2, m1 * 10 + m2);
    let day = if day > 60 { day - 60 } else { day };
    let days = match month {
        2 => 29,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    };
    (1..=days).contains(&day)
}

/// Whether the check digits of an IBAN are right: the first four characters moved to the end, letters read as 10 to 35, and the
/// number is 1 modulo 97 (ISO 13616, ISO 7064 MOD 97-10).
pub(super) fn is_iban(found: &str) -> bool {
    let characters: Vec<u32> = found.chars().filter_map(|c| c.to_digit(36)).collect();
    let Some((front, rest)) = characters.split_at_checked(4) else { return false };
    let remainder =
        rest.iter().chain(front).fold(0, |sum, value| (sum * if *value > 9 { 100 } else { 10 } + value) % 97);
    remainder == 1
}

/// Whether the digits are a year from 1500 to 2099, a span of years (*2021-2022*, *2020/21*), or a day or month and a year (*12/2023*).
pub(in crate::redact) fn is_years(found: &str) -> bool {
    let groups: Vec<&str> = found.split(|c: char| !c.is_ascii_digit()).filter(|group| !group.is_empty()).collect();
    let year = |group: &str| group.len() == 4 && ("1500".."2100").contains(&group);
    let short = |from: &str, to: &str| {
        const LONGEST_SPAN: u8 = 20;
        let (from, to) = (from.get(2..).and_then(|tail| tail.parse::<u8>().ok()), to.parse::<u8>().ok());
        to.zip(from).and_then(|(to, from)| to.checked_sub(from)).is_some_and(|span| (1..=LONGEST_SPAN).contains(&span))
    };
    if let [from, to] = groups.as_slice()
        && year(from)
        && to.len() == 2
        && short(from, to)
    {
        return true;
    }
    let Some((last, before)) = groups.split_last() else { return false };
    year(last)
        && before.iter().all(|group| year(group) || (group.len() <= 2 && group.parse::<u8>().is_ok_and(|n| n <= 31)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calendar_and_check_digits() {
        for (digits, good) in [
            ("0102031234", true),
            ("6102031234", true),
            ("290299", true),
            ("300201", false),
            ("000101", false),
            ("011301", false),
        ] {
            assert_eq!(is_cpr_date(digits), good, "{digits}");
        }
        assert!(
            is_iban("DK50 0040 0440 1162 43")
                && is_iban("GB82WEST12345698765432")
                && !is_iban("DK51 0040 0440 1162 43")
        );
        assert!(
            is_years("2021 2022")
                && is_years("12/2023")
                && is_years("2020/21")
                && !is_years("2133 2022")
                && !is_years("12345678")
        );
    }

    #[test]
    fn marks_must_pair() {
        assert_eq!(unmark("a ⟦bø⟧ ⟦c⟧"), Some(("a bø c".to_owned(), vec![2..5, 6..7])));
        for broken in ["a", "⟦a", "a⟧", "⟦⟦a⟧⟧"] {
            assert_eq!(unmark(broken), None);
        }
    }
}
