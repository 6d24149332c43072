//! The preface: Markdown (CommonMark with tables) to a small model of blocks that the template knows.
//!
//! What a booklet has no use for is turned into words or left out: a link becomes its text with the address in brackets, a picture its alternative
//! text, raw HTML nothing.

use super::glyphs::{NoGlyph, printable};
use super::typography;
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};
use serde::Serialize;

/// The preface, in order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Preface {
    /// Its title: the first heading if it is of the first level, otherwise «Forord».
    pub title: String,
    /// Everything after the title.
    pub blocks: Vec<Block>,
}

/// A block of the preface.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Block {
    /// A heading under the title. `level` is 2 or deeper and never skips one (PDF/UA-1, ISO 14289-1 §7.4.2).
    Heading {
        /// From 2.
        level: u8,
        /// Its words.
        body: Vec<Inline>,
    },
    /// A paragraph.
    Paragraph {
        /// Its words.
        body: Vec<Inline>,
    },
    /// A list.
    List {
        /// Whether the items are numbered.
        ordered: bool,
        /// The items.
        items: Vec<Vec<Block>>,
    },
    /// A quotation.
    Quote {
        /// What is quoted.
        blocks: Vec<Block>,
    },
    /// A table; the first row is its head.
    Table {
        /// Rows of cells, all rows equally long.
        rows: Vec<Vec<Vec<Inline>>>,
    },
    /// A break between two parts.
    Rule,
}

/// A piece of running text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Inline {
    /// The words; `\n` is a hard line break.
    pub text: String,
    /// Emphasised.
    pub emphasis: bool,
    /// Strongly emphasised.
    pub strong: bool,
}

/// Reads a preface. Blank Markdown gives `None`.
///
/// # Errors
/// A letter that the fonts do not have.
pub fn preface(markdown: &str) -> Result<Option<Preface>, NoGlyph> {
    let mut builder = Builder::new();
    for event in Parser::new_ext(markdown, Options::ENABLE_TABLES) {
        builder.event(event);
    }
    let mut blocks = builder.finish()?;
    if blocks.is_empty() {
        return Ok(None);
    }
    let title = match blocks.first() {
        Some(Block::Heading { level: 1, body }) => Some(body.iter().map(|run| run.text.as_str()).collect::<String>()),
        _ => None,
    };
    if title.is_some() {
        blocks.remove(0);
    }
    let mut above = 1;
    level(&mut blocks, &mut above);
    Ok(Some(Preface { title: title.unwrap_or_else(|| "Forord".to_owned()), blocks }))
}

/// Headings go at most one level deeper than the one before, and none stands on the title's level.
fn level(blocks: &mut [Block], above: &mut u8) {
    for block in blocks {
        if let Block::Heading { level, .. } = block {
            *level = (*level).clamp(2, above.saturating_add(1)).min(4);
            *above = *level;
        }
    }
}

/// What is open while the events come in.
enum Open {
    Root(Vec<Block>),
    Quote(Vec<Block>),
    List { ordered: bool, items: Vec<Vec<Block>> },
    Item(Vec<Block>),
    Table(Vec<Vec<Vec<Inline>>>),
}

struct Builder {
    open: Vec<Open>,
    inline: Vec<Inline>,
    emphasis: u32,
    strong: u32,
    links: Vec<(String, String)>,
    no_glyph: Option<NoGlyph>,
}

