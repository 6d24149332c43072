//! `demo`: the whole main job on the shipped mails. No server, no question, and nobody looks: every doubt is settled by hiding.

mod fixtures;

use super::booklet::{self, Made, NotMade};
use super::take_in::TakeIn;
use super::tally::numbers;
use super::{Context, Exit, Failure, names};
use crate::config::Settings;
use crate::intake::{Class, InputKind, RawMessage};
use crate::personal::Personal;
use crate::publish::leak::Leak;
use crate::publish::{Assurance, Frame};
use crate::redact::rules::RuleSet;
use crate::redact::subject::form_key;
use crate::redact::{Kind, Role, Subject, Tier};
use crate::review::{Act, Decision, Refusal, RejectReason, Review, WithRules};
use crate::store::folder::{DATABASE, SETTINGS};
use crate::store::{Collection, Identity, NewCollection, Number, Reason, Row, Source, State, StoreError, create};
use fixtures::MAILS;
use jiff::Timestamp;
use jiff::civil::Date;
use secrecy::SecretString;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// Argumenter til »demo«.
#[derive(clap::Args)]
pub struct DemoArgs {
    /// Mappen, som prøven laves i
    #[arg(long = "ud", visible_alias = "out", value_name = "MAPPE", default_value = "demo")]
    pub out: PathBuf,
    /// Datoen på forsiden, år-måned-dag; ellers dagen i dag
    #[arg(long = "dato", visible_alias = "date", value_name = "ÅÅÅÅ-MM-DD")]
    pub date: Option<Date>,
}

/// Opens the demo's collection. It protects nothing: every mail in it is invented and shipped in the clear.
const DEMO_PASSPHRASE: &str = "prøve med opdigtede mails";

const SETTINGS_TEXT: &str = r#"# Indstillinger for prøven.
[collection]
title = "Når hjælpen ikke kommer"
subtitle = "Forældre fortæller om mødet med kommunen"
publisher = "Foreningen Prøveklude"
contact = "hej@proeveklude.example"
coordinator = "DEMO"
preface = "forord.md"
"#;

const PREFACE: &str = include_str!("demo/forord.md");

/// So often a booklet that the gate stopped is mended and made again.
const ROUNDS: usize = 3;

/// What was done without anybody looking.
#[derive(Default)]
struct Settled {
    approved: BTreeMap<Number, Counted>,
    left_out: BTreeMap<&'static str, Vec<Number>>,
}

impl Settled {
    fn add(&mut self, number: Number, counted: Counted) {
        self.approved.insert(number, counted);
    }

    fn leave_out(&mut self, reason: &'static str, number: Number) {
        self.approved.remove(&number);
        self.left_out.entry(reason).or_default().push(number);
    }

    fn sum(&self, of: fn(&Counted) -> usize) -> usize {
        self.approved.values().map(of).sum()
    }
}

