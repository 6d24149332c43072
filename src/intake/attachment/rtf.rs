//! Rich Text Format 1.9.1: the text, with `\'e6` in the code page of the document and `\u230` in Unicode.
//!
//! Not read: fonts, styles, pictures, field codes, deleted and hidden text, and every destination that the format lets a
//! reader ignore (`\*`).

use super::Document;
use crate::intake::reading::Problem;
use encoding_rs::{Encoding, WINDOWS_1252};

/// The deepest nesting of groups that is followed.
const MAX_DEPTH: usize = 512;

/// What a group changes and gives back at its end.
#[derive(Clone, Copy)]
struct Group {
    target: Target,
    /// How many characters after a `\u` are its stand-in (`\uc`).
    stand_in: usize,
    hidden: bool,
    deleted: bool,
}

/// Where the text of a group goes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Target {
    Body,
    /// Author or operator in the document's information.
    Person,
    Nowhere,
}

/// The state of the reader.
struct Rtf {
    text: String,
    person: String,
    people: Vec<String>,
    group: Group,
    outer: Vec<Group>,
    encoding: &'static Encoding,
    /// Bytes of `\'xx` not yet decoded: a letter may take two of them.
    pending: Vec<u8>,
    /// First half of a letter beyond the basic plane.
    surrogate: Option<u16>,
    /// Characters still to be skipped after a `\u`.
    skip: usize,
    /// `\*` was just read.
    ignorable: bool,
}

/// Reads the document.
pub(super) fn read(bytes: &[u8]) -> Document {
    let mut rtf = Rtf {
        text: String::new(),
        person: String::new(),
        people: Vec::new(),
        group: Group { target: Target::Body, stand_in: 1, hidden: false, deleted: false },
        outer: Vec::new(),
        encoding: WINDOWS_1252,
        pending: Vec::new(),
        surrogate: None,
        skip: 0,
        ignorable: false,
    };
    let whole = rtf.run(bytes);
    let mut document = Document::of_text(&rtf.text);
    document.people = rtf.people;
    if !bytes.starts_with(b"{\\rtf") || !whole {
        document.problems.insert(Problem::UnreadablePart);
    }
    if rtf.text.contains('\u{fffd}') {
        document.problems.insert(Problem::LettersLost);
    }
    document
}

impl Rtf {
    /// Walks over the bytes; `false` when the groups do not close.
    fn run(&mut self, bytes: &[u8]) -> bool {
        let mut rest = bytes;
        let mut depth_ok = true;
        while let Some((&byte, after)) = rest.split_first() {
            rest = after;
            match byte {
                b'{' => {
                    self.flush();
                    self.skip = 0;
                    depth_ok &= self.outer.len() < MAX_DEPTH;
                    if self.outer.len() < 16 * MAX_DEPTH {
                        self.outer.push(self.group);
                    }
                    self.ignorable = false;
                }
                b'}' => {
                    self.flush();
                    self.skip = 0;
                    self.end_person();
                    match self.outer.pop() {
                        Some(group) => self.group = group,
                        None => return false,
                    }
                    // The document ends with its outermost group; what follows is padding.
                    if self.outer.is_empty() {
                        return depth_ok;
                    }
                }
                b'\\' => rest = self.control(after),
                b'\r' | b'\n' => {}
                byte if byte < 0x80 => self.put(char::from(byte)),
                byte => self.byte(byte),
            }
        }
        self.flush();
        false
    }

