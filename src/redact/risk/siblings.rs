//! How many children there are and which of them it is: *vores fire drenge* is one family in a village.
//!
//! Finds: three or more children (*vi har fire børn*, *mor til tre*, *tre søstre*), twins and triplets, *den mellemste*, *den ældste af fem*.
//! Misses: children counted one by one, numbers above twenty, half-siblings in words of their own. One or two children hint at nobody.

use super::coarser::Coarser;
use super::look::Look;
use super::{Hint, HintKind};
use crate::redact::token::Gap;

/// Counted with *har*, *vores*: the noun, what stands without a number, and with one.
const CHILDREN: [(&str, &str); 9] = [
    ("børn", "flere børn"),
    ("drenge", "flere drenge"),
    ("piger", "flere piger"),
    ("unger", "flere unger"),
    ("plejebørn", "flere plejebørn"),
    ("bonusbørn", "flere bonusbørn"),
    ("children", "several children"),
    ("kids", "several kids"),
    ("boys", "several boys"),
];

/// Counted wherever they stand.
const KIN: [(&str, &str); 11] = [
    ("sønner", "flere sønner"),
    ("døtre", "flere døtre"),
    ("søskende", "flere søskende"),
    ("brødre", "flere brødre"),
    ("søstre", "flere søstre"),
    ("plejesøskende", "flere plejesøskende"),
    ("sons", "several sons"),
    ("daughters", "several daughters"),
    ("siblings", "several siblings"),
    ("brothers", "several brothers"),
    ("sisters", "several sisters"),
];

const OWN: [&str; 13] =
    ["vores", "mine", "hans", "hendes", "deres", "vore", "our", "my", "his", "her", "their", "sine", "egne"];
const HAVE: [&str; 12] =
    ["har", "havde", "fik", "fået", "haft", "fødte", "have", "had", "has", "født", "adopterede", "adopteret"];

/// *fire børn*, *mor til tre*, *den ældste af fem*.
pub(super) fn from_number(look: &Look<'_>, at: usize) -> Option<Hint> {
    let many = look.value(at).is_some_and(|count| (3..=20).contains(&count));
    if !many || !look.joined(at) {
        return None;
    }
    let noun = noun_after(look, at);
    let before = look.before(at, 1);
    if let Some((last, words, counted)) = noun {
        let owned = OWN.contains(&before);
        // *alle vores fire drenge*, *de tre drenge er vores*.
        if owned {
            let bare = words.split_once(' ').map_or(words, |(_, noun)| noun);
            return look.hint(HintKind::Siblings, at, last, Coarser::fixed(bare));
        }
        // *vi har*, *har vi*, *hun har fået*: the family has them, and not the municipality.
        let verb = (1..=2).any(|back| HAVE.contains(&look.before(at, back)));
        let family = (1..=4).any(|back| look.index_before(at, back).is_some_and(|index| look.is_family(index)));
        let had = verb && family || matches!(before, "til" | "med" | "of" | "with") && parent_before(look, at);
        let kin = !counted && !matches!(before, "de" | "the" | "disse" | "those");
        return (had || kin).then(|| look.hint(HintKind::Siblings, at, last, Coarser::fixed(words))).flatten();
    }
    // *mor til fire.*
    if matches!(before, "til" | "of") && parent_before(look, at) && look.clause_ends(at) {
        let words = if look.english() { "several children" } else { "flere børn" };
        return look.hint(HintKind::Siblings, at, at, Coarser::fixed(words));
    }
    None
}

/// The noun that is counted, at most one word away, with what could stand there, and whether it needs a family before it.
fn noun_after(look: &Look<'_>, at: usize) -> Option<(usize, &'static str, bool)> {
    for step in 1..=2 {
        let index = at + step;
        if !look.joined(index) {
            return None;
        }
        let lower = look.lower(index);
        let find = |table: &'static [(&'static str, &'static str)]| {
            table.iter().find(|(noun, _)| *noun == lower).map(|(_, words)| *words)
        };
        if let Some(words) = find(&KIN) {
            return Some((index, words, false));
        }
        if let Some(words) = find(&CHILDREN) {
            return Some((index, words, true));
        }
        // *tre andre børn* are somebody else's.
        if matches!(lower, "andre" | "af" | "other" | "of" | "og") || look.is_number(index) {
            return None;
        }
    }
    None
}

