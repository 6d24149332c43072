//! Weak signals that add up. Detectors say what they see of a word; learnt weights say how much it counts; the sum makes the
//! tier. Every signal that tells something of a word is kept as its evidence.

use super::context::{Context, Listing};
use super::detect::names::How;
use super::features;
use super::finding::{Evidence, Role, Tier};
use super::language::Language;
use super::names::Reach;
use super::token::Case;
use super::weights::{self, Class, Feature};

/// From this sum on a name is sure.
const SURE: f32 = 1.0;
/// From this sum on a name is in doubt.
const DOUBT: f32 = -1.75;
/// The sums that a listed name has at least, by the tier that the list gives it: clear of the border, so that later evidence moves it only when it is strong.
const LISTED_SURE: f32 = 2.5;
const LISTED_DOUBT: f32 = -0.5;
/// The most that the words around give to some words of the keep list: short of doubt by a weak signal.
const UNSAID: f32 = -2.0;
/// The sum at what can be nobody's name: a number, a single letter.
const NOBODY: f32 = -9.0;
/// A signal that weighs less than this is no reason that a reader would understand.
const TELLS: f32 = 0.2;

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
    /// On a list of people: how, with which role, on which list. A rule that stands above the weights.
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
    /// An age stands beside it.
    Age(usize),
    /// In the genitive before what only people have.
    Owner(usize),
    /// Joined to another name by *og*.
    Together(usize),
    /// A verb that takes people stands before it.
    Object(usize),
    /// A comma stands between it and the role before it, which a name follows or an office (*socialrådgiver, Myndighed*).
    RoleComma,
    /// *hedder* is said of a person before it, an ordinary word in lower case.
    Introduced(usize),
}

impl Signal {
    /// The feature that it is for [`super::weights`]; none for what is not learnt.
    pub const fn feature(self) -> Option<Feature> {
        Some(match self {
            Self::RoleCue(..) => Feature::RoleCue,
            Self::NamingCue(..) => Feature::Naming,
            Self::Title(_) => Feature::Title,
            Self::Greeting(_) => Feature::Greeting,
            Self::SignOff(_) => Feature::SignOff,
            Self::VerbAfter(_) => Feature::VerbAfter,
            Self::Communication(_) => Feature::Communication,
            Self::Neighbour(_) => Feature::Neighbour,
            Self::HyphenNeighbour(_) => Feature::Hyphen,
            Self::Initial(_) => Feature::Initial,
            Self::Header(_) => Feature::Header,
            Self::Elsewhere { sure: true, .. } => Feature::ElsewhereSure,
            Self::Elsewhere { .. } => Feature::Elsewhere,
            Self::Date => Feature::Date,
            Self::Age(_) => Feature::Age,
            Self::Owner(_) => Feature::Owner,
            Self::Together(_) => Feature::Together,
            Self::Object(_) => Feature::Object,
            Self::RoleComma => Feature::RoleComma,
            Self::Introduced(_) => Feature::Introduced,
            Self::Listed(..) => return None,
        })
    }

