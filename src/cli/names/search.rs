//! Searching testimonies again after the lists of names have changed. Each is noted when it is done, so that a search which was broken off
//! goes on where it stopped; every command that opens the collection finishes what is left.

use crate::cli::Context;
use crate::cli::failure::{Exit, Failure};
use crate::cli::session::Session;
use crate::cli::tally::numbers;
use crate::redact::Evidence;
use crate::redact::rules::RuleSet;
use crate::review::{Dossier, Review, Status, WithRules};
use crate::store::{Collection, Identity, Number, Row, State, StoreError, Summary};

/// What a search came to.
#[derive(Default)]
struct Searched {
    count: usize,
    /// Approved before, waiting now.
    reopened: Vec<Number>,
    /// Waiting before, and the text is now again the one that was approved.
    approved_again: Vec<Number>,
    /// Others in which more waits than before.
    more: Vec<Number>,
    /// A listed name is printed there, because a coordinator decided so.
    kept: Vec<Number>,
    /// Could not be searched; with why.
    failed: Vec<(Number, Failure)>,
}

/// `navne gennemsoeg`: searches what lags behind, which opening the collection has done already, and says how it stands.
///
/// # Errors
/// When a testimony cannot be searched.
pub(super) fn run(context: &mut Context<'_>) -> Result<(), Failure> {
    let session = Session::open(context)?;
    let left = again(session.collection(), session.identity(), session.rules())?;
    report(&left, context)?;
    if left.failed.is_empty() {
        writeln!(context.out, "Alle vidnesbyrd er gennemsøgt med navnelisten, som den er nu.")?;
    }
    told(left)
}

/// Searches everything with the lists as they are now, and tells what came of it.
///
/// # Errors
/// Exit 1 when something could not be searched: what is listed is stored and in force all the same.
pub(super) fn after_change(session: &mut Session, context: &mut Context<'_>) -> Result<(), Failure> {
    session.renew_names()?;
    let searched = again(session.collection(), session.identity(), session.rules())?;
    let count = searched.count;
    if count == 0 && searched.failed.is_empty() {
        writeln!(context.out, "Der er ingen vidnesbyrd at gennemsøge endnu.")?;
        return Ok(());
    }
    writeln!(
        context.out,
        "{}",
        super::counted(count, "vidnesbyrd er gennemsøgt igen.", "vidnesbyrd er gennemsøgt igen.")
    )?;
    report(&searched, context)?;
    if searched.reopened.is_empty() && searched.more.is_empty() && searched.failed.is_empty() {
        writeln!(context.out, "Intet nyt venter på dig.")?;
    }
    told(searched)
}

/// Finishes a search that was broken off, or that could not be made without the passphrase. What cannot be searched now does not stand in the
/// way of the command that asked: publishing looks at every text anew and prints none that reads differently from what was approved.
///
/// # Errors
/// When the database cannot be read.
pub fn finish(
    collection: &Collection,
    identity: &Identity,
    rules: &RuleSet,
    context: &mut Context<'_>,
) -> Result<(), Failure> {
    let searched = again(collection, identity, rules)?;
    if !searched.reopened.is_empty() {
        writeln!(
            context.err,
            "Navnelisten er ny siden sidst: {} var godkendt og venter nu på dig igen.",
            numbers(&searched.reopened)
        )?;
    }
    Ok(())
}

/// What the coordinator is to do about it.
fn report(searched: &Searched, context: &mut Context<'_>) -> Result<(), Failure> {
    let out = &mut context.out;
    if !searched.reopened.is_empty() {
        writeln!(
            out,
            "Venter på dig igen, for teksten ville nu blive en anden end den, du godkendte: {}.",
            numbers(&searched.reopened)
        )?;
        writeln!(out, "Se dem igennem med »vidnesbyrd gennemse NUMMER«, og godkend dem igen.")?;
    }
    if !searched.approved_again.is_empty() {
        writeln!(
            out,
            "Godkendt igen, for teksten er atter præcis den, du godkendte: {}.",
            numbers(&searched.approved_again)
        )?;
    }
    if !searched.more.is_empty() {
        writeln!(out, "Mere at tage stilling til: {}.", numbers(&searched.more))?;
    }
    if !searched.kept.is_empty() {
        writeln!(
            out,
            "Et navn på listen bliver trykt i {}, fordi det er besluttet at beholde det dér. Se efter med »vidnesbyrd vis NUMMER«.",
            numbers(&searched.kept)
        )?;
    }
    Ok(())
}

