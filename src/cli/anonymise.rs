//! `anonymiser`: files in, texts with everything hidden out. Nobody has looked, so all three tiers are hidden.

use super::Context;
use super::failure::{Exit, Failure};
use crate::intake::reader::Reader;
use crate::intake::{Class, InputKind, Problem, RawMessage, Reading};
use crate::redact::release::{Unattended, Verdict, placeholders};
use crate::redact::risk::{HintKind, Level, Shown, assess};
use crate::redact::rules::RuleSet;
use crate::redact::{Analysis, Evidence, Kind, analyse};
use crate::text::Span;
use clap::ValueEnum;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;
use std::path::{Path, PathBuf};

/// Hvad der skal anonymiseres.
#[derive(clap::Args)]
pub struct AnonymiseArgs {
    /// Svar som ren tekst eller som JSON
    #[arg(long, value_enum, default_value = "tekst")]
    pub format: Format,
    /// Skriv NAVN.txt og NAVN.json i denne mappe for hver fil
    #[arg(long, value_name = "MAPPE")]
    pub ud: Option<PathBuf>,
    /// .eml, .txt, .md, .docx, .odt, .rtf eller .pdf; - læser fra standard ind
    #[arg(value_name = "FIL")]
    pub files: Vec<PathBuf>,
}

/// How the answer is written.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Teksten alene
    #[value(alias = "text")]
    Tekst,
    /// Teksten med alle fund
    Json,
}

/// The stable JSON form. No found text is repeated.
#[derive(Serialize)]
struct Answer<'a> {
    file: String,
    class: Class,
    language: &'a str,
    needs_human: bool,
    redacted: String,
    findings: Vec<Found<'a>>,
    problems: BTreeSet<Problem>,
    risk: RiskAnswer,
}

/// What may point at the family although it names nobody. Nothing of it is changed in `redacted`.
#[derive(Serialize)]
struct RiskAnswer {
    level: Level,
    hints: Vec<Hinted>,
}

/// One hint; `start` and `end` are bytes into the normalised text.
#[derive(Serialize)]
struct Hinted {
    start: usize,
    end: usize,
    kind: HintKind,
    proposal: String,
}

/// One finding; `start` and `end` are bytes into the normalised text.
#[derive(Serialize)]
struct Found<'a> {
    start: usize,
    end: usize,
    kind: Kind,
    role: Option<&'static str>,
    tier: crate::redact::Tier,
    person: Option<u32>,
    placeholder: &'a str,
    evidence: &'a [Evidence],
}

/// Reads, searches and writes every file; one that fails does not stop the others.
///
/// # Errors
/// The gravest failure among the files.
pub fn run(args: &AnonymiseArgs, context: &mut Context<'_>) -> Result<(), Failure> {
    let standard_input = [PathBuf::from("-")];
    let files = if args.files.is_empty() { &standard_input[..] } else { &args.files };
    if let Some(folder) = &args.ud {
        std::fs::create_dir_all(folder).map_err(|error| cannot_write(&error))?;
    }
    let mut reader = Reader::new().map_err(|_| {
        Failure::new(
            Exit::Input,
            "Filerne kunne ikke læses.",
            "Styresystemet vil ikke sige, hvor programmet ligger, så det kan ikke starte sin læser.",
            "Installér programmet igen, eller kør det med sin fulde sti.",
        )
    })?;
    let rules = RuleSet::shipped()?;
    let mut stems = BTreeSet::new();
    let mut worst: Option<Failure> = None;
    let mut failed = 0;
    for (index, file) in files.iter().enumerate() {
        let number = index + 1;
        let result = read(file, number, context, &mut reader)
            .and_then(|reading| answer(args, files, index, reading, &rules, &mut stems, context));
        match result {
            Ok(()) => {}
            Err(failure) if failure.is_broken_pipe() => return Err(failure),
            Err(failure) => {
                let graver = worst.as_ref().is_none_or(|worst| worst.exit.code() < failure.exit.code());
                failed += 1;
                if files.len() > 1 {
                    writeln!(context.err, "{failure}\n")?;
                }
                if graver {
                    worst = Some(failure);
                }
            }
        }
    }
    match worst {
        None => Ok(()),
        Some(failure) if files.len() == 1 => Err(failure),
        // Each has been told by itself.
        Some(failure) => Err(Failure::new(
            failure.exit,
            format!("{failed} af {} filer kunne ikke anonymiseres.", files.len()),
            "Grunden står ovenfor ved hver af dem.",
            "Ret dem, og kør kommandoen igen; de andre er færdige.",
        )),
    }
}

