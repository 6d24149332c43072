//! The last question: can the family be recognised? Numbers take proposals, a number with `=` asks for the coordinator's own words.

use super::answer::{Answer, Pick};
use super::{Dialogue, Expecting, Scope, Turn, say};
use crate::redact::risk::HintKind;
use crate::review::decision::{Act, Coarsened};
use crate::review::hints::{self, Row, take_proposals, typed_wording};
use crate::review::label::{Label, Series};
use crate::review::state::Review;
use std::cmp::Ordering;
use std::fmt::Write as _;

/// More than this of one kind are not all listed …
const MANY: usize = 5;
/// … but so many of them.
const SHOWN: usize = 3;

const NO_SUCH_HINT: &str = "Et af numrene står ikke på listen. Intet er ændret; prøv igen.\n";
const NOTHING_CHANGED: &str = "Intet er ændret.\n";
const HELP: &str = "Her gælder det ikke navne, men ting, som naboer og ansatte kan lægge sammen: en skole, en alder, en dato.\n\
    \x20 1 3      skriv nummer 1 og 3 mindre præcist, som programmet foreslår\n\
    \x20 alle     tag alle forslagene\n\
    \x20 dato     tag forslagene for alle datoer; sådan også med alder og de andre slags\n\
    \x20 2=       skriv dine egne ord for nummer 2\n\
    \x20 b 2      sæt nummer 2 tilbage, som det stod\n\
    \x20 Enter    gå videre; resten bliver trykt, som det står\n\
    \x20 f fortryd · v vis teksten · q slut\n\
    Intet af det her skal afgøres. Du kan altid komme tilbage til det.\n";
const NOT_UNDERSTOOD: &str = "Det svar forstod jeg ikke, og intet er ændret. Skriv numre som 1 3, alle, 2=, f, v, ? eller q, eller tryk blot Enter.\n";

/// What a line means here.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Choice {
    Take(Pick),
    Own(u32),
    /// All of one kind, by its word: `dato`.
    Kind(HintKind),
    Restore(Pick),
    Other(Answer),
}

impl Choice {
    fn read(line: &str) -> Self {
        // `r1` is what `vis` calls number 1.
        let line = line.trim().to_lowercase();
        if matches!(line.as_str(), "alle" | "a") {
            return Self::Take(Pick::All);
        }
        if let Some(kind) = HintKind::ALL.into_iter().find(|kind| hints::kind(*kind) == line) {
            return Self::Kind(kind);
        }
        if let Some(number) = line.strip_suffix('=') {
            let number = number.trim().trim_start_matches('r').parse();
            return number.map_or(Self::Other(Answer::Unknown), Self::Own);
        }
        let plain: Vec<&str> = line.split_whitespace().map(numbered).collect();
        match Answer::read(&plain.join(" ")) {
            Answer::Numbers(pick) | Answer::Hide(pick) => Self::Take(pick),
            Answer::Keep(Pick::All) => Self::Other(Answer::Next),
            Answer::Keep(pick) => Self::Restore(pick),
            other => Self::Other(other),
        }
    }
}

/// A word without the `r` before its number.
fn numbered(word: &str) -> &str {
    word.strip_prefix('r').filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit())).unwrap_or(word)
}

impl Dialogue {
    /// What is still printed as it stands, or everything when all is gone through.
    pub(super) fn hints(&self, review: &Review<'_>) -> Vec<Row> {
        let all = self.scope == Scope::All;
        review.hints().into_iter().filter(|row| all || row.wording.is_none()).collect()
    }

    pub(super) fn hints_text(&self, review: &Review<'_>) -> Option<String> {
        let rows = self.hints(review);
        (!rows.is_empty()).then(|| question(review, &rows))
    }

    pub(super) fn answer_hints(&mut self, review: &Review<'_>, line: &str) -> Turn {
        match Choice::read(line) {
            Choice::Take(pick) => match self.picked(review, &pick) {
                Some(rows) => match take_proposals(&rows) {
                    Some(act) => self.propose(act),
                    None => Turn::say(NOTHING_CHANGED.to_owned()),
                },
                None => Turn::say(NO_SUCH_HINT.to_owned()),
            },
            Choice::Kind(kind) => {
                let rows: Vec<Row> = self.hints(review).into_iter().filter(|row| row.kind == Some(kind)).collect();
                match take_proposals(&rows) {
                    Some(act) => self.propose(act),
                    None => Turn::say(NO_SUCH_HINT.to_owned()),
                }
            }
            Choice::Restore(pick) => match self.picked_of(review.hints(), &pick) {
                Some(rows) => {
                    let changed = rows.iter().filter(|row| row.wording.is_some());
                    let stretches: Vec<Coarsened> = changed.map(|row| row.coarsened(None)).collect();
                    if stretches.is_empty() {
                        return Turn::say(NOTHING_CHANGED.to_owned());
                    }
                    self.propose(Act::Coarsen { stretches })
                }
                None => Turn::say(NO_SUCH_HINT.to_owned()),
            },
            Choice::Own(number) => match self.row(review, number) {
                Some(row) => {
                    self.expecting = Expecting::Wording(number);
                    Turn::say(ask_wording(&row))
                }
                None => Turn::say(NO_SUCH_HINT.to_owned()),
            },
            Choice::Other(Answer::Next) => {
                self.left_hints = true;
                self.at += 1;
                self.ask(review, String::new())
            }
            Choice::Other(Answer::Undo) => self.undo(review),
            Choice::Other(Answer::Show) => Turn::say(say::text(review)),
            Choice::Other(Answer::Help) => Turn::say(HELP.to_owned()),
            Choice::Other(Answer::Quit) => Turn::over(say::farewell(self.number, review)),
            Choice::Other(_) => Turn::say(NOT_UNDERSTOOD.to_owned()),
        }
    }

