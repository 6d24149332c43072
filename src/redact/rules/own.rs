//! A collection's own rules: the text of one `regler/*.toml`, in the same form as the shipped ones.

use super::prefilter::Prefilter;
use super::{Check, PatternRule, PatternSource, RuleError, RuleReason, required};
use crate::redact::finding::{Kind, Tier};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    rule: Vec<toml::Spanned<Entry>>,
}

/// Every entry is optional here, so that a missing one can be named.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    id: Option<String>,
    kind: Option<String>,
    tier: Option<String>,
    regex: Option<String>,
    #[serde(default)]
    group: usize,
    check: Option<String>,
    needs: Option<String>,
    why: Option<String>,
    #[serde(default)]
    examples: Vec<String>,
    #[serde(default)]
    counter: Vec<String>,
}

/// Reads and compiles the rules of one file.
pub(super) fn parse(file: &str, text: &str) -> Result<Vec<PatternRule>, RuleError> {
    let line_of = |at: usize| text.bytes().take(at).filter(|byte| *byte == b'\n').count() + 1;
    // The parser's own message quotes the line, which may hold a name.
    let parsed: File = toml::from_str(text).map_err(|error| RuleError {
        file: file.to_owned(),
        line: error.span().map_or(1, |span| line_of(span.start)),
        rule: None,
        reason: RuleReason::Syntax,
    })?;
    parsed.rule.iter().map(|entry| compile(file, line_of(entry.span().start), entry.get_ref())).collect()
}

fn compile(file: &str, line: usize, entry: &Entry) -> Result<PatternRule, RuleError> {
    let refuse = |reason| RuleError { file: file.to_owned(), line, rule: entry.id.clone(), reason };
    let required = |name: &'static str, value: &'_ Option<String>| match value.as_deref() {
        Some(value) if !value.trim().is_empty() => Ok(value.to_owned()),
        _ => Err(refuse(RuleReason::Missing(name))),
    };
    let (id, why, regex) = (required("id", &entry.id)?, required("why", &entry.why)?, required("regex", &entry.regex)?);
    let kind = Kind::from_code(&required("kind", &entry.kind)?).ok_or_else(|| refuse(RuleReason::Unknown("kind")))?;
    let tier = match required("tier", &entry.tier)?.as_str() {
        "sure" => Tier::Sure,
        "doubt" => Tier::Doubt,
        _ => return Err(refuse(RuleReason::Unknown("tier"))),
    };
    let check = match entry.check.as_deref() {
        None | Some("none") => Check::None,
        Some("cpr_date") => Check::CprDate,
        Some("iban_mod97") => Check::IbanMod97,
        Some("not_years") => Check::NotYears,
        Some(_) => return Err(refuse(RuleReason::Unknown("check"))),
    };
    let examples: Vec<&str> = entry.examples.iter().map(String::as_str).collect();
    let counter: Vec<&str> = entry.counter.iter().map(String::as_str).collect();
    // An expression that cannot be parsed is refused when it is compiled, just below.
    let context = entry.needs.as_deref().and_then(|needs| required::required(needs, 0));
    let prefilter = required::required(&regex, entry.group)
        .map_or_else(Prefilter::blind, |required| Prefilter::new(required, context));
    PatternRule::own(&PatternSource {
        file,
        line,
        id: &id,
        kind,
        tier,
        regex: &regex,
        group: entry.group,
        check,
        needs: entry.needs.as_deref(),
        prefilter,
        why: &why,
        examples: &examples,
        counter: &counter,
    })
}
