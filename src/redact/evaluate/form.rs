//! How a labelled name is written: in which ways is the engine blind?

use crate::redact::finding::Kind;
use crate::redact::lexicon::Lexicon;
use crate::redact::marked::{Label, Marked};
use crate::redact::spelling::Neighbours;
use std::collections::{BTreeMap, BTreeSet};

/// A way in which a name is written. Worked out from the label and the other labels of its text, never from what the engine found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Form {
    /// Two names or more: *Mette Sørensen*.
    Full,
    /// One word that is a first name: on the list, or the first of a longer label of the text.
    FirstOnly,
    /// One word that is a surname: on the list and no first name, or the last of a longer label.
    SurnameOnly,
    /// Part of a compound (*Hansen-familien*), or one word that is neither on a list nor part of a longer label.
    Nickname,
    /// Letters for names: *MH*, *L. K.*, *Mette S.*
    Initials,
    /// Followed by the ending of a genitive: *Mettes*, *Jens'*.
    Genitive,
    /// Without a capital.
    LowerCase,
    /// In capitals throughout, four letters or more.
    Capitals,
    /// Near another name of the text that stands there as often or before it: *Sentil* of somebody called Senthil.
    Typo,
    /// With a word that stands on no list and in no dictionary.
    Foreign,
    /// With a word that is also an everyday word: *Bo*, *Storm*.
    AlsoWord,
}

impl Form {
    /// Every form, in the order in which they are shown.
    pub const ALL: [Self; 11] = [
        Self::Full,
        Self::FirstOnly,
        Self::SurnameOnly,
        Self::Nickname,
        Self::Initials,
        Self::Genitive,
        Self::LowerCase,
        Self::Capitals,
        Self::Typo,
        Self::Foreign,
        Self::AlsoWord,
    ];

    /// The stable code, as in JSON.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::FirstOnly => "first_only",
            Self::SurnameOnly => "surname_only",
            Self::Nickname => "nickname",
            Self::Initials => "initials",
            Self::Genitive => "genitive",
            Self::LowerCase => "lower_case",
            Self::Capitals => "capitals",
            Self::Typo => "typo",
            Self::Foreign => "foreign",
            Self::AlsoWord => "also_word",
        }
    }
}

/// What the labels of one text say about each other.
pub(super) struct Forms<'a> {
    marked: &'a Marked,
    /// First and last words of labels with several, in lower case.
    firsts: BTreeSet<String>,
    lasts: BTreeSet<String>,
    /// Words that are spellings of others.
    typos: BTreeSet<String>,
}

impl<'a> Forms<'a> {
    #[expect(
        clippy::disallowed_methods,
        reason = "compares the invented or labelled names of a text with each other and shows none"
    )]
    pub(super) fn new(marked: &'a Marked) -> Self {
        let (mut firsts, mut lasts) = (BTreeSet::new(), BTreeSet::new());
        let mut seen: BTreeMap<String, (usize, usize)> = BTreeMap::new();
        for label in marked.labels.iter().filter(|label| label.kind == Kind::Person) {
            let words = words(marked.text.slice(label.span));
            if let ([first, .., last], true) = (&words[..], words.len() > 1) {
                firsts.insert(first.to_lowercase());
                lasts.insert(last.to_lowercase());
            }
            for word in words.iter().filter(|word| word.chars().count() > 2) {
                let place = seen.len();
                seen.entry(word.to_lowercase()).or_insert((place, 0)).1 += 1;
            }
        }
        let typos = seen.iter().filter(|(word, about)| is_slip(word, **about, &seen)).map(|(word, _)| word.clone());
        Self { marked, firsts, lasts, typos: typos.collect() }
    }

    /// Every form that a person's label has.
    #[expect(clippy::disallowed_methods, reason = "tells the form of a label and shows none")]
    pub(super) fn of(&self, label: &Label) -> BTreeSet<Form> {
        let text = self.marked.text.slice(label.span);
        let after = self.marked.text.as_str().get(label.span.end()..).unwrap_or_default();
        let words = words(text);
        let mut forms = BTreeSet::from([self.shape(&words, after)]);
        let mut add = |form, is: bool| {
            if is {
                forms.insert(form);
            }
        };
        let letters = || text.chars().filter(|c| c.is_alphabetic());
        add(Form::Genitive, is_genitive(text, after));
        add(Form::LowerCase, letters().all(char::is_lowercase));
        add(Form::Capitals, letters().count() > 3 && letters().all(|c| !c.is_lowercase()));
        // A letter says nothing about the name behind it.
        if !forms_initials(&words) {
            let words: Vec<String> = words.iter().map(|word| word.to_lowercase()).collect();
            let entries = || words.iter().map(|word| Lexicon::shipped().entry(word));
            add(Form::Typo, words.iter().any(|word| self.typos.contains(word)));
            add(Form::Foreign, entries().any(|entry| !entry.is_known()));
            add(Form::AlsoWord, entries().any(|entry| entry.is_name_and_word() || entry.is_danish_word()));
        }
        forms
    }

    fn shape(&self, words: &[&str], after: &str) -> Form {
        if after.strip_prefix('-').is_some_and(|rest| rest.starts_with(char::is_alphabetic)) {
            return Form::Nickname;
        }
        if forms_initials(words) {
            return Form::Initials;
        }
        let [word] = words else { return Form::Full };
        let word = word.to_lowercase();
        let entry = Lexicon::shipped().entry(&word);
        match (self.firsts.contains(&word), self.lasts.contains(&word)) {
            (true, false) => Form::FirstOnly,
            (false, true) => Form::SurnameOnly,
            _ if entry.is_first_name() => Form::FirstOnly,
            _ if entry.is_surname() => Form::SurnameOnly,
            _ => Form::Nickname,
        }
    }
}

/// The words of a label; a hyphen holds a double name together.
fn words(text: &str) -> Vec<&str> {
    text.split(|c: char| !c.is_alphanumeric() && !matches!(c, '-' | '\'' | '’'))
        .filter(|word| !word.is_empty())
        .collect()
}

/// Whether one of the words is a letter for a name, or the only word is two or three capitals.
fn forms_initials(words: &[&str]) -> bool {
    match words {
        [word] => word.chars().count() <= 3 && word.chars().all(char::is_uppercase),
        _ => words.iter().any(|word| word.chars().count() == 1),
    }
}

fn is_genitive(text: &str, after: &str) -> bool {
    let ends = |rest: &str| !rest.starts_with(char::is_alphanumeric);
    let apostrophe = after.strip_prefix(['\'', '’']);
    let hissing = text.to_lowercase().ends_with(['s', 'x', 'z']);
    after.strip_prefix(['s', 'S']).is_some_and(ends)
        || apostrophe.is_some_and(|rest| rest.strip_prefix(['s', 'S']).is_some_and(ends))
        || hissing && apostrophe.is_some_and(|rest| rest.starts_with(' '))
}

/// Whether a word is near another that is met as often or more, and earlier when as often.
fn is_slip(word: &str, (place, times): (usize, usize), seen: &BTreeMap<String, (usize, usize)>) -> bool {
    seen.iter()
        .filter(|(other, (other_place, other_times))| {
            other.as_str() != word && (*other_times > times || *other_times == times && *other_place < place)
        })
        .any(|(other, _)| {
            let mut names = Neighbours::default();
            names.insert(other);
            names.near(word).is_some()
        })
}