/// *mor til*, *familie med*, *mother of*.
fn parent_before(look: &Look<'_>, at: usize) -> bool {
    const PARENTS: [&str; 22] = [
        "mor",
        "far",
        "forælder",
        "forældre",
        "forældrene",
        "moren",
        "faren",
        "enlig",
        "alenemor",
        "alenefar",
        "alene",
        "familie",
        "mormor",
        "farmor",
        "morfar",
        "farfar",
        "mother",
        "father",
        "parent",
        "parents",
        "enemor",
        "enlige",
    ];
    PARENTS.contains(&look.before(at, 2))
}

/// Twins, triplets, *den mellemste*, *den ældste af fire*.
pub(super) fn from_word(look: &Look<'_>, at: usize) -> Option<Hint> {
    let lower = look.lower(at);
    let owned = OWN.contains(&look.before(at, 1));
    let hint = |first: usize, last: usize, words: &'static str| {
        look.hint(HintKind::Siblings, first, last, Coarser::fixed(words))
    };
    match lower {
        "mellemste" | "næstældste" | "næstyngste" | "mellembarn" | "mellembarnet" => middle(look, at),
        "middle" if matches!(look.after(at), "child" | "one" | "son" | "daughter") => {
            let first = if look.before(at, 1) == "the" { at.checked_sub(1)? } else { at };
            hint(first, at + 1, if first == at { "child" } else { "one of the children" })
        }
        "ældste" | "yngste" | "oldest" | "youngest" | "eldest" | "nummer" | "nr" => counted_among(look, at),
        "tvillinger" | "trillinger" | "firlinger" => {
            let had = owned || matches!(look.before(at, 1), "har" | "havde" | "fik" | "fået" | "med" | "til");
            hint(at, at, if had { "børn" } else { "søskende" })
        }
        "tvillingerne" | "trillingerne" | "firlingerne" => hint(at, at, "børnene"),
        "tvilling" | "trilling" if owned => hint(at, at, "søskende"),
        "tvillingebror" | "tvillingebroder" => hint(at, at, "bror"),
        "tvillingebroderen" | "tvillingebroren" => hint(at, at, "broren"),
        "tvillingesøster" => hint(at, at, "søster"),
        "tvillingesøsteren" => hint(at, at, "søsteren"),
        "tvillingedrenge" => hint(at, at, "drenge"),
        "tvillingedrengene" => hint(at, at, "drengene"),
        "tvillingepiger" => hint(at, at, "piger"),
        "tvillingepigerne" => hint(at, at, "pigerne"),
        "tvillingepar" => hint(at, at, "søskendepar"),
        "tvillingeparret" => hint(at, at, "børnene"),
        "twins" | "triplets" if look.before(at, 1) == "the" => hint(at, at, "children"),
        "twins" | "triplets" => hint(at, at, if owned { "children" } else { "siblings" }),
        "twin" if matches!(look.after(at), "brother" | "sister") => {
            let words = if look.after(at) == "brother" { "brother" } else { "sister" };
            hint(at, at + 1, words)
        }
        _ => None,
    }
}

fn middle(look: &Look<'_>, at: usize) -> Option<Hint> {
    let words = match look.before(at, 1) {
        "den" => "et af børnene",
        "vores" => "et af vores børn",
        "min" | "mit" => "et af mine børn",
        "hans" => "et af hans børn",
        "hendes" => "et af hendes børn",
        _ => return None,
    };
    look.hint(HintKind::Siblings, at.checked_sub(1)?, at, Coarser::fixed(words))
}

/// *den ældste af fem*, *nummer to af fire*.
fn counted_among(look: &Look<'_>, at: usize) -> Option<Hint> {
    let lower = look.lower(at);
    let from = if matches!(lower, "nummer" | "nr") { at + 1 } else { at };
    if from != at && look.value(from).is_none_or(|number| number > 20) {
        return None;
    }
    let of = matches!(look.lower(from + 1), "af" | "of") && look.joined(from + 1);
    let count = look.value(from + 2).filter(|count| (3..=20).contains(count));
    if !of || count.is_none() || look.gap(from + 2) != Gap::Space {
        return None;
    }
    let last = match noun_after(look, from + 2) {
        Some((last, ..)) => last,
        None if look.clause_ends(from + 2) => from + 2,
        None => return None,
    };
    let first = if matches!(look.before(at, 1), "den" | "the") { at.checked_sub(1)? } else { at };
    let words = if look.english() { "one of the children" } else { "et af børnene" };
    look.hint(HintKind::Siblings, first, last, Coarser::fixed(words))
}
