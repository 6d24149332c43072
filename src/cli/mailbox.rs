//! From the settings to an open mailbox: where the password comes from, and what the stages call the same things.

use super::failure::{Exit, Failure};
use super::secret;
use crate::config;
use crate::intake::imap::{Account, After, Patience, Security};
use secrecy::SecretString;
use std::process::{Command, Stdio};
use zeroize::Zeroizing;

/// The variable that holds the mailbox's password.
pub const PASSWORD: &str = "VIDNESBYRD_IMAP_PASSWORD";

/// The account of the settings, with its password from the environment, from a command, or typed.
///
/// # Errors
/// When there is no password to be had.
pub fn account(settings: &config::Mailbox) -> Result<Account, Failure> {
    let password = password(settings.password_command.as_ref())?;
    Ok(Account {
        host: settings.host.clone(),
        port: settings.port,
        security: match settings.security {
            config::Security::Tls => Security::Tls,
            config::Security::StartTls => Security::StartTls,
        },
        user: settings.user.clone(),
        password,
        folder: settings.folder.clone(),
        move_to: match &settings.after {
            config::After::Move(folder) => Some(folder.clone()),
            config::After::Leave | config::After::Flag => None,
        },
        writable: settings.after != config::After::Leave,
        ca_file: settings.ca_file.clone(),
        patience: Patience::default(),
    })
}

/// What happens to a stored message on the server.
pub const fn after(settings: &config::Mailbox) -> After {
    match settings.after {
        config::After::Leave => After::Leave,
        config::After::Flag => After::Flag,
        config::After::Move(_) => After::Move,
    }
}

/// The password: from the variable when it is set, else from the command when there is one, else typed.
fn password(command: Option<&config::PasswordCommand>) -> Result<SecretString, Failure> {
    match command {
        Some(command) if std::env::var_os(PASSWORD).is_none() => printed_by(command),
        _ => secret::ask(PASSWORD, "Adgangskode til postkassen: "),
    }
}

/// The first line that a command prints. No shell is involved, so nothing needs quoting and nothing can be slipped in.
fn printed_by(command: &config::PasswordCommand) -> Result<SecretString, Failure> {
    let failure = |cause: String| {
        Failure::new(
            Exit::Input,
            "Adgangskoden til postkassen kunne ikke hentes.",
            cause,
            format!(
                "Prøv kommandoen fra »password_command« i et terminalvindue. Eller slet linjen, og sæt {PASSWORD} i stedet."
            ),
        )
    };
    // What the command says to the user (»which key?«) goes to the user; only its answer is ours.
    let output = Command::new(&command.program)
        .args(&command.arguments)
        .stdin(Stdio::inherit())
        .stderr(Stdio::inherit())
        .output()
        .map_err(|error| {
            failure(format!("Kommandoen kunne ikke startes: {}.", crate::cli::danish::io(error.kind())))
        })?;
    let printed = Zeroizing::new(output.stdout);
    if !output.status.success() {
        return Err(failure(match output.status.code() {
            Some(code) => format!("Kommandoen sluttede med fejlkode {code}."),
            None => String::from("Kommandoen blev afbrudt."),
        }));
    }
    let line = printed.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let line = line.strip_suffix(b"\r").unwrap_or(line);
    match std::str::from_utf8(line) {
        Ok("") => Err(failure(String::from("Kommandoen skrev ingenting på første linje."))),
        Ok(password) => Ok(SecretString::from(password)),
        Err(_) => Err(failure(String::from("Kommandoen skrev noget, der ikke er tekst i UTF-8."))),
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use secrecy::ExposeSecret;

    fn run(script: &str) -> Result<SecretString, Failure> {
        let arguments = vec!["-c".to_owned(), script.to_owned()];
        printed_by(&config::PasswordCommand { program: "sh".to_owned(), arguments })
    }

    #[test]
    fn the_password_is_the_first_line_that_the_command_prints() {
        assert_eq!(run("printf 'kanarie-æøå\\r\\nuser: x\\n'").unwrap().expose_secret(), "kanarie-æøå");
    }

    #[test]
    fn a_command_that_gives_no_password_is_a_failure_that_says_nothing_of_its_output() {
        for script in ["exit 3", "printf '\\nkanarie'", "printf '\\377kanarie'", "printf kanarie; exit 1"] {
            let failure = run(script).map(drop).unwrap_err();
            assert_eq!(failure.exit, Exit::Input);
            assert!(!format!("{failure}").contains("kanarie"));
        }
        let missing = config::PasswordCommand { program: "findes-ikke-her".into(), arguments: Vec::new() };
        assert!(printed_by(&missing).is_err());
    }
}
