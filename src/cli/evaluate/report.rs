//! The figures of `evaluer`, as a table and as JSON. Counts only, nothing of the texts.

use crate::cli::Failure;
use crate::redact::evaluate::{Form, Score, Share};
use crate::redact::{Kind, Role};
use serde::Serialize;
use std::collections::BTreeMap;
use std::fmt::Write;

/// How wide the first column is, in characters.
const WIDTH: usize = 36;

/// The table.
pub(super) fn text(score: &Score) -> String {
    let mut out = String::new();
    // Writing to a string cannot fail; so below.
    let mut line = |name: &str, figures: String| {
        let _ = writeln!(out, "{name:<WIDTH$} {figures}");
    };
    line("Tekster", score.texts.to_string());
    line("Mærker", score.covered().whole.to_string());
    line("  skjult helt", of(score.covered()));
    line("Ting, der skal skjules", score.leaked.whole.to_string());
    line("  lækket (mindst ét sted)", format!("{}, kendte: {}", of(score.leaked), score.known));
    line("  heraf helt læselige", of(score.readable));
    line("  lækket pr. 100 tekster", comma(score.leaks_per_hundred()));
    line("Fund, der er rigtige", of(score.right));
    line("Ord, der skal blive, og blev", of(score.kept));
    let mean = if score.texts == 0 { 0.0 } else { score.all_decisions() as f64 / score.texts as f64 };
    line("Afgørelser pr. tekst", comma(mean));
    for (name, share) in [("  i hver anden tekst højst", 0.5), ("  i ni af ti tekster højst", 0.9), ("  flest", 1.0)]
    {
        line(name, score.decisions_within(share).to_string());
    }
    table(
        &mut out,
        "Skjult helt, efter slags",
        Kind::ALL.into_iter().map(|kind| (kind_name(kind), score.by_kind.get(&kind))),
    );
    let roles = score.by_role.iter().map(|(role, share)| (role.map_or("uden rolle", role_name), Some(share)));
    table(&mut out, "Personer, skjult helt, efter rolle", roles);
    table(
        &mut out,
        "Personer, skjult helt, efter måden, navnet er skrevet på",
        Form::ALL.into_iter().map(|form| (form_name(form), score.by_form.get(&form))),
    );
    out
}

/// A heading and a line for each row that is not empty.
fn table<'a>(out: &mut String, heading: &str, rows: impl Iterator<Item = (&'static str, Option<&'a Share>)>) {
    let rows: Vec<_> = rows.filter_map(|(name, share)| Some((name, share?))).collect();
    if rows.is_empty() {
        return;
    }
    let _ = writeln!(out, "\n{heading}");
    for (name, share) in rows {
        let figures = format!("{:>5} af {:<5}", share.part, share.whole);
        let _ = writeln!(out, "  {name:<34} {figures} {:>7}", percent(*share));
    }
}

fn of(share: Share) -> String {
    format!("{} af {} ({})", share.part, share.whole, percent(share))
}

/// A share in percent with one decimal, Danish comma; a dash for nothing. Rounded down, so that 100 % means all.
fn percent(Share { part, whole }: Share) -> String {
    (part * 1000).checked_div(whole).map_or("–".to_owned(), |tenths| format!("{},{} %", tenths / 10, tenths % 10))
}

fn comma(value: f64) -> String {
    format!("{value:.1}").replace('.', ",")
}

const fn kind_name(kind: Kind) -> &'static str {
    match kind {
        Kind::Person => "personer",
        Kind::Cpr => "CPR-numre",
        Kind::Phone => "telefonnumre",
        Kind::Email => "mailadresser",
        Kind::Address => "adresser",
        Kind::CaseNumber => "sagsnumre",
        Kind::Plate => "nummerplader",
        Kind::Bank => "bankkonti",
        Kind::Handle => "brugernavne",
        Kind::Url => "links",
        Kind::Birthdate => "fødselsdage",
        Kind::Place => "steder",
        Kind::Institution => "institutioner",
        Kind::OtherId => "andre numre",
        Kind::Unvouched => "ukendte ord",
    }
}

const fn role_name(role: Role) -> &'static str {
    match role {
        Role::Mother | Role::Father | Role::Parent => "forælder",
        other => other.danish(),
    }
}

