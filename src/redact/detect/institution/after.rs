//! A name after what the place is: *børnehuset myretuen*, *Klinik Havtorn*, *skolen ved Ålevadet*, *efterskolen hedder Vesterlund*.

use super::words::{is_definite, is_leading};
use crate::redact::context::{Context, Listing};
use crate::redact::token::{Case, Gap};

/// Ends of words that are made to be the name of a house.
const NAME_ENDS: [&str; 34] = [
    "fryd", "lyst", "høj", "lund", "bo", "ly", "glimt", "dal", "bakke", "bakken", "gård", "gården", "hytten", "reden",
    "borg", "holm", "toft", "vang", "vangen", "minde", "sol", "blik", "eng", "haven", "stjernen", "bøgen", "huset",
    "lyset", "rosen", "strålen", "buen", "tuen", "bøtten", "hønen",
];
/// Ends that say as much with the genitive of the definite: *nordgårdens*, *vesterhavets*.
const GENITIVE_ENDS: [&str; 16] = [
    "gård", "bakke", "lund", "høj", "hav", "sø", "dal", "skov", "vang", "mark", "eng", "toft", "holm", "bjerg", "bro",
    "strand",
];
/// Places stand after these, too: *skolen på Sletten*.
const AT: [&str; 6] = ["ved", "på", "under", "bag", "mellem", "i"];

/// Whether a word ends as the names of houses do.
pub(super) fn ends_like_a_name(lower: &str) -> bool {
    const SHORTEST: usize = 6;
    lower.chars().count() >= SHORTEST && NAME_ENDS.iter().any(|end| lower.ends_with(end))
}

/// Whether a genitive is made of such a word: *nordgårdens fritidshjem*.
pub(super) fn owns_like_a_name(lower: &str) -> bool {
    const SHORTEST: usize = 7;
    let root = ["ens", "ets", "s"].iter().find_map(|end| lower.strip_suffix(end)).unwrap_or_default();
    root.chars().count() >= SHORTEST && GENITIVE_ENDS.iter().any(|end| root.ends_with(end))
}

/// *skolen (kornvænget øst)*: in brackets, up to two words and nothing else.
fn in_brackets(context: &Context<'_>, kind: usize) -> Option<usize> {
    const MOST: usize = 2;
    if super::between(context, kind + 1) != " (" {
        return None;
    }
    let last = (kind + 1..=kind + MOST).find(|&at| super::between(context, at + 1).starts_with(')'))?;
    let free =
        (kind + 1..=last).all(|at| {
            context.words.get(at).is_some_and(|word| {
                word.cue.is_none() && !word.institution && word.listing != Listing::Kept && !word.verb
            }) && context.tokens.get(at).is_some_and(|token| !token.number)
        });
    let first = context.tokens.get(kind + 1)?;
    let lower = context.tokens.lower(first);
    let named = context.telling_capital(kind + 1)
        || matches!(context.listing(kind + 1), Listing::Unknown | Listing::PlaceName)
        || ["vænget", "vejen", "parken"].iter().any(|end| lower.ends_with(end))
        || ends_like_a_name(lower);
    (free && named).then_some(last)
}

/// The last word of the name after the kind at `at`.
pub(super) fn last_word(context: &Context<'_>, at: usize) -> Option<usize> {
    let lower = context.tokens.lower_at(at);
    let school = lower == "skolen";
    if !school && !is_definite(lower) {
        return is_leading(lower).then(|| after_leading(context, at)).flatten();
    }
    if let Some(last) = in_brackets(context, at) {
        return Some(last);
    }
    let next = called(context, at + 1);
    let token = context.tokens.get(next)?;
    let word = context.tokens.lower(token);
    if AT.contains(&word) && next == at + 1 {
        return at_a_place(context, at, next);
    }
    // What the patterns know of *skolen*: a name with a capital right after it.
    if school && next == at + 1 {
        return None;
    }
    is_name(context, next).then(|| run(context, next))
}

/// Past *der hedder*, *som hedder*, *hedder*, *hed*, *kaldet*.
fn called(context: &Context<'_>, at: usize) -> usize {
    let mut next = at;
    if matches!(context.tokens.lower_at(next), "der" | "som") {
        next += 1;
    }
    if matches!(context.tokens.lower_at(next), "hedder" | "hed" | "kaldet" | "kaldes") { next + 1 } else { at }
}

