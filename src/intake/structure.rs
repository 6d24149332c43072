//! Where the parts of a MIME message lie (RFC 2046): offsets only, no contents.
//!
//! The mail parser finds the parts in a *masked* copy of the message, as long as the message itself, in which it cannot be led
//! astray: no body is decoded (a damaged one would move the borders), no attached message is entered (100,000 of them inside
//! each other would overflow the stack when they are dropped; our own walk counts its depth), and a boundary in mid-line is no
//! boundary (RFC 2046, 5.1.1: it stands at the beginning of a line). Contents and headers are then taken from the original.

use aho_corasick::{AhoCorasick, AhoCorasickBuilder, MatchKind};
use mail_parser::{HeaderName, MessageParser, PartType};
use std::ops::Range;

/// The most parts that one message may have.
pub(crate) const MAX_PARTS: usize = 1_000;

/// Words in headers that make the parser decode or descend.
const LURES: [&str; 6] =
    ["base64", "quoted-printable", "message/rfc822", "message/global", "rfc822", "multipart/digest"];

/// One part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Node {
    /// Its header fields, without the blank line's end.
    pub(crate) header: Range<usize>,
    /// Its body; of a multipart, everything inside.
    pub(crate) body: Range<usize>,
    /// The parts of a multipart, as indices into [`Skeleton::nodes`].
    pub(crate) children: Vec<usize>,
}

/// The parts of one message; the first is the message itself.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Skeleton {
    /// The parts.
    pub(crate) nodes: Vec<Node>,
}

/// Why there is no skeleton.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NoSkeleton {
    /// The bytes do not begin with header fields.
    NoHeader,
    /// More than [`MAX_PARTS`].
    TooManyParts,
}

/// Finds the parts.
pub(crate) fn find(raw: &[u8]) -> Result<Skeleton, NoSkeleton> {
    if !begins_with_field(raw) {
        return Err(NoSkeleton::NoHeader);
    }
    let masked = mask(raw)?;
    // Only the fields that decide about structure are parsed; the others are read from the original.
    let parser = MessageParser::new().with_mime_headers().header_text(HeaderName::Subject);
    let message = parser.parse(&masked).ok_or(NoSkeleton::NoHeader)?;
    if message.parts.len() > MAX_PARTS {
        return Err(NoSkeleton::TooManyParts);
    }
    let end = raw.len();
    let nodes = message
        .parts
        .iter()
        .enumerate()
        .map(|(at, part)| {
            let header = (part.offset_header as usize).min(end);
            let body = (part.offset_body as usize).clamp(header, end);
            let children = match &part.body {
                // Only forward: a part never contains itself, whatever the bytes claim.
                PartType::Multipart(ids) => ids.iter().map(|&id| id as usize).filter(|&id| id > at).collect(),
                _ => Vec::new(),
            };
            Node { header: header..body, body: body..(part.offset_end as usize).clamp(body, end), children }
        })
        .collect();
    Ok(Skeleton { nodes })
}

/// Whether the first line is a header field (RFC 5322, 2.2).
pub(crate) fn begins_with_field(raw: &[u8]) -> bool {
    let line = raw.split(|&byte| byte == b'\n').next().unwrap_or_default();
    let name: Vec<u8> = line.iter().copied().take_while(|&byte| byte != b':').collect();
    let name = name.trim_ascii_end();
    line.contains(&b':') && !name.is_empty() && name.iter().all(u8::is_ascii_graphic)
}

/// The masked copy. Every change is the same wherever the word stands, so that a boundary that happens to contain such a word
/// still matches its declaration.
fn mask(raw: &[u8]) -> Result<Vec<u8>, NoSkeleton> {
    let mut masked = raw.to_vec();
    // Leftmost-longest, so that `message/rfc822` is one hit.
    if let Ok(lures) =
        AhoCorasickBuilder::new().ascii_case_insensitive(true).match_kind(MatchKind::LeftmostLongest).build(LURES)
    {
        for hit in lures.find_iter(raw) {
            if let Some(last) = masked.get_mut(hit.end() - 1) {
                *last = b'_';
            }
        }
    }
    let boundaries = boundaries(&masked)?;
    let Ok(finder) = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(&boundaries) else {
        return Ok(masked);
    };
    let mut lines = 0usize;
    let hits: Vec<usize> = finder.find_iter(&masked).map(|hit| hit.start()).collect();
    for start in hits {
        let at_line_start = start == 0 || masked.get(start - 1).is_some_and(|byte| matches!(byte, b'\n' | b'\r'));
        if at_line_start {
            lines += 1;
        } else if let Some(first) = masked.get_mut(start) {
            *first = b'_';
        }
    }
    if lines > 2 * MAX_PARTS {
        return Err(NoSkeleton::TooManyParts);
    }
    Ok(masked)
}

