//! Letters and digits mixed, behind a word for what they are: passports, journals, policies, foreign plates.
//!
//! Finds: *passport, NX4K81PR2*, *journal PL-0211-Z*, *mærkat LAB\*7740915\*K*, *besætning CHR 118 074*, *lokal 4 2217*; *bilen er polsk, GD 4471K*,
//! *tolkenummer 4417*, *traileren KP 2285*, *FL-KH 882* where a car is spoken of; seventeen letters and digits in one, which only a vehicle has.
//! Leaves: *nr. 12*, *journal fra 2019*, *en BMW 320*, *bilen fra 2014*, dates and amounts.
//! Misses: codes of letters alone, and those whose word stands in another sentence.

use super::digits::is_ordinary_number;
use crate::redact::context::{Context, Listing};
use crate::redact::finding::{Evidence, Finding, Kind, Tier};
use crate::redact::token::{Case, Gap};

/// Words that a number of somebody's follows.
const NUMBERED: [&str; 48] = [
    "pas",
    "passet",
    "pasnr",
    "pasnummer",
    "passport",
    "journal",
    "journalnr",
    "journalnummer",
    "police",
    "policen",
    "policenr",
    "policenummer",
    "skade",
    "skaden",
    "skadenr",
    "skadenummer",
    "besætning",
    "chr",
    "patientnr",
    "patientnummer",
    "borger",
    "borgernr",
    "opholdskort",
    "opholdstilladelse",
    "kortnr",
    "kortnummer",
    "permit",
    "alien",
    "mærkat",
    "prøvemærkat",
    "stel",
    "stelnr",
    "stelnummer",
    "vin",
    "reference",
    "ref",
    "kundenr",
    "kundenummer",
    "medlemsnr",
    "medlemsnummer",
    "boks",
    "lokal",
    "lokalnummer",
    "file",
    "case",
    "card",
    "licence",
    "policy",
];
/// Words for what bears a plate.
const VEHICLES: [&str; 30] = [
    "bil",
    "bilen",
    "biler",
    "bilens",
    "trailer",
    "traileren",
    "vogn",
    "vognen",
    "campingvogn",
    "campingvognen",
    "varevogn",
    "varevognen",
    "handicapbil",
    "handicapbilen",
    "kassevogn",
    "kassevognen",
    "knallert",
    "knallerten",
    "motorcykel",
    "autocamper",
    "car",
    "van",
    "plade",
    "pladen",
    "nummerplade",
    "nummerpladen",
    "plates",
    "lejebil",
    "lejebilen",
    "bus",
];
/// What a word announces the number of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Announced {
    /// A passport, a journal, a policy.
    Paper,
    /// What bears a plate.
    Vehicle,
}

/// What a lower-case word announces the number of.
pub fn announced(lower: &str) -> Option<Announced> {
    if NUMBERED.contains(&lower) || is_called_a_number(lower) {
        Some(Announced::Paper)
    } else {
        VEHICLES.contains(&lower).then_some(Announced::Vehicle)
    }
}

/// *tolkenummer*, *elevnr*: whoever has one. A house, a page and a telephone have one too, and are found by others or point at nobody.
fn is_called_a_number(lower: &str) -> bool {
    const OTHERS: [&str; 7] = ["side", "telefon", "mobil", "post", "sags", "konto", "registrerings"];
    let front = ["nummeret", "nummer", "nr"].iter().find_map(|end| lower.strip_suffix(end));
    front.is_some_and(|front| front.chars().count() >= 4 && !OTHERS.contains(&front))
}

/// How far back the word may stand.
const REACH: usize = 7;

/// A run of letters and digits.
struct Run {
    first: usize,
    last: usize,
    digits: u32,
    letters: u32,
    /// Whether every sign in it joins without a blank.
    tight: bool,
}

/// One finding for each.
pub fn detect(context: &Context<'_>) -> Vec<Finding> {
    let tokens = context.tokens.all();
    let mut findings = Vec::new();
    let mut index = 0;
    // The last word for a number and the last for a vehicle, in this sentence.
    let (mut numbered, mut vehicle): (Option<usize>, Option<usize>) = (None, None);
    while let Some(token) = tokens.get(index) {
        if ends_sentence(context, index) {
            (numbered, vehicle) = (None, None);
        }
        match context.words.get(index).and_then(|word| word.announces) {
            Some(Announced::Paper) => numbered = Some(index),
            Some(Announced::Vehicle) => vehicle = Some(index),
            None => {}
        }
        let begins =
            token.number || matches!(token.case, Case::Upper) || token.case == Case::Capital && token.chars == 1;
        let Some(run) = begins.then(|| run(context, index)).flatten() else {
            index += 1;
            continue;
        };
        let near = |cue: Option<usize>| cue.is_some_and(|at| run.first - at <= REACH);
        findings.extend(judge(context, &run, near(numbered), near(vehicle)));
        index = run.last + 1;
    }
    findings
}

