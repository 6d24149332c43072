//! A real mailbox: the `imap` crate over our own encrypted stream.
//!
//! Known of the crate (3.0.0-alpha.15) and worked around here: it panics on some answers (untagged `NO` to SELECT, a letter
//! outside ASCII right behind a response code, `INTERNALDATE NIL`), so SELECT is read by us and every other call is
//! guarded; a line it cannot parse leaves it out of step, so such a connection is dropped; `LOGIN` cannot carry letters
//! outside ASCII, so only AUTHENTICATE PLAIN is used; folder names are not encoded for us.

use super::error::{FolderUse, MailboxError, Step};
use super::folder::{on_the_wire, quoted};
use super::mailbox::{Mailbox, Meta, Uid, UidValidity};
use super::tls::{Allowance, Wire, connect, secure};
use super::{starttls, tls};
use crate::intake::RawMessage;
use jiff::Timestamp;
use secrecy::{ExposeSecret, SecretString};
use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::rc::Rc;
use std::time::Duration;
use zeroize::Zeroizing;

pub use tls::Patience;

/// Bytes that any answer but a message body may take: a search over a million messages needs eight of them each.
const ANSWER_LIMIT: u64 = 16 * 1024 * 1024;
/// Bytes around a body: the line before it, the line after it, unsolicited news.
const BODY_MARGIN: u64 = 64 * 1024;

/// How the connection is encrypted. There is no third way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Security {
    /// TLS from the first byte (RFC 8314), usually port 993.
    Tls,
    /// STARTTLS before anything is said, usually port 143.
    StartTls,
}

/// Everything needed to open one folder. No `Debug`: it holds an address and a password.
pub struct Account {
    /// The server's name, or its IP address.
    pub host: String,
    /// The port.
    pub port: u16,
    /// How to encrypt.
    pub security: Security,
    /// The user name, most often an address.
    pub user: String,
    /// The password.
    pub password: SecretString,
    /// The folder to read, with `/` between levels.
    pub folder: String,
    /// The folder to move to, with `/` between levels, when messages are to be moved.
    pub move_to: Option<String>,
    /// Whether the folder is opened for changes. `false` opens it so that the server itself refuses any (EXAMINE).
    pub writable: bool,
    /// A PEM file with authorities to trust besides those of the machine.
    pub ca_file: Option<PathBuf>,
    /// How long to wait.
    pub patience: Patience,
}

/// A mailbox on a server.
pub struct ImapMailbox {
    account: Account,
    open: Open,
}

/// What one connection knows.
struct Open {
    session: imap::Session<Wire>,
    allowance: Rc<Allowance>,
    /// For one command.
    time: Duration,
    validity: UidValidity,
    has_move: bool,
    has_uidplus: bool,
    /// The configured target in the server's form, quoted.
    move_to: Option<String>,
}

impl ImapMailbox {
    /// Connects, encrypts, logs in, opens the folder and sees that the folder to move to exists.
    ///
    /// # Errors
    /// Everything of [`MailboxError`] that can happen before a message is asked for.
    pub fn open(account: Account) -> Result<Self, MailboxError> {
        let open = Open::new(&account)?;
        Ok(Self { account, open })
    }

    /// How many messages the folder holds, for a check of the settings.
    ///
    /// # Errors
    /// Trouble with the connection.
    pub fn count(&mut self) -> Result<usize, MailboxError> {
        self.uids().map(|uids| uids.len())
    }

    /// Says goodbye. Everything is done by then, so a server that does not answer does not matter.
    pub fn log_out(mut self) {
        self.open.time = Duration::from_secs(5);
        // Nothing depends on the answer.
        let _ = self.open.run(Step::Greeting, ANSWER_LIMIT, imap::Session::logout);
    }
}

