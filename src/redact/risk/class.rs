//! A school class with its letter: *i 4.b*. The class without the letter is coarse enough to stay.
//!
//! Finds: *i 4.b*, *fra 2. B*, *går i 0.a*, *Lærkeskolen, 2. b*; English *in 4B*.
//! Misses: class names in words (*fjerde b*, *Egernene*), a class whose letter is left to the context.

use super::coarser::Coarser;
use super::look::Look;
use super::{Hint, HintKind};
use crate::redact::finding::Kind;
use crate::redact::token::Gap;

const BEFORE: [&str; 13] =
    ["i", "fra", "til", "af", "klasse", "klassen", "klassetrin", "går", "gik", "in", "class", "from", "year"];

/// A class from its number.
pub(super) fn from_number(look: &Look<'_>, at: usize) -> Option<Hint> {
    let grade = look.digits(at).filter(|grade| *grade <= 10)?;
    let letter = at + 1;
    let mut chars = look.lower(letter).chars();
    let is_letter = matches!(chars.next(), Some('a'..='h' | 'x'..='z')) && chars.next().is_none();
    if !is_letter || !matches!(look.between(letter), "." | ". " | "") {
        return None;
    }
    let led = BEFORE.contains(&look.before(at, 1)) && (look.joined(at) || look.gap(at) == Gap::Colon)
        || look.gap(at) == Gap::Comma && look.found_kind(at.checked_sub(1)?) == Some(Kind::Institution);
    // *i 4. b* at the end of a line may also be the first point of a list.
    let ends = look.tail(letter).chars().next().is_none_or(|c| c != ')');
    let grade = u8::try_from(grade).ok()?;
    (led && ends).then(|| look.hint(HintKind::Class, at, letter, Coarser::grade(grade, look.english()))).flatten()
}
