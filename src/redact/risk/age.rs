//! How old somebody is. One age says little; the ages of three children say who their parents are.
//!
//! Finds: *han er 9 år*, *nu er hun tolv*, *min søn på 7*, *Bertram, 17 år*, *Leyla (11)*, *vores 7-årige søn*, *en niårig dreng*; English
//! *she is nine*, *nine years old*, *our 9-year-old son*, *aged 9*.
//! Misses: ages above twenty in words, a bare number with the age understood (*de to, 7 og 9*). Lengths of time (*i tre år*, *3 år siden*) are not ages.

use super::coarser::Coarser;
use super::look::Look;
use super::{Hint, HintKind};
use crate::redact::finding::Kind;
use crate::redact::number_word;
use crate::redact::token::Gap;

/// After *N år* these say that it is a length of time.
const DURATION: [&str; 16] = [
    "siden", "senere", "efter", "før", "forinden", "frem", "endnu", "mere", "tilbage", "til", "fra", "har", "ago",
    "later", "af", "yngre",
];
/// Words that may stand between verb and number.
const ADVERBS: [&str; 15] = [
    "nu", "kun", "lige", "snart", "næsten", "knap", "bare", "allerede", "cirka", "ca", "omkring", "i", "now", "only",
    "just",
];
const IS: [&str; 10] = ["er", "var", "bliver", "blev", "fylder", "fyldte", "is", "was", "turned", "m"];

/// An age from its number, in digits or in words.
pub(super) fn from_number(look: &Look<'_>, at: usize) -> Option<Hint> {
    let age = look.value(at).filter(|age| *age < 100)?;
    if look.is_number(at) && look.lower(at).len() > 2 {
        return None;
    }
    in_brackets(look, at, age).or_else(|| in_a_sentence(look, at, age))
}

/// *Leyla (11)*.
fn in_brackets(look: &Look<'_>, at: usize, age: u16) -> Option<Hint> {
    let named = look.between(at) == " (" && look.found_kind(at.checked_sub(1)?) == Some(Kind::Person);
    let closed = look.tail(at).starts_with(')') || unit(look, at).is_some_and(|last| look.tail(last).starts_with(')'));
    let last = unit(look, at).unwrap_or(at);
    (named && closed).then(|| look.hint(HintKind::Age, at, last, predicative(look, age))).flatten()
}

/// The last word of *år*, *år gammel*, *years old*.
fn unit(look: &Look<'_>, at: usize) -> Option<usize> {
    match look.after(at) {
        "år" | "aar" | "years" | "year" => match look.after(at + 1) {
            "gammel" | "gamle" | "gammelt" | "old" => Some(at + 2),
            _ => Some(at + 1),
        },
        _ => None,
    }
}

