//! A place that is named once with a word for what it is, found again wherever it stands alone: *solstrålen*, *Bakken* of Bakkeskolen.

use super::words::{is_definite, is_front, is_leading, kind, name_front};
use crate::redact::context::{Context, Listing};
use crate::redact::facts::WordId;
use crate::redact::finding::{Evidence, Finding, Kind, Tier};
use crate::redact::token::{Case, Token};
use crate::text::Span;
use std::collections::HashMap;
use std::collections::hash_map::Entry;

/// How sure a word is the name of the place when it stands by itself.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Alone {
    /// It is no ordinary word, or a long one: wherever it stands.
    Always,
    /// It is an ordinary word: only with a capital in mid-sentence, or as a whole after a word for going there.
    Capital,
}

/// A word that names a place.
#[derive(Clone, Copy)]
struct Name {
    alone: Alone,
    /// Byte offset of where it is named in full.
    at: usize,
    /// Whether its last letter is the s of a genitive.
    genitive: bool,
}

/// The words that the text has, by what they are numbered with.
type Names = HashMap<WordId, Name, foldhash::fast::RandomState>;

/// One finding for each further occurrence of the names in `named` that `taken` does not cover. Both are in text order.
pub fn detect(context: &Context<'_>, taken: &[Span], named: &[Span]) -> Vec<Finding> {
    let known = names(context, named);
    let mut findings = Vec::new();
    if known.is_empty() {
        return findings;
    }
    let mut covering = taken.iter().peekable();
    for (token, word) in context.tokens.all().iter().zip(&context.words) {
        while covering.next_if(|taken| taken.end() <= token.span.start()).is_some() {}
        if token.number || covering.peek().is_some_and(|taken| taken.overlaps(token.span)) {
            continue;
        }
        let Some(&Name { alone, at, genitive }) = known.get(&word.id) else { continue };
        let whole = token.chars > 5;
        let end = token.span.end() - usize::from(genitive);
        let stands = match alone {
            Alone::Always => true,
            // *Havfruen ringede*: said once in full, the word with a capital is hardly the thing again.
            Alone::Capital => token.case == Case::Capital || whole && context.tokens.lower_case_writer(),
        };
        findings.extend(context.source.span(token.span.start(), end).filter(|_| stands).map(|span| Finding {
            span,
            kind: Kind::Institution,
            tier: Tier::Doubt,
            evidence: vec![Evidence::Elsewhere { at }],
        }));
    }
    findings
}

/// The words that name a place, each with its genitive.
fn names(context: &Context<'_>, named: &[Span]) -> Names {
    let mut known = Names::default();
    let tokens = context.tokens.all();
    let mut next = 0;
    for span in named {
        while tokens.get(next).is_some_and(|token| token.span.end() <= span.start()) {
            next += 1;
        }
        let at = span.start();
        let mut enter = |word: &str, alone: Alone, genitive: bool| {
            let Some(id) = context.vocabulary.id(word) else { return };
            match known.entry(id) {
                Entry::Vacant(entry) => {
                    entry.insert(Name { alone, at, genitive });
                }
                Entry::Occupied(mut entry) if alone == Alone::Always && !genitive => {
                    entry.insert(Name { alone, at, genitive });
                }
                Entry::Occupied(_) => {}
            }
        };
        let mut add = |word: &str, alone: Alone| {
            enter(word, alone, false);
            enter(&format!("{word}s"), alone, true);
        };
        let inside = tokens.iter().enumerate().skip(next).take_while(|(_, token)| token.span.start() < span.end());
        let words: Vec<(usize, &Token)> = inside.collect();
        for &(index, token) in &words {
            let lower = context.tokens.lower(token);
            let base = lower.strip_suffix('s').unwrap_or(lower);
            if let Some(front) = name_front(lower) {
                add(base, Alone::Always);
                // *Hummelhøj* of Hummelhøjskolen, *Bakken* of Bakkeskolen.
                short_forms(front, |form| add(form, how(context, form)));
            } else if names_something(context, index, token, lower) {
                let alone = if words.len() > 2 { Alone::Capital } else { how(context, lower) };
                add(lower, alone);
                if context.words.get(index).is_some_and(|word| word.genitive) {
                    add(base, alone);
                }
                // *Hummelhøjskolen* of Hummelhøj Skole.
                if token.chars > 4 {
                    add(&format!("{lower}skolen"), Alone::Always);
                }
            }
        }
    }
    known
}

/// Whether a word of the name is more than what the place is.
fn names_something(context: &Context<'_>, index: usize, token: &Token, lower: &str) -> bool {
    const SHORTEST: u32 = 4;
    let says_what =
        kind(lower).is_some() || is_definite(lower) || is_leading(lower) || is_front(lower) || lower == "skolen";
    let listing = context.listing(index);
    token.chars >= SHORTEST
        && !token.number
        && !says_what
        && token.case != Case::None
        && !matches!(listing, Listing::Kept | Listing::KeptSurname | Listing::KeptFirstName)
        && !context.lexicon.entry(lower).is_kept()
}

/// Whether the name may be told by itself from an ordinary word.
fn how(context: &Context<'_>, lower: &str) -> Alone {
    const LONG: usize = 9;
    let entry = context.lexicon.entry(lower);
    let ordinary = entry.is_danish_word() || entry.is_name() || entry.is_kept() || entry.is_english_word();
    // *solstrålen*, *mælkebøtten*: long words in the definite are seldom anything else in the text that names a place so.
    let definite = lower.chars().count() >= LONG && ["en", "et", "erne"].iter().any(|end| lower.ends_with(end));
    if !ordinary || definite { Alone::Always } else { Alone::Capital }
}

/// *bakke* → *bakken*, *bakke*; *toftevangs* → *toftevang*.
fn short_forms(front: &str, mut add: impl FnMut(&str)) {
    const SHORTEST: usize = 4;
    let root = front.strip_suffix('s').unwrap_or(front);
    if root.chars().count() < SHORTEST {
        return;
    }
    add(root);
    if root.ends_with('e') {
        add(&format!("{root}n"));
        add(&format!("{root}t"));
    } else {
        add(&format!("{root}en"));
        add(&format!("{root}et"));
    }
}
