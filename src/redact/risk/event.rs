//! What others have heard of: the newspaper, the television, a fire, an accident. One search finds the article and the name.
//!
//! Finds: *i lokalavisen*, *på TV 2*, *i fjernsynet*, *en husbrand*, *trafikulykken*, *brændte ned*; English *in the newspaper*, *on television*.
//! Misses: what went round on social media, a court case, anything unusual that has no word here. Accidents in general (*risikoen for
//! trafikulykker*) are left alone because only the singular counts.

use super::coarser::Coarser;
use super::look::Look;
use super::{Hint, HintKind};

/// An event from its word.
pub(super) fn detect(look: &Look<'_>, at: usize) -> Option<Hint> {
    let lower = look.lower(at);
    let before = look.before(at, 1);
    let hint =
        |first: usize, last: usize, words: &'static str| look.hint(HintKind::Event, first, last, Coarser::fixed(words));
    match lower {
        "avisen" | "lokalavisen" | "ugeavisen" | "dagbladet" | "fjernsynet" | "radioen" | "nyhederne" | "forsiden"
            if matches!(before, "i" | "på") =>
        {
            hint(at - 1, last_of_outlet(look, at), "i medierne")
        }
        "tv" | "tv2" if matches!(before, "i" | "på" | "til") && shown(look, at) => {
            hint(at - 1, last_of_outlet(look, at), if before == "til" { "til medierne" } else { "i medierne" })
        }
        "newspaper" | "television" if matches!(before, "the" | "local" | "on") => {
            let first =
                (1..=3).take_while(|&back| matches!(look.before(at, back), "the" | "local" | "in" | "on")).last();
            hint(at - first.unwrap_or(0), at, "in the media")
        }
        "dokumentar" | "dokumentaren" | "dokumentarfilm" => article(look, at, "en udsendelse", "udsendelsen"),
        "husbrand" | "gårdbrand" | "ildebrand" | "trafikulykke" | "bilulykke" | "arbejdsulykke" | "drukneulykke"
        | "dødsulykke" | "togulykke" | "eksplosion" => article(look, at, "en alvorlig hændelse", "hændelsen"),
        "branden" | "husbranden" | "gårdbranden" | "trafikulykken" | "bilulykken" | "arbejdsulykken"
        | "drukneulykken" | "dødsulykken" | "eksplosionen" => hint(at, at, "hændelsen"),
        "brændte" if look.after(at) == "ned" => hint(at, at + 1, "gik tabt"),
        "crash" if matches!(before, "car" | "train" | "plane") => {
            let first = if matches!(look.before(at, 2), "a" | "the") { at - 2 } else { at - 1 };
            hint(first, at, if look.before(at, 2) == "the" { "the incident" } else { "a serious incident" })
        }
        _ => None,
    }
}

/// Watching television tells nothing; being on it does.
fn shown(look: &Look<'_>, at: usize) -> bool {
    const WATCHED: [&str; 12] =
        ["ser", "så", "se", "set", "foran", "kiggede", "kigger", "watch", "watched", "høre", "hører", "sidder"];
    // A channel or a verb of appearing: *på TV 2*, *var i tv*, *kom i tv*.
    const SHOWN: [&str; 11] =
        ["var", "været", "kom", "kommet", "vist", "stod", "gik", "optrådte", "historie", "indslag", "interviewet"];
    let watched = (2..=4).any(|back| WATCHED.contains(&look.before(at, back)));
    let appeared = (2..=6).any(|back| SHOWN.contains(&look.before(at, back)));
    !watched
        && (appeared
            || look.is_number(at + 1) && look.joined(at + 1)
            || look.lower(at) == "tv2" && look.before(at, 1) == "på")
}

/// *TV 2 Nord*: the channel goes too.
fn last_of_outlet(look: &Look<'_>, at: usize) -> usize {
    let mut last = at;
    while last < at + 3
        && look.joined(last + 1)
        && (look.is_number(last + 1) && last == at || look.telling_capital(last + 1))
    {
        last += 1;
    }
    last
}

/// With its article, when it has one.
fn article(look: &Look<'_>, at: usize, indefinite: &'static str, definite: &'static str) -> Option<Hint> {
    let words = match look.before(at, 1) {
        "en" | "et" => indefinite,
        "den" | "det" => definite,
        _ => {
            return look
                .hint(HintKind::Event, at, at, Coarser::fixed("alvorlig hændelse"))
                .filter(|_| definite == "hændelsen");
        }
    };
    look.hint(HintKind::Event, at.checked_sub(1)?, at, Coarser::fixed(words))
}
