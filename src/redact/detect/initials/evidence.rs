//! What speaks for letters being somebody, and what against. Whole numbers, because every case is told by one or two strong signs.

use super::unit::{Shape, Unit};
use super::{HALF, Names, SOMEBODY};
use crate::redact::context::{Context, Listing};
use crate::redact::detect::{age, company, owner};
use crate::redact::finding::Role;
use crate::redact::lexicon::CueKind;
use crate::redact::token::{Case, Gap, Token};

/// What can never be outweighed.
const NEVER: i8 = -20;

/// Words that a person often follows.
const BEFORE: [&str; 15] =
    ["af", "med", "fra", "til", "v", "ved", "hos", "ifølge", "m", "for", "by", "from", "with", "to", "about"];

/// Words that letters of the alphabet follow.
const LETTERED: [&str; 67] = [
    "plan",
    "vitamin",
    "gruppe",
    "gruppen",
    "klasse",
    "type",
    "hepatitis",
    "bilag",
    "afsnit",
    "punkt",
    "niveau",
    "kategori",
    "team",
    "blok",
    "stue",
    "hold",
    "spor",
    "model",
    "del",
    "fase",
    "litra",
    "bogstav",
    "bogstavet",
    "lokale",
    "rum",
    "opgang",
    "group",
    "class",
    "str",
    "størrelse",
    "størrelsen",
    "liste",
    "parti",
    "kolonne",
    "svar",
    "mulighed",
    "scenarie",
    "karakter",
    "karakteren",
    "streptokok",
    "influenza",
    "hal",
    "bygning",
    "indgang",
    "zone",
    "perron",
    "kapitel",
    "figur",
    "version",
    "serie",
    "ark",
    "række",
    "blodtype",
    "trin",
    "letter",
    "size",
    "option",
    "part",
    "unit",
    "building",
    "vaccine",
    "kørekort",
    "linje",
    "linie",
    "spørgsmål",
    "skema",
    "formular",
];

/// Headings of lists of people.
const LABELS: [&str; 17] = [
    "stede",
    "deltagere",
    "mødedeltagere",
    "deltog",
    "referent",
    "referat",
    "initialer",
    "underskrift",
    "noteret",
    "cc",
    "kopi",
    "sb",
    "ordstyrer",
    "fraværende",
    "afbud",
    "present",
    "participants",
];

/// What the letters themselves say.
pub(super) fn base(context: &Context<'_>, unit: &Unit<'_>) -> i8 {
    let kept = |chars: u32| if chars == 2 { -2 } else { -4 };
    let chars = context.tokens.get(unit.first).map_or(0, |token| token.chars);
    match unit.shape {
        Shape::Letter => 0,
        // *ppr* and *tlf* in lower case: only what signs a note makes somebody of an abbreviation.
        Shape::Lower if matches!(context.listing(unit.first), Listing::Kept | Listing::ForeignWord) => -2,
        Shape::Lower => 0,
        Shape::Dotted => SOMEBODY,
        Shape::Stock => NEVER,
        Shape::LowerLetter => -2,
        Shape::Genitive => -1,
        Shape::Capitals if unit.key.chars().all(|c| matches!(c, 'i' | 'v' | 'x')) => -4,
        Shape::Capitals => match context.listing(unit.first) {
            Listing::Kept | Listing::KeptSurname => kept(chars),
            // Dictionaries hold abbreviations as words: *th*, *bh*. What cannot be said is no word that somebody stresses.
            Listing::Word if is_unsaid(&unit.key) => 0,
            Listing::ForeignWord if chars <= 3 => 0,
            Listing::Word | Listing::ForeignWord => -3,
            Listing::SurnameWord => -1,
            _ => 0,
        },
    }
}

