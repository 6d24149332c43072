//! What speaks for letters being somebody, and what against. Whole numbers, because every case is told by one or two strong signs.

mod after;
mod before;
mod nobody;
mod verb;

pub(super) use before::on_a_list;
pub(in crate::redact) use nobody::is_lettered;

use super::unit::{Shape, Unit};
use super::{HALF, Names, SOMEBODY};
use crate::redact::context::{Context, Listing};
use crate::redact::detect::{age, owner};
use crate::redact::finding::Role;
use crate::redact::lexicon::CueKind;
use crate::redact::token::{Case, Gap, Token};
use after::after;
use before::{before, signed};
use nobody::is_no_name;
use verb::is_doing;

/// What can never be outweighed.
const NEVER: i8 = -20;

/// What the letters themselves say.
pub(super) fn base(context: &Context<'_>, unit: &Unit<'_>) -> i8 {
    let kept = |chars: u32| if chars == 2 { -2 } else { -4 };
    let chars = context.tokens.get(unit.first).map_or(0, |token| token.chars);
    match unit.shape {
        Shape::Letter => 0,
        // *ppr* and *tlf* in lower case: only what signs a note makes somebody of an abbreviation.
        Shape::Lower if matches!(context.listing(unit.first), Listing::Kept | Listing::ForeignWord) => -2,
        Shape::Lower => 0,
        Shape::Dotted => SOMEBODY,
        Shape::Stock => NEVER,
        Shape::LowerLetter => -2,
        Shape::Genitive => -1,
        Shape::Capitals if unit.key.chars().all(|c| matches!(c, 'i' | 'v' | 'x')) => -4,
        Shape::Capitals => match context.listing(unit.first) {
            Listing::Kept | Listing::KeptSurname => kept(chars),
            // Dictionaries hold abbreviations as words: *th*, *bh*. What cannot be said is no word that somebody stresses.
            Listing::Word if is_unsaid(&unit.key) => 0,
            Listing::ForeignWord if chars <= 3 => 0,
            Listing::Word | Listing::ForeignWord => -3,
            Listing::SurnameWord => -1,
            _ => 0,
        },
    }
}

/// Without a vowel.
pub(super) fn is_unsaid(key: &str) -> bool {
    key.chars().all(|c| c.is_ascii_alphabetic() && !matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y'))
}

/// The last of the letters that begin at `index` when they close the text, as who signs with them does: *s* or *J. M-N* alone on the last line, *Kirsten
/// og T* there, *jeg skal slutte her. M*.
pub(super) fn closes(context: &Context<'_>, index: usize) -> Option<usize> {
    const MOST: usize = 4;
    let tokens = context.tokens.all();
    let last = tokens.len().checked_sub(1).filter(|last| (index..index + MOST).contains(last))?;
    let letters = tokens.get(index..=last)?.iter().all(|token| token.chars == 1 && !token.number);
    let token = tokens.get(index).filter(|_| letters && index > 0)?;
    let capital = token.case == Case::Capital;
    // *Kirsten og T*
    let couple = || {
        context.tokens.lower_at(index - 1) == "og"
            && index.checked_sub(2).and_then(|at| tokens.get(at)).is_some_and(|name| name.starts_line)
    };
    // A kiss is no letter.
    let kiss = context.tokens.lower_at(last) == "x";
    // *bare ikke mit navn xx v*, *knus k*
    let kissed =
        || matches!(context.tokens.lower_at(index - 1), "xx" | "xxx" | "xo" | "xoxo" | "knus" | "kram" | "kys");
    let stands = token.starts_line || kissed() || capital && index == last && (token.gap == Gap::Break || couple());
    (stands && !kiss).then_some(last)
}

/// *kh m*, and *Skal vi holde lav profil? /m*
pub(super) fn is_signed(context: &Context<'_>, index: usize) -> bool {
    if is_slashed(context, index) {
        return true;
    }
    let cue = index.checked_sub(1).and_then(|before| context.words.get(before)).and_then(|word| word.cue);
    let ends = context.tokens.get(index + 1).is_none_or(|next| next.starts_line || next.gap == Gap::Break);
    ends && cue.is_some_and(|cue| cue.kind == CueKind::SignOff)
        && context.tokens.get(index).is_some_and(|token| matches!(token.gap, Gap::Space | Gap::Line))
}

/// A letter behind a stroke with a blank before it, as the last of its line or of what is quoted.
fn is_slashed(context: &Context<'_>, index: usize) -> bool {
    let Some(token) = context.tokens.get(index).filter(|token| token.chars == 1) else { return false };
    let text = context.tokens.lower_text();
    let before = text.get(..token.span.start()).and_then(|head| head.strip_suffix('/'));
    let after = text.get(token.span.end()..).unwrap_or_default();
    before.is_some_and(|head| head.ends_with([' ', '\n']))
        && (after.is_empty() || after.starts_with(['\n', '"', '”', '«']))
}

/// The sum for one place.
pub(super) fn sum(context: &Context<'_>, unit: &Unit<'_>, names: &Names<'_>) -> i8 {
    if unit.shape == Shape::Genitive {
        let owned = (owner::is_owned(context, unit.last + 1) || owner::is_owned(context, unit.last + 2))
            && context.tokens.get(unit.last + 1).is_some_and(|next| next.gap == Gap::Space && next.case == Case::Lower);
        return if owned && (context.telling_capital(unit.first) || !matches!(unit.key.as_ref(), "a" | "i" | "o" | "d"))
        {
            HALF
        } else {
            NEVER
        };
    }
    if closes(context, unit.first) == Some(unit.last) || is_slashed(context, unit.first) {
        return SOMEBODY + HALF;
    }
    if is_no_name(context, unit) {
        return NEVER;
    }
    let written_out = (names.written_out)(&unit.key).is_some();
    let name = match unit.shape {
        Shape::Letter | Shape::LowerLetter => i8::from(written_out),
        _ if written_out || (names.in_header)(&unit.key) => 3,
        _ => 0,
    };
    let base = base(context, unit);
    if unit.shape == Shape::Lower && base < -1 {
        return base + name + signed(context, unit);
    }
    base + name + before(context, unit) + after(context, unit)
}

/// The token before a unit and what stands between.
fn token_before<'c>(context: &'c Context<'_>, unit: &Unit<'_>) -> Option<(usize, &'c Token, Gap)> {
    let at = unit.first.checked_sub(1)?;
    Some((at, context.tokens.get(at)?, context.tokens.get(unit.first)?.gap))
}

