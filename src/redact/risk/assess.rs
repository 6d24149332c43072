//! The risk in words: which kinds of trait stand together, and what that means to somebody who knows the place.

use super::HintKind;
use crate::redact::finding::Kind;
use serde::Serialize;
use std::collections::BTreeMap;

/// What would be printed, by kind.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shown {
    /// Hints that stand as they were written.
    pub hints: BTreeMap<HintKind, usize>,
    /// Findings that the coordinator kept.
    pub kept: BTreeMap<Kind, usize>,
}

/// How much points at the family.
///
/// The level follows from which kinds stand *together*, not from a sum: five dates say less than one date, one school and one village. There are
/// three groups. An *anchor* says where to look (school, small place, workplace, club). A *rare trait* is shared by few wherever one
/// looks (a rare diagnosis, an office, an event in the news, two origins, a birthday, being one of few). A *common trait* is shared by many (age, class, number of children, a date).
///
/// One thing is counted all the same: the ages of three people, or of two beside the number of children, are a constellation of siblings, and that is a
/// common trait more.
///
/// This is the reasoning of k-anonymity (Sweeney 2002) without its numbers: how many families share a trait in a parish is not known here, and a number
/// that pretends to know would be worse than none. The thresholds are a judgement, not a measurement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Nothing that the program knows of.
    None,
    /// Common traits of one or two kinds.
    Low,
    /// An anchor, a rare trait, or common traits of three kinds or more.
    Raised,
    /// An anchor and a rare trait, an anchor and common traits of two kinds, two anchors and a common trait, or two rare traits.
    High,
}

impl Level {
    /// The stable code, as in JSON.
    pub const fn code(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Low => "low",
            Self::Raised => "raised",
            Self::High => "high",
        }
    }

    /// The Danish word.
    pub const fn danish(self) -> &'static str {
        match self {
            Self::None => "ingen set",
            Self::Low => "lille",
            Self::Raised => "mærkbar",
            Self::High => "stor",
        }
    }

    fn of(anchors: usize, rare: usize, common: usize) -> Self {
        match (anchors, rare, common) {
            (0, 0, 0) => Self::None,
            (0, 0, 1..=2) => Self::Low,
            (1.., 1.., _) | (1.., _, 2..) | (2.., _, 1..) | (_, 2.., _) => Self::High,
            _ => Self::Raised,
        }
    }
}

/// The risk, for the coordinator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Risk {
    /// How much.
    pub level: Level,
    /// What stands there, by kind, as it was counted.
    pub shown: Shown,
}

