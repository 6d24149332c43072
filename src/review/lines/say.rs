//! What the dialogue says, in Danish. Everything that shows a form goes straight into [`Personal`] at the caller.

use crate::redact::Kind;
use crate::review::card::{self, Card};
use crate::review::danish::{self, Choice};
use crate::review::decision::Act;
use crate::review::label::Label;
use crate::review::refusal::Refusal;
use crate::review::state::{Review, Standing, Status};
use crate::review::view::{View, render};
use std::fmt::Write as _;

pub(super) const KEYS: &str = "Svar med ét bogstav, og tryk Enter:\n\
    \x20 s  skjul       b  behold      r  vælg en anden rolle\n\
    \x20 n  næste       f  fortryd     v  vis teksten\n\
    \x20 ?  hjælp       q  slut (afgør intet; du kan fortsætte senere)\n";

pub(super) const NOTHING_TO_UNDO: &str = "Der er intet at fortryde.\n";
pub(super) const NO_ROLE: &str = "Ingen rolle blev valgt, og intet er ændret.\n";
pub(super) const NO_SUCH_ROLE: &str =
    "Det nummer står ikke på listen. Skriv et af numrene, eller tryk blot Enter for at gå tilbage.\n";
pub(super) const NO_SUCH_WORD: &str = "Et af numrene står ikke på listen. Intet er afgjort; prøv igen.\n";

pub(super) fn greeting(number: u32, review: &Review<'_>) -> String {
    let words = review.printed_words();
    let mut text =
        format!("Vidnesbyrd {number}: {}, {}.\n", count(words, "ord", "ord"), waiting(review.waiting().len()));
    if review.needs_human() {
        text.push_str("Obs: du skal selv læse originalen, fordi noget ikke kunne læses sikkert:\n");
        for problem in review.reading().problems.iter().filter(|problem| problem.needs_human()) {
            let _ = writeln!(text, "  - {}", danish::problem(*problem));
        }
        if review.analysis().needs_human {
            let _ = writeln!(text, "  - {}", danish::problem(crate::intake::Problem::ForeignLanguage));
        }
    }
    match review.standing() {
        Standing::Approved => {
            text.push_str("Det er godkendt. Ændrer du noget nu, skal det godkendes igen.\n");
        }
        Standing::Rejected(reason) => {
            let _ = writeln!(text, "Det er afvist: {}.", reason.danish());
        }
        Standing::Changed => {
            text.push_str("Det var godkendt, men teksten ville nu blive trykt anderledes. Se den igennem igen.\n");
        }
        Standing::Waiting(_) | Standing::Ready => {}
    }
    let numbers = automatic(review);
    if !numbers.is_empty() {
        let _ = writeln!(text, "Skjult uden at spørge: {numbers}.");
    }
    text.push('\n');
    text
}

/// What is hidden because the engine is sure and that no person has to look at: `2 telefonnumre, 1 adresse`.
fn automatic(review: &Review<'_>) -> String {
    let mut counts: Vec<(Kind, usize)> = Vec::new();
    for card in card::all(review) {
        if card.kind == Kind::Person || card.placeholder.is_none() || card.status != automatic_status(&card) {
            continue;
        }
        match counts.iter_mut().find(|(kind, _)| *kind == card.kind) {
            Some((_, count)) => *count += 1,
            None => counts.push((card.kind, 1)),
        }
    }
    counts.iter().map(|(kind, count)| format!("{} ({count})", danish::kind(*kind))).collect::<Vec<_>>().join(", ")
}

const fn automatic_status(card: &Card) -> Status {
    Status::Hidden { kind: card.kind, role: card.role, decided: false }
}

#[expect(clippy::disallowed_methods, reason = "the coordinator is shown the names that are asked about")]
pub(super) fn subject(card: &Card, place: usize, of: usize) -> String {
    let mut text = format!("Spørgsmål {place} af {of}  ({})\n", card.label);
    let what = match card.status {
        Status::Waiting => format!("Måske {}", article(card.kind)),
        _ => capital(danish::kind(card.kind)),
    };
    let forms: Vec<&str> = card.forms.iter().map(|form| form.reveal().as_str()).collect();
    let _ = writeln!(text, "  {what}: {}  ({})", forms.join(", "), times(card.times));
    let _ = writeln!(text, "  Nu: {}", now(card));
    if !card.why.is_empty() {
        let _ = writeln!(text, "  Hvorfor: {}", card.why.join("; "));
    }
    let _ = writeln!(text, "  Her: {}", card.context.reveal());
    let _ = writeln!(text, "s skjul som {} · b behold · r anden rolle · n næste · ? hjælp", hide_as(card));
    text
}

