//! From a collection to an edition: gather what is approved, set it, read it back, write it, record it. Shared by `udgiv` and `demo`.

use super::failure::leaked;
use super::{Exit, Failure};
use crate::config::Settings;
use crate::personal::Personal;
use crate::publish::edition::{self, BOOKLET, Manifest};
use crate::publish::leak::{self, Allowed, Decided, HiddenForm, Leak};
use crate::publish::{Assurance, Entry, Frame, PublishError, reading_pdf};
use crate::redact::Subject;
use crate::redact::lexicon::Lexicon;
use crate::redact::rules::RuleSet;
use crate::review::{Decision, Review, WithRules};
use crate::store::folder::EDITIONS;
use crate::store::{Collection, Edition, EditionNumber, Identity, Number, State};
use jiff::civil::Date;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// What a collection has for a booklet.
#[derive(Default)]
pub(super) struct Gathered {
    /// Approved, in the order of their numbers.
    pub(super) entries: Vec<Entry>,
    /// What must not be found in it.
    pub(super) hidden: Vec<HiddenForm>,
    /// Phrases that may stand, whatever is hidden inside them.
    allowed: Vec<Allowed>,
    /// What the coordinator types to name the person or the number with that form in that testimony.
    labels: BTreeMap<(u32, Personal), String>,
    /// Approved once, but other words would be printed now: they wait for a new approval.
    pub(super) changed: Vec<Number>,
    /// What waits for the coordinator.
    pub(super) waiting: usize,
}

/// What came of it.
pub(super) struct Made {
    /// The booklet.
    pub(super) path: PathBuf,
    /// What it was made of.
    pub(super) manifest: Manifest,
    /// Whether this very edition was there before, unchanged.
    pub(super) unchanged: bool,
}

impl Gathered {
    /// The label of a form by its place in [`Gathered::hidden`].
    fn label(&self, form: usize) -> Option<String> {
        let form = self.hidden.get(form)?;
        self.labels.get(&(form.number, form.text.clone())).cloned()
    }
}

/// Why there is no edition.
pub(super) enum NotMade {
    /// The gate stopped it; the hits say where.
    Leak(Leak),
    /// Anything else.
    Other(Failure),
}

impl NotMade {
    /// For the coordinator.
    pub(super) fn into_failure(self, gathered: &Gathered) -> Failure {
        match self {
            Self::Leak(leak) => leaked(&leak, |form| gathered.label(form)),
            Self::Other(failure) => failure,
        }
    }
}

impl<E: Into<Failure>> From<E> for NotMade {
    fn from(error: E) -> Self {
        Self::Other(error.into())
    }
}

