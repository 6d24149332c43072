//! `evaluer`: recall and precision on labelled files.

use super::Context;
use super::failure::{Exit, Failure};
use crate::redact::evaluate::{Misses, Score};
use crate::redact::explain;
use crate::redact::marked::{self, Marked};
use crate::redact::rules::RuleSet;
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
}

/// Measures and prints.
///
/// # Errors
/// A file that cannot be read or is not well formed.
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
        let misses = score.add(&marked, rules).map_err(|_| {
            Failure::new(
                Exit::Refused,
                format!("Fil nummer {number} er for lang til at blive gennemsøgt."),
                "Teksten er over grænsen.",
                "Del filen i flere.",
            )
        })?;
        if args.vis {
            show(number, &marked, &misses, context)?;
        }
    }
    print(&score, context)
}

/// A share in percent with one decimal, Danish comma; a dash for nothing.
fn percent(part: usize, whole: usize) -> String {
    if whole == 0 {
        return "–".to_owned();
    }
    let tenths = (part * 1000 + whole / 2) / whole;
    format!("{},{} %", tenths / 10, tenths % 10)
}

fn print(score: &Score, context: &mut Context<'_>) -> Result<(), Failure> {
    let out = &mut context.out;
    writeln!(out, "Tekster:                      {}", score.texts)?;
    writeln!(out, "Mærker:                       {}", score.labels())?;
    writeln!(out, "Skjult helt:                  {} ({})", score.covered(), percent(score.covered(), score.labels()))?;
    writeln!(
        out,
        "Lækket (mindst ét sted):      {} af {} ({}), kendte: {}",
        score.leaked,
        score.items,
        percent(score.leaked, score.items),
        score.known
    )?;
    writeln!(
        out,
        "Fund, der er rigtige:         {} af {} ({})",
        score.right,
        score.findings,
        percent(score.right, score.findings)
    )?;
    writeln!(
        out,
        "Ord, der skal blive, blev:    {} af {} ({})",
        score.kept,
        score.words,
        percent(score.kept, score.words)
    )?;
    let per_text = (score.decisions * 10).checked_div(score.texts).unwrap_or(0);
    writeln!(out, "Afgørelser pr. tekst:         {},{}", per_text / 10, per_text % 10)?;
    writeln!(out)?;
    for (kind, (all, covered)) in &score.by_kind {
        writeln!(out, "  {:<13} {covered:>4} af {all:<4} {}", kind.code(), percent(*covered, *all))?;
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
