//! Learns the weights in `rules/weights/learnt.tsv` from the labelled texts in `fixtures/marked`. Deterministic: the same texts give the same file.
//!
//! ```text
//! cargo run --release --example learn_weights             writes the file
//! cargo run --release --example learn_weights -- --folds  cross-validation: each eighth of the texts judged by what the others taught
//! ```
//!
//! A logistic regression, found by Newton steps one weight at a time (Genkin, Lewis and Madigan 2007), with a normal prior around the
//! weights of `prior.tsv` (0 for a feature that is not there), so that a feature that is seldom met stays near what an expert would say. Each text is learnt from as it stands, in lower
//! case, and with other names in it, and so are the sentences in `rules/weights/sentences.txt`, everyday words and rare names among them; otherwise a model learns the names and not the places where names stand.
//! The texts in `fixtures/heldout` are never read here.
//!
//! The neighbours of a name are known by the weights in force, so after a change run it, build, and run it again.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a tool for maintainers prints")]

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use vidnesbyrd::redact::context::Context;
use vidnesbyrd::redact::detect::NAME_DETECTORS;
use vidnesbyrd::redact::detect::elsewhere::Known;
use vidnesbyrd::redact::marked::{self, Marked};
use vidnesbyrd::redact::names::NameBook;
use vidnesbyrd::redact::score::Board;
use vidnesbyrd::redact::weights::key::{CLASSES, FEATURES};
use vidnesbyrd::redact::weights::{Class, Feature, Value};
use vidnesbyrd::redact::{Kind, features, mention};

/// How strongly a weight is held to its prior: the inverse of the prior's variance.
const HOLD: f64 = 1.5;
/// The same for what depends on the very word, of which there are many and each is seldom met.
const HOLD_WORD: f64 = 3.0;
/// Rounds over all weights.
const ROUNDS: usize = 40;
/// A feature must be met in so many texts.
const FEWEST_TEXTS: usize = 2;
/// The weight of a text as it stands, in lower case, with other names, and both.
const VARIANTS: [(bool, bool, f64); 4] =
    [(false, false, 1.0), (true, false, 0.6), (false, true, 0.5), (true, true, 0.4)];

/// The weight of a sentence of `sentences.txt`, written for words that are names and words at once.
const SENTENCE: f64 = 0.7;

/// A word to learn from.
struct Row {
    text: usize,
    features: Vec<usize>,
    name: bool,
    weight: f64,
    /// Part of a text as it stands: these are what a fold is judged by.
    real: bool,
}

#[derive(Default)]
struct Data {
    names: Vec<String>,
    index: HashMap<String, usize>,
    texts_with: Vec<std::collections::BTreeSet<usize>>,
    rows: Vec<Row>,
}

impl Data {
    fn feature(&mut self, name: String, text: usize) -> usize {
        let next = self.names.len();
        let at = *self.index.entry(name.clone()).or_insert(next);
        if at == next {
            self.names.push(name);
            self.texts_with.push(Default::default());
        }
        self.texts_with[at].insert(text);
        at
    }

    fn add(&mut self, text: usize, marked: &Marked, weight: f64, real: bool) {
        // The weights are learnt without any collection's lists.
        let names = NameBook::default();
        let context = Context::new(&marked.text, &names);
        let mut board = Board::new(&context);
        for detector in &NAME_DETECTORS {
            (detector.run)(&context, &marked.seeds, &mut board);
        }
        let known = Known::new(&context, &mention::outlines(&context, &board, &board.signals()));
        known.detect(&context, &mut board);
        let mut signals: BTreeMap<usize, Vec<String>> = BTreeMap::new();
        for (index, signal) in board.seen() {
            let class = features::coarse(features::writing(&context, index));
            if let Some(feature) = signal.feature() {
                signals.entry(index).or_default().push(name(feature, class, context.listing_value(index)));
            }
        }
        for (index, token) in context.tokens.all().iter().enumerate() {
            let writing = features::writing(&context, index);
            let spoken_of = signals.remove(&index);
            if token.number
                || token.chars < 2
                || spoken_of.is_none() && !features::is_candidate(&context, index, writing)
            {
                continue;
            }
            let label = marked.labels.iter().find(|label| label.span.overlaps(token.span));
            let is_name = match label.map(|label| label.kind) {
                None => false,
                Some(Kind::Person) => true,
                Some(Kind::Place | Kind::Institution)
                    if !context.listing(index).is_plain_word() || writing == Class::Telling =>
                {
                    true
                }
                Some(_) => continue,
            };
            let mut seen = spoken_of.unwrap_or_default();
            features::visit(&context, index, &mut |feature, class, value| seen.push(name(feature, class, value)));
            let features = seen.into_iter().map(|name| self.feature(name, text)).collect();
            self.rows.push(Row { text, features, name: is_name, weight, real });
        }
    }
}

fn name(feature: Feature, class: Class, value: Value<'_>) -> String {
    format!("{}\t{}\t{}", FEATURES[feature as usize], CLASSES[class as usize], value.text)
}

