//! How fast the engine is, on one thread with every detector on, and beside two other tools. Prints figures; asserts nothing, because
//! a clock is no test.
//!
//! ```text
//! cargo bench --bench engine
//! VIDNESBYRD_BENCH_PEERS=VENV/bin/python cargo bench --bench engine      with os2ds-rules and presidio-analyzer, see peers.py
//! ```
//!
//! Measured are every labelled text by itself; one long text in which the Danish ones come again and again, each time with other
//! names and with some words changed, so that its words are as many as in a text of that length and not the same all the time; the same
//! text testimony by testimony; and one without names. *First* is a thread that has seen no word before, *again* is the same thread
//! on the same text: the engine remembers what the lists say of a word (`redact::facts`). The best of several runs counts; only the
//! ratios say something on a machine that has other work to do.

#![expect(clippy::print_stdout, reason = "a benchmark's result is what it prints")]

use std::collections::HashSet;
use std::error::Error;
use std::ffi::OsStr;
use std::fs;
use std::hint::black_box;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use vidnesbyrd::intake::Seed;
use vidnesbyrd::redact::finding::Kind;
use vidnesbyrd::redact::marked::{self, Marked};
use vidnesbyrd::redact::rules::RuleSet;
use vidnesbyrd::redact::{AnalyseError, analyse};
use vidnesbyrd::text::SourceText;

/// Length of the long text in bytes.
const LONG: usize = 1_000_000;
/// Threads that each begin knowing no word.
const THREADS: usize = 7;
/// Passes of each of them over what it has seen.
const AGAIN: usize = 3;
/// Starts of the program.
const STARTS: usize = 15;
/// In a later round one in so many of the longer ordinary words becomes another word.
const CHANGED: u64 = 4;

/// A text with what the mail's header says of the sender.
type Input = (SourceText, Vec<Seed>);

/// How long one pass takes.
struct Passes {
    bytes: usize,
    findings: usize,
    first: Duration,
    again: Duration,
}

