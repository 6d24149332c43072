//! Days in the calendar: whoever has the municipality's journal, or was at the meeting, can look them up.
//!
//! Finds: *14. marts 2021*, *d. 7 april 2016*, *3/5-2021*, *2021-05-03*, *mandag den 3. maj*; English *on 3 May 2021*, *May 3, 2021*.
//! Takes weekday, article and *af* along, so that the season reads well in the sentence.
//! Misses: a day and month without year, article or weekday (*3. marts* as the heading of a diary), dates in words (*den tredje maj*),
//! church days (*anden pinsedag*). Dates of laws are left alone.

use super::coarser::{Coarser, Lead};
use super::look::Look;
use super::{Hint, HintKind};
use crate::redact::calendar::month;
use crate::redact::token::Gap;

const WEEKDAYS: [&str; 28] = [
    "mandag",
    "tirsdag",
    "onsdag",
    "torsdag",
    "fredag",
    "lørdag",
    "søndag",
    "mandagen",
    "tirsdagen",
    "onsdagen",
    "torsdagen",
    "fredagen",
    "lørdagen",
    "søndagen",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "man",
    "tirs",
    "ons",
    "tors",
    "fre",
    "lør",
    "søn",
];

const ARTICLES: [&str; 5] = ["den", "d", "dn", "dem", "the"];

/// After these a season stands bare.
const BARE: [&str; 21] = [
    "om", "fra", "til", "indtil", "siden", "inden", "før", "efter", "omkring", "mellem", "senest", "since", "until",
    "till", "before", "after", "from", "by", "around", "between", "to",
];

/// Words before a date that make it a matter of law and not of a family.
const LAW: [&str; 12] = [
    "lov",
    "loven",
    "lovens",
    "lovbekendtgørelse",
    "bekendtgørelse",
    "bekendtgørelsen",
    "vejledning",
    "vejledningen",
    "cirkulære",
    "kraft",
    "principmeddelelse",
    "act",
];

const fn is_day(day: u16) -> bool {
    matches!(day, 1..=31)
}

fn year(digits: &str, short: bool) -> Option<u16> {
    let value: u16 = digits.parse().ok()?;
    match digits.len() {
        4 if (1930..=2049).contains(&value) => Some(value),
        2 if short => Some(if value < 50 { 2000 + value } else { 1900 + value }),
        _ => None,
    }
}

/// A date that begins with a number: *14. marts 2021*, *3/5-2021*, *2021-05-03*.
pub(super) fn from_number(look: &Look<'_>, at: usize) -> Option<Hint> {
    let first = look.digits(at)?;
    if is_day(first) && look.lower(at).len() <= 2 {
        return with_month_name(look, at).or_else(|| in_figures(look, at, first));
    }
    iso(look, at)
}

/// *14. marts 2021*, *14th of March 2021*.
fn with_month_name(look: &Look<'_>, at: usize) -> Option<Hint> {
    let mut last = at + 1;
    if matches!(look.lower(last), "st" | "nd" | "rd" | "th") && look.between(last).is_empty() {
        last += 1;
    }
    if look.lower(last) == "of" {
        last += 1;
    }
    if !matches!(look.between(last).trim(), "" | "." | "./") || look.is_number(last) {
        return None;
    }
    let month = month(look.lower(last))?;
    let (year, last) = year_after(look, last);
    finish(look, at, last, month, year)
}

/// The year after a month, when there is one.
fn year_after(look: &Look<'_>, month: usize) -> (Option<u16>, usize) {
    let at = month + 1;
    let follows = look.is_number(at) && matches!(look.between(at).trim(), "" | "." | ",");
    match year(look.lower(at), false).filter(|_| follows) {
        Some(year) => (Some(year), at),
        None => (None, month),
    }
}

/// *3/5-2021*, *03.05.21*; *den 3/5*.
fn in_figures(look: &Look<'_>, at: usize, first: u16) -> Option<Hint> {
    let second = look.digits(at + 1).filter(|_| look.lower(at + 1).len() <= 2)?;
    // American dates have the month first; that is only tried where the Danish order is impossible.
    let month = match (first, second) {
        (_, 1..=12) => second,
        (1..=12, 13..=31) if look.english() => first,
        _ => return None,
    };
    let month = u8::try_from(month).ok()?;
    let parted = look.between(at + 1);
    if !matches!(parted.trim(), "/" | "." | "-") || attached_before(look, at) {
        return None;
    }
    if matches!(look.before(at, 1), "kl" | "klokken" | "rum" | "lokale" | "afsnit" | "punkt" | "version") {
        return None;
    }
    let again = look.between(at + 2);
    let short = again == parted || again == "-" && parted == "/";
    let year = (look.is_number(at + 2) && matches!(again.trim(), "/" | "." | "-" | "" | "–"))
        .then(|| year(look.lower(at + 2), short))
        .flatten();
    match year {
        Some(year) if !attached_after(look, at + 2) => finish(look, at, at + 2, month, Some(year)),
        None if parted == "/" && ARTICLES.contains(&look.before(at, 1)) && !attached_after(look, at + 1) => {
            finish(look, at, at + 1, month, None)
        }
        _ => None,
    }
}

