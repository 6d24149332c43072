//! The search in one pass finds what every rule finds by itself: the prefilter may be quick, but it must lose nothing.

use crate::redact::context::Context;
use crate::redact::detect::pattern;
use crate::redact::rules::{PatternRule, RuleSet};
use crate::text::SourceText;
use proptest::prelude::*;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

/// Rules of the kinds that a coordinator may write and that are hard to look up: groups in repetitions, either case, line ends, letters whose
/// case changes their length, digits of other scripts, nothing to look for at all.
static HARD: [(&str, usize); 14] = [
    (r"(?i)straße[0-9]", 0),
    (r"(?:x|([0-9]{2})){2}", 1),
    (r"(?:([0-9])|y){1,3}[0-9]z", 1),
    (r"(?m)^sag [0-9]+$", 0),
    (r"\d{3}\p{L}+", 0),
    (r"[^\n]{0,5}kælder", 0),
    (r"ſkole|Skole [A-Z]", 0),
    (r"(?s)a.{0,3}b[0-9]", 0),
    (r"(?i)kælder\b", 0),
    (r"[0-9]+$", 0),
    (r"^[A-Z]{2}[0-9]+", 0),
    (r"\bsø[a-z]*\B", 0),
    (r"[0-9]+ kr|([0-9]{4})", 1),
    (r"[A-ZÆØÅ]{3,}", 0),
];

static RULES: LazyLock<RuleSet> = LazyLock::new(|| {
    let own: Vec<String> = HARD
        .iter()
        .enumerate()
        .map(|(number, (regex, group))| {
            format!(
                "[[rule]]\nid = \"egen-{number}\"\nkind = \"place\"\ntier = \"sure\"\nregex = '{regex}'\ngroup = {group}\nwhy = \"egen\"\n"
            )
        })
        .collect();
    RuleSet::shipped().unwrap().with_own("egne.toml", &own.concat()).unwrap()
});

type Found = Vec<(String, usize, usize)>;

#[expect(clippy::disallowed_methods, reason = "tests look at invented text")]
fn one_by_one(source: &SourceText) -> Found {
    let of_rule = |rule: &'static PatternRule| {
        rule.find(source.as_str()).map(|range| (rule.id().to_string(), range.start, range.end)).collect::<Found>()
    };
    let mut found: Found = RULES.iter().flat_map(of_rule).collect();
    found.sort();
    found
}

#[expect(clippy::disallowed_methods, reason = "tests look at invented text")]
fn in_one_pass(source: &SourceText) -> Found {
    let context = Context::new(source, RULES.names());
    let mut found = Found::new();
    let add = |rule: &PatternRule, range: Range<usize>| found.push((rule.id().to_string(), range.start, range.end));
    RULES.scan(source.as_str(), context.tokens.lower_text(), &pattern::digit_runs(&context), add).unwrap();
    found.sort();
    found
}

fn same(text: &str) -> Result<usize, String> {
    let source = SourceText::normalise(text);
    let (one, other) = (one_by_one(&source), in_one_pass(&source));
    if one == other { Ok(one.len()) } else { Err(format!("by rule {one:?}, in one pass {other:?}")) }
}

fn files(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { files(&path, into) } else { into.push(path) }
    }
}

/// What the examples of all rules say, without their marks.
static EXAMPLES: LazyLock<Vec<String>> = LazyLock::new(|| {
    let texts = RULES.iter().flat_map(|rule| rule.examples.iter().chain(&rule.counter));
    texts.map(|text| text.replace(['⟦', '⟧'], "")).collect()
});

#[test]
fn one_pass_finds_in_every_fixture_what_every_rule_finds() {
    let mut paths = Vec::new();
    files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures"), &mut paths);
    assert!(paths.len() > 100);
    let mut all = EXAMPLES.join("\n");
    let mut found = 0;
    for path in paths {
        let text = String::from_utf8_lossy(&std::fs::read(&path).unwrap()).into_owned();
        for text in [text.to_uppercase(), text.to_lowercase(), text.replace(' ', ""), text.replace('\n', " ")] {
            found += same(&text).unwrap_or_else(|differ| panic!("{}: {differ}", path.display()));
        }
        found += same(&text).unwrap_or_else(|differ| panic!("{}: {differ}", path.display()));
        all.push_str(&text);
    }
    assert!(found > 1_000, "{found} found");
    same(&all).unwrap_or_else(|differ| panic!("all in one: {} bytes", differ.len()));
}

#[test]
fn a_literal_in_capitals_beside_a_stretch_does_not_search_it_again() {
    same("i børnehaven 3 dagndersens Boulevard ").unwrap_or_else(|differ| panic!("{differ}"));
}

fn piece() -> impl Strategy<Value = String> {
    let example = (0..EXAMPLES.len()).prop_map(|at| EXAMPLES[at].clone());
    let part = (0..EXAMPLES.len(), 0..40_usize, 1..40_usize)
        .prop_map(|(at, from, length)| EXAMPLES[at].chars().skip(from).take(length).collect::<String>());
    let noise = prop::sample::select(vec![
        " ",
        "\n",
        "\n\n",
        "-",
        ".",
        ",",
        "(",
        ")",
        "/",
        ":",
        "+45",
        "½",
        "²",
        "٣",
        "ſ",
        "ẞ",
        "ß",
        "İ",
        "K",
        "é",
        "e\u{301}",
        "👩",
        "\u{a0}",
        "\u{ad}",
        "x",
        "y",
        "z",
        "0",
        "12",
        "12345678",
        "010203-1234",
        " kr",
        "STRAẞE7",
        "straße7",
        "KÆLDER",
        "sag 12",
        "Ahornvej",
        "Å",
        "A\u{30a}",
        "@",
        ".dk",
        "www.",
        "nr. ",
    ]);
    prop_oneof![
        3 => example.clone(),
        3 => part,
        1 => example.prop_map(|text| text.to_uppercase()),
        6 => noise.prop_map(str::to_owned),
        1 => "[0-9 .-]{1,14}",
        1 => "[A-Za-zæøåÆØÅ]{1,8}",
        1 => "\\PC{1,4}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn one_pass_finds_in_any_text_what_every_rule_finds(pieces in prop::collection::vec(piece(), 0..12)) {
        let same = same(&pieces.concat());
        prop_assert!(same.is_ok(), "{}", same.unwrap_err());
    }
}
