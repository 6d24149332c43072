//! Rules that do not load, for the coordinator. Nothing is searched with the rest of them: doubt hides.

use super::{Exit, Failure};
use crate::redact::rules::RuleError;

impl From<RuleError> for Failure {
    fn from(error: RuleError) -> Self {
        Self::new(
            Exit::Input,
            "Reglerne kan ikke bruges, så der bliver ikke gennemsøgt eller vist noget.",
            format!("{error}."),
            "Ret reglen i mappen »regler«, og kør »vidnesbyrd regler tjek«.",
        )
    }
}
