//! Where somebody works and which club somebody belongs to: colleagues and team-mates know the rest.
//!
//! Finds: *arbejder på Fugleværket*, *ansat hos Undulat A/S*, *job på slagteriet*, *spiller i KFUM*, *formand for idrætsforeningen*, *sidder i
//! menighedsrådet*; English *works at …*, *plays for …*.
//! Misses: firms named without such a verb, trades (*står ved en presse*). Working for a town, a municipality or the office that the testimony is
//! about is no hint.

use super::coarser::Coarser;
use super::look::Look;
use super::{Hint, HintKind, list};
use crate::redact::token::{Case, Gap};

/// Words between the verb and its preposition: *arbejder fast på*, *spiller fodbold i*.
const BETWEEN: [&str; 27] = [
    "fodbold",
    "håndbold",
    "basketball",
    "volleyball",
    "badminton",
    "tennis",
    "ishockey",
    "hockey",
    "musik",
    "fast",
    "stadig",
    "nu",
    "selv",
    "også",
    "deltid",
    "fuldtid",
    "som",
    "fagligt",
    "football",
    "handball",
    "aktivt",
    "med",
    "håndboldkamp",
    "der",
    "dagligt",
    "klarinet",
    "trompet",
];

/// A town hall's own words, which say only that somebody works for the municipality.
const OFFICE: [&str; 12] = [
    "afdeling",
    "kommune",
    "team",
    "region",
    "styrelse",
    "forvaltning",
    "ppr",
    "center",
    "rådgivning",
    "staten",
    "projekt",
    "department",
];

/// Where somebody works.
pub(super) fn employer(look: &Look<'_>, at: usize) -> Option<Hint> {
    let (preposition, first) = object(look, at)?;
    if !matches!(preposition, "på" | "hos" | "for" | "ved" | "i" | "at" | "by") {
        return None;
    }
    if preposition == "i" && !has_company_form(look, first) {
        return None;
    }
    let listed = list::workplaces().contains(look.lower(first));
    let last = if listed { first } else { name_end(look, first, matches!(preposition, "hos" | "for" | "by"))? };
    let bracket = if look.english() { "[workplace]" } else { "[arbejdsplads]" };
    look.hint(HintKind::Workplace, first, last, Coarser::fixed(bracket))
}

/// A club, a board, an association.
pub(super) fn association(look: &Look<'_>, at: usize) -> Option<Hint> {
    let verb = look.lower(at);
    let (preposition, first) = object(look, at)?;
    if !matches!(preposition, "i" | "for" | "af" | "på" | "hos" | "of") {
        return None;
    }
    let board = list::associations().contains(look.lower(first));
    if matches!(verb, "sidder" | "sad") {
        // *sidder i menighedsrådet*: the whole phrase goes, or a bracket would be left sitting in itself.
        let words = if verb == "sad" { "havde et tillidshverv" } else { "har et tillidshverv" };
        return (board && preposition == "i")
            .then(|| look.hint(HintKind::Occupation, at, first, Coarser::fixed(words)))
            .flatten();
    }
    let last = if board { first } else { name_end(look, first, false)? };
    let bracket = if look.english() { "[club]" } else { "[forening]" };
    look.hint(HintKind::Association, first, last, Coarser::fixed(bracket))
}

/// The preposition after a verb and the first word of its object.
fn object<'l>(look: &'l Look<'_>, at: usize) -> Option<(&'l str, usize)> {
    let mut word = at + 1;
    for _ in 0..2 {
        if look.joined(word) && BETWEEN.contains(&look.lower(word)) {
            word += 1;
        }
    }
    let object = word + 1;
    let near = look.joined(word) && look.joined(object);
    near.then(|| (look.lower(word), object))
}

/// The last word of a name that begins here: capitals that say something, or a company form.
///
/// A place that is kept (a town, an island) is a name only after a preposition that no place has.
fn name_end(look: &Look<'_>, first: usize, any: bool) -> Option<usize> {
    const LONGEST: usize = 5;
    let token = look.token(first)?;
    let shouted = token.shouted || token.case == Case::Lower || token.case == Case::None;
    if shouted {
        return None;
    }
    let mut last = first;
    while last + 1 < first + LONGEST {
        let next = last + 1;
        let linked =
            matches!(look.gap(next), Gap::Space | Gap::Hyphen) || matches!(look.between(next).trim(), "&" | "/");
        if !linked || !look.is_capital(next) {
            break;
        }
        last = next;
    }
    let words = || (first..=last).map(|index| look.lower(index));
    if words().any(|word| OFFICE.iter().any(|office| word.contains(office))) {
        return None;
    }
    let kept = (first..=last)
        .all(|index| look.listing(index).is_vouched_for() && look.context.lexicon.entry(look.lower(index)).is_kept());
    (any || !kept).then_some(last)
}

/// *A/S*, *ApS*, *I/S* within the next few words.
fn has_company_form(look: &Look<'_>, first: usize) -> bool {
    (first..first + 4).any(|index| {
        look.lower(index) == "aps"
            || matches!(look.lower(index), "a" | "i" | "k")
                && look.between(index + 1) == "/"
                && look.lower(index + 1) == "s"
    })
}
