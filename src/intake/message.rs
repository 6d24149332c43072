//! One mail or one loose file, read in this process: MIME tree, letters, folding, class, seeds.
//!
//! The reader's child process calls this; see [`super::reader`].

use super::attachment;
use super::classify;
use super::fold::{self, Context};
use super::header::Header;
use super::kind::InputKind;
use super::line::{self, Line, LineFold, Section};
use super::part::{Kind, Part};
use super::pattern::Pattern;
use super::reading::{FoldKind, Problem, Reading, SeedSource};
use super::seeds::Seeds;
use super::structure::{self, NoSkeleton, Skeleton};
use super::wrap;
use crate::personal::Personal;
use crate::text::SourceText;
use mail_parser::HeaderName;
use std::collections::BTreeSet;

/// How deep messages and multiparts may stand inside each other.
const MAX_DEPTH: usize = 64;
/// The most bytes of text that one reading holds.
const MAX_TEXT: usize = 4 * 1024 * 1024;

/// The subject of an answer.
static REPLY: Pattern = Pattern::new(r"^\s*(re|sv|aw|antw|ref)\s*(\[\d+\])?\s*:");
/// The subject of a forwarded mail.
static FORWARD: Pattern = Pattern::new(r"^\s*(fwd?|vs|vb|wg|tr|videresendt|i)\s*:");

/// What the caller knows and wants.
#[derive(Clone, Debug, Default)]
pub(crate) struct Options {
    /// The addresses of our own mailbox; nobody's name.
    pub(crate) own: Vec<String>,
    /// Leave attached documents unread: the second try after one of them brought the reader down.
    pub(crate) skip_documents: bool,
}

/// Reads a mail or a file.
pub(crate) fn read(raw: &[u8], kind: InputKind, options: &Options) -> Reading {
    if kind == InputKind::Mail { mail(raw, options) } else { file(raw, kind) }
}

/// A loose file: no header, nothing folded. A text file's text is its letters, normalised and nothing else, so that offsets
/// into it mean the same to whoever holds the file.
fn file(raw: &[u8], kind: InputKind) -> Reading {
    let document = attachment::read(kind, raw, None);
    let mut seeds = Seeds::default();
    for person in &document.people {
        seeds.add(SeedSource::Attachment, person);
    }
    let is_text = matches!(kind, InputKind::Text | InputKind::Markdown);
    let lines = if is_text { document.lines } else { line::squeeze(document.lines) };
    let section = Section { lines, folds: Vec::new() };
    let verdict = classify::classify_text(&section.open_text());
    finish(&[section], verdict, seeds, document.problems)
}

/// A mail.
fn mail(raw: &[u8], options: &Options) -> Reading {
    let raw = skip_envelope(raw);
    let mut walk = Walk::new(options);
    let (header, lines) = walk.message(raw, 0);
    let section = folded(lines, context(&header));
    walk.seeds = Seeds::of_mail(&header, &options.own).merged(walk.seeds);
    let mut sections = vec![section];
    sections.append(&mut walk.attached);
    let own: String = sections.iter().map(Section::open_text).collect();
    let verdict = classify::classify(&header, &own);
    let sender = header
        .mailboxes(HeaderName::From)
        .into_iter()
        .map(|mailbox| mailbox.address.to_lowercase())
        .find(|address| !address.is_empty());
    Reading {
        sender: Personal::new(sender.unwrap_or_default()),
        subject: Personal::new(normalised(&header.subject())),
        message_id: Personal::new(header.message_id()),
        date: header.date(),
        ..finish(&sections, verdict, walk.seeds, walk.problems)
    }
}

/// Puts a reading together; the fields of the header stay blank.
fn finish(sections: &[Section], verdict: classify::Verdict, seeds: Seeds, mut problems: BTreeSet<Problem>) -> Reading {
    let (text, folds) = line::assemble(sections);
    if sections.iter().flat_map(|section| &section.lines).all(|line| line.words() == 0) {
        problems.insert(Problem::NoText);
    }
    let (class, rule) = verdict;
    Reading {
        text,
        folds,
        class,
        class_rule: rule.to_owned(),
        seeds: seeds.into_vec(),
        sender: Personal::default(),
        subject: Personal::default(),
        message_id: Personal::default(),
        date: None,
        problems: problems.into_iter().collect(),
    }
}

