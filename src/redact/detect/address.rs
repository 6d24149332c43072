//! Postal addresses word by word: a street and the number of a house, and around them all that belongs to it.
//!
//! Finds: *skt. annæ gade 3 kld*, *KIRKE VÆRLØSEVEJ 70 ST.TV.*, *1. Maj Vej 3, st.*, *Fuglebakken 33, opg. C, 1. sal, lejl. 12*, *birkemosevej otte*,
//! *nummer otte på birkemosevej i hampen*, *Prinsengracht 1187-II, 1017 Amsterdam*, *14 Ferrier Street, Edinburgh*, *haveforeningen Solglimt, have 112*,
//! *Kollegiet, blok D, vær. 214*: a word that ends as streets do (`street`) and a number beside it; then its front to the left, and floor, door, room and
//! town to the right (`parts`). What the patterns of `rules/patterns/address.toml` find is lengthened by the same parts.
//! Leaves: *på vej 12 gange*, *i haven 3 børn*, *stue 4 på sygehuset*.
//! Misses: houses without a number (*det røde hus mellem Thise og Nautrup*), and streets that end like no other before a bare number in lower case.

mod parts;
mod street;

pub use street::is_street_word;

use crate::redact::context::{Context, Listing};
use crate::redact::finding::{Evidence, Finding, Kind, Tier};
use crate::redact::token::{Case, Gap, Token};
use crate::text::Span;

/// One finding for each address that begins with its street, and one for what is joined to an address or an institution that others have found.
/// `found` are these, in text order. `names` are people and places: with the number of a house behind it a name is a street (*foran Hønborg 31B*).
pub fn detect(context: &Context<'_>, found: &[Span], names: &[Span]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (index, word) in context.words.iter().enumerate() {
        if word.street {
            findings.extend(at_street(context, index));
        }
        if word.listing == Listing::Number {
            findings.extend(lived_at(context, index));
        }
    }
    for span in found {
        let next = context.tokens.all().partition_point(|token| token.span.start() < span.end());
        // A town alone makes no address of an institution.
        let last = next.checked_sub(1).and_then(|last| parts::joined(context, last));
        if let (Some(last), Some(from)) = (last, next.checked_sub(1)) {
            findings.extend(finding(context, from, last, Tier::Doubt));
        }
    }
    findings.extend(names.iter().filter_map(|span| numbered(context, *span)));
    findings
}

/// *foran kastanien 31b*, *vi bor på droslen 12*: a preposition of place, one or two words that no list of streets knows, and the number of a house: with a
/// letter glued to it, or where somebody lives. What is counted or numbered in another way is none (*i klasse 31b*, *bor på stue 4*).
fn lived_at(context: &Context<'_>, at: usize) -> Option<Finding> {
    const LONGEST: usize = 3;
    const NUMBERED: [&str; 26] = [
        "klasse", "klassen", "stue", "stuen", "gruppe", "spor", "bilag", "afsnit", "punkt", "stk", "nr", "nummer",
        "trin", "team", "hold", "bus", "linje", "side", "model", "type", "afdeling", "uge", "kl", "plads", "værelse",
        "sal",
    ];
    let number = context.tokens.get(at).filter(|token| token.chars <= 3 && token.gap == Gap::Space)?;
    let last = house(context, at)?;
    let word = at.checked_sub(1)?;
    let first = (1..=LONGEST).filter_map(|back| at.checked_sub(back)).find(|&first| {
        first
            .checked_sub(1)
            .is_some_and(|before| matches!(context.tokens.lower_at(before), "på" | "paa" | "foran" | "ad" | "i"))
    })?;
    let free = |at: usize| {
        context.tokens.get(at).is_some_and(|token| token.gap == Gap::Space && !token.number && token.chars > 2)
            && context
                .words
                .get(at)
                .is_some_and(|word| !word.function && !word.number_word && word.cue.is_none() && !word.verb)
            && !NUMBERED.contains(&context.tokens.lower_at(at))
            && crate::redact::calendar::month(context.tokens.lower_at(at)).is_none()
    };
    let lives = || {
        let verb = first.checked_sub(2).map_or("", |at| context.tokens.lower_at(at));
        matches!(verb, "bor" | "boede" | "bo" | "boet" | "hjemme") && number.chars <= 3
    };
    let told =
        last > at && context.tokens.get(last).is_some_and(|token| token.chars == 1) && number.chars > 1 || lives();
    let named = (first..=word).all(free) && context.tokens.get(word).is_some_and(|token| token.chars > 3);
    (told && named && !parts::is_measure(context, last + 1))
        .then(|| finding(context, first, parts::last(context, last), Tier::Doubt))
        .flatten()
}

