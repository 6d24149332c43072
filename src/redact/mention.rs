//! From scored words to mentions: one stretch of text that names somebody.

use super::context::{Context, Listing, Word};
use super::detect::epithet;
use super::detect::initials::evidence::is_lettered;
use super::detect::neighbour::{is_initial, is_postscript, touches};
use super::finding::{Evidence, Finding, Kind, Role, Tier};
use super::score::{Board, Signal, SignalsByToken};
use super::token::{Case, Gap};
use crate::text::Span;
use smallvec::{SmallVec, smallvec};

/// Small words inside names: *von der Pahlen*, *de la Cruz*, *al-Hassan*.
pub(crate) const PARTICLES: [&str; 24] = [
    "v", "á", "í", "dos", "del", "von", "van", "der", "den", "de", "la", "da", "di", "af", "el", "al", "bin", "bint",
    "ibn", "abu", "ben", "le", "ter", "zu",
];

/// Prepositions of place: a name nobody lists after one of them is rather a place.
const PLACE_BEFORE: [&str; 10] = ["i", "på", "nær", "omkring", "udenfor", "ved", "in", "at", "near", "around"];

/// The name words of a mention as token indices; initials too, particles not.
pub type Words = SmallVec<[usize; 4]>;

/// Where somebody is named, without the reasons.
#[derive(Clone, Debug)]
pub struct Outline {
    /// Where.
    pub span: Span,
    /// A person or a place.
    pub kind: Kind,
    /// How sure.
    pub tier: Tier,
    /// The name words in it.
    pub words: Words,
}

/// One stretch that names somebody, as words.
#[derive(Clone, Debug)]
pub struct Mention {
    /// The finding it makes.
    pub finding: Finding,
    /// The name words in it.
    pub words: Words,
    /// The role that cues beside it give.
    pub role: Option<Role>,
    /// The role that the collection's lists give, and whether two words of one listed person stand together here.
    pub listed: Option<(Role, bool)>,
    /// Whether it stands under a sign-off.
    pub signed: bool,
}

/// Joins neighbouring raised words to mentions, in text order, with the evidence for each.
pub fn mentions(context: &Context<'_>, board: &Board) -> Vec<Mention> {
    let signals = board.signals();
    outlines(context, board, &signals)
        .into_iter()
        .map(|Outline { span, kind, tier, words }| {
            let of_words = || words.iter().flat_map(|&index| signals.of(index));
            let mut evidence: Vec<Evidence> = Vec::new();
            words.iter().for_each(|&index| signals.evidence(context, index, &mut evidence));
            evidence.sort();
            evidence.dedup();
            let role = of_words().find_map(Signal::role);
            let listed = of_words().filter_map(Signal::listed).max_by_key(|(_, full)| *full);
            let signed = of_words().any(|signal| matches!(signal, Signal::SignOff(_)));
            Mention { finding: Finding { span, kind, tier, evidence }, words, role, listed, signed }
        })
        .collect()
}

/// Where the mentions are, in text order.
pub fn outlines(context: &Context<'_>, board: &Board, signals: &SignalsByToken) -> Vec<Outline> {
    let tiers: Vec<Option<Tier>> = (0..context.words.len()).map(|index| board.tier(index)).collect();
    let announced = |index: usize| {
        signals.of(index).any(|signal| matches!(signal, Signal::RoleCue(..) | Signal::NamingCue(..) | Signal::Title(_)))
    };
    let mut outlines = Vec::new();
    let mut index = 0;
    while let Some(tier) = tiers.get(index) {
        let short = || {
            context.tokens.get(index).is_some_and(|token| {
                token.chars <= 3
                    && (token.case == Case::Capital || token.chars == 1 && context.tokens.lower_case_writer())
            })
        };
        if tier.is_none() && !(short() && leading_initial(context, &tiers, index)) {
            index += 1;
            continue;
        }
        let words = grow(context, &tiers, index, announced(index));
        index = words.last().map_or(index, |last| *last) + 1;
        outlines.extend(outline(context, &tiers, signals, words));
    }
    outlines
}

fn tier_at(tiers: &[Option<Tier>], index: usize) -> Option<Tier> {
    tiers.get(index).copied().flatten()
}

/// *M. Hansen*, *H.C. Andersen*, *Kh. Rahbek*, *M Hansen*: up to three initials right before a raised word. The pronoun *I* is none.
fn leading_initial(context: &Context<'_>, tiers: &[Option<Tier>], index: usize) -> bool {
    const MOST: usize = 3;
    let short = |at: &usize| {
        context.tokens.get(*at).is_some_and(|token| {
            // *Kh.* is a sign-off where a line begins, and Karen Helene's in the middle of one.
            let free = |word: &Word| {
                word.cue.is_none() && !word.listing.is_plain_word()
                    || !token.starts_line && token.chars == 2
                    || matches!(context.tokens.lower(token), "kr" | "chr")
            };
            is_initial(token) && !of_a_town(context, *at) && !is_postscript(context, *at) && !is_lettered(context, *at)
                || is_initial_in_lower_case(context, *at)
                || token.case == Case::Capital
                    && token.chars <= 3
                    && context.tokens.get(*at + 1).is_some_and(|next| next.gap == Gap::Dot)
                    && context.words.get(*at).is_some_and(free)
        })
    };
    (index..index + MOST)
        .take_while(short)
        .take_while(|&at| context.tokens.get(at + 1).is_some_and(|next| matches!(next.gap, Gap::Dot | Gap::Space)))
        .any(|at| tier_at(tiers, at + 1).is_some())
        && !(context.tokens.lower_at(index) == "i"
            && context.tokens.get(index + 1).is_some_and(|next| next.gap == Gap::Space))
}

