//! `vis`: one testimony on the screen, with what is hidden, what waits and why.

use super::list::Format;
use super::screen::harmless;
use super::session::{Case, Session};
use super::{Context, Failure};
use crate::personal::Personal;
use crate::redact::risk::{HintKind, Level};
use crate::review::card::{self, Card};
use crate::review::label::Series;
use crate::review::view::{View, render};
use crate::review::{Standing, Status, danish, hints};
use crate::store::Number;
use serde::Serialize;
use std::fmt::Write as _;

/// The arguments of `vis`.
#[derive(clap::Args)]
pub struct ShowArgs {
    /// Vidnesbyrdets nummer
    #[arg(value_name = "NUMMER")]
    number: Number,
    /// Vis hele teksten, som den kom, uden at noget er skjult
    #[arg(long)]
    original: bool,
    /// Vis mailen eller filen, byte for byte, som den kom
    #[arg(long = "raa", visible_alias = "raw", conflicts_with = "original")]
    raw: bool,
    /// Vis også det, der er foldet væk: citerede mails og underskrifter
    #[arg(long = "foldet", visible_alias = "folded")]
    folded: bool,
    /// Svaret til skærmen eller som JSON til andre programmer
    #[arg(long, default_value = "tekst", value_name = "FORM")]
    format: Format,
}

/// Prints it.
///
/// # Errors
/// An unknown number, a wrong passphrase, a withdrawn text.
pub fn run(args: &ShowArgs, context: &mut Context<'_>) -> Result<(), Failure> {
    let session = Session::open(context)?;
    if args.raw {
        let raw = session.raw(args.number)?;
        // Mails end their lines in CR LF (RFC 5322); that is no control sequence.
        let text = String::from_utf8_lossy(raw.bytes()).replace("\r\n", "\n");
        writeln!(context.out, "{}", harmless(&text))?;
        return Ok(());
    }
    let case = session.case(args.number)?;
    if args.original {
        #[expect(clippy::disallowed_methods, reason = "the coordinator asked for the original on the screen")]
        writeln!(context.out, "{}", harmless(case.review().reading().text.as_str()))?;
        return Ok(());
    }
    let view = View { folded: args.folded };
    match args.format {
        Format::Json => writeln!(context.out, "{}", json(&case, view)?)?,
        Format::Text => write!(context.out, "{}", harmless(&text(&case, view)))?,
    }
    Ok(())
}

/// Head, text, legend, next step.
fn text(case: &Case<'_>, view: View) -> String {
    let review = case.review();
    let number = case.number();
    let summary = review.summary();
    let mut out = String::new();
    // Writing to a string cannot fail; so below.
    let _ = writeln!(
        out,
        "Vidnesbyrd {number} · {} · modtaget {} · {} ord · {}",
        summary.class.danish(),
        case.row().received.to_zoned(jiff::tz::TimeZone::system()).strftime("%Y-%m-%d"),
        summary.words,
        match case.row().reason {
            Some(reason) => format!("{}: {}", case.row().state.danish(), reason.danish()),
            None => standing(&review.standing()),
        },
    );
    for problem in &summary.problems {
        let _ = writeln!(out, "Obs: {}", danish::problem(*problem));
    }
    #[expect(clippy::disallowed_methods, reason = "the coordinator asked to see the text on the screen")]
    let body = render(review, view).into_revealed();
    let _ = write!(out, "\n{}\n", if body.is_empty() { "(der er ingen tekst)" } else { &body });
    if !view.folded && !review.reading().folds.is_empty() {
        let _ = writeln!(out, "\n(Citerede mails og underskrifter er foldet væk. Se dem med --foldet.)");
    }
    let cards = card::all(review);
    for (series, heading) in
        [(Series::Person, "Personer"), (Series::Doubt, "Tvivl og numre"), (Series::Word, "Ukendte ord")]
    {
        let row: Vec<&Card> = cards.iter().filter(|card| card.label.series == series).collect();
        if !row.is_empty() {
            let _ = writeln!(out, "\n{heading}:");
            row.iter().for_each(|card| legend(card, &mut out));
        }
    }
    if summary.words > 0 {
        recognisable(case, &mut out);
    }
    if summary.words == 0 {
        let _ = writeln!(
            out,
            "\nDer er intet at trykke. Se mailen med: vidnesbyrd vis {number} --raa\nEller afvis den: vidnesbyrd afvis {number}"
        );
    } else {
        let _ = writeln!(out, "\n{}", next_step(number, &review.standing(), review.needs_human()));
    }
    out
}

/// Whether the family can be recognised although nobody is named: the risk in words, and each stretch with its mark.
#[expect(clippy::disallowed_methods, reason = "the coordinator is shown what may point at the family")]
fn recognisable(case: &Case<'_>, out: &mut String) {
    let risk = case.review().risk();
    let _ = writeln!(out, "\nKan familien genkendes? (risiko: {})", risk.level.danish());
    for sentence in risk.sentences() {
        let _ = writeln!(out, "  {sentence}");
    }
    let rows = case.review().hints();
    for row in &rows {
        let what = row.kind.map_or("ændret før", hints::kind);
        let _ = writeln!(out, "  {:<4} {what}: {}", row.label.to_string(), row.context.reveal());
        match (&row.wording, &row.proposal) {
            (Some(wording), _) => {
                let _ = writeln!(out, "       trykkes som: {}", wording.reveal());
            }
            (None, Some(proposal)) => {
                let _ = writeln!(out, "       forslag: {proposal}");
            }
            (None, None) => {}
        }
    }
    if let Some(open) = rows.iter().find(|row| row.wording.is_none()) {
        let _ = writeln!(out, "  Skriv noget mindre præcist med: vidnesbyrd skjul {} {}", case.number(), open.label);
    }
}

