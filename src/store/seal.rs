//! Sealing with age to public keys, and opening with the identity.
//!
//! Format: <https://c2sp.org/age>, X25519 recipients, so that any age program with the key opens a blob of ours.

use super::error::{Part, StoreError};
use age::x25519;
use age::{DecryptError, Decryptor, Encryptor};
use rusqlite::types::{FromSql, FromSqlResult, ToSql, ToSqlOutput, ValueRef};
use std::fmt;
use std::io::{Read, Write};
use zeroize::Zeroizing;

/// Bytes that nobody can read without the identity. The only type that the blob columns take.
#[derive(Clone, PartialEq, Eq)]
pub struct Sealed(Vec<u8>);

impl fmt::Debug for Sealed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Sealed({} bytes)", self.0.len())
    }
}

impl ToSql for Sealed {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::from(self.0.as_slice()))
    }
}

impl FromSql for Sealed {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        value.as_blob().map(|bytes| Self(bytes.to_vec()))
    }
}

/// A public key that things are sealed to.
#[derive(Clone)]
pub struct Recipient(x25519::Recipient);

impl Recipient {
    /// Reads a public key, `age1…`.
    ///
    /// # Errors
    /// [`StoreError::BadRecipient`] with line 0.
    pub fn parse(text: &str) -> Result<Self, StoreError> {
        text.trim().parse().map(Self).map_err(|_| StoreError::BadRecipient { line: 0 })
    }
}

impl fmt::Display for Recipient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Debug for Recipient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Recipient({})", self.0)
    }
}

impl PartialEq for Recipient {
    fn eq(&self, other: &Self) -> bool {
        self.0.to_string() == other.0.to_string()
    }
}

impl Eq for Recipient {}

/// Everybody that things are sealed to; at least one.
#[derive(Clone, Debug)]
pub struct Recipients(Vec<Recipient>);

impl Recipients {
    /// Takes the keys, each once.
    ///
    /// # Errors
    /// [`StoreError::NoRecipients`] when there is none.
    pub fn new(keys: impl IntoIterator<Item = Recipient>) -> Result<Self, StoreError> {
        let mut own = Vec::new();
        for key in keys {
            if !own.contains(&key) {
                own.push(key);
            }
        }
        if own.is_empty() { Err(StoreError::NoRecipients) } else { Ok(Self(own)) }
    }

    /// Reads `modtagere.txt`: one key a line, blank lines and lines with `#` skipped.
    ///
    /// # Errors
    /// [`StoreError::BadRecipient`] with the line. A line that cannot be read is never skipped: the coordinator would believe
    /// that this key opens the collection.
    pub fn parse(text: &str) -> Result<Self, StoreError> {
        let lines = text.lines().enumerate().map(|(index, line)| (index + 1, line.trim()));
        let keys: Vec<Recipient> = lines
            .filter(|(_, line)| !line.is_empty() && !line.starts_with('#'))
            .map(|(line, key)| Recipient::parse(key).map_err(|_| StoreError::BadRecipient { line }))
            .collect::<Result<_, _>>()?;
        Self::new(keys)
    }

    /// How many keys open what is sealed.
    pub const fn count(&self) -> usize {
        self.0.len()
    }

    /// The keys.
    pub fn iter(&self) -> impl Iterator<Item = &Recipient> {
        self.0.iter()
    }

    /// Seals to every key.
    ///
    /// # Errors
    /// [`StoreError::NoRecipients`] when age refuses the set of keys.
    pub(super) fn seal(&self, plain: &[u8]) -> Result<Sealed, StoreError> {
        let keys = self.0.iter().map(|key| &key.0 as &dyn age::Recipient);
        let encryptor = Encryptor::with_recipients(keys).map_err(|_| StoreError::NoRecipients)?;
        // Header and a tag for every 64 kB; growing a buffer of sealed bytes leaves nothing readable behind.
        let mut sealed = Vec::with_capacity(plain.len() + plain.len() / 4096 + 512);
        let written = encryptor.wrap_output(&mut sealed).and_then(|mut writer| {
            writer.write_all(plain)?;
            writer.finish()
        });
        written.map_err(|error| StoreError::io(Part::Database, &error))?;
        Ok(Sealed(sealed))
    }
}