/// A full stop, but not that of *journalnr.* and *nr.*
fn ends_sentence(context: &Context<'_>, at: usize) -> bool {
    context.tokens.get(at).is_some_and(|token| token.gap == Gap::Break)
        && at.checked_sub(1).is_some_and(|before| {
            let lower = context.tokens.lower_at(before);
            !lower.ends_with("nr") && lower != "ref"
        })
}

/// Capitals and figures from `first` on, over signs, and over a blank before a figure.
fn run(context: &Context<'_>, first: usize) -> Option<Run> {
    const LONGEST: usize = 12;
    let tokens = context.tokens.all();
    let mut run = Run { first, last: first, digits: 0, letters: 0, tight: true };
    for at in first..first + LONGEST {
        let Some(token) = tokens.get(at) else { break };
        let shaped = token.number
            || token.chars <= 7 && (token.case == Case::Upper || token.chars == 1 && token.case == Case::Capital);
        if !shaped {
            break;
        }
        if at > first {
            let before = tokens.get(at - 1)?;
            let sign = context.tokens.lower_text().get(before.span.end()..token.span.start())?;
            let joined = match sign {
                "" | "-" | "/" | "*" | "." => true,
                // *FE 771 204*, *FL-KH 882*, *RKM 48D*
                " " => token.number && (before.number || before.chars <= 4),
                _ => false,
            };
            if !joined {
                break;
            }
            run.tight &= sign != " ";
        }
        if token.number {
            run.digits += token.chars;
        } else {
            run.letters += token.chars;
        }
        run.last = at;
    }
    (run.digits > 0).then_some(run)
}

fn judge(context: &Context<'_>, run: &Run, numbered: bool, vehicle: bool) -> Option<Finding> {
    const VEHICLE_NUMBER: u32 = 17;
    const FEWEST_DIGITS: u32 = 4;
    let (first, last) = (context.tokens.get(run.first)?, context.tokens.get(run.last)?);
    let span = first.span.union(last.span);
    let text = context.tokens.lower_text().get(span.start()..span.end())?;
    // *BMW 320*, *WISC 5*, *§ 42*: what everybody knows.
    let known = !first.number
        && (!vehicle || first.chars > 2)
        && matches!(context.listing(run.first), Listing::Kept | Listing::KeptSurname);
    let plain = run.letters == 0;
    // *tolkenummer 4417*: right behind the word, where a year would not stand.
    let behind = run.first.checked_sub(1).is_some_and(|at| {
        let lower = context.tokens.lower_at(at);
        is_called_a_number(lower) || matches!(lower, "lokal" | "lokalnummer")
    });
    let kind =
        if run.tight && run.letters + run.digits == VEHICLE_NUMBER && run.letters > 1 && run.digits >= FEWEST_DIGITS {
            Kind::OtherId
        } else if known {
            return None;
        } else if vehicle && (1..=5).contains(&run.letters) && (2..=5).contains(&run.digits) && !first.number {
            Kind::Plate
        } else if numbered
            && run.digits >= FEWEST_DIGITS
            && (!plain || behind || run.digits > 4 && !is_ordinary_number(text))
        {
            Kind::OtherId
        } else {
            return None;
        };
    Some(Finding { span, kind, tier: Tier::Doubt, evidence: vec![Evidence::Shape { shape: "code" }] })
}

#[cfg(test)]
mod tests {
    use crate::redact::rules::RuleSet;
    use crate::redact::{Kind, analyse};
    use crate::text::SourceText;

    #[expect(clippy::disallowed_methods, reason = "tests look at invented text")]
    fn found(text: &str) -> Vec<(Kind, String)> {
        let source = SourceText::normalise(text);
        let analysis = analyse(&source, &[], &RuleSet::shipped().unwrap(), &[]).unwrap();
        let found = analysis.findings.iter().filter(|finding| matches!(finding.kind, Kind::OtherId | Kind::Plate));
        found.map(|finding| (finding.kind, source.slice(finding.span).to_owned())).collect()
    }

    #[test]
    fn codes_are_found_behind_the_word_for_what_they_are() {
        for (text, kind, code) in [
            ("He wrote down my passport, NX4K81PR2, twice.", Kind::OtherId, "NX4K81PR2"),
            ("Besætning CHR 118 074 er hans.", Kind::OtherId, "CHR 118 074"),
            ("Han fik et prøvemærkat LAB*7740915*K på armen.", Kind::OtherId, "LAB*7740915*K"),
            ("Bilen er også polsk, GD 4471K, og rød.", Kind::Plate, "GD 4471K"),
            ("Jeg kan ikke trække traileren KP 2285 mere.", Kind::Plate, "KP 2285"),
            ("Bilen er min mands, FL-KH 882.", Kind::Plate, "FL-KH 882"),
            ("Rustent som WV2ZZZ7HZ9H044817 nu er.", Kind::OtherId, "WV2ZZZ7HZ9H044817"),
        ] {
            assert_eq!(found(text), [(kind, code.to_owned())], "{text}");
        }
        for text in
            ["Bilen er fra 2014.", "Vi fik en BMW 320 i gave.", "Journalen fra 2019 er væk.", "Et pas koster 890 kr."]
        {
            assert!(found(text).is_empty(), "{text}");
        }
    }
}