/// Without a vowel.
pub(super) fn is_unsaid(key: &str) -> bool {
    key.chars().all(|c| c.is_ascii_alphabetic() && !matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y'))
}

/// The sum for one place.
pub(super) fn sum(context: &Context<'_>, unit: &Unit<'_>, names: &Names<'_>) -> i8 {
    if unit.shape == Shape::Genitive {
        let owned = (owner::is_owned(context, unit.last + 1) || owner::is_owned(context, unit.last + 2))
            && context.tokens.get(unit.last + 1).is_some_and(|next| next.gap == Gap::Space && next.case == Case::Lower);
        return if owned && (context.telling_capital(unit.first) || !matches!(unit.key.as_ref(), "a" | "i" | "o" | "d"))
        {
            HALF
        } else {
            NEVER
        };
    }
    if is_no_name(context, unit) {
        return NEVER;
    }
    let written_out = (names.written_out)(&unit.key).is_some();
    let name = match unit.shape {
        Shape::Letter | Shape::LowerLetter => i8::from(written_out),
        _ if written_out || (names.in_header)(&unit.key) => 3,
        _ => 0,
    };
    let base = base(context, unit);
    if unit.shape == Shape::Lower && base < -1 {
        return base + name + signed(context, unit);
    }
    base + name + before(context, unit) + after(context, unit)
}

/// The token before a unit and what stands between.
fn token_before<'c>(context: &'c Context<'_>, unit: &Unit<'_>) -> Option<(usize, &'c Token, Gap)> {
    let at = unit.first.checked_sub(1)?;
    Some((at, context.tokens.get(at)?, context.tokens.get(unit.first)?.gap))
}

/// A letter of the alphabet, a class, a size, a heading: nobody.
fn is_no_name(context: &Context<'_>, unit: &Unit<'_>) -> bool {
    // *UT* signs for the undersigned, *Mo* and *Fa* are everybody's mother and father.
    if matches!(unit.key.as_ref(), "ut" | "mo" | "fa" | "bm") {
        return true;
    }
    let text = context.tokens.lower_text();
    let Some(span) = unit.span(context) else { return true };
    let after = text.get(span.end()..).unwrap_or_default();
    let before = text.get(..span.start()).unwrap_or_default();
    let next = context.tokens.get(unit.last + 1);
    if next.is_some_and(|next| next.gap == Gap::Hyphen) || before.ends_with(['-', '\'', '’', '@', '#', '_']) {
        return true;
    }
    if before.ends_with('/') && before.trim_end_matches('/').ends_with(char::is_alphabetic) {
        return true;
    }
    if !matches!(unit.shape, Shape::Letter | Shape::LowerLetter) {
        return false;
    }
    let dot = after.starts_with('.') || unit.span(context) != context.tokens.get(unit.first).map(|token| token.span);
    // The pronoun, and *a* for *jeg* in the west and south.
    if matches!(unit.key.as_ref(), "i" | "å" | "ø" | "a") && !dot && !after.starts_with(['\'', '’']) {
        let told = unit.key == "a" && matches!(before_cue(context, unit), Some((_, CueKind::Role | CueKind::Naming)));
        let age = unit.key == "a" && age_after(context, unit.last + 1);
        if !told && !age {
            return true;
        }
    }
    // *A)*, *(S)*, and not *(herefter S)*.
    let opened = || before.chars().rev().take(40).take_while(|c| !matches!(c, ')' | '\n')).any(|c| c == '(');
    if after.starts_with(')') && (before.ends_with('(') || !opened()) {
        return true;
    }
    // *A 12*, *B2*; and not *i dag er F 11*.
    let verb_before = token_before(context, unit).is_some_and(|(at, ..)| is_verb(context, at));
    if next
        .is_some_and(|next| next.number && (next.gap == Gap::Space && !verb_before || next.span.start() == span.end()))
    {
        return true;
    }
    let Some((at, token, _)) = token_before(context, unit) else { return false };
    let word = context.tokens.lower(token);
    if token.span.end() == span.start() || is_lettered(context, unit.first) {
        return true;
    }
    // *fra A til B*; *Karoline med K*.
    let name_with_it =
        word == "med" && at.checked_sub(1).is_some_and(|at| context.tokens.lower_at(at).starts_with(unit.key.as_ref()));
    let range = matches!(word, "fra" | "til")
        && (context.tokens.lower_at(unit.last + 1) == "til"
            && context.tokens.get(unit.last + 2).is_some_and(|token| token.chars == 1)
            || at.checked_sub(1).and_then(|at| context.tokens.get(at)).is_some_and(|token| token.chars == 1));
    name_with_it || range
}