fn folded(lines: Vec<Line>, context: Context) -> Section {
    let lines = wrap::unwrap(line::squeeze(lines));
    let folds = fold::fold(&lines, context);
    Section { lines, folds }
}

#[expect(clippy::disallowed_methods, reason = "the subject line goes into the reading as personal text")]
fn normalised(text: &str) -> String {
    SourceText::normalise(text).as_str().replace('\n', " ")
}

/// What the header says about answers and forwards. Gmail's forwards carry `In-Reply-To` too, so the subject goes first.
fn context(header: &Header) -> Context {
    let subject = header.subject();
    let is_forward = FORWARD.is_in(&subject);
    let is_reply = !is_forward && (REPLY.is_in(&subject) || header.raw("in-reply-to").is_some());
    Context { is_reply, is_forward }
}

/// Drops what stands before the header: a byte order mark, blank lines, the `From ` line of a mailbox file.
fn skip_envelope(raw: &[u8]) -> &[u8] {
    let raw = raw.strip_prefix(b"\xef\xbb\xbf").unwrap_or(raw).trim_ascii_start();
    if raw.starts_with(b"From ") || raw.starts_with(b">From ") {
        let end = raw.iter().position(|&byte| byte == b'\n').map_or(raw.len(), |at| at + 1);
        return raw.get(end..).unwrap_or_default();
    }
    raw
}

/// The walk over the parts of a mail.
struct Walk<'o> {
    options: &'o Options,
    seeds: Seeds,
    problems: BTreeSet<Problem>,
    /// What hangs on the mail and belongs to the testimony, in order.
    attached: Vec<Section>,
    /// Parts that may still be read, attached mails included.
    parts_left: usize,
    /// Bytes of text that may still be taken.
    text_left: usize,
}

impl<'o> Walk<'o> {
    fn new(options: &'o Options) -> Self {
        Self {
            options,
            seeds: Seeds::default(),
            problems: BTreeSet::new(),
            attached: Vec::new(),
            parts_left: structure::MAX_PARTS,
            text_left: MAX_TEXT,
        }
    }

    /// The header and the text of one message.
    fn message(&mut self, raw: &[u8], depth: usize) -> (Header, Vec<Line>) {
        match structure::find(raw) {
            Ok(skeleton) => {
                let header = skeleton.nodes.first().and_then(|root| raw.get(root.header.clone())).unwrap_or_default();
                let header = Header::read(header);
                let lines = self.part(raw, &skeleton, 0, "", depth);
                (header, lines)
            }
            // Somebody saved only the words.
            Err(NoSkeleton::NoHeader) => {
                let lines = self.plain(raw, None, false, false);
                (Header::read(b""), lines)
            }
            Err(NoSkeleton::TooManyParts) => {
                self.problems.insert(Problem::OverLimit);
                let end = raw
                    .windows(2)
                    .position(|pair| pair == b"\n\n")
                    .or_else(|| raw.windows(4).position(|four| four == b"\r\n\r\n"));
                (Header::read(raw.get(..end.unwrap_or(0)).unwrap_or_default()), Vec::new())
            }
        }
    }