impl Passes {
    /// MB a second on fresh words and on known ones.
    fn speeds(&self) -> [f64; 2] {
        [self.first, self.again].map(|time| self.bytes as f64 / 1e6 / time.as_secs_f64())
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let start = Instant::now();
    let rules = RuleSet::shipped()?;
    analyse(&SourceText::normalise("Jeg hedder Kanarie Fuglebrand."), &[], &rules, &[])?;
    println!("rules ready, first sentence read after {:.2} ms", ms(start.elapsed()));

    let home = Path::new(env!("CARGO_MANIFEST_DIR"));
    let labelled = labelled(home)?;
    let danish: Vec<&Marked> = labelled.iter().filter(|(_, danish)| *danish).map(|(marked, _)| marked).collect();
    let lists = Lists::read(home)?;
    let testimonies = varied(&danish, Some(&lists), &lists.words);
    let nameless = varied(&danish, None, &lists.words).join("\n\n");
    let long = testimonies.join("\n\n");
    let words = || long.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    println!(
        "the long text has {} words, {} of them different",
        words().count(),
        words().collect::<HashSet<_>>().len()
    );
    let normalising = fastest(THREADS, || drop(black_box(SourceText::normalise(&long))));
    println!(
        "normalising it, which reading a mail does once, {:.1} MB/s",
        long.len() as f64 / 1e6 / normalising.as_secs_f64()
    );

    start_up(&testimonies)?;
    let each: Vec<Input> = labelled.into_iter().map(|(marked, _)| (marked.text, marked.seeds)).collect();
    let cut: Vec<Input> = testimonies.iter().map(|text| (SourceText::normalise(text), Vec::new())).collect();
    println!("{:34} {:>8} {:>9} {:>12} {:>12}", "", "bytes", "findings", "first MB/s", "again MB/s");
    measure("every labelled text by itself", &each, &rules)?;
    let ours = measure("the long text", &[(SourceText::normalise(&long), Vec::new())], &rules)?;
    measure("the same by testimony", &cut, &rules)?;
    measure("a long text without names", &[(SourceText::normalise(&nameless), Vec::new())], &rules)?;
    peers(home, &testimonies, &ours)
}

/// Measures and prints one line.
fn measure(what: &str, inputs: &[Input], rules: &RuleSet) -> Result<Passes, Box<dyn Error>> {
    let mut passes = Passes {
        bytes: inputs.iter().map(|(text, _)| text.len()).sum(),
        findings: 0,
        first: Duration::MAX,
        again: Duration::MAX,
    };
    let pass = || -> Result<(usize, Duration), AnalyseError> {
        let (start, mut findings) = (Instant::now(), 0);
        for (text, seeds) in inputs {
            findings += black_box(analyse(text, seeds, rules, &[])?).findings.len();
        }
        Ok((findings, start.elapsed()))
    };
    for _ in 0..THREADS {
        let times = std::thread::scope(|scope| {
            scope.spawn(|| (0..=AGAIN).map(|_| pass()).collect::<Result<Vec<_>, _>>()).join()
        });
        for (number, (findings, time)) in times.map_err(|_| "the engine panicked")??.into_iter().enumerate() {
            passes.findings = findings;
            let best = if number == 0 { &mut passes.first } else { &mut passes.again };
            *best = time.min(*best);
        }
    }
    let [first, again] = passes.speeds();
    println!("{what:34} {:>8} {:>9} {first:>12.1} {again:>12.1}", passes.bytes, passes.findings);
    Ok(passes)
}

/// How long the program takes to say its version, and to anonymise one testimony.
fn start_up(testimonies: &[String]) -> Result<(), Box<dyn Error>> {
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join("bench-one.txt");
    fs::write(&file, testimonies.first().ok_or("no labelled texts")?)?;
    let time = |args: &[&OsStr]| -> Result<Duration, Box<dyn Error>> {
        let start = || {
            let mut program = Command::new(env!("CARGO_BIN_EXE_vidnesbyrd"));
            program.args(args).stdout(Stdio::null()).stderr(Stdio::null()).status()
        };
        // 1 says that something in the text is for a person to decide.
        if !matches!(start()?.code(), Some(0 | 1)) {
            return Err("the program did not do its work".into());
        }
        Ok(fastest(STARTS, || drop(black_box(start()))))
    };
    let (version, anonymise) = (time(&["--version".as_ref()])?, time(&["anonymise".as_ref(), file.as_ref()])?);
    println!(
        "the program starts in {:.1} ms; anonymises one testimony, start and all, in {:.1} ms",
        ms(version),
        ms(anonymise)
    );
    Ok(())
}

/// Runs the other tools on the long text and prints how many times faster the engine is.
fn peers(home: &Path, testimonies: &[String], ours: &Passes) -> Result<(), Box<dyn Error>> {
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join("bench-long.txt");
    fs::write(&file, testimonies.join("\u{c}"))?;
    let Some(python) = std::env::var_os("VIDNESBYRD_BENCH_PEERS") else {
        println!("no other tools: VIDNESBYRD_BENCH_PEERS names no Python (benches/peers.py says how to install them)");
        return Ok(());
    };
    let mut command = Command::new(python);
    let Ok(output) = command.arg(home.join("benches/peers.py")).arg(&file).stderr(Stdio::inherit()).output() else {
        println!("no other tools: what VIDNESBYRD_BENCH_PEERS names does not start");
        return Ok(());
    };
    let [first, again] = ours.speeds();
    for line in String::from_utf8(output.stdout)?.lines() {
        let mut fields = line.split('\t').map(str::to_owned);
        let (tool, speed, what) = (fields.next(), fields.next(), fields.next());
        let (tool, what) = (tool.unwrap_or_default(), what.unwrap_or_default());
        match speed.and_then(|speed| speed.parse::<f64>().ok()) {
            Some(speed) => println!(
                "{tool:34} {speed:>8.3} MB/s; the engine is {:.2} times as fast first, {:.2} again ({what})",
                first / speed,
                again / speed
            ),
            None => println!("{tool:34} {what}"),
        }
    }
    if !output.status.success() {
        println!("peers.py failed: {}", output.status);
    }
    Ok(())
}

/// The labelled texts, and whether each is Danish, in the order of their names.
fn labelled(home: &Path) -> Result<Vec<(Marked, bool)>, Box<dyn Error>> {
    let mut files = Vec::new();
    for folder in ["fixtures/marked", "fixtures/heldout"] {
        for entry in fs::read_dir(home.join(folder))? {
            files.push(entry?.path());
        }
    }
    files.sort();
    let mut texts = Vec::new();
    for raw in files.iter().filter(|file| file.extension().is_some_and(|end| end == "txt")).map(fs::read_to_string) {
        let raw = raw?;
        let mut headers = raw.lines().take_while(|line| line.starts_with('%'));
        let danish = headers.find_map(|line| line.strip_prefix("% language:")).is_none_or(|code| code.trim() == "da");
        texts.push((marked::parse(&raw)?, danish));
    }
    Ok(texts)
}

/// What other names and words are taken from.
struct Lists {
    first: Vec<String>,
    last: Vec<String>,
    words: Vec<String>,
    /// The first names in lower case.
    is_first: HashSet<String>,
}

impl Lists {
    fn read(home: &Path) -> std::io::Result<Self> {
        let read = |file: &str| -> std::io::Result<Vec<String>> {
            let list = fs::read_to_string(home.join(file))?;
            let lines = list.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
            Ok(lines.map(|line| line.split('/').next().unwrap_or_default().to_owned()).collect())
        };
        let (first, last) = (read("rules/names/first.txt")?, read("rules/names/last.txt")?);
        let mut words = read("rules/dictionary/da.dic")?;
        words.retain(|word| is_longer_word(word));
        let is_first = first.iter().map(|name| name.to_lowercase()).collect();
        Ok(Self { first, last, words, is_first })
    }

