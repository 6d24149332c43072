//! What is wrong with the settings, for the coordinator.

use super::{Exit, Failure};
use crate::config::{ConfigError, Fault, FaultKind};

/// Lines after the first stand under it.
const INDENT: &str = "\n       ";

impl From<ConfigError> for Failure {
    fn from(error: ConfigError) -> Self {
        let what = "Indstillingerne i vidnesbyrd.toml kan ikke bruges.";
        match error {
            ConfigError::Missing => Self::new(
                Exit::Input,
                "Indstillingerne mangler.",
                "Der er ingen vidnesbyrd.toml i mappen.",
                "Se efter, om du står i den rigtige mappe (-C MAPPE). Ellers find filen i din sikkerhedskopi.",
            ),
            ConfigError::Unreadable(kind) => Self::new(
                Exit::Input,
                "Indstillingerne kan ikke læses.",
                format!("Styresystemet siger: {kind}."),
                "Se efter, om du må læse vidnesbyrd.toml.",
            ),
            ConfigError::NotUtf8 { line } => Self::new(
                Exit::Input,
                what,
                format!("Linje {line}: et bogstav er gemt på en måde, som programmet ikke forstår."),
                "Åbn filen, og gem den igen som UTF-8.",
            ),
            ConfigError::Syntax { line } => Self::new(
                Exit::Input,
                what,
                format!("Linje {line} er ikke skrevet rigtigt."),
                "En indstilling skrives: navn = \"tekst\". Se efter, om der mangler et anførselstegn eller et lighedstegn.",
            ),
            ConfigError::Faults(faults) => Self::new(
                Exit::Input,
                what,
                faults.iter().map(cause).collect::<Vec<_>>().join(INDENT),
                "Ret linjerne i vidnesbyrd.toml, gem filen, og kør »vidnesbyrd tjek«.",
            ),
            ConfigError::NoMailbox => Self::new(
                Exit::Input,
                "Der er ingen postkasse at hente fra.",
                "Afsnittet [mailbox] mangler i vidnesbyrd.toml.",
                "Udfyld det; forklaringen står i filen. Du kan også tage mails ind fra filer med »vidnesbyrd importer«.",
            ),
        }
    }
}

/// One line about one fault.
fn cause(fault: &Fault) -> String {
    let Fault { line, key, kind } = fault;
    // An unknown name comes from the file; it may hold anything.
    let key = crate::cli::screen::harmless(&key.chars().take(60).collect::<String>()).replace('\n', " ");
    let about = match *kind {
        FaultKind::Missing => String::from("mangler"),
        FaultKind::Unknown { nearest: Some(nearest) } => format!("findes ikke; mente du »{nearest}«?"),
        FaultKind::Unknown { nearest: None } => String::from("findes ikke"),
        FaultKind::NotText => String::from("skal være en tekst i anførselstegn"),
        FaultKind::NotNumber { least, most } => {
            format!("skal være et helt tal fra {least} til {most} uden anførselstegn")
        }
        FaultKind::NotList => String::from("skal være en liste: [\"program\", \"ord\", \"ord\"]"),
        FaultKind::NotSection => format!("skal være et afsnit, [{key}], på sin egen linje"),
        FaultKind::Empty => String::from("er tom"),
        FaultKind::NotOneOf(words) => {
            format!(
                "skal være en af disse: {}",
                words.iter().map(|word| format!("\"{word}\"")).collect::<Vec<_>>().join(", ")
            )
        }
        FaultKind::NotHost => String::from("skal være serverens navn alene, for eksempel \"imap.eksempel.example\""),
        FaultKind::NotInitials => String::from("skal være 1-8 bogstaver eller tal, for eksempel \"AB\""),
        FaultKind::MoveNeedsFolder => String::from("mangler: after = \"move\" skal vide, hvor mails flyttes hen"),
        FaultKind::MoveToItself => String::from("er den mappe, der hentes fra; vælg en anden"),
        FaultKind::MoveUnused => String::from("bruges kun sammen med after = \"move\""),
        FaultKind::Secret => String::from(
            "en adgangskode må ikke stå i filen. Slet linjen; du bliver spurgt, når den skal bruges, \
             eller sæt VIDNESBYRD_IMAP_PASSWORD",
        ),
    };
    let colon = if matches!(kind, FaultKind::Secret) { ":" } else { "" };
    format!("Linje {line}: {key}{colon} {about}.").replace("?.", "?")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Settings;
    use std::path::Path;

    fn failure(text: &str) -> Failure {
        Settings::parse(text, Path::new("")).unwrap_err().into()
    }

    #[test]
    fn every_fault_is_on_its_own_line_without_its_value() {
        let shown = failure(
            "[collection]\ntitel = \"Kanarie\"\ncoordinator = \"AB\"\n[mailbox]\nhost = \"x\"\nuser = \"Kanarie\"\nport = 0\nadgangskode = \"Kanarie\"\n",
        );
        assert_eq!(shown.exit, Exit::Input);
        assert_eq!(
            shown.cause,
            "Linje 1: collection.title mangler.\n       \
             Linje 2: collection.titel findes ikke; mente du »title«?\n       \
             Linje 7: mailbox.port skal være et helt tal fra 1 til 65535 uden anførselstegn.\n       \
             Linje 8: mailbox.adgangskode: en adgangskode må ikke stå i filen. Slet linjen; du bliver spurgt, når den skal bruges, eller sæt VIDNESBYRD_IMAP_PASSWORD."
        );
        assert!(!shown.to_string().contains("Kanarie"));
    }
}
