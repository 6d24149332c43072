//! The events of a review. What the coordinator did is kept; what follows from it is worked out anew each time.

use super::fingerprint::Fingerprint;
use crate::personal::Personal;
use crate::redact::{Kind, Role};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// One event: what was done, when, and by whom.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// When.
    pub at: jiff::Timestamp,
    /// The coordinator's initials.
    pub by: String,
    /// What.
    pub act: Act,
}

/// Something that the coordinator does to one testimony. Forms are keys made by [`crate::redact::subject::form_key`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "snake_case")]
pub enum Act {
    /// Hide every subject that has one of these forms.
    Hide {
        /// All the forms of the subject when it was decided.
        forms: BTreeSet<Personal>,
        /// What the placeholder says it is.
        kind: Kind,
        /// For a person: the role in the placeholder.
        role: Role,
    },
    /// Print every subject of this kind all of whose forms are among these (or were kept before).
    Keep {
        /// All the forms of the subject when it was decided.
        forms: BTreeSet<Personal>,
        /// What the engine took it for. A word that is kept as a word is not kept as a person: *storm* is not *Storm*.
        kind: Kind,
    },
    /// The list of words that nobody vouches for, decided in one go, so that one undo takes it all back.
    Words {
        /// These are hidden without saying what they are.
        hide: BTreeSet<Personal>,
        /// These are ordinary words and are printed.
        keep: BTreeSet<Personal>,
    },
    /// Hide a stretch that the engine did not find.
    Mark {
        /// First byte in the normalised text.
        start: usize,
        /// One past the last byte.
        end: usize,
        /// What the placeholder says it is.
        kind: Kind,
        /// For a person: the role.
        role: Role,
    },
    /// Hide every whole-word occurrence of this word or phrase in this testimony, the genitive included.
    HideWord {
        /// The key of the word.
        word: Personal,
        /// What the placeholder says it is.
        kind: Kind,
        /// For a person: the role.
        role: Role,
    },
    /// Print this word wherever it stands alone in this testimony, whatever the engine took it for.
    KeepWord {
        /// The key of the word.
        word: Personal,
    },
    /// Print stretches that may point at the family in coarser words. One answer of the coordinator is one event, so that one undo
    /// takes it all back.
    Coarsen {
        /// Each with its words.
        stretches: Vec<Coarsened>,
    },
    /// Another role for a person; hides nothing by itself.
    Role {
        /// All the forms of the person when it was decided.
        forms: BTreeSet<Personal>,
        /// The role.
        role: Role,
    },
    /// Take back the latest event that is not taken back yet.
    Undo,
    /// The text may be printed as it now reads.
    Approve {
        /// Of the words that would be printed. Approval is in force only while they are the same.
        fingerprint: Fingerprint,
        /// Whether the coordinator said that the original has been read, which a text with unread parts needs.
        original_read: bool,
    },
    /// The text is not to be printed.
    Reject {
        /// Why.
        reason: RejectReason,
    },
    /// Take up again what was approved or rejected.
    Reopen,
}

/// One stretch in coarser words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Coarsened {
    /// First byte in the normalised text.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// What is printed instead; nothing to print it as it stands again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wording: Option<Personal>,
}

impl Act {
    /// The stable code for the audit log, which holds no text.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Hide { .. } => "hide",
            Self::Keep { .. } => "keep",
            Self::Words { .. } => "words",
            Self::Mark { .. } => "mark",
            Self::HideWord { .. } => "hide_word",
            Self::KeepWord { .. } => "keep_word",
            Self::Coarsen { .. } => "coarsen",
            Self::Role { .. } => "role",
            Self::Undo => "undo",
            Self::Approve { .. } => "approve",
            Self::Reject { .. } => "reject",
            Self::Reopen => "reopen",
        }
    }

    /// What it was, in Danish and without what it was about.
    pub const fn danish(&self) -> &'static str {
        match self {
            Self::Hide { .. } => "noget blev skjult",
            Self::Keep { .. } => "noget blev beholdt",
            Self::Words { .. } => "listen over ukendte ord blev afgjort",
            Self::Mark { .. } | Self::HideWord { .. } => "noget blev mærket og skjult",
            Self::KeepWord { .. } => "et ord blev beholdt",
            Self::Coarsen { .. } => "noget blev skrevet mindre præcist eller sat tilbage",
            Self::Role { .. } => "en rolle blev ændret",
            Self::Undo => "noget blev fortrudt",
            Self::Approve { .. } => "vidnesbyrdet blev godkendt",
            Self::Reject { .. } => "vidnesbyrdet blev afvist",
            Self::Reopen => "vidnesbyrdet blev taget op igen",
        }
    }
}

