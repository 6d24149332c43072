//! Somebody who says, does or is spoken with: a verb that people govern after a capital, or *talte med*, *mail fra* before it.
//!
//! Finds: *Max og Emil*, *Bo har aldrig svaret*, *Lindegaard mente*, *vi talte med My*, *Xhevdets mor*.
//! Misses: *Så lovede Per* (the verb stands first; the capital in mid-sentence counts there).

use crate::intake::Seed;
use crate::redact::context::{Context, Listing};
use crate::redact::lexicon::CueKind;
use crate::redact::score::{Board, Signal};
use crate::redact::token::{Case, Gap};

/// Everyday verbs in the forms that follow a subject. Verbs of saying are cues in `rules/roles.toml`.
const VERBS: [&str; 62] = [
    "er", "var", "har", "havde", "bliver", "blev", "fik", "får", "går", "gik", "kom", "kommer", "vil", "ville", "skal",
    "skulle", "kan", "kunne", "må", "måtte", "tog", "tager", "ringer", "skriver", "lover", "mener", "synes", "syntes",
    "tror", "troede", "ved", "vidste", "elsker", "hader", "græd", "græder", "sad", "stod", "så", "hører", "hørte",
    "starter", "startede", "flyttede", "rejste", "grinede", "sov", "sover", "trives", "fylder", "is", "was", "has",
    "had", "said", "told", "wrote", "called", "does", "did", "went", "came",
];

/// Whether a lower-case word is one of them.
pub fn is_verb(lower: &str) -> bool {
    const LONGEST_BYTES: usize = 9;
    lower.len() <= LONGEST_BYTES && VERBS.contains(&lower)
}

/// Adds the signals.
pub fn detect(context: &Context<'_>, _seeds: &[Seed], board: &mut Board) {
    let joining = ["og", "and"].map(|word| context.vocabulary.id(word));
    for (index, word) in context.words.iter().enumerate() {
        if joining.contains(&Some(word.id)) {
            together(context, index, board);
        }
        if word.cue.is_none() && !word.verb {
            continue;
        }
        let Some(token) = context.tokens.get(index) else { break };
        let at = token.span.start();
        let communication = word.cue.is_some_and(|cue| cue.kind == CueKind::Communication);
        let role = word.cue.is_some_and(|cue| cue.kind == CueKind::Role);
        if communication {
            let next = index + usize::from(word.cue_length.max(1));
            if context.tokens.get(next).is_some_and(|follower| matches!(follower.gap, Gap::Space | Gap::Line)) {
                board.add(context, next, Signal::Communication(at));
            }
        }
        let governed = token.case == Case::Lower && word.verb;
        if !(communication || governed || role) || !matches!(token.gap, Gap::Space | Gap::Line) {
            continue;
        }
        let Some(before) = index.checked_sub(1) else { continue };
        // *malte blev flyttet*, *bo siger nej*: without a capital only a first name.
        let capital = context.tokens.get(before).is_some_and(|token| match token.case {
            Case::Lower => !role && context.listing(before).is_first_name(),
            _ => !token.number,
        });
        // Before a role word only a genitive counts: *Xhevdets mor*, and not *Hans mor*.
        let fits = !role || context.tokens.lower_at(before).ends_with('s') && !context.listing(before).is_also_a_word();
        if capital && fits {
            board.add(context, before, Signal::VerbAfter(at));
        }
    }
}

/// *Max og Hans*: of two capitals joined by *og*, a listed name that is no word speaks for the other.
fn together(context: &Context<'_>, index: usize, board: &mut Board) {
    let (Some(before), after) = (index.checked_sub(1), index + 1) else { return };
    let capital =
        |at: usize| context.tokens.get(at).is_some_and(|token| token.case == Case::Capital && token.gap != Gap::Hyphen);
    if !capital(before) || !capital(after) {
        return;
    }
    for (one, other) in [(before, after), (after, before)] {
        if matches!(context.listing(one), Listing::FirstName) && context.listing(other).is_also_a_word() {
            let at = context.tokens.get(one).map_or(0, |token| token.span.start());
            board.add(context, other, Signal::VerbAfter(at));
        }
    }
}
