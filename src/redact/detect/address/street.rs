//! What a street is called.

use crate::redact::context::{Context, Listing};
use crate::redact::endings::Endings;
use crate::redact::token::{Case, Gap};
use std::collections::BTreeSet;
use std::sync::OnceLock;

/// Most words before the one that ends as streets do.
const LONGEST: usize = 3;

/// The entries of `rules/streets.txt` under a heading.
fn section(heading: &'static str) -> BTreeSet<&'static str> {
    let mut lines = include_str!("../../../../rules/streets.txt").lines().map(str::trim);
    lines.by_ref().find(|line| *line == heading);
    lines.take_while(|line| !line.starts_with('[')).filter(|line| !line.is_empty() && !line.starts_with('#')).collect()
}

/// Ends that say it by themselves: *vej*, *gade*.
fn strong() -> &'static BTreeSet<&'static str> {
    static LIST: OnceLock<BTreeSet<&'static str>> = OnceLock::new();
    LIST.get_or_init(|| section("[strong]"))
}

/// Ends that are also what they are: *haven*, *engen*.
fn weak() -> &'static BTreeSet<&'static str> {
    static LIST: OnceLock<BTreeSet<&'static str>> = OnceLock::new();
    LIST.get_or_init(|| section("[weak]"))
}

/// Words that end so and are no streets.
fn none() -> &'static BTreeSet<&'static str> {
    static LIST: OnceLock<BTreeSet<&'static str>> = OnceLock::new();
    LIST.get_or_init(|| section("[none]"))
}

/// The strong ends, for asking of every word.
fn ends_strongly(lower: &str) -> bool {
    static ENDS: OnceLock<Endings> = OnceLock::new();
    ENDS.get_or_init(|| Endings::new(strong().iter().copied())).of(lower).next().is_some()
}

/// The weak ones.
fn ends_weakly(lower: &str) -> bool {
    static ENDS: OnceLock<Endings> = OnceLock::new();
    ENDS.get_or_init(|| Endings::new(weak().iter().copied())).of(lower).next().is_some()
}

/// Whether a lower-case word may be, or end, the name of a street.
pub fn is_street_word(lower: &str) -> bool {
    const LONGEST_BYTES: usize = 40;
    (3..=LONGEST_BYTES).contains(&lower.len())
        && (ends_strongly(lower) || ends_weakly(lower))
        && !none().contains(lower)
}

/// Whether the word by itself says that a street is meant: *birkemosevej*, but neither *vej* nor *haven*.
pub(super) fn is_sure(context: &Context<'_>, at: usize) -> bool {
    let lower = context.tokens.lower_at(at);
    let bare = strong().contains(lower) || weak().contains(lower);
    if bare {
        // *Maj Vej*, *Kirke Alle*: with words of its own before it.
        return strong().contains(lower) && first_word(context, at).is_some_and(|first| first < at);
    }
    ends_strongly(lower)
}

/// Whether the number stands before the street.
pub(super) fn is_english(context: &Context<'_>, at: usize) -> bool {
    matches!(
        context.tokens.lower_at(at),
        "street" | "road" | "avenue" | "lane" | "terrace" | "drive" | "court" | "crescent"
    ) && context.tokens.get(at).is_some_and(|token| token.case == Case::Capital)
}

/// Whether a word of living, or a preposition behind one, stands right before.
pub(super) fn is_led(context: &Context<'_>, first: usize) -> bool {
    const BEFORE: usize = 4;
    let telling = context.telling_capital(first) && !context.capital_habit;
    telling
        || (1..=BEFORE).map_while(|back| first.checked_sub(back)).any(|at| {
            matches!(
                context.tokens.lower_at(at),
                "bor"
                    | "boede"
                    | "bo"
                    | "adresse"
                    | "adressen"
                    | "bopæl"
                    | "flyttede"
                    | "flytter"
                    | "flyttet"
                    | "live"
                    | "address"
            )
        })
}

/// Where the name of the street begins whose last word stands at `at`; none when that word is none by itself and nothing stands before it.
pub(super) fn first_word(context: &Context<'_>, at: usize) -> Option<usize> {
    let token = context.tokens.get(at)?;
    let lower = context.tokens.lower(token);
    let bare = strong().contains(lower) || weak().contains(lower);
    let mut first = at;
    while at - first < LONGEST {
        let Some(before) = first.checked_sub(1).filter(|&before| belongs(context, before, first, token.case)) else {
            break;
        };
        first = before;
    }
    if bare && (first == at || strong().contains(lower) && !named(context, first, at)) {
        return None;
    }
    Some(first)
}

/// Whether at least one of the words before a bare *vej* is a name, a place, a direction or has a capital.
fn named(context: &Context<'_>, first: usize, at: usize) -> bool {
    (first..at).any(|word| {
        let capital = context.tokens.get(word).is_some_and(|token| token.case != Case::Lower);
        capital || is_direction(context.tokens.lower_at(word)) || !context.listing(word).is_plain_word()
    })
}

fn is_direction(lower: &str) -> bool {
    matches!(
        lower,
        "nørre"
            | "sønder"
            | "øster"
            | "vester"
            | "store"
            | "lille"
            | "gammel"
            | "gamle"
            | "sankt"
            | "skt"
            | "sct"
            | "st"
            | "ndr"
            | "sdr"
            | "gl"
            | "nr"
            | "søndre"
            | "nordre"
            | "vestre"
            | "østre"
            | "kirke"
            | "over"
            | "neder"
            | "ny"
            | "nye"
            | "kongens"
            | "ul"
    )
}

/// Whether the word at `before` belongs to the name that goes on at `next`.
fn belongs(context: &Context<'_>, before: usize, next: usize, case: Case) -> bool {
    let (Some(token), Some(word)) = (context.tokens.get(before), context.words.get(before)) else { return false };
    let gap = context.tokens.get(next).map_or(Gap::Break, |token| token.gap);
    let lower = context.tokens.lower(token);
    let direction = is_direction(lower);
    let between = || {
        let start = context.tokens.get(next).map_or(0, |token| token.span.start());
        context.tokens.lower_text().get(token.span.end()..start).unwrap_or_default()
    };
    // *skt. annæ gade*, *Gl. Landevej*: the point of a short word ends no sentence.
    let abbreviated = direction && matches!(gap, Gap::Dot | Gap::Break) && matches!(between(), ". " | ".");
    // *1. Maj Vej*
    if token.number {
        return token.chars <= 2
            && matches!(between(), ". ")
            && context.tokens.get(next).is_some_and(|next| next.case == Case::Capital);
    }
    // *j p jacobsens vej*, *hf. mosehøj*, *chr. nielsens plads*
    let letter = token.chars == 1 && !matches!(lower, "i" | "å" | "ø");
    if matches!(lower, "chr" | "hf" | "dr" | "fr" | "sct" | "joh" | "th") || letter {
        let initial = context.tokens.get(next).is_some_and(|next| next.chars == 1);
        let named = initial || !context.listing(next).is_plain_word() || context.is_compound(next);
        return matches!(between(), ". " | ".") || gap == Gap::Space && named;
    }
    if !(abbreviated || gap == Gap::Space || gap == Gap::Dot && token.chars <= 3) {
        return false;
    }
    // *bispebjerg parkallé*
    let town = word.listing == Listing::Kept
        && (context.entry(before).is_dictionary_place() || !context.entry(before).is_danish_word() && token.chars > 4);
    let name = town
        || matches!(
            word.listing,
            Listing::Unknown
                | Listing::PlaceName
                | Listing::ProperNoun
                | Listing::Surname
                | Listing::SurnameWord
                | Listing::FirstName
                | Listing::KeptSurname
                | Listing::KeptFirstName
        );
    match case {
        _ if word.cue.is_some() || word.verb => false,
        // *pileurtens alle*
        Case::Lower => {
            direction || (name || context.is_compound(before)) && token.case == Case::Lower && token.chars > 2
        }
        Case::Upper => {
            token.case == Case::Upper && (direction || name || token.chars > 3 && context.is_compound(before))
        }
        _ => {
            let small = matches!(
                lower,
                "vi" | "jeg"
                    | "nu"
                    | "de"
                    | "han"
                    | "hun"
                    | "min"
                    | "vores"
                    | "hos"
                    | "adresse"
                    | "bor"
                    | "boede"
                    | "og"
            );
            matches!(token.case, Case::Capital) && !small && (!token.starts_sentence || direction || name)
        }
    }
}
