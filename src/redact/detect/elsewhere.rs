//! Seen elsewhere in the same text: a name that is sure in one place is looked for in all others.
//!
//! Finds: the lower-case or sentence-start occurrence of a name that a cue raised elsewhere; one slip from it (*Metthe*, *Kristine* for
//! *Christine*); initials of a full name (*MH*, *M.H.*); a name at the front of a compound (*emilsagen*).
//! Misses: two slips. Pet names are in [`super::petname`], initials of a name that is never written out in [`super::initials`].

use super::initials::evidence::is_lettered;
use super::petname::PetNames;
use super::pieces::{Bearer, Pieces};
use crate::redact::context::{Context, Listing};
use crate::redact::facts::Hashed;
#[cfg(doc)]
use crate::redact::facts::Vocabulary;
use crate::redact::finding::{Evidence, Finding, Kind, Tier};
use crate::redact::mention::Outline;
use crate::redact::score::{Board, Signal};
use crate::redact::spelling;
use crate::redact::token::{Case, Gap};
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::hash::BuildHasherDefault;

/// An occurrence of a name.
#[derive(Clone, Copy)]
struct Seen {
    /// Byte offset of the word itself.
    at: usize,
    /// Byte offset of the mention it stands in.
    mention: usize,
    sure: bool,
}

/// The names that a first round of mentions gave.
pub struct Known {
    /// Hash of a name word, see [`Vocabulary::hash`] → its surest occurrence.
    words: HashMap<u64, Seen, BuildHasherDefault<Hashed>>,
    /// Spelling key → name word, for slips.
    slips: spelling::Neighbours,
    /// Hashes of two words that stand together in a sure name → where it stands.
    pairs: HashMap<(u64, u64), usize, foldhash::fast::RandomState>,
    /// For each word of the text, whether a pair begins with it.
    fronts: Vec<bool>,
    /// Initials → where the full name stands.
    initials: HashMap<String, usize>,
    /// First letter of a name → where the first such name stands.
    letters: HashMap<char, usize>,
    /// Two to four letters by which an office calls somebody (*mst* for Mie Staun) → where the full name stands.
    short: HashMap<String, usize>,
    /// What a name may be cut or lengthened to.
    pet: PetNames,
    /// What a name may be cut into.
    pieces: Pieces,
}

impl Known {
    /// Collects the names of persons.
    pub fn new(context: &Context<'_>, mentions: &[Outline]) -> Self {
        let hash = |word: &str| context.vocabulary.hash(word);
        let mut known = Self {
            words: HashMap::default(),
            slips: spelling::Neighbours::default(),
            pairs: HashMap::default(),
            fronts: vec![false; context.vocabulary.len()],
            initials: HashMap::new(),
            letters: HashMap::new(),
            short: HashMap::new(),
            pet: PetNames::default(),
            pieces: Pieces::default(),
        };
        for mention in mentions.iter().filter(|mention| mention.kind == Kind::Person) {
            let at = mention.span.start();
            let sure = mention.tier == Tier::Sure;
            for &index in &mention.words {
                let name = context.name(index);
                let Some(token) = context.tokens.get(index).filter(|token| token.chars > 1) else { continue };
                let seen = Seen { at: token.span.start(), mention: at, sure };
                match known.words.entry(hash(name)) {
                    Entry::Occupied(entry) if entry.get().sure || !sure => continue,
                    Entry::Occupied(mut entry) => {
                        entry.insert(seen);
                    }
                    Entry::Vacant(entry) => {
                        entry.insert(seen);
                    }
                }
                if sure {
                    known.slips.insert(name);
                    known.pieces.insert(context, name);
                }
            }
            if let Some(first) = mention.words.first().and_then(|&index| context.tokens.lower_at(index).chars().next())
                && sure
            {
                known.letters.entry(first).or_insert(at);
            }
            if let Some(&first) = mention.words.first().filter(|_| sure) {
                known.pet.insert(context.name(first), at);
            }
            if mention.words.len() > 1 && sure {
                let mut new = false;
                for pair in mention.words.windows(2) {
                    if let &[front, back] = pair {
                        let pair = known.pairs.entry((hash(context.name(front)), hash(context.name(back))));
                        new |= *pair.or_insert(at) == at;
                        let id = context.vocabulary.id(context.name(front));
                        if let Some(is_front) = id.and_then(|id| known.fronts.get_mut(id.index())) {
                            *is_front = true;
                        }
                    }
                }
                let initials: String =
                    mention.words.iter().filter_map(|&index| context.tokens.lower_at(index).chars().next()).collect();
                known.initials.entry(initials).or_insert(at);
                if let (true, Some(&front), Some(&back)) = (new, mention.words.first(), mention.words.last()) {
                    for short in shortened(context.name(front), context.name(back)) {
                        known.short.entry(short).or_insert(at);
                    }
                }
            }
        }
        known
    }