fn hold(name: &str) -> f64 {
    match name.split('\t').next() {
        Some("own" | "prev" | "next" | "prev2" | "next2" | "end" | "prev_end" | "next_end") => HOLD_WORD,
        _ => HOLD,
    }
}

/// The weights that fit the rows best, given the prior.
fn learn(data: &Data, rows: &[&Row], prior: &[f64]) -> Vec<f64> {
    let mut weights = prior.to_vec();
    let mut by_feature: Vec<Vec<usize>> = vec![Vec::new(); weights.len()];
    let mut sums: Vec<f64> = Vec::with_capacity(rows.len());
    for (at, row) in rows.iter().enumerate() {
        sums.push(row.features.iter().map(|&feature| weights[feature]).sum());
        row.features.iter().for_each(|&feature| by_feature[feature].push(at));
    }
    for _ in 0..ROUNDS {
        for feature in 0..weights.len() {
            if data.texts_with[feature].len() < FEWEST_TEXTS {
                continue;
            }
            let hold = hold(&data.names[feature]);
            let (mut slope, mut bend) = (hold * (weights[feature] - prior[feature]), hold);
            for &at in &by_feature[feature] {
                let chance = 1.0 / (1.0 + (-sums[at]).exp());
                slope += rows[at].weight * (chance - f64::from(u8::from(rows[at].name)));
                bend += rows[at].weight * chance * (1.0 - chance);
            }
            let step = (-slope / bend).clamp(-1.0, 1.0);
            weights[feature] += step;
            by_feature[feature].iter().for_each(|&at| sums[at] += step);
        }
    }
    weights
}

/// Prints how many names are found, and how many other words are taken for names, at several thresholds.
fn judge(title: &str, judged: &[(f64, bool)]) {
    println!("{title}");
    let names = judged.iter().filter(|(_, name)| *name).count();
    let others = judged.len() - names;
    for threshold in [-3.0, -2.0, -1.5, -1.0, -0.5, 0.0, 1.0, 2.0] {
        let found = judged.iter().filter(|(sum, name)| *name && *sum >= threshold).count();
        let wrong = judged.iter().filter(|(sum, name)| !*name && *sum >= threshold).count();
        println!(
            "  from {threshold:>4}: {found} of {names} names ({:.2} %), {wrong} of {others} other candidates",
            100.0 * found as f64 / names as f64
        );
    }
}

fn root(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// Another name for every name in a labelled text, the same one for the same name.
struct Renaming<'p> {
    pool: &'p [Vec<String>],
    given: HashMap<String, String>,
    state: u64,
}

impl Renaming<'_> {
    /// SplitMix64.
    fn random(&mut self) -> usize {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.state;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ (z >> 31)) >> 33).unwrap_or(0)
    }

    fn word(&mut self, word: &str) -> String {
        let lower = word.to_lowercase();
        if lower.chars().count() < 2 {
            return word.to_owned();
        }
        let new = match self.given.get(&lower) {
            Some(new) => new.clone(),
            None => {
                let list = &self.pool[self.random() % self.pool.len()];
                let mut new = list[self.random() % list.len()].to_lowercase();
                if self.random().is_multiple_of(5) {
                    // A name that no list has.
                    let letters: Vec<char> = new.chars().collect();
                    let at = self.random() % letters.len();
                    new = letters.iter().enumerate().map(|(i, c)| if i == at { 'u' } else { *c }).collect();
                }
                self.given.insert(lower, new.clone());
                new
            }
        };
        match word.chars().next() {
            Some(first) if word.chars().count() > 1 && word.chars().all(char::is_uppercase) && first.is_uppercase() => {
                new.to_uppercase()
            }
            Some(first) if first.is_uppercase() => {
                let mut chars = new.chars();
                chars.next().map(|c| c.to_uppercase().chain(chars).collect()).unwrap_or_default()
            }
            _ => new,
        }
    }

    fn words(&mut self, text: &str) -> String {
        let mut out = String::new();
        let mut word = String::new();
        for c in text.chars().chain(['\0']) {
            if c.is_alphabetic() {
                word.push(c);
                continue;
            }
            if !word.is_empty() {
                out.push_str(&self.word(&word));
                word.clear();
            }
            if c != '\0' {
                out.push(c);
            }
        }
        out
    }

    fn text(&mut self, raw: &str) -> String {
        let mut out = String::new();
        let mut rest = raw;
        while let Some((before, after)) = rest.split_once("[[person") {
            out.push_str(before);
            let Some((head, tail)) = after.split_once(':') else { break };
            let Some((name, tail)) = tail.split_once("]]") else { break };
            write!(out, "[[person{head}:{}]]", self.words(name)).unwrap_or_default();
            rest = tail;
        }
        out.push_str(rest);
        // The sender's names in the header change with those in the text; the others stay.
        out.lines()
            .map(|line| match line.strip_prefix("% from:") {
                Some(value) => {
                    let (display, address) = value.split_once('<').unwrap_or((value, ""));
                    let display: Vec<String> = display
                        .split_whitespace()
                        .map(|word| {
                            if self.given.contains_key(&word.to_lowercase()) {
                                self.word(word)
                            } else {
                                word.to_owned()
                            }
                        })
                        .collect();
                    format!("% from: {} <{address}", display.join(" "))
                }
                None => line.to_owned(),
            })
            .collect::<Vec<_>>()
            .join("\n")
    }
}

