//! Schools, day-care and homes by their kind and what stands beside it, in any case of letters.
//!
//! Finds: *nørager specialskole*, *Holtum Slagteri*, *vestfjor læsesenter* (a name or a place before the kind); *børnehuset myretuen*, *vuggestuen
//! Grævlingen*, *skolen ved Ålevadet* (a kind in the definite, and what it is called; hidden together, for *børnehuset* and then *skole* in brackets reads badly); *ravneholmskolen* (a kind at the end of a word whose front is
//! no kind of school).
//! Leaves: *den nye skole*, *folkeskolen*, *børnehaven ringede*.
//! Misses: names that are ordinary words before the kind in lower case (*solens skole*); firms and clubs without a word for what they are.

use crate::redact::context::{Context, Listing};
use crate::redact::finding::{Evidence, Finding, Kind, Tier};
use crate::redact::token::{Case, Gap};

/// What a name may stand before, as it is written last in the name of a place: *Lindum Friskole*.
const KINDS: [&str; 46] = [
    "skole",
    "friskole",
    "privatskole",
    "realskole",
    "specialskole",
    "lilleskole",
    "efterskole",
    "heldagsskole",
    "dagskole",
    "ungdomsskole",
    "kostskole",
    "produktionsskole",
    "grundskole",
    "centralskole",
    "gymnasium",
    "børnehave",
    "specialbørnehave",
    "skovbørnehave",
    "naturbørnehave",
    "vuggestue",
    "børnehus",
    "børnegård",
    "fritidshjem",
    "fritidsklub",
    "fritidscenter",
    "specialcenter",
    "børnecenter",
    "ungdomscenter",
    "læsecenter",
    "bosted",
    "opholdssted",
    "plejehjem",
    "bofællesskab",
    "behandlingshjem",
    "børnehjem",
    "botilbud",
    "daginstitution",
    "slagteri",
    "mejeri",
    "maskinfabrik",
    "fodboldklub",
    "idrætsforening",
    "rideklub",
    "svømmeklub",
    "landsbyordning",
    "børnecenter",
];

/// The same in the definite, after which a name may stand: *børnehuset Myretuen*.
const DEFINITE: [&str; 32] = [
    "børnehuset",
    "familiehuset",
    "vuggestuen",
    "børnehaven",
    "specialbørnehaven",
    "skovbørnehaven",
    "naturbørnehaven",
    "børnegården",
    "bostedet",
    "opholdsstedet",
    "botilbuddet",
    "bofællesskabet",
    "fritidshjemmet",
    "fritidsklubben",
    "efterskolen",
    "specialskolen",
    "friskolen",
    "privatskolen",
    "behandlingshjemmet",
    "børnehjemmet",
    "plejehjemmet",
    "døgninstitutionen",
    "aflastningsstedet",
    "institutionen",
    "dagskolen",
    "kolonihaven",
    "kollegiet",
    "ungdomshuset",
    "værestedet",
    "krisecentret",
    "krisecenteret",
    "daginstitutionen",
];

/// Ends of one-word names.
const ENDS: [&str; 12] = [
    "skolen",
    "friskolen",
    "privatskolen",
    "specialskolen",
    "børnehaven",
    "børnehuset",
    "vuggestuen",
    "efterskolen",
    "lilleskolen",
    "fritidshjemmet",
    "børnegården",
    "centerskolen",
];

/// Fronts that make a kind of school and no name.
const FRONTS: [&str; 60] = [
    "folke",
    "special",
    "privat",
    "efter",
    "fri",
    "hel",
    "heldags",
    "ungdoms",
    "grund",
    "høj",
    "professionshøj",
    "kost",
    "erhvervs",
    "handels",
    "musik",
    "aften",
    "dag",
    "natur",
    "skov",
    "produktions",
    "lille",
    "real",
    "distrikts",
    "mellem",
    "over",
    "ind",
    "hjemme",
    "sprog",
    "central",
    "kommune",
    "børne",
    "basis",
    "sommer",
    "weekend",
    "danse",
    "ride",
    "køre",
    "svømme",
    "folkehøj",
    "film",
    "landbrugs",
    "lærer",
    "under",
    "forberedelses",
    "modtage",
    "mor",
    "bonde",
    "normal",
    "almen",
    "friluft",
    "idræts",
    "tegnsprogs",
    "døve",
    "blinde",
    "søndags",
    "korrespondance",
    "konge",
    "tekniske",
    "design",
    "pige",
];

