//! Numbers that no pattern recognises because a human wrote them: grouped at random, with a slip of the finger, over any signs.
//!
//! Finds: *60 31 4 7 82*, *2o 71 55 48*, *96 28 41 4O* (a telephone has eight digits, however they are grouped), *3o0713-4411* (ten that begin
//! with a day), *٢٢٣٤٥٦٧٨* (digits of other scripts), *83/2-1904*, *730-2021-44912* (six and more with signs between them), *ET 6 0 4 1 8* (two letters and five digits),
//! *ZU7720914*, *5177094* (seven and more in one run), *65 51 xx 09*, *e z 11 408*, and four or five by themselves that are no year and count nothing
//! (*den slutter på 6119*).
//! Leaves: amounts, years and spans of years, dates, times of day, laws and paragraphs, figures counted up (*1 2 3 4 5*).
//! Misses: numbers broken over lines, with words in them (*22 siger og skriver 61 08 37*), and any number of three digits or fewer.

mod ordinary;

pub(super) use ordinary::is_ordinary_number;

use crate::redact::context::Context;
use crate::redact::finding::{Evidence, Finding, Kind, Tier};
use crate::redact::rules::is_cpr_date;
use crate::redact::token::{Case, Gap, Token};
use crate::text::Span;
use ordinary::is_ordinary;

/// Most characters between two groups of one number.
const FARTHEST: usize = 3;
/// Signs that stand inside numbers.
const SIGNS: [char; 13] = [' ', '.', '-', '–', '—', '/', ',', '(', ')', '+', '_', '•', '·'];
/// Runs of digits that belong together.
struct Cluster {
    /// First and last token.
    first: usize,
    last: usize,
    /// The digits, a slip of the finger read as the digit it was meant for.
    digits: String,
    /// The groups as they stand.
    groups: usize,
    /// Whether a letter stands for a digit.
    slip: bool,
}

/// One finding for each number.
pub fn detect(context: &Context<'_>) -> Vec<Finding> {
    let tokens = context.tokens.all();
    let mut findings = Vec::new();
    let mut index = 0;
    while let Some(token) = tokens.get(index) {
        if !token.number && (token.chars > 2 || !is_slip(context, index)) {
            index += 1;
            continue;
        }
        let cluster = grow(context, index);
        findings.extend(finding(context, &cluster));
        index = cluster.last + 1;
    }
    findings
}

/// A letter or two that stand among digits without a blank: *2o*, *4O*, *6l*.
fn is_slip(context: &Context<'_>, index: usize) -> bool {
    let Some(token) = context.tokens.get(index) else { return false };
    let number_at = |at: Option<usize>, edge: usize, start: bool| {
        at.and_then(|at| context.tokens.get(at)).is_some_and(|other| {
            other.number && if start { other.span.start() == edge } else { other.span.end() == edge }
        })
    };
    let lower = context.tokens.lower(token);
    let letters = lower.chars().all(|c| matches!(c, 'o' | 'l' | 'i' | 'x'));
    letters
        && !token.number
        && token.chars <= 2
        && (is_masked(context, index, lower)
            || number_at(index.checked_sub(1), token.span.start(), false)
            || number_at(Some(index + 1), token.span.end(), true))
}

/// *65 51 xx 09*: two digits that somebody did not want to say.
fn is_masked(context: &Context<'_>, index: usize, lower: &str) -> bool {
    let pair = |at: Option<usize>| {
        at.and_then(|at| context.tokens.get(at)).is_some_and(|token| token.number && token.chars == 2)
    };
    let spaced = |at: usize| context.tokens.get(at).is_some_and(|token| token.gap == Gap::Space);
    lower == "xx" && pair(index.checked_sub(1)) && pair(Some(index + 1)) && spaced(index) && spaced(index + 1)
}

