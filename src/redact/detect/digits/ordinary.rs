//! Numbers that point at nobody: amounts, dates, years, times of day, laws, counting.

use super::{Cluster, between};
use crate::redact::context::Context;
use crate::redact::rules::is_years;

/// What makes an amount or a measure of the number before it.
const MEASURES: [&str; 26] = [
    "kr",
    "kroner",
    "krone",
    "dkk",
    "kkr",
    "mio",
    "million",
    "millioner",
    "mia",
    "milliarder",
    "euro",
    "eur",
    "tkr",
    "øre",
    "procent",
    "pct",
    "gange",
    "timer",
    "elever",
    "børn",
    "sider",
    "mennesker",
    "familier",
    "sager",
    "personer",
    "gram",
];
/// What makes a law, a paragraph or a page of the number after it.
const REFERENCES: [&str; 16] = [
    "lov",
    "lovbekendtgørelse",
    "bekendtgørelse",
    "vejledning",
    "paragraf",
    "stk",
    "artikel",
    "side",
    "s",
    "kap",
    "kapitel",
    "uge",
    "ugerne",
    "årene",
    "perioden",
    "principmeddelelse",
];

/// Amounts, dates, years, times, laws, counting: numbers that point at nobody.
pub(super) fn is_ordinary(context: &Context<'_>, cluster: &Cluster, text: &str) -> bool {
    let before = |step: usize| cluster.first.checked_sub(step).map_or("", |at| context.tokens.lower_at(at));
    let after = context.tokens.lower_at(cluster.last + 1);
    let head =
        context.tokens.lower_text().get(..context.tokens.get(cluster.first).map_or(0, |token| token.span.start()));
    // *s. 12-14*, but not *S-2019-004471*.
    let apart =
        cluster.first.checked_sub(1).is_some_and(|at| between(context, at, cluster.first).contains([' ', '\n']));
    let paragraph = head.is_some_and(|head| head.trim_end().ends_with('§'));
    let numbers: Vec<u32> = text.split(|c: char| !c.is_alphanumeric()).filter_map(|group| group.parse().ok()).collect();
    let counted = numbers.len() > 3 && numbers.windows(2).all(|pair| matches!(pair, [a, b] if *b == a + 1));
    MEASURES.contains(&after)
        || REFERENCES.contains(&before(1)) && apart
        || before(1) == "nr" && REFERENCES.contains(&before(2))
        || paragraph
        || counted
        || is_ordinary_number(text)
}

/// Amounts, dates, years and times by their own shape.
pub(in crate::redact::detect) fn is_ordinary_number(text: &str) -> bool {
    let groups: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).filter(|group| !group.is_empty()).collect();
    let numbers: Vec<u32> = groups.iter().filter_map(|group| group.parse().ok()).collect();
    let signed = text.contains(['.', '/', '-', '–']);
    is_amount(text)
        || text.split(", ").all(is_years)
        || signed && is_dates(&numbers, groups.len())
        || is_date_and_time(&numbers, groups.len())
        || is_times(text)
        || is_days(text)
}

/// *8/3, 9/3, 22/3*: days without their year, one after the other.
fn is_days(text: &str) -> bool {
    let day = |day: &str| {
        day.split_once('/').is_some_and(|(day, month)| {
            day.parse().is_ok_and(|day: u8| (1..=31).contains(&day))
                && month.parse().is_ok_and(|month: u8| (1..=12).contains(&month))
        })
    };
    text.contains(", ") && text.split(", ").all(day)
}

/// *12.345.678*, *1.234,50*.
fn is_amount(text: &str) -> bool {
    let (whole, rest) = text.split_once(',').unwrap_or((text, ""));
    let mut groups = whole.split('.');
    let head =
        groups.next().is_some_and(|group| (1..=3).contains(&group.len()) && group.chars().all(|c| c.is_ascii_digit()));
    let tail: Vec<&str> = groups.collect();
    head && !tail.is_empty()
        && tail.iter().all(|group| group.len() == 3 && group.chars().all(|c| c.is_ascii_digit()))
        && (rest.is_empty() || rest.len() <= 2 || rest == "-")
}

/// One or two dates: days and months, and years of two or four digits.
fn is_dates(numbers: &[u32], groups: usize) -> bool {
    let year = |number: u32| (1900..2100).contains(&number) || number < 100;
    let date = |date: &[u32]| match date {
        [day, month, last] => (1..=31).contains(day) && (1..=12).contains(month) && year(*last),
        _ => false,
    };
    let turned = |date: &[u32]| match date {
        [first, month, day] => (1900..2100).contains(first) && (1..=12).contains(month) && (1..=31).contains(day),
        _ => false,
    };
    numbers.len() == groups
        && (numbers.len() == 3 || numbers.len() == 6)
        && numbers.chunks(3).all(|numbers| date(numbers) || turned(numbers))
}

/// *12-06-2023 08.41* over a mail, or what a colon leaves of it; *2022 15.47* after a month in words.
fn is_date_and_time(numbers: &[u32], groups: usize) -> bool {
    let time = |time: &[u32]| match time {
        [hour] => *hour < 25,
        [hour, minute] => *hour < 25 && *minute < 60,
        _ => false,
    };
    numbers.len() == groups
        && match numbers {
            [year, clock @ ..] if (1990..2100).contains(year) && clock.len() == 2 => time(clock),
            [date @ .., hour, minute] if date.len() == 3 => is_dates(date, 3) && time(&[*hour, *minute]),
            [date @ .., hour] if date.len() == 3 => is_dates(date, 3) && time(&[*hour]),
            _ => false,
        }
}

/// *10.15-11.45*, *8.00 - 16.00*, *13.30-15*.
fn is_times(text: &str) -> bool {
    let mut sides = text.split(['-', '–', '—']).map(str::trim);
    let hour = |hour: &str| hour.parse::<u8>().is_ok_and(|hour| hour < 25);
    let time = |side: &str| {
        side.split_once('.').is_some_and(|(at, minute)| {
            hour(at) && minute.len() == 2 && minute.parse::<u8>().is_ok_and(|minute| minute < 60)
        })
    };
    sides.clone().count() == 2 && sides.clone().any(time) && sides.all(|side| time(side) || hour(side))
}
