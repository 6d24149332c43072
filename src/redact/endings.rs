//! Endings of words, many at a time: which of a list a word ends in is asked of every different word of a text.

/// Endings, sorted by their last byte, so that a word is compared with the few that may be its own.
pub(super) struct Endings {
    by_last: Vec<Vec<&'static str>>,
}

impl Endings {
    /// Endings in lower case.
    pub(super) fn new(endings: impl IntoIterator<Item = &'static str>) -> Self {
        let mut by_last = vec![Vec::new(); 256];
        for ending in endings {
            let last = ending.bytes().last().and_then(|last| by_last.get_mut(usize::from(last)));
            if let Some(list) = last {
                list.push(ending);
            }
        }
        Self { by_last }
    }

    /// Every ending that a lower-case word has.
    pub(super) fn of<'e>(&'e self, lower: &'e str) -> impl Iterator<Item = &'static str> + 'e {
        let last = lower.bytes().last().and_then(|last| self.by_last.get(usize::from(last)));
        last.into_iter().flatten().copied().filter(move |ending| lower.ends_with(ending))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_has_the_endings_it_ends_in() {
        let endings = Endings::new(["vej", "ej", "gade", "å"]);
        assert_eq!(endings.of("rønnebærvej").collect::<Vec<_>>(), ["vej", "ej"]);
        assert_eq!(endings.of("kongeå").collect::<Vec<_>>(), ["å"]);
        assert!(endings.of("by").next().is_none() && endings.of("").next().is_none());
    }
}
