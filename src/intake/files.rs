//! Files and folders instead of a mailbox.
//!
//! Folders are walked to the bottom in the order of their names, so that the same folder gives the same numbers every time.
//! Symbolic links inside a folder are not followed: they may lead in a circle, or out to somebody else's files. A path that
//! was named outright is what its owner meant, link or not.
//!
//! File names often hold people's names, so no error repeats one: files are spoken of by their place in the order.

use super::{InputKind, RawMessage};
use jiff::Timestamp;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// The endings that are taken from folders. Anything else must be named outright.
const ENDINGS: [&str; 9] = ["eml", "txt", "text", "md", "markdown", "docx", "odt", "rtf", "pdf"];

/// Why a file was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FileError {
    /// There is nothing at that path.
    #[error("not found")]
    NotFound,
    /// The operating system does not give it.
    #[error("cannot be read: {0}")]
    Unreadable(io::ErrorKind),
    /// Over the limit.
    #[error("larger than {limit} bytes")]
    TooLarge {
        /// The limit in bytes.
        limit: u64,
    },
    /// A kind of file that is not read: a picture, an old Word document.
    #[error("not a kind of file that is read")]
    UnknownKind,
    /// There is nothing in it.
    #[error("empty")]
    Empty,
}

impl FileError {
    fn from_io(error: &io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::NotFound => Self::NotFound,
            kind => Self::Unreadable(kind),
        }
    }
}

/// What lies under the named paths.
#[derive(Default)]
pub struct Found {
    /// The files to read, in order.
    pub files: Vec<PathBuf>,
    /// Paths and folders that could not be looked into: the place of the argument (from 1), and why.
    pub failed: Vec<(usize, FileError)>,
    /// Files in folders that were passed over because of their ending, and links.
    pub passed_over: usize,
}

/// Paths hold names, so the debug print is mute.
impl std::fmt::Debug for Found {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Found({} files, {} failed, {} passed over)", self.files.len(), self.failed.len(), self.passed_over)
    }
}

/// Looks for files under `paths`, in the order in which they were named.
pub fn find(paths: &[PathBuf]) -> Found {
    let mut found = Found::default();
    for (at, path) in paths.iter().enumerate() {
        match fs::metadata(path) {
            Ok(meta) if meta.is_dir() => walk(path, at + 1, &mut found),
            // A pipe or a device is read like a file, within the limit.
            Ok(_) => found.files.push(path.clone()),
            Err(error) => found.failed.push((at + 1, FileError::from_io(&error))),
        }
    }
    found
}

/// One folder and those in it. Not recursive in the program's sense: depth costs no stack.
fn walk(top: &Path, argument: usize, found: &mut Found) {
    let mut waiting = vec![top.to_owned()];
    while let Some(path) = waiting.pop() {
        let kind = fs::symlink_metadata(&path).map(|meta| meta.file_type());
        match kind {
            Ok(kind) if kind.is_dir() || path == top => match children(&path) {
                // Last in, first out: the first name must come last.
                Ok(children) => waiting.extend(children.into_iter().rev()),
                Err(error) => found.failed.push((argument, FileError::from_io(&error))),
            },
            Ok(kind) if kind.is_file() && has_known_ending(&path) => found.files.push(path),
            Ok(_) => found.passed_over += 1,
            Err(error) => found.failed.push((argument, FileError::from_io(&error))),
        }
    }
}

/// What lies in a folder, by name. Hidden files are the system's, not the coordinator's.
fn children(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut children = fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>()?;
    children.retain(|path| path.file_name().is_some_and(|name| !name.as_encoded_bytes().starts_with(b".")));
    children.sort();
    Ok(children)
}

fn has_known_ending(path: &Path) -> bool {
    path.extension()
        .and_then(|ending| ending.to_str())
        .is_some_and(|ending| ENDINGS.iter().any(|known| ending.eq_ignore_ascii_case(known)))
}

/// A file in memory.
pub struct Loose {
    /// Its bytes.
    pub message: RawMessage,
    /// What it is, by its bytes and its ending.
    pub kind: InputKind,
    /// When it was last changed, where the file system says so.
    pub changed: Option<Timestamp>,
}

