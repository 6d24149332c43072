//! Small helps for the XML of documents.

use quick_xml::Reader;
use quick_xml::events::{BytesRef, BytesStart, Event};

/// The deepest nesting that is followed.
pub(super) const MAX_DEPTH: usize = 256;

/// The letters that an entity or character reference stands for; unknown ones stand for nothing.
pub(super) fn resolve(reference: &BytesRef<'_>) -> Option<char> {
    if let Ok(Some(c)) = reference.resolve_char_ref() {
        return Some(c);
    }
    match reference.as_ref() {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => None,
    }
}

/// The value of an attribute, by its local name.
pub(super) fn attribute(tag: &BytesStart<'_>, local: &str) -> Option<String> {
    tag.attributes().with_checks(false).flatten().find(|attribute| attribute.key.local_name().as_ref() == local).map(
        |attribute| {
            attribute
                .normalized_value(quick_xml::XmlVersion::Implicit1_0)
                .map_or_else(|_| attribute.value.to_string(), |value| value.into_owned())
        },
    )
}

/// The texts of all elements with one of the local names, for metadata.
pub(super) fn texts_of(xml: &str, locals: &[&str]) -> Vec<String> {
    let mut reader = Reader::from_str(xml);
    let mut texts = Vec::new();
    let mut current: Option<String> = None;
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag)) if locals.contains(&tag.local_name().as_ref()) => current = Some(String::new()),
            Ok(Event::Text(text)) => {
                if let Some(current) = &mut current {
                    current.push_str(&text.xml10_content());
                }
            }
            Ok(Event::GeneralRef(reference)) => {
                if let Some(current) = &mut current {
                    current.extend(resolve(&reference));
                }
            }
            Ok(Event::End(tag)) if locals.contains(&tag.local_name().as_ref()) => texts.extend(current.take()),
            Ok(Event::Eof) | Err(_) => return texts,
            Ok(_) => {}
        }
    }
}
