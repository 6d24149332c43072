//! `vidnesbyrd.toml`: from a file that people edit to checked settings.
//!
//! Everything that is wrong is told at once, with line and key; never the value, because a setting may name people or hold a
//! password that somebody put there by mistake. (The messages of the TOML reader quote the line, so they are not shown.)

mod section;
pub mod template;

use crate::store::Initials;
use crate::store::folder::SETTINGS;
use section::Section;
use std::fmt;
use std::path::{Path, PathBuf};
use toml::de::{DeTable, DeValue};

/// The settings of a collection.
#[derive(Clone, PartialEq, Eq)]
pub struct Settings {
    /// The title on the booklet's cover.
    pub title: String,
    /// The line under the title.
    pub subtitle: Option<String>,
    /// Who publishes, for the imprint.
    pub publisher: Option<String>,
    /// How to reach the publisher, for the imprint.
    pub contact: Option<String>,
    /// The initials that decisions are logged with.
    pub coordinator: Initials,
    /// A Markdown file that opens the booklet; already joined to the collection's folder.
    pub preface: Option<PathBuf>,
    /// Where the mails come from; a collection may also be filled from files alone.
    pub mailbox: Option<Mailbox>,
}

/// Settings may name people, so their debug print is mute.
impl fmt::Debug for Settings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Settings(…)")
    }
}

/// One folder on one IMAP server.
#[derive(Clone, PartialEq, Eq)]
pub struct Mailbox {
    /// The server's name, for the connection and for its certificate.
    pub host: String,
    /// The port; 993 for TLS and 143 for STARTTLS when not set (RFC 8314, RFC 9051).
    pub port: u16,
    /// How the connection is protected. There is no unprotected way.
    pub security: Security,
    /// The user to log in as.
    pub user: String,
    /// The folder to read.
    pub folder: String,
    /// A file with one more certificate authority to trust (PEM); already joined to the collection's folder.
    pub ca_file: Option<PathBuf>,
    /// What to do with a mail on the server when it is safely stored.
    pub after: After,
    /// The largest mail that is fetched, in megabytes (1 MB = 1,000,000 bytes).
    pub max_size_mb: u32,
    /// A command that prints the password.
    pub password_command: Option<PasswordCommand>,
}

impl Mailbox {
    /// The largest mail that is fetched, in bytes.
    pub const fn max_bytes(&self) -> u64 {
        // Lossless, but `From` is not const.
        self.max_size_mb as u64 * 1_000_000
    }
}

impl fmt::Debug for Mailbox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Mailbox(…)")
    }
}

/// How the connection to the server is protected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Security {
    /// TLS from the first byte (RFC 8314).
    Tls,
    /// A plain greeting that must become TLS before anything else is said.
    StartTls,
}

/// What to do with a mail on the server when it is safely stored.
#[derive(Clone, PartialEq, Eq)]
pub enum After {
    /// Nothing.
    Leave,
    /// Set `\Flagged`, which most mail programs show as a star or a flag.
    Flag,
    /// Move it to this folder.
    Move(String),
}

impl fmt::Debug for After {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Leave => "Leave",
            Self::Flag => "Flag",
            Self::Move(_) => "Move(…)",
        })
    }
}

/// A program with its arguments, run without a shell.
#[derive(Clone, PartialEq, Eq)]
pub struct PasswordCommand {
    /// The program.
    pub program: String,
    /// Its arguments.
    pub arguments: Vec<String>,
}

impl fmt::Debug for PasswordCommand {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PasswordCommand(…)")
    }
}

/// What is wrong with the settings.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ConfigError {
    /// There is no such file.
    #[error("vidnesbyrd.toml is missing")]
    Missing,
    /// The operating system does not give it.
    #[error("vidnesbyrd.toml cannot be read: {0}")]
    Unreadable(std::io::ErrorKind),
    /// It is not UTF-8.
    #[error("vidnesbyrd.toml, line {line}: not UTF-8")]
    NotUtf8 {
        /// From 1.
        line: usize,
    },
    /// It is not TOML.
    #[error("vidnesbyrd.toml, line {line}: not TOML")]
    Syntax {
        /// From 1.
        line: usize,
    },
    /// It can be read, but some settings are wrong; in line order.
    #[error("vidnesbyrd.toml: {} settings are wrong", .0.len())]
    Faults(Vec<Fault>),
    /// Something needs a mailbox, and none is set.
    #[error("vidnesbyrd.toml names no mailbox")]
    NoMailbox,
}

/// One wrong setting.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    /// The line, from 1: of the setting, or of its section when it is missing; 1 when that is missing, too.
    pub line: usize,
    /// The key with its section, `mailbox.host`. As it stands in the file when it is unknown.
    pub key: String,
    /// What is wrong with it.
    pub kind: FaultKind,
}

/// What is wrong with a setting. Never holds the value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FaultKind {
    /// It must be there.
    Missing,
    /// There is no such setting.
    Unknown {
        /// The known name that is most like it.
        nearest: Option<&'static str>,
    },
    /// It must be a text in quotes.
    NotText,
    /// It must be a whole number.
    NotNumber {
        /// At least.
        least: u32,
        /// At most.
        most: u32,
    },
    /// It must be a list of texts.
    NotList,
    /// It must be a section, `[name]`.
    NotSection,
    /// There is nothing in it.
    Empty,
    /// It must be one of these.
    NotOneOf(&'static [&'static str]),
    /// It must be a server's bare name.
    NotHost,
    /// It must be one to eight letters or digits.
    NotInitials,
    /// `after = "move"` needs `move_to`.
    MoveNeedsFolder,
    /// `move_to` is the folder that is read.
    MoveToItself,
    /// `move_to` is set, but `after` is not `"move"`.
    MoveUnused,
    /// A password has no place in the file.
    Secret,
}

