//! One pattern rule, ready to search with.

use super::prefilter::Prefilter;
use super::{Check, PatternSource, RuleError, RuleReason, check};
use crate::redact::finding::{Kind, Tier};
use regex::{Regex, RegexBuilder};
use std::borrow::Cow;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

/// How many characters before a match `needs` looks at, within the line.
const CONTEXT_CHARS: usize = 40;
/// The same in bytes, at the most.
pub(super) const CONTEXT_BYTES: usize = CONTEXT_CHARS * 4;

/// A refused match no longer than this is looked into for a later start; see [`PatternRule::find`].
const RETRY_BYTES: usize = 100;

/// Upper limit, in bytes, for one compiled expression. The largest shipped one needs a fifth of it.
const SIZE_LIMIT: usize = 2 << 20;

/// One rule, ready to search with.
#[derive(Clone, Debug)]
pub struct PatternRule {
    id: Arc<str>,
    kind: Kind,
    tier: Tier,
    why: Cow<'static, str>,
    file: Cow<'static, str>,
    line: usize,
    regex: Expression,
    group: usize,
    check: Check,
    needs: Option<Expression>,
    pub(super) prefilter: Prefilter,
    pub(super) examples: Vec<Cow<'static, str>>,
    pub(super) counter: Vec<Cow<'static, str>>,
}

/// An expression that is compiled when something is first searched with it: most texts need few of the rules.
#[derive(Clone, Debug)]
struct Expression {
    source: Cow<'static, str>,
    compiled: OnceLock<Option<Regex>>,
}

impl Expression {
    fn new(source: Cow<'static, str>) -> Self {
        Self { source, compiled: OnceLock::new() }
    }

    /// Nothing when it does not compile.
    fn get(&self) -> Option<&Regex> {
        self.compiled.get_or_init(|| build(&self.source).ok()).as_ref()
    }
}

fn build(source: &str) -> Result<Regex, regex::Error> {
    RegexBuilder::new(source).size_limit(SIZE_LIMIT).build()
}