fn grow(context: &Context<'_>, first: usize) -> Cluster {
    let mut cluster = Cluster { first, last: first, digits: String::new(), groups: 0, slip: false };
    let mut index = first;
    while let Some(token) = context.tokens.get(index) {
        if !token.number && !is_slip(context, index) {
            break;
        }
        let between = between(context, cluster.last, index);
        if index > first && !between.chars().all(|c| SIGNS.contains(&c)) || between.chars().count() > FARTHEST {
            break;
        }
        cluster.groups += usize::from(index == first || !between.is_empty());
        let lower = context.tokens.lower(token);
        cluster.slip |= !token.number || !lower.is_ascii();
        cluster.digits.extend(lower.chars().map(|c| match c {
            'o' => '0',
            'l' | 'i' => '1',
            // Left out by somebody who did not want to say all of it.
            'x' => '0',
            _ => ascii_digit(c),
        }));
        cluster.last = index;
        index += 1;
    }
    cluster
}

/// The ASCII digit for one of another script: Arabic, Persian, Devanagari, Bengali, Tamil, full width.
fn ascii_digit(c: char) -> char {
    const ZEROS: [char; 6] = ['\u{660}', '\u{6f0}', '\u{966}', '\u{9e6}', '\u{be6}', '\u{ff10}'];
    if c.is_ascii() {
        return c;
    }
    let value = ZEROS.iter().filter_map(|zero| u32::from(c).checked_sub(u32::from(*zero))).find(|value| *value < 10);
    value.and_then(|value| char::from_digit(value, 10)).unwrap_or(c)
}

/// The text between two tokens.
fn between<'c>(context: &'c Context<'_>, left: usize, right: usize) -> &'c str {
    let end = context.tokens.get(left).map_or(0, |token| token.span.end());
    let start = context.tokens.get(right).map_or(0, |token| token.span.start());
    context.tokens.lower_text().get(end..start).unwrap_or_default()
}

fn finding(context: &Context<'_>, cluster: &Cluster) -> Option<Finding> {
    let (first, last) = (context.tokens.get(cluster.first)?, context.tokens.get(cluster.last)?);
    let text = context.tokens.lower_text().get(first.span.start()..last.span.end())?;
    let length = cluster.digits.len();
    if let Some(plate) = plate(context, cluster, first, last) {
        return Some(plate);
    }
    if cluster.digits.chars().any(|c| !c.is_ascii_digit()) || is_ordinary(context, cluster, text) {
        return None;
    }
    if length < 6 {
        let span = first.span.union(last.span);
        return stands_for_nothing(context, cluster, first).then(|| Finding {
            span,
            kind: Kind::OtherId,
            tier: Tier::Doubt,
            evidence: vec![Evidence::Shape { shape: "digits" }],
        });
    }
    let national =
        cluster.digits.strip_prefix("0045").or_else(|| cluster.digits.strip_prefix("45")).unwrap_or(&cluster.digits);
    let announced = announced(context, cluster.first);
    let (kind, tier) = match length {
        _ if announced && (6..=13).contains(&length) => (Kind::Phone, Tier::Sure),
        10 if is_cpr_date(&cluster.digits) => (Kind::Cpr, Tier::Sure),
        8 if cluster.groups > 1 || cluster.slip => (Kind::Phone, Tier::Sure),
        10 | 12 if national.len() == 8 && cluster.groups > 1 => (Kind::Phone, Tier::Sure),
        _ if cluster.groups > 1 && text.contains(['-', '–', '/', '.']) => (Kind::OtherId, Tier::Doubt),
        _ if cluster.groups > 1 && length > 8 || cluster.slip => (Kind::OtherId, Tier::Doubt),
        // A telephone number with a digit too few, a passport: no amount is written so.
        _ if cluster.groups == 1 && length >= 7 || is_code(context, cluster) => (Kind::OtherId, Tier::Doubt),
        _ => return None,
    };
    // *21-117305/fr*: initials of whoever wrote it.
    let initialled = || {
        let sign = between(context, cluster.last, cluster.last + 1);
        context.tokens.get(cluster.last + 1).is_some_and(|next| {
            !next.number && next.chars <= 4 && (sign == "/" || sign == "-" && next.case == Case::Upper)
        })
    };
    let (kind, tier) = match kind {
        Kind::Phone if initialled() && !announced => (Kind::OtherId, Tier::Doubt),
        _ => (kind, tier),
    };
    let span = if kind == Kind::OtherId { lettered(context, cluster)? } else { first.span.union(last.span) };
    Some(Finding { span, kind, tier, evidence: vec![Evidence::Shape { shape: "digits" }] })
}

