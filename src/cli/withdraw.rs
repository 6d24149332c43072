//! `tilbagekald`: a parent takes a testimony back, and it is deleted for good.

use super::{Context, Exit, Failure};
use crate::config::Settings;
use crate::store::{Collection, EditionNumber, Number, State, StoreError};

/// What `tilbagekald` takes.
#[derive(clap::Args)]
pub struct WithdrawArgs {
    /// Numrene på de vidnesbyrd, der er trukket tilbage
    #[arg(value_name = "NUMMER", required = true)]
    numbers: Vec<Number>,
    /// Spørg ikke om lov
    #[arg(long = "ja", visible_alias = "yes")]
    yes: bool,
}

/// Asks once a number, deletes, and says where the text may still stand.
///
/// No passphrase is needed, and wrong settings do not stand in the way: a parent who calls must not have to wait.
///
/// # Errors
/// An unknown number (exit 2, before anything is deleted), exit 1 when the journal could not be wiped yet or somebody said no,
/// or what the disk says.
pub fn run(args: &WithdrawArgs, context: &mut Context<'_>) -> Result<(), Failure> {
    let coordinator = Settings::load(&context.collection).ok().map(|settings| settings.coordinator);
    let collection = Collection::open(&context.collection)?.act_as(coordinator);
    for &number in &args.numbers {
        collection.row(number)?;
    }
    let mut kept = false;
    let mut unwiped = false;
    for &number in &args.numbers {
        let already = collection.row(number)?.state == State::Withdrawn;
        if !already && !args.yes && !confirmed(number, context)? {
            writeln!(context.out, "Vidnesbyrd {number} er ikke rørt.")?;
            kept = true;
            continue;
        }
        // Also when it is deleted already: the wiping may not have been finished.
        match collection.remove(number) {
            Ok(()) => {}
            // The others are still to be deleted; this one is told at the end.
            Err(StoreError::NotWiped) => unwiped = true,
            Err(error) => return Err(error.into()),
        }
        if already {
            writeln!(context.out, "Vidnesbyrd {number} var allerede slettet.")?;
        }
        say_deleted(number, &printed_in(&collection, number)?, context)?;
    }
    if unwiped {
        return Err(StoreError::NotWiped.into());
    }
    if kept {
        return Err(Failure::new(
            Exit::WorkRemains,
            "Noget blev ikke slettet.",
            "Nummeret blev ikke skrevet igen.",
            "Kør kommandoen igen, og skriv nummeret, når der spørges.",
        ));
    }
    Ok(())
}

/// The number has to be typed again: a `j` is typed too easily.
fn confirmed(number: Number, context: &mut Context<'_>) -> Result<bool, Failure> {
    write!(context.err, "Vidnesbyrd {number} slettes for altid. Skriv {number} for at slette det: ")?;
    context.err.flush()?;
    let mut line = String::new();
    context.input.read_line(&mut line)?;
    Ok(line.trim().parse() == Ok(number))
}

fn printed_in(collection: &Collection, number: Number) -> Result<Vec<EditionNumber>, Failure> {
    let editions = collection.editions()?;
    Ok(editions.iter().filter(|edition| edition.entries.contains_key(&number)).map(|edition| edition.number).collect())
}

fn say_deleted(number: Number, printed: &[EditionNumber], context: &mut Context<'_>) -> Result<(), Failure> {
    writeln!(context.out, "✓ Vidnesbyrd {number} er slettet fra samlingen og kommer ikke med i senere udgaver.")?;
    if !printed.is_empty() {
        let numbers: Vec<String> = printed.iter().map(ToString::to_string).collect();
        writeln!(
            context.out,
            "! Det står i udgave {}, som allerede er lavet. Slet filerne i mappen »udgaver«, og tal med forælderen om\n  \
             de hæfter, der er delt ud.",
            numbers.join(", ")
        )?;
    }
    writeln!(context.out, "! Mailen kan stadig ligge i postkassen og i sikkerhedskopier. Slet den også der.")?;
    Ok(())
}
