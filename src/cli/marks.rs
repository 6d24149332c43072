//! What `skjul` and `behold` share: labels from `vis`, or words typed at the prompt. Names are never arguments: the shell
//! would keep them in its history, and others on the machine could see them.

use super::Context;
use super::failure::{Exit, Failure};
use super::session::{Case, read_line};
use crate::personal::Personal;
use crate::redact::Subject;
use crate::redact::subject::form_key;
use crate::review::Label;
use crate::review::hints::Row;
use crate::review::label::Series;

/// The subjects that the labels name.
///
/// # Errors
/// Exit 2 when a word is no label or names nothing; the word is not repeated.
pub fn labelled<'c>(case: &'c Case<'_>, typed: &[String]) -> Result<Vec<(Label, &'c Subject)>, Failure> {
    typed
        .iter()
        .map(|word| {
            let label: Label = word.parse().map_err(|_| not_a_label(case))?;
            let subject = case.review().labelled(label).ok_or_else(|| no_such(case, label))?;
            Ok((label, subject))
        })
        .collect()
}

/// The hints among the labels (`r1`), and the labels that are none.
///
/// # Errors
/// Exit 2 when a hint does not exist; all are looked up before anything is decided.
pub fn hinted(case: &Case<'_>, typed: &[String]) -> Result<(Vec<Row>, Vec<String>), Failure> {
    let mut rows = Vec::new();
    let mut others = Vec::new();
    for word in typed {
        match word.parse::<Label>() {
            Ok(label) if label.series == Series::Risk => {
                rows.push(case.review().hint(label).ok_or_else(|| no_such(case, label))?);
            }
            _ => others.push(word.clone()),
        }
    }
    Ok((rows, others))
}

fn no_such(case: &Case<'_>, label: Label) -> Failure {
    Failure::new(
        Exit::Input,
        format!("Der er intet {label} i vidnesbyrd {}.", case.number()),
        existing(case),
        format!("Se mærkerne med »vidnesbyrd vis {}«.", case.number()),
    )
}

fn not_a_label(case: &Case<'_>) -> Failure {
    Failure::new(
        Exit::Input,
        "Et af ordene er ikke et mærke fra »vis«.",
        "Et mærke er p, t, o eller r og et nummer, for eksempel p2. Navne skrives aldrig på kommandolinjen, for der bliver de husket.",
        format!(
            "Se mærkerne med »vidnesbyrd vis {}«. Står navnet ikke på listen, så udelad mærket, og skriv navnet, når du bliver spurgt.",
            case.number()
        ),
    )
}

fn existing(case: &Case<'_>) -> String {
    let subjects = Label::all(case.review().analysis()).map(|(label, _)| label);
    let labels = Label::list(subjects.chain(case.review().hints().into_iter().map(|row| row.label)));
    if labels.is_empty() { String::from("Der er ingen mærker.") } else { format!("Mærkerne er {labels}.") }
}

/// The key of the words that the coordinator types or pipes in.
///
/// # Errors
/// Exit 2 when nothing is typed.
pub fn typed_word(context: &mut Context<'_>, prompt: &str) -> Result<Personal, Failure> {
    let line = read_line(context, prompt)?.unwrap_or_default();
    // Normalised like the text it is searched in, or `Å` typed as two characters would not be found.
    let text = crate::text::SourceText::normalise(&line);
    #[expect(clippy::disallowed_methods, reason = "what was typed goes straight into a Personal key")]
    let word = form_key(text.as_str());
    if word.is_blank() {
        return Err(Failure::new(
            Exit::Input,
            "Der blev ikke skrevet noget.",
            "Kommandoen har hverken fået et mærke eller en linje med ord.",
            "Skriv et mærke fra »vidnesbyrd vis NUMMER« efter kommandoen, eller skriv ordene, når du bliver spurgt.",
        ));
    }
    Ok(word)
}

/// Tells how the testimony stands after what was decided.
///
/// # Errors
/// When standard output does not take it.
pub fn report(context: &mut Context<'_>, case: &Case<'_>) -> Result<(), Failure> {
    let waiting = case.review().waiting().len();
    let rest = match waiting {
        0 => format!("Intet venter i vidnesbyrd {}.", case.number()),
        1 => format!("1 ting venter stadig i vidnesbyrd {}.", case.number()),
        many => format!("{many} ting venter stadig i vidnesbyrd {}.", case.number()),
    };
    Ok(writeln!(context.out, "{rest}")?)
}
