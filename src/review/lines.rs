//! The line-by-line dialogue: one question, one letter, Enter. A pure state machine over (line typed → text to show, event to store);
//! the caller prints, stores and comes back, so every decision is stored before the next question is asked. It works with a
//! pipe and a screen reader: nothing is redrawn and nothing is told by colour or place alone.
//!
//! Leaving decides nothing: neither `q`, nor the end of input, nor an answer that is not understood.

mod answer;
mod coarse;
mod say;

use super::card::{self, Card};
use super::decision::Act;
use super::label::Series;
use super::refusal::Refusal;
use super::state::{Review, Status};
use crate::personal::Personal;
use crate::redact::Kind;
use answer::{Answer, Pick};
use std::collections::BTreeSet;

/// Which questions are asked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Scope {
    /// What waits, and the persons nobody has looked at yet.
    #[default]
    Undecided,
    /// Everything that is found in the printed part, also what was decided before.
    All,
}

/// What the dialogue answers to a line.
#[derive(Debug)]
pub struct Turn {
    /// To be shown; ends with a line break.
    pub say: Personal,
    /// To be stored. After storing it the caller calls [`Dialogue::settled`], or [`Dialogue::refused`] when it was refused.
    pub act: Option<Act>,
    /// Whether the dialogue is over.
    pub over: bool,
}

impl Turn {
    fn say(text: String) -> Self {
        Self { say: Personal::new(text), act: None, over: false }
    }

    fn act(act: Act) -> Self {
        Self { say: Personal::default(), act: Some(act), over: false }
    }

    fn over(text: String) -> Self {
        Self { say: Personal::new(text), act: None, over: true }
    }
}

/// One question, named so that it is found again after a decision changed the rest.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Question {
    /// About one subject: its forms and what the engine takes it for.
    Subject(BTreeSet<Personal>, Kind),
    /// About the list of unknown words.
    Words,
    /// About what may point at the family although it names nobody.
    Hints,
}

/// What the next line is an answer to.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Expecting {
    /// One letter to the question at this place of the plan.
    Letter,
    /// The number of a role, for the subject in question or for the word with this number.
    Role(Option<u32>),
    /// The coordinator's own words for the hint with this number.
    Wording(u32),
}

/// The dialogue about one testimony.
pub struct Dialogue {
    number: u32,
    scope: Scope,
    plan: Vec<Question>,
    at: usize,
    expecting: Expecting,
    /// The questions answered in this sitting, latest last, so that an undo comes back to its question.
    answered: Vec<Question>,
    /// Questions that an undo brought back although they may look decided.
    brought_back: BTreeSet<Question>,
    /// Whether the coordinator went on from the hints; what is left of them is not asked about again.
    left_hints: bool,
    pending: Option<Act>,
    /// What the pending undo takes back, in words.
    undoing: &'static str,
}

impl Dialogue {
    /// A dialogue about testimony `number`.
    pub const fn new(number: u32, scope: Scope) -> Self {
        Self {
            number,
            scope,
            plan: Vec::new(),
            at: 0,
            expecting: Expecting::Letter,
            answered: Vec::new(),
            brought_back: BTreeSet::new(),
            left_hints: false,
            pending: None,
            undoing: "",
        }
    }

    /// The greeting and the first question.
    pub fn open(&mut self, review: &Review<'_>) -> Turn {
        self.plan = self.questions(review);
        let mut text = say::greeting(self.number, review);
        if self.plan.is_empty() {
            text.push_str(&say::nothing_to_ask(self.number, review));
            return Turn::over(text);
        }
        text.push_str(say::KEYS);
        self.ask(review, text)
    }

    /// Takes one line.
    pub fn answer(&mut self, review: &Review<'_>, line: &str) -> Turn {
        let Some(question) = self.plan.get(self.at).cloned() else {
            return Turn::over(say::farewell(self.number, review));
        };
        match self.expecting {
            Expecting::Role(word) => return self.choose(review, &question, word, line),
            Expecting::Wording(number) => return self.reword(review, number, line),
            Expecting::Letter if question == Question::Hints => return self.answer_hints(review, line),
            Expecting::Letter => {}
        }
        match (Answer::read(line), &question) {
            (Answer::Quit, _) => Turn::over(say::farewell(self.number, review)),
            (Answer::Help, _) => Turn::say(say::help(matches!(question, Question::Words))),
            (Answer::Show, _) => Turn::say(say::text(review)),
            (Answer::Next, _) => {
                self.at += 1;
                self.ask(review, String::new())
            }
            (Answer::Undo, _) => self.undo(review),
            (Answer::Hide(Pick::All), Question::Subject(forms, _)) => match self.card(review, &question) {
                Some(card) => self.propose(Act::Hide { forms: forms.clone(), kind: card.kind, role: card.role }),
                None => self.ask(review, String::new()),
            },
            (Answer::Keep(Pick::All), Question::Subject(forms, kind)) => {
                self.propose(Act::Keep { forms: forms.clone(), kind: *kind })
            }
            (Answer::Role(None), Question::Subject(..)) => {
                self.expecting = Expecting::Role(None);
                Turn::say(say::roles())
            }
            (Answer::Role(Some(number)), Question::Subject(..)) => {
                self.choose(review, &question, None, &number.to_string())
            }
            (Answer::Role(Some(number)), Question::Words) => self.ask_role_of_word(review, number),
            (Answer::Hide(pick) | Answer::Numbers(pick), Question::Words) => self.decide_words(review, &pick, true),
            (Answer::Keep(pick), Question::Words) => self.decide_words(review, &pick, false),
            _ => Turn::say(say::not_understood(matches!(question, Question::Words))),
        }
    }

