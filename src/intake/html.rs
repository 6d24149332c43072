//! The words of an HTML mail, in the order in which they are read.
//!
//! A tokenizer, not a renderer: layout is not wanted, and renderers hang on the tables of newsletters. Blocks end lines, table
//! cells stand one by one, inline elements add nothing (a name split over `<span>`s stays one name), and what a reader does
//! not see is left out: styles, scripts, comments, elements hidden by their style.

use super::line::Line;
use html5gum::{DefaultEmitter, StartTag, Token, Tokenizer};

/// Elements of which a reader sees nothing.
const UNSEEN: [&str; 9] = ["head", "script", "style", "template", "noscript", "svg", "object", "select", "title"];
/// Elements that have no end tag (HTML, 13.1.2).
const VOID: [&str; 14] =
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"];
/// Elements that stand on lines of their own.
const BLOCKS: [&str; 27] = [
    "address",
    "article",
    "aside",
    "body",
    "caption",
    "center",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figure",
    "figcaption",
    "footer",
    "form",
    "header",
    "hr",
    "li",
    "main",
    "nav",
    "section",
    "summary",
    "tbody",
    "td",
    "th",
    "tr",
];
/// Elements that stand apart, with a blank line on both sides.
const APART: [&str; 13] = ["p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "ul", "ol", "pre", "table", "tfoot"];

/// The lines of an HTML text.
pub(crate) fn lines(html: &str) -> Vec<Line> {
    // A hidden element that is never closed would swallow the rest of the letter: then less counts as hidden.
    let mut reading = Walk::over(html, Hiding::Everything);
    if reading.is_cut() {
        reading = Walk::over(html, Hiding::Code);
    }
    if reading.is_cut() {
        reading = Walk::over(html, Hiding::Nothing);
    }
    reading.lines
}

/// The character set that a `<meta>` element in the first kilobyte names, if any.
pub(crate) fn declared_charset(bytes: &[u8]) -> Option<String> {
    let head = bytes.get(..bytes.len().min(2048)).unwrap_or_default().to_ascii_lowercase();
    let at = head.windows(8).position(|window| window == b"charset=")?;
    let name: Vec<u8> = head
        .get(at + 8..)?
        .iter()
        .copied()
        .skip_while(|byte| matches!(byte, b'"' | b'\''))
        .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
        .collect();
    String::from_utf8(name).ok().filter(|name| !name.is_empty())
}

/// What is believed about hiding.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Hiding {
    /// All that a browser hides.
    Everything,
    /// Scripts and style sheets.
    Code,
    /// Nothing: every letter is text.
    Nothing,
}

/// An element that changes how the text inside it is taken.
struct Open {
    name: String,
    effect: Effect,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Effect {
    Hide,
    Quote,
    Signature,
    Preformatted,
    /// A paragraph without space around it, as Word and Outlook write every line.
    Tight,
    /// A list, with the number of its next item; 0 for a list without numbers.
    List(u32),
    /// Nothing; counted because an element of the same name inside an effect has an end tag of its own.
    Nothing,
}

/// The walk over the tokens.
struct Walk {
    hiding: Hiding,
    open: Vec<Open>,
    lines: Vec<Line>,
    current: String,
    /// White space was met that belongs before the next word.
    space: bool,
    /// A word was dropped because it was hidden, so an unclosed hiding element matters.
    dropped: bool,
}

impl Walk {
    fn over(html: &str, hiding: Hiding) -> Self {
        let mut walk =
            Self { hiding, open: Vec::new(), lines: Vec::new(), current: String::new(), space: false, dropped: false };
        let mut emitter = DefaultEmitter::default();
        // Lets the tokenizer see `<style>` and `<script>` as raw text; without it a `<` in a style sheet would open elements.
        emitter.naively_switch_states(hiding != Hiding::Nothing);
        for token in Tokenizer::new_with_emitter(html, emitter) {
            let Ok(token) = token;
            match token {
                Token::StartTag(tag) => walk.start(&tag),
                Token::EndTag(tag) => walk.end(&lower(&tag.name)),
                Token::String(text) => walk.text(&String::from_utf8_lossy(&text)),
                Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
            }
        }
        walk.break_line();
        walk
    }

    /// Whether text was dropped inside an element that never ended.
    fn is_cut(&self) -> bool {
        self.dropped && self.has(Effect::Hide)
    }

    fn has(&self, effect: Effect) -> bool {
        self.open.iter().any(|open| open.effect == effect)
    }

