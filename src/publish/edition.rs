//! An edition on disk: a folder that appears whole or not at all, and is never changed afterwards.
//!
//! ```text
//! udgaver/
//!   udgave-3/
//!     haefte.pdf      the booklet
//!     manifest.json   what it was made of: hashes, versions, counts, numbers; nothing personal
//! ```

use super::leak::Checked;
use super::{Entry, Frame};
use serde::{Deserialize, Serialize};
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// The booklet's file name.
pub const BOOKLET: &str = "haefte.pdf";
/// The manifest's file name.
pub const MANIFEST: &str = "manifest.json";

/// What an edition was made of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// Version of this form.
    pub format: u32,
    /// The edition's number.
    pub edition: u32,
    /// The date on the cover (ISO 8601).
    pub date: jiff::civil::Date,
    /// Name and version of the program.
    pub program: String,
    /// Name and version of the typesetter.
    pub typesetter: String,
    /// The standards that the file was made to.
    pub standards: Vec<String>,
    /// The numbers of the testimonies, in order.
    pub testimonies: Vec<u32>,
    /// BLAKE3 of everything that is printed except edition and date: equal when nothing has changed since.
    pub content: String,
    /// The files.
    pub files: Vec<FileEntry>,
    /// How many hidden forms the file was searched for. None was found, or there would be no edition.
    pub hidden_forms_searched: usize,
}

/// One file of an edition.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileEntry {
    /// Its name in the folder.
    pub name: String,
    /// BLAKE3 of its bytes.
    pub blake3: String,
    /// Its length in bytes.
    pub bytes: usize,
    /// Its pages.
    pub pages: usize,
}

impl Manifest {
    /// Describes a checked booklet.
    pub fn new(frame: &Frame, entries: &[Entry], checked: &Checked) -> Self {
        let mut testimonies: Vec<u32> = entries.iter().map(Entry::number).collect();
        testimonies.sort_unstable();
        Self {
            format: 1,
            edition: frame.edition,
            date: frame.date,
            program: concat!("vidnesbyrd ", env!("CARGO_PKG_VERSION")).to_owned(),
            typesetter: format!("typst {}", typst::utils::version().raw()),
            standards: vec!["PDF/UA-1".to_owned(), "PDF/A-2a".to_owned()],
            testimonies,
            content: content_hash(frame, entries),
            files: vec![FileEntry {
                name: BOOKLET.to_owned(),
                blake3: blake3::hash(checked.pdf().bytes()).to_hex().to_string(),
                bytes: checked.pdf().bytes().len(),
                pages: checked.pdf().pages(),
            }],
            hidden_forms_searched: checked.forms(),
        }
    }
}

/// BLAKE3 of everything that is printed except edition and date. All of it is public once the booklet is.
pub fn content_hash(frame: &Frame, entries: &[Entry]) -> String {
    let mut sorted: Vec<&Entry> = entries.iter().collect();
    sorted.sort_by_key(|entry| entry.number());
    let mut hasher = blake3::Hasher::new();
    // Every field with its length before it, so that nothing can move from one field to the next unseen.
    let mut field = |text: &str| {
        hasher.update(&text.len().to_le_bytes());
        hasher.update(text.as_bytes());
    };
    for text in [&frame.title, &frame.subtitle, &frame.publisher, &frame.contact, &frame.preface_markdown] {
        field(text);
    }
    field(match frame.review {
        super::Assurance::Coordinator => "coordinator",
        super::Assurance::Sample => "sample",
    });
    for entry in sorted {
        field(&entry.number().to_string());
        field(&entry.text().to_string());
    }
    hasher.finalize().to_hex().to_string()
}

/// Why an edition could not be written or read.
#[derive(Debug, thiserror::Error)]
pub enum EditionError {
    /// There is already a folder for this number.
    #[error("edition {0} is already there")]
    Exists(u32),
    /// The disk refused.
    #[error("disk: {0}")]
    Disk(io::ErrorKind),
    /// A manifest is damaged or of a newer version.
    #[error("the manifest of edition {0} cannot be read")]
    Manifest(u32),
}

impl From<io::Error> for EditionError {
    fn from(error: io::Error) -> Self {
        Self::Disk(error.kind())
    }
}

/// The folder of an edition.
pub fn folder(editions: &Path, number: u32) -> PathBuf {
    editions.join(format!("udgave-{number}"))
}

