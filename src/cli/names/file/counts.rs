//! Numbers as people and spreadsheets write them.

/// A count: `46981`, `46.981`, `46 981`, `46,981`; `..`, `-` and nothing stand for a number so small that it is kept secret.
pub(super) fn parse(cell: &str) -> Option<u32> {
    let cell = cell.trim().trim_end_matches(".0");
    if matches!(cell, "" | ".." | "." | "-" | "–" | "…") {
        return Some(0);
    }
    let mut groups = cell.split(['.', ',', ' ', '\u{27}']);
    let first = groups.next()?;
    let digits = |group: &str| group.bytes().all(|byte| byte.is_ascii_digit());
    let mut number = first.to_owned();
    let mut grouped = false;
    for group in groups {
        if group.len() != 3 || !digits(group) {
            return None;
        }
        grouped = true;
        number.push_str(group);
    }
    let whole = !first.is_empty() && digits(first) && (!grouped || first.len() <= 3);
    whole.then(|| number.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn thousands_are_set_apart_in_many_ways() {
        for text in ["46981", "46.981", "46 981", "46,981", " 46981 ", "46981.0"] {
            assert_eq!(parse(text), Some(46_981), "{text}");
        }
        for text in ["Kanarie", "12-34", "1.23", "12345.678", "4a", "1..234"] {
            assert_eq!(parse(text), None, "{text}");
        }
        assert_eq!(parse(".."), Some(0));
        assert_eq!(parse("1.234.567"), Some(1_234_567));
    }
}
