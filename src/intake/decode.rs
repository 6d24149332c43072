//! From bytes to letters, so that æ, ø and å come out as they were written.
//!
//! The ladder: a byte order mark; the declared character set, when the bytes fit it and are not plainly UTF-8; strict UTF-8;
//! windows-1252. Then letters that were encoded twice on the way (`sÃ¸n`) are put right. Every step that departs from what
//! the mail declares is reported as a [`Problem`].

use super::reading::Problem;
use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};
use std::collections::BTreeSet;

/// Text and what had to be mended to get it.
#[derive(Default)]
pub(crate) struct Decoded {
    /// The letters.
    pub(crate) text: String,
    /// What had to be mended.
    pub(crate) problems: BTreeSet<Problem>,
}

/// Decodes `bytes`, of which the mail says that they are written in `declared`.
pub(crate) fn text(bytes: &[u8], declared: Option<&str>) -> Decoded {
    let mut problems = BTreeSet::new();
    let raw = ladder(bytes, declared, &mut problems);
    let text = match repair_double(&raw) {
        Some(repaired) => {
            problems.insert(Problem::DoubleEncodingRepaired);
            repaired
        }
        None => raw,
    };
    if text.contains('\u{fffd}') {
        problems.insert(Problem::LettersLost);
    }
    Decoded { text, problems }
}

/// The ladder without the repair of double encoding.
fn ladder(bytes: &[u8], declared: Option<&str>, problems: &mut BTreeSet<Problem>) -> String {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        let (text, damaged) = encoding.decode_without_bom_handling(bytes.get(mark..).unwrap_or_default());
        if !damaged || encoding != UTF_8 {
            return text.into_owned();
        }
    }
    let label = declared.unwrap_or_default().trim().trim_matches(['"', '\'']);
    let encoding = Encoding::for_label_no_replacement(label.as_bytes());
    // Escape-driven sets (ISO-2022-JP, UTF-7) are ASCII bytes too, so the declaration must be heard before plain ASCII is.
    if encoding.is_none_or(Encoding::is_ascii_compatible) && bytes.is_ascii() && !label.eq_ignore_ascii_case("utf-7") {
        return String::from_utf8_lossy(bytes).into_owned();
    }
    let utf8 = std::str::from_utf8(bytes);
    match encoding {
        Some(encoding) if encoding == UTF_8 => {
            if let Ok(text) = utf8 {
                return text.to_owned();
            }
        }
        Some(encoding) => {
            // Text that is valid UTF-8 beyond ASCII is UTF-8, whatever a one-byte set claims: such a set takes any bytes.
            if let (true, Ok(text)) = (encoding.is_single_byte() && !bytes.is_ascii(), utf8) {
                problems.insert(Problem::CharsetGuessed);
                return text.to_owned();
            }
            let (text, damaged) = encoding.decode_without_bom_handling(bytes);
            if !damaged {
                let is_latin1 = encoding == WINDOWS_1252
                    && !label.eq_ignore_ascii_case("windows-1252")
                    && !label.eq_ignore_ascii_case("cp1252");
                // ISO 8859-1 has no letters there and ASCII has none above 127: what the bytes fit is windows-1252.
                if is_latin1
                    && (label.to_ascii_lowercase().contains("ascii")
                        || bytes.iter().any(|byte| (0x80..0xa0).contains(byte)))
                {
                    problems.insert(Problem::CharsetGuessed);
                }
                return text.into_owned();
            }
        }
        // Sets of old that the web standard does not name but the mail library knows (IBM 850, UTF-7).
        None => {
            if let Some(decoder) = mail_parser::decoders::charsets::map::charset_decoder(label.as_bytes())
                && !label.is_empty()
            {
                let text = decoder(bytes);
                if !text.contains('\u{fffd}') {
                    return text;
                }
            }
        }
    }
    problems.insert(Problem::CharsetGuessed);
    match utf8 {
        Ok(text) => text.to_owned(),
        Err(_) => mixed(bytes, problems),
    }
}