fn in_a_sentence(look: &Look<'_>, at: usize, age: u16) -> Option<Hint> {
    let last = unit(look, at);
    if look.gap(at) == Gap::Colon {
        // *Alder: 8 år* in a form.
        let asked =
            matches!(look.lower(at.checked_sub(1)?), "alder" | "age") && (last.is_some() || !look.joined(at + 1));
        return asked.then(|| look.hint(HintKind::Age, at, last.unwrap_or(at), predicative(look, age))).flatten();
    }
    if !look.joined(at) && look.gap(at) != Gap::Comma {
        return None;
    }
    let old = last == Some(at + 2);
    let hint = |first: usize| look.hint(HintKind::Age, first, last.unwrap_or(at), predicative(look, age));
    if old {
        // *på 9 år gammel* is nobody's Danish; *er 9 år gammel* and *is nine years old* need nothing more.
        return hint(at);
    }
    // *Hun er 1,47*: a height; *twenty-four*: half of a number.
    let goes_on = look.tail(at) == "-" || matches!(look.tail(at), "," | ".") && look.is_number(at + 1);
    if goes_on || last.is_none() && !look.clause_ends(at) {
        return None;
    }
    let years = last.is_some_and(|last| !DURATION.contains(&look.after(last)));
    if last.is_some() && !years {
        return None;
    }
    let before = look.before(at, 1);
    if look.gap(at) == Gap::Comma {
        // *Bertram, 17 år.*
        let ends = last.is_some_and(|last| look.gap(last + 1) != Gap::Space);
        return (ends && look.is_family(at.checked_sub(1)?)).then(|| hint(at)).flatten();
    }
    // *Ayaan 21 år, Abdirahman 19 år*
    if last.is_some_and(|last| look.gap(last + 1) != Gap::Space)
        && look.found_kind(at.checked_sub(1)?) == Some(Kind::Person)
    {
        return hint(at);
    }
    if before == "på" {
        let person = look
            .index_before(at, 2)
            .is_some_and(|index| look.is_family(index) && !matches!(look.lower(index), "vi" | "jeg"));
        if let Some(last) = person.then(|| more_ages(look, at)).flatten() {
            let words = Coarser::fixed("i forskellige aldre");
            return look.hint(HintKind::Age, at - 1, last, words);
        }
        return person.then(|| hint(at - 1)).flatten();
    }
    if before == "aged" {
        return hint(at - 1);
    }
    // *han er nu 9*, *nu er han 9*.
    let skip = usize::from(ADVERBS.contains(&before));
    let word = |back: usize| look.before(at, back + skip);
    // *vi er to* counts heads.
    let counted = |index: usize| last.is_none() && matches!(look.lower(index), "vi" | "we");
    let family =
        |back: usize| look.index_before(at, back + skip).is_some_and(|index| look.is_family(index) && !counted(index));
    // *siden han var to* says how long ago, *da jeg var ti* how long the writer remembers.
    let since = (3..=4).any(|back| matches!(word(back), "siden" | "since"))
        || matches!(word(2), "jeg" | "i") && matches!(word(3), "da" | "when");
    let subject = |back: usize| family(back) || matches!(word(back), "der" | "som" | "who") && family(back + 1);
    // *når hun bliver atten* is when a law changes.
    let since =
        since || matches!(word(1), "bliver" | "fylder") && matches!(word(3), "når" | "inden" | "indtil" | "til");
    let told = IS.contains(&word(1)) && subject(2) || family(1) && IS.contains(&word(2));
    (told && !since).then(|| hint(at)).flatten()
}

/// *på 8, 11 og 14 år*: the last word of a row of ages.
fn more_ages(look: &Look<'_>, at: usize) -> Option<usize> {
    let mut last = at;
    loop {
        let next = if look.after(last) == "og" { last + 2 } else { last + 1 };
        let linked = next == last + 2 && look.joined(next) || look.gap(next) == Gap::Comma;
        if !linked || look.value(next).is_none_or(|age| age > 99) {
            break;
        }
        last = next;
    }
    (last > at).then(|| unit(look, last).unwrap_or(last))
}

/// *aged 9*: the number is looked at by itself.
pub(super) fn from_compound(look: &Look<'_>, at: usize) -> Option<Hint> {
    // *i alderen 9 til 12*, *at the age of nine*.
    let number = match (look.lower(at), look.after(at)) {
        ("alderen", "af") | ("age", "of") => at + 2,
        ("alderen", _) => at + 1,
        _ => return None,
    };
    let age = look.value(number).filter(|age| *age < 100)?;
    let first = if matches!(look.before(at, 1), "i" | "the") { at.checked_sub(1)? } else { at };
    let first = if look.before(first, 1) == "at" { first.checked_sub(1)? } else { first };
    let last = unit(look, number).unwrap_or(number);
    look.hint(HintKind::Age, first, last, predicative(look, age))
}

