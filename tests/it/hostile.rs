//! Texts that nobody writes, and that somebody sends: whatever comes, no panic, no disorder, and time in proportion to the length.

use proptest::prelude::*;
use std::time::{Duration, Instant};
use vidnesbyrd::intake::{Seed, SeedSource};
use vidnesbyrd::personal::Personal;
use vidnesbyrd::redact::release::Unattended;
use vidnesbyrd::redact::rules::RuleSet;
use vidnesbyrd::redact::{Analysis, analyse};
use vidnesbyrd::text::SourceText;

fn searched(source: &SourceText, seeds: &[Seed]) -> Analysis {
    analyse(source, seeds, &RuleSet::shipped().unwrap(), &[]).unwrap()
}

/// Any text: pieces of letters, names, marks and symbols, glued together or not.
fn texts() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "Mette",
        "mette",
        "METTE",
        "Jens'",
        "Lars's",
        "Bo",
        "Liv",
        "Søren",
        "Soerensen",
        "M.H.",
        "L. K.",
        "von",
        "de",
        "al-",
        "Hansen-familien",
        "min søn",
        "sagsbehandler",
        "mvh",
        "Kære",
        "hedder",
        "Ankestyrelsen",
        "Ahornvej 12, 2. tv.",
        "010203-1234",
        "12 34 56 78",
        "mette@post.example",
        "https://fugl.example/mette",
        "AB 12 345",
        "BÃ¸rge",
        "A\u{30a}se",
        "Mø\u{ad}ller",
        "محمد",
        "Ђорђе",
        "李小龙",
        "👩\u{200d}👧",
        "\u{202e}",
        "\u{fffd}",
        "»",
        "«",
        "[[",
        "]]",
        "⟦",
        "[sagsbehandler 1]",
        "\u{301}",
        "\u{301}\u{302}",
        "ß",
        "İ",
        "ſ",
        "½",
        "٣",
    ]);
    let piece = prop_oneof![
        4 => word.prop_map(str::to_owned),
        1 => "\\PC{1,8}",
        1 => "[a-zæøåA-ZÆØÅ]{1,14}",
        1 => "[0-9 .,;:/()+-]{1,10}",
        1 => any::<char>().prop_map(String::from),
    ];
    let glue = prop::sample::select(vec!["", " ", "\n", "\n\n", ". ", ", ", "-", "'"]);
    prop::collection::vec((piece, glue), 0..40)
        .prop_map(|pieces| pieces.into_iter().flat_map(|(piece, glue)| [piece, glue.to_owned()]).collect())
}

fn seeds() -> impl Strategy<Value = Vec<Seed>> {
    let source = prop::sample::select(vec![
        SeedSource::From,
        SeedSource::To,
        SeedSource::Subject,
        SeedSource::Attachment,
        SeedSource::FileName,
        SeedSource::Coordinator,
    ]);
    let text = prop_oneof![Just("Mette Hansen <mette@post.example>".to_owned()), Just("M. H.".to_owned()), texts()];
    prop::collection::vec((source, text), 0..4)
        .prop_map(|seeds| seeds.into_iter().map(|(source, text)| Seed { source, text: Personal::new(text) }).collect())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_the_text_and_the_header_findings_are_in_order_apart_and_the_same_each_time(text in texts(), seeds in seeds()) {
        let source = SourceText::normalise(&text);
        let analysis = searched(&source, &seeds);
        prop_assert!(analysis.findings.windows(2).all(|pair| pair[0].span.end() <= pair[1].span.start()));
        for finding in &analysis.findings {
            prop_assert_eq!(source.span(finding.span.start(), finding.span.end()), Some(finding.span));
            prop_assert!(!finding.evidence.is_empty());
        }
        for hint in &analysis.hints {
            prop_assert_eq!(source.span(hint.span.start(), hint.span.end()), Some(hint.span));
        }
        let mut owned: Vec<usize> = analysis.subjects.iter().flat_map(|subject| subject.findings.clone()).collect();
        owned.sort_unstable();
        prop_assert_eq!(owned, (0..analysis.findings.len()).collect::<Vec<_>>());
        let again = searched(&source, &seeds);
        prop_assert_eq!(&again.findings, &analysis.findings);
        let subjects = |analysis: &Analysis| {
            analysis.subjects.iter().map(|s| (s.id, s.kind, s.role, s.tier, s.findings.clone())).collect::<Vec<_>>()
        };
        prop_assert_eq!(subjects(&again), subjects(&analysis));
        prop_assert_eq!(Unattended::new(&source, &[], &again).text(), Unattended::new(&source, &[], &analysis).text());
    }
}

