//! Pattern rules: `rules/patterns/*.toml` → Rust constants. The expressions are compiled and checked against their own
//! examples by the program itself (`src/redact/rules.rs`); here only the form is checked.

use crate::{Outcome, Problem, read, required, write};
use serde::Deserialize;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    rule: Vec<toml::Spanned<Rule>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Rule {
    id: String,
    kind: String,
    tier: String,
    regex: String,
    #[serde(default)]
    group: usize,
    #[serde(default)]
    check: Option<String>,
    #[serde(default)]
    needs: Option<String>,
    why: String,
    examples: Vec<String>,
    counter: Vec<String>,
}

/// Writes all rules of `from` as one constant of `PatternSource`s.
pub(crate) fn compile(from: &[PathBuf], to: &Path) -> Outcome<()> {
    let mut code = String::from("pub(super) const SHIPPED: &[PatternSource<'static>] = &[\n");
    let mut ids = BTreeSet::new();
    for file in from {
        let content = read(file)?;
        let line_of = |at: usize| content.bytes().take(at).filter(|byte| *byte == b'\n').count() + 1;
        let parsed: File = toml::from_str(&content)
            .map_err(|error| Problem::new(file, error.span().map_or(0, |span| line_of(span.start)), error.message()))?;
        let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        for spanned in parsed.rule {
            let line = line_of(spanned.span().start);
            let rule = spanned.into_inner();
            if !ids.insert(rule.id.clone()) {
                return Err(Problem::new(file, line, format!("the id {:?} is used twice", rule.id)));
            }
            constant(&mut code, &name, line, &rule).map_err(|what| Problem::new(file, line, what))?;
        }
    }
    code.push_str("];\n");
    write(to, code)
}

fn constant(code: &mut String, file: &str, line: usize, rule: &Rule) -> Result<(), String> {
    let kind = variant(&rule.kind);
    let tier = match rule.tier.as_str() {
        "sure" => "Sure",
        "doubt" => "Doubt",
        other => return Err(format!("unknown tier {other:?}")),
    };
    let check = match rule.check.as_deref() {
        None | Some("none") => "None",
        Some("cpr_date") => "CprDate",
        Some("iban_mod97") => "IbanMod97",
        Some("not_years") => "NotYears",
        Some(other) => return Err(format!("unknown check {other:?}")),
    };
    let required = required::required(&rule.regex, rule.group).ok_or("the expression is not one")?;
    let context =
        rule.needs.as_deref().map(|needs| required::required(needs, 0).ok_or("what it needs is no expression"));
    let quoted = |literals: &[String]| {
        literals.iter().map(|literal| format!("Cow::Borrowed({literal:?})")).collect::<Vec<_>>().join(", ")
    };
    let literals = quoted(&required.literals);
    let announced = quoted(&context.transpose()?.map(|context| context.literals).unwrap_or_default());
    let ascii = (0..128_u8)
        .filter(|byte| required.alphabet.iter().any(|(from, to)| (*from..=*to).contains(&char::from(*byte))))
        .fold(0_u128, |bits, byte| bits | 1 << byte);
    let wide: Vec<(char, char)> = required.alphabet.iter().copied().filter(|(_, to)| !to.is_ascii()).collect();
    writeln!(
        code,
        "    PatternSource {{ file: {file:?}, line: {line}, id: {:?}, kind: Kind::{kind}, tier: Tier::{tier}, regex: {:?}, group: {}, \
         check: Check::{check}, needs: {:?}, why: {:?}, examples: &{:?}, counter: &{:?}, \
         prefilter: Prefilter {{ literals: Cow::Borrowed(&[{}]), digits: {}, \
         alphabet: Alphabet {{ ascii: {ascii:#x}, wide: Cow::Borrowed(&{wide:?}) }}, \
         announced: Cow::Borrowed(&[{announced}]) }} }},",
        rule.id, rule.regex, rule.group, rule.needs, rule.why, rule.examples, rule.counter, literals, required.digits
    )
    .map_err(|error| error.to_string())
}

/// `case_number` → `CaseNumber`. An unknown kind then fails to compile, with the name of the kind in the message.
fn variant(code: &str) -> String {
    code.split('_')
        .map(|part| {
            let mut letters = part.chars();
            letters.next().map(|first| first.to_uppercase().chain(letters).collect::<String>()).unwrap_or_default()
        })
        .collect()
}
