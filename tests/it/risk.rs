//! Indirect identification: every kind of hint against its own file of marked lines, and few hints on the labelled testimonies.

use std::path::{Path, PathBuf};
use vidnesbyrd::redact::risk::HintKind;
use vidnesbyrd::redact::rules::RuleSet;
use vidnesbyrd::redact::{Analysis, analyse, marked};
use vidnesbyrd::text::SourceText;

fn fixtures(folder: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(folder)
}

/// A line without its marks, and the marks as `what stands there→what is proposed`.
fn unmark(line: &str) -> (String, Vec<String>) {
    let (mut plain, mut marks) = (String::new(), Vec::new());
    let mut rest = line;
    while let Some((before, after)) = rest.split_once('⟦') {
        let (mark, after) = after.split_once('⟧').unwrap_or_else(|| panic!("⟦ without ⟧: {line}"));
        let (stands, _) = mark.split_once('→').unwrap_or_else(|| panic!("mark without →: {line}"));
        plain.push_str(before);
        plain.push_str(stands);
        marks.push(mark.to_owned());
        rest = after;
    }
    plain.push_str(rest);
    (plain, marks)
}

#[expect(clippy::disallowed_methods, reason = "tests look at invented text")]
fn found(text: &SourceText, analysis: &Analysis) -> Vec<String> {
    analysis.hints.iter().map(|hint| format!("{}→{}", text.slice(hint.span), hint.proposal)).collect()
}

#[test]
fn every_kind_of_hint_finds_exactly_what_its_file_says() {
    let rules = RuleSet::shipped().unwrap();
    let mut wrong = Vec::new();
    for kind in HintKind::ALL {
        let file = fixtures("risk").join(kind.code()).with_extension("txt");
        let lines =
            std::fs::read_to_string(&file).unwrap_or_else(|_| panic!("{} has no file in fixtures/risk", kind.code()));
        let (mut misses, mut hits, mut silent) = (false, 0, 0);
        for line in lines.lines().filter(|line| !line.is_empty()) {
            if line.starts_with('%') {
                misses |= line.starts_with("% misses");
                continue;
            }
            let (plain, wanted) = unmark(line);
            let text = SourceText::normalise(&plain);
            let analysis = analyse(&text, &[], &rules, &[]).unwrap();
            let found = found(&text, &analysis);
            let right = if misses { !wanted.iter().all(|mark| found.contains(mark)) } else { wanted == found };
            if !right {
                wrong.push(format!("{}: {line}\n    found {found:?}", kind.code()));
            }
            hits += usize::from(!misses && analysis.hints.iter().any(|hint| hint.kind == kind));
            silent += usize::from(!misses && wanted.is_empty());
        }
        if hits == 0 || silent == 0 {
            wrong.push(format!("{} needs a line with a hint and one without", kind.code()));
        }
    }
    assert!(wrong.is_empty(), "{} lines:\n{}", wrong.len(), wrong.join("\n"));
}

/// A hint must be worth a volunteer's minute.
#[test]
fn a_typical_testimony_has_few_hints() {
    let rules = RuleSet::shipped().unwrap();
    let mut counts = Vec::new();
    for entry in std::fs::read_dir(fixtures("marked")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "txt") {
            continue;
        }
        let marked = marked::parse(&std::fs::read_to_string(path).unwrap()).unwrap();
        let analysis = analyse(&marked.text, &marked.seeds, &rules, &[]).unwrap();
        let dates = analysis.hints.iter().filter(|hint| hint.kind == HintKind::Date).count();
        assert!(analysis.hints.len() - dates <= 10, "{} hints besides dates", analysis.hints.len() - dates);
        counts.push(analysis.hints.len());
    }
    counts.sort_unstable();
    let hints: usize = counts.iter().sum();
    assert!(counts.len() >= 16, "the labelled texts are gone");
    assert!(hints > counts.len(), "hardly any hints: {counts:?}");
    assert!(hints <= 5 * counts.len(), "{counts:?}");
    // Timelines with a date on every line are the exception.
    assert!(counts[counts.len() * 4 / 5] <= 6, "{counts:?}");
}