    /// The text of one part and of what is inside it; what is attached goes to `attached`.
    fn part(&mut self, raw: &[u8], skeleton: &Skeleton, at: usize, parent: &str, depth: usize) -> Vec<Line> {
        let Some(node) = skeleton.nodes.get(at) else { return Vec::new() };
        if depth > MAX_DEPTH || self.parts_left == 0 {
            self.problems.insert(Problem::OverLimit);
            return Vec::new();
        }
        self.parts_left -= 1;
        let header = Header::read(raw.get(node.header.clone()).unwrap_or_default());
        let body = raw.get(node.body.clone()).unwrap_or_default();
        let kind = header.content_type();
        if node.children.is_empty() {
            return self.leaf(&Part::new(header, body, parent), depth);
        }
        if kind == "multipart/encrypted" {
            self.problems.insert(Problem::AttachmentProtected);
            return Vec::new();
        }
        let attached_before = self.attached.len();
        let lines = if kind == "multipart/alternative" {
            let versions =
                node.children.iter().map(|&child| self.part(raw, skeleton, child, &kind, depth + 1)).collect();
            best_version(versions)
        } else {
            let mut lines = Vec::new();
            for &child in &node.children {
                let more = self.part(raw, skeleton, child, &kind, depth + 1);
                if !lines.is_empty() && !more.is_empty() {
                    lines.push(Line::default());
                }
                lines.extend(more);
            }
            lines
        };
        if self.attached.len() > attached_before || lines.iter().any(|line| line.words() > 0) {
            return lines;
        }
        // Nothing in any part: the text may stand before the first border or after the last one, where it does not belong.
        let inside = |at: Option<&usize>| at.and_then(|&at| skeleton.nodes.get(at));
        let first = inside(node.children.first()).map_or(node.body.end, |child| child.header.start);
        let last = inside(node.children.last()).map_or(node.body.end, |child| child.body.end);
        let outside = [
            raw.get(node.body.start..first).unwrap_or_default(),
            raw.get(last..node.body.end.max(last)).unwrap_or_default(),
        ];
        self.outside(&outside.concat())
    }

    /// Text outside all parts, without the notes that mail programs put there.
    fn outside(&mut self, bytes: &[u8]) -> Vec<Line> {
        let mut lines = self.plain(bytes, None, false, false);
        lines.retain(|line| !line.text.starts_with("--") && !line.text.contains("MIME"));
        if lines.iter().map(Line::words).sum::<usize>() < 5 {
            return Vec::new();
        }
        self.problems.insert(Problem::DamagedEncoding);
        lines
    }

    /// A part without parts inside.
    fn leaf(&mut self, part: &Part<'_>, depth: usize) -> Vec<Line> {
        let (bytes, damaged) = part.decoded();
        let kind = part.kind(&bytes);
        if damaged && !matches!(kind, Kind::Nothing | Kind::Unread(_)) {
            self.problems.insert(Problem::DamagedEncoding);
        }
        if !matches!(kind, Kind::Nothing) {
            self.seeds.add(SeedSource::Attachment, &part.header.file_name());
        }
        let charset = part.header.parameter("charset");
        match kind {
            Kind::Nothing => Vec::new(),
            Kind::Unread(problem) => {
                self.problems.insert(problem);
                Vec::new()
            }
            Kind::Plain => {
                let parameter = |name: &str, value: &str| {
                    part.header.parameter(name).is_some_and(|is| is.eq_ignore_ascii_case(value))
                };
                self.plain(&bytes, charset.as_deref(), parameter("format", "flowed"), parameter("delsp", "yes"))
            }
            Kind::Html => self.html(&bytes, charset.as_deref()),
            Kind::Document(document) => {
                self.document(document, &bytes, charset.as_deref());
                Vec::new()
            }
            Kind::Message => self.attached_message(part, &bytes, depth),
            Kind::BrokenMultipart => self.broken_multipart(&bytes, depth),
        }
    }

    /// Plain text, flowed or not.
    fn plain(&mut self, bytes: &[u8], charset: Option<&str>, flowed: bool, delete_space: bool) -> Vec<Line> {
        let decoded = super::decode::text(bytes, charset);
        self.problems.extend(decoded.problems);
        let lines =
            if flowed { super::flowed::unflow(&decoded.text, delete_space) } else { line::split(&decoded.text) };
        self.limited(lines)
    }

