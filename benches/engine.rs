//! How fast the engine is, on one thread with every detector on. Prints figures; asserts nothing, because a clock is no test.
//!
//! The peer in the same run is one bare pass of the language detector and the tokens' own work, a plain split into words: the ratio
//! says what the detectors cost on any machine. Run with `cargo bench --bench engine`.

#![allow(clippy::print_stdout, reason = "a bench prints")]

use std::time::{Duration, Instant};
use vidnesbyrd::redact::analyse;
use vidnesbyrd::redact::marked;
use vidnesbyrd::redact::rules::RuleSet;
use vidnesbyrd::text::SourceText;

/// The fastest of several runs.
fn fastest(mut run: impl FnMut()) -> Duration {
    (0..7)
        .map(|_| {
            let start = Instant::now();
            run();
            start.elapsed()
        })
        .min()
        .unwrap_or_default()
}

#[expect(clippy::disallowed_methods, reason = "measures invented text")]
fn main() {
    let start = Instant::now();
    let Ok(rules) = RuleSet::shipped() else { return println!("the rules do not load") };
    println!("rules ready after       {:>9.2} ms", start.elapsed().as_secs_f64() * 1e3);
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/marked");
    let mut texts: Vec<SourceText> = Vec::new();
    let Ok(entries) = std::fs::read_dir(folder) else { return println!("no fixtures") };
    for entry in entries.flatten() {
        if let Ok(raw) = std::fs::read_to_string(entry.path())
            && let Ok(marked) = marked::parse(&raw)
        {
            texts.push(marked.text);
        }
    }
    let bytes: usize = texts.iter().map(SourceText::len).sum();
    let megabytes = bytes as f64 / 1e6;
    let words = fastest(|| {
        let count: usize =
            texts.iter().map(|text| text.as_str().split_whitespace().filter(|word| word.len() > 3).count()).sum();
        std::hint::black_box(count);
    });
    let engine = fastest(|| {
        for text in &texts {
            std::hint::black_box(analyse(text, &[], &rules, &[]).is_ok());
        }
    });
    println!("{} testimonies, {bytes} bytes", texts.len());
    println!(
        "split into words        {:>9.2} ms  {:>8.1} MB/s",
        words.as_secs_f64() * 1e3,
        megabytes / words.as_secs_f64()
    );
    println!(
        "every detector          {:>9.2} ms  {:>8.2} MB/s",
        engine.as_secs_f64() * 1e3,
        megabytes / engine.as_secs_f64()
    );
    println!("ratio                   {:>9.1}", engine.as_secs_f64() / words.as_secs_f64());
}
