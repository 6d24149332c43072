//! Where somebody lives, when only the lists tell it from an ordinary word: a street without its number, a town with its postcode in lower
//! case, a village.
//!
//! Finds: *på Rønnebærvej*, *nede ad møllevej*; *4296 nyrup*, *Kolonien 7, 4296 Nyrup*, *nr. 14 på Rønnebærvej*, *vi bor i Lærkereden 4*; *i lille torup*, *vi bor i vejrumbro*, *vi kom fra Knebel*.
//! Leaves: *på motorvejen*, *på vej hjem*, *4000 børn*, *vi bor i lejlighed*, towns and municipalities of `rules/keep`.
//! Also *i Nr. Tåstrup*, *fra ø. brændeskov*, *i bøgvad huse*, *bussen fra farsbølle*.
//! Misses: farms and houses, a hamlet in lower case that is an ordinary word (*vi bor i knebel*), what is described (*ved den sidste bro*).

use crate::redact::context::{Context, Listing};
use crate::redact::finding::{Evidence, Finding, Kind, Tier};
use crate::redact::language::Language;
use crate::redact::token::{Case, Gap};

const STREETS: [&str; 16] = [
    "vej",
    "vejen",
    "gade",
    "gaden",
    "allé",
    "alle",
    "alléen",
    "stræde",
    "strædet",
    "vænge",
    "vænget",
    "boulevard",
    "svinget",
    "parken",
    "bakken",
    "stien",
];
/// Streets that every town has, and words that end like one.
const NO_STREET: [&str; 40] = [
    "motorvej",
    "motorvejen",
    "hovedvej",
    "hovedvejen",
    "landevej",
    "landevejen",
    "sidevej",
    "sidevejen",
    "blindvej",
    "blindvejen",
    "gågade",
    "gågaden",
    "hovedgade",
    "hovedgaden",
    "sidegade",
    "cykelvej",
    "privatvej",
    "grusvej",
    "skolevej",
    "skolevejen",
    "hjemvej",
    "hjemvejen",
    "omvej",
    "omvejen",
    "genvej",
    "udvej",
    "udvejen",
    "opgave",
    "villavej",
    "villavejen",
    "ringvejen",
    "arbejdsvej",
    "klagevej",
    "luftvej",
    "tilbagevej",
    "tilbagevejen",
    "parkvej",
    "halvvejen",
    "forvejen",
    "undervejen",
];
/// Verbs of living and moving.
const DWELL: [&str; 22] = [
    "bor", "boede", "boet", "bo", "flytter", "flyttede", "flyttet", "flytte", "kommer", "kom", "opvokset", "vokset",
    "stammer", "bosat", "født", "hjemme", "ude", "nede", "oppe", "ovre", "inde", "rejste",
];
/// Ends of the names of villages, as the dictionary's compounds never end.
const VILLAGES: [&str; 61] = [
    "bro", "rup", "trup", "lev", "slev", "løse", "sted", "inge", "bæk", "bjerg", "borg", "lund", "holm", "ved", "rød",
    "skov", "vad", "sø", "havn", "kær", "høj", "drup", "by", "um", "næs", "ager", "hede", "strand", "mose", "dal",
    "toft", "vejle", "strup", "balle", "tved", "rod", "minde", "købing", "sund", "bølle", "klint", "odde", "lunde",
    "vang", "kilde", "bjerge", "huse", "torp", "tofte", "mark", "kirkeby", "magle", "parken", "haven", "vænget",
    "lunden", "bakken", "vangen", "gården", "bjergby", "hule",
];

/// Those of them with which only places end.
const TELLING: [&str; 15] = [
    "rup", "trup", "drup", "strup", "slev", "løse", "bølle", "købing", "toft", "tofte", "tved", "torp", "magle",
    "lunde", "næs",
];

