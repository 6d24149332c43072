//! Why there is no booklet, for the coordinator. Says which testimony and which page, never what stands there.

use super::{Exit, Failure};
use crate::publish::edition::EditionError;
use crate::publish::leak::{Hit, Leak, Part, Unreadable};
use crate::publish::{Place, PublishError};
use std::collections::BTreeSet;

/// So many places are told one by one; the rest are counted.
const SHOWN: usize = 8;

const NOT_MADE: &str = "Hæftet blev ikke lavet.";
const OUR_BUG: &str = "Kør kommandoen igen. Sker det igen, så send meddelelsen til dem, der passer programmet.";

impl From<PublishError> for Failure {
    fn from(error: PublishError) -> Self {
        match error {
            PublishError::Empty => Self::new(
                Exit::WorkRemains,
                "Der er intet at udgive.",
                "Ingen vidnesbyrd er godkendt.",
                "Se, hvad der venter: vidnesbyrd oversigt",
            ),
            PublishError::SameNumber { number } => {
                Self::new(Exit::Bug, NOT_MADE, format!("To vidnesbyrd har nummer {number}."), OUR_BUG)
            }
            PublishError::Unprintable { place, code_point } => unprintable(place, code_point),
            PublishError::Layout { diagnostics, line } => {
                let at = line.map_or_else(String::new, |line| format!(", den første ved skabelonens linje {line}"));
                Self::new(
                    Exit::Bug,
                    NOT_MADE,
                    format!("Opsætningen gav {diagnostics} fejl eller advarsler{at}."),
                    OUR_BUG,
                )
            }
            PublishError::Standard { diagnostics } => Self::new(
                Exit::Bug,
                NOT_MADE,
                format!(
                    "Siderne opfylder ikke kravene til et tilgængeligt hæfte (PDF/UA-1 og PDF/A-2a): {diagnostics} fejl."
                ),
                OUR_BUG,
            ),
            PublishError::Crashed => Self::new(Exit::Bug, NOT_MADE, "Opsætningen brød sammen.", OUR_BUG),
        }
    }
}

fn unprintable(place: Place, code_point: u32) -> Failure {
    let cause = format!("Et bogstav kan ikke trykkes med hæftets skrift (U+{code_point:04X})");
    let (place, hint) = match place {
        Place::Testimony(number) => (
            format!("i vidnesbyrd {number}"),
            format!(
                "Er det et navn, så skjul ordet: vidnesbyrd skjul {number}. Er hele teksten på et andet sprog, så afvis den: vidnesbyrd afvis {number}"
            ),
        ),
        Place::Preface => ("i forordet".to_owned(), "Skriv ordet med danske bogstaver i forordets fil.".to_owned()),
        Place::Settings => (
            "i titel, undertitel, udgiver eller kontakt".to_owned(),
            "Skriv ordet med danske bogstaver i vidnesbyrd.toml.".to_owned(),
        ),
    };
    Failure::new(Exit::Input, NOT_MADE, format!("{cause}; det står {place}."), hint)
}

impl From<Leak> for Failure {
    fn from(leak: Leak) -> Self {
        leaked(&leak, |_| None)
    }
}

/// A leak, with the label (`p3`) under which the coordinator finds the hidden form of a hit, where the caller knows it.
pub(in crate::cli) fn leaked(leak: &Leak, label: impl Fn(usize) -> Option<String>) -> Failure {
    match leak {
        Leak::Found(hits) => Failure::new(
            Exit::Refused,
            "Der blev ingen udgave: noget, der er skjult, står stadig i det færdige hæfte.",
            places(hits, label),
            remedy(hits),
        ),
        Leak::Unreadable(part) => Failure::new(
            Exit::Refused,
            "Der blev ingen udgave: det færdige hæfte kunne ikke læses igennem.",
            unreadable(*part),
            OUR_BUG,
        ),
    }
}

/// One line for each place.
fn places(hits: &[Hit], label: impl Fn(usize) -> Option<String>) -> String {
    let lines: BTreeSet<String> = hits
        .iter()
        .map(|hit| {
            let label = label(hit.form).map_or_else(String::new, |label| format!(" som {label}"));
            let what = format!("noget, der er skjult i vidnesbyrd {}{label},", hit.hidden_in);
            match (hit.part, hit.found_in) {
                (Part::Page(page), Some(number)) => format!("Side {page}: {what} står i vidnesbyrd {number}."),
                (Part::Page(page), None) => {
                    format!("Side {page}: {what} står i forside, kolofon, indhold eller forord.")
                }
                (Part::Hidden, _) => format!("I filens skjulte oplysninger: {what} står der."),
            }
        })
        .collect();
    let rest = lines.len().saturating_sub(SHOWN);
    let mut shown: Vec<String> = lines.into_iter().take(SHOWN).collect();
    if rest > 0 {
        shown.push(format!("Og {rest} steder til."));
    }
    shown.join("\n       ")
}

