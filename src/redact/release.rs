//! From a complete review to text that may be shown. The only place where placeholders replace people.
//!
//! ```compile_fail
//! // Nothing leaves unreviewed: text of a testimony cannot be exported …
//! let text = vidnesbyrd::text::SourceText::normalise("Kære Kanarie");
//! vidnesbyrd::publish::Entry::new(1, text);
//! ```
//!
//! ```compile_fail
//! // … and a `Released` cannot be made by hand.
//! let released = vidnesbyrd::redact::release::Released { segments: vec![] };
//! ```

use super::finding::{Kind, Role};
use super::subject::{Analysis, SubjectId};
use crate::personal::Personal;
use crate::text::{SourceText, Span};
use std::collections::BTreeMap;
use std::fmt;

/// What is to happen with one subject.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Replaced by a placeholder of this kind and role.
    Hide(Kind, Role),
    /// Printed as it stands.
    Keep,
}

/// A stretch that the coordinator has printed in other, coarser words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reworded {
    /// What is replaced.
    pub span: Span,
    /// By what: a proposal, or the coordinator's own words.
    pub wording: Personal,
}

/// Who approved the text, and that somebody did. Made by the review's approval event only.
#[derive(Clone, Copy, Debug)]
pub struct Approval(());

impl Approval {
    /// The review calls this when its log holds an approval that is still in force.
    pub(crate) const fn given() -> Self {
        Self(())
    }
}

/// A text in which every subject has a verdict.
#[derive(Debug)]
pub struct Reviewed {
    segments: Vec<Segment>,
}

/// A text that may be shown to anybody. The only text type with `Display`, and the only one `publish` accepts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Released {
    segments: Vec<Segment>,
}

/// A piece of a released text.
#[derive(Clone, PartialEq, Eq)]
pub enum Segment {
    /// Words of the testimony.
    Text(String),
    /// What stands in place of something hidden, with its brackets: `[sagsbehandler 1]`.
    Placeholder(String),
}

impl fmt::Debug for Segment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => write!(f, "Text({} bytes)", text.len()),
            Self::Placeholder(label) => f.write_str(label),
        }
    }
}

impl Reviewed {
    /// Applies the verdicts. `folded` are stretches (quotes, signatures) that are left out, `reworded` those that stand in other words.
    ///
    /// # Errors
    /// The subjects that have no verdict yet, of those with at least one finding outside the folded stretches.
    pub fn new(
        text: &SourceText,
        folded: &[Span],
        analysis: &Analysis,
        verdicts: &BTreeMap<SubjectId, Verdict>,
        reworded: &[Reworded],
    ) -> Result<Self, Vec<SubjectId>> {
        let waiting: Vec<SubjectId> = analysis
            .subjects
            .iter()
            .filter(|subject| !verdicts.contains_key(&subject.id))
            .filter(|subject| !analysis.spans(subject).all(|span| folded.iter().any(|fold| fold.contains(span))))
            .map(|subject| subject.id)
            .collect();
        if !waiting.is_empty() {
            return Err(waiting);
        }
        Ok(Self { segments: segments(text, folded, analysis, verdicts, reworded) })
    }

    /// Releases the text on an approval.
    pub fn release(self, _approval: Approval) -> Released {
        Released { segments: self.segments }
    }
}

impl Released {
    /// The pieces in order.
    pub fn segments(&self) -> &[Segment] {
        &self.segments
    }
}

impl fmt::Display for Released {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.segments.iter().try_for_each(|segment| match segment {
            Segment::Text(piece) | Segment::Placeholder(piece) => f.write_str(piece),
        })
    }
}

/// The text with everything hidden that the engine found, in all three tiers, for unattended use (`anonymiser`). It is not
/// [`Released`]: nobody has looked, and `publish` does not accept it.
pub struct Unattended(Vec<Segment>);

impl Unattended {
    /// Hides everything.
    pub fn new(text: &SourceText, folded: &[Span], analysis: &Analysis) -> Self {
        let verdicts =
            analysis.subjects.iter().map(|subject| (subject.id, Verdict::Hide(subject.kind, subject.role))).collect();
        Self(segments(text, folded, analysis, &verdicts, &[]))
    }

    /// The text for the one who asked for it.
    pub fn text(&self) -> String {
        self.0
            .iter()
            .map(|segment| match segment {
                Segment::Text(piece) | Segment::Placeholder(piece) => piece.as_str(),
            })
            .collect()
    }
}

/// The placeholder of every hidden subject: numbered in order of appearance when a testimony has several of one kind or role.
/// Each person is told apart; of identifiers only the kind is said, because a number would tell nothing.
pub fn placeholders(analysis: &Analysis, verdicts: &BTreeMap<SubjectId, Verdict>) -> BTreeMap<SubjectId, String> {
    let hidden = |subject: &super::Subject| match verdicts.get(&subject.id) {
        Some(Verdict::Hide(kind, role)) => Some((*kind, *role)),
        _ => None,
    };
    let mut persons: BTreeMap<Role, u32> = BTreeMap::new();
    for (kind, role) in analysis.subjects.iter().filter_map(hidden) {
        if kind == Kind::Person {
            *persons.entry(role).or_default() += 1;
        }
    }
    let mut next: BTreeMap<Role, u32> = BTreeMap::new();
    analysis
        .subjects
        .iter()
        .filter_map(|subject| {
            let (kind, role) = hidden(subject)?;
            let label = match kind {
                Kind::Person if persons.get(&role).is_some_and(|&count| count > 1) => {
                    let number = next.entry(role).or_default();
                    *number += 1;
                    format!("[{} {number}]", role.danish())
                }
                Kind::Person => format!("[{}]", role.danish()),
                other => format!("[{}]", identifier_word(other)),
            };
            Some((subject.id, label))
        })
        .collect()
}