/// Opens every dossier. One that cannot be analysed stops the edition: what was hidden in it is not known, so it could not be looked for.
///
/// # Errors
/// Store or engine.
pub(super) fn gather(collection: &Collection, identity: &Identity, rules: &RuleSet) -> Result<Gathered, Failure> {
    let mut decided = Vec::new();
    let mut gathered = Gathered::default();
    for row in collection.rows()? {
        // What is withdrawn is gone; what is unread or in quarantine has hidden nothing yet and is not printed.
        if matches!(row.state, State::Unread | State::Withdrawn | State::Quarantined) {
            continue;
        }
        let dossier = collection.dossier::<Decision>(row.number, identity)?;
        let review =
            Review::open(dossier.reading, dossier.log, WithRules::new(rules).of(row.number)).map_err(|_| {
                Failure::new(
                    Exit::Refused,
                    "Hæftet blev ikke lavet.",
                    format!(
                        "Navnesøgningen gik i stå i vidnesbyrd {}, så ingen ved, hvad der skal skjules dér.",
                        row.number
                    ),
                    format!(
                        "Kør kommandoen igen. Sker det igen, så læs det med »vidnesbyrd vis {0} --raa«. Skal det ikke med, så gem mailen et \
                         andet sted, og slet det her med »vidnesbyrd tilbagekald {0}«. Så kan de andre trykkes.",
                        row.number
                    ),
                )
            })?;
        gathered.labels.extend(labels(&review).map(|(form, label)| ((row.number.0, form), label)));
        decided.push(Decided {
            number: row.number.0,
            hidden: review.hidden_forms(),
            kept: review.kept_forms(),
            coarsened: review.coarsened_forms(),
        });
        match (row.state, review.released()) {
            (State::Approved, Ok(released)) => gathered.entries.push(Entry::new(row.number.0, released)),
            (State::Approved, Err(_)) => gathered.changed.push(row.number),
            (State::Waiting, _) => gathered.waiting += 1,
            _ => {}
        }
    }
    let lexicon = Lexicon::shipped();
    let printed = gathered.entries.iter().map(|entry| entry.text().to_string().to_lowercase());
    let kept = decided.iter().flat_map(|testimony| {
        testimony.kept.iter().map(|form| Allowed { text: form.clone(), only_in: Some(testimony.number) })
    });
    let phrases = printed.flat_map(|text| kept_phrases(lexicon, &text));
    gathered.allowed = kept.chain(phrases.map(|text| Allowed { text, only_in: None })).collect();
    gathered.hidden = leak::hidden_forms(&decided, |word| {
        let entry = lexicon.entry(word);
        entry.is_danish_word() || entry.is_english_word() || entry.is_kept()
    });
    mark_openings(&mut gathered);
    Ok(gathered)
}

/// The list of contents shows how each testimony begins: what a testimony keeps and begins with may stand there too.
#[expect(clippy::disallowed_methods, reason = "compared with words that are printed anyway")]
fn mark_openings(gathered: &mut Gathered) {
    /// More characters than an entry of the contents has.
    const OPENING_CHARS: usize = 120;
    let openings: BTreeMap<u32, String> = gathered
        .entries
        .iter()
        .map(|entry| {
            (entry.number(), entry.text().to_string().chars().take(OPENING_CHARS).collect::<String>().to_lowercase())
        })
        .collect();
    for form in &mut gathered.hidden {
        let text = form.text.reveal().to_lowercase();
        form.in_contents =
            form.kept_in.iter().any(|number| openings.get(number).is_some_and(|opening| opening.contains(&text)));
    }
}

/// The phrases of a text (in lower case) that the shipped lists keep whole: `mary fonden`.
fn kept_phrases(lexicon: &Lexicon, text: &str) -> Vec<Personal> {
    let starts = text.char_indices().scan(' ', |before, (at, c)| {
        let starts_word = c.is_alphanumeric() && !before.is_alphanumeric();
        *before = c;
        Some(starts_word.then_some(at))
    });
    starts
        .flatten()
        .filter_map(|at| {
            let rest = text.get(at..)?;
            rest.get(..lexicon.kept_phrase(rest)?)
        })
        .filter(|phrase| phrase.contains(' '))
        .map(|phrase| Personal::new(phrase.to_owned()))
        .collect()
}

/// Every form of a text as it stands there, with the label of what it belongs to.
#[expect(clippy::disallowed_methods, reason = "the forms go straight into Personal again")]
fn labels<'a>(review: &'a Review<'_>) -> impl Iterator<Item = (Personal, String)> + 'a {
    let labelled = |subject: &Subject| review.label(subject.id).map(|label| label.to_string());
    let subjects = review.analysis().subjects.iter().filter_map(move |subject| Some((subject, labelled(subject)?)));
    subjects.flat_map(move |(subject, label)| {
        let forms = review.analysis().spans(subject).map(|span| review.reading().text.slice(span).to_owned());
        forms.map(move |form| (Personal::new(form), label.clone()))
    })
}

