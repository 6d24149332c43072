//! Reading in a child process, because mails come from strangers.
//!
//! The program starts itself again with the hidden command `__laes` and hands over one message after the other on a pipe. The
//! child has limits on memory, processor time and files, no environment (so no passphrase), and nothing to say on standard
//! error. When it dies or is late it is replaced; the message that did it is tried once more without its documents, and then
//! gives a [`Reading`] with [`Problem::ReaderFailed`]. The next message is read as if nothing had happened.

mod child;
mod wire;

pub use child::serve;

use super::message::{self, Options};
use super::reading::{Class, Problem, Reading};
use super::{InputKind, RawMessage};
use crate::personal::Personal;
use crate::text::SourceText;
use std::ffi::OsString;
use std::path::PathBuf;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, sync_channel};
use std::time::Duration;

/// The hidden command that makes the program a reader's child.
pub const CHILD_COMMAND: &str = "__laes";
/// How long one try at one message may take.
pub const WALL_LIMIT: Duration = Duration::from_secs(10);
/// The largest message, in bytes, that is handed to the child.
pub const MAX_MESSAGE: usize = 64 * 1024 * 1024;

/// Why no reader could be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReaderError {
    /// The operating system does not say where the program lies.
    #[error("the program cannot find its own file: {0}")]
    NoProgram(std::io::ErrorKind),
}

/// Reads messages and files, one after the other.
pub struct Reader {
    program: PathBuf,
    arguments: Vec<OsString>,
    own: Vec<String>,
    wall_limit: Duration,
    running: Option<Running>,
}

/// A child that waits for work.
struct Running {
    child: Child,
    requests: ChildStdin,
    replies: Receiver<Option<Vec<u8>>>,
}

impl Reader {
    /// A reader whose child is the running program itself. The child is started at the first message.
    ///
    /// # Errors
    /// When the operating system does not say where the program lies.
    pub fn new() -> Result<Self, ReaderError> {
        let program = std::env::current_exe().map_err(|error| ReaderError::NoProgram(error.kind()))?;
        Ok(Self::with_program(program))
    }

    /// A reader whose child is another program that calls [`serve`] when its only argument is [`CHILD_COMMAND`]: for tests and
    /// for programs built on this library.
    pub fn with_program(program: impl Into<PathBuf>) -> Self {
        let arguments = vec![OsString::from(CHILD_COMMAND)];
        Self { program: program.into(), arguments, own: Vec::new(), wall_limit: WALL_LIMIT, running: None }
    }

    /// The addresses of the collection's own mailbox, which are not looked for as names of people.
    #[must_use]
    pub fn knowing_own(mut self, addresses: impl IntoIterator<Item = String>) -> Self {
        self.own = addresses.into_iter().collect();
        self
    }

    /// Another wall limit than [`WALL_LIMIT`].
    #[must_use]
    pub const fn within(mut self, wall_limit: Duration) -> Self {
        self.wall_limit = wall_limit;
        self
    }

    /// Reads one message or file. Never fails: what cannot be read is a [`Reading`] that says so.
    pub fn read(&mut self, raw: &RawMessage, kind: InputKind) -> Reading {
        if raw.bytes().len() > MAX_MESSAGE {
            return failed(Problem::OverLimit);
        }
        // An attached document is the likeliest to bring the reader down; without it the mail's own words are saved.
        let tries: &[bool] = if kind == InputKind::Mail { &[false, true] } else { &[false] };
        for &skip_documents in tries {
            if let Some(reading) = self.attempt(raw, kind, skip_documents) {
                return reading;
            }
            self.stop();
        }
        failed(Problem::ReaderFailed)
    }

    /// One try; `None` when the child died, was late or talked nonsense.
    fn attempt(&mut self, raw: &RawMessage, kind: InputKind, skip_documents: bool) -> Option<Reading> {
        if self.running.is_none() {
            self.running = self.start();
        }
        let request = wire::Request { kind, skip_documents, own: self.own.clone(), length: raw.bytes().len() };
        let running = self.running.as_mut()?;
        wire::write_request(&mut running.requests, &request, raw.bytes()).ok()?;
        let reply = running.replies.recv_timeout(self.wall_limit).ok().flatten()?;
        serde_json::from_slice(&reply).ok()
    }

    fn start(&self) -> Option<Running> {
        let mut command = Command::new(&self.program);
        command.args(&self.arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).env_clear();
        // Windows programs do not start without it.
        if let Some(root) = std::env::var_os("SystemRoot") {
            command.env("SystemRoot", root);
        }
        let mut child = command.spawn().ok()?;
        let (requests, mut answers) = (child.stdin.take()?, child.stdout.take()?);
        let (sender, replies) = sync_channel(1);
        // Waiting with a time limit needs a thread: a pipe cannot be read for ten seconds at most.
        std::thread::spawn(move || {
            while let Ok(reply) = wire::read_reply(&mut answers) {
                if sender.send(Some(reply)).is_err() {
                    return;
                }
            }
            let _ = sender.send(None);
        });
        Some(Running { child, requests, replies })
    }

    /// Ends the child, whatever it is doing.
    fn stop(&mut self) {
        if let Some(mut running) = self.running.take() {
            let _ = running.child.kill();
            let _ = running.child.wait();
        }
    }
}

impl Drop for Reader {
    fn drop(&mut self) {
        self.stop();
    }
}

/// Reads in this process, without a child and without its limits: for tests and for callers without the program. A panic inside
/// a document library is caught, a stack overflow is not.
pub fn read_here(raw: &RawMessage, kind: InputKind) -> Reading {
    message::read(raw.bytes(), kind, &Options::default())
}

/// A reading of nothing, that says why.
fn failed(problem: Problem) -> Reading {
    Reading {
        text: SourceText::default(),
        folds: Vec::new(),
        class: Class::Testimony,
        class_rule: String::from("unread"),
        seeds: Vec::new(),
        sender: Personal::default(),
        subject: Personal::default(),
        message_id: Personal::default(),
        date: None,
        problems: vec![problem],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_that_is_no_reader_gives_a_failed_reading() {
        for program in ["/nonexistent/kanarie", "/bin/false", "/bin/cat"] {
            let mut reader = Reader::with_program(program).within(Duration::from_secs(2));
            let reading = reader.read(&RawMessage::new(b"Subject: x\n\nBrevet".to_vec()), InputKind::Mail);
            assert_eq!(reading.problems, [Problem::ReaderFailed]);
            assert!(reading.needs_human());
        }
    }

    #[test]
    fn a_message_over_the_limit_is_not_handed_over() {
        let mut reader = Reader::with_program("/nonexistent/kanarie");
        let reading = reader.read(&RawMessage::new(vec![b'a'; MAX_MESSAGE + 1]), InputKind::Text);
        assert_eq!(reading.problems, [Problem::OverLimit]);
    }
}
