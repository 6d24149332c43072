//! What may be initials, before anything is said of it.

use super::evidence;
use crate::redact::context::{Context, Listing};
use crate::redact::language::Language;
use crate::redact::token::{Case, Gap, Token};
use crate::text::Span;
use std::borrow::Cow;

/// How letters for a name are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// *S*
    Letter,
    /// *Es* before what belongs to E.
    Genitive,
    /// *L.K.*
    Dotted,
    /// *P.S.*
    Stock,
    /// *LK*, *AMN*
    Capitals,
    /// *mst*, in no list
    Lower,
    /// *n*
    LowerLetter,
}

/// Letters that may be somebody.
#[derive(Clone, Debug)]
pub(super) struct Unit<'c> {
    pub(super) first: usize,
    pub(super) last: usize,
    pub(super) shape: Shape,
    /// The letters in lower case, without full stops.
    pub(super) key: Cow<'c, str>,
    /// Whether a full stop right after it belongs to it.
    dot: bool,
}

/// Dotted letters that are no name: *P.S.*, *N.B.*
const STOCK: [&str; 14] = ["ps", "nb", "fx", "eu", "us", "uk", "usa", "tv", "pc", "fn", "dvs", "osv", "ie", "eg"];

/// Letters in lower case that are words or abbreviations of their own.
const LETTER_WORDS: [&str; 13] = ["a", "i", "å", "ø", "e", "o", "u", "æ", "d", "m", "v", "x", "y"];

impl Unit<'_> {
    /// The stretch to hide: the letters, with the full stop where the sentence goes on after it, without a genitive *s*.
    pub(super) fn span(&self, context: &Context<'_>) -> Option<Span> {
        let (first, last) = (context.tokens.get(self.first)?, context.tokens.get(self.last)?);
        let span = first.span.union(last.span);
        match self.shape {
            Shape::Genitive => context.source.span(span.start(), span.end() - 1),
            _ if self.dot => context.source.span(span.start(), span.end() + 1),
            _ => Some(span),
        }
    }

    /// How much must speak for it where it stands when the same letters are somebody elsewhere.
    pub(super) const fn least(&self) -> i8 {
        match self.shape {
            Shape::Genitive | Shape::LowerLetter => 3,
            _ => 1,
        }
    }
}

/// All of them, in text order. Most words are longer than four letters, or lower case and known.
pub(super) fn all<'c>(context: &'c Context<'_>) -> Vec<Unit<'c>> {
    let tokens = context.tokens.all();
    let mut units = Vec::new();
    let mut index = 0;
    while let Some(token) = tokens.get(index) {
        let unit = if token.chars > 4 || token.number { None } else { at(context, index, token) };
        index = unit.as_ref().map_or(index, |unit| unit.last) + 1;
        units.extend(unit.filter(|unit| unit.shape != Shape::Stock));
    }
    units
}

fn at<'c>(context: &'c Context<'_>, index: usize, token: &Token) -> Option<Unit<'c>> {
    let key = context.tokens.lower(token);
    let one =
        |shape| Unit { first: index, last: index, shape, key: Cow::Borrowed(key), dot: dot_inside(context, index) };
    if let Some(last) = evidence::closes(context, index).filter(|last| *last > index) {
        let key: String = (index..=last).map(|at| context.tokens.lower_at(at)).collect();
        return Some(Unit { first: index, last, shape: Shape::Dotted, key: Cow::Owned(key), dot: false });
    }
    if let (1, Case::Capital) = (token.chars, token.case) {
        if in_phrase(context, index) {
            return None;
        }
        let last = dotted(context, index);
        if last == index {
            return Some(one(Shape::Letter));
        }
        let key: String = (index..=last).map(|at| context.tokens.lower_at(at)).collect();
        let dot = dot_inside(context, last);
        // The letters of *P.S.* are not looked at one by one either.
        let shape = if STOCK.contains(&key.as_str()) { Shape::Stock } else { Shape::Dotted };
        return Some(Unit { first: index, last, shape, key: Cow::Owned(key), dot });
    }
    match token.case {
        // A list of initials looks like shouting.
        Case::Upper
            if (!token.shouted || evidence::on_a_list(context, index)) && !context.listing(index).is_first_name() =>
        {
            Some(one(Shape::Capitals))
        }
        Case::Capital if token.chars == 2 && key.ends_with('s') => {
            let key = key.strip_suffix('s').unwrap_or(key);
            Some(Unit { first: index, last: index, shape: Shape::Genitive, key: Cow::Borrowed(key), dot: false })
        }
        Case::Lower if token.chars == 1 => {
            let signed = || evidence::closes(context, index).is_some() || evidence::is_signed(context, index);
            (!LETTER_WORDS.contains(&key) || signed()).then(|| one(Shape::LowerLetter))
        }
        Case::Lower => is_no_word(context, index).then(|| one(Shape::Lower)),
        _ => None,
    }
}