    /// The event was stored: what it did, and the next question.
    pub fn settled(&mut self, review: &Review<'_>) -> Turn {
        let act = self.pending.take();
        self.expecting = Expecting::Letter;
        let question = self.plan.get(self.at).cloned();
        let done = match (&act, question) {
            (Some(Act::Undo), _) => {
                self.go_back(review);
                say::undone(self.undoing)
            }
            (Some(act), Some(question)) => {
                let said = say::done(review, act);
                self.answered.push(question.clone());
                self.brought_back.remove(&question);
                // A list of which something is left is asked about again.
                if !(matches!(question, Question::Words | Question::Hints) && self.is_open(review, &question)) {
                    self.at += 1;
                }
                said
            }
            _ => String::new(),
        };
        // What a decision or its undoing has brought up is asked about at the end.
        for question in self.questions(review) {
            if !self.plan.contains(&question) {
                self.plan.push(question);
            }
        }
        self.ask(review, done)
    }

    /// The event was refused, and nothing was stored.
    pub fn refused(&mut self, refusal: &Refusal) -> Turn {
        self.pending = None;
        self.expecting = Expecting::Letter;
        Turn::say(say::refused(refusal))
    }

    /// The end of input: nothing is decided.
    pub fn leave(&self, review: &Review<'_>) -> Turn {
        Turn::over(say::farewell(self.number, review))
    }

    fn undo(&mut self, review: &Review<'_>) -> Turn {
        match review.latest() {
            Some(latest) => {
                self.undoing = latest.act.danish();
                self.propose(Act::Undo)
            }
            None => Turn::say(say::NOTHING_TO_UNDO.to_owned()),
        }
    }

    fn propose(&mut self, act: Act) -> Turn {
        self.pending = Some(act.clone());
        Turn::act(act)
    }

    /// Shows the question at the current place, passing over what was decided meanwhile; at the end of the plan says goodbye.
    fn ask(&mut self, review: &Review<'_>, mut text: String) -> Turn {
        while let Some(question) = self.plan.get(self.at).cloned() {
            let open = self.brought_back.contains(&question) || self.is_open(review, &question);
            let asked = open.then(|| self.question_text(review, &question)).flatten();
            if let Some(asked) = asked {
                if !text.is_empty() {
                    text.push('\n');
                }
                text.push_str(&asked);
                return Turn::say(text);
            }
            self.at += 1;
        }
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(&say::farewell(self.number, review));
        Turn::over(text)
    }

    fn question_text(&self, review: &Review<'_>, question: &Question) -> Option<String> {
        match question {
            Question::Words => Some(say::words(&self.words(review))),
            Question::Hints => self.hints_text(review),
            Question::Subject(..) => {
                let card = self.card(review, question)?;
                let row: Vec<&Question> =
                    self.plan.iter().filter(|other| matches!(other, Question::Subject(..))).collect();
                let place = row.iter().position(|other| *other == question).map_or(1, |place| place + 1);
                Some(say::subject(&card, place, row.len()))
            }
        }
    }

    /// After an undo: back to the question whose answer was taken back.
    fn go_back(&mut self, review: &Review<'_>) {
        if let Some(question) = self.answered.pop() {
            if let Some(place) = self.plan.iter().position(|other| *other == question) {
                self.at = place;
            }
            self.left_hints &= question != Question::Hints;
            self.brought_back.insert(question);
            return;
        }
        // The decision was made in an earlier sitting: whatever is open now is asked about, from the beginning.
        if let Some(place) = self.plan.iter().position(|question| self.is_open(review, question)) {
            self.at = self.at.min(place);
        }
    }

