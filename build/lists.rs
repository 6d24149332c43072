//! Plain lists: one entry a line, `#` starts a comment.

use crate::{Outcome, Problem, read, write};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// The entries of one file. Refuses an entry with stray spaces, so that what a reader sees is what is searched for.
pub(crate) fn entries(file: &Path) -> Outcome<Vec<String>> {
    let content = read(file)?;
    let mut entries = Vec::new();
    for (raw, line) in content.lines().zip(1..) {
        let entry = raw.split_once('#').map_or(raw, |(entry, _)| entry).trim_end();
        if entry.is_empty() {
            continue;
        }
        if entry.starts_with(' ') || entry.contains("  ") || entry.contains('\t') {
            return Err(Problem::new(file, line, "stray spaces in an entry"));
        }
        if entry.chars().any(|c| c.is_control() || ('\u{300}'..='\u{36f}').contains(&c)) {
            return Err(Problem::new(file, line, "a control character or a letter that is not composed (NFC)"));
        }
        entries.push(entry.to_owned());
    }
    Ok(entries)
}

/// All keep phrases in lower case.
pub(crate) fn keep_phrases(files: &[PathBuf]) -> Outcome<BTreeSet<String>> {
    let mut phrases = BTreeSet::new();
    for file in files {
        phrases.extend(entries(file)?.into_iter().map(|phrase| phrase.to_lowercase()));
    }
    Ok(phrases)
}

/// The bytes of a word from last to first. Not a string any more when a letter has several bytes.
pub(crate) fn backwards(word: &str) -> Vec<u8> {
    word.bytes().rev().collect()
}

/// Writes phrases as a finite-state set.
pub(crate) fn compile_set<T: AsRef<[u8]> + Ord>(phrases: &BTreeSet<T>, to: &Path) -> Outcome<()> {
    let set = fst::Set::from_iter(phrases).map_err(|error| Problem::new(to, 0, error))?;
    write(to, set.as_fst().as_bytes())
}
