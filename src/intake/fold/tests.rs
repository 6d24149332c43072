use super::*;
use crate::intake::line::{split, squeeze};
use proptest::prelude::*;

/// The text that stays open, and the folded stretches with their kinds.
fn look(text: &str, context: Context) -> (String, Vec<(FoldKind, String)>) {
    let lines = squeeze(split(text));
    let folds = fold(&lines, context);
    let slice = |range: std::ops::Range<usize>| {
        lines[range].iter().map(|line| line.text.as_str()).collect::<Vec<_>>().join("\n")
    };
    let open =
        (0..lines.len()).filter(|at| !folds.iter().any(|fold| fold.lines.contains(at)) && !lines[*at].is_blank());
    (
        open.map(|at| lines[at].text.clone()).collect::<Vec<_>>().join("|"),
        folds.iter().map(|fold| (fold.kind, slice(fold.lines.clone()))).collect(),
    )
}

const REPLY: Context = Context { is_reply: true, is_forward: false };
const FORWARD: Context = Context { is_reply: false, is_forward: true };
const LONG: &str =
    "Vi har ventet i to år på en afgørelse, og hver gang vi ringer, er der en ny i telefonen, som intet ved om os.";

#[test]
fn all_patterns_compile() {
    assert!(header::patterns().iter().chain(signature::patterns().iter()).all(|pattern| pattern.is_sound()));
}

#[test]
fn danish_quote_headers_are_known() {
    for header in [
        "Den man. 3. jun. 2024 kl. 10.05 skrev Kanarie Fugl <k@fugl.example>:",
        "Den 3. okt. 2021 kl. 14.05 skrev Kanarie Fugl <k@fugl.example>:",
        "Den 3. okt. 2021 kl. 14.05 skrev Kanarie Fugl\n<k@fugl.example>:",
        "Den 03-06-2024 kl. 10:05 skrev Kanarie Fugl:",
        "tir. 4. jun. 2024 10.05 skrev Kanarie Fugl <k@fugl.example>:",
        "Kanarie Fugl skrev den 2024-06-03 10:05:",
        "On Mon, Jun 3, 2024 at 10:05 AM Kanarie Fugl <k@fugl.example> wrote:",
    ] {
        let (open, folds) = look(&format!("{LONG}\n\n{header}\n\n> Kære mor\n> Tak for sidst\n"), Context::default());
        assert_eq!(open, LONG, "{header}");
        assert_eq!(
            folds,
            [(FoldKind::QuoteHeader, header.to_owned()), (FoldKind::Quote, "> Kære mor\n> Tak for sidst".to_owned())],
            "{header}"
        );
    }
}

#[test]
fn an_outlook_block_folds_the_rest() {
    for over in ["", "________________________________\n", "-----Oprindelig meddelelse-----\n"] {
        let text = format!(
            "{LONG}\n\n{over}Fra: Kanarie Fugl <k@fugl.example>\nSendt: 3. juni 2024 10:05\nTil: En Mor\nEmne: SV: sagen\n\nKære mor\n\nAfslag."
        );
        let (open, folds) = look(&text, REPLY);
        assert_eq!(open, LONG);
        assert_eq!(folds.last().unwrap(), &(FoldKind::Quote, "Kære mor\n\nAfslag.".to_owned()));
    }
}

#[test]
fn inline_answers_stay_open() {
    let (open, folds) = look(
        "Jeg svarer nedenfor.\n\nDen 3. okt. 2021 kl. 14.05 skrev Fugl <k@fugl.example>:\n> Hvem talte I med?\n\nMed lederen.\n\n> Hvad skete der?\nIntet.\n",
        REPLY,
    );
    assert_eq!(open, "Jeg svarer nedenfor.|Med lederen.|Intet.");
    assert_eq!(folds.len(), 3);
}

