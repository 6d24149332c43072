//! The gate is tested by planting: a file that holds a hidden name must be refused, wherever the name stands.

use super::*;
use crate::publish::sample::{entry, frame, words};
use crate::publish::{Entry, Frame, reading_pdf};
use lopdf::{Document, Object, Stream, StringFormat, dictionary};
use std::collections::BTreeSet;

fn hidden(number: u32, text: &str) -> HiddenForm {
    HiddenForm {
        number,
        text: Personal::new(text.to_owned()),
        ordinary_word: false,
        kept_in: BTreeSet::new(),
        in_contents: false,
    }
}

fn ordinary(number: u32, text: &str) -> HiddenForm {
    HiddenForm { ordinary_word: true, ..hidden(number, text) }
}

fn plain(number: u32, text: &str) -> Entry {
    entry(number, text).0
}

fn print(frame: &Frame, entries: &[Entry]) -> Pdf {
    reading_pdf(frame, entries).unwrap()
}

#[track_caller]
fn hits(pdf: &Pdf, forms: &[HiddenForm]) -> Vec<Hit> {
    match check_bytes(pdf.bytes(), forms, &[]) {
        Ok(()) => Vec::new(),
        Err(Leak::Found(hits)) => hits,
        Err(Leak::Unreadable(part)) => panic!("unreadable: {part}"),
    }
}

/// Changes a file's objects, as a fault in the PDF writer would.
fn planted(pdf: &Pdf, plant: impl FnOnce(&mut Document)) -> Vec<u8> {
    let mut document = Document::load_mem(pdf.bytes()).unwrap();
    plant(&mut document);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    bytes
}

fn utf16(text: &str) -> Object {
    let units = std::iter::once(0xfeff).chain(text.encode_utf16());
    Object::String(units.flat_map(u16::to_be_bytes).collect(), StringFormat::Hexadecimal)
}

#[test]
fn the_artefact_is_checked_a_booklet_without_hidden_forms_passes() {
    let (first, mut forms) =
        entry(1, "Kære {caseworker:Kanarie Fugl}, min søn {child:Bogfinke} venter. {child:Bogfinke}s skole ringer.");
    let (second, more) = entry(4, "Vi talte med {leader:Gråkrage Åsø} i går.");
    forms.extend(more);
    let checked = check(print(&frame(), &[first, second]), &forms, &[]).unwrap();
    assert_eq!(checked.forms(), 3);
}

#[test]
fn the_artefact_is_checked_a_pipeline_that_forgets_to_hide_is_stopped() {
    // The same booklet, but the text went through without its verdicts.
    let leaky = plain(4, "Vi talte med Gråkrage Åsø i går.");
    let found = hits(&print(&frame(), &[plain(1, "Vi venter."), leaky]), &[hidden(4, "Gråkrage Åsø")]);
    // Its opening words stand in the contents as well.
    assert_eq!(found.iter().map(|hit| (hit.hidden_in, hit.found_in)).collect::<Vec<_>>(), [(4, None), (4, Some(4))]);
    assert!(
        matches!((found[0].part, found[1].part), (Part::Page(contents), Part::Page(text)) if contents == 3 && text == 5)
    );
}

#[test]
fn a_name_hidden_in_one_testimony_and_printed_in_another_is_a_hit_there() {
    let found =
        hits(&print(&frame(), &[plain(1, "Vi venter."), plain(2, "Så kom gråkrages chef.")]), &[hidden(1, "Gråkrage")]);
    assert_eq!(found.iter().map(|hit| (hit.hidden_in, hit.found_in)).collect::<Vec<_>>(), [(1, Some(2))]);
}

#[test]
fn other_spellings_are_found() {
    let print = print(&frame(), &[plain(1, "Hun hed Aase Moeller og ikke andet, CPR 010203 1234, tlf. 12 34 56 78.")]);
    for form in ["Åse Møller", "ÅSE MØLLER", "010203-1234", "12345678", "A\u{30a}se  Mo\u{308}ller"] {
        assert_eq!(
            hits(&print, &[hidden(1, form)]).last().map(|hit| hit.found_in),
            Some(Some(1)),
            "a spelling was missed"
        );
    }
}

#[test]
fn a_name_inside_a_hyphenated_compound_is_found() {
    let print = print(&frame(), &[plain(1, "Så kom hele Gråkrage-familien og Anne-Marie.")]);
    assert!(!hits(&print, &[hidden(1, "Gråkrage")]).is_empty());
    assert!(!hits(&print, &[hidden(1, "Annemarie")]).is_empty());
    assert!(!hits(&print, &[hidden(1, "Anne Marie")]).is_empty());
    assert!(!hits(&print, &[ordinary(1, "Anne")]).is_empty());
}

#[test]
fn a_name_on_a_line_of_its_own_is_found() {
    let print = print(&frame(), &[plain(1, "Vi venter stadig.\n\nMvh\nKanarie Fugl\nGråkragevej 7\nTlf. 12 34 56 78")]);
    for form in ["Kanarie Fugl", "Kanarie", "Fugl", "Gråkragevej 7", "12345678"] {
        assert_eq!(hits(&print, &[hidden(1, form)]).last().map(|hit| hit.found_in), Some(Some(1)), "a line was missed");
    }
}

