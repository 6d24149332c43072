//! `rules/weights/learnt.tsv` → a table of keys and weights that is part of the program.

use crate::key::{CLASSES, FEATURES, key, place, value as hash};
use crate::{Outcome, Problem, read, write};
use std::fmt::Write as _;
use std::path::Path;

/// Writes the table as Rust source.
pub(crate) fn compile(from: &Path, to: &Path) -> Outcome<()> {
    let content = read(from)?;
    let mut weights: Vec<(u32, f32)> = Vec::new();
    for (line, number) in content.lines().zip(1..) {
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let wrong = |what: &str| Problem::new(from, number, what);
        let parts: Vec<&str> = line.split('\t').collect();
        let [feature, class, value, weight] = parts.as_slice() else { return Err(wrong("not four columns")) };
        let index = |table: &[&str], name: &str| {
            table
                .iter()
                .position(|known| *known == name)
                .and_then(|at| u8::try_from(at).ok())
                .ok_or_else(|| wrong("an unknown name"))
        };
        let key = key(index(&FEATURES, feature)?, index(&CLASSES, class)?, hash(value));
        let weight: f32 = weight.parse().map_err(|_| wrong("not a number"))?;
        if weights.iter().any(|(known, _)| *known == key) {
            return Err(wrong("stands twice, or has the key of another feature"));
        }
        weights.push((key, weight));
    }
    let places = (weights.len() * 2).next_power_of_two().max(16);
    let mut table = vec![(0_u32, 0_f32); places];
    for (key, weight) in weights {
        let mut at = place(key, places);
        while table.get(at).is_some_and(|(known, _)| *known != 0) {
            at = (at + 1) & (places - 1);
        }
        if let Some(free) = table.get_mut(at) {
            *free = (key, weight);
        }
    }
    let mut code = format!("pub(super) static TABLE: [(u32, f32); {places}] = [");
    for (key, weight) in table {
        write!(code, "({key},{weight:?}),").map_err(|error| Problem::new(to, 0, error))?;
    }
    code.push_str("];\n");
    write(to, code)
}
