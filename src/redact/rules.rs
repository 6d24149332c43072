//! Pattern rules: what has a shape of its own (CPR, telephone, address, …) is found by rules that are data.
//!
//! A rule is one entry in `rules/patterns/*.toml`, or in a collection's own `regler/*.toml`, with examples and
//! counter-examples; [`check`] holds every rule to its own. The expressions are those of the `regex` crate: no look-around, no
//! back-references, and so linear time. What a look-ahead would be needed for is done by an alternative that matches the wrong
//! thing without taking part in the rule's `group` (`[0-9]+ kr|([0-9]+)`): it swallows the amount and finds nothing.
//!
//! Nothing here reads a file. A rule that does not compile is an error for the caller, never a rule that is left out.

mod check;
mod own;
mod pattern;
mod prefilter;
mod required;
mod scan;

pub use check::{Fault, RuleProblem, check};
pub(super) use check::{is_cpr_date, is_years};
pub use pattern::PatternRule;

use super::finding::{Kind, Tier};
use super::names::NameBook;
use crate::personal::Personal;
use prefilter::{Alphabet, Prefilter};
use scan::Scanner;
use std::borrow::Cow;
use std::ops::Range;
use std::sync::LazyLock;

/// A condition beside the expression, for what an expression cannot say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Check {
    /// No condition.
    None,
    /// The first six digits are a day of the calendar, DDMMYY; a day over 60 is a replacement number. Never modulus 11: numbers
    /// issued since 2007 may fail it (CPR-kontoret, "Personnumre uden kontrolciffer").
    CprDate,
    /// The check digits are right (ISO 13616, modulus 97).
    IbanMod97,
    /// It is not a year, a span of years or a month and a year.
    NotYears,
}

/// A rule as it is written, before its expressions are compiled.
#[derive(Clone, Debug)]
pub(crate) struct PatternSource<'a> {
    pub(crate) file: &'a str,
    pub(crate) line: usize,
    pub(crate) id: &'a str,
    pub(crate) kind: Kind,
    pub(crate) tier: Tier,
    pub(crate) regex: &'a str,
    pub(crate) group: usize,
    pub(crate) check: Check,
    pub(crate) needs: Option<&'a str>,
    pub(crate) prefilter: Prefilter,
    pub(crate) why: &'a str,
    pub(crate) examples: &'a [&'a str],
    pub(crate) counter: &'a [&'a str],
}

include!(concat!(env!("OUT_DIR"), "/patterns.rs"));

/// Why a rule cannot be used. Holds the place and the rule's id, never what the rule says: a coordinator's own rule may name
/// people.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}, linje {line}{}: {reason}", .rule.as_deref().map(|id| format!(", reglen \"{id}\"")).unwrap_or_default())]
pub struct RuleError {
    /// Name of the file.
    pub file: String,
    /// Line, from 1; of the rule, or of the fault where it is known.
    pub line: usize,
    /// The rule's id, when it could be read.
    pub rule: Option<String>,
    /// What is wrong.
    pub reason: RuleReason,
}

