//! One part of a mail: what it is and what bytes it carries.

use super::attachment;
use super::header::Header;
use super::kind::InputKind;
use super::reading::Problem;
use super::transfer::Transfer;
use std::borrow::Cow;

/// Pictures below this size, in bytes, that the HTML refers to are logos and smileys.
const DECORATION: usize = 64 * 1024;

/// A part without parts inside.
pub(crate) struct Part<'a> {
    /// Its header.
    pub(crate) header: Header,
    body: &'a [u8],
    /// The content type of the multipart around it; empty for the message itself.
    pub(crate) parent: &'a str,
}

/// What is done with a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Plain text of the mail.
    Plain,
    /// HTML text of the mail.
    Html,
    /// A document that hangs on the mail.
    Document(InputKind),
    /// A message.
    Message,
    /// A multipart in which no part was found.
    BrokenMultipart,
    /// Signatures, style sheets, delivery codes, logos: nothing that a person wrote.
    Nothing,
    /// Not read, and a person must know.
    Unread(Problem),
}

impl<'a> Part<'a> {
    /// A part with its header, raw body, and the content type of the multipart around it.
    pub(crate) const fn new(header: Header, body: &'a [u8], parent: &'a str) -> Self {
        Self { header, body, parent }
    }

    /// The body without its transfer encoding, and whether that was damaged.
    pub(crate) fn decoded(&self) -> (Cow<'a, [u8]>, bool) {
        Transfer::of(self.header.transfer_encoding()).decode(self.body)
    }

    /// What the part is, by its declared type, its name and its decoded bytes.
    pub(crate) fn kind(&self, bytes: &[u8]) -> Kind {
        let declared = self.header.content_type();
        let declared = match declared.as_str() {
            "" if self.parent == "multipart/digest" => "message/rfc822",
            // RFC 2045, 5.2
            "" => "text/plain",
            declared => declared,
        };
        let name = self.header.file_name().to_lowercase();
        match declared {
            "message/rfc822" | "message/global" => Kind::Message,
            "message/delivery-status"
            | "message/disposition-notification"
            | "text/rfc822-headers"
            | "message/global-headers"
            | "message/global-delivery-status"
            | "message/feedback-report" => Kind::Nothing,
            "application/pgp-signature"
            | "application/pkcs7-signature"
            | "application/x-pkcs7-signature"
            | "text/css"
            | "text/javascript"
            | "text/x-amp-html"
            | "application/pgp-encrypted" => Kind::Nothing,
            "application/pkcs7-mime" | "application/x-pkcs7-mime" => Kind::Unread(Problem::AttachmentProtected),
            "text/calendar" | "text/vcard" | "text/x-vcard" | "text/directory" => {
                Kind::Unread(Problem::AttachmentNotRead)
            }
            _ if declared.starts_with("multipart/") => Kind::BrokenMultipart,
            _ if bytes.trim_ascii().is_empty() => Kind::Nothing,
            _ if declared.starts_with("text/") => self.text(declared, &name, bytes),
            _ if name.ends_with(".eml") && super::structure::begins_with_field(bytes) => Kind::Message,
            _ => self.binary(declared, &name, bytes),
        }
    }

    /// A text part: of the mail, or a file that hangs on it.
    fn text(&self, declared: &str, name: &str, bytes: &[u8]) -> Kind {
        if let Some(kind) = InputKind::by_signature(bytes) {
            return Kind::Document(kind);
        }
        let start: Vec<u8> = bytes.trim_ascii_start().iter().take(14).map(u8::to_ascii_lowercase).collect();
        // Some programs label HTML as plain text.
        let is_html = matches!(declared, "text/html" | "text/enriched" | "text/richtext")
            || declared == "text/plain" && (start.starts_with(b"<!doctype html") || start.starts_with(b"<html"));
        if is_html {
            return Kind::Html;
        }
        // A `.txt` file is a document even when the program shows it inline; the mail's own text has no name.
        let is_file = self.header.is_attachment() || name.ends_with(".txt") || name.ends_with(".md");
        if is_file && !self.parent.is_empty() { Kind::Document(InputKind::Text) } else { Kind::Plain }
    }

    /// Everything that is not text by its declaration.
    fn binary(&self, declared: &str, name: &str, bytes: &[u8]) -> Kind {
        if let Some(kind) = InputKind::by_signature(bytes) {
            return Kind::Document(kind);
        }
        if let Some(problem) = attachment::old_office(bytes) {
            return Kind::Unread(problem);
        }
        if declared.starts_with("image/") {
            let is_referred_to =
                self.header.has_content_id() && !self.header.is_attachment() || self.parent == "multipart/related";
            return if is_referred_to && bytes.len() < DECORATION {
                Kind::Nothing
            } else {
                Kind::Unread(Problem::AttachmentNotRead)
            };
        }
        match InputKind::of(name, bytes) {
            // A name that promises a document whose signature is not there: the reader of that kind says what is wrong.
            Some(kind @ (InputKind::Docx | InputKind::Odt | InputKind::Rtf | InputKind::Pdf)) => Kind::Document(kind),
            Some(InputKind::Text | InputKind::Markdown) if name.ends_with(".txt") || name.ends_with(".md") => {
                Kind::Document(InputKind::Text)
            }
            _ => Kind::Unread(Problem::AttachmentNotRead),
        }
    }
}
