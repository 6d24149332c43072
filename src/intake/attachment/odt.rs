//! OpenDocument text (ODF 1.3, part 3): paragraphs, headings, lists, tables, text boxes, notes, headers and footers.
//!
//! Not read: comments (`office:annotation`), tracked deletions, hidden paragraphs.

use super::archive::Archive;
use super::{Document, xml};
use crate::intake::line::Line;
use crate::intake::reading::Problem;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// Reads the document.
pub(super) fn read(bytes: &[u8]) -> Document {
    let mut archive = match Archive::open(bytes) {
        Ok(archive) => archive,
        Err(problem) => return Document::failed(problem),
    };
    // A locked document is an ordinary archive whose entries are noise; the manifest says so (ODF 1.3, part 2, 3.4).
    if let Ok(Some(manifest)) = archive.text("META-INF/manifest.xml")
        && manifest.contains("encryption-data")
    {
        return Document::failed(Problem::AttachmentProtected);
    }
    let mut document = Document::default();
    for (name, needed) in [("content.xml", true), ("styles.xml", false)] {
        match archive.text(name) {
            Ok(Some(xml)) => {
                if !paragraphs(&xml, needed, &mut document.lines) {
                    document.problems.insert(Problem::UnreadablePart);
                }
            }
            Ok(None) if needed => {
                document.problems.insert(Problem::UnreadablePart);
            }
            Ok(None) => {}
            Err(problem) => {
                document.problems.insert(problem);
            }
        }
    }
    if let Ok(Some(meta)) = archive.text("meta.xml") {
        document.people = xml::texts_of(&meta, &["initial-creator", "creator"]);
    }
    document
}

/// Adds the paragraphs. In `styles.xml` only what stands in page headers and footers is text. `false` when the XML breaks off.
fn paragraphs(xml: &str, is_content: bool, lines: &mut Vec<Line>) -> bool {
    let mut reader = Reader::from_str(xml);
    reader.config_mut().check_end_names = false;
    // Paragraphs stand inside paragraphs (text boxes, notes): the outer one goes on when the inner one ends.
    let mut open: Vec<String> = Vec::new();
    let (mut skipped, mut depth, mut margin) = (0usize, 0usize, 0usize);
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag)) => {
                depth += 1;
                if depth > xml::MAX_DEPTH {
                    return false;
                }
                let name = tag.local_name().as_ref().to_owned();
                if skipped > 0 || is_skipped(&name) {
                    skipped += 1;
                    continue;
                }
                match name.as_str() {
                    "header" | "footer" | "header-left" | "footer-left" | "header-first" | "footer-first" => {
                        margin += 1
                    }
                    "p" | "h" if is_content || margin > 0 => open.push(String::new()),
                    _ => mark(&name, &tag, &mut open),
                }
            }
            Ok(Event::Empty(tag)) if skipped == 0 => {
                let name = tag.local_name().as_ref().to_owned();
                match name.as_str() {
                    "p" | "h" if is_content => lines.push(Line::default()),
                    _ => mark(&name, &tag, &mut open),
                }
            }
            Ok(Event::Text(text)) if skipped == 0 => {
                if let Some(line) = open.last_mut() {
                    push_collapsed(line, &text.xml10_content());
                }
            }
            Ok(Event::GeneralRef(reference)) if skipped == 0 => {
                if let Some(line) = open.last_mut() {
                    line.extend(xml::resolve(&reference));
                }
            }
            Ok(Event::End(tag)) => {
                depth = depth.saturating_sub(1);
                if skipped > 0 {
                    skipped -= 1;
                    continue;
                }
                match tag.local_name().as_ref() {
                    "header" | "footer" | "header-left" | "footer-left" | "header-first" | "footer-first" => {
                        margin = margin.saturating_sub(1)
                    }
                    "p" | "h" => {
                        if let Some(text) = open.pop() {
                            lines.extend(text.split('\n').map(|line| Line::plain(line.trim_end())));
                        }
                    }
                    _ => {}
                }
            }
            Ok(Event::Eof) => {
                lines.extend(open.drain(..).map(Line::plain));
                return depth == 0;
            }
            Ok(_) => {}
            Err(_) => {
                lines.extend(open.drain(..).map(Line::plain));
                return false;
            }
        }
    }
}

/// Elements that stand for white space (ODF 1.3, part 3, 6.1).
fn mark(name: &str, tag: &BytesStart<'_>, open: &mut [String]) {
    let Some(line) = open.last_mut() else { return };
    match name {
        "s" => {
            let count = xml::attribute(tag, "c").and_then(|count| count.parse().ok()).unwrap_or(1usize);
            line.extend(std::iter::repeat_n(' ', count.min(80)));
        }
        "tab" => line.push('\t'),
        "line-break" => line.push('\n'),
        _ => {}
    }
}

/// White space collapses (ODF 1.3, part 3, 6.1.2); line ends inside a paragraph are no line ends.
fn push_collapsed(line: &mut String, text: &str) {
    for c in text.chars() {
        if matches!(c, ' ' | '\t' | '\n' | '\r') {
            if !line.is_empty() && !line.ends_with([' ', '\n', '\t']) {
                line.push(' ');
            }
        } else {
            line.push(c);
        }
    }
}

/// Elements of which nothing is read.
fn is_skipped(name: &str) -> bool {
    matches!(
        name,
        "annotation"
            | "annotation-end"
            | "tracked-changes"
            | "note-citation"
            | "hidden-paragraph"
            | "hidden-text"
            | "desc"
            | "title"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_join_and_notes_do_not_tear_the_paragraph() {
        let xml = "<office:text><text:p>Kana<text:span>rie</text:span><text:s text:c=\"2\"/>fugl<text:note><text:note-citation>1</text:note-citation>\
                   <text:note-body><text:p>noten</text:p></text:note-body></text:note> sang<text:line-break/>ny</text:p><text:p/></office:text>";
        let mut lines = Vec::new();
        assert!(paragraphs(xml, true, &mut lines));
        let texts: Vec<_> = lines.into_iter().map(|line| line.text).collect();
        assert_eq!(texts, ["noten", "Kanarie  fugl sang", "ny", ""]);
    }
}
