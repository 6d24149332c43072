//! `tjek`: what is in order in a collection, what is not, and what to do about it.

mod checks;
mod report;

use super::{Context, Exit, Failure};
use crate::store::StoreError;
use crate::store::folder::DATABASE;
use checks::Checked;
use report::Report;

/// What `tjek` takes.
#[derive(clap::Args)]
pub struct DoctorArgs {
    /// Prøv ikke at logge på postkassen
    #[arg(long = "uden-netvaerk", visible_alias = "offline")]
    offline: bool,
}

/// Prints a line for every check. Everything is checked, also after something wrong.
///
/// # Errors
/// Exit 2 when the folder holds no collection, exit 1 when something must be mended.
pub fn run(args: &DoctorArgs, context: &mut Context<'_>) -> Result<(), Failure> {
    let folder = context.collection.clone();
    if !folder.join(DATABASE).is_file() {
        return Err(StoreError::NotACollection.into());
    }
    let mut report = Report::new(context.out);
    checks::modes(&folder, &mut report)?;
    let settings = checks::settings(&folder, &mut report)?;
    if let Some(checked) = Checked::open(&folder, &mut report)? {
        checked.integrity(&mut report)?;
        checked.recipients(&mut report)?;
        checked.identity(&mut report)?;
        checked.testimonies(&mut report)?;
    }
    checks::rules(&folder, &mut report)?;
    match settings {
        Some(settings) if !args.offline => checks::mailbox(&settings, &mut report)?,
        Some(_) => report.note("Postkassen er ikke prøvet (--uden-netvaerk).", None)?,
        None => {}
    }
    checks::platform(&mut report)?;
    match report.wrong() {
        0 => {
            report.fine("Samlingen er i orden.")?;
            Ok(())
        }
        wrong => Err(Failure::new(
            Exit::WorkRemains,
            "Samlingen er ikke i orden.",
            if wrong == 1 {
                String::from("Én linje er mærket ✗.")
            } else {
                format!("{wrong} linjer er mærket ✗.")
            },
            "Gør det, der står efter »Prøv«, og kør »vidnesbyrd tjek« igen.",
        )),
    }
}
