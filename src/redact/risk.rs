//! Indirect identification: what names nobody and yet, taken together, can point at one family.
//!
//! A school, an age, three brothers and the date of a meeting: each is harmless, and everybody in the village knows who it is. Such
//! traits are called *quasi-identifiers*. Latanya Sweeney showed that postcode, birth date and sex alone single out most people of a
//! large country («Simple Demographics Often Identify People Uniquely», 2000), and proposed to coarsen values until at least k people
//! share them («k-anonymity: a model for protecting privacy», 2002). Nobody here knows how many families share a trait, so nothing is computed
//! that pretends to: the engine points the stretches out, [`assess`] says in words which kinds stand together, and the coordinator decides.
//!
//! A [`Hint`] is not a finding. It demands no decision, blocks no approval and never overlaps what is surely hidden.
//!
//! ```text
//! tokens ──one walk, a trigger table──> one file per kind ──> Hint { span, kind, proposal }
//! ```
//!
//! Each file says what it finds and misses; `fixtures/risk` holds its lines. Data about the world (rare diagnoses, occupations, countries) is in `rules/risk`.

mod age;
mod assess;
mod class;
mod coarser;
mod date;
mod diagnosis;
mod event;
mod list;
mod look;
mod occupation;
mod origin;
mod place;
mod school;
mod siblings;
mod size;
mod trigger;
mod unique;
mod work;

pub use assess::{Level, Risk, Shown, assess};
pub use coarser::Coarser;

use super::context::Context;
use super::finding::{Finding, Tier};
use crate::text::Span;
use look::Look;
use serde::Serialize;
use trigger::{Triggers, Why};

/// What a stretch tells about the family, without naming anybody. The snake-case names are part of the JSON form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum HintKind {
    /// A school or day-care centre that has no name here and is told by its size.
    School,
    /// A village or an island that has no name here and is told by its size.
    SmallPlace,
    /// Where somebody works.
    Workplace,
    /// A club or an association.
    Association,
    /// A day in the calendar.
    Date,
    /// How old somebody is.
    Age,
    /// A school class with its letter.
    Class,
    /// A diagnosis that few in the country have.
    RareDiagnosis,
    /// How many children there are, twins, the one in the middle.
    Siblings,
    /// An occupation or an office that few in a small place have.
    Occupation,
    /// Something that others heard of: a fire, an accident, the newspaper.
    Event,
    /// Where the family comes from, when two origins stand together.
    Origin,
    /// Being one of few, or the only one somewhere.
    Unique,
}

impl HintKind {
    /// Every kind.
    pub const ALL: [Self; 13] = [
        Self::School,
        Self::SmallPlace,
        Self::Workplace,
        Self::Association,
        Self::Date,
        Self::Age,
        Self::Class,
        Self::RareDiagnosis,
        Self::Siblings,
        Self::Occupation,
        Self::Event,
        Self::Origin,
        Self::Unique,
    ];

    /// The stable code, as in JSON and the file names of `fixtures/risk`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::School => "school",
            Self::SmallPlace => "small_place",
            Self::Workplace => "workplace",
            Self::Association => "association",
            Self::Date => "date",
            Self::Age => "age",
            Self::Class => "class",
            Self::RareDiagnosis => "rare_diagnosis",
            Self::Siblings => "siblings",
            Self::Occupation => "occupation",
            Self::Event => "event",
            Self::Origin => "origin",
            Self::Unique => "unique",
        }
    }
}

/// A stretch that may help somebody to recognise the family, and what could stand there instead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hint {
    /// Where it stands.
    pub span: Span,
    /// What it tells.
    pub kind: HintKind,
    /// What could stand there instead.
    pub proposal: Coarser,
}

/// Everything in a text that hints at the family, in text order and without overlaps.
///
/// `findings` are what is found in it, in text order. What overlaps a finding that is hidden unless the coordinator says otherwise is no
/// hint; words nobody vouches for may be the name of a firm, so there the hint stands and the caller leaves it out while the word is hidden.
///
/// Linear in the number of words: each is looked up once, and a trigger looks at a handful of neighbours.
pub fn hints(context: &Context<'_>, findings: &[Finding]) -> Vec<Hint> {
    let triggers = Triggers::shipped();
    let look = Look::new(context, findings);
    let mut found: Vec<Hint> = Vec::new();
    let mut origins = origin::Origins::default();
    // Asked once of each different word.
    let mut woken: Vec<Option<(&[Why], bool)>> = vec![None; context.vocabulary.len()];
    for ((at, token), word) in context.tokens.all().iter().enumerate().zip(&context.words) {
        let Some(woken) = woken.get_mut(word.id.index()) else { break };
        let (whys, ends_as_age) = *woken.get_or_insert_with(|| {
            let lower = context.tokens.lower(token);
            (triggers.of(lower), trigger::ends_as_age(lower))
        });
        if token.number {
            found.extend(date::from_number(&look, at));
            found.extend(age::from_number(&look, at));
            found.extend(class::from_number(&look, at));
            found.extend(siblings::from_number(&look, at));
            // *22q11* begins with a number.
            if whys.contains(&Why::Diagnosis) {
                found.extend(diagnosis::detect(&look, at));
            }
        } else {
            for why in whys {
                found.extend(match why {
                    Why::Month => date::from_month(&look, at),
                    Why::Number => age::from_number(&look, at).or_else(|| siblings::from_number(&look, at)),
                    Why::Aged => age::from_compound(&look, at),
                    Why::Siblings => siblings::from_word(&look, at),
                    Why::Work => work::employer(&look, at),
                    Why::Club => work::association(&look, at),
                    Why::Occupation => occupation::detect(&look, at),
                    Why::Diagnosis => diagnosis::detect(&look, at),
                    Why::Event => event::detect(&look, at),
                    Why::School => school::of_a_size(&look, at),
                    Why::Village => place::of_a_size(&look, at),
                    Why::Place => unique::in_a_place(&look, at),
                    Why::Owner => unique::of_a_place(&look, at),
                    Why::Origin => {
                        origins.note(&look, at);
                        None
                    }
                });
            }
            if ends_as_age {
                found.extend(age::from_ending(&look, at));
            }
        }
    }
    found.extend(origins.hints());
    settle(found, findings)
}

