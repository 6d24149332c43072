//! The review of one testimony: what is hidden, what waits, and whether the text may leave.

use super::decision::{Act, Decision, RejectReason};
use super::label::Label;
use super::memory::{Memory, Ruling, Say, Stretch};
use super::refusal::{NotAnalysed, NotReleased, Refusal};
use crate::intake::Reading;
use crate::redact::release::{Approval, Released, Reviewed, Reworded, Verdict, placeholders};
use crate::redact::{Analysis, Finding, Kind, Role, Subject, SubjectId, Tier};
use std::collections::BTreeMap;

/// What is to happen with one subject as things stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Replaced by a placeholder of this kind and role.
    Hidden {
        /// What the placeholder says it is.
        kind: Kind,
        /// For a person: the role.
        role: Role,
        /// Whether a coordinator decided it; otherwise it is hidden because the engine is sure.
        decided: bool,
    },
    /// Printed as it stands, by a decision.
    Kept,
    /// Waits for a decision; until then the text cannot be approved.
    Waiting,
    /// Stands only in what is folded away and not printed, so it waits for nobody.
    Folded,
}

/// How far the testimony has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// These wait for a decision.
    Waiting(Vec<SubjectId>),
    /// Everything is decided; the text waits for approval.
    Ready,
    /// It was approved, but the words that would be printed are no longer the same (new rules): it must be approved again.
    Changed,
    /// Approved, and the approval is in force.
    Approved,
    /// Rejected.
    Rejected(RejectReason),
}

/// What a review needs of the engine: the findings, and the reason for each. A trait, so that the review is tested on its own.
pub trait Engine {
    /// Everything found in the reading, with these stretches marked by hand among it.
    ///
    /// # Errors
    /// When a detector fails. Doubt hides: without an analysis there is no review.
    fn analyse(&self, reading: &Reading, marked: &[Stretch]) -> Result<Analysis, NotAnalysed>;

    /// The reasons for a finding, in Danish, parted by `; `.
    fn explain(&self, finding: &Finding) -> String;
}

/// The review of one testimony. Decisions go in by [`Review::decide`]; everything else is worked out from them.
pub struct Review<'r> {
    reading: Reading,
    log: Vec<Decision>,
    engine: Box<dyn Engine + 'r>,
    analysis: Analysis,
    /// Whether the analysis holds what only a decision hides, because the engine no longer finds it.
    outlived: bool,
    memory: Memory,
}

/// The analysis, with what was hidden by a decision and is no longer found; and whether there was any.
fn analysed(
    engine: &(impl Engine + ?Sized),
    reading: &Reading,
    memory: &Memory,
) -> Result<(Analysis, bool), NotAnalysed> {
    let analysis = engine.analyse(reading, memory.stretches())?;
    let mut stretches = memory.no_longer_found(&reading.text, &analysis);
    if stretches.is_empty() {
        return Ok((analysis, false));
    }
    stretches.extend(memory.stretches());
    stretches.sort_unstable();
    stretches.dedup();
    Ok((engine.analyse(reading, &stretches)?, true))
}

impl<'r> Review<'r> {
    /// Opens a review. The log is replayed and the text analysed.
    ///
    /// # Errors
    /// When the analysis fails.
    pub fn open(reading: Reading, log: Vec<Decision>, engine: impl Engine + 'r) -> Result<Self, NotAnalysed> {
        let memory = Memory::replay(&reading.text, &log);
        let (analysis, outlived) = analysed(&engine, &reading, &memory)?;
        Ok(Self { reading, log, engine: Box::new(engine), analysis, outlived, memory })
    }

    /// What was read.
    pub const fn reading(&self) -> &Reading {
        &self.reading
    }

    /// What the engine says, with the coordinator's marks.
    pub const fn analysis(&self) -> &Analysis {
        &self.analysis
    }

    /// Why something was found, in Danish, parted by `; `.
    pub fn explain(&self, finding: &Finding) -> String {
        self.engine.explain(finding)
    }

    /// What is printed in coarser words, in text order.
    pub fn reworded(&self) -> &[Reworded] {
        self.memory.reworded()
    }

    /// Every decision, in order.
    pub fn log(&self) -> &[Decision] {
        &self.log
    }

    /// The latest decision that is not taken back: what an undo would undo.
    pub fn latest(&self) -> Option<&Decision> {
        self.log.get(self.memory.latest()?)
    }

    /// Gives back what the store keeps.
    pub fn into_parts(self) -> (Reading, Vec<Decision>) {
        (self.reading, self.log)
    }

