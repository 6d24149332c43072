//! Folder names: written with `/` and Danish letters in the settings, sent in the server's own form.

use std::fmt::Write as _;

/// The alphabet of modified base64: `,` instead of `/` (RFC 3501, 5.1.3).
const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+,";

/// A folder's name in modified UTF-7 (RFC 3501, 5.1.3), with the server's own separator for `/`.
pub fn on_the_wire(name: &str, separator: Option<char>) -> String {
    let mut out = String::new();
    let mut pending: Vec<u16> = Vec::new();
    for letter in name.chars() {
        let letter = match (letter, separator) {
            ('/', Some(separator)) => separator,
            _ => letter,
        };
        if (' '..='~').contains(&letter) {
            flush(&mut pending, &mut out);
            out.push(letter);
            if letter == '&' {
                out.push('-');
            }
        } else {
            pending.extend_from_slice(letter.encode_utf16(&mut [0; 2]));
        }
    }
    flush(&mut pending, &mut out);
    out
}

/// Writes the letters outside ASCII as `&`, modified base64 of their UTF-16BE, `-`.
fn flush(pending: &mut Vec<u16>, out: &mut String) {
    if pending.is_empty() {
        return;
    }
    out.push('&');
    let (mut bits, mut held) = (0u32, 0u32);
    for unit in pending.drain(..) {
        bits = (bits << 16) | u32::from(unit);
        held += 16;
        while held >= 6 {
            held -= 6;
            push_sextet(bits >> held, out);
        }
        bits &= (1 << held) - 1;
    }
    if held > 0 {
        push_sextet(bits << (6 - held), out);
    }
    out.push('-');
}

/// One character of base64 for the lowest six bits.
fn push_sextet(bits: u32, out: &mut String) {
    if let Some(byte) = usize::try_from(bits & 63).ok().and_then(|at| ALPHABET.get(at)) {
        out.push(char::from(*byte));
    }
}

/// The name as a quoted string of the protocol. Modified UTF-7 leaves only printable ASCII, so nothing else needs care.
pub(super) fn quoted(wire_name: &str) -> String {
    let mut out = String::from("\"");
    for letter in wire_name.chars() {
        if matches!(letter, '"' | '\\') {
            out.push('\\');
        }
        // Writing to a string cannot fail.
        let _ = out.write_char(letter);
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::{on_the_wire, quoted};

    #[test]
    fn names_go_out_in_modified_utf7_as_the_rfc_and_a_real_server_write_them() {
        for (name, wire) in [
            ("INBOX", "INBOX"),
            ("Vidnesbyrd/Åbne", "Vidnesbyrd/&AMU-bne"),
            ("Børn & unge", "B&APg-rn &- unge"),
            ("æøå", "&AOYA+ADl-"),
            // The example of RFC 3501, 5.1.3.
            ("~peter/mail/台北/日本語", "~peter/mail/&U,BTFw-/&ZeVnLIqe-"),
            ("Hjerte 💙", "Hjerte &2D3cmQ-"),
        ] {
            assert_eq!(on_the_wire(name, None), wire);
        }
    }

    #[test]
    fn the_servers_separator_stands_for_the_slash() {
        assert_eq!(on_the_wire("Vidnesbyrd/Åbne", Some('.')), "Vidnesbyrd.&AMU-bne");
    }

    #[test]
    fn quotes_and_line_breaks_cannot_break_out_of_the_command() {
        assert_eq!(quoted(&on_the_wire("a\"b\\c", None)), r#""a\"b\\c""#);
        assert!(!on_the_wire("a\r\nb LOGOUT", None).contains(['\r', '\n']));
    }
}
