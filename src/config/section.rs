//! Reading one section key by key, and collecting what is wrong instead of stopping at the first.

use super::{Fault, FaultKind, table};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Names under which people put a password. None of them is a setting.
const SECRETS: &[&str] =
    &["password", "passwd", "pass", "pwd", "passphrase", "secret", "adgangskode", "kodeord", "password_text"];

/// The Danish names that people try first.
const DANISH: &[(&str, &str)] = &[
    ("titel", "title"),
    ("undertitel", "subtitle"),
    ("udgiver", "publisher"),
    ("kontakt", "contact"),
    ("koordinator", "coordinator"),
    ("forord", "preface"),
    ("samling", "collection"),
    ("postkasse", "mailbox"),
    ("server", "host"),
    ("vært", "host"),
    ("bruger", "user"),
    ("brugernavn", "user"),
    ("username", "user"),
    ("mappe", "folder"),
    ("sikkerhed", "security"),
    ("flyt_til", "move_to"),
];

/// A section that is being read. `'i` is the text of the file.
pub(super) struct Section<'a, 'i> {
    text: &'a str,
    name: &'static str,
    line: usize,
    table: &'a DeTable<'i>,
    faults: &'a mut Vec<Fault>,
}

impl<'a, 'i> Section<'a, 'i> {
    /// The whole file.
    pub(super) const fn root(text: &'a str, table: &'a DeTable<'i>, faults: &'a mut Vec<Fault>) -> Self {
        Self { text, name: "", line: 1, table, faults }
    }

    /// A section of the root.
    pub(super) fn section(&mut self, name: &'static str, required: bool) -> Option<Section<'_, 'i>> {
        let Some((key, value)) = find(self.table, name) else {
            if required {
                self.fault(name, FaultKind::Missing);
            }
            return None;
        };
        let line = line_of(self.text, key.span().start);
        match table(value.get_ref()) {
            Some(table) => Some(Section { text: self.text, name, line, table, faults: self.faults }),
            None => self.reject(name, FaultKind::NotSection),
        }
    }

    /// Whether the key is there.
    pub(super) fn has(&self, key: &str) -> bool {
        find(self.table, key).is_some()
    }

    /// Every key that is none of `known` is a fault. Misspelt settings would otherwise silently do nothing.
    pub(super) fn refuse_unknown(&mut self, known: &'static [&'static str]) {
        let names: Vec<String> = self.table.keys().map(|key| key.get_ref().to_string()).collect();
        for name in names.iter().filter(|name| !known.contains(&name.as_str())) {
            let kind = if SECRETS.contains(&name.to_lowercase().as_str()) {
                FaultKind::Secret
            } else {
                FaultKind::Unknown { nearest: nearest(name, known) }
            };
            self.fault(name, kind);
        }
    }

    /// Notes that a key is wrong.
    pub(super) fn fault(&mut self, key: &str, kind: FaultKind) {
        let line = find(self.table, key).map_or(self.line, |(key, _)| line_of(self.text, key.span().start));
        let key = if self.name.is_empty() { key.to_owned() } else { format!("{}.{key}", self.name) };
        self.faults.push(Fault { line, key, kind });
    }

    /// Notes that a key is wrong, where a value is wanted.
    pub(super) fn reject<T>(&mut self, key: &str, kind: FaultKind) -> Option<T> {
        self.fault(key, kind);
        None
    }

    /// A text, without white space around it. An empty one counts as not set, so that a template can show every key.
    pub(super) fn text(&mut self, key: &str) -> Option<String> {
        match find(self.table, key)?.1.get_ref() {
            DeValue::String(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
            _ => self.reject(key, FaultKind::NotText),
        }
    }

    /// A text that must be there.
    pub(super) fn required_text(&mut self, key: &str) -> Option<String> {
        match find(self.table, key).map(|(_, value)| value.get_ref()) {
            None => self.reject(key, FaultKind::Missing),
            Some(DeValue::String(text)) if text.trim().is_empty() => self.reject(key, FaultKind::Empty),
            Some(_) => self.text(key),
        }
    }

    /// A whole number.
    pub(super) fn number(&mut self, key: &str, least: u32, most: u32) -> Option<u32> {
        let number = match find(self.table, key)?.1.get_ref() {
            DeValue::Integer(number) => u32::from_str_radix(number.as_str(), number.radix()).ok(),
            _ => None,
        };
        match number {
            Some(number) if (least..=most).contains(&number) => Some(number),
            _ => self.reject(key, FaultKind::NotNumber { least, most }),
        }
    }

    /// One of some words.
    pub(super) fn one_of(&mut self, key: &str, words: &'static [&'static str]) -> Option<&'static str> {
        let chosen = match find(self.table, key)?.1.get_ref() {
            DeValue::String(text) => words.iter().copied().find(|word| *word == text.trim()),
            _ => None,
        };
        if chosen.is_some() { chosen } else { self.reject(key, FaultKind::NotOneOf(words)) }
    }

    /// A list of texts, at least one, the first not empty.
    pub(super) fn list(&mut self, key: &str) -> Option<Vec<String>> {
        let words: Option<Vec<String>> = match find(self.table, key)?.1.get_ref() {
            DeValue::Array(items) => items.iter().map(|item| item.get_ref().as_str().map(ToOwned::to_owned)).collect(),
            _ => None,
        };
        match words {
            None => self.reject(key, FaultKind::NotList),
            Some(words) if words.first().is_none_or(|word| word.trim().is_empty()) => {
                self.reject(key, FaultKind::Empty)
            }
            words => words,
        }
    }
}

fn find<'a, 'i>(
    table: &'a DeTable<'i>,
    key: &str,
) -> Option<(&'a Spanned<std::borrow::Cow<'i, str>>, &'a Spanned<DeValue<'i>>)> {
    table.iter().find(|(name, _)| name.get_ref() == key)
}

/// The line of a byte offset, from 1.
pub(super) fn line_of(text: &str, offset: usize) -> usize {
    1 + text.bytes().take(offset).filter(|&byte| byte == b'\n').count()
}

/// The known name that somebody probably meant.
fn nearest(name: &str, known: &'static [&'static str]) -> Option<&'static str> {
    let name = name.to_lowercase().replace('-', "_");
    let danish = DANISH.iter().find(|(danish, _)| *danish == name).map(|(_, english)| *english);
    let alike =
        known.iter().copied().max_by(|a, b| strsim::jaro_winkler(&name, a).total_cmp(&strsim::jaro_winkler(&name, b)));
    danish
        .filter(|english| known.contains(english))
        .or_else(|| alike.filter(|candidate| strsim::jaro_winkler(&name, candidate) > 0.8))
}