/// The delimiters (`--` and a boundary) that the message declares anywhere.
fn boundaries(masked: &[u8]) -> Result<Vec<Vec<u8>>, NoSkeleton> {
    const KEY: &[u8] = b"boundary=";
    let mut found: Vec<Vec<u8>> = Vec::new();
    let mut rest = masked;
    while let Some(at) = rest.windows(KEY.len()).position(|window| window.eq_ignore_ascii_case(KEY)) {
        rest = rest.get(at + KEY.len()..).unwrap_or_default();
        let value: Vec<u8> = match rest.split_first() {
            Some((b'"', quoted)) => quoted.iter().copied().take_while(|&byte| byte != b'"' && byte != b'\n').collect(),
            _ => rest.iter().copied().take_while(|&byte| byte.is_ascii_graphic() && byte != b';').collect(),
        };
        // Boundaries have at most 70 letters (RFC 2046, 5.1.1); very short ones would be met by chance.
        if (3..=200).contains(&value.len()) {
            let delimiter = [b"--".as_slice(), &value].concat();
            if !found.contains(&delimiter) {
                found.push(delimiter);
            }
        }
        if found.len() > MAX_PARTS {
            return Err(NoSkeleton::TooManyParts);
        }
    }
    Ok(found)
}

/// The boundary that a multipart really uses, when the declared one never comes: the first line of the form `--word` that a
/// header field follows.
pub(crate) fn actual_boundary(body: &[u8]) -> Option<String> {
    let mut lines = body.split(|&byte| byte == b'\n').map(<[u8]>::trim_ascii_end).peekable();
    while let Some(line) = lines.next() {
        let Some(boundary) = line.strip_prefix(b"--") else { continue };
        let usable =
            (3..=200).contains(&boundary.len()) && boundary.iter().all(|byte| byte.is_ascii_graphic() && *byte != b'"');
        if usable && lines.peek().is_some_and(|next| next.to_ascii_lowercase().starts_with(b"content-")) {
            return String::from_utf8(boundary.to_vec()).ok();
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn bodies(raw: &str) -> Vec<String> {
        let skeleton = find(raw.as_bytes()).unwrap();
        skeleton
            .nodes
            .iter()
            .filter(|node| node.children.is_empty())
            .map(|node| raw.get(node.body.clone()).unwrap().to_owned())
            .collect()
    }

    #[test]
    fn parts_are_found_also_with_a_boundary_in_mid_line() {
        let raw = "Content-Type: multipart/mixed; boundary=\"grænse1\"\n\nforord\n--grænse1\nContent-Type: text/plain\n\n\
                   Et ord --grænse1 midt i linjen\n--grænse1\n\nuden hoved\n--grænse1--\n";
        assert_eq!(bodies(raw), ["Et ord --grænse1 midt i linjen", "uden hoved"]);
    }

    #[test]
    fn attached_messages_are_not_entered() {
        let raw = "Content-Type: message/rfc822\n\n".repeat(5_000);
        assert_eq!(find(raw.as_bytes()).unwrap().nodes.len(), 1);
    }

    #[test]
    fn too_many_parts_are_refused() {
        let raw = format!("Content-Type: multipart/mixed; boundary=abc\n\n{}", "--abc\n\nx\n".repeat(3_000));
        assert_eq!(find(raw.as_bytes()), Err(NoSkeleton::TooManyParts));
    }

    #[test]
    fn text_without_header_fields_is_no_message() {
        assert_eq!(find("Kære alle: hej\n\nx".as_bytes()), Err(NoSkeleton::NoHeader));
    }

    proptest! {
        #[test]
        fn any_bytes_are_cut_without_panic(raw: Vec<u8>, lines in "(Content-Type: multipart/[a-z]{1,5}; boundary=ab[a-c]\n|\n|--ab[a-c](--)?\n|[a-z ]{0,9}\n){0,30}") {
            let _ = find(&raw);
            let _ = find(lines.as_bytes());
        }
    }
}
