//! Initials of somebody who is never written out.
//!
//! Finds: *L.K.*, *M.H* anywhere; *MH* after a role, a sign-off, *af*, *med*, *fra*, *til* or *v/*.
//! Misses: *MH* without any of these (then the word is unvouched, unless the dictionary has it as an abbreviation).

use crate::redact::context::{Context, Listing};
use crate::redact::finding::{Evidence, Finding, Kind, Tier};
use crate::redact::lexicon::CueKind;
use crate::redact::token::{Case, Gap};

/// Words that a person often follows.
const BEFORE: [&str; 10] = ["af", "med", "fra", "til", "v", "ved", "hos", "by", "from", "with"];

/// Abbreviated sign-offs, which are vouched for; in capitals in the middle of a sentence they are somebody.
const SIGN_OFFS: [&str; 4] = ["mh", "kh", "vh", "bh"];

/// One finding for every run of initials.
pub fn detect(context: &Context<'_>) -> Vec<Finding> {
    let tokens = context.tokens.all();
    let mut findings = Vec::new();
    let mut index = 0;
    while let Some(token) = tokens.get(index) {
        let last = dotted(context, index);
        let found = if last > index {
            tokens.get(last).map(|end| token.span.union(end.span))
        } else {
            announced(context, index).then_some(token.span)
        };
        findings.extend(found.map(|span| Finding {
            span,
            kind: Kind::Person,
            tier: Tier::Doubt,
            evidence: vec![Evidence::Shape { shape: "initials" }],
        }));
        index = last + 1;
    }
    findings
}

/// The last letter of a dotted run without spaces that starts here, or `index` itself.
fn dotted(context: &Context<'_>, index: usize) -> usize {
    const MOST: usize = 4;
    let single = |at: usize| {
        context.tokens.get(at).is_some_and(|token| token.chars == 1 && token.case == Case::Capital)
            && context.listing(at) != Listing::Kept
    };
    let tight = |at: usize| {
        let (Some(before), Some(token)) =
            (at.checked_sub(1).and_then(|at| context.tokens.get(at)), context.tokens.get(at))
        else {
            return false;
        };
        token.gap == Gap::Dot && token.span.start() == before.span.end() + 1
    };
    if !single(index) {
        return index;
    }
    (index + 1..index + MOST).take_while(|&at| single(at) && tight(at)).last().unwrap_or(index)
}

/// Two or three capitals that are no known abbreviation, where a person is expected.
fn announced(context: &Context<'_>, index: usize) -> bool {
    let (Some(token), Some(before)) = (context.tokens.get(index), index.checked_sub(1)) else { return false };
    let fits = token.case == Case::Upper
        && !token.shouted
        && (2..=3).contains(&token.chars)
        && (matches!(context.listing(index), Listing::Unknown | Listing::Acronym | Listing::Misspelt)
            || SIGN_OFFS.contains(&context.tokens.lower(token)));
    let cue = context.words.get(before).and_then(|word| word.cue).is_some_and(|cue| {
        matches!(cue.kind, CueKind::Role | CueKind::SignOff | CueKind::Communication | CueKind::Naming)
    });
    fits && matches!(token.gap, Gap::Space | Gap::Line | Gap::Mark | Gap::Comma | Gap::Colon)
        && (cue || BEFORE.contains(&context.tokens.lower_at(before)))
}
