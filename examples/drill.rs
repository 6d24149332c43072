//! How much of a list the engine hides: each entry stands in a sentence, once as it is written and once in lower case.
//!
//! ```text
//! cargo run --release --example drill -- KIND FILE
//! ```
//!
//! KIND is `first`, `last`, `place`, `address` or `institution`; FILE has an entry a line, the first column counts where columns are separated by
//! tabs. Lists of names, streets, villages and schools that may not be shipped can be measured so, and show kinds of misses that a few hundred
//! labelled mails do not have. The sentences are plain on purpose: what is missed in them is missed anywhere.

#![expect(clippy::print_stdout, reason = "the result is what it prints")]

use std::error::Error;
use vidnesbyrd::redact::evaluate::Score;
use vidnesbyrd::redact::marked;
use vidnesbyrd::redact::rules::RuleSet;

/// Before every sentence, so that there is enough to tell the language and the habits of the writer.
const BEFORE: &str = "Vi har i fire år bedt om hjælp, og der er ikke sket noget. ";
/// Entries that are measured: spread over the whole list.
const MOST: usize = 2_000;

/// The sentences for a kind; the entry stands in the place of the star.
fn sentences(kind: &str) -> Option<&'static [&'static str]> {
    Some(match kind {
        "first" => &[
            "Min søn [[person:*]] går i 3. klasse.",
            "[[person:*]] græd hele vejen hjem.",
            "Derefter fik vi [[person:*]], og det gik bedre.",
            "Til mødet sagde [[person:*]], at der ikke var penge.",
            "Det er [[person:*]]s tredje skole på to år.",
        ],
        "last" => &[
            "Vi talte med [[person:Mette *]] om det i maj.",
            "Så skrev [[person:*]] et brev til os.",
            "Jeg ringede til [[person:*]] igen i går.",
            "Brevet var fra fru [[person:*]] i forvaltningen.",
        ],
        "place" => &[
            "Vi bor i [[place:*]], og bussen kører to gange om dagen.",
            "Bussen fra [[place:*]] kom ikke den morgen.",
            "Min mor i [[place:*]] passer ham om lørdagen.",
            "Vi flyttede til [[place:*]] for at få hjælp.",
        ],
        "address" => &[
            "Vi bor på [[address:* 12]], og rampen mangler.",
            "De sendte brevet til [[address:* 7, 2. tv.]] i maj.",
            "Taxaen holdt foran [[address:* 31B]] en time.",
        ],
        "institution" => &[
            "Han går i 3. klasse på [[institution:*]], og lærerne er søde.",
            "I august skiftede hun til [[institution:*]] efter et møde.",
            "Lederen på [[institution:*]] sagde nej.",
            "Så kom der brev fra [[institution:*]] om fravær.",
        ],
        _ => return None,
    })
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut args = std::env::args().skip(1);
    let (Some(kind), Some(file)) = (args.next(), args.next()) else { return Err("KIND and FILE are missing".into()) };
    let sentences = sentences(&kind).ok_or("KIND is first, last, place, address or institution")?;
    let list = std::fs::read_to_string(file)?;
    let entries: Vec<&str> = list
        .lines()
        .filter_map(|line| line.split('\t').next().map(str::trim))
        .filter(|entry| !entry.is_empty() && !entry.contains(['[', ']', '*']))
        .collect();
    let rules = RuleSet::shipped()?;
    let (mut written, mut lower) = (Score::default(), Score::default());
    let step = entries.len().div_ceil(MOST).max(1);
    for (entry, sentence) in entries.iter().step_by(step).zip(sentences.iter().cycle()) {
        let text = format!("{BEFORE}{}", sentence.replace('*', entry));
        written.add(&marked::parse(&format!("\n{text}\n"))?, &rules)?;
        let small = text.to_lowercase().replace(". ", " ");
        lower.add(&marked::parse(&format!("\n{small}\n"))?, &rules)?;
    }
    for (how, score) in [("as it is written", &written), ("in lower case", &lower)] {
        let (covered, readable) = (score.covered(), score.readable);
        println!(
            "{how:18} {} entries: {:.1} % hidden as a whole, {:.1} % left as a whole",
            covered.whole,
            covered.fraction() * 100.0,
            readable.fraction() * 100.0
        );
    }
    Ok(())
}
