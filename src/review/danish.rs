//! The words that the coordinator reads for kinds, roles and problems.

use crate::intake::Problem;
use crate::redact::{Kind, Role};

/// What a finding identifies, as a noun without article.
pub const fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Person => "person",
        Kind::Cpr => "CPR-nummer",
        Kind::Phone => "telefonnummer",
        Kind::Email => "e-mailadresse",
        Kind::Address => "adresse",
        Kind::CaseNumber => "sagsnummer",
        Kind::Plate => "nummerplade",
        Kind::Bank => "kontonummer",
        Kind::Handle => "brugernavn",
        Kind::Url => "link",
        Kind::Birthdate => "fødselsdag",
        Kind::Place => "sted",
        Kind::Institution => "skole, institution eller arbejdsplads",
        Kind::OtherId => "andet nummer",
        Kind::Unvouched => "ukendt ord",
    }
}

/// A role or kind as one choice of the list that the coordinator picks a number from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Choice {
    /// What the placeholder says it is.
    pub kind: Kind,
    /// For a person: the role.
    pub role: Role,
}

impl Choice {
    /// Every choice, in the order of the list: the people first.
    pub const ALL: [Self; 15] = [
        Self::person(Role::Mother),
        Self::person(Role::Father),
        Self::person(Role::Parent),
        Self::person(Role::Child),
        Self::person(Role::Sibling),
        Self::person(Role::Relative),
        Self::person(Role::Caseworker),
        Self::person(Role::Leader),
        Self::person(Role::Professional),
        Self::person(Role::Other),
        Self::thing(Kind::Place),
        Self::thing(Kind::Institution),
        Self::thing(Kind::Address),
        Self::thing(Kind::OtherId),
        Self::thing(Kind::Unvouched),
    ];

    const fn person(role: Role) -> Self {
        Self { kind: Kind::Person, role }
    }

    const fn thing(kind: Kind) -> Self {
        Self { kind, role: Role::Other }
    }

    /// The word in the list.
    pub const fn danish(self) -> &'static str {
        match (self.kind, self.role) {
            (Kind::Person, Role::Relative) => "pårørende (bedsteforælder, onkel, tante, kæreste)",
            (Kind::Person, Role::Professional) => "fagperson (lærer, pædagog, læge, psykolog)",
            (Kind::Person, Role::Other) => "anden person",
            (Kind::Person, role) => role.danish(),
            (Kind::Unvouched, _) => "andet, blot skjult som […]",
            (other, _) => kind(other),
        }
    }

    /// The choice that a number or a word names: `7`, `sagsbehandler`, `caseworker`, `sted`, `skole`.
    pub fn from_typed(typed: &str) -> Option<Self> {
        let typed = typed.trim().to_lowercase();
        if let Ok(number) = typed.parse::<usize>() {
            return number.checked_sub(1).and_then(|index| Self::ALL.get(index)).copied();
        }
        if let Some(role) = Role::from_word(&typed) {
            return Some(Self::person(role));
        }
        match typed.as_str() {
            "foraelder" => Some(Self::person(Role::Parent)),
            "soeskende" | "søster" | "bror" => Some(Self::person(Role::Sibling)),
            "paaroerende" => Some(Self::person(Role::Relative)),
            "skole" | "arbejdsplads" => Some(Self::thing(Kind::Institution)),
            "nummer" => Some(Self::thing(Kind::OtherId)),
            "andet" | "ord" => Some(Self::thing(Kind::Unvouched)),
            word => Kind::ALL
                .into_iter()
                .find(|&known| known.code() == word || kind(known).to_lowercase() == word || stem(known) == word)
                .map(|kind| Self { kind, role: Role::Other }),
        }
    }
}

/// The short word for a kind that can be typed without æøå and capitals.
const fn stem(kind: Kind) -> &'static str {
    match kind {
        Kind::Cpr => "cpr",
        Kind::Phone => "telefon",
        Kind::Email => "e-mail",
        Kind::Birthdate => "dato",
        Kind::Institution => "institution",
        Kind::Bank => "konto",
        other => other.code(),
    }
}

/// What went wrong while the mail was read, as a sentence.
pub const fn problem(problem: Problem) -> &'static str {
    match problem {
        Problem::CharsetGuessed => "Mailens tegnsæt var forkert angivet; det rigtige blev fundet.",
        Problem::DoubleEncodingRepaired => "Ødelagte danske bogstaver blev rettet.",
        Problem::LettersLost => "Nogle bogstaver er gået tabt og står som \u{fffd}.",
        Problem::DamagedEncoding => "Mailen var beskadiget; det, der kunne reddes, er her.",
        Problem::UnreadablePart => "En del af mailen eller et bilag kunne ikke læses.",
        Problem::AttachmentNotRead => "Et bilag er af en slags, der ikke læses (billede, scanning, arkiv).",
        Problem::AttachmentProtected => "Et bilag er låst med adgangskode.",
        Problem::OverLimit => "En del af mailen er for stor og blev ikke læst.",
        Problem::NoText => "Der er ingen tekst.",
        Problem::ReaderFailed => "Læsningen gik i stå, og teksten mangler eller er ikke hel.",
        Problem::ForeignLanguage => "Teksten er på et sprog, som navnene ikke kan findes sikkert i.",
        Problem::AnalysisFailed => "Navnesøgningen gik i stå, så intet bliver vist.",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_choice_can_be_typed_as_its_number() {
        for (index, choice) in Choice::ALL.into_iter().enumerate() {
            assert_eq!(Choice::from_typed(&(index + 1).to_string()), Some(choice));
        }
        assert_eq!(Choice::from_typed("0"), None);
        assert_eq!(Choice::from_typed("16"), None);
        assert_eq!(Choice::from_typed("Leder").map(|choice| choice.role), Some(Role::Leader));
        assert_eq!(Choice::from_typed("telefon").map(|choice| choice.kind), Some(Kind::Phone));
        assert_eq!(Choice::from_typed("mette"), None);
    }
}
