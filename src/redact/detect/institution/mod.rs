//! Schools, day-care, homes, clubs and firms by their kind and what stands beside it, in any case of letters.
//!
//! Finds: *nørager specialskole*, *gl. hasseris vestre friskole*, *Egeskov Fri- og Efterskole* (a name or a place before the kind); *børnehuset
//! myretuen*, *Klinik Havtorn*, *skolen ved Ålevadet* (a kind, and what it is called; hidden together, for *børnehuset* and then *skole* in
//! brackets reads badly); *ravneholmskolen* (a kind at the end of a word whose front is no kind of school); *solstrålen (hans børnehave)*; *i Det Gule
//! Hus*; *Holger & Søn*, *Undulat A/S*; *går i solsikken* (`house`). What is named so is found again where it stands alone or shortened ([`again`]).
//! Leaves: *den nye skole*, *folkeskolen*, *børnehaven ringede*, and what `rules/keep` holds.
//! Misses: names that are ordinary words before the kind in lower case (*solens skole*); firms and clubs without a word for what they are;
//! a place that is named only by a word in lower case which houses are not called after (*hun går i kludedukken*).
//!
//! The words for what a place is are in `rules/institutions`.

mod after;
pub mod again;
mod before;
mod firm;
mod house;
mod words;

pub use words::{is_house_word, is_institution_word};

use crate::redact::context::{Context, Listing};
use crate::redact::finding::{Evidence, Finding, Kind, Tier};
use crate::redact::language::Language;
use crate::redact::token::{Case, Gap};

/// One finding for each.
pub fn detect(context: &Context<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (index, (token, word)) in context.tokens.all().iter().zip(&context.words).enumerate() {
        let mut found = |range: Option<(usize, usize)>| {
            let span = range.and_then(|(first, last)| {
                let last = with_department(context, with_place(context, last));
                Some(context.tokens.get(first)?.span.union(context.tokens.get(last)?.span))
            });
            findings.extend(span.map(|span| Finding {
                span,
                kind: Kind::Institution,
                tier: Tier::Doubt,
                evidence: vec![Evidence::Shape { shape: "institution" }],
            }));
        };
        if word.house && house::is_named(context, index) {
            found(Some((index, index)));
        }
        if token.gap == Gap::Mark {
            found(firm::joined(context, index).or_else(|| firm::company(context, index)));
        }
        if word.institution {
            let lower = context.tokens.lower(token);
            // *E's skole* is where E goes.
            let named = |first: &usize| {
                let before = context.tokens.all().get(*first..index);
                before.is_some_and(|words| words.iter().any(|word| word.chars > 1))
            };
            found(before::first_word(context, index).filter(named).map(|first| (first, index)));
            found(before::of_two_words(context, index, lower).map(|first| (first, index)));
            found(after::last_word(context, index).map(|last| (index, last)));
            found(explained(context, index).or_else(|| told(context, index)));
            found(firm::company(context, index).filter(|_| lower == "aps"));
            found(one_word(context, index, lower).then_some((index, index)));
            found(club(context, index));
            found(apposed(context, index));
        } else if matches!(token.chars, 2 | 3 | 5) && token.case == Case::Lower && thing_beside(context, index) {
            found(Some((index - 1, index + 1)));
        } else if matches!(token.chars, 3 | 5 | 6 | 7) && token.case == Case::Lower {
            match context.tokens.lower(token) {
                "stu" => found(after::thing_after(context, index).map(|name| (name, name))),
                "plads" => found(after::offered(context, index).map(|name| (name, name))),
                "hed" | "hedder" | "kaldes" => found(after::renamed(context, index).map(|name| (name, name))),
                _ => {}
            }
        } else if token.chars == 10 && context.tokens.lower(token) == "aflastning" {
            found(after::thing_after(context, index).map(|name| (name, name)));
        } else if matches!(token.chars, 2 | 3) && token.case == Case::Capital {
            found(titled(context, index));
        }
    }
    findings
}

/// *Solsikken i Gjellerup*, *Kilden i Lille Torup*: the small place that tells which one of that name it is. Returns the last word of it.
fn with_place(context: &Context<'_>, last: usize) -> usize {
    let preposition = last + 1;
    let spaced = |at: usize| context.tokens.get(at).is_some_and(|token| token.gap == Gap::Space);
    if !matches!(context.tokens.lower_at(preposition), "i" | "ved") || !spaced(preposition) {
        return last;
    }
    let place = |at: usize| {
        spaced(at)
            && context.telling_capital(at)
            && context.words.get(at).is_some_and(|word| word.cue.is_none() && !word.institution)
    };
    let small = |at: usize| {
        place(at)
            && match context.listing(at) {
                Listing::PlaceName
                | Listing::ProperNoun
                | Listing::Surname
                | Listing::SurnameWord
                | Listing::Unknown
                | Listing::Misspelt => true,
                // Put together of words, and in no dictionary: *Brudager*.
                Listing::Word => !context.entry(at).is_known(),
                _ => false,
            }
    };
    let sized = matches!(
        context.tokens.lower_at(preposition + 1),
        "lille" | "store" | "gammel" | "nørre" | "sønder" | "øster" | "vester" | "over" | "neder"
    );
    match (small(preposition + 1), sized && place(preposition + 1) && small(preposition + 2)) {
        (_, true) => preposition + 2,
        (true, false) => preposition + 1,
        (false, false) => last,
    }
}