/// Whether the letter at an index is one of the alphabet: *3 B*, *4. B*, *5000 Odense C*, *plan B*.
pub(in crate::redact) fn is_lettered(context: &Context<'_>, index: usize) -> bool {
    let (Some(token), Some(before)) =
        (context.tokens.get(index), index.checked_sub(1).and_then(|at| context.tokens.get(at)))
    else {
        return false;
    };
    let class = before.number && matches!(token.gap, Gap::Space | Gap::Dot);
    let postcode = index.checked_sub(2).and_then(|at| context.tokens.get(at));
    // *Aarhus C*, with a postcode before it or not.
    let town = token.gap == Gap::Space && before.case == Case::Capital;
    let listed = matches!(context.listing(index - 1), Listing::Kept | Listing::KeptSurname | Listing::PlaceName);
    let district = town && listed && context.telling_capital(index - 1)
        || town && postcode.is_some_and(|code| code.number && code.chars == 4);
    class || district || token.gap == Gap::Space && LETTERED.contains(&context.tokens.lower(before))
}

/// Whether a verb that people govern stands at an index.
fn is_verb(context: &Context<'_>, index: usize) -> bool {
    let (Some(token), Some(word)) = (context.tokens.get(index), context.words.get(index)) else { return false };
    token.case == Case::Lower
        && (word.verb
            || word.cue.is_some_and(|cue| cue.kind == CueKind::Communication)
            || is_doing(context.tokens.lower(token)))
}

/// The cue that ends right before a unit.
fn before_cue(context: &Context<'_>, unit: &Unit<'_>) -> Option<(usize, CueKind)> {
    const LONGEST_CUE: usize = 4;
    if matches!(context.tokens.get(unit.first)?.gap, Gap::Break | Gap::Hyphen) {
        return None;
    }
    (1..=LONGEST_CUE).find_map(|back| {
        let at = unit.first.checked_sub(back)?;
        let word = context.words.get(at)?;
        let cue = word.cue.filter(|_| usize::from(word.cue_length.max(1)) == back)?;
        Some((at, cue.kind))
    })
}

