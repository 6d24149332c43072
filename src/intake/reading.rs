//! What reading a message or a file gives: the text, what is folded away, what it is, and what went wrong.

use crate::personal::Personal;
use crate::text::{SourceText, Span};
use serde::{Deserialize, Serialize};

/// A name or an address that the mail itself carries outside its text, and that the engine looks for in the text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seed {
    /// Where it stood.
    pub source: SeedSource,
    /// A display name (`Mette Sørensen`), an e-mail address, or a file name, as it stood.
    pub text: Personal,
}

/// Where a [`Seed`] stood.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SeedSource {
    /// The sender: `From`, `Reply-To`, `Sender`.
    From,
    /// Those written to: `To`, `Cc`. Addresses of our own mailbox are left out by intake.
    To,
    /// The subject line.
    Subject,
    /// Author or last editor of an attached document, or an attachment's name.
    Attachment,
    /// The name of a loose file.
    FileName,
    /// Typed in by the coordinator.
    Coordinator,
}

impl SeedSource {
    /// The stable code used in evidence.
    pub const fn code(self) -> &'static str {
        match self {
            Self::From => "from",
            Self::To => "to",
            Self::Subject => "subject",
            Self::Attachment => "attachment",
            Self::FileName => "file_name",
            Self::Coordinator => "coordinator",
        }
    }
}

/// What a mail is. Uncertain means [`Class::Testimony`]; nothing is ever deleted on its class.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Class {
    /// A parent's account.
    Testimony,
    /// More to an earlier account.
    Supplement,
    /// The parent takes the account back.
    Withdrawal,
    /// A question to the association.
    Question,
    /// A machine's answer (RFC 3834).
    AutoReply,
    /// A delivery report (RFC 3464).
    Bounce,
    /// A mailing list, an advertisement.
    NewsletterOrSpam,
}

impl Class {
    /// The stable code, as in JSON.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Testimony => "testimony",
            Self::Supplement => "supplement",
            Self::Withdrawal => "withdrawal",
            Self::Question => "question",
            Self::AutoReply => "auto_reply",
            Self::Bounce => "bounce",
            Self::NewsletterOrSpam => "newsletter_or_spam",
        }
    }

    /// The Danish word for tables and messages.
    pub const fn danish(self) -> &'static str {
        match self {
            Self::Testimony => "vidnesbyrd",
            Self::Supplement => "tilføjelse",
            Self::Withdrawal => "tilbagetrækning",
            Self::Question => "spørgsmål",
            Self::AutoReply => "autosvar",
            Self::Bounce => "kom retur",
            Self::NewsletterOrSpam => "nyhedsbrev/spam",
        }
    }
}

/// Why a stretch is folded away. It stays in the text and is shown on request; it is not printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FoldKind {
    /// An earlier mail, quoted.
    Quote,
    /// A signature block or *Sendt fra min iPhone*.
    Signature,
    /// The header lines over a quoted or forwarded mail.
    QuoteHeader,
}

/// A folded stretch, in bytes of the normalised text. Plain numbers, because it crosses the reader's pipe and the store; made
/// into a [`Span`] by [`Reading::folded`], which drops what does not fit the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fold {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// Why.
    pub kind: FoldKind,
}

/// What went wrong or had to be mended while reading. Holds no content.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Problem {
    /// The declared character set was missing or wrong; another one fitted cleanly.
    CharsetGuessed,
    /// Letters encoded twice (`sÃ¸n`) were repaired.
    DoubleEncodingRepaired,
    /// Letters were lost and stand as U+FFFD.
    LettersLost,
    /// The transfer encoding (base64, quoted-printable) was damaged; what could be rescued is there.
    DamagedEncoding,
    /// A part or an attachment could not be read.
    UnreadablePart,
    /// An attachment of a kind that is not read (picture, scan, archive).
    AttachmentNotRead,
    /// An attachment is protected by a password.
    AttachmentProtected,
    /// A part is over the limits (nesting, count, size, ratio).
    OverLimit,
    /// There is no text at all.
    NoText,
    /// The reader process failed or took too long.
    ReaderFailed,
    /// Written in a language the detectors do not know.
    ForeignLanguage,
    /// The text could not be searched: a rule or a detector failed. Nothing of it is shown.
    AnalysisFailed,
}

impl Problem {
    /// Whether a person must look at the original before the text may be trusted to be whole.
    pub const fn needs_human(self) -> bool {
        !matches!(self, Self::CharsetGuessed | Self::DoubleEncodingRepaired)
    }
}

/// Everything that one mail or file says, decoded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reading {
    /// The whole text, quoted parts included.
    pub text: SourceText,
    /// What is folded away, in text order, not overlapping.
    pub folds: Vec<Fold>,
    /// What it is.
    pub class: Class,
    /// The id of the rule that said so (`auto_submitted`, `list_header`, `cue_withdrawal`, `default`), for the coordinator's "why?".
    pub class_rule: String,
    /// Names and addresses that the mail carries outside its text.
    pub seeds: Vec<Seed>,
    /// The sender's address, lower case, for answers and for "same sender"; blank when there is none.
    pub sender: Personal,
    /// The subject line, decoded; blank when there is none.
    pub subject: Personal,
    /// `Message-ID` without brackets; blank when there is none.
    pub message_id: Personal,
    /// The `Date:` header as a Unix time in seconds, when it is well-formed.
    pub date: Option<i64>,
    /// What went wrong.
    pub problems: Vec<Problem>,
}

impl Reading {
    /// The folded stretches as spans of the text.
    pub fn folded(&self) -> Vec<Span> {
        self.folds.iter().filter_map(|fold| self.text.span(fold.start, fold.end)).collect()
    }

    /// Whether a human must look because something could not be read.
    pub fn needs_human(&self) -> bool {
        self.problems.iter().any(|problem| problem.needs_human())
    }
}