/// *Kobberbakkeskolen, afd. Sydby*: the house of it. Returns the last word.
fn with_department(context: &Context<'_>, last: usize) -> usize {
    let (word, name) = (last + 1, last + 2);
    let comma = context.tokens.get(word).is_some_and(|token| matches!(token.gap, Gap::Comma | Gap::Space));
    let told = comma && matches!(context.tokens.lower_at(word), "afd" | "afdeling" | "matrikel" | "matriklen");
    let near = matches!(between(context, name), ". " | " " | ".");
    let named = context.words.get(name).is_some_and(|word| word.cue.is_none() && !word.function)
        && context.tokens.get(name).is_some_and(|token| token.chars > 3)
        && context.listing(name) != Listing::Kept;
    if told && near && named { name } else { last }
}

/// What stands between the word at `at` and the one before it.
fn between<'c>(context: &'c Context<'_>, at: usize) -> &'c str {
    let before = at.checked_sub(1).and_then(|index| context.tokens.get(index)).map_or(0, |token| token.span.end());
    let start = context.tokens.get(at).map_or(before, |token| token.span.start());
    context.tokens.lower_text().get(before..start).unwrap_or_default()
}

/// *ravneholmskolen*: a kind at the end of a word, and before it what is no kind of school.
fn one_word(context: &Context<'_>, index: usize, lower: &str) -> bool {
    let capital = context.tokens.get(index).is_some_and(|token| token.case == Case::Capital);
    let base = lower.strip_suffix('s').unwrap_or(lower);
    words::name_front(lower).is_some()
        && context.listing(index) != Listing::Kept
        && (capital || !context.lexicon.entry(base).is_danish_word())
}

/// *solstrålen (hans børnehave)*: a word, and in brackets what it is.
fn explained(context: &Context<'_>, kind: usize) -> Option<(usize, usize)> {
    const POSSESSIVES: [&str; 8] = ["hans", "hendes", "vores", "deres", "en", "et", "den", "min"];
    let whose = POSSESSIVES.contains(&context.tokens.lower_at(kind.checked_sub(1)?));
    let opened = if whose { kind - 1 } else { kind };
    let name = opened.checked_sub(1)?;
    let token = context.tokens.get(name)?;
    let word = context.words.get(name)?;
    let bracket = between(context, opened).trim() == "(" && between(context, kind + 1).starts_with(')');
    // *udgifterne (børnehave)* in lower case is no name, *solstrålen (hans børnehave)* is.
    (bracket
        && (whose || context.telling_capital(name))
        && !word.listing.is_first_name()
        && !token.number
        && token.chars > 3
        && word.cue.is_none()
        && !word.institution
        && !matches!(word.listing, Listing::Kept | Listing::KeptSurname | Listing::KeptFirstName)
        && !word.verb)
        .then_some((name, name))
}

/// *i skovmusen som er en lille børnehave*, *Egelyst er et bosted*: a word, and in the same breath what it is.
fn told(context: &Context<'_>, kind: usize) -> Option<(usize, usize)> {
    let mut at = kind.checked_sub(1)?;
    let article =
        |at: usize| matches!(context.tokens.lower_at(at), "en" | "et" | "hans" | "hendes" | "vores" | "kommunens");
    if !article(at) && context.listing(at) == Listing::Word {
        at = at.checked_sub(1)?;
    }
    let verb =
        at.checked_sub(1).filter(|&verb| article(at) && matches!(context.tokens.lower_at(verb), "er" | "var"))?;
    let relative = verb.checked_sub(1).filter(|&at| matches!(context.tokens.lower_at(at), "som" | "der"));
    let name = relative.unwrap_or(verb).checked_sub(1)?;
    let (token, word) = (context.tokens.get(name)?, context.words.get(name)?);
    let lower = context.tokens.lower(token);
    let joined = (name + 1..kind)
        .all(|at| context.tokens.get(at).is_some_and(|token| matches!(token.gap, Gap::Space | Gap::Comma)));
    let led =
        name.checked_sub(1).is_some_and(|at| matches!(context.tokens.lower_at(at), "i" | "på" | "til" | "fra" | "ved"));
    let thing = word.listing == Listing::Word
        && ["en", "et"].iter().any(|end| lower.ends_with(end))
        && led
        && relative.is_some();
    let named = matches!(word.listing, Listing::Unknown | Listing::PlaceName)
        || context.telling_capital(name) && word.listing == Listing::Word
        || after::ends_like_a_name(lower) && (led || word.listing != Listing::Word)
        || thing;
    (joined && named && token.chars > 4 && word.cue.is_none() && !word.verb && !word.institution)
        .then_some((name, name))
}

