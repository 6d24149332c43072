//! Numbers and addresses said aloud: dictated to a telephone, or spelled so that no program should find them.
//!
//! Finds: *nul syv nul tre tolv*, *tyve fjorten treoghalvfems nul syv*, *97 fjorten 20 33*, *nitten nul tre elleve bindestreg fire to et syv*: number
//! words and figures in a row that make six digits or more.
//! Leaves: *to tre gange*, *en, to, tre, fire* (counting), amounts (*tre hundrede tusind*).
//! Misses: numbers with other words between them (*toogtyve og så otte*), and fewer than six digits.

use crate::redact::context::{Context, Listing};
use crate::redact::finding::{Evidence, Finding, Kind, Tier};
use crate::redact::number_word::number_word;
use crate::redact::token::Gap;

/// Words said between the parts of a number.
const BETWEEN: [&str; 12] =
    ["bindestreg", "streg", "mellemrum", "punktum", "skråstreg", "komma", "og", "så", "dash", "hyphen", "nej", "plus"];
/// One finding for each number.
pub fn detect(context: &Context<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut index = 0;
    while let Some(word) = context.words.get(index) {
        if !word.number_word && word.listing != Listing::Number {
            index += 1;
            continue;
        }
        let run = run(context, index);
        findings.extend(run.as_ref().and_then(|run| finding(context, index, run)));
        index = run.map_or(index, |run| run.last) + 1;
    }
    findings
}

/// A run of number words.
struct Run {
    last: usize,
    digits: usize,
    /// How many of them are words, and how many are `en` and `et`, which are articles too.
    words: usize,
    articles: usize,
    /// Values of single digits in order, for telling that somebody counts.
    counting: bool,
}

fn run(context: &Context<'_>, first: usize) -> Option<Run> {
    value(context, first)?;
    let mut run = Run { last: first, digits: 0, words: 0, articles: 0, counting: true };
    let (mut index, mut previous) = (first, None);
    while let Some(token) = context.tokens.get(index) {
        if index > first && matches!(token.gap, Gap::Break | Gap::Colon) {
            break;
        }
        let lower = context.tokens.lower(token);
        match value(context, index) {
            Some((digits, position)) => {
                run.digits += digits;
                run.words += usize::from(!token.number);
                run.articles += usize::from(matches!(lower, "en" | "et" | "o" | "one"));
                run.counting &= previous.is_none_or(|before| position == before + 1);
                previous = Some(position);
                run.last = index;
            }
            None if index > first && BETWEEN.contains(&lower) => {}
            None => break,
        }
        index += 1;
    }
    Some(run)
}

/// How many digits a number word or a figure stands for, and its place in the row of numbers.
fn value(context: &Context<'_>, index: usize) -> Option<(usize, usize)> {
    let token = context.tokens.get(index)?;
    let lower = context.tokens.lower(token);
    if token.number {
        return Some((usize::try_from(token.chars).ok()?, lower.parse().unwrap_or(usize::MAX - 1)));
    }
    context
        .words
        .get(index)
        .is_some_and(|word| word.number_word)
        .then(|| number_word(lower))
        .flatten()
        .map(|number| (number.digits, usize::from(number.value)))
}

/// *d h fireoghalvfjerds to nul seks*: two letters and five digits.
fn plate(context: &Context<'_>, first: usize, run: &Run) -> Option<Finding> {
    const DIGITS: usize = 5;
    let letter = |at: usize| context.tokens.get(at).is_some_and(|token| token.chars == 1 && !token.number);
    let letters = first.checked_sub(2).filter(|&at| letter(at) && letter(at + 1))?;
    (run.digits == DIGITS && run.words > 1).then_some(())?;
    Some(Finding {
        span: context.tokens.get(letters)?.span.union(context.tokens.get(run.last)?.span),
        kind: Kind::Plate,
        tier: Tier::Sure,
        evidence: vec![Evidence::Shape { shape: "spelled_number" }],
    })
}

fn finding(context: &Context<'_>, first: usize, run: &Run) -> Option<Finding> {
    const FEWEST_DIGITS: usize = 6;
    const FEWEST_PARTS: usize = 4;
    let parts = run.last - first + 1;
    let ordinary = matches!(
        context.tokens.lower_at(run.last + 1),
        "hundrede" | "tusind" | "tusinde" | "kroner" | "år" | "hundred" | "thousand" | "gange"
    );
    if let Some(plate) = plate(context, first, run) {
        return Some(plate);
    }
    if run.digits < FEWEST_DIGITS || parts < FEWEST_PARTS || run.words <= run.articles || run.counting || ordinary {
        return None;
    }
    let span = context.tokens.get(first)?.span.union(context.tokens.get(run.last)?.span);
    let kind = match run.digits {
        8 => Kind::Phone,
        10 => Kind::Cpr,
        _ => Kind::OtherId,
    };
    Some(Finding { span, kind, tier: Tier::Sure, evidence: vec![Evidence::Shape { shape: "spelled_number" }] })
}
