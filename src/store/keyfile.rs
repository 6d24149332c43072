//! `noegle.age`: the identity, sealed with a passphrase.
//!
//! The file is what `age-keygen | age -p` would make, so `age -d noegle.age` opens it too.

use super::error::{Part, StoreError};
use super::seal::Identity;
use age::{DecryptError, Decryptor, Encryptor, scrypt, x25519};
use secrecy::{ExposeSecret, SecretString};
use std::io::{Read, Write};
use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroizing;

/// scrypt with N = 2^17, r = 8, p = 1: the first choice of the OWASP Password Storage Cheat Sheet. 128 MiB, well under a
/// second; one step more would need 256 MiB.
const WORK_FACTOR: u8 = 17;

/// A key file made elsewhere may ask for up to 2^20 (1 GiB, some seconds); more is refused, because a damaged or planted file
/// could otherwise eat the machine's memory.
const MAX_WORK_FACTOR: u8 = 20;

/// The fewest characters that a new passphrase may have.
pub const MIN_PASSPHRASE: usize = 12;

/// The passphrase as it is used: composed letters (NFC), because one keyboard sends `å` as one character and another as two,
/// and without line ends, which files and pipes add.
fn normalised(passphrase: &SecretString) -> SecretString {
    let exposed = passphrase.expose_secret().trim_matches(['\r', '\n']);
    // NFC is never longer than three times its input in UTF-8 (UAX #15), so this never grows and leaves no copy behind.
    let mut text = Zeroizing::new(String::with_capacity(exposed.len() * 3));
    text.extend(exposed.nfc());
    SecretString::from(text.as_str())
}

/// The number of characters that count.
pub fn passphrase_length(passphrase: &SecretString) -> usize {
    normalised(passphrase).expose_secret().trim().chars().count()
}

/// Makes a new identity and the bytes of its key file.
///
/// # Errors
/// [`StoreError::Io`] when sealing fails.
pub(super) fn make(passphrase: &SecretString) -> Result<(Identity, Vec<u8>), StoreError> {
    make_with(passphrase, WORK_FACTOR)
}

fn make_with(passphrase: &SecretString, work_factor: u8) -> Result<(Identity, Vec<u8>), StoreError> {
    let identity = x25519::Identity::generate();
    let mut recipient = scrypt::Recipient::new(normalised(passphrase));
    recipient.set_work_factor(work_factor);
    let secret = identity.to_string();
    let plain = Zeroizing::new(format!("# public key: {}\n{}\n", identity.to_public(), secret.expose_secret()));
    let encryptor = Encryptor::with_recipients(std::iter::once(&recipient as &dyn age::Recipient))
        .map_err(|_| StoreError::NoRecipients)?;
    let mut file = Vec::new();
    let written = encryptor.wrap_output(&mut file).and_then(|mut writer| {
        writer.write_all(plain.as_bytes())?;
        writer.finish()
    });
    written.map_err(|error| StoreError::io(Part::KeyFile, &error))?;
    Ok((Identity::new(identity), file))
}

/// Opens a key file.
///
/// # Errors
/// [`StoreError::WrongPassphrase`], [`StoreError::ExcessiveWork`], or [`StoreError::Damaged`] when it is no key file or not
/// whole.
pub(super) fn open(file: &[u8], passphrase: &SecretString) -> Result<Identity, StoreError> {
    let damaged = || StoreError::Damaged(Part::KeyFile);
    let decryptor = Decryptor::new_buffered(file).map_err(|_| damaged())?;
    if !decryptor.is_scrypt() {
        return Err(damaged());
    }
    let mut key = scrypt::Identity::new(normalised(passphrase));
    key.set_max_work_factor(MAX_WORK_FACTOR);
    let mut reader = decryptor.decrypt(std::iter::once(&key as &dyn age::Identity)).map_err(|error| match error {
        DecryptError::DecryptionFailed | DecryptError::KeyDecryptionFailed => StoreError::WrongPassphrase,
        DecryptError::ExcessiveWork { required, .. } => StoreError::ExcessiveWork(required),
        _ => damaged(),
    })?;
    let mut plain = Zeroizing::new(String::with_capacity(file.len()));
    reader.read_to_string(&mut plain).map_err(|_| damaged())?;
    let secret = plain.lines().map(str::trim).find(|line| !line.is_empty() && !line.starts_with('#'));
    secret.and_then(|line| line.parse().ok()).map(Identity::new).ok_or_else(damaged)
}

#[cfg(test)]
mod tests {
    use super::*;

    const QUICK: u8 = 4;

    #[test]
    fn the_passphrase_opens_it_however_the_letters_are_composed() {
        let (made, file) = make_with(&SecretString::from("rødgrød på åen"), QUICK).unwrap();
        for typed in ["rødgrød på åen", "rødgrød pa\u{30a} a\u{30a}en", "rødgrød på åen\r\n"] {
            assert_eq!(open(&file, &SecretString::from(typed)).unwrap().recipient(), made.recipient());
        }
        assert_eq!(open(&file, &SecretString::from("rødgrød")).unwrap_err(), StoreError::WrongPassphrase);
    }

    #[test]
    fn a_damaged_key_file_is_told_from_a_wrong_passphrase() {
        let passphrase = SecretString::from("rødgrød på åen");
        let (_, file) = make_with(&passphrase, QUICK).unwrap();
        for broken in [&file[..file.len() - 1], &file[..20], b"".as_slice(), b"AGE-SECRET-KEY-1KANARIE".as_slice()] {
            assert_eq!(open(broken, &passphrase).unwrap_err(), StoreError::Damaged(Part::KeyFile));
        }
    }

    #[test]
    fn characters_are_counted_as_people_count_them() {
        assert_eq!(passphrase_length(&SecretString::from("a\u{30a}\n")), 1);
        assert_eq!(passphrase_length(&SecretString::from("   ")), 0);
    }
}