#[expect(clippy::disallowed_methods, reason = "the legend tells the coordinator who is meant")]
fn legend(card: &Card, out: &mut String) {
    let forms: Vec<&str> = card.forms.iter().map(|form| form.reveal().as_str()).collect();
    let times = if card.times == 1 { String::from("1 gang") } else { format!("{} gange", card.times) };
    let state = match (card.status, &card.placeholder) {
        (Status::Hidden { decided: true, .. }, Some(label)) => format!("skjult af dig som {label}"),
        (Status::Hidden { .. }, Some(label)) => format!("skjult som {label}"),
        (Status::Hidden { .. }, None) => String::from("skjult i det foldede"),
        (Status::Kept, _) => String::from("beholdt"),
        (Status::Waiting, _) => format!("VENTER · måske {}", danish::kind(card.kind)),
        (Status::Folded, _) => String::from("kun i det foldede"),
    };
    let _ = writeln!(out, "  {:<4} {} ({times}) · {state}", card.label.to_string(), forms.join(", "));
    if !card.why.is_empty() {
        let _ = writeln!(out, "       fordi: {}", card.why.join("; "));
    }
}

fn standing(standing: &Standing) -> String {
    match standing {
        Standing::Waiting(ids) if ids.len() == 1 => String::from("1 ting venter"),
        Standing::Waiting(ids) => format!("{} ting venter", ids.len()),
        Standing::Ready => String::from("klar til at godkende"),
        Standing::Changed => String::from("skal godkendes igen: teksten ville nu blive trykt anderledes"),
        Standing::Approved => String::from("godkendt"),
        Standing::Rejected(reason) => format!("afvist: {}", reason.danish()),
    }
}

fn next_step(number: Number, standing: &Standing, needs_human: bool) -> String {
    match standing {
        Standing::Waiting(_) => format!("Næste skridt: vidnesbyrd gennemse {number}"),
        Standing::Ready | Standing::Changed if needs_human => format!(
            "Næste skridt: læs vidnesbyrd vis {number} --original, og så\n\
             vidnesbyrd godkend {number} --jeg-har-laest-originalen"
        ),
        Standing::Ready | Standing::Changed => format!("Næste skridt: vidnesbyrd godkend {number}"),
        Standing::Approved => String::from("Næste skridt: vidnesbyrd udgiv, når alle er klar."),
        Standing::Rejected(_) => format!("Tag det op igen med: vidnesbyrd afvis {number} --genaabn"),
    }
}

/// The same for programs. Holds names, as the screen does: it is for the coordinator's own eyes.
#[derive(Serialize)]
struct JsonShow<'a> {
    number: u32,
    state: &'static str,
    class: &'static str,
    language: Option<&'a str>,
    needs_human: bool,
    problems: Vec<crate::intake::Problem>,
    words: usize,
    text: Personal,
    subjects: Vec<JsonSubject<'a>>,
    risk: JsonRisk,
}

/// How much points at the family, and what.
#[derive(Serialize)]
struct JsonRisk {
    level: Level,
    hints: Vec<JsonHint>,
}

#[derive(Serialize)]
struct JsonHint {
    label: String,
    start: usize,
    end: usize,
    kind: Option<HintKind>,
    proposal: Option<String>,
    wording: Option<Personal>,
    context: Personal,
}

#[derive(Serialize)]
struct JsonSubject<'a> {
    label: String,
    kind: &'static str,
    role: &'static str,
    status: &'static str,
    placeholder: Option<&'a str>,
    forms: &'a [Personal],
    times: usize,
    why: &'a [String],
    context: &'a Personal,
}

fn json(case: &Case<'_>, view: View) -> Result<String, Failure> {
    let review = case.review();
    let summary = review.summary();
    let cards = card::all(review);
    let show = JsonShow {
        number: case.number().0,
        state: summary.state.code(),
        class: summary.class.code(),
        language: review.analysis().language.as_deref(),
        needs_human: review.needs_human(),
        problems: summary.problems,
        words: summary.words,
        text: render(review, view),
        subjects: cards
            .iter()
            .map(|card| JsonSubject {
                label: card.label.to_string(),
                kind: card.kind.code(),
                role: card.role.code(),
                status: match card.status {
                    Status::Hidden { .. } => "hidden",
                    Status::Kept => "kept",
                    Status::Waiting => "waiting",
                    Status::Folded => "folded",
                },
                placeholder: card.placeholder.as_deref(),
                forms: &card.forms,
                times: card.times,
                why: &card.why,
                context: &card.context,
            })
            .collect(),
        risk: JsonRisk {
            level: review.risk().level,
            hints: review
                .hints()
                .into_iter()
                .map(|row| JsonHint {
                    label: row.label.to_string(),
                    start: row.span.start(),
                    end: row.span.end(),
                    kind: row.kind,
                    proposal: row.proposal,
                    wording: row.wording,
                    context: row.context,
                })
                .collect(),
        },
    };
    // JSON escapes control characters itself; the C1 controls it leaves are caught here.
    Ok(harmless(&serde_json::to_string_pretty(&show).map_err(std::io::Error::from)?))
}
