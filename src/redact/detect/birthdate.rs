//! Birth dates: a date that a word of birth stands near, in figures and in words.
//!
//! Finds: *født på Skejby en tirsdag i maj, den 12.*; *kom til verden den tredje april to tusind fjorten*; *da han fyldte 10 den 3. maj*; *bliver
//! atten d. 3/5*; *17.08.2014: Elif fødes*; *den 14. februar 2012 så vores datter dagens lys*; *hun er fra 14. maj 2013*; *vi fik ham den 3. maj*; *født juleaften*.
//! The simple forms (*født den 3. maj 2012*) are patterns in `rules/patterns/dates.toml`.
//! Leaves: *årgang 2012*, *født i 2012*, days of meetings and letters also where a birth is told in the same breath.
//! Misses: a date behind nothing but a name when the text names no year five years later, and one told over two sentences.

use crate::redact::calendar::{Written, date_at, month};
use crate::redact::context::{Context, Listing};
use crate::redact::finding::{Evidence, Finding, Kind, Tier};
use crate::redact::number_word::ordinal;
use crate::redact::token::Gap;

/// A word that speaks of a birth or a birthday, and how far its date may stand.
#[derive(Clone, Copy)]
struct Cue {
    at: usize,
    reach: usize,
}

/// One finding for each.
pub fn detect(context: &Context<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut cue: Option<Cue> = None;
    let mut month_since = false;
    let mut free_from = 0;
    let mut latest = LatestYear::default();
    for (index, token) in context.tokens.all().iter().enumerate() {
        if index < free_from {
            continue;
        }
        if ends_sentence(context, index) {
            cue = None;
        }
        if !token.number
            && let Some(reach) = reach(context, index)
        {
            cue = Some(Cue { at: index, reach });
            month_since = false;
            continue;
        }
        let lower = context.tokens.lower(token);
        if let Some(near) = cue
            && (index - near.at > near.reach || parts(context, index))
        {
            cue = None;
        }
        // A date that begins with a word is only looked for where a birth was told: most words are none.
        let begins = token.number || cue.is_some() && lower.len() > 3;
        let foreign = || (cue.is_some() && token.number).then(|| foreign_date(context, index)).flatten();
        let found = begins.then(|| date_at(context, index).or_else(foreign)).flatten();
        let Some(date) = found else {
            month_since |= cue.is_some() && !token.number && month(lower).is_some();
            // *en tirsdag i maj, den 12.*
            if token.number && month_since && cue.is_some() && is_lone_day(context, index) {
                findings.extend(finding(context, index, index));
                cue = None;
            }
            continue;
        };
        if cue.is_some()
            || dated_child(context, index, date.year)
            || birth_after(context, date.last)
            || behind_a_name(context, index, date.last, &mut latest)
        {
            findings.extend(finding(context, index, date.last));
            // *født den 3. maj 2012, søsteren den 4. juni 2014*
            // *i Skærtorsdag d. 21. april 2011*
            let day_follows = !date.year && matches!(context.tokens.lower_at(date.last + 1), "d" | "den");
            cue = context
                .tokens
                .get(date.last + 1)
                .filter(|next| next.gap == Gap::Comma || day_follows)
                .map(|_| Cue { at: date.last, reach: 4 });
        }
        free_from = date.last + 1;
    }
    findings
}

/// *23 nisan 2016* behind a word of birth: a day, a word that nobody knows, and a year.
fn foreign_date(context: &Context<'_>, at: usize) -> Option<Written> {
    let day = context.tokens.lower_at(at).parse().is_ok_and(|day: u8| (1..=31).contains(&day));
    let word = context.tokens.get(at + 1).is_some_and(|token| {
        !token.number && matches!(token.gap, Gap::Space | Gap::Dot | Gap::Break) && token.chars > 2
    });
    // *født 12 uger 2016*
    let unknown = !matches!(
        context.tokens.lower_at(at + 1),
        "uger" | "dage" | "timer" | "gram" | "minutter" | "børn" | "måneder"
    );
    let year =
        context.tokens.get(at + 2).is_some_and(|token| token.number && token.chars == 4 && token.gap == Gap::Space);
    (day && word && unknown && year).then_some(Written { last: at + 2, year: true })
}

/// A full stop or an empty line, but not the point of *14. maj* or *d. 3.*
fn ends_sentence(context: &Context<'_>, at: usize) -> bool {
    let Some(token) = context.tokens.get(at).filter(|token| token.gap == Gap::Break) else { return false };
    let before = at.checked_sub(1).and_then(|before| context.tokens.get(before));
    let dated =
        before.is_some_and(|before| before.number) && (token.number || month(context.tokens.lower(token)).is_some());
    let article = before.is_some_and(|before| matches!(context.tokens.lower(before), "d" | "f" | "dn"));
    !dated && !article
}

