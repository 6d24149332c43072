//! What follows the number of a house: floor, side, door, room, plot, postcode and town.

use crate::redact::context::{Context, Listing};
use crate::redact::token::{Case, Gap};

/// The last word of the address of which the word at `at` is certain.
pub(super) fn last(context: &Context<'_>, at: usize) -> usize {
    let last = inside(context, at);
    town(context, last).unwrap_or(last)
}

/// The same when a floor, a door or a room follows; none when nothing does.
pub(super) fn joined(context: &Context<'_>, at: usize) -> Option<usize> {
    (inside(context, at) > at).then(|| last(context, at))
}

/// Past floor, side, door and room.
fn inside(context: &Context<'_>, at: usize) -> usize {
    const MOST: usize = 7;
    let mut last = at;
    for _ in 0..MOST {
        match part(context, last + 1) {
            Some(next) => last = next,
            None => break,
        }
    }
    last
}

/// Whether a word makes a measure of the number before it.
pub(super) fn is_measure(context: &Context<'_>, at: usize) -> bool {
    let lower = context.tokens.lower_at(at);
    let near = context.tokens.get(at).is_some_and(|token| matches!(token.gap, Gap::Space | Gap::Line));
    near && (matches!(
        lower,
        "gange"
            | "gang"
            | "dage"
            | "dag"
            | "uger"
            | "uge"
            | "år"
            | "aar"
            | "måneder"
            | "måned"
            | "mdr"
            | "timer"
            | "time"
            | "minutter"
            | "min"
            | "km"
            | "kr"
            | "kroner"
            | "meter"
            | "m"
            | "børn"
            | "elever"
            | "voksne"
            | "mennesker"
            | "personer"
            | "procent"
            | "pct"
            | "andre"
            | "af"
            | "til"
            | "eller"
            | "ud"
            | "stykker"
            | "stk"
            | "hunde"
            | "sager"
    ) || context.words.get(at).is_some_and(|word| word.number_word)
        && !matches!(lower, "en" | "et" | "a" | "one"))
}

/// Past the part that begins at `at`: *2. sal*, *st. tv.*, *lejl. 12*, *dør 5*, *anden til venstre*, *blok D*.
fn part(context: &Context<'_>, at: usize) -> Option<usize> {
    let token = context.tokens.get(at)?;
    let lower = context.tokens.lower(token);
    let comma = token.gap == Gap::Comma;
    // A point after *tv.* and *st.* ends no sentence when the address goes on.
    let pointed = token.gap == Gap::Dot || token.gap == Gap::Break && after_point(context, at);
    let near = comma || pointed || token.gap == Gap::Space;
    if !near {
        // *1. -3*
        return (token.number && token.chars <= 2 && token.gap == Gap::Mark && sign(context, at) == ". -")
            .then_some(at);
    }
    if is_side(lower) || matches!(lower, "kld" | "kælderen" | "stuen" | "baghuset" | "forhuset" | "sidehuset") {
        return Some(at);
    }
    let next = context.tokens.get(at + 1);
    let next_lower = context.tokens.lower_at(at + 1);
    let joined = next.is_some_and(|next| matches!(next.gap, Gap::Space | Gap::Dot | Gap::Break));
    match lower {
        "st" | "kl" | "kælder" if comma || is_side(next_lower) || next.is_none_or(|next| next.gap != Gap::Space) => {
            Some(at)
        }
        "sal" | "floor" | "etage" if !comma => Some(at),
        "til" if matches!(next_lower, "venstre" | "højre") && !comma => Some(at + 1),
        "on" if next_lower == "the" && matches!(context.tokens.lower_at(at + 2), "left" | "right") => Some(at + 2),
        "dør" | "lejl" | "lejlighed" | "vær" | "værelse" | "opg" | "opgang" | "blok" | "have" | "plads" | "række"
        | "hus" | "stue" | "rum" | "nr" | "lejlnr" | "flat" | "apt"
            if joined
                && is_label(context, at + 1)
                && (comma || !matches!(lower, "have" | "plads" | "hus" | "stue" | "rum" | "nr")) =>
        {
            Some(at + 1)
        }
        "første" | "anden" | "tredje" | "fjerde" | "femte" if matches!(next_lower, "sal" | "til") => Some(at),
        _ if token.number && token.chars <= 2 => {
            let floor = matches!(next_lower, "sal" | "tv" | "th" | "mf" | "etage" | "dør" | "lejl" | "til")
                || matches!(next_lower, "nd" | "rd" | "st") && matches!(context.tokens.lower_at(at + 2), "floor")
                || next_lower == "t" && matches!(context.tokens.lower_at(at + 2), "v" | "h");
            let suffix = matches!(next_lower, "nd" | "rd" | "th") && context.tokens.lower_at(at + 2) == "floor";
            if suffix {
                return Some(at + 1);
            }
            (floor || comma && !is_measure(context, at + 1) && ends_part(context, at)).then_some(at)
        }
        "t" if matches!(next_lower, "v" | "h") => Some(at + 1),
        _ => None,
    }
}

