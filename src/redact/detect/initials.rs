//! Initials, and letters that stand for somebody throughout a text.
//!
//! Finds: *L.K.*, *M.H* anywhere; *MH*, *AMN* where a person is expected (after a role, *af*, *ifølge*, a date, before a verb of saying), *KL* and *JP*
//! only where much speaks for a person; *min søn S*, *S's lærer*, *M på 9 år*, *H og jeg*, *K (sagsbehandler)*, *herefter X*; *mst* and *ll* in lower
//! case under a note or after a role; and then every other place where the same letters stand. Initials of a name that is written out, or of
//! the sender, need less: *mst* beside a Mie Staun.
//! Leaves: *plan B*, *vitamin D*, *3. B*, *5000 Odense C*, *P.S.*, known abbreviations, words written in capitals for emphasis.
//! Misses: one letter in lower case without a role before it; a known abbreviation that nothing beside it makes a person; a single capital letter
//! that stands once and where a thing might.

pub(in crate::redact) mod evidence;
mod unit;

use super::elsewhere::Known;
use super::header;
use crate::intake::Seed;
use crate::redact::context::{Context, Listing};
use crate::redact::finding::{Evidence, Finding, Kind, Role, Tier};
use crate::redact::mention::Mention;
use std::borrow::Cow;
use std::collections::HashMap;
use unit::Shape;

/// From this sum on letters are somebody.
const SOMEBODY: i8 = 3;
/// What it counts that the same letters are somebody elsewhere in the text.
const ELSEWHERE: i8 = 3;
/// An occurrence that counts so much counts for the others, when there are two of them.
const HALF: i8 = 2;

/// Letters that stand for somebody, in one place.
#[derive(Clone, Debug)]
pub struct Found {
    /// The finding it makes.
    pub finding: Finding,
    /// The letters, as token indices.
    pub words: Vec<usize>,
    /// The role that a cue beside it gives.
    pub role: Option<Role>,
    /// Where the name stands whose initials they are, as a byte offset.
    pub bearer: Option<usize>,
}

/// Whose initials letters may be: what the text and the header say.
pub struct Names<'n> {
    /// Letters → where the name stands in the text.
    pub written_out: &'n dyn Fn(&str) -> Option<usize>,
    /// Whether they are the initials of somebody in the mail's header.
    pub in_header: &'n dyn Fn(&str) -> bool,
}

/// What is known of the same letters in the whole text.
#[derive(Default)]
struct Standing {
    somebody: bool,
    halves: u8,
    role: Option<Role>,
}

/// Adds everybody who is written with letters alone: to the parts when their name stands in the text as well, else to the mentions.
pub fn add(
    context: &Context<'_>,
    known: &Known,
    seeds: &[Seed],
    mentions: &mut Vec<Mention>,
    parts: &mut Vec<Finding>,
) {
    let header = header::initials(seeds);
    let names = Names { written_out: &|letters| known.bearer(letters), in_header: &|letters| header.contains(letters) };
    let mut alone = Vec::new();
    for found in find(context, &names) {
        let span = found.finding.span;
        // *Mette S.* has taken its letter already.
        let next = mentions.partition_point(|mention| mention.finding.span.end() <= span.start());
        if mentions.get(next).is_some_and(|mention| mention.finding.span.overlaps(span)) {
            continue;
        }
        match found.bearer {
            Some(_) => parts.push(found.finding),
            None => alone.push(Mention {
                finding: found.finding,
                words: found.words.into(),
                role: found.role,
                listed: None,
                signed: false,
            }),
        }
    }
    mentions.extend(alone);
    mentions.sort_by_key(|mention| mention.finding.span);
}

/// Everybody who is written with letters alone.
pub fn find(context: &Context<'_>, names: &Names<'_>) -> Vec<Found> {
    let units = unit::all(context);
    if units.is_empty() {
        return Vec::new();
    }
    let mut sums: Vec<i8> = units.iter().map(|unit| evidence::sum(context, unit, names)).collect();
    evidence::company(context, &units, &mut sums);
    let mut standing: HashMap<Cow<'_, str>, Standing> = HashMap::new();
    for (unit, &sum) in units.iter().zip(&sums).filter(|(_, sum)| **sum >= HALF) {
        let known = standing.entry(unit.key.clone()).or_default();
        known.halves = known.halves.saturating_add(1);
        // Two halves are a whole, but for letters that are also something else.
        let two = known.halves > 1 && evidence::base(context, unit) >= -2;
        known.somebody |= sum >= SOMEBODY || two;
        known.role = known.role.or_else(|| evidence::role(context, unit));
    }
    let mut found = Vec::new();
    for (unit, &own) in units.iter().zip(&sums) {
        let Some(known) = standing.get(&unit.key).filter(|known| known.somebody) else { continue };
        if own + ELSEWHERE < unit.least() && own < SOMEBODY {
            continue;
        }
        let plain = matches!(context.listing(unit.first), Listing::Unknown | Listing::Misspelt | Listing::ProperNoun);
        let enough = if unit.shape == Shape::Dotted { 2 * SOMEBODY } else { SOMEBODY };
        let sure = own >= enough && (plain || matches!(unit.shape, Shape::Letter | Shape::Dotted));
        let Some(span) = unit.span(context) else { continue };
        let bearer = (names.written_out)(&unit.key);
        let mut evidence = vec![Evidence::Shape { shape: "initials" }];
        evidence.extend(bearer.map(|at| Evidence::Elsewhere { at }));
        let tier = if sure { Tier::Sure } else { Tier::Doubt };
        found.push(Found {
            finding: Finding { span, kind: Kind::Person, tier, evidence },
            words: (unit.first..=unit.last).collect(),
            role: known.role,
            bearer,
        });
    }
    found
}

#[cfg(test)]
mod tests;