fn before(context: &Context<'_>, unit: &Unit<'_>) -> i8 {
    let Some((at, token, gap)) = token_before(context, unit) else {
        // A text that is nothing but */K*.
        let signed =
            context.tokens.get(unit.first).and_then(|token| context.tokens.lower_text().get(..token.span.start()));
        return if signed.is_some_and(|before| before.ends_with('/')) { 3 } else { 0 };
    };
    let word = context.tokens.lower(token);
    let starts_line = context.tokens.get(unit.first).is_some_and(|token| token.starts_line);
    let mut sum = 0;
    match before_cue(context, unit) {
        Some((_, CueKind::SignOff)) if ends_line(context, unit) => sum += 5,
        // *lederen, VH, kom ikke*: said of nobody but a person, whatever else the letters are.
        Some((_, CueKind::Role)) if is_pair(context, unit) && apposed_after(context, unit) => sum += 5,
        Some((_, CueKind::Role | CueKind::Naming | CueKind::Title | CueKind::Greeting | CueKind::SignOff)) => sum += 3,
        Some((at, CueKind::Communication)) => {
            let several = context.words.get(at).is_some_and(|word| word.cue_length > 1) || matches!(word, "v" | "att");
            sum += if several { 3 } else { 2 };
        }
        None => {}
    }
    if sum == 0 && !matches!(gap, Gap::Break | Gap::Hyphen) {
        let letters = matches!(unit.shape, Shape::Capitals | Shape::Dotted);
        sum += match word {
            _ if gap == Gap::Colon && LABELS.contains(&word) => 3,
            _ if starts_line || gap == Gap::Comma => 0,
            "m" | "v" if gap == Gap::Dot && letters => 3,
            "jeg" | "i" => 0,
            _ if BEFORE.contains(&word) && letters => 3,
            _ if BEFORE.contains(&word) => 2,
            "herefter" => 3,
            "kalder" | "kaldte" | "kaldet" | "ham" | "hende" => 2,
            "jo" | "at" | "da" | "når" | "hvis" | "fordi" | "hvor" | "ser" | "så" if unit.shape == Shape::Letter => 1,
            _ => 0,
        };
        // *i det følgende kalder jeg ham A*.
        let named = matches!(word, "ham" | "hende" | "dem" | "bare" | "blot" | "kun" | "jeg" | "vi" | "med" | "sig")
            && (1..=3).filter_map(|back| at.checked_sub(back)).any(|at| {
                let cue = context.words.get(at).and_then(|word| word.cue);
                cue.is_some_and(|cue| cue.kind == CueKind::Naming)
                    || word == "sig" && context.tokens.lower_at(at).starts_with("underskr")
            });
        sum += if named { 3 } else { sent_or_born(context, at, word) };
        // *elsker J*, *så flyttede R*.
        let letters = matches!(unit.shape, Shape::Letter | Shape::Capitals);
        if letters && gap == Gap::Space && sum == 0 {
            sum += match () {
                () if company::takes_people(word) => 3,
                () if is_verb(context, at) => 2,
                () => 0,
            };
        }
        sum += if gap == Gap::Comma && on_a_list(context, unit.first) { 3 } else { 0 };
        // *jeg og H*.
        let me = matches!(word, "og" | "and") && at.checked_sub(1).is_some_and(|at| is_me(context.tokens.lower_at(at)));
        sum += if me { 3 } else { 0 };
    }
    // *Pernille KS*
    if unit.shape == Shape::Capitals && gap == Gap::Space && matches!(context.listing(at), Listing::FirstName) {
        sum += if is_pair(context, unit) && base(context, unit) >= -2 { 5 } else { 3 };
    }
    let multi = !matches!(unit.shape, Shape::Letter | Shape::LowerLetter)
        && (is_date(context, at) || unit.shape != Shape::Lower && token.number && gap == Gap::Space);
    // *12/3 LKR ringer*, *02.03.20 - AKP*.
    if multi && token.number && matches!(gap, Gap::Space | Gap::Mark | Gap::Comma | Gap::Colon) && !starts_line {
        let dash = context.tokens.get(unit.last + 1).is_none_or(|next| {
            matches!(next.gap, Gap::Mark | Gap::Colon | Gap::Comma | Gap::Break | Gap::Line) || next.starts_line
        });
        let entry = starts_with_date(context, at);
        sum += if dash {
            5
        } else if entry {
            4
        } else {
            2
        };
    }
    sum + slashed(context, unit, token)
}

/// *Sagen lukkes. /mst*, *NOTAT 11-06-2021, mst*, *afholdes af mst*: how a note is signed.
fn signed(context: &Context<'_>, unit: &Unit<'_>) -> i8 {
    let Some((_, token, gap)) = token_before(context, unit) else { return 0 };
    let dated = token.number && matches!(gap, Gap::Comma | Gap::Mark);
    let by = gap == Gap::Space && matches!(context.tokens.lower(token), "af" | "v" | "ved");
    2 * slashed(context, unit, token) + if dated || by { 2 } else { 0 }
}