    /// Another name in the place of a word of a name: a first name for a first name, written as the word is written.
    fn name(&self, word: &str, seed: u64) -> Option<String> {
        let lower = word.to_lowercase();
        let list = if self.is_first.contains(&lower) { &self.first } else { &self.last };
        let name = pick(list, hash(&lower, seed))?;
        // An initial stays an initial.
        let name = if word.chars().count() == 1 { name.chars().take(1).collect() } else { name.clone() };
        Some(if word == lower {
            name.to_lowercase()
        } else if word.chars().count() > 1 && word == word.to_uppercase() {
            name.to_uppercase()
        } else {
            name
        })
    }
}

/// The texts again and again until they are [`LONG`] bytes together: the first round as they stand, each later one with other words and names.
/// Without lists of names, everything labelled becomes an ordinary word instead, from the first round on.
#[expect(clippy::disallowed_methods, reason = "joins invented texts")]
fn varied(texts: &[&Marked], names: Option<&Lists>, words: &[String]) -> Vec<String> {
    let (mut testimonies, mut length) = (Vec::new(), 0);
    for (seed, marked) in (0..).zip(texts.iter().cycle()) {
        if length >= LONG {
            break;
        }
        let fresh = seed >= texts.len() as u64;
        let ordinary = |word: &str| {
            let at = hash(word, seed);
            (fresh && is_longer_word(word) && at.is_multiple_of(CHANGED)).then(|| pick(words, at / CHANGED).cloned())?
        };
        let (mut out, mut done) = (String::new(), 0);
        for label in &marked.labels {
            let (before, text) = (marked.text.as_str().get(done..label.span.start()), marked.text.slice(label.span));
            other_words(&mut out, before.unwrap_or_default(), ordinary);
            match names {
                Some(lists) if label.kind == Kind::Person && fresh => {
                    other_words(&mut out, text, |word| lists.name(word, seed))
                }
                Some(_) => out.push_str(text),
                None => out.push_str(if label.kind == Kind::Person { "barnet" } else { "stedet" }),
            }
            done = label.span.end();
        }
        other_words(&mut out, marked.text.as_str().get(done..).unwrap_or_default(), ordinary);
        length += out.len();
        testimonies.push(out);
    }
    testimonies
}

/// Appends a text with its words replaced where `other` says so.
fn other_words(out: &mut String, text: &str, other: impl Fn(&str) -> Option<String>) {
    let mut rest = text;
    while !rest.is_empty() {
        let (word, tail) = rest.split_at(rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len()));
        let (gap, tail) = tail.split_at(tail.find(char::is_alphabetic).unwrap_or(tail.len()));
        match other(word).filter(|_| !word.is_empty()) {
            Some(new) => out.push_str(&new),
            None => out.push_str(word),
        }
        out.push_str(gap);
        rest = tail;
    }
}

/// An ordinary word of six letters or more.
fn is_longer_word(word: &str) -> bool {
    word.chars().count() >= 6 && word.chars().all(char::is_lowercase)
}

fn pick(list: &[String], at: u64) -> Option<&String> {
    list.get(usize::try_from(at.checked_rem(list.len() as u64)?).ok()?)
}

/// FNV-1a with a seed, stirred at the end (the last step of `splitmix64`): the same on every machine and in every year.
fn hash(word: &str, seed: u64) -> u64 {
    let start = 0xcbf2_9ce4_8422_2325 ^ seed.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let hash = word.bytes().fold(start, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3));
    let hash = (hash ^ (hash >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let hash = (hash ^ (hash >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    hash ^ (hash >> 31)
}

/// The shortest of several runs.
fn fastest(runs: usize, run: impl Fn()) -> Duration {
    let timed = |_| {
        let start = Instant::now();
        run();
        start.elapsed()
    };
    (0..runs).map(timed).min().unwrap_or_default()
}

/// Milliseconds.
fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}