/// Why a text is not printed. A list, because a free text would be about somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RejectReason {
    /// Not an account at all.
    NotATestimony,
    /// The same account came before.
    Duplicate,
    /// Cannot be made unrecognisable without losing its meaning.
    TooRecognisable,
    /// The parent's consent is missing.
    NoConsent,
    /// About something else than the round asks for.
    OffTopic,
    /// Cannot be read.
    Unreadable,
    /// Something else.
    Other,
}

impl RejectReason {
    /// Every reason, in the order shown.
    pub const ALL: [Self; 7] = [
        Self::NotATestimony,
        Self::Duplicate,
        Self::TooRecognisable,
        Self::NoConsent,
        Self::OffTopic,
        Self::Unreadable,
        Self::Other,
    ];

    /// The word that the coordinator types (ASCII).
    pub const fn word(self) -> &'static str {
        match self {
            Self::NotATestimony => "ikke-vidnesbyrd",
            Self::Duplicate => "dublet",
            Self::TooRecognisable => "genkendelig",
            Self::NoConsent => "samtykke",
            Self::OffTopic => "emne",
            Self::Unreadable => "ulaeselig",
            Self::Other => "andet",
        }
    }

    /// The reason as a phrase.
    pub const fn danish(self) -> &'static str {
        match self {
            Self::NotATestimony => "det er ikke et vidnesbyrd",
            Self::Duplicate => "det er kommet før",
            Self::TooRecognisable => "det kan ikke gøres ukendeligt uden at miste sin mening",
            Self::NoConsent => "samtykke mangler",
            Self::OffTopic => "det handler om noget andet",
            Self::Unreadable => "det kan ikke læses",
            Self::Other => "anden grund",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_of_a_decision_is_mute_about_people() {
        let name = Personal::new(String::from("kanarie fugl"));
        let acts = [
            Act::Hide { forms: [name.clone()].into(), kind: Kind::Person, role: Role::Other },
            Act::Words { hide: [name.clone()].into(), keep: [name.clone()].into() },
            Act::HideWord { word: name.clone(), kind: Kind::Person, role: Role::Other },
            Act::Coarsen { stretches: vec![Coarsened { start: 0, end: 1, wording: Some(name) }] },
        ];
        assert!(!format!("{acts:?}").contains("kanarie"));
    }

    #[test]
    fn every_act_survives_the_store() {
        let name = Personal::new(String::from("kanarie"));
        let acts = [
            Act::Keep { forms: [name.clone()].into(), kind: Kind::Unvouched },
            Act::Mark { start: 3, end: 9, kind: Kind::Place, role: Role::Other },
            Act::KeepWord { word: name.clone() },
            Act::Coarsen {
                stretches: vec![
                    Coarsened { start: 3, end: 9, wording: Some(name.clone()) },
                    Coarsened { start: 12, end: 14, wording: None },
                ],
            },
            Act::Role { forms: [name].into(), role: Role::Leader },
            Act::Undo,
            Act::Approve { fingerprint: Fingerprint::of(["x"]), original_read: true },
            Act::Reject { reason: RejectReason::NoConsent },
            Act::Reopen,
        ];
        for act in acts {
            let json = serde_json::to_string(&act).unwrap();
            assert_eq!(serde_json::from_str::<Act>(&json).unwrap(), act, "{json}");
        }
    }
}
