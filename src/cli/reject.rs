//! `afvis`: the text is not to be printed; or taken up again.

use super::Context;
use super::failure::review::about;
use super::failure::{Exit, Failure};
use super::session::{Session, read_line};
use crate::review::{Act, RejectReason};
use crate::store::Number;
use std::fmt::Write as _;

/// The arguments of `afvis`.
#[derive(clap::Args)]
pub struct RejectArgs {
    /// Vidnesbyrdets nummer
    #[arg(value_name = "NUMMER")]
    number: Number,
    /// Grunden: ikke-vidnesbyrd, dublet, genkendelig, samtykke, emne, ulaeselig eller andet. Ellers bliver du spurgt
    #[arg(long = "grund", visible_alias = "reason", value_name = "GRUND", value_parser = reason, conflicts_with = "reopen")]
    reason: Option<RejectReason>,
    /// Tag i stedet vidnesbyrdet op igen, når det er afvist eller godkendt
    #[arg(long = "genaabn", visible_alias = "reopen")]
    reopen: bool,
}

/// Reads a reason: its word or its number in the list.
fn reason(typed: &str) -> Result<RejectReason, &'static str> {
    let typed = typed.trim().to_lowercase().replace('æ', "ae");
    let by_number =
        typed.parse::<usize>().ok().and_then(|number| RejectReason::ALL.get(number.checked_sub(1)?)).copied();
    by_number.or_else(|| RejectReason::ALL.into_iter().find(|reason| reason.word() == typed)).ok_or("ukendt grund")
}

/// Rejects, or takes up again.
///
/// # Errors
/// An unknown number, no reason, a store that does not take it.
pub fn run(args: &RejectArgs, context: &mut Context<'_>) -> Result<(), Failure> {
    let session = Session::open(context)?;
    let mut case = session.case(args.number)?;
    let (act, done) = if args.reopen {
        (Act::Reopen, format!("Vidnesbyrd {} er taget op igen.", args.number))
    } else {
        let reason = match args.reason {
            Some(reason) => reason,
            None => asked(context)?,
        };
        (Act::Reject { reason }, format!("Vidnesbyrd {} er afvist: {}.", args.number, reason.danish()))
    };
    case.decide(act)?.map_err(|refusal| about(args.number, refusal))?;
    Ok(writeln!(context.out, "{done}")?)
}

/// Shows the list and reads a number.
fn asked(context: &mut Context<'_>) -> Result<RejectReason, Failure> {
    let mut list = String::from("Hvorfor?\n");
    for (index, reason) in RejectReason::ALL.into_iter().enumerate() {
        // Writing to a string cannot fail.
        let _ = writeln!(list, "{:>3}  {}", index + 1, reason.danish());
    }
    context.err.write_all(list.as_bytes())?;
    let line = read_line(context, "Skriv nummeret: ")?.unwrap_or_default();
    reason(&line).map_err(|_| {
        Failure::new(
            Exit::Input,
            "Vidnesbyrdet blev ikke afvist.",
            "Der blev ikke valgt en grund fra listen.",
            "Skriv grundens nummer, eller brug »--grund« og et af ordene: ikke-vidnesbyrd, dublet, genkendelig, samtykke, emne, ulaeselig, andet.",
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reason_can_be_typed_by_word_and_by_number() {
        for (index, wanted) in RejectReason::ALL.into_iter().enumerate() {
            assert_eq!(reason(wanted.word()), Ok(wanted));
            assert_eq!(reason(&(index + 1).to_string()), Ok(wanted));
        }
        assert_eq!(reason("ulæselig"), Ok(RejectReason::Unreadable));
        assert!(reason("0").is_err() && reason("8").is_err() && reason("Kanarie").is_err());
    }
}