/// What is wrong with a rule. The text is shown to the coordinator.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RuleReason {
    /// The file is not TOML, or an entry has the wrong form.
    #[error("kan ikke læses som TOML")]
    Syntax,
    /// A required entry is missing; which one.
    #[error("mangler \"{0}\"")]
    Missing(&'static str),
    /// An entry has a value that does not exist; which entry.
    #[error("\"{0}\" har en ukendt værdi")]
    Unknown(&'static str),
    /// The expression, or the one in `needs`, is not one.
    #[error("\"{0}\" er ikke et gyldigt mønster")]
    Pattern(&'static str),
    /// The expression is too large when compiled.
    #[error("mønsteret er for stort")]
    TooLarge,
    /// The expression has no such group.
    #[error("mønsteret har ikke den gruppe, \"group\" peger på")]
    NoSuchGroup,
    /// The expression matches the empty text.
    #[error("mønsteret passer også på ingenting")]
    MatchesNothing,
    /// Another rule has the same id.
    #[error("id'et bruges allerede af en anden regel")]
    DuplicateId,
}

/// The rules that come with the program, and what they are searched with.
static SHIPPED_RULES: LazyLock<Rules> =
    LazyLock::new(|| Rules::new(SHIPPED.iter().map(PatternRule::shipped).collect()));

/// Rules with the scanner that searches for all of them at once.
#[derive(Clone, Debug, Default)]
struct Rules {
    rules: Vec<PatternRule>,
    scanner: Scanner,
}

impl Rules {
    fn new(rules: Vec<PatternRule>) -> Self {
        let scanner = Scanner::new(&rules);
        Self { rules, scanner }
    }
}

/// The Danish "why" of a shipped rule, without compiling any.
pub fn why(id: &super::finding::RuleId) -> Option<&'static str> {
    SHIPPED.iter().find(|source| *source.id == *id.0).map(|source| source.why)
}

/// The rules in use: the shipped ones, then the collection's own, and the names that it knows.
#[derive(Clone, Debug)]
pub struct RuleSet {
    shipped: &'static Rules,
    own: Rules,
    names: NameBook,
}

/// A rule that was needed does not compile; its place among all rules. No text may be taken for searched then.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unsearchable(pub usize);

impl RuleSet {
    /// The shipped rules alone.
    ///
    /// # Errors
    /// When what all rules are looked up with could not be built. There is no set of rules without it.
    pub fn shipped() -> Result<Self, RuleError> {
        let shipped = &*SHIPPED_RULES;
        if shipped.scanner.is_broken() {
            return Err(RuleError { file: String::new(), line: 0, rule: None, reason: RuleReason::TooLarge });
        }
        Ok(Self { shipped, own: Rules::default(), names: NameBook::default() })
    }

    /// Adds the rules of one file of the collection (`regler/*.toml`): its name, for messages, and its text.
    ///
    /// # Errors
    /// At the first entry that cannot be used. The set without the file must not be used instead: a rule that does not load
    /// releases nothing.
    pub fn with_own(mut self, file: &str, text: &str) -> Result<Self, RuleError> {
        let mut own = std::mem::take(&mut self.own.rules);
        for rule in own::parse(file, text)? {
            if self.shipped.rules.iter().chain(&own).any(|known| known.id() == rule.id()) {
                return Err(RuleError {
                    file: file.to_owned(),
                    line: rule.place().1,
                    rule: Some(rule.id().to_string()),
                    reason: RuleReason::DuplicateId,
                });
            }
            own.push(rule);
        }
        self.own = Rules::new(own);
        Ok(self)
    }

    /// The same rules, with the names that the collection knows.
    #[must_use]
    pub fn with_names(self, names: NameBook) -> Self {
        Self { names, ..self }
    }

    /// The names that the collection knows.
    pub const fn names(&self) -> &NameBook {
        &self.names
    }

    /// The rules for one testimony: these, and the names listed for it or for its sender alone.
    pub fn for_testimony(&self, number: Option<u32>, sender: &Personal) -> Cow<'_, Self> {
        match self.names.for_testimony(number, sender) {
            Some(names) => Cow::Owned(Self { names, ..self.clone() }),
            None => Cow::Borrowed(self),
        }
    }

    /// Every rule.
    pub fn iter(&self) -> impl Iterator<Item = &PatternRule> {
        self.shipped.rules.iter().chain(&self.own.rules)
    }

    /// The rule with this id, for rendering the "why" of a finding.
    pub fn get(&self, id: &str) -> Option<&PatternRule> {
        self.iter().find(|rule| &**rule.id() == id)
    }

    /// What every rule finds, in one pass over the text: exactly what [`PatternRule::find`] finds for each. `lower` is the text in lower case with
    /// the same byte offsets, `digits` the starts of the runs of digits in it.
    ///
    /// # Errors
    /// A rule that is needed and does not compile.
    pub fn scan<'a>(
        &'a self,
        text: &str,
        lower: &str,
        digits: &[usize],
        mut found: impl FnMut(&'a PatternRule, Range<usize>),
    ) -> Result<(), Unsearchable> {
        self.shipped.scanner.scan(&self.shipped.rules, text, lower, digits, &mut found)?;
        self.own.scanner.scan(&self.own.rules, text, lower, digits, &mut found)
    }
}

