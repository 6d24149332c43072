//! Searching the folded file for the folded forms.

use super::fold::{self, Folded, closes, opens};
use super::read::{Content, Page};
use super::{Allowed, HiddenForm, Hit, Part};
use aho_corasick::{AhoCorasick, MatchKind};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// Forms shorter than this are treated as ordinary words (characters after folding).
const SHORT: usize = 3;
/// From this length on a form is also looked for across white space (bytes without white space).
const LONG: usize = 12;
/// In bytes that are not known to be text, only forms from this length on are looked for: shorter ones turn up by chance.
const IN_BYTES: usize = 6;
/// A form with at least so many digits is looked for across white space however short it is.
const MANY_DIGITS: usize = 5;

/// Patterns of one kind with the forms they come from (places in the caller's list). Automaton and list have the same order.
struct Patterns {
    texts: Vec<String>,
    forms: Vec<BTreeSet<usize>>,
    automaton: Option<AhoCorasick>,
}

impl Patterns {
    fn new(forms: impl Iterator<Item = (String, usize)>) -> Self {
        let mut by_text: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
        for (text, form) in forms {
            if !text.is_empty() {
                by_text.entry(text).or_default().insert(form);
            }
        }
        let (texts, forms): (Vec<_>, Vec<_>) = by_text.into_iter().unzip();
        let automaton = AhoCorasick::builder().match_kind(MatchKind::Standard).build(&texts).ok();
        Self { texts, forms, automaton }
    }

    /// Calls `found` for every occurrence that begins and ends where a word does.
    fn words(&self, text: &str, mut found: impl FnMut(usize, &Range<usize>, &BTreeSet<usize>)) {
        self.each(text, |pattern, start, end, forms| {
            if opens(text, start) && closes(text, end) {
                found(pattern, &(start..end), forms);
            }
        });
    }

    /// Where whole words match of which `counts` says that they count.
    fn stretches(&self, text: &str, counts: impl Fn(usize) -> bool) -> Vec<Range<usize>> {
        let mut stretches = Vec::new();
        self.words(text, |_, place, phrases| {
            if phrases.iter().any(|&phrase| counts(phrase)) {
                stretches.push(place.clone());
            }
        });
        stretches
    }

    /// Calls `found` with pattern, start, end and the forms for every occurrence, overlapping ones too.
    fn each(&self, text: &str, mut found: impl FnMut(usize, usize, usize, &BTreeSet<usize>)) {
        if let Some(automaton) = &self.automaton {
            for hit in automaton.find_overlapping_iter(text) {
                if let Some(forms) = self.forms.get(hit.pattern().as_usize()) {
                    found(hit.pattern().as_usize(), hit.start(), hit.end(), forms);
                }
            }
        } else {
            // The automaton is only missing when the forms are too many for it; then each is looked for by itself.
            for (index, (pattern, forms)) in self.texts.iter().zip(&self.forms).enumerate() {
                text.match_indices(pattern.as_str()).for_each(|(at, m)| found(index, at, at + m.len(), forms));
            }
        }
    }
}

