//! Names and addresses that the mail itself carries: the sender, those written to, authors of attachments.
//!
//! Finds: every word of a display name and of the part of an address before the @ (*karen.holm83@…*), wherever it stands in the text, in any
//! case, in the genitive; an ordinary word among them only with a capital.
//! Misses: a local part that runs names together (*karenholm@…*) when neither name is on a list, and initials (*kh@…*).

use crate::intake::{Seed, SeedSource};
use crate::redact::context::Context;
use crate::redact::lexicon::Lexicon;
use crate::redact::score::{Board, Signal};
use crate::redact::token::Tokens;
use crate::text::SourceText;
use std::collections::{HashMap, HashSet};

/// Words in addresses and display names that name nobody.
const NOBODY: [&str; 24] = [
    "mail",
    "post",
    "info",
    "kontakt",
    "kommune",
    "familien",
    "familie",
    "privat",
    "hotmail",
    "gmail",
    "forening",
    "foreningen",
    "via",
    "no",
    "reply",
    "noreply",
    "postmaster",
    "admin",
    "support",
    "vidnesbyrd",
    "nyhedsbrev",
    "sekretariat",
    "mor",
    "far",
];

/// Adds the signals.
pub fn detect(context: &Context<'_>, seeds: &[Seed], board: &mut Board) {
    let names = names(context.lexicon, seeds);
    if names.is_empty() {
        return;
    }
    for index in 0..context.words.len() {
        let lower = context.tokens.lower_at(index);
        let found = names
            .get(context.name(index))
            .or_else(|| names.get(lower))
            .or_else(|| lower.strip_suffix('s').and_then(|base| names.get(base)));
        if let Some(field) = found {
            board.add(context, index, Signal::Header(field));
        }
    }
}

/// The name words of the seeds, with the field they stood in.
///
/// A subject line and a file name are sentences rather than names: only words on the lists of names count there.
pub fn names(lexicon: &Lexicon, seeds: &[Seed]) -> HashMap<String, &'static str> {
    let mut names = HashMap::new();
    for seed in seeds {
        for word in seed_words(seed) {
            let entry = lexicon.entry(&word);
            let sentence = matches!(seed.source, SeedSource::Subject | SeedSource::FileName)
                || seed.source == SeedSource::Attachment && !looks_like_a_name(seed);
            let fits = if sentence {
                entry.is_name() && !entry.is_danish_word() && !entry.is_kept()
            } else {
                !entry.is_kept()
            };
            if fits && !NOBODY.contains(&word.as_str()) {
                names.entry(word).or_insert(seed.source.code());
            }
        }
    }
    names
}

/// Two to four words, all with a capital: how a document's author is written.
#[expect(clippy::disallowed_methods, reason = "looked at, not kept")]
fn looks_like_a_name(seed: &Seed) -> bool {
    let text = seed.text.reveal();
    let words = text.split_whitespace().count();
    (1..=4).contains(&words)
        && !text.contains(['.', '_'])
        && text.split_whitespace().all(|word| word.chars().next().is_some_and(char::is_uppercase))
}

/// The words of a seed in lower case: of an address only what stands before the @, cut at dots, digits and hyphens.
#[expect(clippy::disallowed_methods, reason = "the words stay inside the engine")]
fn seed_words(seed: &Seed) -> Vec<String> {
    let text = seed.text.reveal();
    let (text, address) = match text.split_once('@') {
        Some((local, _)) if !text.contains(char::is_whitespace) => (local, true),
        _ => (text.as_str(), false),
    };
    let source = SourceText::normalise(text);
    let tokens = Tokens::new(&source);
    tokens
        .all()
        .iter()
        .filter(|token| !token.number && token.chars >= if address { 3 } else { 2 })
        .map(|token| tokens.lower(token).to_owned())
        .collect()
}

/// The letters by which those in the header may be called in lower case: the first ones of a display name, and a short local part.
#[expect(clippy::disallowed_methods, reason = "the letters stay inside the engine")]
pub fn initials(seeds: &[Seed]) -> HashSet<String> {
    let mut initials = HashSet::new();
    for seed in seeds.iter().filter(|seed| !matches!(seed.source, SeedSource::Subject | SeedSource::FileName)) {
        let text = seed.text.reveal();
        let name = text.split('<').next().unwrap_or_default();
        if !name.contains('@') && name.split_whitespace().count() > 1 && looks_like_a_name(seed) {
            initials.insert(
                name.split_whitespace().filter_map(|word| word.chars().next()).collect::<String>().to_lowercase(),
            );
        }
        let address = text.split(['<', ' ']).find_map(|part| part.split_once('@'));
        let short = address.map(|(local, _)| local.to_lowercase());
        initials.extend(
            short.filter(|local| (2..=4).contains(&local.chars().count()) && local.chars().all(char::is_alphabetic)),
        );
    }
    initials
}

/// Whether the sender is called by this lower-case name word.
pub fn is_sender(names: &HashMap<String, &'static str>, name: &str) -> bool {
    names.get(name).is_some_and(|field| *field == SeedSource::From.code())
}