const fn form_name(form: Form) -> &'static str {
    match form {
        Form::Full => "fulde navn",
        Form::FirstOnly => "kun fornavn",
        Form::SurnameOnly => "kun efternavn",
        Form::Nickname => "kælenavn eller sammensat",
        Form::Initials => "forbogstaver",
        Form::Genitive => "i ejefald",
        Form::LowerCase => "med småt",
        Form::Capitals => "med store bogstaver",
        Form::Typo => "stavet anderledes",
        Form::Foreign => "i ingen ordbog eller liste",
        Form::AlsoWord => "navn, der også er et ord",
    }
}

#[derive(Serialize)]
struct JsonShare {
    part: usize,
    whole: usize,
}

impl From<Share> for JsonShare {
    fn from(Share { part, whole }: Share) -> Self {
        Self { part, whole }
    }
}

#[derive(Serialize)]
struct JsonDecisions {
    all: usize,
    median: usize,
    ninetieth_percentile: usize,
    most: usize,
}

#[derive(Serialize)]
struct JsonReport {
    texts: usize,
    covered: JsonShare,
    leaked: JsonShare,
    readable: JsonShare,
    known: usize,
    leaks_per_hundred_texts: f64,
    right: JsonShare,
    kept_words: JsonShare,
    decisions: JsonDecisions,
    by_kind: BTreeMap<&'static str, JsonShare>,
    by_role: BTreeMap<&'static str, JsonShare>,
    by_form: BTreeMap<&'static str, JsonShare>,
}

/// The same for programs.
///
/// # Errors
/// When it cannot be written as JSON.
pub(super) fn json(score: &Score) -> Result<String, Failure> {
    let report = JsonReport {
        texts: score.texts,
        covered: score.covered().into(),
        leaked: score.leaked.into(),
        readable: score.readable.into(),
        known: score.known,
        leaks_per_hundred_texts: score.leaks_per_hundred(),
        right: score.right.into(),
        kept_words: score.kept.into(),
        decisions: JsonDecisions {
            all: score.all_decisions(),
            median: score.decisions_within(0.5),
            ninetieth_percentile: score.decisions_within(0.9),
            most: score.decisions_within(1.0),
        },
        by_kind: score.by_kind.iter().map(|(kind, share)| (kind.code(), (*share).into())).collect(),
        by_role: score.by_role.iter().map(|(role, share)| (role.map_or("none", Role::code), (*share).into())).collect(),
        by_form: score.by_form.iter().map(|(form, share)| (form.code(), (*share).into())).collect(),
    };
    Ok(serde_json::to_string_pretty(&report).map_err(std::io::Error::from)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::redact::marked::parse;
    use crate::redact::rules::RuleSet;

    fn score() -> Score {
        let mut score = Score::default();
        for raw in [
            "Min sagsbehandler [[person/caseworker:Mette Sørensen]] ringede. [[person/caseworker:Mette]]s tlf. [[phone:12 34 56 78]].",
            "Vi venter på kommunen. Og [[person:kanariefuglebrandiksen]] venter.",
        ] {
            score.add(&parse(raw).unwrap(), &RuleSet::shipped().unwrap()).unwrap();
        }
        score
    }

    #[test]
    fn the_table_is_plain_danish_and_repeats_nobody() {
        let table = text(&score());
        for part in [
            "Tekster                              2\n",
            "lækket pr. 100 tekster",
            "  sagsbehandler",
            "uden rolle",
            "i ejefald",
            "flest",
        ] {
            assert!(table.contains(part), "{part} is missing in\n{table}");
        }
        assert!(!table.contains("Mette") && !table.contains("kanarie") && !table.contains("34 56"));
        assert_eq!(percent(Share { part: 1999, whole: 2000 }), "99,9 %");
        assert_eq!(percent(Share { part: 0, whole: 0 }), "–");
        assert!(text(&Score::default()).contains("Tekster"));
    }

    #[test]
    fn the_json_has_counts_under_stable_names() {
        let json = json(&score()).unwrap();
        let value: serde_json::Value = serde_json::from_str(&json).unwrap();
        assert_eq!(value["by_form"]["genitive"]["whole"], 1);
        assert_eq!(value["by_role"]["caseworker"]["part"], 2);
        assert_eq!(value["covered"]["whole"], 4);
        assert!(!json.contains("Mette") && !json.contains("kanarie"));
    }
}