/// Weighs what would be printed.
pub fn assess(shown: Shown) -> Risk {
    let traits = traits(&shown);
    let count = |wanted: Group| traits.iter().filter(|(group, _)| *group == wanted).count();
    let ages = shown.hints.get(&HintKind::Age).copied().unwrap_or_default();
    let constellation = ages > 2 || ages == 2 && shown.hints.contains_key(&HintKind::Siblings);
    let common = count(Group::Common) + usize::from(constellation);
    let level = Level::of(count(Group::Anchor), count(Group::Rare), common);
    Risk { level, shown }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Group {
    Anchor,
    Rare,
    Common,
}

const fn group(kind: HintKind) -> Group {
    match kind {
        HintKind::School | HintKind::SmallPlace | HintKind::Workplace | HintKind::Association => Group::Anchor,
        HintKind::RareDiagnosis | HintKind::Occupation | HintKind::Event | HintKind::Origin | HintKind::Unique => {
            Group::Rare
        }
        HintKind::Age | HintKind::Class | HintKind::Siblings | HintKind::Date => Group::Common,
    }
}

/// What a kept finding tells. Names and numbers that were kept are another matter: the coordinator has looked each of them in the eye.
const fn kept_trait(kind: Kind) -> Option<(Group, HintKind)> {
    match kind {
        Kind::Institution => Some((Group::Anchor, HintKind::School)),
        Kind::Place | Kind::Address => Some((Group::Anchor, HintKind::SmallPlace)),
        Kind::Birthdate => Some((Group::Rare, HintKind::Date)),
        _ => None,
    }
}

/// Every kind of trait once, with its group: a school that was kept and one that was hinted at are one anchor.
fn traits(shown: &Shown) -> Vec<(Group, HintKind)> {
    let hinted = shown.hints.keys().map(|&kind| (group(kind), kind));
    let kept = shown.kept.keys().filter_map(|&kind| kept_trait(kind));
    let mut traits: Vec<(Group, HintKind)> = hinted.chain(kept).collect();
    traits.sort_unstable();
    traits.dedup();
    traits
}

impl Risk {
    /// A few plain sentences: what stands there, what it means together, what to do.
    pub fn sentences(&self) -> Vec<String> {
        let listed = listed(&self.items());
        match self.level {
            Level::None => vec![
                "Programmet ser intet her, der peger på familien ud over det, der er skjult.".to_owned(),
                "Læs selv efter: naboen kender egnen; det gør programmet ikke.".to_owned(),
            ],
            Level::Low => vec![format!("Her står {listed}."), self.why_little().to_owned()],
            Level::Raised => {
                vec![
                    format!("Her står {listed}."),
                    self.why(),
                    "Overvej at skrive noget af det mindre præcist.".to_owned(),
                ]
            }
            Level::High => vec![
                format!("Her står {listed}."),
                self.why(),
                "Den, der kender egnen, kan regne ud, hvem det er. Skriv mindst to af tingene mindre præcist."
                    .to_owned(),
            ],
        }
    }

    /// Why common traits by themselves say little.
    fn why_little(&self) -> &'static str {
        if self.shown.hints.contains_key(&HintKind::Date) {
            "Datoer siger kun noget til dem, der var med, og til kommunen; andre kan næppe gætte, hvem det er."
        } else {
            "Det gælder for mange familier, så det peger næppe på nogen."
        }
    }

    /// Why together they are more than each by itself.
    fn why(&self) -> String {
        let traits = traits(&self.shown);
        let has = |wanted: Group| traits.iter().any(|(group, _)| *group == wanted);
        let is = |wanted: HintKind| traits.iter().any(|(_, kind)| *kind == wanted);
        let why = match (has(Group::Anchor), has(Group::Rare), has(Group::Common)) {
            (true, true, _) => "Stedet siger, hvor man skal lede, og resten passer kun på få dér.",
            (true, false, true) => "Stedet siger, hvor man skal lede, og resten skiller familien ud fra de andre.",
            (true, false, false) => "Det siger, hvor man skal lede, men ikke, hvem det er.",
            (false, true, _) if is(HintKind::RareDiagnosis) => {
                "Kun få i landet har den diagnose, og de kender ofte hinanden."
            }
            (false, true, _) if is(HintKind::Event) => {
                "Det, der har været omtalt, kan slås op, og så følger navnet med."
            }
            (false, true, _) if is(HintKind::Unique) => {
                "Den, der fortæller, at de er blandt få, har næsten sagt, hvem de er."
            }
            (false, true, _) => "Det passer på få, også når man ikke ved, hvor de bor.",
            (false, false, _) => "Hver for sig siger det ikke meget; tilsammen passer det måske kun på én familie.",
        };
        why.to_owned()
    }

    /// What stands there, as nouns with their count.
    fn items(&self) -> Vec<String> {
        let hinted = self.shown.hints.iter().map(|(&kind, &count)| item(kind, count));
        let kept = self.shown.kept.iter().filter_map(|(&kind, &count)| kept_item(kind, count));
        kept.chain(hinted).collect()
    }
}