#[cfg(test)]
impl RuleSet {
    /// A set with a rule in it that does not compile and that every text needs.
    pub(crate) fn broken() -> Self {
        let source = PatternSource {
            file: "prøve.toml",
            line: 1,
            id: "prøve",
            kind: Kind::Place,
            tier: Tier::Sure,
            regex: "(",
            group: 0,
            check: Check::None,
            needs: None,
            prefilter: Prefilter::blind(),
            why: "prøve",
            examples: &[],
            counter: &[],
        };
        let shipped = Box::leak(Box::new(Rules::new(vec![PatternRule::shipped(&source)])));
        Self { shipped, own: Rules::default(), names: NameBook::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shipped_rule_finds_its_examples_and_none_of_its_counter_examples() {
        let rules = RuleSet::shipped().unwrap();
        assert!(rules.iter().count() > 25);
        let problems: Vec<String> = check(&rules).iter().map(ToString::to_string).collect();
        assert!(problems.is_empty(), "{problems:#?}");
    }

    #[test]
    fn what_must_survive_is_no_pattern() {
        let rules = RuleSet::shipped().unwrap();
        for text in [
            "Serviceloven § 42, stk. 2, og § 41",
            "lov nr. 1146 af 12. juli 2019",
            "lovbekendtgørelse nr. 1089 af 16. august 2023",
            "i skoleåret 2021/2022 og 2022-2023",
            "12.345.678 kr. om året, 1.234,50 kr. og 12 345 678 kroner",
            "kl. 10.15-11.45 den 3/5",
            "se side 12-34 i rapporten, 45 % og 12,5 %",
            "PPR, VISO, KL og STU den 1. marts 2020",
            "principmeddelelse 24-20 og 110-15",
            "Skolen ringede. Folkeskolen kan ikke.",
            "mødet den 14.02.2015 og igen 3. maj 2016",
            "WISC-V, ICD-10, DSM-5 og ADOS-2",
            "et barn på 7 år i 3. klasse med 24 elever",
            "37 timer om ugen i 10 år",
        ] {
            for rule in rules.iter() {
                assert_eq!(rule.find(text).next(), None, "{} in {text}", rule.id());
            }
        }
    }

    #[test]
    fn a_refused_start_does_not_hide_a_right_one_inside_it() {
        let rules = RuleSet::shipped().unwrap();
        let cpr = rules.get("cpr").unwrap();
        assert_eq!(cpr.find("99 01 02 03 1234").map(|span| (span.start, span.end)).collect::<Vec<_>>(), [(3, 16)]);
    }

    #[test]
    fn own_rules_are_added_and_their_faults_named_without_content() {
        let rules = RuleSet::shipped().unwrap();
        let good = "[[rule]]\nid = \"egen-ø\"\nkind = \"place\"\ntier = \"sure\"\nregex = 'Kanarieø'\nwhy = \"egen liste\"\nexamples = [\"på ⟦Kanarieø⟧\"]\ncounter = [\"ø\"]\n";
        let with = rules.clone().with_own("egne.toml", good).unwrap();
        assert_eq!(with.get("egen-ø").map(PatternRule::kind), Some(Kind::Place));
        assert!(check(&with).is_empty());
        for (text, line, reason) in [
            (good.replace("'Kanarieø'", "'(Kanarieø'"), 1, RuleReason::Pattern("regex")),
            (good.replace("\"place\"", "\"kanarie\""), 1, RuleReason::Unknown("kind")),
            (good.replace("\"sure\"", "\"unvouched\""), 1, RuleReason::Unknown("tier")),
            (good.replace("why = \"egen liste\"\n", ""), 1, RuleReason::Missing("why")),
            (good.replace("'Kanarieø'", "'(?:Kanarieø)?'"), 1, RuleReason::MatchesNothing),
            (good.replace("'Kanarieø'", "'(?:\\w{200}){200}'"), 1, RuleReason::TooLarge),
            (good.replace("egen-ø", "cpr"), 1, RuleReason::DuplicateId),
            (good.replace("why =", "hvorfor Kanarieø"), 6, RuleReason::Syntax),
            (format!("{good}group = 3\n"), 1, RuleReason::NoSuchGroup),
        ] {
            let error = rules.clone().with_own("egne.toml", &text).unwrap_err();
            assert_eq!((error.line, error.reason), (line, reason));
            assert!(!format!("{error} {error:?}").to_lowercase().contains("kanarie"), "{reason:?}");
        }
    }

    #[test]
    fn a_rule_without_examples_or_with_wrong_ones_is_reported() {
        let text = "[[rule]]\nid = \"tal\"\nkind = \"other_id\"\ntier = \"doubt\"\nregex = 'k[0-9]+'\nwhy = \"w\"\nexamples = [\"⟦k12⟧3\", \"k4\"]\ncounter = [\"k5\"]\n\
                    [[rule]]\nid = \"tom\"\nkind = \"other_id\"\ntier = \"doubt\"\nregex = 'k'\nwhy = \"w\"\n";
        let rules = RuleSet::shipped().unwrap().with_own("egne.toml", text).unwrap();
        let faults: Vec<Fault> = check(&rules).into_iter().map(|problem| problem.fault).collect();
        assert_eq!(
            faults,
            vec![
                Fault::ExampleMissed(1),
                Fault::ExampleUnmarked(2),
                Fault::CounterFound(1),
                Fault::NoExamples,
                Fault::NoCounterExamples
            ]
        );
    }

    #[test]
    fn a_long_hostile_text_takes_linear_time() {
        let rules = RuleSet::shipped().unwrap();
        for piece in ["1", "12 ", "Aa ", "a.", "@a", "Ab-", "a/", "0102031234 "] {
            let text = piece.repeat(60_000 / piece.len());
            for rule in rules.iter() {
                let started = std::time::Instant::now();
                let _ = rule.find(&text).count();
                assert!(started.elapsed().as_secs() < 5, "{} on {piece}", rule.id());
            }
        }
    }
}
