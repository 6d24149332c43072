//! Labelled texts: `Kære [[person/caseworker:Mette]], mit nummer er [[phone:12 34 56 78]]`.
//!
//! Lines at the top that begin with `% ` are headers: `% from: Karen Holm <karen@post.example>` seeds the engine as a mail's header would.

use super::finding::{Kind, Role};
use crate::intake::{Seed, SeedSource};
use crate::personal::Personal;
use crate::text::{SourceText, Span};
use thiserror::Error;

/// A labelled stretch.
#[derive(Clone, Debug)]
pub struct Label {
    /// Where it stands in the plain text.
    pub span: Span,
    /// What it is.
    pub kind: Kind,
    /// For persons, when the label says so.
    pub role: Option<Role>,
}

/// A labelled text, taken apart.
#[derive(Clone, Debug)]
pub struct Marked {
    /// The plain text.
    pub text: SourceText,
    /// The labels in text order.
    pub labels: Vec<Label>,
    /// What the `% from:` header gives.
    pub seeds: Vec<Seed>,
    /// Stretches that the file itself says the engine misses (`% known-miss: …`), normalised.
    pub known_misses: Vec<Personal>,
}

/// What is wrong with a labelled text. Lines count from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum MarkedError {
    /// `[[` without `]]` in the same paragraph, or a label inside a label.
    #[error("line {line}: a label is not closed")]
    Open {
        /// The line.
        line: usize,
    },
    /// No known kind, no known role, or nothing labelled.
    #[error("line {line}: a label has no known kind or role, or no text")]
    Kind {
        /// The line.
        line: usize,
    },
}

/// Takes a labelled text apart.
///
/// # Errors
/// The first label that is not well formed, by line.
#[expect(clippy::disallowed_methods, reason = "measures lengths while putting the plain text together")]
pub fn parse(raw: &str) -> Result<Marked, MarkedError> {
    let source = SourceText::normalise(raw);
    let (header_lines, seeds, known_misses, body) = headers(source.as_str());
    let mut plain = String::with_capacity(body.len());
    let mut places: Vec<(usize, usize, Kind, Option<Role>)> = Vec::new();
    let mut rest = body;
    let line_at = |rest: &str| {
        let done = body.len() - rest.len();
        header_lines + 1 + body.get(..done).unwrap_or_default().matches('\n').count()
    };
    while let Some((before, after)) = rest.split_once("[[") {
        plain.push_str(before);
        let line = line_at(after);
        let (label, tail) = after.split_once("]]").ok_or(MarkedError::Open { line })?;
        if label.contains("[[") || label.contains("\n\n") {
            return Err(MarkedError::Open { line });
        }
        let (head, text) =
            label.split_once(':').filter(|(_, text)| !text.trim().is_empty()).ok_or(MarkedError::Kind { line })?;
        let (kind, role) = match head.split_once('/') {
            Some((kind, role)) => (kind, Some(Role::from_word(role).ok_or(MarkedError::Kind { line })?)),
            None => (head, None),
        };
        let kind = Kind::from_code(kind).ok_or(MarkedError::Kind { line })?;
        let start = plain.len();
        plain.push_str(text);
        places.push((start, plain.len(), kind, role));
        rest = tail;
    }
    plain.push_str(rest);
    // Already normalised, and cutting the labels out leaves it so; should composing across a seam ever change it, spans would not fit.
    let text = SourceText::normalise(&plain);
    let labels = places
        .into_iter()
        .filter_map(|(start, end, kind, role)| Some(Label { span: text.span(start, end)?, kind, role }))
        .collect();
    Ok(Marked { text, labels, seeds, known_misses })
}

/// The header lines: how many, what they seed, the known misses, and the text after them.
fn headers(text: &str) -> (usize, Vec<Seed>, Vec<Personal>, &str) {
    let (mut lines, mut seeds, mut misses, mut rest) = (0, Vec::new(), Vec::new(), text);
    while let Some(line) = rest.strip_prefix('%') {
        let (line, tail) = line.split_once('\n').unwrap_or((line, ""));
        lines += 1;
        rest = tail;
        let Some((name, value)) = line.trim().split_once(':') else { continue };
        match name.trim() {
            "from" => {
                let (display, address) = value.split_once('<').unwrap_or((value, ""));
                for part in [display.trim().trim_matches('"'), address.trim().trim_end_matches('>')] {
                    if !part.is_empty() {
                        seeds.push(Seed { source: SeedSource::From, text: Personal::new(part.to_owned()) });
                    }
                }
            }
            "known-miss" => misses.push(super::subject::form_key(value)),
            _ => {}
        }
    }
    (lines, seeds, misses, rest.trim_start_matches('\n'))
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "tests look at invented text")]
mod tests {
    use super::*;

    #[test]
    fn labels_come_out_and_the_text_stays() {
        let marked = parse(
            "% from: Karen Holm <karen@post.example>\n\nKære [[person/caseworker:Mette]]s chef, [[cpr:010203-1234]]!",
        )
        .unwrap();
        assert_eq!(marked.text.as_str(), "Kære Mettes chef, 010203-1234!");
        let labels: Vec<_> =
            marked.labels.iter().map(|label| (marked.text.slice(label.span), label.kind, label.role)).collect();
        assert_eq!(labels, [("Mette", Kind::Person, Some(Role::Caseworker)), ("010203-1234", Kind::Cpr, None)]);
        assert_eq!(marked.seeds.len(), 2);
    }

    #[test]
    fn a_malformed_label_is_named_by_line_and_not_by_content() {
        for (text, error) in [
            ("a\nb [[person:Kanarie", MarkedError::Open { line: 2 }),
            ("[[fugl:Kanarie]]", MarkedError::Kind { line: 1 }),
            ("[[person/fugl:Kanarie]]", MarkedError::Kind { line: 1 }),
            ("[[person:]]", MarkedError::Kind { line: 1 }),
        ] {
            let found = parse(text).unwrap_err();
            assert_eq!(found, error);
            assert!(!found.to_string().contains("Kanarie"));
        }
    }
}
