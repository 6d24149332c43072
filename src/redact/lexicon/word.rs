//! Everything that the lists say of one word, with one walk through each of them.

use super::{Cue, Entry, Lexicon, Map, Seconds};
use fst::raw::{Node, Output};

/// What the lists say of a word.
#[derive(Clone, Copy, Debug, Default)]
pub struct LookedUp {
    /// The lists it stands on.
    pub entry: Entry,
    /// The lists that it stands on without a final *s*; none when it has none.
    pub base: Entry,
    /// The cue that it is by itself, in the genitive too, or that it ends in.
    pub cue: Option<Cue>,
    /// The second words of the keep phrases that begin with it.
    pub kept: Seconds,
    /// The second words of the cues that begin with it.
    pub cues: Seconds,
}

/// Where the walk along a word came to.
struct Walk<'f> {
    /// The values of the word, and of the word without its last byte.
    whole: Option<u64>,
    shorter: Option<u64>,
    /// Where longer keys go on, when there are any.
    node: Option<Node<'f>>,
}

impl<'f> Walk<'f> {
    fn along(fst: &'f Map, word: &str) -> Self {
        let (mut node, mut value, mut shorter) = (fst.root(), Output::zero(), None);
        for (left, byte) in word.bytes().enumerate().map(|(at, byte)| (word.len() - at, byte)) {
            if left == 1 && node.is_final() {
                shorter = Some(value.cat(node.final_output()).value());
            }
            let Some(index) = node.find_input(byte) else { return Self { whole: None, shorter, node: None } };
            let transition = node.transition(index);
            value = value.cat(transition.out);
            node = fst.node(transition.addr);
        }
        let whole = node.is_final().then(|| value.cat(node.final_output()).value());
        Self { whole, shorter, node: Some(node) }
    }
}

impl Lexicon {
    /// What the lists say of one lower-case word.
    pub fn look_up(&self, lower: &str) -> LookedUp {
        const SHORTEST_BASE_BYTES: usize = 2;
        let walk = |fst| Some(Walk::along(Option::as_ref(fst)?, lower));
        let seconds = |walk: &Option<Walk<'_>>, fst: &Option<Map>| {
            let node = walk.as_ref().and_then(|walk| walk.node.as_ref());
            fst.as_ref().zip(node).map_or_else(Seconds::default, |(fst, node)| Seconds::after(fst, node))
        };
        let genitive = lower.ends_with('s');
        let (words, keep, cues) = (walk(&self.words), walk(&self.keep), walk(&self.cues));
        let whole = |walk: &Option<Walk<'_>>| walk.as_ref().and_then(|walk| walk.whole);
        let shorter = |walk: &Option<Walk<'_>>| walk.as_ref().filter(|_| genitive).and_then(|walk| walk.shorter);
        let entry = |bits: Option<u64>| bits.and_then(|bits| u16::try_from(bits).ok()).map_or(Entry(0), Entry);
        LookedUp {
            entry: entry(whole(&words)),
            base: entry(shorter(&words).filter(|_| lower.len() > SHORTEST_BASE_BYTES)),
            cue: whole(&cues).or_else(|| shorter(&cues)).and_then(Cue::unpack).or_else(|| self.compound_cue(lower)),
            kept: seconds(&keep, &self.keep),
            cues: seconds(&cues, &self.cues),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_look_says_what_the_single_questions_say() {
        let lexicon = Lexicon::shipped();
        let text = "mette mettes sagsbehandlers sagsbehandleren skolepsykologens kommunens aarhus s as børnehavens hr kære \
            ankestyrelsens lars jens xhevdet xhevdets emils vores hans min";
        for word in text.split_whitespace() {
            let found = lexicon.look_up(word);
            assert_eq!(found.entry, lexicon.entry(word), "{word}");
            let base = word.strip_suffix('s').filter(|base| base.len() >= 2).map(|base| lexicon.entry(base));
            assert_eq!(found.base, base.unwrap_or_default(), "{word}");
            let cue = lexicon.cue_phrase(word).map(|(_, cue)| cue).or_else(|| lexicon.cue(word));
            assert_eq!(found.cue, cue, "{word}");
        }
    }
}
