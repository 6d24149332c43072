//! `evaluer`: recall and precision on labelled files.

mod report;

use super::Context;
use super::failure::{Exit, Failure};
use crate::redact::evaluate::{Misses, Score};
use crate::redact::marked::{self, Marked};
use crate::redact::rules::RuleSet;
use crate::redact::{AnalyseError, explain};
use crate::text::Span;
use std::path::PathBuf;

/// Hvad der skal måles på.
#[derive(clap::Args)]
pub struct EvaluateArgs {
    /// Tekster med mærker i dobbelte kantede parenteser
    #[arg(required = true, value_name = "FIL")]
    pub files: Vec<PathBuf>,
    /// Vis også de steder, der gik galt (viser tekst på skærmen)
    #[arg(long)]
    pub vis: bool,
    /// Svar som JSON til andre programmer
    #[arg(long, conflicts_with = "vis")]
    pub json: bool,
}

/// Measures and prints.
///
/// # Errors
/// A file that cannot be read, is not well formed, or is refused by the engine.
pub fn run(args: &EvaluateArgs, context: &mut Context<'_>) -> Result<(), Failure> {
    let rules = &RuleSet::shipped()?;
    let mut score = Score::default();
    for (number, file) in args.files.iter().enumerate() {
        let number = number + 1;
        let raw = std::fs::read_to_string(file).map_err(|error| {
            Failure::new(
                Exit::Input,
                format!("Fil nummer {number} kunne ikke læses."),
                format!("Styresystemet siger: {}.", super::danish::io(error.kind())),
                "Se efter, om filen findes og er ren tekst i UTF-8.",
            )
        })?;
        let marked = marked::parse(&raw).map_err(|error| {
            Failure::new(
                Exit::Input,
                format!("Fil nummer {number} har et mærke, der ikke kan læses."),
                match error {
                    marked::MarkedError::Open { line } => format!("Et mærke i linje {line} er ikke lukket med ]]."),
                    marked::MarkedError::Kind { line } => {
                        format!("Et mærke i linje {line} har ingen kendt slags eller rolle, eller det er tomt.")
                    }
                },
                "Skriv mærker som [[person:Mette]] eller [[person/caseworker:Mette]].",
            )
        })?;
        let misses = score.add(&marked, rules).map_err(|error| {
            let (cause, hint) = match error {
                AnalyseError::TooLong { .. } => ("Teksten er over grænsen.", "Del filen i flere."),
                AnalyseError::Rule | AnalyseError::Detector => {
                    ("Navnesøgningen gik i stå i den.", "Send meddelelsen til dem, der passer programmet.")
                }
            };
            Failure::new(Exit::Refused, format!("Fil nummer {number} kunne ikke gennemsøges."), cause, hint)
        })?;
        if args.vis {
            show(number, &marked, &misses, context)?;
        }
    }
    if score.covered().whole == 0 {
        return Err(Failure::new(
            Exit::Input,
            "Der er ingen mærker at måle efter.",
            "Der står ikke et eneste [[mærke]] i de filer, du gav.",
            "Sæt mærker om det, der skal skjules, som [[person:Mette]], og prøv igen.",
        ));
    }
    if args.json {
        writeln!(context.out, "{}", report::json(&score)?)?;
    } else {
        write!(context.out, "{}", report::text(&score))?;
    }
    Ok(())
}

#[expect(clippy::disallowed_methods, reason = "the user asks to see where it went wrong, on the screen")]
fn show(number: usize, marked: &Marked, misses: &Misses, context: &mut Context<'_>) -> Result<(), Failure> {
    let mut line = |word: &str, span: Span, why: &str| {
        let before = marked.text.slice_before(span, 30);
        let text = format!("{before}»{}«", marked.text.slice(span)).replace('\n', " ");
        writeln!(context.out, "{number:>3} {word:<9} {} {why}", super::screen::harmless(&text))
    };
    for span in &misses.leaked {
        line("lækket", *span, "")?;
    }
    for finding in &misses.lost {
        line("for meget", finding.span, &format!("({})", explain(finding)))?;
    }
    Ok(())
}
