//! Greetings and sign-offs, where a name stands in nearly every letter.
//!
//! Finds: *Kære Mette og Lars*, *hej bo*, *Mvh* with a name on the same line or the next lines.
//! Misses: a name alone at the foot without a sign-off, when no list and no header knows it.

use crate::intake::Seed;
use crate::redact::context::Context;
use crate::redact::lexicon::CueKind;
use crate::redact::score::{Board, Signal};
use crate::redact::token::{Case, Gap};

/// A line with more words than this under a sign-off is no name.
const LONGEST_NAME_LINE: usize = 5;

/// Adds the signals.
pub fn detect(context: &Context<'_>, _seeds: &[Seed], board: &mut Board) {
    for (index, word) in context.words.iter().enumerate() {
        let (Some(cue), Some(token)) = (word.cue, context.tokens.get(index)) else { continue };
        if !token.starts_line && !token.starts_sentence {
            continue;
        }
        let at = token.span.start();
        let next = index + usize::from(word.cue_length.max(1));
        match cue.kind {
            CueKind::Greeting => greeted(context, next, at, board),
            CueKind::SignOff => signed(context, next, at, board),
            _ => {}
        }
    }
}

/// *Kære Mette og Lars*: the words after the greeting, on its line.
fn greeted(context: &Context<'_>, first: usize, at: usize, board: &mut Board) {
    for index in first..(first + LONGEST_NAME_LINE) {
        let Some(token) = context.tokens.get(index) else { break };
        if token.starts_line || matches!(token.gap, Gap::Break | Gap::Colon) {
            break;
        }
        // After a comma the letter itself begins, unless the list of names goes on with capitals.
        if token.gap == Gap::Comma && token.case == Case::Lower {
            break;
        }
        if !matches!(context.tokens.lower(token), "og" | "and") {
            board.add(context, index, Signal::Greeting(at));
        }
        // A name in lower case is the first word after the greeting; later words are the letter.
        if token.case == Case::Lower && !matches!(context.tokens.lower(token), "og" | "and") {
            break;
        }
    }
}

/// The rest of the sign-off's line, or the first line below it that holds words.
fn signed(context: &Context<'_>, first: usize, at: usize, board: &mut Board) {
    let line: Vec<usize> = (first..context.words.len())
        .take_while(|&index| index == first || context.tokens.get(index).is_some_and(|token| !token.starts_line))
        .take(LONGEST_NAME_LINE + 1)
        .collect();
    if line.len() > LONGEST_NAME_LINE {
        return;
    }
    for index in line {
        board.add(context, index, Signal::SignOff(at));
    }
}