    /// HTML. The set that the mail declares goes before the one that the page declares.
    fn html(&mut self, bytes: &[u8], charset: Option<&str>) -> Vec<Line> {
        let in_page = charset.is_none().then(|| super::html::declared_charset(bytes)).flatten();
        let decoded = super::decode::text(bytes, charset.or(in_page.as_deref()));
        self.problems.extend(decoded.problems);
        let lines = super::html::lines(&decoded.text);
        self.limited(lines)
    }

    /// An attached document, which is part of the testimony.
    fn document(&mut self, kind: InputKind, bytes: &[u8], charset: Option<&str>) {
        if self.options.skip_documents {
            self.problems.insert(Problem::UnreadablePart);
            return;
        }
        let document = attachment::read(kind, bytes, charset);
        self.problems.extend(document.problems);
        for person in &document.people {
            self.seeds.add(SeedSource::Attachment, person);
        }
        let lines = line::squeeze(self.limited(document.lines));
        if !lines.is_empty() {
            self.attached.push(Section { lines, folds: Vec::new() });
        }
    }

    /// A message inside the message. At the root it *is* the message; attached it is more of the testimony, unless it comes
    /// back with a delivery report.
    fn attached_message(&mut self, part: &Part<'_>, bytes: &[u8], depth: usize) -> Vec<Line> {
        if depth >= MAX_DEPTH {
            self.problems.insert(Problem::OverLimit);
            return Vec::new();
        }
        let place = self.attached.len();
        let (header, lines) = self.message(skip_envelope(bytes), depth + 1);
        self.seeds.add_attached(&header);
        if part.parent.is_empty() {
            return lines;
        }
        let section = if part.parent == "multipart/report" {
            let lines = line::squeeze(lines);
            let all = LineFold { lines: 0..lines.len(), kind: FoldKind::Quote };
            Section { lines, folds: vec![all] }
        } else {
            folded(lines, context(&header))
        };
        if !section.lines.is_empty() {
            self.attached.insert(place.min(self.attached.len()), section);
        }
        Vec::new()
    }

    /// A multipart whose declared border never comes: the border that is really used, or plain text.
    fn broken_multipart(&mut self, bytes: &[u8], depth: usize) -> Vec<Line> {
        self.problems.insert(Problem::DamagedEncoding);
        match structure::actual_boundary(bytes) {
            Some(boundary) if depth < MAX_DEPTH => {
                let mut raw = format!("Content-Type: multipart/mixed; boundary=\"{boundary}\"\r\n\r\n").into_bytes();
                raw.extend_from_slice(bytes);
                self.message(&raw, depth + 1).1
            }
            _ => self.plain(bytes, None, false, false),
        }
    }

    /// The lines of a part, when the limit on text still allows all of them. Of a longer part nothing is read: a text over its limit is not
    /// to be released, and the first half of one is no other text than the whole.
    fn limited(&mut self, lines: Vec<Line>) -> Vec<Line> {
        let needed = lines.iter().map(|line| line.text.len() + 1).sum();
        match self.text_left.checked_sub(needed) {
            Some(left) => {
                self.text_left = left;
                lines
            }
            None => {
                self.problems.insert(Problem::OverLimit);
                Vec::new()
            }
        }
    }
}

/// The version of an alternative that says most. The first of equals is taken (the plain one), unless it was broken into short
/// lines on the way and a later one says the same with its paragraphs whole.
fn best_version(versions: Vec<Vec<Line>>) -> Vec<Line> {
    let words = |lines: &[Line]| -> usize { lines.iter().map(Line::words).sum() };
    let most = versions.iter().map(|lines| words(lines)).max().unwrap_or(0);
    // A plain version that only says "your program cannot show this" has far fewer words than the letter.
    let mut full: Vec<Vec<Line>> = versions.into_iter().filter(|lines| words(lines) * 10 >= most * 9).collect();
    let whole = full.iter().position(|lines| wrap::margin(lines).is_none()).unwrap_or(0);
    if full.is_empty() { Vec::new() } else { full.swap_remove(whole) }
}

#[cfg(test)]
mod tests;
