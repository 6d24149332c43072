//! What the detectors hand over: findings, and what they may be about.

use crate::text::Span;
use serde::{Deserialize, Serialize, Serializer};
use std::sync::Arc;

/// The id of a pattern rule, as in its TOML entry. Not personal: the collection's own rules are named by the coordinator after what they find.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RuleId(pub Arc<str>);

impl Serialize for RuleId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

/// What a finding identifies. The snake-case names are part of the stable JSON form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A human being.
    Person,
    /// A Danish civil registration number (CPR).
    Cpr,
    /// A telephone number.
    Phone,
    /// An e-mail address.
    Email,
    /// A postal address or a part of one.
    Address,
    /// A case or journal number.
    CaseNumber,
    /// A vehicle's registration plate.
    Plate,
    /// A bank account, IBAN or card number.
    Bank,
    /// A user name on a network.
    Handle,
    /// A link.
    Url,
    /// The day somebody was born.
    Birthdate,
    /// A small place.
    Place,
    /// A school, a day-care centre, an employer.
    Institution,
    /// Another number or code that points at one person (passport, CVR of a person's firm).
    OtherId,
    /// A word that nobody vouches for.
    Unvouched,
}

impl Kind {
    /// The stable code, as in JSON and in the marked form of the fixtures.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Cpr => "cpr",
            Self::Phone => "phone",
            Self::Email => "email",
            Self::Address => "address",
            Self::CaseNumber => "case_number",
            Self::Plate => "plate",
            Self::Bank => "bank",
            Self::Handle => "handle",
            Self::Url => "url",
            Self::Birthdate => "birthdate",
            Self::Place => "place",
            Self::Institution => "institution",
            Self::OtherId => "other_id",
            Self::Unvouched => "unvouched",
        }
    }

    /// Every kind, in the order of the stable interface.
    pub const ALL: [Self; 15] = [
        Self::Person,
        Self::Cpr,
        Self::Phone,
        Self::Email,
        Self::Address,
        Self::CaseNumber,
        Self::Plate,
        Self::Bank,
        Self::Handle,
        Self::Url,
        Self::Birthdate,
        Self::Place,
        Self::Institution,
        Self::OtherId,
        Self::Unvouched,
    ];

    /// The kind with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// What a person is to the story. Where the text itself says mother or father, the role keeps that word; it is never guessed
/// from a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// The text says *mor*.
    Mother,
    /// The text says *far*.
    Father,
    /// A parent or guardian.
    Parent,
    /// The child it is about, or another child of the family.
    Child,
    /// Brother or sister.
    Sibling,
    /// Grandparent, aunt, partner, other kin.
    Relative,
    /// *Sagsbehandler*.
    Caseworker,
    /// *Leder*.
    Leader,
    /// *Fagperson*: teacher, doctor, psychologist, lawyer.
    Professional,
    /// Somebody else.
    Other,
}

impl Role {
    /// The stable code, as in JSON: mother and father are both `parent`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Mother | Self::Father | Self::Parent => "parent",
            Self::Child => "child",
            Self::Sibling => "sibling",
            Self::Relative => "relative",
            Self::Caseworker => "caseworker",
            Self::Leader => "leader",
            Self::Professional => "professional",
            Self::Other => "other",
        }
    }

    /// The Danish word that stands in the placeholder.
    pub const fn danish(self) -> &'static str {
        match self {
            Self::Mother => "mor",
            Self::Father => "far",
            Self::Parent => "forælder",
            Self::Child => "barn",
            Self::Sibling => "søskende",
            Self::Relative => "pårørende",
            Self::Caseworker => "sagsbehandler",
            Self::Leader => "leder",
            Self::Professional => "fagperson",
            Self::Other => "person",
        }
    }

    /// Every role.
    pub const ALL: [Self; 10] = [
        Self::Mother,
        Self::Father,
        Self::Parent,
        Self::Child,
        Self::Sibling,
        Self::Relative,
        Self::Caseworker,
        Self::Leader,
        Self::Professional,
        Self::Other,
    ];

    /// The role with this stable code or Danish word.
    pub fn from_word(word: &str) -> Option<Self> {
        match word {
            "parent" => Some(Self::Parent),
            _ => Self::ALL.into_iter().find(|role| role.danish() == word || role.code() == word),
        }
    }
}

/// How sure the engine is. The order is from strongest to weakest, so that `min` of two tiers is the stronger.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tier {
    /// Hidden unless the coordinator says keep.
    Sure,
    /// Waits for a decision.
    Doubt,
    /// A word nobody vouches for: one short list, decided in one go.
    Unvouched,
}

impl Tier {
    /// The stable code, as in JSON.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Sure => "sure",
            Self::Doubt => "doubt",
            Self::Unvouched => "unvouched",
        }
    }
}

/// Why something was found. Holds ids and offsets, never text, so it may be logged and stored; the line that a coordinator
/// reads is rendered from it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Evidence {
    /// Stands on a shipped list: `first_name`, `surname`, `dictionary_name`.
    List {
        /// Which list.
        list: &'static str,
    },
    /// A pattern rule matched.
    Rule {
        /// The rule's id.
        rule: RuleId,
    },
    /// A cue word stands beside it, at byte `at`.
    Cue {
        /// What the cue says the person is.
        role: Option<Role>,
        /// Byte offset of the cue word.
        at: usize,
    },
    /// Named in the mail's own header or metadata.
    Header {
        /// Which field: `from`, `to`, `cc`, `subject`, `attachment`.
        field: &'static str,
    },
    /// On a list of names that a coordinator made or imported.
    NameList {
        /// How far the list reaches: `collection`, or `here` for this testimony or its sender.
        reach: &'static str,
    },
    /// The same name stands as a surer finding at byte `at`.
    Elsewhere {
        /// Byte offset of that other occurrence.
        at: usize,
    },
    /// Stands beside another name.
    Neighbour {
        /// Byte offset of the neighbour.
        at: usize,
    },
    /// The shape of the word: `capital_mid_sentence`, `initials`, `all_caps`, `not_a_word`, `compound`, `name_shape`
    /// (looks and stands as names do).
    Shape {
        /// Which shape.
        shape: &'static str,
    },
    /// Listed by the coordinator in this collection or marked by hand in this testimony.
    Coordinator,
}

/// A stretch of text that may identify somebody, with the evidence for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Where it stands, in bytes of the normalised text.
    pub span: Span,
    /// What it identifies.
    pub kind: Kind,
    /// How sure the engine is.
    pub tier: Tier,
    /// All the reasons; merging keeps every one.
    pub evidence: Vec<Evidence>,
}
