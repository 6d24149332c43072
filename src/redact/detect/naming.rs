//! Words that announce a name: *hedder*, *ved navn*, *kaldet*, and the titles *hr.*, *fru*, *dr.*
//!
//! Finds: *hun hed Sol*, *en sagsbehandler ved navn bo*, *fru Lindegaard*, *Dr. Ali*. A role word up to four words before gives the role.
//! Misses: *hun hedder noget med M*.

use crate::intake::Seed;
use crate::redact::context::Context;
use crate::redact::finding::Role;
use crate::redact::lexicon::CueKind;
use crate::redact::score::{Board, Signal};
use crate::redact::token::Gap;

/// Adds the signals.
pub fn detect(context: &Context<'_>, _seeds: &[Seed], board: &mut Board) {
    for (index, word) in context.words.iter().enumerate() {
        let (Some(cue), Some(token)) = (word.cue, context.tokens.get(index)) else { continue };
        let at = token.span.start();
        let next = index + usize::from(word.cue_length.max(1));
        let Some(follower) = context.tokens.get(next) else { continue };
        match cue.kind {
            CueKind::Naming if matches!(follower.gap, Gap::Space | Gap::Line | Gap::Mark | Gap::Comma | Gap::Colon) => {
                board.add(context, next, Signal::NamingCue(role_before(context, index), at));
            }
            CueKind::Title if matches!(follower.gap, Gap::Space | Gap::Dot | Gap::Line) => {
                board.add(context, next, Signal::Title(at));
            }
            _ => {}
        }
    }
}

/// The role of *en sagsbehandler, der hedder*: the nearest role word in the same sentence, at most four words back.
fn role_before(context: &Context<'_>, index: usize) -> Option<Role> {
    const FARTHEST: usize = 4;
    for step in 1..=FARTHEST {
        let before = index.checked_sub(step)?;
        if matches!(context.tokens.get(before + 1)?.gap, Gap::Break | Gap::Colon) {
            return None;
        }
        if context.words.get(before)?.cue.is_some_and(|cue| cue.kind == CueKind::Role) {
            return context.cue_role(before);
        }
    }
    None
}
