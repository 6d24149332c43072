//! What stands before letters: a cue, a preposition, a date, a slash.

use super::{base, before_cue, is_me, is_pair, is_verb, token_before};
use crate::redact::context::{Context, Listing};
use crate::redact::detect::company;
use crate::redact::detect::initials::unit::{Shape, Unit};
use crate::redact::lexicon::CueKind;
use crate::redact::token::{Case, Gap, Token};

/// Words that a person often follows.
const BEFORE: [&str; 15] =
    ["af", "med", "fra", "til", "v", "ved", "hos", "ifølge", "m", "for", "by", "from", "with", "to", "about"];

/// Headings of lists of people.
const LABELS: [&str; 17] = [
    "stede",
    "deltagere",
    "mødedeltagere",
    "deltog",
    "referent",
    "referat",
    "initialer",
    "underskrift",
    "noteret",
    "cc",
    "kopi",
    "sb",
    "ordstyrer",
    "fraværende",
    "afbud",
    "present",
    "participants",
];

pub(super) fn before(context: &Context<'_>, unit: &Unit<'_>) -> i8 {
    let Some((at, token, gap)) = token_before(context, unit) else {
        // A text that is nothing but */K*.
        let signed =
            context.tokens.get(unit.first).and_then(|token| context.tokens.lower_text().get(..token.span.start()));
        return if signed.is_some_and(|before| before.ends_with('/')) { 3 } else { 0 };
    };
    let word = context.tokens.lower(token);
    let starts_line = context.tokens.get(unit.first).is_some_and(|token| token.starts_line);
    let mut sum = 0;
    match before_cue(context, unit) {
        Some((_, CueKind::SignOff)) if ends_line(context, unit) => sum += 5,
        // *lederen, VH, kom ikke*: said of nobody but a person, whatever else the letters are.
        Some((_, CueKind::Role)) if is_pair(context, unit) && apposed_after(context, unit) => sum += 5,
        Some((_, CueKind::Role | CueKind::Naming | CueKind::Title | CueKind::Greeting | CueKind::SignOff)) => sum += 3,
        Some((at, CueKind::Communication)) => {
            let several = context.words.get(at).is_some_and(|word| word.cue_length > 1) || matches!(word, "v" | "att");
            sum += if several { 3 } else { 2 };
        }
        None => {}
    }
    if sum == 0 && !matches!(gap, Gap::Break | Gap::Hyphen) {
        let letters = matches!(unit.shape, Shape::Capitals | Shape::Dotted);
        sum += match word {
            _ if gap == Gap::Colon && LABELS.contains(&word) => 3,
            _ if starts_line || gap == Gap::Comma => 0,
            "m" | "v" if gap == Gap::Dot && letters => 3,
            "jeg" | "i" => 0,
            _ if BEFORE.contains(&word) && letters => 3,
            _ if BEFORE.contains(&word) => 2,
            "herefter" => 3,
            // *familien R*
            "familien" | "fam" if unit.shape == Shape::Letter => 3,
            "kalder" | "kaldte" | "kaldet" | "ham" | "hende" => 2,
            "jo" | "at" | "da" | "når" | "hvis" | "fordi" | "hvor" | "ser" | "så" if unit.shape == Shape::Letter => 1,
            _ => 0,
        };
        // *i det følgende kalder jeg ham A*.
        let named = matches!(word, "ham" | "hende" | "dem" | "bare" | "blot" | "kun" | "jeg" | "vi" | "med" | "sig")
            && (1..=3).filter_map(|back| at.checked_sub(back)).any(|at| {
                let cue = context.words.get(at).and_then(|word| word.cue);
                cue.is_some_and(|cue| cue.kind == CueKind::Naming)
                    || word == "sig" && context.tokens.lower_at(at).starts_with("underskr")
            });
        sum += if named { 3 } else { sent_or_born(context, at, word) };
        // *elsker J*, *så flyttede R*.
        let letters = matches!(unit.shape, Shape::Letter | Shape::Capitals);
        if letters && gap == Gap::Space && sum == 0 {
            sum += match () {
                () if company::takes_people(word) => 3,
                () if is_verb(context, at) => 2,
                () => 0,
            };
        }
        sum += if gap == Gap::Comma && on_a_list(context, unit.first) { 3 } else { 0 };
        // *jeg og H*.
        let me = matches!(word, "og" | "and") && at.checked_sub(1).is_some_and(|at| is_me(context.tokens.lower_at(at)));
        sum += if me { 3 } else { 0 };
    }
    // *Pernille KS*
    if unit.shape == Shape::Capitals && gap == Gap::Space && matches!(context.listing(at), Listing::FirstName) {
        sum += if is_pair(context, unit) && base(context, unit) >= -2 { 5 } else { 3 };
    }
    let multi = !matches!(unit.shape, Shape::Letter | Shape::LowerLetter)
        && (is_date(context, at) || unit.shape != Shape::Lower && token.number && gap == Gap::Space);
    // *12/3 LKR ringer*, *02.03.20 - AKP*.
    if multi && token.number && matches!(gap, Gap::Space | Gap::Mark | Gap::Comma | Gap::Colon) && !starts_line {
        let dash = context.tokens.get(unit.last + 1).is_none_or(|next| {
            matches!(next.gap, Gap::Mark | Gap::Colon | Gap::Comma | Gap::Break | Gap::Line) || next.starts_line
        });
        let entry = starts_with_date(context, at);
        sum += if dash {
            5
        } else if entry {
            4
        } else {
            2
        };
    }
    sum + slashed(context, unit, token)
}

