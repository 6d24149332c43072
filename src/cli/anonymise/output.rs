//! What `anonymiser` answers: the text or the JSON form, to standard output or into a folder.

use super::Format;
use crate::cli::failure::{Exit, Failure};
use crate::cli::{Context, danish, screen};
use crate::intake::{Class, Problem};
use crate::redact::risk::{HintKind, Level};
use crate::redact::{Evidence, Kind, Tier};
use serde::Serialize;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// The stable JSON form. No found text is repeated.
#[derive(Serialize)]
pub(super) struct Answer<'a> {
    pub(super) file: String,
    pub(super) class: Class,
    pub(super) language: &'a str,
    pub(super) needs_human: bool,
    /// `None` when the text was refused; empty in the JSON then.
    #[serde(serialize_with = "or_empty")]
    pub(super) redacted: Option<String>,
    pub(super) findings: Vec<Found<'a>>,
    pub(super) problems: BTreeSet<Problem>,
    pub(super) risk: RiskAnswer,
}

/// What may point at the family although it names nobody. Nothing of it is changed in `redacted`.
#[derive(Serialize)]
pub(super) struct RiskAnswer {
    pub(super) level: Level,
    pub(super) hints: Vec<Hinted>,
}

/// One hint; `start` and `end` are bytes into the normalised text.
#[derive(Serialize)]
pub(super) struct Hinted {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) kind: HintKind,
    pub(super) proposal: String,
}

/// One finding; `start` and `end` are bytes into the normalised text.
#[derive(Serialize)]
pub(super) struct Found<'a> {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) kind: Kind,
    pub(super) role: Option<&'static str>,
    pub(super) tier: Tier,
    pub(super) person: Option<u32>,
    pub(super) placeholder: &'a str,
    pub(super) evidence: &'a [Evidence],
}

/// To standard output: one text, or one JSON object a line; several texts are set apart by a line with their number.
pub(super) fn print(
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
            let Some(redacted) = &answer.redacted else { return Ok(()) };
            writeln!(context.out, "{}", screen::harmless(redacted))?;
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
pub(super) fn write(
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
    let mut object = serde_json::to_vec_pretty(answer).map_err(|error| cannot_write(&error.into()))?;
    object.push(b'\n');
    match &answer.redacted {
        Some(redacted) => place(&text, format!("{redacted}\n").as_bytes()),
        // A text that an earlier run left here must not be taken for the answer.
        None => match std::fs::remove_file(&text) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        },
    }
    .and_then(|()| place(&json, &object))
    .map_err(|error| cannot_write(&error))
}

/// Writes a file that is there whole or not at all.
fn place(target: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let mut draft = target.as_os_str().to_owned();
    draft.push(format!(".{}", std::process::id()));
    let draft = PathBuf::from(draft);
    let placed = std::fs::write(&draft, bytes).and_then(|()| std::fs::rename(&draft, target));
    if placed.is_err() {
        // The first error is the one to tell.
        let _ = std::fs::remove_file(&draft);
    }
    placed
}

/// A text that was refused is an empty one to programs that read the JSON; `problems` says why.
#[expect(clippy::ref_option, reason = "serde asks for this form")]
fn or_empty<S: serde::Serializer>(text: &Option<String>, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(text.as_deref().unwrap_or_default())
}

pub(super) fn cannot_write(error: &std::io::Error) -> Failure {
    Failure::new(
        Exit::Input,
        "Svaret kunne ikke skrives i mappen efter --ud.",
        format!("Styresystemet siger: {}.", danish::io(error.kind())),
        "Se efter, om der er plads på disken, og om du må skrive i mappen.",
    )
}
