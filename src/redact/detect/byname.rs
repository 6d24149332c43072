//! By-names that are ordinary words: what somebody is called by others.
//!
//! Finds: *vi kalder ham femøren*, *de kaldte hende "professoren"*, *hans øgenavn var Tyggegummi*, *lille pruttemås, som vi siger*: a thing in the
//! definite, a word in quotation marks, a word after *øgenavn* and *kælenavn*, a thing that signs beside somebody (*knus kira og blommen*); and then the same word wherever it stands in the text.
//! Leaves: *de kaldte mig hysterisk*, *han kaldte det inklusion*, *vi kalder ham doven*.
//! Misses: by-names that nobody is said to be called (*så holdt krogen*), and those that are adjectives.

use crate::redact::context::{Context, Listing};
use crate::redact::facts::WordId;
use crate::redact::finding::{Evidence, Finding, Kind, Tier};
use crate::redact::lexicon::CueKind;
use crate::redact::token::{Gap, Token};
use std::collections::HashMap;

/// Who is called something.
const CALLED: [&str; 8] = ["ham", "hende", "drengen", "pigen", "barnet", "sønnen", "datteren", "tvillingerne"];

/// One finding for each place.
pub fn detect(context: &Context<'_>) -> Vec<Finding> {
    let mut bynames: HashMap<WordId, usize> = HashMap::new();
    for (index, word) in context.words.iter().enumerate() {
        let signed = word.cue.is_some_and(|cue| cue.kind == CueKind::SignOff).then(|| beside_signer(context, index));
        if let Some(name) = signed.flatten()
            && let (Some(word), Some(token)) = (context.words.get(name), context.tokens.get(name))
        {
            bynames.entry(word.id).or_insert(token.span.start());
        }
        if word.cue.is_none() && !context.tokens.get(index).is_some_and(|token| matches!(token.chars, 8 | 10)) {
            continue;
        }
        if let Some(name) = called(context, index)
            && let (Some(word), Some(token)) = (context.words.get(name), context.tokens.get(name))
        {
            bynames.entry(word.id).or_insert(token.span.start());
        }
    }
    if bynames.is_empty() {
        return Vec::new();
    }
    let places = context.tokens.all().iter().zip(&context.words);
    places
        .filter_map(|(token, word)| bynames.get(&word.id).map(|at| (token, *at)))
        .map(|(token, at)| Finding {
            span: token.span,
            kind: Kind::Person,
            tier: Tier::Doubt,
            evidence: vec![Evidence::Shape { shape: "byname" }, Evidence::Elsewhere { at }],
        })
        .collect()
}

/// *knus kira og blommen*: a thing in the definite that signs beside somebody, as the last word of the line.
fn beside_signer(context: &Context<'_>, sign_off: usize) -> Option<usize> {
    const FARTHEST: usize = 6;
    const TOGETHER: [&str; 8] =
        ["familien", "flokken", "resten", "banden", "hunden", "katten", "foreningen", "redaktionen"];
    let (mut line, mut next) = (context.tokens.get(sign_off)?.starts_line, sign_off + 1);
    while next < sign_off + FARTHEST {
        let token = context.tokens.get(next)?;
        // The names may stand on the line below.
        if token.starts_line && !std::mem::replace(&mut line, false) {
            return None;
        }
        if matches!(context.tokens.lower(token), "og" | "&") && context.listing(next - 1).is_first_name() {
            let name = next + 1;
            let ends = context.tokens.get(name + 1).is_none_or(|after| after.starts_line || after.gap == Gap::Break);
            let free = is_free(context, name) && definite(context, name);
            return (ends && free && !TOGETHER.contains(&context.tokens.lower_at(name))).then_some(name);
        }
        next += 1;
    }
    None
}

/// Whether the word itself says that a by-name follows.
fn is_noun(context: &Context<'_>, index: usize) -> bool {
    matches!(context.tokens.lower_at(index), "øgenavn" | "øgenavnet" | "kælenavn" | "kælenavnet")
}

/// The by-name that the word at an index announces.
fn called(context: &Context<'_>, index: usize) -> Option<usize> {
    let lower = context.tokens.lower_at(index);
    if is_noun(context, index) {
        let next = index + 1;
        let verb = matches!(context.tokens.lower_at(next), "er" | "var" | "blev");
        return Some(if verb { next + 1 } else { next })
            .filter(|&at| is_free(context, at) && quoted_or_capital(context, at));
    }
    if !matches!(lower, "kalder" | "kaldte" | "kaldt") {
        return None;
    }
    let who = context.tokens.lower_at(index + 1);
    let who_is_called = CALLED.contains(&who) || context.listing(index + 1).is_first_name();
    let name = index + 2;
    (who_is_called && is_free(context, name) && (definite(context, name) || quoted_or_capital(context, name)))
        .then_some(name)
}

fn is_free(context: &Context<'_>, at: usize) -> bool {
    context.tokens.get(at).zip(context.words.get(at)).is_some_and(|(token, word)| {
        matches!(token.gap, Gap::Space | Gap::Mark | Gap::Colon)
            && !token.number
            && token.chars > 3
            && word.cue.is_none()
            && !word.verb
            && word.listing != Listing::Kept
    })
}

/// *femøren*, *uhyret*: a thing, and not how somebody is.
fn definite(context: &Context<'_>, at: usize) -> bool {
    let lower = context.tokens.lower_at(at);
    context.listing(at) == Listing::Word && ["en", "et"].iter().any(|end| lower.ends_with(end)) && !is_participle(lower)
}

/// *kaldt ham uopdragen*, *meget*.
fn is_participle(lower: &str) -> bool {
    ["dragen", "vorpen", "skåren", "formet", "ret", "tet", "det", "net", "let", "set", "ken", "nen", "voksen", "doven"]
        .iter()
        .any(|end| lower.ends_with(end))
}

fn quoted_or_capital(context: &Context<'_>, at: usize) -> bool {
    let quoted = |token: &Token| {
        let before = context.tokens.lower_text().get(..token.span.start()).unwrap_or_default();
        token.gap == Gap::Mark && before.ends_with(['"', '\'', '”', '“', '»', '«', '’', '‘'])
    };
    context.telling_capital(at) || context.tokens.get(at).is_some_and(quoted)
}

#[cfg(test)]
mod tests {
    use crate::redact::detect::shown::persons;

    #[test]
    fn what_somebody_is_called_is_somebody_wherever_it_stands() {
        let found = persons("De andre kalder ham femøren, og regningen går til femøren.");
        assert_eq!(found, ["femøren", "femøren"]);
        assert_eq!(
            persons("De kaldte hende \"professoren\". Jeg så professoren i går."),
            ["professoren", "professoren"]
        );
        assert!(persons("De kaldte mig hysterisk, de kaldte det inklusion, og vi kalder ham doven.").is_empty());
    }
}
