//! The checks, one function each, in the order in which they are printed.

use super::report::{Report, counted};
use crate::cli::mailbox::{PASSWORD, account};
use crate::cli::own_rules;
use crate::cli::secret::PASSPHRASE;
use crate::cli::{Exit, Failure};
use crate::config::Settings;
use crate::intake::imap::{ImapMailbox, MailboxError};
use crate::redact::rules::check;
use crate::store::folder::{self, KEY_FILE};
use crate::store::{Collection, Identity, Number, Row, State, StoreError};
use secrecy::SecretString;
use serde::de::IgnoredAny;
use std::io::IsTerminal;
use std::path::Path;

/// Nobody else on the machine may read the files.
pub(super) fn modes(folder: &Path, report: &mut Report<'_>) -> Result<(), Failure> {
    if !folder::modes_are_known() {
        return Ok(());
    }
    let found = match folder::too_open(folder) {
        Ok(found) => found,
        Err(error) => return report.bad(&error.into()),
    };
    if found.is_empty() {
        return report.fine("Mappe og filer: kun du kan læse dem.");
    }
    for open in found {
        let name = open.path.file_name().filter(|_| open.path != folder);
        let name = name.map_or_else(|| String::from("Mappen"), |name| name.to_string_lossy().into_owned());
        report.bad(&Failure::new(
            Exit::WorkRemains,
            format!("{name} kan læses eller ændres af andre på maskinen."),
            format!("Rettighederne er {:03o}; de skal være {:03o}.", open.mode, open.wanted),
            format!("chmod {:03o} \"{}\"", open.wanted, open.path.display()),
        ))?;
    }
    Ok(())
}

/// The settings, and that the files they name are there.
pub(super) fn settings(folder: &Path, report: &mut Report<'_>) -> Result<Option<Settings>, Failure> {
    let settings = report.either(Settings::load(folder), |_| String::from("Indstillinger: kan læses."))?;
    let Some(settings) = settings else { return Ok(None) };
    let ca_file = settings.mailbox.as_ref().and_then(|mailbox| mailbox.ca_file.as_deref());
    for (key, path) in [("collection.preface", settings.preface.as_deref()), ("mailbox.ca_file", ca_file)] {
        let Some(path) = path else { continue };
        if let Err(error) = std::fs::File::open(path) {
            report.bad(&Failure::new(
                Exit::WorkRemains,
                format!("Filen, som {key} peger på, kan ikke læses."),
                format!("Styresystemet siger: {}.", crate::cli::danish::io(error.kind())),
                "Læg filen i samlingens mappe, eller ret navnet i vidnesbyrd.toml.",
            ))?;
        }
    }
    Ok(Some(settings))
}

/// The collection, once it has opened.
pub(super) struct Checked(Collection);

impl Checked {
    /// Opens it; that also brings the schema up to date and finishes an interrupted deletion.
    pub(super) fn open(folder: &Path, report: &mut Report<'_>) -> Result<Option<Self>, Failure> {
        match Collection::open(folder) {
            Ok(collection) => Ok(Some(Self(collection))),
            Err(error) => {
                report.bad(&error.into())?;
                Ok(None)
            }
        }
    }

    /// The database is whole and nothing is left half deleted.
    pub(super) fn integrity(&self, report: &mut Report<'_>) -> Result<(), Failure> {
        let whole = self.0.check_integrity().and_then(|()| self.0.schema_version());
        report.either(whole, |version| format!("Lager: hel (format {version})."))?;
        match self.0.wipe_pending() {
            Ok(false) => Ok(()),
            Ok(true) => report.bad(&StoreError::NotWiped.into()),
            Err(error) => report.bad(&error.into()),
        }
    }

