//! From a mailbox to the store, one message at a time, so that an interruption neither loses nor doubles.
//!
//! For each message in rising order: size, body, [`Sink::store`] (which has committed when it returns), then the change on
//! the server, then [`Sink::filed`], which remembers that the message needs no further look. Broken off between any two of
//! these, the next run begins with the same message: the store recognises its content, and only what was missing is done.

use super::error::MailboxError;
use super::mailbox::{Mailbox, MessageId, Meta, Uid, UidValidity};
use crate::intake::RawMessage;
use jiff::Timestamp;
use std::collections::BTreeSet;
use std::time::Duration;

/// What to do on the server with a message that is safely stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum After {
    /// Nothing.
    Leave,
    /// Flag it.
    Flag,
    /// Move it to the folder given when the mailbox was opened.
    Move,
}

/// How to fetch.
#[derive(Clone, Debug)]
pub struct Plan {
    /// What happens to a stored message on the server.
    pub after: After,
    /// Largest message taken, in bytes.
    pub max_size: u64,
    /// Pauses before the second and the third try of one message.
    pub pauses: [Duration; 2],
}

impl Plan {
    /// A plan with the usual pauses.
    pub const fn new(after: After, max_size: u64) -> Self {
        Self { after, max_size, pauses: [Duration::from_secs(1), Duration::from_secs(4)] }
    }
}

/// Why a message was put aside. It stays on the server untouched, and the next run looks at it again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AsideReason {
    /// Over the limit of the settings.
    TooLarge,
    /// Could not be had in three tries.
    Unfetchable,
}

/// A message that was put aside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Aside {
    /// Which.
    pub uid: Uid,
    /// Why.
    pub reason: AsideReason,
    /// Its size in bytes, when it is known.
    pub size: Option<u32>,
}

/// What the store remembers of a folder under one numbering.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Known {
    /// Stored and filed: needs no further look.
    pub settled: BTreeSet<Uid>,
    /// Put aside in an earlier run: one more try, not three.
    pub aside: BTreeSet<Uid>,
}

/// Whether the store had seen these bytes before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stored {
    /// They are new.
    New,
    /// They were there: stored before an interruption, or numbered anew by the server.
    Known,
}

/// Where messages go.
pub trait Sink {
    /// What can go wrong there.
    type Error: std::error::Error;

    /// What is remembered of the folder under this numbering; nothing when it was another one before.
    ///
    /// # Errors
    /// When the store cannot be read.
    fn known(&mut self, validity: UidValidity) -> Result<Known, Self::Error>;

    /// Takes a message in. It is committed when this returns.
    ///
    /// # Errors
    /// When it cannot be committed; then nothing is changed on the server and the run ends.
    fn store(
        &mut self,
        id: MessageId,
        message: &RawMessage,
        received: Option<Timestamp>,
    ) -> Result<Stored, Self::Error>;

    /// Remembers that a stored message has also been filed on the server.
    ///
    /// # Errors
    /// When it cannot be committed.
    fn filed(&mut self, id: MessageId) -> Result<(), Self::Error>;

    /// Remembers that a message was put aside.
    ///
    /// # Errors
    /// When it cannot be committed.
    fn put_aside(&mut self, id: MessageId, reason: AsideReason) -> Result<(), Self::Error>;
}

/// What a run did. Numbers only.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Messages to look at in this run.
    pub found: usize,
    /// Looked at so far.
    pub seen: usize,
    /// Messages in the folder that were settled before.
    pub settled: usize,
    /// Stored.
    pub new: usize,
    /// Recognised as stored before.
    pub known: usize,
    /// Left alone because somebody marked them as deleted.
    pub deleted: usize,
    /// Gone before they could be fetched.
    pub gone: usize,
    /// Everything that lies aside, from this run and earlier ones.
    pub aside: Vec<Aside>,
}

impl Report {
    /// How many lie aside for `reason`.
    pub fn aside_for(&self, reason: AsideReason) -> usize {
        self.aside.iter().filter(|aside| aside.reason == reason).count()
    }
}

/// Why a run ended early. What was settled until then is safe.
#[derive(Debug, thiserror::Error)]
pub enum FetchError<E: std::error::Error + 'static> {
    /// The mailbox.
    #[error(transparent)]
    Mailbox(#[from] MailboxError),
    /// The store.
    #[error("the store could not be used")]
    Sink(#[source] E),
}

/// Tries for a message that is met for the first time.
const TRIES: usize = 3;
/// After this many messages in a row that could not be had, it is the server and not the messages.
const HOPELESS: usize = 5;

/// Fetches what is new into `sink`. `watch` is called after each message.
///
/// Gives the report also when the run ended early.
pub fn fetch_all<S: Sink + ?Sized>(
    mailbox: &mut dyn Mailbox,
    sink: &mut S,
    plan: &Plan,
    watch: &mut dyn FnMut(&Report),
) -> (Report, Result<(), FetchError<S::Error>>)
where
    S::Error: 'static,
{
    let mut report = Report::default();
    let outcome = Run { mailbox, sink, plan, hopeless: 0 }.all(&mut report, watch);
    (report, outcome)
}

/// One run in progress.
struct Run<'a, S: Sink + ?Sized> {
    mailbox: &'a mut dyn Mailbox,
    sink: &'a mut S,
    plan: &'a Plan,
    /// Messages in a row that could not be had.
    hopeless: usize,
}

