//! `skjul`: hide a person, a doubt or a word by its label, or something that was not found by typing it; say a hint (`r1`) in coarser words.

use super::Context;
use super::failure::review::about;
use super::failure::{Exit, Failure};
use super::marks::{hinted, labelled, report, typed_word};
use super::session::{Case, Session, read_line};
use crate::personal::Personal;
use crate::redact::{Kind, Role};
use crate::review::danish::Choice;
use crate::review::hints::{Row, take_proposals, typed_wording};
use crate::review::occurrence::occurrences;
use crate::review::{Act, Label};
use crate::store::Number;

/// The arguments of `skjul`.
#[derive(clap::Args)]
pub struct HideArgs {
    /// Vidnesbyrdets nummer
    #[arg(value_name = "NUMMER")]
    number: Number,
    /// Mærker fra »vis«, for eksempel p2 t4; r1 bliver skrevet mindre præcist. Uden mærke bliver du spurgt om ordene
    #[arg(value_name = "MÆRKE")]
    labels: Vec<String>,
    /// Hvad der skal stå i stedet: mor, far, barn, søskende, pårørende, sagsbehandler, leder, fagperson, person, sted, skole, adresse …
    #[arg(long = "rolle", visible_alias = "role", value_name = "ROLLE", value_parser = choice)]
    role: Option<Choice>,
    /// Skjul kun den forekomst af ordene, der har dette nummer (1 er den første); ellers skjules de overalt
    #[arg(long = "kun", visible_alias = "only", value_name = "NR", conflicts_with = "labels")]
    only: Option<usize>,
    /// Skriv dine egne ord i stedet for forslaget; gælder ét mærke med r, og du bliver spurgt om ordene
    #[arg(long = "ord", visible_alias = "words", requires = "labels", conflicts_with = "role")]
    own: bool,
}

/// Reads a role without repeating it: it may be a name.
fn choice(typed: &str) -> Result<Choice, &'static str> {
    Choice::from_typed(typed).ok_or("ukendt rolle")
}

/// Hides.
///
/// # Errors
/// An unknown number or label, words that do not stand in the text, a store that does not take it.
pub fn run(args: &HideArgs, context: &mut Context<'_>) -> Result<(), Failure> {
    let session = Session::open(context)?;
    let mut case = session.case(args.number)?;
    if args.labels.is_empty() {
        let word = typed_word(context, "Skriv det, der skal skjules, som det står i teksten: ")?;
        let (kind, role) = args.role.map_or((Kind::Person, Role::Other), |choice| (choice.kind, choice.role));
        return hide_typed(args, context, &mut case, word, kind, role);
    }
    let (rows, others) = hinted(&case, &args.labels)?;
    if args.own {
        return in_own_words(args, context, &mut case, &rows, &others);
    }
    // All labels are looked up before anything is hidden: hiding one must not change what another means.
    let acts: Vec<(Label, Act)> = labelled(&case, &others)?
        .into_iter()
        .map(|(label, subject)| {
            let (kind, role) =
                args.role.map_or_else(|| case.review().proposed(subject), |choice| (choice.kind, choice.role));
            (label, Act::Hide { forms: subject.forms.clone(), kind, role })
        })
        .collect();
    for (label, act) in acts {
        case.decide(act)?.map_err(|refusal| about(args.number, refusal))?;
        let placeholder = case
            .review()
            .labelled(label)
            .and_then(|subject| case.review().placeholders().get(&subject.id).cloned())
            .map_or_else(String::new, |placeholder| format!(" som {placeholder}"));
        writeln!(context.out, "{label} er skjult{placeholder}.")?;
    }
    if let Some(act) = take_proposals(&rows) {
        case.decide(act)?.map_err(|refusal| about(args.number, refusal))?;
        for row in &rows {
            if let Some(proposal) = &row.proposal {
                writeln!(context.out, "{} trykkes nu som: {proposal}", row.label)?;
            }
        }
    }
    report(context, &case)
}

/// One hint, in words that are asked for: typed on the command line they would be remembered there.
fn in_own_words(
    args: &HideArgs,
    context: &mut Context<'_>,
    case: &mut Case<'_>,
    rows: &[Row],
    others: &[String],
) -> Result<(), Failure> {
    let ([row], []) = (rows, others) else {
        return Err(Failure::new(
            Exit::Input,
            "Egne ord kan kun skrives for ét mærke ad gangen.",
            "»--ord« gælder et mærke, der begynder med r, for eksempel r1.",
            format!("Se mærkerne med »vidnesbyrd vis {}«, og skriv ét af dem.", args.number),
        ));
    };
    let typed = read_line(context, "Skriv det, der skal stå i stedet: ")?.unwrap_or_default();
    let act = Act::Coarsen { stretches: vec![row.coarsened(Some(typed_wording(&typed)))] };
    case.decide(act)?.map_err(|refusal| about(args.number, refusal))?;
    writeln!(context.out, "{} trykkes nu med dine ord.", row.label)?;
    report(context, case)
}

fn hide_typed(
    args: &HideArgs,
    context: &mut Context<'_>,
    case: &mut Case<'_>,
    word: Personal,
    kind: Kind,
    role: Role,
) -> Result<(), Failure> {
    let places = occurrences(&case.review().reading().text, &word);
    let (act, done) = match args.only {
        Some(nth) => {
            let span = nth.checked_sub(1).and_then(|index| places.get(index)).ok_or_else(|| {
                Failure::new(
                    Exit::Input,
                    "Den forekomst findes ikke.",
                    format!("Ordene står {} i vidnesbyrd {}.", times(places.len()), args.number),
                    "Skriv et lavere nummer efter »--kun«, eller udelad det for at skjule ordene overalt.",
                )
            })?;
            (
                Act::Mark { start: span.start(), end: span.end(), kind, role },
                format!("Forekomst {nth} af {} er skjult.", places.len()),
            )
        }
        None => (Act::HideWord { word, kind, role }, format!("Skjult {}.", times(places.len()))),
    };
    case.decide(act)?.map_err(|refusal| about(args.number, refusal))?;
    writeln!(context.out, "{done}")?;
    report(context, case)
}

fn times(count: usize) -> String {
    match count {
        1 => String::from("1 gang"),
        many => format!("{many} gange"),
    }
}
