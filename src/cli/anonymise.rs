//! `anonymiser`: files in, texts with everything hidden out. Nobody has looked, so all three tiers are hidden.

mod output;

use super::Context;
use super::failure::{Exit, Failure};
use crate::intake::reader::Reader;
use crate::intake::{InputKind, Problem, RawMessage, Reading};
use crate::redact::release::{Unattended, Verdict, placeholders};
use crate::redact::risk::{Shown, assess};
use crate::redact::rules::RuleSet;
use crate::redact::{AnalyseError, Analysis, Kind, analyse};
use crate::text::Span;
use clap::ValueEnum;
use output::{Answer, Found, Hinted, RiskAnswer};
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

/// Reads, searches and writes every file; one that fails does not stop the others.
///
/// # Errors
/// The gravest failure among the files.
pub fn run(args: &AnonymiseArgs, context: &mut Context<'_>) -> Result<(), Failure> {
    let standard_input = [PathBuf::from("-")];
    let files = if args.files.is_empty() { &standard_input[..] } else { &args.files };
    if let Some(folder) = &args.ud {
        std::fs::create_dir_all(folder).map_err(|error| output::cannot_write(&error))?;
    }
    let mut reader = Reader::new().map_err(|_| {
        Failure::new(
            Exit::Input,
            "Filerne kunne ikke læses.",
            "Styresystemet vil ikke sige, hvor programmet ligger, så det kan ikke starte sin læser.",
            "Installér programmet igen, eller kør det med sin fulde sti.",
        )
    })?;
    // Without the rules nothing is searched, and so nothing shown.
    let rules = RuleSet::shipped().map_err(|error| Failure { exit: Exit::Refused, ..error.into() })?;
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
    let mut problems: BTreeSet<Problem> = reading.problems.iter().copied().collect();
    let searched = readable(number, &reading).and_then(|()| {
        analyse(&reading.text, &reading.seeds, rules, &[]).map_err(|error| {
            problems.insert(match error {
                AnalyseError::TooLong { .. } => Problem::OverLimit,
                AnalyseError::Rule | AnalyseError::Detector => Problem::AnalysisFailed,
            });
            not_searched(number, error)
        })
    });
    let folded = reading.folded();
    // Doubt hides: of a text that was not searched nothing is shown.
    let (analysis, redacted, refused) = match searched {
        Ok(analysis) => {
            let redacted = Unattended::new(&reading.text, &folded, &analysis).text();
            (analysis, Some(redacted), None)
        }
        Err(failure) => (Analysis::default(), None, Some(failure)),
    };
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
        None => output::print(args.format, files.len(), number, &answer, context)?,
        Some(folder) => output::write(folder, files, file, &answer, stems)?,
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

/// Whether the reader came through at all.
///
/// # Errors
/// When it failed, or when there is more text than is searched; nothing is known about the text then. A part of a mail that cannot be read is
/// another matter: what was read of the mail is searched whole, and the answer says that a human must look.
fn readable(number: usize, reading: &Reading) -> Result<(), Failure> {
    if reading.text.words() > 0 {
        return Ok(());
    }
    if reading.problems.contains(&Problem::ReaderFailed) {
        return Err(refusal(
            number,
            "Læsningen gik i stå eller tog for lang tid.",
            "Åbn filen selv, og gem teksten som .txt eller .docx.",
        ));
    }
    if reading.problems.contains(&Problem::OverLimit) {
        return Err(too_long(number));
    }
    Ok(())
}

fn not_searched(number: usize, error: AnalyseError) -> Failure {
    match error {
        AnalyseError::TooLong { .. } => too_long(number),
        AnalyseError::Rule | AnalyseError::Detector => refusal(
            number,
            "Navnesøgningen gik i stå, så ingen ved, hvad der skal skjules.",
            "Kør kommandoen igen. Sker det igen, så send meddelelsen til dem, der passer programmet.",
        ),
    }
}

fn too_long(number: usize) -> Failure {
    refusal(number, "Teksten er længere, end programmet kan gennemsøge.", "Del filen i mindre stykker.")
}

fn refusal(number: usize, cause: &str, hint: &str) -> Failure {
    let what = format!("Fil nummer {number} er ikke anonymiseret, og der er ikke skrevet nogen tekst.");
    Failure::new(Exit::Refused, what, cause, hint)
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

#[cfg(test)]
mod tests {
    use super::*;

    /// One text through [`answer`] with these rules; what was said, and what came of it.
    fn asked(rules: &RuleSet, args: &AnonymiseArgs) -> (String, Result<(), Failure>) {
        let raw = RawMessage::new("Min søn hedder Kanarie Fuglebrand.".into());
        let reading = crate::intake::reader::read_here(&raw, InputKind::Text);
        let (mut out, mut err, mut input) = (Vec::new(), Vec::new(), std::io::empty());
        let mut context = Context { collection: PathBuf::new(), input: &mut input, out: &mut out, err: &mut err };
        let result = answer(args, &[PathBuf::from("brev.txt")], 0, reading, rules, &mut BTreeSet::new(), &mut context);
        out.extend(err);
        (String::from_utf8(out).unwrap(), result)
    }

    #[test]
    fn doubt_hides_a_text_when_a_rule_does_not_compile() {
        let dir = tempfile::tempdir().unwrap();
        for (format, ud) in
            [(Format::Tekst, None), (Format::Json, None), (Format::Tekst, Some(dir.path().to_path_buf()))]
        {
            let args = AnonymiseArgs { format, ud, files: Vec::new() };
            let (said, result) = asked(&RuleSet::shipped().unwrap(), &args);
            assert!(result.is_ok() && !said.contains("Kanarie"));
            let (said, result) = asked(&RuleSet::broken(), &args);
            assert_eq!(result.map_err(|failure| failure.exit), Err(Exit::Refused));
            assert!(!said.contains("Min søn") && !said.contains("Kanarie"), "{said}");
            assert!(format == Format::Tekst || said.contains("\"analysis_failed\""), "{said}");
        }
        // The text of the run before is not left to be taken for this one's.
        assert!(!dir.path().join("brev.txt").exists());
        let told = std::fs::read_to_string(dir.path().join("brev.json")).unwrap();
        assert!(told.contains("analysis_failed") && told.contains("\"redacted\": \"\""));
    }
}
