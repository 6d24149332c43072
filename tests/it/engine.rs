//! Properties of the engine: whatever the text, no panic, and nothing found survives.

use proptest::prelude::*;
use vidnesbyrd::redact::release::Unattended;
use vidnesbyrd::redact::rules::RuleSet;
use vidnesbyrd::redact::{AnalyseError, MAX_TEXT_BYTES, analyse};
use vidnesbyrd::text::SourceText;

/// Texts as people write them and as nobody does: names, words, numbers, punctuation, odd letters, in any order.
fn texts() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("Mette".to_owned()),
        Just("mette".to_owned()),
        Just("METTE HANSEN".to_owned()),
        Just("Jens' ".to_owned()),
        Just("min søn ".to_owned()),
        Just("sagsbehandler".to_owned()),
        Just("010203-1234".to_owned()),
        Just("\n\n".to_owned()),
        Just(". ".to_owned()),
        Just(" og ".to_owned()),
        Just("M.H.".to_owned()),
        Just("A\u{30a}".to_owned()),
        "[a-zæøåA-ZÆØÅ]{1,9}",
        "\\PC{1,6}",
        "[-., ()\"'\n0-9@]{1,5}",
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.join(" "))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_analysed_and_findings_are_in_order_and_apart(text in texts()) {
        let source = SourceText::normalise(&text);
        let analysis = analyse(&source, &[], &RuleSet::shipped().unwrap(), &[]).unwrap();
        prop_assert!(analysis.findings.windows(2).all(|pair| pair[0].span.end() <= pair[1].span.start()));
        let mut owned: Vec<usize> = analysis.subjects.iter().flat_map(|subject| subject.findings.clone()).collect();
        owned.sort_unstable();
        prop_assert_eq!(owned, (0..analysis.findings.len()).collect::<Vec<_>>());
    }

    #[test]
    fn a_listed_full_name_never_survives_unattended(text in texts()) {
        let source = SourceText::normalise(&format!("{text} \n\nMin sagsbehandler Kirsten Mikkelsen sagde nej. {text}"));
        let analysis = analyse(&source, &[], &RuleSet::shipped().unwrap(), &[]).unwrap();
        let shown = Unattended::new(&source, &[], &analysis).text();
        prop_assert!(!shown.contains("Kirsten") && !shown.contains("Mikkelsen"));
    }
}

#[test]
fn large_and_odd_texts_stay_linear() {
    // No clock here: a quadratic step would make these take minutes instead of a moment, and the test run would not end.
    let names: String = (0..60_000).map(|n| format!("Kvak{} ", n)).collect();
    for text in [
        "a ".repeat(500_000),
        "a".repeat(1 << 20),
        names,
        "(".repeat(1 << 20),
        "Mette ".repeat(150_000),
        "\n".repeat(1 << 20),
        "M.".repeat(400_000),
    ] {
        let source = SourceText::normalise(&text);
        assert!(analyse(&source, &[], &RuleSet::shipped().unwrap(), &[]).is_ok());
    }
}

#[test]
fn a_text_over_the_limit_is_refused_and_not_shown() {
    let source = SourceText::normalise(&"a ".repeat(MAX_TEXT_BYTES));
    assert_eq!(
        analyse(&source, &[], &RuleSet::shipped().unwrap(), &[]).err(),
        Some(AnalyseError::TooLong { bytes: source.len() })
    );
}