impl PatternRule {
    /// A shipped rule. Nothing is compiled yet; the tests hold that every one compiles.
    pub(super) fn shipped(source: &PatternSource<'static>) -> Self {
        let borrowed = |texts: &'static [&'static str]| texts.iter().map(|text| Cow::Borrowed(*text)).collect();
        Self {
            id: Arc::from(source.id),
            kind: source.kind,
            tier: source.tier,
            why: Cow::Borrowed(source.why),
            file: Cow::Borrowed(source.file),
            line: source.line,
            regex: Expression::new(Cow::Borrowed(source.regex)),
            group: source.group,
            check: source.check,
            needs: source.needs.map(|needs| Expression::new(Cow::Borrowed(needs))),
            prefilter: source.prefilter.clone(),
            examples: borrowed(source.examples),
            counter: borrowed(source.counter),
        }
    }

    /// A rule of a collection, compiled at once: one that does not compile must be known before anything is searched.
    pub(super) fn own(source: &PatternSource<'_>) -> Result<Self, RuleError> {
        let refuse = |reason| RuleError {
            file: source.file.to_owned(),
            line: source.line,
            rule: Some(source.id.to_owned()),
            reason,
        };
        let expression = |entry: &'static str, pattern: &str| {
            let compiled = build(pattern).map_err(|error| {
                refuse(match error {
                    regex::Error::CompiledTooBig(_) => RuleReason::TooLarge,
                    _ => RuleReason::Pattern(entry),
                })
            })?;
            let cell = OnceLock::new();
            let _ = cell.set(Some(compiled));
            Ok(Expression { source: Cow::Owned(pattern.to_owned()), compiled: cell })
        };
        let owned = |texts: &[&str]| texts.iter().map(|text| Cow::Owned((*text).to_owned())).collect();
        let rule = Self {
            id: Arc::from(source.id),
            kind: source.kind,
            tier: source.tier,
            why: Cow::Owned(source.why.to_owned()),
            file: Cow::Owned(source.file.to_owned()),
            line: source.line,
            regex: expression("regex", source.regex)?,
            group: source.group,
            check: source.check,
            needs: source.needs.map(|needs| expression("needs", needs)).transpose()?,
            prefilter: source.prefilter.clone(),
            examples: owned(source.examples),
            counter: owned(source.counter),
        };
        match rule.fault() {
            Some(reason) => Err(refuse(reason)),
            None => Ok(rule),
        }
    }

    /// Whether the expressions compile.
    pub(super) fn is_ready(&self) -> bool {
        self.regex.get().is_some() && self.needs.as_ref().is_none_or(|needs| needs.get().is_some())
    }

    /// What is wrong with the expressions, if anything is.
    pub(super) fn fault(&self) -> Option<RuleReason> {
        let Some(regex) = self.regex.get() else { return Some(RuleReason::Pattern("regex")) };
        if self.needs.as_ref().is_some_and(|needs| needs.get().is_none()) {
            return Some(RuleReason::Pattern("needs"));
        }
        if self.group >= regex.captures_len() {
            return Some(RuleReason::NoSuchGroup);
        }
        regex.is_match("").then_some(RuleReason::MatchesNothing)
    }

    /// The id, unique among all rules in use. It goes into the evidence of a finding.
    pub const fn id(&self) -> &Arc<str> {
        &self.id
    }

    /// What a match identifies.
    pub const fn kind(&self) -> Kind {
        self.kind
    }

    /// How sure a match is.
    pub const fn tier(&self) -> Tier {
        self.tier
    }

    /// A short Danish phrase that says why, for the coordinator: *ligner et CPR-nummer*.
    pub fn why(&self) -> &str {
        &self.why
    }

    /// Where the rule is written: file and line.
    pub fn place(&self) -> (&str, usize) {
        (&self.file, self.line)
    }

    /// What the rule finds in `text`, in bytes, from the front, never empty and never overlapping. A rule that does not compile finds
    /// nothing; [`super::RuleSet::scan`] refuses the text instead.
    ///
    /// When the rule's check or context refuses a match, the search goes on one character after where the match began, so
    /// that a refused start cannot hide a right one inside it; after a long match, at its end, which keeps the time linear.
    pub fn find<'a>(&'a self, text: &'a str) -> impl Iterator<Item = Range<usize>> + 'a {
        self.find_from(text, 0)
    }

    /// As [`PatternRule::find`], from byte `from`; what stands before it still counts as context.
    pub(super) fn find_from<'a>(&'a self, text: &'a str, mut from: usize) -> impl Iterator<Item = Range<usize>> + 'a {
        std::iter::from_fn(move || {
            while from <= text.len() {
                let (whole, span) = self.next_match(text, from)?;
                let next_char = |at: usize| {
                    text.get(at..).and_then(|rest| rest.chars().next()).map_or(at + 1, |c| at + c.len_utf8())
                };
                let Some(span) = span.filter(|span| !span.is_empty()) else {
                    from = whole.end.max(next_char(whole.start));
                    continue;
                };
                if self.accepts(text, &span) {
                    from = whole.end.max(next_char(whole.start));
                    return Some(span);
                }
                from = if whole.len() > RETRY_BYTES { whole.end } else { next_char(whole.start) };
            }
            None
        })
    }

    /// The next match from byte `from`: all of it, and the rule's group when that took part.
    fn next_match(&self, text: &str, from: usize) -> Option<(Range<usize>, Option<Range<usize>>)> {
        let regex = self.regex.get()?;
        if self.group == 0 {
            return regex.find_at(text, from).map(|found| (found.range(), Some(found.range())));
        }
        let captures = regex.captures_at(text, from)?;
        Some((captures.get(0)?.range(), captures.get(self.group).map(|group| group.range())))
    }

    fn accepts(&self, text: &str, span: &Range<usize>) -> bool {
        let found = text.get(span.clone()).unwrap_or_default();
        let checked = match self.check {
            Check::None => true,
            Check::CprDate => check::is_cpr_date(found),
            Check::IbanMod97 => check::is_iban(found),
            Check::NotYears => !check::is_years(found),
        };
        let announced = |needs: &Expression| needs.get().is_some_and(|needs| needs.is_match(context(text, span.start)));
        checked && !cuts_a_word(text, span) && self.needs.as_ref().is_none_or(announced)
    }
}

/// Whether a match begins or ends between two letters. The expressions say `(?-u:\b)`, which does not know æ, ø and å for letters: the boundary that
/// does would make every search several times slower.
fn cuts_a_word(text: &str, span: &Range<usize>) -> bool {
    let letters = |at: usize| {
        let (before, after) = (text.get(..at).unwrap_or_default(), text.get(at..).unwrap_or_default());
        before.chars().next_back().is_some_and(char::is_alphabetic)
            && after.chars().next().is_some_and(char::is_alphabetic)
    };
    letters(span.start) || letters(span.end)
}

/// At most [`CONTEXT_CHARS`] characters before byte `at`, on the same line.
fn context(text: &str, at: usize) -> &str {
    let before = text.get(..at).unwrap_or_default();
    let start = before
        .char_indices()
        .rev()
        .take(CONTEXT_CHARS)
        .take_while(|(_, c)| *c != '\n')
        .last()
        .map_or(before.len(), |(start, _)| start);
    before.get(start..).unwrap_or_default()
}