    /// Where the name stands whose letters in lower case these are: *m* and *mh* of Mette Holm, and as offices do it *mho*, *meho*.
    pub fn bearer(&self, letters: &str) -> Option<usize> {
        let mut chars = letters.chars();
        match (chars.next(), chars.next()) {
            (Some(letter), None) => self.letters.get(&letter).copied(),
            _ => self.initials.get(letters).or_else(|| self.short.get(letters)).copied(),
        }
    }

    /// Adds a signal to every other occurrence.
    pub fn detect(&self, context: &Context<'_>, board: &mut Board) {
        if self.words.is_empty() {
            return;
        }
        // Each different word is looked up once, and asked whether it is a slip when the first place asks.
        let mut direct: Vec<Option<Option<Seen>>> = vec![None; context.vocabulary.len()];
        let mut slips = direct.clone();
        for (index, word) in context.words.iter().enumerate() {
            if matches!(word.listing, Listing::Number) {
                continue;
            }
            let (Some(direct), Some(slip)) = (direct.get_mut(word.id.index()), slips.get_mut(word.id.index())) else {
                continue;
            };
            let lower = || context.tokens.lower_at(index);
            if let Some(Seen { at, sure, .. }) = *direct.get_or_insert_with(|| self.direct(context, lower())) {
                // An occurrence does not speak for itself.
                if context.tokens.get(index).is_some_and(|token| token.span.start() != at) {
                    board.add(context, index, Signal::Elsewhere { at, sure });
                }
            } else if matches!(word.listing, Listing::Unknown | Listing::Misspelt | Listing::ProperNoun)
                && let Some(Seen { at, sure, .. }) = *slip.get_or_insert_with(|| self.slip(context, lower()))
            {
                board.add(context, index, Signal::Elsewhere { at, sure });
            }
        }
    }

    /// The name that a lower-case word is, or is the genitive of.
    fn direct(&self, context: &Context<'_>, lower: &str) -> Option<Seen> {
        let seen = |word: &str| self.words.get(&context.vocabulary.hash(word)).copied();
        seen(lower).or_else(|| seen(lower.strip_suffix('s')?))
    }

    /// The name that a lower-case word is a slip of.
    fn slip(&self, context: &Context<'_>, lower: &str) -> Option<Seen> {
        let name = self.slips.near(lower).or_else(|| self.slips.near(lower.strip_suffix('s')?))?;
        self.words.get(&context.vocabulary.hash(name)).copied()
    }

    /// Findings that are no words of their own: initials and names inside compounds.
    pub fn parts(&self, context: &Context<'_>) -> Vec<Finding> {
        let mut findings = Vec::new();
        let nobody = self.words.is_empty();
        for index in 0..context.words.len() {
            if nobody {
                // *chri stian* needs nobody else in the text.
                findings.extend(self.pieces.at(context, index, &|_| None));
                continue;
            }
            findings.extend(
                self.pair_at(context, index)
                    .or_else(|| self.initials_at(context, index))
                    .or_else(|| self.letter_at(context, index))
                    .or_else(|| self.compound_at(context, index))
                    .or_else(|| self.pet.at(context, index))
                    .or_else(|| self.pieces.at(context, index, &|name| self.written(context, name))),
            );
        }
        findings
    }