/// *tv*, *th*, *mf*: the side of the stairs.
fn is_side(lower: &str) -> bool {
    matches!(lower, "tv" | "th" | "mf" | "midtfor")
}

/// The sign before the word at `at`.
fn sign<'c>(context: &'c Context<'_>, at: usize) -> &'c str {
    let before = at.checked_sub(1).and_then(|at| context.tokens.get(at)).map_or(0, |token| token.span.end());
    let start = context.tokens.get(at).map_or(before, |token| token.span.start());
    context.tokens.lower_text().get(before..start).unwrap_or_default()
}

/// Whether the point before the word at `at` is that of a floor, a side or a short word.
fn after_point(context: &Context<'_>, at: usize) -> bool {
    let point = matches!(sign(context, at), ". " | "." | "., ");
    point
        && at.checked_sub(1).is_some_and(|before| {
            let lower = context.tokens.lower_at(before);
            is_side(lower)
                || matches!(lower, "st" | "kl" | "kld" | "opg" | "lejl" | "vær" | "nr" | "dør" | "sal")
                || context.tokens.get(before).is_some_and(|token| token.number && token.chars <= 2)
        })
}

/// What follows *dør* and *blok*: a number or one letter.
fn is_label(context: &Context<'_>, at: usize) -> bool {
    context
        .tokens
        .get(at)
        .is_some_and(|token| token.number && token.chars <= 4 || token.chars == 1 && token.case == Case::Capital)
}

/// Whether a floor ends here: *2.*, *1.,* or the end of the line.
fn ends_part(context: &Context<'_>, at: usize) -> bool {
    let end = context.tokens.get(at).map_or(0, |token| token.span.end());
    let rest = context.tokens.lower_text().get(end..).unwrap_or_default();
    rest.is_empty()
        || rest.starts_with([',', '\n'])
        || rest.starts_with(". ") && !rest.starts_with(". k")
        || rest == "."
}

/// The last word of the town: *, 4930 Maribo*, *, 25917 Leck*, *i Tarm*, *, Edinburgh*, *, 80-214 Gdańsk*.
fn town(context: &Context<'_>, last: usize) -> Option<usize> {
    let at = last + 1;
    let token = context.tokens.get(at)?;
    let near = matches!(token.gap, Gap::Comma | Gap::Space | Gap::Line)
        || token.gap == Gap::Break && (after_point(context, at) || sign(context, at) == "\n");
    if !near {
        return None;
    }
    if token.number && matches!(token.chars, 4 | 5) {
        return is_town(context, at + 1, Gap::Space).then(|| carry(context, at + 1));
    }
    if token.number && matches!(token.chars, 2 | 3) {
        let rest =
            context.tokens.get(at + 1).is_some_and(|next| next.number && matches!(next.gap, Gap::Hyphen | Gap::Space));
        return (rest && token.gap == Gap::Comma)
            .then(|| if is_town(context, at + 2, Gap::Space) { carry(context, at + 2) } else { at + 1 });
    }
    if context.tokens.lower(token) == "i" && token.gap == Gap::Space {
        let large = context.listing(at + 1) == Listing::Kept && context.entry(at + 1).is_dictionary_place();
        return (large || is_town(context, at + 1, Gap::Space) && context.listing(at + 1) != Listing::Kept)
            .then(|| carry(context, at + 1));
    }
    // *, Edinburgh*: a place and not the next person of a list.
    let place = matches!(context.listing(at), Listing::PlaceName | Listing::KeptSurname)
        || context.listing(at) == Listing::Kept && context.entry(at).is_dictionary_place();
    // *1. tv., Grenaa*
    let comma = token.gap == Gap::Comma || sign(context, at) == "., ";
    (comma && place && token.case != Case::Lower).then(|| carry(context, at))
}

fn is_town(context: &Context<'_>, at: usize, gap: Gap) -> bool {
    context.tokens.get(at).zip(context.words.get(at)).is_some_and(|(token, word)| {
        let capital = token.case != Case::Lower;
        let place = matches!(word.listing, Listing::PlaceName | Listing::KeptSurname | Listing::Unknown)
            || word.listing == Listing::Kept && context.entry(at).is_dictionary_place();
        token.gap == gap && !token.number && token.chars > 2 && word.cue.is_none() && (capital || place)
    })
}

/// *Aalborg SV*, *København K*, *Hvide Sande*.
fn carry(context: &Context<'_>, at: usize) -> usize {
    let next = at + 1;
    let quarter = context.tokens.get(next).is_some_and(|token| {
        token.gap == Gap::Space
            && token.chars <= 2
            && matches!(token.case, Case::Capital | Case::Upper)
            && matches!(
                context.tokens.lower(token),
                "k" | "v" | "s" | "n" | "ø" | "m" | "c" | "j" | "nv" | "sv" | "sø" | "nø"
            )
    });
    usize::from(quarter) + at
}
