//! The command line: one file per command, all of them Danish with an English alias. Only this folder prints.

pub mod anonymise;
pub mod approve;
pub mod booklet;
pub mod complete;
pub mod danish;
pub mod demo;
pub mod doctor;
pub mod evaluate;
pub mod failure;
pub mod fetch;
pub mod hide;
pub mod import;
pub mod init;
pub mod keep;
pub mod list;
pub mod log;
pub mod mailbox;
pub mod marks;
pub mod names;
pub mod numbers;
pub mod own_rules;
pub mod publish;
pub mod read_child;
pub mod reject;
pub mod review;
pub mod rules;
pub mod screen;
pub mod secret;
pub mod session;
pub mod show;
pub mod take_in;
pub mod tally;
pub mod undo;
pub mod withdraw;

pub use failure::{Exit, Failure};

use clap::error::ErrorKind;
use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};
use std::ffi::OsString;
use std::io::{BufRead, Write};
use std::path::PathBuf;

/// Fra postkasse med vidnesbyrd til trykt hæfte, hvor ingen kan genkendes.
#[derive(Parser)]
#[command(name = "vidnesbyrd", version, disable_help_subcommand = true, arg_required_else_help = true)]
pub struct Cli {
    /// Mappen med samlingen
    #[arg(short = 'C', value_name = "MAPPE", global = true, default_value = ".")]
    pub collection: PathBuf,
    /// Hvad der skal gøres
    #[command(subcommand)]
    pub command: Command,
}

/// One variant per command, alphabetical; the fields live in the command's own file. The order of the help text is in [`danish`].
#[derive(Subcommand)]
pub enum Command {
    /// Skjul alle navne og numre i en fil, uden at nogen har set efter
    #[command(name = "anonymiser", visible_alias = "anonymise")]
    Anonymise(anonymise::AnonymiseArgs),
    /// Godkend, at teksten må trykkes, som den nu lyder
    #[command(name = "godkend", visible_alias = "approve")]
    Approve(approve::ApproveArgs),
    /// Skriv skallens forslag til kommandoer eller manualsiden
    #[command(name = "fuldfoer", visible_alias = "complete", hide = true)]
    Complete(complete::CompleteArgs),
    /// Prøv det hele på opdigtede mails: ingen server, ingen spørgsmål
    #[command(name = "demo")]
    Demo(demo::DemoArgs),
    /// Se, om samlingen er i orden, og hvad der skal rettes
    #[command(name = "tjek", visible_alias = "doctor")]
    Doctor(doctor::DoctorArgs),
    /// Mål, hvor godt programmet finder navne, på tekster med mærker
    #[command(name = "evaluer", visible_alias = "evaluate")]
    Evaluate(evaluate::EvaluateArgs),
    /// Hent nye mails fra postkassen ind i samlingen
    #[command(name = "hent", visible_alias = "fetch")]
    Fetch(fetch::FetchArgs),
    /// Skjul en person, en tvivl, et ord eller noget, der ikke blev fundet
    #[command(name = "skjul", visible_alias = "hide")]
    Hide(hide::HideArgs),
    /// Tag filer eller mapper med filer ind i samlingen
    #[command(name = "importer", visible_alias = "import")]
    Import(import::ImportArgs),
    /// Opret en ny samling: mappe, nøgle, indstillinger og lager
    #[command(name = "opret", visible_alias = "init")]
    Init(init::InitArgs),
    /// Behold en person, en tvivl eller et ord, så det trykkes, som det står
    #[command(name = "behold", visible_alias = "keep")]
    Keep(keep::KeepArgs),
    /// Vis samlingen som en tabel; kræver ingen adgangskode
    #[command(name = "oversigt", visible_alias = "list")]
    List(list::ListArgs),
    /// Se, hvem der har gjort hvad og hvornår
    #[command(name = "log")]
    Log(log::LogArgs),
    /// Hold liste over navne, der altid skal findes: ansatte med deres rolle, eller hvem du vil
    #[command(name = "navne", visible_alias = "names")]
    Names(names::NamesArgs),
    /// Lav en udgave af de godkendte vidnesbyrd: et hæfte som PDF
    #[command(name = "udgiv", visible_alias = "publish")]
    Publish(publish::PublishArgs),
    /// Læs breve for programmet selv
    #[command(name = "__laes", hide = true)]
    ReadChild,
    /// Afvis et vidnesbyrd, så det ikke trykkes, eller tag det op igen
    #[command(name = "afvis", visible_alias = "reject")]
    Reject(reject::RejectArgs),
    /// Gå et vidnesbyrd igennem, ét spørgsmål ad gangen
    #[command(name = "gennemse", visible_alias = "review")]
    Review(review::ReviewArgs),
    /// Se mønsterreglerne, eller prøv dem på deres egne eksempler
    #[command(name = "regler", visible_alias = "rules")]
    Rules(rules::RulesArgs),
    /// Vis et vidnesbyrd: hvad der er skjult, hvad der venter, og hvorfor
    #[command(name = "vis", visible_alias = "show")]
    Show(show::ShowArgs),
    /// Fortryd den seneste afgørelse; kan gentages
    #[command(name = "fortryd", visible_alias = "undo")]
    Undo(undo::UndoArgs),
    /// Slet et vidnesbyrd for altid, når forælderen trækker det tilbage
    #[command(name = "tilbagekald", visible_alias = "withdraw")]
    Withdraw(withdraw::WithdrawArgs),
}

