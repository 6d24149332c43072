//! `fuldfoer`: the shell's completion script, or the man pages. Both are made from the same tree as the parser.

use super::{Context, Failure, command, danish};
use clap_complete::Shell;

/// The arguments of `fuldfoer`.
#[derive(clap::Args)]
pub struct CompleteArgs {
    /// Skallen, som forslagene er til
    #[arg(value_name = "SKAL", required_unless_present = "manual")]
    shell: Option<Shell>,
    /// Skriv i stedet manualsiden for programmet eller for én kommando (roff)
    #[arg(long, value_name = "KOMMANDO", num_args = 0..=1, default_missing_value = "", conflicts_with = "shell")]
    manual: Option<String>,
}

/// Writes the script or the page to standard output.
///
/// # Errors
/// When standard output does not take it, or there is no such command.
pub fn run(args: &CompleteArgs, context: &mut Context<'_>) -> Result<(), Failure> {
    let mut tree = command();
    let mut made = Vec::new();
    match (args.shell, args.manual.as_deref()) {
        (Some(shell), _) => clap_complete::generate(shell, &mut tree, "vidnesbyrd", &mut made),
        (None, None | Some("")) => made = page(tree)?,
        (None, Some(name)) => {
            tree.build();
            let found = tree.find_subcommand(name).cloned().ok_or_else(|| {
                Failure::new(
                    super::Exit::Input,
                    "Den manualside findes ikke.",
                    "Der er ingen kommando af det navn.",
                    "Skriv »vidnesbyrd --help« for at se kommandoerne.",
                )
            })?;
            made = page(found)?;
        }
    }
    Ok(context.out.write_all(&made)?)
}

/// One man page in Danish.
fn page(tree: clap::Command) -> Result<Vec<u8>, Failure> {
    let mut page = Vec::new();
    clap_mangen::Man::new(tree).render(&mut page)?;
    Ok(danish::translate(&String::from_utf8_lossy(&page)).into_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(args: &CompleteArgs) -> String {
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let collection = std::path::PathBuf::new();
        run(args, &mut Context { collection, input: &mut std::io::empty(), out: &mut out, err: &mut err }).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn every_shell_gets_its_completions() {
        for &shell in <Shell as clap::ValueEnum>::value_variants() {
            let script = made(&CompleteArgs { shell: Some(shell), manual: None });
            assert!(script.contains("gennemse"), "{shell}");
        }
    }

    #[test]
    fn man_pages_are_danish() {
        let whole = made(&CompleteArgs { shell: None, manual: Some(String::new()) });
        assert!(whole.contains(".SH BRUG") && whole.contains("gennemse"));
        for sub in command().get_subcommands().filter(|sub| !sub.is_hide_set()) {
            let page = made(&CompleteArgs { shell: None, manual: Some(sub.get_name().to_owned()) });
            for english in
                ["Print help", "SYNOPSIS", "DESCRIPTION", "OPTIONS", "see a summary", "subcommands", "default"]
            {
                assert!(!page.contains(english) && !whole.contains(english), "{english} in:\n{page}");
            }
        }
    }
}