fn read(file: &Path, number: usize, context: &mut Context<'_>, reader: &mut Reader) -> Result<Reading, Failure> {
    let mut bytes = Vec::new();
    let result = if file.as_os_str() == "-" {
        context.input.read_to_end(&mut bytes).map(drop)
    } else {
        std::fs::File::open(file).and_then(|mut file| file.read_to_end(&mut bytes)).map(drop)
    };
    result.map_err(|error| {
        Failure::new(
            Exit::Input,
            format!("Fil nummer {number} kunne ikke læses."),
            format!("Styresystemet siger: {}.", super::danish::io(error.kind())),
            "Se efter, om navnet er skrevet rigtigt, og om du må læse filen.",
        )
    })?;
    let kind = InputKind::of(&file.to_string_lossy(), &bytes).ok_or_else(|| {
        Failure::new(
            Exit::Input,
            format!("Fil nummer {number} er ikke anonymiseret."),
            "Den er af en slags, programmet ikke kan læse (et billede, en scanning eller et gammelt Word-format).",
            "Gem den som .docx, .odt, .pdf med tekst eller .txt, og prøv igen.",
        )
    })?;
    Ok(reader.read(&RawMessage::new(bytes), kind))
}

fn answer(
    args: &AnonymiseArgs,
    files: &[PathBuf],
    index: usize,
    reading: Reading,
    rules: &RuleSet,
    stems: &mut BTreeSet<String>,
    context: &mut Context<'_>,
) -> Result<(), Failure> {
    let file = files.get(index).map(PathBuf::as_path).unwrap_or(Path::new("-"));
    let number = index + 1;
    let analysis = analyse(&reading.text, &reading.seeds, rules, &[]);
    let (analysis, refused) = match analysis {
        Ok(analysis) => (analysis, None),
        Err(_) => (
            Analysis::default(),
            Some(Failure::new(
                Exit::Refused,
                format!("Fil nummer {number} er ikke anonymiseret, og der er ikke skrevet nogen tekst."),
                "Teksten er længere, end programmet kan gennemsøge.",
                "Del filen i mindre stykker.",
            )),
        ),
    };
    let folded = reading.folded();
    let redacted =
        if refused.is_some() { String::new() } else { Unattended::new(&reading.text, &folded, &analysis).text() };
    let mut problems: BTreeSet<Problem> = reading.problems.iter().copied().collect();
    if refused.is_some() {
        problems.insert(Problem::OverLimit);
    }
    if analysis.needs_human {
        problems.insert(Problem::ForeignLanguage);
    }
    let verdicts: BTreeMap<_, _> =
        analysis.subjects.iter().map(|subject| (subject.id, Verdict::Hide(subject.kind, subject.role))).collect();
    let labels = placeholders(&analysis, &verdicts);
    let answer = Answer {
        file: file.file_name().unwrap_or(file.as_os_str()).to_string_lossy().into_owned(),
        class: reading.class,
        language: analysis.language.as_deref().unwrap_or("und"),
        needs_human: problems.iter().any(|problem| problem.needs_human()),
        redacted,
        findings: found(&analysis, &labels),
        problems,
        risk: risk(&analysis, &folded),
    };
    match &args.ud {
        None => print(args.format, files.len(), number, &answer, context)?,
        Some(folder) => write(folder, files, file, &answer, stems)?,
    }
    if let Some(refused) = refused {
        return Err(refused);
    }
    if reading.text.words() == 0 && !answer.problems.is_empty() {
        return Err(Failure::new(
            Exit::Input,
            format!("Fil nummer {number} gav ingen tekst."),
            "Den er tom, beskadiget, beskyttet med adgangskode eller et billede.",
            "Åbn den selv, og gem teksten som .txt eller .docx.",
        ));
    }
    Ok(())
}

