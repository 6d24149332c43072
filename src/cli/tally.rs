//! What came in, in numbers: the answer of `hent` and `importer`. Nothing of a mail is in it.

use crate::intake::Class;
use crate::store::Number;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Counts of one run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Stored now, in order.
    pub new: Vec<Number>,
    /// Stored before, and read before.
    pub known: usize,
    /// Stored before an interruption, and read only now.
    pub completed: usize,
    /// What was read now, by what it is.
    pub classes: BTreeMap<Class, usize>,
    /// Among those read now: what could not be handled.
    pub quarantined: Vec<Number>,
    /// Among those read now: what a person must compare with the original, because it may not be whole or not be understood.
    pub needs_human: Vec<Number>,
}

impl Tally {
    /// The tally as lines for the coordinator.
    pub fn render(&self) -> String {
        let mut out = String::new();
        // Writing to a string cannot fail.
        let mut line = |text: String| _ = writeln!(out, "{text}");
        match self.new.len() {
            0 => line("Ingen nye.".to_owned()),
            1 => line(format!("1 ny ({}): {}.", numbers(&self.new), self.kinds())),
            count => line(format!("{count} nye ({}): {}.", numbers(&self.new), self.kinds())),
        }
        if self.completed > 0 {
            line(format!("{} var gemt før en afbrydelse og er nu også læst.", self.completed));
        }
        if self.known > 0 {
            line(format!("{} kendt i forvejen; intet er gemt to gange.", self.known));
        }
        if !self.quarantined.is_empty() {
            line(format!(
                "I karantæne: {}. Originalen er gemt, men kunne ikke læses her. Se selv på den, hvor den kom fra.",
                numbers(&self.quarantined)
            ));
        }
        if !self.needs_human.is_empty() {
            line(format!(
                "Se ekstra godt efter i {}: noget kunne ikke læses, eller sproget er ikke dansk.",
                numbers(&self.needs_human)
            ));
        }
        out
    }

    /// `4 vidnesbyrd, 1 autosvar`.
    fn kinds(&self) -> String {
        let kinds: Vec<String> =
            self.classes.iter().map(|(class, count)| format!("{count} {}", class.danish())).collect();
        kinds.join(", ")
    }
}

/// `nr. 3, 5–8`.
pub fn numbers(numbers: &[Number]) -> String {
    let mut sorted: Vec<u32> = numbers.iter().map(|number| number.0).collect();
    sorted.sort_unstable();
    sorted.dedup();
    let mut ranges: Vec<(u32, u32)> = Vec::new();
    for number in sorted {
        match ranges.last_mut() {
            Some((_, last)) if last.checked_add(1) == Some(number) => *last = number,
            _ => ranges.push((number, number)),
        }
    }
    let ranges: Vec<String> = ranges
        .into_iter()
        .map(|(first, last)| if first == last { first.to_string() } else { format!("{first}–{last}") })
        .collect();
    format!("nr. {}", ranges.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_gathered_into_ranges() {
        assert_eq!(numbers(&[Number(8), Number(3), Number(6), Number(7), Number(7)]), "nr. 3, 6–8");
    }

    #[test]
    fn the_answer_is_short_when_nothing_came() {
        assert_eq!(Tally::default().render(), "Ingen nye.\n");
    }

    #[test]
    fn the_answer_tells_what_came_and_what_needs_care() {
        let tally = Tally {
            new: vec![Number(4), Number(5), Number(6)],
            known: 2,
            completed: 1,
            classes: BTreeMap::from([(Class::Testimony, 3), (Class::AutoReply, 1)]),
            quarantined: vec![Number(5)],
            needs_human: vec![Number(6)],
        };
        assert_eq!(
            tally.render(),
            "3 nye (nr. 4–6): 3 vidnesbyrd, 1 autosvar.\n\
             1 var gemt før en afbrydelse og er nu også læst.\n\
             2 kendt i forvejen; intet er gemt to gange.\n\
             I karantæne: nr. 5. Originalen er gemt, men kunne ikke læses her. Se selv på den, hvor den kom fra.\n\
             Se ekstra godt efter i nr. 6: noget kunne ikke læses, eller sproget er ikke dansk.\n"
        );
    }
}