/// The key that opens a collection. Made by [`super::Collection::unlock`] only; wiped from memory when dropped.
pub struct Identity(x25519::Identity);

impl Identity {
    /// Takes the key that `noegle.age` held.
    pub(super) const fn new(identity: x25519::Identity) -> Self {
        Self(identity)
    }

    /// The public key that belongs to it.
    pub fn recipient(&self) -> Recipient {
        Recipient(self.0.to_public())
    }

    /// Opens what is sealed; `part` says what it is, for the error.
    pub(super) fn open(&self, sealed: &Sealed, part: Part) -> Result<Zeroizing<Vec<u8>>, StoreError> {
        let damaged = StoreError::Damaged(part);
        let decryptor = Decryptor::new_buffered(sealed.0.as_slice()).map_err(|_| damaged.clone())?;
        let identity = std::iter::once(&self.0 as &dyn age::Identity);
        let mut reader = decryptor.decrypt(identity).map_err(|error| match error {
            DecryptError::NoMatchingKeys => StoreError::WrongIdentity(part),
            _ => damaged.clone(),
        })?;
        // Room for everything at once: a buffer that grows leaves copies behind.
        let mut plain = Zeroizing::new(Vec::with_capacity(sealed.0.len()));
        reader.read_to_end(&mut plain).map_err(|_| damaged)?;
        Ok(plain)
    }
}

impl fmt::Debug for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Identity(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pair() -> (Identity, Recipient) {
        let identity = Identity::new(x25519::Identity::generate());
        let recipient = identity.recipient();
        (identity, recipient)
    }

    #[test]
    fn each_recipient_opens_it_and_nobody_else() {
        let ((one, one_key), (two, two_key), (stranger, _)) = (pair(), pair(), pair());
        let sealed = Recipients::new([one_key, two_key]).unwrap().seal(b"Kanarie").unwrap();
        for identity in [one, two] {
            assert_eq!(identity.open(&sealed, Part::Database).unwrap().as_slice(), b"Kanarie");
        }
        assert_eq!(stranger.open(&sealed, Part::Database).unwrap_err(), StoreError::WrongIdentity(Part::Database));
    }

    #[test]
    fn every_length_comes_back_as_it_was() {
        let (identity, key) = pair();
        let keys = Recipients::new([key]).unwrap();
        // age seals in pieces of 64 kB.
        for length in [0, 1, 65_535, 65_536, 65_537, 200_000] {
            let plain: Vec<u8> = (0..length).map(|index: u32| index.to_le_bytes()[0]).collect();
            let sealed = keys.seal(&plain).unwrap();
            assert!(identity.open(&sealed, Part::Database).unwrap().as_slice() == plain, "{length} bytes");
        }
    }

    #[test]
    fn a_byte_changed_or_missing_anywhere_is_damage_not_text() {
        let (identity, key) = pair();
        let sealed = Recipients::new([key]).unwrap().seal(b"Kanarie Fugl").unwrap();
        for place in 0..sealed.0.len() {
            let mut broken = sealed.clone();
            broken.0[place] ^= 1;
            assert!(identity.open(&broken, Part::Database).is_err(), "byte {place}");
            let cut = Sealed(sealed.0[..place].to_vec());
            assert!(identity.open(&cut, Part::Database).is_err(), "cut at {place}");
        }
    }

    #[test]
    fn a_line_that_is_no_key_is_refused_with_its_line() {
        let (_, key) = pair();
        let text = format!("# koordinator\n\n{key}\nage1kanarie\n");
        assert_eq!(Recipients::parse(&text).unwrap_err(), StoreError::BadRecipient { line: 4 });
        assert_eq!(Recipients::parse("# ingen\n").unwrap_err(), StoreError::NoRecipients);
        assert_eq!(Recipients::parse(&format!("{key}\r\n{key}\r\n")).unwrap().count(), 1);
    }

    #[test]
    fn debug_shows_neither_key_nor_content() {
        let (identity, key) = pair();
        let sealed = Recipients::new([key]).unwrap().seal(b"Kanarie").unwrap();
        let shown = format!("{identity:?} {sealed:?}");
        assert!(!shown.contains("Kanarie") && !shown.contains("SECRET"));
    }
}
