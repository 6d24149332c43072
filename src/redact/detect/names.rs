//! People on the collection's lists of names.
//!
//! Finds: every word of a listed name wherever it stands, in the genitive, with ae/oe/aa for æ/ø/å; an ordinary word among them (*Bo*, *Lund*) only
//! with a capital, and at the start of a sentence only as a doubt. A word that is listed by itself is at least
//! a doubt wherever it stands. Two words of one listed name that stand together, also with an initial or a
//! particle between them or turned round with a comma (*Lund, Bo*), are sure however ordinary each of them is.
//! Misses: a misspelling when the right spelling does not stand in the same text; initials of a listed person who is not named; a listed name at
//! the front of a compound (*fuglebrandsagen*) when it does not stand elsewhere in the text; a word that must survive (*Skive*) as
//! a part of a listed name.

use crate::intake::Seed;
use crate::redact::context::{Context, Listing};
use crate::redact::finding::Tier;
use crate::redact::mention::PARTICLES;
use crate::redact::names::Found;
use crate::redact::score::{Board, Signal};
use crate::redact::token::{Case, Gap};

/// How a listed name stands in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// Two words of one listed person stand together.
    InFull,
    /// The word is listed by itself, so that it is meant whatever else it is.
    ByItself,
    /// A word of a full name, where a capital says something.
    Part,
    /// A word of a full name, where a capital says nothing.
    PartAtStart,
}

impl How {
    /// The tier that the list alone gives a word that is listed and written like this, if any.
    pub const fn tier(self, listing: Listing, case: Case, lower_case_writer: bool) -> Option<Tier> {
        let lower = matches!(case, Case::Lower);
        let word = listing.is_plain_word();
        let ordinary = word || listing.is_also_a_word();
        match self {
            // *Hans Knudsen Instituttet*, with a Hans Knudsen on the list: the coordinator knows.
            Self::InFull if matches!(listing, Listing::Kept) => {
                if lower {
                    None
                } else {
                    Some(Tier::Doubt)
                }
            }
            Self::InFull if !lower || !ordinary || lower_case_writer && !word => Some(Tier::Sure),
            // *per dag*: two ordinary words in lower case are only words, unless they are names as well.
            Self::InFull if lower_case_writer || !word => Some(Tier::Doubt),
            Self::InFull => None,
            // Whoever lists a single word means it, whatever else it is: the coordinator is asked wherever it stands.
            Self::ByItself if matches!(listing, Listing::Kept) || lower && ordinary => Some(Tier::Doubt),
            _ if matches!(listing, Listing::Kept) => None,
            _ if !ordinary => Some(Tier::Sure),
            _ if lower => None,
            Self::ByItself | Self::Part => Some(Tier::Sure),
            Self::PartAtStart => Some(Tier::Doubt),
        }
    }
}

/// Adds the signals.
pub fn detect(context: &Context<'_>, _seeds: &[Seed], board: &mut Board) {
    if !context.names.lists_people() {
        return;
    }
    let found: Vec<Option<Found>> = (0..context.words.len()).map(|index| find(context, index)).collect();
    let mut in_full = vec![None; found.len()];
    for (index, front) in found.iter().enumerate().filter_map(|(index, front)| Some((index, (*front)?))) {
        let Some((next, turned)) = next_name(context, index) else { continue };
        let Some(back) = found.get(next).copied().flatten() else { continue };
        let pair = if turned { context.names.pair(back, front) } else { context.names.pair(front, back) };
        if let Some(role) = pair {
            for at in [index, next] {
                if let Some(slot) = in_full.get_mut(at) {
                    *slot = Some(role);
                }
            }
        }
    }
    for (index, found) in found.iter().enumerate() {
        let Some(found) = found else { continue };
        let (how, role) = match in_full.get(index).copied().flatten() {
            Some(role) => (How::InFull, role),
            None if found.word.is_listed_alone() => (How::ByItself, found.word.role()),
            None if context.telling_capital(index) => (How::Part, found.word.role()),
            None => (How::PartAtStart, found.word.role()),
        };
        board.add(context, index, Signal::Listed(how, role, found.reach));
    }
}

/// What is listed about the word at an index, or about what it is the genitive of.
fn find(context: &Context<'_>, index: usize) -> Option<Found> {
    let token = context.tokens.get(index).filter(|token| !token.number && token.chars > 1)?;
    let lower = context.tokens.lower(token);
    context.names.find(lower).or_else(|| context.names.find(lower.strip_suffix('s')?))
}

/// The next word of the same name, over an initial or particles, and whether a comma turns the name round.
fn next_name(context: &Context<'_>, index: usize) -> Option<(usize, bool)> {
    const FARTHEST: usize = 4;
    if context.words.get(index).is_some_and(|word| word.genitive) {
        return None;
    }
    let turned = context.tokens.get(index + 1)?.gap == Gap::Comma;
    for next in (index + 1)..(index + FARTHEST) {
        let token = context.tokens.get(next)?;
        let joined = match token.gap {
            Gap::Space | Gap::Line | Gap::Hyphen => true,
            Gap::Comma => next == index + 1,
            // *Bo K. Lund*.
            Gap::Dot => context.tokens.get(next - 1).is_some_and(|before| before.chars == 1),
            _ => false,
        };
        if !joined {
            return None;
        }
        if token.chars > 1 && !PARTICLES.contains(&context.tokens.lower(token)) {
            return Some((next, turned));
        }
    }
    None
}