impl Open {
    fn new(account: &Account) -> Result<Self, MailboxError> {
        let mut tcp = connect(&account.host, account.port, &account.patience)?;
        if account.security == Security::StartTls {
            starttls::ask(&mut tcp)?;
        }
        let (wire, allowance) = secure(tcp, &account.host, account.ca_file.as_deref())?;
        let mut client = imap::Client::new(wire);
        allowance.grant(account.patience.command, ANSWER_LIMIT);
        if account.security == Security::Tls {
            let greeting = guarded(Step::Greeting, &allowance, || client.read_greeting())?.to_ascii_uppercase();
            if greeting.starts_with(b"* BYE") {
                return Err(MailboxError::Busy);
            }
            if !greeting.starts_with(b"* OK") {
                return Err(MailboxError::Protocol(Step::Greeting));
            }
        }
        // After STARTTLS everything heard before it is forgotten and asked again (RFC 3501, 6.2.1).
        let offered = guarded(Step::Capability, &allowance, || client.capabilities())?;
        if !offered.has_str("AUTH=PLAIN") {
            let oauth = offered.has_str("AUTH=XOAUTH2") || offered.has_str("AUTH=OAUTHBEARER");
            return Err(if oauth { MailboxError::NeedsOauth } else { MailboxError::Refused(Step::Authenticate) });
        }
        let plain = Plain { user: &account.user, password: &account.password, said: Cell::new(false) };
        allowance.grant(account.patience.command, ANSWER_LIMIT);
        #[expect(
            clippy::result_large_err,
            reason = "the crate gives the whole client back with its error; it is dropped at once"
        )]
        let logged_in = catch_unwind(AssertUnwindSafe(|| client.authenticate("PLAIN", &plain)));
        let session = match logged_in {
            Ok(Ok(session)) => session,
            Ok(Err((error, _))) => return Err(refused_login(&error, &allowance)),
            Err(_) => return Err(MailboxError::Protocol(Step::Authenticate)),
        };
        let mut open = Self {
            session,
            allowance,
            time: account.patience.command,
            validity: UidValidity(0),
            has_move: false,
            has_uidplus: false,
            move_to: None,
        };
        open.prepare(account)?;
        Ok(open)
    }

    /// Runs one command within its limits.
    fn run<T>(
        &mut self,
        step: Step,
        answer_limit: u64,
        call: impl FnOnce(&mut imap::Session<Wire>) -> imap::Result<T>,
    ) -> Result<T, MailboxError> {
        self.allowance.grant(self.time, answer_limit);
        let session = &mut self.session;
        // News that nobody asked for is not needed, and would pile up.
        drop(session.take_all_unsolicited());
        guarded(step, &self.allowance, || call(session))
    }

    /// Sends a command as it stands; gives the answer and where its last line begins.
    fn command(&mut self, step: Step, command: &str) -> Result<(Vec<u8>, usize), MailboxError> {
        self.run(step, ANSWER_LIMIT, |session| session.run(command))
    }

    /// Capabilities, separator, target folder, and last the folder to read, which stays open.
    fn prepare(&mut self, account: &Account) -> Result<(), MailboxError> {
        // What the server can do changes with logging in.
        let offered = self.run(Step::Capability, ANSWER_LIMIT, imap::Session::capabilities)?;
        self.has_move = offered.has_str("MOVE");
        self.has_uidplus = offered.has_str("UIDPLUS");
        let separator = self.separator(account)?;
        if let Some(target) = &account.move_to {
            let target = quoted(&on_the_wire(target, separator));
            match self.command(Step::Select, &format!("STATUS {target} (UIDVALIDITY)")) {
                Ok(_) => self.move_to = Some(target),
                Err(MailboxError::Refused(_)) => return Err(MailboxError::FolderMissing(FolderUse::MoveTo)),
                Err(other) => return Err(other),
            }
        }
        let folder = quoted(&on_the_wire(&account.folder, separator));
        let verb = if account.writable { "SELECT" } else { "EXAMINE" };
        let (answer, tagged_at) = match self.command(Step::Select, &format!("{verb} {folder}")) {
            Err(MailboxError::Refused(_)) => return Err(MailboxError::FolderMissing(FolderUse::Read)),
            other => other?,
        };
        let answer = answer.to_ascii_uppercase();
        if account.writable && answer.get(tagged_at..).is_some_and(|tagged| contains(tagged, b"[READ-ONLY]")) {
            return Err(MailboxError::ReadOnlyFolder);
        }
        self.validity = uid_validity(&answer).ok_or(MailboxError::NoUidValidity)?;
        Ok(())
    }

    /// The character between the levels of a folder's name, asked only when a name has levels.
    fn separator(&mut self, account: &Account) -> Result<Option<char>, MailboxError> {
        let has_levels = |name: &str| name.contains('/');
        if !has_levels(&account.folder) && !account.move_to.as_deref().is_some_and(has_levels) {
            return Ok(None);
        }
        let names = self.run(Step::Select, ANSWER_LIMIT, |session| session.list(None, None))?;
        let separator = names.iter().next().and_then(|name| name.delimiter().and_then(|text| text.chars().next()));
        Ok(separator)
    }
}

