//! The log replayed: what the decisions that still stand say about each form, each marked stretch, and the whole text.

use super::decision::{Act, Coarsened, Decision, RejectReason};
use super::fingerprint::Fingerprint;
use super::occurrence::occurrences;
use crate::personal::Personal;
use crate::redact::release::Reworded;
use crate::redact::subject::form_at;
use crate::redact::{Analysis, Kind, Role};
use crate::text::{SourceText, Span};
use std::collections::{BTreeMap, BTreeSet};

/// A stretch that the coordinator marked by hand and that the analysis must find.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Stretch {
    /// Where.
    pub span: Span,
    /// What it is.
    pub kind: Kind,
    /// For a person: the role.
    pub role: Role,
}

/// What the standing decisions say about the text as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ruling {
    /// Nothing, or it was taken up again.
    Open,
    /// Approved as it then read, and nothing was decided since.
    Approved {
        /// Of the words that were approved.
        fingerprint: Fingerprint,
        /// Whether the coordinator had read the original.
        original_read: bool,
    },
    /// Rejected.
    Rejected(RejectReason),
}

/// What a decision says about one form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Say {
    /// Hidden, by the decision with this place in the log.
    Hide(usize, Kind, Role),
    /// Kept.
    Keep,
}

/// A place in the log orders decisions: the later one holds.
type Place = usize;

/// The log, replayed. Pure: the same log over the same text gives the same memory.
#[derive(Clone, Debug)]
pub struct Memory {
    standing: Vec<Place>,
    hides: BTreeMap<Personal, (Place, Kind, Role)>,
    /// By form and kind; no kind means whatever it is taken for.
    keeps: BTreeMap<(Personal, Option<Kind>), Place>,
    roles: BTreeMap<Personal, (Place, Role)>,
    stretches: Vec<Stretch>,
    reworded: Vec<Reworded>,
    lost_stretch: bool,
    ruling: Ruling,
}

impl Memory {
    /// Replays the log.
    pub fn replay(text: &SourceText, log: &[Decision]) -> Self {
        let mut memory = Self {
            standing: standing(log),
            hides: BTreeMap::new(),
            keeps: BTreeMap::new(),
            roles: BTreeMap::new(),
            stretches: Vec::new(),
            reworded: Vec::new(),
            lost_stretch: false,
            ruling: Ruling::Open,
        };
        let mut words: BTreeMap<&Personal, (Kind, Role)> = BTreeMap::new();
        for place in memory.standing.clone() {
            let Some(decision) = log.get(place) else { continue };
            // An approval holds until the next event, a rejection until it is taken back.
            if matches!(memory.ruling, Ruling::Approved { .. }) {
                memory.ruling = Ruling::Open;
            }
            match &decision.act {
                Act::Hide { forms, kind, role } => {
                    forms.iter().for_each(|form| memory.hide(form, place, *kind, *role));
                }
                Act::Keep { forms, kind } => forms.iter().for_each(|form| memory.keep(form, place, Some(*kind))),
                Act::Words { hide, keep } => {
                    hide.iter().for_each(|form| memory.hide(form, place, Kind::Unvouched, Role::Other));
                    keep.iter().for_each(|form| memory.keep(form, place, Some(Kind::Unvouched)));
                }
                Act::Mark { start, end, kind, role } => match text.span(*start, *end) {
                    Some(span) => {
                        memory.hide(&form_at(text, span), place, *kind, *role);
                        memory.stretches.push(Stretch { span, kind: *kind, role: *role });
                    }
                    None => memory.lost_stretch = true,
                },
                Act::HideWord { word, kind, role } => {
                    memory.hide(word, place, *kind, *role);
                    words.insert(word, (*kind, *role));
                }
                Act::KeepWord { word } => {
                    memory.keep(word, place, None);
                    words.remove(word);
                }
                Act::Role { forms, role } => {
                    forms.iter().for_each(|form| {
                        memory.roles.insert(form.clone(), (place, *role));
                    });
                }
                Act::Coarsen { stretches } => stretches.iter().for_each(|stretch| memory.coarsen(text, stretch)),
                // Already taken out of what stands.
                Act::Undo => {}
                Act::Approve { fingerprint, original_read } => {
                    memory.ruling = Ruling::Approved { fingerprint: *fingerprint, original_read: *original_read };
                }
                Act::Reject { reason } => memory.ruling = Ruling::Rejected(*reason),
                Act::Reopen => memory.ruling = Ruling::Open,
            }
        }
        for (word, (kind, role)) in words {
            memory.stretches.extend(occurrences(text, word).into_iter().map(|span| Stretch { span, kind, role }));
        }
        memory.stretches.sort_unstable();
        memory.stretches.dedup();
        memory.reworded.sort_by_key(|other| other.span);
        memory
    }