/// Runs the main job from mails to booklet.
///
/// # Errors
/// A folder with something else in it; otherwise everything that can stop the real commands.
pub fn run(args: &DemoArgs, context: &mut Context<'_>) -> Result<(), Failure> {
    let folder = args.out.as_path();
    let passphrase = SecretString::from(DEMO_PASSPHRASE);
    step(context, 1, "Opretter en samling med nøgle og indstillinger")?;
    open_or_create(folder, &passphrase)?;
    let settings = Settings::load(folder)?;
    let collection = Collection::open(folder)?.act_as(Some(settings.coordinator.clone()));
    let identity = collection.unlock(&passphrase).map_err(|error| match error {
        StoreError::WrongPassphrase | StoreError::NoIdentity => not_a_demo(),
        other => other.into(),
    })?;

    step(context, 2, &format!("Tager {} opdigtede mails ind, forsegler og læser dem", MAILS.len()))?;
    let rules = &names::known(RuleSet::shipped()?, &collection, &identity)?;
    take_all_in(&collection, rules)?;

    step(context, 3, "Finder navne og numre, skjuler dem og alt, der er tvivl om")?;
    let desk = Desk { collection: &collection, identity: &identity, rules, by: settings.coordinator.as_str() };
    let mut settled = desk.settle_all()?;

    step(context, 4, "Sætter hæftet og læser det færdige hæfte igennem for alt, der er skjult")?;
    let frame = booklet::frame(&settings, Assurance::Sample)?;
    let made = desk.make(&frame, args.date, &mut settled)?;

    let manifest = &made.manifest;
    let pages: usize = manifest.files.iter().map(|file| file.pages).sum();
    let mut out = format!("\n✓ Hæftet ligger her: {}\n", made.path.display());
    if made.unchanged {
        // Writing to a string cannot fail.
        _ = writeln!(
            out,
            "  Det er fra sidst: intet er ændret siden udgave {}, og ingen fil er rørt.",
            manifest.edition
        );
    }
    out.push_str(&report(&settled, manifest.testimonies.len(), pages, manifest.hidden_forms_searched));
    _ = writeln!(
        out,
        "\nI en rigtig samling afgør et menneske hver tvivl og godkender hver tekst. Begynd med: vidnesbyrd -C MAPPE opret"
    );
    context.out.write_all(out.as_bytes())?;
    Ok(())
}

fn step(context: &mut Context<'_>, number: u8, what: &str) -> Result<(), Failure> {
    writeln!(context.err, "[{number}/4] {what} …")?;
    Ok(context.err.flush()?)
}

/// A new collection, or the demo's own from an earlier run. Anything else is left alone.
fn open_or_create(folder: &Path, passphrase: &SecretString) -> Result<(), Failure> {
    if folder.join(DATABASE).exists() {
        let ours = std::fs::read_to_string(folder.join(SETTINGS)).is_ok_and(|text| text == SETTINGS_TEXT);
        return if ours { Ok(()) } else { Err(not_a_demo()) };
    }
    create(folder, &NewCollection { settings: SETTINGS_TEXT, passphrase, extra_recipients: &[], by: None })?;
    std::fs::write(folder.join("forord.md"), PREFACE).map_err(|error| {
        Failure::new(
            Exit::Input,
            "Prøven kunne ikke laves færdig.",
            format!("Styresystemet siger: {}.", crate::cli::danish::io(error.kind())),
            "Se efter, om disken er fuld, slet mappen, og prøv igen.",
        )
    })
}

fn not_a_demo() -> Failure {
    Failure::new(
        Exit::Input,
        "Prøven blev ikke lavet.",
        "Der ligger allerede en anden samling i mappen. Den er ikke rørt.",
        "Vælg en tom mappe: vidnesbyrd demo --ud MAPPE",
    )
}

/// The same way in as `importer`. A mail that is there already is recognised.
fn take_all_in(collection: &Collection, rules: &RuleSet) -> Result<(), Failure> {
    let mut take_in = TakeIn::new(collection, rules, std::iter::empty())?;
    for (name, bytes) in MAILS {
        let kind = InputKind::of(name, bytes).unwrap_or(InputKind::Mail);
        take_in.take_in(&RawMessage::new(bytes.to_vec()), kind, &Source::File, Timestamp::now())?;
    }
    Ok(())
}

/// Where the decisions are made that a human would make.
struct Desk<'a> {
    collection: &'a Collection,
    identity: &'a Identity,
    rules: &'a RuleSet,
    by: &'a str,
}

