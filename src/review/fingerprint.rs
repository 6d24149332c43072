//! What exactly was approved.

use serde::{Deserialize, Serialize};
use std::fmt;

/// A hash of the words that would be printed: every shown piece in order, coarser wordings among them, with the cuts between them but not
/// with the placeholder in their place. It changes when one more word would be shown or one more be hidden, and not when a placeholder is reworded.
///
/// It is kept in the sealed dossier only: a hash of a short text can be guessed.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Fingerprint([u8; 32]);

impl Fingerprint {
    /// The fingerprint of these shown pieces.
    pub fn of<'a>(shown: impl IntoIterator<Item = &'a str>) -> Self {
        let mut hasher = blake3::Hasher::new();
        for piece in shown {
            // The length first, so that moving a cut changes the hash.
            hasher.update(&(piece.len() as u64).to_le_bytes());
            hasher.update(piece.as_bytes());
        }
        Self(hasher.finalize().into())
    }
}

impl fmt::Debug for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Fingerprint(…)")
    }
}

impl From<Fingerprint> for String {
    fn from(fingerprint: Fingerprint) -> Self {
        blake3::Hash::from_bytes(fingerprint.0).to_hex().to_string()
    }
}

/// The stored fingerprint is not 64 hexadecimal digits.
#[derive(Debug, thiserror::Error)]
#[error("not a fingerprint")]
pub struct NotAFingerprint;

impl TryFrom<String> for Fingerprint {
    type Error = NotAFingerprint;

    fn try_from(hex: String) -> Result<Self, Self::Error> {
        blake3::Hash::from_hex(hex).map(|hash| Self(hash.into())).map_err(|_| NotAFingerprint)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moving_a_cut_or_showing_a_word_changes_it() {
        let of = |pieces: &[&str]| Fingerprint::of(pieces.iter().copied());
        assert_eq!(of(&["ab", "c"]), of(&["ab", "c"]));
        assert_ne!(of(&["ab", "c"]), of(&["a", "bc"]));
        assert_ne!(of(&["ab", "c"]), of(&["abc"]));
    }
}
