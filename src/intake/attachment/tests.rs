use super::*;
use lopdf::content::{Content, Operation};
use lopdf::{Object, Stream, StringFormat, dictionary};
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

fn archive(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in entries {
        // The first entry of an ODF archive is stored, not compressed, so that its kind can be seen (ODF 1.3, part 2, 3.3).
        let method = if *name == "mimetype" { CompressionMethod::Stored } else { CompressionMethod::Deflated };
        zip.start_file(*name, SimpleFileOptions::default().compression_method(method)).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn texts(document: &Document) -> Vec<&str> {
    document.lines.iter().map(|line| line.text.as_str()).collect()
}

const CORE: &[u8] = b"<cp:coreProperties><dc:creator>Kanarie Fugl</dc:creator><cp:lastModifiedBy>Solsort &amp; Co</cp:lastModifiedBy></cp:coreProperties>";

#[test]
fn a_docx_gives_header_body_and_notes_in_order_and_its_people() {
    let paragraph = |text: &str| format!("<w:x><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:x>").into_bytes();
    let (top, body, note) = (paragraph("top"), paragraph("krop æøå"), paragraph("note"));
    let docx = archive(&[
        ("word/footnotes.xml", &note),
        ("word/document.xml", &body),
        ("word/header1.xml", &top),
        ("word/comments.xml", b"<w:p><w:r><w:t>kommentar</w:t></w:r></w:p>"),
        ("docProps/core.xml", CORE),
    ]);
    assert_eq!(InputKind::of("x", &docx), Some(InputKind::Docx));
    let document = read(InputKind::Docx, &docx, None);
    assert_eq!(texts(&document), ["top", "krop æøå", "note"]);
    assert_eq!(document.people, ["Kanarie Fugl", "Solsort & Co"]);
    assert!(document.problems.is_empty());
}

#[test]
fn an_odt_is_known_read_and_reported_when_locked() {
    let kind: &[u8] = b"application/vnd.oasis.opendocument.text";
    let content = "<office:document-content><text:p>Brevet på æøå</text:p></office:document-content>".as_bytes();
    let meta: &[u8] = b"<office:meta><meta:initial-creator>Kanarie Fugl</meta:initial-creator></office:meta>";
    let odt = archive(&[("mimetype", kind), ("content.xml", content), ("meta.xml", meta)]);
    assert_eq!(InputKind::of("x", &odt), Some(InputKind::Odt));
    let document = read(InputKind::Odt, &odt, None);
    assert_eq!(
        (texts(&document), document.people.as_slice()),
        (vec!["Brevet på æøå"], ["Kanarie Fugl".to_owned()].as_slice())
    );
    let locked = archive(&[("META-INF/manifest.xml", b"<manifest:encryption-data/>"), ("content.xml", b"\x01\x02")]);
    assert_eq!(read(InputKind::Odt, &locked, None).problems, BTreeSet::from([Problem::AttachmentProtected]));
}

#[test]
fn bombs_nests_and_cut_documents_are_reported() {
    let bomb = vec![b' '; 40 * 1024 * 1024];
    let docx = archive(&[("word/document.xml", &bomb)]);
    assert!(docx.len() < 100_000);
    assert_eq!(read(InputKind::Docx, &docx, None).problems, BTreeSet::from([Problem::OverLimit]));
    let nest = "<w:p>".repeat(100_000);
    assert!(
        read(InputKind::Docx, &archive(&[("word/document.xml", nest.as_bytes())]), None)
            .problems
            .contains(&Problem::UnreadablePart)
    );
    let mut cut = archive(&[("word/document.xml", b"<w:p/>")]);
    cut.truncate(30);
    assert_eq!(read(InputKind::Docx, &cut, None).problems, BTreeSet::from([Problem::UnreadablePart]));
    let elsewhere = archive(&[("picture.jpg", b"x")]);
    assert_eq!(read(InputKind::Docx, &elsewhere, None).problems, BTreeSet::from([Problem::UnreadablePart]));
}

#[test]
fn old_and_locked_office_files_are_told_apart() {
    let old = [&[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1], [0; 64].as_slice()].concat();
    assert_eq!(old_office(&old), Some(Problem::AttachmentNotRead));
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(
        read(InputKind::Docx, &[old, name].concat(), None).problems,
        BTreeSet::from([Problem::AttachmentProtected])
    );
}

/// A PDF of one page with `text` in Helvetica.
fn pdf(text: &[u8]) -> Vec<u8> {
    let mut document = lopdf::Document::with_version("1.5");
    let pages = document.new_object_id();
    let font = document.add_object(dictionary! { "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica", "Encoding" => "WinAnsiEncoding" });
    let operations = vec![
        Operation::new("BT", vec![]),
        Operation::new("Tf", vec!["F1".into(), 12.into()]),
        Operation::new("Td", vec![100.into(), 600.into()]),
        Operation::new("Tj", vec![Object::String(text.to_vec(), StringFormat::Literal)]),
        Operation::new("ET", vec![]),
    ];
    let content = document.add_object(Stream::new(dictionary! {}, Content { operations }.encode().unwrap()));
    let page = document.add_object(dictionary! {
        "Type" => "Page", "Parent" => pages, "Contents" => content, "MediaBox" => vec![0.into(), 0.into(), 595.into(), 842.into()],
        "Resources" => dictionary! { "Font" => dictionary! { "F1" => font } },
    });
    document.objects.insert(
        pages,
        Object::Dictionary(dictionary! { "Type" => "Pages", "Kids" => vec![page.into()], "Count" => 1 }),
    );
    let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => pages });
    let info = document.add_object(dictionary! { "Author" => Object::string_literal("Kanarie Fugl") });
    document.trailer.set("Root", catalog);
    document.trailer.set("Info", info);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    bytes
}

#[test]
fn a_pdf_gives_its_text_and_author_and_a_scan_is_reported() {
    let document = read(InputKind::Pdf, &pdf(b"S\xf8ren p\xe5 \xc6r\xf8 venter"), None);
    let text = texts(&document).join(" ");
    assert!(text.contains("Søren på Ærø venter"), "{} letters", text.len());
    assert_eq!(document.people, ["Kanarie Fugl"]);
    assert!(document.problems.is_empty());
    assert_eq!(read(InputKind::Pdf, &pdf(b""), None).problems, BTreeSet::from([Problem::AttachmentNotRead]));
}

#[test]
fn what_is_too_large_is_not_read_and_reported() {
    assert_eq!(read(InputKind::Text, &vec![b'a'; MAX_BYTES + 1], None).problems, BTreeSet::from([Problem::OverLimit]));
    let document = read(InputKind::Text, "ord ord ord\n".repeat(MAX_TEXT / 6).as_bytes(), None);
    assert!(document.problems.contains(&Problem::OverLimit) && document.lines.is_empty());
}
