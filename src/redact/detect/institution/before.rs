//! A name before what the place is: *Lindum Friskole*, *gl. hasseris vestre friskole*, *Egeskov Fri- og Efterskole*.

use super::words::{LastWord, is_front, kind};
use crate::redact::context::{Context, Listing};
use crate::redact::token::{Case, Gap};

/// Small words that belong to a name when another word of the name stands before or after them.
const DIRECTIONS: [&str; 22] = [
    "nørre", "sønder", "øster", "vester", "store", "lille", "gl", "gammel", "gamle", "sankt", "sct", "skt", "st", "ny",
    "vestre", "østre", "nordre", "søndre", "over", "neder", "kongens", "den",
];
/// Words that stand before a kind of school and name nobody, whatever the lists say of them.
const NO_NAME: [&str; 24] = [
    "kommunens",
    "skolens",
    "byens",
    "barnets",
    "danske",
    "dansk",
    "privat",
    "kommunal",
    "almindelig",
    "denne",
    "min",
    "vores",
    "hans",
    "hendes",
    "deres",
    "en",
    "et",
    "det",
    "og",
    "på",
    "i",
    "folkets",
    "ingen",
    "anden",
];

/// Where the name before the kind at `at` begins: up to five words that are names, places or unknown, or have a capital that says something.
pub(super) fn first_word(context: &Context<'_>, at: usize) -> Option<usize> {
    const LONGEST: usize = 5;
    let last = context.tokens.get(at)?;
    let strong = kind(context.tokens.lower(last))?;
    if strong == LastWord::Capital && !matches!(last.case, Case::Capital | Case::Upper) {
        return None;
    }
    let (mut first, mut open) = (None, None);
    let mut next = over_second_kind(context, at);
    for _ in 0..LONGEST {
        let Some(word) = next.checked_sub(1) else { break };
        let gap = context.tokens.get(next).map_or(Gap::Break, |token| token.gap);
        let lower = context.tokens.lower_at(word);
        let direction = DIRECTIONS.contains(&lower);
        // *vestre skole*: the town has two.
        if direction
            && matches!(lower, "vestre" | "østre" | "nordre" | "søndre")
            && context.tokens.lower(last) == "skole"
        {
            first = Some(word);
        }
        let abbreviated = gap == Gap::Break && matches!(lower, "gl" | "sct" | "skt");
        let touches = matches!(gap, Gap::Space | Gap::Hyphen | Gap::Dot) || abbreviated || genitive_mark(context, next);
        if !touches {
            break;
        }
        if genitive_mark(context, word) {
            next = word;
            continue;
        }
        if direction {
            open = Some(word);
        } else if speaks(context, word, strong, last.chars > 5) {
            (first, open) = (Some(word), None);
        } else {
            break;
        }
        next = word;
    }
    // *Ny Skole* and *den skole* name nothing, *gl. hasseris skole* and *hasseris vestre skole* do.
    let lower = open
        .filter(|_| first.is_some())
        .filter(|&word| context.tokens.lower_at(word) != "den" || context.telling_capital(word));
    // *Østre Strandskole*: the kind itself is a word that no kind of school is.
    let own = || {
        let lower = context.tokens.lower(last);
        open.filter(|_| {
            last.case == Case::Capital
                && context.is_compound(at)
                && lower.strip_suffix("skole").is_some_and(|front| !front.is_empty() && !is_front(front))
        })
    };
    lower.or(first).or_else(own).or_else(|| bare(context, at)).or_else(|| owner(context, at))
}

/// *solstrålens børnehave*: the genitive of a thing that nobody's day-care belongs to.
fn owner(context: &Context<'_>, at: usize) -> Option<usize> {
    const OWNERS: [&str; 22] = [
        "barnets",
        "kommunens",
        "drengens",
        "pigens",
        "sønnens",
        "byens",
        "områdets",
        "familiens",
        "bydelens",
        "landets",
        "regionens",
        "kirkens",
        "distriktets",
        "landsbyens",
        "kvarterets",
        "sygehusets",
        "hospitalets",
        "institutionens",
        "centerets",
        "fremtidens",
        "livets",
        "årets",
    ];
    let day_care = matches!(
        context.tokens.lower_at(at),
        "børnehave" | "vuggestue" | "fritidshjem" | "børnehus" | "bosted" | "fritidsordning"
    );
    let name = at.checked_sub(1).filter(|_| day_care)?;
    let (token, word) = (context.tokens.get(name)?, context.words.get(name)?);
    let lower = context.tokens.lower(token);
    let thing = word.listing == Listing::Word
        && ["ens", "ets", "ernes"].iter().any(|end| lower.ends_with(end))
        && token.chars > 6;
    let spaced = context.tokens.get(at).is_some_and(|kind| kind.gap == Gap::Space);
    (thing && spaced && word.cue.is_none() && !word.institution && !OWNERS.contains(&lower)).then_some(name)
}

