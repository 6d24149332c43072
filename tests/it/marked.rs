//! The labelled testimonies: what leaks, what is lost, how much is left to decide. A drop fails.

use std::path::{Path, PathBuf};
use vidnesbyrd::redact::Kind;
use vidnesbyrd::redact::evaluate::Score;
use vidnesbyrd::redact::marked;
use vidnesbyrd::redact::rules::RuleSet;

fn files(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(folder);
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "txt"))
        .collect();
    files.sort();
    files
}

#[test]
fn recall_and_kept_words_do_not_drop() {
    let files = files("marked");
    assert!(files.len() >= 16, "the labelled texts are gone");
    let mut score = Score::default();
    for file in files {
        let marked = marked::parse(&std::fs::read_to_string(&file).unwrap()).unwrap();
        score.add(&marked, &RuleSet::shipped().unwrap()).unwrap();
    }
    let share = |part: usize, whole: usize| part as f64 / whole as f64;
    let (persons, covered) = score.by_kind[&Kind::Person];
    assert!(persons >= 350);
    assert!(share(covered, persons) >= 0.965, "persons covered: {covered} of {persons}");
    assert!(share(score.covered(), score.labels()) >= 0.96, "covered: {} of {}", score.covered(), score.labels());
    assert!(share(score.kept, score.words) >= 0.998, "kept: {} of {}", score.kept, score.words);
    assert!(share(score.right, score.findings) >= 0.98, "right: {} of {}", score.right, score.findings);
    assert!(score.decisions <= 8 * score.texts, "decisions: {} on {} texts", score.decisions, score.texts);
}
