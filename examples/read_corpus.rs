//! Reads every file under a folder as a mail, through the reader's child process, and prints counts, never contents:
//!
//! ```text
//! cargo run --release --example read_corpus -- FOLDER
//! ```

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "an example prints its counts")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use vidnesbyrd::intake::reader::{CHILD_COMMAND, Reader, serve};
use vidnesbyrd::intake::{InputKind, Problem, RawMessage};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = std::env::args_os().nth(1).ok_or("usage: read_corpus FOLDER")?;
    if folder == CHILD_COMMAND {
        return Ok(serve(&mut std::io::stdin().lock(), &mut std::io::stdout().lock())?);
    }
    let mut files = Vec::new();
    collect(Path::new(&folder), &mut files)?;
    let mut reader = Reader::new()?;
    let mut problems: BTreeMap<Problem, usize> = BTreeMap::new();
    let mut classes: BTreeMap<&str, usize> = BTreeMap::new();
    let mut slowest = Vec::new();
    let (mut sound, mut replacement_characters, mut folds) = (0usize, 0usize, 0usize);
    let begun = Instant::now();
    for file in &files {
        let raw = RawMessage::new(std::fs::read(file)?);
        let begun = Instant::now();
        let reading = reader.read(&raw, InputKind::Mail);
        slowest.push((begun.elapsed(), file));
        sound += usize::from(reading.problems.is_empty());
        folds += usize::from(!reading.folds.is_empty());
        *classes.entry(reading.class.code()).or_default() += 1;
        #[expect(clippy::disallowed_methods, reason = "counts lost letters; nothing of the text is printed")]
        let lost = reading.text.as_str().matches('\u{fffd}').count();
        replacement_characters += lost;
        for problem in reading.problems {
            *problems.entry(problem).or_default() += 1;
            if std::env::var_os("VERBOSE").is_some() {
                eprintln!("{problem:?} {}", file.display());
            }
        }
    }
    slowest.sort();
    println!(
        "{} files in {} ms, {sound} without any problem, {folds} with folds",
        files.len(),
        begun.elapsed().as_millis()
    );
    println!("replacement characters: {replacement_characters}");
    for (problem, count) in problems {
        println!("{count:>6} {problem:?}");
    }
    for (class, count) in classes {
        println!("{count:>6} {class}");
    }
    for (time, file) in slowest.iter().rev().take(5) {
        println!("{:>6} ms {}", time.as_millis(), file.display());
    }
    let late = slowest.iter().filter(|(time, _)| *time > Duration::from_secs(2)).count();
    if late > 0 {
        return Err(format!("{late} files took more than 2 s").into());
    }
    Ok(())
}

/// The files under a folder, in a stable order.
fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> std::io::Result<()> {
    let mut entries: Vec<PathBuf> =
        std::fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path())).collect::<Result<_, _>>()?;
    entries.sort();
    for entry in entries {
        if entry.is_dir() { collect(&entry, files)? } else { files.push(entry) }
    }
    Ok(())
}