/// *a. ladefoged* from a writer without capitals. *d.* and *m.* are words for *den* and *med*.
fn is_initial_in_lower_case(context: &Context<'_>, index: usize) -> bool {
    context.tokens.lower_case_writer()
        && context.tokens.get(index).is_some_and(|token| token.chars == 1 && token.case == Case::Lower)
        && context.tokens.get(index + 1).is_some_and(|next| next.gap == Gap::Dot)
        && context.listing(index + 1).is_name()
        && !matches!(context.tokens.lower_at(index), "i" | "å" | "d" | "m" | "v")
}

/// *5000 Odense C*: the letter of a postal district after its town and number.
fn of_a_town(context: &Context<'_>, index: usize) -> bool {
    let postcode = index.checked_sub(2).and_then(|at| context.tokens.get(at));
    postcode.is_some_and(|token| token.number && token.chars == 4)
}

/// The name words of the mention that starts at `first`; `announced` when a role, *hedder* or a title stands before it.
fn grow(context: &Context<'_>, tiers: &[Option<Tier>], first: usize, announced: bool) -> Words {
    const LONGEST: usize = 8;
    let mut words = smallvec![first];
    let mut at = first;
    while words.len() < LONGEST {
        let next = continuation(context, tiers, at)
            .or_else(|| (announced && words.len() == 1 && is_announced_surname(context, at + 1)).then_some(at + 1));
        let Some(next) = next else { break };
        words.push(next);
        at = next;
    }
    words
}

/// The next word of the name, over a gap, an initial or particles.
fn continuation(context: &Context<'_>, tiers: &[Option<Tier>], at: usize) -> Option<usize> {
    let current = context.tokens.get(at)?;
    let next = context.tokens.get(at + 1)?;
    // A genitive ends a name: *Mettes Emil*.
    if context.words.get(at).is_some_and(|word| word.genitive) {
        return None;
    }
    let after_initial = next.gap == Gap::Dot
        && (current.chars <= 3 && current.case == Case::Capital
            || current.chars == 1 && context.tokens.lower_case_writer() && context.listing(at + 1).is_name());
    if !touches(next) && !after_initial {
        return None;
    }
    if tier_at(tiers, at + 1).is_some() {
        // *Kære mette emil har*: two first names in lower case are two people only when nothing joins them; one mention hides both.
        return Some(at + 1);
    }
    if joins_in_lower_case(context, at) {
        return Some(at + 1);
    }
    // *H.C. Andersen*: initials run on until the name they lead to.
    if is_initial(current) && is_initial(next) && leading_initial(context, tiers, at + 1) {
        return Some(at + 1);
    }
    // *Mette S.*, *Mette S. Hansen*, *Mette S om*: a capital letter alone after a name; only the pronoun *I* needs a name after it.
    if is_initial(next) && current.case != Case::Lower {
        return (context.tokens.lower(next) != "i" || tier_at(tiers, at + 2).is_some()).then_some(at + 1);
    }
    let mut index = at + 1;
    while context.tokens.get(index).is_some_and(|token| {
        PARTICLES.contains(&context.tokens.lower(token))
            && (touches(token)
                || token.gap == Gap::Dot && context.tokens.get(index - 1).is_some_and(|before| before.chars == 1))
    }) {
        index += 1;
        if index > at + 3 {
            return None;
        }
    }
    // After a particle a capital is a name whatever the lists say: *Birthe von Rosen*. The pronouns among them need a name after them.
    let noble = matches!(
        context.tokens.lower_at(index - 1),
        "von" | "van" | "á" | "í" | "de" | "del" | "dos" | "v" | "d" | "der"
    );
    let pronoun = matches!(context.tokens.lower_at(at + 1), "de" | "den" | "der") || current.case == Case::Lower;
    let listed = tier_at(tiers, index).is_some();
    (index > at + 1
        && (listed || noble && !pronoun && context.words.get(index).is_some_and(|word| word.cue.is_none()))
        && context.tokens.get(index).is_some_and(|token| {
            // *yasmin el-khatib* from a writer without capitals.
            let joined = token.gap == Gap::Hyphen && context.tokens.lower_case_writer();
            (touches(token) || token.gap == Gap::Dot) && (token.case != Case::Lower || joined) && !token.number
        }))
    .then_some(index)
}