/// *foran Hønborg 31B*, *vi bor på Skjærkjær 12*: a preposition, a name that is no first name, and a number with a letter, or one that somebody lives at.
fn numbered(context: &Context<'_>, name: Span) -> Option<Finding> {
    let at = |byte: usize| context.tokens.all().partition_point(|token| token.span.end() <= byte);
    let (first, next) = (at(name.start()), at(name.end()));
    let before = context.tokens.lower_at(first.checked_sub(1)?);
    let last_word = next.checked_sub(1)?;
    if !matches!(before, "på" | "paa" | "foran" | "ad" | "til" | "fra" | "i" | "hos")
        || context.entry(last_word).is_first_name()
    {
        return None;
    }
    let number = context.tokens.get(next).filter(|token| token.number && token.gap == Gap::Space)?;
    let last = house(context, next)?;
    let told = last > next || street::is_led(context, first) && number.chars <= 3 || parts::last(context, last) > last;
    (told && !parts::is_measure(context, last + 1))
        .then(|| finding(context, first, parts::last(context, last), Tier::Doubt))
        .flatten()
}

fn finding(context: &Context<'_>, first: usize, last: usize, tier: Tier) -> Option<Finding> {
    let span = context.tokens.get(first)?.span.union(context.tokens.get(last)?.span);
    Some(Finding { span, kind: Kind::Address, tier, evidence: vec![Evidence::Shape { shape: "street" }] })
}

/// The address whose street ends with the word at `street`.
fn at_street(context: &Context<'_>, street: usize) -> Option<Finding> {
    let first = street::first_word(context, street)?;
    let sure = street::is_sure(context, street);
    // *14 Ferrier Street*
    if let Some(number) = first.checked_sub(1).filter(|&at| house_before(context, at))
        && street::is_english(context, street)
    {
        return finding(context, number, parts::last(context, street), Tier::Sure);
    }
    // *nummer otte på birkemosevej*
    if let Some(number) = number_before(context, first) {
        return finding(context, number, parts::last(context, street), Tier::Sure);
    }
    let house = house(context, street + 1)?;
    let last = parts::last(context, house);
    let measured = last == house && parts::is_measure(context, house + 1);
    let told = sure || last > house || street::is_led(context, first);
    (!measured && told).then(|| finding(context, first, last, if sure { Tier::Sure } else { Tier::Doubt })).flatten()
}

/// The last word of the number of a house that begins at `at`: *12*, *otte*, *7b*, *1187-II*, *nr. 12*.
fn house(context: &Context<'_>, at: usize) -> Option<usize> {
    const LONGEST: u32 = 4;
    let at = if matches!(context.tokens.lower_at(at), "nr" | "nummer" | "no") { at + 1 } else { at };
    // *Vesterhavsgd. 71*: the point of a short word.
    let short = |token: &Token| {
        let before = context.tokens.get(at - 1).map_or(0, |before| before.span.end());
        token.gap == Gap::Break
            && context.tokens.lower_text().get(before..token.span.start()) == Some(". ")
            && at.checked_sub(1).is_some_and(|street| context.tokens.lower_at(street).ends_with("gd"))
    };
    let token = context.tokens.get(at).filter(|token| matches!(token.gap, Gap::Space | Gap::Dot) || short(token))?;
    let word = context.words.get(at)?;
    let figures = token.number && token.chars <= LONGEST;
    let hundred = |at: usize| matches!(context.tokens.lower_at(at), "hundrede" | "hundred");
    let spoken = hundred(at)
        || word.number_word && token.chars > 2 && !matches!(context.tokens.lower(token), "en" | "et" | "første")
        || word.number_word && hundred(at + 1);
    if !(figures || spoken) {
        return None;
    }
    let mut last = at;
    // *hundrede og to*, *to hundrede fireogtyve*
    if spoken && (hundred(at) || hundred(at + 1)) {
        last = if hundred(at) { at } else { at + 1 };
        let ones = if context.tokens.lower_at(last + 1) == "og" { last + 2 } else { last + 1 };
        if context.words.get(ones).is_some_and(|word| word.number_word) {
            last = ones;
        }
    }
    let glued =
        |at: usize| {
            context.tokens.get(at).zip(context.tokens.get(at - 1)).is_some_and(|(token, before)| {
                token.span.start() == before.span.end() && !token.number && token.chars == 1
            })
        };
    let ranged = |at: usize| {
        context.tokens.get(at).is_some_and(|token| {
            token.gap == Gap::Hyphen && token.chars <= 3 && (token.number || token.case == Case::Upper)
        })
    };
    let lettered = |at: usize| {
        context.tokens.get(at).is_some_and(|token| {
            token.gap == Gap::Space
                && token.chars == 1
                && matches!(context.tokens.lower(token), "a" | "b" | "c" | "d" | "e" | "f")
                && token.case == Case::Capital
        })
    };
    if glued(last + 1) || ranged(last + 1) || lettered(last + 1) {
        last += 1;
    }
    Some(last)
}

