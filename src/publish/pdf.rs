//! The A5 reading PDF: tagged, PDF/UA-1 (ISO 14289-1) and PDF/A-2a (ISO 19005-2) at once, same bytes for the same input.

use super::glyphs::{NoGlyph, printable};
use super::preface::{Preface, preface};
use super::quiet::guarded;
use super::typeset::{Paragraph, opening, paragraphs};
use super::world::SealedWorld;
use super::{Assurance, Entry, Frame, Pdf, Place, PublishError, typography};
use serde::Serialize;
use std::collections::BTreeSet;
use typst::foundations::Smart;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

/// What the template reads. Every string in it is printed literally.
#[derive(Serialize)]
struct Booklet {
    title: String,
    subtitle: String,
    publisher: String,
    contact: String,
    date: Date,
    edition: u32,
    sample: bool,
    /// Whether the numbers of the testimonies are not 1, 2, 3, … .
    gaps: bool,
    preface: Option<Preface>,
    entries: Vec<Testimony>,
}

#[derive(Serialize)]
struct Date {
    year: i16,
    month: i8,
    day: i8,
    written: String,
}

#[derive(Serialize)]
struct Testimony {
    number: u32,
    opening: String,
    paragraphs: Vec<Paragraph>,
}

/// How much of a testimony's opening words stands in the contents, in usual lower-case letters; more would run into the page number.
const OPENING: f32 = 47.0;

/// Sets the booklet. The entries are printed in the order of their numbers.
///
/// # Errors
/// [`PublishError`]; the file is not made when anything at all went wrong.
pub fn reading_pdf(frame: &Frame, entries: &[Entry]) -> Result<Pdf, PublishError> {
    let data = serde_json::to_string(&booklet(frame, entries)?)
        .map_err(|_| PublishError::Layout { diagnostics: 1, line: None })?;
    let document = SealedWorld::new(data)?.compile()?;
    let standards = PdfStandards::new(&[PdfStandard::A_2a, PdfStandard::Ua_1])
        .map_err(|_| PublishError::Standard { diagnostics: 1 })?;
    let options = PdfOptions {
        // The program, not a person. Without its version, so that a new version gives the same bytes when the pages are the same.
        creator: Smart::Custom(Some(String::from("vidnesbyrd"))),
        standards,
        ..PdfOptions::default()
    };
    let bytes = guarded(|| typst_pdf::pdf(&document, &options))
        .map_err(|_| PublishError::Crashed)?
        .map_err(|errors| PublishError::Standard { diagnostics: errors.len() })?;
    Ok(Pdf { bytes, pages: document.pages().len() })
}

fn booklet(frame: &Frame, entries: &[Entry]) -> Result<Booklet, PublishError> {
    if entries.is_empty() {
        return Err(PublishError::Empty);
    }
    let mut sorted: Vec<&Entry> = entries.iter().collect();
    sorted.sort_by_key(|entry| entry.number);
    let mut seen = BTreeSet::new();
    for entry in &sorted {
        if !seen.insert(entry.number) {
            return Err(PublishError::SameNumber { number: entry.number });
        }
    }
    let line = |text: &str| {
        printable(text)
            .map(|text| typography::set(&text).replace('\n', " "))
            .map_err(|error| unprintable(Place::Settings, error))
    };
    Ok(Booklet {
        title: line(&frame.title)?,
        subtitle: line(&frame.subtitle)?,
        publisher: line(&frame.publisher)?,
        contact: line(&frame.contact)?,
        date: Date {
            year: frame.date.year(),
            month: frame.date.month(),
            day: frame.date.day(),
            written: written(frame.date),
        },
        edition: frame.edition,
        sample: frame.review == Assurance::Sample,
        gaps: sorted.iter().zip(1..).any(|(entry, n)| entry.number != n),
        preface: preface(&frame.preface_markdown).map_err(|error| unprintable(Place::Preface, error))?,
        entries: sorted
            .iter()
            .map(|entry| {
                let paragraphs =
                    paragraphs(&entry.text).map_err(|error| unprintable(Place::Testimony(entry.number), error))?;
                Ok(Testimony { number: entry.number, opening: opening(&paragraphs, OPENING), paragraphs })
            })
            .collect::<Result<_, _>>()?,
    })
}

fn unprintable(place: Place, NoGlyph(letter): NoGlyph) -> PublishError {
    PublishError::Unprintable { place, code_point: u32::from(letter) }
}

