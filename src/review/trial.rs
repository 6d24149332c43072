//! An engine for the tests of the review: it finds the words it is told to find, and what is marked. The hints are the real ones.

use super::decision::{Act, Decision};
use super::memory::Stretch;
use super::occurrence::occurrences;
use super::refusal::NotAnalysed;
use super::state::{Engine, Review};
use crate::intake::{Class, Fold, FoldKind, Reading};
use crate::personal::Personal;
use crate::redact::context::Context;
use crate::redact::names::NameBook;
use crate::redact::risk::hints;
use crate::redact::subject::{form_at, form_key};
use crate::redact::{Analysis, Evidence, Finding, Kind, Role, Subject, SubjectId, Tier};
use crate::text::{SourceText, Span};

/// One human being, identifier or word that the trial engine knows: its forms, and what they are.
#[derive(Clone, Copy, Debug)]
pub(super) struct Known(pub(super) &'static [&'static str], pub(super) Kind, pub(super) Role, pub(super) Tier);

pub(super) struct Trial(pub(super) Vec<Known>);

impl Engine for Trial {
    fn analyse(&self, reading: &Reading, marked: &[Stretch]) -> Result<Analysis, NotAnalysed> {
        let mut found: Vec<(Span, usize, Kind, Role, Tier)> = Vec::new();
        for (group, Known(forms, kind, role, tier)) in self.0.iter().enumerate() {
            for form in *forms {
                for span in occurrences(&reading.text, &form_key(form)) {
                    found.push((span, group, *kind, *role, *tier));
                }
            }
        }
        for (index, stretch) in marked.iter().enumerate() {
            // What is marked and known belongs to the person known.
            let group = found
                .iter()
                .find(|(span, ..)| *span == stretch.span)
                .map_or(1_000 + same_form(reading, marked, index), |(_, group, ..)| *group);
            found.retain(|(span, ..)| !stretch.span.contains(*span));
            found.push((stretch.span, group, stretch.kind, stretch.role, Tier::Sure));
        }
        found.sort_by_key(|(span, ..)| (span.start(), std::cmp::Reverse(span.end())));
        let mut done = 0;
        found.retain(|(span, ..)| {
            let free = span.start() >= done;
            done = done.max(span.end());
            free
        });
        let mut analysis = Analysis::default();
        let mut groups: Vec<usize> = Vec::new();
        for (span, group, kind, role, tier) in found {
            let place = groups.iter().position(|known| *known == group).unwrap_or_else(|| {
                let id = SubjectId(u32::try_from(groups.len()).unwrap());
                groups.push(group);
                analysis.subjects.push(Subject { id, kind, role, tier, findings: vec![], forms: [].into() });
                groups.len() - 1
            });
            let subject = &mut analysis.subjects[place];
            subject.findings.push(analysis.findings.len());
            subject.forms.insert(form_at(&reading.text, span));
            subject.tier = subject.tier.min(tier);
            let evidence = if group >= 1_000 { Evidence::Coordinator } else { Evidence::List { list: "first_name" } };
            analysis.findings.push(Finding { span, kind, tier, evidence: vec![evidence] });
        }
        analysis.hints = hints(&Context::new(&reading.text, &NameBook::default()), &analysis.findings);
        Ok(analysis)
    }

    fn explain(&self, finding: &Finding) -> String {
        match finding.evidence.first() {
            Some(Evidence::Coordinator) => "markeret af koordinatoren".into(),
            _ => "står på listen over fornavne".into(),
        }
    }
}

/// Marked stretches with the same form are one subject.
fn same_form(reading: &Reading, marked: &[Stretch], index: usize) -> usize {
    let form = form_at(&reading.text, marked[index].span);
    marked.iter().position(|other| form_at(&reading.text, other.span) == form).unwrap()
}

/// A reading of this text; what follows a line `--` is folded as a signature.
pub(super) fn reading(text: &str) -> Reading {
    let folds = text.find("\n--\n").map(|start| Fold { start, end: text.len(), kind: FoldKind::Signature });
    Reading {
        text: SourceText::normalise(text),
        folds: folds.into_iter().collect(),
        class: Class::Testimony,
        class_rule: "default".into(),
        seeds: vec![],
        sender: Personal::default(),
        subject: Personal::default(),
        message_id: Personal::default(),
        date: None,
        problems: vec![],
    }
}

pub(super) fn review(text: &str, known: &[Known]) -> Review<'static> {
    Review::open(reading(text), vec![], Trial(known.to_vec())).unwrap()
}

pub(super) fn by_kb(act: Act) -> Decision {
    Decision { at: jiff::Timestamp::UNIX_EPOCH, by: "KB".into(), act }
}

pub(super) fn forms(forms: &[&str]) -> std::collections::BTreeSet<Personal> {
    forms.iter().map(|form| form_key(form)).collect()
}

/// Two persons, a doubt, a number and two unknown words, with one more person in the signature only.
pub(super) const TEXT: &str = "Kære alle. Min søn Kanarie går i skole.\n\
    Hans sagsbehandler Undulat Fugl svarede aldrig, og Undulats leder kom for sent.\n\
    Ring til mig på 12345678. Vi kalder ham Pip, og han elsker flidder og fladder.\n--\nmvh Papegøje";

pub(super) const KNOWN: [Known; 7] = [
    Known(&["Kanarie"], Kind::Person, Role::Child, Tier::Sure),
    Known(&["Undulat Fugl", "Undulat"], Kind::Person, Role::Caseworker, Tier::Sure),
    Known(&["12345678"], Kind::Phone, Role::Other, Tier::Sure),
    Known(&["Pip"], Kind::Person, Role::Other, Tier::Doubt),
    Known(&["flidder"], Kind::Unvouched, Role::Other, Tier::Unvouched),
    Known(&["fladder"], Kind::Unvouched, Role::Other, Tier::Unvouched),
    Known(&["Papegøje"], Kind::Person, Role::Parent, Tier::Doubt),
];
