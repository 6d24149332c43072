//! Words and numbers with their place, case and neighbourhood. One pass, linear in the text.

mod run;

use crate::text::{SourceText, Span};
use run::Run;

/// How a word is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Case {
    /// `mette`
    Lower,
    /// `Mette`, also `McDonald` and a single capital letter
    Capital,
    /// `METTE`, two letters or more
    Upper,
    /// Letters without case (Arabic), or digits
    None,
}

/// What stands between a token and the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gap {
    /// Nothing but white space within a line.
    Space,
    /// White space with one line break: a name may be broken here.
    Line,
    /// A hyphen with nothing around it: `Anne-Mette`, `Hansen-familien`.
    Hyphen,
    /// A full stop and perhaps a space, after a single letter or an abbreviation: `M. Hansen`, `hr. Hansen`.
    Dot,
    /// A comma and white space.
    Comma,
    /// A colon: what follows may be a sentence or what was announced (*sagsbehandler: Mette*).
    Colon,
    /// An opening bracket or quotation mark, a slash, an apostrophe, a dash: still the same sentence.
    Mark,
    /// The end of a sentence, an empty line, the beginning of the text, or other punctuation.
    Break,
}

/// A word (a run of letters) or a number (a run of digits).
#[derive(Clone, Copy, Debug)]
pub struct Token {
    /// Where it stands.
    pub span: Span,
    /// How it is written.
    pub case: Case,
    /// What stands before it.
    pub gap: Gap,
    /// Whether a capital here says nothing, because a sentence, a line or a heading starts.
    pub starts_sentence: bool,
    /// Whether it is the first on its line.
    pub starts_line: bool,
    /// Whether it is a run of digits.
    pub number: bool,
    /// Whether it stands among words in capitals, so that its capitals say nothing.
    pub shouted: bool,
    /// Its length in characters.
    pub chars: u32,
}

/// The words of a text, with a lower-case copy that has the same byte offsets.
pub struct Tokens {
    lower: String,
    tokens: Vec<Token>,
    /// Whether the writer hardly uses capitals at all.
    lower_case_writer: bool,
}

impl Tokens {
    /// Cuts a text into tokens.
    #[expect(clippy::disallowed_methods, reason = "the tokens stay inside the engine")]
    pub fn new(text: &SourceText) -> Self {
        let text_str = text.as_str();
        let lower = lower_same_length(text_str);
        let mut tokens: Vec<Token> = Vec::with_capacity(text_str.len() / 5);
        let mut between_start = 0;
        let mut at = 0;
        while let Some(run) = Run::next(text_str, at) {
            at = run.end;
            let Run { start, number, chars, case, .. } = run;
            let (Some(span), Some(between)) = (text.span(start, at), text_str.get(between_start..start)) else {
                continue;
            };
            let gap = match (between, tokens.last()) {
                (" ", Some(_)) => Gap::Space,
                (_, previous) => {
                    let word = previous.and_then(|token| lower.get(token.span.start()..token.span.end()));
                    gap_of(between, previous, word)
                }
            };
            let starts_line = tokens.is_empty() || gap != Gap::Space && between.contains('\n');
            let starts_sentence = match gap {
                Gap::Break | Gap::Colon => true,
                Gap::Line => line_before_was_short(text_str, start),
                Gap::Mark | Gap::Dot => starts_line || tokens.last().is_some_and(|mark| counts_items(mark, between)),
                _ => false,
            };
            tokens.push(Token { span, case, gap, starts_sentence, starts_line, number, shouted: false, chars });
            between_start = at;
        }
        mark_lettered_headings(&mut tokens, &lower);
        mark_shouting(&mut tokens);
        let lower_case_writer = is_lower_case_writer(&tokens);
        Self { lower, tokens, lower_case_writer }
    }

    /// All tokens in text order.
    pub fn all(&self) -> &[Token] {
        &self.tokens
    }

    /// The token at an index.
    pub fn get(&self, index: usize) -> Option<&Token> {
        self.tokens.get(index)
    }

    /// The lower-case form of a token.
    pub fn lower(&self, token: &Token) -> &str {
        self.lower.get(token.span.start()..token.span.end()).unwrap_or_default()
    }

    /// The lower-case form of the token at an index, empty when there is none.
    pub fn lower_at(&self, index: usize) -> &str {
        self.tokens.get(index).map(|token| self.lower(token)).unwrap_or_default()
    }

    /// The whole text in lower case, at the same byte offsets as the text.
    pub fn lower_text(&self) -> &str {
        &self.lower
    }

    /// Whether the writer hardly uses capitals at all, so that a missing capital says nothing.
    pub const fn lower_case_writer(&self) -> bool {
        self.lower_case_writer
    }
}