    /// The evidence that a finding keeps of it.
    const fn evidence(self) -> Option<Evidence> {
        match self {
            Self::RoleCue(role, at) | Self::NamingCue(role, at) => Some(Evidence::Cue { role, at }),
            Self::Title(at)
            | Self::Greeting(at)
            | Self::SignOff(at)
            | Self::VerbAfter(at)
            | Self::Communication(at)
            | Self::Age(at)
            | Self::Owner(at)
            | Self::Object(at)
            | Self::Introduced(at) => Some(Evidence::Cue { role: None, at }),
            Self::Neighbour(at) | Self::HyphenNeighbour(at) | Self::Initial(at) | Self::Together(at) => {
                Some(Evidence::Neighbour { at })
            }
            Self::Header(field) => Some(Evidence::Header { field }),
            Self::Listed(_, _, reach) => Some(Evidence::NameList { reach: reach.code() }),
            Self::Elsewhere { at, .. } => Some(Evidence::Elsewhere { at }),
            Self::Date | Self::RoleComma => None,
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

/// What the word and its neighbourhood say, before any detector has.
fn base(context: &Context<'_>, index: usize) -> f32 {
    let Some(token) = context.tokens.get(index) else { return NOBODY };
    // An abbreviation that must survive is nobody, whatever stands beside it: *Min søn ADHD-testes*, *barnet: CPR*. Initials are for others to see.
    let abbreviation = token.case == Case::Upper && !token.shouted && token.chars > 2;
    // *Lederen af Børn og Unge*
    let nobody = context.words.get(index).is_some_and(|word| word.function || word.in_phrase);
    if nobody || abbreviation && context.listing(index) == Listing::Kept || token.number || token.chars < 2 {
        return NOBODY;
    }
    let mut sum = 0.0;
    features::visit(context, index, &mut |feature, class, value| sum += weights::weight(feature, class, value));
    // *I am Scottish*: in English many words of the keep list have capitals that say nothing.
    // *Vi bor på Bornholm*: where somebody lives is not what somebody is called.
    let kept = context.listing(index) == Listing::Kept
        && (context.language_at(index) == Language::English || context.entry(index).is_dictionary_place());
    if kept {
        return sum.min(UNSAID);
    }
    // *det er bharats tredje skole*: what is a first name and nothing else is at least asked about from a writer without capitals.
    let only_a_name = context.listing(index) == Listing::FirstName
        && token.chars > 3
        && features::writing(context, index) == Class::Habit
        && !context.entry(index).is_english_word();
    if only_a_name { sum.max(LISTED_DOUBT) } else { sum }
}

/// The sums and signals of every token.
pub struct Board {
    scores: Vec<f32>,
    /// What tells something, for the evidence.
    signals: Vec<(usize, Signal)>,
    /// Everything that was seen, for learning the weights.
    seen: Vec<(usize, Signal)>,
}

impl Board {
    /// Starts with what lists and case say.
    pub fn new(context: &Context<'_>) -> Self {
        Self {
            scores: (0..context.words.len()).map(|index| base(context, index)).collect(),
            signals: Vec::new(),
            seen: Vec::new(),
        }
    }

    /// Adds a signal to a token.
    pub fn add(&mut self, context: &Context<'_>, index: usize, signal: Signal) {
        let Some(score) = self.scores.get_mut(index) else { return };
        let class = features::coarse(features::writing(context, index));
        let Some(feature) = signal.feature() else {
            return self.list(context, index, signal);
        };
        let weight = weights::weight(feature, class, context.listing_value(index));
        *score += weight;
        self.seen.push((index, signal));
        if weight.abs() > TELLS {
            self.signals.push((index, signal));
        }
    }

    /// A list raises a word to the tier it gives it; what other evidence there is still counts.
    fn list(&mut self, context: &Context<'_>, index: usize, signal: Signal) {
        let (Signal::Listed(how, ..), Some(score), Some(token)) =
            (signal, self.scores.get_mut(index), context.tokens.get(index))
        else {
            return;
        };
        let least = match how.tier(context.listing(index), token.case, context.tokens.lower_case_writer()) {
            Some(Tier::Sure) => LISTED_SURE,
            Some(_) => LISTED_DOUBT,
            None => return,
        };
        *score = score.max(least);
        self.signals.push((index, signal));
    }

    /// Raises a token to doubt by a rule, where weights do not reach.
    pub fn doubt(&mut self, index: usize, signal: Signal) {
        if let Some(score) = self.scores.get_mut(index) {
            *score = score.max(LISTED_DOUBT);
            self.signals.push((index, signal));
        }
    }

    /// Everything that detectors said, by token, whatever it weighs.
    pub fn seen(&self) -> impl Iterator<Item = (usize, Signal)> + '_ {
        self.seen.iter().copied()
    }

    /// The sum at a token.
    pub fn score(&self, index: usize) -> f32 {
        self.scores.get(index).copied().unwrap_or(NOBODY)
    }

    /// The tier that the sum at a token gives, when it gives one.
    pub fn tier(&self, index: usize) -> Option<Tier> {
        match self.score(index) {
            score if score >= SURE => Some(Tier::Sure),
            score if score >= DOUBT => Some(Tier::Doubt),
            _ => None,
        }
    }

    /// All signals, by token and in the order in which they were added, for collecting the evidence.
    pub fn signals(&self) -> SignalsByToken {
        // Counting them per token puts each where it belongs in two walks, and tells where those of a token are without a search.
        let mut ends = vec![0_usize; self.scores.len() + 1];
        for (index, _) in &self.signals {
            if let Some(count) = ends.get_mut(*index) {
                *count += 1;
            }
        }
        let mut sum = 0;
        for end in &mut ends {
            sum += *end;
            *end = sum - *end;
        }
        let mut signals = vec![Signal::Date; self.signals.len()];
        for (index, signal) in &self.signals {
            if let Some(end) = ends.get_mut(*index)
                && let Some(place) = signals.get_mut(*end)
            {
                *place = *signal;
                *end += 1;
            }
        }
        SignalsByToken { ends, signals }
    }
}

/// The signals of each token.
pub struct SignalsByToken {
    /// Where those of each token end; those of the next begin there.
    ends: Vec<usize>,
    signals: Vec<Signal>,
}

impl SignalsByToken {
    /// The signals of one token.
    pub fn of(&self, index: usize) -> impl Iterator<Item = Signal> + '_ {
        let from = index.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or_default();
        let to = self.ends.get(index).copied().unwrap_or_default();
        self.signals.get(from..to).unwrap_or_default().iter().copied()
    }

    /// Adds lists, shape and signals of one token as evidence.
    pub fn evidence(&self, context: &Context<'_>, index: usize, evidence: &mut Vec<Evidence>) {
        let before = evidence.len();
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
        // The weights may raise a word of which nothing else can be told than how it is written; it explains itself all the same.
        if evidence.len() == before {
            let upper = context.tokens.get(index).is_some_and(|token| token.case == Case::Upper);
            evidence.push(Evidence::Shape { shape: if upper { "all_caps" } else { "name_shape" } });
        }
    }
}