impl Builder {
    fn new() -> Self {
        Self {
            open: vec![Open::Root(Vec::new())],
            inline: Vec::new(),
            emphasis: 0,
            strong: 0,
            links: Vec::new(),
            no_glyph: None,
        }
    }

    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::Code(text) => self.text(&text),
            Event::SoftBreak => self.text(" "),
            Event::HardBreak => self.text("\n"),
            Event::Rule => self.block(Block::Rule),
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::BlockQuote(_) => self.open.push(Open::Quote(Vec::new())),
            Tag::List(first) => {
                // Words of a tight item stand directly before a list inside it.
                self.paragraph();
                self.open.push(Open::List { ordered: first.is_some(), items: Vec::new() });
            }
            Tag::Item => self.open.push(Open::Item(Vec::new())),
            Tag::Table(_) => self.open.push(Open::Table(Vec::new())),
            Tag::TableHead | Tag::TableRow => {
                if let Some(Open::Table(rows)) = self.open.last_mut() {
                    rows.push(Vec::new());
                }
            }
            Tag::Emphasis => self.emphasis += 1,
            Tag::Strong => self.strong += 1,
            Tag::Link { dest_url, .. } => self.links.push((dest_url.into_string(), String::new())),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph | TagEnd::CodeBlock => self.paragraph(),
            TagEnd::Heading(level) => {
                let body = self.take_inline();
                if !body.is_empty() {
                    self.block(Block::Heading { level: depth(level), body });
                }
            }
            TagEnd::BlockQuote(_) | TagEnd::Item | TagEnd::List(_) | TagEnd::Table => {
                self.paragraph();
                self.close();
            }
            TagEnd::TableCell => {
                let cell = self.take_inline();
                if let Some(Open::Table(rows)) = self.open.last_mut()
                    && let Some(row) = rows.last_mut()
                {
                    row.push(cell);
                }
            }
            TagEnd::Emphasis => self.emphasis = self.emphasis.saturating_sub(1),
            TagEnd::Strong => self.strong = self.strong.saturating_sub(1),
            TagEnd::Link => {
                if let Some((url, shown)) = self.links.pop() {
                    let plain = url.strip_prefix("mailto:").unwrap_or(&url);
                    if !plain.is_empty() && !shown.contains(plain) {
                        self.text(&format!(" ({plain})"));
                    }
                }
            }
            _ => {}
        }
    }

    /// Words for the open paragraph. Typography comes when the paragraph is whole.
    fn text(&mut self, text: &str) {
        if let Some((_, shown)) = self.links.last_mut() {
            shown.push_str(text);
        }
        match printable(text) {
            Ok(mut text_kept) => {
                // The space between two pieces belongs to neither symbol.
                if text.ends_with(' ') && !text_kept.ends_with(' ') {
                    text_kept.push(' ');
                }
                let (emphasis, strong) = (self.emphasis > 0, self.strong > 0);
                match self.inline.last_mut() {
                    Some(last) if last.emphasis == emphasis && last.strong == strong => last.text.push_str(&text_kept),
                    _ => self.inline.push(Inline { text: text_kept, emphasis, strong }),
                }
            }
            Err(error) => self.no_glyph = self.no_glyph.or(Some(error)),
        }
    }

    fn paragraph(&mut self) {
        let body = self.take_inline();
        if !body.is_empty() {
            self.block(Block::Paragraph { body });
        }
    }

    /// The runs so far, set as one text so that quotation marks see across emphasis.
    fn take_inline(&mut self) -> Vec<Inline> {
        set_across(std::mem::take(&mut self.inline))
    }

    fn block(&mut self, block: Block) {
        match self.open.last_mut() {
            Some(Open::Root(blocks) | Open::Quote(blocks) | Open::Item(blocks)) => blocks.push(block),
            Some(Open::List { .. } | Open::Table(_)) | None => {}
        }
    }

    fn close(&mut self) {
        match self.open.pop() {
            Some(Open::Quote(blocks)) if !blocks.is_empty() => self.block(Block::Quote { blocks }),
            Some(Open::List { ordered, items }) if !items.is_empty() => self.block(Block::List { ordered, items }),
            Some(Open::Item(blocks)) => {
                if let Some(Open::List { items, .. }) = self.open.last_mut() {
                    items.push(blocks);
                }
            }
            Some(Open::Table(mut rows)) => {
                let width = rows.iter().map(Vec::len).max().unwrap_or_default();
                for row in &mut rows {
                    row.resize(width, Vec::new());
                }
                if width > 0 {
                    self.block(Block::Table { rows });
                }
            }
            Some(root @ Open::Root(_)) => self.open.push(root),
            _ => {}
        }
    }

    fn finish(mut self) -> Result<Vec<Block>, NoGlyph> {
        self.paragraph();
        match (self.no_glyph, self.open.into_iter().next()) {
            (Some(error), _) => Err(error),
            (None, Some(Open::Root(blocks))) => Ok(blocks),
            (None, _) => Ok(Vec::new()),
        }
    }
}

