//! Weak signals that add up. Detectors say what they see of a word; the weights here say how much it counts; the sum makes the
//! tier. Every signal that raised a word is kept as its evidence.

use super::context::{Context, Listing};
use super::detect::names::How;
use super::finding::{Evidence, Role, Tier};
use super::names::Reach;
use super::token::Case;

/// From this sum on a name is sure.
const SURE: f32 = 4.0;
/// From this sum on a name is in doubt.
const DOUBT: f32 = 2.0;

/// What a detector sees at a word.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Signal {
    /// A role word stands right before it (*sagsbehandler Mette*), or names it (*X, som er leder*).
    RoleCue(Option<Role>, usize),
    /// *hedder*, *ved navn*.
    NamingCue(Option<Role>, usize),
    /// *hr.*, *fru*.
    Title(usize),
    /// *Kære*, *Hej*.
    Greeting(usize),
    /// Below *Med venlig hilsen*.
    SignOff(usize),
    /// A verb that people govern stands after it (*X sagde*).
    VerbAfter(usize),
    /// *talte med X*, *mail fra X*.
    Communication(usize),
    /// A name stands beside it.
    Neighbour(usize),
    /// Joined to a name by a hyphen.
    HyphenNeighbour(usize),
    /// An initial stands beside it: *M. Hansen*, *Mette S.*
    Initial(usize),
    /// The mail itself names it in this field.
    Header(&'static str),
    /// On a list of people: how, with which role, on which list.
    Listed(How, Option<Role>, Reach),
    /// The same name, or one slip from it, stands as a surer one.
    Elsewhere {
        /// Byte offset of the other one.
        at: usize,
        /// Whether the other one is sure.
        sure: bool,
    },
    /// A number beside it makes it a date: *august 2019*, *3. maj*.
    Date,
}

impl Signal {
    /// What the signal adds for a word that is listed and written like this.
    ///
    /// Set by hand from the measured facts on Danish: only proper nouns have a capital in mid-sentence, and a cue says more about a word that
    /// could be nothing but a name than about a word that is one.
    fn weight(self, listing: Listing, case: Case, lower_case_writer: bool) -> f32 {
        let lower = case == Case::Lower;
        let name_word = listing.is_also_a_word();
        let word = listing.is_plain_word();
        match self {
            Self::RoleCue(..) if word && lower => 0.0,
            // *Psykologen Vår*: Danish gives no capital to a word in mid-sentence; an office or a law may follow a role, though.
            Self::RoleCue(..) if listing == Listing::Word => 3.4,
            Self::RoleCue(..) if word => 1.8,
            Self::RoleCue(..) if name_word && lower => {
                if lower_case_writer {
                    4.3
                } else {
                    1.0
                }
            }
            Self::RoleCue(..) => 3.5,
            Self::NamingCue(..) if word && lower => 0.0,
            Self::NamingCue(..) if word => 3.3,
            Self::NamingCue(..) if name_word && lower => 5.5,
            Self::NamingCue(..) => 4.5,
            Self::Title(_) if word && lower => 0.0,
            Self::Title(_) => 4.5,
            Self::Greeting(_) | Self::SignOff(_) if word => 0.6,
            Self::Greeting(_) | Self::SignOff(_) if name_word && lower => 4.3,
            Self::Greeting(_) | Self::SignOff(_) => 2.5,
            Self::VerbAfter(_) if lower && listing == Listing::FirstNameRareWord => 1.8,
            Self::VerbAfter(_) if word || lower => 0.0,
            Self::VerbAfter(_) => 1.6,
            Self::Communication(_) if word || lower => 0.0,
            Self::Communication(_) => 1.2,
            Self::Neighbour(_) if lower && listing == Listing::SurnameWord => 5.1,
            Self::Neighbour(_) if lower && listing == Listing::FirstNameWord => 3.6,
            Self::Neighbour(_) if lower && word => 0.0,
            Self::Neighbour(_) if lower => 2.0,
            Self::Neighbour(_) if listing == Listing::Kept => 1.0,
            Self::Neighbour(_) => 3.3,
            Self::HyphenNeighbour(_) if word && lower => 0.0,
            Self::HyphenNeighbour(_) => 3.5,
            Self::Initial(_) if lower => 0.0,
            Self::Initial(_) => 2.0,
            Self::Header(_) if !word && !name_word => 6.0,
            Self::Header(_) if !lower => 5.2,
            Self::Header(_) if lower_case_writer => 3.0,
            Self::Header(_) => 1.0,
            Self::Listed(how, ..) => how.weight(listing, case, lower_case_writer),
            Self::Elsewhere { sure: false, .. } if !word && !name_word => 2.2,
            Self::Elsewhere { sure: false, .. } => 0.0,
            Self::Elsewhere { .. } if !word && !name_word => 5.0,
            Self::Elsewhere { .. } if !lower && word => 5.2,
            Self::Elsewhere { .. } if !lower => 4.0,
            Self::Elsewhere { .. } if lower_case_writer && name_word => 3.5,
            Self::Elsewhere { .. } if listing == Listing::FirstNameRareWord => 2.0,
            Self::Elsewhere { .. } => 0.5,
            Self::Date => -8.0,
        }
    }

