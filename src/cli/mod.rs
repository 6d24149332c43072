//! The command line: one file per command, all of them Danish with an English alias. Only this folder prints.

pub mod failure;
pub mod secret;

pub use failure::{Exit, Failure};

use clap::{Parser, Subcommand};
use std::io::Write;
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

/// One variant per command; the fields live in the command's own file.
#[derive(Subcommand)]
pub enum Command {}

/// What every command gets: where the collection is and where to write.
pub struct Context<'a> {
    /// The collection's folder.
    pub collection: PathBuf,
    /// Standard output: what was asked for.
    pub out: &'a mut dyn Write,
    /// Standard error: progress, warnings, questions.
    pub err: &'a mut dyn Write,
}

/// Runs one command.
///
/// # Errors
/// The failure to print, with its exit code.
pub fn run(cli: Cli, context: &mut Context<'_>) -> Result<(), Failure> {
    let _ = context;
    match cli.command {}
}