/// What happens if nothing is decided.
pub(in crate::review) fn now(card: &Card) -> String {
    match (&card.status, &card.placeholder) {
        (Status::Hidden { decided: true, .. }, Some(label)) => format!("du har skjult det som {label}"),
        (Status::Hidden { .. }, Some(label)) => format!("skjules som {label}"),
        (Status::Hidden { .. }, None) => String::from("skjules"),
        (Status::Kept, _) => String::from("beholdes og trykkes"),
        (Status::Waiting, _) => String::from("venter på dig"),
        (Status::Folded, _) => String::from("står kun i det, der er foldet væk, og trykkes ikke"),
    }
}

fn hide_as(card: &Card) -> String {
    match card.kind {
        Kind::Person => card.role.danish().to_owned(),
        Kind::Unvouched => String::from("[…]"),
        other => danish::kind(other).to_owned(),
    }
}

#[expect(clippy::disallowed_methods, reason = "the coordinator is shown the words that are asked about")]
pub(super) fn words(cards: &[Card]) -> String {
    let mut text = format!("Ord, som programmet ikke kender ({})\n", cards.len());
    for card in cards {
        let often = if card.times > 1 { format!("  ({})", times(card.times)) } else { String::new() };
        let _ = writeln!(text, "{:>4}  {}{often}", card.label.number, card.context.reveal());
    }
    text.push_str(
        "Er alle almindelige ord, så skriv b.\n\
         Røber nogle af dem, hvem det handler om, så skriv deres numre, for eksempel 2,5: de skjules, og resten beholdes.\n\
         Skriv r 2 for at skjule nummer 2 som en person eller et sted. Skriv n, hvis du ikke vil afgøre det nu.\n",
    );
    text
}

pub(super) fn roles() -> String {
    let mut text =
        String::from("Hvad skal der stå i stedet? Skriv nummeret, eller tryk blot Enter for at gå tilbage.\n");
    for (index, choice) in Choice::ALL.into_iter().enumerate() {
        let _ = writeln!(text, "{:>4}  {}", index + 1, choice.danish());
    }
    text
}

pub(super) fn done(review: &Review<'_>, act: &Act) -> String {
    match act {
        Act::Hide { forms, kind, role } => {
            let placeholders = review.placeholders();
            let label = review
                .analysis()
                .subjects
                .iter()
                .filter(|subject| subject.forms.intersection(forms).next().is_some())
                .find_map(|subject| placeholders.get(&subject.id));
            match (label, kind) {
                (Some(label), _) => format!("Skjules som {label}.\n"),
                (None, Kind::Person) => format!("Skjules som {}.\n", role.danish()),
                (None, other) => format!("Skjules som {}.\n", danish::kind(*other)),
            }
        }
        Act::Keep { .. } => String::from("Beholdes: det bliver trykt, som det står. (f fortryder)\n"),
        Act::Words { hide, keep } => match (hide.len(), keep.len()) {
            (0, kept) => format!("{} beholdes. (f fortryder)\n", count(kept, "ord", "ord")),
            (hidden, 0) => format!("{} skjules.\n", count(hidden, "ord", "ord")),
            (hidden, kept) => format!("{} skjules, og {kept} beholdes. (f fortryder)\n", count(hidden, "ord", "ord")),
        },
        Act::Coarsen { stretches } => {
            let back = stretches.iter().all(|stretch| stretch.wording.is_none());
            let places = count(stretches.len(), "sted", "steder");
            let said = if back { "trykkes igen, som det står" } else { "skrives nu mindre præcist" };
            format!("{} {said}. (f fortryder)\n", capital(&places))
        }
        _ => String::from("Gemt.\n"),
    }
}

/// What was taken back is said, because it may be an approval from an earlier sitting.
pub(super) fn undone(what: &str) -> String {
    format!("Fortrudt: at {what}.\n")
}

