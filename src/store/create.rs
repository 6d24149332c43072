//! Making a collection, wholly or not at all.

use super::audit::{Event, Initials};
use super::collection::Collection;
use super::digest::HashKey;
use super::error::{Part, StoreError};
use super::folder::{self, DATABASE, KEY_FILE, RECIPIENTS, SETTINGS};
use super::seal::{Recipient, Recipients};
use super::{collection, keyfile, migrations, schema};
use jiff::Timestamp;
use secrecy::SecretString;
use std::path::Path;

/// The name of the database while it is being made. A folder is a collection from the moment when it has its right name.
const UNFINISHED: &str = "samling.db.ny";

/// What a new collection is made of.
#[derive(Debug)]
pub struct NewCollection<'a> {
    /// The text of `vidnesbyrd.toml`, see [`crate::config::template`].
    pub settings: &'a str,
    /// Opens the identity. The store takes any; the command line asks for at least [`keyfile::MIN_PASSPHRASE`] characters.
    pub passphrase: &'a SecretString,
    /// More keys that open everything, besides the new one.
    pub extra_recipients: &'a [Recipient],
    /// Who makes it, for the log.
    pub by: Option<Initials>,
}

/// Makes a collection in `folder`, which must not exist or be empty. The folder becomes 0700, every file 0600, none is
/// overwritten. Gives the public key of the new identity.
///
/// # Errors
/// [`StoreError::AlreadyACollection`], [`StoreError::FolderNotEmpty`], or what the disk says. What had been made is then taken
/// away again.
pub fn create(folder: &Path, new: &NewCollection<'_>) -> Result<Recipient, StoreError> {
    let mut made = folder::prepare(folder)?;
    let (identity, key_file) = keyfile::make(new.passphrase)?;
    let own = identity.recipient();
    drop(identity);
    let recipients = Recipients::new(std::iter::once(own.clone()).chain(new.extra_recipients.iter().cloned()))?;

    made.file(&folder.join(KEY_FILE), Part::KeyFile, &key_file)?;
    made.file(&folder.join(RECIPIENTS), Part::Recipients, recipients_file(&recipients).as_bytes())?;
    made.file(&folder.join(SETTINGS), Part::Settings, new.settings.as_bytes())?;
    let unfinished = folder.join(UNFINISHED);
    made.database(&unfinished)?;
    fill(&unfinished, new.by.as_ref())?;

    let finished = folder.join(DATABASE);
    if finished.exists() {
        return Err(StoreError::AlreadyACollection);
    }
    std::fs::rename(&unfinished, &finished).map_err(|error| StoreError::io(Part::Database, &error))?;
    made.keep();
    folder::sync(folder)?;
    Ok(own)
}

fn fill(path: &Path, by: Option<&Initials>) -> Result<(), StoreError> {
    let now = Timestamp::now();
    let mut connection = collection::connect(path)?;
    connection.pragma_update(None, "application_id", schema::APPLICATION_ID)?;
    migrations::apply(&mut connection)?;
    let key = HashKey::random()?;
    connection
        .execute("INSERT INTO collection (id, created, hash_key) VALUES (1, ?1, ?2)", (now.as_second(), key.bytes()))?;
    Collection::write_log(&connection, now, by, Event::Created, None)?;
    // Closing the last connection writes the journal into the file and takes it away; an error here would be lost in `drop`.
    connection.close().map_err(|(_, error)| error.into())
}

fn recipients_file(recipients: &Recipients) -> String {
    let mut text = String::from(
        "# Alt i samlingen forsegles til disse nøgler; hver af dem kan åbne det.\n\
         # Én nøgle (age1…) på hver linje. Hav mindst to, så samlingen ikke går tabt med én adgangskode.\n\
         # En nøgle, som tilføjes her, åbner kun det, der forsegles fra nu af.\n",
    );
    for key in recipients.iter() {
        text.push_str(&key.to_string());
        text.push('\n');
    }
    text
}