/// What stands in the brackets for an identifier.
const fn identifier_word(kind: Kind) -> &'static str {
    match kind {
        Kind::Person => "person",
        Kind::Cpr => "CPR-nr.",
        Kind::Phone => "telefonnr.",
        Kind::Email => "e-mail",
        Kind::Address => "adresse",
        Kind::CaseNumber => "sagsnr.",
        Kind::Plate => "nummerplade",
        Kind::Bank => "kontonr.",
        Kind::Handle => "brugernavn",
        Kind::Url => "link",
        Kind::Birthdate => "dato",
        Kind::Place => "sted",
        Kind::Institution => "institution",
        Kind::OtherId => "nummer",
        Kind::Unvouched => "…",
    }
}

/// Cuts the text into pieces: words as they stand, placeholders for what is hidden, nothing for what is folded.
///
/// Walks once through the text. `done` only ever moves forward, so that overlapping stretches cannot re-open one another.
#[expect(clippy::disallowed_methods, reason = "this is where text about people becomes text that may be shown")]
fn segments(
    text: &SourceText,
    folded: &[Span],
    analysis: &Analysis,
    verdicts: &BTreeMap<SubjectId, Verdict>,
    reworded: &[Reworded],
) -> Vec<Segment> {
    let labels = placeholders(analysis, verdicts);
    let mut cuts: Vec<(Span, Instead<'_>)> = folded.iter().map(|&span| (span, Instead::Nothing)).collect();
    for subject in &analysis.subjects {
        if let Some(label) = labels.get(&subject.id) {
            cuts.extend(analysis.spans(subject).map(|span| (span, Instead::Placeholder(label))));
        }
    }
    cuts.extend(reworded.iter().map(|other| (other.span, Instead::Wording(other.wording.reveal()))));
    cuts.sort_by_key(|(span, instead)| (span.start(), instead.rank(), span.end()));

    let mut pieces = Pieces::default();
    let mut done = 0;
    for (span, instead) in cuts {
        if span.end() <= done {
            continue;
        }
        if let Some(before) = text.span(done, span.start()) {
            pieces.text_after(text.slice(before));
        }
        // What overlaps a fold or an earlier stretch only partly is hidden all the same: the tail gets its own placeholder.
        match instead {
            Instead::Nothing => {}
            Instead::Placeholder(label) => pieces.placeholder(label),
            // A wording in brackets is set like any other placeholder.
            Instead::Wording(words) if words.starts_with('[') && words.ends_with(']') => pieces.placeholder(words),
            Instead::Wording(words) => pieces.text(words),
        }
        done = done.max(span.end());
    }
    if let Some(rest) = text.span(done, text.len()) {
        pieces.text_after(text.slice(rest));
    }
    pieces.finish()
}

/// What stands in place of a cut.
enum Instead<'a> {
    Nothing,
    Placeholder(&'a str),
    Wording(&'a str),
}

impl Instead<'_> {
    /// Of two cuts that begin at the same place, folding goes before hiding and hiding before other words.
    const fn rank(&self) -> u8 {
        match self {
            Self::Nothing => 0,
            Self::Placeholder(_) => 1,
            Self::Wording(_) => 2,
        }
    }
}

/// Collects segments, joining neighbouring text.
#[derive(Default)]
struct Pieces(Vec<Segment>);

impl Pieces {
    fn text(&mut self, piece: &str) {
        match self.0.last_mut() {
            Some(Segment::Text(last)) => last.push_str(piece),
            _ => self.0.push(Segment::Text(piece.to_owned())),
        }
    }

    /// Text that may begin with the genitive of a placeholder: *Jens' mor* and *Lars's mor* become `[barn]s mor`, unless the apostrophe
    /// closes a quotation that opened before the name.
    fn text_after(&mut self, piece: &str) {
        let quoted = self.before_last().is_some_and(|text| text.ends_with(['\'', '’', '‘', '‚']));
        let after_placeholder = matches!(self.0.last(), Some(Segment::Placeholder(_)));
        let rest = piece.strip_prefix(['\'', '’']).filter(|_| after_placeholder && !quoted);
        match rest.map(|rest| rest.strip_prefix('s').unwrap_or(rest)) {
            Some(rest) if rest.starts_with(' ') => {
                self.text("s");
                self.text(rest);
            }
            _ => self.text(piece),
        }
    }

    /// The text before the last segment.
    fn before_last(&self) -> Option<&str> {
        match self.0.iter().rev().nth(1) {
            Some(Segment::Text(text)) => Some(text),
            _ => None,
        }
    }

    fn placeholder(&mut self, label: &str) {
        self.0.push(Segment::Placeholder(label.to_owned()));
    }

    /// Trims the ends and folds the blank lines that folding leaves behind: never more than one empty line in a row.
    fn finish(mut self) -> Vec<Segment> {
        for segment in &mut self.0 {
            if let Segment::Text(text) = segment {
                while text.contains("\n\n\n") {
                    *text = text.replace("\n\n\n", "\n\n");
                }
            }
        }
        if let Some(Segment::Text(first)) = self.0.first_mut() {
            *first = first.trim_start().to_owned();
        }
        if let Some(Segment::Text(last)) = self.0.last_mut() {
            *last = last.trim_end().to_owned();
        }
        self.0.retain(|segment| !matches!(segment, Segment::Text(text) if text.is_empty()));
        self.0
    }
}