/// One finding for each.
pub fn detect(context: &Context<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (index, token) in context.tokens.all().iter().enumerate() {
        if token.number {
            if token.chars < 4 {
                findings.extend(house(context, index).and_then(|(first, last)| home(context, first, last)));
            } else if token.chars == 4 {
                let town =
                    || is_town_after(context, index).then(|| finding(context, index, index + 1, "postcode")).flatten();
                let house = house_before(context, index).and_then(|street| home(context, street, index + 1));
                findings.extend(house.or_else(town));
            }
        } else if token.chars <= 4 && is_shortened(context, index) {
            findings.extend(finding(context, index, index + 1, "village"));
        } else if token.chars > 3 && token.gap == Gap::Space && led(context, index) {
            if with_tail(context, index) {
                findings.extend(finding(context, index, index + 1, "village"));
            } else if let Some(first) = street(context, index) {
                findings.extend(finding(context, first, index, "street"));
            } else if village(context, index) {
                findings.extend(finding(context, index, index, "village"));
            } else if two_words(context, index) {
                findings.extend(finding(context, index, index + 1, "village"));
            }
        } else if token.chars > 4 && token.gap == Gap::Space && token.case == Case::Capital {
            // *på Gammel Kongevej*
            let first = index.checked_sub(1).filter(|&first| context.telling_capital(first) && led(context, first));
            if let Some(first) = first.filter(|_| context.telling_capital(index) && is_street(context, index)) {
                findings.extend(finding(context, first, index, "street"));
            }
        }
    }
    findings
}

fn finding(context: &Context<'_>, first: usize, last: usize, shape: &'static str) -> Option<Finding> {
    let span = context.tokens.get(first)?.span.union(context.tokens.get(last)?.span);
    Some(Finding { span, kind: Kind::Place, tier: Tier::Doubt, evidence: vec![Evidence::Shape { shape }] })
}

fn home(context: &Context<'_>, first: usize, last: usize) -> Option<Finding> {
    finding(context, first, last, "street").map(|found| Finding { kind: Kind::Address, ..found })
}

/// First and last word of an address whose number stands at `at`: *nr. 14 på Rønnebærvej*, *Rønnebærvej i nummer 14*, *bor i Lærkereden 4*.
fn house(context: &Context<'_>, at: usize) -> Option<(usize, usize)> {
    const MEASURES: [&str; 20] = [
        "gange",
        "dage",
        "dag",
        "uger",
        "uge",
        "år",
        "måneder",
        "mdr",
        "børn",
        "timer",
        "time",
        "minutter",
        "min",
        "km",
        "kr",
        "kroner",
        "mennesker",
        "personer",
        "meter",
        "værelser",
    ];
    const BEFORE: usize = 4;
    let before = at.checked_sub(1)?;
    let named = |at: usize| is_street(context, at) && context.tokens.get(at).is_some_and(|token| token.chars > 4);
    if matches!(context.tokens.lower_at(before), "nr" | "nummer") {
        let led = matches!(context.tokens.lower_at(at + 1), "på" | "ad" | "i");
        if led && named(at + 2) {
            return Some((before, at + 2));
        }
        let street = before
            .checked_sub(1)
            .map(|street| if context.tokens.lower_at(street) == "i" { street.saturating_sub(1) } else { street })?;
        let capital = context.tokens.get(street).is_some_and(|token| token.case == Case::Capital);
        return (capital && named(street)).then_some((street, at));
    }
    let name = context
        .tokens
        .get(before)
        .filter(|name| name.case == Case::Capital && name.chars > 5 && !name.starts_sentence)?;
    let lower = context.tokens.lower(name);
    let house = ["en", "et", "erne", "ly", "bo", "hus", "høj", "lund", "gård", "toft", "hegn"]
        .iter()
        .any(|end| lower.ends_with(end));
    let near = context.tokens.get(at).is_some_and(|token| token.gap == Gap::Space);
    let measured = MEASURES.contains(&context.tokens.lower_at(at + 1));
    let lives = || {
        (2..=BEFORE).map_while(|back| at.checked_sub(back)).any(|at| {
            matches!(
                context.tokens.lower_at(at),
                "bor" | "boede" | "bopæl" | "adresse" | "adressen" | "flyttede" | "flytter" | "ligger"
            )
        })
    };
    (house && near && !measured && context.listing(before) != Listing::Kept && lives()).then_some((before, at))
}

/// Whether a preposition of place stands right before.
fn led(context: &Context<'_>, at: usize) -> bool {
    const LONGEST: u32 = 7;
    let before = at.checked_sub(1).and_then(|before| context.tokens.get(before));
    before.filter(|token| token.chars <= LONGEST && !token.number).is_some_and(|token| {
        matches!(
            context.tokens.lower(token),
            "i" | "på" | "fra" | "til" | "ved" | "nær" | "omkring" | "ad" | "mod" | "langs" | "bag"
        )
    })
}