/// *Skolepsykologen, Såren Ådal*: after an announced name a capital carries on the name although the word is an ordinary one.
fn is_announced_surname(context: &Context<'_>, index: usize) -> bool {
    context.telling_capital(index)
        && context.listing(index) == Listing::Word
        && context.words.get(index).is_some_and(|word| word.cue.is_none())
        && context.tokens.get(index).is_some_and(|token| token.gap == Gap::Space && token.case == Case::Capital)
}

/// *Ji-woo*; and from a writer without capitals *mie holst sand*, *henning p*: what carries on a name although nothing raised it.
fn joins_in_lower_case(context: &Context<'_>, at: usize) -> bool {
    let (Some(current), Some(next)) = (context.tokens.get(at), context.tokens.get(at + 1)) else { return false };
    let listing = context.listing(at + 1);
    if next.gap == Gap::Hyphen && next.case == Case::Lower {
        return listing != Listing::Kept && !context.lexicon.entry(context.tokens.lower(next)).is_danish_word();
    }
    let habit = context.tokens.lower_case_writer() && current.case == Case::Lower && next.case == Case::Lower;
    // *anita p. holm*: on from the initial.
    if habit && current.chars == 1 && next.gap == Gap::Dot {
        return listing.is_name();
    }
    let surname = matches!(listing, Listing::Surname | Listing::SurnameWord) && context.listing(at).is_name();
    let initial = next.chars == 1 && !next.number && !matches!(context.tokens.lower(next), "i" | "å" | "ø" | "o" | "u");
    habit && next.gap == Gap::Space && (surname || initial && context.listing(at).is_first_name())
}

/// *Mette S., som* and *Mette S. sagde*: the full stop of a final initial goes with it unless it also ends the sentence.
fn with_initials_dot(context: &Context<'_>, span: Span, last: usize) -> Span {
    let initial = context.tokens.get(last).is_some_and(is_initial);
    let rest = context.tokens.lower_text().get(span.end()..).unwrap_or_default();
    let goes_on = rest.strip_prefix('.').is_some_and(|after| {
        after.starts_with([',', ')', ';', ':'])
            || after.starts_with(' ')
                && context
                    .tokens
                    .get(last + 1)
                    .is_some_and(|next| matches!(next.case, Case::Lower) && next.gap == Gap::Dot)
    });
    if initial && goes_on { context.source.span(span.start(), span.end() + 1).unwrap_or(span) } else { span }
}

/// *O'Sullivan*, *D'Angelo*: the letter before an apostrophe goes with the name. *el mahmoud*, *von der recke*: so do particles that are no Danish words.
fn with_prefix(context: &Context<'_>, span: Span) -> Span {
    const PREFIXES: [&str; 17] = [
        "o'", "d'", "o’", "d’", "l'", "von der ", "van der ", "van den ", "von ", "van ", "el ", "el-", "al-", "abu ",
        "ibn ", "bint ", "de la ",
    ];
    let before = context.tokens.lower_text().get(..span.start()).unwrap_or_default();
    PREFIXES
        .iter()
        .find(|prefix| before.strip_suffix(**prefix).is_some_and(|rest| !rest.ends_with(char::is_alphanumeric)))
        .and_then(|prefix| context.source.span(span.start() - prefix.len(), span.end()))
        .unwrap_or(span)
}

fn outline(context: &Context<'_>, tiers: &[Option<Tier>], signals: &SignalsByToken, words: Words) -> Option<Outline> {
    let (&first, &last) = (words.first()?, words.last()?);
    let span = with_initials_dot(context, context.name_span(first)?.union(context.name_span(last)?), last);
    let span = with_prefix(context, span);
    let span = epithet::with(context, span, first);
    let tier = words.iter().filter_map(|&index| tier_at(tiers, index)).min()?;
    Some(if is_place(context, &words, signals) {
        Outline { span, kind: Kind::Place, tier: Tier::Doubt, words }
    } else {
        Outline { span, kind: Kind::Person, tier, words }
    })
}

/// A single word that nobody lists as a name, after a preposition of place and without a word that speaks for a person.
fn is_place(context: &Context<'_>, words: &[usize], signals: &SignalsByToken) -> bool {
    let &[index] = words else { return false };
    let speaks_for_person = || signals.of(index).any(|signal| signal != Signal::Date);
    let inside = index
        .checked_sub(1)
        .is_some_and(|before| matches!(context.tokens.lower_at(before), "i" | "nær" | "omkring" | "udenfor"));
    let unlisted = match context.listing(index) {
        Listing::PlaceName | Listing::ProperNoun | Listing::Unknown => true,
        Listing::Word | Listing::SurnameWord | Listing::Surname | Listing::KeptSurname => inside,
        _ => false,
    };
    let after_place =
        index.checked_sub(1).is_some_and(|before| PLACE_BEFORE.contains(&context.tokens.lower_at(before)))
            && context.tokens.get(index).is_some_and(|token| token.gap == Gap::Space);
    unlisted && after_place && !speaks_for_person()
}
