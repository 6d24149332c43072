//! Small numbers in digits and in words.

/// Danish from two to twenty; *en* and *et* are articles more often than numbers.
const DANISH: [&str; 19] = [
    "to", "tre", "fire", "fem", "seks", "syv", "otte", "ni", "ti", "elleve", "tolv", "tretten", "fjorten", "femten",
    "seksten", "sytten", "atten", "nitten", "tyve",
];

/// English from two to twenty.
const ENGLISH: [&str; 19] = [
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
];

/// Every number word with its value.
pub(super) fn words() -> impl Iterator<Item = (&'static str, u16)> {
    DANISH.into_iter().zip(2..).chain(ENGLISH.into_iter().zip(2..))
}

/// The value of a word or of up to four digits.
pub(super) fn value(lower: &str) -> Option<u16> {
    digits(lower).or_else(|| words().find(|(word, _)| *word == lower).map(|(_, value)| value))
}

/// The value of one to four digits.
pub(super) fn digits(lower: &str) -> Option<u16> {
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
            assert_eq!(value(word), wanted, "{word}");
        }
    }
}
