//! The plain columns that stand beside a sealed dossier: counts and states, nothing that says who.

use super::state::{Review, Standing};
use crate::redact::Kind;
use crate::redact::risk::Level;
use crate::store::{Risk, State, Summary};

/// The level as the store writes it.
const fn stored(level: Level) -> Risk {
    match level {
        Level::None => Risk::None,
        Level::Low => Risk::Low,
        Level::Raised => Risk::Raised,
        Level::High => Risk::High,
    }
}

impl Review<'_> {
    /// What the store keeps in plain columns. A text that waits for approval *waits*, whether or not anything in it does.
    pub fn summary(&self) -> Summary {
        let state = match self.standing() {
            Standing::Approved => State::Approved,
            Standing::Rejected(_) => State::Rejected,
            Standing::Waiting(_) | Standing::Ready | Standing::Changed => State::Waiting,
        };
        let mut problems = self.reading().problems.clone();
        if self.analysis().needs_human && !problems.contains(&crate::intake::Problem::ForeignLanguage) {
            problems.push(crate::intake::Problem::ForeignLanguage);
        }
        Summary {
            state,
            class: self.reading().class,
            words: self.printed_words(),
            persons: self.analysis().subjects.iter().filter(|subject| self.counts_as_person(subject)).count(),
            waiting: self.waiting().len(),
            problems,
            reason: None,
            risk: Some(stored(self.risk().level)),
        }
    }

    fn counts_as_person(&self, subject: &crate::redact::Subject) -> bool {
        use super::state::Status;
        !self.is_folded(subject)
            && match self.status_of(subject) {
                Status::Hidden { kind, .. } => kind == Kind::Person,
                Status::Waiting => subject.kind == Kind::Person,
                Status::Kept | Status::Folded => false,
            }
    }
}
