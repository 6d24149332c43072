use crate::intake::{Seed, SeedSource};
use crate::personal::Personal;
use crate::redact::detect::shown::persons;
use crate::redact::rules::RuleSet;
use crate::redact::{Kind, analyse};
use crate::text::SourceText;

#[test]
fn one_letter_is_somebody_where_a_role_an_age_or_a_verb_says_so_and_then_everywhere() {
    for (text, found) in [
        ("Min søn S er ni. Da S startede i skole, gik det galt.", vec!["S", "S"]),
        ("Vi kæmper for M på 9 år. M har angst.", vec!["M", "M"]),
        ("Det var E's skole, og E ville hjem.", vec!["E", "E"]),
        ("På mødet sad K (sagsbehandler) og sagde nej.", vec!["K"]),
        ("Og K (hans støttepædagog) siger, at han er glad.", vec!["K"]),
        ("H og jeg blev skilt.", vec!["H"]),
        ("I det følgende kalder jeg ham O. O er 11 år.", vec!["O", "O"]),
        ("Jeg ringede til J. hver uge.", vec!["J."]),
        ("min datter l på 10 har angst", vec!["l"]),
        ("For F er hver dag en kamp. Når F kommer hjem, sover F.", vec!["F", "F", "F"]),
    ] {
        assert_eq!(persons(text), found, "{text}");
    }
}

#[test]
fn letters_of_the_alphabet_are_nobody() {
    for text in [
        "Plan B var en privat skole, og plan C var ingen skole.",
        "Vitamin D hjalp ikke, og han gik i 3. B med 28 børn i klassen.",
        "Vi bor i Aarhus C. Bilag A og bilag B er vedlagt.",
        "Fra A til Å har vi prøvet det hele.",
        "P.S. Tak for alt. P.S. Vi venter stadig på svar.",
        "UT oplyser, at UT har talt med Mo. Aftalt af UT.",
        "I har læst det. I ved det. I er de eneste, vi har.",
    ] {
        assert!(persons(text).is_empty(), "{text}");
    }
}

#[test]
fn an_abbreviation_is_somebody_only_where_much_says_so() {
    for (text, found) in [
        ("Teamleder KL mente nej, og det skrev KL i en mail.", vec!["KL", "KL"]),
        ("Sagsbehandler JP, der var ny, kom ikke.", vec!["JP"]),
        ("Vi bad lederen, VH, om et svar.", vec!["VH"]),
        ("Ved mødet sad MT og SB på den ene side.", vec!["MT", "SB"]),
        ("Deltagere: BH, KJM og ODP.", vec!["BH", "KJM", "ODP"]),
        ("Vi læste det i JP, og KL har skrevet om det. KL siger nej.", vec![]),
        ("Ifølge PPR og BUP har han ADHD. VISO siger noget andet. Min søn ADHD-testes.", vec![]),
        ("HVORFOR skal det være SÅ svært? JEG forstår det IKKE, og HAN lider.", vec![]),
    ] {
        assert_eq!(persons(text), found, "{text}");
    }
}

#[test]
fn notes_are_signed_in_lower_case() {
    for (text, found) in [
        ("Borger oplyst om klagevejledning. /qst", vec!["qst"]),
        ("Sagen genvurderes. /mst\n\nDer er talt med skolen af mst i dag.", vec!["mst", "mst"]),
        ("16.06.2020/bhs: Mor kontakter forvaltningen.", vec!["bhs"]),
        ("sagsbehandler lk fra kommunen sagde at hun ville ringe", vec!["lk"]),
        ("Ring på tlf. eller mail. Timer pr. uge: 4. Se bl.a. side 3.", vec![]),
    ] {
        assert_eq!(persons(text), found, "{text}");
    }
}

#[test]
fn an_office_shortens_a_name_that_is_written_out() {
    let found = persons("Vores rådgiver hed Kanarie Fuglebrand. NOTAT, KAF: mor ringer. Journalført af kfu.");
    assert!(found.contains(&"KAF".to_owned()) && found.contains(&"kfu".to_owned()), "{found:?}");
}

#[test]
#[expect(clippy::disallowed_methods, reason = "tests look at invented text")]
fn the_senders_initials_are_the_senders() {
    let seed = Seed { source: SeedSource::From, text: Personal::new("Kanarie Qvist Fuglebrand".to_owned()) };
    let source = SourceText::normalise("Referatet er mit. Der stod KQF nederst på siden.");
    let analysis = analyse(&source, &[seed], &RuleSet::shipped().unwrap(), &[]).unwrap();
    let found = analysis.findings.iter().filter(|finding| finding.kind == Kind::Person);
    assert_eq!(found.map(|finding| source.slice(finding.span)).collect::<Vec<_>>(), ["KQF"]);
}