fn item(kind: HintKind, count: usize) -> String {
    let (one, many) = match kind {
        HintKind::School => ("en skole", "skoler"),
        HintKind::SmallPlace => ("et lille sted", "små steder"),
        HintKind::Workplace => ("en arbejdsplads", "arbejdspladser"),
        HintKind::Association => ("en forening", "foreninger"),
        HintKind::Date => ("en præcis dato", "præcise datoer"),
        HintKind::Age => ("et menneskes alder", "menneskers alder"),
        HintKind::Class => ("en skoleklasse", "skoleklasser"),
        HintKind::RareDiagnosis => ("en sjælden diagnose", "sjældne diagnoser"),
        HintKind::Siblings => ("antallet af børn", ""),
        HintKind::Occupation => ("en sjælden stilling", "sjældne stillinger"),
        HintKind::Event => ("en omtalt hændelse", "omtalte hændelser"),
        HintKind::Origin => ("familiens oprindelse", ""),
        HintKind::Unique => ("at være en af få", ""),
    };
    if count == 1 || many.is_empty() { one.to_owned() } else { format!("{count} {many}") }
}

fn kept_item(kind: Kind, count: usize) -> Option<String> {
    let (one, many) = match kind {
        Kind::Institution => {
            ("en skole eller institution (beholdt af dig)", "skoler eller institutioner (beholdt af dig)")
        }
        Kind::Place => ("et sted (beholdt af dig)", "steder (beholdt af dig)"),
        Kind::Address => ("en adresse (beholdt af dig)", "adresser (beholdt af dig)"),
        Kind::Birthdate => ("en fødselsdag (beholdt af dig)", "fødselsdage (beholdt af dig)"),
        _ => return None,
    };
    Some(if count == 1 { one.to_owned() } else { format!("{count} {many}") })
}

/// *a, b og c*.
fn listed(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} og {last}", first.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn risk(hints: &[(HintKind, usize)], kept: &[(Kind, usize)]) -> Risk {
        assess(Shown { hints: hints.iter().copied().collect(), kept: kept.iter().copied().collect() })
    }

    #[test]
    fn the_level_follows_from_the_kinds_that_stand_together_and_not_from_their_number() {
        use HintKind as H;
        for (hints, kept, level) in [
            (&[][..], &[][..], Level::None),
            (&[(H::Age, 9)], &[], Level::Low),
            (&[(H::Age, 1), (H::Siblings, 1)], &[], Level::Low),
            (&[(H::Age, 2), (H::Siblings, 1)], &[], Level::Raised),
            (&[(H::Age, 3), (H::Date, 1)], &[], Level::Raised),
            (&[(H::Age, 1), (H::Date, 9)], &[], Level::Low),
            (&[(H::Age, 1), (H::Date, 1), (H::Siblings, 1)], &[], Level::Raised),
            (&[(H::Workplace, 1)], &[], Level::Raised),
            (&[(H::RareDiagnosis, 3)], &[], Level::Raised),
            (&[(H::RareDiagnosis, 1), (H::Age, 1)], &[], Level::Raised),
            (&[(H::Age, 1)], &[(Kind::Institution, 1)], Level::Raised),
            (&[(H::Age, 3), (H::Date, 1)], &[(Kind::Institution, 1)], Level::High),
            (&[(H::RareDiagnosis, 1), (H::SmallPlace, 1)], &[], Level::High),
            (&[(H::School, 1), (H::Workplace, 1), (H::Age, 1)], &[], Level::High),
            (&[], &[(Kind::Place, 1), (Kind::Person, 4)], Level::Raised),
            (&[(H::School, 1)], &[(Kind::Institution, 1)], Level::Raised),
        ] {
            assert_eq!(risk(hints, kept).level, level, "{hints:?} {kept:?}");
        }
    }

    #[test]
    fn the_sentences_say_what_stands_there_and_what_to_do() {
        use HintKind as H;
        let all = [
            risk(&[], &[]),
            risk(&[(H::Age, 2)], &[]),
            risk(&[(H::Age, 1), (H::Siblings, 1), (H::Date, 2)], &[]),
            risk(&[(H::Event, 1)], &[]),
            risk(&[(H::Age, 3), (H::Date, 1)], &[(Kind::Institution, 1)]),
            risk(&[(H::RareDiagnosis, 1), (H::SmallPlace, 2), (H::Occupation, 1)], &[]),
        ];
        let text: Vec<String> =
            all.iter().map(|risk| format!("{}: {}", risk.level.danish(), risk.sentences().join(" "))).collect();
        insta::assert_snapshot!(text.join("\n"));
    }
}
