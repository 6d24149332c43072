//! The neighbourhood of a word, as the detectors of hints ask for it. Every question costs a constant or a binary search.

use super::coarser::Coarser;
use super::{Hint, HintKind};
use crate::redact::context::{Context, Listing};
use crate::redact::finding::{Finding, Kind, Role};
use crate::redact::language::Language;
use crate::redact::number_word;
use crate::redact::token::{Case, Gap, Token};
use crate::text::Span;

/// A text with what was found in it.
pub(super) struct Look<'a> {
    pub(super) context: &'a Context<'a>,
    findings: &'a [Finding],
}

impl<'a> Look<'a> {
    pub(super) const fn new(context: &'a Context<'a>, findings: &'a [Finding]) -> Self {
        Self { context, findings }
    }

    pub(super) fn english(&self) -> bool {
        self.context.language() == Language::English
    }

    pub(super) fn token(&self, at: usize) -> Option<&Token> {
        self.context.tokens.get(at)
    }

    /// The word in lower case, empty when there is none.
    pub(super) fn lower(&self, at: usize) -> &str {
        self.context.tokens.lower_at(at)
    }

    /// The word `back` places before `at`, empty when there is none or when a sentence ends between the two.
    pub(super) fn before(&self, at: usize, back: usize) -> &str {
        self.index_before(at, back).map_or("", |index| self.lower(index))
    }

    /// Its index.
    pub(super) fn index_before(&self, at: usize, back: usize) -> Option<usize> {
        let index = at.checked_sub(back)?;
        (index + 1..=at).all(|step| self.gap(step) != Gap::Break).then_some(index)
    }

    /// The word after `at` when only white space stands between the two, else empty.
    pub(super) fn after(&self, at: usize) -> &str {
        if self.joined(at + 1) { self.lower(at + 1) } else { "" }
    }

    pub(super) fn gap(&self, at: usize) -> Gap {
        self.token(at).map_or(Gap::Break, |token| token.gap)
    }

    /// Whether only white space stands before the word at `at`.
    pub(super) fn joined(&self, at: usize) -> bool {
        matches!(self.gap(at), Gap::Space | Gap::Line)
    }

    /// What stands between the word at `at` and the one before it.
    pub(super) fn between(&self, at: usize) -> &str {
        let before = at.checked_sub(1).and_then(|index| self.token(index)).map_or(0, |token| token.span.end());
        let start = self.token(at).map_or(before, |token| token.span.start());
        self.context.tokens.lower_text().get(before..start).unwrap_or_default()
    }

    /// What follows the word at `at`, up to the next word.
    pub(super) fn tail(&self, at: usize) -> &str {
        let end = self.token(at).map_or(usize::MAX, |token| token.span.end());
        let next = self.token(at + 1).map_or(self.context.source.len(), |token| token.span.start());
        self.context.tokens.lower_text().get(end..next).unwrap_or_default()
    }

    pub(super) fn is_number(&self, at: usize) -> bool {
        self.token(at).is_some_and(|token| token.number)
    }

    /// The value of a number in digits or in words.
    pub(super) fn value(&self, at: usize) -> Option<u16> {
        number_word::small_value(self.lower(at))
    }

    /// The value of a number in digits.
    pub(super) fn digits(&self, at: usize) -> Option<u16> {
        if self.is_number(at) { number_word::digits(self.lower(at)) } else { None }
    }

    pub(super) fn is_capital(&self, at: usize) -> bool {
        self.token(at).is_some_and(|token| matches!(token.case, Case::Capital | Case::Upper))
    }

    /// A capital that says something.
    pub(super) fn telling_capital(&self, at: usize) -> bool {
        self.context.telling_capital(at)
    }

    pub(super) fn listing(&self, at: usize) -> Listing {
        self.context.listing(at)
    }

    /// What is found at a word.
    pub(super) fn found(&self, at: usize) -> Option<&Finding> {
        let span = self.token(at)?.span;
        let index = self.findings.partition_point(|finding| finding.span.end() <= span.start());
        self.findings.get(index).filter(|finding| finding.span.overlaps(span))
    }

    pub(super) fn found_kind(&self, at: usize) -> Option<Kind> {
        self.found(at).map(|finding| finding.kind)
    }

    /// Whether a word means a member of the family: a name, a pronoun, or a word for kin.
    pub(super) fn is_family(&self, at: usize) -> bool {
        const WORDS: [&str; 39] = [
            "han",
            "hun",
            "hen",
            "jeg",
            "vi",
            "dreng",
            "drengen",
            "pige",
            "pigen",
            "barn",
            "barnet",
            "unge",
            "knægt",
            "knægten",
            "tøs",
            "tøsen",
            "lillebror",
            "storebror",
            "lillesøster",
            "storesøster",
            "bror",
            "søster",
            "datter",
            "søn",
            "he",
            "she",
            "i",
            "we",
            "boy",
            "girl",
            "child",
            "son",
            "daughter",
            "mellemste",
            "ældste",
            "yngste",
            "næstældste",
            "næstyngste",
            "kid",
        ];
        let lower = self.lower(at);
        // *i* is a preposition in Danish.
        if self.found_kind(at) == Some(Kind::Person) || WORDS.contains(&lower) && (lower != "i" || self.english()) {
            return true;
        }
        matches!(
            self.context.cue_role(at),
            Some(Role::Child | Role::Sibling | Role::Mother | Role::Father | Role::Parent | Role::Relative)
        )
    }

    /// Whether a clause ends after the word at `at`, or the next word starts another one.
    pub(super) fn clause_ends(&self, at: usize) -> bool {
        const STARTERS: [&str; 20] = [
            "og", "men", "nu", "da", "når", "i", "så", "som", "der", "eller", "for", "mens", "and", "but", "now",
            "when", "so", "who", "with", "med",
        ];
        !self.joined(at + 1) || STARTERS.contains(&self.lower(at + 1))
    }

    /// A hint over the words from `first` to `last`. The proposal takes a capital where the stretch had one at the start of a sentence.
    pub(super) fn hint(&self, kind: HintKind, first: usize, last: usize, proposal: Coarser) -> Option<Hint> {
        let start = self.token(first)?;
        let span: Span = self.context.source.span(start.span.start(), self.token(last)?.span.end())?;
        let capital = start.starts_sentence
            && match start.case {
                Case::Capital | Case::Upper => true,
                Case::Lower => false,
                Case::None => {
                    (start.gap == Gap::Break || start.starts_line) && !self.context.tokens.lower_case_writer()
                }
            };
        Some(Hint { span, kind, proposal: proposal.with_capital(capital) })
    }
}
