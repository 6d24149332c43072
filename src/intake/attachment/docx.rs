//! Word documents (ECMA-376, part 1, 17): runs, tables, text boxes, headers, foot- and endnotes.
//!
//! Not read: comments and deleted text (the author took it back), text formatted as hidden, field codes, pictures.

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
    let mut document = Document::default();
    let names = archive.names();
    let mut parts: Vec<&str> = names.iter().map(String::as_str).filter(|name| rank(name).is_some()).collect();
    parts.sort_by_key(|name| (rank(name), *name));
    if !parts.iter().any(|name| rank(name) == Some(1)) {
        document.problems.insert(Problem::UnreadablePart);
    }
    for name in parts {
        match archive.text(name) {
            Ok(Some(xml)) => {
                if !paragraphs(&xml, &mut document.lines) {
                    document.problems.insert(Problem::UnreadablePart);
                }
            }
            Ok(None) => {}
            Err(problem) => {
                document.problems.insert(problem);
            }
        }
    }
    if let Ok(Some(core)) = archive.text("docProps/core.xml") {
        document.people = xml::texts_of(&core, &["creator", "lastModifiedBy"]);
    }
    document
}

/// The order in which the parts are read; `None` for parts without text of the author.
fn rank(name: &str) -> Option<u8> {
    let file = name.strip_prefix("word/")?.strip_suffix(".xml")?;
    if file.starts_with("header") {
        Some(0)
    } else if file == "document" || file == "document2" {
        Some(1)
    } else if file == "footnotes" {
        Some(2)
    } else if file == "endnotes" {
        Some(3)
    } else if file.starts_with("footer") {
        Some(4)
    } else {
        None
    }
}

/// Adds the paragraphs of one part; `false` when the XML breaks off.
fn paragraphs(xml: &str, lines: &mut Vec<Line>) -> bool {
    let mut reader = Reader::from_str(xml);
    reader.config_mut().check_end_names = false;
    let mut line = String::new();
    let (mut in_text, mut skipped, mut depth) = (false, 0usize, 0usize);
    // Whether the run that is open is formatted as hidden; its properties come before its text (17.3.2.1).
    let mut hidden_run = false;
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
                    "t" => in_text = true,
                    "r" => hidden_run = false,
                    // A text box stands inside a paragraph: what was before it is a line of its own.
                    "txbxContent" | "tbl" => end_line(&mut line, lines, false),
                    _ => hidden_run |= is_vanished(&name, &tag),
                }
            }
            Ok(Event::Empty(tag)) if skipped == 0 => match tag.local_name().as_ref() {
                "tab" | "ptab" => line.push('\t'),
                "br" | "cr" => end_line(&mut line, lines, true),
                "noBreakHyphen" => line.push('-'),
                "p" => end_line(&mut line, lines, true),
                name => hidden_run |= is_vanished(name, &tag),
            },
            Ok(Event::Text(text)) if in_text && skipped == 0 && !hidden_run => line.push_str(&text.xml10_content()),
            Ok(Event::CData(text)) if in_text && skipped == 0 && !hidden_run => line.push_str(&text.xml10_content()),
            Ok(Event::GeneralRef(reference)) if in_text && skipped == 0 && !hidden_run => {
                line.extend(xml::resolve(&reference))
            }
            Ok(Event::End(tag)) => {
                depth = depth.saturating_sub(1);
                if skipped > 0 {
                    skipped -= 1;
                    continue;
                }
                match tag.local_name().as_ref() {
                    "t" => in_text = false,
                    "r" => hidden_run = false,
                    "p" => end_line(&mut line, lines, true),
                    _ => {}
                }
            }
            Ok(Event::Eof) => {
                end_line(&mut line, lines, false);
                return depth == 0;
            }
            Ok(_) => {}
            Err(_) => {
                end_line(&mut line, lines, false);
                return false;
            }
        }
    }
}

/// Elements of which nothing is read. `Fallback` repeats the text box of `Choice` for old programs.
fn is_skipped(name: &str) -> bool {
    matches!(name, "del" | "moveFrom" | "delText" | "instrText" | "Fallback" | "pPrChange" | "rPrChange")
}

/// Whether a run property hides the run (17.3.2.41).
fn is_vanished(name: &str, tag: &BytesStart<'_>) -> bool {
    name == "vanish" && !matches!(xml::attribute(tag, "val").as_deref(), Some("0" | "false" | "off"))
}

fn end_line(line: &mut String, lines: &mut Vec<Line>, even_empty: bool) {
    if even_empty || !line.is_empty() {
        lines.push(Line::plain(std::mem::take(line)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(xml: &str) -> Vec<String> {
        let mut lines = Vec::new();
        assert!(paragraphs(xml, &mut lines));
        lines.into_iter().map(|line| line.text).collect()
    }

    #[test]
    fn names_over_runs_join_and_cells_stand_alone() {
        let xml = "<w:document><w:body><w:p><w:r><w:t>Kana</w:t></w:r><w:proofErr/><w:r><w:rPr><w:b/></w:rPr><w:t>rie &amp; S&#248;n</w:t></w:r></w:p>\
                   <w:tbl><w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>b</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:body></w:document>";
        assert_eq!(texts(xml), ["Kanarie & Søn", "a", "b"]);
    }

    #[test]
    fn deleted_hidden_and_repeated_text_is_left_out() {
        let xml = "<w:p><w:del><w:r><w:delText>væk</w:delText></w:r></w:del><w:r><w:rPr><w:vanish/></w:rPr><w:t>skjult</w:t></w:r><w:r><w:t>her</w:t></w:r>\
                   <mc:AlternateContent><mc:Choice><w:txbxContent><w:p><w:r><w:t>boks</w:t></w:r></w:p></w:txbxContent></mc:Choice>\
                   <mc:Fallback><w:txbxContent><w:p><w:r><w:t>boks</w:t></w:r></w:p></w:txbxContent></mc:Fallback></mc:AlternateContent></w:p>";
        assert_eq!(texts(xml), ["her", "boks", ""]);
    }
}
