//! The lines over a quoted or forwarded mail.

use super::{Context, depth};
use crate::intake::line::Line;
use crate::intake::pattern::Pattern;
use std::ops::Range;

/// Header lines that were found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Head {
    /// Where they stand.
    pub(super) lines: Range<usize>,
    /// They say that the mail is forwarded.
    pub(super) is_forward: bool,
}

// The classes are spelt out and repetitions are not counted: a counted repetition of a Unicode class takes milliseconds to
// compile, and a cold start must not feel it.

/// The beginning of *Den man. 3. jun. 2024 kl. 10.05 skrev …:* and its relatives.
static ATTRIBUTION_START: Pattern = Pattern::new(
    r#"^["'*(]*(den|d\.|on|am|le)\s|^["'*(]*(man|tirs?|ons|tors?|fre|lør|søn|mon|tue|wed|thu|fri|sat|sun)(dag)?\.?,?\s|^[0-9]+[./-]|\b(skrev|wrote)\s+(den|d\.|on)\s"#,
);
/// Somebody wrote something at some time; a colon ends it.
static ATTRIBUTION: Pattern = Pattern::new(
    r"[0-9].*\b(skrev|skreiv|wrote|schrieb|écrit)\b.*:[\s*]*$|\b(skrev|wrote)\s+(den|d\.|on)\s.*[0-9].*:[\s*]*$|^[0-9]{4}-[0-9]{2}-[0-9]{2}.*@.*:$",
);
/// A time of day.
static TIME: Pattern = Pattern::new(r"[0-9][.:][0-9]{2}");
/// *-----Oprindelig meddelelse-----*
static SEPARATOR: Pattern = Pattern::new(
    r"^[\s*]*--+\s*(oprindelig (meddelelse|besked|mail|e-mail)|opprinnelig melding|ursprungligt meddelande|original(e)? (message|appointment)|ursprüngliche nachricht)\s*--+[\s*]*$",
);
/// *Videresendt meddelelse*, *Start på videresendt besked:*
static FORWARD: Pattern = Pattern::new(
    r"^[\s*-]*(start på |begin )?(videresendt|videresendte|forwarded|weitergeleitete|vidarebefordrat) (meddelelse|besked|mail|e-mail|message|nachricht|meddelande|melding)( fra .*)?[\s*:-]*$",
);
/// A line drawn over a header.
static RULE: Pattern = Pattern::new(r"^\s*[_=-]{5,}\s*$");

/// The kinds of field in the block *Fra: / Sendt: / Til: / Emne:*.
const FIELDS: [(&str, &[&str]); 5] = [
    ("from", &["fra", "from", "von", "från", "afsender"]),
    ("date", &["sendt", "sent", "dato", "date", "gesendet", "skickat", "datum", "envoyé"]),
    ("to", &["til", "to", "an", "till", "modtager", "à"]),
    ("subject", &["emne", "subject", "betreff", "ämne", "objet", "vedr"]),
    (
        "other",
        &[
            "cc",
            "kopi",
            "bcc",
            "svar til",
            "reply-to",
            "besvar til",
            "vedhæftede filer",
            "vedhæftninger",
            "attachments",
            "prioritet",
            "importance",
            "vigtighed",
        ],
    ),
];

/// The header under which the rest of the mail is an earlier mail.
pub(super) fn find_tail(lines: &[Line], base: usize, context: Context) -> Option<Head> {
    (0..lines.len()).find_map(|at| tail_at(lines, at, base, context))
}

