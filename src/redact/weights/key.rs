//! How a feature is looked up: its kind, its class and its value as one number. Also compiled into the build script, so that the table that
//! ships and the program that asks it agree.

/// What the engine looks at when it judges a word. The order is that of the keys; new ones go to the end.
pub const FEATURES: [&str; 36] = [
    "base",
    "length",
    "prev",
    "next",
    "prev2",
    "next2",
    "prev_listing",
    "next_listing",
    "gap",
    "gap_after",
    "prev_end",
    "next_end",
    "end",
    "own",
    "language",
    "role_cue",
    "naming",
    "title",
    "greeting",
    "sign_off",
    "verb_after",
    "communication",
    "neighbour",
    "hyphen",
    "initial",
    "header",
    "elsewhere_sure",
    "elsewhere",
    "date",
    "age",
    "owner",
    "together",
    "object",
    "role_comma",
    "introduced",
    "determiner",
];

/// How the word under judgement is written, as finely as the feature needs it.
pub const CLASSES: [&str; 9] =
    ["telling", "start", "lower", "habit", "shouted", "capitals", "capital_habit", "capital", "any"];

/// A value as a number (FNV-1a, folded to 32 bits), so that a word is read once and not for every feature it is the value of.
pub const fn value(text: &str) -> u32 {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    let mut rest = text.as_bytes();
    while let [byte, after @ ..] = rest {
        hash = (hash ^ *byte as u64).wrapping_mul(0x100_0000_01b3);
        rest = after;
    }
    fold(hash)
}

/// The key of a feature; never 0, which marks a free place.
pub const fn key(feature: u8, class: u8, value: u32) -> u32 {
    let all = (feature as u64) << 40 | (class as u64) << 32 | value as u64;
    // Multiplying by an odd number loses nothing, and spreads feature and class over the bits that are kept.
    let key = fold(all.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15));
    if key == 0 { 1 } else { key }
}

#[expect(clippy::cast_possible_truncation, reason = "folding keeps 32 bits on purpose")]
const fn fold(hash: u64) -> u32 {
    (hash ^ (hash >> 32)) as u32
}

/// Where in a table of `places` (a power of two) the search for a key starts.
pub const fn place(key: u32, places: usize) -> usize {
    (key as usize).wrapping_mul(0x9e37_79b9) >> 7 & (places - 1)
}
