//! Paragraphs that a mail program broke into short lines (the old rule of 72 to 78 letters) are made whole again.
//!
//! A broken line shows itself: the next line's first word would not have fitted before the margin. Lines that end earlier were
//! ended by the writer and stay. Quoted lines are left alone, since they are not printed.

use super::line::Line;
use std::ops::RangeInclusive;

/// Margins, in characters, that mail programs break at.
const MAIL: RangeInclusive<usize> = 60..=82;
/// Margins, in characters, of printed pages.
const PAGE: RangeInclusive<usize> = 40..=140;
/// How many broken lines it takes to believe in a margin.
const ENOUGH: usize = 3;

/// The margin at which the open lines were broken, in characters; `None` when they were not.
pub(super) fn margin(lines: &[Line]) -> Option<usize> {
    margin_within(lines, &MAIL)
}

fn margin_within(lines: &[Line], margins: &RangeInclusive<usize>) -> Option<usize> {
    // A long address that could not be broken is no line of words.
    let lengths = || lines.iter().filter(|line| is_open(line) && line.words() > 1).map(length);
    let margin = lengths().max().filter(|longest| margins.contains(longest))?;
    let broken = lines.windows(2).filter(|pair| matches!(pair, [line, next] if is_broken(line, next, margin))).count();
    (broken >= ENOUGH).then_some(margin)
}

/// Joins the broken lines of a mail.
pub(super) fn unwrap(lines: Vec<Line>) -> Vec<Line> {
    match margin(&lines) {
        Some(margin) => join(lines, margin),
        None => lines,
    }
}

/// Joins the broken lines of a printed page, of which every line is broken, and words that were divided at their ends.
pub(super) fn unwrap_page(lines: Vec<Line>) -> Vec<Line> {
    match margin_within(&lines, &PAGE) {
        Some(margin) => join(lines, margin),
        None => lines,
    }
}

fn join(lines: Vec<Line>, margin: usize) -> Vec<Line> {
    let mut whole: Vec<Line> = Vec::with_capacity(lines.len());
    // Whether the line that was taken last goes on in the next one, as it stood before joining.
    let mut goes_on = false;
    let mut rest = lines.into_iter().peekable();
    while let Some(line) = rest.next() {
        let next_goes_on = rest.peek().is_some_and(|next| is_broken(&line, next, margin));
        match whole.last_mut() {
            Some(last) if goes_on => {
                let more = line.text.trim_start();
                if is_divided(&last.text, more) {
                    last.text.pop();
                } else {
                    last.text.push(' ');
                }
                last.text.push_str(more);
            }
            _ => whole.push(line),
        }
        goes_on = next_goes_on;
    }
    whole
}

/// Whether `line` was broken because the first word of `next` did not fit.
fn is_broken(line: &Line, next: &Line, margin: usize) -> bool {
    if !is_open(line) || !is_open(next) || line.signature != next.signature || begins_item(&next.text) {
        return false;
    }
    let word = next.text.split_whitespace().next().map_or(0, |word| word.chars().count());
    length(line) + 1 + word > margin && line.words() > 1
}

/// Whether a word was divided at the end of a line. A hyphen before a capital is part of a name (*Dahl-Jørgensen*), one before
/// *og* stands for a word (*børne- og ungerådgiver*).
fn is_divided(line: &str, more: &str) -> bool {
    let word = more.split_whitespace().next().unwrap_or_default();
    line.strip_suffix('-').is_some_and(|before| before.ends_with(char::is_alphabetic))
        && more.starts_with(char::is_lowercase)
        && !matches!(word, "og" | "eller" | "samt" | "and" | "or")
}

/// Lines that are neither blank nor quoted.
fn is_open(line: &Line) -> bool {
    !line.is_blank() && line.quote == 0 && !line.text.starts_with('>')
}

/// Whether a line begins an item of a list, or is a line drawn by hand.
fn begins_item(text: &str) -> bool {
    let text = text.trim_start();
    let number = text.trim_start_matches(|c: char| c.is_ascii_digit());
    text.starts_with(['-', '*', '•', '·', '–', '_', '='])
        || text.len() - number.len() < 4 && text.len() > number.len() && number.starts_with([')', '.'])
}

fn length(line: &Line) -> usize {
    line.text.chars().count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::intake::line::split;

    fn texts(text: &str) -> Vec<String> {
        unwrap(split(text)).into_iter().map(|line| line.text).collect()
    }

    const BROKEN: &str = "Vi har ventet i to år på en afgørelse, og hver gang vi ringer, er der\nen ny i telefonen, som intet ved om os. Så begynder vi forfra med Mette\nSørensen og siger det hele igen, fra den dag det begyndte i skolen og\ntil i dag.\nDet var det.\n\nHilsen\nKanarie";

    #[test]
    fn broken_paragraphs_are_made_whole_and_names_with_them() {
        let whole = texts(BROKEN);
        assert_eq!(whole.len(), 5);
        assert!(
            whole.first().unwrap().contains("med Mette Sørensen og siger")
                && whole.first().unwrap().ends_with("til i dag.")
        );
        assert_eq!(whole.get(1..), Some(["Det var det.", "", "Hilsen", "Kanarie"].map(String::from).as_slice()));
    }

    #[test]
    fn divided_words_of_a_page_are_made_whole() {
        let page = "Vi har ventet i to år på en afgørelse fra kommunens børne-\nog familieafdeling, og hver gang vi ringer til sagsbehand-\nleren, er der en ny i telefonen, som hedder Fugl-Kanarie-\nSolsort og intet ved om os, så vi må begynde helt forfra.";
        let whole = unwrap_page(split(page));
        assert_eq!(whole.len(), 1);
        let text = &whole.first().unwrap().text;
        assert!(
            text.contains("børne- og")
                && text.contains("sagsbehandleren, er")
                && text.contains("Fugl-Kanarie- Solsort"),
            "{text}"
        );
    }

    #[test]
    fn what_the_writer_ended_stays_ended() {
        let poem = "Du kom i maj\nog det var lyst\nog ingen ringede\nog ingen skrev\nog ingen kom";
        assert_eq!(texts(poem).len(), 5);
        let long = "En hel lang linje, som ingen har brudt, fordi den skal være så lang, at intet program ville have ladet den stå sådan.\nEn til.";
        assert_eq!(texts(long).len(), 2);
        let quoted = BROKEN.lines().map(|line| format!("> {line}")).collect::<Vec<_>>().join("\n");
        assert_eq!(texts(&quoted).len(), quoted.lines().count());
    }
}
