//! The lines that `tjek` prints. They tell apart without colours: ✓ in order, ! worth knowing, ✗ must be mended.

use crate::cli::Failure;
use std::io::Write;

/// Where the lines go, and how many are bad.
pub(super) struct Report<'a> {
    out: &'a mut dyn Write,
    wrong: usize,
}

impl<'a> Report<'a> {
    /// An empty report.
    pub(super) fn new(out: &'a mut dyn Write) -> Self {
        Self { out, wrong: 0 }
    }

    /// In order.
    pub(super) fn fine(&mut self, line: impl AsRef<str>) -> Result<(), Failure> {
        Ok(writeln!(self.out, "✓ {}", line.as_ref())?)
    }

    /// Worth knowing, perhaps with something to do; not a fault.
    pub(super) fn note(&mut self, line: impl AsRef<str>, hint: Option<&str>) -> Result<(), Failure> {
        writeln!(self.out, "! {}", line.as_ref())?;
        match hint {
            Some(hint) => Ok(writeln!(self.out, "  Prøv:  {hint}")?),
            None => Ok(()),
        }
    }

    /// Must be mended.
    pub(super) fn bad(&mut self, failure: &Failure) -> Result<(), Failure> {
        self.wrong += 1;
        let cause = failure.cause.replace('\n', "\n  ");
        writeln!(self.out, "✗ {}\n  Årsag: {cause}\n  Prøv:  {}", failure.what, failure.hint)?;
        Ok(())
    }

    /// In order, or must be mended; gives what was found when it is in order.
    pub(super) fn either<T, E: Into<Failure>>(
        &mut self,
        result: Result<T, E>,
        line: impl FnOnce(&T) -> String,
    ) -> Result<Option<T>, Failure> {
        match result {
            Ok(found) => {
                self.fine(line(&found))?;
                Ok(Some(found))
            }
            Err(error) => {
                self.bad(&error.into())?;
                Ok(None)
            }
        }
    }

    /// How many lines are bad.
    pub(super) const fn wrong(&self) -> usize {
        self.wrong
    }
}

/// A count with its noun: `1 mail`, `3 mails`.
pub(super) fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}
