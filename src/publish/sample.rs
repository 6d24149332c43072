//! Invented testimonies for the tests of this stage, with what is hidden marked in place: `Kære {caseworker:Kanarie Fugl}`.

use super::leak::HiddenForm;
use super::{Assurance, Entry, Frame};
use crate::personal::Personal;
use crate::redact::release::{Approval, Reviewed, Verdict};
use crate::redact::subject::form_key;
use crate::redact::{Analysis, Evidence, Finding, Kind, Role, Subject, SubjectId, Tier};
use crate::text::SourceText;
use std::collections::{BTreeMap, BTreeSet};

/// A frame without a preface.
pub(crate) fn frame() -> Frame {
    Frame {
        title: "Det, vi fortæller jer".into(),
        subtitle: "Forældre om mødet med kommunen".into(),
        date: jiff::civil::date(2026, 11, 21),
        edition: 1,
        publisher: "Foreningen Fugletræk".into(),
        contact: "hej@fugletraek.example".into(),
        preface_markdown: String::new(),
        review: Assurance::Coordinator,
    }
}

/// A testimony from marked text, with the forms that are hidden in it.
pub(crate) fn entry(number: u32, marked: &str) -> (Entry, Vec<HiddenForm>) {
    let mut plain = String::new();
    let mut found: Vec<(usize, usize, Role, String)> = Vec::new();
    let mut rest = marked;
    while let Some((before, after)) = rest.split_once('{') {
        let (mark, after) = after.split_once('}').unwrap();
        let (role, name) = mark.split_once(':').unwrap();
        plain.push_str(before);
        let start = plain.len();
        plain.push_str(name);
        found.push((start, plain.len(), Role::from_word(role).unwrap(), name.to_owned()));
        rest = after;
    }
    plain.push_str(rest);

    let text = SourceText::normalise(&plain);
    let mut analysis = Analysis::default();
    let mut verdicts = BTreeMap::new();
    let mut hidden = Vec::new();
    for (start, end, role, name) in found {
        let finding = analysis.findings.len();
        let evidence = vec![Evidence::Coordinator];
        analysis.findings.push(Finding {
            span: text.span(start, end).unwrap(),
            kind: Kind::Person,
            tier: Tier::Sure,
            evidence,
        });
        let key = form_key(&name);
        match analysis.subjects.iter_mut().find(|subject| subject.forms.contains(&key)) {
            Some(subject) => subject.findings.push(finding),
            None => {
                let id = SubjectId(u32::try_from(analysis.subjects.len()).unwrap());
                verdicts.insert(id, Verdict::Hide(Kind::Person, role));
                analysis.subjects.push(Subject {
                    id,
                    kind: Kind::Person,
                    role,
                    tier: Tier::Sure,
                    findings: vec![finding],
                    forms: BTreeSet::from([key]),
                });
                hidden.push(HiddenForm {
                    number,
                    text: Personal::new(name),
                    ordinary_word: false,
                    kept_in: BTreeSet::new(),
                    in_contents: false,
                });
            }
        }
    }
    let released = Reviewed::new(&text, &[], &analysis, &verdicts, &[]).unwrap().release(Approval::given());
    (Entry::new(number, released), hidden)
}

/// A few hundred words in which nobody is named; `seed` varies them.
pub(crate) fn words(seed: usize, count: usize) -> String {
    const WORDS: &str = "vi har ventet på et svar fra kommunen i mere end to år og hver gang vi ringer får vi at vide at sagen ligger hos en \
        anden afdeling som ikke kan træffes før efter ferien imens er vores barn blevet dårligere og går ikke længere i skole det er svært at \
        forklare hvor træt man bliver af at skulle bevise det samme igen og igen over for mennesker der skifter hele tiden";
    let words: Vec<&str> = WORDS.split_whitespace().collect();
    let mut out = String::new();
    for i in 0..count {
        let word = words[(i * 7 + seed * 13 + i / 11) % words.len()];
        let sentence = i % 14;
        if sentence == 0 {
            if i > 0 {
                out.push_str(if i % 84 == 0 { ".\n\n" } else { ". " });
            }
            let mut letters = word.chars();
            out.extend(letters.next().into_iter().flat_map(char::to_uppercase));
            out.push_str(letters.as_str());
        } else {
            out.push_str(if sentence == 7 { ", " } else { " " });
            out.push_str(word);
        }
    }
    out.push('.');
    out
}