/// Whether a number stands before an English street.
fn house_before(context: &Context<'_>, at: usize) -> bool {
    context.tokens.get(at).is_some_and(|token| token.number && token.chars <= 4)
        && context.tokens.get(at + 1).is_some_and(|next| next.gap == Gap::Space)
}

/// *nummer otte på*, *nr. 14 i*, right before the street that begins at `first`.
fn number_before(context: &Context<'_>, first: usize) -> Option<usize> {
    let (led, number, announced) = (first.checked_sub(1)?, first.checked_sub(2)?, first.checked_sub(3)?);
    let near = matches!(context.tokens.lower_at(led), "på" | "ad" | "i" | "on");
    let told = matches!(context.tokens.lower_at(announced), "nr" | "nummer" | "no");
    let counts = context.tokens.get(number).is_some_and(|token| token.number)
        || context.words.get(number).is_some_and(|word| word.number_word);
    (near && told && counts).then_some(announced)
}

#[cfg(test)]
mod tests {
    use crate::redact::rules::RuleSet;
    use crate::redact::{Kind, analyse};
    use crate::text::SourceText;

    #[expect(clippy::disallowed_methods, reason = "tests look at invented text")]
    fn addresses(text: &str) -> Vec<String> {
        let source = SourceText::normalise(text);
        let analysis = analyse(&source, &[], &RuleSet::shipped().unwrap(), &[]).unwrap();
        let found = analysis.findings.iter().filter(|finding| finding.kind == Kind::Address);
        found.map(|finding| source.slice(finding.span).to_owned()).collect()
    }

    #[test]
    fn an_address_is_taken_from_its_first_word_to_its_last() {
        for (text, address) in [
            ("Vi boede i skt. annæ gade 3 kld. og så flyttede vi.", "skt. annæ gade 3 kld"),
            ("VI BOR KIRKE VÆRLØSEVEJ 70 ST.TV. OG INGEN KOMMER", "KIRKE VÆRLØSEVEJ 70 ST.TV."),
            ("JEG BOR PÅ SDR. BOULEVARD 118, 2. TH., 4930 MARIBO NU", "SDR. BOULEVARD 118, 2. TH., 4930 MARIBO"),
            ("Den holdt foran 1. Maj Vej 3, st. en hel dag.", "1. Maj Vej 3, st."),
            (
                "Vi har fået Fuglebakken 33, opg. C, 1. sal, lejl. 12, og den er god.",
                "Fuglebakken 33, opg. C, 1. sal, lejl. 12",
            ),
            ("vi er flyttet til birkemosevej otte i går", "birkemosevej otte"),
            ("vi bor i nummer otte på birkemosevej og har det godt", "nummer otte på birkemosevej"),
            (
                "Jeg bor på Prinsengracht 1187-II, 1017 Amsterdam, og skriver herfra.",
                "Prinsengracht 1187-II, 1017 Amsterdam",
            ),
            ("Vi bor Havnegade 22 2 sal dør 5 i Esbjerg nu.", "Havnegade 22 2 sal dør 5 i Esbjerg"),
            ("Jeg bor på Süderweg 3, 25917 Leck, lige over grænsen.", "Süderweg 3, 25917 Leck"),
            ("The letters went to 14 Ferrier Street, Edinburgh and came back.", "14 Ferrier Street, Edinburgh"),
        ] {
            assert_eq!(addresses(text), [address], "{text}");
        }
    }

    #[test]
    fn ways_and_gardens_that_are_no_addresses_stay() {
        for text in [
            "Jeg var på vej 12 gange.",
            "I haven 3 dage om ugen.",
            "Han lå på stue 4 i uge 12.",
            "De kom ad vejen 2 minutter senere.",
            "Vi gik i parken 20 minutter hver dag.",
        ] {
            assert!(addresses(text).is_empty(), "{text}");
        }
    }
}
