//! Searching the folded file for the folded forms.

use super::fold::{Folded, closes, opens};
use super::read::Content;
use super::{HiddenForm, Hit, Part};
use aho_corasick::{AhoCorasick, MatchKind};
use std::collections::{BTreeMap, BTreeSet};

/// Forms shorter than this are treated as ordinary words (characters after folding).
const SHORT: usize = 3;
/// From this length on a form is also looked for across white space (bytes without white space).
const LONG: usize = 12;
/// In bytes that are not known to be text, only forms from this length on are looked for: shorter ones turn up by chance.
const IN_BYTES: usize = 6;

/// A form with at least so many digits is looked for across white space however short it is.
const MANY_DIGITS: usize = 5;

/// Patterns of one kind with the testimonies they were hidden in. Automaton and list have the same order.
struct Patterns {
    texts: Vec<String>,
    hidden_in: Vec<BTreeSet<u32>>,
    automaton: Option<AhoCorasick>,
}

impl Patterns {
    fn new(forms: impl Iterator<Item = (String, u32)>) -> Self {
        let mut by_text: BTreeMap<String, BTreeSet<u32>> = BTreeMap::new();
        for (text, number) in forms {
            if !text.is_empty() {
                by_text.entry(text).or_default().insert(number);
            }
        }
        let (texts, hidden_in): (Vec<_>, Vec<_>) = by_text.into_iter().unzip();
        let automaton = AhoCorasick::builder().match_kind(MatchKind::Standard).build(&texts).ok();
        Self { texts, hidden_in, automaton }
    }

    /// Calls `found` for every occurrence that begins and ends where a word does.
    fn words(&self, text: &str, mut found: impl FnMut(usize, &BTreeSet<u32>)) {
        self.each(text, |pattern, start, end, numbers| {
            if opens(text, start) && closes(text, end) {
                found(pattern, numbers);
            }
        });
    }

    /// Calls `found` with pattern, start, end and the testimonies for every occurrence, overlapping ones too.
    fn each(&self, text: &str, mut found: impl FnMut(usize, usize, usize, &BTreeSet<u32>)) {
        if let Some(automaton) = &self.automaton {
            for hit in automaton.find_overlapping_iter(text) {
                if let Some(hidden_in) = self.hidden_in.get(hit.pattern().as_usize()) {
                    found(hit.pattern().as_usize(), hit.start(), hit.end(), hidden_in);
                }
            }
        } else {
            // The automaton is only missing when the forms are too many for it; then each is looked for by itself.
            for (index, (pattern, hidden_in)) in self.texts.iter().zip(&self.hidden_in).enumerate() {
                text.match_indices(pattern.as_str()).for_each(|(at, m)| found(index, at, at + m.len(), hidden_in));
            }
        }
    }
}

/// Every place where something hidden was found, each once.
#[expect(
    clippy::disallowed_methods,
    reason = "the gate compares the hidden forms with the file; only numbers and pages leave this function"
)]
pub(super) fn search(content: &Content, hidden: &[HiddenForm]) -> Vec<Hit> {
    let forms = Forms::new(hidden.iter().map(|form| (Folded::new(form.text.reveal()), form)).collect());
    let mut hits = BTreeSet::new();
    for (at, page) in content.pages.iter().enumerate() {
        let part = Part::Page(u32::try_from(at + 1).unwrap_or(u32::MAX));
        let text = Folded::new(&page.text);
        let mut found: BTreeSet<u32> = forms.anywhere(&text).into_keys().map(|(_, number)| number).collect();
        found.extend(page.testimony.filter(|number| forms.in_own(&text, *number)));
        // A name may be broken from one page to the next: what is found only when both are read as one stands on the seam.
        if let Some((tail, head)) = content.seam(at) {
            let (whole, tail, head) = (
                forms.anywhere(&Folded::new(&format!("{tail}\n{head}"))),
                forms.anywhere(&Folded::new(&tail)),
                forms.anywhere(&Folded::new(&head)),
            );
            let apart = |key| tail.get(key).unwrap_or(&0) + head.get(key).unwrap_or(&0);
            found.extend(whole.iter().filter(|(key, count)| **count > apart(key)).map(|((_, number), _)| *number));
        }
        hits.extend(found.into_iter().map(|hidden_in| Hit { hidden_in, found_in: page.testimony, part }));
    }
    let hidden_part = |hidden_in| Hit { hidden_in, found_in: None, part: Part::Hidden };
    for text in &content.strings {
        hits.extend(forms.anywhere(&Folded::new(text)).into_keys().map(|(_, number)| hidden_part(number)));
    }
    for text in &content.streams {
        hits.extend(forms.among_bytes(&Folded::new(text)).into_iter().map(hidden_part));
    }
    hits.into_iter().collect()
}

