//! Any bytes as a mail: it is read without a panic, folds are in order and fit the text, and what was read can be searched.

#![no_main]

use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;
use vidnesbyrd::intake::reader::read_here;
use vidnesbyrd::intake::{InputKind, RawMessage};
use vidnesbyrd::redact::analyse;
use vidnesbyrd::redact::release::Unattended;
use vidnesbyrd::redact::rules::RuleSet;
use vidnesbyrd::text::SourceText;

static RULES: LazyLock<RuleSet> = LazyLock::new(|| RuleSet::shipped().expect("the shipped rules load"));

fuzz_target!(|bytes: &[u8]| {
    let kind = InputKind::of("", bytes).unwrap_or(InputKind::Mail);
    for kind in [InputKind::Mail, kind] {
        let reading = read_here(&RawMessage::new(bytes.to_vec()), kind);
        assert!(reading.folds.windows(2).all(|pair| pair[0].end <= pair[1].start));
        assert_eq!(reading.folded().len(), reading.folds.len());
        assert!(SourceText::normalise(reading.text.as_str()) == reading.text);
        let analysis = analyse(&reading.text, &reading.seeds, &RULES, &[]).expect("no detector fails");
        let _ = Unattended::new(&reading.text, &reading.folded(), &analysis).text();
    }
});
