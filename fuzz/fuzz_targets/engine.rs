//! Any bytes as a text: it is searched without a panic, findings are in order, and what is surely found does not survive.

#![no_main]

use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;
use vidnesbyrd::intake::{Seed, SeedSource};
use vidnesbyrd::personal::Personal;
use vidnesbyrd::redact::release::Unattended;
use vidnesbyrd::redact::rules::RuleSet;
use vidnesbyrd::redact::{Tier, analyse};
use vidnesbyrd::text::SourceText;

static RULES: LazyLock<RuleSet> = LazyLock::new(|| RuleSet::shipped().expect("the shipped rules load"));

fuzz_target!(|bytes: &[u8]| {
    let raw = String::from_utf8_lossy(bytes);
    // A first line that begins with % is what the mail's header says, as in the labelled texts.
    let (head, body) = match raw.strip_prefix('%').and_then(|rest| rest.split_once('\n')) {
        Some((head, body)) => (Some(head), body),
        None => (None, &*raw),
    };
    let seeds: Vec<Seed> =
        head.map(|head| Seed { source: SeedSource::From, text: Personal::new(head.to_owned()) }).into_iter().collect();
    let source = SourceText::normalise(body);
    let analysis = analyse(&source, &seeds, &RULES, &[]).expect("no detector fails");
    assert!(analysis.findings.windows(2).all(|pair| pair[0].span.end() <= pair[1].span.start()));
    let shown = Unattended::new(&source, &[], &analysis).text();
    for finding in &analysis.findings {
        assert!(source.span(finding.span.start(), finding.span.end()) == Some(finding.span));
        assert!(!finding.evidence.is_empty());
    }
    for subject in analysis.subjects.iter().filter(|subject| subject.tier == Tier::Sure) {
        for span in analysis.spans(subject) {
            let form = source.slice(span);
            // Long enough that it cannot be part of a placeholder. What also stands where it was not found is for the labelled texts to measure.
            let found = analysis.spans(subject).filter(|other| source.slice(*other) == form).count();
            if form.chars().count() > 8 && source.as_str().matches(form).count() == found {
                assert!(!shown.contains(form), "a form of {} bytes survives", form.len());
            }
        }
    }
});
