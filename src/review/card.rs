//! One subject as the coordinator meets it: names, how often, role, why, and a line of context.

use super::label::Label;
use super::state::{Review, Status};
use crate::personal::Personal;
use crate::redact::{Kind, Role, Subject, SubjectId};
use crate::text::{SourceText, Span};

/// How much text stands on either side of a form in its line of context, in characters.
const CONTEXT: usize = 60;

/// How many reasons are given: the heaviest say enough.
const REASONS: usize = 4;

/// All that is said about one subject.
#[derive(Clone, Debug)]
pub struct Card {
    /// Its number within this analysis.
    pub id: SubjectId,
    /// What the coordinator types.
    pub label: Label,
    /// What hiding would call it.
    pub kind: Kind,
    /// The role that hiding would give.
    pub role: Role,
    /// What is to happen with it.
    pub status: Status,
    /// What stands in its place, when it is hidden in the printed part.
    pub placeholder: Option<String>,
    /// The distinct forms as they stand in the text, in order of appearance.
    pub forms: Vec<Personal>,
    /// How often it stands there, folded parts included.
    pub times: usize,
    /// Why it was found, in Danish.
    pub why: Vec<String>,
    /// The first occurrence in the printed part (else the first) with what stands around it, the form marked by »…«.
    pub context: Personal,
}

/// The cards of all subjects, in order of appearance.
pub fn all(review: &Review<'_>) -> Vec<Card> {
    let placeholders = review.placeholders();
    Label::all(review.analysis())
        .filter_map(|(label, id)| {
            let subject = review.analysis().subject(id)?;
            let (kind, role) = review.proposed(subject);
            Some(Card {
                id,
                label,
                kind,
                role,
                status: review.status_of(subject),
                placeholder: placeholders.get(&id).cloned(),
                forms: forms(review, subject),
                times: subject.findings.len(),
                why: why(review, subject),
                context: context(review, subject),
            })
        })
        .collect()
}

#[expect(clippy::disallowed_methods, reason = "the forms go straight into Personal again")]
fn forms(review: &Review<'_>, subject: &Subject) -> Vec<Personal> {
    let mut forms: Vec<Personal> = Vec::new();
    for span in review.analysis().spans(subject) {
        // A line break inside a name is of no interest here.
        let slice = review.reading().text.slice(span);
        let form = Personal::new(slice.split_whitespace().collect::<Vec<_>>().join(" "));
        if !forms.contains(&form) {
            forms.push(form);
        }
    }
    forms
}

/// Each reason once, in the order in which they are met.
fn why(review: &Review<'_>, subject: &Subject) -> Vec<String> {
    let mut reasons: Vec<String> = Vec::new();
    for finding in subject.findings.iter().filter_map(|&index| review.analysis().findings.get(index)) {
        for reason in review.explain(finding).split("; ") {
            if !reason.is_empty() && !reasons.iter().any(|known| known == reason) {
                reasons.push(reason.to_owned());
            }
        }
    }
    reasons.truncate(REASONS);
    reasons
}

fn context(review: &Review<'_>, subject: &Subject) -> Personal {
    let folds = review.reading().folded();
    let printed = review.analysis().spans(subject).find(|&span| !folds.iter().any(|fold| fold.overlaps(span)));
    let span = printed.or_else(|| review.analysis().spans(subject).next());
    Personal::new(span.map(|span| around(&review.reading().text, span)).unwrap_or_default())
}

/// The line around a stretch, cut at words, the stretch marked.
#[expect(clippy::disallowed_methods, reason = "the line goes straight into Personal")]
pub(super) fn around(text: &SourceText, span: Span) -> String {
    let whole = text.as_str();
    let before = whole.get(..span.start()).unwrap_or_default();
    let after = whole.get(span.end()..).unwrap_or_default();
    let line_before = before.rsplit('\n').next().unwrap_or_default();
    let line_after = after.split('\n').next().unwrap_or_default();

    let skipped = line_before.chars().count().saturating_sub(CONTEXT);
    let mut head: String = line_before.chars().skip(skipped).collect();
    if skipped > 0 {
        let whole_words = head.split_once(' ').map_or(head.as_str(), |(_, rest)| rest);
        head = format!("… {whole_words}");
    }
    let mut tail: String = line_after.chars().take(CONTEXT).collect();
    if line_after.chars().count() > CONTEXT {
        let whole_words = tail.rsplit_once(' ').map_or(tail.as_str(), |(rest, _)| rest);
        tail = format!("{whole_words} …");
    }
    let form = text.slice(span).split_whitespace().collect::<Vec<_>>().join(" ");
    format!("{}»{form}«{}", head.trim_start(), tail.trim_end())
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "tests look at invented text")]
mod tests {
    use super::*;

    #[test]
    fn the_context_is_one_line_cut_at_words() {
        let text = SourceText::normalise(
            "Linjen før\nHun sagde, at det var længe siden, og at ingen i hele kommunen havde set, hvad Kanarie\nFugl havde skrevet i den lange journal, som vi aldrig fik at se, selv om vi spurgte mange gange.",
        );
        let start = text.as_str().find("Kanarie").unwrap();
        let span = text.span(start, start + "Kanarie\nFugl".len()).unwrap();
        assert_eq!(
            around(&text, span),
            "… længe siden, og at ingen i hele kommunen havde set, hvad »Kanarie Fugl« havde skrevet i den lange journal, som vi aldrig fik at …"
        );
    }
}