/// *Kolonien 7, 9997 Nyrup*: a word with a capital, the number of a house, and the town with its postcode, which begins at `at`.
fn house_before(context: &Context<'_>, at: usize) -> Option<usize> {
    let (house, street) = (at.checked_sub(1)?, at.checked_sub(2)?);
    let number =
        context.tokens.get(house).is_some_and(|token| token.number && token.chars <= 3 && token.gap == Gap::Space);
    let comma = context.tokens.get(at).is_some_and(|token| token.gap == Gap::Comma);
    let town = context
        .tokens
        .get(at + 1)
        .is_some_and(|token| token.gap == Gap::Space && token.case == Case::Capital && token.chars > 2);
    let named = context.tokens.get(street).is_some_and(|token| token.case == Case::Capital && token.chars > 3);
    (number && comma && town && named).then_some(street)
}

fn is_street(context: &Context<'_>, at: usize) -> bool {
    let lower = context.tokens.lower_at(at);
    STREETS.iter().any(|end| lower.strip_suffix(end).is_some_and(|front| front.chars().count() > 1))
        && !NO_STREET.contains(&lower)
}

/// Where a street without its number begins. In lower case a street is a word that no dictionary has.
fn street(context: &Context<'_>, at: usize) -> Option<usize> {
    context.tokens.get(at).filter(|token| token.chars > 4)?;
    if !is_street(context, at) {
        return None;
    }
    let lower = context.tokens.lower_at(at);
    let known = context.entry(at).is_danish_word();
    let capital = context.telling_capital(at) && !context.capital_habit;
    let numbered = context.tokens.get(at + 1).is_some_and(|next| next.number && next.gap == Gap::Space);
    // *på bakken*, *i parken* are no names in lower case, *på rønnebærvej* is.
    let way = ["vej", "gade", "allé", "alle", "stræde", "boulevard", "vænget"].iter().any(|end| lower.ends_with(end));
    (!numbered && context.listing(at) != Listing::Kept && (capital || way && !known)).then_some(at)
}

/// *4296 nyrup*: with a capital it is a pattern.
fn is_town_after(context: &Context<'_>, at: usize) -> bool {
    let Some(town) = context.tokens.get(at + 1) else { return false };
    let code = context.tokens.lower_at(at);
    let before = at.checked_sub(1).map_or("", |before| context.tokens.lower_at(before));
    let entry = context.entry(at + 1);
    let place = match context.listing(at + 1) {
        Listing::PlaceName | Listing::Surname | Listing::KeptSurname | Listing::ProperNoun => true,
        Listing::Unknown | Listing::Misspelt => town.chars > 3,
        Listing::Kept => entry.is_dictionary_place(),
        _ => false,
    };
    let year = (code.starts_with("19") || code.starts_with("20")) && code != "2000";
    town.case == Case::Lower
        && town.gap == Gap::Space
        && !town.number
        && place
        && !year
        && !code.starts_with('0')
        && !matches!(before, "lov" | "nr" | "kr" | "side" | "ca")
        && !entry.is_danish_word()
}

/// *i lille torup*, *til Over Jerstal*: a direction or a size, and a word that no ordinary one is.
fn two_words(context: &Context<'_>, at: usize) -> bool {
    const FIRST: [&str; 16] = [
        "nørre", "sønder", "øster", "vester", "store", "lille", "gammel", "sankt", "over", "neder", "nedre", "øvre",
        "kirke", "gamle", "vestre", "østre",
    ];
    let Some(next) = context.tokens.get(at + 1).filter(|next| next.gap == Gap::Space && next.chars > 3 && !next.number)
    else {
        return false;
    };
    let entry = context.entry(at + 1);
    let place = match context.listing(at + 1) {
        Listing::PlaceName | Listing::Unknown => true,
        Listing::Surname | Listing::ProperNoun => !entry.is_first_name(),
        Listing::SurnameWord | Listing::Word => next.case == Case::Capital && context.telling_capital(at),
        _ => false,
    };
    FIRST.contains(&context.tokens.lower_at(at)) && place
}