/// *på bavnehøj skole*, *fra mørke skole*: a preposition, one word, and *skole* without an article, which only a name has before it. What tells one kind of
/// school from another is none.
fn bare(context: &Context<'_>, at: usize) -> Option<usize> {
    const KINDS: [&str; 40] = [
        "ny",
        "anden",
        "andre",
        "samme",
        "privat",
        "dansk",
        "almindelig",
        "alm",
        "normal",
        "kommunal",
        "offentlig",
        "god",
        "bedre",
        "rigtig",
        "egen",
        "gammel",
        "stor",
        "lille",
        "mindre",
        "større",
        "særlig",
        "lokal",
        "nærmeste",
        "første",
        "næste",
        "sidste",
        "fri",
        "engelsk",
        "tysk",
        "international",
        "kristen",
        "muslimsk",
        "katolsk",
        "grøn",
        "selvejende",
        "hel",
        "halv",
        "tom",
        "tredje",
        "amerikansk",
    ];
    let name = at.checked_sub(1).filter(|_| context.tokens.lower_at(at) == "skole")?;
    let led = matches!(context.tokens.lower_at(name.checked_sub(1)?), "på" | "paa" | "fra" | "til");
    let (token, word) = (context.tokens.get(name)?, context.words.get(name)?);
    let lower = context.tokens.lower(token);
    let spaced = token.gap == Gap::Space && context.tokens.get(at).is_some_and(|kind| kind.gap == Gap::Space);
    let free = !word.function && !word.number_word && word.cue.is_none() && !token.number && token.chars > 3;
    let owned = lower.ends_with('s') && word.listing == Listing::Word && context.entry(name).is_danish_word();
    (led && spaced && free && !owned && !word.verb && !KINDS.contains(&lower)).then_some(name)
}

/// *på Bøgelund skolen*: what is one word, written in two, behind a preposition. A town before it tells where the school is, and a first name whose it is.
pub(super) fn of_two_words(context: &Context<'_>, at: usize, lower: &str) -> Option<usize> {
    let name = at.checked_sub(1).filter(|_| matches!(lower, "skolen" | "børnehaven" | "skolens"))?;
    let led = name.checked_sub(1).map_or("", |at| context.tokens.lower_at(at));
    let (token, next) = (context.tokens.get(name)?, context.tokens.get(at)?);
    let named = match context.listing(name) {
        Listing::Word => context.is_compound(name) && super::after::ends_like_a_name(context.tokens.lower(token)),
        Listing::Unknown | Listing::PlaceName | Listing::Surname | Listing::ProperNoun => token.chars > 4,
        _ => false,
    };
    let touches = token.gap == Gap::Space && next.gap == Gap::Space && next.case == Case::Lower;
    (touches && named && matches!(led, "på" | "paa" | "fra" | "til" | "i")).then_some(name)
}

/// *St. Hilda's School*: the s of an English genitive stands by itself.
fn genitive_mark(context: &Context<'_>, at: usize) -> bool {
    context.tokens.get(at).is_some_and(|token| token.gap == Gap::Mark && context.tokens.lower(token) == "s")
}

/// *Fri- og Efterskole*: past the first of two kinds, to where the name may end.
fn over_second_kind(context: &Context<'_>, at: usize) -> usize {
    let Some(front) = at.checked_sub(2) else { return at };
    let joined = matches!(context.tokens.lower_at(front + 1), "og" | "and") && is_front(context.tokens.lower_at(front));
    if joined { front } else { at }
}

/// *parkvejens*, *sølvgades*: the genitive of a street that no dictionary has.
fn owns_like_a_street(context: &Context<'_>, at: usize) -> bool {
    let lower = context.tokens.lower_at(at);
    let root = ["ens", "ets", "s"].iter().find_map(|end| lower.strip_suffix(end)).unwrap_or_default();
    let street = ["vej", "gade", "allé", "park", "vænge", "kær", "plads"].iter().any(|end| root.ends_with(end));
    street && root.chars().count() > 6 && !context.entry(at).is_danish_word()
}

/// Whether a word is a name, a place, unknown, or has a capital that says something.
fn speaks(context: &Context<'_>, at: usize, strong: LastWord, long: bool) -> bool {
    let lower = context.tokens.lower_at(at);
    let Some((token, word)) = context.tokens.get(at).zip(context.words.get(at)) else { return false };
    if NO_NAME.contains(&lower) || word.cue.is_some() || token.number || is_front(lower) {
        return false;
    }
    let capital = context.telling_capital(at) && !context.capital_habit;
    // *BIRKET SKOLE* among other capitals: what is put together and in no dictionary.
    let shouted = token.shouted && !context.entry(at).is_known() && token.chars > 4;
    match word.listing {
        _ if strong == LastWord::Always && super::after::owns_like_a_name(lower) => true,
        // *Brøndby IF* is known to all, and *XL-Byg* is a chain.
        Listing::Kept | Listing::KeptSurname | Listing::Acronym if strong == LastWord::Capital => {
            word.listing != Listing::Acronym
                && long
                && (token.case != Case::Lower && context.entry(at).is_dictionary_place())
        }
        _ if strong == LastWord::Capital => token.case != Case::Lower && (capital || word.listing != Listing::Word),
        Listing::PlaceName | Listing::Surname | Listing::ProperNoun | Listing::KeptSurname => true,
        // *gladsaxe skole*: a town, and no office or diagnosis.
        Listing::Kept => context.entry(at).is_dictionary_place() && !context.entry(at).is_danish_word(),
        // *parkvejens skole*
        Listing::Word if word.genitive || lower.ends_with('s') => {
            capital || shouted || owns_like_a_street(context, at) || super::after::owns_like_a_name(lower)
        }
        Listing::FirstName => token.case != Case::Lower || word.genitive,
        Listing::Unknown => token.chars > 3,
        // *egehøj skole*, *bøgely skole*: two words put together as the names of places are.
        Listing::Word => capital || shouted || !context.entry(at).is_known() && super::after::ends_like_a_name(lower),
        _ => capital,
    }
}