/// *Sagen lukkes. /mst*, *04-02 / LK*: signed with a slash.
fn slashed(context: &Context<'_>, unit: &Unit<'_>, before: &Token) -> i8 {
    let Some(token) = context.tokens.get(unit.first) else { return 0 };
    let between = context.tokens.lower_text().get(before.span.end()..token.span.start()).unwrap_or_default();
    let signed = between.trim_end().ends_with('/') && (between.trim_end().len() > 1 || before.number);
    let ends_line = context.tokens.get(unit.last + 1).is_none_or(|next| next.starts_line);
    match (signed, ends_line) {
        (true, true) => 3,
        (true, false) => 1,
        // Alone as the last sentence of a line.
        (false, true) if token.gap == Gap::Break && !token.starts_line && unit.shape == Shape::Lower => 3,
        (false, true) if token.gap == Gap::Break && !token.starts_line && unit.shape != Shape::LowerLetter => 2,
        _ => 0,
    }
}

/// Whether the number at an index ends a date: *12/3*, *04-02-2021*, *4. maj 2020*.
fn is_date(context: &Context<'_>, index: usize) -> bool {
    let Some(before) = index.checked_sub(1).and_then(|at| context.tokens.get(at)) else { return false };
    let month = context.listing(index - 1) == Listing::Kept || context.listing(index - 1) == Listing::KeptFirstName;
    context.tokens.get(index).is_some_and(|token| match token.gap {
        Gap::Space => month,
        Gap::Dot | Gap::Hyphen | Gap::Mark | Gap::Break => before.number,
        _ => false,
    })
}

/// *21-09-2022 abh*: the date whose last number is at an index begins the line.
fn starts_with_date(context: &Context<'_>, index: usize) -> bool {
    const LONGEST: usize = 3;
    is_date(context, index)
        && (0..LONGEST)
            .filter_map(|back| context.tokens.get(index.checked_sub(back)?))
            .take_while(|token| token.number)
            .any(|token| token.starts_line)
}

/// Two capitals.
fn is_pair(context: &Context<'_>, unit: &Unit<'_>) -> bool {
    unit.shape == Shape::Capitals && context.tokens.get(unit.first).is_some_and(|token| token.chars == 2)
}

/// Whether a comma, a bracket or the end of the sentence follows.
fn apposed_after(context: &Context<'_>, unit: &Unit<'_>) -> bool {
    context.tokens.get(unit.last + 1).is_none_or(|next| matches!(next.gap, Gap::Comma | Gap::Break | Gap::Mark))
}

/// *mor til G*: the child's; *mange hilsner fra L*: the writer's.
fn sent_or_born(context: &Context<'_>, at: usize, word: &str) -> i8 {
    let cue = |back: usize| {
        let at = at.checked_sub(back)?;
        let word = context.words.get(at)?;
        word.cue.filter(|_| usize::from(word.cue_length.max(1)) == back).map(|cue| cue.kind)
    };
    let told = match word {
        "til" | "to" | "of" => cue(1) == Some(CueKind::Role),
        "fra" | "from" => (1..=4).any(|back| cue(back) == Some(CueKind::SignOff)),
        _ => false,
    };
    if told { 2 } else { 0 }
}

/// *Deltagere: BH, KJM, ODA*: on a list of people that a heading announces.
pub(super) fn on_a_list(context: &Context<'_>, index: usize) -> bool {
    const LONGEST_LIST: usize = 16;
    for back in 0..LONGEST_LIST {
        let Some((at, token)) = index.checked_sub(back).and_then(|at| Some((at, context.tokens.get(at)?))) else {
            return false;
        };
        if token.case == Case::Lower && !matches!(context.tokens.lower(token), "og" | "samt") {
            return false;
        }
        match token.gap {
            Gap::Colon => {
                return at.checked_sub(1).is_some_and(|label| LABELS.contains(&context.tokens.lower_at(label)));
            }
            Gap::Break => return false,
            _ => {}
        }
    }
    false
}

/// Whether nothing else stands on the line, or in the quotation.
fn ends_line(context: &Context<'_>, unit: &Unit<'_>) -> bool {
    context.tokens.get(unit.last + 1).is_none_or(|next| next.starts_line || matches!(next.gap, Gap::Break | Gap::Mark))
}

fn is_me(word: &str) -> bool {
    matches!(word, "jeg" | "mig" | "i" | "me")
}

