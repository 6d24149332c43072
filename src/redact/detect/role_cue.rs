//! A role word beside a name.
//!
//! Finds: *vores sagsbehandler Mette Holm*, *min søn, Storm*, *drengene Bo og August*, *Ali Yilmaz, som er leder*,
//! *Lindegaard (psykolog)*, *mor til Emil*, *Emil er vores ældste søn* up to three small words between.
//! Leaves: *socialrådgiver, Myndighed*, an ordinary word behind a role and a comma.
//! Misses: a role that stands a sentence away (*Vi fik en ny. Mette hedder hun*; that one is for `naming`).

use crate::intake::Seed;
use crate::redact::context::Context;
use crate::redact::finding::Role;
use crate::redact::language::Language;
use crate::redact::lexicon::CueKind;
use crate::redact::score::{Board, Signal};
use crate::redact::token::{Case, Gap};

/// Small words that may stand between a name and the role that follows it.
const BETWEEN: [&str; 32] = [
    "som", "der", "er", "var", "vores", "min", "mit", "mine", "hans", "hendes", "deres", "en", "et", "den", "det",
    "nye", "ny", "vor", "ældste", "yngste", "søde", "dygtige", "my", "our", "his", "her", "the", "a", "is", "was",
    "who", "their",
];

/// Adds the signals.
pub fn detect(context: &Context<'_>, _seeds: &[Seed], board: &mut Board) {
    for (index, word) in context.words.iter().enumerate() {
        if word.cue.is_none_or(|cue| cue.kind != CueKind::Role) {
            continue;
        }
        let Some(at) = context.tokens.get(index).map(|token| token.span.start()) else { continue };
        let role = context.cue_role(index);
        let signal = Signal::RoleCue(role, at);
        let next = index + usize::from(word.cue_length.max(1));
        if context
            .tokens
            .get(next)
            .is_some_and(|token| matches!(token.gap, Gap::Space | Gap::Line | Gap::Comma | Gap::Mark | Gap::Colon))
        {
            // *min mor ville gerne*: a verb in lower case is no name, whatever the lists say.
            if context.words.get(next).is_some_and(|word| word.verb)
                && context.tokens.get(next).is_some_and(|token| token.case == Case::Lower)
            {
                continue;
            }
            let office = context.tokens.get(next).is_some_and(|token| token.gap == Gap::Comma);
            if office && may_be_an_office(context, next) {
                board.add(context, next, Signal::RoleComma);
            }
            board.add(context, next, signal);
            listed_after(context, next, signal, office, board);
        }
        if let Some(child) = child_of(context, next, role) {
            board.add(context, child, Signal::RoleCue(Some(Role::Child), at));
            listed_after(context, child, Signal::RoleCue(Some(Role::Child), at), false, board);
        }
        if let Some(before) = name_before(context, index) {
            board.add(context, before, signal);
        }
    }
}

/// Offices are ordinary words. In English names are, too (*our therapist, Dawn*).
fn may_be_an_office(context: &Context<'_>, at: usize) -> bool {
    context.listing(at).is_plain_word() && context.language_at(at) != Language::English
}

/// *mor til Emil*, *mother of Emil*: the name after it is the child's.
fn child_of(context: &Context<'_>, next: usize, role: Option<Role>) -> Option<usize> {
    let parent = matches!(role, Some(Role::Mother | Role::Father | Role::Parent));
    let token = context.tokens.get(next + 1)?;
    (parent && matches!(context.tokens.lower_at(next), "til" | "to" | "of") && token.gap == Gap::Space)
        .then_some(next + 1)
}

/// *drengene Bo og August*: the role holds for every capital in the list. `office` when a comma stood before the first of them.
fn listed_after(context: &Context<'_>, first: usize, signal: Signal, office: bool, board: &mut Board) {
    const LONGEST_LIST: usize = 12;
    let mut joined = false;
    for index in (first + 1)..(first + LONGEST_LIST) {
        let Some(token) = context.tokens.get(index) else { break };
        let word = context.tokens.lower(token);
        if matches!(word, "og" | "samt" | "and") && token.gap == Gap::Space {
            joined = true;
        } else if token.case == Case::Lower || matches!(token.gap, Gap::Break | Gap::Colon) {
            break;
        } else if token.gap == Gap::Comma || joined {
            joined = false;
            if office && may_be_an_office(context, index) {
                board.add(context, index, Signal::RoleComma);
            }
            board.add(context, index, signal);
        }
    }
}

/// The last word of the name that the role at `cue` is said of: *Ali Yilmaz, som er leder*.
fn name_before(context: &Context<'_>, cue: usize) -> Option<usize> {
    const FARTHEST: usize = 4;
    let mut filled = false;
    for step in 1..=FARTHEST {
        let index = cue.checked_sub(step)?;
        let after = context.tokens.get(index + 1)?;
        if matches!(after.gap, Gap::Break | Gap::Dot | Gap::Colon) {
            return None;
        }
        filled |= matches!(after.gap, Gap::Comma | Gap::Mark);
        let token = context.tokens.get(index)?;
        if BETWEEN.contains(&context.tokens.lower(token)) {
            filled = true;
            continue;
        }
        // A genitive is not the person with the role: *Emils mor*.
        let genitive = context.words.get(index).is_some_and(|word| word.genitive);
        // *sejer, støttepædagogen,*: in lower case the role must follow the comma at once.
        let apposed = step == 1 && after.gap == Gap::Comma && context.listing(index).is_first_name();
        let written = token.case != Case::Lower
            || apposed
            || context.tokens.lower_case_writer() && context.listing(index).is_name();
        return (filled && !genitive && written && !token.number).then_some(index);
    }
    None
}