    /// The evidence that a finding keeps of it.
    const fn evidence(self) -> Option<Evidence> {
        match self {
            Self::RoleCue(role, at) | Self::NamingCue(role, at) => Some(Evidence::Cue { role, at }),
            Self::Title(at)
            | Self::Greeting(at)
            | Self::SignOff(at)
            | Self::VerbAfter(at)
            | Self::Communication(at) => Some(Evidence::Cue { role: None, at }),
            Self::Neighbour(at) | Self::HyphenNeighbour(at) | Self::Initial(at) => Some(Evidence::Neighbour { at }),
            Self::Header(field) => Some(Evidence::Header { field }),
            Self::Listed(_, _, reach) => Some(Evidence::NameList { reach: reach.code() }),
            Self::Elsewhere { at, .. } => Some(Evidence::Elsewhere { at }),
            Self::Date => None,
        }
    }

    /// The role that a list gives the person, and whether the person is named in full.
    pub const fn listed(self) -> Option<(Role, bool)> {
        match self {
            Self::Listed(how, Some(role), _) => Some((role, matches!(how, How::InFull))),
            _ => None,
        }
    }

    /// The role that the signal gives the person.
    pub const fn role(self) -> Option<Role> {
        match self {
            Self::RoleCue(role, _) | Self::NamingCue(role, _) => role,
            _ => None,
        }
    }
}

/// How a word is written, as far as its base score is concerned.
#[derive(Clone, Copy)]
enum Writing {
    Telling,
    Start,
    Lower,
    LowerByHabit,
    Shouted,
}

/// The score that the lists and the case alone give a word.
fn base(context: &Context<'_>, index: usize) -> f32 {
    let (Some(token), Some(word)) = (context.tokens.get(index), context.words.get(index)) else { return -9.0 };
    if token.number || token.chars < 2 {
        return -9.0;
    }
    let writing = match token.case {
        _ if token.shouted => Writing::Shouted,
        Case::Lower if context.tokens.lower_case_writer() => Writing::LowerByHabit,
        Case::Lower | Case::None => Writing::Lower,
        _ if token.starts_sentence => Writing::Start,
        _ => Writing::Telling,
    };
    // An unknown word in capitals is an abbreviation, unless it is long.
    if token.case == Case::Upper
        && !token.shouted
        && matches!(word.listing, Listing::Unknown | Listing::Misspelt | Listing::Word | Listing::ForeignWord)
    {
        return if token.chars > 5 && word.listing == Listing::Unknown { 2.2 } else { -1.0 };
    }
    let [telling, start, lower, habit, shouted] = match word.listing {
        Listing::FirstName => [6.0, 5.0, 3.2, 4.5, 4.5],
        Listing::FirstNameRareWord => [5.5, 3.0, 0.4, 1.5, 2.0],
        Listing::FirstNameWord => [4.2, 0.6, -2.0, -1.5, -0.5],
        Listing::Surname => [4.5, 3.5, 1.5, 2.2, 2.5],
        Listing::SurnameWord => [2.4, -0.5, -3.0, -2.6, -1.5],
        Listing::ProperNoun => [2.4, 1.4, 1.0, 1.2, 1.2],
        Listing::PlaceName => [2.3, 1.4, 0.5, 1.0, 1.0],
        Listing::Unknown => [2.7, 0.8, 0.3, 0.6, 0.6],
        Listing::Misspelt => [1.2, -0.8, -2.0, -1.5, -1.5],
        Listing::Word => [-1.2, -3.0, -4.0, -4.0, -3.5],
        Listing::ForeignWord => [0.8, -1.0, -3.0, -3.0, -2.5],
        Listing::Acronym => [-2.0; 5],
        Listing::KeptFirstName => [0.8, -1.5, -4.0, -4.0, -3.0],
        Listing::KeptSurname => [-1.0, -2.5, -4.0, -4.0, -3.0],
        Listing::Kept => [-4.0; 5],
        Listing::Number => [-9.0; 5],
    };
    match writing {
        Writing::Telling => telling,
        Writing::Start => start,
        Writing::Lower => lower,
        Writing::LowerByHabit => habit,
        Writing::Shouted => shouted,
    }
}

