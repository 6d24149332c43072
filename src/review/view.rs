//! The text as the coordinator sees it: placeholders where something is hidden, what waits marked so that it can be told apart
//! without colour and by a screen reader.

use super::state::{Review, Status};
use crate::intake::FoldKind;
use crate::personal::Personal;
use crate::text::Span;

/// What to show.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct View {
    /// Show what is folded away too, between lines that say so.
    pub folded: bool,
}

/// The text for the screen. Hidden stretches show their placeholder (in folded parts `[skjult]`), what waits shows as
/// `⟨t3? Mette⟩` with its label.
pub fn render(review: &Review<'_>, view: View) -> Personal {
    let mut out = String::new();
    let text = &review.reading().text;
    let mut done = 0;
    let mut folds = review.reading().folds.clone();
    folds.sort_unstable_by_key(|fold| fold.start);
    for fold in folds {
        let Some(span) = text.span(fold.start.max(done), fold.end) else { continue };
        if let Some(before) = text.span(done, span.start()) {
            stretch(review, before, false, &mut out);
        }
        if view.folded {
            out.push_str(&format!("\n--- foldet væk: {} ---\n", fold_word(fold.kind)));
            stretch(review, span, true, &mut out);
            out.push_str("\n--- slut på det foldede ---\n");
        }
        done = span.end();
    }
    if let Some(rest) = text.span(done, text.len()) {
        stretch(review, rest, false, &mut out);
    }
    while out.contains("\n\n\n") {
        out = out.replace("\n\n\n", "\n\n");
    }
    Personal::new(out.trim().to_owned())
}

/// Writes one stretch of the text, with what is found in it.
#[expect(clippy::disallowed_methods, reason = "what may be shown to the coordinator goes straight into Personal")]
fn stretch(review: &Review<'_>, range: Span, folded: bool, out: &mut String) {
    let text = &review.reading().text;
    let placeholders = review.placeholders();
    // What is kept is text like any other: coarser words may stand over it.
    let subjects = review
        .analysis()
        .subjects
        .iter()
        .filter(|subject| review.status_of(subject) != Status::Kept)
        .flat_map(|subject| review.analysis().spans(subject).map(move |span| (span, Instead::Subject(subject))));
    let reworded = review.reworded().iter().map(|other| (other.span, Instead::Wording(&other.wording)));
    let mut found: Vec<(Span, Instead<'_>)> =
        subjects.chain(reworded).filter(|(span, _)| span.overlaps(range)).collect();
    found.sort_by_key(|(span, instead)| (span.start(), matches!(instead, Instead::Wording(_)), span.end()));
    let mut done = range.start();
    for (span, instead) in found {
        if span.end() <= done {
            continue;
        }
        let Some(here) = text.span(span.start().max(done), span.end().min(range.end())) else { continue };
        if let Some(before) = text.span(done, here.start()) {
            out.push_str(text.slice(before));
        }
        done = here.end();
        let subject = match instead {
            Instead::Subject(subject) => subject,
            Instead::Wording(wording) => {
                out.push_str(wording.reveal());
                continue;
            }
        };
        match review.status_of(subject) {
            Status::Hidden { .. } if folded => out.push_str("[skjult]"),
            Status::Hidden { .. } => {
                out.push_str(placeholders.get(&subject.id).map_or("[skjult]", String::as_str));
            }
            Status::Waiting | Status::Folded | Status::Kept => {
                let label = review.label(subject.id).map(|label| label.to_string()).unwrap_or_default();
                out.push_str(&format!("⟨{label}? {}⟩", text.slice(here)));
            }
        }
    }
    if let Some(rest) = text.span(done, range.end()) {
        out.push_str(text.slice(rest));
    }
}

/// What stands in place of a stretch.
enum Instead<'a> {
    Subject(&'a crate::redact::Subject),
    Wording(&'a Personal),
}

const fn fold_word(kind: FoldKind) -> &'static str {
    match kind {
        FoldKind::Quote => "citeret mail",
        FoldKind::Signature => "underskrift",
        FoldKind::QuoteHeader => "brevhoved over en citeret mail",
    }
}
