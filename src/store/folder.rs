//! The folder of a collection: names, modes, and making files that are never overwritten.

use super::error::{Part, StoreError};
use std::fs::{File, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};

/// The settings.
pub const SETTINGS: &str = "vidnesbyrd.toml";
/// The database.
pub const DATABASE: &str = "samling.db";
/// The identity, sealed with a passphrase.
pub const KEY_FILE: &str = "noegle.age";
/// The public keys.
pub const RECIPIENTS: &str = "modtagere.txt";
/// Own rules, optional.
pub const RULES: &str = "regler";
/// Finished editions.
pub const EDITIONS: &str = "udgaver";

/// A file or folder that others on this machine may read or change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TooOpen {
    /// Which; a path under the collection's folder.
    pub path: PathBuf,
    /// The permission bits that it has, in the octal sense of chmod.
    pub mode: u32,
    /// Those it ought to have at most: 0700 for a folder, 0600 for a file.
    pub wanted: u32,
}

/// The folder and the private files in it that are open to others. The rules folder and finished editions hold nothing
/// secret and are left out. Always empty where there are no Unix modes: see [`modes_are_known`].
///
/// # Errors
/// When the folder cannot be read.
pub fn too_open(folder: &Path) -> Result<Vec<TooOpen>, StoreError> {
    let io = |error: std::io::Error| StoreError::io(Part::Folder, &error);
    let mut found = Vec::new();
    check_mode(folder, 0o700, &mut found).map_err(io)?;
    let mut entries: Vec<PathBuf> = std::fs::read_dir(folder)
        .map_err(io)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<_, _>>()
        .map_err(io)?;
    entries.sort();
    for path in entries {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        if [SETTINGS, KEY_FILE, RECIPIENTS].contains(&name) || name.starts_with(DATABASE) {
            match check_mode(&path, 0o600, &mut found) {
                // A journal may vanish while we look.
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(io(error)),
                _ => {}
            }
        }
    }
    Ok(found)
}

#[cfg(unix)]
fn check_mode(path: &Path, wanted: u32, found: &mut Vec<TooOpen>) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    let mode = std::fs::metadata(path)?.permissions().mode() & 0o777;
    if mode & !wanted != 0 {
        found.push(TooOpen { path: path.to_owned(), mode, wanted });
    }
    Ok(())
}

#[cfg(not(unix))]
fn check_mode(path: &Path, _wanted: u32, _found: &mut Vec<TooOpen>) -> std::io::Result<()> {
    std::fs::metadata(path).map(|_| ())
}

/// Whether this platform has Unix file modes; elsewhere the folder inherits what its parent allows.
pub const fn modes_are_known() -> bool {
    cfg!(unix)
}

/// Whether a collection can be made in the folder: it is empty, or not there (`false`).
///
/// # Errors
/// [`StoreError::AlreadyACollection`], [`StoreError::FolderNotEmpty`], or what the disk says.
pub fn check_vacant(folder: &Path) -> Result<bool, StoreError> {
    match std::fs::read_dir(folder) {
        Ok(_) if folder.join(DATABASE).exists() => Err(StoreError::AlreadyACollection),
        Ok(mut entries) => entries.next().map_or(Ok(true), |_| Err(StoreError::FolderNotEmpty)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(StoreError::io(Part::Folder, &error)),
    }
}

/// Makes the folder (0700) when it is not there, and refuses one with anything in it.
pub(super) fn prepare(folder: &Path) -> Result<Made, StoreError> {
    let io = |error: std::io::Error| StoreError::io(Part::Folder, &error);
    let there = check_vacant(folder)?;
    if there {
        private(folder, 0o700).map_err(io)?;
    } else {
        let mut builder = std::fs::DirBuilder::new();
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(folder).map_err(io)?;
    }
    Ok(Made { folder: (!there).then(|| folder.to_owned()), files: Vec::new() })
}

/// What has been made so far; taken away again when it is dropped before [`Made::keep`].
pub(super) struct Made {
    folder: Option<PathBuf>,
    files: Vec<PathBuf>,
}

impl Made {
    /// Makes a file (0600) that must not be there yet, writes it and waits until it is on the disk.
    pub(super) fn file(&mut self, path: &Path, part: Part, content: &[u8]) -> Result<(), StoreError> {
        let io = |error: std::io::Error| StoreError::io(part, &error);
        let mut file = new_file(path).map_err(io)?;
        self.files.push(path.to_owned());
        file.write_all(content).and_then(|()| file.sync_all()).map_err(io)
    }

    /// Makes an empty file (0600) for SQLite to fill; its journal files are taken away with it.
    pub(super) fn database(&mut self, path: &Path) -> Result<(), StoreError> {
        self.file(path, Part::Database, &[])?;
        for suffix in ["-wal", "-shm", "-journal"] {
            let mut name = path.as_os_str().to_owned();
            name.push(suffix);
            self.files.push(name.into());
        }
        Ok(())
    }

    /// Everything is whole: nothing is taken away.
    pub(super) fn keep(mut self) {
        self.files.clear();
        self.folder = None;
    }
}

impl Drop for Made {
    fn drop(&mut self) {
        // Best effort: the failure that brought us here is the one to report.
        for file in &self.files {
            let _ = std::fs::remove_file(file);
        }
        if let Some(folder) = &self.folder {
            let _ = std::fs::remove_dir(folder);
        }
    }
}

/// Opens a file that must not exist yet, for its owner only from the first moment. A symbolic link is not followed.
fn new_file(path: &Path) -> std::io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// Makes sure that the names in a folder are on the disk, not only the files.
pub(super) fn sync(folder: &Path) -> Result<(), StoreError> {
    #[cfg(unix)]
    File::open(folder).and_then(|folder| folder.sync_all()).map_err(|error| StoreError::io(Part::Folder, &error))?;
    #[cfg(not(unix))]
    let _ = folder;
    Ok(())
}

#[cfg(unix)]
fn private(path: &Path, mode: u32) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode))
}

#[cfg(not(unix))]
fn private(_path: &Path, _mode: u32) -> std::io::Result<()> {
    Ok(())
}
