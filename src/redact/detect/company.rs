//! Somebody in company: joined to a name by *og*, or what a verb that takes people acts upon.
//!
//! Finds: *mynte og storm*, *Bo og Kirsten*; *vi hentede storm*, *jeg savner bent*, *min bror hjalp ask*.
//! Misses: the same where the verb also takes things (*tog storm*, *fik my*).

use crate::intake::Seed;
use crate::redact::context::{Context, Listing};
use crate::redact::score::{Board, Signal};
use crate::redact::token::{Case, Gap};

/// Verbs that take people and seldom anything else.
const VERBS: [&str; 81] = [
    "hentede",
    "henter",
    "hente",
    "hentet",
    "kender",
    "kendte",
    "savner",
    "savnede",
    "elsker",
    "elskede",
    "hjalp",
    "hjælper",
    "hjulpet",
    "trøstede",
    "trøster",
    "trøste",
    "mødte",
    "besøgte",
    "besøger",
    "besøge",
    "fulgte",
    "afleverede",
    "aflevere",
    "afleverer",
    "passede",
    "passe",
    "vækkede",
    "vække",
    "vækker",
    "krammede",
    "krammer",
    "kramme",
    "mobbede",
    "mobber",
    "slog",
    "sparkede",
    "drillede",
    "driller",
    "tvang",
    "tvinge",
    "overtalte",
    "informerede",
    "orienterede",
    "takkede",
    "takke",
    "takker",
    "roste",
    "beskyldte",
    "anklagede",
    "fødte",
    "udredte",
    "udrede",
    "undersøgte",
    "testede",
    "spurgte",
    "spørge",
    "spørger",
    "bad",
    "gav",
    "støttede",
    "fyrede",
    "ansatte",
    "kontaktede",
    "kontakte",
    "indkaldte",
    "inviterede",
    "genså",
    "hader",
    "hadede",
    "bed",
    "savnet",
    "hev",
    "adopterede",
    "badede",
    "bader",
    "puttede",
    "putte",
    "putter",
    "loved",
    "met",
    "missed",
];

/// Whether a lower-case word is such a verb.
pub fn takes_people(lower: &str) -> bool {
    VERBS.contains(&lower)
}

/// Adds the signals.
pub fn detect(context: &Context<'_>, _seeds: &[Seed], board: &mut Board) {
    for (index, word) in context.words.iter().enumerate() {
        if word.listing.is_plain_word() {
            continue;
        }
        let Some(token) = context.tokens.get(index).filter(|token| token.chars > 1) else { continue };
        if let Some(before) = index.checked_sub(1).filter(|_| token.gap == Gap::Space)
            && !is_long_unknown(context, index)
            && takes_people(context.tokens.lower_at(before))
        {
            board.add(context, index, Signal::Object(token.span.start()));
        }
        if let Some(other) = joined(context, index) {
            board.add(context, index, Signal::Together(other));
        }
    }
}

/// *alle kender emilsagen*: a long word that nobody knows is a compound before it is a name.
fn is_long_unknown(context: &Context<'_>, index: usize) -> bool {
    const LONGEST_NAME: u32 = 8;
    context.listing(index) == Listing::Unknown
        && context.tokens.get(index).is_some_and(|token| token.case == Case::Lower && token.chars > LONGEST_NAME)
}

/// Where the name stands that *og* joins to the word at `index`. Of two names that are words as well neither is enough with a capital, where the
/// capital is what counts; in lower case *mynte og storm* are two people more often than a herb and the weather.
fn joined(context: &Context<'_>, index: usize) -> Option<usize> {
    let own = context.tokens.get(index)?;
    let speaks = |at: usize| {
        let token = context.tokens.get(at)?;
        let listing = context.listing(at);
        let name = matches!(listing, Listing::FirstName)
            || own.case == Case::Lower && token.case == Case::Lower && listing.is_first_name();
        name.then_some(token.span.start())
    };
    let spaced = |at: usize| context.tokens.get(at).is_some_and(|token| token.gap == Gap::Space);
    let and = |at: usize| matches!(context.tokens.lower_at(at), "og" | "and" | "samt");
    let after = (spaced(index + 1) && and(index + 1) && spaced(index + 2)).then(|| speaks(index + 2)).flatten();
    after.or_else(|| {
        let at = index.checked_sub(2)?;
        (spaced(index) && and(index - 1) && spaced(index - 1)).then(|| speaks(at)).flatten()
    })
}

#[cfg(test)]
mod tests {
    use crate::redact::detect::shown::persons;

    #[test]
    fn two_names_in_company_are_people_and_two_words_are_not() {
        for (text, found) in [
            ("mynte og storm er tvillinger og går i hver sin klasse", vec!["mynte", "storm"]),
            ("vi hentede storm klokken ti fordi skolen ringede igen", vec!["storm"]),
            ("det er et spørgsmål om liv og død og sol og vind", vec![]),
        ] {
            assert_eq!(persons(text), found, "{text}");
        }
    }
}
