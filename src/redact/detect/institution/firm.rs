//! Firms without a word for what they do: *Holger & Søn*, *rent & blankt*, *Fjordens VVS ApS*.

use crate::redact::context::{Context, Listing};
use crate::redact::token::{Case, Gap};

/// Words after which two words with *&* between them are a firm, however they are written.
const BEFORE: [&str; 10] =
    ["hos", "for", "firmaet", "firma", "butikken", "virksomheden", "rengøringsfirmaet", "by", "at", "tømrerfirmaet"];
/// Words in the names of offices: *Børn & Unge*, *Kvalitet & Udvikling*.
const OFFICES: [&str; 30] = [
    "børn",
    "unge",
    "familie",
    "familier",
    "kultur",
    "udvikling",
    "kvalitet",
    "sundhed",
    "social",
    "handicap",
    "psykiatri",
    "læring",
    "skole",
    "skoler",
    "dagtilbud",
    "ældre",
    "arbejdsmarked",
    "beskæftigelse",
    "økonomi",
    "teknik",
    "miljø",
    "uddannelse",
    "forebyggelse",
    "trivsel",
    "job",
    "borger",
    "velfærd",
    "omsorg",
    "fritid",
    "integration",
];
/// Most words of a name on either side.
const LONGEST: usize = 3;

/// First and last word of *Holger & Søn* when the sign stands before the word at `at`.
pub(super) fn joined(context: &Context<'_>, at: usize) -> Option<(usize, usize)> {
    let before = at.checked_sub(1)?;
    let between = super::between(context, at);
    if between.trim() != "&" || context.tokens.get(at)?.number {
        return None;
    }
    let capital =
        |at: usize| context.tokens.get(at).is_some_and(|token| matches!(token.case, Case::Capital | Case::Upper));
    let mut first = before;
    while first > 0 && before - first < LONGEST && capital(first) && capital(first - 1) && spaced(context, first) {
        first -= 1;
    }
    let mut last = at;
    while last - at < LONGEST && capital(last + 1) && spaced(context, last + 1) {
        last += 1;
    }
    let led = first.checked_sub(1).is_some_and(|led| BEFORE.contains(&context.tokens.lower_at(led)));
    let office = OFFICES.contains(&context.tokens.lower_at(before)) || OFFICES.contains(&context.tokens.lower_at(at));
    let kept =
        office || (first..=last).all(|at| context.words.get(at).is_some_and(|word| word.listing == Listing::Kept));
    let both = context.telling_capital(at) && capital(before);
    (!kept && (both || led && plain(context, first))).then_some((first, last))
}

/// *for § 42 & 44*, *for mad & drikke*: one of the two is more than a small word.
fn plain(context: &Context<'_>, first: usize) -> bool {
    context.tokens.get(first).is_some_and(|token| !token.number && token.chars > 2)
}

fn spaced(context: &Context<'_>, at: usize) -> bool {
    context.tokens.get(at).is_some_and(|token| token.gap == Gap::Space)
}

/// First and last word of *Fjordens VVS ApS*, *Undulat A/S*: words with a capital before the form of a company, which ends at `at`.
pub(super) fn company(context: &Context<'_>, at: usize) -> Option<(usize, usize)> {
    let lower = context.tokens.lower_at(at);
    let form = match lower {
        "aps" | "ivs" => at,
        "s" if super::between(context, at) == "/" => {
            at.checked_sub(1).filter(|&letter| matches!(context.tokens.lower_at(letter), "a" | "i" | "k" | "p"))?
        }
        _ => return None,
    };
    let mut first = form;
    while first > 0
        && form - first < LONGEST + 1
        && (spaced(context, first) || matches!(super::between(context, first).trim(), "&" | "-"))
        && context.tokens.get(first - 1).is_some_and(|token| matches!(token.case, Case::Capital | Case::Upper))
        && context.words.get(first - 1).is_some_and(|word| word.cue.is_none())
    {
        first -= 1;
    }
    let kept = (first..form).all(|at| context.words.get(at).is_some_and(|word| word.listing == Listing::Kept));
    (first < form && !kept).then_some((first, at))
}
