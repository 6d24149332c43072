//! Why a decision was refused, or a text not released. Ids and counts only, nothing of the text.

use crate::redact::SubjectId;

/// Why an event was refused. Nothing was written.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// These subjects still wait, so the text cannot be approved.
    #[error("{} subjects wait for a decision", .0.len())]
    Waiting(Vec<SubjectId>),
    /// Something could not be read, or the language is foreign: the coordinator must say that the original has been read.
    #[error("the original must be read by a human before approval")]
    OriginalNotRead,
    /// It is rejected; it must be taken up again first.
    #[error("the testimony is rejected")]
    Rejected,
    /// A stretch that was marked by hand no longer fits the text.
    #[error("a marked stretch no longer fits the text")]
    LostStretch,
    /// There is nothing to print.
    #[error("nothing is left to print")]
    NothingToPrint,
    /// The approval is of other words than those that would be printed now.
    #[error("the text changed since it was shown")]
    Changed,
    /// There is nothing to take back.
    #[error("nothing to undo")]
    NothingToUndo,
    /// It is neither approved nor rejected.
    #[error("nothing to reopen")]
    NothingToReopen,
    /// The stretch is empty, out of the text, or splits a character; or the word does not stand in the text.
    #[error("not a stretch of this text")]
    NoSuchStretch,
    /// A wording is empty, too long, or has control characters or line breaks in it.
    #[error("not a wording")]
    BadWording,
    /// A wording repeats something that is hidden, or that waits, in this testimony.
    #[error("the wording repeats what is hidden")]
    WordingRepeats,
    /// The detectors failed. Doubt hides: there is no review without an analysis.
    #[error("the text could not be analysed")]
    NotAnalysed,
}

/// Why the text may not leave.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotReleased {
    /// These subjects wait.
    #[error("{} subjects wait for a decision", .0.len())]
    Waiting(Vec<SubjectId>),
    /// Nobody has approved it.
    #[error("not approved")]
    NotApproved,
    /// It was approved as other words than would be printed now.
    #[error("changed since it was approved")]
    Changed,
    /// It is rejected.
    #[error("rejected")]
    Rejected,
}

/// The detectors failed; holds nothing of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the text could not be analysed")]
pub struct NotAnalysed;