impl Desk<'_> {
    /// Reviews everything that waits: sure persons stay hidden, every doubt and every unvouched word is hidden, and what is a whole,
    /// readable testimony or supplement is approved. The rest is left out with its reason.
    fn settle_all(&self) -> Result<Settled, Failure> {
        let mut settled = Settled::default();
        for row in self.collection.rows()? {
            let reason = match without_a_look(&row) {
                Some(reason) => Err(reason),
                None => self.change(row.number, |review| settle(review, self.by))?,
            };
            match reason {
                Ok(counted) => settled.add(row.number, counted),
                Err(reason) => settled.left_out.entry(reason).or_default().push(row.number),
            }
        }
        Ok(settled)
    }

    /// Opens a case, lets `work` decide in it, and saves what was decided. The inner error is a reason to leave the text out.
    fn change(
        &self,
        number: Number,
        work: impl FnOnce(&mut Review<'_>) -> Result<(), Refusal>,
    ) -> Result<Result<Counted, &'static str>, Failure> {
        let mut dossier = self.collection.dossier::<Decision>(number, self.identity)?;
        let opened = Review::open(dossier.reading.clone(), dossier.log.clone(), WithRules::new(self.rules).of(number));
        let Ok(mut review) = opened else { return Ok(Err("navnesøgningen gik i stå")) };
        let refused = work(&mut review).err();
        let summary = review.summary();
        if review.log().len() > dossier.log.len() {
            dossier.log = review.log().to_vec();
            self.collection.save(number, &mut dossier, &summary)?;
        }
        Ok(match refused {
            None => Ok(Counted::new(&review, summary.persons)),
            Some(refusal) => Err(why_refused(&refusal)),
        })
    }

    /// Makes the edition. Where the gate finds a hidden form in a text, the form is hidden there wherever it stands, and the booklet is
    /// made again; a text that the gate still stops is left out. A coordinator would be shown the place instead.
    fn make(&self, frame: &Frame, date: Option<Date>, settled: &mut Settled) -> Result<Made, Failure> {
        let mut round = 0;
        loop {
            let gathered = booklet::gather(self.collection, self.identity, self.rules)?;
            round += 1;
            let hits = match booklet::make(self.collection, frame.clone(), &gathered, date) {
                Ok(made) => return Ok(made),
                Err(NotMade::Leak(Leak::Found(hits))) if round <= ROUNDS => hits,
                Err(not_made) => return Err(not_made.into_failure(&gathered)),
            };
            let places: BTreeSet<(u32, usize)> =
                hits.iter().filter_map(|hit| Some((hit.found_in?, hit.form))).collect();
            if places.is_empty() {
                return Err(NotMade::Leak(Leak::Found(hits)).into_failure(&gathered));
            }
            let numbers: BTreeSet<u32> = places.iter().map(|(number, _)| *number).collect();
            for number in numbers {
                let forms = places.iter().filter(|(place, _)| *place == number);
                let forms: Vec<&Personal> =
                    forms.filter_map(|(_, form)| Some(&gathered.hidden.get(*form)?.text)).collect();
                let last_round = round == ROUNDS;
                let done = self.change(Number(number), |review| {
                    if last_round { set_aside(review, self.by) } else { hide_words(review, &forms, self.by) }
                })?;
                match done {
                    Ok(counted) if !last_round => settled.add(Number(number), counted),
                    _ => settled.leave_out("noget skjult blev ved med at stå i teksten", Number(number)),
                }
            }
        }
    }
}

/// Why a mail is left out without being opened, if it is.
const fn without_a_look(row: &Row) -> Option<&'static str> {
    match row.state {
        State::Quarantined => {
            return Some(match row.reason {
                Some(Reason::Unreadable) => "der var ingen tekst",
                _ => "kunne ikke læses",
            });
        }
        State::Unread => return Some("ikke læst"),
        State::Rejected | State::Withdrawn => return Some("ikke med"),
        State::Waiting | State::Approved => {}
    }
    match row.class {
        Some(Class::Testimony | Class::Supplement) => None,
        Some(other) => Some(other.danish()),
        None => Some("ikke læst"),
    }
}

const fn why_refused(refusal: &Refusal) -> &'static str {
    match refusal {
        Refusal::OriginalNotRead => "et menneske må læse originalen (fremmed sprog eller noget, der ikke kunne læses)",
        Refusal::NothingToPrint => "der var intet at trykke",
        _ => "kunne ikke afgøres uden et menneske",
    }
}

