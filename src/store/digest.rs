//! Keyed hashes: to recognise what was seen before without being able to tell what it was.
//!
//! A plain hash of a name or an address can be reversed with a list of names, so every hash here is BLAKE3 keyed with 32
//! random bytes that are made with the collection and never leave its database. Whoever has the database has the key, too;
//! the hashes therefore only ever stand for whole mails, whole texts and the mailbox, never for a name.

use super::error::StoreError;
use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSql, ToSqlOutput, ValueRef};
use std::fmt;
use zeroize::{Zeroize, ZeroizeOnDrop};

/// A keyed hash.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KeyedHash([u8; 32]);

impl KeyedHash {
    /// The 32 bytes in hexadecimal, for a manifest.
    pub fn to_hex(self) -> String {
        blake3::Hash::from_bytes(self.0).to_hex().to_string()
    }
}

impl fmt::Debug for KeyedHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("KeyedHash(…)")
    }
}

impl ToSql for KeyedHash {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::from(self.0.as_slice()))
    }
}

impl FromSql for KeyedHash {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        value.as_blob()?.try_into().map(Self).map_err(|_| FromSqlError::InvalidType)
    }
}

/// What a hash is taken of, so that equal bytes of different things give different hashes.
#[derive(Clone, Copy)]
pub(super) enum Of {
    /// The bytes of a mail or file.
    Content,
    /// A released text.
    Text,
    /// Server, user and folder.
    Folder,
}

impl Of {
    const fn label(self) -> &'static [u8] {
        match self {
            Self::Content => b"content\0",
            Self::Text => b"text\0",
            Self::Folder => b"folder\0",
        }
    }
}

/// The collection's random key.
#[derive(Zeroize, ZeroizeOnDrop)]
pub(super) struct HashKey([u8; 32]);

impl HashKey {
    /// A new key from the operating system's random numbers.
    pub(super) fn random() -> Result<Self, StoreError> {
        let mut key = [0; 32];
        getrandom::fill(&mut key).map_err(|_| StoreError::NoRandomness)?;
        Ok(Self(key))
    }

    /// The bytes, for the one column that keeps them.
    pub(super) const fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// The key as it stands in the database.
    pub(super) const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The hash of several parts; their borders count.
    pub(super) fn hash(&self, of: Of, parts: &[&[u8]]) -> KeyedHash {
        let mut hasher = blake3::Hasher::new_keyed(&self.0);
        hasher.update(of.label());
        for part in parts {
            hasher.update(&(part.len() as u64).to_le_bytes());
            hasher.update(part);
        }
        KeyedHash(*hasher.finalize().as_bytes())
    }

    /// The hash that recognises a mail taken in twice. Line ends do not count in text, because the same mail has CRLF on the
    /// server and often LF in an exported `.eml`; in anything with a zero byte (documents) every byte counts.
    pub(super) fn content(&self, bytes: &[u8]) -> KeyedHash {
        if bytes.contains(&0) {
            return self.hash(Of::Content, &[bytes]);
        }
        let mut text = zeroize::Zeroizing::new(Vec::with_capacity(bytes.len()));
        let mut rest = bytes.iter().copied().peekable();
        while let Some(byte) = rest.next() {
            if byte != b'\r' || rest.peek() != Some(&b'\n') {
                text.push(byte);
            }
        }
        self.hash(Of::Content, &[&text])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_bytes_in_another_collection_have_another_hash() {
        let (ours, theirs) = (HashKey::random().unwrap(), HashKey::random().unwrap());
        assert_eq!(ours.content(b"Kanarie"), ours.content(b"Kanarie"));
        assert_ne!(ours.content(b"Kanarie"), theirs.content(b"Kanarie"));
        assert_ne!(ours.hash(Of::Content, &[b"a"]), ours.hash(Of::Text, &[b"a"]));
        assert_ne!(ours.hash(Of::Folder, &[b"ab", b"c"]), ours.hash(Of::Folder, &[b"a", b"bc"]));
    }

    #[test]
    fn a_mail_saved_with_other_line_ends_is_the_same_mail_but_a_document_is_not() {
        let key = HashKey::random().unwrap();
        assert_eq!(key.content(b"a\r\nb\r\n"), key.content(b"a\nb\n"));
        assert_ne!(key.content(b"a\rb"), key.content(b"ab"));
        assert_ne!(key.content(b"PK\0\r\n"), key.content(b"PK\0\n"));
    }
}
