//! Reading a finished PDF back: the text of every page, and everything else in the file that is or may be text.

use super::text::PageText;
use crate::publish::quiet::guarded;
use lopdf::content::Content as Operations;
use lopdf::{Dictionary, Document, Object, ObjectId};
use std::collections::{BTreeMap, BTreeSet};

/// A file, read back.
pub(super) struct Content {
    /// The pages in order.
    pub(super) pages: Vec<Page>,
    /// Every string in the file's objects (information, bookmarks, structure tree, annotations …) and in marked content, XMP and attachments.
    pub(super) strings: BTreeSet<String>,
    /// Decompressed streams that are not known to be text, as Latin-1 and as UTF-16, and the names in objects.
    pub(super) streams: BTreeSet<String>,
}

/// The text of one page, with the testimony it belongs to.
pub(super) struct Page {
    pub(super) text: String,
    pub(super) testimony: Option<u32>,
}

/// Which part of the file could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// The file is no PDF, or damaged or encrypted.
    #[error("not a sound PDF file")]
    File,
    /// The text of this page (from 1), or some letters of it.
    #[error("the text of page {0}")]
    Page(u32),
    /// A page (from 1) on which nothing can be read.
    #[error("page {0} has no text")]
    Blank(u32),
    /// A stream that cannot be decompressed (object number).
    #[error("stream {0}")]
    Stream(u32),
    /// There are no «Vidnesbyrd N» bookmarks, so a page cannot be traced to its testimony.
    #[error("no bookmarks")]
    Bookmarks,
}

impl Content {
    /// The end of page `at` (from 0) and the beginning of the next, without what stands between them on paper (page number, running
    /// header): read together they give the words that are broken over a page end.
    pub(super) fn seam(&self, at: usize) -> Option<(String, String)> {
        let (Some(page), Some(next)) = (self.pages.get(at), self.pages.get(at + 1)) else { return None };
        fn lines(text: &str) -> Vec<&str> {
            text.lines()
                .filter(|line| !line.trim().is_empty() && !line.trim().chars().all(|c| c.is_ascii_digit()))
                .collect()
        }
        let (tail, head) = (lines(&page.text), lines(&next.text));
        let tail = tail.get(tail.len().saturating_sub(3)..).unwrap_or_default().join("\n");
        // A running header repeats a string that the file holds elsewhere: the title, or a bookmark.
        let header = head.first().is_some_and(|line| self.strings.iter().any(|string| string.trim() == line.trim()));
        let head = head.get(usize::from(header)..).unwrap_or_default();
        Some((tail, head.get(..head.len().min(3)).unwrap_or_default().join("\n")))
    }
}

/// Reads a file back, wholly or not at all.
pub(super) fn read(bytes: &[u8]) -> Result<Content, Unreadable> {
    guarded(|| read_unguarded(bytes)).map_err(|_| Unreadable::File)?
}

fn read_unguarded(bytes: &[u8]) -> Result<Content, Unreadable> {
    let document = Document::load_mem(bytes).map_err(|_| Unreadable::File)?;
    if document.is_encrypted() {
        return Err(Unreadable::File);
    }
    let pages = document.get_pages();
    if pages.is_empty() {
        return Err(Unreadable::File);
    }
    let starts = bookmarks(&document, &pages);
    if starts.is_empty() {
        return Err(Unreadable::Bookmarks);
    }
    let mut read = Vec::with_capacity(pages.len());
    for &number in pages.keys() {
        let mut page = PageText::default();
        // A panic of the text reader becomes an error of this page; it says nothing.
        guarded(|| pdf_extract::output_doc_page(&document, &mut page, number))
            .ok()
            .and_then(Result::ok)
            .ok_or(Unreadable::Page(number))?;
        let PageText { text, unknown, .. } = page;
        if unknown > 0 {
            return Err(Unreadable::Page(number));
        }
        if text.trim().is_empty() {
            return Err(Unreadable::Blank(number));
        }
        let testimony = starts.range(..=number).next_back().map(|(_, &testimony)| testimony);
        read.push(Page { text, testimony: testimony.flatten() });
    }
    let (strings, streams) = everything_else(&document)?;
    Ok(Content { pages: read, strings, streams })
}

/// First page of everything that has a bookmark, with the number of its testimony (`None` for the preface and the like).
fn bookmarks(document: &Document, pages: &BTreeMap<u32, ObjectId>) -> BTreeMap<u32, Option<u32>> {
    let by_id: BTreeMap<ObjectId, u32> = pages.iter().map(|(&number, &id)| (id, number)).collect();
    let mut found = BTreeMap::new();
    for object in document.objects.values() {
        let Ok(item) = object.as_dict() else { continue };
        let (Ok(title), Ok(_parent)) = (item.get(b"Title"), item.get(b"Parent")) else { continue };
        let Some(page) = destination(document, item).and_then(|id| by_id.get(&id)) else { continue };
        let testimony = text_of(title)
            .and_then(|title| title.strip_prefix("Vidnesbyrd ").and_then(|number| number.trim().parse::<u32>().ok()));
        // Of two bookmarks on one page the testimony wins: a hit is then traced to it.
        let entry = found.entry(*page).or_insert(testimony);
        *entry = entry.or(testimony);
    }
    if found.values().all(Option::is_none) { BTreeMap::new() } else { found }
}

