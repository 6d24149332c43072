//! Patterns for folding and classifying: literals of this crate, compiled at first use.

use regex::Regex;
use std::sync::OnceLock;

/// A regular expression. One that does not compile matches nothing, which means that text is shown, not folded; a test of every
/// module that has patterns checks that all of them compile.
pub(super) struct Pattern {
    source: &'static str,
    compiled: OnceLock<Option<Regex>>,
}

impl Pattern {
    /// The pattern `source`, in the syntax of the `regex` crate; upper and lower case count the same.
    pub(super) const fn new(source: &'static str) -> Self {
        Self { source, compiled: OnceLock::new() }
    }

    fn regex(&self) -> Option<&Regex> {
        self.compiled.get_or_init(|| regex::RegexBuilder::new(self.source).case_insensitive(true).build().ok()).as_ref()
    }

    /// Whether the pattern occurs in `text`.
    pub(super) fn is_in(&self, text: &str) -> bool {
        self.regex().is_some_and(|regex| regex.is_match(text))
    }

    /// Whether the pattern compiles.
    #[cfg(test)]
    pub(super) fn is_sound(&self) -> bool {
        self.regex().is_some()
    }
}