/// The failure of a search that is not whole.
fn told(mut searched: Searched) -> Result<(), Failure> {
    let which: Vec<Number> = searched.failed.iter().map(|(number, _)| *number).collect();
    match searched.failed.len() {
        0 => Ok(()),
        1 => Err(searched.failed.remove(0).1),
        count => Err(Failure::new(
            Exit::WorkRemains,
            format!("{count} vidnesbyrd kunne ikke gennemsøges igen."),
            format!(
                "Det gælder {}. Navnene er gemt, og ingen af dem bliver trykt, før de er gennemsøgt.",
                numbers(&which)
            ),
            "Kør »vidnesbyrd navne gennemsoeg«. Bliver det ved, så kør »vidnesbyrd tjek«.",
        )),
    }
}

/// Searches what lags behind. One that fails does not stop the others; it stays behind.
fn again(collection: &Collection, identity: &Identity, rules: &RuleSet) -> Result<Searched, Failure> {
    let mut searched = Searched::default();
    for number in collection.not_searched()? {
        match search(collection, identity, rules, number) {
            Ok(Some(came)) => {
                searched.count += 1;
                let after = came.summary;
                match (came.before.state, after.state) {
                    (State::Approved, State::Waiting) => searched.reopened.push(number),
                    (State::Waiting, State::Approved) => searched.approved_again.push(number),
                    (State::Waiting, State::Waiting) if after.waiting > came.before.waiting => {
                        searched.more.push(number)
                    }
                    _ => {}
                }
                if came.kept {
                    searched.kept.push(number);
                }
            }
            // Withdrawn meanwhile: nothing is left to search.
            Ok(None) => {}
            Err(failure) => searched.failed.push((number, failure)),
        }
    }
    Ok(searched)
}

/// What one testimony came to.
struct Came {
    before: Row,
    summary: Summary,
    kept: bool,
}

fn search(
    collection: &Collection,
    identity: &Identity,
    rules: &RuleSet,
    number: Number,
) -> Result<Option<Came>, Failure> {
    /// Somebody else may save the same testimony at the same moment; then it is looked at again.
    const TRIES: usize = 3;
    let mut tries = 0;
    loop {
        tries += 1;
        let before = collection.row(number)?;
        let mut dossier: Dossier = match collection.dossier(number, identity) {
            Err(StoreError::Gone(_)) => return Ok(None),
            opened => opened?,
        };
        let review = Review::open(dossier.reading.clone(), dossier.log.clone(), WithRules::new(rules).of(number))
            .map_err(|_| not_analysed(number))?;
        let summary = review.summary();
        if is_told(&before, &summary) {
            collection.set_searched(number)?;
        } else {
            match collection.save(number, &mut dossier, &summary) {
                Err(StoreError::ChangedMeanwhile(_)) if tries < TRIES => continue,
                Err(StoreError::Gone(_)) => return Ok(None),
                saved => saved?,
            }
        }
        return Ok(Some(Came { before, summary, kept: keeps_a_listed_name(&review) }));
    }
}

/// Whether the plain columns say already what the summary says.
fn is_told(row: &Row, summary: &Summary) -> bool {
    (row.state, row.words, row.persons, row.waiting) == (summary.state, summary.words, summary.persons, summary.waiting)
        && row.class == Some(summary.class)
        && row.problems == summary.problems
        && row.risk == summary.risk
}

fn keeps_a_listed_name(review: &Review<'_>) -> bool {
    let analysis = review.analysis();
    analysis.subjects.iter().filter(|subject| review.status_of(subject) == Status::Kept).any(|subject| {
        let findings = subject.findings.iter().filter_map(|&at| analysis.findings.get(at));
        findings.flat_map(|finding| &finding.evidence).any(|evidence| matches!(evidence, Evidence::NameList { .. }))
    })
}

fn not_analysed(number: Number) -> Failure {
    Failure::new(
        Exit::WorkRemains,
        format!("Vidnesbyrd {number} kunne ikke gennemsøges igen."),
        "Navnesøgningen gik i stå i det. Navnene er gemt, og det bliver ikke trykt, før det er gennemsøgt.",
        format!(
            "Se det med »vidnesbyrd vis {number} --raa«. Bliver det ved, så send meddelelsen til dem, der passer programmet."
        ),
    )
}