/// *skolen ved Ålevadet*, *Skolen på Sletten*: only in the middle of a sentence, and never a town or a thing.
fn at_a_place(context: &Context<'_>, kind: usize, preposition: usize) -> Option<usize> {
    let place = preposition + 1;
    let near = context.tokens.lower_at(preposition) == "ved";
    let listing = context.listing(place);
    // Put together of words, and in no dictionary: *skolen ved møllesøen*.
    let compound = listing == Listing::Word && !context.entry(place).is_known();
    let known = compound || matches!(listing, Listing::Unknown | Listing::PlaceName);
    let capital = context.telling_capital(place)
        && !matches!(listing, Listing::Kept | Listing::KeptSurname | Listing::KeptFirstName);
    // Only a kind with a capital is part of a name before *på*: *Skolen på Sletten*, but *skolen på Sletten*.
    let titled =
        context.tokens.get(kind).is_some_and(|token| token.case == Case::Capital) && context.telling_capital(place);
    let free = context.words.get(place).is_some_and(|word| word.cue.is_none());
    (free && (near && (known || capital) || titled && capital)).then_some(place)
}

/// *Klinik Havtorn*, *stu Kompasset*: after a kind without an article only a capital is a name.
fn after_leading(context: &Context<'_>, at: usize) -> Option<usize> {
    let mut next = at + 1;
    // *sfo'en Krudtuglen*
    if context.tokens.lower_at(next) == "en" && context.tokens.get(next).is_some_and(|token| token.gap == Gap::Mark) {
        next += 1;
    }
    let token = context.tokens.get(next)?;
    // *klub kometen*: these are never said without an article unless a name follows.
    let bare = matches!(
        context.tokens.lower_at(at),
        "klub"
            | "fritidsklub"
            | "ungdomsklub"
            | "klinik"
            | "sfo"
            | "stu"
            | "salon"
            | "hotel"
            | "kro"
            | "café"
            | "cafe"
            | "kaffebar"
    ) && token.case == Case::Lower
        && ["en", "et", "erne"].iter().any(|end| context.tokens.lower(token).ends_with(end));
    let named =
        token.gap == Gap::Space && (context.telling_capital(next) || bare) && !token.number && is_name(context, next);
    // *ungecenter nord*
    let quarter = token.gap == Gap::Space && is_quarter(context, next);
    (named || quarter).then(|| run(context, next))
}

/// One of the quarters that places with one name are told apart by, and no direction in which something lies (*kro nord for byen*).
fn is_quarter(context: &Context<'_>, at: usize) -> bool {
    matches!(context.tokens.lower_at(at), "nord" | "syd" | "øst" | "vest" | "midt" | "city")
        && !matches!(context.tokens.lower_at(at + 1), "for" | "på" | "i")
}

/// *fik plads på kompasset*: a thing in the definite that is offered as a place of care. `at` is the word *plads*.
pub(super) fn offered(context: &Context<'_>, at: usize) -> Option<usize> {
    let offer = (1..=3).filter_map(|back| at.checked_sub(back)).any(|at| {
        matches!(
            context.tokens.lower_at(at),
            "fik" | "får" | "fået" | "få" | "tilbudt" | "tilbød" | "tilbyder" | "visiteret" | "søgt" | "har"
        )
    });
    offer.then(|| thing_after(context, at)).flatten()
}

/// *aflastning på fylden*, *stu på kompasset*: a preposition and a thing in the definite, right behind the word at `at`, that is no part of every place.
pub(super) fn thing_after(context: &Context<'_>, at: usize) -> Option<usize> {
    const NO_PLACE: [&str; 30] = [
        "holdet",
        "listen",
        "ventelisten",
        "køen",
        "bilen",
        "bussen",
        "afdelingen",
        "stedet",
        "skolen",
        "gymnasiet",
        "universitetet",
        "højskolen",
        "livet",
        "samfundet",
        "klassen",
        "hjemmet",
        "området",
        "børnehjemmet",
        "institutionen",
        "gården",
        "hospitalet",
        "kommunen",
        "sygehuset",
        "weekenden",
        "centeret",
        "centret",
        "døgnet",
        "huset",
        "familien",
        "verden",
    ];
    let name = at + 2;
    let lower = context.tokens.lower_at(name);
    let led = matches!(context.tokens.lower_at(at + 1), "på" | "i");
    let thing = context
        .words
        .get(name)
        .is_some_and(|word| word.listing == Listing::Word && word.cue.is_none() && !word.institution);
    let definite = lower.chars().count() > 5 && ["en", "et"].iter().any(|end| lower.ends_with(end));
    let plain = context.tokens.get(name).is_some_and(|token| token.case == Case::Lower && token.gap == Gap::Space);
    (led && thing && definite && plain && !NO_PLACE.contains(&lower)).then_some(name)
}