/// The manifest of an edition, or `None` when there is no such edition.
///
/// # Errors
/// [`EditionError`] when it is there and cannot be read.
pub fn manifest(editions: &Path, number: u32) -> Result<Option<Manifest>, EditionError> {
    match fs::read(folder(editions, number).join(MANIFEST)) {
        Ok(bytes) => match serde_json::from_slice::<Manifest>(&bytes) {
            Ok(manifest) if manifest.format == 1 => Ok(Some(manifest)),
            _ => Err(EditionError::Manifest(number)),
        },
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// Writes an edition. The folder gets its name only when every byte in it is on the disk; an edition that is already there is not touched.
///
/// # Errors
/// [`EditionError::Exists`], or what the disk says; nothing is left behind then.
pub fn write(editions: &Path, checked: &Checked, manifest: &Manifest) -> Result<PathBuf, EditionError> {
    let wanted = folder(editions, manifest.edition);
    if wanted.exists() {
        return Err(EditionError::Exists(manifest.edition));
    }
    fs::create_dir_all(editions)?;
    let draft = editions.join(format!(".udgave-{}-{}", manifest.edition, std::process::id()));
    let written = fill(&draft, checked, manifest).and_then(|()| {
        // Renaming onto an empty folder would succeed; onto an edition it does not.
        if wanted.exists() {
            return Err(EditionError::Exists(manifest.edition));
        }
        Ok(fs::rename(&draft, &wanted)?)
    });
    if let Err(error) = written {
        // The first error is the one to tell; a draft that stays has a name that no edition has.
        let _ = fs::remove_dir_all(&draft);
        return Err(error);
    }
    Ok(wanted)
}

/// Takes back an edition that was written a moment ago and could not be recorded.
///
/// # Errors
/// What the disk says.
pub fn take_back(editions: &Path, number: u32) -> Result<(), EditionError> {
    Ok(fs::remove_dir_all(folder(editions, number))?)
}

fn fill(draft: &Path, checked: &Checked, manifest: &Manifest) -> Result<(), EditionError> {
    fs::create_dir(draft)?;
    let mut text = serde_json::to_string_pretty(manifest).map_err(|_| EditionError::Manifest(manifest.edition))?;
    text.push('\n');
    for (name, bytes) in [(BOOKLET, checked.pdf().bytes()), (MANIFEST, text.as_bytes())] {
        let mut file = File::create_new(draft.join(name))?;
        file.write_all(bytes)?;
        file.sync_all()?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::publish::leak::check;
    use crate::publish::reading_pdf;
    use crate::publish::sample::{entry, frame};

    fn booklet() -> (Frame, Vec<Entry>, Checked) {
        let (frame, entries) = (frame(), vec![entry(2, "Vi venter.").0, entry(5, "Kære {leder:Kanarie Fugl}").0]);
        let checked = check(reading_pdf(&frame, &entries).unwrap(), &[], &[]).unwrap();
        (frame, entries, checked)
    }

    #[test]
    fn an_edition_appears_whole_and_is_never_overwritten() {
        let home = tempfile::tempdir().unwrap();
        let (frame, entries, checked) = booklet();
        let first = Manifest::new(&frame, &entries, &checked);
        let path = write(home.path(), &checked, &first).unwrap();
        assert_eq!(fs::read(path.join(BOOKLET)).unwrap(), checked.pdf().bytes());
        assert_eq!(manifest(home.path(), 1).unwrap(), Some(first.clone()));
        assert!(matches!(write(home.path(), &checked, &first), Err(EditionError::Exists(1))));
        assert_eq!(fs::read_dir(home.path()).unwrap().count(), 1, "a draft was left behind");
    }

    #[test]
    fn the_content_hash_sees_every_word_but_not_edition_and_date() {
        let (frame, mut entries, _) = booklet();
        let hash = content_hash(&frame, &entries);
        entries.reverse();
        assert_eq!(
            content_hash(&Frame { edition: 9, date: jiff::civil::date(2027, 1, 1), ..frame.clone() }, &entries),
            hash
        );
        assert_ne!(content_hash(&Frame { subtitle: String::new(), ..frame.clone() }, &entries), hash);
        assert_ne!(content_hash(&frame, &entries[..1]), hash);
    }

    #[test]
    fn no_personal_text_stands_in_the_manifest() {
        let (frame, entries, checked) = booklet();
        let text = serde_json::to_string(&Manifest::new(&frame, &entries, &checked)).unwrap();
        assert!(!text.contains("Kanarie") && !text.contains("venter") && text.contains("[2,5]"));
    }
}
