//! What stands after letters: a verb, an age, what belongs to them.

use super::{age_after, is_me, is_verb};
use crate::redact::context::{Context, Listing};
use crate::redact::detect::initials::unit::{Shape, Unit};
use crate::redact::lexicon::CueKind;
use crate::redact::token::{Case, Gap};

pub(super) fn after(context: &Context<'_>, unit: &Unit<'_>) -> i8 {
    let Some(end) = context.tokens.get(unit.last).map(|token| token.span.end()) else { return 0 };
    let mut index = unit.last + 1;
    let rest = context.tokens.lower_text().get(end..).unwrap_or_default();
    let rest = rest.strip_prefix('.').unwrap_or(rest);
    let letter = matches!(unit.shape, Shape::Letter | Shape::LowerLetter);
    let mut sum = 0;
    // *S's lærer*, *N.s mor*.
    let genitive = |rest: &str| rest.strip_prefix('s').is_some_and(|after| !after.starts_with(char::is_alphanumeric));
    if genitive(rest) || rest.strip_prefix(['\'', '’']).is_some_and(genitive) {
        index += 1;
        sum += if letter { 3 } else { 2 };
    }
    let Some(next) = context.tokens.get(index) else { return sum };
    let word = context.tokens.lower(next);
    let bracket = rest.trim_start().starts_with('(');
    let cue = context.words.get(index).and_then(|word| word.cue).map(|cue| cue.kind);
    let near = matches!(next.gap, Gap::Space | Gap::Line | Gap::Dot);
    let verb = is_verb(context, index);
    if near && verb {
        sum += 2;
    }
    // *L er hans støttepædagog*, *M. er min yngste*
    let is = matches!(word, "er" | "var" | "is" | "was");
    if near
        && is
        && matches!(context.tokens.lower_at(index + 1), "min" | "vores" | "hans" | "hendes" | "deres" | "my" | "our")
    {
        sum += 1;
    }
    if age_after(context, index) {
        sum += if verb { 1 } else { 3 };
    }
    // *K (hans støttepædagog)*
    let whose = matches!(word, "hans" | "hendes" | "vores" | "min" | "deres" | "his" | "her" | "our" | "my");
    let role = |at: usize| context.words.get(at).and_then(|word| word.cue).is_some_and(|cue| cue.kind == CueKind::Role);
    if bracket && whose && role(index + 1) {
        sum += 3;
    }
    if (bracket || next.gap == Gap::Comma) && (cue == Some(CueKind::Role) || bracket && next.number && next.chars <= 2)
    {
        sum += 3;
    }
    // *mor til G, 14, og K, 11*
    if letter && next.gap == Gap::Comma && next.number && next.chars <= 2 && !age_after(context, index) {
        let ends =
            context.tokens.get(index + 1).is_none_or(|after| matches!(after.gap, Gap::Comma | Gap::Break | Gap::Dot));
        sum += if ends { 3 } else { 2 };
    }
    // *W og hans tvillingebror*
    if near
        && matches!(word, "og" | "and")
        && matches!(context.tokens.lower_at(index + 1), "hans" | "hendes" | "his" | "her")
        && context.words.get(index + 2).and_then(|word| word.cue).is_some_and(|cue| cue.kind == CueKind::Role)
    {
        sum += 3;
    }
    // *L, der er 6 år*, *PVF, som er leder*.
    if next.gap == Gap::Comma && matches!(word, "der" | "som" | "who") {
        sum += if age_after(context, index + 1) { 3 } else { 1 };
    }
    if near && matches!(word, "og" | "and") && is_me(context.tokens.lower_at(index + 1)) {
        sum += 3;
    }
    if near && word == "til" && context.tokens.lower_at(index + 1) == "stede" {
        sum += 3;
    }
    if near && matches!(word, "fra" | "from") && !letter {
        sum += 1;
    }
    // *ringede til J. hver uge*: only a name has a full stop in the middle of a sentence.
    if letter
        && next.gap == Gap::Dot
        && next.case == Case::Lower
        && context.tokens.get(unit.first).is_some_and(|token| !token.starts_line)
    {
        sum += 2;
    }
    // *DR: mor afviser*.
    if next.gap == Gap::Colon && !letter && context.tokens.get(unit.first).is_some_and(|token| token.gap != Gap::Comma)
    {
        sum += 1 + i8::from(context.listing(unit.first) == Listing::Unknown);
    }
    sum
}