    /// There is somebody to seal to, and more than one.
    pub(super) fn recipients(&self, report: &mut Report<'_>) -> Result<(), Failure> {
        match self.0.recipients().map(crate::store::seal::Recipients::count) {
            Ok(1) => report.note(
                "Modtagere: kun én nøgle. Går den eller adgangskoden tabt, er samlingen tabt.",
                Some("Skriv en nøgle mere (age1…) ind i modtagere.txt. Den åbner det, der kommer ind fra da af."),
            ),
            Ok(count) => report.fine(format!("Modtagere: {count} nøgler kan åbne det, der gemmes.")),
            Err(error) => report.bad(&error.into()),
        }
    }

    /// The key opens, things are sealed to it, and everything that is sealed can be opened.
    pub(super) fn identity(&self, report: &mut Report<'_>) -> Result<(), Failure> {
        if !self.0.folder().join(KEY_FILE).exists() {
            return report.note(
                "Nøgle: noegle.age ligger ikke her, så der kan hentes, men ikke læses.",
                Some("På en maskine, der kun henter, er det meningen. Ellers læg din kopi i mappen."),
            );
        }
        let Ok(passphrase) = std::env::var(PASSPHRASE).map(SecretString::from) else {
            return report.note(
                "Nøgle: er her, men er ikke prøvet.",
                Some("Sæt VIDNESBYRD_PASSPHRASE, hvis det også skal prøves, om alt kan åbnes."),
            );
        };
        let unlocked = self.0.unlock(&passphrase);
        let Some(identity) = report.either(unlocked, |_| String::from("Nøgle: adgangskoden åbner den."))? else {
            return Ok(());
        };
        let own = identity.recipient();
        if self.0.recipients().is_ok_and(|all| !all.iter().any(|recipient| *recipient == own)) {
            report.bad(&Failure::new(
                Exit::WorkRemains,
                "Det, der hentes nu, kan ikke åbnes med nøglen her.",
                "Den offentlige nøgle, som hører til noegle.age, står ikke i modtagere.txt.",
                format!("Skriv denne linje ind i modtagere.txt: {own}"),
            ))?;
        }
        self.everything_opens(&identity, report)
    }

    fn everything_opens(&self, identity: &Identity, report: &mut Report<'_>) -> Result<(), Failure> {
        let rows = self.0.rows()?;
        let mut opened = 0;
        for row in rows.iter().filter(|row| row.state != State::Withdrawn) {
            let dossier = match self.0.dossier::<IgnoredAny>(row.number, identity) {
                // Told with the unread.
                Ok(_) | Err(StoreError::NotRead(_)) => Ok(()),
                Err(error) => Err(error),
            };
            match self.0.raw(row.number, identity).map(|_| ()).and(dossier) {
                Ok(()) => opened += 1,
                Err(error) => report.bad(&error.into())?,
            }
        }
        if let Err(error) = self.0.names::<IgnoredAny>(identity) {
            report.bad(&error.into())?;
        }
        match opened {
            0 => Ok(()),
            count => report.fine(format!("Indhold: {} kan åbnes.", counted(count, "vidnesbyrd", "vidnesbyrd"))),
        }
    }

    /// What waits, and what was put aside.
    pub(super) fn testimonies(&self, report: &mut Report<'_>) -> Result<(), Failure> {
        let (rows, aside) = match self.0.rows().and_then(|rows| Ok((rows, self.0.aside()?))) {
            Ok(both) => both,
            Err(error) => return report.bad(&error.into()),
        };
        let in_state = |state| rows.iter().filter(move |row| row.state == state);
        let unread: Vec<Number> = in_state(State::Unread).map(|row| row.number).collect();
        if !unread.is_empty() {
            report.note(
                format!(
                    "Ulæst: {} er gemt, men ikke læst færdig ({}).",
                    counted(unread.len(), "mail", "mails"),
                    list(&unread)
                ),
                Some("Kør »vidnesbyrd hent« eller »vidnesbyrd importer« igen; så læses de færdig."),
            )?;
        }
        let quarantined: Vec<&Row> = in_state(State::Quarantined).collect();
        if !quarantined.is_empty() {
            let each: Vec<String> = quarantined
                .iter()
                .map(|row| format!("{}: {}", row.number, row.reason.map_or("uden grund", |reason| reason.danish())))
                .collect();
            report.note(
                format!(
                    "Karantæne: {} kunne ikke behandles; originalen er gemt ({}).",
                    counted(quarantined.len(), "mail", "mails"),
                    each.join("; ")
                ),
                Some("Se originalen med »vidnesbyrd vis NUMMER --original«, og bed eventuelt om den i en anden form."),
            )?;
        }
        if !aside.is_empty() {
            let mut reasons: Vec<&str> = aside.iter().map(|mail| mail.reason.danish()).collect();
            reasons.sort_unstable();
            reasons.dedup();
            report.note(
                format!(
                    "På serveren: {} er ikke hentet ({}).",
                    counted(aside.len(), "mail", "mails"),
                    reasons.join("; ")
                ),
                Some("Se dem i dit mailprogram. For større mails kan max_size_mb i vidnesbyrd.toml sættes op."),
            )?;
        }
        let waiting = in_state(State::Waiting).count();
        if waiting > 0 {
            report.note(format!("Gennemsyn: {} venter på dig.", counted(waiting, "vidnesbyrd", "vidnesbyrd")), None)?;
        }
        Ok(())
    }
}

