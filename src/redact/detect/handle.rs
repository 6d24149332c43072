//! User names that no pattern knows, because only the lists tell that they are no word: a name with digits glued to it.
//!
//! Finds: *khadija92*, *Fuglebrand2014*: a name or an unknown word and one to four digits right behind it.
//! Behind a network's name and *er* or *hedder* also a word that no dictionary has: *min snap er tasjatossen*.
//! Leaves: *uge42*, *covid19*, *22q11*, *iPhone13*: a word that the lists know, and letters that are too few.
//! Misses: ordinary words with digits (*solsikke92*) where no network is named before them.

use crate::redact::context::{Context, Listing};
use crate::redact::finding::{Evidence, Finding, Kind, Tier};
use crate::redact::token::{Case, Gap};

/// One finding for each.
pub fn detect(context: &Context<'_>) -> Vec<Finding> {
    const FEWEST_LETTERS: u32 = 3;
    const MOST_DIGITS: u32 = 4;
    let mut findings = Vec::new();
    for pair in 1..context.tokens.all().len() {
        findings.extend(announced(context, pair));
        let Some((letters, digits)) = context.tokens.get(pair - 1).zip(context.tokens.get(pair)) else { break };
        let glued = digits.number && letters.span.end() == digits.span.start();
        if !glued || letters.number || letters.chars < FEWEST_LETTERS || digits.chars > MOST_DIGITS {
            continue;
        }
        let name = match context.listing(pair - 1) {
            Listing::FirstName | Listing::FirstNameRareWord | Listing::Surname => true,
            // *jesp88*: two digits and more.
            Listing::Unknown | Listing::ProperNoun | Listing::Misspelt => {
                letters.case != Case::Upper && (letters.chars > 4 || letters.chars > 3 && digits.chars > 1)
            }
            _ => false,
        };
        // *emil9år* is a slip of the finger, and *kanarie99 fugl* ends where it ends.
        let next = context.tokens.get(pair + 1).filter(|next| next.span.start() == digits.span.end());
        // *jesp88aw*
        let tail = next.filter(|next| {
            !next.number && next.chars <= 4 && digits.chars > 1 && context.listing(pair + 1) == Listing::Unknown
        });
        let alone = letters.gap != Gap::Hyphen;
        if name && (next.is_none() || tail.is_some()) && alone {
            findings.push(Finding {
                span: letters.span.union(tail.map_or(digits.span, |tail| tail.span)),
                kind: Kind::Handle,
                tier: Tier::Doubt,
                evidence: vec![Evidence::Shape { shape: "handle" }],
            });
        }
    }
    findings
}

/// *min snap er tasjatossen*: one word that is in no dictionary as it stands. One over a colon or a point (*insta: vilmaspiser.kage*) is for the patterns.
fn announced(context: &Context<'_>, verb: usize) -> Option<Finding> {
    const FEWEST_LETTERS: u32 = 6;
    let said = matches!(context.tokens.lower_at(verb), "er" | "hedder" | "is" | "som");
    let network = verb.checked_sub(1).map_or("", |at| context.tokens.lower_at(at));
    let named = matches!(
        network,
        "snap" | "snapchat" | "insta" | "instagram" | "tiktok" | "discord" | "roblox" | "brugernavn" | "brugernavnet"
    );
    if !said || !named {
        return None;
    }
    let name = verb + 1;
    let unlisted = |at: usize| {
        context.tokens.get(at).is_some_and(|token| !token.number && token.chars >= FEWEST_LETTERS)
            && !context.entry(at).is_known()
    };
    let first = context.tokens.get(name).filter(|token| token.gap == Gap::Space && unlisted(name))?;
    Some(Finding {
        span: first.span,
        kind: Kind::Handle,
        tier: Tier::Doubt,
        evidence: vec![Evidence::Shape { shape: "handle" }],
    })
}
