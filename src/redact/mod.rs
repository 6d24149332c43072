//! Finding who could be recognised, and hiding them. No I/O, no store, no printing: text in, findings out.
//!
//! ```text
//! SourceText ──> token ──> context (lists, the collection's names, cues, language)
//!                             ├──> detect/* ──> score ──> mention ──> (detect/elsewhere: a second round) ──> person
//!                             ├──> detect/pattern: numbers and addresses by rules
//!                             └──> detect/unvouched: what nobody vouches for
//!            merge (union of overlaps, all evidence) ──> subject ──> release (placeholders)
//!                                                           └──> risk: hints at the family that are no findings
//! ```
//!
//! [`analyse`] is a pure function of the text, what the mail itself says about people ([`crate::intake::Seed`]) and the rules, so an
//! analysis is never stored: it is made again whenever a dossier is opened, and a rule that is new since finds what it finds.

mod calendar;
pub mod context;
pub mod detect;
mod endings;
pub mod evaluate;
pub mod explain;
pub mod facts;
pub mod features;
pub mod finding;
pub mod language;
pub mod lexicon;
pub mod marked;
pub mod mention;
mod merge;
pub mod names;
pub mod number_word;
pub mod person;
pub mod release;
pub mod risk;
pub mod rules;
pub mod score;
pub mod spelling;
pub mod subject;
pub mod token;
pub mod weights;

pub use explain::explain;
pub use finding::{Evidence, Finding, Kind, Role, RuleId, Tier};
pub use subject::{Analysis, Subject, SubjectId};

use crate::intake::Seed;
use crate::text::{SourceText, Span};
use context::Context;
use detect::elsewhere::Known;
use language::Language;
use mention::Mention;
use rules::RuleSet;
use score::Board;
use std::panic::{AssertUnwindSafe, catch_unwind};
use thiserror::Error;

/// The longest text that is analysed, in bytes. A testimony is a thousandth of it; more is not a testimony, and doubt hides.
pub const MAX_TEXT_BYTES: usize = 4 << 20;

/// Why a text was not analysed. Then it is not released either.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum AnalyseError {
    /// The text is longer than [`MAX_TEXT_BYTES`].
    #[error("the text has {bytes} bytes, more than the limit of {MAX_TEXT_BYTES}")]
    TooLong {
        /// Its length.
        bytes: usize,
    },
    /// A pattern rule that the text needs does not compile.
    #[error("a pattern rule does not compile")]
    Rule,
    /// A detector panicked.
    #[error("a detector failed")]
    Detector,
}

/// A stretch that the coordinator marked by hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Where.
    pub span: Span,
    /// As what.
    pub kind: Kind,
    /// For a person: as whom.
    pub role: Role,
}

/// Finds everything that may identify somebody.
///
/// # Errors
/// When the text is over the limit, a rule that it needs does not compile, or a detector fails.
pub fn analyse(source: &SourceText, seeds: &[Seed], rules: &RuleSet, marks: &[Mark]) -> Result<Analysis, AnalyseError> {
    if source.len() > MAX_TEXT_BYTES {
        return Err(AnalyseError::TooLong { bytes: source.len() });
    }
    guarded(|| search(source, seeds, rules, marks))
}

/// Runs the search. A fault in a detector costs the one text it happens in, and never shows it: the others are searched as if nothing had
/// happened. Here and nowhere else, because here everybody passes.
///
/// Nothing half-done outlives the panic: a search owns all it makes but the memo of facts, where a slot is filled when its facts are there.
fn guarded(search: impl FnOnce() -> Result<Analysis, AnalyseError>) -> Result<Analysis, AnalyseError> {
    catch_unwind(AssertUnwindSafe(search)).unwrap_or(Err(AnalyseError::Detector))
}

fn search(source: &SourceText, seeds: &[Seed], rules: &RuleSet, marks: &[Mark]) -> Result<Analysis, AnalyseError> {
    let context = Context::new(source, rules.names());
    let (mentions, parts) = names(&context, seeds);
    let sender = detect::header::names(context.lexicon, seeds);
    let persons = person::persons(&context, &mentions, |name| detect::header::is_sender(&sender, name));
    let identifiers = detect::pattern::detect(&context, rules)?;
    let needs_human = matches!(context.language(), Language::Other(_));
    let mut merge = merge::Merge::new(source);
    merge.persons(mentions, &persons);
    merge.parts(&parts);
    merge.identifiers(identifiers);
    merge.identifiers(detect::byname::detect(&context));
    merge.identifiers(detect::compound::detect(&context));
    merge.identifiers(detect::code::detect(&context));
    merge.identifiers(detect::digits::detect(&context));
    merge.identifiers(detect::spelled::detect(&context));
    merge.identifiers(detect::institution::detect(&context));
    merge.identifiers(detect::birthdate::detect(&context));
    merge.identifiers(detect::cpr_tail::detect(&context));
    merge.identifiers(detect::handle::detect(&context));
    merge.identifiers(detect::whereabouts::detect(&context));
    let settled = merge.of_kinds(&[Kind::Address, Kind::Institution]);
    let named = merge.of_kinds(&[Kind::Person, Kind::Place]);
    merge.identifiers(detect::address::detect(&context, &settled, &named));
    merge.marks(marks);
    let mut taken = merge.spans();
    let again = detect::institution::again::detect(&context, &taken, &merge.of_kind(Kind::Institution));
    if !again.is_empty() {
        // They overlap nothing that is taken.
        taken.extend(again.iter().map(|finding| finding.span));
        taken.sort_unstable();
        merge.identifiers(again);
    }
    merge.identifiers(detect::unvouched::detect(&context, &taken));
    let mut analysis = merge.finish(context.language().code(), needs_human);
    analysis.hints = risk::hints(&context, &analysis.findings);
    Ok(analysis)
}

/// The mentions of persons and places: one round of detectors, and a second one that knows the names of the first.
fn names(context: &Context<'_>, seeds: &[Seed]) -> (Vec<Mention>, Vec<Finding>) {
    let mut board = Board::new(context);
    for detector in &detect::NAME_DETECTORS {
        (detector.run)(context, seeds, &mut board);
    }
    let first = mention::outlines(context, &board, &board.signals());
    let known = Known::new(context, &first);
    known.detect(context, &mut board);
    let mut second = mention::mentions(context, &board);
    let mut parts = known.parts(context);
    detect::initials::add(context, &known, seeds, &mut second, &mut parts);
    (second, parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn doubt_hides_what_a_failing_detector_or_rule_has_not_searched() {
        let source = SourceText::normalise("Min søn hedder Kanarie Fuglebrand, og jeg er hans mor.");
        // Without a word from the test's own panic.
        let hook = std::panic::take_hook();
        std::panic::set_hook(Box::new(|_| {}));
        let failed = guarded(|| panic!("Kanarie Fuglebrand"));
        std::panic::set_hook(hook);
        assert_eq!(failed.err(), Some(AnalyseError::Detector));
        assert!(!format!("{:?} {}", AnalyseError::Detector, AnalyseError::Detector).contains("Kanarie"));
        assert_eq!(analyse(&source, &[], &RuleSet::broken(), &[]).err(), Some(AnalyseError::Rule));
        // The next text is searched as if nothing had happened.
        assert!(analyse(&source, &[], &RuleSet::shipped().unwrap(), &[]).unwrap().findings.len() == 1);
    }
}
