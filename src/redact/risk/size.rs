//! How many there are in a place: *med 43 elever*, *with eighty inhabitants*. Said of a school or a village, it leaves few to choose from.

use super::look::Look;

/// The last word of *med [kun] N elever* after the word at `at`, when it counts one of `members`.
pub(super) fn after(look: &Look<'_>, at: usize, members: &[&str]) -> Option<usize> {
    if !matches!(look.after(at), "med" | "with" | "på" | "of") {
        return None;
    }
    let mut number = at + 2;
    if matches!(look.lower(number), "kun" | "bare" | "blot" | "ca" | "omkring" | "only" | "about") {
        number += 1;
    }
    look.value(number)?;
    let member = number + 1;
    (look.joined(number) && look.joined(member) && members.contains(&look.lower(member))).then_some(member)
}