impl Mailbox for ImapMailbox {
    fn validity(&self) -> UidValidity {
        self.open.validity
    }

    fn uids(&mut self) -> Result<Vec<Uid>, MailboxError> {
        let found = self.open.run(Step::Search, ANSWER_LIMIT, |session| session.uid_search("ALL"))?;
        let mut uids: Vec<Uid> = found.into_iter().map(Uid).collect();
        uids.sort_unstable();
        Ok(uids)
    }

    fn meta(&mut self, uid: Uid) -> Result<Option<Meta>, MailboxError> {
        let fetched = self.open.run(Step::Fetch, ANSWER_LIMIT, |session| {
            session.uid_fetch(uid.0.to_string(), "(UID FLAGS RFC822.SIZE INTERNALDATE)")
        })?;
        // Unsolicited answers about other messages, or without size, may stand among them.
        let meta = fetched.iter().filter(|fetch| fetch.uid == Some(uid.0)).find_map(|fetch| {
            Some(Meta {
                size: fetch.size?,
                deleted: fetch.flags().contains(&imap::types::Flag::Deleted),
                received: fetch.internal_date().and_then(|date| Timestamp::from_second(date.timestamp()).ok()),
            })
        });
        Ok(meta)
    }

    fn body(&mut self, uid: Uid, limit: u64) -> Result<Option<RawMessage>, MailboxError> {
        let fetched = self.open.run(Step::Fetch, limit.saturating_add(BODY_MARGIN), |session| {
            session.uid_fetch(uid.0.to_string(), "(UID BODY.PEEK[])")
        })?;
        let body = fetched
            .iter()
            .filter(|fetch| fetch.uid == Some(uid.0))
            .find_map(|fetch| fetch.body().map(|bytes| RawMessage::new(bytes.to_vec())));
        Ok(body)
    }

    fn flag(&mut self, uid: Uid) -> Result<(), MailboxError> {
        self.open.command(Step::Flag, &format!("UID STORE {} +FLAGS.SILENT (\\Flagged)", uid.0)).map(drop)
    }

    fn file_away(&mut self, Uid(uid): Uid) -> Result<(), MailboxError> {
        let open = &mut self.open;
        let Some(target) = open.move_to.clone() else { return Err(MailboxError::FolderMissing(FolderUse::MoveTo)) };
        if open.has_move {
            return open.command(Step::Move, &format!("UID MOVE {uid} {target}")).map(drop);
        }
        open.command(Step::Move, &format!("UID COPY {uid} {target}"))?;
        open.command(Step::Move, &format!("UID STORE {uid} +FLAGS.SILENT (\\Deleted)"))?;
        // Without UIDPLUS only a plain EXPUNGE is left, which would remove what others have marked; so the mark stays.
        if open.has_uidplus {
            open.command(Step::Move, &format!("UID EXPUNGE {uid}"))?;
        }
        Ok(())
    }

    fn reconnect(&mut self) -> Result<(), MailboxError> {
        let before = self.open.validity;
        self.open = Open::new(&self.account)?;
        if self.open.validity == before { Ok(()) } else { Err(MailboxError::ValidityChanged) }
    }
}

/// Calls into the `imap` crate, so that an answer that makes it panic is protocol trouble like any other, and a refusal that
/// it cannot parse is a refusal still.
fn guarded<T>(step: Step, allowance: &Allowance, call: impl FnOnce() -> imap::Result<T>) -> Result<T, MailboxError> {
    let error = match catch_unwind(AssertUnwindSafe(call)) {
        Ok(Ok(value)) => return Ok(value),
        Ok(Err(error)) => MailboxError::from_imap(&error, step),
        Err(_) => MailboxError::Protocol(step),
    };
    match error {
        MailboxError::Protocol(step) if allowance.refusal().is_some() => Err(MailboxError::Refused(step)),
        other => Err(other),
    }
}

/// SASL PLAIN (RFC 4616): carries letters outside ASCII, which `LOGIN` does not.
struct Plain<'a> {
    user: &'a str,
    password: &'a SecretString,
    said: Cell<bool>,
}