    /// Whether a human must look at the original: something could not be read, or the language is foreign.
    pub fn needs_human(&self) -> bool {
        self.reading.needs_human() || self.analysis.needs_human
    }

    /// What is to happen with a subject; an unknown number waits.
    pub fn status(&self, id: SubjectId) -> Status {
        self.analysis.subject(id).map_or(Status::Waiting, |subject| self.status_of(subject))
    }

    /// What is to happen with a subject.
    ///
    /// One hidden form hides the whole subject; only when *every* form is kept is it kept, so that a form which came later
    /// (new rules, a new mark) is undecided again. What is undecided is hidden when the engine is sure and waits when it is not.
    pub fn status_of(&self, subject: &Subject) -> Status {
        let says: Vec<Option<Say>> = subject.forms.iter().map(|form| self.memory.about(form, subject.kind)).collect();
        let hidden = says
            .iter()
            .filter_map(|say| match say {
                Some(Say::Hide(place, kind, role)) => Some((*place, *kind, *role)),
                _ => None,
            })
            .max_by_key(|(place, ..)| *place);
        let given = subject.forms.iter().filter_map(|form| self.memory.role(form)).max_by_key(|(place, _)| *place);
        if let Some((place, kind, role)) = hidden {
            let role = given.filter(|(later, _)| *later > place).map_or(role, |(_, role)| role);
            return Status::Hidden { kind, role, decided: true };
        }
        if !says.is_empty() && says.iter().all(|say| *say == Some(Say::Keep)) {
            return Status::Kept;
        }
        match subject.tier {
            Tier::Sure => {
                let role = given.map_or(subject.role, |(_, role)| role);
                Status::Hidden { kind: subject.kind, role, decided: given.is_some() }
            }
            Tier::Doubt | Tier::Unvouched if self.is_folded(subject) => Status::Folded,
            Tier::Doubt | Tier::Unvouched => Status::Waiting,
        }
    }

    /// The kind and role that hiding a subject would give it: what was decided, else what was said of its role, else what the engine says.
    pub fn proposed(&self, subject: &Subject) -> (Kind, Role) {
        match self.status_of(subject) {
            Status::Hidden { kind, role, .. } => (kind, role),
            _ => {
                let given =
                    subject.forms.iter().filter_map(|form| self.memory.role(form)).max_by_key(|(place, _)| *place);
                (subject.kind, given.map_or(subject.role, |(_, role)| role))
            }
        }
    }

    /// Whether a subject stands only in what is folded away.
    pub fn is_folded(&self, subject: &Subject) -> bool {
        let folds = self.reading.folded();
        self.analysis.spans(subject).all(|span| folds.iter().any(|fold| fold.contains(span)))
    }

    /// The subjects that wait for a decision, in order of appearance.
    pub fn waiting(&self) -> Vec<SubjectId> {
        self.analysis
            .subjects
            .iter()
            .filter(|subject| self.status_of(subject) == Status::Waiting)
            .map(|subject| subject.id)
            .collect()
    }

    /// The label of a subject.
    pub fn label(&self, id: SubjectId) -> Option<Label> {
        Label::all(&self.analysis).find(|(_, other)| *other == id).map(|(label, _)| label)
    }

    /// The subject with a label.
    pub fn labelled(&self, label: Label) -> Option<&Subject> {
        let (_, id) = Label::all(&self.analysis).find(|(other, _)| *other == label)?;
        self.analysis.subject(id)
    }

    /// What is decided or hidden by default, for the printed part of the text. What stands only in folds is left out, so that
    /// nobody wonders who `[sagsbehandler 1]` was.
    pub fn verdicts(&self) -> BTreeMap<SubjectId, Verdict> {
        self.analysis
            .subjects
            .iter()
            .filter(|subject| !self.is_folded(subject))
            .filter_map(|subject| match self.status_of(subject) {
                Status::Hidden { kind, role, .. } => Some((subject.id, Verdict::Hide(kind, role))),
                Status::Kept => Some((subject.id, Verdict::Keep)),
                Status::Waiting | Status::Folded => None,
            })
            .collect()
    }

    /// The placeholder of every hidden subject of the printed part.
    pub fn placeholders(&self) -> BTreeMap<SubjectId, String> {
        placeholders(&self.analysis, &self.verdicts())
    }

