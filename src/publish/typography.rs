//! Danish typesetting of running text: quotation marks, dashes, spaces that must not break.
//!
//! Typst sets no smart quotes in strings, and a testimony reaches it only as strings, so it is done here. Words are never changed;
//! a sign is replaced by the sign that the writer's keyboard lacked.

/// No-break space.
const NBSP: char = '\u{a0}';
/// En dash, the Danish *tankestreg*.
const DASH: char = '–';

/// Sets one paragraph. `\n` is a kept line break; U+FFFC stands for a placeholder and counts as a word.
pub fn set(paragraph: &str) -> String {
    let spaced = single_spaces(paragraph);
    let dashed = dashes(&spaced);
    let quoted = quotes(&dashed);
    unbreakable(&quoted)
}

/// One space where there were several; none at the ends of lines; dots become an ellipsis.
fn single_spaces(text: &str) -> String {
    let lines: Vec<String> = text.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
    lines.join("\n").replace("....", "….").replace("...", "…")
}

/// A hyphen that stands for a dash becomes one: between spaces, doubled, or first on a line.
fn dashes(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    let mut i = 0;
    while let Some(&c) = chars.get(i) {
        let before = i.checked_sub(1).and_then(|b| chars.get(b)).copied();
        let opens = before.is_none_or(|b| b == ' ' || b == '\n');
        if matches!(c, '-' | '–' | '—' | '‒') && opens {
            let mut end = i + 1;
            while matches!(chars.get(end), Some('-' | '–' | '—')) {
                end += 1;
            }
            let after = chars.get(end).copied();
            // «-barn» after a space is a suffix or a list sign without a space; only a free-standing sign is a dash.
            if after.is_none_or(|a| a == ' ' || a == '\n') && end - i <= 3 {
                // A dash may end a line but not begin one.
                if out.ends_with(' ') {
                    out.pop();
                    out.push(NBSP);
                }
                out.push(DASH);
                if before.is_none_or(|b| b == '\n') && after == Some(' ') {
                    out.push(NBSP);
                    end += 1;
                }
                i = end;
                continue;
            }
        }
        if c == '-' && chars.get(i + 1) == Some(&'-') && chars.get(i + 2) != Some(&'-') && before != Some('-') {
            out.push(DASH);
            i += 2;
            continue;
        }
        out.push(c);
        i += 1;
    }
    out
}

/// Straight, curly, low and French quotation marks become »…«, single ones ›…‹ where they come in pairs; a lone one is an apostrophe.
fn quotes(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    let mut open = 0_u32;
    let mut open_single = false;
    for (i, &c) in chars.iter().enumerate() {
        let before = i.checked_sub(1).and_then(|b| chars.get(b)).copied();
        let after = chars.get(i + 1).copied();
        let at_start =
            before.is_none_or(|b| b.is_whitespace() || matches!(b, '(' | '[' | '–' | '/' | '"' | '“' | '„' | '»'));
        let at_end = after.is_none_or(|a| !(a.is_alphanumeric() || a == '\u{fffc}'));
        match c {
            // Feet and inches, minutes and seconds: «1,80 m 5"».
            '"' if before.is_some_and(|b| b.is_ascii_digit()) && open == 0 => out.push('″'),
            '"' | '“' | '”' | '„' | '‟' | '«' | '»' => {
                let opens = if at_start == at_end { open == 0 } else { at_start };
                if opens {
                    open += 1;
                    out.push('»');
                } else {
                    open = open.saturating_sub(1);
                    out.push('«');
                }
            }
            '\'' | '‘' | '‚' | '‛' | '´' | '`' | '’' => {
                if open_single && at_end && !at_start {
                    open_single = false;
                    out.push('‹');
                } else if at_start && !at_end && closes_later(chars.get(i + 1..).unwrap_or_default()) {
                    open_single = true;
                    out.push('›');
                } else {
                    out.push('’');
                }
            }
            _ => out.push(c),
        }
    }
    out
}

/// Whether a single quotation mark that opens here finds its partner before the line ends. `Jens' hus` is no partner: the word before
/// such an apostrophe ends in s, x or z, which a quoted word rarely does; there the apostrophe wins.
fn closes_later(rest: &[char]) -> bool {
    let mut before = ' ';
    for (i, &c) in rest.iter().enumerate() {
        if c == '\n' {
            return false;
        }
        if matches!(c, '\'' | '’' | '´' | '`' | '‘')
            && before != ' '
            && rest.get(i + 1).is_none_or(|a| !a.is_alphanumeric())
            && !matches!(before, 's' | 'x' | 'z')
        {
            return true;
        }
        before = c;
    }
    false
}