    /// The number or word of a role was typed.
    fn choose(&mut self, review: &Review<'_>, question: &Question, word: Option<u32>, line: &str) -> Turn {
        if line.trim().is_empty() || matches!(Answer::read(line), Answer::Quit | Answer::Next) {
            self.expecting = Expecting::Letter;
            return self.ask(review, say::NO_ROLE.to_owned());
        }
        let Some(choice) = super::danish::Choice::from_typed(line) else {
            return Turn::say(say::NO_SUCH_ROLE.to_owned());
        };
        let forms = match (question, word) {
            (Question::Subject(forms, _), _) => Some(forms.clone()),
            (Question::Words, Some(number)) => self.word_forms(review, number),
            (Question::Words, None) | (Question::Hints, _) => None,
        };
        match forms {
            Some(forms) => self.propose(Act::Hide { forms, kind: choice.kind, role: choice.role }),
            None => {
                self.expecting = Expecting::Letter;
                self.ask(review, String::new())
            }
        }
    }

    fn ask_role_of_word(&mut self, review: &Review<'_>, number: u32) -> Turn {
        if self.word_forms(review, number).is_none() {
            return Turn::say(say::NO_SUCH_WORD.to_owned());
        }
        self.expecting = Expecting::Role(Some(number));
        Turn::say(say::roles())
    }

    /// The list of words: what is picked is hidden (or kept), and hiding some keeps the rest. Keeping some leaves the rest waiting.
    fn decide_words(&mut self, review: &Review<'_>, pick: &Pick, hide_picked: bool) -> Turn {
        let words = self.words(review);
        let forms_of = |wanted: &dyn Fn(u32) -> bool| -> BTreeSet<Personal> {
            words
                .iter()
                .filter(|card| wanted(card.label.number))
                .filter_map(|card| review.analysis().subject(card.id))
                .flat_map(|subject| subject.forms.iter().cloned())
                .collect()
        };
        let picked: Box<dyn Fn(u32) -> bool> = match pick {
            Pick::All => Box::new(|_| true),
            Pick::These(numbers) => {
                if !numbers.iter().all(|number| words.iter().any(|card| card.label.number == *number)) {
                    return Turn::say(say::NO_SUCH_WORD.to_owned());
                }
                Box::new(|number| numbers.contains(&number))
            }
        };
        let chosen = forms_of(&*picked);
        let act = if hide_picked {
            Act::Words { hide: chosen, keep: forms_of(&|number| !picked(number)) }
        } else {
            Act::Words { hide: BTreeSet::new(), keep: chosen }
        };
        self.propose(act)
    }

    fn word_forms(&self, review: &Review<'_>, number: u32) -> Option<BTreeSet<Personal>> {
        let card = self.words(review).into_iter().find(|card| card.label.number == number)?;
        review.analysis().subject(card.id).map(|subject| subject.forms.clone())
    }

    /// The words of the list as it stands: those that wait, or all of them when everything is gone through or an undo came back to it.
    fn words(&self, review: &Review<'_>) -> Vec<Card> {
        let all = self.scope == Scope::All;
        let cards: Vec<Card> = card::all(review)
            .into_iter()
            .filter(|card| card.label.series == Series::Word && card.status != Status::Folded)
            .collect();
        if all { cards } else { cards.into_iter().filter(|card| card.status == Status::Waiting).collect() }
    }

    fn card(&self, review: &Review<'_>, question: &Question) -> Option<Card> {
        let Question::Subject(forms, kind) = question else { return None };
        let id = review.analysis().subjects.iter().find(|subject| subject.kind == *kind && subject.forms == *forms)?.id;
        card::all(review).into_iter().find(|card| card.id == id)
    }

    /// Whether a question still has to be asked.
    fn is_open(&self, review: &Review<'_>, question: &Question) -> bool {
        if self.scope == Scope::All && *question != Question::Hints {
            return !self.answered.contains(question);
        }
        match question {
            Question::Hints => !self.left_hints && !self.hints(review).is_empty(),
            Question::Words => !self.words(review).is_empty(),
            Question::Subject(..) => self.card(review, question).is_some_and(|card| undecided(&card)),
        }
    }

    /// Every question that the scope asks for: the persons, then the doubts, then the words, then whether the family can be recognised.
    fn questions(&self, review: &Review<'_>) -> Vec<Question> {
        let cards = card::all(review);
        let all = self.scope == Scope::All;
        let row = |series: Series| {
            cards
                .iter()
                .filter(move |card| card.label.series == series && (all || undecided(card)))
                // A number that the engine is sure of needs nobody's eyes; a person does.
                .filter(move |card| all || series == Series::Person || card.status == Status::Waiting)
                .filter_map(|card| review.analysis().subject(card.id))
                .filter(|subject| !review.is_folded(subject))
                .map(|subject| Question::Subject(subject.forms.clone(), subject.kind))
        };
        let mut questions: Vec<Question> = row(Series::Person).chain(row(Series::Doubt)).collect();
        if !self.words(review).is_empty() {
            questions.push(Question::Words);
        }
        if !self.hints(review).is_empty() {
            questions.push(Question::Hints);
        }
        questions
    }
}

/// Whether nobody has decided it.
const fn undecided(card: &Card) -> bool {
    matches!(card.status, Status::Waiting | Status::Hidden { decided: false, .. })
}

#[cfg(test)]
mod tests;
