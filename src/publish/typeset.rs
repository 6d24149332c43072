//! From a released text to paragraphs: which line ends are the mail program's and which are the writer's.

use super::glyphs::{NoGlyph, printable};
use super::typography;
use crate::redact::release::{Released, Segment};
use serde::Serialize;

/// Stands for a placeholder while a text is typeset, so that rules about words and quotation marks see one word there.
const SLOT: char = '\u{fffc}';
/// How long a placeholder counts in the length of a line, in characters.
const SLOT_LENGTH: usize = 12;
/// A line at least this long may have been broken by the mail program (RFC 5322 §2.1.1 asks for 78, RFC 3676 for 66–72).
const WRAP_FROM: usize = 50;
/// A line longer than this was not broken by a mail program: its end is the end of a paragraph.
const WRAP_TO: usize = 100;

/// One paragraph, ready for the template.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Paragraph {
    /// Whether it is an item of a list (it begins with a dash, a bullet or a number).
    pub item: bool,
    /// Whether it stands apart, with air around it: the greeting, and lines that the writer broke (a signature, a verse).
    pub apart: bool,
    /// Its pieces, in order.
    pub runs: Vec<Run>,
}

/// A piece of a paragraph.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Run {
    /// Words.
    Text(String),
    /// A placeholder, with brackets.
    Role(String),
    /// A line break that the writer made.
    Break(()),
}

impl std::fmt::Debug for Run {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Text(text) => write!(f, "Text({} bytes)", text.len()),
            Self::Role(label) => write!(f, "Role({label})"),
            Self::Break(()) => f.write_str("Break"),
        }
    }
}

/// The paragraphs of a testimony.
///
/// # Errors
/// A letter that the fonts do not have.
pub fn paragraphs(text: &Released) -> Result<Vec<Paragraph>, NoGlyph> {
    let mut flat = String::new();
    let mut labels = Vec::new();
    for segment in text.segments() {
        match segment {
            // The ends of a segment touch placeholders: only symbols are taken out here, spaces are settled later.
            Segment::Text(piece) => {
                let kept = printable(piece)?;
                flat.push_str(&kept);
                let lost = piece.ends_with(' ') && !kept.ends_with(' ');
                if lost {
                    flat.push(' ');
                }
            }
            Segment::Placeholder(label) => {
                labels.push(printable(label)?.replace(' ', "\u{a0}"));
                flat.push(SLOT);
            }
        }
    }
    let mut labels = labels.into_iter();
    Ok(blocks(&flat)
        .into_iter()
        .map(|block| typography::set(&block))
        .enumerate()
        .map(|(at, block)| Paragraph {
            item: is_item(&block),
            apart: block.contains('\n') || at == 0 && is_greeting(&block),
            runs: runs(&block, &mut labels),
        })
        .filter(|paragraph| !paragraph.runs.is_empty())
        .collect())
}

/// The opening words of a testimony for the contents: the first sentence that is not a greeting, cut after a whole word.
/// `limit` is in the width of a usual lower-case letter. Empty when there is none.
pub fn opening(paragraphs: &[Paragraph], limit: f32) -> String {
    let plain = |paragraph: &Paragraph| {
        paragraph.runs.iter().fold(String::new(), |mut text, run| {
            match run {
                Run::Text(piece) | Run::Role(piece) => text.push_str(piece),
                Run::Break(()) => text.push('\n'),
            }
            text
        })
    };
    let lines = paragraphs.iter().map(plain).flat_map(|text| text.lines().map(str::to_owned).collect::<Vec<_>>());
    let Some(line) = lines.into_iter().find(|line| is_telling(line) && !is_greeting(line)) else {
        return String::new();
    };
    let mut out = String::new();
    for word in line.split(' ') {
        if width(&out) + 1.0 + width(word) > limit {
            let cut = out
                .trim_end_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '«' | ']' | '!' | '?' | '%'))
                .to_owned();
            return format!("{cut} …");
        }
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
        if out.chars().count() > 20 && word.ends_with(['.', '!', '?']) && !word.ends_with("nr.") {
            break;
        }
    }
    out.trim_end_matches(['.', ',', ':', ';']).to_owned()
}

/// How wide a text is about, counted in usual lower-case letters: a capital is half as wide again, so that a writer who shouts does not run
/// into the page number.
fn width(text: &str) -> f32 {
    text.chars().map(|c| if c.is_uppercase() { 1.5 } else { 1.0 }).sum()
}

/// Whether a line has five words of letters, so that it is no telephone number and no single exclamation.
fn is_telling(line: &str) -> bool {
    line.split_whitespace().filter(|word| word.chars().any(char::is_alphabetic)).count() >= 5
}

/// Whether a line only greets.
fn is_greeting(line: &str) -> bool {
    let lower = line.to_lowercase();
    ["kære ", "hej", "til ", "dear ", "hi ", "hello", "goddag", "god dag"].iter().any(|start| lower.starts_with(start))
        && line.split_whitespace().count() < 12
}

/// Paragraphs as strings; `\n` inside is a line break to keep.
fn blocks(text: &str) -> Vec<String> {
    let mut blocks = Vec::new();
    let mut lines: Vec<&str> = Vec::new();
    for line in text.lines().chain([""]) {
        if !line.trim().is_empty() {
            lines.push(line.trim());
        } else if !lines.is_empty() {
            join(&lines, &mut blocks);
            lines.clear();
        }
    }
    blocks
}

