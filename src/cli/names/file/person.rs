//! One person from a line or from the cells of a row: the name without titles, the role from the occupation.

use super::columns::Column;
use crate::personal::Personal;
use crate::redact::Role;
use crate::redact::lexicon::{CueKind, Lexicon};
use crate::redact::mention::PARTICLES;

/// The longest name, in characters.
const MAX_CHARS: usize = 100;
/// The most words in a name.
const MAX_WORDS: usize = 8;

/// Somebody on a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::cli::names) struct Person {
    /// The name, first name first.
    pub(in crate::cli::names) name: Personal,
    /// The role that the occupation gives.
    pub(in crate::cli::names) role: Option<Role>,
    /// Where the person works.
    pub(in crate::cli::names) department: Option<Personal>,
}

/// The person of a row, given its cells by column.
pub(super) fn of_cells<'a>(cell: impl Fn(Column) -> Option<&'a str>) -> Option<Person> {
    let given = |column| cell(column).filter(|text| !text.is_empty());
    let whole = given(Column::Name).map(str::to_owned).or_else(|| {
        let parts: Vec<&str> = [Column::First, Column::Middle, Column::Last].into_iter().filter_map(given).collect();
        (!parts.is_empty()).then(|| parts.join(" "))
    })?;
    let (name, title) = clean(&whole, false)?;
    Some(Person {
        name: Personal::new(name),
        role: given(Column::Role).and_then(role_of).or(title),
        department: given(Column::Department).map(|text| Personal::new(text.to_owned())),
    })
}

/// The person of a line: a name, and perhaps a role after a tab, a dash or a comma. `typed` by hand, ordinary words are names too.
pub(in crate::cli::names) fn line(text: &str, typed: bool) -> Option<Person> {
    let text = text.trim().trim_start_matches(['*', '•', '-', '–']).trim_start();
    // *12. Kanarie Fugl*.
    let text = match text.split_once(['.', ')']) {
        Some((number, rest)) if !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()) => rest.trim(),
        _ => text,
    };
    let split = ["\t", " - ", " – ", " — ", ";"].into_iter().find_map(|between| text.split_once(between));
    let (name, rest) = split.or_else(|| with_role_after_comma(text)).unwrap_or((text, ""));
    let (name, title) = clean(name, typed)?;
    Some(Person { name: Personal::new(name), role: role_of(rest).or(title), department: None })
}

/// *Kanarie Fugl, sagsbehandler*, and not *Fugl, Kanarie*.
fn with_role_after_comma(text: &str) -> Option<(&str, &str)> {
    let (name, rest) = text.split_once(',')?;
    (role_of(rest).is_some() || name.trim().contains(' ')).then_some((name, rest))
}

/// The role that an occupation stands for: *afdelingsleder for familieområdet* is a leader.
pub(in crate::cli::names) fn role_of(occupation: &str) -> Option<Role> {
    let lower = occupation.trim().to_lowercase();
    if let Some(role) = Role::from_word(&lower) {
        return Some(role);
    }
    // Of what comes after a preposition the person only has to do with: *sekretær for chefen*.
    const BEFORE: [&str; 8] = ["for", "af", "til", "i", "på", "ved", "hos", "under"];
    let words: Vec<&str> = lower.split_whitespace().collect();
    let head = words.iter().take_while(|word| !BEFORE.contains(word)).count();
    roles_in(&lower, words.get(..head).unwrap_or_default()).or_else(|| roles_in("", &words))
}

fn roles_in(lower: &str, words: &[&str]) -> Option<Role> {
    let lexicon = Lexicon::shipped();
    let phrase = lexicon.cue_phrase(lower).map(|(_, cue)| cue);
    let cues = words.iter().filter_map(|word| lexicon.cue(word.trim_matches(|c: char| !c.is_alphanumeric())));
    let roles: Vec<Role> = phrase
        .into_iter()
        .chain(cues)
        .filter(|cue| cue.kind == CueKind::Role)
        .filter_map(|cue| cue.role)
        .filter(|role| matches!(role, Role::Caseworker | Role::Leader | Role::Professional | Role::Other))
        .collect();
    // *socialrådgiver og teamleder* leads.
    roles.iter().find(|role| **role == Role::Leader).or_else(|| roles.first()).copied()
}