impl imap::Authenticator for Plain<'_> {
    type Response = Zeroizing<Vec<u8>>;

    fn process(&self, _challenge: &[u8]) -> Self::Response {
        // A second challenge means that the first answer was not liked; an empty line ends it.
        if self.said.replace(true) {
            return Zeroizing::new(Vec::new());
        }
        let password = self.password.expose_secret();
        Zeroizing::new([b"\0".as_slice(), self.user.as_bytes(), b"\0", password.as_bytes()].concat())
    }
}

/// Why a login failed.
fn refused_login(error: &imap::Error, allowance: &Allowance) -> MailboxError {
    match allowance.refusal() {
        Some(said) => refusal(&said),
        None => MailboxError::from_imap(error, Step::Authenticate),
    }
}

/// Which refusal it was: response codes of RFC 5530, and the words that the large providers use instead of one.
fn refusal(said: &str) -> MailboxError {
    let text = said.to_ascii_lowercase();
    let says = |words: &[&str]| words.iter().any(|word| text.contains(word));
    if says(&["application-specific", "app-specific", "app password", "application password"]) {
        MailboxError::NeedsAppPassword
    } else if says(&["oauth", "basic auth", "basicauth", "modern auth"]) {
        MailboxError::NeedsOauth
    } else if says(&["[unavailable]", "[inuse]", "[limit]", "temporar", "too many", "try again later"]) {
        MailboxError::Busy
    } else {
        MailboxError::WrongPassword
    }
}

/// The numbering in an answer to SELECT, which is in capitals already.
fn uid_validity(answer: &[u8]) -> Option<UidValidity> {
    const CODE: &[u8] = b"[UIDVALIDITY ";
    let at = answer.windows(CODE.len()).position(|window| window == CODE)?;
    let digits: String =
        answer.get(at + CODE.len()..)?.iter().map(|byte| char::from(*byte)).take_while(char::is_ascii_digit).collect();
    digits.parse().ok().filter(|number| *number != 0).map(UidValidity)
}

/// Whether `part` stands in `whole`.
fn contains(whole: &[u8], part: &[u8]) -> bool {
    whole.windows(part.len()).any(|window| window == part)
}

#[cfg(test)]
mod tests {
    use super::*;
    use imap::Authenticator;

    #[test]
    fn refusals_of_real_servers_are_told_apart() {
        for (said, meaning) in [
            ("[AUTHENTICATIONFAILED] Authentication failed.", MailboxError::WrongPassword),
            ("[AUTHENTICATIONFAILED] Invalid credentials (Failure)", MailboxError::WrongPassword),
            ("[ALERT] Application-specific password required: see the web", MailboxError::NeedsAppPassword),
            ("LOGIN failed. LogonDenied-BasicAuthBlocked", MailboxError::NeedsOauth),
            ("[UNAVAILABLE] Temporary authentication failure.", MailboxError::Busy),
        ] {
            assert_eq!(refusal(said), meaning);
        }
    }

    #[test]
    fn the_numbering_is_found_among_the_lines_of_any_server() {
        let answer =
            b"* 3 EXISTS\r\n* NO [ALERT] NEARLY FULL\r\n* OK [UIDVALIDITY 1700000000] OK\r\na3 OK [READ-WRITE]\r\n";
        assert_eq!(uid_validity(answer), Some(UidValidity(1_700_000_000)));
        assert_eq!(uid_validity(b"* OK [UIDVALIDITY 0] OK\r\n"), None);
        assert_eq!(uid_validity(b"* OK [UIDVALIDITY 99999999999] OK\r\n"), None);
        assert_eq!(uid_validity(b"* 3 EXISTS\r\n"), None);
    }

    #[test]
    fn a_panic_inside_the_crate_is_protocol_trouble() {
        let outcome = guarded::<()>(Step::Fetch, &Allowance::none(), || std::panic::resume_unwind(Box::new(())));
        assert_eq!(outcome, Err(MailboxError::Protocol(Step::Fetch)));
    }

    #[test]
    fn the_password_is_said_once_and_in_any_alphabet() {
        let password = SecretString::from("kanarie-æøå");
        let plain = Plain { user: "post@forening.example", password: &password, said: Cell::new(false) };
        assert_eq!(plain.process(b"").as_slice(), "\0post@forening.example\0kanarie-æøå".as_bytes());
        assert!(plain.process(b"eyJzdGF0dXMiOiI0MDAifQ==").is_empty());
    }
}
