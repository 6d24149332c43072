//! Why something was found, in words for the coordinator.

use super::finding::{Evidence, Finding, Role};

/// One Danish line that says why: the heaviest pieces of evidence, at most four.
pub fn explain(finding: &Finding) -> String {
    const MOST: usize = 4;
    let mut reasons: Vec<String> = Vec::new();
    let mut evidence: Vec<&Evidence> = finding.evidence.iter().collect();
    evidence.sort_by_key(|evidence| rank(evidence));
    for evidence in evidence {
        let reason = reason(evidence);
        if !reasons.contains(&reason) {
            reasons.push(reason);
        }
    }
    reasons.truncate(MOST);
    reasons.join("; ")
}

/// The heaviest first.
fn rank(evidence: &Evidence) -> u8 {
    match evidence {
        Evidence::Coordinator | Evidence::Shape { shape: "two_people" } => 0,
        Evidence::Rule { .. } => 1,
        Evidence::NameList { .. } | Evidence::Header { .. } => 2,
        Evidence::Cue { role: Some(_), .. } => 3,
        Evidence::List { .. } => 4,
        Evidence::Cue { role: None, .. } => 5,
        Evidence::Elsewhere { .. } => 6,
        Evidence::Neighbour { .. } => 7,
        Evidence::Shape { .. } => 8,
    }
}

fn reason(evidence: &Evidence) -> String {
    match evidence {
        Evidence::Coordinator => "markeret af koordinatoren".to_owned(),
        Evidence::Rule { rule } => {
            super::rules::why(rule).unwrap_or("passer på en af samlingens egne regler").to_owned()
        }
        Evidence::Header { field } => match *field {
            "from" => "står i mailens afsender".to_owned(),
            "to" => "står blandt mailens modtagere".to_owned(),
            "subject" => "står i mailens emne".to_owned(),
            "attachment" => "står i et vedhæftet dokuments oplysninger".to_owned(),
            "file_name" => "står i filens navn".to_owned(),
            _ => "er skrevet ind af koordinatoren".to_owned(),
        },
        Evidence::NameList { reach: "collection" } => "står på samlingens navneliste".to_owned(),
        Evidence::NameList { .. } => "står på navnelisten for dette vidnesbyrd eller denne afsender".to_owned(),
        Evidence::Cue { role: Some(role), .. } => format!("står ved et ord for {}", role_word(*role)),
        Evidence::Cue { role: None, .. } => "står, hvor der plejer at stå et navn".to_owned(),
        Evidence::List { list } => match *list {
            "first_name" => "står på listen over fornavne".to_owned(),
            "surname" => "står på listen over efternavne".to_owned(),
            "place" => "står i ordbogen som sted".to_owned(),
            _ => "står i ordbogen med stort begyndelsesbogstav".to_owned(),
        },
        Evidence::Elsewhere { .. } => "samme navn står et andet sted i teksten".to_owned(),
        Evidence::Neighbour { .. } => "står ved siden af et navn".to_owned(),
        Evidence::Shape { shape } => match *shape {
            "capital_mid_sentence" => "har stort begyndelsesbogstav midt i en sætning".to_owned(),
            "byname" => "ligner det, nogen bliver kaldt".to_owned(),
            "code" => "ligner et nummer, der hører til nogen".to_owned(),
            "pieces" => "ligner et navn i teksten, delt i to".to_owned(),
            "letter_by_letter" => "ligner et navn, stavet bogstav for bogstav".to_owned(),
            "initials" => "ligner forbogstaverne i et navn".to_owned(),
            "two_people" => "to i teksten hedder det; se efter, hvem det er".to_owned(),
            "digits" => "ligner et nummer, der er skrevet på sin egen måde".to_owned(),
            "spelled_number" => "ligner et nummer, der er sagt med ord".to_owned(),
            "birthdate" => "dato ved et ord for fødsel eller fødselsdag".to_owned(),
            "cpr_tail" => "ligner de sidste cifre af et CPR-nummer".to_owned(),
            "handle" => "ligner et brugernavn".to_owned(),
            "street" => "ligner en vej, hvor nogen bor".to_owned(),
            "postcode" => "ligner et postnummer med by".to_owned(),
            "village" => "ligner et sted, hvor nogen bor".to_owned(),
            "institution" => "ligner navnet på en skole eller institution".to_owned(),
            "compound" => "begynder med et navn".to_owned(),
            "all_caps" => "er skrevet med store bogstaver, hvor der kan stå et navn".to_owned(),
            "name_shape" => "ligner et navn og står, hvor der kan stå et".to_owned(),
            _ => "står ikke i ordbogen".to_owned(),
        },
    }
}

const fn role_word(role: Role) -> &'static str {
    match role {
        Role::Mother => "mor",
        Role::Father => "far",
        Role::Parent => "forælder",
        Role::Child => "barn",
        Role::Sibling => "søskende",
        Role::Relative => "familie",
        Role::Caseworker => "sagsbehandler",
        Role::Leader => "leder",
        Role::Professional => "fagperson",
        Role::Other => "en bekendt",
    }
}
