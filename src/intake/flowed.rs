//! `format=flowed` (RFC 3676): lines that end in a space go on in the next one.

use super::line::Line;

/// Joins flowed lines into paragraphs. `delete_space` is the parameter `DelSp=yes`.
///
/// Quoted lines come out with their `>` marks, so that folding sees them like those of any other plain text.
pub(crate) fn unflow(text: &str, delete_space: bool) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let mut open: Option<(usize, String)> = None;
    for raw in text.replace("\r\n", "\n").split(['\n', '\r']) {
        let depth = raw.bytes().take_while(|&byte| byte == b'>').count();
        let body = raw.get(depth..).unwrap_or_default();
        // Space-stuffing (RFC 3676, 4.4): one space added by the sender.
        let body = body.strip_prefix(' ').unwrap_or(body);
        let is_signature_mark = body == "-- ";
        let soft = body.ends_with(' ') && !is_signature_mark;
        let piece = if soft && delete_space { body.strip_suffix(' ').unwrap_or(body) } else { body };
        let paragraph = match open.take() {
            Some((before, mut paragraph)) if before == depth && !is_signature_mark => {
                paragraph.push_str(piece);
                paragraph
            }
            Some((before, paragraph)) => {
                lines.push(finish(before, &paragraph));
                piece.to_owned()
            }
            None => piece.to_owned(),
        };
        if soft {
            open = Some((depth, paragraph));
        } else {
            lines.push(finish(depth, &paragraph));
        }
    }
    if let Some((depth, paragraph)) = open {
        lines.push(finish(depth, &paragraph));
    }
    lines
}

/// One finished paragraph as a line.
fn finish(depth: usize, paragraph: &str) -> Line {
    let words = if paragraph == "-- " { paragraph } else { paragraph.trim_end() };
    Line::plain(match depth {
        0 => words.to_owned(),
        _ => format!("{} {words}", ">".repeat(depth)).trim_end().to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str, delete_space: bool) -> Vec<String> {
        unflow(text, delete_space).into_iter().map(|line| line.text).collect()
    }

    #[test]
    fn soft_breaks_join_and_hard_ones_stay() {
        assert_eq!(texts("Kære Kanarie \r\nFugl\r\nny linje\r\n", false), ["Kære Kanarie Fugl", "ny linje", ""]);
        assert_eq!(texts("Kana \nrie", true), ["Kanarie"]);
        assert_eq!(texts(" Fra nu af", false), ["Fra nu af"]);
    }

    #[test]
    fn quotes_keep_their_depth_and_signatures_stand_alone() {
        assert_eq!(
            texts("> et \n> to\n>> tre\nfire \n-- \nHilsen", false),
            ["> et to", ">> tre", "fire", "-- ", "Hilsen"]
        );
    }
}
