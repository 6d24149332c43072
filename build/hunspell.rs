//! Expands a Hunspell dictionary to its plain word forms: suffixes with conditions and continuation flags, numeric flags,
//! NEEDAFFIX and FORBIDDENWORD. No prefixes and no compounding: the shipped files were cut of both (see their headers).

use crate::{Outcome, Problem, read};
use std::collections::{BTreeSet, HashMap};
use std::path::Path;

/// A flag of the dictionary (`FLAG num`).
type Flag = u16;

/// The flag that marks a place name in the Danish dictionary (there: names that take *Nord-*, *Syd-*, …).
const PLACE: Flag = 54;

/// How many suffixes may stand on one another. Hunspell allows two; noun stems that double a consonant pass through a
/// NEEDAFFIX form first, and then take an ending and a genitive.
const MAX_DEPTH: usize = 4;

struct Suffix {
    strip: String,
    add: String,
    then: Vec<Flag>,
    condition: Vec<Class>,
}

/// One place of a condition: `.`, a letter, `[abc]` or `[^abc]`.
enum Class {
    Any,
    In(Vec<char>),
    NotIn(Vec<char>),
}

impl Class {
    fn allows(&self, c: char) -> bool {
        match self {
            Self::Any => true,
            Self::In(set) => set.contains(&c),
            Self::NotIn(set) => !set.contains(&c),
        }
    }
}

#[derive(Default)]
struct Affixes {
    suffixes: HashMap<Flag, Vec<Suffix>>,
    forbidden: Option<Flag>,
    need_affix: Option<Flag>,
}

/// One form, and whether its stem is marked as a place name.
pub(crate) struct Form {
    /// The form as the dictionary writes it.
    pub(crate) text: String,
    /// Whether the stem is a place name.
    pub(crate) place: bool,
}

/// Every form of the dictionary `dic` by the rules of `aff`.
pub(crate) fn expand(aff: &Path, dic: &Path) -> Outcome<Vec<Form>> {
    let affixes = Affixes::read(aff)?;
    let content = read(dic)?;
    let mut forms = Vec::new();
    let mut forbidden = BTreeSet::new();
    for (line, entry) in numbered(&content) {
        let (word, flags) = match entry.split_once('/') {
            Some((word, flags)) => (word, parse_flags(flags, dic, line)?),
            None => (entry, Vec::new()),
        };
        if affixes.forbidden.is_some_and(|flag| flags.contains(&flag)) {
            forbidden.insert(word.to_owned());
            continue;
        }
        affixes.grow(word, &flags, flags.contains(&PLACE), 0, &mut forms);
    }
    forms.retain(|form| !forbidden.contains(&form.text));
    Ok(forms)
}

/// The lines that hold something, with their numbers.
fn numbered(content: &str) -> impl Iterator<Item = (usize, &str)> {
    content
        .lines()
        .zip(1..)
        .map(|(text, line)| (line, text.trim()))
        .filter(|(_, text)| !text.is_empty() && !text.starts_with('#'))
}

fn parse_flags(flags: &str, file: &Path, line: usize) -> Outcome<Vec<Flag>> {
    flags.split(',').map(|flag| flag.parse().map_err(|_| Problem::new(file, line, "a flag is not a number"))).collect()
}

fn parse_condition(condition: &str, file: &Path, line: usize) -> Outcome<Vec<Class>> {
    let mut classes = Vec::new();
    let mut chars = condition.chars();
    while let Some(c) = chars.next() {
        classes.push(match c {
            '.' => Class::Any,
            '[' => {
                let mut set: Vec<char> = chars.by_ref().take_while(|c| *c != ']').collect();
                if set.is_empty() {
                    return Err(Problem::new(file, line, "an empty [] in a condition"));
                }
                if set.first() == Some(&'^') { Class::NotIn(set.split_off(1)) } else { Class::In(set) }
            }
            _ => Class::In(vec![c]),
        });
    }
    Ok(classes)
}

impl Affixes {
    fn read(file: &Path) -> Outcome<Self> {
        let content = read(file)?;
        let mut affixes = Self::default();
        for (line, entry) in numbered(&content) {
            let fields: Vec<&str> = entry.split_whitespace().collect();
            let number =
                |field: &str| field.parse::<Flag>().map_err(|_| Problem::new(file, line, "a flag is not a number"));
            match *fields.as_slice() {
                ["SET", "UTF-8"] | ["FLAG", "num"] | ["SFX", _, "Y" | "N", _] => {}
                ["FORBIDDENWORD", flag] => affixes.forbidden = Some(number(flag)?),
                ["NEEDAFFIX", flag] => affixes.need_affix = Some(number(flag)?),
                ["SFX", flag, strip, add, condition] => {
                    let (add, then) = match add.split_once('/') {
                        Some((add, then)) => (add, parse_flags(then, file, line)?),
                        None => (add, Vec::new()),
                    };
                    let none = |part: &str| if part == "0" { String::new() } else { part.to_owned() };
                    let condition = parse_condition(condition, file, line)?;
                    let suffix = Suffix { strip: none(strip), add: none(add), then, condition };
                    affixes.suffixes.entry(number(flag)?).or_default().push(suffix);
                }
                _ => return Err(Problem::new(file, line, "not a line this program knows")),
            }
        }
        Ok(affixes)
    }

    /// Adds `stem` and everything that grows from it.
    fn grow(&self, stem: &str, flags: &[Flag], place: bool, depth: usize, forms: &mut Vec<Form>) {
        if self.need_affix.is_none_or(|flag| !flags.contains(&flag)) {
            forms.push(Form { text: stem.to_owned(), place });
        }
        if depth == MAX_DEPTH {
            return;
        }
        for suffix in flags.iter().filter_map(|flag| self.suffixes.get(flag)).flatten() {
            if let Some(form) = suffix.apply(stem) {
                self.grow(&form, &suffix.then, place, depth + 1, forms);
            }
        }
    }
}

impl Suffix {
    fn apply(&self, stem: &str) -> Option<String> {
        let root = stem.strip_suffix(self.strip.as_str())?;
        let mut letters = stem.chars().rev();
        let fits = self.condition.iter().rev().all(|class| letters.next().is_some_and(|c| class.allows(c)));
        (fits && !root.is_empty()).then(|| format!("{root}{}", self.add))
    }
}