/// A text of about this many bytes, again and again the same few signs, or never the same word twice.
type Shape = (&'static str, fn(usize) -> String);

const SHAPES: [Shape; 35] = [
    ("short words", |bytes| "a b ".repeat(bytes / 4)),
    ("one long word", |bytes| "a".repeat(bytes)),
    ("one long capital word", |bytes| "A".repeat(bytes)),
    ("one long word of letters in turn", |bytes| "abcdefghij".repeat(bytes / 10)),
    ("different names", |bytes| numbered(bytes, "Kvak")),
    ("different full names", |bytes| numbered(bytes, "Mette Kvak")),
    ("different names after a cue", |bytes| numbered(bytes, "sagsbehandler Kvak")),
    ("the same name", |bytes| "Mette ".repeat(bytes / 6)),
    ("the same full name, in sentences", |bytes| "Mette Hansen sagde nej. ".repeat(bytes / 24)),
    ("nested brackets", |bytes| "(".repeat(bytes / 2) + &")".repeat(bytes / 2)),
    ("nested brackets with names", |bytes| "(Mette ".repeat(bytes / 7)),
    ("quotes", |bytes| "\"'»".repeat(bytes / 4)),
    ("digits", |bytes| "1".repeat(bytes)),
    ("digits in pairs", |bytes| "12 ".repeat(bytes / 3)),
    ("dates", |bytes| "0102031234 ".repeat(bytes / 11)),
    ("hyphens", |bytes| "-".repeat(bytes)),
    ("hyphenated", |bytes| "Ab-".repeat(bytes / 3)),
    ("dots", |bytes| ".".repeat(bytes)),
    ("initials", |bytes| "M.".repeat(bytes / 2)),
    ("spaced initials", |bytes| "M. H. ".repeat(bytes / 6)),
    ("capitals", |bytes| "METTE ".repeat(bytes / 6)),
    ("at signs", |bytes| "a@".repeat(bytes / 2)),
    ("slashes", |bytes| "a/".repeat(bytes / 2)),
    ("empty lines", |bytes| "\n".repeat(bytes)),
    ("greetings", |bytes| "Kære Mette\n".repeat(bytes / 12)),
    ("combining marks", |bytes| format!("a{}", "\u{301}".repeat(bytes / 2))),
    ("words in small pieces of markup", |bytes| "<b>*_`~ ".repeat(bytes / 8)),
    ("dates behind a name", |bytes| "I 2024. ".to_owned() + &"Emil, 03.05.2022, kom. ".repeat(bytes / 23)),
    ("tails of CPR numbers", |bytes| "de sidste fire er 1284. ".repeat(bytes / 24)),
    ("addresses", |bytes| "Ahornvej 12, opg. C, 2. sal, lejl. 4, ".repeat(bytes / 38)),
    ("floors without end", |bytes| "Ahornvej 12".to_owned() + &", 2. sal".repeat(bytes / 8)),
    ("codes", |bytes| "bilen KF-2285*77/A ".repeat(bytes / 19)),
    ("a name in pieces", |bytes| "Majbritt kom. ".to_owned() + &"maj britt ".repeat(bytes / 10)),
    ("letters by themselves", |bytes| "M-E-L-".repeat(bytes / 6)),
    ("by-names and houses", |bytes| "vi kalder ham femøren og går på birkelyset. ".repeat(bytes / 46)),
];

fn numbered(bytes: usize, word: &str) -> String {
    let mut text = String::with_capacity(bytes + 64);
    for number in 0_u32.. {
        if text.len() >= bytes {
            break;
        }
        text.push_str(word);
        // Letters, so that each is one word.
        text.extend(format!("{number:06}").bytes().map(|digit| char::from(digit - b'0' + b'a')));
        text.push(' ');
    }
    text
}

/// The least of three runs: the others were disturbed.
fn time(source: &SourceText) -> Duration {
    let run = || {
        let started = Instant::now();
        let analysis = searched(source, &[]);
        let shown = Unattended::new(source, &[], &analysis).text();
        let passed = started.elapsed();
        assert!(shown.len() <= source.len() * 64 + 1_000);
        passed
    };
    [run(), run(), run()].into_iter().min().unwrap_or_default()
}

#[test]
fn four_times_the_text_takes_no_more_than_about_four_times_as_long() {
    let mut slow = Vec::new();
    for (name, shape) in SHAPES {
        let (small, large) = (SourceText::normalise(&shape(250_000)), SourceText::normalise(&shape(1_000_000)));
        let (short, long) = (time(&small), time(&large));
        println!("{name:<34} {:>9.1} ms {:>9.1} ms", short.as_secs_f64() * 1e3, long.as_secs_f64() * 1e3);
        // What is over in a moment says nothing about how it grows.
        if long > short * 12 && long > Duration::from_millis(300) || long > Duration::from_secs(10) {
            slow.push(name);
        }
    }
    assert!(slow.is_empty(), "more than linear: {slow:?}");
}
