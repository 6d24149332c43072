//! Dates as people write them, word by word: *14. februar 2012*, *3/5-12*, *den tredje i femte to tusind og tolv*, *April 2nd*, *2. juledag*.
//!
//! Whose date it is, is for others to say: [`super::detect::birthdate`] looks for a birth beside it, [`super::risk`] hints at the rest.

use super::context::Context;
use super::number_word::{is_number_word, ordinal};
use super::rules::is_cpr_date;
use super::token::Case;

/// Months with their number.
pub(super) const MONTHS: [(&str, u8); 45] = [
    ("januar", 1),
    ("februar", 2),
    ("marts", 3),
    ("april", 4),
    ("maj", 5),
    ("juni", 6),
    ("juli", 7),
    ("august", 8),
    ("september", 9),
    ("oktober", 10),
    ("november", 11),
    ("december", 12),
    ("jan", 1),
    ("feb", 2),
    ("febr", 2),
    ("mar", 3),
    ("apr", 4),
    ("jun", 6),
    ("jul", 7),
    ("aug", 8),
    ("sep", 9),
    ("sept", 9),
    ("okt", 10),
    ("nov", 11),
    ("dec", 12),
    ("january", 1),
    ("february", 2),
    ("march", 3),
    ("may", 5),
    ("june", 6),
    ("july", 7),
    ("october", 10),
    ("oct", 10),
    ("januari", 1),
    ("februari", 2),
    ("mars", 3),
    ("mai", 5),
    ("augusti", 8),
    ("desember", 12),
    ("januars", 1),
    ("aprils", 4),
    ("majs", 5),
    ("junis", 6),
    ("julis", 7),
    ("augusts", 8),
];

/// Days with a name of their own, in one word.
const FEASTS: [&str; 29] = [
    "juleaften",
    "lillejuleaften",
    "lillejuleaftensdag",
    "hansaften",
    "juleaftensdag",
    "julenat",
    "juledag",
    "nytårsaften",
    "nytårsaftensdag",
    "nytårsnat",
    "nytårsdag",
    "grundlovsdag",
    "langfredag",
    "skærtorsdag",
    "påskedag",
    "påskelørdag",
    "pinsedag",
    "mortensaften",
    "valentinsdag",
    "kyndelmisse",
    "kyndelmissedag",
    "fastelavnssøndag",
    "luciadag",
    "skudårsdag",
    "skudårsdagen",
    "bededag",
    "helligtrekonger",
    "sankthansaften",
    "halloween",
];

/// The number of a month by its name, in lower case.
pub(super) fn month(lower: &str) -> Option<u8> {
    MONTHS.iter().find(|(name, _)| *name == lower).map(|(_, month)| *month)
}

/// A date in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Written {
    /// Its last word.
    pub(super) last: usize,
    /// Whether it has a year.
    pub(super) year: bool,
}

/// The text between the word at `at` and the one before it.
fn between<'c>(context: &'c Context<'_>, at: usize) -> &'c str {
    let before = at.checked_sub(1).and_then(|index| context.tokens.get(index)).map_or(0, |token| token.span.end());
    let start = context.tokens.get(at).map_or(before, |token| token.span.start());
    context.tokens.lower_text().get(before..start).unwrap_or_default()
}

/// The value of one or two digits at a word.
fn small(context: &Context<'_>, at: usize) -> Option<u8> {
    let token = context.tokens.get(at).filter(|token| token.number && token.chars <= 2)?;
    context.tokens.lower(token).parse().ok()
}

/// The date that begins at a word, without its article. Constant work.
pub(super) fn date_at(context: &Context<'_>, at: usize) -> Option<Written> {
    let token = context.tokens.get(at)?;
    // In the middle of a longer number no date begins.
    if at > 0
        && token.number
        && context.tokens.get(at - 1).is_some_and(|before| before.number)
        && matches!(between(context, at), "/" | "-" | "." | "–")
    {
        return None;
    }
    let lower = context.tokens.lower(token);
    if token.number {
        return match token.chars {
            1 | 2 => small(context, at).filter(|day| (1..=31).contains(day)).and_then(|_| from_day(context, at)),
            4 => turned(context, at),
            6 => is_cpr_date(lower).then_some(Written { last: at, year: true }),
            _ => None,
        };
    }
    if context.words.get(at).is_some_and(|word| word.number_word) {
        return None;
    }
    if let Some(found) = ordinal(lower).and_then(|_| from_ordinal(context, at)) {
        return Some(found);
    }
    if month(lower).is_some() {
        return month_first(context, at);
    }
    feast(lower).then(|| with_year(context, at))
}

fn feast(lower: &str) -> bool {
    FEASTS.contains(&lower)
}