/// *i Nr. Tåstrup*, *fra ø. brændeskov*: the short word for a direction or a size, its point, and a word that no ordinary one is.
fn is_shortened(context: &Context<'_>, at: usize) -> bool {
    const SHORT: [&str; 14] = ["nr", "sdr", "ndr", "st", "gl", "ø", "v", "n", "s", "vr", "ll", "kr", "vest", "øst"];
    let next = at + 1;
    let pointed = context.tokens.get(at).zip(context.tokens.get(next)).is_some_and(|(short, next)| {
        let between = context.tokens.lower_text().get(short.span.end()..next.span.start());
        matches!(between, Some(". " | ".")) && !next.number && next.chars > 3
    });
    if !SHORT.contains(&context.tokens.lower_at(at)) || !pointed || !led(context, at) {
        return false;
    }
    let capital = context.tokens.get(next).is_some_and(|token| token.case == Case::Capital);
    match context.listing(next) {
        Listing::Unknown | Listing::PlaceName | Listing::Surname | Listing::KeptSurname | Listing::ProperNoun => true,
        Listing::Word | Listing::SurnameWord => capital || context.is_compound(next),
        Listing::Kept => context.entry(next).is_dictionary_place(),
        _ => false,
    }
}

/// *i bøgvad vænge*, *fra Kronborg Teglværk*: a place, and what of it.
fn with_tail(context: &Context<'_>, at: usize) -> bool {
    const TAILS: [&str; 22] = [
        "mark",
        "huse",
        "mølle",
        "enge",
        "strand",
        "hede",
        "overdrev",
        "præstegård",
        "gårde",
        "gde",
        "nor",
        "ø",
        "sø",
        "vænge",
        "kirkeby",
        "by",
        "kro",
        "skov",
        "bro",
        "havn",
        "teglværk",
        "mose",
    ];
    let tail = at + 1;
    let spaced = context.tokens.get(tail).is_some_and(|token| token.gap == Gap::Space);
    let place = match context.listing(at) {
        Listing::Unknown | Listing::PlaceName => true,
        Listing::Surname | Listing::ProperNoun => !context.entry(at).is_first_name(),
        Listing::Word => context.is_compound(at) && context.telling_capital(at),
        _ => false,
    };
    spaced && place && TAILS.contains(&context.tokens.lower_at(tail))
}

/// *vi bor i vejrumbro*, *vi kom fra Knebel*: after a verb of living and a preposition.
fn village(context: &Context<'_>, at: usize) -> bool {
    const BEFORE: usize = 4;
    let Some(token) = context.tokens.get(at) else { return false };
    let lower = context.tokens.lower(token);
    let entry = context.entry(at);
    let word = match token.case {
        // Put together of words, and in no dictionary. *VI BOR I KORSKÆRPARKEN*
        Case::Lower | Case::Upper if token.case == Case::Lower || token.shouted => {
            matches!(context.listing(at), Listing::Word | Listing::Misspelt | Listing::SurnameWord)
                && !entry.is_danish_word()
                && !entry.is_kept()
                && !entry.is_first_name()
                && VILLAGES.iter().any(|end| lower.ends_with(end))
                || context.listing(at) == Listing::PlaceName && !entry.is_english_word()
        }
        Case::Capital => {
            // *Hun bor i Listed*: an English word, too.
            matches!(context.listing(at), Listing::Word | Listing::ForeignWord)
                && context.telling_capital(at)
                && !context.capital_habit
                && context.language_at(at) != Language::English
                && !["en", "et", "erne", "ing", "team", "center", "afdeling"].iter().any(|end| lower.ends_with(end))
        }
        _ => false,
    };
    // *bussen fra farsbølle*: no word that is put together for the occasion ends so.
    let telling = token.case == Case::Lower
        && context.is_compound(at)
        && TELLING.iter().any(|end| lower.ends_with(end))
        && matches!(context.tokens.lower_at(at.saturating_sub(1)), "i" | "fra" | "til" | "ved" | "nær");
    let lived_at = || {
        (2..=BEFORE + 1).map_while(|back| at.checked_sub(back)).any(|at| DWELL.contains(&context.tokens.lower_at(at)))
    };
    word && (telling || lived_at())
}
