//! What every match of an expression must contain, read off the expression itself.
//!
//! Searching a text with fifty expressions one after the other is what makes a rule-based engine slow, and nearly all of that time is
//! spent where there is nothing to find. Three facts that follow from the expression tell where something can be: a set of literals one
//! of which is in every match (`vej`, `gade`, …), how many digits every match has at least, and the characters that a match can consist
//! of. A match lies within the run of such characters around a literal or a digit; everything else need not be searched. The search
//! within the run is by the expression, so nothing is found or lost that the expression alone would not find or lose.
//!
//! Only what a rule's `group` takes part in counts: an alternative without the group swallows something and finds nothing.
//!
//! Also compiled into the build script, which does this work for the shipped rules.

use regex_syntax::hir::{Capture, Class, ClassUnicode, ClassUnicodeRange, Hir, HirKind, Repetition};
use std::collections::BTreeSet;

/// Most strings that are followed through an expression as a set.
const MOST_LITERALS: usize = 160;
/// Shortest literal of letters that is worth looking for; shorter ones stand in too many words.
const SHORTEST_WORD: usize = 3;

/// What every match of an expression contains and consists of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Required {
    /// In lower case; every match contains one of them. Empty when no such set is worth looking for.
    pub(crate) literals: Vec<String>,
    /// How many ASCII digits every match contains at least.
    pub(crate) digits: usize,
    /// Every character that a match can contain, as ranges in order.
    pub(crate) alphabet: Vec<(char, char)>,
}

/// Reads an expression. `group` is the group that gives the finding, 0 for the whole match.
///
/// # Errors
/// Nothing, when the expression is not one.
pub(crate) fn required(expression: &str, group: usize) -> Option<Required> {
    let hir = regex_syntax::parse(expression).ok()?;
    let fact = fact(&hir, group);
    let mut alphabet = ClassUnicode::empty();
    gather(&hir, &mut alphabet);
    Some(Required {
        literals: fact.best.filter(|set| worth(set) > 0).map(|set| set.into_iter().collect()).unwrap_or_default(),
        digits: fact.digits,
        alphabet: alphabet.iter().map(|range| (range.start(), range.end())).collect(),
    })
}

type Strings = BTreeSet<String>;

/// What is known of a part of an expression.
struct Fact {
    /// All strings that it matches, in lower case, when these are few.
    exact: Option<Strings>,
    /// The best set of which every match contains one.
    best: Option<Strings>,
    digits: usize,
}

/// How good a set is for looking up: 0 is useless, longer literals are better, and a sign is better than a letter.
fn worth(set: &Strings) -> usize {
    let of = |literal: &String| {
        let chars = literal.chars().count();
        match literal.chars().any(|c| !c.is_alphanumeric() && !matches!(c, ' ' | '.' | ',' | '-' | '/')) {
            true => chars + SHORTEST_WORD,
            false if chars >= SHORTEST_WORD && literal.chars().any(char::is_alphabetic) => chars,
            false => 0,
        }
    };
    set.iter().map(of).min().unwrap_or(0)
}

fn better(one: Option<Strings>, other: Option<Strings>) -> Option<Strings> {
    match (one, other) {
        (Some(one), Some(other)) => {
            let rank = |set: &Strings| (worth(set), usize::MAX - set.len());
            Some(if rank(&other) > rank(&one) { other } else { one })
        }
        (one, other) => one.or(other),
    }
}

fn fact(hir: &Hir, group: usize) -> Fact {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => Fact { exact: Some([String::new()].into()), best: None, digits: 0 },
        HirKind::Literal(literal) => {
            let text = String::from_utf8_lossy(&literal.0);
            let set: Strings = [text.chars().map(fold).collect()].into();
            let digits = text.chars().filter(char::is_ascii_digit).count();
            Fact { exact: Some(set.clone()), best: Some(set), digits }
        }
        HirKind::Class(class) => of_class(class),
        HirKind::Repetition(repetition) => of_repetition(repetition, group),
        HirKind::Capture(Capture { sub, .. }) => fact(sub, group),
        HirKind::Concat(parts) => of_concat(parts, group),
        HirKind::Alternation(parts) => {
            let takes_part: Vec<&Hir> = parts.iter().filter(|part| group > 0 && has_group(part, group)).collect();
            let parts = if takes_part.is_empty() { parts.iter().collect() } else { takes_part };
            of_alternation(&parts, group)
        }
    }
}