/// *14. februar 2012*, *7de juni*, *3/5-12*, *3. i 5. 2012*, *2. juledag*.
fn from_day(context: &Context<'_>, at: usize) -> Option<Written> {
    let mut next = at + 1;
    if matches!(context.tokens.lower_at(next), "te" | "de" | "ende" | "st" | "nd" | "rd" | "th")
        && between(context, next).is_empty()
    {
        next += 1;
    }
    if context.tokens.lower_at(next) == "of" {
        next += 1;
    }
    // *the 2nd of the 3rd, 2015*
    if next > at + 1
        && context.tokens.lower_at(next) == "the"
        && small(context, next + 1).is_some_and(|month| month <= 12)
    {
        let suffix = matches!(context.tokens.lower_at(next + 2), "st" | "nd" | "rd" | "th");
        return Some(with_year(context, next + 1 + usize::from(suffix)));
    }
    let gap = between(context, next);
    if matches!(gap.trim(), "" | ".") && gap.len() <= 2 || gap == "./" {
        if month(context.tokens.lower_at(next)).is_some() {
            return Some(with_year(context, next));
        }
        if feast(context.tokens.lower_at(next)) {
            return Some(with_year(context, next));
        }
    }
    // *2. VII. 2012*
    if matches!(gap, ". " | "." | "/") && roman_month(context, next) {
        return Some(with_year(context, next));
    }
    let is_month = |at: usize| small(context, at).is_some_and(|month| (1..=12).contains(&month));
    if context.tokens.lower_at(next) == "i" && is_month(next + 1) && gap.trim() == "." {
        return Some(with_year(context, next + 1));
    }
    let sign = gap.trim();
    let year = at + 2;
    // *05 06 2014*
    let spaced = gap == " "
        && between(context, year) == " "
        && [at, at + 1].iter().all(|&at| context.tokens.lower_at(at).len() == 2)
        && context.tokens.get(year).is_some_and(|token| token.number && token.chars == 4);
    // *11/23/2016*
    if sign == "/" && small(context, at + 1).is_some_and(|day| (13..=31).contains(&day)) && is_month(at) {
        let full = between(context, year) == "/"
            && context.tokens.get(year).is_some_and(|token| token.number && token.chars == 4);
        return full.then_some(Written { last: year, year: true });
    }
    if !is_month(at + 1) || next != at + 1 || !(spaced || matches!(sign, "/" | "." | "-")) || gap.len() > 3 {
        return None;
    }
    let dated = matches!(between(context, year).trim(), "/" | "." | "-" | "–" | "" | ".'" | ".’" | "-'" | "/'")
        && between(context, year).len() <= 4
        && !between(context, year).is_empty()
        && context.tokens.get(year).is_some_and(|token| token.number && matches!(token.chars, 2 | 4));
    match dated {
        true => Some(Written { last: year, year: true }),
        // *den 5/6*, and *05.06.* where nothing else can have two figures twice and a point.
        false => {
            (sign == "/" || sign == "." && is_short_date(context, at)).then_some(Written { last: at + 1, year: false })
        }
    }
}

/// A month in Roman capitals, as the old write it.
fn roman_month(context: &Context<'_>, at: usize) -> bool {
    const NUMERALS: [&str; 12] = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"];
    let capitals = context.tokens.get(at).is_some_and(|token| matches!(token.case, Case::Upper | Case::Capital));
    let year = context.tokens.get(at + 1).is_some_and(|token| token.number && token.chars == 4)
        && matches!(between(context, at + 1), " " | "." | ". " | "/");
    capitals && year && NUMERALS.contains(&context.tokens.lower_at(at))
}

/// *05.06.*: two figures each, and a point or the end behind them. *den 30.11*: behind an article nothing else is written so.
fn is_short_date(context: &Context<'_>, at: usize) -> bool {
    let article = at.checked_sub(1).is_some_and(|before| matches!(context.tokens.lower_at(before), "d" | "den" | "dn"));
    if article && between(context, at + 1) == "." {
        return true;
    }
    let end = context.tokens.get(at + 1).map_or(0, |token| token.span.end());
    let rest = context.tokens.lower_text().get(end..).unwrap_or_default();
    [at, at + 1].iter().all(|&at| context.tokens.lower_at(at).len() == 2)
        && between(context, at + 1) == "."
        && rest.starts_with('.')
}

/// *2012-02-14*.
fn turned(context: &Context<'_>, at: usize) -> Option<Written> {
    let month = small(context, at + 1).filter(|month| (1..=12).contains(month));
    let day = small(context, at + 2).filter(|day| (1..=31).contains(day));
    let dashed = between(context, at + 1) == "-" && between(context, at + 2) == "-";
    (dashed && month.is_some() && day.is_some()).then_some(Written { last: at + 2, year: true })
}

/// *tredje april to tusind fjorten*, *tredje i femte*, *anden juledag*.
fn from_ordinal(context: &Context<'_>, at: usize) -> Option<Written> {
    let next = context.tokens.lower_at(at + 1);
    if month(next).is_some() || feast(next) {
        return Some(with_year(context, at + 1));
    }
    // *second of August, two thousand and eleven*
    if next == "of" && month(context.tokens.lower_at(at + 2)).is_some() {
        return Some(with_year(context, at + 2));
    }
    let turn = next == "i" && ordinal(context.tokens.lower_at(at + 2)).is_some_and(|month| month <= 12);
    let found = turn.then(|| with_year(context, at + 2))?;
    // *ellevte i tredje tolv*
    let short = !found.year && between(context, at + 3) == " " && is_number_word(context.tokens.lower_at(at + 3));
    Some(if short { Written { last: at + 3, year: true } } else { found })
}

