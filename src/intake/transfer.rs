//! Transfer encodings (RFC 2045, 6): base64 and quoted-printable, with rescue of what is damaged.
//!
//! The mail parser gives up on a damaged body or loses its last letters; a parent's text must not be lost because a server in
//! between cut a line.

use std::borrow::Cow;

/// How a body is written for transport.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Transfer {
    /// `7bit`, `8bit`, `binary`, or nothing said.
    Identity,
    /// RFC 2045, 6.8.
    Base64,
    /// RFC 2045, 6.7.
    QuotedPrintable,
    /// Something that is not read (`x-uuencode`).
    Unknown,
}

impl Transfer {
    /// From the value of `Content-Transfer-Encoding`.
    pub(crate) fn of(value: Option<&str>) -> Self {
        // Some programs write a comment or a semicolon after the word.
        let word =
            value.unwrap_or_default().trim().split([';', ' ', '(']).next().unwrap_or_default().to_ascii_lowercase();
        match word.as_str() {
            "" | "7bit" | "8bit" | "binary" | "7-bit" | "8-bit" | "none" => Self::Identity,
            "base64" => Self::Base64,
            "quoted-printable" | "quoted_printable" => Self::QuotedPrintable,
            _ => Self::Unknown,
        }
    }

    /// The bytes that were meant, and whether damage was met on the way.
    pub(crate) fn decode(self, bytes: &[u8]) -> (Cow<'_, [u8]>, bool) {
        match self {
            Self::Identity if is_undeclared_quoted_printable(bytes) => (Cow::Owned(quoted_printable(bytes).0), true),
            Self::Identity => (Cow::Borrowed(bytes), false),
            Self::Base64 => {
                let (decoded, damaged) = base64(bytes);
                (Cow::Owned(decoded), damaged)
            }
            Self::QuotedPrintable => {
                let (decoded, damaged) = quoted_printable(bytes);
                (Cow::Owned(decoded), damaged)
            }
            Self::Unknown => (Cow::Borrowed(bytes), true),
        }
    }
}

/// Quoted-printable whose header line got lost: three or more Danish letters as `=C3=A6` and no such letter as itself.
fn is_undeclared_quoted_printable(bytes: &[u8]) -> bool {
    bytes.is_ascii()
        && bytes
            .windows(6)
            .filter(|window| matches!(window, [b'=', b'C', b'3', b'=', b'8' | b'9' | b'A' | b'B', _]))
            .count()
            > 2
}

/// Decodes base64, skipping what does not belong there. The last group may be cut: its whole bytes are kept.
fn base64(bytes: &[u8]) -> (Vec<u8>, bool) {
    let mut decoded = Vec::with_capacity(bytes.len() / 4 * 3);
    let mut damaged = false;
    let (mut group, mut filled) = (0u32, 0u8);
    let mut padded = false;
    for line in bytes.split(|&byte| byte == b'\n') {
        // After the padding only another encoded block may follow; a list footer in plain words is no part of it.
        if padded && !line.iter().all(|&byte| sextet(byte).is_some() || byte == b'=' || byte.is_ascii_whitespace()) {
            damaged = true;
            break;
        }
        for &byte in line {
            if let Some(value) = sextet(byte) {
                group = group << 6 | u32::from(value);
                filled += 1;
                if filled == 4 {
                    decoded.extend_from_slice(group.to_be_bytes().get(1..).unwrap_or_default());
                    (group, filled) = (0, 0);
                }
            } else if byte == b'=' {
                damaged |= !flush(&mut decoded, group, filled, filled != 0 || padded);
                (group, filled) = (0, 0);
                padded = true;
            } else if !byte.is_ascii_whitespace() {
                damaged = true;
            }
        }
    }
    // A body that ends without padding in mid-group was cut.
    damaged |= filled != 0;
    flush(&mut decoded, group, filled, true);
    (decoded, damaged)
}

/// Writes the whole bytes of an unfinished group; says whether the group made sense.
fn flush(decoded: &mut Vec<u8>, group: u32, filled: u8, expected: bool) -> bool {
    match filled {
        2 => decoded.extend((group >> 4).to_be_bytes().get(3..).unwrap_or_default()),
        3 => decoded.extend((group >> 2).to_be_bytes().get(2..).unwrap_or_default()),
        0 => return expected,
        _ => return false,
    }
    true
}