/// *2022-00419-BIL*, *14/20931-B*, *21-117305/fr*: a case number that a pattern has found, with the letters of whoever wrote it.
pub fn with_letters(context: &Context<'_>, span: Span) -> Span {
    const LONGEST: u32 = 4;
    let next = context.tokens.all().partition_point(|token| token.span.start() < span.end());
    let Some(letters) = context.tokens.get(next).filter(|token| !token.number && token.chars <= LONGEST) else {
        return span;
    };
    let after = context.tokens.get(next + 1).is_none_or(|after| !matches!(after.gap, Gap::Hyphen));
    let joined = match context.tokens.lower_text().get(span.end()..letters.span.start()) {
        Some("/") => true,
        Some("-") => letters.case != Case::Lower,
        _ => false,
    };
    if joined && after { span.union(letters.span) } else { span }
}

/// The span of a number with the letters that a sign joins to it: *S-2019-004471*, *18-779/Skive-E*, *0083 / ma*.
fn lettered(context: &Context<'_>, cluster: &Cluster) -> Option<Span> {
    const LONGEST: u32 = 6;
    let glued = |left: usize, right: usize| {
        let letters = context.tokens.get(left).filter(|token| !token.number).or_else(|| context.tokens.get(right));
        between(context, left, right).is_empty() && letters.is_some_and(|token| token.case != Case::Lower)
    };
    let joined = |left: usize, right: usize| {
        let sign = between(context, left, right);
        let letters = context.tokens.get(left).filter(|token| !token.number).or_else(|| context.tokens.get(right));
        // *2021-10443 - så ringede de*, *2021-10443/ vi venter*: that is another clause.
        let close = match (sign.starts_with(' '), sign.ends_with(' ')) {
            (false, false) => true,
            (true, true) => sign.contains('/') || letters.is_some_and(|token| token.case != Case::Lower),
            _ => false,
        };
        let signs = sign.chars().count() <= FARTHEST && sign.chars().all(|c| SIGNS.contains(&c));
        glued(left, right) || close && signs && sign.contains(['-', '/'])
    };
    let letters = |at: usize| context.tokens.get(at).is_some_and(|token| !token.number && token.chars <= LONGEST);
    let (mut first, mut last) = (cluster.first, cluster.last);
    while let Some(before) = first.checked_sub(1).filter(|&before| letters(before) && joined(before, first)) {
        first = before;
    }
    while letters(last + 1) && joined(last, last + 1) {
        last += 1;
    }
    Some(context.tokens.get(first)?.span.union(context.tokens.get(last)?.span))
}

/// *den slutter på 6119*, *hun havde 3348*: four or five digits that are no year, count nothing and are no time. In a testimony hardly anything
/// else is written so than the number of somebody.
fn stands_for_nothing(context: &Context<'_>, cluster: &Cluster, first: &Token) -> bool {
    let whole = cluster.first == cluster.last && !cluster.slip && matches!(first.chars, 4 | 5);
    let lower = context.tokens.lower(first);
    let value: u32 = lower.parse().unwrap_or_default();
    let year = (1700..2100).contains(&value);
    let round = lower.ends_with("00") || lower.starts_with('0') && first.chars == 4;
    let clock = cluster.first.checked_sub(1).is_some_and(|at| {
        matches!(
            context.tokens.lower_at(at),
            "kl" | "klokken" | "at" | "klasse" | "model" | "version" | "windows" | "iso"
        )
    });
    // *2800 kilometer*, *1840 gram*: a thing is counted.
    let counts = context.tokens.get(cluster.last + 1).is_some_and(|next| {
        matches!(next.gap, Gap::Space | Gap::Line | Gap::Hyphen)
            && context.words.get(cluster.last + 1).is_none_or(|word| !word.function)
    });
    let glued = [cluster.first.checked_sub(1), Some(cluster.last)]
        .into_iter()
        .flatten()
        .any(|left| context.tokens.get(left + 1).is_some() && between(context, left, left + 1).is_empty());
    let signed = || {
        let before = context.tokens.lower_text().get(..first.span.start()).unwrap_or_default();
        let after = context.tokens.lower_text().get(first.span.end()..).unwrap_or_default();
        before.ends_with(['/', '-', '.', ',', '–', '+', '#', '§', '€', '$'])
            || after.starts_with(['/', '-', '–', '%', '€'])
    };
    whole && !year && !round && !clock && !counts && !glued && !signed()
}

