//! What went wrong, as the coordinator reads it, and the exit code that scripts read.

mod config;
mod mailbox;
mod publish;
pub mod review;
mod rules;
mod store;

pub(in crate::cli) use publish::leaked;

use std::fmt;

/// The exit codes of the stable interface.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// 1: work remains (undecided findings, a failed rule check).
    WorkRemains,
    /// 2: usage, settings or input.
    Input,
    /// 3: refused to protect somebody (leak gate, withdrawn, unreviewed).
    Refused,
    /// 255: a bug of ours.
    Bug,
}

impl Exit {
    /// The number for the operating system.
    pub const fn code(self) -> u8 {
        match self {
            Self::WorkRemains => 1,
            Self::Input => 2,
            Self::Refused => 3,
            Self::Bug => 255,
        }
    }
}

/// A failure as the coordinator sees it: what, why, and what to try. All three are Danish sentences without personal text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// The exit code's meaning.
    pub exit: Exit,
    /// What could not be done.
    pub what: String,
    /// Why.
    pub cause: String,
    /// What to try.
    pub hint: String,
}

impl Failure {
    /// A failure with its three sentences.
    pub fn new(exit: Exit, what: impl Into<String>, cause: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { exit, what: what.into(), cause: cause.into(), hint: hint.into() }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "Fejl:  {}", self.what)?;
        writeln!(f, "Årsag: {}", self.cause)?;
        write!(f, "Prøv:  {}", self.hint)
    }
}

impl std::error::Error for Failure {}

/// Writing to a pipe that nobody reads any more is not a failure; everything else that standard output may refuse is.
impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        if error.kind() == std::io::ErrorKind::BrokenPipe {
            return Self::new(Exit::Input, String::new(), String::new(), String::new());
        }
        Self::new(
            Exit::Input,
            "Programmet kunne ikke skrive sit svar.",
            format!("Styresystemet siger: {}.", crate::cli::danish::io(error.kind())),
            "Se efter, om disken er fuld, og kør kommandoen igen.",
        )
    }
}

impl Failure {
    /// Whether this stands for a reader that went away (`| head`), which counts as success.
    pub fn is_broken_pipe(&self) -> bool {
        self.what.is_empty()
    }
}