fn list(numbers: &[Number]) -> String {
    numbers.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

/// Every rule loads and does what its examples say; the shipped ones, too.
pub(super) fn rules(folder: &Path, report: &mut Report<'_>) -> Result<(), Failure> {
    let rules = match own_rules::in_force(folder) {
        Ok(rules) => rules,
        Err(failure) => return report.bad(&failure),
    };
    let problems: Vec<String> = check(&rules).iter().map(|problem| format!("{problem}.")).collect();
    if problems.is_empty() {
        return report.fine(format!(
            "Regler: {} virker, som deres eksempler siger.",
            counted(rules.iter().count(), "regel", "regler")
        ));
    }
    report.bad(&Failure::new(
        Exit::WorkRemains,
        "En regel gør ikke det, som dens eksempler siger.",
        problems.join("\n       "),
        "Ret reglen eller eksemplet. »vidnesbyrd regler tjek« viser mere.",
    ))
}

/// The mailbox lets us in and has the folders.
pub(super) fn mailbox(settings: &Settings, report: &mut Report<'_>) -> Result<(), Failure> {
    let Some(mailbox) = &settings.mailbox else {
        return report.note(
            "Postkasse: ingen. Mails kan tages ind fra filer med »vidnesbyrd importer«.",
            Some("Udfyld afsnittet [mailbox] i vidnesbyrd.toml, hvis der skal hentes fra en postkasse."),
        );
    };
    let nobody_to_ask = std::env::var_os(PASSWORD).is_none() && !std::io::stdin().is_terminal();
    if nobody_to_ask && mailbox.password_command.is_none() {
        return report.note(
            "Postkasse: ikke prøvet, for der er ingen adgangskode.",
            Some("Sæt VIDNESBYRD_IMAP_PASSWORD, eller kør kommandoen i et terminalvindue."),
        );
    }
    let counted_in = |account| -> Result<usize, MailboxError> {
        let mut open = ImapMailbox::open(account)?;
        let count = open.count()?;
        open.log_out();
        Ok(count)
    };
    let count = account(mailbox).and_then(|account| counted_in(account).map_err(Into::into));
    report
        .either(count, |&count| format!("Postkasse: der er adgang; {} i mappen.", counted(count, "mail", "mails")))?;
    Ok(())
}

/// What this operating system cannot give.
pub(super) fn platform(report: &mut Report<'_>) -> Result<(), Failure> {
    if !folder::modes_are_known() {
        report.note(
            "Styresystem: filrettigheder kan ikke prøves her.",
            Some("Sørg for, at mappen ligger i dit eget brugerområde og ikke er delt med andre."),
        )?;
    }
    if !cfg!(target_os = "linux") {
        report.note(
            "Styresystem: læseprogrammet, som åbner fremmede filer, har færre spærringer her end på Linux.",
            None,
        )?;
    }
    Ok(())
}