fn of_class(class: &Class) -> Fact {
    let mut lower = Strings::new();
    let Class::Unicode(class) = class else { return Fact { exact: None, best: None, digits: 0 } };
    let digits = usize::from(class.iter().all(|range| range.start() >= '0' && range.end() <= '9'));
    for range in class.iter() {
        if lower.len() > 4 || range.len() > 8 {
            return Fact { exact: None, best: None, digits };
        }
        lower.extend(chars_of(range).map(|c| fold(c).to_string()));
    }
    Fact { exact: Some(lower.clone()), best: Some(lower), digits }
}

fn chars_of(range: &ClassUnicodeRange) -> impl Iterator<Item = char> {
    range.start()..=range.end()
}

/// Lower case as the text that is searched has it: one character for one, and of the same length in bytes. The long s and the Kelvin sign are
/// what `(?i)` adds to s and k; a normalised text has no Kelvin sign, and one with a long s is searched without any prefilter.
fn fold(c: char) -> char {
    match c {
        '\u{17f}' => 's',
        '\u{212a}' => 'k',
        _ => {
            let mut lower = c.to_lowercase();
            let one = lower.next().filter(|_| lower.next().is_none());
            one.filter(|lower| lower.len_utf8() == c.len_utf8()).unwrap_or(c)
        }
    }
}

fn of_repetition(repetition: &Repetition, group: usize) -> Fact {
    let inner = fact(&repetition.sub, group);
    // Of several rounds the group need take part in one only, and what the others have is not known.
    let alone = group > 0 && has_group(&repetition.sub, group);
    let least = usize::try_from(repetition.min).unwrap_or(usize::MAX).min(if alone { 1 } else { usize::MAX });
    let digits = inner.digits.saturating_mul(least);
    match (repetition.min, repetition.max) {
        (0, Some(1)) => {
            let exact = inner.exact.map(|mut set| {
                set.insert(String::new());
                set
            });
            Fact { exact, best: None, digits: 0 }
        }
        (0, _) => Fact { exact: None, best: None, digits: 0 },
        (1, Some(1)) => inner,
        _ => Fact { exact: None, best: inner.best, digits },
    }
}

fn of_concat(parts: &[Hir], group: usize) -> Fact {
    let (mut digits, mut best, mut whole) = (0, None, Some(Strings::from([String::new()])));
    // The strings of the parts seen last that follow each other exactly.
    let mut run = Strings::from([String::new()]);
    for part in parts {
        let inner = fact(part, group);
        digits += inner.digits;
        best = better(best, inner.best);
        whole = whole.and_then(|whole| cross(&whole, inner.exact.as_ref()?));
        match inner.exact.as_ref().and_then(|exact| cross(&run, exact)) {
            Some(longer) => run = longer,
            None => {
                best = better(best, Some(std::mem::take(&mut run)));
                run = inner.exact.unwrap_or_else(|| [String::new()].into());
            }
        }
        best = better(best, Some(run.clone()));
    }
    Fact { exact: whole, best, digits }
}

/// Every string of the first set followed by every one of the second; nothing when that is too many.
fn cross(front: &Strings, back: &Strings) -> Option<Strings> {
    (front.len() * back.len() <= MOST_LITERALS)
        .then(|| front.iter().flat_map(|front| back.iter().map(move |back| format!("{front}{back}"))).collect())
}

