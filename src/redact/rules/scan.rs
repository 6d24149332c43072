//! All rules in one pass: literals by one automaton, digits from the tokens, and an expression only where it can match.

use super::pattern::CONTEXT_BYTES;
use super::prefilter::{Alphabet, Prefilter};
use super::{PatternRule, Unsearchable};
use aho_corasick::{AhoCorasick, AhoCorasickBuilder, AhoCorasickKind, MatchKind};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

/// Looks for everything that any of some rules needs.
#[derive(Clone, Debug, Default)]
pub(super) struct Scanner {
    /// Every literal of every rule; nothing when there is none, or when it could not be built.
    literals: Option<AhoCorasick>,
    /// For each literal: the rules that want it, as indices.
    wanted_by: Vec<Vec<Wish>>,
    /// Rules that need digits and no literal, and whose matches have no letter.
    figures: Vec<usize>,
    /// Everything that a match of any of those consists of.
    any_figure: Option<Alphabet>,
    /// The other rules that need digits and no literal.
    digits_and_letters: Vec<usize>,
    /// Rules that may match anywhere.
    blind: Vec<usize>,
}

/// What a rule wants a literal for.
#[derive(Clone, Copy, Debug)]
enum Wish {
    /// It is in the match.
    InMatch(usize),
    /// It stands before the match.
    Before(usize),
}

impl Scanner {
    pub(super) fn new(rules: &[PatternRule]) -> Self {
        let mut scanner = Self::default();
        let mut wanted: BTreeMap<&str, Vec<Wish>> = BTreeMap::new();
        for (index, rule) in rules.iter().enumerate() {
            let Prefilter { literals, announced, alphabet, .. } = &rule.prefilter;
            if rule.prefilter.is_blind() {
                scanner.blind.push(index);
            } else if literals.is_empty() {
                if alphabet.has_letters() {
                    scanner.digits_and_letters.push(index);
                } else {
                    scanner.figures.push(index);
                    scanner.any_figure.get_or_insert_with(Alphabet::default).include(alphabet);
                }
                for literal in shortest(announced) {
                    wanted.entry(literal).or_default().push(Wish::Before(index));
                }
            }
            for literal in shortest(literals) {
                wanted.entry(literal).or_default().push(Wish::InMatch(index));
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
        let mut search =
            Search { rules, text, done: vec![0; rules.len()], heard: vec![Heard::default(); rules.len()], found };
        // A long s counts as an s for `(?i)` and is not one in the lower-case text, where its length must stay; nobody writes it.
        if text.contains('\u{17f}') {
            return (0..rules.len()).try_for_each(|rule| search.within(rule, 0..text.len()));
        }
        for &rule in &self.blind {
            search.within(rule, 0..text.len())?;
        }
        for hit in self.literals.iter().flat_map(|literals| literals.find_overlapping_iter(lower)) {
            for &wish in self.wanted_by.get(hit.pattern().as_usize()).into_iter().flatten() {
                match wish {
                    Wish::InMatch(rule) => search.around(rule, hit.start())?,
                    Wish::Before(rule) => search.hear(rule, hit.end()),
                }
            }
        }
        // A year or a class has fewer digits than most numbers need, which one look tells for all rules that want nothing else.
        let (mut figures_end, mut figures_digits) = (0, 0);
        for &at in digits {
            if let Some(any) = self.any_figure.as_ref().filter(|_| at >= figures_end) {
                let run = any.run(text, at);
                figures_digits = count_digits(text, &run);
                figures_end = run.end.max(at + 1);
            }
            for &rule in &self.figures {
                if rules.get(rule).is_some_and(|rule| rule.prefilter.digits <= figures_digits) {
                    search.around(rule, at)?;
                }
            }
            for &rule in &self.digits_and_letters {
                search.around(rule, at)?;
            }
        }
        Ok(())
    }
}

/// Of some literals those that hold no other one: where the longer one stands, the shorter one does.
fn shortest<'l>(literals: &'l [Cow<'static, str>]) -> impl Iterator<Item = &'l str> {
    let longer = |literal: &str| literals.iter().any(|other| **other != *literal && literal.contains(&**other));
    literals.iter().map(|literal| &**literal).filter(move |literal| !longer(literal))
}

fn count_digits(text: &str, stretch: &Range<usize>) -> usize {
    text.as_bytes().get(stretch.clone()).into_iter().flatten().filter(|byte| byte.is_ascii_digit()).count()
}

/// Where the words that announce a rule's matches end, in text order.
#[derive(Clone, Debug, Default)]
struct Heard {
    ends: Vec<usize>,
    /// Those before this one are too far back for anything that is still to come.
    from: usize,
}

/// One pass over one text.
struct Search<'a, 't, F> {
    rules: &'a [PatternRule],
    text: &'t str,
    /// For each rule, up to which byte it has searched. Every stretch is searched once, which keeps the whole linear.
    done: Vec<usize>,
    heard: Vec<Heard>,
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
        // What is found in lower case and stands in capitals may be none of the rule's characters: then no match is here.
        if stretch.end <= at {
            return Ok(());
        }
        if let Some(done) = self.done.get_mut(rule) {
            *done = stretch.end.max(at + 1);
        }
        let needed = pattern.prefilter.digits;
        if stretch.is_empty()
            || needed > 0 && count_digits(self.text, &stretch) < needed
            || !self.is_announced(rule, pattern, &stretch)
        {
            return Ok(());
        }
        self.within(rule, stretch)
    }

    /// Notes a word that announces matches of a rule.
    fn hear(&mut self, rule: usize, end: usize) {
        if let Some(heard) = self.heard.get_mut(rule) {
            heard.ends.push(end);
        }
    }

    /// Whether a word stands before or in the stretch without which no match in it is accepted.
    fn is_announced(&mut self, rule: usize, pattern: &PatternRule, stretch: &Range<usize>) -> bool {
        if pattern.prefilter.announced.is_empty() || !pattern.prefilter.literals.is_empty() {
            return true;
        }
        let Some(heard) = self.heard.get_mut(rule) else { return true };
        let earliest = stretch.start.saturating_sub(CONTEXT_BYTES);
        while heard.ends.get(heard.from).is_some_and(|end| *end <= earliest) {
            heard.from += 1;
        }
        heard.ends.get(heard.from).is_some_and(|end| *end < stretch.end)
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
