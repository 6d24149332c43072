//! `fortryd`: takes the latest decision back; again, the one before it.

use super::failure::review::about;
use super::marks::report;
use super::session::Session;
use super::{Context, Failure};
use crate::review::Act;
use crate::store::Number;

/// The arguments of `fortryd`.
#[derive(clap::Args)]
pub struct UndoArgs {
    /// Vidnesbyrdets nummer
    #[arg(value_name = "NUMMER")]
    number: Number,
}

/// Undoes one decision.
///
/// # Errors
/// An unknown number, nothing to undo, a store that does not take it.
pub fn run(args: &UndoArgs, context: &mut Context<'_>) -> Result<(), Failure> {
    let session = Session::open(context)?;
    let mut case = session.case(args.number)?;
    let latest = case.review().latest().map_or("", |decision| decision.act.danish());
    case.decide(Act::Undo)?.map_err(|refusal| about(args.number, refusal))?;
    writeln!(context.out, "Fortrudt: at {latest}.")?;
    report(context, &case)
}
