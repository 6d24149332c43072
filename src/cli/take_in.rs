//! The one way in, for mails and for files: stored, read, analysed, saved.
//!
//! ```text
//! bytes ──> Collection::take_in (sealed, committed) ──> Reader (child process) ──> Review ──> Collection::save (sealed)
//! ```
//!
//! Only the first step must succeed before anything may change on a server. A crash behind it leaves a row in state
//! [`State::Unread`]; the same bytes coming in again, or [`TakeIn::read_stored`] with the identity, complete it.

use super::failure::{Exit, Failure};
use super::tally::Tally;
use crate::intake::reader::Reader;
use crate::intake::{InputKind, Problem, RawMessage, Reading};
use crate::redact::rules::RuleSet;
use crate::review::{Review, WithRules};
use crate::store::{Collection, Dossier, Identity, Number, Reason, Source, State, StoreError, Summary, Taken};
use jiff::Timestamp;

/// Takes messages into one collection, and counts.
pub struct TakeIn<'a> {
    collection: &'a Collection,
    rules: &'a RuleSet,
    reader: Reader,
    /// What came of it so far.
    pub tally: Tally,
}

impl<'a> TakeIn<'a> {
    /// `own` are the addresses of the collection's own mailbox, which are nobody's secret.
    ///
    /// # Errors
    /// When the reading program cannot be found.
    pub fn new(
        collection: &'a Collection,
        rules: &'a RuleSet,
        own: impl IntoIterator<Item = String>,
    ) -> Result<Self, Failure> {
        let reader = Reader::new().map_err(|_| {
            Failure::new(
                Exit::Input,
                "Mailene kan ikke læses.",
                "Programmet kan ikke finde sin egen fil på disken.",
                "Kør programmet med hele stien til det, eller installer det igen.",
            )
        })?;
        Ok(Self { collection, rules, reader: reader.knowing_own(own), tally: Tally::default() })
    }

    /// Takes one message in. When this returns, its bytes are committed, and it is read as far as it can be.
    ///
    /// # Errors
    /// When the store cannot commit. What cannot be *read* is no error: it goes to quarantine.
    pub fn take_in(
        &mut self,
        message: &RawMessage,
        kind: InputKind,
        source: &Source,
        received: Timestamp,
    ) -> Result<Taken, StoreError> {
        let taken = self.collection.take_in(message, source, received)?;
        match taken {
            Taken::New(number) => {
                self.tally.new.push(number);
                self.read(number, message, kind)?;
            }
            Taken::Known(number) if self.collection.row(number)?.state == State::Unread => {
                self.tally.completed += 1;
                self.read(number, message, kind)?;
            }
            Taken::Known(_) => self.tally.known += 1,
        }
        Ok(taken)
    }

    /// Reads what was stored by a run that was broken off. Needs the identity, because nothing else opens the bytes.
    ///
    /// # Errors
    /// When the store cannot be read or cannot commit.
    pub fn read_stored(&mut self, number: Number, identity: &Identity) -> Result<(), StoreError> {
        let message = self.collection.raw(number, identity)?;
        // The name of a loose file is not kept; its bytes say enough.
        let kind = InputKind::of("", message.bytes()).unwrap_or(InputKind::Text);
        self.tally.completed += 1;
        self.read(number, &message, kind)
    }

    /// Bytes to a saved dossier.
    fn read(&mut self, number: Number, message: &RawMessage, kind: InputKind) -> Result<(), StoreError> {
        let reading = self.reader.read(message, kind);
        let summary = self.summary(number, &reading);
        *self.tally.classes.entry(summary.class).or_default() += 1;
        if summary.state == State::Quarantined {
            self.tally.quarantined.push(number);
        } else if summary.problems.iter().any(|problem| problem.needs_human()) {
            self.tally.needs_human.push(number);
        }
        match self.collection.save(number, &mut Dossier::<crate::review::Decision>::new(reading), &summary) {
            // Another run got there first with the same bytes, or the parent took it back meanwhile: nothing is left to do.
            Err(StoreError::ChangedMeanwhile(_) | StoreError::Gone(_)) => Ok(()),
            other => other,
        }
    }

    /// The plain columns. Doubt hides: what cannot be read or analysed is in quarantine, from where nothing is printed.
    fn summary(&self, number: Number, reading: &Reading) -> Summary {
        let quarantine = |reason| Summary {
            state: State::Quarantined,
            class: reading.class,
            words: 0,
            persons: 0,
            waiting: 0,
            problems: reading.problems.clone(),
            reason: Some(reason),
            risk: None,
        };
        if reading.problems.contains(&Problem::ReaderFailed) {
            return quarantine(Reason::ReaderFailed);
        }
        // Also what is too large for the reader: nothing was read of it.
        if reading.problems.contains(&Problem::NoText) || reading.text.is_empty() {
            return quarantine(Reason::Unreadable);
        }
        match Review::open(reading.clone(), Vec::new(), WithRules::new(self.rules).of(number)) {
            Ok(review) => review.summary(),
            Err(_) => quarantine(Reason::AnalysisFailed),
        }
    }
}
