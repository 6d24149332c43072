//! Day-care, schools and homes that are called after a thing, in lower case: *går i solsikken*, *aflastning på birkelyset*, *passes i mariehønen*.
//!
//! With a capital the weights see them. The words are in `rules/institutions/houses.txt`.

use super::words::{ends_like_a_house, is_house};
use crate::redact::context::{Context, Listing};
use crate::redact::finding::Role;
use crate::redact::token::{Case, Gap};

/// Whether the word at an index is the name of a house that somebody goes to.
pub(super) fn is_named(context: &Context<'_>, at: usize) -> bool {
    let Some((token, word)) = context.tokens.get(at).zip(context.words.get(at)) else { return false };
    let written = token.case == Case::Lower || token.shouted;
    if !written || token.chars < 5 || token.gap != Gap::Space || word.listing != Listing::Word || word.cue.is_some() {
        return false;
    }
    let lower = context.tokens.lower(token);
    let compound = context.is_compound(at) && ends_like_a_house(lower);
    if !compound && !is_house(lower) {
        return false;
    }
    let Some(before) = at.checked_sub(1) else { return false };
    let preposition = matches!(context.tokens.lower_at(before), "i" | "på" | "paa" | "fra" | "hos" | "til");
    preposition && (compound && before_is_no_thing(context, before) || goes(context, before))
}

/// *på birkelyset*, but not *lyset på birkelyset*: nothing that may be part of another thing stands before the preposition.
fn before_is_no_thing(context: &Context<'_>, preposition: usize) -> bool {
    preposition.checked_sub(1).is_none_or(|at| {
        let lower = context.tokens.lower_at(at);
        !(context.listing(at) == Listing::Word && ["en", "et"].iter().any(|end| lower.ends_with(end)))
            || goes(context, preposition)
    })
}

/// Whether somebody goes, lives, works or is looked after there, within a few words before.
fn goes(context: &Context<'_>, preposition: usize) -> bool {
    const BEFORE: usize = 5;
    for back in 1..=BEFORE {
        let Some(at) = preposition.checked_sub(back) else { return false };
        if context.tokens.get(at + 1).is_some_and(|token| matches!(token.gap, Gap::Break | Gap::Colon)) {
            return false;
        }
        // *værkstedslederen på kildebakken*
        let works = back == 1 && matches!(context.cue_role(at), Some(Role::Leader | Role::Professional));
        let goes = works
            || matches!(
                context.tokens.lower_at(at),
                "går"
                    | "gik"
                    | "gå"
                    | "gået"
                    | "passes"
                    | "passet"
                    | "plads"
                    | "starter"
                    | "startede"
                    | "starte"
                    | "begyndte"
                    | "begyndt"
                    | "begynder"
                    | "hente"
                    | "henter"
                    | "hentede"
                    | "afleverer"
                    | "afleverede"
                    | "aflevere"
                    | "flyttede"
                    | "flyttet"
                    | "flytter"
                    | "flytte"
                    | "bor"
                    | "boede"
                    | "bo"
                    | "aflastning"
                    | "døgn"
                    | "pædagog"
                    | "pædagogen"
                    | "pædagogerne"
                    | "lederen"
                    | "personalet"
                    | "indskrevet"
                    | "optaget"
                    | "arbejder"
                    | "arbejdede"
                    | "ansat"
                    | "vikar"
            );
        if goes {
            return true;
        }
    }
    false
}