/// Whether a verb that people govern stands at an index.
fn is_verb(context: &Context<'_>, index: usize) -> bool {
    let (Some(token), Some(word)) = (context.tokens.get(index), context.words.get(index)) else { return false };
    token.case == Case::Lower
        && (word.verb
            || word.cue.is_some_and(|cue| cue.kind == CueKind::Communication)
            || is_doing(context.tokens.lower(token)))
}

/// The cue that ends right before a unit.
fn before_cue(context: &Context<'_>, unit: &Unit<'_>) -> Option<(usize, CueKind)> {
    const LONGEST_CUE: usize = 4;
    if matches!(context.tokens.get(unit.first)?.gap, Gap::Break | Gap::Hyphen) {
        return None;
    }
    (1..=LONGEST_CUE).find_map(|back| {
        let at = unit.first.checked_sub(back)?;
        let word = context.words.get(at)?;
        let cue = word.cue.filter(|_| usize::from(word.cue_length.max(1)) == back)?;
        Some((at, cue.kind))
    })
}

/// Two capitals.
fn is_pair(context: &Context<'_>, unit: &Unit<'_>) -> bool {
    unit.shape == Shape::Capitals && context.tokens.get(unit.first).is_some_and(|token| token.chars == 2)
}

fn is_me(word: &str) -> bool {
    matches!(word, "jeg" | "mig" | "i" | "me")
}

/// Whether the tokens from `index` tell somebody's age: *på 9 år*, *er 9 år*, *(9)*, *9 år*.
pub(super) fn age_after(context: &Context<'_>, index: usize) -> bool {
    age::follows(context, index)
}

/// Letters joined to letters that are somebody: *PR og TH*, *ABC, HKJ og MLP*.
pub(super) fn company(context: &Context<'_>, units: &[Unit<'_>], sums: &mut [i8]) {
    let joined = |left: &Unit<'_>, right: &Unit<'_>| {
        let Some(gap) = context.tokens.get(right.first).map(|token| token.gap) else { return false };
        match right.first - left.last {
            1 => matches!(gap, Gap::Comma | Gap::Mark),
            2 => {
                matches!(context.tokens.lower_at(right.first - 1), "og" | "samt" | "and")
                    && matches!(gap, Gap::Space)
                    && context.tokens.get(right.first - 1).is_some_and(|token| token.gap != Gap::Break)
            }
            _ => false,
        }
    };
    let same = |left: &Unit<'_>, right: &Unit<'_>| {
        left.shape == right.shape
            && matches!(left.shape, Shape::Letter | Shape::Capitals | Shape::Dotted | Shape::Lower)
    };
    for step in [true, false] {
        for at in 1..units.len() {
            let at = if step { at } else { units.len() - at };
            let (Some(left), Some(right)) = (units.get(at - 1), units.get(at)) else { continue };
            if !joined(left, right) || !same(left, right) {
                continue;
            }
            let (from, to) = if step { (at - 1, at) } else { (at, at - 1) };
            // One letter is less than two or three: *det er A og B*.
            let enough = if left.shape == Shape::Capitals { HALF } else { SOMEBODY };
            if sums.get(from).is_some_and(|&sum| sum >= enough)
                && let Some(sum) = sums.get_mut(to)
                && *sum > -4
            {
                *sum = (*sum + SOMEBODY + HALF).min(SOMEBODY + 1);
            }
        }
    }
}

/// The role that a cue beside a unit gives.
pub(super) fn role(context: &Context<'_>, unit: &Unit<'_>) -> Option<Role> {
    if let Some((at, CueKind::Role)) = before_cue(context, unit) {
        return context.cue_role(at);
    }
    let next = unit.last + 1;
    let apposed = context.tokens.get(next).is_some_and(|token| matches!(token.gap, Gap::Comma | Gap::Mark));
    let cue = context.words.get(next).and_then(|word| word.cue).is_some_and(|cue| cue.kind == CueKind::Role);
    (apposed && cue).then(|| context.cue_role(next)).flatten()
}