    fn start(&mut self, tag: &StartTag<()>) {
        let name = lower(&tag.name);
        match name.as_str() {
            "body" => self.open.retain(|open| open.name != "head"),
            "br" => {
                self.force_line();
                return;
            }
            "img" => {
                self.image(tag);
                return;
            }
            // A paragraph or an item that begins ends the one before it (HTML, 13.1.2.4); a hidden one must not outlive itself.
            "p" | "li" | "tr" | "td" | "th"
                if self.open.last().is_some_and(|open| open.name == name || open.name == "p") =>
            {
                self.open.pop();
            }
            _ => {}
        }
        self.boundary(&name, class_of(tag).contains("mso"));
        if name == "li" && !self.has(Effect::Hide) {
            let mark = self.open.iter_mut().rev().find_map(|open| match &mut open.effect {
                Effect::List(0) => Some(String::from("- ")),
                Effect::List(next) => {
                    *next += 1;
                    Some(format!("{}. ", next.saturating_sub(1)))
                }
                _ => None,
            });
            self.current.push_str(mark.as_deref().unwrap_or("- "));
        }
        if VOID.contains(&name.as_str()) || tag.self_closing && !BLOCKS.contains(&name.as_str()) {
            return;
        }
        let effect = self.effect(&name, tag);
        if effect != Effect::Nothing || self.open.iter().any(|open| open.name == name) {
            self.open.push(Open { name, effect });
        }
    }

    /// What an element does to the text inside it.
    fn effect(&self, name: &str, tag: &StartTag<()>) -> Effect {
        let class = class_of(tag);
        let hide = match self.hiding {
            Hiding::Everything => UNSEEN.contains(&name) || is_hidden(tag),
            Hiding::Code => matches!(name, "script" | "style"),
            Hiding::Nothing => false,
        };
        if hide {
            return Effect::Hide;
        }
        let is_quote = name == "blockquote"
            && (attribute(tag, "type") == "cite" || class.contains("quote") || has_quote_bar(tag))
            || class.contains("yahoo_quoted");
        let is_signature = ["gmail_signature", "moz-signature", "protonmail_signature_block", "applemailsignature"]
            .iter()
            .any(|known| class.contains(known))
            || attribute(tag, "id").eq_ignore_ascii_case("applemailsignature")
            || attribute(tag, "id").eq_ignore_ascii_case("signature");
        match name {
            _ if is_quote => Effect::Quote,
            _ if is_signature => Effect::Signature,
            "p" if class.contains("mso") => Effect::Tight,
            "pre" | "textarea" => Effect::Preformatted,
            "ul" => Effect::List(0),
            "ol" => Effect::List(attribute(tag, "start").parse().unwrap_or(1).max(1)),
            _ => Effect::Nothing,
        }
    }

    fn end(&mut self, name: &str) {
        // The line must end before the quote does, or its last line would stand outside.
        let tight =
            self.open.iter().rev().find(|open| open.name == name).is_some_and(|open| open.effect == Effect::Tight);
        self.boundary(name, tight);
        if let Some(at) = self.open.iter().rposition(|open| open.name == name) {
            self.open.truncate(at);
        }
        if name == "head" {
            self.open.retain(|open| open.name != "head");
        }
    }

    fn text(&mut self, text: &str) {
        if self.has(Effect::Hide) {
            self.dropped |= text.chars().any(char::is_alphanumeric);
            return;
        }
        if self.has(Effect::Preformatted) {
            for (at, line) in text.replace("\r\n", "\n").split('\n').enumerate() {
                if at > 0 {
                    self.force_line();
                }
                self.current.push_str(line);
            }
            return;
        }
        for c in text.chars() {
            if matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{c}') {
                self.space = true;
            } else {
                if self.space && !self.current.is_empty() && !self.current.ends_with(' ') {
                    self.current.push(' ');
                }
                self.space = false;
                self.current.push(c);
            }
        }
    }

    /// An emoji that a mail program put in as a picture is a word of the text; other pictures' descriptions are not.
    fn image(&mut self, tag: &StartTag<()>) {
        let alt = attribute(tag, "alt");
        if !alt.is_empty()
            && alt.chars().count() <= 8
            && !alt.chars().any(|c| c.is_alphanumeric() || c.is_ascii_punctuation())
        {
            self.text(&alt);
        }
    }

    /// The line break that the start or the end of an element makes.
    fn boundary(&mut self, name: &str, tight: bool) {
        let apart = APART.contains(&name);
        if !apart && !BLOCKS.contains(&name) {
            return;
        }
        self.break_line();
        if apart && !tight && !self.has(Effect::Hide) {
            self.push_line(String::new());
        }
    }

    /// Ends the line if there is one.
    fn break_line(&mut self) {
        // A paragraph of one `&nbsp;` is how Outlook writes a blank line.
        if !self.current.is_empty() {
            self.force_line();
        }
        self.current.clear();
        self.space = false;
    }

    /// Ends the line, also an empty one.
    fn force_line(&mut self) {
        if self.has(Effect::Hide) {
            return;
        }
        let text = std::mem::take(&mut self.current);
        self.push_line(text.trim_end().to_owned());
        self.space = false;
    }

    fn push_line(&mut self, text: String) {
        let quote = self.open.iter().filter(|open| open.effect == Effect::Quote).count();
        let line = Line { text, quote: u8::try_from(quote).unwrap_or(u8::MAX), signature: self.has(Effect::Signature) };
        self.lines.push(line);
    }
}