/// The sums and signals of every token.
pub struct Board {
    scores: Vec<f32>,
    signals: Vec<(usize, Signal)>,
}

impl Board {
    /// Starts with what lists and case say.
    pub fn new(context: &Context<'_>) -> Self {
        Self { scores: (0..context.words.len()).map(|index| base(context, index)).collect(), signals: Vec::new() }
    }

    /// Adds a signal to a token.
    pub fn add(&mut self, context: &Context<'_>, index: usize, signal: Signal) {
        let (Some(score), Some(word), Some(token)) =
            (self.scores.get_mut(index), context.words.get(index), context.tokens.get(index))
        else {
            return;
        };
        let weight = signal.weight(word.listing, token.case, context.tokens.lower_case_writer());
        if weight != 0.0 {
            *score += weight;
            self.signals.push((index, signal));
        }
    }

    /// The sum at a token.
    pub fn score(&self, index: usize) -> f32 {
        self.scores.get(index).copied().unwrap_or(-9.0)
    }

    /// The tier that the sum at a token gives, when it gives one.
    pub fn tier(&self, index: usize) -> Option<Tier> {
        match self.score(index) {
            score if score >= SURE => Some(Tier::Sure),
            score if score >= DOUBT => Some(Tier::Doubt),
            _ => None,
        }
    }

    /// All signals, sorted by token, for collecting the evidence.
    pub fn into_signals(mut self) -> SignalsByToken {
        self.signals.sort_by_key(|(index, _)| *index);
        SignalsByToken(self.signals)
    }
}

/// The signals of each token.
pub struct SignalsByToken(Vec<(usize, Signal)>);

impl SignalsByToken {
    /// The signals of one token.
    pub fn of(&self, index: usize) -> impl Iterator<Item = Signal> + '_ {
        let from = self.0.partition_point(|(at, _)| *at < index);
        self.0.iter().skip(from).take_while(move |(at, _)| *at == index).map(|(_, signal)| *signal)
    }

    /// Lists, shape and signals of one token as evidence.
    pub fn evidence(&self, context: &Context<'_>, index: usize) -> Vec<Evidence> {
        let mut evidence = Vec::new();
        match context.listing(index) {
            Listing::FirstName | Listing::FirstNameRareWord | Listing::FirstNameWord => {
                evidence.push(Evidence::List { list: "first_name" });
            }
            Listing::Surname | Listing::SurnameWord => evidence.push(Evidence::List { list: "surname" }),
            Listing::ProperNoun => evidence.push(Evidence::List { list: "dictionary_name" }),
            Listing::PlaceName => evidence.push(Evidence::List { list: "place" }),
            Listing::Unknown | Listing::Misspelt => evidence.push(Evidence::Shape { shape: "not_a_word" }),
            _ => {}
        }
        if context.telling_capital(index) {
            evidence.push(Evidence::Shape { shape: "capital_mid_sentence" });
        }
        evidence.extend(self.of(index).filter_map(Signal::evidence));
        evidence
    }
}