    /// A control word or symbol; gives what stands after it.
    fn control<'a>(&mut self, rest: &'a [u8]) -> &'a [u8] {
        let Some((&first, after)) = rest.split_first() else { return rest };
        if !first.is_ascii_alphabetic() {
            return self.symbol(first, after);
        }
        let letters = rest.iter().take_while(|byte| byte.is_ascii_alphabetic()).count().min(32);
        let (word, after) = rest.split_at_checked(letters).unwrap_or((rest, &[]));
        let digits = after
            .iter()
            .enumerate()
            .take_while(|(at, byte)| byte.is_ascii_digit() || *at == 0 && **byte == b'-')
            .count();
        let (number, after) = after.split_at_checked(digits).unwrap_or((&[], after));
        let number: Option<i32> = std::str::from_utf8(number).ok().and_then(|number| number.parse().ok());
        let after = after.strip_prefix(b" ").unwrap_or(after);
        let word = std::str::from_utf8(word).unwrap_or_default();
        if word == "bin" {
            let length = usize::try_from(number.unwrap_or(0)).unwrap_or(0);
            return after.get(length..).unwrap_or_default();
        }
        if word != "u" {
            self.flush();
        }
        self.word(word, number);
        after
    }

    /// A control symbol.
    fn symbol<'a>(&mut self, symbol: u8, rest: &'a [u8]) -> &'a [u8] {
        match symbol {
            b'\'' => {
                let value = rest
                    .get(..2)
                    .and_then(|digits| std::str::from_utf8(digits).ok())
                    .and_then(|digits| u8::from_str_radix(digits, 16).ok());
                if let Some(value) = value {
                    self.byte(value);
                    return rest.get(2..).unwrap_or_default();
                }
            }
            b'*' => self.ignorable = true,
            b'~' => self.put(' '),
            b'_' => self.put('-'),
            b'\\' | b'{' | b'}' => self.put(char::from(symbol)),
            b'\r' | b'\n' => self.put('\n'),
            b'\t' => self.put('\t'),
            // `\-` may be hyphenated here: nothing a reader sees.
            _ => {}
        }
        rest
    }

    /// A control word.
    fn word(&mut self, word: &str, number: Option<i32>) {
        let ignorable = std::mem::take(&mut self.ignorable);
        let on = number != Some(0);
        match word {
            "u" => self.unicode(number.unwrap_or(0)),
            "uc" => self.group.stand_in = usize::try_from(number.unwrap_or(1)).unwrap_or(1),
            "ansicpg" => {
                let label = format!("windows-{}", number.unwrap_or(1252));
                self.encoding = Encoding::for_label(label.as_bytes()).unwrap_or(WINDOWS_1252);
            }
            "mac" => self.encoding = encoding_rs::MACINTOSH,
            "par" | "line" | "row" | "sect" | "page" | "cell" | "nestcell" | "nestrow" => self.put('\n'),
            "tab" => self.put('\t'),
            "emdash" => self.put('—'),
            "endash" => self.put('–'),
            "lquote" => self.put('‘'),
            "rquote" => self.put('’'),
            "ldblquote" => self.put('“'),
            "rdblquote" => self.put('”'),
            "bullet" => self.put('•'),
            "v" => self.group.hidden = on,
            "deleted" => self.group.deleted = on,
            "plain" => (self.group.hidden, self.group.deleted) = (false, false),
            "author" | "operator" => self.group.target = Target::Person,
            "fonttbl" | "colortbl" | "stylesheet" | "info" | "pict" | "object" | "fldinst" | "listtable"
            | "listoverridetable" | "revtbl" | "rsidtbl" | "themedata" | "datastore" | "latentstyles" | "generator"
            | "xmlnstbl" | "annotation" | "atnid" | "atnauthor" | "nonshppict" | "filetbl" | "bkmkstart"
            | "bkmkend" | "pntext" | "listtext" => self.group.target = Target::Nowhere,
            // Text boxes and the new form of pictures are ignorable to old readers, but they hold text.
            "shptxt" | "shpinst" | "shppict" => {}
            _ if ignorable => self.group.target = Target::Nowhere,
            _ => {}
        }
    }

    /// A letter as a signed 16-bit number (`\u`).
    fn unicode(&mut self, number: i32) {
        self.flush();
        let unit = u16::try_from(if number < 0 { number + 0x1_0000 } else { number }).unwrap_or(0xfffd);
        let units: Vec<u16> = self.surrogate.take().into_iter().chain(std::iter::once(unit)).collect();
        if units.len() == 1 && (0xd800..0xdc00).contains(&unit) {
            self.surrogate = Some(unit);
        } else {
            self.skip = 0;
            for c in char::decode_utf16(units).map(|c| c.unwrap_or('\u{fffd}')) {
                self.put(c);
            }
        }
        self.skip = self.group.stand_in;
    }

    /// A byte in the document's code page.
    fn byte(&mut self, byte: u8) {
        if self.skip > 0 {
            self.skip -= 1;
        } else {
            self.pending.push(byte);
        }
    }

    /// Decodes the bytes that wait.
    fn flush(&mut self) {
        if !self.pending.is_empty() {
            let bytes = std::mem::take(&mut self.pending);
            let (text, _) = self.encoding.decode_without_bom_handling(&bytes);
            let text = text.into_owned();
            self.write(&text);
        }
    }

    /// A character of the text.
    fn put(&mut self, c: char) {
        self.flush();
        if self.skip > 0 {
            self.skip -= 1;
            return;
        }
        self.write(c.encode_utf8(&mut [0; 4]));
    }

    fn write(&mut self, text: &str) {
        match self.group.target {
            Target::Body if !self.group.hidden && !self.group.deleted => self.text.push_str(text),
            Target::Person => self.person.push_str(text),
            Target::Body | Target::Nowhere => {}
        }
    }

    /// The group that named a person ends.
    fn end_person(&mut self) {
        if self.group.target == Target::Person && !self.person.is_empty() {
            self.people.push(std::mem::take(&mut self.person));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn text(rtf: &str) -> String {
        read(rtf.as_bytes()).lines.into_iter().map(|line| line.text).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn danish_letters_come_in_three_ways() {
        assert_eq!(
            text(
                "{\\rtf1\\ansi\\ansicpg1252 S\\'f8ren p\\u229?\\'e5 \\uc0\\u198 r\\uc1\\u248\\'f8 {\\b Kana}rie\\par ny\\line linje}"
            ),
            "Søren påå Ærø Kanarie\nny\nlinje"
        );
        assert_eq!(text("{\\rtf1 \\u-10179?\\u-8704?!}"), "😀!");
    }

    #[test]
    fn fonts_fields_and_hidden_text_are_left_out_and_the_author_is_named() {
        let rtf = "{\\rtf1{\\fonttbl{\\f0 Arial;}}{\\info{\\author Kanarie Fugl}{\\title x}}{\\*\\generator y;}{\\field{\\*\\fldinst HYPERLINK}{\\fldrslt link}}{\\v skjult}{\\v0 set}\\bin3 abc.}";
        assert_eq!(text(rtf), "linkset.");
        assert_eq!(read(rtf.as_bytes()).people, ["Kanarie Fugl"]);
    }

    #[test]
    fn a_cut_document_gives_what_there_is_and_says_so() {
        let document = read(b"{\\rtf1 halvt");
        assert_eq!(document.lines.first().map(|line| line.text.as_str()), Some("halvt"));
        assert!(document.problems.contains(&Problem::UnreadablePart));
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_without_panic(body in "([{}]|\\\\[a-z]{1,8}-?[0-9]{0,6} ?|\\\\'[0-9a-f]{2}|\\\\.|[a-zæ ]){0,80}") {
            let _ = read(format!("{{\\rtf1 {body}").as_bytes());
        }
    }
}