fn remedy(hits: &[Hit]) -> String {
    let testimonies: BTreeSet<u32> = hits.iter().filter_map(|hit| hit.found_in).collect();
    let mut advice = Vec::new();
    if let Some(first) = testimonies.first() {
        let all: Vec<String> = testimonies.iter().map(ToString::to_string).collect();
        advice.push(format!(
            "Læs vidnesbyrd {} igen, og skjul det, der røber nogen (vidnesbyrd vis {first}, vidnesbyrd skjul {first}). \
             Er det et almindeligt ord, så behold det dér (vidnesbyrd behold {first}).",
            all.join(", ")
        ));
    }
    if hits.iter().any(|hit| hit.found_in.is_none()) && testimonies.is_empty() {
        advice.push(
            "Se titel, udgiver og kontakt igennem i vidnesbyrd.toml, og læs forordet: navnet skal ud af det, der står der."
                .to_owned(),
        );
    }
    advice.push("Kør så: vidnesbyrd udgiv".to_owned());
    advice.join("\n       ")
}

fn unreadable(part: Unreadable) -> String {
    match part {
        Unreadable::File => "Filen er ikke en hel PDF.".to_owned(),
        Unreadable::Page(page) => format!("Teksten på side {page} kan ikke læses."),
        Unreadable::Blank(page) => format!("Der kan ikke læses noget på side {page}."),
        Unreadable::Stream(number) => format!("En del af filen (nr. {number}) kan ikke pakkes ud."),
        Unreadable::Bookmarks => "Filen siger ikke, hvilke sider der hører til hvilket vidnesbyrd.".to_owned(),
    }
}

impl From<EditionError> for Failure {
    fn from(error: EditionError) -> Self {
        match error {
            EditionError::Exists(number) => Self::new(
                Exit::Input,
                NOT_MADE,
                format!(
                    "Mappen udgaver/udgave-{number} findes allerede, men samlingen kender den ikke. Den er ikke rørt."
                ),
                "Flyt mappen et andet sted hen, og kør kommandoen igen.",
            ),
            EditionError::Disk(kind) => Self::new(
                Exit::Input,
                "Hæftet kunne ikke gemmes.",
                format!("Styresystemet siger: {kind}."),
                "Se efter, om disken er fuld, og om du må skrive i samlingens mappe »udgaver«.",
            ),
            EditionError::Manifest(number) => Self::new(
                Exit::Input,
                NOT_MADE,
                format!("Filen udgaver/udgave-{number}/manifest.json er ændret eller lavet af en nyere version."),
                "Hent filen fra jeres sikkerhedskopi, eller flyt mappen et andet sted hen.",
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_leak_is_refused_with_testimony_and_page() {
        let hit = |found_in, part| Hit { form: 0, hidden_in: 4, found_in, part };
        let failure = Failure::from(Leak::Found(vec![hit(Some(7), Part::Page(12)), hit(None, Part::Page(3))]));
        assert_eq!(failure.exit, Exit::Refused);
        assert!(failure.cause.contains("Side 12: noget, der er skjult i vidnesbyrd 4, står i vidnesbyrd 7."));
        assert!(failure.hint.contains("vidnesbyrd vis 7"));
        let labelled = leaked(&Leak::Found(vec![hit(Some(7), Part::Page(12))]), |_| Some("p3".to_owned()));
        assert!(labelled.cause.contains("skjult i vidnesbyrd 4 som p3, står"));
        let frame = Failure::from(Leak::Found(vec![hit(None, Part::Page(3))]));
        assert!(frame.hint.contains("forordet"));
    }

    #[test]
    fn many_places_are_counted() {
        let hits =
            (1..=20).map(|page| Hit { form: 0, hidden_in: 1, found_in: Some(2), part: Part::Page(page) }).collect();
        assert!(Failure::from(Leak::Found(hits)).cause.ends_with("Og 12 steder til."));
    }

    #[test]
    fn nothing_approved_is_work_that_remains() {
        assert_eq!(Failure::from(PublishError::Empty).exit, Exit::WorkRemains);
    }
}