fn after(context: &Context<'_>, unit: &Unit<'_>) -> i8 {
    let Some(end) = context.tokens.get(unit.last).map(|token| token.span.end()) else { return 0 };
    let mut index = unit.last + 1;
    let rest = context.tokens.lower_text().get(end..).unwrap_or_default();
    let rest = rest.strip_prefix('.').unwrap_or(rest);
    let letter = matches!(unit.shape, Shape::Letter | Shape::LowerLetter);
    let mut sum = 0;
    // *S's lærer*, *N.s mor*.
    let genitive = |rest: &str| rest.strip_prefix('s').is_some_and(|after| !after.starts_with(char::is_alphanumeric));
    if genitive(rest) || rest.strip_prefix(['\'', '’']).is_some_and(genitive) {
        index += 1;
        sum += if letter { 3 } else { 2 };
    }
    let Some(next) = context.tokens.get(index) else { return sum };
    let word = context.tokens.lower(next);
    let bracket = rest.trim_start().starts_with('(');
    let cue = context.words.get(index).and_then(|word| word.cue).map(|cue| cue.kind);
    let near = matches!(next.gap, Gap::Space | Gap::Line | Gap::Dot);
    let verb = is_verb(context, index);
    if near && verb {
        sum += 2;
    }
    // *L er hans støttepædagog*, *M. er min yngste*
    let is = matches!(word, "er" | "var" | "is" | "was");
    if near
        && is
        && matches!(context.tokens.lower_at(index + 1), "min" | "vores" | "hans" | "hendes" | "deres" | "my" | "our")
    {
        sum += 1;
    }
    if age_after(context, index) {
        sum += if verb { 1 } else { 3 };
    }
    if (bracket || next.gap == Gap::Comma) && (cue == Some(CueKind::Role) || bracket && next.number && next.chars <= 2)
    {
        sum += 3;
    }
    // *mor til G, 14, og K, 11*
    if letter && next.gap == Gap::Comma && next.number && next.chars <= 2 && !age_after(context, index) {
        let ends =
            context.tokens.get(index + 1).is_none_or(|after| matches!(after.gap, Gap::Comma | Gap::Break | Gap::Dot));
        sum += if ends { 3 } else { 2 };
    }
    // *W og hans tvillingebror*
    if near
        && matches!(word, "og" | "and")
        && matches!(context.tokens.lower_at(index + 1), "hans" | "hendes" | "his" | "her")
        && context.words.get(index + 2).and_then(|word| word.cue).is_some_and(|cue| cue.kind == CueKind::Role)
    {
        sum += 3;
    }
    // *L, der er 6 år*, *PVF, som er leder*.
    if next.gap == Gap::Comma && matches!(word, "der" | "som" | "who") {
        sum += if age_after(context, index + 1) { 3 } else { 1 };
    }
    if near && matches!(word, "og" | "and") && is_me(context.tokens.lower_at(index + 1)) {
        sum += 3;
    }
    if near && word == "til" && context.tokens.lower_at(index + 1) == "stede" {
        sum += 3;
    }
    if near && matches!(word, "fra" | "from") && !letter {
        sum += 1;
    }
    // *ringede til J. hver uge*: only a name has a full stop in the middle of a sentence.
    if letter
        && next.gap == Gap::Dot
        && next.case == Case::Lower
        && context.tokens.get(unit.first).is_some_and(|token| !token.starts_line)
    {
        sum += 2;
    }
    // *DR: mor afviser*.
    if next.gap == Gap::Colon && !letter && context.tokens.get(unit.first).is_some_and(|token| token.gap != Gap::Comma)
    {
        sum += 1 + i8::from(context.listing(unit.first) == Listing::Unknown);
    }
    sum
}