    /// Where the name stands that a lower-case word is, as it is or in another spelling.
    fn written(&self, context: &Context<'_>, lower: &str) -> Option<Bearer> {
        let bearer = |seen: Seen, slip| Bearer { at: seen.mention, slip };
        let direct = self.words.get(&context.vocabulary.hash(lower)).filter(|seen| seen.sure);
        direct.map(|seen| bearer(*seen, false)).or_else(|| self.slip(context, lower).map(|seen| bearer(seen, true)))
    }

    /// *kanarie fuglebrand*: two words of a name that is sure elsewhere, together again in lower case, however ordinary each of them is.
    fn pair_at(&self, context: &Context<'_>, index: usize) -> Option<Finding> {
        let first = context.words.get(index)?;
        if !self.fronts.get(first.id.index()).copied().unwrap_or_default() {
            return None;
        }
        let second = context.words.get(index + 1)?;
        let (front, back) = (context.tokens.get(index)?, context.tokens.get(index + 1)?);
        if front.case != Case::Lower && back.case != Case::Lower || !matches!(back.gap, Gap::Space | Gap::Line) {
            return None;
        }
        let pair = |back: &str| {
            let hash = |word| context.vocabulary.hash(word);
            self.pairs.get(&(hash(context.tokens.lower(front)), hash(back))).copied()
        };
        let last = context.tokens.lower(back);
        let (at, end) = match pair(last) {
            Some(at) => (at, back.span.end()),
            None => (pair(last.strip_suffix('s')?)?, back.span.end() - 1),
        };
        // *per dag*, with a Per Dag in the text: the coordinator knows.
        let ordinary = first.listing.is_also_a_word() || first.listing.is_plain_word();
        let tier = if ordinary && (second.listing.is_also_a_word() || second.listing.is_plain_word()) {
            Tier::Doubt
        } else {
            Tier::Sure
        };
        Some(Finding {
            span: context.source.span(front.span.start(), end)?,
            kind: Kind::Person,
            tier,
            evidence: vec![Evidence::Elsewhere { at }],
        })
    }

    /// *MH*, *M.H.*, *M H*: the initials of a full name in this text.
    fn initials_at(&self, context: &Context<'_>, index: usize) -> Option<Finding> {
        let token = context.tokens.get(index)?;
        let (letters, span) = if token.case == Case::Upper && (2..=4).contains(&token.chars) {
            (context.tokens.lower(token).to_owned(), token.span)
        } else if token.chars == 1 && token.case == Case::Capital {
            let next = context.tokens.get(index + 1).filter(|next| {
                next.chars == 1 && next.case == Case::Capital && matches!(next.gap, Gap::Dot | Gap::Space)
            })?;
            (format!("{}{}", context.tokens.lower(token), context.tokens.lower(next)), token.span.union(next.span))
        } else {
            return None;
        };
        let at = *self.initials.get(&letters)?;
        // *Karoline med K* tells how she is spelt; *NB: husk* is no Niels Bering.
        let note = context.tokens.lower_text().get(span.end()..).is_some_and(|rest| rest.starts_with([':', '!']))
            && letters == "nb";
        if note {
            return None;
        }
        // *KL* may be Karen Lund or the association of municipalities: the coordinator knows.
        let tier = if context.listing(index) == Listing::Kept { Tier::Doubt } else { Tier::Sure };
        Some(Finding {
            span,
            kind: Kind::Person,
            tier,
            evidence: vec![Evidence::Shape { shape: "initials" }, Evidence::Elsewhere { at }],
        })
    }

