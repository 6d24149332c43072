//! Compiles `rules/` into what the program carries: the word lists as one finite-state map, the keep phrases and the cues as
//! more, the pattern rules as Rust constants. So nothing is read or parsed when the program starts.
//!
//! A mistake in `rules/` stops the build with the file and the line.

#[path = "build/cues.rs"]
mod cues;
#[path = "build/hunspell.rs"]
mod hunspell;
#[path = "src/redact/weights/key.rs"]
#[allow(unreachable_pub, reason = "the program's own copy is reached from outside")]
mod key;
#[path = "build/lists.rs"]
mod lists;
#[path = "build/patterns.rs"]
mod patterns;
#[path = "src/redact/rules/required.rs"]
mod required;
#[path = "build/weights.rs"]
mod weights;
#[path = "build/words.rs"]
mod words;

use std::path::{Path, PathBuf};
use std::{env, fmt, fs, process};

/// What is wrong in `rules/`, and where.
pub(crate) struct Problem {
    file: PathBuf,
    line: usize,
    what: String,
}

impl Problem {
    /// A problem in `file` at `line` (from 1; 0 when it concerns the whole file).
    pub(crate) fn new(file: &Path, line: usize, what: impl fmt::Display) -> Self {
        Self { file: file.to_path_buf(), line, what: what.to_string() }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.file.display(), self.line, self.what)
    }
}

/// What every step of the build returns.
pub(crate) type Outcome<T> = Result<T, Problem>;

/// Reads a whole file as UTF-8.
pub(crate) fn read(file: &Path) -> Outcome<String> {
    fs::read_to_string(file).map_err(|error| Problem::new(file, 0, error))
}

/// Writes a whole file.
pub(crate) fn write(file: &Path, content: impl AsRef<[u8]>) -> Outcome<()> {
    fs::write(file, content).map_err(|error| Problem::new(file, 0, error))
}

/// The files of a folder with this ending, in order of name.
pub(crate) fn files(folder: &Path, ending: &str) -> Outcome<Vec<PathBuf>> {
    let entries = fs::read_dir(folder).map_err(|error| Problem::new(folder, 0, error))?;
    let mut found: Vec<PathBuf> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|e| e == ending))
        .collect();
    found.sort();
    if found.is_empty() {
        return Err(Problem::new(folder, 0, format!("no .{ending} file in this folder")));
    }
    Ok(found)
}

fn compile(rules: &Path, out: &Path) -> Outcome<()> {
    let keep = lists::keep_phrases(&files(&rules.join("keep"), "txt")?)?;
    words::compile(rules, &keep, &out.join("words.fst"), &out.join("endings.fst"))?;
    lists::compile_set(&keep, &out.join("keep.fst"))?;
    cues::compile(&rules.join("roles.toml"), &out.join("cues.fst"), &out.join("cue_heads.fst"))?;
    weights::compile(&rules.join("weights").join("learnt.tsv"), &out.join("weights.rs"))?;
    patterns::compile(&files(&rules.join("patterns"), "toml")?, &out.join("patterns.rs"))
}

fn main() {
    for watched in ["rules", "build", "build.rs", "src/redact/rules/required.rs", "src/redact/weights/key.rs"] {
        println!("cargo::rerun-if-changed={watched}");
    }
    let (Some(root), Some(out)) = (env::var_os("CARGO_MANIFEST_DIR"), env::var_os("OUT_DIR")) else {
        println!("cargo::error=build.rs runs under cargo only");
        process::exit(1);
    };
    if let Err(problem) = compile(&Path::new(&root).join("rules"), Path::new(&out)) {
        println!("cargo::error={problem}");
        process::exit(1);
    }
}