/// Every place where something hidden was found, each once.
#[expect(
    clippy::disallowed_methods,
    reason = "the gate compares the hidden forms with the file; only numbers and pages leave this function"
)]
pub(super) fn search(content: &Content, hidden: &[HiddenForm], allowed: &[Allowed]) -> Vec<Hit> {
    let folded = hidden.iter().enumerate().map(|(at, form)| Form {
        at,
        number: form.number,
        ordinary: form.ordinary_word,
        kept_in: form.kept_in.clone(),
        in_contents: form.in_contents,
        text: Folded::new(form.text.reveal()),
    });
    let allowed = allowed.iter().map(|phrase| (Folded::new(phrase.text.reveal()), phrase.only_in)).collect();
    let forms = Forms::new(folded.collect(), allowed);
    let hit = |form: usize, found_in, part| {
        hidden.get(form).map(|found| Hit { form, hidden_in: found.number, found_in, part })
    };
    let mut hits = BTreeSet::new();
    for (at, page) in content.pages.iter().enumerate() {
        let part = Part::Page(u32::try_from(at + 1).unwrap_or(u32::MAX));
        let in_text = |text: &str| forms.on_page(&Folded::new(text), page.testimony, is_contents(page));
        let mut found: BTreeSet<usize> = in_text(&page.text).into_keys().map(|(_, form)| form).collect();
        // A name may be broken from one page to the next: what is found only when both are read as one stands on the seam.
        if let Some((tail, head)) = content.seam(at) {
            let (whole, tail, head) = (in_text(&format!("{tail}\n{head}")), in_text(&tail), in_text(&head));
            let apart = |key| tail.get(key).unwrap_or(&0) + head.get(key).unwrap_or(&0);
            found.extend(whole.iter().filter(|(key, count)| **count > apart(key)).map(|((_, form), _)| *form));
        }
        hits.extend(found.into_iter().filter_map(|form| hit(form, page.testimony, part)));
    }
    for text in &content.strings {
        let found = forms.on_page(&Folded::new(text), None, false);
        hits.extend(found.into_keys().filter_map(|(_, form)| hit(form, None, Part::Hidden)));
    }
    for text in &content.streams {
        let found = forms.among_bytes(&fold::joined_plain(text));
        hits.extend(found.into_iter().filter_map(|form| hit(form, None, Part::Hidden)));
    }
    hits.into_iter().collect()
}

/// A form, folded.
struct Form {
    /// Its place in the caller's list.
    at: usize,
    number: u32,
    ordinary: bool,
    kept_in: BTreeSet<u32>,
    in_contents: bool,
    text: Folded,
}

/// All forms, by the way they are looked for.
struct Forms {
    /// The testimony of each form.
    numbers: BTreeMap<usize, u32>,
    /// Where each form may stand all the same: testimonies, and `None` for the frame.
    kept_in: BTreeMap<usize, BTreeSet<Option<u32>>>,
    /// The only testimony of each allowed phrase.
    only_in: Vec<Option<u32>>,
    /// Ordinary words, in their own testimony.
    exact: Patterns,
    exact_parted: Patterns,
    /// All others, everywhere.
    joined: Patterns,
    parted: Patterns,
    squeezed: Patterns,
    /// Long ones, among bytes.
    in_bytes: Patterns,
    /// Phrases that may stand, in both readings of their hyphens.
    allowed: Patterns,
    allowed_parted: Patterns,
}

impl Forms {
    fn new(forms: Vec<Form>, allowed: Vec<(Folded, Option<u32>)>) -> Self {
        let only_in = allowed.iter().map(|(_, only_in)| *only_in).collect();
        let kept_in = forms
            .iter()
            .map(|form| {
                let frame = form.in_contents.then_some(None);
                (form.at, form.kept_in.iter().copied().map(Some).chain(frame).collect())
            })
            .collect();
        let numbers = forms.iter().map(|form| (form.at, form.number)).collect();
        let (narrow, wide): (Vec<_>, Vec<_>) =
            forms.into_iter().partition(|form| form.ordinary || form.text.joined.plain.chars().count() < SHORT);
        // Kim hidden and *Kims* printed: an ordinary word has a genitive as well.
        let of = |text: fn(&Folded) -> &String| {
            Patterns::new(narrow.iter().flat_map(|form| with_genitive(text(&form.text)).map(|text| (text, form.at))))
        };
        let whole = |text: fn(&Folded) -> &String| {
            Patterns::new(wide.iter().flat_map(|form| with_genitive(text(&form.text)).map(|text| (text, form.at))))
        };
        let pick = |wanted: fn(&Folded) -> bool, text: fn(&Folded) -> &String| {
            let wanted = wide.iter().filter(|form| wanted(&form.text));
            Patterns::new(wanted.map(|form| (text(&form.text).clone(), form.at)))
        };
        let phrases = |text: fn(&Folded) -> &String| {
            Patterns::new(allowed.iter().enumerate().map(|(at, (phrase, _))| (text(phrase).clone(), at)))
        };
        Self {
            allowed: phrases(|text| &text.joined.plain),
            allowed_parted: phrases(|text| &text.parted.plain),
            numbers,
            kept_in,
            only_in,
            exact: of(|text| &text.joined.exact),
            exact_parted: of(|text| &text.parted.exact),
            joined: whole(|text| &text.joined.plain),
            parted: whole(|text| &text.parted.plain),
            squeezed: pick(
                |text| {
                    let digits = text.joined.plain.bytes().filter(u8::is_ascii_digit).count();
                    digits >= MANY_DIGITS || text.squeezed.text.len() >= LONG
                },
                |text| &text.squeezed.text,
            ),
            in_bytes: pick(|text| text.joined.plain.len() >= IN_BYTES, |text| &text.joined.plain),
        }
    }