/// Reads one file of at most `limit` bytes.
///
/// # Errors
/// [`FileError`], which does not name the file.
pub fn read(path: &Path, limit: u64) -> Result<Loose, FileError> {
    let file = File::open(path).map_err(|error| FileError::from_io(&error))?;
    let changed = file.metadata().and_then(|meta| meta.modified()).ok().and_then(|time| Timestamp::try_from(time).ok());
    let mut bytes = Vec::new();
    // One byte more than allowed, so that a file that grows or has no size is caught too.
    file.take(limit.saturating_add(1)).read_to_end(&mut bytes).map_err(|error| FileError::from_io(&error))?;
    if u64::try_from(bytes.len()).is_ok_and(|length| length > limit) {
        return Err(FileError::TooLarge { limit });
    }
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(FileError::Empty);
    }
    let name = path.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
    let kind = InputKind::of(&name, &bytes).ok_or(FileError::UnknownKind)?;
    Ok(Loose { message: RawMessage::new(bytes), kind, changed })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(names: &[&str]) -> tempfile::TempDir {
        let top = tempfile::tempdir().unwrap();
        for name in names {
            let path = top.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, b"From: kanarie@fugl.example\r\n\r\nKanarie").unwrap();
        }
        top
    }

    fn names(found: &Found, top: &Path) -> Vec<String> {
        found.files.iter().map(|path| path.strip_prefix(top).unwrap().to_string_lossy().into_owned()).collect()
    }

    #[test]
    fn folders_are_walked_to_the_bottom_in_the_order_of_names() {
        let top = folder(&["b.eml", "a/ø.EML", "a/a.docx", "a/dyb/x.txt", "a/billede.jpg", "c.eml", ".skjult.eml"]);
        let found = find(&[top.path().to_owned()]);
        assert_eq!(names(&found, top.path()), ["a/a.docx", "a/dyb/x.txt", "a/ø.EML", "b.eml", "c.eml"]);
        assert_eq!((found.passed_over, found.failed.len()), (1, 0));
    }

    #[cfg(unix)]
    #[test]
    fn links_in_a_folder_are_not_followed_but_a_named_one_is() {
        let top = folder(&["mail.eml"]);
        let circle = top.path().join("kreds");
        std::os::unix::fs::symlink(top.path(), &circle).unwrap();
        let link = top.path().join("henvisning.eml");
        std::os::unix::fs::symlink(top.path().join("mail.eml"), &link).unwrap();
        let found = find(&[top.path().to_owned()]);
        assert_eq!((names(&found, top.path()), found.passed_over), (vec!["mail.eml".to_owned()], 2));
        assert_eq!(find(&[link]).files.len(), 1);
        assert_eq!(find(&[circle]).files.len(), 1);
    }

    #[test]
    fn what_is_missing_is_told_by_its_place_and_the_rest_is_found() {
        let top = folder(&["kanarie.eml"]);
        let found = find(&[top.path().join("Kanarie Fugl.eml"), top.path().join("kanarie.eml")]);
        assert_eq!(found.failed, [(1, FileError::NotFound)]);
        assert_eq!(found.files.len(), 1);
        assert!(!format!("{found:?} {}", FileError::NotFound).contains("anarie"));
    }

    #[test]
    fn a_file_is_read_up_to_the_limit_and_not_beyond() {
        let top = folder(&["mail.eml"]);
        let path = top.path().join("mail.eml");
        let size = fs::metadata(&path).unwrap().len();
        let loose = read(&path, size).unwrap();
        assert_eq!((loose.kind, loose.message.bytes().len()), (InputKind::Mail, usize::try_from(size).unwrap()));
        assert!(loose.changed.is_some());
        assert_eq!(read(&path, size - 1).map(drop), Err(FileError::TooLarge { limit: size - 1 }));
    }

    #[test]
    fn empty_files_pictures_and_folders_are_told_apart() {
        let top = folder(&["mail.eml"]);
        let write = |name: &str, bytes: &[u8]| {
            let path = top.path().join(name);
            fs::write(&path, bytes).unwrap();
            path
        };
        assert_eq!(read(&write("tom.eml", b" \r\n"), 100).map(drop), Err(FileError::Empty));
        let picture = write("billede.jpg", b"\xff\xd8\xff\xe0\0\x10JFIF");
        assert_eq!(read(&picture, 100).map(drop), Err(FileError::UnknownKind));
        assert!(matches!(read(top.path(), 100).map(drop), Err(FileError::Unreadable(_))));
    }
}
