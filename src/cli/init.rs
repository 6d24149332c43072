//! `opret`: a new collection.

use super::secret::{self, PASSPHRASE};
use super::{Context, Exit, Failure};
use crate::config::template::Template;
use crate::store::folder::check_vacant;
use crate::store::keyfile::{MIN_PASSPHRASE, passphrase_length};
use crate::store::seal::Recipient;
use crate::store::{Initials, NewCollection, create};
use secrecy::{ExposeSecret, SecretString};
use std::path::Path;

/// What `opret` takes.
#[derive(clap::Args)]
pub struct InitArgs {
    /// Titlen på hæftets forside
    #[arg(long = "titel", visible_alias = "title", value_name = "TITEL", default_value = "Vidnesbyrd")]
    title: String,
    /// Dine initialer, 1-8 bogstaver; de står ved det, du beslutter
    #[arg(long = "koordinator", visible_alias = "coordinator", value_name = "INITIALER", default_value = "KO")]
    coordinator: String,
    /// En offentlig nøgle (age1…), som også skal kunne åbne samlingen; kan skrives flere gange
    #[arg(long = "ekstra-modtager", visible_alias = "extra-recipient", value_name = "NØGLE")]
    extra_recipients: Vec<String>,
}

/// Makes the collection and says what to do next.
///
/// # Errors
/// When the folder is taken, an argument or the passphrase will not do, or the disk refuses. Nothing is left behind then.
pub fn run(args: &InitArgs, context: &mut Context<'_>) -> Result<(), Failure> {
    let folder = context.collection.clone();
    // Everything that can be refused is, before anybody is asked for a passphrase.
    check_vacant(&folder)?;
    let coordinator = Initials::new(&args.coordinator).ok_or_else(|| {
        Failure::new(
            Exit::Input,
            "Samlingen blev ikke oprettet.",
            "Initialer er 1-8 bogstaver eller tal uden mellemrum.",
            "Skriv for eksempel: --koordinator AB",
        )
    })?;
    let extra_recipients: Vec<Recipient> =
        args.extra_recipients.iter().map(|key| Recipient::parse(key)).collect::<Result<_, _>>()?;
    let settings = Template { title: args.title.trim(), coordinator: coordinator.as_str() }.render();
    // A blank title would make a collection that its own check refuses.
    crate::config::Settings::parse(&settings, &folder)?;

    let passphrase = new_passphrase(context)?;
    let new = NewCollection {
        settings: &settings,
        passphrase: &passphrase,
        extra_recipients: &extra_recipients,
        by: Some(coordinator),
    };
    create(&folder, &new)?;
    let alone = extra_recipients.is_empty();
    context.out.write_all(next_steps(&folder, alone).as_bytes())?;
    Ok(())
}

/// Asks twice, so that a slip of the finger does not lock everybody out for ever.
fn new_passphrase(context: &mut Context<'_>) -> Result<SecretString, Failure> {
    let given = std::env::var_os(PASSPHRASE).is_some();
    if !given {
        writeln!(
            context.err,
            "Vælg en adgangskode på mindst {MIN_PASSPHRASE} tegn. Fire eller fem tilfældige ord er sikkert og til at huske.\n\
             Uden den kan ingen åbne samlingen, og den kan ikke nulstilles. Det, du skriver, vises ikke."
        )?;
    }
    // At a prompt one may try again: whoever types on after a refusal would otherwise type the next passphrase into the shell.
    let mut left = if given { 1 } else { TRIES };
    loop {
        left -= 1;
        let refused = match chosen(given)? {
            Ok(passphrase) => return Ok(passphrase),
            Err(refused) => refused,
        };
        if left == 0 {
            return Err(refused);
        }
        writeln!(context.err, "{} Prøv en gang til.", refused.cause)?;
    }
}

/// How often one may try at the prompt.
const TRIES: u32 = 3;

/// One try: the passphrase, or why it will not do.
fn chosen(given: bool) -> Result<Result<SecretString, Failure>, Failure> {
    let passphrase = secret::ask(PASSPHRASE, "Ny adgangskode: ")?;
    if passphrase_length(&passphrase) < MIN_PASSPHRASE {
        return Ok(Err(Failure::new(
            Exit::Input,
            "Samlingen blev ikke oprettet.",
            format!(
                "Adgangskoden er for kort: den skal have mindst {MIN_PASSPHRASE} tegn, fordi alt i samlingen hviler på den."
            ),
            "Vælg fire eller fem tilfældige ord med mellemrum imellem, og prøv igen.",
        )));
    }
    if !given {
        let again = secret::ask(PASSPHRASE, "Den samme igen: ")?;
        if again.expose_secret() != passphrase.expose_secret() {
            return Ok(Err(Failure::new(
                Exit::Input,
                "Samlingen blev ikke oprettet.",
                "De to adgangskoder er ikke ens.",
                "Kør kommandoen igen, og skriv den samme begge gange.",
            )));
        }
    }
    Ok(Ok(passphrase))
}

/// How the folder is written in a command line.
fn at(folder: &Path) -> String {
    let shown = folder.display().to_string();
    match shown.as_str() {
        "." => String::new(),
        _ if shown.contains([' ', '"', '\'', '$', '\\']) => format!(" -C \"{shown}\""),
        _ => format!(" -C {shown}"),
    }
}

fn next_steps(folder: &Path, alone: bool) -> String {
    let at = at(folder);
    let second_key = if alone {
        "\n  3. Få en nøgle mere, så samlingen ikke går tabt med én adgangskode. En anden fra jeres kreds kan\n     \
         køre »vidnesbyrd opret« i en tom mappe på sin egen maskine. I den mappes modtagere.txt står en linje med\n     \
         age1…: skriv den linje ind i modtagere.txt her, før I henter de første mails."
    } else {
        "\n  3. Samlingen kan åbnes med mere end én nøgle. Prøv, at de andre også virker, før I regner med dem."
    };
    format!(
        "✓ Samlingen er oprettet.

  samling.db       mails og beslutninger, forseglet
  noegle.age       nøglen, som åbner dem; din adgangskode åbner nøglen
  modtagere.txt    hvem der forsegles til
  vidnesbyrd.toml  indstillinger

Gør nu dette:

  1. Skriv adgangskoden ned, og læg den et sikkert sted, for eksempel i en lukket kuvert hos en, du stoler på.
  2. Kopiér noegle.age til en USB-nøgle, som ligger et andet sted end maskinen.{second_key}
  4. Åbn vidnesbyrd.toml i et tekstprogram, og udfyld postkassen. Forklaringen står i filen.
  5. Se, om alt er i orden:          vidnesbyrd{at} tjek
  6. Hent de første mails:           vidnesbyrd{at} hent
"
    )
}