/// Sets the typography of a paragraph as one text, so that a quotation mark sees its neighbour across the edge of an emphasis, and
/// deals the characters back to their runs.
///
/// Setting never changes letters or digits, so both texts have the same ones in the same order; what stands between two of them is dealt out
/// sign by sign, and goes to the run before when setting made it shorter or longer.
fn set_across(runs: Vec<Inline>) -> Vec<Inline> {
    let raw: Vec<(char, usize)> =
        runs.iter().enumerate().flat_map(|(run, inline)| inline.text.chars().map(move |c| (c, run))).collect();
    let plain: String = raw.iter().map(|(c, _)| c).collect();
    let mut out: Vec<Inline> = runs.iter().map(|run| Inline { text: String::new(), ..run.clone() }).collect();
    let mut raw = raw.into_iter().peekable();
    let mut at = 0;
    for c in typography::set(&plain).chars() {
        if c.is_alphanumeric() {
            // Signs that setting swallowed are passed over.
            if let Some((_, run)) = raw.by_ref().find(|(r, _)| r.is_alphanumeric()) {
                at = run;
            }
        } else if let Some((_, run)) = raw.next_if(|(r, _)| !r.is_alphanumeric()) {
            at = run;
        }
        if let Some(inline) = out.get_mut(at) {
            inline.text.push(c);
        }
    }
    out.retain(|run| !run.text.is_empty());
    if out.iter().all(|run| run.text.trim().is_empty()) { Vec::new() } else { out }
}

const fn depth(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 | HeadingLevel::H5 | HeadingLevel::H6 => 4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(text: &str) -> Inline {
        Inline { text: text.to_owned(), emphasis: false, strong: false }
    }

    #[test]
    fn a_preface_of_every_kind_of_block() {
        let read = preface(
            "# Til byrådet\n\nVi er *mange*, og vi er \"trætte\".\n\n### Hvad vi vil\n\n1. ro\n2. svar\n   - snart\n\n> Hør nu\n\n\
             | år | antal |\n|---|---|\n| 2023 | 4 |\n\n---\n\n[Skriv](https://forening.example) til os.\n",
        )
        .unwrap()
        .unwrap();
        assert_eq!(read.title, "Til byrådet");
        assert_eq!(
            read.blocks[0],
            Block::Paragraph {
                body: vec![
                    plain("Vi er "),
                    Inline { text: "mange".into(), emphasis: true, strong: false },
                    plain(", og vi er »trætte«.")
                ]
            }
        );
        assert_eq!(read.blocks[1], Block::Heading { level: 2, body: vec![plain("Hvad vi vil")] });
        assert!(
            matches!(&read.blocks[2], Block::List { ordered: true, items } if items.len() == 2 && items[1].len() == 2)
        );
        assert_eq!(read.blocks[3], Block::Quote { blocks: vec![Block::Paragraph { body: vec![plain("Hør nu")] }] });
        assert!(matches!(&read.blocks[4], Block::Table { rows } if rows.len() == 2 && rows[1][1] == vec![plain("4")]));
        assert_eq!(read.blocks[5], Block::Rule);
        assert_eq!(read.blocks[6], Block::Paragraph { body: vec![plain("Skriv (https://forening.example) til os.")] });
    }

    #[test]
    fn an_empty_preface_is_none_and_markup_that_is_not_markdown_is_text() {
        assert_eq!(preface(" \n"), Ok(None));
        let read = preface("#set page(fill: red) $x$ @ref <label>").unwrap().unwrap();
        assert_eq!(read.title, "Forord");
        assert!(
            matches!(&read.blocks[0], Block::Paragraph { body } if body[0].text.starts_with("#set page(fill: red) $x$ @ref"))
        );
    }

    #[test]
    fn headings_never_skip_a_level() {
        let read = preface("# A\n\n#### B\n\n###### C\n\n## D").unwrap().unwrap();
        let levels: Vec<u8> = read
            .blocks
            .iter()
            .filter_map(|b| if let Block::Heading { level, .. } = b { Some(*level) } else { None })
            .collect();
        assert_eq!(levels, [2, 3, 2]);
    }
}
