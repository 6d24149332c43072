//! Every detector against its own file of marked lines: exactly the labelled stretches, no more and no less.

use std::path::Path;
use vidnesbyrd::personal::Personal;
use vidnesbyrd::redact::detect::NAME_DETECTORS;
use vidnesbyrd::redact::names::{NameBook, Scope};
use vidnesbyrd::redact::rules::RuleSet;
use vidnesbyrd::redact::{Kind, Role, analyse, marked};

/// Detectors that give findings of their own rather than signals.
const OTHERS: [&str; 18] = [
    "address",
    "birthdate",
    "byname",
    "code",
    "compound",
    "cpr_tail",
    "digits",
    "elsewhere",
    "epithet",
    "handle",
    "initials",
    "institution",
    "pattern",
    "petname",
    "pieces",
    "spelled",
    "unvouched",
    "whereabouts",
];

#[test]
#[expect(clippy::disallowed_methods, reason = "tests look at invented text")]
fn every_detector_finds_exactly_what_its_file_says() {
    let mut wrong = Vec::new();
    for id in NAME_DETECTORS.iter().map(|detector| detector.id).chain(OTHERS) {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/detectors").join(id).with_extension("txt");
        let lines = std::fs::read_to_string(&file)
            .unwrap_or_else(|_| panic!("detector {id} has no file in fixtures/detectors"));
        let (mut header, mut misses, mut checked) = (String::new(), false, 0);
        let mut names = NameBook::default();
        for line in lines.lines().filter(|line| !line.is_empty()) {
            if line.starts_with('%') {
                misses |= line.starts_with("% misses");
                if let Some(listed) = line.strip_prefix("% names: ") {
                    let (name, role) = listed.split_once("; ").unwrap_or((listed, ""));
                    names.add_person(&Personal::new(name.to_owned()), Role::from_word(role), &Scope::Collection);
                }
                header = if line.starts_with("% from:") { format!("{line}\n\n") } else { String::new() };
                continue;
            }
            let marked = marked::parse(&format!("{header}{line}")).unwrap_or_else(|error| panic!("{id}: {error}"));
            header.clear();
            checked += 1;
            let rules = RuleSet::shipped().unwrap().with_names(std::mem::take(&mut names));
            let analysis = analyse(&marked.text, &marked.seeds, &rules, &[]).unwrap();
            let label = |kind: Kind, span| format!("[[{}:{}]]", kind.code(), marked.text.slice(span));
            let wanted: Vec<String> = marked.labels.iter().map(|found| label(found.kind, found.span)).collect();
            let found: Vec<String> = analysis.findings.iter().map(|found| label(found.kind, found.span)).collect();
            let right = if misses { !wanted.iter().any(|label| found.contains(label)) } else { wanted == found };
            if !right {
                wrong.push(format!("{id}: {line}\n    found {found:?}"));
            }
        }
        assert!(checked > 1, "{id} has too few lines");
    }
    assert!(wrong.is_empty(), "{} lines:\n{}", wrong.len(), wrong.join("\n"));
}
