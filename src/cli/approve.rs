//! `godkend`: the text may be printed as it now reads.

use super::Context;
use super::failure::review::about;
use super::failure::{Exit, Failure};
use super::numbers::{Selection, select};
use super::session::Session;
use crate::intake::Class;
use crate::redact::risk::Level;
use crate::review::{Label, Refusal, Review, Standing};
use crate::store::{Number, Row, State};

/// The arguments of `godkend`.
#[derive(clap::Args)]
pub struct ApproveArgs {
    /// Numre (7), områder (1-5) eller alle
    #[arg(value_name = "NUMMER", required = true)]
    numbers: Vec<Selection>,
    /// Du har selv læst originalen; nødvendigt, når noget ikke kunne læses sikkert
    #[arg(long = "jeg-har-laest-originalen", visible_alias = "i-have-read-the-original")]
    original_read: bool,
}

/// Approves those that can be, and says of the others what is missing.
///
/// # Errors
/// Exit 1 when one of them could not be approved, 3 when one of them must not be.
pub fn run(args: &ApproveArgs, context: &mut Context<'_>) -> Result<(), Failure> {
    let session = Session::open(context)?;
    let rows = session.rows()?;
    let mut refused: Vec<(Number, Failure)> = Vec::new();
    let selected = select(&args.numbers, &rows)?;
    if selected.is_empty() {
        writeln!(context.out, "Samlingen er tom, så der er intet at godkende.")?;
    }
    let several = selected.len() > 1;
    for (row, named) in selected {
        if let Some(why) = passed_over(row, named) {
            writeln!(context.out, "{}: {why}; springes over.", row.number)?;
            continue;
        }
        let mut case = match session.case(row.number) {
            Ok(case) => case,
            // A text that cannot be searched is not approved; it does not stand in the way of the others.
            Err(failure) if failure.exit == Exit::Refused => {
                if several {
                    writeln!(context.out, "{}: ikke godkendt. {}", row.number, failure.cause)?;
                }
                refused.push((row.number, failure));
                continue;
            }
            Err(failure) => return Err(failure),
        };
        // The class is only a guess; who has read the original may know better.
        if case.review().reading().class == Class::Withdrawal && !args.original_read {
            refused.push((row.number, withdrawal(row.number)));
            continue;
        }
        if case.review().standing() == Standing::Approved {
            writeln!(context.out, "{}: er allerede godkendt.", row.number)?;
            continue;
        }
        let approval = case.review().approval(args.original_read);
        match case.decide(approval)? {
            Ok(()) => {
                writeln!(context.out, "{}: godkendt.", row.number)?;
                // The coordinator decides, but not unawares.
                if case.review().risk().level == Level::High {
                    writeln!(
                        context.out,
                        "   Obs: der er stor risiko for, at familien kan genkendes. Se hvorfor nederst i: vidnesbyrd vis {}",
                        row.number
                    )?;
                }
            }
            Err(refusal) => {
                let waits = waits(case.review(), &refusal);
                let mut failure = about(row.number, refusal);
                if let Some(waits) = waits {
                    failure.cause = waits;
                }
                // Of a single one the failure says the same.
                if several {
                    writeln!(context.out, "{}: ikke godkendt. {}", row.number, failure.cause)?;
                }
                refused.push((row.number, failure));
            }
        }
    }
    match refused.len() {
        0 => Ok(()),
        1 => Err(refused.remove(0).1),
        many => Err(Failure::new(
            refused.iter().map(|(_, failure)| failure.exit).max_by_key(|exit| exit.code()).unwrap_or(Exit::WorkRemains),
            format!("{many} vidnesbyrd kunne ikke godkendes."),
            format!(
                "Det gælder nr. {}; grunden står ovenfor.",
                super::numbers::ranges(&refused.iter().map(|(number, _)| *number).collect::<Vec<_>>())
            ),
            "Gå dem igennem ét for ét med »vidnesbyrd gennemse NUMMER«.",
        )),
    }
}

/// Why a row is not meant when many are named at once. Named by itself, it is tried.
fn passed_over(row: &Row, named: bool) -> Option<&'static str> {
    if named {
        return None;
    }
    match (row.state, row.class) {
        (State::Withdrawn | State::Rejected | State::Quarantined, _) => Some(row.state.danish()),
        (_, None | Some(Class::Testimony | Class::Supplement)) => None,
        (_, Some(class)) => Some(class.danish()),
    }
}

/// Which labels wait, so that the coordinator can go straight to them.
fn waits(review: &Review<'_>, refusal: &Refusal) -> Option<String> {
    let Refusal::Waiting(ids) = refusal else { return None };
    let labels = Label::list(ids.iter().filter_map(|id| review.label(*id)));
    Some(match ids.len() {
        1 => format!("{labels} venter på en afgørelse."),
        many => format!("{many} ting venter på en afgørelse: {labels}."),
    })
}

fn withdrawal(number: Number) -> Failure {
    Failure::new(
        Exit::Refused,
        format!("Vidnesbyrd {number} kan ikke godkendes."),
        "Mailen beder om at få et vidnesbyrd trukket tilbage og er ikke selv et vidnesbyrd.",
        format!(
            "Læs den med »vidnesbyrd vis {number}«. Trækker den noget tilbage, så find det vidnesbyrd, den handler om. Er den \
             alligevel et vidnesbyrd, så godkend den med »--jeg-har-laest-originalen«."
        ),
    )
}
