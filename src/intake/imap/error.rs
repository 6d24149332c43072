//! What can go wrong between us and a mail server. No variant carries a word of a mail, a name, an address or a password.

use std::io;

/// Which of the two configured folders is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FolderUse {
    /// The folder that is read.
    Read,
    /// The folder that messages are moved to.
    MoveTo,
}

/// What was being done when the server said no or could not be understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// The first line of the server.
    Greeting,
    /// Asking what the server can do.
    Capability,
    /// Asking for encryption.
    StartTls,
    /// Logging in.
    Authenticate,
    /// Opening a folder.
    Select,
    /// Asking which messages there are.
    Search,
    /// Asking for a message or its size.
    Fetch,
    /// Setting a flag on a message.
    Flag,
    /// Moving a message.
    Move,
}

/// Why the mailbox could not be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MailboxError {
    /// There is no way to the network or to the server.
    #[error("no network")]
    NoNetwork,
    /// The server's name is unknown.
    #[error("the host name was not found")]
    NameNotFound,
    /// The machine answers, but nothing listens on that port.
    #[error("the connection was refused")]
    ConnectionRefused,
    /// The server did not answer in time.
    #[error("time-out")]
    TimedOut,
    /// The server hung up.
    #[error("the connection was lost")]
    Lost,
    /// What answered does not speak TLS: most often a wrong port or the wrong kind of security.
    #[error("the server does not speak TLS on this port")]
    NotTls,
    /// Nobody we trust vouches for the server's certificate.
    #[error("the certificate is not trusted")]
    UntrustedCertificate,
    /// The certificate is too old or not yet valid; a wrong clock looks the same.
    #[error("the certificate is out of date")]
    CertificateOutOfDate,
    /// The certificate belongs to another host name.
    #[error("the certificate is for another host name")]
    WrongHostName,
    /// The file with the extra authority cannot be read or holds no certificate.
    #[error("the authority file cannot be used")]
    CaFile,
    /// The machine has no list of authorities, and no file was given.
    #[error("no trusted authorities on this machine")]
    NoRoots,
    /// STARTTLS was wanted and is not offered.
    #[error("the server does not offer STARTTLS")]
    NoStartTls,
    /// User or password is wrong.
    #[error("wrong user or password")]
    WrongPassword,
    /// The provider wants a password made for this program.
    #[error("the provider wants an app password")]
    NeedsAppPassword,
    /// The provider takes no passwords at all, only OAuth.
    #[error("the provider wants OAuth")]
    NeedsOauth,
    /// The server cannot let us in just now (RFC 5530 `UNAVAILABLE`, `INUSE`, `LIMIT`).
    #[error("the server is busy")]
    Busy,
    /// A folder is not there.
    #[error("folder missing ({0:?})")]
    FolderMissing(FolderUse),
    /// The folder may be read but not changed, and we are to flag or move.
    #[error("the folder is read-only")]
    ReadOnlyFolder,
    /// The folder has no UIDVALIDITY, so its numbers mean nothing tomorrow (RFC 3501, 2.3.1.1).
    #[error("the folder has no UIDVALIDITY")]
    NoUidValidity,
    /// The folder was renumbered while we read it.
    #[error("UIDVALIDITY changed on the way")]
    ValidityChanged,
    /// The server understood and refused.
    #[error("the server refused ({0:?})")]
    Refused(Step),
    /// The server said something that cannot be understood, or more than it announced.
    #[error("protocol trouble ({0:?})")]
    Protocol(Step),
}

impl MailboxError {
    /// Whether a fresh connection may cure it.
    pub const fn reconnect_may_help(&self) -> bool {
        matches!(self, Self::TimedOut | Self::Lost | Self::Protocol(_) | Self::Refused(Step::Fetch))
    }

    /// From an error of the socket while `step` was going on.
    pub(super) fn from_io(error: &io::Error, step: Step) -> Self {
        match error.kind() {
            io::ErrorKind::TimedOut | io::ErrorKind::WouldBlock => Self::TimedOut,
            io::ErrorKind::ConnectionRefused => Self::ConnectionRefused,
            io::ErrorKind::HostUnreachable
            | io::ErrorKind::NetworkUnreachable
            | io::ErrorKind::NetworkDown
            | io::ErrorKind::AddrNotAvailable => Self::NoNetwork,
            io::ErrorKind::InvalidData => Self::Protocol(step),
            _ => Self::Lost,
        }
    }

    /// From an error of the `imap` crate. Its texts quote the server, so nothing of them is kept.
    pub(super) fn from_imap(error: &imap::Error, step: Step) -> Self {
        match error {
            imap::Error::Io(error) => Self::from_io(error, step),
            imap::Error::ConnectionLost => Self::Lost,
            imap::Error::No(_) => Self::Refused(step),
            // Also what the crate makes of a line it cannot parse ("no explanation given"): out of step either way.
            _ => Self::Protocol(step),
        }
    }
}