/// All forms, by the way they are looked for.
struct Forms {
    /// Ordinary words, in their own testimony.
    exact: Patterns,
    exact_parted: Patterns,
    /// All others, everywhere.
    joined: Patterns,
    parted: Patterns,
    squeezed: Patterns,
    /// Long ones, among bytes.
    in_bytes: Patterns,
}

impl Forms {
    fn new(folded: Vec<(Folded, &HiddenForm)>) -> Self {
        let (narrow, wide): (Vec<_>, Vec<_>) = folded
            .into_iter()
            .partition(|(fold, form)| form.ordinary_word || fold.joined.plain.chars().count() < SHORT);
        let of = |entries: &[(Folded, &HiddenForm)], text: fn(&Folded) -> &String| {
            Patterns::new(entries.iter().map(|(fold, form)| (text(fold).clone(), form.number)))
        };
        let whole = |text: fn(&Folded) -> &String| {
            Patterns::new(
                wide.iter().flat_map(|(fold, form)| with_genitive(text(fold)).map(|text| (text, form.number))),
            )
        };
        let pick = |wanted: fn(&Folded) -> bool, text: fn(&Folded) -> &String| {
            let entries = wide.iter().filter(|(fold, _)| wanted(fold));
            Patterns::new(entries.map(|(fold, form)| (text(fold).clone(), form.number)))
        };
        Self {
            exact: of(&narrow, |fold| &fold.joined.exact),
            exact_parted: of(&narrow, |fold| &fold.parted.exact),
            joined: whole(|fold| &fold.joined.plain),
            parted: whole(|fold| &fold.parted.plain),
            squeezed: pick(
                |fold| {
                    let digits = fold.joined.plain.bytes().filter(u8::is_ascii_digit).count();
                    digits >= MANY_DIGITS || fold.squeezed.text.len() >= LONG
                },
                |fold| &fold.squeezed.text,
            ),
            in_bytes: pick(|fold| fold.joined.plain.len() >= IN_BYTES, |fold| &fold.joined.plain),
        }
    }

    /// Forms that must not stand anywhere: how often each was found, by its place in the lists and the testimony it was hidden in.
    fn anywhere(&self, text: &Folded) -> BTreeMap<(usize, u32), usize> {
        let mut found = BTreeMap::new();
        let mut count = |pattern: usize, numbers: &BTreeSet<u32>| {
            for &number in numbers {
                *found.entry((pattern, number)).or_default() += 1;
            }
        };
        self.joined.words(&text.joined.plain, |pattern, numbers| count(pattern, numbers));
        let before = self.joined.texts.len();
        self.parted.words(&text.parted.plain, |pattern, numbers| count(before + pattern, numbers));
        self.parted.words(&text.split.plain, |pattern, numbers| count(before + pattern, numbers));
        let before = before + self.parted.texts.len();
        self.squeezed.each(&text.squeezed.text, |pattern, start, end, numbers| {
            if text.squeezed.whole(start, end) {
                count(before + pattern, numbers);
            }
        });
        found
    }

    /// Whether a form that is an ordinary word elsewhere stands in this text of its own testimony.
    fn in_own(&self, text: &Folded, number: u32) -> bool {
        let mut found = false;
        self.exact.words(&text.joined.exact, |_, numbers| found |= numbers.contains(&number));
        for text in [&text.parted.exact, &text.split.exact] {
            self.exact_parted.words(text, |_, numbers| found |= numbers.contains(&number));
        }
        found
    }

    /// Long forms in bytes that may be text.
    fn among_bytes(&self, text: &Folded) -> BTreeSet<u32> {
        let mut found = BTreeSet::new();
        self.in_bytes.words(&text.joined.plain, |_, numbers| found.extend(numbers));
        found
    }
}

/// A form, and its genitive when it is long enough that an s more does not make another word of it.
fn with_genitive(plain: &str) -> impl Iterator<Item = String> {
    let genitive =
        plain.chars().count() >= 4 && plain.ends_with(char::is_alphabetic) && !plain.ends_with(['s', 'x', 'z']);
    [Some(plain.to_owned()), genitive.then(|| format!("{plain}s"))].into_iter().flatten()
}
