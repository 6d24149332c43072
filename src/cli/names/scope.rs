//! For which texts a name is to hold: `--vidnesbyrd 7`, `--afsender 7`, or the whole collection.
//!
//! Misses: a list for a sender goes with the last testimony of theirs that was there when it was made; a mail that came later does not keep it. What
//! was hidden there by it then waits for the coordinator again.

use crate::cli::failure::{Exit, Failure};
use crate::cli::session::Session;
use crate::redact::names::Scope;
use crate::store::{Number, State};

/// The options.
#[derive(clap::Args)]
pub(super) struct ScopeArgs {
    /// Navnet gælder kun i vidnesbyrdet med dette nummer
    #[arg(long = "vidnesbyrd", visible_alias = "testimony", value_name = "NUMMER", conflicts_with = "sender")]
    testimony: Option<Number>,
    /// Navnet gælder i alt fra den, der har sendt vidnesbyrdet med dette nummer
    #[arg(long = "afsender", visible_alias = "sender", value_name = "NUMMER")]
    sender: Option<Number>,
}

impl ScopeArgs {
    /// The scope, and the testimonies that keep it alive: when the last of them is withdrawn, what is listed for them goes too.
    ///
    /// # Errors
    /// An unknown number, a withdrawn text, a sender who is not known.
    pub(super) fn resolve(&self, session: &Session) -> Result<(Scope, Vec<Number>), Failure> {
        if let Some(number) = self.testimony {
            session.case(number)?;
            return Ok((Scope::Testimony(number.0), vec![number]));
        }
        let Some(number) = self.sender else { return Ok((Scope::Collection, Vec::new())) };
        let sender = session.case(number)?.review().reading().sender.clone();
        if sender.is_blank() {
            return Err(Failure::new(
                Exit::Input,
                format!("Afsenderen af vidnesbyrd {number} er ikke kendt."),
                "Det er ikke en mail, eller mailen siger ikke, hvem den kommer fra.",
                format!("Skriv »--vidnesbyrd {number}«, så gælder navnet kun dér."),
            ));
        }
        let mut same = Vec::new();
        for row in session.rows()? {
            if matches!(row.state, State::Waiting | State::Approved | State::Rejected)
                && session.case(row.number)?.review().reading().sender == sender
            {
                same.push(row.number);
            }
        }
        Ok((Scope::Sender(sender), same))
    }
}

/// For which texts a list holds, in a few words; the sender by the numbers of the testimonies, where they are known.
pub(super) fn danish(scope: &Scope, only_for: Option<&str>) -> String {
    match scope {
        Scope::Collection => String::from("hele samlingen"),
        Scope::Testimony(number) => format!("kun vidnesbyrd {number}"),
        Scope::Sender(_) => {
            only_for.map_or_else(|| String::from("én afsender"), |numbers| format!("afsenderen af {numbers}"))
        }
    }
}