/// The hints that stand in the redacted text: neither folded away nor over something that is hidden.
fn risk(analysis: &Analysis, folded: &[Span]) -> RiskAnswer {
    let stands = |span: Span| !folded.iter().any(|fold| fold.overlaps(span));
    let mut shown = Shown::default();
    let mut hints = Vec::new();
    let mut findings = analysis.findings.iter().peekable();
    for hint in &analysis.hints {
        while findings.next_if(|finding| finding.span.end() <= hint.span.start()).is_some() {}
        let hidden = findings.peek().is_some_and(|finding| finding.span.overlaps(hint.span));
        if hidden || !stands(hint.span) {
            continue;
        }
        *shown.hints.entry(hint.kind).or_default() += 1;
        let (start, end) = (hint.span.start(), hint.span.end());
        hints.push(Hinted { start, end, kind: hint.kind, proposal: hint.proposal.wording() });
    }
    RiskAnswer { level: assess(shown).level, hints }
}

/// The findings in text order with what they belong to.
fn found<'a>(analysis: &'a Analysis, labels: &'a BTreeMap<crate::redact::SubjectId, String>) -> Vec<Found<'a>> {
    let mut found: Vec<(usize, Found<'a>)> = Vec::with_capacity(analysis.findings.len());
    for subject in &analysis.subjects {
        let person = subject.kind == Kind::Person;
        for &index in &subject.findings {
            let Some(finding) = analysis.findings.get(index) else { continue };
            found.push((
                index,
                Found {
                    start: finding.span.start(),
                    end: finding.span.end(),
                    kind: finding.kind,
                    role: person.then(|| subject.role.code()),
                    tier: finding.tier,
                    person: person.then_some(subject.id.0),
                    placeholder: labels.get(&subject.id).map(String::as_str).unwrap_or_default(),
                    evidence: &finding.evidence,
                },
            ));
        }
    }
    found.sort_by_key(|(index, _)| *index);
    found.into_iter().map(|(_, found)| found).collect()
}

/// To standard output: one text, or one JSON object a line; several texts are set apart by a line with their number.
fn print(
    format: Format,
    files: usize,
    number: usize,
    answer: &Answer<'_>,
    context: &mut Context<'_>,
) -> Result<(), Failure> {
    match format {
        Format::Json => {
            serde_json::to_writer(&mut *context.out, answer).map_err(std::io::Error::from)?;
            writeln!(context.out)?;
        }
        Format::Tekst => {
            if files > 1 {
                writeln!(context.out, "{}===== {number} af {files} =====", if number > 1 { "\n" } else { "" })?;
            }
            writeln!(context.out, "{}", super::screen::harmless(&answer.redacted))?;
            if answer.needs_human {
                writeln!(
                    context.err,
                    "Bemærk: fil nummer {number} skal ses af et menneske; noget kunne ikke læses sikkert."
                )?;
            }
        }
    }
    Ok(())
}

/// Into the folder: `STEM.txt` and `STEM.json`. Never over one of the files that are read; a stem that comes twice in one run gets a number.
fn write(
    folder: &Path,
    files: &[PathBuf],
    file: &Path,
    answer: &Answer<'_>,
    stems: &mut BTreeSet<String>,
) -> Result<(), Failure> {
    let base = match file.file_stem() {
        Some(stem) if stem != "-" => stem.to_string_lossy().into_owned(),
        _ => "tekst".to_owned(),
    };
    let mut stem = base.clone();
    let mut count = 1;
    while !stems.insert(stem.clone()) {
        count += 1;
        stem = format!("{base}-{count}");
    }
    let text = folder.join(format!("{stem}.txt"));
    let json = folder.join(format!("{stem}.json"));
    for target in [&text, &json] {
        if let Ok(target) = target.canonicalize()
            && files.iter().any(|file| file.canonicalize().is_ok_and(|file| file == target))
        {
            return Err(Failure::new(
                Exit::Input,
                "Svaret er ikke skrevet, for det ville ligge oven i en af de filer, der læses.",
                "Mappen efter --ud er den samme, som filen ligger i.",
                "Vælg en anden mappe efter --ud.",
            ));
        }
    }
    let mut body = answer.redacted.clone();
    body.push('\n');
    std::fs::write(&text, body).map_err(|error| cannot_write(&error))?;
    let mut object = serde_json::to_vec_pretty(answer).map_err(|error| cannot_write(&error.into()))?;
    object.push(b'\n');
    std::fs::write(&json, object).map_err(|error| cannot_write(&error))
}

fn cannot_write(error: &std::io::Error) -> Failure {
    Failure::new(
        Exit::Input,
        "Svaret kunne ikke skrives i mappen efter --ud.",
        format!("Styresystemet siger: {}.", super::danish::io(error.kind())),
        "Se efter, om der er plads på disken, og om du må skrive i mappen.",
    )
}
