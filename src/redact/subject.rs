//! What one decision is about: a person with all their forms, an identifier, or a word nobody vouches for.

use super::finding::{Finding, Kind, Role, Tier};
use super::risk::Hint;
use crate::personal::Personal;
use crate::text::{SourceText, Span};
use std::collections::BTreeSet;

/// Number of a [`Subject`] within one [`Analysis`], in order of first appearance. Not stable between analyses; decisions are
/// remembered by form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SubjectId(pub u32);

/// What the coordinator decides about in one go. For [`Kind::Person`] it is one human being (a *person* in the words of the design): full
/// name, first name, genitive, nickname, initials and misspellings together. For an identifier it is one number or address however often it stands there,
/// for an unvouched word all its occurrences.
#[derive(Clone, Debug)]
pub struct Subject {
    /// Its number.
    pub id: SubjectId,
    /// What it is.
    pub kind: Kind,
    /// For a person: the role that the cues of the text give; [`Role::Other`] when they give none.
    pub role: Role,
    /// The strongest tier among its findings.
    pub tier: Tier,
    /// Indices into [`Analysis::findings`], in text order.
    pub findings: Vec<usize>,
    /// Every distinct form as it stands in the text, normalised by [`form_key`].
    pub forms: BTreeSet<Personal>,
}

/// All that the engine says about one text.
#[derive(Clone, Debug, Default)]
pub struct Analysis {
    /// Non-overlapping, in text order; each belongs to exactly one subject.
    pub findings: Vec<Finding>,
    /// In order of first appearance.
    pub subjects: Vec<Subject>,
    /// What names nobody and may point at the family all the same, in text order. Nothing of it is hidden or waits.
    pub hints: Vec<Hint>,
    /// ISO 639-1 code of the language, or `None` when it cannot be told.
    pub language: Option<String>,
    /// Whether a human must look before this may be approved by default (foreign language).
    pub needs_human: bool,
}

impl Analysis {
    /// The subject that a finding belongs to.
    pub fn subject_of(&self, finding: usize) -> Option<&Subject> {
        self.subjects.iter().find(|subject| subject.findings.contains(&finding))
    }

    /// The subject with this id.
    pub fn subject(&self, id: SubjectId) -> Option<&Subject> {
        self.subjects.iter().find(|subject| subject.id == id)
    }

    /// The spans of a subject, in text order.
    pub fn spans<'a>(&'a self, subject: &'a Subject) -> impl Iterator<Item = Span> + 'a {
        subject.findings.iter().filter_map(|&index| self.findings.get(index)).map(|finding| finding.span)
    }
}

/// How forms are compared between analyses and testimonies: lower case, white space and hyphenation folded to one space.
pub fn form_key(form: &str) -> Personal {
    let mut key = String::with_capacity(form.len());
    for word in form.split_whitespace() {
        if !key.is_empty() {
            key.push(' ');
        }
        key.push_str(word);
    }
    if key.is_ascii() {
        key.make_ascii_lowercase();
        return Personal::new(key);
    }
    Personal::new(key.to_lowercase())
}

/// The key of the form under a span.
#[expect(clippy::disallowed_methods, reason = "the form goes straight into a Personal key")]
pub fn form_at(text: &SourceText, span: Span) -> Personal {
    form_key(text.slice(span))
}