pub(super) fn text(review: &Review<'_>) -> String {
    #[expect(clippy::disallowed_methods, reason = "the coordinator asked to see the text")]
    let shown = render(review, View::default()).into_revealed();
    format!("--- teksten, som den ser ud nu ---\n{shown}\n--- slut på teksten ---\n")
}

pub(super) fn help(words: bool) -> String {
    let mut text = String::from(KEYS);
    text.push_str(
        "Skjul: navnet eller ordet bliver byttet ud med en rolle, for eksempel [sagsbehandler].\n\
         Behold: det bliver trykt, som det står. Vælg det kun, når det ikke kan røbe nogen.\n\
         Er du i tvivl, så skjul. Alt kan fortrydes med f, så mange gange du vil.\n\
         Hver afgørelse bliver gemt med det samme.\n",
    );
    if words {
        text.push_str("På listen over ord skjuler numre (2,5 eller 2-4) de nævnte ord og beholder resten; b beholder alle, s skjuler alle.\n");
    }
    text
}

pub(super) fn not_understood(words: bool) -> String {
    let also = if words { ", eller numre som 2,5" } else { "" };
    format!("Det svar forstod jeg ikke, og intet er afgjort. Skriv s, b, r, n, f, v, ? eller q{also}.\n")
}

pub(super) fn nothing_to_ask(number: u32, review: &Review<'_>) -> String {
    format!("Der er intet at tage stilling til.\n{}", next_step(number, review))
}

pub(super) fn farewell(number: u32, review: &Review<'_>) -> String {
    next_step(number, review)
}

/// What is left, and what to do next.
fn next_step(number: u32, review: &Review<'_>) -> String {
    let decided = review.waiting().is_empty() && !matches!(review.standing(), Standing::Rejected(_));
    if decided && review.printed_words() == 0 {
        return format!(
            "Der er intet at trykke. Se mailen med »vidnesbyrd vis {number} --raa«, eller afvis den med »vidnesbyrd afvis {number}«.\n"
        );
    }
    match review.standing() {
        Standing::Waiting(ids) => {
            let labels = Label::list(ids.iter().filter_map(|id| review.label(*id)));
            format!(
                "{} ({}). Kør »vidnesbyrd gennemse {number}« igen; indtil da kan vidnesbyrdet ikke godkendes.\n",
                capital(&waiting(ids.len())),
                labels
            )
        }
        Standing::Ready | Standing::Changed => format!(
            "Intet venter. Læs teksten med »vidnesbyrd vis {number}«, og godkend den så med »vidnesbyrd godkend {number}«.\n"
        ),
        Standing::Approved => String::from("Intet venter, og vidnesbyrdet er godkendt.\n"),
        Standing::Rejected(reason) => {
            format!(
                "Vidnesbyrdet er afvist: {}. Tag det op igen med »vidnesbyrd afvis {number} --genaabn«.\n",
                reason.danish()
            )
        }
    }
}

pub(super) fn refused(refusal: &Refusal) -> String {
    match refusal {
        Refusal::NothingToUndo => NOTHING_TO_UNDO.to_owned(),
        Refusal::BadWording => {
            String::from("De ord kan ikke trykkes: de er tomme eller fylder mere end en linje. Intet er ændret.\n")
        }
        Refusal::WordingRepeats => {
            String::from("I de ord står der noget, som er skjult. Skriv det uden navnet. Intet er ændret.\n")
        }
        Refusal::NotAnalysed => String::from("Teksten kunne ikke undersøges igen, så intet er ændret.\n"),
        _ => String::from("Det kunne ikke lade sig gøre, og intet er ændret.\n"),
    }
}

fn waiting(count: usize) -> String {
    match count {
        0 => String::from("intet venter på dig"),
        1 => String::from("1 ting venter på dig"),
        many => format!("{many} ting venter på dig"),
    }
}

fn times(count: usize) -> String {
    self::count(count, "gang", "gange")
}

fn count(count: usize, one: &str, many: &str) -> String {
    if count == 1 { format!("1 {one}") } else { format!("{count} {many}") }
}

fn article(kind: Kind) -> String {
    let neuter = matches!(
        kind,
        Kind::Cpr
            | Kind::Phone
            | Kind::CaseNumber
            | Kind::Bank
            | Kind::Handle
            | Kind::Url
            | Kind::Place
            | Kind::OtherId
            | Kind::Unvouched
    );
    format!("{} {}", if neuter { "et" } else { "en" }, danish::kind(kind))
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}