/// Everyday verbs of what people do that are neither on the list of verbs nor cues.
fn is_doing(word: &str) -> bool {
    matches!(
        word,
        "overtog"
            | "sender"
            | "sendte"
            | "godkender"
            | "godkendte"
            | "vurderer"
            | "byder"
            | "kontakter"
            | "kontaktede"
            | "deltager"
            | "deltog"
            | "kender"
            | "kendte"
            | "elskede"
            | "sidder"
            | "ligger"
            | "lå"
            | "spiser"
            | "spiste"
            | "leger"
            | "legede"
            | "snakker"
            | "taler"
            | "talte"
            | "begyndte"
            | "begynder"
            | "nægtede"
            | "virker"
            | "virkede"
            | "fremstår"
            | "trækker"
            | "kastede"
            | "kaster"
            | "sparker"
            | "slår"
            | "slog"
            | "løb"
            | "løber"
            | "kommer"
            | "undskylder"
            | "tænker"
            | "tænkte"
            | "føler"
            | "følte"
            | "vågner"
            | "vågnede"
            | "besøgte"
            | "afholder"
            | "førte"
            | "fører"
            | "flyttede"
            | "flytter"
            | "oplever"
            | "oplevede"
            | "lærte"
            | "lærer"
            | "bor"
            | "boede"
            | "knytter"
            | "mistede"
            | "mangler"
            | "døde"
            | "reagerer"
            | "reagerede"
            | "tilbyder"
            | "tilbød"
            | "lukkede"
            | "vendte"
            | "vender"
            | "kørte"
            | "kører"
            | "falder"
            | "faldt"
    )
}

/// Whether the tokens from `index` tell somebody's age: *på 9 år*, *er 9 år*, *(9)*, *9 år*.
pub(super) fn age_after(context: &Context<'_>, index: usize) -> bool {
    age::follows(context, index)
}

/// Letters joined to letters that are somebody: *PR og TH*, *ABC, HKJ og MLP*.
pub(super) fn company(context: &Context<'_>, units: &[Unit<'_>], sums: &mut [i8]) {
    let joined = |left: &Unit<'_>, right: &Unit<'_>| {
        let Some(gap) = context.tokens.get(right.first).map(|token| token.gap) else { return false };
        match right.first - left.last {
            1 => matches!(gap, Gap::Comma | Gap::Mark),
            2 => {
                matches!(context.tokens.lower_at(right.first - 1), "og" | "samt" | "and")
                    && matches!(gap, Gap::Space)
                    && context.tokens.get(right.first - 1).is_some_and(|token| token.gap != Gap::Break)
            }
            _ => false,
        }
    };
    let same = |left: &Unit<'_>, right: &Unit<'_>| {
        left.shape == right.shape
            && matches!(left.shape, Shape::Letter | Shape::Capitals | Shape::Dotted | Shape::Lower)
    };
    for step in [true, false] {
        for at in 1..units.len() {
            let at = if step { at } else { units.len() - at };
            let (Some(left), Some(right)) = (units.get(at - 1), units.get(at)) else { continue };
            if !joined(left, right) || !same(left, right) {
                continue;
            }
            let (from, to) = if step { (at - 1, at) } else { (at, at - 1) };
            // One letter is less than two or three: *det er A og B*.
            let enough = if left.shape == Shape::Capitals { HALF } else { SOMEBODY };
            if sums.get(from).is_some_and(|&sum| sum >= enough)
                && let Some(sum) = sums.get_mut(to)
                && *sum > -4
            {
                *sum = (*sum + SOMEBODY + HALF).min(SOMEBODY + 1);
            }
        }
    }
}

/// The role that a cue beside a unit gives.
pub(super) fn role(context: &Context<'_>, unit: &Unit<'_>) -> Option<Role> {
    if let Some((at, CueKind::Role)) = before_cue(context, unit) {
        return context.cue_role(at);
    }
    let next = unit.last + 1;
    let apposed = context.tokens.get(next).is_some_and(|token| matches!(token.gap, Gap::Comma | Gap::Mark));
    let cue = context.words.get(next).and_then(|word| word.cue).is_some_and(|cue| cue.kind == CueKind::Role);
    (apposed && cue).then(|| context.cue_role(next)).flatten()
}