    /// How often each form was found, by pattern and form: those that must stand nowhere, and, in their own testimony, those that are
    /// ordinary words elsewhere.
    fn on_page(&self, text: &Folded, testimony: Option<u32>, contents: bool) -> BTreeMap<(usize, usize), usize> {
        let mut found = BTreeMap::new();
        let mut count = |pattern: usize, forms: &BTreeSet<usize>, own: bool| {
            for &form in forms {
                let kept = (testimony.is_some() || contents)
                    && self.kept_in.get(&form).is_some_and(|kept| kept.contains(&testimony));
                let own_page = testimony.is_some() && self.numbers.get(&form).copied() == testimony;
                if !kept && (!own || own_page) {
                    *found.entry((pattern, form)).or_default() += 1;
                }
            }
        };
        // Patterns of all lists are numbered on, so that counts of different lists do not mix.
        let mut before = 0;
        let here =
            |phrase: usize| self.only_in.get(phrase).is_some_and(|only_in| only_in.is_none() || *only_in == testimony);
        let free = self.allowed.stretches(&text.joined.plain, here);
        self.joined.words(&text.joined.plain, |pattern, place, forms| {
            if !free.iter().any(|phrase| within(place, phrase)) {
                count(before + pattern, forms, false);
            }
        });
        before += self.joined.texts.len();
        for reading in [&text.parted, &text.split] {
            let free = self.allowed_parted.stretches(&reading.plain, here);
            self.parted.words(&reading.plain, |pattern, place, forms| {
                if !free.iter().any(|phrase| within(place, phrase)) {
                    count(before + pattern, forms, false);
                }
            });
            before += self.parted.texts.len();
            self.exact_parted.words(&reading.exact, |pattern, _, forms| count(before + pattern, forms, true));
            before += self.exact_parted.texts.len();
        }
        self.exact.words(&text.joined.exact, |pattern, _, forms| count(before + pattern, forms, true));
        before += self.exact.texts.len();
        self.squeezed.each(&text.squeezed.text, |pattern, start, end, forms| {
            if text.squeezed.whole(start, end) {
                count(before + pattern, forms, false);
            }
        });
        found
    }

    /// Long forms in bytes that may be text.
    fn among_bytes(&self, joined: &str) -> BTreeSet<usize> {
        let mut found = BTreeSet::new();
        self.in_bytes.words(joined, |_, _, forms| found.extend(forms));
        found
    }
}

/// Whether a page of the frame is the list of contents, which shows how each testimony begins.
fn is_contents(page: &Page) -> bool {
    const SEVERAL: usize = 3;
    page.testimony.is_none()
        && (page.text.trim_start().starts_with("Indhold") || page.text.matches("Vidnesbyrd ").count() >= SEVERAL)
}

/// Whether a place lies inside a phrase that is longer than it.
fn within(place: &Range<usize>, phrase: &Range<usize>) -> bool {
    phrase.start <= place.start && place.end <= phrase.end && phrase.len() > place.len()
}

/// A form, and its genitive when it is long enough that an s more does not make another word of it.
fn with_genitive(plain: &str) -> impl Iterator<Item = String> {
    let genitive =
        plain.chars().count() >= 3 && plain.ends_with(char::is_alphabetic) && !plain.ends_with(['s', 'x', 'z']);
    [Some(plain.to_owned()), genitive.then(|| format!("{plain}s"))].into_iter().flatten()
}
