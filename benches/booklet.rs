//! How long 40 testimonies of 660 words take to become a checked booklet, and how much memory. Prints figures; asserts none of them.
//!
//! `cargo bench --bench booklet [COUNT]`

#![expect(clippy::print_stdout, reason = "a benchmark's result is what it prints")]

use std::time::Instant;
use vidnesbyrd::intake::{Class, Reading};
use vidnesbyrd::personal::Personal;
use vidnesbyrd::publish::{Assurance, Entry, Frame, leak, reading_pdf};
use vidnesbyrd::redact::{Analysis, Finding};
use vidnesbyrd::review::{Decision, Engine, NotAnalysed, Review, Stretch};
use vidnesbyrd::text::SourceText;

/// Words of one testimony.
const WORDS: usize = 660;

const SENTENCES: [&str; 12] = [
    "Vi har ventet på et svar fra kommunen i mere end to år, og hver gang vi ringer, ligger sagen hos en anden afdeling.",
    "Vores dreng blev dårligere hen over vinteren og holdt op med at gå i skole.",
    "Det er svært at forklare, hvor træt man bliver af at skulle bevise det samme igen og igen.",
    "Til mødet sad der syv mennesker om bordet, og kun én af dem havde mødt ham.",
    "Jeg skrev en klage, og den blev væk.",
    "Hans lærer sagde, at han var en fornøjelse at have i klassen, når der var ro.",
    "Handicapafdelingen henviste til familieafdelingen, og familieafdelingen henviste til handicapafdelingen.",
    "Så blev der skiftet sagsbehandler for femte gang.",
    "Vi fik at vide, at afgørelsen ville komme efter ferien.",
    "Den kom ikke.",
    "Min kone måtte gå ned i tid, og vi solgte bilen.",
    "Efter § 42, stk. 2 skulle vi have haft svar inden for få uger, men der gik elleve måneder.",
];

/// Finds nothing: the benchmark measures what comes after the review.
struct Nothing;

impl Engine for Nothing {
    fn analyse(&self, _reading: &Reading, _marked: &[Stretch]) -> Result<Analysis, NotAnalysed> {
        Ok(Analysis::default())
    }

    fn explain(&self, _finding: &Finding) -> String {
        String::new()
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let count = std::env::args().filter_map(|arg| arg.parse().ok()).next().unwrap_or(40);
    let entries = (1..=count).map(entry).collect::<Result<Vec<_>, _>>()?;
    let frame = Frame {
        title: "Det, vi fortæller jer".into(),
        subtitle: "Forældre om mødet med kommunen".into(),
        date: jiff::civil::date(2026, 11, 21),
        edition: 1,
        publisher: "Foreningen Fugletræk".into(),
        contact: "hej@fugletraek.example".into(),
        preface_markdown: "# Forord\n\nLæs langsomt.".into(),
        review: Assurance::Sample,
    };
    let hidden: Vec<leak::HiddenForm> = (1..=count)
        .flat_map(|number| {
            (0..20).map(move |n| leak::HiddenForm {
                number,
                text: Personal::new(format!("Kanarie{number} Fugl{n}")),
                ordinary_word: false,
                kept_in: std::collections::BTreeSet::new(),
                in_contents: false,
            })
        })
        .collect();

    let start = Instant::now();
    let pdf = reading_pdf(&frame, &entries)?;
    let set = start.elapsed();
    let checked = leak::check(pdf, &hidden, &[])?;
    let whole = start.elapsed();
    println!(
        "{count} testimonies of {WORDS} words: {} pages, {} kB; set in {set:.2?}, with the leak gate ({} forms) {whole:.2?}{}",
        checked.pdf().pages(),
        checked.pdf().bytes().len() / 1000,
        checked.forms(),
        peak().map_or_else(String::new, |peak| format!("; peak memory {} MB", peak / 1000)),
    );
    Ok(())
}

/// One approved testimony; its sentences come in another order than the next one's.
fn entry(number: u32) -> Result<Entry, Box<dyn std::error::Error>> {
    let mut text = String::new();
    let mut at = number as usize;
    while text.split_whitespace().count() < WORDS {
        at = at * 5 + 7;
        text.push_str(SENTENCES.get(at % SENTENCES.len()).copied().unwrap_or_default());
        text.push_str(if at.is_multiple_of(4) { "\n\n" } else { " " });
        at %= 1009;
    }
    let reading = Reading {
        text: SourceText::normalise(&text),
        folds: Vec::new(),
        class: Class::Testimony,
        class_rule: "default".into(),
        seeds: Vec::new(),
        sender: Personal::default(),
        subject: Personal::default(),
        message_id: Personal::default(),
        date: None,
        problems: Vec::new(),
    };
    let mut review = Review::open(reading, Vec::new(), Nothing)?;
    let act = review.approval(false);
    review.decide(Decision { at: jiff::Timestamp::UNIX_EPOCH, by: "AB".into(), act })?;
    Ok(Entry::new(number, review.released()?))
}

/// Peak resident memory in kB, where the system tells (Linux, proc(5)).
fn peak() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    status.lines().find_map(|line| line.strip_prefix("VmHWM:")?.split_whitespace().next()?.parse().ok())
}
