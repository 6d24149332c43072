//! What a file is, told by its name and its first bytes.

use serde::{Deserialize, Serialize};

/// The kinds of file that can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InputKind {
    /// An internet message (RFC 5322): `.eml`, or what the mailbox gives.
    Mail,
    /// Plain text.
    Text,
    /// Markdown: read as plain text, its marks stay.
    Markdown,
    /// Office Open XML text (ECMA-376).
    Docx,
    /// OpenDocument text (ISO/IEC 26300).
    Odt,
    /// Rich Text Format.
    Rtf,
    /// Portable Document Format (ISO 32000).
    Pdf,
}

impl InputKind {
    /// The kind of a file, from its name (only the ending counts) and its bytes. The bytes win where they are unmistakable,
    /// because people rename files; `None` means that the file is of a kind that is not read (a picture, an old `.doc`).
    pub fn of(name: &str, bytes: &[u8]) -> Option<Self> {
        let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default();
        if let Some(kind) = Self::by_signature(bytes) {
            return Some(kind);
        }
        match ending.as_str() {
            "eml" => Some(Self::Mail),
            "md" | "markdown" => Some(Self::Markdown),
            "txt" | "text" => Some(Self::Text),
            // The signature said otherwise: what is called a document here is none. An empty or cut file still is what it says.
            "docx" => Some(Self::Docx),
            "odt" => Some(Self::Odt),
            "rtf" => Some(Self::Rtf),
            "pdf" => Some(Self::Pdf),
            _ if is_binary(bytes) => None,
            _ if looks_like_mail(bytes) => Some(Self::Mail),
            _ => Some(Self::Text),
        }
    }

    /// The kind that the first bytes give away, whatever the file is called.
    pub fn by_signature(bytes: &[u8]) -> Option<Self> {
        if bytes.starts_with(b"%PDF-") {
            Some(Self::Pdf)
        } else if bytes.starts_with(b"{\\rtf") {
            Some(Self::Rtf)
        } else if bytes.starts_with(b"PK\x03\x04") {
            // The names of the entries stand uncompressed in the archive; that of ODF's first entry by rule (ODF 1.3, part 2, 3.3).
            let has = |needle: &[u8]| bytes.windows(needle.len()).any(|window| window == needle);
            if has(b"application/vnd.oasis.opendocument.text") {
                Some(Self::Odt)
            } else if has(b"word/document") {
                Some(Self::Docx)
            } else {
                None
            }
        } else {
            None
        }
    }
}

/// Whether the bytes begin like an internet message: header fields (RFC 5322, 2.2), one of them a well-known one.
fn looks_like_mail(bytes: &[u8]) -> bool {
    let head = bytes.get(..bytes.len().min(4096)).unwrap_or_default();
    let mut known = false;
    for line in head.split(|&byte| byte == b'\n').map(|line| line.strip_suffix(b"\r").unwrap_or(line)) {
        if line.is_empty() {
            return known;
        }
        if line.first().is_some_and(|byte| matches!(byte, b' ' | b'\t')) {
            continue;
        }
        let Some(colon) = line.iter().position(|&byte| byte == b':') else { return false };
        let name = line.get(..colon).unwrap_or_default().to_ascii_lowercase();
        if name.is_empty() || !name.iter().all(|byte| byte.is_ascii_graphic()) {
            return false;
        }
        known |= matches!(
            name.as_slice(),
            b"from"
                | b"received"
                | b"return-path"
                | b"message-id"
                | b"mime-version"
                | b"content-type"
                | b"delivered-to"
        );
    }
    known
}

/// Whether the bytes are no text: a NUL in the beginning, without the mark of UTF-16.
fn is_binary(bytes: &[u8]) -> bool {
    let head = bytes.get(..bytes.len().min(4096)).unwrap_or_default();
    !head.starts_with(&[0xff, 0xfe]) && !head.starts_with(&[0xfe, 0xff]) && head.contains(&0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bytes_win_over_the_name() {
        assert_eq!(InputKind::of("brev.txt", b"%PDF-1.7"), Some(InputKind::Pdf));
        assert_eq!(InputKind::of("brev.docx", b"{\\rtf1"), Some(InputKind::Rtf));
        assert_eq!(InputKind::of("brev.MD", b"# Kanarie"), Some(InputKind::Markdown));
        assert_eq!(InputKind::of("-", b"From: a@b.example\r\nSubject: x\r\n\r\nHej"), Some(InputKind::Mail));
        assert_eq!(InputKind::of("-", "Kære alle: hør her\n\nHej".as_bytes()), Some(InputKind::Text));
        assert_eq!(InputKind::of("hest.jpg", b"\xff\xd8\xff\xe0\0\x10JFIF"), None);
    }
}
