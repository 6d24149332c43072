//! Findings that overlap become one, with the union of their spans and all of their evidence; findings that mean the same become one subject.

use super::finding::{Evidence, Finding, Kind, Role, Tier};
use super::mention::Mention;
use super::person::Person;
use super::subject::{Analysis, Subject, SubjectId, form_at};
use super::{Mark, subject};
use crate::personal::Personal;
use crate::text::{SourceText, Span};
use std::collections::{BTreeSet, HashMap};

/// A finding on its way, with what it belongs to.
#[derive(Clone, Debug)]
struct Candidate {
    finding: Finding,
    /// The person it means, as an index into the persons.
    person: Option<usize>,
    role: Option<Role>,
    /// How much evidence there was when it was last put in order.
    settled: usize,
}

/// Collects candidates and merges them.
pub(super) struct Merge<'a> {
    source: &'a SourceText,
    candidates: Vec<Candidate>,
    roles: Vec<Option<Role>>,
    /// Where each person is first mentioned, for parts (initials, compounds) that point there.
    /// In text order.
    starts: Vec<(usize, usize)>,
}

/// Which kind wins when two overlap: the one that says most about what is hidden.
const fn rank(kind: Kind) -> u8 {
    match kind {
        Kind::Cpr => 0,
        Kind::Email => 1,
        Kind::Url => 2,
        Kind::Address => 3,
        Kind::Bank => 4,
        Kind::CaseNumber => 5,
        Kind::Birthdate => 6,
        Kind::OtherId => 7,
        Kind::Phone => 8,
        Kind::Plate => 9,
        Kind::Handle => 10,
        Kind::Institution => 11,
        Kind::Person => 12,
        Kind::Place => 13,
        Kind::Unvouched => 14,
    }
}

impl<'a> Merge<'a> {
    pub(super) fn new(source: &'a SourceText) -> Self {
        Self { source, candidates: Vec::new(), roles: Vec::new(), starts: Vec::new() }
    }

    pub(super) fn persons(&mut self, mentions: Vec<Mention>, persons: &[Person]) {
        let mut of_mention: Vec<Option<usize>> = vec![None; mentions.len()];
        for (number, person) in persons.iter().enumerate() {
            self.roles.push(person.role);
            for &at in &person.mentions {
                if let Some(slot) = of_mention.get_mut(at) {
                    *slot = Some(number);
                }
            }
        }
        for (mention, person) in mentions.into_iter().zip(of_mention) {
            let person = person.filter(|_| mention.finding.kind == Kind::Person);
            if let Some(person) = person {
                self.starts.push((mention.finding.span.start(), person));
            }
            let mut finding = mention.finding;
            // Whose name it is, is for the coordinator to say.
            if person.and_then(|number| persons.get(number)).is_some_and(|person| person.unclear) {
                finding.tier = Tier::Doubt;
                finding.evidence.push(Evidence::Shape { shape: "two_people" });
            }
            self.candidates.push(Candidate::new(finding, person, None));
        }
    }

    /// Initials and parts of compounds, which belong to the person that stands where their evidence points.
    pub(super) fn parts(&mut self, parts: &[Finding]) {
        for part in parts {
            let person = part.evidence.iter().find_map(|evidence| match evidence {
                Evidence::Elsewhere { at } => {
                    let place = self.starts.binary_search_by_key(at, |(start, _)| *start).ok()?;
                    self.starts.get(place).map(|(_, person)| *person)
                }
                _ => None,
            });
            self.candidates.push(Candidate::new(part.clone(), person, None));
        }
    }

    pub(super) fn identifiers(&mut self, findings: Vec<Finding>) {
        self.candidates.extend(findings.into_iter().map(|finding| Candidate::new(finding, None, None)));
    }

    pub(super) fn marks(&mut self, marks: &[Mark]) {
        for mark in marks {
            let finding =
                Finding { span: mark.span, kind: mark.kind, tier: Tier::Sure, evidence: vec![Evidence::Coordinator] };
            self.candidates.push(Candidate::new(finding, None, Some(mark.role)));
        }
    }

    /// Where something is found so far, merged, in text order.
    pub(super) fn spans(&mut self) -> Vec<Span> {
        self.merge();
        self.candidates.iter().map(|candidate| candidate.finding.span).collect()
    }

    /// Where something of one kind is found, in text order; to be asked after [`Self::spans`].
    pub(super) fn of_kind(&self, kind: Kind) -> Vec<Span> {
        let found = self.candidates.iter().map(|candidate| &candidate.finding);
        found.filter(|finding| finding.kind == kind).map(|finding| finding.span).collect()
    }

    /// Where something of these kinds is found so far, in text order, merged or not.
    pub(super) fn of_kinds(&self, kinds: &[Kind]) -> Vec<Span> {
        let found = self.candidates.iter().map(|candidate| &candidate.finding);
        let mut spans: Vec<Span> =
            found.filter(|finding| kinds.contains(&finding.kind)).map(|finding| finding.span).collect();
        spans.sort_unstable();
        spans
    }