/// What came of asking for one message.
enum Fetched {
    Message(RawMessage, Meta),
    Aside(Aside),
    Deleted,
    Gone,
}

impl<S: Sink + ?Sized> Run<'_, S>
where
    S::Error: 'static,
{
    fn all(&mut self, report: &mut Report, watch: &mut dyn FnMut(&Report)) -> Result<(), FetchError<S::Error>> {
        let validity = self.mailbox.validity();
        let known = self.sink.known(validity).map_err(FetchError::Sink)?;
        let mut uids = self.patiently(|mailbox| mailbox.uids())?;
        let there = uids.len();
        uids.retain(|uid| !known.settled.contains(uid));
        report.settled = there - uids.len();
        report.found = uids.len();
        watch(report);
        for uid in uids {
            // The limit may have been raised since, the server mended; but nobody waits for three tries every time.
            let tries = if known.aside.contains(&uid) { 1 } else { TRIES };
            self.one(MessageId { validity, uid }, tries, report)?;
            report.seen += 1;
            watch(report);
        }
        Ok(())
    }

    /// One message, from size to settled.
    fn one(&mut self, id: MessageId, tries: usize, report: &mut Report) -> Result<(), FetchError<S::Error>> {
        let (message, meta) = match self.have(id.uid, tries)? {
            Fetched::Message(message, meta) => (message, meta),
            Fetched::Deleted => {
                report.deleted += 1;
                return Ok(());
            }
            Fetched::Gone => {
                report.gone += 1;
                return Ok(());
            }
            Fetched::Aside(aside) => {
                report.aside.push(aside);
                return self.sink.put_aside(id, aside.reason).map_err(FetchError::Sink);
            }
        };
        match self.sink.store(id, &message, meta.received).map_err(FetchError::Sink)? {
            Stored::New => report.new += 1,
            Stored::Known => report.known += 1,
        }
        // Committed. Only now may anything change on the server.
        match self.plan.after {
            After::Leave => {}
            After::Flag => self.patiently(|mailbox| mailbox.flag(id.uid))?,
            After::Move => self.patiently(|mailbox| mailbox.file_away(id.uid))?,
        }
        self.sink.filed(id).map_err(FetchError::Sink)
    }

    /// Asks for one message, with a fresh connection between two tries.
    fn have(&mut self, uid: Uid, tries: usize) -> Result<Fetched, MailboxError> {
        let mut size = None;
        for attempt in 0..tries {
            if attempt > 0 {
                self.reconnect(attempt)?;
            }
            match self.ask(uid, &mut size) {
                Ok(fetched) => {
                    self.hopeless = 0;
                    return Ok(fetched);
                }
                Err(error) if error.reconnect_may_help() => {
                    tracing::debug!(uid = uid.0, attempt, %error, "message not had");
                }
                Err(error) => return Err(error),
            }
        }
        // The connection is out of step after the last try too.
        self.reconnect(1)?;
        self.hopeless += 1;
        if self.hopeless >= HOPELESS {
            return Err(MailboxError::Protocol(super::error::Step::Fetch));
        }
        Ok(Fetched::Aside(Aside { uid, reason: AsideReason::Unfetchable, size }))
    }

    /// Size first, then the body.
    fn ask(&mut self, uid: Uid, size: &mut Option<u32>) -> Result<Fetched, MailboxError> {
        let Some(meta) = self.mailbox.meta(uid)? else { return Ok(Fetched::Gone) };
        *size = Some(meta.size);
        // Somebody wants it gone. If the mark is taken back, the next run fetches it.
        if meta.deleted {
            return Ok(Fetched::Deleted);
        }
        if u64::from(meta.size) > self.plan.max_size {
            return Ok(Fetched::Aside(Aside { uid, reason: AsideReason::TooLarge, size: *size }));
        }
        match self.mailbox.body(uid, self.plan.max_size)? {
            Some(message) => Ok(Fetched::Message(message, meta)),
            None => Ok(Fetched::Gone),
        }
    }

    /// Does something that must succeed before the run can go on, over a fresh connection if need be.
    fn patiently<T>(
        &mut self,
        mut act: impl FnMut(&mut dyn Mailbox) -> Result<T, MailboxError>,
    ) -> Result<T, MailboxError> {
        let mut attempt = 0;
        loop {
            match act(self.mailbox) {
                Err(error) if error.reconnect_may_help() && attempt + 1 < TRIES => {
                    attempt += 1;
                    self.reconnect(attempt)?;
                }
                other => return other,
            }
        }
    }

    /// A fresh connection after a pause.
    fn reconnect(&mut self, attempt: usize) -> Result<(), MailboxError> {
        let pause = attempt.checked_sub(1).and_then(|at| self.plan.pauses.get(at)).copied().unwrap_or_default();
        std::thread::sleep(pause);
        self.mailbox.reconnect()
    }
}

#[cfg(test)]
#[path = "fetch_tests.rs"]
mod tests;
