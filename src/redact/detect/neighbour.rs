//! A name beside a name: first name and surname, double names, initials.
//!
//! Finds: *Mette Stald* (an ordinary word as surname), *Xhevdet Hansen*, *Anne-Mette*, *M. Hansen*, *mette lund* from a writer without capitals.
//! *omar bindeballe* from a writer without capitals, when the second word is a place or in no dictionary.
//! Misses: *Mette stald* (a lower-case word after a capital is taken for what it is).

use super::initials::evidence::is_lettered;
use crate::intake::Seed;
use crate::redact::context::{Context, Listing};
use crate::redact::finding::Tier;
use crate::redact::score::{Board, Signal};
use crate::redact::token::{Case, Gap, Token};

/// Adds the signals.
pub fn detect(context: &Context<'_>, _seeds: &[Seed], board: &mut Board) {
    // Sums as they were before this detector, so that a chain of words does not raise itself.
    let strong: Vec<bool> = (0..context.words.len())
        .map(|index| board.tier(index) == Some(Tier::Sure) && !context.listing(index).is_plain_word())
        .collect();
    let is_strong = |index: usize| strong.get(index).copied().unwrap_or_default();
    for index in 1..context.words.len() {
        let (Some(left), Some(right)) = (context.tokens.get(index - 1), context.tokens.get(index)) else { continue };
        if is_initial(left)
            && matches!(right.gap, Gap::Dot | Gap::Space)
            && right.case != Case::Lower
            && !is_postscript(context, index - 1)
            && !is_lettered(context, index - 1)
        {
            board.add(context, index, Signal::Initial(left.span.start()));
            continue;
        }
        if !touches(right) {
            continue;
        }
        let signal = |at: &Token| match right.gap {
            Gap::Hyphen => Signal::HyphenNeighbour(at.span.start()),
            _ => Signal::Neighbour(at.span.start()),
        };
        // *signe lund* in the middle of a text with capitals: neither is strong, together they are a name.
        if left.case == Case::Lower
            && right.case == Case::Lower
            && matches!(context.listing(index - 1), Listing::FirstName | Listing::FirstNameRareWord)
            && matches!(context.listing(index), Listing::Surname | Listing::SurnameWord)
            && !context.entry(index - 1).is_english_word()
        {
            board.add(context, index - 1, Signal::Neighbour(right.span.start()));
            board.add(context, index, Signal::Neighbour(left.span.start()));
            continue;
        }
        if is_strong(index - 1) && follows(context, index - 1, index) {
            board.add(context, index, signal(left));
        }
        if (is_strong(index - 1) || board.tier(index - 1).is_some() && context.listing(index - 1) == Listing::FirstName)
            && board.tier(index).is_none()
            && is_unlisted_surname(context, index - 1, index)
        {
            board.doubt(index, signal(left));
        }
        if is_strong(index) && leads(context, index - 1) {
            board.add(context, index - 1, signal(right));
        }
    }
}

/// Whether a name can run on over the gap before a token.
pub const fn touches(token: &Token) -> bool {
    match token.gap {
        Gap::Space | Gap::Hyphen => true,
        Gap::Line => !token.starts_sentence,
        _ => false,
    }
}

/// A single capital letter.
pub fn is_initial(token: &Token) -> bool {
    token.chars == 1 && token.case == Case::Capital
}

/// *P.S. Hils*: the S of a postscript is nobody's initial.
pub fn is_postscript(context: &Context<'_>, index: usize) -> bool {
    matches!(context.tokens.lower_at(index), "s" | "b")
        && context.tokens.get(index).is_some_and(|token| token.gap == Gap::Dot)
        && index.checked_sub(1).is_some_and(|before| matches!(context.tokens.lower_at(before), "p" | "n"))
        && index
            .checked_sub(1)
            .and_then(|at| context.tokens.get(at))
            .is_some_and(|token| token.starts_sentence || token.starts_line)
}

/// Whether the word at `right` can be the surname of the name at `left`.
fn follows(context: &Context<'_>, left: usize, right: usize) -> bool {
    let (Some(first), Some(last), Some(word)) =
        (context.tokens.get(left), context.tokens.get(right), context.words.get(right))
    else {
        return false;
    };
    if word.cue.is_some() && word.listing.is_plain_word() || context.words.get(left).is_some_and(|word| word.genitive) {
        return false;
    }
    match last.case {
        // *mette lund* only from a writer who writes *mette* in lower case too.
        Case::Lower => first.case == Case::Lower && word.listing.is_name(),
        Case::Upper if word.listing.is_plain_word() && !last.shouted => false,
        Case::Upper if last.shouted => word.listing.is_name() || word.listing == Listing::Unknown,
        _ => true,
    }
}

/// *omar bindeballe*, *veton holmstedt*: from a writer without capitals, behind what is a first name and nothing else, or surely somebody whom no list knows, a place or a word that is put together
/// and in no dictionary.
fn is_unlisted_surname(context: &Context<'_>, left: usize, right: usize) -> bool {
    let (Some(first), Some(last), Some(word)) =
        (context.tokens.get(left), context.tokens.get(right), context.words.get(right))
    else {
        return false;
    };
    let entry = context.entry(right);
    let surname = match word.listing {
        Listing::PlaceName | Listing::ProperNoun | Listing::Surname | Listing::KeptSurname | Listing::Unknown => true,
        Listing::Word => context.is_compound(right),
        Listing::Kept | Listing::ForeignWord => !entry.is_danish_word() && last.chars > 4 && !word.in_phrase,
        _ => false,
    };
    context.tokens.lower_case_writer()
        && first.case == Case::Lower
        && last.case == Case::Lower
        && last.gap == Gap::Space
        && matches!(context.listing(left), Listing::FirstName | Listing::Unknown)
        && !context.words.get(left).is_some_and(|word| word.genitive)
        && surname
        && word.cue.is_none()
        && !word.verb
}

/// Whether the word can be the first name of a surname after it.
fn leads(context: &Context<'_>, index: usize) -> bool {
    let (Some(token), Some(word)) = (context.tokens.get(index), context.words.get(index)) else { return false };
    // *line marie* from a writer without capitals.
    let written = token.case != Case::Lower || context.tokens.lower_case_writer() && word.listing.is_first_name();
    written && word.cue.is_none() && !word.listing.is_plain_word() && !word.genitive
}