/// The frame as the settings give it. Edition and date are filled in by [`make`].
///
/// # Errors
/// When the preface cannot be read.
pub(super) fn frame(settings: &Settings, review: Assurance) -> Result<Frame, Failure> {
    let preface_markdown = match &settings.preface {
        None => String::new(),
        Some(path) => std::fs::read_to_string(path).map_err(|error| {
            Failure::new(
                Exit::Input,
                "Forordet kan ikke læses.",
                format!("Styresystemet siger: {}.", crate::cli::danish::io(error.kind())),
                "Se efter, om filen i »preface« i vidnesbyrd.toml findes i samlingens mappe og er gemt som UTF-8.",
            )
        })?,
    };
    Ok(Frame {
        title: settings.title.clone(),
        subtitle: settings.subtitle.clone().unwrap_or_default(),
        date: Date::ZERO,
        edition: 0,
        publisher: settings.publisher.clone().unwrap_or_default(),
        contact: settings.contact.clone().unwrap_or_default(),
        preface_markdown,
        review,
    })
}

/// Sets, checks, writes and records an edition; or, when nothing has changed since the last one, checks that one anew.
///
/// With a `date`, only an edition of that date counts as the same.
///
/// # Errors
/// Everything that stops an edition. Nothing is written or recorded then.
pub(super) fn make(
    collection: &Collection,
    frame: Frame,
    gathered: &Gathered,
    date: Option<Date>,
) -> Result<Made, NotMade> {
    let entries = &gathered.entries;
    if entries.is_empty() {
        return Err(PublishError::Empty.into());
    }
    let editions = collection.folder().join(EDITIONS);
    if let Some(made) = same_again(collection, &frame, gathered, date)? {
        return Ok(made);
    }
    let number = collection.next_edition()?;
    let frame = Frame { edition: number.0, date: date.unwrap_or_else(|| jiff::Zoned::now().date()), ..frame };
    let checked =
        leak::check(reading_pdf(&frame, entries)?, &gathered.hidden, &gathered.allowed).map_err(NotMade::Leak)?;
    let manifest = Manifest::new(&frame, entries, &checked);
    let path = edition::write(&editions, &checked, &manifest)?.join(BOOKLET);
    let hashes: BTreeMap<Number, _> =
        entries.iter().map(|entry| (Number(entry.number()), collection.text_hash(&entry.text().to_string()))).collect();
    if let Err(error) = collection.record_edition(&Edition { number, date: frame.date, entries: hashes }) {
        // An edition that nobody can account for is no edition.
        edition::take_back(&editions, number.0)?;
        return Err(error.into());
    }
    Ok(Made { path, manifest, unchanged: false })
}

/// The last edition, when it would come out the same. It is set and searched again all the same: what is hidden may have become more.
fn same_again(
    collection: &Collection,
    frame: &Frame,
    gathered: &Gathered,
    date: Option<Date>,
) -> Result<Option<Made>, NotMade> {
    let Some(last) = collection.editions()?.pop() else { return Ok(None) };
    let editions = collection.folder().join(EDITIONS);
    let EditionNumber(number) = last.number;
    let Some(before) = edition::manifest(&editions, number)? else { return Ok(None) };
    let same = before.content == edition::content_hash(frame, &gathered.entries)
        && date.is_none_or(|date| date == before.date);
    if !same {
        return Ok(None);
    }
    let frame = Frame { edition: number, date: before.date, ..frame.clone() };
    let checked = leak::check(reading_pdf(&frame, &gathered.entries)?, &gathered.hidden, &gathered.allowed)
        .map_err(NotMade::Leak)?;
    let path = edition::folder(&editions, number).join(BOOKLET);
    // The same words in other bytes: the file was changed, or the program is a newer one. Then there is a new edition.
    let on_disk = std::fs::read(&path).ok();
    let manifest = Manifest::new(&frame, &gathered.entries, &checked);
    let unchanged = on_disk.as_deref() == Some(checked.pdf().bytes());
    Ok(unchanged.then_some(Made { path, manifest, unchanged: true }))
}