    /// How far it has come.
    pub fn standing(&self) -> Standing {
        if let Ruling::Rejected(reason) = self.memory.ruling() {
            return Standing::Rejected(reason);
        }
        let waiting = self.waiting();
        if !waiting.is_empty() {
            return Standing::Waiting(waiting);
        }
        match self.memory.ruling() {
            Ruling::Approved { fingerprint, original_read } => {
                let in_force = fingerprint == self.fingerprint()
                    && !self.memory.lost_stretch()
                    && (original_read || !self.needs_human());
                if in_force { Standing::Approved } else { Standing::Changed }
            }
            Ruling::Open | Ruling::Rejected(_) => Standing::Ready,
        }
    }

    /// Adds an event, or refuses it and changes nothing.
    ///
    /// # Errors
    /// See [`Refusal`].
    pub fn decide(&mut self, decision: Decision) -> Result<(), Refusal> {
        self.admissible(&decision.act)?;
        self.log.push(decision);
        let memory = Memory::replay(&self.reading.text, &self.log);
        let same = memory.stretches() == self.memory.stretches()
            && !self.outlived
            && memory.no_longer_found(&self.reading.text, &self.analysis).is_empty();
        let analysis = if same { Ok(None) } else { analysed(&*self.engine, &self.reading, &memory).map(Some) };
        match analysis {
            Ok(renewed) => {
                self.memory = memory;
                if let Some((analysis, outlived)) = renewed {
                    self.outlived = outlived;
                    self.analysis = analysis;
                }
                Ok(())
            }
            Err(NotAnalysed) => {
                self.log.pop();
                Err(Refusal::NotAnalysed)
            }
        }
    }

    /// Whether an event may be added now.
    fn admissible(&self, act: &Act) -> Result<(), Refusal> {
        let rejected = matches!(self.memory.ruling(), Ruling::Rejected(_));
        match act {
            Act::Approve { fingerprint, original_read } => {
                if rejected {
                    return Err(Refusal::Rejected);
                }
                let waiting = self.waiting();
                if !waiting.is_empty() {
                    return Err(Refusal::Waiting(waiting));
                }
                if self.memory.lost_stretch() {
                    return Err(Refusal::LostStretch);
                }
                if self.shown().iter().all(|piece| piece.trim().is_empty()) {
                    return Err(Refusal::NothingToPrint);
                }
                if self.needs_human() && !original_read {
                    return Err(Refusal::OriginalNotRead);
                }
                if *fingerprint != self.fingerprint() {
                    return Err(Refusal::Changed);
                }
                Ok(())
            }
            Act::Undo if self.memory.latest().is_none() => Err(Refusal::NothingToUndo),
            Act::Reopen if self.memory.ruling() == Ruling::Open => Err(Refusal::NothingToReopen),
            Act::Mark { start, end, .. } if self.reading.text.span(*start, *end).is_none() => {
                Err(Refusal::NoSuchStretch)
            }
            Act::HideWord { word, .. } if super::occurrence::occurrences(&self.reading.text, word).is_empty() => {
                Err(Refusal::NoSuchStretch)
            }
            Act::Coarsen { stretches } => self.may_stand(stretches),
            _ => Ok(()),
        }
    }

    /// Whether these wordings may stand: in the text, short, on one line, and with nothing in them that is hidden or waits.
    fn may_stand(&self, stretches: &[super::Coarsened]) -> Result<(), Refusal> {
        if stretches.is_empty() || stretches.iter().any(|one| self.reading.text.span(one.start, one.end).is_none()) {
            return Err(Refusal::NoSuchStretch);
        }
        for wording in stretches.iter().filter_map(|one| one.wording.as_ref()) {
            if !super::hints::is_wording(wording) {
                return Err(Refusal::BadWording);
            }
            if self.repeats(wording) {
                return Err(Refusal::WordingRepeats);
            }
        }
        Ok(())
    }

    /// The text with every subject decided.
    ///
    /// # Errors
    /// The subjects that wait.
    pub fn seal(&self) -> Result<Reviewed, Vec<SubjectId>> {
        Reviewed::new(
            &self.reading.text,
            &self.reading.folded(),
            &self.analysis,
            &self.verdicts(),
            self.memory.reworded(),
        )
    }

    /// The text that may leave.
    ///
    /// # Errors
    /// Unless it is approved and the approval is in force.
    pub fn released(&self) -> Result<Released, NotReleased> {
        match self.standing() {
            Standing::Approved => {
                self.seal().map(|reviewed| reviewed.release(Approval::given())).map_err(NotReleased::Waiting)
            }
            Standing::Waiting(waiting) => Err(NotReleased::Waiting(waiting)),
            Standing::Ready => Err(NotReleased::NotApproved),
            Standing::Changed => Err(NotReleased::Changed),
            Standing::Rejected(_) => Err(NotReleased::Rejected),
        }
    }
}

#[cfg(test)]
mod tests;