    /// Joins what overlaps. Walks once over the sorted candidates.
    fn merge(&mut self) {
        self.candidates.sort_by_key(|candidate| (candidate.finding.span, rank(candidate.finding.kind)));
        let mut merged: Vec<Candidate> = Vec::with_capacity(self.candidates.len());
        for candidate in self.candidates.drain(..) {
            match merged.last_mut() {
                Some(last) if last.finding.span.overlaps(candidate.finding.span) => last.join(candidate),
                _ => merged.push(candidate),
            }
        }
        merged.iter_mut().filter(|one| one.finding.evidence.len() != one.settled).for_each(Candidate::settle);
        self.candidates = merged;
    }

    pub(super) fn finish(mut self, language: &str, needs_human: bool) -> Analysis {
        self.merge();
        let mut analysis = Analysis { language: Some(language.to_owned()), needs_human, ..Analysis::default() };
        let mut subjects: HashMap<Group, usize, foldhash::fast::RandomState> = HashMap::default();
        for (index, candidate) in self.candidates.into_iter().enumerate() {
            let form = form_at(self.source, candidate.finding.span);
            let group = match candidate.person {
                Some(person) => Group::Person(person),
                None => Group::Form(candidate.finding.kind, identity(candidate.finding.kind, &form)),
            };
            let role = candidate
                .role
                .or_else(|| candidate.person.and_then(|person| self.roles.get(person).copied().flatten()))
                .unwrap_or(Role::Other);
            let at = *subjects.entry(group).or_insert_with(|| {
                let id = SubjectId(u32::try_from(analysis.subjects.len()).unwrap_or(u32::MAX));
                let (kind, tier) = (candidate.finding.kind, candidate.finding.tier);
                analysis.subjects.push(Subject { id, kind, role, tier, findings: Vec::new(), forms: BTreeSet::new() });
                analysis.subjects.len() - 1
            });
            if let Some(subject) = analysis.subjects.get_mut(at) {
                subject.tier = subject.tier.min(candidate.finding.tier);
                subject.findings.push(index);
                subject.forms.insert(form);
                if candidate.role.is_some() {
                    subject.role = role;
                }
            }
            analysis.findings.push(candidate.finding);
        }
        analysis
    }
}

/// What findings are grouped by.
#[derive(PartialEq, Eq, Hash)]
enum Group {
    Person(usize),
    Form(Kind, Personal),
}

/// One number is one number however its digits are set apart.
#[expect(clippy::disallowed_methods, reason = "compared, not kept")]
fn identity(kind: Kind, form: &Personal) -> Personal {
    match kind {
        Kind::Cpr | Kind::Phone | Kind::Bank | Kind::Plate | Kind::CaseNumber => {
            Personal::new(form.reveal().chars().filter(|c| c.is_alphanumeric()).collect())
        }
        _ => subject::form_key(form.reveal()),
    }
}

/// *vi bor på Birkevangen*: what stands where places stand, and looks like a name only by its letters, is a place.
fn is_a_place(one: &Finding, other: &Finding) -> bool {
    let (place, person) = match (one.kind, other.kind) {
        (Kind::Place, Kind::Person) => (one, other),
        (Kind::Person, Kind::Place) => (other, one),
        _ => return false,
    };
    let by_letters = |evidence: &Evidence| matches!(evidence, Evidence::List { .. } | Evidence::Shape { .. });
    place.span.contains(person.span) && person.evidence.iter().all(by_letters)
}

impl Candidate {
    const fn new(finding: Finding, person: Option<usize>, role: Option<Role>) -> Self {
        let settled = finding.evidence.len();
        Self { finding, person, role, settled }
    }

    /// Puts the evidence in order, each piece once.
    fn settle(&mut self) {
        self.finding.evidence.sort();
        self.finding.evidence.dedup();
        self.settled = self.finding.evidence.len();
    }

    /// Takes in a candidate that overlaps: union of spans, all evidence, the stronger tier, the kind that says most.
    fn join(&mut self, other: Self) {
        let place = is_a_place(&self.finding, &other.finding);
        let Finding { span, kind, tier, evidence } = other.finding;
        self.finding.span = self.finding.span.union(span);
        if rank(kind) < rank(self.finding.kind) {
            self.finding.kind = kind;
        }
        if place {
            self.finding.kind = Kind::Place;
        }
        self.finding.tier = self.finding.tier.min(tier);
        self.finding.evidence.extend(evidence);
        // A mention of a thousand parts takes each of them in; to put its evidence in order every time would take the square of that.
        if self.finding.evidence.len() > self.settled * 2 {
            self.settle();
        }
        self.person = if self.finding.kind == Kind::Person { self.person.or(other.person) } else { None };
        self.role = self.role.or(other.role);
    }
}