impl Settings {
    /// Reads the settings of the collection in `folder`.
    ///
    /// # Errors
    /// [`ConfigError`], with every fault at once.
    pub fn load(folder: &Path) -> Result<Self, ConfigError> {
        let bytes = std::fs::read(folder.join(SETTINGS)).map_err(|error| match error.kind() {
            std::io::ErrorKind::NotFound => ConfigError::Missing,
            kind => ConfigError::Unreadable(kind),
        })?;
        let text = std::str::from_utf8(&bytes).map_err(|error| ConfigError::NotUtf8 {
            line: 1 + bytes.iter().take(error.valid_up_to()).filter(|&&byte| byte == b'\n').count(),
        })?;
        Self::parse(text, folder)
    }

    /// Reads settings from their text. `folder` is what relative paths start from.
    ///
    /// # Errors
    /// [`ConfigError::Syntax`] or [`ConfigError::Faults`].
    pub fn parse(text: &str, folder: &Path) -> Result<Self, ConfigError> {
        // Some editors put a byte order mark first.
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let root = DeTable::parse(text).map_err(|error| ConfigError::Syntax {
            line: section::line_of(text, error.span().map_or(0, |span| span.start)),
        })?;
        let mut faults = Vec::new();
        let mut root = Section::root(text, root.get_ref(), &mut faults);
        root.refuse_unknown(&["collection", "mailbox"]);
        let collection = root.section("collection", true).and_then(|section| collection(section, folder));
        let wants_mailbox = root.has("mailbox");
        let mailbox = root.section("mailbox", false).and_then(|section| mailbox(section, folder));
        faults.sort();
        match collection {
            Some(settings) if faults.is_empty() && wants_mailbox == mailbox.is_some() => {
                Ok(Self { mailbox, ..settings })
            }
            _ => Err(ConfigError::Faults(faults)),
        }
    }

    /// The mailbox, where one is needed.
    ///
    /// # Errors
    /// [`ConfigError::NoMailbox`].
    pub fn mailbox(&self) -> Result<&Mailbox, ConfigError> {
        self.mailbox.as_ref().ok_or(ConfigError::NoMailbox)
    }
}

fn collection(mut section: Section<'_, '_>, folder: &Path) -> Option<Settings> {
    section.refuse_unknown(&["title", "subtitle", "publisher", "contact", "coordinator", "preface"]);
    let title = section.required_text("title");
    let coordinator = section.required_text("coordinator").and_then(|text| {
        Initials::new(&text).or_else(|| {
            section.fault("coordinator", FaultKind::NotInitials);
            None
        })
    });
    Some(Settings {
        subtitle: section.text("subtitle"),
        publisher: section.text("publisher"),
        contact: section.text("contact"),
        preface: section.text("preface").map(|path| folder.join(path)),
        title: title?,
        coordinator: coordinator?,
        mailbox: None,
    })
}

fn mailbox(mut section: Section<'_, '_>, folder: &Path) -> Option<Mailbox> {
    section.refuse_unknown(&[
        "host",
        "port",
        "security",
        "user",
        "folder",
        "ca_file",
        "after",
        "move_to",
        "max_size_mb",
        "password_command",
    ]);
    let host = section.required_text("host").filter(|host| {
        let bare = !host.is_empty() && host.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | ':'));
        if !bare {
            section.fault("host", FaultKind::NotHost);
        }
        bare
    });
    let user = section.required_text("user");
    let security = section.one_of("security", &["tls", "starttls"]).map_or(Security::Tls, |chosen| match chosen {
        "starttls" => Security::StartTls,
        _ => Security::Tls,
    });
    let usual_port = match security {
        Security::Tls => 993,
        Security::StartTls => 143,
    };
    let port = section.number("port", 1, u32::from(u16::MAX)).and_then(|port| u16::try_from(port).ok());
    let read = section.text("folder").unwrap_or_else(|| String::from("INBOX"));
    let move_to = section.text("move_to");
    let after = match (section.one_of("after", &["leave", "flag", "move"]), move_to) {
        (Some("move"), Some(to)) if to == read => section.reject("move_to", FaultKind::MoveToItself),
        (Some("move"), Some(to)) => Some(After::Move(to)),
        (Some("move"), None) => section.reject("move_to", FaultKind::MoveNeedsFolder),
        (_, Some(_)) => section.reject("move_to", FaultKind::MoveUnused),
        (Some("flag"), None) => Some(After::Flag),
        (_, None) => Some(After::Leave),
    };
    let password_command = section.list("password_command").and_then(|words| {
        let mut words = words.into_iter();
        let program = words.next()?;
        // A program that only repeats its arguments means that the password itself stands in the file.
        let name = Path::new(&program).file_stem().and_then(|name| name.to_str()).unwrap_or_default();
        if matches!(name.to_lowercase().as_str(), "echo" | "printf" | "write-output") {
            return section.reject("password_command", FaultKind::Secret);
        }
        Some(PasswordCommand { program, arguments: words.collect() })
    });
    Some(Mailbox {
        port: port.unwrap_or(usual_port),
        security,
        folder: read,
        ca_file: section.text("ca_file").map(|path| folder.join(path)),
        max_size_mb: section.number("max_size_mb", 1, 1000).unwrap_or(25),
        password_command,
        host: host?,
        user: user?,
        after: after?,
    })
}

/// Whether a value is a section, for [`Section::section`].
const fn table<'a, 'i>(value: &'a DeValue<'i>) -> Option<&'a DeTable<'i>> {
    match value {
        DeValue::Table(table) => Some(table),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
