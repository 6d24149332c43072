//! `regler`: the pattern rules in force, and whether each does what its own examples say.

use super::own_rules;
use super::{Context, Exit, Failure};
use crate::redact::rules::check;

/// Hvad der skal ske med reglerne.
#[derive(clap::Args)]
pub struct RulesArgs {
    /// Hvad der skal ske med reglerne
    #[command(subcommand)]
    pub action: Action,
}

/// What to do with the rules.
#[derive(clap::Subcommand)]
pub enum Action {
    /// Prøv hver regel på dens egne eksempler og modeksempler
    #[command(name = "tjek", visible_alias = "check")]
    Check,
    /// Skriv en linje om hver regel
    #[command(name = "liste", visible_alias = "list")]
    List,
}

/// Checks or lists the shipped rules and those in the folder `regler` of the collection, when there is one.
///
/// # Errors
/// Rules that do not load (exit 2), or that do not do what their examples say (exit 1).
pub fn run(args: &RulesArgs, context: &mut Context<'_>) -> Result<(), Failure> {
    let rules = own_rules::in_force(&context.collection)?;
    match args.action {
        Action::List => {
            for rule in rules.iter() {
                writeln!(
                    context.out,
                    "{:<28} {:<12} {:<6} {}",
                    rule.id(),
                    rule.kind().code(),
                    rule.tier().code(),
                    rule.why()
                )?;
            }
            Ok(())
        }
        Action::Check => {
            let problems = check(&rules);
            for problem in &problems {
                writeln!(context.out, "✗ {problem}")?;
            }
            if problems.is_empty() {
                let count = rules.iter().count();
                writeln!(
                    context.out,
                    "Alle {count} regler finder det, deres eksempler viser, og lader modeksemplerne være."
                )?;
                return Ok(());
            }
            Err(Failure::new(
                Exit::WorkRemains,
                format!("{} steder gør en regel ikke, hvad dens eksempler siger.", problems.len()),
                "Enten er mønsteret forkert, eller også er eksemplet.",
                "Ret reglen eller eksemplet, og kør »vidnesbyrd regler tjek« igen.",
            ))
        }
    }
}