/// *7-årige*, *niårig*, *9-year-old*.
pub(super) fn from_ending(look: &Look<'_>, at: usize) -> Option<Hint> {
    let lower = look.lower(at);
    let ending = ["årig", "årige", "årigt"].into_iter().find(|ending| lower.ends_with(ending));
    let Some(ending) = ending else { return year_old(look, at) };
    let front = lower.strip_suffix(ending)?;
    let (age, mut first) = if front.is_empty() {
        let near = matches!(look.gap(at), Gap::Hyphen) || look.between(at).is_empty();
        (look.value(at.checked_sub(1)?).filter(|_| near)?, at - 1)
    } else {
        (number_word::small().find(|(word, _)| *word == front)?.1, at)
    };
    let next = if look.joined(at + 1) { Some(at + 1) } else { None };
    let noun = next.is_some_and(|next| {
        look.is_family(next) || look.lower(next).ends_with("dreng") || look.lower(next).ends_with("pige")
    });
    if noun {
        return look.hint(HintKind::Age, first, at, Coarser::fixed(attributive(age, ending)));
    }
    // Without a noun the word stands for the child itself: *vores 7-årige*, *en 7-årig*.
    if age >= 18
        || next.is_some_and(|next| {
            !look.clause_ends(at) && look.listing(next).is_plain_word() && !is_verb_like(look.lower(next))
        })
    {
        return None;
    }
    let words = match look.before(first, 1) {
        "en" => "et barn",
        "den" => "barnet",
        "de" => "børnene",
        "vores" | "min" | "hans" | "hendes" | "deres" | "vor" => {
            return look.hint(HintKind::Age, first, at, Coarser::fixed("barn"));
        }
        _ => return None,
    };
    first = first.checked_sub(1)?;
    look.hint(HintKind::Age, first, at, Coarser::fixed(words))
}

/// The verbs that follow a child most often; anything else after *7-årige* is taken for a noun.
fn is_verb_like(word: &str) -> bool {
    matches!(
        word,
        "er" | "var"
            | "har"
            | "havde"
            | "kan"
            | "kunne"
            | "blev"
            | "bliver"
            | "går"
            | "gik"
            | "vil"
            | "ville"
            | "skal"
            | "skulle"
            | "fik"
            | "får"
    )
}

/// *9-year-old*, *nine-year-old*.
fn year_old(look: &Look<'_>, at: usize) -> Option<Hint> {
    let parts = look.lower(at) == "year" && look.lower(at + 1) == "old" && look.gap(at) == Gap::Hyphen;
    // *my three-year-old!* stands for the child; there is no noun to put an adjective before.
    if !parts || !look.joined(at + 2) {
        return None;
    }
    let first = at.checked_sub(1)?;
    let words = match look.value(first)? {
        0..=12 => "young",
        13..=19 => "teenage",
        _ => "grown-up",
    };
    look.hint(HintKind::Age, first, at + 1, Coarser::fixed(words))
}

/// After *er* and after a noun: *han er …*, *min søn …*.
fn predicative(look: &Look<'_>, age: u16) -> Coarser {
    Coarser::fixed(if look.english() {
        match age {
            0..=2 => "under three",
            3..=5 => "of nursery age",
            6..=9 => "of primary school age",
            10..=12 => "about ten or twelve",
            13..=15 => "in the early teens",
            16..=19 => "in the late teens",
            20..=39 => "in the twenties or thirties",
            40..=59 => "in middle age",
            _ => "elderly",
        }
    } else {
        match age {
            0..=2 => "under tre år",
            3..=5 => "i børnehavealderen",
            6..=9 => "i indskolingsalderen",
            10..=12 => "i tiårsalderen",
            13..=15 => "først i teenageårene",
            16..=19 => "sidst i teenageårene",
            20..=29 => "i tyverne",
            30..=39 => "i trediverne",
            40..=49 => "i fyrrerne",
            50..=59 => "i halvtredserne",
            60..=69 => "i tresserne",
            70..=79 => "i halvfjerdserne",
            80..=89 => "i firserne",
            _ => "i halvfemserne",
        }
    })
}

/// Before a noun, in the form of the word it replaces.
fn attributive(age: u16, ending: &str) -> &'static str {
    match (age, ending) {
        (0..=5, _) => "lille",
        (6..=9, _) => "skolesøgende",
        (10..=12, "årige") => "halvstore",
        (10..=12, "årigt") => "halvstort",
        (10..=12, _) => "halvstor",
        (13..=19, "årige") => "halvvoksne",
        (13..=19, "årigt") => "halvvoksent",
        (13..=19, _) => "halvvoksen",
        (_, "årige") => "voksne",
        (_, "årigt") => "voksent",
        _ => "voksen",
    }
}
