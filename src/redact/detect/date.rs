//! Months that are names as well (*August*, *Maj*, *April*, *June*): a number beside them makes a date of them.
//!
//! Finds (and takes off the list of names): *august 2019*, *3. maj*, *i Maj*.
//! Misses: *August 9 år* (a child's age after a name reads as a date; a cue elsewhere still raises it).

use crate::intake::Seed;
use crate::redact::context::{Context, Listing};
use crate::redact::score::{Board, Signal};
use crate::redact::token::Gap;

/// Words before a month.
const BEFORE: [&str; 10] = ["i", "primo", "medio", "ultimo", "til", "fra", "in", "since", "siden", "af"];

/// Adds the signals.
pub fn detect(context: &Context<'_>, _seeds: &[Seed], board: &mut Board) {
    for (index, word) in context.words.iter().enumerate() {
        if word.listing != Listing::KeptFirstName {
            continue;
        }
        let before = index.checked_sub(1).and_then(|at| context.tokens.get(at));
        let gap = context.tokens.get(index).map_or(Gap::Break, |token| token.gap);
        let numbered = before.is_some_and(|token| token.number) && matches!(gap, Gap::Space | Gap::Dot | Gap::Break);
        let led = before.is_some_and(|token| BEFORE.contains(&context.tokens.lower(token))) && gap == Gap::Space;
        let followed = context.tokens.get(index + 1).is_some_and(|token| {
            token.number && matches!(token.chars, 2 | 4) && matches!(token.gap, Gap::Space | Gap::Mark)
        });
        if numbered || led || followed {
            board.add(context, index, Signal::Date);
        }
    }
}
