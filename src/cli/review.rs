//! `gennemse`: the line-by-line dialogue at the prompt or over a pipe.

use super::screen::harmless;
use super::session::{Session, read_line};
use super::{Context, Failure};
use crate::personal::Personal;
use crate::review::lines::{Dialogue, Scope};
use crate::store::Number;

/// The arguments of `gennemse`.
#[derive(clap::Args)]
pub struct ReviewArgs {
    /// Vidnesbyrdets nummer
    #[arg(value_name = "NUMMER")]
    number: Number,
    /// Gå alt igennem, også det, der er afgjort før
    #[arg(long = "alle", visible_alias = "all")]
    all: bool,
}

/// Asks, stores, asks again. What is answered is stored before the next question, so breaking off loses nothing.
///
/// # Errors
/// An unknown number, a wrong passphrase, a store that cannot take a decision.
pub fn run(args: &ReviewArgs, context: &mut Context<'_>) -> Result<(), Failure> {
    let session = Session::open(context)?;
    let mut case = session.case(args.number)?;
    let scope = if args.all { Scope::All } else { Scope::Undecided };
    let mut dialogue = Dialogue::new(args.number.0, scope);
    let mut turn = dialogue.open(case.review());
    loop {
        say(context, &turn.say)?;
        if turn.over {
            return Ok(());
        }
        turn = match turn.act {
            Some(act) => match case.decide(act)? {
                Ok(()) => dialogue.settled(case.review()),
                Err(refusal) => dialogue.refused(&refusal),
            },
            None => match read_line(context, "> ")? {
                Some(line) => dialogue.answer(case.review(), &line),
                None => dialogue.leave(case.review()),
            },
        };
    }
}

/// Prints what the dialogue says, at once: a screen reader and a pipe wait for it.
fn say(context: &mut Context<'_>, text: &Personal) -> Result<(), Failure> {
    #[expect(clippy::disallowed_methods, reason = "the dialogue is what the coordinator asked to see")]
    context.out.write_all(harmless(text.reveal()).as_bytes())?;
    Ok(context.out.flush()?)
}