#[test]
fn letters_either_side_block() {
    let print = print(&frame(), &[plain(1, "Marianne og Anneberg, ikke andet.")]);
    assert_eq!(hits(&print, &[hidden(1, "Anne"), hidden(1, "Maria"), hidden(1, "Berg")]), []);
}

#[test]
fn a_name_hyphenated_at_a_line_end_and_a_ligature_are_found() {
    // One long invented name over and over: it must break at some line ends, and its fi and fl are ligatures in the font.
    let name = "Filippaflagermusefinansfløjlsgaard";
    let text = format!("{} {}", words(1, 40), format!("Så sagde {name} det igen og igen. ").repeat(30));
    let pdf = print(&frame(), &[plain(1, &text)]);
    let content = read::read(pdf.bytes()).unwrap();
    let raw: String = content.pages.iter().map(|page| page.text.as_str()).collect();
    assert!(raw.matches(name).count() < 30, "the test needs line ends inside the name");
    let folded: usize = content
        .pages
        .iter()
        .map(|page| fold::Folded::new(&page.text).joined.plain.matches(&name.to_lowercase().replace('ø', "oe")).count())
        .sum();
    let across_pages = 30 - folded;
    assert!(across_pages < content.pages.len(), "found {folded} of 30");
    assert!(!hits(&pdf, &[hidden(1, name)]).is_empty());
}

#[test]
fn a_name_broken_from_one_page_to_the_next_is_found() {
    let seam = |tail: &str, head: &str| {
        let page = |text: &str| read::Page { text: text.to_owned(), testimony: Some(1) };
        let content = read::Content {
            pages: vec![page(tail), page(head)],
            strings: ["Vidnesbyrd 1".to_owned()].into(),
            streams: Default::default(),
        };
        search::search(&content, &[hidden(1, "Kanarie Fugl")], &[]).len()
    };
    assert_eq!(seam("så kom Kana\u{ad}\n12\n", "Vidnesbyrd 1\nrie Fugl ind"), 1);
    assert_eq!(seam("så kom Kanarie\n12\n", "Fugl ind\nog satte sig"), 1);
    assert_eq!(seam("så kom Kanarie\n", "og satte sig\nFugl"), 0);
}

#[test]
fn a_name_kept_in_one_testimony_may_stand_there_and_neither_in_another_nor_in_the_title() {
    let kept = |in_contents| HiddenForm { kept_in: BTreeSet::from([2]), in_contents, ..hidden(1, "Kanariefugl") };
    let set = |title: &str, number: u32| {
        let frame = Frame { title: title.to_owned(), ..frame() };
        print(&frame, &[plain(number, "Kanariefugl skrev en bog om det, som alle kan læse.")])
    };
    let found = |title: &str, number: u32, opening: bool| hits(&set(title, number), &[kept(opening)]).len();
    assert_eq!(found("Når hjælpen ikke kommer", 2, true), 0);
    assert!(found("Når hjælpen ikke kommer", 3, true) > 0);
    assert!(found("Kanariefugl og de andre", 2, true) > 0);
    // Not told that the contents show it, the gate stops it there too.
    assert!(found("Når hjælpen ikke kommer", 2, false) > 0);
}

#[test]
fn a_name_that_is_an_ordinary_word_is_a_hit_only_in_its_own_testimony_and_case() {
    let (own, _) = entry(1, "Vores dreng {child:Storm} blev syg, og der var storm.");
    let pdf = print(&frame(), &[own, plain(2, "Storm i et glas vand. Bo har nu sit eget.")]);
    assert_eq!(hits(&pdf, &[ordinary(1, "Storm"), hidden(1, "Bo")]), []);
    let leaky = print(&frame(), &[plain(1, "Vores dreng Storm blev syg."), plain(2, "Det er for længe.")]);
    assert_eq!(hits(&leaky, &[ordinary(1, "Storm")]).len(), 1);
}

#[test]
fn a_name_inside_a_phrase_that_may_stand_is_no_hit_but_beside_it_it_is() {
    let allowed = [Allowed { text: Personal::new("Kanarie Fonden".to_owned()), only_in: None }];
    let passes = |text: &str, form: &str| {
        let pdf = print(&frame(), &[plain(1, text)]);
        check_bytes(pdf.bytes(), &[hidden(2, form)], &allowed).is_ok()
    };
    assert!(passes("Så gav Kanarie Fonden os en ferie.", "Kanarie"));
    assert!(passes("Så gav Kanarie Fondens leder os en ferie, sagde Kanarie Fonden.", "Fonden Kanarie"));
    assert!(!passes("Så gav Kanarie Fonden os en ferie, sagde Kanarie.", "Kanarie"));
    assert!(!passes("Så gav Kanarie Fonden os en ferie.", "Kanarie Fonden"));
}