fn of_alternation(parts: &[&Hir], group: usize) -> Fact {
    let facts: Vec<Fact> = parts.iter().map(|part| fact(part, group)).collect();
    let union = |pick: fn(&Fact) -> Option<&Strings>| {
        facts
            .iter()
            .map(pick)
            .try_fold(Strings::new(), |mut all, set| {
                all.extend(set?.iter().cloned());
                Some(all)
            })
            .filter(|set| set.len() <= MOST_LITERALS)
    };
    Fact {
        exact: union(|fact| fact.exact.as_ref()),
        best: union(|fact| fact.best.as_ref()),
        digits: facts.iter().map(|fact| fact.digits).min().unwrap_or(0),
    }
}

fn has_group(hir: &Hir, group: usize) -> bool {
    match hir.kind() {
        HirKind::Capture(capture) => {
            usize::try_from(capture.index).is_ok_and(|index| index == group) || has_group(&capture.sub, group)
        }
        HirKind::Repetition(repetition) => has_group(&repetition.sub, group),
        HirKind::Concat(parts) | HirKind::Alternation(parts) => parts.iter().any(|part| has_group(part, group)),
        _ => false,
    }
}

/// Adds every character that can be part of a match.
fn gather(hir: &Hir, alphabet: &mut ClassUnicode) {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => {}
        HirKind::Literal(literal) => {
            for c in String::from_utf8_lossy(&literal.0).chars() {
                alphabet.push(ClassUnicodeRange::new(c, c));
            }
        }
        HirKind::Class(Class::Unicode(class)) => alphabet.union(class),
        HirKind::Class(Class::Bytes(class)) => {
            for range in class.iter() {
                alphabet.push(ClassUnicodeRange::new(char::from(range.start()), char::from(range.end())));
            }
        }
        HirKind::Repetition(repetition) => gather(&repetition.sub, alphabet),
        HirKind::Capture(capture) => gather(&capture.sub, alphabet),
        HirKind::Concat(parts) | HirKind::Alternation(parts) => parts.iter().for_each(|part| gather(part, alphabet)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(expression: &str, group: usize) -> Required {
        required(expression, group).unwrap()
    }

    #[test]
    fn literals_digits_and_alphabet_are_read_off_the_expression() {
        let cpr = of(r"(?-u:\b)[0-9]{6}[- ]?[0-9]{4}(?-u:\b)", 0);
        assert_eq!((cpr.literals.len(), cpr.digits), (0, 10));
        assert_eq!(cpr.alphabet, [(' ', ' '), ('-', '-'), ('0', '9')]);
        let street = of(r"[A-Z][a-z]*(?:vej|gade) [0-9]{1,3}", 0);
        assert_eq!((street.literals, street.digits), (vec!["gade ".to_owned(), "vej ".to_owned()], 1));
        let named = of(r"(?i)cpr[^0-9]", 0);
        assert_eq!(named.literals, ["cpr"]);
        assert_eq!(of(r"[a-z]+@[a-z]+\.[a-z]+", 0).literals, ["@"]);
        assert!(of(r"[a-z]+ [a-z]*", 0).literals.is_empty());
    }

    #[test]
    fn an_alternative_without_the_group_finds_nothing_and_counts_for_nothing_but_the_alphabet() {
        let amount = of(r"[0-9]+ kr|([0-9]{8})", 1);
        assert_eq!((amount.literals.len(), amount.digits), (0, 8));
        assert!(amount.alphabet.contains(&('k', 'k')));
        assert_eq!(of(r"[0-9]+ kr|([0-9]{8})", 0).digits, 1);
    }

    #[test]
    fn what_may_be_missing_is_not_required() {
        let optional = of(r"(?:tlf)?[0-9]?", 0);
        assert_eq!((optional.literals.len(), optional.digits), (0, 0));
        assert_eq!(of(r"(?:hedder|hed) ", 0).literals, ["hed ", "hedder "]);
        assert_eq!(of(r"[Ss]kolen [A-Z]", 0).literals, ["skolen "]);
    }
}
