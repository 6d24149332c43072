//! Where the next word or number is: runs of letters, and runs of digits.

use super::Case;

/// A run of letters or of digits.
pub(super) struct Run {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) number: bool,
    pub(super) chars: u32,
    pub(super) case: Case,
}

/// What a byte is by itself.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Byte {
    Lower,
    Upper,
    Digit,
    /// Neither a letter nor a digit.
    Other,
    /// Part of a character beyond ASCII.
    Wide,
}

/// Looked up and not compared: every byte of every text is asked.
const BYTES: [Byte; 256] = {
    let mut table = [Byte::Other; 256];
    let mut byte = 0_u8;
    loop {
        #[expect(clippy::indexing_slicing, reason = "a byte is always less than 256, and this runs in the compiler")]
        {
            table[byte as usize] = match byte {
                b'a'..=b'z' => Byte::Lower,
                b'A'..=b'Z' => Byte::Upper,
                b'0'..=b'9' => Byte::Digit,
                0x80.. => Byte::Wide,
                _ => Byte::Other,
            };
        }
        if byte == u8::MAX {
            break table;
        }
        byte += 1;
    }
};

/// What stands at a place of a text.
#[derive(Clone, Copy)]
enum Sign {
    Letter(LetterCase),
    /// A mark that goes with the letter before it.
    Combining,
    Digit,
    Other,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum LetterCase {
    Lower,
    Upper,
    None,
}

impl Run {
    /// The first run that starts at byte `from` or later.
    pub(super) fn next(text: &str, from: usize) -> Option<Self> {
        // Nearly always one blank.
        let mut start = from + usize::from(text.as_bytes().get(from) == Some(&b' '));
        let (first, width) = loop {
            match sign_at(text, start)? {
                (Sign::Other | Sign::Combining, width) => start += width,
                found => break found,
            }
        };
        let number = matches!(first, Sign::Digit);
        let (mut end, mut chars, mut rest_is_lower) = (start + width, 1, false);
        loop {
            if !number {
                // Most of most words, in one go.
                let rest = text.as_bytes().get(end..).unwrap_or_default();
                let plain = rest.iter().take_while(|byte| byte.is_ascii_lowercase()).count();
                rest_is_lower |= plain > 0;
                chars += plain;
                end += plain;
            }
            let Some((sign, width)) = sign_at(text, end) else { break };
            match sign {
                Sign::Digit if number => {}
                Sign::Letter(case) if !number => rest_is_lower |= case == LetterCase::Lower,
                Sign::Combining if !number => {}
                _ => break,
            }
            chars += 1;
            end += width;
        }
        let case = match first {
            Sign::Letter(LetterCase::Lower) => Case::Lower,
            Sign::Letter(LetterCase::Upper) if chars > 1 && !rest_is_lower => Case::Upper,
            Sign::Letter(LetterCase::Upper) => Case::Capital,
            _ => Case::None,
        };
        Some(Self { start, end, number, chars: u32::try_from(chars).unwrap_or(u32::MAX), case })
    }
}

/// What stands at byte `at`, and its length in bytes.
#[inline]
fn sign_at(text: &str, at: usize) -> Option<(Sign, usize)> {
    let byte = *text.as_bytes().get(at)?;
    Some(match BYTES.get(usize::from(byte))? {
        Byte::Lower => (Sign::Letter(LetterCase::Lower), 1),
        Byte::Upper => (Sign::Letter(LetterCase::Upper), 1),
        Byte::Digit => (Sign::Digit, 1),
        Byte::Other => (Sign::Other, 1),
        // Æ, Ø, Å and their likes need no table: U+00C0 to U+00FF but for × and ÷, capitals first, then ß and the small ones.
        Byte::Wide if byte == 0xc3 => match text.as_bytes().get(at + 1)? {
            0x97 | 0xb7 => (Sign::Other, 2),
            0x80..=0x9e => (Sign::Letter(LetterCase::Upper), 2),
            _ => (Sign::Letter(LetterCase::Lower), 2),
        },
        Byte::Wide => {
            let c = text.get(at..)?.chars().next()?;
            (wide_sign(c), c.len_utf8())
        }
    })
}

fn wide_sign(c: char) -> Sign {
    if is_combining(c) {
        Sign::Combining
    } else if c.is_alphabetic() {
        Sign::Letter(match (c.is_lowercase(), c.is_uppercase()) {
            (true, _) => LetterCase::Lower,
            (_, true) => LetterCase::Upper,
            _ => LetterCase::None,
        })
    } else if c.is_numeric() {
        Sign::Digit
    } else {
        Sign::Other
    }
}

const fn is_combining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}
