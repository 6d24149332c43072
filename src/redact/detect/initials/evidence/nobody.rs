//! Where a letter is nobody: in the alphabet, in a class, on a map.

use super::{age_after, before_cue, is_verb, token_before};
use crate::redact::context::{Context, Listing};
use crate::redact::detect::initials::unit::{Shape, Unit};
use crate::redact::lexicon::CueKind;
use crate::redact::number_word::ordinal;
use crate::redact::token::{Case, Gap};

/// Words that letters of the alphabet follow.
const LETTERED: [&str; 67] = [
    "plan",
    "vitamin",
    "gruppe",
    "gruppen",
    "klasse",
    "type",
    "hepatitis",
    "bilag",
    "afsnit",
    "punkt",
    "niveau",
    "kategori",
    "team",
    "blok",
    "stue",
    "hold",
    "spor",
    "model",
    "del",
    "fase",
    "litra",
    "bogstav",
    "bogstavet",
    "lokale",
    "rum",
    "opgang",
    "group",
    "class",
    "str",
    "størrelse",
    "størrelsen",
    "liste",
    "parti",
    "kolonne",
    "svar",
    "mulighed",
    "scenarie",
    "karakter",
    "karakteren",
    "streptokok",
    "influenza",
    "hal",
    "bygning",
    "indgang",
    "zone",
    "perron",
    "kapitel",
    "figur",
    "version",
    "serie",
    "ark",
    "række",
    "blodtype",
    "trin",
    "letter",
    "size",
    "option",
    "part",
    "unit",
    "building",
    "vaccine",
    "kørekort",
    "linje",
    "linie",
    "spørgsmål",
    "skema",
    "formular",
];

/// A letter of the alphabet, a class, a size, a heading: nobody.
pub(super) fn is_no_name(context: &Context<'_>, unit: &Unit<'_>) -> bool {
    // *UT* signs for the undersigned, *Mo* and *Fa* are everybody's mother and father.
    if matches!(unit.key.as_ref(), "ut" | "mo" | "fa" | "bm") {
        return true;
    }
    let text = context.tokens.lower_text();
    let Some(span) = unit.span(context) else { return true };
    let after = text.get(span.end()..).unwrap_or_default();
    let before = text.get(..span.start()).unwrap_or_default();
    let next = context.tokens.get(unit.last + 1);
    if next.is_some_and(|next| next.gap == Gap::Hyphen) || before.ends_with(['-', '\'', '’', '@', '#', '_']) {
        return true;
    }
    if before.ends_with('/') && before.trim_end_matches('/').ends_with(char::is_alphabetic) {
        return true;
    }
    if !matches!(unit.shape, Shape::Letter | Shape::LowerLetter) {
        return false;
    }
    // *(f. fjortende marts 2015)*
    if unit.key == "f" && ordinal(context.tokens.lower_at(unit.last + 1)).is_some() {
        return true;
    }
    let dot = after.starts_with('.') || unit.span(context) != context.tokens.get(unit.first).map(|token| token.span);
    // The pronoun, and *a* for *jeg* in the west and south.
    if matches!(unit.key.as_ref(), "i" | "å" | "ø" | "a") && !dot && !after.starts_with(['\'', '’']) {
        let told = unit.key == "a" && matches!(before_cue(context, unit), Some((_, CueKind::Role | CueKind::Naming)));
        let age = unit.key == "a" && age_after(context, unit.last + 1);
        if !told && !age {
            return true;
        }
    }
    // *A)*, *(S)*, and not *(herefter S)*.
    let opened = || before.chars().rev().take(40).take_while(|c| !matches!(c, ')' | '\n')).any(|c| c == '(');
    if after.starts_with(')') && (before.ends_with('(') || !opened()) {
        return true;
    }
    // *A 12*, *B2*; and not *i dag er F 11*.
    let verb_before = token_before(context, unit).is_some_and(|(at, ..)| is_verb(context, at));
    if next
        .is_some_and(|next| next.number && (next.gap == Gap::Space && !verb_before || next.span.start() == span.end()))
    {
        return true;
    }
    let Some((at, token, _)) = token_before(context, unit) else { return false };
    let word = context.tokens.lower(token);
    if token.span.end() == span.start() || is_lettered(context, unit.first) {
        return true;
    }
    // *fra A til B*; *Karoline med K*.
    let name_with_it =
        word == "med" && at.checked_sub(1).is_some_and(|at| context.tokens.lower_at(at).starts_with(unit.key.as_ref()));
    let range = matches!(word, "fra" | "til")
        && (context.tokens.lower_at(unit.last + 1) == "til"
            && context.tokens.get(unit.last + 2).is_some_and(|token| token.chars == 1)
            || at.checked_sub(1).and_then(|at| context.tokens.get(at)).is_some_and(|token| token.chars == 1));
    name_with_it || range
}

/// Whether the letter at an index is one of the alphabet: *3 B*, *4. B*, *5000 Odense C*, *plan B*.
pub(in crate::redact) fn is_lettered(context: &Context<'_>, index: usize) -> bool {
    let (Some(token), Some(before)) =
        (context.tokens.get(index), index.checked_sub(1).and_then(|at| context.tokens.get(at)))
    else {
        return false;
    };
    // *3. B* is a class, *§ 5. H. Rezaei* is not.
    let named = || {
        context.tokens.get(index + 1).is_some_and(|next| next.gap == Gap::Dot && next.case == Case::Capital)
            && context.listing(index + 1).is_name()
    };
    let class = before.number && matches!(token.gap, Gap::Space | Gap::Dot) && !named();
    let postcode = index.checked_sub(2).and_then(|at| context.tokens.get(at));
    // *Aarhus C*, with a postcode before it or not.
    let town = token.gap == Gap::Space && before.case == Case::Capital;
    let listed = matches!(context.listing(index - 1), Listing::Kept | Listing::KeptSurname | Listing::PlaceName);
    let district = town && listed && context.telling_capital(index - 1)
        || town && postcode.is_some_and(|code| code.number && code.chars == 4);
    class || district || token.gap == Gap::Space && LETTERED.contains(&context.tokens.lower(before))
}