/// Settles the line ends of one block.
///
/// A block whose lines all but the last are of a mail program's length was broken by one: joined. Otherwise a line over
/// [`WRAP_TO`] is a paragraph, an item of a list too, and a short line keeps its end (verses, greetings, addresses), unless the next goes on in
/// lower case after a line of full length.
fn join(lines: &[&str], blocks: &mut Vec<String>) {
    let Some((last, all_but_last)) = lines.split_last() else { return };
    let wrapped = !all_but_last.is_empty()
        && all_but_last.iter().all(|line| (WRAP_FROM..=WRAP_TO).contains(&length(line)))
        && length(last) <= WRAP_TO
        && !lines.iter().any(|line| is_item(line));
    if wrapped {
        blocks.push(lines.join(" "));
        return;
    }
    let mut current = String::new();
    let mut before: Option<&str> = None;
    for line in lines {
        match before {
            None => {}
            Some(_) if is_item(line) => blocks.push(std::mem::take(&mut current)),
            Some(b) if length(b) > WRAP_TO || length(line) > WRAP_TO => blocks.push(std::mem::take(&mut current)),
            Some(b) if length(b) >= WRAP_FROM && line.starts_with(char::is_lowercase) => current.push(' '),
            Some(b) if is_item(b) && length(b) < WRAP_FROM => blocks.push(std::mem::take(&mut current)),
            Some(_) => current.push('\n'),
        }
        current.push_str(line);
        before = Some(line);
    }
    blocks.push(current);
}

/// The length of a line in characters, a placeholder counted as a usual one.
fn length(line: &str) -> usize {
    line.chars().map(|c| if c == SLOT { SLOT_LENGTH } else { 1 }).sum()
}

/// Whether a line begins like an item of a list: `- `, `• `, `* `, `1) `, `a) `.
fn is_item(line: &str) -> bool {
    let mut chars = line.chars();
    match (chars.next(), chars.next(), chars.next()) {
        (Some('-' | '–' | '•' | '*' | '·' | '●' | '▪'), Some(' ' | '\u{a0}'), Some(_)) => true,
        (Some(c), Some(')'), Some(' ' | '\u{a0}')) => c.is_alphanumeric(),
        _ => false,
    }
}

/// Puts the placeholders back and cuts at the kept line breaks.
fn runs(block: &str, labels: &mut impl Iterator<Item = String>) -> Vec<Run> {
    let mut runs = Vec::new();
    let mut text = String::new();
    let flush = |text: &mut String, runs: &mut Vec<Run>| {
        if !text.is_empty() {
            runs.push(Run::Text(std::mem::take(text)));
        }
    };
    for c in block.chars() {
        match c {
            SLOT => {
                flush(&mut text, &mut runs);
                runs.extend(labels.next().map(Run::Role));
            }
            '\n' => {
                flush(&mut text, &mut runs);
                runs.push(Run::Break(()));
            }
            _ => text.push(c),
        }
    }
    flush(&mut text, &mut runs);
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_broken_by_the_mail_program_are_joined() {
        let text = "Vi har skrevet til kommunen mange gange i de sidste to år, og\nhver gang får vi det samme svar: Der er ikke nogen ledig plads\ntil hende.";
        assert_eq!(blocks(text).len(), 1);
        assert!(!blocks(text).concat().contains('\n'));
    }

    #[test]
    fn lines_that_the_writer_broke_are_kept() {
        assert_eq!(blocks("Kære politikere\nHør på os.\n\nMvh\nos"), ["Kære politikere\nHør på os.", "Mvh\nos"]);
    }

    #[test]
    fn a_long_line_is_a_paragraph_and_an_item_stands_alone() {
        let long = "ord ".repeat(40);
        assert_eq!(blocks(&format!("{long}\n{long}")).len(), 2);
        assert_eq!(blocks("Vi mangler:\n- ro\n- svar").len(), 3);
    }

    #[test]
    fn placeholders_come_back_in_order_and_unbreakable() {
        let mut labels = ["[mor]".to_owned(), "[barn\u{a0}2]".to_owned()].into_iter();
        let runs = runs("Kære \u{fffc}\nog \u{fffc}s far", &mut labels);
        assert_eq!(
            runs,
            [
                Run::Text("Kære ".into()),
                Run::Role("[mor]".into()),
                Run::Break(()),
                Run::Text("og ".into()),
                Run::Role("[barn\u{a0}2]".into()),
                Run::Text("s far".into()),
            ]
        );
    }

    #[test]
    fn the_opening_skips_the_greeting_and_ends_after_a_word() {
        let text = |text: &str| Paragraph { item: false, apart: false, runs: vec![Run::Text(text.to_owned())] };
        let paragraphs =
            [text("Kære alle sammen i byrådet"), text("Jeg har ventet i syv lange år på et svar fra jer.")];
        assert_eq!(opening(&paragraphs, 31.0), "Jeg har ventet i syv lange år …");
        assert_eq!(opening(&paragraphs, 80.0), "Jeg har ventet i syv lange år på et svar fra jer");
        assert_eq!(opening(&[], 30.0), "");
    }
}