/// *April 2nd, 2014*.
fn month_first(context: &Context<'_>, at: usize) -> Option<Written> {
    let mut day = at + 1;
    small(context, day).filter(|day| (1..=31).contains(day)).filter(|_| between(context, day) == " ")?;
    if matches!(context.tokens.lower_at(day + 1), "st" | "nd" | "rd" | "th") && between(context, day + 1).is_empty() {
        day += 1;
    }
    // *maj 20 børn* is no date.
    let ends = context.tokens.get(day + 1).is_none_or(|_| between(context, day + 1) != " ");
    let found = with_year(context, day);
    (found.year || ends || day > at + 1).then_some(found)
}

/// Takes the year along that follows the word at `last`, in figures or in words.
fn with_year(context: &Context<'_>, last: usize) -> Written {
    let next = last + 1;
    let gap = between(context, next);
    let near = matches!(gap, " " | ", " | ". " | "." | "," | " '" | " ’" | "-" | "\n");
    let Some(token) = context.tokens.get(next).filter(|_| near) else { return Written { last, year: false } };
    let lower = context.tokens.lower(token);
    let full = token.number && token.chars == 4 && (lower.starts_with("19") || lower.starts_with("20"));
    // *3. maj 14*, but not *3. maj 14 børn*.
    let quoted = token.number && token.chars == 2 && matches!(gap, " '" | " ’");
    let short = quoted
        || token.number
            && token.chars == 2
            && gap != ", "
            && gap != ". "
            && context
                .tokens
                .get(next + 1)
                .is_none_or(|_| between(context, next + 1).trim() != "" || between(context, next + 1).contains('\n'));
    if full || short {
        return Written { last: next, year: true };
    }
    // *5. november samme år*
    if lower == "samme" && gap == " " && context.tokens.lower_at(next + 1) == "år" {
        return Written { last: next + 1, year: true };
    }
    spoken_year(context, next).map_or(Written { last, year: false }, |last| Written { last, year: true })
}

/// *to tusind og tolv*, *totusind fjorten*, *nitten hundrede fireoghalvfems*, *tyve fjorten*: where a year in words ends.
fn spoken_year(context: &Context<'_>, first: usize) -> Option<usize> {
    const LONGEST: usize = 5;
    let century =
        |at: usize| matches!(context.tokens.lower_at(at), "tusind" | "tusinde" | "hundrede" | "thousand" | "hundred");
    let joined = ["totusind", "nittenhundred"].iter().any(|start| context.tokens.lower_at(first).starts_with(start));
    let number = |at: usize| is_number_word(context.tokens.lower_at(at));
    let begins = joined
        || matches!(context.tokens.lower_at(first), "to" | "nitten" | "two" | "nineteen") && century(first + 1)
        || matches!(context.tokens.lower_at(first), "tyve" | "nitten") && number(first + 1);
    if !begins {
        return None;
    }
    let part = |at: usize| number(at) || century(at);
    (first + 1..first + LONGEST)
        .take_while(|&at| {
            between(context, at) == " "
                && (part(at) || matches!(context.tokens.lower_at(at), "og" | "and") && part(at + 1))
        })
        .last()
        .or(joined.then_some(first))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::redact::names::NameBook;
    use crate::text::SourceText;

    #[test]
    fn dates_are_read_to_their_end() {
        let names = NameBook::default();
        for (text, last, year) in [
            ("14. februar 2012 så", 2, true),
            ("3/5-12 så", 2, true),
            ("3/5 så", 1, false),
            ("3.5.2012", 2, true),
            ("2012-05-03", 2, true),
            ("7de juni 1984", 3, true),
            ("tredje april to tusind fjorten på", 4, true),
            ("tredje i femte to tusind og tolv", 6, true),
            ("April 2nd, 2014", 3, true),
            ("3. i 5. 2012", 3, true),
            ("anden juledag", 1, false),
            ("05 06 2014", 2, true),
            ("05.06. hvert år", 1, false),
            ("030414", 0, true),
            ("3. maj 14 børn", 1, false),
            ("2. VII. 2012 blev", 2, true),
            ("5. november samme år", 3, true),
            ("lillejuleaften 2015", 1, true),
        ] {
            let source = SourceText::normalise(text);
            let context = Context::new(&source, &names);
            assert_eq!(date_at(&context, 0), Some(Written { last, year }), "{text}");
        }
        for text in ["3. gang", "3.5 timer", "maj 20 børn", "14 dage", "2012-13", "anden gang", "42/5"] {
            let source = SourceText::normalise(text);
            assert_eq!(date_at(&Context::new(&source, &names), 0), None, "{text}");
        }
    }
}