/// Whether a number or a letter that a line begins with counts the items of a list or the headings: *1. Sagen*, *b) Skolen*.
fn counts_items(mark: &Token, between: &str) -> bool {
    mark.starts_line
        && (mark.number && mark.chars <= 2 || mark.chars == 1)
        && matches!(between, ". " | ") " | ".) ")
        && (mark.number || between.contains(')'))
}

/// *A. Barnet*, *B. De voksne*, *C. Sagen*: where lines begin with at least the first three letters in order, they count headings and are nobody's initials.
fn mark_lettered_headings(tokens: &mut [Token], lower: &str) {
    const FEWEST: usize = 3;
    let mut headings: Vec<usize> = Vec::new();
    let mut expected = b'a';
    for (at, pair) in tokens.windows(2).enumerate() {
        let [letter, next] = pair else { continue };
        let dotted = letter.starts_line && letter.chars == 1 && letter.case == Case::Capital && next.gap == Gap::Dot;
        if dotted && !next.starts_line && lower.as_bytes().get(letter.span.start()) == Some(&expected) {
            headings.push(at);
            expected += 1;
        }
    }
    if headings.len() < FEWEST {
        return;
    }
    for at in headings {
        if let Some(heading) = tokens.get_mut(at + 1) {
            heading.gap = Gap::Break;
            heading.starts_sentence = true;
        }
    }
}

/// Whether the line before a line break was short: after a full line the text runs on, after a short one something new starts.
///
/// A mail program breaks lines at 60 to 80 characters; a writer who breaks lines by hand does so earlier or much later.
fn line_before_was_short(text: &str, at: usize) -> bool {
    const WRAPPED: std::ops::RangeInclusive<usize> = 50..=82;
    let before = text.get(..at).unwrap_or_default();
    let Some(line_end) = before.rfind('\n') else { return true };
    let head = before.get(..line_end).unwrap_or_default();
    // Look back no further than a wrapped line can be long, so that the whole stays linear.
    let length = head.chars().rev().take(*WRAPPED.end() + 1).take_while(|&c| c != '\n').count();
    !WRAPPED.contains(&length)
}

/// Abbreviations after which a full stop does not end the sentence.
const ABBREVIATIONS: [&str; 43] = [
    "hr", "fr", "frk", "kh", "chr", "th", "joh", "wm", "jr", "sr", "st", "gl", "dr", "prof", "mr", "mrs", "ms", "f",
    "eks", "bl", "a", "d", "v", "ca", "kl", "nr", "tlf", "mobil", "evt", "fx", "vedr", "mht", "pga", "inkl", "jf",
    "stk", "cand", "psych", "pæd", "adv", "afd", "sagsbeh", "att",
];

/// What a stretch between two tokens says; `previous_word` is in lower case.
fn gap_of(between: &str, previous: Option<&Token>, previous_word: Option<&str>) -> Gap {
    let Some(previous) = previous else { return Gap::Break };
    let breaks = between.bytes().filter(|byte| *byte == b'\n').count();
    let trimmed = between.trim();
    if trimmed.is_empty() {
        return match breaks {
            0 => Gap::Space,
            1 => Gap::Line,
            _ => Gap::Break,
        };
    }
    if breaks > 1 {
        return Gap::Break;
    }
    let spaced = between.len() != trimmed.len();
    match trimmed {
        "-" | "‐" | "‑" if !spaced => Gap::Hyphen,
        // A hyphen at a line end joins what it broke.
        "-" if between.starts_with('-') && breaks == 1 => Gap::Hyphen,
        // *H.-D. Petersen*
        "." | ".-" if !spaced => Gap::Dot,
        "." => {
            let word = previous_word.unwrap_or_default();
            let initial = previous.chars == 1 && previous.case != Case::Lower && !previous.number;
            // *Kr. Yde*, but *500 kr. Så*.
            let kristian = word == "kr" && previous.case == Case::Capital;
            if initial || kristian || previous.chars == 1 || previous.chars <= 8 && ABBREVIATIONS.contains(&word) {
                Gap::Dot
            } else {
                Gap::Break
            }
        }
        "," => Gap::Comma,
        ":" => Gap::Colon,
        _ if trimmed.contains(['.', '!', '?', '…', ':', '•', '·', ';']) => Gap::Break,
        _ => Gap::Mark,
    }
}

/// Marks runs of at least four words of which nearly all are in capitals.
fn mark_shouting(tokens: &mut [Token]) {
    const WINDOW: usize = 2;
    if tokens.iter().all(|token| token.case != Case::Upper) {
        return;
    }
    let upper: Vec<bool> = tokens.iter().map(|token| token.case == Case::Upper).collect();
    let wordy: Vec<bool> = tokens.iter().map(|token| !token.number && token.chars > 1).collect();
    for (index, token) in tokens.iter_mut().enumerate() {
        if !upper.get(index).copied().unwrap_or_default() {
            continue;
        }
        let shouts = |at: usize| upper.get(at).copied().unwrap_or_default();
        let around = (index.saturating_sub(WINDOW)..=index + WINDOW)
            .filter(|&at| at != index && wordy.get(at).copied().unwrap_or_default());
        let (all, loud) = around.fold((0, 0), |(all, loud), at| (all + 1, loud + usize::from(shouts(at))));
        // At the edge of a shouted passage the words on one side are loud and those on the other are not.
        let one_side =
            index >= WINDOW && shouts(index - 1) && shouts(index - 2) || shouts(index + 1) && shouts(index + 2);
        token.shouted = all >= 2 && (loud * 2 > all || one_side);
    }
}

