//! Where the family comes from. One origin is shared by many; two that meet in one family (*I am Scottish, my wife is Nigerian*) by few.
//!
//! Finds: two or more different countries that somebody in the family is or comes from: *jeg kommer fra Polen*, *min mand er somalier*, *min
//! syriske mand*. `rules/risk/origins.txt` lists them. One alone is no hint.
//! Misses: languages and regions, origins told by what somebody eats or celebrates.

use super::coarser::Coarser;
use super::list::{self, OriginForm};
use super::look::Look;
use super::{Hint, HintKind};

/// The origins met on the way through a text.
#[derive(Default)]
pub(super) struct Origins {
    found: Vec<(&'static str, Hint)>,
}

impl Origins {
    /// Takes down an origin, when the word is said of somebody.
    pub(super) fn note(&mut self, look: &Look<'_>, at: usize) {
        let Some(word) = list::origins().get(look.lower(at)) else { return };
        let english = look.english();
        let before = look.before(at, 1);
        let hint = match word.form {
            OriginForm::Country => {
                let comes = |back: usize| {
                    matches!(
                        look.before(at, back),
                        "kommer"
                            | "kom"
                            | "født"
                            | "flygtede"
                            | "er"
                            | "came"
                            | "come"
                            | "comes"
                            | "born"
                            | "fled"
                            | "am"
                            | "is"
                    )
                };
                let of_family =
                    (2..=6).any(|back| look.index_before(at, back).is_some_and(|index| look.is_family(index)));
                let led = of_family && matches!(before, "fra" | "from" | "i" | "in") && (comes(2) || comes(3));
                let born = matches!(before, "i" | "in");
                let words = match (english, born) {
                    (false, false) => "fra et andet land",
                    (false, true) => "i et andet land",
                    (true, false) => "from another country",
                    (true, true) => "in another country",
                };
                let first = at.checked_sub(1).filter(|_| led);
                first.and_then(|first| look.hint(HintKind::Origin, first, at, Coarser::fixed(words)))
            }
            OriginForm::Adjective | OriginForm::Person => {
                let article = matches!(before, "en" | "a" | "an");
                let back = if article { 2 } else { 1 };
                let is = matches!(look.before(at, back), "er" | "var" | "am" | "is" | "are" | "m");
                let of_family = look.index_before(at, back + 1).is_some_and(|index| look.is_family(index));
                let first = if article { at.checked_sub(1) } else { Some(at) };
                let told = is && of_family && look.clause_ends(at);
                let words = if english { "from another country" } else { "fra et andet land" };
                first.filter(|_| told).and_then(|first| look.hint(HintKind::Origin, first, at, Coarser::fixed(words)))
            }
            OriginForm::Inflected => {
                let owned = matches!(
                    before,
                    "min" | "mit" | "mine" | "vores" | "hans" | "hendes" | "my" | "our" | "his" | "her"
                );
                let kin = look.joined(at + 1) && look.is_family(at + 1);
                let words = if english { "foreign" } else { "udenlandske" };
                (owned && kin).then(|| look.hint(HintKind::Origin, at, at, Coarser::fixed(words))).flatten()
            }
        };
        self.found.extend(hint.map(|hint| (word.country, hint)));
    }

    /// The hints, when two origins stand together.
    pub(super) fn hints(self) -> impl Iterator<Item = Hint> {
        let first = self.found.first().map(|(country, _)| *country);
        let several = self.found.iter().any(|(country, _)| Some(*country) != first);
        self.found.into_iter().filter(move |_| several).map(|(_, hint)| hint)
    }
}
