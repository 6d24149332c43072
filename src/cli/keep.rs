//! `behold`: print a person, a doubt or a word as it stands, by its label or by typing it.

use super::Context;
use super::failure::Failure;
use super::failure::review::about;
use super::marks::{hinted, labelled, report, typed_word};
use super::session::Session;
use crate::review::occurrence::occurrences;
use crate::review::{Act, Label, Refusal, Status};
use crate::store::Number;

/// The arguments of `behold`.
#[derive(clap::Args)]
pub struct KeepArgs {
    /// Vidnesbyrdets nummer
    #[arg(value_name = "NUMMER")]
    number: Number,
    /// Mærker fra »vis«, for eksempel o1 o2; r1 bliver sat tilbage, som det stod. Uden mærke bliver du spurgt om ordet
    #[arg(value_name = "MÆRKE")]
    labels: Vec<String>,
}

/// Keeps.
///
/// # Errors
/// An unknown number or label, a word that does not stand in the text, a store that does not take it.
pub fn run(args: &KeepArgs, context: &mut Context<'_>) -> Result<(), Failure> {
    let session = Session::open(context)?;
    let mut case = session.case(args.number)?;
    if args.labels.is_empty() {
        let word = typed_word(context, "Skriv det ord, der skal beholdes, som det står i teksten: ")?;
        if occurrences(&case.review().reading().text, &word).is_empty() {
            return Err(about(args.number, Refusal::NoSuchStretch));
        }
        case.decide(Act::KeepWord { word: word.clone() })?.map_err(|refusal| about(args.number, refusal))?;
        writeln!(context.out, "Ordet beholdes, hvor det står alene.")?;
        // A first name belongs to somebody whose full name is hidden: then it stays hidden, and that must be said.
        let still: Vec<Label> = Label::all(case.review().analysis())
            .filter(|(_, id)| {
                case.review().analysis().subject(*id).is_some_and(|subject| {
                    subject.forms.contains(&word)
                        && matches!(case.review().status_of(subject), Status::Hidden { .. } | Status::Waiting)
                })
            })
            .map(|(label, _)| label)
            .collect();
        if let Some(first) = still.first() {
            writeln!(
                context.out,
                "Det er stadig skjult eller i tvivl, hvor det hører til {}. Skal det vises, så skriv: vidnesbyrd behold {} {first}",
                Label::list(still.iter().copied()),
                args.number
            )?;
        }
        return report(context, &case);
    }
    let (rows, others) = hinted(&case, &args.labels)?;
    let acts: Vec<(Label, Act)> = labelled(&case, &others)?
        .into_iter()
        .map(|(label, subject)| (label, Act::Keep { forms: subject.forms.clone(), kind: subject.kind }))
        .collect();
    for (label, act) in acts {
        case.decide(act)?.map_err(|refusal| about(args.number, refusal))?;
        writeln!(context.out, "{label} beholdes og bliver trykt, som det står.")?;
    }
    let changed = || rows.iter().filter(|row| row.wording.is_some());
    if changed().next().is_some() {
        let stretches = changed().map(|row| row.coarsened(None)).collect();
        case.decide(Act::Coarsen { stretches })?.map_err(|refusal| about(args.number, refusal))?;
    }
    for row in &rows {
        writeln!(context.out, "{} bliver trykt, som det står.", row.label)?;
    }
    report(context, &case)
}