/// Whether hardly any sentence starts with a capital.
fn is_lower_case_writer(tokens: &[Token]) -> bool {
    let words = tokens.iter().filter(|token| !token.number && token.chars > 1).count();
    let capitals = tokens.iter().filter(|token| token.case == Case::Capital && token.chars > 1).count();
    words >= 12 && capitals * 50 < words || words >= 4 && capitals == 0
}

/// Lower case with the same byte length: a letter whose lower case is longer or shorter in UTF-8 (İ, ẞ) stays as it is.
fn lower_same_length(text: &str) -> String {
    let mut lower = text.as_bytes().to_ascii_lowercase();
    let mut at = 0;
    while let Some(wide) = lower.get(at..).and_then(|rest| rest.iter().position(|byte| !byte.is_ascii())) {
        at += wide;
        let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) else { break };
        let mut low = c.to_lowercase();
        if let (Some(l), None) = (low.next(), low.next())
            && l != c
            && l.len_utf8() == c.len_utf8()
            && let Some(place) = lower.get_mut(at..at + c.len_utf8())
        {
            l.encode_utf8(place);
        }
        at += c.len_utf8();
    }
    // Whole characters were put in the place of whole characters, so this cannot fail; if it did, capitals would be names nobody lists.
    String::from_utf8(lower).unwrap_or_else(|_| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(text: &str) -> (Tokens, Vec<String>) {
        let source = SourceText::normalise(text);
        let tokens = Tokens::new(&source);
        let words = tokens.all().iter().map(|token| tokens.lower(token).to_owned()).collect();
        (tokens, words)
    }

    #[test]
    fn words_keep_their_place_and_their_gap() {
        let (tokens, words) = tokens("Hr. L. Hansen-familien kom.\nSå gik Anne-\nMette, ikke?");
        assert_eq!(words, ["hr", "l", "hansen", "familien", "kom", "så", "gik", "anne", "mette", "ikke"]);
        let gaps: Vec<Gap> = tokens.all().iter().map(|token| token.gap).collect();
        assert_eq!(
            gaps,
            [
                Gap::Break,
                Gap::Dot,
                Gap::Dot,
                Gap::Hyphen,
                Gap::Space,
                Gap::Break,
                Gap::Space,
                Gap::Space,
                Gap::Hyphen,
                Gap::Comma
            ]
        );
    }

    #[test]
    fn a_wrapped_line_runs_on_and_a_short_line_does_not() {
        let (tokens, _) = tokens("Vi havde et langt møde på kommunen hvor vi talte meget med\nMette om det\nOg så");
        let starts: Vec<bool> = tokens.all().iter().map(|token| token.starts_sentence).collect();
        assert!(starts[0] && !starts[12] && starts[15]);
    }

    #[test]
    fn a_heading_or_an_item_begins_behind_its_number() {
        for (text, starts) in
            [("1. Sagen", true), ("Først\n\n12. Sagen", true), ("b) Skolen", true), ("B. Skolen", false)]
        {
            let (tokens, words) = tokens(text);
            assert_eq!(tokens.all().get(words.len() - 1).map(|token| token.starts_sentence), Some(starts), "{text}");
        }
        assert!(!tokens("Vi ses den 3. Maj skal med").0.all()[4].starts_sentence);
        let (headings, _) = tokens("A. Barnet\ntekst\n\nB. Penge\ntekst\n\nC. Dokumentation\ntekst");
        assert!([1, 4, 7].iter().all(|&at| headings.all()[at].starts_sentence && headings.all()[at].gap == Gap::Break));
    }

    #[test]
    fn shouting_and_lower_case_writers_are_recognised() {
        let (shout, _) = tokens("DE HAR ALDRIG SVARET METTE på noget, sagde PPR til os");
        assert!(shout.all()[4].shouted && !shout.all()[9].shouted);
        assert!(tokens("hej vi har en dreng der er ni år og går i tredje klasse og vi kæmper").0.lower_case_writer());
    }

    #[test]
    fn lower_case_keeps_byte_offsets() {
        let (tokens, words) = tokens("İbrahim ẞ Åse");
        assert_eq!(words[2], "åse");
        assert_eq!(tokens.lower_text().len(), "İbrahim ẞ Åse".len());
    }
}
