//! What a stranger wrote must not steer the terminal: control characters and escape sequences are made visible before printing.

/// The text with every control character replaced by its picture (`␛`), so that a mail cannot clear the screen, change its
/// colours or title, or write over what stands there. Line ends and tabs stay. Bidirectional controls, which can make a line
/// read differently from what it says, become `�`.
pub fn harmless(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\n' | '\t' => c,
            // U+2400 holds pictures of the C0 controls in their order.
            '\0'..='\u{1f}' => char::from_u32(0x2400 + u32::from(c)).unwrap_or('\u{fffd}'),
            '\u{7f}' => '\u{2421}',
            '\u{80}'..='\u{9f}'
            | '\u{61c}'
            | '\u{200e}'
            | '\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2066}'..='\u{2069}' => '\u{fffd}',
            _ => c,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn an_escape_sequence_becomes_visible_text() {
        assert_eq!(harmless("æ\u{1b}[2Jø\u{7}\r\nå\u{9b}31m\u{202e}"), "æ␛[2Jø␇␍\nå\u{fffd}31m\u{fffd}");
    }

    proptest! {
        #[test]
        fn nothing_that_steers_a_terminal_is_left(text in "(?s).*") {
            prop_assert!(harmless(&text).chars().all(|c| c == '\n' || c == '\t' || !c.is_control()));
        }
    }
}