    /// *hun skrev under med M.*, *en samtale med K om det*: the first letter of a name in this text, alone in the middle of a sentence, and not
    /// after a word that letters follow (*plan B*, *vitamin D*).
    fn letter_at(&self, context: &Context<'_>, index: usize) -> Option<Finding> {
        let token = context.tokens.get(index).filter(|token| token.chars == 1 && token.case == Case::Capital)?;
        let lower = context.tokens.lower(token);
        let at = *self.letters.get(&lower.chars().next()?)?;
        let next = context.tokens.get(index + 1);
        let dotted = context.tokens.lower_text().get(token.span.end()..).is_some_and(|rest| rest.starts_with('.'));
        let alone = matches!(token.gap, Gap::Space | Gap::Mark | Gap::Comma | Gap::Line)
            && !token.starts_line
            && next.is_none_or(|next| !next.number && !matches!(next.gap, Gap::Hyphen) && next.chars > 1);
        let before = index.checked_sub(1).map_or("", |before| context.tokens.lower_at(before));
        let pronoun = matches!(lower, "i" | "å" | "ø");
        let told = dotted || next.is_none_or(|next| next.case == Case::Lower || next.gap != Gap::Space);
        // *Karoline med K* tells how she is spelt.
        let spelt =
            before == "med" && index.checked_sub(2).is_some_and(|at| context.tokens.lower_at(at).starts_with(lower));
        if !alone || !told || spelt || pronoun && !dotted || before == "og" || is_lettered(context, index) {
            return None;
        }
        let end = token.span.end() + usize::from(dotted && next.is_some_and(|next| next.gap == Gap::Dot));
        Some(Finding {
            span: context.source.span(token.span.start(), end)?,
            kind: Kind::Person,
            tier: Tier::Sure,
            evidence: vec![Evidence::Shape { shape: "initials" }, Evidence::Elsewhere { at }],
        })
    }

    /// *emilsagen*: a name in this text at the front of a word, and an ordinary word after it.
    fn compound_at(&self, context: &Context<'_>, index: usize) -> Option<Finding> {
        const MIN_NAME_BYTES: usize = 4;
        // Every front is hashed, so without a limit a word of a megabyte would take hours. No name is longer.
        const MAX_NAME_BYTES: usize = 48;
        let token = context.tokens.get(index)?;
        let lower = context.tokens.lower(token);
        if token.chars < 7 || matches!(context.listing(index), Listing::Kept | Listing::Word | Listing::Number) {
            return None;
        }
        for (at, _) in lower.char_indices().skip(MIN_NAME_BYTES).take_while(|(at, _)| *at <= MAX_NAME_BYTES) {
            let (front, rest) = lower.split_at_checked(at)?;
            if let Some(&Seen { mention: seen, sure: true, .. }) = self.words.get(&context.vocabulary.hash(front))
                && rest.len() >= 3
            {
                // *lucabassen*, *emilsagen*: of a word nobody knows all is hidden, of a known rest only the name.
                let known = context.lexicon.entry(rest.strip_prefix('s').unwrap_or(rest)).is_danish_word();
                let end = if known { token.span.start() + at } else { token.span.end() };
                return Some(Finding {
                    span: context.source.span(token.span.start(), end)?,
                    kind: Kind::Person,
                    tier: Tier::Sure,
                    evidence: vec![Evidence::Shape { shape: "compound" }, Evidence::Elsewhere { at: seen }],
                });
            }
        }
        None
    }
}

/// How an office shortens a name: *Mie Staun* to *mst*, *mist*, *msta*, *mis*.
fn shortened(front: &str, back: &str) -> impl Iterator<Item = String> {
    const LENGTHS: [(usize, usize); 5] = [(1, 2), (1, 3), (2, 1), (2, 2), (3, 1)];
    LENGTHS.into_iter().map(move |(first, last)| front.chars().take(first).chain(back.chars().take(last)).collect())
}
