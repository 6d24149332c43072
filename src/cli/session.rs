//! What every command that reads testimonies needs: the collection, opened with the passphrase, and one case at a time.

use super::failure::review::about;
use super::failure::{Exit, Failure};
use super::secret::{self, PASSPHRASE};
use super::take_in::TakeIn;
use super::{Context, names, numbers, own_rules};
use crate::config::Settings;
use crate::intake::RawMessage;
use crate::redact::rules::RuleSet;
use crate::review::{Act, Decision, Dossier, Refusal, Review, WithRules};
use crate::store::{Collection, Identity, Initials, Number, Row, State, StoreError};

/// A collection, opened for reading.
pub struct Session {
    collection: Collection,
    identity: Identity,
    settings: Settings,
    rules: RuleSet,
    coordinator: Initials,
}

impl Session {
    /// Opens the collection with the passphrase from the environment or a prompt, and searches what has not been searched yet for the
    /// names that it knows.
    ///
    /// # Errors
    /// When there is no collection, its settings are wrong, or the passphrase is.
    pub fn open(context: &mut Context<'_>) -> Result<Self, Failure> {
        // What can be wrong without a passphrase is said before one is asked for.
        let settings = Settings::load(&context.collection)?;
        let coordinator = settings.coordinator.clone();
        let rules = own_rules::in_force(&context.collection)?;
        let collection = Collection::open(&context.collection)?.act_as(Some(coordinator.clone()));
        let passphrase = secret::ask(PASSPHRASE, "Adgangskode til samlingen: ")?;
        let identity = collection.unlock(&passphrase)?;
        let rules = names::known(rules, &collection, &identity)?;
        names::finish(&collection, &identity, &rules, context)?;
        Ok(Self { collection, identity, settings, rules, coordinator })
    }

    /// The collection.
    pub const fn collection(&self) -> &Collection {
        &self.collection
    }

    /// The key that opens it.
    pub const fn identity(&self) -> &Identity {
        &self.identity
    }

    /// The rules in force, with the names that the collection knows.
    pub const fn rules(&self) -> &RuleSet {
        &self.rules
    }

    /// Reads the lists of names again, after they have changed.
    ///
    /// # Errors
    /// When a list cannot be opened.
    pub fn renew_names(&mut self) -> Result<(), Failure> {
        self.rules = names::known(self.rules.clone(), &self.collection, &self.identity)?;
        Ok(())
    }

    /// The overview.
    ///
    /// # Errors
    /// What the database says.
    pub fn rows(&self) -> Result<Vec<Row>, Failure> {
        Ok(self.collection.rows()?)
    }

    /// The bytes as they were received.
    ///
    /// # Errors
    /// An unknown number (exit 2), a withdrawn text (exit 3), a damaged store.
    pub fn raw(&self, number: Number) -> Result<RawMessage, Failure> {
        self.known(number)?;
        Ok(self.collection.raw(number, &self.identity)?)
    }

    /// Opens one testimony; one that was stored but never read (a run was broken off) is read now.
    ///
    /// # Errors
    /// As [`Session::raw`]; also when the text cannot be analysed (exit 3).
    pub fn case(&self, number: Number) -> Result<Case<'_>, Failure> {
        let row = self.known(number)?;
        if row.state == State::Unread {
            let own = self.settings.mailbox.iter().map(|mailbox| mailbox.user.clone());
            TakeIn::new(&self.collection, &self.rules, own)?.read_stored(number, &self.identity)?;
        }
        let dossier: Dossier = self.collection.dossier(number, &self.identity)?;
        let review = Review::open(dossier.reading.clone(), dossier.log.clone(), WithRules::new(&self.rules).of(number))
            .map_err(|_| about(number, Refusal::NotAnalysed))?;
        let row = self.collection.row(number)?;
        Ok(Case { session: self, row, dossier, review })
    }

    fn known(&self, number: Number) -> Result<Row, Failure> {
        match self.collection.row(number) {
            Err(StoreError::Unknown(_)) => Err(numbers::unknown(number, &self.rows()?)),
            found => Ok(found?),
        }
    }
}

/// One testimony on the desk.
pub struct Case<'s> {
    session: &'s Session,
    row: Row,
    dossier: Dossier,
    review: Review<'s>,
}

impl<'s> Case<'s> {
    /// Its number.
    pub const fn number(&self) -> Number {
        self.row.number
    }

    /// The plain columns when it was opened.
    pub const fn row(&self) -> &Row {
        &self.row
    }

    /// How it stands.
    pub const fn review(&self) -> &Review<'s> {
        &self.review
    }

    /// Makes a decision and stores it, sealed, before returning.
    ///
    /// # Errors
    /// The outer: the store could not take it, so the case must be opened again. The inner: the decision was refused and
    /// nothing has changed.
    pub fn decide(&mut self, act: Act) -> Result<Result<(), Refusal>, Failure> {
        let by = self.session.coordinator.as_str().to_owned();
        if let Err(refusal) = self.review.decide(Decision { at: jiff::Timestamp::now(), by, act }) {
            return Ok(Err(refusal));
        }
        self.dossier.log = self.review.log().to_vec();
        self.session.collection.save(self.row.number, &mut self.dossier, &self.review.summary())?;
        Ok(Ok(()))
    }
}

/// Reads one line that may be about people, from a prompt or from standard input; `None` at the end of input.
///
/// # Errors
/// When input cannot be read.
pub fn read_line(context: &mut Context<'_>, prompt: &str) -> Result<Option<String>, Failure> {
    use std::io::IsTerminal;
    if std::io::stdin().is_terminal() {
        write!(context.err, "{prompt}")?;
        context.err.flush()?;
    }
    // What is not UTF-8 becomes U+FFFD and matches nothing; an answer that is not understood decides nothing.
    let mut bytes = Vec::new();
    let read = std::io::BufRead::read_until(&mut context.input, b'\n', &mut bytes).map_err(|error| {
        Failure::new(
            Exit::Input,
            "Svaret kunne ikke læses.",
            format!("Styresystemet siger: {}.", crate::cli::danish::io(error.kind())),
            "Kør kommandoen igen. Det, der er afgjort, er gemt.",
        )
    })?;
    Ok((read > 0).then(|| String::from_utf8_lossy(&bytes).into_owned()))
}