/// The value of one letter of the base64 alphabet.
const fn sextet(byte: u8) -> Option<u8> {
    match byte {
        b'A'..=b'Z' => Some(byte - b'A'),
        b'a'..=b'z' => Some(byte - b'a' + 26),
        b'0'..=b'9' => Some(byte - b'0' + 52),
        b'+' => Some(62),
        b'/' => Some(63),
        _ => None,
    }
}

/// Decodes quoted-printable; an equals sign that begins nothing stays an equals sign.
fn quoted_printable(bytes: &[u8]) -> (Vec<u8>, bool) {
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut damaged = false;
    let mut lines = bytes.split_inclusive(|&byte| byte == b'\n').peekable();
    while let Some(line) = lines.next() {
        let end = line.iter().rposition(|byte| !byte.is_ascii_whitespace()).map_or(0, |last| last + 1);
        let (body, tail) = line.split_at_checked(end).unwrap_or((line, &[]));
        // White space at the end of an encoded line was added on the way (RFC 2045, 6.7, rule 3).
        let line_end: &[u8] = match tail {
            [.., b'\r', b'\n'] => b"\r\n",
            [.., b'\n'] => b"\n",
            _ => b"",
        };
        let (body, soft) = body.strip_suffix(b"=").map_or((body, false), |body| (body, true));
        let mut rest = body;
        while let Some((&byte, after)) = rest.split_first() {
            rest = after;
            if byte != b'=' {
                decoded.push(byte);
                continue;
            }
            match after {
                [high, low, after @ ..] if high.is_ascii_hexdigit() && low.is_ascii_hexdigit() => {
                    decoded.push(hex(*high) << 4 | hex(*low));
                    rest = after;
                }
                _ => {
                    decoded.push(b'=');
                    damaged = true;
                }
            }
        }
        if !soft {
            decoded.extend_from_slice(line_end);
        } else if line_end.is_empty() && lines.peek().is_none() {
            // The text breaks off in a soft line break.
            damaged |= !body.is_empty();
        }
    }
    (decoded, damaged)
}

/// The value of a hexadecimal digit.
const fn hex(digit: u8) -> u8 {
    match digit {
        b'0'..=b'9' => digit - b'0',
        b'a'..=b'f' => digit - b'a' + 10,
        _ => digit.saturating_sub(b'A') + 10,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decode(transfer: Transfer, bytes: &[u8]) -> (String, bool) {
        let (decoded, damaged) = transfer.decode(bytes);
        (String::from_utf8_lossy(&decoded).into_owned(), damaged)
    }

    #[test]
    fn sound_base64_is_no_damage() {
        assert_eq!(decode(Transfer::Base64, b"S2FuYXJp\r\nZQ==\r\n"), ("Kanarie".into(), false));
        assert_eq!(decode(Transfer::Base64, b"S2E=\r\nS2E=\r\n"), ("KaKa".into(), false));
        assert_eq!(decode(Transfer::Base64, b""), (String::new(), false));
    }

    #[test]
    fn cut_base64_keeps_its_last_letters() {
        assert_eq!(decode(Transfer::Base64, b"S2FuYXJpZS"), ("Kanarie".into(), true));
        assert_eq!(decode(Transfer::Base64, b"S2Fu*YXJpZQ=="), ("Kanarie".into(), true));
        assert_eq!(decode(Transfer::Base64, b"S2FuYXJpZQ==\r\n--\r\nliste, frameld her\r\n"), ("Kanarie".into(), true));
    }

    #[test]
    fn damaged_quoted_printable_keeps_every_letter() {
        assert_eq!(
            decode(Transfer::QuotedPrintable, b"S=C3=B8ren =\r\nog =c3=A5sa  \r\n1=1\r\n"),
            ("Søren og åsa\r\n1=1\r\n".into(), true)
        );
        assert_eq!(decode(Transfer::QuotedPrintable, b"S=C3=B8ren=3D\n"), ("Søren=\n".into(), false));
        assert_eq!(decode(Transfer::QuotedPrintable, b"slut="), ("slut".into(), true));
        assert_eq!(decode(Transfer::Identity, b"=C3=A6 =C3=B8 =C3=A5"), ("æ ø å".into(), true));
    }
}
