use super::*;
use crate::redact::marked::parse;

fn forms(raw: &str) -> Vec<BTreeSet<Form>> {
    let marked = parse(raw).unwrap();
    let forms = form::Forms::new(&marked);
    marked.labels.iter().map(|label| forms.of(label)).collect()
}

#[test]
fn a_label_is_told_by_how_it_is_written() {
    let of = |raw: &str| forms(raw).into_iter().map(|forms| forms.into_iter().collect::<Vec<_>>()).collect::<Vec<_>>();
    assert_eq!(
        of(
            "[[person:Mette Sørensen]] og [[person:Mette]]s mor. [[person:Sørensen]] ringede, og [[person:MH]] og [[person:L. K.]] og [[person:Mette S.]]"
        ),
        [
            vec![Form::Full],
            vec![Form::FirstOnly, Form::Genitive],
            vec![Form::SurnameOnly],
            vec![Form::Initials],
            vec![Form::Initials],
            vec![Form::Initials],
        ]
    );
    assert_eq!(
        of("[[person:mette]] [[person:METTE]]"),
        [vec![Form::FirstOnly, Form::LowerCase], vec![Form::FirstOnly, Form::Capitals]]
    );
    for forms in forms("[[person:Jens]]' bil, [[person:Lars]]'s bil, [[person:Karen]]s bil") {
        assert!(forms.contains(&Form::Genitive) && forms.contains(&Form::FirstOnly));
    }
    assert!(!forms("»[[person:Karen]]'")[0].contains(&Form::Genitive));
    assert_eq!(
        of("[[person:Sentharil]], [[person:Sentharil]] og [[person:Sentaril]]"),
        [
            vec![Form::Nickname, Form::Foreign],
            vec![Form::Nickname, Form::Foreign],
            vec![Form::Nickname, Form::Typo, Form::Foreign],
        ]
    );
    assert_eq!(of("[[person:Hansen]]-familien")[0], [Form::Nickname]);
    assert!(of("[[person:Bo]] kom")[0].contains(&Form::AlsoWord));
}

#[test]
fn an_item_leaks_when_any_of_its_places_survives() {
    // Analysis by hand: the first Mette is found, the second is not, and neither is the one that the file forgot to label.
    let marked =
        parse("[[person:Mette]] og [[person:Mette]] kom. Mettes bil. [[person:Storm]] kom, og en Storm kom.").unwrap();
    let mut analysis = Analysis::default();
    let find = |start: usize, end: usize| Finding {
        span: marked.text.span(start, end).unwrap(),
        kind: Kind::Person,
        tier: Tier::Sure,
        evidence: Vec::new(),
    };
    analysis.findings = vec![find(0, 5), find(32, 37)];
    let mette: Vec<&Label> = marked.labels.iter().take(2).collect();
    let starts = |labels: &[&Label], analysis: &Analysis| {
        survive::survivors(&marked, analysis, labels).into_iter().map(Span::start).collect::<Vec<_>>()
    };
    assert_eq!(starts(&mette, &analysis), [9, 20]);
    analysis.findings.insert(1, find(9, 14));
    assert_eq!(starts(&mette, &analysis), [20]);
    analysis.findings.insert(2, find(20, 25));
    assert_eq!(starts(&mette, &analysis), [0; 0]);
    // An everyday word where nothing is labelled is the word.
    assert_eq!(starts(&[&marked.labels[2]], &analysis), [0; 0]);
}

#[test]
fn figures_are_counted_over_all_texts() {
    let rules = RuleSet::shipped().unwrap();
    let mut score = Score::default();
    let one = parse("Min sagsbehandler [[person/caseworker:Mette Sørensen]] ringede. [[person/caseworker:Mette]]s telefon er [[phone:12 34 56 78]].").unwrap();
    let two = parse("Vi venter.").unwrap();
    assert!(score.add(&one, &rules).unwrap().leaked.is_empty());
    score.add(&two, &rules).unwrap();
    assert_eq!(score.texts, 2);
    assert_eq!(score.covered(), Share { part: 3, whole: 3 });
    assert_eq!(score.leaked, Share { part: 0, whole: 3 });
    assert_eq!(score.by_role.get(&Some(Role::Caseworker)), Some(&Share { part: 2, whole: 2 }));
    assert_eq!(score.by_form.get(&Form::Genitive), Some(&Share { part: 1, whole: 1 }));
    assert_eq!(score.kept, Share { part: 7, whole: 7 });
    assert!(score.leaks_per_hundred() < 0.1);
}

#[test]
fn an_item_that_is_hidden_in_part_leaks_and_cannot_be_read_as_a_whole() {
    let rules = RuleSet::shipped().unwrap();
    let readable = |raw: &str| {
        let mut score = Score::default();
        score.add(&parse(raw).unwrap(), &rules).unwrap();
        (score.leaked.part, score.readable.part)
    };
    assert_eq!(readable("Vi bor på [[address:Ahornvej 12, det røde hus]] nu."), (1, 0));
    assert_eq!(readable("Vi fik [[institution:noget]] at vide."), (1, 1));
    assert_eq!(readable("Vi bor på [[address:Ahornvej 12]] nu."), (0, 0));
}

#[test]
fn the_distribution_of_decisions_is_read_off_the_sorted_row() {
    let score = Score { decisions: vec![9, 1, 2, 3, 4, 5, 6, 7, 8, 0], ..Score::default() };
    assert_eq!([0.5, 0.9, 1.0].map(|share| score.decisions_within(share)), [4, 8, 9]);
    assert_eq!(Score::default().decisions_within(0.5), 0);
    assert_eq!(score.all_decisions(), 45);
}