/// The page a bookmark leads to: `Dest`, or the `D` of a GoTo action (ISO 32000-1 §12.3.3).
fn destination(document: &Document, item: &Dictionary) -> Option<ObjectId> {
    let resolve = |object: &Object| document.dereference(object).ok().map(|(_, object)| object.clone());
    let target = match item.get(b"Dest") {
        Ok(target) => resolve(target)?,
        Err(_) => resolve(resolve(item.get(b"A").ok()?)?.as_dict().ok()?.get(b"D").ok()?)?,
    };
    let array = match &target {
        Object::Array(array) => array.clone(),
        Object::Dictionary(dictionary) => resolve(dictionary.get(b"D").ok()?)?.as_array().ok()?.clone(),
        _ => return None,
    };
    array.first()?.as_reference().ok()
}

/// Every string of every object, and every stream; each once, for the structure tree repeats the same few names on every page.
fn everything_else(document: &Document) -> Result<(BTreeSet<String>, BTreeSet<String>), Unreadable> {
    let mut strings = BTreeSet::new();
    let mut streams = BTreeSet::new();
    collect_all(&document.trailer, &mut strings, &mut streams);
    for (id, object) in &document.objects {
        collect(object, &mut strings, &mut streams);
        let Object::Stream(stream) = object else { continue };
        if is_font_or_profile(&stream.dict) {
            continue;
        }
        let plain = if stream.is_compressed() {
            stream.decompressed_content().map_err(|_| Unreadable::Stream(id.0))?
        } else {
            stream.content.clone()
        };
        let is_text = stream.dict.has_type(b"Metadata") || stream.dict.has_type(b"EmbeddedFile");
        if is_text {
            strings.extend(readings(&plain));
        } else {
            streams.extend(readings(&plain));
        }
        // The properties of marked content (ActualText, Alt, E) stand as strings among the drawing operators.
        if let Ok(operations) = Operations::decode(&plain) {
            for operation in
                operations.operations.iter().filter(|operation| matches!(operation.operator.as_str(), "BDC" | "DP"))
            {
                operation.operands.iter().for_each(|operand| collect(operand, &mut strings, &mut streams));
            }
        }
    }
    Ok((strings, streams))
}

/// Font programs and colour profiles hold the names of their makers; none of them is made from a testimony.
fn is_font_or_profile(dictionary: &Dictionary) -> bool {
    dictionary.has(b"Length1")
        || dictionary.has(b"N")
        || dictionary
            .get(b"Subtype")
            .and_then(Object::as_name)
            .is_ok_and(|name| matches!(name, b"CIDFontType0C" | b"OpenType" | b"Type1C"))
}

/// Strings and names (ISO 32000-1 §7.3.4, §7.3.5) inside an object.
fn collect(object: &Object, strings: &mut BTreeSet<String>, names: &mut BTreeSet<String>) {
    match object {
        Object::String(..) => strings.extend(text_of(object)),
        Object::Name(name) => _ = names.insert(String::from_utf8_lossy(name).into_owned()),
        Object::Array(array) => array.iter().for_each(|item| collect(item, strings, names)),
        Object::Dictionary(dictionary) => collect_all(dictionary, strings, names),
        Object::Stream(stream) => collect_all(&stream.dict, strings, names),
        _ => {}
    }
}

/// The values of a dictionary are searched as text; its keys, like names, are the format's own words (`Kids`, `Parent`), which some people
/// are called too.
fn collect_all(dictionary: &Dictionary, strings: &mut BTreeSet<String>, names: &mut BTreeSet<String>) {
    for (key, item) in dictionary {
        names.insert(String::from_utf8_lossy(key).into_owned());
        collect(item, strings, names);
    }
}

/// A text string (ISO 32000-1 §7.9.2.2): UTF-16 or UTF-8 by its mark, otherwise read byte by byte.
fn text_of(object: &Object) -> Option<String> {
    let Object::String(bytes, _) = object else { return None };
    Some(match bytes.as_slice() {
        [0xfe, 0xff, rest @ ..] => utf16(rest, u16::from_be_bytes),
        [0xff, 0xfe, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        // PDFDocEncoding is Latin-1 where Danish letters are.
        other => match std::str::from_utf8(other) {
            Ok(text) => text.to_owned(),
            Err(_) => latin1(other),
        },
    })
}

/// The readings of bytes whose encoding is not known. Danish text in UTF-16 is nearly half zeros; bytes with few of them are not read so.
fn readings(bytes: &[u8]) -> Vec<String> {
    let mut all = vec![match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => latin1(bytes),
    }];
    if bytes.iter().filter(|&&byte| byte == 0).count() * 4 >= bytes.len() {
        all.push(utf16(bytes, u16::from_be_bytes));
        all.push(utf16(bytes.get(1..).unwrap_or_default(), u16::from_be_bytes));
    }
    all
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let units: Vec<u16> = bytes.chunks_exact(2).filter_map(|pair| pair.try_into().ok()).map(unit).collect();
    String::from_utf16_lossy(&units)
}

fn latin1(bytes: &[u8]) -> String {
    bytes.iter().copied().map(char::from).collect()
}