/// Bytes that are not UTF-8 as a whole: windows-1252, unless real UTF-8 letters outnumber the misfits (a quoted mail pasted
/// into another, a text cut in mid-letter); then each stretch is read as what it is.
fn mixed(bytes: &[u8], problems: &mut BTreeSet<Problem>) -> String {
    let (mut fits, mut misfits) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        fits += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        misfits += usize::from(!chunk.invalid().is_empty());
    }
    if fits <= misfits {
        return WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned();
    }
    let mut text = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        let (guess, _) = WINDOWS_1252.decode_without_bom_handling(chunk.invalid());
        if chunk.invalid().is_empty() {
            continue;
        }
        // A lone byte that makes a Danish letter or a typographic mark was written in windows-1252; another is a lost letter.
        if guess.chars().all(|c| "æøåÆØÅéÉäöüÄÖÜß–—‘’“”„…•€§°´«»".contains(c)) {
            text.push_str(&guess);
        } else {
            text.push('\u{fffd}');
            problems.insert(Problem::LettersLost);
        }
    }
    text
}

/// Puts right what was UTF-8, read as windows-1252 and written as UTF-8 again. `None` when there is no sign of it.
///
/// Only stretches that begin with a letter that Danish does not use are touched, and only when a telling pair (`Ã¸`, `â€™`)
/// stands somewhere: `BLÅ…` and `»Å«` are right as they are.
pub(crate) fn repair_double(text: &str) -> Option<String> {
    if !has_telling_pair(text) {
        return None;
    }
    let mut repaired = String::with_capacity(text.len());
    let mut changed = false;
    let mut run = String::new();
    for c in text.chars().chain(std::iter::once('\n')) {
        if !c.is_ascii() {
            run.push(c);
            continue;
        }
        changed |= repair_run(&run, &mut repaired);
        run.clear();
        repaired.push(c);
    }
    repaired.pop();
    if !changed {
        return None;
    }
    // It happens twice on the way through two bad programs.
    Some(repair_double(&repaired).unwrap_or(repaired))
}

/// Writes one run of letters beyond ASCII, each doubly encoded letter in it as the letter that was meant.
fn repair_run(run: &str, repaired: &mut String) -> bool {
    let mut changed = false;
    let mut chars = run.chars();
    while let Some(first) = chars.next() {
        let length = match first {
            'Ã' | 'Â' => 2,
            'Ä' | 'Å' => 2,
            'â' | 'ï' => 3,
            'ð' => 4,
            _ => 1,
        };
        let candidate: String = std::iter::once(first).chain(chars.clone().take(length - 1)).collect();
        let letter = (length > 1).then(|| meant(&candidate)).flatten();
        if let Some(letter) = letter {
            repaired.push(letter);
            let _ = chars.nth(length - 2);
            changed = true;
        } else {
            repaired.push(first);
        }
    }
    changed
}

/// The one letter whose UTF-8 bytes, read as windows-1252 or ISO 8859-1, give `candidate`.
fn meant(candidate: &str) -> Option<char> {
    let bytes: Vec<u8> = candidate.chars().map(windows_byte).collect::<Option<_>>()?;
    let text = std::str::from_utf8(&bytes).ok()?;
    let mut chars = text.chars();
    let letter = chars.next()?;
    // `Å…` and `Ä°` may be honest text; what they would become must be a letter of the languages that parents here write.
    let honest_start = candidate.starts_with(['Ä', 'Å']);
    let plausible = !honest_start || "ąĄćĆęĘłŁńŃśŚźŹżŻşŞğĞıİšŠžŽčČřŘěĚőŐűŰ".contains(letter);
    (chars.next().is_none() && !letter.is_control() && plausible).then_some(letter)
}

