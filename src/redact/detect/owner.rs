//! Somebody who owns what only people have: *lærkes mor*, *storms skole*, *Annbritts chef*.
//!
//! Finds: a genitive before a word for kin, for somebody's profession, for a body part, for what a child or an employee has.
//! Misses: a genitive before anything else (*storms hærgen* may be the wind's).

use crate::intake::Seed;
use crate::redact::context::Context;
use crate::redact::lexicon::CueKind;
use crate::redact::score::{Board, Signal};
use crate::redact::token::{Case, Gap};

/// What people have, beside kin and those whose profession it is to help them (these are cues).
const OWNED: [&str; 118] = [
    "skole",
    "klasse",
    "værelse",
    "seng",
    "taske",
    "skoletaske",
    "mave",
    "krop",
    "hænder",
    "hånd",
    "øjne",
    "ansigt",
    "hoved",
    "stemme",
    "ord",
    "sag",
    "journal",
    "mappe",
    "diagnose",
    "diagnoser",
    "autisme",
    "adhd",
    "angst",
    "trivsel",
    "mistrivsel",
    "udvikling",
    "adfærd",
    "behov",
    "vanskeligheder",
    "udfordringer",
    "problemer",
    "hverdag",
    "fødselsdag",
    "navn",
    "børnehave",
    "vuggestue",
    "dagpleje",
    "sfo",
    "institution",
    "kammerater",
    "klassekammerater",
    "venner",
    "ven",
    "veninde",
    "veninder",
    "hund",
    "kat",
    "telefon",
    "mobil",
    "computer",
    "ipad",
    "skema",
    "støtte",
    "støttetimer",
    "medicin",
    "anfald",
    "reaktion",
    "reaktioner",
    "fravær",
    "skolegang",
    "lektier",
    "egen",
    "egne",
    "søvn",
    "ting",
    "tøj",
    "jakke",
    "sko",
    "bamse",
    "stol",
    "kørestol",
    "plads",
    "rettigheder",
    "side",
    "vegne",
    "skyld",
    "hjerne",
    "ben",
    "arm",
    "arme",
    "mund",
    "tårer",
    "gråd",
    "smil",
    "latter",
    "mail",
    "mails",
    "svar",
    "notat",
    "notater",
    "referat",
    "afgørelse",
    "vurdering",
    "udtalelse",
    "rapport",
    "forslag",
    "løfte",
    "løfter",
    "kontor",
    "telefontid",
    "telefonsvarer",
    "barsel",
    "afløser",
    "stilling",
    "handicap",
    "sygdom",
    "konfirmation",
    "tegning",
    "tegninger",
    "handleplan",
    "sagsakter",
    "papirer",
    "school",
    "class",
    "room",
    "bed",
    "teacher",
    "birthday",
];

/// Whether the token at `index` is somebody's: a word for kin, for a profession, or for what people have.
pub fn is_owned(context: &Context<'_>, index: usize) -> bool {
    let Some(token) = context.tokens.get(index) else { return false };
    context.words.get(index).and_then(|word| word.cue).is_some_and(|cue| cue.kind == CueKind::Role)
        || OWNED.contains(&context.tokens.lower(token))
}

/// Adds the signals.
pub fn detect(context: &Context<'_>, _seeds: &[Seed], board: &mut Board) {
    for (index, word) in context.words.iter().enumerate() {
        if !word.genitive || word.listing.is_plain_word() {
            continue;
        }
        let Some(token) = context.tokens.get(index) else { break };
        let next = context.tokens.get(index + 1);
        if next.is_some_and(|next| next.gap == Gap::Space && next.case == Case::Lower) && is_owned(context, index + 1) {
            board.add(context, index, Signal::Owner(token.span.start()));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::redact::detect::shown::persons;

    #[test]
    fn what_only_people_have_tells_a_name_from_a_word() {
        for (text, found) in [
            ("i skolen sagde de at storms mor var besværlig", vec!["storm"]),
            ("Så kom Fuglebrandas chef og sagde nej.", vec!["Fuglebranda"]),
            ("det var dagens skole og livets gang og stormens hærgen", vec![]),
        ] {
            assert_eq!(persons(text), found, "{text}");
        }
    }
}
