//! `__laes`: the hidden command by which the program starts itself as a reader of strangers' mail.

use super::{Context, Failure};
use crate::intake::reader;

/// Answers the reading program on standard input and output until it hangs up.
///
/// # Errors
/// When the pipe breaks.
pub fn run(context: &mut Context<'_>) -> Result<(), Failure> {
    reader::serve(&mut context.input, &mut context.out).map_err(Into::into)
}