/// How many words a cue reaches, when there is one at `at`.
fn reach(context: &Context<'_>, at: usize) -> Option<usize> {
    const BIRTH: usize = 10;
    const YEARS: usize = 5;
    let lower = context.tokens.lower_at(at);
    let before = |back: usize| at.checked_sub(back).map_or("", |at| context.tokens.lower_at(at));
    let next = || context.tokens.lower_at(at + 1);
    match lower {
        "født" | "fød" | "føt" | "fødd" | "född" | "föddes" | "fødte" | "fødtes" | "fødes" | "fødsel" | "fødslen" | "fødselsår" | "born" | "dob" | "birthday" | "birthdate" => Some(BIRTH),
        "birth" if before(1) == "of" => Some(BIRTH),
        "b" if before(1) == "o" && before(2) == "d" => Some(BIRTH),
        "verden" if before(1) == "til" => Some(BIRTH),
        "lys" if before(1) == "dagens" => Some(BIRTH),
        "kejsersnit" => Some(YEARS),
        "f" => matches!(context.tokens.get(at + 1), Some(next) if next.number || matches!(context.tokens.lower(next), "d" | "den") || ordinal(context.tokens.lower(next)).is_some()).then_some(3),
        // *hun er fra fjerde august 2015*
        "fra" if before(1) == "er" && matches!(before(2), "han" | "hun" | "hen" | "jeg" | "drengen" | "pigen") && ordinal(next()).is_some() => Some(3),
        "fylder" | "fyldte" | "fyldt" | "fyllde" | "fyller" | "fylde" | "runder" | "rundede" | "turns" | "turned" => Some(YEARS),
        // *jeg blev mor den 3. maj 2014*
        "mor" | "far" | "forældre" if matches!(before(1), "blev" | "bliver") => Some(4),
        // *bliver 18 den 3. maj*
        "bliver" | "blev" | "blir" if next() == "myndig" || is_age(context, at + 1) => Some(YEARS),
        _ => ["fødselsda", "fødelsda", "födelseda", "bursdag", "geburtsda"]
            .iter()
            .any(|start| lower.starts_with(start))
            .then_some(BIRTH),
    }
}

/// *18*, *atten*, and no hour or price after it.
fn is_age(context: &Context<'_>, at: usize) -> bool {
    let age = context.tokens.get(at).is_some_and(|token| token.number && token.chars <= 2)
        || context.words.get(at).is_some_and(|word| word.number_word);
    age && matches!(context.tokens.lower_at(at + 1), "den" | "d" | "år" | "om" | "på" | "til")
}

/// Words with which another clause begins, so that its date is not that of the birth.
fn parts(context: &Context<'_>, at: usize) -> bool {
    let lower = context.tokens.lower_at(at);
    matches!(
        lower,
        "og" | "men"
            | "da"
            | "fordi"
            | "hvor"
            | "som"
            | "der"
            | "at"
            | "så"
            | "før"
            | "efter"
            | "siden"
            | "inden"
            | "indtil"
            | "when"
            | "but"
            | "mødet"
            | "møde"
            | "brev"
            | "brevet"
            | "afgørelsen"
            | "afgørelse"
            | "svar"
            | "ringede"
            | "skrev"
            | "søgte"
            | "kommunen"
            | "diagnosen"
            | "diagnose"
            | "because"
            | "after"
            | "before"
            | "meeting"
            | "årgang"
            | "fik"
            | "afslag"
            | "dateret"
    ) && !(lower == "og" && context.tokens.lower_at(at + 1).starts_with("dag"))
}

/// *den 12.* and no month, hour or thing after it.
fn is_lone_day(context: &Context<'_>, at: usize) -> bool {
    let article = at.checked_sub(1).is_some_and(|before| matches!(context.tokens.lower_at(before), "den" | "d"));
    let rest = context.tokens.get(at).and_then(|token| context.tokens.lower_text().get(token.span.end()..));
    let day = context.tokens.lower_at(at).parse().is_ok_and(|day: u8| (1..=31).contains(&day));
    article && day && rest.is_some_and(|rest| rest.starts_with('.') && !rest.starts_with(". gang"))
}

/// *hun er fra 14. maj 2013*, *vi fik ham den 14. februar*, *tvillingerne kom den 3. maj 2012*: a child, a verb, and right after it a date.
fn dated_child(context: &Context<'_>, date: usize, year: bool) -> bool {
    let article = date.checked_sub(1).is_some_and(|at| matches!(context.tokens.lower_at(at), "den" | "d"));
    let end = if article { date - 1 } else { date };
    let back = |step: usize| end.checked_sub(step).map_or("", |at| context.tokens.lower_at(at));
    let child = |word: &str| {
        matches!(
            word,
            "ham" | "hende" | "dem" | "tvillingerne" | "drengen" | "pigen" | "babyen" | "trillingerne" | "him" | "her"
        )
    };
    let got = child(back(1)) && (matches!(back(2), "fik" | "had") || matches!(back(3), "fik" | "had"));
    let is_from = year
        && back(1) == "fra"
        && back(2) == "er"
        && matches!(back(3), "han" | "hun" | "hen" | "jeg" | "drengen" | "pigen");
    let came = year
        && back(1) == "kom"
        && matches!(back(2), "tvillingerne" | "trillingerne" | "babyen" | "hun" | "han")
        && early(context, date);
    got && year || is_from || came
}