fn tail_at(lines: &[Line], at: usize, base: usize, context: Context) -> Option<Head> {
    let line = lines.get(at).filter(|line| !line.is_blank() && depth(line) == base)?;
    let is_forward = FORWARD.is_in(bare(line));
    if is_forward || SEPARATOR.is_in(bare(line)) || RULE.is_in(bare(line)) {
        let next = next_filled(lines, at + 1)?;
        return match block(lines, next) {
            Some(end) => Some(Head { lines: at..end, is_forward }),
            None if RULE.is_in(bare(line)) && !is_forward => None,
            // The header of the forwarded mail may stand one quotation level deeper.
            None => Some(Head { lines: at..at + 1, is_forward }),
        };
    }
    if let Some(end) = block(lines, at) {
        return Some(Head { lines: at..end, is_forward: false });
    }
    let end = attribution(lines, at)?;
    let next = next_filled(lines, end)?;
    // Over quoted lines it is no border: answers may stand between and below them.
    if lines.get(next).is_some_and(|line| depth(line) > base) {
        return None;
    }
    // In a testimony somebody may write something at half past two; an address, or an answer with a time, is a mail program's.
    let text = joined(lines, at..end);
    let certain = text.contains('@') || context.is_reply && TIME.is_in(&text);
    certain.then_some(Head { lines: at..end, is_forward: false })
}

/// The attributions that stand directly over quoted lines.
pub(super) fn attributions(lines: &[Line], quoted: &[bool]) -> Vec<Range<usize>> {
    let is_quoted = |at: usize| quoted.get(at).copied().unwrap_or(false);
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let head = (!is_quoted(at)).then(|| attribution(lines, at)).flatten();
        match head {
            Some(end) if next_filled(lines, end).is_some_and(is_quoted) => {
                found.push(at..end);
                at = end;
            }
            _ => at += 1,
        }
    }
    found
}

/// The end of an attribution that begins in line `at` and may be broken over up to four lines.
fn attribution(lines: &[Line], at: usize) -> Option<usize> {
    let first = lines.get(at)?;
    if first.is_blank() || !ATTRIBUTION_START.is_in(bare(first)) {
        return None;
    }
    (at + 1..=at + 4).take_while(|&end| lines.get(end - 1).is_some_and(|line| !line.is_blank())).find(|&end| {
        let text = joined(lines, at..end);
        text.len() <= 400 && ATTRIBUTION.is_in(&text)
    })
}

/// The end of a block of fields that begins in line `at`.
fn block(lines: &[Line], at: usize) -> Option<usize> {
    field(lines.get(at)?)?;
    let mut seen: Vec<&str> = Vec::new();
    let mut end = at;
    let mut since_field = 0;
    for (offset, line) in lines.iter().enumerate().skip(at).take(24) {
        if let Some(kind) = field(line) {
            if kind != "other" && seen.contains(&kind) {
                break;
            }
            seen.push(kind);
            end = offset + 1;
            since_field = 0;
        } else {
            // A long list of recipients runs over several lines; some programs put blank lines between.
            since_field += 1;
            if since_field > 3 {
                break;
            }
        }
    }
    let known = seen.iter().filter(|kind| **kind != "other").count();
    (seen.contains(&"from") && known >= 3).then_some(end)
}

/// The kind of field that a line is, `Fra: …` or `*Fra:* …`.
fn field(line: &Line) -> Option<&'static str> {
    let (name, _) = bare(line).split_once(':')?;
    let name = name.trim_matches(['*', ' ', '\u{a0}', '_']).to_lowercase();
    FIELDS.iter().find(|(_, names)| names.contains(&name.as_str())).map(|(kind, _)| *kind)
}

/// The line without quote marks.
fn bare(line: &Line) -> &str {
    line.text.trim_start_matches(['>', ' ', '\t', '\u{a0}'])
}

fn next_filled(lines: &[Line], from: usize) -> Option<usize> {
    (from..lines.len().min(from + 4)).find(|&at| lines.get(at).is_some_and(|line| !line.is_blank()))
}

fn joined(lines: &[Line], range: Range<usize>) -> String {
    lines.get(range).unwrap_or_default().iter().map(bare).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
pub(super) fn patterns() -> [&'static Pattern; 6] {
    [&ATTRIBUTION_START, &ATTRIBUTION, &TIME, &SEPARATOR, &FORWARD, &RULE]
}