/// Whether a lower-case word is or ends in one of these.
pub fn is_institution_word(lower: &str) -> bool {
    let base = lower.strip_suffix('s').unwrap_or(lower);
    KINDS.contains(&lower)
        || KINDS.contains(&base)
        || DEFINITE.contains(&lower)
        || ENDS.iter().any(|end| base.ends_with(end))
}

/// One finding for each.
pub fn detect(context: &Context<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (index, word) in context.words.iter().enumerate() {
        let Some(token) = context.tokens.get(index).filter(|_| word.institution) else { continue };
        let lower = context.tokens.lower(token);
        let base = lower.strip_suffix('s').unwrap_or(lower);
        let range = if KINDS.contains(&lower) || KINDS.contains(&base) {
            named_before(context, index).map(|first| (first, index))
        } else if DEFINITE.contains(&lower) || lower == "skolen" {
            named_after(context, index).map(|last| (index, last))
        } else {
            one_word(context, index, base).then_some((index, index))
        };
        let span =
            range.and_then(|(first, last)| Some(context.tokens.get(first)?.span.union(context.tokens.get(last)?.span)));
        findings.extend(span.map(|span| Finding {
            span,
            kind: Kind::Institution,
            tier: Tier::Doubt,
            evidence: vec![Evidence::Shape { shape: "institution" }],
        }));
    }
    findings
}

/// Where the name before a kind begins: up to three words that are names, places or unknown, or have a capital that says something.
fn named_before(context: &Context<'_>, kind: usize) -> Option<usize> {
    const LONGEST: usize = 3;
    let mut first = None;
    for step in 1..=LONGEST {
        let Some(at) = kind.checked_sub(step) else { break };
        let joined =
            context.tokens.get(at + 1).is_some_and(|token| matches!(token.gap, Gap::Space | Gap::Hyphen | Gap::Dot));
        let speaks = match context.listing(at) {
            Listing::PlaceName | Listing::Surname | Listing::ProperNoun | Listing::KeptSurname => true,
            Listing::Unknown => context.tokens.get(at).is_some_and(|token| token.chars > 3),
            _ => context.telling_capital(at) && context.words.get(at).is_some_and(|word| word.cue.is_none()),
        };
        let direction = first.is_some()
            && matches!(
                context.tokens.lower_at(at),
                "nørre"
                    | "sønder"
                    | "øster"
                    | "vester"
                    | "store"
                    | "lille"
                    | "gl"
                    | "gammel"
                    | "sankt"
                    | "ny"
                    | "vestre"
                    | "østre"
            );
        if !joined || !(speaks || direction) {
            break;
        }
        first = Some(at);
    }
    first
}

/// The last word of the name after a kind in the definite: with a capital, or in lower case a thing in the definite that is no verb.
fn named_after(context: &Context<'_>, kind: usize) -> Option<usize> {
    let next = kind + 1;
    let token = context.tokens.get(next)?;
    let lower = context.tokens.lower(token);
    if context.tokens.lower_at(kind) == "skolen" || lower == "ved" {
        let place = next + 1;
        let named = lower == "ved"
            && (context.telling_capital(place)
                || matches!(context.listing(place), Listing::Unknown | Listing::PlaceName));
        return (named && context.words.get(place).is_some_and(|word| word.cue.is_none())).then_some(place);
    }
    let joined = matches!(token.gap, Gap::Space) || matches!(token.gap, Gap::Mark) && token.case == Case::Capital;
    let thing = context.listing(next) == Listing::Word
        && token.chars > 5
        && ["en", "et", "erne"].iter().any(|end| lower.ends_with(end))
        && context.words.get(next).is_some_and(|word| word.cue.is_none() && !word.verb);
    let named = token.case == Case::Capital && context.listing(next) != Listing::Kept && !token.starts_sentence
        || thing
        || matches!(context.listing(next), Listing::Unknown | Listing::PlaceName);
    (joined && named).then_some(next)
}

/// *ravneholmskolen*: a kind at the end of a word, and before it what is no kind of school.
fn one_word(context: &Context<'_>, index: usize, base: &str) -> bool {
    ENDS.iter().filter_map(|end| base.strip_suffix(end)).any(|front| {
        let root = front.strip_suffix('s').unwrap_or(front);
        front.chars().count() > 2
            && !FRONTS.contains(&front)
            && !FRONTS.contains(&root)
            && !ENDS.iter().any(|end| end.strip_suffix("en").is_some_and(|end| front == end))
            && context.listing(index) != Listing::Kept
            && !context.lexicon.entry(base).is_danish_word()
    })
}