#[test]
fn a_forward_under_a_short_note_is_the_testimony() {
    let note = "Her er min søsters.\nKh Fugl\n\n---------- Videresendt meddelelse ----------\nFra: Kanarie <k@fugl.example>\nDato: søn. 6. okt. 2024\nEmne: det\nTil: Fugl\n\n";
    let (open, _) = look(&format!("{note}{LONG}\n\nMed venlig hilsen\nKanarie\n\nSendt fra min iPhone"), FORWARD);
    assert_eq!(open, format!("Her er min søsters.|{LONG}"));
    let (open, _) = look(&format!("{LONG} {LONG} {LONG}\n\n{note}{LONG}"), FORWARD);
    assert!(!open.contains("Dato") && open.matches("Vi har ventet").count() == 3);
}

#[test]
fn a_short_answer_does_not_open_the_quote() {
    let (open, _) = look(
        "Jeg vil gerne trække det tilbage.\n\n-----Oprindelig meddelelse-----\nFra: Os <os@f.example>\nSendt: i dag\nTil: Fugl\nEmne: Tak\n\nTak for dit vidnesbyrd, vi passer på det og skriver snart til dig igen.",
        REPLY,
    );
    assert_eq!(open, "Jeg vil gerne trække det tilbage.");
}

#[test]
fn a_story_that_tells_of_letters_is_not_folded() {
    let story = format!(
        "{LONG}\nDen 3. oktober kl. 14.05 skrev sagsbehandleren til os:\nI får afslag.\n{LONG}\nFra: mandag var alt anderledes.\n>:-( sådan så jeg ud\n{LONG}"
    );
    assert_eq!(look(&story, Context::default()).1, []);
}

#[test]
fn signatures_are_folded_and_a_postscript_is_not() {
    let (open, folds) = look(
        &format!(
            "{LONG}\n\nMed venlig hilsen\n\nKanarie Fugl\nTlf. 00 00 00 00\n\nP.S. Skriv endelig, hvis der er noget.\n\nSendt fra min iPhone"
        ),
        Context::default(),
    );
    assert_eq!(open, format!("{LONG}|P.S. Skriv endelig, hvis der er noget."));
    assert!(folds.iter().all(|(kind, _)| *kind == FoldKind::Signature) && folds.len() == 2);
    for closing in [
        "Mvh Kanarie",
        "Kh",
        "Venligst",
        "mange hilsner Grete og Finn",
        "De bedste hilsner",
        "Kærlig hilsen",
        "Hilsen",
        "Kind regards",
    ] {
        assert_eq!(look(&format!("{LONG}\n\n{closing}\nFugl"), Context::default()).0, LONG, "{closing}");
    }
    assert_eq!(look(&format!("{LONG}\n-- \nKanarie Fugl\nFuglevej 1"), Context::default()).0, LONG);
    let telling = "Hilsen fra en mor, der stadig venter på, at nogen ringer tilbage";
    assert!(look(&format!("{LONG}\n\n{telling}"), Context::default()).0.contains(telling));
}

#[test]
fn a_mail_is_never_folded_away_whole() {
    assert_eq!(look("> Kære alle\n> Vi har ventet.", REPLY).0, "> Kære alle|> Vi har ventet.");
    assert_eq!(look("Mvh Kanarie", Context::default()).0, "Mvh Kanarie");
}

proptest! {
    #[test]
    fn folds_are_ordered_and_do_not_overlap(text in "(>{0,2} ?[a-z]{0,8}\n|Fra: x\n|Sendt: x\n|Emne: x\n|Til: x\n|-- \n|Mvh\n|Den 3. okt. kl. 1.05 skrev x@y:\n|-----Oprindelig meddelelse-----\n|\n){0,30}", reply: bool, forward: bool) {
        let lines = squeeze(split(&text));
        let folds = fold(&lines, Context { is_reply: reply, is_forward: forward });
        prop_assert!(folds.windows(2).all(|pair| pair[0].lines.end <= pair[1].lines.start));
        prop_assert!(folds.iter().all(|fold| fold.lines.start < fold.lines.end && fold.lines.end <= lines.len()));
        let words: usize = lines.iter().map(Line::words).sum();
        let open: usize = lines.iter().enumerate().filter(|(at, _)| !folds.iter().any(|fold| fold.lines.contains(at))).map(|(_, line)| line.words()).sum();
        prop_assert!(words == 0 || open > 0);
    }
}