/// What every command gets: where the collection is, where to read answers and where to write.
pub struct Context<'a> {
    /// The collection's folder.
    pub collection: PathBuf,
    /// Standard input, for answers and texts. Not locked, so `std::io::stdin()` may be asked whether it is a terminal.
    pub input: &'a mut dyn BufRead,
    /// Standard output: what was asked for.
    pub out: &'a mut dyn Write,
    /// Standard error: progress, warnings, questions.
    pub err: &'a mut dyn Write,
}

/// What the command line asks for.
pub enum Asked {
    /// A command.
    Run(Cli),
    /// The help text or the version, on standard output.
    Print(String),
    /// Nothing was asked for: the help text, on standard error, with the exit code of wrong usage.
    Lost(String),
}

/// The whole command tree, in the order of the work.
pub fn command() -> clap::Command {
    danish::in_order(Cli::command())
}

/// Reads the command line.
///
/// # Errors
/// A Danish failure (exit 2) that repeats nothing of what was typed.
pub fn parse(args: impl IntoIterator<Item = OsString>) -> Result<Asked, Failure> {
    match command().try_get_matches_from(args).and_then(|matches| Cli::from_arg_matches(&matches)) {
        Ok(cli) => Ok(Asked::Run(cli)),
        Err(error) => match error.kind() {
            ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
                Ok(Asked::Print(danish::translate(&error.render().to_string())))
            }
            ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
                Ok(Asked::Lost(danish::translate(&error.render().to_string())))
            }
            _ => Err(danish::usage_failure(&error)),
        },
    }
}

/// Runs one command.
///
/// # Errors
/// The failure to print, with its exit code.
pub fn run(cli: Cli, context: &mut Context<'_>) -> Result<(), Failure> {
    match cli.command {
        Command::Anonymise(args) => anonymise::run(&args, context),
        Command::Approve(args) => approve::run(&args, context),
        Command::Complete(args) => complete::run(&args, context),
        Command::Demo(args) => demo::run(&args, context),
        Command::Doctor(args) => doctor::run(&args, context),
        Command::Evaluate(args) => evaluate::run(&args, context),
        Command::Fetch(args) => fetch::run(&args, context),
        Command::Hide(args) => hide::run(&args, context),
        Command::Import(args) => import::run(&args, context),
        Command::Init(args) => init::run(&args, context),
        Command::Keep(args) => keep::run(&args, context),
        Command::List(args) => list::run(&args, context),
        Command::Log(args) => log::run(&args, context),
        Command::Names(args) => names::run(&args, context),
        Command::Publish(args) => publish::run(&args, context),
        Command::ReadChild => read_child::run(context),
        Command::Reject(args) => reject::run(&args, context),
        Command::Review(args) => review::run(&args, context),
        Command::Rules(args) => rules::run(&args, context),
        Command::Show(args) => show::run(&args, context),
        Command::Undo(args) => undo::run(&args, context),
        Command::Withdraw(args) => withdraw::run(&args, context),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(words: &[&str]) -> Result<Asked, Failure> {
        parse(std::iter::once("vidnesbyrd").chain(words.iter().copied()).map(OsString::from))
    }

    #[test]
    fn the_command_tree_is_well_formed() {
        command().debug_assert();
    }

    #[test]
    fn help_is_danish_throughout() {
        let names: Vec<String> = command().get_subcommands().map(|sub| sub.get_name().to_owned()).collect();
        let all = std::iter::once(vec!["--help"]).chain(names.iter().map(|name| vec![name.as_str(), "--help"]));
        for words in all {
            let Ok(Asked::Print(help)) = asked(&words) else { panic!("no help for {words:?}") };
            for english in
                ["Usage", "Options", "Commands", "Arguments", "Print", "default", "alias", " values", " the "]
            {
                assert!(!help.contains(english), "{english} in:\n{help}");
            }
        }
    }

    #[test]
    fn every_command_has_danish_help_and_an_english_alias() {
        for sub in command().get_subcommands().filter(|sub| !sub.get_name().starts_with("__")) {
            assert!(sub.get_about().is_some(), "{} has no help", sub.get_name());
            assert!(
                sub.get_all_aliases().next().is_some() || ["demo", "send", "log"].contains(&sub.get_name()),
                "{} has no alias",
                sub.get_name()
            );
            assert!(sub.get_name().is_ascii());
        }
    }

    #[test]
    fn what_was_typed_is_never_repeated() {
        for words in [
            &["Kanariefugl"][..],
            &["fuldfoer", "Kanariefugl"],
            &["fuldfoer", "bash", "Kanariefugl"],
            &["--Kanariefugl"],
        ] {
            let Err(failure) = asked(words) else { panic!("accepted") };
            assert_eq!(failure.exit, Exit::Input);
            assert!(!failure.to_string().contains("Kanariefugl"), "{failure}");
        }
    }
}