/// Lower case everywhere but in the kinds and roles of labels, which are in lower case already, and in the header.
fn lower(raw: &str) -> String {
    raw.lines()
        .map(|line| if line.starts_with('%') { line.to_owned() } else { line.to_lowercase() })
        .collect::<Vec<_>>()
        .join("\n")
}

fn list(file: &str) -> Vec<String> {
    let content = std::fs::read_to_string(root(file)).unwrap_or_default();
    content
        .lines()
        .map(|line| line.split('#').next().unwrap_or_default().trim().to_owned())
        .filter(|name| name.chars().count() > 2 && name.chars().all(char::is_alphabetic))
        .collect()
}

fn main() {
    let folds = std::env::args().any(|argument| argument == "--folds");
    let mut files: Vec<PathBuf> = std::fs::read_dir(root("fixtures/marked"))
        .map(|entries| {
            entries
                .flatten()
                .map(|entry| entry.path())
                .filter(|path| path.extension().is_some_and(|e| e == "txt"))
                .collect()
        })
        .unwrap_or_default();
    files.sort();
    let words = list("rules/names/words.txt");
    let pool = [words.clone(), list("rules/names/first.txt"), words, list("rules/names/last.txt")];
    let mut data = Data::default();
    for (text, file) in files.iter().enumerate() {
        let Ok(raw) = std::fs::read_to_string(file) else { continue };
        let mut renaming = Renaming { pool: &pool, given: HashMap::new(), state: text as u64 };
        for (in_lower_case, renamed, weight) in VARIANTS {
            let variant = if renamed { renaming.text(&raw) } else { raw.clone() };
            let variant = if in_lower_case { lower(&variant) } else { variant };
            match marked::parse(&variant) {
                Ok(marked) => data.add(text, &marked, weight, !in_lower_case && !renamed),
                Err(error) => eprintln!("{}: {error}", file.display()),
            }
        }
    }
    // Every so many sentences count as one text when it is asked in how many texts a feature was met.
    const LINES_A_TEXT: usize = 20;
    let sentences = std::fs::read_to_string(root("rules/weights/sentences.txt")).unwrap_or_default();
    for (line, at) in sentences.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty()).zip(0..) {
        match marked::parse(line) {
            Ok(marked) => data.add(files.len() + at / LINES_A_TEXT, &marked, SENTENCE, false),
            Err(error) => eprintln!("sentences.txt, sentence {}: {error}", at + 1),
        }
    }
    let mut prior = vec![0.0; data.names.len()];
    let mut kept = String::new();
    for line in std::fs::read_to_string(root("rules/weights/prior.tsv")).unwrap_or_default().lines() {
        let Some((name, weight)) = line.rsplit_once('\t').filter(|_| !line.starts_with('#')) else { continue };
        match data.index.get(name) {
            Some(&at) => prior[at] = weight.parse().unwrap_or(0.0),
            None => writeln!(kept, "{line}").unwrap_or_default(),
        }
    }
    println!("{} texts, {} words to learn from, {} features", files.len(), data.rows.len(), data.names.len());
    if folds {
        const FOLDS: usize = 8;
        let sum = |row: &Row, weights: &[f64]| row.features.iter().map(|&feature| weights[feature]).sum::<f64>();
        let (mut before, mut after) = (Vec::new(), Vec::new());
        for fold in 0..FOLDS {
            let taught: Vec<&Row> =
                data.rows.iter().filter(|row| row.text >= files.len() || row.text % FOLDS != fold).collect();
            let weights = learn(&data, &taught, &prior);
            for row in data.rows.iter().filter(|row| row.text % FOLDS == fold && row.real) {
                before.push((sum(row, &prior), row.name));
                after.push((sum(row, &weights), row.name));
            }
        }
        judge("the prior alone", &before);
        judge("learnt from the other texts", &after);
        return;
    }
    let rows: Vec<&Row> = data.rows.iter().collect();
    let weights = learn(&data, &rows, &prior);
    let mut lines: Vec<String> = data
        .names
        .iter()
        .zip(&weights)
        .filter(|(_, weight)| weight.abs() >= 0.05)
        .map(|(name, weight)| format!("{name}\t{weight:.2}"))
        .collect();
    lines.extend(kept.lines().map(str::to_owned));
    lines.sort();
    lines.dedup();
    let head = "# Learnt by examples/learn_weights.rs from fixtures/marked; not to be edited by hand. Feature, class, value, weight.\n";
    match std::fs::write(root("rules/weights/learnt.tsv"), format!("{head}{}\n", lines.join("\n"))) {
        Ok(()) => println!("{} weights written", lines.len()),
        Err(error) => eprintln!("{error}"),
    }
}