/// *en plads på et bosted, rønnehegnet*: the kind, a comma, and a word that houses are called by and no dictionary has.
fn apposed(context: &Context<'_>, kind: usize) -> Option<(usize, usize)> {
    let name = kind + 1;
    let token = context.tokens.get(name).filter(|token| token.gap == Gap::Comma && token.case == Case::Lower)?;
    let ends = context.tokens.get(name + 1).is_none_or(|next| matches!(next.gap, Gap::Comma | Gap::Break | Gap::Line));
    let lower = context.tokens.lower(token);
    let house = context.is_compound(name) && (words::ends_like_a_house(lower) || after::ends_like_a_name(lower));
    (house && ends).then_some((name, name))
}

/// *Smedjen ved Broen*, *Huset på Hjørnet*: two things with capitals in mid-sentence, and the word at `at` between them.
fn thing_beside(context: &Context<'_>, at: usize) -> bool {
    let beside = matches!(context.tokens.lower_at(at), "ved" | "på" | "under" | "bag");
    let Some(front) = at.checked_sub(1).filter(|_| beside && !context.capital_habit) else { return false };
    let thing = |at: usize| {
        let lower = context.tokens.lower_at(at);
        context.tokens.get(at).is_some_and(|token| token.case == Case::Capital && token.chars > 4)
            && context.telling_capital(at)
            && context.entry(at).is_danish_word()
            && !context.listing(at).is_first_name()
            && ["en", "et"].iter().any(|end| lower.ends_with(end))
            && context.words.get(at).is_some_and(|word| word.cue.is_none())
    };
    let spaced = |at: usize| context.tokens.get(at).is_some_and(|token| token.gap == Gap::Space);
    thing(front) && thing(at + 1) && spaced(at) && spaced(at + 1)
}

/// *vejrumbro if*, *ishøj fc*: a place in lower case and the letters of a sports club.
fn club(context: &Context<'_>, letters: usize) -> Option<(usize, usize)> {
    let place = letters.checked_sub(1)?;
    let near = context.tokens.get(letters).is_some_and(|token| token.gap == Gap::Space);
    let (token, lower) = (context.tokens.get(place)?, context.tokens.lower_at(letters));
    let named = match context.listing(place) {
        Listing::PlaceName | Listing::KeptSurname => true,
        Listing::Kept => context.entry(place).is_dictionary_place(),
        Listing::Surname | Listing::Unknown | Listing::ProperNoun => token.chars > 3,
        // Put together of words, and in no dictionary.
        Listing::Word => token.chars > 5 && !context.entry(place).is_known(),
        _ => false,
    };
    (matches!(lower, "if" | "fc" | "bk" | "gf" | "uf")
        && context.language_at(place) != Language::English
        && near
        && named
        && token.case == Case::Lower)
        .then_some((place, letters))
}

/// *i Det Gule Hus*: an article with a capital in mid-sentence, and words with capitals that no office has.
fn titled(context: &Context<'_>, article: usize) -> Option<(usize, usize)> {
    const OFFICES: [&str; 17] = [
        "råd",
        "nævn",
        "afdeling",
        "enhed",
        "team",
        "rådgivning",
        "organisation",
        "styrelse",
        "kommission",
        "forvaltning",
        "udvalg",
        "tilsyn",
        "korps",
        "psykiatri",
        "fond",
        "forening",
        "institut",
    ];
    if !matches!(context.tokens.lower_at(article), "det" | "den" | "de")
        || !context.telling_capital(article)
        || context.capital_habit
    {
        return None;
    }
    let led = article.checked_sub(1).is_some_and(|before| {
        // *en børnehave, Den Gule Flyver*
        let said = context.words.get(before).is_some_and(|word| word.institution)
            && context.tokens.get(article).is_some_and(|token| token.gap == Gap::Comma);
        said || matches!(
            context.tokens.lower_at(before),
            "i" | "på" | "fra" | "til" | "ved" | "hos" | "af" | "hedder" | "hed"
        )
    });
    let capital = |at: usize| {
        context.tokens.get(at).is_some_and(|token| token.gap == Gap::Space && token.case == Case::Capital)
            && context.telling_capital(at)
            && context.words.get(at).is_some_and(|word| word.cue.is_none() && word.listing == Listing::Word)
            && !OFFICES.iter().any(|office| context.tokens.lower_at(at).contains(office))
    };
    (led && capital(article + 1) && capital(article + 2)).then_some((article, article + 2))
}
