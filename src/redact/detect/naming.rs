//! Words that announce a name: *hedder*, *ved navn*, *kaldet*, and the titles *hr.*, *fru*, *dr.*
//!
//! Finds: *hun hed Sol*, *en sagsbehandler ved navn bo*, *fru Lindegaard*, *Dr. Ali*. A role word up to four words before gives the role.
//! Misses: *hun hedder noget med M*.

use crate::intake::Seed;
use crate::redact::context::Context;
use crate::redact::finding::Role;
use crate::redact::lexicon::CueKind;
use crate::redact::score::{Board, Signal};
use crate::redact::token::{Case, Gap};

/// Adds the signals.
pub fn detect(context: &Context<'_>, _seeds: &[Seed], board: &mut Board) {
    for (index, word) in context.words.iter().enumerate() {
        let (Some(cue), Some(token)) = (word.cue, context.tokens.get(index)) else { continue };
        let at = token.span.start();
        if let Some(name) = nicknamed(context, index).filter(|_| cue.kind == CueKind::Naming) {
            board.add(context, name, Signal::NamingCue(None, at));
        }
        let next = index + usize::from(word.cue_length.max(1));
        let Some(follower) = context.tokens.get(next) else { continue };
        match cue.kind {
            CueKind::Naming if matches!(follower.gap, Gap::Space | Gap::Line | Gap::Mark | Gap::Comma | Gap::Colon) => {
                board.add(context, next, Signal::NamingCue(role_before(context, index), at));
                if follower.case == Case::Lower && context.listing(next).is_plain_word() && introduces(context, index) {
                    board.add(context, next, Signal::Introduced(at));
                }
            }
            CueKind::Title if matches!(follower.gap, Gap::Space | Gap::Dot | Gap::Line) => {
                board.add(context, next, Signal::Title(at));
            }
            _ => {}
        }
    }
}

/// Whether *hedder* is said of a person, so that an ordinary word behind it is a name: *hun hedder juniper*, *her name is may*, *min søn hedder stær*.
fn introduces(context: &Context<'_>, cue: usize) -> bool {
    let Some(before) = cue.checked_sub(1) else { return false };
    let person = matches!(
        context.tokens.lower_at(before),
        "jeg" | "han" | "hun" | "hen" | "her" | "his" | "my" | "søn" | "datter" | "dreng" | "pige" | "mand" | "kone"
    );
    person || context.words.get(before).is_some_and(|word| word.cue.is_some_and(|cue| cue.kind == CueKind::Role))
}

/// *"Guldklumpen", som farfar kalder ham*: the word before the comma.
fn nicknamed(context: &Context<'_>, cue: usize) -> Option<usize> {
    const FARTHEST: usize = 4;
    if !matches!(context.tokens.lower_at(cue), "kalder" | "kaldte") {
        return None;
    }
    let som =
        (2..=FARTHEST).filter_map(|back| cue.checked_sub(back)).find(|&at| context.tokens.lower_at(at) == "som")?;
    let name = som.checked_sub(1)?;
    let parted = context.tokens.get(som).is_some_and(|token| matches!(token.gap, Gap::Comma | Gap::Mark));
    (parted && context.tokens.get(name).is_some_and(|token| token.case == Case::Capital)).then_some(name)
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