/// The date in Danish words: `21. november 2026`.
pub fn written(date: jiff::civil::Date) -> String {
    const MONTHS: [&str; 12] = [
        "januar",
        "februar",
        "marts",
        "april",
        "maj",
        "juni",
        "juli",
        "august",
        "september",
        "oktober",
        "november",
        "december",
    ];
    let month = usize::try_from(date.month()).ok().and_then(|month| MONTHS.get(month.checked_sub(1)?));
    format!("{}.\u{a0}{} {}", date.day(), month.unwrap_or(&""), date.year())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::publish::sample::{entry, frame, words};
    use lopdf::{Document, Object};

    fn booklet_of(count: u32, length: usize) -> Vec<Entry> {
        (1..=count)
            .map(|n| {
                let start = "Kære {caseworker:Kanarie Fugl} og {leader:Gråkrage}\n\nVi skriver om {child:Bogfinke}, som er 9 år. ";
                entry(n, &format!("{start}{}", words(n as usize, length))).0
            })
            .collect()
    }

    #[test]
    fn same_input_gives_the_same_bytes() {
        let entries = booklet_of(3, 300);
        let first = reading_pdf(&frame(), &entries).unwrap();
        let reversed: Vec<Entry> = entries.iter().rev().cloned().collect();
        assert!(first == reading_pdf(&frame(), &reversed).unwrap(), "two runs differ");
    }

    #[test]
    fn the_file_is_tagged_has_a_title_and_names_nobody() {
        let pdf = reading_pdf(&frame(), &booklet_of(2, 50)).unwrap();
        let file = Document::load_mem(pdf.bytes()).unwrap();
        let catalog = file.catalog().unwrap();
        assert!(catalog.has(b"StructTreeRoot") && catalog.has(b"Metadata") && catalog.has(b"PageLabels"));
        assert_eq!(catalog.get(b"Lang").unwrap().as_str().unwrap(), b"da");
        let xmp = file.get_object(catalog.get(b"Metadata").unwrap().as_reference().unwrap()).unwrap();
        let xmp = String::from_utf8(xmp.as_stream().unwrap().get_plain_content().unwrap()).unwrap();
        assert!(xmp.contains("<pdfuaid:part>1</pdfuaid:part>") && xmp.contains("<pdfaid:part>2</pdfaid:part>"));
        assert!(xmp.contains("Det, vi fortæller jer") && xmp.contains("2026-11-21"));
        assert!(!xmp.contains("dc:creator"));
        if let Ok((_, Object::Dictionary(info))) = file.trailer.get(b"Info").and_then(|info| file.dereference(info)) {
            assert!(!info.has(b"Author"));
        }
    }

    #[test]
    fn markup_in_a_testimony_is_literal() {
        let text =
            "#set page(fill: red) *fed* $x^2$ @hvem <her> = Nej // kommentar \\ `kode` _kursiv_ https://a.example";
        let pdf = reading_pdf(&frame(), &[entry(1, text).0]).unwrap();
        let read = pdf_extract::extract_text_from_mem(pdf.bytes()).unwrap();
        let read = read.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(read.contains("#set page(fill: red) *fed* $x^2$ @hvem <her> = Nej // kommentar"), "{read}");
    }

    #[test]
    fn an_emoji_does_not_stop_the_booklet_and_a_strange_letter_is_named() {
        assert!(reading_pdf(&frame(), &[entry(1, "Tak 😀 for alt 👩\u{200d}👧").0, entry(2, "😀").0]).is_ok());
        let error = reading_pdf(&frame(), &[entry(1, "Ja").0, entry(3, "Navnet er 美").0]).unwrap_err();
        assert_eq!(error, PublishError::Unprintable { place: Place::Testimony(3), code_point: 0x7f8e });
    }

    #[test]
    fn an_empty_edition_and_a_double_number_are_refused() {
        assert_eq!(reading_pdf(&frame(), &[]), Err(PublishError::Empty));
        let twice = [entry(2, "Ja").0, entry(2, "Nej").0];
        assert_eq!(reading_pdf(&frame(), &twice), Err(PublishError::SameNumber { number: 2 }));
    }

    #[test]
    fn a_date_in_danish() {
        assert_eq!(written(jiff::civil::date(2026, 5, 3)), "3.\u{a0}maj 2026");
    }
}
