//! Clap speaks English; the coordinator does not have to. Help texts are translated word by word from one table, and what was
//! typed wrongly becomes a [`Failure`] in Danish.
//!
//! What the user typed is never repeated: a name that landed on the command line by mistake would otherwise stand in the
//! message too, and in whatever keeps it.

use super::failure::{Exit, Failure};
use clap::error::{ContextKind, ContextValue, ErrorKind};

/// What the operating system says of a failed read or write, in Danish.
pub const fn io(kind: std::io::ErrorKind) -> &'static str {
    use std::io::ErrorKind as Io;
    match kind {
        Io::NotFound => "filen eller mappen findes ikke",
        Io::PermissionDenied => "du har ikke lov",
        Io::AlreadyExists => "der ligger allerede noget med det navn",
        Io::StorageFull | Io::QuotaExceeded => "disken er fuld",
        Io::IsADirectory => "det er en mappe og ikke en fil",
        Io::NotADirectory => "det er en fil og ikke en mappe",
        Io::ReadOnlyFilesystem => "disken kan kun læses",
        Io::InvalidData => "indholdet er ikke tekst i UTF-8",
        Io::TimedOut => "det tog for lang tid",
        Io::Interrupted => "det blev afbrudt",
        _ => "noget gik galt under læsning eller skrivning",
    }
}

/// Clap's own words and ours, in the order in which they are replaced.
const WORDS: [(&str, &str); 25] = [
    // The same in the spelling of roff come first, or a shorter entry would take half of them.
    (r"Print help (see more with \*(Aq\-\-help\*(Aq)", r"Vis hjælp (mere med »\-\-help«)"),
    (r"Print help (see a summary with \*(Aq\-h\*(Aq)", r"Vis hjælp (kort med »\-h«)"),
    ("Print help (see more with '--help')", "Vis hjælp (mere med »--help«)"),
    ("Print help (see a summary with '-h')", "Vis hjælp (kort med »-h«)"),
    ("Print help", "Vis hjælp"),
    ("Print version", "Vis programmets version"),
    ("Usage:", "Brug:"),
    ("Commands:", "Kommandoer:"),
    ("Arguments:", "Argumenter:"),
    ("Options:", "Valg:"),
    ("[OPTIONS]", "[VALG]"),
    ("<COMMAND>", "<KOMMANDO>"),
    ("[COMMAND]", "[KOMMANDO]"),
    ("[aliases:", "[eller:"),
    ("[alias:", "[eller:"),
    ("[default:", "[ellers:"),
    ("[possible values:", "[vælg:"),
    ("Possible values:", "Vælg mellem:"),
    ("[env:", "[variabel:"),
    // The man pages' headings.
    (".SH NAME", ".SH NAVN"),
    (".SH SYNOPSIS", ".SH BRUG"),
    (".SH DESCRIPTION", ".SH BESKRIVELSE"),
    (".SH OPTIONS", ".SH VALG"),
    (".SH SUBCOMMANDS", ".SH KOMMANDOER"),
    (r"<\fIsubcommands\fR>", r"<\fIKOMMANDO\fR>"),
];

/// The commands in the order of the work, for the help text. A command that is not named here comes last.
const ORDER: [&str; 23] = [
    "demo",
    "opret",
    "tjek",
    "hent",
    "importer",
    "oversigt",
    "vis",
    "gennemse",
    "skjul",
    "behold",
    "fortryd",
    "godkend",
    "afvis",
    "tilbagekald",
    "send",
    "udgiv",
    "slet",
    "log",
    "navne",
    "regler",
    "anonymiser",
    "evaluer",
    "fuldfoer",
];

/// A help text in Danish.
pub fn translate(help: &str) -> String {
    WORDS.iter().fold(help.to_owned(), |text, (english, danish)| text.replace(english, danish))
}

/// Puts the commands in the order of the work.
pub fn in_order(mut command: clap::Command) -> clap::Command {
    let names: Vec<String> = command.get_subcommands().map(|sub| sub.get_name().to_owned()).collect();
    for name in names {
        let place = ORDER.iter().position(|known| *known == name).unwrap_or(ORDER.len());
        command = command.mut_subcommand(name, |sub| sub.display_order(place));
    }
    command
}

/// What was wrong with the command line, without repeating it.
pub fn usage_failure(error: &clap::Error) -> Failure {
    let ours = |kind| match error.get(kind) {
        Some(ContextValue::String(one)) => Some(one.clone()),
        Some(ContextValue::Strings(many)) => Some(many.join(", ")),
        _ => None,
    };
    // Clap gives the likeliest last.
    let nearest = |kind| match error.get(kind) {
        Some(ContextValue::String(one)) => Some(one.clone()),
        Some(ContextValue::Strings(many)) => many.last().cloned(),
        _ => None,
    };
    let help = "Skriv »vidnesbyrd --help« eller »vidnesbyrd KOMMANDO --help« for at se, hvad der kan skrives.";
    let (what, cause, hint) = match error.kind() {
        ErrorKind::InvalidSubcommand => (
            "Den kommando findes ikke.",
            String::from("Det første ord efter »vidnesbyrd« er ikke en kommando."),
            nearest(ContextKind::SuggestedSubcommand).map(|near| format!("Mente du »{near}«? {help}")),
        ),
        ErrorKind::UnknownArgument => (
            "Kommandoen forstår ikke et af de ord, der står efter den.",
            String::from("Der står et valg eller et ord, som kommandoen ikke kender."),
            nearest(ContextKind::SuggestedArg).map(|near| format!("Mente du »{near}«? {help}")),
        ),
        ErrorKind::MissingRequiredArgument => (
            "Kommandoen mangler noget.",
            ours(ContextKind::InvalidArg)
                .map_or_else(|| String::from("Der mangler et ord."), |missing| format!("Der mangler: {missing}.")),
            None,
        ),
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            ("Der mangler en kommando.", String::from("Der står intet ord, som siger, hvad der skal gøres."), None)
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation | ErrorKind::InvalidUtf8 => (
            "Kommandoen forstår ikke en af værdierne.",
            // InvalidArg names our own argument here, not what was typed.
            ours(ContextKind::InvalidArg).map_or_else(
                || String::from("En værdi har ikke den form, der ventes."),
                |argument| {
                    let such_as = if argument.contains("NUMMER") {
                        " Et nummer er det, der står i »oversigt«, for eksempel 7."
                    } else {
                        ""
                    };
                    format!("Værdien til {argument} har ikke den form, der ventes.{such_as}")
                },
            ),
            ours(ContextKind::ValidValue)
                .filter(|values| !values.is_empty())
                .map(|values| format!("Vælg mellem: {values}. {help}")),
        ),
        ErrorKind::NoEquals | ErrorKind::TooManyValues | ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => (
            "Et valg har for mange eller for få værdier.",
            ours(ContextKind::InvalidArg)
                .map_or_else(|| String::from("Antallet passer ikke."), |argument| format!("Det gælder {argument}.")),
            None,
        ),
        ErrorKind::ArgumentConflict => (
            "To af valgene kan ikke bruges sammen.",
            ours(ContextKind::InvalidArg).map_or_else(
                || String::from("To valg udelukker hinanden, eller det samme står to gange."),
                |argument| format!("{argument} passer ikke med et af de andre valg eller står to gange."),
            ),
            None,
        ),
        _ => ("Kommandolinjen kunne ikke læses.", String::from("Den har ikke den form, der ventes."), None),
    };
    Failure::new(Exit::Input, what, cause, hint.unwrap_or_else(|| help.to_owned()))
}