/// Hides what waits and approves. On an earlier demo's work there is nothing left to do.
fn settle(review: &mut Review<'_>, by: &str) -> Result<(), Refusal> {
    if review.released().is_ok() {
        return Ok(());
    }
    if review.needs_human() {
        return Err(Refusal::OriginalNotRead);
    }
    let waiting: Vec<Subject> =
        review.waiting().into_iter().filter_map(|id| review.analysis().subject(id).cloned()).collect();
    let mut words = BTreeSet::new();
    for subject in waiting {
        if subject.kind == Kind::Unvouched {
            words.extend(subject.forms);
        } else {
            let (kind, role) = review.proposed(&subject);
            decide(review, by, Act::Hide { forms: subject.forms, kind, role })?;
        }
    }
    if !words.is_empty() {
        decide(review, by, Act::Words { hide: words, keep: BTreeSet::new() })?;
    }
    let approval = review.approval(false);
    decide(review, by, approval)
}

/// Hides words wherever they stand, and approves again.
#[expect(clippy::disallowed_methods, reason = "a form goes into its own key")]
fn hide_words(review: &mut Review<'_>, forms: &[&Personal], by: &str) -> Result<(), Refusal> {
    for form in forms {
        let word = form_key(form.reveal());
        let known = review.analysis().subjects.iter().find(|subject| subject.forms.contains(&word));
        let (kind, role) = known.map_or((Kind::Person, Role::Other), |subject| review.proposed(subject));
        decide(review, by, Act::HideWord { word, kind, role })?;
    }
    settle(review, by)
}

/// Takes an approval back by rejecting the text, so that it is in no edition.
fn set_aside(review: &mut Review<'_>, by: &str) -> Result<(), Refusal> {
    decide(review, by, Act::Reject { reason: RejectReason::TooRecognisable })
}

fn decide(review: &mut Review<'_>, by: &str, act: Act) -> Result<(), Refusal> {
    review.decide(Decision { at: Timestamp::now(), by: by.to_owned(), act })
}

/// What was hidden in one text.
struct Counted {
    persons: usize,
    doubts: usize,
    words: usize,
}

impl Counted {
    fn new(review: &Review<'_>, persons: usize) -> Self {
        let printed = review.analysis().subjects.iter().filter(|subject| !review.is_folded(subject));
        let of = |tier| printed.clone().filter(|subject| subject.tier == tier).count();
        Self { persons, doubts: of(Tier::Doubt), words: of(Tier::Unvouched) }
    }
}

fn report(settled: &Settled, texts: usize, pages: usize, searched: usize) -> String {
    let mut out = String::new();
    let mut line = |text: String| _ = writeln!(out, "  {text}");
    line(format!("{texts} vidnesbyrd på {pages} sider"));
    line(format!("{} mennesker er skjult bag deres rolle", settled.sum(|counted| counted.persons)));
    line(format!(
        "{} gange var programmet i tvivl og skjulte; desuden {} ord, som ingen kendte",
        settled.sum(|counted| counted.doubts),
        settled.sum(|counted| counted.words)
    ));
    line(format!("{searched} skjulte navne og numre er søgt i det færdige hæfte; ingen af dem står der"));
    if !settled.left_out.is_empty() {
        line("Ikke med:".to_owned());
        for (why, which) in &settled.left_out {
            line(format!("  {} – {why}", numbers(which)));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_demo_s_settings_are_valid() {
        let settings = Settings::parse(SETTINGS_TEXT, Path::new("demo")).unwrap();
        assert!(settings.mailbox.is_none() && settings.preface.is_some());
    }

    #[test]
    fn another_collection_is_never_touched() {
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join("samling");
        let passphrase = SecretString::from("kanariefugle synger");
        let settings = crate::config::template::Template { title: "Vores", coordinator: "AB" }.render();
        create(
            &folder,
            &NewCollection { settings: &settings, passphrase: &passphrase, extra_recipients: &[], by: None },
        )
        .unwrap();
        let before = std::fs::read(folder.join(DATABASE)).unwrap();
        assert_eq!(open_or_create(&folder, &passphrase).unwrap_err().exit, Exit::Input);
        assert_eq!(std::fs::read(folder.join(DATABASE)).unwrap(), before);
    }
}
