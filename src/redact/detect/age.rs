//! An age beside a name: only somebody is nine years old.
//!
//! Finds: *storm på 9*, *Viola (8)*, *even er 11 år*, *alma, 9 år*, *L, der er 6 år*, *den 9-årige juni*.
//! Misses: an age a sentence away (*Han er ni*).

use crate::intake::Seed;
use crate::redact::context::{Context, Listing};
use crate::redact::score::{Board, Signal};
use crate::redact::token::{Case, Gap};

/// Adds the signals.
pub fn detect(context: &Context<'_>, _seeds: &[Seed], board: &mut Board) {
    for (index, word) in context.words.iter().enumerate() {
        if word.listing.is_plain_word() {
            continue;
        }
        let Some(token) = context.tokens.get(index).filter(|token| token.chars > 1) else { continue };
        if follows(context, index + 1) || token.gap == Gap::Space && leads(context, index) {
            board.add(context, index, Signal::Age(token.span.start()));
        }
    }
}

/// *den 9-årige juni*.
fn leads(context: &Context<'_>, index: usize) -> bool {
    index.checked_sub(1).is_some_and(|before| {
        matches!(context.tokens.lower_at(before), "årige" | "årig" | "aarige")
            || matches!(context.tokens.lower_at(before), "old")
                && context.tokens.get(before).is_some_and(|token| token.gap == Gap::Hyphen)
    })
}

/// Whether the tokens from `index` tell the age of what stands before them.
pub fn follows(context: &Context<'_>, index: usize) -> bool {
    let Some(token) = context.tokens.get(index) else { return false };
    let word = context.tokens.lower(token);
    match token.gap {
        Gap::Space | Gap::Line | Gap::Dot => match word {
            "på" | "aged" => age(context, index + 1, Gap::Space),
            "er" | "var" | "fylder" | "fyldte" | "is" | "was" | "turned" => years(context, index + 1),
            _ => token.gap == Gap::Space && years(context, index),
        },
        // *(9)*, *(9 år)*, *- 9 år*
        Gap::Mark => {
            years(context, index)
                || token.number
                    && token.chars <= 2
                    && context.tokens.lower_text().get(token.span.end()..).is_some_and(|rest| rest.starts_with(')'))
        }
        Gap::Comma => match word {
            "der" | "som" | "who" => {
                matches!(context.tokens.lower_at(index + 1), "er" | "var" | "is") && age(context, index + 2, Gap::Space)
            }
            _ => years(context, index),
        },
        _ => false,
    }
}

/// A number that may be an age, and no measure after it.
fn age(context: &Context<'_>, index: usize, gap: Gap) -> bool {
    let Some(token) = context.tokens.get(index) else { return false };
    let number = token.number && token.chars <= 2
        || token.case == Case::Lower && context.words.get(index).is_some_and(|word| word.number_word);
    let measured = context.tokens.get(index + 1).is_some_and(|next| {
        next.gap == Gap::Space
            && matches!(
                context.tokens.lower(next),
                "m" | "meter"
                    | "km"
                    | "cm"
                    | "kr"
                    | "kroner"
                    | "procent"
                    | "minutter"
                    | "min"
                    | "timer"
                    | "gange"
                    | "sider"
                    | "grader"
                    | "kg"
                    | "kilo"
            )
            || next.number && matches!(next.gap, Gap::Dot | Gap::Colon | Gap::Mark | Gap::Hyphen)
            || context.listing(index + 1) == Listing::Number
    });
    token.gap == gap && number && !measured
}

/// A number and *år*.
fn years(context: &Context<'_>, index: usize) -> bool {
    let Some(token) = context.tokens.get(index) else { return false };
    let number = token.number && token.chars <= 2
        || token.case == Case::Lower && context.words.get(index).is_some_and(|word| word.number_word);
    number
        && matches!(context.tokens.lower_at(index + 1), "år" | "aar" | "årig" | "years" | "måneder" | "mdr" | "months")
}

#[cfg(test)]
mod tests {
    use crate::redact::detect::shown::persons;

    #[test]
    fn an_age_tells_a_child_from_the_weather_and_a_measure_does_not() {
        for (text, found) in [
            ("det er storm på 9 der ikke trives i klassen", vec!["storm"]),
            ("vores alba er 11 år og hun har det svært", vec!["alba"]),
            ("den 9-årige storm blev holdt fast af to voksne", vec!["storm"]),
            ("der var en storm på 9 meter i sekundet ude på havet", vec![]),
            ("en dag på 9 timer er for lang for et barn", vec![]),
        ] {
            assert_eq!(persons(text), found, "{text}");
        }
    }
}
