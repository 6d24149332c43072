use super::*;
use crate::personal::Personal;
use crate::redact::Role;

/// Name, role and department of everybody, as `Kanarie Fugl|leader|Familie`.
#[expect(clippy::disallowed_methods, reason = "tests look at invented names")]
fn people_of(text: &[u8]) -> Vec<String> {
    let understood = read(text).unwrap();
    assert_eq!(understood.kind, None);
    let shown = |person: &Person| {
        let department = person.department.as_ref().map_or("", |text| text.reveal().as_str());
        format!("{}|{}|{department}", person.name.reveal(), person.role.map_or("", Role::code))
    };
    understood.people.iter().map(shown).collect()
}

#[test]
fn a_staff_list_with_headings_in_any_encoding() {
    let text = "Navn;Stilling;Afdeling;E-mail\r\nMette Fuglebrand;Socialrådgiver;Børn og Unge;mf@by.example\r\n\
                \"Spurv, Søren\";Afdelingsleder for familieområdet;Børn og Unge;ss@by.example\r\n\
                Dr. Åse Måge;Skolepsykolog;PPR;\r\n";
    let expected =
        ["Mette Fuglebrand|caseworker|Børn og Unge", "Søren Spurv|leader|Børn og Unge", "Åse Måge|professional|PPR"];
    let (latin, _, _) = encoding_rs::WINDOWS_1252.encode(text);
    let mut utf16 = vec![0xff, 0xfe];
    utf16.extend(text.encode_utf16().flat_map(u16::to_le_bytes));
    let mut marked = vec![0xef, 0xbb, 0xbf];
    marked.extend(text.as_bytes());
    for bytes in [text.as_bytes(), &latin, &utf16, &marked] {
        assert_eq!(people_of(bytes), expected);
    }
    assert_eq!(read(text.as_bytes()).unwrap().unused_columns, 1);
}

#[test]
fn first_and_last_name_in_columns_of_their_own_in_danish_and_english() {
    for heading in ["Efternavn\tFornavn\tRolle", "Surname\tFirst name\tJob title"] {
        let text = format!("{heading}\nFuglebrand\tMette Marie\tteamleder\nSpurv\tSøren\tsagsbehandler\n");
        assert_eq!(people_of(text.as_bytes()), ["Mette Marie Fuglebrand|leader|", "Søren Spurv|caseworker|"]);
    }
}

#[test]
fn without_headings_the_columns_tell_what_they_hold() {
    let rows = [
        ("Mette Jensen", "socialrådgiver"),
        ("Søren Hansen", "sagsbehandler"),
        ("Karen Nielsen", "teamleder"),
        ("Lars Pedersen", "socialrådgiver"),
    ];
    let csv: String = rows.iter().map(|(name, role)| format!("{name},{role},{name}@by.example\n")).collect();
    assert_eq!(people_of(csv.as_bytes())[..2], ["Mette Jensen|caseworker|", "Søren Hansen|caseworker|"]);
    let turned: String = rows
        .iter()
        .map(|(name, _)| name.split_once(' ').unwrap())
        .map(|(first, last)| format!("{last}, {first}\n"))
        .collect();
    assert_eq!(people_of(turned.as_bytes())[..2], ["Mette Jensen||", "Søren Hansen||"]);
    let numbered: String = rows.iter().map(|(name, role)| format!("{name};{role};4711\n")).collect();
    assert_eq!(people_of(numbered.as_bytes()).len(), 4);
}

#[test]
fn one_name_a_line_with_or_without_a_role() {
    let text = "Medarbejdere i familieafdelingen\n\n1. Mette Fuglebrand - teamleder\nSøren Spurv, sagsbehandler\nSpurv, Karen\n\
                • Socialrådgiver Åse Måge (barsel)\nKirsten Due\tpsykolog\nBo Lund\nfru Liv Storm, cand.psych.\nring til os på 12345678\n";
    assert_eq!(
        people_of(text.as_bytes()),
        [
            "Mette Fuglebrand|leader|",
            "Søren Spurv|caseworker|",
            "Karen Spurv||",
            "Åse Måge|caseworker|",
            "Kirsten Due|professional|",
            "Bo Lund||",
            "Liv Storm||"
        ]
    );
    assert_eq!(read(text.as_bytes()).unwrap().unusable, [1, 10]);
}

#[test]
fn tables_of_statistics_with_and_without_headings() {
    let table = |text: &str| {
        let understood = read(text.as_bytes()).unwrap();
        assert!(understood.people.is_empty(), "{text}");
        (understood.kind.unwrap(), understood.names)
    };
    for text in [
        "name\tmen\twomen\nPeter\t46981\t0\nAnne\t6\t44143\n",
        "Peter;46.981;0\nAnne;6;44.143\n",
        "Fornavn;Antal\nPeter;46 981\nAnne;44 149\n",
        "\"Navn\",\"Mænd\",\"Kvinder\"\n\"Peter\",\"46,981\",\"0\"\n\"Anne\",\"6\",\"44,143\"\n",
    ] {
        let (kind, names) = table(text);
        assert_eq!((kind, names["peter"], names["anne"]), (NameKind::First, 46_981, 44_149), "{text}");
    }
    for text in [
        "name\tcount\nNielsen\t232807\nJensen\t229880\n",
        "Nielsen;232.807\nJensen;229.880\n",
        "Efternavn;2023\nNielsen;232807\nJensen;229880\n",
    ] {
        let (kind, names) = table(text);
        assert_eq!((kind, names["nielsen"]), (NameKind::Last, 232_807), "{text}");
    }
    let (_, names) = table("Fornavn;Antal\nAnne-Marie;7.512\nKanarie;..\n");
    assert_eq!((names["anne"], names["marie"], names["kanarie"]), (7_512, 7_512, 1));
}

#[test]
fn what_is_no_list_of_names_is_refused() {
    let prose =
        "Vi har ventet på svar i tre år.\nDet er meget svært for os alle sammen.\nIngen ringer tilbage til os.\n";
    for (bytes, why) in [
        (&b" \r\n"[..], NotAList::Empty),
        (b"PK\x03\x04\x14\0xl/workbook.xml", NotAList::NotText),
        (b"%PDF-1.7 ...", NotAList::NotText),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", NotAList::NotText),
        (b"From: kanarie@fugle.example\r\nSubject: x\r\n\r\nKanarie", NotAList::Mail),
        (b"<html><body>Kanarie</body></html>", NotAList::Markup),
        (prose.as_bytes(), NotAList::NoNames),
        (b"1;2;3\n4;5;6\n", NotAList::NoNames),
    ] {
        assert_eq!(read(bytes).err(), Some(why));
    }
    let mostly = format!("Kanarie Fuglebrand\n{prose}");
    assert_eq!(read(mostly.as_bytes()).err(), Some(NotAList::MostlyOther));
}

#[test]
fn what_is_typed_by_hand_is_believed() {
    assert!(line("Familie", false).is_none());
    assert!(line("Familie", true).is_some());
    assert!(line("", true).is_none() && line("12345678", true).is_none() && line("mor@fugle.example", true).is_none());
    let typed = line("Fuglebrand, Kanarie", true).unwrap();
    assert!(typed.name == Personal::new("Kanarie Fuglebrand".to_owned()) && typed.role.is_none());
}