/// Whether an element is hidden by its attributes.
fn is_hidden(tag: &StartTag<()>) -> bool {
    if tag.attributes.contains_key(b"hidden".as_slice()) {
        return true;
    }
    let style: String = attribute(tag, "style").to_ascii_lowercase().chars().filter(|c| !c.is_whitespace()).collect();
    style.split(';').any(|declaration| {
        matches!(
            declaration.trim_end_matches("!important"),
            "display:none"
                | "visibility:hidden"
                | "mso-hide:all"
                | "font-size:0"
                | "font-size:0px"
                | "max-height:0"
                | "max-height:0px"
        )
    })
}

/// Whether a quote is drawn as such: Gmail and Outlook on the web use a bar to the left. A bare `blockquote` is an indentation.
fn has_quote_bar(tag: &StartTag<()>) -> bool {
    let style = attribute(tag, "style").to_ascii_lowercase();
    style.contains("border-left") && !style.contains("border-left:none") && !style.contains("border-left: none")
}

fn class_of(tag: &StartTag<()>) -> String {
    attribute(tag, "class").to_ascii_lowercase()
}

fn attribute(tag: &StartTag<()>, name: &str) -> String {
    tag.attributes.get(name.as_bytes()).map(|value| String::from_utf8_lossy(value).into_owned()).unwrap_or_default()
}

fn lower(name: &[u8]) -> String {
    String::from_utf8_lossy(name).to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::intake::line::squeeze;
    use proptest::prelude::*;

    fn read(html: &str) -> String {
        squeeze(lines(html)).into_iter().map(|line| line.text).collect::<Vec<_>>().join("\n").replace('\u{a0}', " ")
    }

    #[test]
    fn a_name_split_over_elements_stays_one_name() {
        assert_eq!(
            read("<p>S&oslash;<span>ren Kana</span><b>rie</b><wbr>fugl, var&nbsp;her</p>"),
            "Søren Kanariefugl, var her"
        );
    }

    #[test]
    fn blocks_end_lines_and_paragraphs_stand_apart() {
        assert_eq!(read("<div>et<div>to</div></div>tre<br>fire<p>fem</p><p>seks"), "et\nto\ntre\nfire\n\nfem\n\nseks");
        assert_eq!(
            read(
                "<p class=MsoNormal>et</p>\n<p class=MsoNormal>to</p><p class=MsoNormal><o:p>&nbsp;</o:p></p><p class=MsoNormal>tre</p>"
            ),
            "et\nto\n\ntre"
        );
    }

    #[test]
    fn tables_are_read_cell_by_cell_and_lists_keep_their_marks() {
        assert_eq!(
            read("<table><tr><td>Hvem<td>Hvad</tr><tr><td><p>Ali</p></td><td>Intet</td></tr></table>"),
            "Hvem\nHvad\n\nAli\n\nIntet"
        );
        assert_eq!(read("<ul><li>et<li>to</ul><ol><li>a</li><li>b</li></ol>"), "- et\n- to\n\n1. a\n2. b");
    }

    #[test]
    fn what_a_reader_does_not_see_is_left_out() {
        let html = "<html><head><title>brev</title><style>p{x:y}</style></head><body><!-- [if mso]>hej<![endif]-->\
                    <div style='display: none'>skjult <div>også</div> stadig</div><script>if(a<b){}</script>Hej<span hidden>x</span></body>";
        assert_eq!(read(html), "Hej");
    }

    #[test]
    fn a_hidden_element_that_never_ends_hides_nothing() {
        assert!(read("<div style='display:none'>for<div>ord</div><p>Brevet").contains("Brevet"));
        assert!(read("<head><p>Brevet uden slut på hovedet").contains("Brevet"));
    }

    #[test]
    fn quotes_and_signatures_are_marked() {
        let html = "svar<blockquote type=cite>spørgsmål<blockquote class='gmail_quote'>ældre</blockquote></blockquote>mere\
                    <blockquote style='margin:0 0 0 40px;border:none'>indrykket</blockquote><div class=gmail_signature>Fugl</div>";
        let marks: Vec<_> = squeeze(lines(html))
            .into_iter()
            .filter(|line| !line.is_blank())
            .map(|line| (line.text, line.quote, line.signature))
            .collect();
        let expected = [
            ("svar", 0, false),
            ("spørgsmål", 1, false),
            ("ældre", 2, false),
            ("mere", 0, false),
            ("indrykket", 0, false),
            ("Fugl", 0, true),
        ];
        assert_eq!(marks, expected.map(|(text, quote, signature)| (text.to_owned(), quote, signature)));
    }

    proptest! {
        #[test]
        fn any_text_is_read_without_panic(html in "(<[a-z/ ='!-]{0,12}>?|&[a-z#0-9]{0,5};?|\\PC){0,60}") {
            let _ = lines(&html);
        }
    }
}
