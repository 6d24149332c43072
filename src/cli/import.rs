//! `importer`: from files and folders into the collection.

use super::take_in::TakeIn;
use super::{Context, Exit, Failure, names};
use crate::config::Settings;
use crate::intake::files::{self, FileError};
use crate::store::{Collection, Source};
use jiff::Timestamp;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// The limit in megabytes when the settings name no mailbox and so no limit.
const USUAL_LIMIT_MB: u32 = 25;

/// Argumenter til »importer«.
#[derive(clap::Args)]
pub struct ImportArgs {
    /// Filer (.eml .txt .md .docx .odt .rtf .pdf) eller mapper med sådanne filer
    #[arg(value_name = "FIL|MAPPE", required = true)]
    pub paths: Vec<PathBuf>,
}

/// Takes files in. A file that cannot be read does not stop the others.
///
/// # Errors
/// Settings or store; and at the end, when some of the files could not be taken.
pub fn run(args: &ImportArgs, context: &mut Context<'_>) -> Result<(), Failure> {
    let settings = Settings::load(&context.collection)?;
    let collection = Collection::open(&context.collection)?.act_as(Some(settings.coordinator.clone()));
    collection.recipients()?;
    let (rules, locked) = names::known_when_unlocked(&collection)?;
    let limit_mb = settings.mailbox.as_ref().map_or(USUAL_LIMIT_MB, |mailbox| mailbox.max_size_mb);
    let own = settings.mailbox.iter().map(|mailbox| mailbox.user.clone());
    let mut take_in = TakeIn::new(&collection, &rules, own)?;

    let found = files::find(&args.paths);
    let mut failed: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, path) in found.files.iter().enumerate() {
        match files::read(path, u64::from(limit_mb) * 1_000_000) {
            Ok(file) => {
                let received = file.changed.unwrap_or_else(Timestamp::now);
                take_in.take_in(&file.message, file.kind, &Source::File, received)?;
            }
            Err(error) => failed.entry(danish(error)).or_default().push(at + 1),
        }
    }

    write!(context.out, "{}", take_in.tally.render())?;
    if locked && !take_in.tally.new.is_empty() {
        writeln!(context.out, "{}", names::LOCKED)?;
    }
    if found.passed_over > 0 {
        writeln!(context.out, "{} filer af andre slags eller henvisninger blev sprunget over.", found.passed_over)?;
    }
    let total = found.files.len();
    for (why, places) in &failed {
        let places: Vec<String> = places.iter().map(ToString::to_string).collect();
        writeln!(context.err, "Fil nr. {} af {total} (i rækkefølge efter navn): {why}.", places.join(", "))?;
    }
    for (argument, error) in &found.failed {
        writeln!(context.err, "Sti nr. {argument} på kommandolinjen: {}.", danish(*error))?;
    }
    let count = failed.values().map(Vec::len).sum::<usize>() + found.failed.len();
    if count > 0 {
        return Err(Failure::new(
            Exit::Input,
            format!("{count} blev ikke taget ind. Resten er."),
            "Grunden står ovenfor ud for hver. Filnavne bliver ikke vist, for de rummer ofte navne.",
            format!(
                "Ret dem, og kør kommandoen igen: intet bliver gemt to gange. Grænsen for en fil er {limit_mb} MB."
            ),
        ));
    }
    if total == 0 {
        return Err(Failure::new(
            Exit::Input,
            "Der var ingenting at tage ind.",
            "Mapperne indeholder ingen filer af den slags, der kan læses.",
            "Filerne skal ende på .eml, .txt, .md, .docx, .odt, .rtf eller .pdf.",
        ));
    }
    Ok(())
}

/// Why a file was not taken.
const fn danish(error: FileError) -> &'static str {
    match error {
        FileError::NotFound => "findes ikke",
        FileError::Unreadable(std::io::ErrorKind::PermissionDenied) => "må ikke læses af denne bruger",
        FileError::Unreadable(_) => "kan ikke læses fra disken",
        FileError::TooLarge { .. } => "er større end grænsen",
        FileError::UnknownKind => "er af en slags, der ikke kan læses",
        FileError::Empty => "er tom",
    }
}