/// The byte that windows-1252 (or, for its five holes, ISO 8859-1) writes `c` with.
fn windows_byte(c: char) -> Option<u8> {
    if let Ok(byte) = u8::try_from(u32::from(c)) {
        return Some(byte);
    }
    let mut buffer = [0u8; 4];
    let (bytes, _, unmappable) = WINDOWS_1252.encode(c.encode_utf8(&mut buffer));
    match (bytes.as_ref(), unmappable) {
        ([byte], false) => Some(*byte),
        _ => None,
    }
}

/// Whether a pair stands in the text that double encoding makes and people do not write.
fn has_telling_pair(text: &str) -> bool {
    let mut before = ' ';
    text.chars().any(|c| {
        let telling = match before {
            'Ã' => windows_byte(c).is_some_and(|byte| (0x80..0xc0).contains(&byte)),
            'â' => matches!(c, '€' | '\u{80}'),
            _ => false,
        };
        before = c;
        telling
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn decode(bytes: &[u8], declared: Option<&str>) -> (String, Vec<Problem>) {
        let decoded = text(bytes, declared);
        (decoded.text, decoded.problems.into_iter().collect())
    }

    #[test]
    fn danish_letters_survive_every_declaration() {
        let utf8 = "Søren på Ærø – ”Åh”".as_bytes();
        let windows = b"S\xf8ren p\xe5 \xc6r\xf8 \x96 \x94\xc5h\x94";
        for declared in [
            None,
            Some("utf-8"),
            Some("us-ascii"),
            Some("iso-8859-1"),
            Some("windows-1252"),
            Some("x-nonsense"),
            Some("iso-8859-15"),
        ] {
            assert_eq!(decode(utf8, declared).0, "Søren på Ærø – ”Åh”", "{declared:?}");
            if declared != Some("iso-8859-15") {
                assert_eq!(decode(windows, declared).0, "Søren på Ærø – ”Åh”", "{declared:?}");
            }
        }
        assert_eq!(decode(utf8, Some("utf-8")).1, []);
        assert_eq!(decode(utf8, Some("us-ascii")).1, [Problem::CharsetGuessed]);
        assert_eq!(decode(b"S\xf8ren", Some("iso-8859-1")).1, []);
        assert_eq!(decode(b"S\x9bren", Some("ibm850")).0, "Søren");
        assert_eq!(decode(b"Hej", None).1, []);
    }

    #[test]
    fn letters_encoded_twice_are_repaired() {
        assert_eq!(decode("min sÃ¸n er pÃ¥ Ã†rÃ¸ â€“ Ã…h".as_bytes(), Some("utf-8")).0, "min søn er på Ærø – Åh");
        assert_eq!(decode("sÃƒÂ¸n".as_bytes(), Some("utf-8")).0, "søn");
        assert_eq!(decode("SÃ¸n, BLÅ… »Å« og Åse".as_bytes(), Some("utf-8")).0, "Søn, BLÅ… »Å« og Åse");
        assert_eq!(decode("BLÅ… »Å« ÆØÅ".as_bytes(), Some("utf-8")).1, []);
    }

    #[test]
    fn a_text_cut_in_mid_letter_keeps_the_rest() {
        let (text, problems) = decode(b"\xc3\xa6\xc3\xb8\xc3\xa5 og s\xc3", Some("utf-8"));
        assert_eq!(text, "æøå og s\u{fffd}");
        assert!(problems.contains(&Problem::LettersLost));
    }

    proptest! {
        #[test]
        fn any_bytes_decode_under_any_label(bytes: Vec<u8>, label in "[a-z0-9-]{0,12}") {
            let _ = text(&bytes, Some(&label));
        }

        #[test]
        fn utf8_is_read_as_it_stands(words in "[a-zæøåÆØÅéü .,…”’–«»\\n]{0,80}") {
            prop_assert_eq!(text(words.as_bytes(), Some("utf-8")).text, words);
        }
    }
}