    /// The later wording holds, and takes away every earlier one that it overlaps.
    fn coarsen(&mut self, text: &SourceText, stretch: &Coarsened) {
        let Some(span) = text.span(stretch.start, stretch.end) else {
            // What was to be said in other words would be printed as it stands.
            self.lost_stretch |= stretch.wording.is_some();
            return;
        };
        self.reworded.retain(|other| !other.span.overlaps(span));
        let wording = stretch.wording.clone();
        self.reworded.extend(wording.map(|wording| Reworded { span, wording }));
    }

    fn hide(&mut self, form: &Personal, place: Place, kind: Kind, role: Role) {
        self.hides.insert(form.clone(), (place, kind, role));
    }

    fn keep(&mut self, form: &Personal, place: Place, kind: Option<Kind>) {
        self.keeps.insert((form.clone(), kind), place);
    }

    /// What was decided about a form that the engine takes for `kind`; `None` when nothing was. The later decision holds.
    pub fn about(&self, form: &Personal, kind: Kind) -> Option<Say> {
        let hidden = self.hides.get(form);
        let kept = [Some(kind), None].into_iter().filter_map(|kind| self.keeps.get(&(form.clone(), kind))).max();
        match (hidden, kept) {
            (Some((place, ..)), Some(kept)) if kept > place => Some(Say::Keep),
            (Some(&(place, kind, role)), _) => Some(Say::Hide(place, kind, role)),
            (None, Some(_)) => Some(Say::Keep),
            (None, None) => None,
        }
    }

    /// What a decision hid and the engine no longer finds: a name that left the list of names, or a rule that is gone. The decision outlives what
    /// led to it, so these are for the analysis to find as if they were marked.
    pub fn no_longer_found(&self, text: &SourceText, analysis: &Analysis) -> Vec<Stretch> {
        let found: BTreeSet<&Personal> = analysis.subjects.iter().flat_map(|subject| &subject.forms).collect();
        let kept_since =
            |form: &Personal, place: Place| self.keeps.iter().any(|((kept, _), since)| kept == form && *since > place);
        let mut lost = Vec::new();
        for (form, &(place, kind, role)) in &self.hides {
            if found.contains(form) || kept_since(form, place) {
                continue;
            }
            let open = |span: &Span| !analysis.findings.iter().any(|finding| finding.span.overlaps(*span));
            lost.extend(occurrences(text, form).into_iter().filter(open).map(|span| Stretch { span, kind, role }));
        }
        lost
    }

    /// The latest role given to a form, and the place of that decision.
    pub fn role(&self, form: &Personal) -> Option<(usize, Role)> {
        self.roles.get(form).copied()
    }

    /// What the coordinator marked, for the analysis; sorted, without doubles.
    pub fn stretches(&self) -> &[Stretch] {
        &self.stretches
    }

    /// What is printed in other words, in text order and without overlaps.
    pub fn reworded(&self) -> &[Reworded] {
        &self.reworded
    }

    /// Whether a marked stretch no longer fits the text, so that something once hidden may be shown. Blocks approval.
    pub const fn lost_stretch(&self) -> bool {
        self.lost_stretch
    }

    /// What stands about the whole text.
    pub const fn ruling(&self) -> Ruling {
        self.ruling
    }

    /// The place in the log of the event that an undo would take back.
    pub fn latest(&self) -> Option<usize> {
        self.standing.last().copied()
    }
}

/// The places of the events that are not taken back. An undo takes back the latest one that stands, however many came before.
fn standing(log: &[Decision]) -> Vec<Place> {
    let mut standing = Vec::with_capacity(log.len());
    for (place, decision) in log.iter().enumerate() {
        if decision.act == Act::Undo {
            standing.pop();
        } else {
            standing.push(place);
        }
    }
    standing
}
