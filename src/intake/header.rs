//! Header fields of a message or a part (RFC 5322, RFC 2047, RFC 2231), decoded.

use super::decode;
use mail_parser::{Addr, Address, HeaderName, HeaderValue, Message, MessageParser, MimeHeaders};

/// The header of a message or a part.
pub(crate) struct Header {
    message: Option<Message<'static>>,
    /// The fields as lines, for those that the parser takes apart otherwise than we need.
    fields: Vec<(String, String)>,
}

/// A mailbox: who and where.
#[derive(Clone, Default, PartialEq, Eq)]
pub(crate) struct Mailbox {
    /// The display name; may be empty.
    pub(crate) name: String,
    /// The address; may be empty.
    pub(crate) address: String,
}

/// The most header bytes that are looked at.
const MAX_HEADER: usize = 256 * 1024;

impl Header {
    /// Reads the header fields that stand in `bytes`.
    pub(crate) fn read(bytes: &[u8]) -> Self {
        let bytes = bytes.get(..bytes.len().min(MAX_HEADER)).unwrap_or_default();
        // Raw letters beyond ASCII have no declared set in a header (RFC 6532 wants UTF-8); the ladder finds it.
        let mut text = decode::text(bytes, None).text;
        text.push_str("\r\n\r\n");
        let message = MessageParser::default().parse_headers(text.as_bytes()).map(Message::into_owned);
        Self { message, fields: unfold(&text) }
    }

    /// The first field of that name as it stands, unfolded, not decoded.
    pub(crate) fn raw(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(field, _)| field.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    /// Whether a field whose name begins with `prefix` (lower case) stands there.
    pub(crate) fn has_prefix(&self, prefix: &str) -> bool {
        self.fields.iter().any(|(field, _)| field.starts_with(prefix))
    }

    /// `Content-Type` as `type/subtype` in lower case; empty when none is declared.
    pub(crate) fn content_type(&self) -> String {
        let Some(kind) = self.message.as_ref().and_then(MimeHeaders::content_type) else { return String::new() };
        let kind = format!("{}/{}", kind.ctype(), kind.subtype().unwrap_or_default()).to_ascii_lowercase();
        // Old and broken forms: `text`, `Content-Type: text/`.
        if kind.trim_end_matches('/') == "text" { String::from("text/plain") } else { kind }
    }

    /// A parameter of `Content-Type`, its name in lower case.
    pub(crate) fn parameter(&self, name: &str) -> Option<String> {
        self.message.as_ref()?.content_type()?.attribute(name).map(ToOwned::to_owned)
    }

    /// `Content-Transfer-Encoding`.
    pub(crate) fn transfer_encoding(&self) -> Option<&str> {
        self.raw("content-transfer-encoding")
    }

    /// `Content-ID` is there.
    pub(crate) fn has_content_id(&self) -> bool {
        self.raw("content-id").is_some()
    }

    /// Whether the sender says that the part is an attachment.
    pub(crate) fn is_attachment(&self) -> bool {
        self.message
            .as_ref()
            .and_then(MimeHeaders::content_disposition)
            .is_some_and(|kind| kind.ctype().eq_ignore_ascii_case("attachment"))
    }

    /// The file name of the part; may be empty.
    pub(crate) fn file_name(&self) -> String {
        self.message.as_ref().and_then(MimeHeaders::attachment_name).map(mend).unwrap_or_default()
    }

    /// `Subject`, decoded; empty when none.
    pub(crate) fn subject(&self) -> String {
        self.message.as_ref().and_then(Message::subject).map(|subject| mend(subject.trim())).unwrap_or_default()
    }

    /// `Message-ID` without brackets; empty when none.
    pub(crate) fn message_id(&self) -> String {
        self.message.as_ref().and_then(Message::message_id).unwrap_or_default().trim().to_owned()
    }

    /// `Date` as a Unix time in seconds, when it is well-formed (RFC 5322, 3.3). Danish-style dates are not: the mail parser
    /// would read wrong minutes out of them, and no date is better than a wrong one.
    pub(crate) fn date(&self) -> Option<i64> {
        let value = self.raw("date")?.trim();
        let parser = jiff::fmt::rfc2822::DateTimeParser::new().relaxed_weekday(true);
        parser.parse_timestamp(value).ok().map(jiff::Timestamp::as_second)
    }

    /// The mailboxes of an address field, groups flattened.
    pub(crate) fn mailboxes(&self, name: HeaderName<'static>) -> Vec<Mailbox> {
        let Some(message) = &self.message else { return Vec::new() };
        message
            .header_values(name)
            .filter_map(HeaderValue::as_address)
            .flat_map(Address::iter)
            .map(Mailbox::from)
            .collect()
    }
}

impl From<&Addr<'_>> for Mailbox {
    fn from(address: &Addr<'_>) -> Self {
        let name =
            address.name.as_deref().map(|name| mend(name.trim().trim_matches(['"', '\'']).trim())).unwrap_or_default();
        let address = address.address.as_deref().unwrap_or_default().trim().trim_matches(['<', '>']).to_owned();
        // A name without brackets after it is taken for an address (`From: Karen Holm`).
        if name.is_empty() && !address.contains('@') {
            Self { name: mend(&address), address: String::new() }
        } else {
            Self { name, address }
        }
    }
}

/// Encoded words with a wrong label give letters encoded twice.
fn mend(text: &str) -> String {
    decode::repair_double(text).unwrap_or_else(|| text.to_owned())
}

/// Field names in lower case and values with folding undone (RFC 5322, 2.2.3).
fn unfold(text: &str) -> Vec<(String, String)> {
    let mut fields: Vec<(String, String)> = Vec::new();
    for line in text.lines() {
        if line.starts_with([' ', '\t']) {
            if let Some((_, value)) = fields.last_mut() {
                value.push(' ');
                value.push_str(line.trim());
            }
        } else if let Some((name, value)) = line.split_once(':') {
            fields.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
        }
    }
    fields
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn danish_letters_in_headers_survive_encoded_and_raw() {
        let header = Header::read(b"From: =?iso-8859-1?Q?S=F8ren_Kanarie?= <s@fugl.example>\r\nSubject: M\xf8de\r\n =?utf-8?B?w6U=?=\r\nTo: Karen Fugl\r\n");
        assert_eq!(header.mailboxes(HeaderName::From).first().unwrap().name, "Søren Kanarie");
        assert!(header.subject().starts_with("Møde"));
        assert_eq!(header.mailboxes(HeaderName::To).first().unwrap().name, "Karen Fugl");
    }

    #[test]
    fn only_well_formed_dates_count() {
        let date = |value: &str| Header::read(format!("Date: {value}\r\n").as_bytes()).date();
        assert_eq!(date("Mon, 03 Jun 2024 21:40:12 +0200"), Some(1_717_443_612));
        assert_eq!(date("Tue, 03 Jun 2024 21:40:12 +0200 (CEST)"), Some(1_717_443_612));
        assert_eq!(date("man. 3. jun. 2024 kl. 21.40"), None);
        assert_eq!(date(""), None);
    }

    #[test]
    fn a_part_without_a_header_declares_nothing() {
        let header = Header::read(b"");
        assert_eq!(
            (header.content_type(), header.file_name(), header.subject()),
            (String::new(), String::new(), String::new())
        );
    }
}
