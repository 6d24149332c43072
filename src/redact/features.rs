//! What can be seen at a word and around it, before any detector has spoken: which lists it stands on and how it is written, the two words before and
//! after it and what the lists say of those, how the sentence is cut there, how an unlisted word ends, and the word itself when it is a name and a
//! word at once (*Bo*, *Hans*). [`super::weights`] says what each is worth.

use super::context::{Context, Listing};
use super::language::Language;
use super::token::{Case, Gap};
use super::weights::{Class, Feature};

/// How the word at `index` is written.
pub fn writing(context: &Context<'_>, index: usize) -> Class {
    let Some(token) = context.tokens.get(index) else { return Class::Lower };
    match token.case {
        _ if token.shouted => Class::Shouted,
        Case::Lower if context.tokens.lower_case_writer() => Class::Habit,
        Case::Lower | Case::None => Class::Lower,
        Case::Upper => Class::Capitals,
        _ if token.starts_sentence => Class::Start,
        _ if context.capital_habit => Class::CapitalHabit,
        Case::Capital => Class::Telling,
    }
}

/// The class as the detectors' signals and the words around need it: lower case, lower case by habit, or a capital.
pub const fn coarse(writing: Class) -> Class {
    match writing {
        Class::Lower | Class::Habit => writing,
        _ => Class::Capital,
    }
}

/// Whether the words around are looked at: not at an ordinary word in lower case, which four words of five are.
pub fn is_candidate(context: &Context<'_>, index: usize, writing: Class) -> bool {
    let listing = context.listing(index);
    let plain = matches!(listing, Listing::Word | Listing::Kept | Listing::Acronym | Listing::ForeignWord);
    listing != Listing::Number && !(plain && matches!(writing, Class::Lower | Class::Habit))
}

/// Calls `see` with every feature of the word at `index`.
pub fn visit(context: &Context<'_>, index: usize, see: &mut impl FnMut(Feature, Class, &str)) {
    let writing = writing(context, index);
    let listing = context.listing(index);
    see(Feature::Base, writing, listing.code());
    if !is_candidate(context, index, writing) {
        return;
    }
    let Some(token) = context.tokens.get(index) else { return };
    if listing == Listing::Unknown {
        see(Feature::Length, writing, if token.chars > 5 { "long" } else { "short" });
    }
    let class = match coarse(writing) {
        Class::Capital => Class::Capital,
        _ => Class::Lower,
    };
    see(Feature::Language, class, if context.language == Language::English { "en" } else { "da" });
    let lower = context.tokens.lower(token);
    if listing.is_also_a_word() {
        see(Feature::Own, class, context.name(index));
    }
    if !listing.is_first_name() && !listing.is_plain_word() {
        see(Feature::End, class, tail(lower, 3));
    }
    see(Feature::Gap, class, gap(token.gap));
    let before = (token.gap != Gap::Break).then(|| index.checked_sub(1)).flatten();
    around(context, before, "<start>", [Feature::Prev, Feature::PrevListing, Feature::PrevEnd], class, see);
    let before = before.filter(|at| context.tokens.get(*at).is_some_and(|token| token.gap != Gap::Break));
    see(Feature::Prev2, class, word(context, before.and_then(|at| at.checked_sub(1)), "<start>"));
    let after = context.tokens.get(index + 1);
    see(Feature::GapAfter, class, after.map_or("end", |token| gap(token.gap)));
    let after = after.filter(|token| token.gap != Gap::Break).map(|_| index + 1);
    around(context, after, "<end>", [Feature::Next, Feature::NextListing, Feature::NextEnd], class, see);
    let after =
        after.map(|at| at + 1).filter(|at| context.tokens.get(*at).is_some_and(|token| token.gap != Gap::Break));
    see(Feature::Next2, class, word(context, after, "<end>"));
}

fn around(
    context: &Context<'_>,
    at: Option<usize>,
    missing: &'static str,
    [same, listed, ending]: [Feature; 3],
    class: Class,
    see: &mut impl FnMut(Feature, Class, &str),
) {
    let value = word(context, at, missing);
    see(same, class, value);
    if let Some(at) = at {
        see(listed, class, context.listing(at).code());
        if context.listing(at).is_plain_word() {
            see(ending, class, tail(value, 2));
        }
    }
}

/// The word at a place as a value: itself when it is nobody's name, and a sign for what it is otherwise.
fn word<'c>(context: &'c Context<'_>, at: Option<usize>, missing: &'static str) -> &'c str {
    let Some((at, token)) = at.and_then(|at| Some((at, context.tokens.get(at)?))) else { return missing };
    match context.listing(at) {
        Listing::Number => "<number>",
        Listing::Word | Listing::Kept | Listing::ForeignWord | Listing::Acronym => context.tokens.lower(token),
        listing if listing.is_also_a_word() && token.case == Case::Lower => context.tokens.lower(token),
        listing if listing.is_name() => "<name>",
        _ => "<other>",
    }
}

const fn gap(gap: Gap) -> &'static str {
    match gap {
        Gap::Space => "space",
        Gap::Line => "line",
        Gap::Hyphen => "hyphen",
        Gap::Dot => "dot",
        Gap::Comma => "comma",
        Gap::Colon => "colon",
        Gap::Mark => "mark",
        Gap::Break => "break",
    }
}

/// The last `chars` characters of a word.
fn tail(word: &str, chars: usize) -> &str {
    let start = word.char_indices().rev().take(chars).last().map_or(0, |(start, _)| start);
    word.get(start..).unwrap_or_default()
}
