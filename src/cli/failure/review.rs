//! Why a decision was refused, as the coordinator reads it.

use super::{Exit, Failure};
use crate::review::Refusal;

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        let (exit, what, cause, hint) = match refusal {
            Refusal::Waiting(ids) => {
                let many = if ids.len() == 1 { "1 ting venter".into() } else { format!("{} ting venter", ids.len()) };
                return Self::new(
                    Exit::WorkRemains,
                    "Vidnesbyrdet kan ikke godkendes endnu.",
                    format!("{many} på en afgørelse."),
                    "Tag stilling til dem med »vidnesbyrd gennemse NUMMER«.",
                );
            }
            Refusal::OriginalNotRead => (
                Exit::WorkRemains,
                "Vidnesbyrdet kan ikke godkendes endnu.",
                "Noget kunne ikke læses sikkert, så et menneske skal sammenligne med originalen.",
                "Læs »vidnesbyrd vis NUMMER --original«, og godkend så med »--jeg-har-laest-originalen«.",
            ),
            Refusal::Rejected => (
                Exit::WorkRemains,
                "Vidnesbyrdet kan ikke godkendes.",
                "Det er afvist.",
                "Tag det op igen med »vidnesbyrd afvis NUMMER --genaabn«.",
            ),
            Refusal::LostStretch => (
                Exit::Refused,
                "Vidnesbyrdet kan ikke godkendes.",
                "Noget, der blev skjult med hånden, passer ikke længere til teksten, og kunne blive vist.",
                "Fortryd det med »vidnesbyrd fortryd NUMMER«, og skjul det igen.",
            ),
            Refusal::NothingToPrint => (
                Exit::Refused,
                "Vidnesbyrdet kan ikke godkendes.",
                "Der er intet tilbage at trykke: teksten er tom, eller alt i den er skjult.",
                "Se originalen med »vidnesbyrd vis NUMMER --original«, eller afvis det.",
            ),
            Refusal::Changed => (
                Exit::WorkRemains,
                "Vidnesbyrdet blev ikke godkendt.",
                "Teksten er blevet en anden, siden den blev vist.",
                "Læs den igen med »vidnesbyrd vis NUMMER«, og godkend så.",
            ),
            Refusal::NothingToUndo => (
                Exit::Input,
                "Der er intet at fortryde.",
                "Ingen har besluttet noget om vidnesbyrdet, eller alt er allerede fortrudt.",
                "Se det med »vidnesbyrd vis NUMMER«.",
            ),
            Refusal::NothingToReopen => (
                Exit::Input,
                "Der er intet at tage op igen.",
                "Vidnesbyrdet er hverken godkendt eller afvist.",
                "Gå videre med »vidnesbyrd gennemse NUMMER«.",
            ),
            Refusal::NoSuchStretch => (
                Exit::Input,
                "Det står ikke i teksten.",
                "Ordene blev ikke fundet som hele ord i vidnesbyrdet.",
                "Skriv dem præcis, som de står i »vidnesbyrd vis NUMMER --original«.",
            ),
            Refusal::BadWording => (
                Exit::Input,
                "De ord kan ikke stå i teksten.",
                "De er tomme, fylder mere end en linje eller har tegn, som ikke kan trykkes.",
                "Skriv det kortere, for eksempel »i foråret« eller »[sted]«.",
            ),
            Refusal::WordingRepeats => (
                Exit::Refused,
                "De ord kan ikke stå i teksten.",
                "Der er noget i dem, som er skjult i vidnesbyrdet eller venter på en afgørelse.",
                "Skriv det uden navnet, for eksempel »i foråret« eller »[sted]«.",
            ),
            Refusal::NotAnalysed => (
                Exit::Refused,
                "Teksten kunne ikke undersøges for navne.",
                "Navnesøgningen gik i stå, og så længe den gør det, bliver intet vist eller trykt.",
                "Se mailen med »vidnesbyrd vis NUMMER --raa«. Det, du ellers har afgjort, er gemt.",
            ),
        };
        Self::new(exit, what, cause, hint)
    }
}

/// Puts the number of the testimony where the sentences say `NUMMER`.
pub fn about(number: crate::store::Number, refusal: Refusal) -> Failure {
    let failure = Failure::from(refusal);
    let named = |text: &str| text.replace("NUMMER", &number.to_string());
    Failure::new(
        failure.exit,
        failure.what.replacen("Vidnesbyrdet", &format!("Vidnesbyrd {number}"), 1),
        named(&failure.cause),
        named(&failure.hint),
    )
}