/// Whether letters in lower case are no word: unknown, or an abbreviation.
fn is_no_word(context: &Context<'_>, index: usize) -> bool {
    const STANDING: [&str; 34] = [
        "tlf", "nr", "kr", "km", "kg", "cm", "mm", "kl", "pr", "jf", "mv", "stk", "mdr", "hr", "fr", "frk", "dr",
        "pga", "mht", "hhv", "mfl", "fx", "tv", "th", "ml", "pt", "str", "nb", "ps", "pc", "mvh", "vh", "hvh", "gl",
    ];
    let listing = context.listing(index);
    let lower = context.tokens.lower_at(index);
    // *no* is an abbreviation in Danish.
    if context.language_at(index) == Language::English && context.entry(index).is_english_word() {
        return false;
    }
    if listing == Listing::Word {
        return evidence::is_unsaid(lower) && lower.chars().count() < 4 && !STANDING.contains(&lower);
    }
    // *mst* is one slip from a word, and cannot be said.
    if listing == Listing::Misspelt && evidence::is_unsaid(lower) {
        return true;
    }
    matches!(
        listing,
        Listing::Unknown | Listing::Kept | Listing::ProperNoun | Listing::PlaceName | Listing::ForeignWord
    ) && !context.entry(index).is_danish_word()
}

/// Whether a letter is part of a kept phrase: *A.P. Møller*. The pronoun *I* is kept by itself.
fn in_phrase(context: &Context<'_>, index: usize) -> bool {
    context.listing(index) == Listing::Kept && !context.entry(index).is_kept()
}

/// The last letter of a dotted run without spaces that starts here, or `index` itself.
fn dotted(context: &Context<'_>, index: usize) -> usize {
    const MOST: usize = 4;
    let tight = |at: usize| {
        let (Some(before), Some(token)) =
            (at.checked_sub(1).and_then(|at| context.tokens.get(at)), context.tokens.get(at))
        else {
            return false;
        };
        token.gap == Gap::Dot && token.span.start() == before.span.end() + 1
    };
    let single = |at: usize| {
        // *F.v.Q.*: a particle between them is written small.
        let particle =
            |at: usize| at > index && matches!(context.tokens.lower_at(at), "v" | "d" | "a") && tight(at + 1);
        context.tokens.get(at).is_some_and(|token| token.chars == 1 && (token.case == Case::Capital || particle(at)))
            && !in_phrase(context, at)
    };
    if !single(index) {
        return index;
    }
    (index + 1..index + MOST).take_while(|&at| single(at) && tight(at)).last().unwrap_or(index)
}

/// Whether a full stop follows a capital letter and the sentence goes on after it.
fn dot_inside(context: &Context<'_>, last: usize) -> bool {
    let Some(token) = context.tokens.get(last) else { return false };
    let rest = context.tokens.lower_text().get(token.span.end()..).unwrap_or_default();
    let next = context.tokens.get(last + 1);
    token.chars == 1
        && token.case == Case::Capital
        && rest.starts_with('.')
        && next.is_some_and(|next| next.gap == Gap::Dot && next.case == Case::Lower)
}
