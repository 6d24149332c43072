//! What is said before a name and belongs to it: *Lille-Inge*, *Vikar-Bo*, *Store Bo*.
//!
//! Finds: a word joined to a name by a hyphen; *Lille*, *Store*, *Gamle* and the like with a capital.
//! Leaves: *lille Mynte*, *Onkel Bent*, *PPR-Mette*, where the word before the name says nothing of who it is, or says the role.

use crate::redact::context::Context;
use crate::redact::token::{Case, Gap};
use crate::text::Span;

/// By-names that tell one bearer of a name from another.
const BYNAMES: [&str; 18] = [
    "lille", "store", "gamle", "unge", "lange", "tykke", "tynde", "skøre", "røde", "sorte", "hvide", "sure", "søde",
    "vilde", "gode", "rare", "big", "little",
];

/// The span of a mention whose first word is at `first`, with the by-name before it.
pub fn with(context: &Context<'_>, span: Span, first: usize) -> Span {
    let Some(token) = first.checked_sub(1).and_then(|at| context.tokens.get(at)) else {
        return span;
    };
    let joined = context.tokens.get(first).is_some_and(|token| token.gap == Gap::Hyphen)
        && token.gap != Gap::Hyphen
        && !token.number
        && token.chars >= 3
        && matches!(token.case, Case::Lower | Case::Capital);
    let byname = || {
        context.tokens.get(first).is_some_and(|token| token.gap == Gap::Space)
            && token.case == Case::Capital
            && BYNAMES.contains(&context.tokens.lower(token))
    };
    if joined || byname() { token.span.union(span) } else { span }
}

#[cfg(test)]
mod tests {
    use crate::redact::detect::shown::persons;

    #[test]
    fn a_byname_goes_with_the_name_and_a_describing_word_stays() {
        assert_eq!(persons("Vi ringede til Vikar-Karen og hentede Lille-Karen."), ["Vikar-Karen", "Lille-Karen"]);
        assert_eq!(persons("Så kom Store Karen med bilen."), ["Store Karen"]);
        assert_eq!(persons("Så kom lille Karen ind med sin bamse."), ["Karen"]);
    }
}