/// A name without titles, brackets and what stands after it, first name first; with the role when an occupation was among the titles.
/// `None` when it is no name.
fn clean(text: &str, typed: bool) -> Option<(String, Option<Role>)> {
    let text = without_brackets(text);
    let text = text.trim().trim_matches(['"', '\'', ',', ';']).trim();
    let turned = match text.split_once(',') {
        Some((name, rest)) if rest.trim().is_empty() || rest.split_whitespace().all(is_title) => name.trim().to_owned(),
        Some((last, first)) if !first.contains(',') => format!("{} {}", first.trim(), last.trim()),
        Some(_) => return None,
        None => text.to_owned(),
    };
    let mut words: Vec<&str> = turned.split_whitespace().collect();
    let mut role = None;
    while words.len() > 1 {
        let Some(&first) = words.first() else { break };
        let occupation = role_of(first).filter(|_| !Lexicon::shipped().entry(&first.to_lowercase()).is_name());
        if occupation.is_none() && !is_title(first) {
            break;
        }
        role = role.or(occupation);
        words.remove(0);
    }
    while words.len() > 1 && words.last().is_some_and(|last| is_title(last)) {
        words.pop();
    }
    is_name(&words, typed).then(|| (words.join(" "), role))
}

fn without_brackets(text: &str) -> String {
    let mut depth = 0_usize;
    text.chars()
        .filter(|&c| {
            depth += usize::from(matches!(c, '(' | '['));
            let outside = depth == 0;
            depth = depth.saturating_sub(usize::from(matches!(c, ')' | ']')));
            outside
        })
        .collect()
}

/// *hr.*, *Dr*, *cand.psych.*, *ph.d.*; the initial in *M. Fugl* is none.
fn is_title(word: &str) -> bool {
    let lower = word.to_lowercase();
    let cue = Lexicon::shipped().cue(&lower).or_else(|| Lexicon::shipped().cue(lower.trim_end_matches('.')));
    let academic = lower.chars().count() > 3 && lower.trim_end_matches('.').contains('.') && lower == *word;
    academic || cue.is_some_and(|cue| cue.kind == CueKind::Title) || matches!(lower.as_str(), "ph.d" | "ph.d." | "phd")
}

/// Whether words can be a person's name: letters only, and not ordinary words alone.
fn is_name(words: &[&str], typed: bool) -> bool {
    let chars = words.iter().map(|word| word.chars().count()).sum::<usize>();
    let letters = |word: &&str| {
        word.chars().all(|c| c.is_alphabetic() || "-'’.´`".contains(c)) && word.chars().any(char::is_alphabetic)
    };
    let long_enough = words.iter().any(|word| word.chars().filter(|c| c.is_alphabetic()).count() > 1);
    if words.is_empty() || words.len() > MAX_WORDS || chars > MAX_CHARS || !words.iter().all(letters) || !long_enough {
        return false;
    }
    if typed {
        return true;
    }
    let lexicon = Lexicon::shipped();
    // A word that is nothing but a word, in the dictionary or put together of such.
    let ordinary = |word: &&str| {
        let lower = word.to_lowercase();
        let entry = lexicon.entry(&lower);
        !entry.is_name() && (entry.is_danish_word() || entry.is_kept() || lexicon.compound(&lower))
    };
    let small = |word: &&&str| {
        word.chars().next().is_some_and(char::is_lowercase) && !PARTICLES.contains(*word) && ordinary(word)
    };
    // *Familieafdelingen Nord* and *vi har ventet længe* are no names.
    !words.first().is_some_and(ordinary) && words.iter().filter(small).count() == 0
}
