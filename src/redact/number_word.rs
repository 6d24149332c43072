//! Numbers in words, Danish and English: *tolv*, *toogtyve*, *twenty*, *tredje*. One table for everybody who reads them.

/// Words for one digit. *en* and *et* are articles more often than numbers; *o* and *oh* are said for a nought.
const ONES: [(&str, u16); 24] = [
    ("nul", 0),
    ("et", 1),
    ("en", 1),
    ("to", 2),
    ("tre", 3),
    ("fire", 4),
    ("fem", 5),
    ("seks", 6),
    ("syv", 7),
    ("otte", 8),
    ("ni", 9),
    ("nulnul", 0),
    ("zero", 0),
    ("oh", 0),
    ("o", 0),
    ("one", 1),
    ("two", 2),
    ("three", 3),
    ("four", 4),
    ("five", 5),
    ("six", 6),
    ("seven", 7),
    ("eight", 8),
    ("nine", 9),
];
/// From ten to nineteen.
const TEENS: [(&str, u16); 20] = [
    ("ti", 10),
    ("elleve", 11),
    ("tolv", 12),
    ("tretten", 13),
    ("fjorten", 14),
    ("femten", 15),
    ("seksten", 16),
    ("sytten", 17),
    ("atten", 18),
    ("nitten", 19),
    ("ten", 10),
    ("eleven", 11),
    ("twelve", 12),
    ("thirteen", 13),
    ("fourteen", 14),
    ("fifteen", 15),
    ("sixteen", 16),
    ("seventeen", 17),
    ("eighteen", 18),
    ("nineteen", 19),
];
/// The tens.
const TENS: [(&str, u16); 19] = [
    ("tyve", 20),
    ("tredive", 30),
    ("tredve", 30),
    ("fyrre", 40),
    ("fyrretyve", 40),
    ("halvtreds", 50),
    ("halvtres", 50),
    ("tres", 60),
    ("halvfjerds", 70),
    ("firs", 80),
    ("halvfems", 90),
    ("twenty", 20),
    ("thirty", 30),
    ("forty", 40),
    ("fifty", 50),
    ("sixty", 60),
    ("seventy", 70),
    ("eighty", 80),
    ("ninety", 90),
];
/// The days of a month and the months in their order.
const ORDINALS: [(&str, u16); 45] = [
    ("second", 2),
    ("third", 3),
    ("fourth", 4),
    ("fifth", 5),
    ("sixth", 6),
    ("seventh", 7),
    ("eighth", 8),
    ("ninth", 9),
    ("tenth", 10),
    ("eleventh", 11),
    ("twelfth", 12),
    ("thirteenth", 13),
    ("fourteenth", 14),
    ("fifteenth", 15),
    ("sixteenth", 16),
    ("seventeenth", 17),
    ("eighteenth", 18),
    ("nineteenth", 19),
    ("twentieth", 20),
    ("første", 1),
    ("anden", 2),
    ("andet", 2),
    ("tredje", 3),
    ("tredie", 3),
    ("fjerde", 4),
    ("femte", 5),
    ("sjette", 6),
    ("syvende", 7),
    ("ottende", 8),
    ("niende", 9),
    ("tiende", 10),
    ("ellevte", 11),
    ("elvte", 11),
    ("tolvte", 12),
    ("trettende", 13),
    ("fjortende", 14),
    ("femtende", 15),
    ("sekstende", 16),
    ("syttende", 17),
    ("attende", 18),
    ("nittende", 19),
    ("tyvende", 20),
    ("tredivte", 30),
    ("tredvte", 30),
    ("first", 1),
];
/// No number word is longer, in bytes.
const LONGEST: usize = 24;

/// A number word: how many digits it stands for, and its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NumberWord {
    /// Digits that it stands for where a number is spelled.
    pub digits: usize,
    /// Its value.
    pub value: u16,
}

fn look(table: &[(&str, u16)], word: &str) -> Option<u16> {
    table.iter().find(|(name, _)| *name == word).map(|(_, value)| *value)
}

/// What a lower-case word counts, up to ninety-nine.
pub fn number_word(lower: &str) -> Option<NumberWord> {
    if lower.len() > LONGEST {
        return None;
    }
    let one = || look(&ONES, lower).map(|value| NumberWord { digits: if lower == "nulnul" { 2 } else { 1 }, value });
    let teen = || look(&TEENS, lower).map(|value| NumberWord { digits: 2, value });
    let ten = || look(&TENS, lower).map(|value| NumberWord { digits: 2, value });
    // *treoghalvfems*
    let joined = || {
        let (ones, tens) = lower.split_once("og")?;
        Some(NumberWord { digits: 2, value: look(&ONES, ones)? + look(&TENS, tens)? })
    };
    one().or_else(teen).or_else(ten).or_else(joined)
}

/// Whether a lower-case word is a number.
pub fn is_number_word(lower: &str) -> bool {
    number_word(lower).is_some()
}

/// The day that a lower-case ordinal means: *tredje*, *enogtyvende*.
pub fn ordinal(lower: &str) -> Option<u16> {
    if lower.len() > LONGEST {
        return None;
    }
    look(&ORDINALS, lower).or_else(|| {
        let (ones, tens) = lower.split_once("og")?;
        Some(look(&ONES, ones)? + look(&ORDINALS, tens).filter(|tens| matches!(tens, 20 | 30))?)
    })
}

/// The words from two to twenty with their value, but for the articles: how many children, how old.
pub fn small() -> impl Iterator<Item = (&'static str, u16)> {
    let few = |(_, value): &(&str, u16)| (2..=20).contains(value);
    ONES.into_iter().chain(TEENS).chain(TENS).filter(few)
}

/// The value of one to four digits, or of a word from two to twenty.
pub fn small_value(lower: &str) -> Option<u16> {
    digits(lower).or_else(|| small().find(|(word, _)| *word == lower).map(|(_, value)| value))
}

/// The value of one to four ASCII digits.
pub fn digits(lower: &str) -> Option<u16> {
    (lower.len() <= 4 && lower.bytes().all(|byte| byte.is_ascii_digit())).then(|| lower.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_and_words_have_values() {
        for (word, wanted) in
            [("7", Some(7)), ("2021", Some(2021)), ("tolv", Some(12)), ("nine", Some(9)), ("en", None), ("12345", None)]
        {
            assert_eq!(small_value(word), wanted, "{word}");
        }
        for (word, digits, value) in
            [("nul", 1, 0), ("nulnul", 2, 0), ("toogtyve", 2, 22), ("halvfems", 2, 90), ("ten", 2, 10)]
        {
            assert_eq!(number_word(word), Some(NumberWord { digits, value }), "{word}");
        }
        for word in ["og", "ogtyve", "mange", "", "æogø"] {
            assert_eq!(number_word(word), None, "{word}");
        }
    }

    #[test]
    fn ordinals_have_values() {
        for (word, wanted) in [
            ("tredje", Some(3)),
            ("enogtyvende", Some(21)),
            ("enogtredivte", Some(31)),
            ("blogindlæg", None),
            ("toogtredje", None),
        ] {
            assert_eq!(ordinal(word), wanted, "{word}");
        }
    }
}
