//! A name of this text in pieces: cut in two as dictation does it (*skov hus* for Skovhus, *maj brit* for Majbritt), or spelt letter by letter
//! (*M-E-L-V-I-N*, *z o f i a*).
//!
//! Finds: two words that stand together and make a name that is sure elsewhere, or one slip from it; three letters and more, one by one, that make such
//! a name or a listed one, and four and more in capitals over hyphens that make no word.
//! Leaves: *hans en gang* beside a Hansen: what is cut off must be three letters long, four when both are ordinary words.
//! Misses: a name cut in three, and pieces that only sound like it (*torv gejr* for Thorgeir).

use crate::redact::context::{Context, Listing};
use crate::redact::finding::{Evidence, Finding, Kind, Tier};
use crate::redact::token::{Case, Gap};

/// Longest name, in bytes, that is put together.
const LONGEST: usize = 32;

/// The words of a text that a name which is sure begins with.
#[derive(Default)]
pub struct Pieces {
    fronts: Vec<bool>,
}

/// What the text knows of a name in lower case.
#[derive(Clone, Copy)]
pub struct Bearer {
    /// Where the name stands, in bytes.
    pub at: usize,
    /// Whether it is spelt in another way there.
    pub slip: bool,
}

impl Pieces {
    /// Takes in a name that is sure.
    pub fn insert(&mut self, context: &Context<'_>, name: &str) {
        const SHORTEST_FRONT: usize = 2;
        const SHORTEST: usize = 5;
        if name.len() > LONGEST || name.chars().count() < SHORTEST {
            return;
        }
        self.fronts.resize(context.vocabulary.len(), false);
        for (byte, _) in name.char_indices().skip(SHORTEST_FRONT) {
            let front = name.get(..byte).and_then(|front| context.vocabulary.id(front));
            if let Some(front) = front.and_then(|id| self.fronts.get_mut(id.index())) {
                *front = true;
            }
        }
    }

    /// The name whose first piece stands at an index.
    pub fn at(&self, context: &Context<'_>, index: usize, bearer: &dyn Fn(&str) -> Option<Bearer>) -> Option<Finding> {
        let word = context.words.get(index)?;
        if self.fronts.get(word.id.index()).copied().unwrap_or_default() {
            return in_two(context, index, bearer);
        }
        if let Some(found) = listed(context, index) {
            return Some(found);
        }
        context.tokens.get(index).filter(|token| token.chars == 1 && !token.number)?;
        letter_by_letter(context, index, bearer)
    }
}

fn in_two(context: &Context<'_>, index: usize, bearer: &dyn Fn(&str) -> Option<Bearer>) -> Option<Finding> {
    let (front, back) = (context.tokens.get(index)?, context.tokens.get(index + 1)?);
    let ordinary = context.listing(index).is_plain_word() && context.listing(index + 1).is_plain_word();
    let long = |chars: u32| chars >= if ordinary { 4 } else { 3 };
    if back.gap != Gap::Space || back.case != Case::Lower || back.number || !long(back.chars) {
        return None;
    }
    let name = [context.tokens.lower(front), context.tokens.lower(back)].concat();
    let Bearer { at, slip } = bearer(&name).filter(|found| !found.slip || !ordinary)?;
    Some(Finding {
        span: front.span.union(back.span),
        kind: Kind::Person,
        tier: if slip || ordinary { Tier::Doubt } else { Tier::Sure },
        evidence: vec![Evidence::Shape { shape: "pieces" }, Evidence::Elsewhere { at }],
    })
}

/// *chri stian*: a first name that is no word, cut where one of the pieces is no word either.
fn listed(context: &Context<'_>, index: usize) -> Option<Finding> {
    const SHORTEST: u32 = 5;
    let unknown = |at: usize| context.listing(at) == Listing::Unknown;
    let (front, back) = (context.tokens.get(index)?, context.tokens.get(index + 1)?);
    if back.gap != Gap::Space
        || !(unknown(index) || unknown(index + 1))
        || [front, back].iter().any(|token| token.case != Case::Lower || token.chars < 2 || token.chars > 8)
        || front.chars + back.chars < SHORTEST
    {
        return None;
    }
    let name = [context.tokens.lower(front), context.tokens.lower(back)].concat();
    let entry = context.lexicon.entry(&name);
    (entry.is_first_name() && !entry.is_danish_word() && !entry.is_name_and_word() && !entry.is_kept()).then(|| {
        Finding {
            span: front.span.union(back.span),
            kind: Kind::Person,
            tier: Tier::Doubt,
            evidence: vec![Evidence::Shape { shape: "pieces" }],
        }
    })
}

/// Three single letters or more over the same sign.
fn letter_by_letter(context: &Context<'_>, first: usize, bearer: &dyn Fn(&str) -> Option<Bearer>) -> Option<Finding> {
    const FEWEST: usize = 3;
    const MOST: usize = 16;
    let gap = context.tokens.get(first + 1)?.gap;
    if !matches!(gap, Gap::Hyphen | Gap::Space | Gap::Dot | Gap::Comma) {
        return None;
    }
    // The first of a run speaks for it.
    let letter = |at: usize| context.tokens.get(at).is_some_and(|token| token.chars == 1 && !token.number);
    if context.tokens.get(first)?.gap == gap && first.checked_sub(1).is_some_and(letter) {
        return None;
    }
    let last = (first + 1..first + MOST)
        .take_while(|&at| letter(at) && context.tokens.get(at).is_some_and(|token| token.gap == gap))
        .last()?;
    if last - first + 1 < FEWEST {
        return None;
    }
    let name: String = (first..=last).map(|at| context.tokens.lower_at(at)).collect();
    let known = bearer(&name);
    let entry = context.lexicon.entry(&name);
    let listed = gap != Gap::Dot && entry.is_name() && !entry.is_danish_word();
    let capitals = gap == Gap::Hyphen
        && last - first >= FEWEST
        && !entry.is_known()
        && (first..=last).all(|at| context.tokens.get(at).is_some_and(|token| token.case == Case::Capital));
    let tier = match known {
        Some(Bearer { slip: false, .. }) => Tier::Sure,
        Some(_) => Tier::Doubt,
        None if listed => Tier::Sure,
        None if capitals => Tier::Doubt,
        None => return None,
    };
    let mut evidence = vec![Evidence::Shape { shape: "letter_by_letter" }];
    evidence.extend(known.map(|Bearer { at, .. }| Evidence::Elsewhere { at }));
    let span = context.tokens.get(first)?.span.union(context.tokens.get(last)?.span);
    Some(Finding { span, kind: Kind::Person, tier, evidence })
}

#[cfg(test)]
mod tests {
    use crate::redact::detect::shown::persons;

    #[test]
    fn a_name_in_pieces_is_one_name_and_words_that_only_make_one_stay() {
        let found = persons("Jeg skrev til Majbritt Skovhus. Svaret kom fra maj brit skov hus, og hun mente det.");
        assert_eq!(found, ["Majbritt Skovhus", "maj brit skov hus"]);
        assert_eq!(persons("Hansen ringede. Vi gav hans en gang kage.").len(), 1);
        assert_eq!(persons("Vores søn hedder Melvin. M-E-L-V-I-N, skriv det nu rigtigt.").len(), 2);
        assert_eq!(persons("Hun staver det z o f i a, men vi siger Sofie.").len(), 2);
        assert!(persons("Our story was in the paper, and they rang us at once.").is_empty());
        assert!(persons("Det er e-t-t-a-l-l-e-r-e-t, altså 1, og a b c d kan han.").is_empty());
    }
}