/// In text order; of two that overlap the one that starts first, and of those the longer.
fn settle(mut found: Vec<Hint>, findings: &[Finding]) -> Vec<Hint> {
    found.sort_by_key(|hint| (hint.span.start(), std::cmp::Reverse(hint.span.end())));
    let mut done = 0;
    let mut next = 0;
    found.retain(|hint| {
        while findings.get(next).is_some_and(|finding| finding.span.end() <= hint.span.start()) {
            next += 1;
        }
        let mut over = findings.iter().skip(next).take_while(|finding| finding.span.start() < hint.span.end());
        let free = hint.span.start() >= done && over.all(|finding| finding.tier == Tier::Unvouched);
        if free {
            done = hint.span.end();
        }
        free
    });
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::redact::analyse;
    use crate::redact::names::NameBook;
    use crate::redact::rules::RuleSet;
    use crate::text::SourceText;
    use proptest::prelude::*;

    fn analysis(text: &str) -> (SourceText, Vec<Hint>) {
        let source = SourceText::normalise(text);
        let hints = analyse(&source, &[], &RuleSet::shipped().unwrap(), &[]).unwrap().hints;
        (source, hints)
    }

    #[test]
    fn hints_are_in_order_never_overlap_and_come_out_the_same_each_time() {
        let text = "Vi har fire børn, og den mellemste er 9 år og går i 4.b. Mødet den 14. marts 2021 og d. 3/5-2022 \
            blev aflyst. Jeg er sognepræst. Han har Kleefstra syndrom.";
        let (_, hints) = analysis(text);
        assert!(hints.len() >= 7, "{hints:?}");
        assert!(hints.windows(2).all(|pair| pair[0].span.end() <= pair[1].span.start()));
        assert_eq!(hints, analysis(text).1);
    }

    #[test]
    fn what_is_hidden_is_no_hint() {
        let text = "Hun er født den 14. marts 2012, og vi bor Ahornvej 12.";
        let (source, hints) = analysis(text);
        assert!(hints.is_empty(), "{hints:?} in {} bytes", source.len());
    }

    proptest! {
        #[test]
        fn any_text_gives_hints_that_fit_it(
            words in proptest::collection::vec(
                proptest::sample::select(vec![
                    "den", "3.", "marts", "2021", "3/5-21", "2021-05-03", "er", "hun", "9", "år", "(9)", "4.b", "tre", "børn", "af", "ældste",
                    "nr.", "arbejder", "på", "A/S", "Å", "i", "egernsund", "Skovvej", "som", "præst", "jeg", "fra", "Somalia", "min", "syriske",
                    "mand", "Dravet's", "22q11", "syndrom", "\n", "\n\n", "—", "🙂", "e\u{301}", "7-årige", "på", "TV", "2", "en", "husbrand",
                ]),
                0..40,
            ),
        ) {
            let source = SourceText::normalise(&words.join(" "));
            let found = hints(&Context::new(&source, &NameBook::default()), &[]);
            prop_assert!(found.windows(2).all(|pair| pair[0].span.end() <= pair[1].span.start()));
            for hint in found {
                prop_assert!(source.span(hint.span.start(), hint.span.end()) == Some(hint.span));
                prop_assert!(!hint.proposal.wording().is_empty());
            }
        }
    }

    #[test]
    fn many_triggers_in_a_row_take_linear_time() {
        // A quadratic walk over this text would take minutes.
        for word in [
            "den 3. ",
            "4.b ",
            "arbejder på A ",
            "jeg er ",
            "tre børn ",
            "9 år ",
            "i 3/5-2021 ",
            "(7) ",
            "fra Somalia ",
        ] {
            let source = SourceText::normalise(&word.repeat(400_000 / word.len()));
            let started = std::time::Instant::now();
            let names = NameBook::default();
            let context = Context::new(&source, &names);
            let before = started.elapsed();
            let started = std::time::Instant::now();
            let _ = hints(&context, &[]);
            assert!(started.elapsed() < before * 10 + std::time::Duration::from_secs(2), "{word}");
        }
    }
}