/// Abbreviations and signs that stand with what follows.
const WITH_NEXT: [&str; 25] = [
    "§", "§§", "kl.", "nr.", "nr", "stk.", "pkt.", "litra", "kap.", "s.", "d.", "ca.", "hr.", "fr.", "fru", "dr.",
    "bl.", "f.eks.", "jf.", "lov", "Kl.", "Nr.", "Stk.", "Ca.", "Jf.",
];

/// Words that stand with a number before them.
const WITH_NUMBER: [&str; 24] = [
    "%",
    "kr.",
    "kr",
    "kroner",
    "km",
    "timer",
    "time",
    "år",
    "dage",
    "uger",
    "uge",
    "måneder",
    "januar",
    "februar",
    "marts",
    "april",
    "maj",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "december",
];

/// Spaces that must not break at a line end: `§ 42`, `kl. 10`, `nr. 3`, `3. maj`, `50 %`.
fn unbreakable(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (at, line) in text.split('\n').enumerate() {
        if at > 0 {
            out.push('\n');
        }
        let words: Vec<&str> = line.split(' ').collect();
        for (i, word) in words.iter().enumerate() {
            out.push_str(word);
            let Some(next) = words.get(i + 1) else { continue };
            let bare = word.trim_start_matches(['(', '»', '›']);
            let next_bare = next.trim_end_matches([',', ';', ':', '!', '?', ')', '«', '‹']);
            let number = |w: &str| w.starts_with(|c: char| c.is_ascii_digit());
            let joined = (WITH_NEXT.contains(&bare)
                && next.starts_with(|c: char| c.is_ascii_digit() || c == '§' || c == '\u{fffc}'))
                || (matches!(bare, "hr." | "fr." | "fru" | "dr.") && !next.is_empty())
                || (number(bare)
                    && (WITH_NUMBER.contains(&next_bare) || WITH_NUMBER.contains(&next_bare.trim_end_matches('.'))));
            out.push(if joined { NBSP } else { ' ' });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn sets(raw: &str, wanted: &str) {
        assert_eq!(set(raw).replace(NBSP, "~"), wanted);
    }

    #[test]
    fn quotation_marks_become_danish_whatever_the_keyboard_gave() {
        sets("Hun sagde \"nej\".", "Hun sagde »nej«.");
        sets("Hun sagde “nej”, og „ja“.", "Hun sagde »nej«, og »ja«.");
        sets("Hun sagde «nej», og »ja«.", "Hun sagde »nej«, og »ja«.");
        sets("(\"nej\") og \"\u{fffc} ringer\"", "(»nej«) og »\u{fffc} ringer«");
        sets("Han svarede: \"Det er 'ikke nødvendigt' mere.\"", "Han svarede: »Det er ›ikke nødvendigt‹ mere.«");
        sets("Jens' hus og Lars's bil, ikk'", "Jens’ hus og Lars’s bil, ikk’");
    }

    #[test]
    fn hyphens_that_stand_for_dashes_become_dashes_and_never_begin_a_line() {
        sets("Vi ventede - i to år - på svar", "Vi ventede~– i to år~– på svar");
        sets("- først\n- så", "–~først\n–~så");
        sets("A--B, AKT-team, mor- og farrolle", "A–B, AKT-team, mor- og farrolle");
        sets("-----", "-----");
    }

    #[test]
    fn numbers_stay_with_their_signs() {
        sets("efter § 42, stk. 2, kl. 10 den 3. maj (nr. 3)", "efter §~42, stk.~2, kl.~10 den 3.~maj (nr.~3)");
        sets("50 % af 500 kr. i 2 år.", "50~% af 500~kr. i 2~år.");
        sets("talte med fru \u{fffc} kl. \u{fffc}", "talte med fru~\u{fffc} kl.~\u{fffc}");
    }

    #[test]
    fn dots_and_spaces_are_set_once() {
        sets("Ja...  men \t nej....", "Ja… men nej….");
    }

    proptest! {
        #[test]
        fn letters_and_digits_are_never_changed(raw in "[a-zæøå0-9 .,'\"\\-–»«§%\n\u{fffc}]{0,80}") {
            let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric() || *c == '\u{fffc}').collect::<String>();
            prop_assert_eq!(letters(&set(&raw)), letters(&raw));
        }
    }
}
