//! `udgiv`: the approved testimonies become an edition.

use super::booklet::{self, Made};
use super::secret::{self, PASSPHRASE};
use super::tally::numbers;
use super::{Context, Exit, Failure, names, own_rules};
use crate::config::Settings;
use crate::publish::Assurance;
use crate::store::Collection;
use jiff::civil::Date;

/// Argumenter til »udgiv«.
#[derive(clap::Args)]
pub struct PublishArgs {
    /// Datoen på forsiden, år-måned-dag; ellers dagen i dag
    #[arg(long = "dato", visible_alias = "date", value_name = "ÅÅÅÅ-MM-DD")]
    pub date: Option<Date>,
}

/// Makes an edition of everything that is approved.
///
/// # Errors
/// Exit 1 when nothing is approved, 3 when the finished file holds something that was hidden, 2 for settings, store and input.
pub fn run(args: &PublishArgs, context: &mut Context<'_>) -> Result<(), Failure> {
    let settings = Settings::load(&context.collection)?;
    let collection = Collection::open(&context.collection)?.act_as(Some(settings.coordinator.clone()));
    let frame = booklet::frame(&settings, Assurance::Coordinator)?;
    let rules = own_rules::in_force(&context.collection)?;
    let identity = collection.unlock(&secret::ask(PASSPHRASE, "Samlingens adgangskode: ")?)?;
    let rules = names::known(rules, &collection, &identity)?;
    names::finish(&collection, &identity, &rules, context)?;
    let gathered = booklet::gather(&collection, &identity, &rules)?;
    drop(identity);

    let waiting = gathered.waiting + gathered.changed.len();
    if gathered.entries.is_empty() {
        let cause = match waiting {
            0 => "Der er ingen vidnesbyrd, som er godkendt, og ingen, der venter.".to_owned(),
            1 => "Ingen vidnesbyrd er godkendt. 1 venter på dig.".to_owned(),
            count => format!("Ingen vidnesbyrd er godkendt. {count} venter på dig."),
        };
        return Err(Failure::new(
            Exit::WorkRemains,
            "Der er intet at udgive.",
            cause,
            "Se listen med »vidnesbyrd oversigt«, og læs et vidnesbyrd igennem med »vidnesbyrd gennemse NUMMER«.",
        ));
    }
    if !gathered.changed.is_empty() {
        writeln!(
            context.err,
            "Ikke med: {} er godkendt, men teksten ville nu blive en anden end den, du godkendte. Læs igen: vidnesbyrd gennemse NUMMER",
            numbers(&gathered.changed)
        )?;
    }
    writeln!(context.err, "Sætter hæftet og læser det igennem …")?;
    let made =
        booklet::make(&collection, frame, &gathered, args.date).map_err(|not_made| not_made.into_failure(&gathered))?;
    context.out.write_all(report(&made, waiting).as_bytes())?;
    Ok(())
}

fn report(made: &Made, waiting: usize) -> String {
    let manifest = &made.manifest;
    let pages: usize = manifest.files.iter().map(|file| file.pages).sum();
    let texts = manifest.testimonies.len();
    let path = made.path.display();
    let head = if made.unchanged {
        format!("✓ Intet er ændret siden udgave {}. Hæftet ligger her:", manifest.edition)
    } else {
        format!("✓ Udgave {} er færdig: {texts} vidnesbyrd på {pages} sider.", manifest.edition)
    };
    let mut out = format!(
        "{head}\n\n  {path}\n\nDet færdige hæfte er læst igennem for {} skjulte navne og numre. Ingen af dem står i det.\n",
        manifest.hidden_forms_searched
    );
    if waiting > 0 {
        out.push_str(&format!("{waiting} venter stadig på dig. Se dem med: vidnesbyrd oversigt\n"));
    }
    out
}