/// *Sagen lukkes. /mst*, *NOTAT 11-06-2021, mst*, *afholdes af mst*: how a note is signed.
pub(super) fn signed(context: &Context<'_>, unit: &Unit<'_>) -> i8 {
    let Some((_, token, gap)) = token_before(context, unit) else { return 0 };
    let dated = token.number && matches!(gap, Gap::Comma | Gap::Mark);
    let by = gap == Gap::Space && matches!(context.tokens.lower(token), "af" | "v" | "ved");
    let sign_off = ends_line(context, unit) && matches!(before_cue(context, unit), Some((_, CueKind::SignOff)));
    2 * slashed(context, unit, token) + if dated || by { 2 } else { 0 } + if sign_off { 5 } else { 0 }
}

/// *Sagen lukkes. /mst*, *04-02 / LK*: signed with a slash.
pub(super) fn slashed(context: &Context<'_>, unit: &Unit<'_>, before: &Token) -> i8 {
    let Some(token) = context.tokens.get(unit.first) else { return 0 };
    let between = context.tokens.lower_text().get(before.span.end()..token.span.start()).unwrap_or_default();
    let signed = between.trim_end().ends_with('/') && (between.trim_end().len() > 1 || before.number);
    let ends_line = context.tokens.get(unit.last + 1).is_none_or(|next| next.starts_line);
    match (signed, ends_line) {
        (true, true) => 3,
        (true, false) => 1,
        // Alone as the last sentence of a line.
        (false, true) if token.gap == Gap::Break && !token.starts_line && unit.shape == Shape::Lower => 3,
        (false, true) if token.gap == Gap::Break && !token.starts_line && unit.shape != Shape::LowerLetter => 2,
        _ => 0,
    }
}

/// Whether the number at an index ends a date: *12/3*, *04-02-2021*, *4. maj 2020*.
pub(super) fn is_date(context: &Context<'_>, index: usize) -> bool {
    let Some(before) = index.checked_sub(1).and_then(|at| context.tokens.get(at)) else { return false };
    let month = context.listing(index - 1) == Listing::Kept || context.listing(index - 1) == Listing::KeptFirstName;
    context.tokens.get(index).is_some_and(|token| match token.gap {
        Gap::Space => month,
        Gap::Dot | Gap::Hyphen | Gap::Mark | Gap::Break => before.number,
        _ => false,
    })
}

/// *21-09-2022 abh*: the date whose last number is at an index begins the line.
pub(super) fn starts_with_date(context: &Context<'_>, index: usize) -> bool {
    const LONGEST: usize = 3;
    is_date(context, index)
        && (0..LONGEST)
            .filter_map(|back| context.tokens.get(index.checked_sub(back)?))
            .take_while(|token| token.number)
            .any(|token| token.starts_line)
}

/// Whether a comma, a bracket or the end of the sentence follows.
pub(super) fn apposed_after(context: &Context<'_>, unit: &Unit<'_>) -> bool {
    context.tokens.get(unit.last + 1).is_none_or(|next| matches!(next.gap, Gap::Comma | Gap::Break | Gap::Mark))
}

/// *mor til G*: the child's; *mange hilsner fra L*: the writer's.
pub(super) fn sent_or_born(context: &Context<'_>, at: usize, word: &str) -> i8 {
    let cue = |back: usize| {
        let at = at.checked_sub(back)?;
        let word = context.words.get(at)?;
        word.cue.filter(|_| usize::from(word.cue_length.max(1)) == back).map(|cue| cue.kind)
    };
    let told = match word {
        "til" | "to" | "of" => cue(1) == Some(CueKind::Role),
        "fra" | "from" => (1..=4).any(|back| cue(back) == Some(CueKind::SignOff)),
        _ => false,
    };
    if told { 2 } else { 0 }
}

/// *Deltagere: BH, KJM, ODA*: on a list of people that a heading announces.
pub(in crate::redact::detect::initials) fn on_a_list(context: &Context<'_>, index: usize) -> bool {
    const LONGEST_LIST: usize = 16;
    for back in 0..LONGEST_LIST {
        let Some((at, token)) = index.checked_sub(back).and_then(|at| Some((at, context.tokens.get(at)?))) else {
            return false;
        };
        if token.case == Case::Lower && !matches!(context.tokens.lower(token), "og" | "samt") {
            return false;
        }
        match token.gap {
            Gap::Colon => {
                return at.checked_sub(1).is_some_and(|label| LABELS.contains(&context.tokens.lower_at(label)));
            }
            Gap::Break => return false,
            _ => {}
        }
    }
    false
}

/// Whether nothing else stands on the line, or in the quotation.
pub(super) fn ends_line(context: &Context<'_>, unit: &Unit<'_>) -> bool {
    context.tokens.get(unit.last + 1).is_none_or(|next| next.starts_line || matches!(next.gap, Gap::Break | Gap::Mark))
}
