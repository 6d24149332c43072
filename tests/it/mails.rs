//! The invented mails, from bytes to the text that would be shown: nothing listed as hidden survives, what must stay stays, quotes are folded.

use serde::Deserialize;
use std::path::{Path, PathBuf};
use vidnesbyrd::intake::reader::read_here;
use vidnesbyrd::intake::{InputKind, RawMessage, Reading};
use vidnesbyrd::redact::release::Unattended;
use vidnesbyrd::redact::rules::RuleSet;
use vidnesbyrd::redact::{Tier, analyse};
use vidnesbyrd::text::SourceText;

/// What stands in the TOML beside a mail.
#[derive(Deserialize)]
pub(crate) struct Expected {
    pub(crate) class: String,
    pub(crate) language: String,
    pub(crate) needs_human: bool,
    #[serde(default)]
    pub(crate) hidden: Vec<Hidden>,
    #[serde(default)]
    pub(crate) kept: Vec<String>,
    #[serde(default)]
    pub(crate) folded: Vec<String>,
}

#[derive(Deserialize)]
pub(crate) struct Hidden {
    pub(crate) text: String,
    #[serde(default)]
    pub(crate) indirect: bool,
}

/// Every mail with what is expected of it; an empty folder fails.
pub(crate) fn mails() -> Vec<(String, Reading, Expected)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/mail");
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "eml"))
        .collect();
    files.sort();
    assert!(files.len() >= 16, "the mails are gone");
    files
        .into_iter()
        .map(|file| {
            let reading = read_here(&RawMessage::new(std::fs::read(&file).unwrap()), InputKind::Mail);
            let expected = std::fs::read_to_string(file.with_extension("toml")).unwrap();
            (file.file_stem().unwrap().to_string_lossy().into_owned(), reading, toml::from_str(&expected).unwrap())
        })
        .collect()
}

/// As the fixtures say: NFC, white space as one space.
#[expect(clippy::disallowed_methods, reason = "tests look at invented text")]
pub(crate) fn plain(text: &str) -> String {
    SourceText::normalise(text).as_str().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether `form` stands in `text` as whole words; case counts.
pub(crate) fn stands(text: &str, form: &str) -> bool {
    text.match_indices(form).any(|(at, _)| {
        let before = text.get(..at).and_then(|head| head.chars().next_back());
        let after = text.get(at + form.len()..).and_then(|tail| tail.chars().next());
        !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
    })
}

#[test]
fn nothing_hidden_survives_what_must_stay_stays_and_quotes_are_folded() {
    let (mut leaked, mut lost, mut shown_quotes) = (Vec::new(), Vec::new(), Vec::new());
    let (mut hidden, mut kept, mut decisions, mut testimonies) = (0, 0, 0, 0);
    for (name, reading, expected) in mails() {
        let analysis = analyse(&reading.text, &reading.seeds, &RuleSet::shipped().unwrap(), &[]).unwrap();
        let shown = plain(&Unattended::new(&reading.text, &reading.folded(), &analysis).text());
        for form in expected.hidden.iter().filter(|form| !form.indirect) {
            hidden += 1;
            if stands(&shown, &plain(&form.text)) {
                leaked.push(format!("{name}: {}", form.text));
            }
        }
        for phrase in &expected.kept {
            kept += 1;
            if !shown.contains(&plain(phrase)) {
                lost.push(format!("{name}: {phrase}"));
            }
        }
        for phrase in expected.folded.iter().filter(|phrase| shown.contains(&plain(phrase))) {
            shown_quotes.push(format!("{name}: {phrase}"));
        }
        if expected.class == "testimony" && !expected.needs_human {
            testimonies += 1;
            decisions += analysis.subjects.iter().filter(|subject| subject.tier == Tier::Doubt).count()
                + usize::from(analysis.subjects.iter().any(|subject| subject.tier == Tier::Unvouched));
            assert_eq!(analysis.language.as_deref(), Some(expected.language.as_str()), "{name}");
        }
    }
    println!("hidden {hidden}, leaked {}: {leaked:#?}", leaked.len());
    println!("kept {kept}, lost {}: {lost:#?}", lost.len());
    println!("quotes shown: {shown_quotes:#?}; decisions {decisions} on {testimonies} testimonies");
    assert!(leaked.len() * 100 <= hidden, "{} of {hidden} leaked: {leaked:#?}", leaked.len());
    assert!(lost.len() * 100 <= kept * 3, "{} of {kept} lost: {lost:#?}", lost.len());
    assert!(shown_quotes.is_empty(), "{shown_quotes:#?}");
    assert!(decisions <= 8 * testimonies);
}
