//! What can be seen at a word and around it, before any detector has spoken: which lists it stands on and how it is written, the two words before and
//! after it and what the lists say of those, how the sentence is cut there, how an unlisted word ends, and the word itself when it is a name and a
//! word at once (*Bo*, *Hans*). [`super::weights`] says what each is worth.

use super::context::{Context, Listing};
use super::facts::tail;
use super::language::Language;
use super::token::{Case, Gap};
use super::weights::{Class, Feature, Value};

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
#[inline]
pub fn visit(context: &Context<'_>, index: usize, see: &mut impl FnMut(Feature, Class, Value<'_>)) {
    let writing = writing(context, index);
    see(Feature::Base, writing, context.listing_value(index));
    if is_candidate(context, index, writing) {
        visit_candidate(context, index, writing, see);
    }
}

fn visit_candidate(
    context: &Context<'_>,
    index: usize,
    writing: Class,
    see: &mut impl FnMut(Feature, Class, Value<'_>),
) {
    let (Some(token), listing) = (context.tokens.get(index), context.listing(index)) else { return };
    if listing == Listing::Unknown {
        let long = const { [Value::new("short"), Value::new("long")] };
        see(Feature::Length, writing, if token.chars > 5 { long[1] } else { long[0] });
    }
    let class = match coarse(writing) {
        Class::Capital => Class::Capital,
        _ => Class::Lower,
    };
    let english = context.language_at(index) == Language::English;
    see(Feature::Language, class, if english { const { Value::new("en") } } else { const { Value::new("da") } });
    if listing.is_also_a_word() {
        see(Feature::Own, class, Value::new(context.name(index)));
    }
    if !listing.is_first_name() && !listing.is_plain_word() || context.is_compound(index) {
        see(Feature::End, class, own_value(context, index, Part::LastThree));
    }
    see(Feature::Gap, class, gap(token.gap));
    let before = (token.gap != Gap::Break).then(|| index.checked_sub(1)).flatten();
    let (start, end) = const { (Value::new("<start>"), Value::new("<end>")) };
    around(context, before, start, [Feature::Prev, Feature::PrevListing, Feature::PrevEnd], class, see);
    if class == Class::Lower && before.is_some_and(|at| is_determiner(context.tokens.lower_at(at))) {
        see(Feature::Determiner, class, context.listing_value(index));
    }
    let before = before.filter(|at| context.tokens.get(*at).is_some_and(|token| token.gap != Gap::Break));
    see(Feature::Prev2, class, word(context, before.and_then(|at| at.checked_sub(1)), start));
    let after = context.tokens.get(index + 1);
    see(Feature::GapAfter, class, after.map_or(const { Value::new("end") }, |token| gap(token.gap)));
    let after = after.filter(|token| token.gap != Gap::Break).map(|_| index + 1);
    around(context, after, end, [Feature::Next, Feature::NextListing, Feature::NextEnd], class, see);
    let after =
        after.map(|at| at + 1).filter(|at| context.tokens.get(*at).is_some_and(|token| token.gap != Gap::Break));
    see(Feature::Next2, class, word(context, after, end));
}

/// Words that make a thing of the word after them: *ingen storm*, *den samme lund*, *mit liv*.
fn is_determiner(lower: &str) -> bool {
    matches!(
        lower,
        "en" | "et"
            | "den"
            | "det"
            | "ingen"
            | "intet"
            | "noget"
            | "nogen"
            | "mit"
            | "sit"
            | "dit"
            | "samme"
            | "hele"
            | "hvert"
            | "hver"
            | "al"
            | "alt"
            | "meget"
            | "mere"
            | "a"
            | "an"
            | "the"
            | "no"
            | "some"
            | "any"
            | "at"
            | "to"
    )
}

fn around(
    context: &Context<'_>,
    at: Option<usize>,
    missing: Value<'static>,
    [same, listed, ending]: [Feature; 3],
    class: Class,
    see: &mut impl FnMut(Feature, Class, Value<'_>),
) {
    see(same, class, word(context, at, missing));
    if let Some(at) = at {
        see(listed, class, context.listing_value(at));
        if context.listing(at).is_plain_word() {
            // Of a number the ending is that of the sign for it.
            let value = match context.listing(at) {
                Listing::Number => const { Value::new("r>") },
                _ => own_value(context, at, Part::LastTwo),
            };
            see(ending, class, value);
        }
    }
}

/// How much of a word is looked at.
#[derive(Clone, Copy)]
enum Part {
    All,
    LastTwo,
    LastThree,
}

/// A word, or the end of it, with the number that is known of it.
fn own_value<'c>(context: &'c Context<'_>, at: usize, part: Part) -> Value<'c> {
    let lower = context.tokens.lower_at(at);
    let [all, two, three] = context.words.get(at).map_or([0; 3], |word| context.vocabulary.facts(word.id).values);
    match part {
        Part::All => Value::known(all, lower),
        Part::LastTwo => Value::known(two, tail(lower, 2)),
        Part::LastThree => Value::known(three, tail(lower, 3)),
    }
}

/// The word at a place as a value: itself when it is nobody's name, and a sign for what it is otherwise.
fn word<'c>(context: &'c Context<'_>, at: Option<usize>, missing: Value<'static>) -> Value<'c> {
    let Some((at, token)) = at.and_then(|at| Some((at, context.tokens.get(at)?))) else { return missing };
    match context.listing(at) {
        Listing::Number => const { Value::new("<number>") },
        Listing::Word | Listing::Kept | Listing::ForeignWord | Listing::Acronym => own_value(context, at, Part::All),
        listing if listing.is_also_a_word() && token.case == Case::Lower => own_value(context, at, Part::All),
        listing if listing.is_name() => const { Value::new("<name>") },
        _ => const { Value::new("<other>") },
    }
}

const fn gap(gap: Gap) -> Value<'static> {
    match gap {
        Gap::Space => const { Value::new("space") },
        Gap::Line => const { Value::new("line") },
        Gap::Hyphen => const { Value::new("hyphen") },
        Gap::Dot => const { Value::new("dot") },
        Gap::Comma => const { Value::new("comma") },
        Gap::Colon => const { Value::new("colon") },
        Gap::Mark => const { Value::new("mark") },
        Gap::Break => const { Value::new("break") },
    }
}