/// Whether capitals are glued to the number, so that no amount is meant: *ZU772091*.
fn is_code(context: &Context<'_>, cluster: &Cluster) -> bool {
    cluster.first.checked_sub(1).is_some_and(|before| {
        between(context, before, cluster.first).is_empty()
            && context.tokens.get(before).is_some_and(|token| matches!(token.case, Case::Upper | Case::Capital))
    })
}

/// *e z 11 408*: two letters by themselves before two digits and three.
fn spaced_plate(context: &Context<'_>, cluster: &Cluster, last: &Token) -> Option<Finding> {
    let letter = |at: usize| {
        context.tokens.get(at).filter(|token| token.chars == 1 && !token.number && token.case != Case::None)
    };
    let start = letter(cluster.first.checked_sub(2)?)?;
    letter(cluster.first - 1).filter(|second| second.gap == Gap::Space)?;
    let grouped = cluster.last == cluster.first + 1
        && !cluster.slip
        && context.tokens.get(cluster.first).is_some_and(|token| token.chars == 2 && token.gap == Gap::Space)
        && last.chars == 3;
    grouped.then(|| Finding {
        span: start.span.union(last.span),
        kind: Kind::Plate,
        tier: Tier::Doubt,
        evidence: vec![Evidence::Shape { shape: "digits" }],
    })
}

/// Two letters and five digits are a registration plate, when nobody else claims the letters.
fn plate(context: &Context<'_>, cluster: &Cluster, first: &Token, last: &Token) -> Option<Finding> {
    if let Some(spaced) = spaced_plate(context, cluster, last) {
        return Some(spaced);
    }
    let letters = context.tokens.get(cluster.first.checked_sub(1)?)?;
    let between = between(context, cluster.first - 1, cluster.first);
    let lower = context.tokens.lower(letters);
    let shape = cluster.digits.len() == 5
        && !cluster.slip
        && letters.chars == 2
        && lower.chars().all(|c| c.is_alphabetic())
        && between.chars().count() <= 1
        && between.chars().all(|c| SIGNS.contains(&c));
    // In capitals it looks like one; in lower case only tight (*bx12 877*), for *er 12 345* is a sentence.
    let written = letters.case == Case::Upper || between.is_empty();
    let currency = matches!(lower, "kr" | "nr" | "kl" | "tv" | "ca" | "eu" | "dk");
    (shape && written && !currency).then(|| Finding {
        span: letters.span.union(first.span).union(last.span),
        kind: Kind::Plate,
        tier: Tier::Doubt,
        evidence: vec![Evidence::Shape { shape: "digits" }],
    })
}

/// Whether a word for a telephone stands within a few words before, on the same line.
fn announced(context: &Context<'_>, first: usize) -> bool {
    const BEFORE: usize = 4;
    (1..=BEFORE).map_while(|step| first.checked_sub(step)).any(|at| {
        let word = context.tokens.lower_at(at);
        matches!(
            word,
            "tlf"
                | "telefon"
                | "mobil"
                | "phone"
                | "mobile"
                | "nummer"
                | "nummeret"
                | "mobilnummer"
                | "telefonnummer"
                | "mobilnr"
                | "ring"
                | "sms"
                | "tel"
        )
    })
}