/// *det hedder ikke Bakken mere, den hedder stenhøj*: an institution in the same breath, and a word that is made to be a name. `at` is the verb.
pub(super) fn renamed(context: &Context<'_>, at: usize) -> Option<usize> {
    const BEFORE: usize = 10;
    let name = at + 1;
    let lower = context.tokens.lower_at(name);
    let named = context.tokens.get(name).is_some_and(|token| token.gap == Gap::Space && !token.number)
        && context
            .words
            .get(name)
            .is_some_and(|word| word.cue.is_none() && !word.listing.is_first_name() && word.listing != Listing::Kept)
        && ends_like_a_name(lower);
    let thing = at.checked_sub(1).is_some_and(|before| {
        matches!(context.tokens.lower_at(before), "den" | "det" | "som" | "der" | "stedet" | "nu")
    });
    let place = || {
        (1..=BEFORE)
            .filter_map(|back| at.checked_sub(back))
            .any(|at| context.words.get(at).is_some_and(|word| word.institution))
    };
    (named && thing && place()).then_some(name)
}

/// Whether the word is the name of a house: with a capital, or in lower case a thing in the definite that is no verb.
fn is_name(context: &Context<'_>, at: usize) -> bool {
    let Some((token, word)) = context.tokens.get(at).zip(context.words.get(at)) else { return false };
    let lower = context.tokens.lower(token);
    let quoted = token.gap == Gap::Mark;
    let joined = token.gap == Gap::Space || quoted && token.case == Case::Capital;
    if !joined || token.number || word.cue.is_some() {
        return false;
    }
    let thing = matches!(word.listing, Listing::Word | Listing::Misspelt | Listing::SurnameWord)
        && !word.verb
        && token.chars > 5
        && (ends_like_a_name(lower) || ["en", "et", "erne"].iter().any(|end| lower.ends_with(end)));
    // *Familiehuset Limfjorden*: both with a capital.
    let titled =
        || at.checked_sub(1).and_then(|kind| context.tokens.get(kind)).is_some_and(|kind| kind.case == Case::Capital);
    let kept = word.listing == Listing::Kept && !(titled() && context.entry(at).is_dictionary_place());
    token.case == Case::Capital && !token.starts_sentence && !kept && !is_small_word(lower)
        || thing
        || matches!(word.listing, Listing::Unknown | Listing::PlaceName)
        || matches!(word.listing, Listing::Surname | Listing::SurnameWord) && ends_like_a_name(lower)
}

/// Pronouns and the like, which some write with a capital: *børnehaven Jeg nævnte*.
fn is_small_word(lower: &str) -> bool {
    matches!(
        lower,
        "jeg"
            | "vi"
            | "han"
            | "hun"
            | "de"
            | "dem"
            | "du"
            | "i"
            | "og"
            | "men"
            | "vil"
            | "har"
            | "er"
            | "kan"
            | "skal"
            | "ikke"
            | "siger"
            | "som"
            | "der"
            | "at"
    )
}

/// Further words with a capital: *Det Gule Hus*, *Ved Søen*.
fn run(context: &Context<'_>, first: usize) -> usize {
    const LONGEST: usize = 3;
    let mut last = first;
    while last + 1 < first + LONGEST
        && context
            .tokens
            .get(last + 1)
            .is_some_and(|token| matches!(token.gap, Gap::Space | Gap::Hyphen) && token.case == Case::Capital)
        && context.telling_capital(last + 1)
        && context
            .words
            .get(last + 1)
            .is_some_and(|word| word.cue.is_none() && word.listing != Listing::Kept && !word.genitive)
        && context.tokens.get(last).is_some_and(|token| token.case == Case::Capital)
    {
        last += 1;
    }
    // *Ungehuset Pakhus 9*
    let numbered =
        context.tokens.get(last + 1).is_some_and(|token| token.number && token.chars <= 2 && token.gap == Gap::Space)
            && context.tokens.get(last + 2).is_none_or(|next| next.gap != Gap::Space);
    if numbered { last + 1 } else { last }
}