#[test]
fn the_frame_is_searched_too() {
    let texts = [plain(1, "Vi venter.")];
    let name = [hidden(1, "Kanarie Fugl")];
    for frame in [
        Frame { title: "Kanarie Fugls hæfte".into(), ..frame() },
        Frame { subtitle: "Om Kanarie Fugl".into(), ..frame() },
        Frame { contact: "Kanarie Fugl".into(), ..frame() },
        Frame { preface_markdown: "# Forord\n\nTak til *Kanarie* Fugl.".into(), ..frame() },
        Frame { preface_markdown: "# Kanarie\nFugl".into(), ..frame() },
    ] {
        let found = hits(&print(&frame, &texts), &name);
        if !frame.preface_markdown.starts_with("# Kanarie") {
            assert!(found.iter().any(|hit| hit.found_in.is_none() && matches!(hit.part, Part::Page(_))));
        }
    }
}

#[test]
fn what_readers_do_not_see_is_searched() {
    let pdf = print(&frame(), &[plain(1, "Vi venter.")]);
    let name = [hidden(1, "Gråkrage Åsø")];
    let info = planted(&pdf, |file| {
        let id = file.add_object(dictionary! { "Subject" => utf16("Om Gråkrage Åsø") });
        file.trailer.set("Info", id);
    });
    let xmp = planted(&pdf, |file| {
        let xml = "<rdf:li>Gråkrage Åsø</rdf:li>".as_bytes().to_vec();
        let id = file.add_object(Stream::new(dictionary! { "Type" => "Metadata", "Subtype" => "XML" }, xml));
        file.catalog_mut().unwrap().set("Metadata", id);
    });
    let bookmark = planted(&pdf, |file| {
        file.add_object(dictionary! { "Title" => utf16("Gråkrage Åsø"), "Parent" => Object::Null });
    });
    let alternative = planted(&pdf, |file| {
        file.add_object(dictionary! { "S" => "Figure", "Alt" => utf16("Gråkrage Åsø på trappen") });
    });
    let link = planted(&pdf, |file| {
        let action = dictionary! { "S" => "URI", "URI" => Object::string_literal("mailto:Graakrage Aasoe") };
        file.add_object(dictionary! { "Type" => "Annot", "A" => action });
    });
    let attachment = planted(&pdf, |file| {
        let mut stream = Stream::new(dictionary! { "Type" => "EmbeddedFile" }, "fra gråkrage åsø".as_bytes().to_vec());
        stream.compress().unwrap();
        file.add_object(stream);
    });
    let marked_content = planted(&pdf, |file| {
        let text = b"/Span <</ActualText (\xfe\xff\0G\0r\0\xe5\0k\0r\0a\0g\0e\0 \0\xc5\0s\0\xf8)>> BDC EMC".to_vec();
        file.add_object(Stream::new(dictionary! {}, text));
    });
    let comment = planted(&pdf, |file| {
        file.add_object(Stream::new(dictionary! {}, "% Gråkrage Åsø".as_bytes().to_vec()));
    });
    let wide = planted(&pdf, |file| {
        let text = "Gråkrage Åsø".encode_utf16().flat_map(u16::to_be_bytes).collect();
        file.add_object(Stream::new(dictionary! {}, text));
    });
    for (what, bytes) in [
        ("UTF-16 stream", wide),
        ("Info", info),
        ("XMP", xmp),
        ("bookmark", bookmark),
        ("structure tree", alternative),
        ("link", link),
        ("attachment", attachment),
        ("marked content", marked_content),
        ("raw stream", comment),
    ] {
        match check_bytes(&bytes, &name, &[]) {
            Err(Leak::Found(found)) => assert!(found.iter().any(|hit| hit.part == Part::Hidden), "{what}"),
            other => panic!("{what}: {other:?}"),
        }
    }
}

#[test]
fn doubt_hides_a_file_that_cannot_be_read_does_not_pass() {
    let pdf = print(&frame(), &[plain(1, "Vi venter.")]);
    let half = pdf.bytes().get(..pdf.bytes().len() / 2).unwrap();
    for bytes in [half, b"%PDF-1.7".as_slice(), b"", b"Kanarie Fugl"] {
        assert!(matches!(check_bytes(bytes, &[], &[]), Err(Leak::Unreadable(_))));
    }
    let no_text = planted(&pdf, |file| {
        let page = *file.get_pages().get(&4).unwrap();
        let empty = file.add_object(Stream::new(dictionary! {}, Vec::new()));
        file.get_dictionary_mut(page).unwrap().set("Contents", empty);
    });
    assert_eq!(check_bytes(&no_text, &[], &[]), Err(Leak::Unreadable(Unreadable::Blank(4))));
    let no_bookmarks = planted(&pdf, |file| {
        for object in file.objects.values_mut() {
            if let Ok(item) = object.as_dict_mut() {
                item.remove(b"Title");
            }
        }
    });
    assert_eq!(check_bytes(&no_bookmarks, &[], &[]), Err(Leak::Unreadable(Unreadable::Bookmarks)));
}

#[test]
fn a_leak_says_where_and_never_what() {
    let pdf = print(&frame(), &[plain(1, "Kanarie Fugl kom.")]);
    let leak = check(pdf, &[hidden(1, "Kanarie Fugl")], &[]).unwrap_err();
    assert!(!format!("{leak} {leak:?}").contains("Kanarie"));
}
