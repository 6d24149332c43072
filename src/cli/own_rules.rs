//! The rules in force in a collection: the shipped ones and those of its own folder `regler/`.

use super::Failure;
use super::failure::Exit;
use crate::redact::rules::RuleSet;
use std::path::{Path, PathBuf};

/// The folder with a collection's own rules; it need not be there.
const FOLDER: &str = "regler";

/// The rules of the collection in `folder`. When one of its own does not load, there are none: nothing may be searched with
/// half of the rules and then be taken for searched.
///
/// # Errors
/// When a file cannot be read, or a rule in it does not load.
pub fn in_force(folder: &Path) -> Result<RuleSet, Failure> {
    let mut rules = RuleSet::shipped()?;
    let folder = folder.join(FOLDER);
    let entries = match std::fs::read_dir(&folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(rules),
        Err(error) => return Err(unreadable(&error)),
    };
    let mut files: Vec<PathBuf> = entries
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<_, _>>()
        .map_err(|error| unreadable(&error))?;
    files.retain(|path| path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("toml")));
    // The order decides what is told first when two rules have the same name.
    files.sort();
    for path in files {
        let text = std::fs::read_to_string(&path).map_err(|error| unreadable(&error))?;
        let name = path.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
        rules = rules.with_own(&name, &text)?;
    }
    Ok(rules)
}

fn unreadable(error: &std::io::Error) -> Failure {
    Failure::new(
        Exit::Input,
        "Samlingens egne regler kunne ikke læses.",
        format!("Styresystemet siger om mappen »regler«: {}.", crate::cli::danish::io(error.kind())),
        "Se efter, om filerne i »regler« må læses og er gemt som UTF-8. Uden dem bliver intet gennemsøgt.",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_collection_without_rules_of_its_own_has_the_shipped_ones() {
        let dir = tempfile::tempdir().unwrap();
        assert!(in_force(dir.path()).unwrap().iter().count() > 0);
    }

    #[test]
    fn doubt_hides_because_one_rule_that_does_not_load_leaves_no_rules() {
        let dir = tempfile::tempdir().unwrap();
        std::fs::create_dir(dir.path().join(FOLDER)).unwrap();
        std::fs::write(dir.path().join(FOLDER).join("vores.toml"), "Kanarie = [").unwrap();
        let failure = in_force(dir.path()).map(drop).unwrap_err();
        assert!(!failure.to_string().contains("Kanarie"));
        std::fs::write(dir.path().join(FOLDER).join("vores.toml"), [0xff, 0xfe, 0x00]).unwrap();
        assert!(in_force(dir.path()).is_err());
    }
}