    /// The coordinator's own words; nothing at all changes nothing.
    pub(super) fn reword(&mut self, review: &Review<'_>, number: u32, line: &str) -> Turn {
        self.expecting = Expecting::Letter;
        let wording = typed_wording(line);
        let row = self.row(review, number).filter(|_| !wording.is_blank());
        match row {
            Some(row) => self.propose(Act::Coarsen { stretches: vec![row.coarsened(Some(wording))] }),
            None => self.ask(review, NOTHING_CHANGED.to_owned()),
        }
    }

    fn row(&self, review: &Review<'_>, number: u32) -> Option<Row> {
        review.hint(Label { series: Series::Risk, number })
    }

    fn picked(&self, review: &Review<'_>, pick: &Pick) -> Option<Vec<Row>> {
        self.picked_of(self.hints(review), pick)
    }

    /// The rows that are picked; `None` when one of the numbers is not among them.
    fn picked_of(&self, rows: Vec<Row>, pick: &Pick) -> Option<Vec<Row>> {
        match pick {
            Pick::All => Some(rows),
            Pick::These(numbers) => {
                let there = |number: &u32| rows.iter().any(|row| row.label.number == *number);
                let all = numbers.iter().all(there);
                all.then(|| rows.into_iter().filter(|row| numbers.contains(&row.label.number)).collect())
            }
        }
    }
}

/// The risk in words, and the numbered stretches with what could stand there.
fn question(review: &Review<'_>, rows: &[Row]) -> String {
    let risk = review.risk();
    let mut text = format!("Kan familien genkendes?  (risiko: {})\n", risk.level.danish());
    for sentence in risk.sentences() {
        let _ = writeln!(text, "  {sentence}");
    }
    text.push('\n');
    for (place, row) in rows.iter().enumerate() {
        // A diary has twenty dates: a few show what is meant, and one word takes them all.
        let same = |rows: &[Row]| rows.iter().filter(|other| other.kind == row.kind).count();
        let before = rows.get(..place).map_or(0, same);
        match (same(rows) > MANY, before.cmp(&SHOWN)) {
            (true, Ordering::Equal) => {
                let word = row.kind.map_or("", hints::kind);
                let _ = writeln!(
                    text,
                    "   …  {word}: og {} steder til. Skriv {word} for at tage alle {}.",
                    same(rows) - SHOWN,
                    same(rows)
                );
            }
            (true, Ordering::Greater) => {}
            _ => entry(row, &mut text),
        }
    }
    text.push_str(
        "Skriv numrene på det, der skal stå mindre præcist, for eksempel 1 3, eller skriv alle. Skriv 2= for at bruge dine egne ord til nummer 2.\n\
         Tryk blot Enter for at lade resten stå. Du bestemmer; intet af det her behøver at blive ændret.\n",
    );
    text
}

#[expect(clippy::disallowed_methods, reason = "the coordinator is shown what may point at the family")]
fn entry(row: &Row, text: &mut String) {
    let what = row.kind.map_or("ændret før", hints::kind);
    let _ = writeln!(text, "{:>4}  {what}: {}", row.label.number, row.context.reveal());
    match (&row.wording, &row.proposal) {
        (Some(wording), _) => {
            let _ = writeln!(text, "      nu: {}", wording.reveal());
        }
        (None, Some(proposal)) => {
            let _ = writeln!(text, "      forslag: {proposal}");
        }
        (None, None) => {}
    }
}

#[expect(clippy::disallowed_methods, reason = "the coordinator is shown what the new words stand for")]
fn ask_wording(row: &Row) -> String {
    format!(
        "  {}\nHvad skal der stå i stedet for det mellem » og «? Skriv det, eller tryk blot Enter for at gå tilbage.\n",
        row.context.reveal()
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_words_and_letters() {
        let these = |numbers: &[u32]| Pick::These(numbers.iter().copied().collect());
        for (line, choice) in [
            ("1 3", Choice::Take(these(&[1, 3]))),
            ("r1 r3", Choice::Take(these(&[1, 3]))),
            ("r2", Choice::Take(these(&[2]))),
            ("2-4", Choice::Take(these(&[2, 3, 4]))),
            ("Alle", Choice::Take(Pick::All)),
            ("s 1", Choice::Take(these(&[1]))),
            ("dato", Choice::Kind(HintKind::Date)),
            ("Sjælden diagnose", Choice::Kind(HintKind::RareDiagnosis)),
            ("2=", Choice::Own(2)),
            ("r2 =", Choice::Own(2)),
            ("b 2", Choice::Restore(these(&[2]))),
            ("b", Choice::Other(Answer::Next)),
            ("", Choice::Other(Answer::Next)),
            ("q", Choice::Other(Answer::Quit)),
            ("=", Choice::Other(Answer::Unknown)),
            ("kanarie=", Choice::Other(Answer::Unknown)),
        ] {
            assert_eq!(Choice::read(line), choice, "{line}");
        }
    }
}