/// *Emil, 03.05.2012*, *Emil (03.05.2012)*: a first name, a sign, and a date long before the last year that the text speaks of; what happened to a
/// caseworker lately is no birth.
fn behind_a_name(context: &Context<'_>, date: usize, last: usize, latest: &mut LatestYear) -> bool {
    const CHILDHOOD: u32 = 5;
    let written = context.tokens.get(date).is_some_and(|token| token.number && token.gap != Gap::Break)
        && context.tokens.get(last).is_some_and(|token| token.number && matches!(token.chars, 2 | 4 | 6));
    let Some(name) = date.checked_sub(1).filter(|_| written) else { return false };
    let first_name = |at: usize| {
        matches!(context.listing(at), Listing::FirstName | Listing::FirstNameRareWord)
            && context.words.get(at).is_some_and(|word| !word.genitive)
    };
    let surname = |at: usize| matches!(context.listing(at), Listing::Surname | Listing::SurnameWord);
    let named = first_name(name) || surname(name) && name.checked_sub(1).is_some_and(first_name);
    let sign = context
        .tokens
        .get(name)
        .zip(context.tokens.get(date))
        .and_then(|(name, date)| context.tokens.lower_text().get(name.span.end()..date.span.start()));
    if !named || !sign.is_some_and(|sign| matches!(sign, ", " | " (" | ": " | " - " | " – ")) {
        return false;
    }
    // *030512*, *3/5-12*: nobody's child is older than the century's last years say.
    let born = number(context, last).and_then(|(year, chars)| match chars {
        2 | 6 => Some(year % 100).map(|short| if short > 40 { 1900 + short } else { 2000 + short }),
        _ => full_year((year, chars)),
    });
    // *Emil (03.05.2012)* in a text that speaks of no other year.
    let alone = sign == Some(" (");
    match (born, latest.of(context)) {
        (Some(born), Some(latest)) => born + CHILDHOOD <= latest || alone && born == latest,
        (Some(_), None) => alone,
        (None, _) => false,
    }
}

/// The last year that a text names: the whole text is asked once, however many dates stand behind names.
#[derive(Default)]
struct LatestYear(Option<Option<u32>>);

impl LatestYear {
    fn of(&mut self, context: &Context<'_>) -> Option<u32> {
        let years = || (0..context.tokens.all().len()).filter_map(|at| number(context, at)).filter_map(full_year);
        *self.0.get_or_insert_with(|| years().max())
    }
}

/// The value of the figures at a word, and how many there are.
fn number(context: &Context<'_>, at: usize) -> Option<(u32, u32)> {
    let token = context.tokens.get(at).filter(|token| token.number)?;
    context.tokens.lower(token).parse().ok().map(|number| (number, token.chars))
}

/// A year of four figures in which somebody who is spoken of may be born.
fn full_year((year, chars): (u32, u32)) -> Option<u32> {
    (chars == 4 && (1920..2100).contains(&year)).then_some(year)
}

/// Whether a birth is spoken of right after a date, or *twins came* before it.
fn early(context: &Context<'_>, date: usize) -> bool {
    const WITHIN: usize = 8;
    let twins = (1..=3).any(|back| {
        date.checked_sub(back)
            .is_some_and(|at| matches!(context.tokens.lower_at(at), "tvillingerne" | "trillingerne" | "babyen"))
    });
    twins
        || (date..date + WITHIN)
            .any(|at| matches!(context.tokens.lower_at(at), "kejsersnit" | "fødestuen" | "barselsgangen"))
}

/// *den 14. februar 2012 så vores datter dagens lys*, *14. februar 2012. Emil bliver født.*
fn birth_after(context: &Context<'_>, last: usize) -> bool {
    const WITHIN: usize = 7;
    for at in last + 1..=last + WITHIN {
        let lower = context.tokens.lower_at(at);
        let before = context.tokens.lower_at(at - 1);
        if matches!(lower, "født" | "fødes" | "fødtes" | "fødte" | "born" | "fyldte" | "fylder")
            || lower == "verden" && before == "til"
            || lower == "lys" && before == "dagens"
        {
            // *den 3. maj skrev de, at han er født med*
            return context.tokens.lower_at(at + 1) != "med";
        }
        let far = at > last + 1 && ends_sentence(context, at);
        if far || parts(context, at) && lower != "så" {
            return false;
        }
    }
    false
}

fn finding(context: &Context<'_>, first: usize, last: usize) -> Option<Finding> {
    let start = first
        .checked_sub(1)
        .filter(|&at| matches!(context.tokens.lower_at(at), "den" | "d" | "the") && !ends_sentence(context, first))
        .unwrap_or(first);
    let (start, last) = (context.tokens.get(start)?.span, context.tokens.get(last)?.span);
    // The point of *den 12.,* belongs to the day.
    let pointed = context.tokens.lower_text().get(last.end()..).is_some_and(|rest| rest.starts_with(".,"));
    Some(Finding {
        span: context.source.span(start.start(), last.end() + usize::from(pointed))?,
        kind: Kind::Birthdate,
        tier: Tier::Sure,
        evidence: vec![Evidence::Shape { shape: "birthdate" }],
    })
}