/// *2021-05-03*.
fn iso(look: &Look<'_>, at: usize) -> Option<Hint> {
    let year = year(look.lower(at), false)?;
    let month = look.digits(at + 1).filter(|month| (1..=12).contains(month))?;
    look.digits(at + 2).filter(|day| is_day(*day))?;
    let two = |at: usize| look.lower(at).len() == 2 && look.between(at) == "-";
    if !two(at + 1) || !two(at + 2) || attached_before(look, at) || attached_after(look, at + 2) {
        return None;
    }
    finish(look, at, at + 2, u8::try_from(month).ok()?, Some(year))
}

/// Whether more figures stand before without a blank: then it is a longer number.
fn attached_before(look: &Look<'_>, at: usize) -> bool {
    at > 0 && look.is_number(at - 1) && !look.between(at).contains(char::is_whitespace)
        || at > 0 && look.between(at).is_empty()
}

fn attached_after(look: &Look<'_>, at: usize) -> bool {
    let tail = look.tail(at);
    look.token(at + 1).is_some() && (tail.is_empty() || look.is_number(at + 1) && matches!(tail, "-" | "/" | "."))
}

/// *May 3, 2021*, *on March 3rd*: English texts only.
pub(super) fn from_month(look: &Look<'_>, at: usize) -> Option<Hint> {
    if !look.english() {
        return None;
    }
    let month = month(look.lower(at))?;
    let day = at + 1;
    let followed = look.digits(day).is_some_and(is_day) && look.lower(day).len() <= 2 && look.joined(day);
    // *14 March 2021* was taken from its number.
    if !followed || at > 0 && look.is_number(at - 1) {
        return None;
    }
    let mut last = day;
    if matches!(look.lower(last + 1), "st" | "nd" | "rd" | "th") && look.between(last + 1).is_empty() {
        last += 1;
    }
    let (year, last) = year_after(look, last);
    let led = matches!(look.before(at, 1), "on" | "the");
    (year.is_some() || led).then(|| finish(look, at, last, month, year)).flatten()
}

/// Takes along what leads into the date, and picks the wording that goes on from what is left.
fn finish(look: &Look<'_>, at: usize, last: usize, month: u8, year: Option<u16>) -> Option<Hint> {
    let mut first = at;
    let mut led = look.english() && look.before(at, 1) == "on";
    let near = |first: usize| matches!(look.gap(first), Gap::Space | Gap::Line | Gap::Dot | Gap::Comma);
    if ARTICLES.contains(&look.before(first, 1)) && near(first) {
        first -= 1;
        led = true;
    }
    let weekday = WEEKDAYS.contains(&look.before(first, 1)) && near(first);
    if weekday {
        first -= 1;
        led = true;
    }
    if year.is_none() && !led {
        return None;
    }
    if (1..=8).any(|back| LAW.contains(&look.before(first, back))) {
        return None;
    }
    // *den 3. og den 9. maj*, *fra den 3. til den 9. maj*: the other day has no month of its own and goes along.
    let other = first.checked_sub(2).filter(|&other| {
        matches!(look.before(first, 1), "og" | "til" | "eller" | "and" | "to")
            && look.digits(other).is_some_and(is_day)
            && matches!(look.between(other + 1).trim(), "." | "")
    });
    if let Some(other) = other {
        first = other;
        if ARTICLES.contains(&look.before(first, 1)) && near(first) {
            first -= 1;
        }
        if matches!(look.before(first, 1), "fra" | "mellem" | "from" | "between") && look.joined(first) {
            first -= 1;
            return look.hint(HintKind::Date, first, last, Coarser::season(month, year, Lead::In, look.english()));
        }
    }
    let lead = match look.before(first, 1) {
        // *om mandagen den 3.*, but not *talte om den 3.*
        word @ ("om" | "på" | "on") if near(first) && (weekday || word == "on") => {
            first -= 1;
            Lead::In
        }
        "af" | "pr" | "dateret" | "of" | "dated" if near(first) => {
            first -= 1;
            Lead::From
        }
        word if BARE.contains(&word) && look.joined(first) => Lead::Bare,
        _ => Lead::In,
    };
    look.hint(HintKind::Date, first, last, Coarser::season(month, year, lead, look.english()))
}
