//! Cue words: `rules/roles.toml` → a map from the inflected lower-case word or phrase to what it cues.
//! The value is `kind | role << 8 | heads_compounds << 16`; it is read by `src/redact/lexicon.rs`, where a test holds the two in step.

use crate::{Outcome, Problem, lists, read, write};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::Path;

/// In the order of `CueKind` in the lexicon.
const KINDS: [&str; 6] = ["role", "naming", "title", "greeting", "sign_off", "communication"];

/// In the order of `ROLES` in the lexicon; 0 stands for no role.
const ROLES: [&str; 11] =
    ["", "mother", "father", "parent", "child", "sibling", "relative", "caseworker", "leader", "professional", "other"];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    cue: Vec<toml::Spanned<Group>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Group {
    kind: String,
    #[serde(default)]
    role: String,
    /// Nouns with their endings (`lærer -en -e -ne`); the genitive of each form is added.
    #[serde(default)]
    nouns: Vec<toml::Spanned<String>>,
    /// Words and phrases taken as they stand.
    #[serde(default)]
    words: Vec<toml::Spanned<String>>,
    /// Whether a longer word that ends in one of these is the same cue (*skolepsykolog*).
    #[serde(default)]
    heads_compounds: bool,
}

/// Compiles the cue file to a finite-state map, and the words that head compounds to a second one in which they are spelt backwards.
pub(crate) fn compile(from: &Path, to: &Path, heads: &Path) -> Outcome<()> {
    let content = read(from)?;
    let line_of = |at: usize| content.bytes().take(at).filter(|byte| *byte == b'\n').count() + 1;
    let file: File = toml::from_str(&content)
        .map_err(|error| Problem::new(from, error.span().map_or(0, |span| line_of(span.start)), error.message()))?;
    let mut cues: BTreeMap<String, u64> = BTreeMap::new();
    for spanned in &file.cue {
        let (line, group) = (line_of(spanned.span().start), spanned.get_ref());
        let index = |table: &[&str], name: &str| {
            table
                .iter()
                .position(|known| *known == name)
                .ok_or_else(|| Problem::new(from, line, format!("unknown word {name:?}")))
        };
        let value =
            index(&KINDS, &group.kind)? | index(&ROLES, &group.role)? << 8 | usize::from(group.heads_compounds) << 16;
        let nouns =
            group.nouns.iter().flat_map(|noun| inflect(noun.get_ref()).into_iter().map(|form| (form, noun.span())));
        let words = group.words.iter().map(|word| (word.get_ref().to_lowercase(), word.span()));
        for (form, span) in nouns.chain(words) {
            // The same form from two nouns of one group (*bror*, *broder*: *brødre*) is no contradiction; from two groups it is.
            let before = cues.insert(form.clone(), value as u64);
            if before.is_some_and(|before| before != value as u64) {
                return Err(Problem::new(from, line_of(span.start), format!("{form:?} stands in two groups")));
            }
        }
    }
    let backwards: BTreeMap<Vec<u8>, u64> = cues
        .iter()
        .filter(|(form, value)| **value >> 16 == 1 && !form.contains(' '))
        .map(|(form, value)| (lists::backwards(form), *value))
        .collect();
    let map = fst::Map::from_iter(backwards).map_err(|error| Problem::new(heads, 0, error))?;
    write(heads, map.as_fst().as_bytes())?;
    let map = fst::Map::from_iter(cues).map_err(|error| Problem::new(to, 0, error))?;
    write(to, map.as_fst().as_bytes())
}

/// All forms of a noun written as in a dictionary: `-en` is added to the first form, a form without a hyphen stands whole.
fn inflect(noun: &str) -> Vec<String> {
    let mut parts = noun.split(' ').map(str::to_lowercase);
    let Some(first) = parts.next() else { return Vec::new() };
    let mut forms = vec![first.clone()];
    forms.extend(parts.map(|part| part.strip_prefix('-').map_or(part.clone(), |ending| format!("{first}{ending}"))));
    let genitives: Vec<String> =
        forms.iter().filter(|form| !form.ends_with(['s', 'x', 'z'])).map(|form| format!("{form}s")).collect();
    forms.extend(genitives);
    forms
}
