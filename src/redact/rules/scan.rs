//! All rules in one pass: literals by one automaton, digits from the tokens, and an expression only where it can match.

use super::prefilter::Prefilter;
use super::{PatternRule, Unsearchable};
use aho_corasick::{AhoCorasick, AhoCorasickBuilder, AhoCorasickKind, MatchKind};
use std::collections::BTreeMap;
use std::ops::Range;

/// Looks for everything that any of some rules needs.
#[derive(Clone, Debug, Default)]
pub(super) struct Scanner {
    /// Every literal of every rule; nothing when there is none, or when it could not be built.
    literals: Option<AhoCorasick>,
    /// For each literal: the rules that need it, as indices.
    wanted_by: Vec<Vec<usize>>,
    /// Rules that need digits and no literal.
    by_digits: Vec<usize>,
    /// Rules that may match anywhere.
    blind: Vec<usize>,
}

impl Scanner {
    pub(super) fn new(rules: &[PatternRule]) -> Self {
        let mut scanner = Self::default();
        let mut wanted: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (index, rule) in rules.iter().enumerate() {
            let Prefilter { literals, .. } = &rule.prefilter;
            if rule.prefilter.is_blind() {
                scanner.blind.push(index);
            } else if literals.is_empty() {
                scanner.by_digits.push(index);
            }
            // A literal inside another one of the same rule makes the longer one needless.
            let longer = |literal: &str| literals.iter().any(|other| **other != *literal && literal.contains(&**other));
            for literal in literals.iter().filter(|literal| !longer(literal)) {
                wanted.entry(literal).or_default().push(index);
            }
        }
        scanner.literals = (!wanted.is_empty())
            .then(|| {
                AhoCorasickBuilder::new()
                    .match_kind(MatchKind::Standard)
                    .kind(Some(AhoCorasickKind::DFA))
                    .build(wanted.keys())
                    .ok()
            })
            .flatten();
        scanner.wanted_by = wanted.into_values().collect();
        scanner
    }

    /// Whether the automaton is missing although there is something to look for.
    pub(super) fn is_broken(&self) -> bool {
        self.literals.is_none() && !self.wanted_by.is_empty()
    }

    pub(super) fn scan<'a>(
        &self,
        rules: &'a [PatternRule],
        text: &str,
        lower: &str,
        digits: &[usize],
        found: &mut impl FnMut(&'a PatternRule, Range<usize>),
    ) -> Result<(), Unsearchable> {
        if self.is_broken() {
            return Err(Unsearchable(0));
        }
        let mut search = Search { rules, text, done: vec![0; rules.len()], found };
        // A long s counts as an s for `(?i)` and is not one in the lower-case text, where its length must stay; nobody writes it.
        if text.contains('\u{17f}') {
            return (0..rules.len()).try_for_each(|rule| search.within(rule, 0..text.len()));
        }
        for &rule in &self.blind {
            search.within(rule, 0..text.len())?;
        }
        for &at in digits {
            for &rule in &self.by_digits {
                search.around(rule, at)?;
            }
        }
        for hit in self.literals.iter().flat_map(|literals| literals.find_overlapping_iter(lower)) {
            for &rule in self.wanted_by.get(hit.pattern().as_usize()).into_iter().flatten() {
                search.around(rule, hit.start())?;
            }
        }
        Ok(())
    }
}

/// One pass over one text.
struct Search<'a, 't, F> {
    rules: &'a [PatternRule],
    text: &'t str,
    /// For each rule, up to which byte it has searched. Every stretch is searched once, which keeps the whole linear.
    done: Vec<usize>,
    found: &'t mut F,
}

impl<'a, F: FnMut(&'a PatternRule, Range<usize>)> Search<'a, '_, F> {
    /// Searches the stretch around byte `at` in which a match of the rule must lie.
    fn around(&mut self, rule: usize, at: usize) -> Result<(), Unsearchable> {
        let (Some(pattern), Some(&done)) = (self.rules.get(rule), self.done.get(rule)) else { return Ok(()) };
        if at < done {
            return Ok(());
        }
        let stretch = pattern.prefilter.alphabet.run(self.text, at);
        if let Some(done) = self.done.get_mut(rule) {
            *done = stretch.end.max(at + 1);
        }
        let needed = pattern.prefilter.digits;
        let digits = || self.text.as_bytes().get(stretch.clone()).into_iter().flatten().filter(|b| b.is_ascii_digit());
        if needed > 0 && digits().take(needed).count() < needed {
            return Ok(());
        }
        self.within(rule, stretch)
    }

    fn within(&mut self, rule: usize, stretch: Range<usize>) -> Result<(), Unsearchable> {
        let Some(pattern) = self.rules.get(rule) else { return Ok(()) };
        if !pattern.is_ready() {
            return Err(Unsearchable(rule));
        }
        // The character after the stretch cannot be part of a match, but tells whether a word ends before it.
        let next = self.text.get(stretch.end..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
        let seen = self.text.get(..stretch.end + next).unwrap_or(self.text);
        for span in pattern.find_from(seen, stretch.start) {
            (self.found)(pattern, span);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
