//! Secrets come from the environment or a prompt, never from an argument and never from the settings file.

use super::failure::{Exit, Failure};
use secrecy::SecretString;
use std::io::IsTerminal;

/// The variable that holds the passphrase of the collection's identity.
pub const PASSPHRASE: &str = "VIDNESBYRD_PASSPHRASE";

/// A secret from the variable `name`, or typed at a prompt that shows nothing.
///
/// # Errors
/// When the variable is not set and there is no terminal to ask at.
pub fn ask(name: &str, prompt: &str) -> Result<SecretString, Failure> {
    if let Ok(value) = std::env::var(name) {
        return Ok(SecretString::from(value));
    }
    if !std::io::stdin().is_terminal() {
        return Err(Failure::new(
            Exit::Input,
            "Der mangler en adgangskode.",
            format!("Variablen {name} er ikke sat, og der er ingen skærm at spørge ved."),
            format!("Sæt {name}, eller kør kommandoen i et terminalvindue."),
        ));
    }
    rpassword::prompt_password(prompt).map(SecretString::from).map_err(|error| {
        Failure::new(
            Exit::Input,
            "Adgangskoden kunne ikke læses.",
            format!("Terminalen siger: {}.", crate::cli::danish::io(error.kind())),
            format!("Prøv igen, eller sæt variablen {name}."),
        )
    })
}
