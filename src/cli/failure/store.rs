//! What the store's errors mean for the coordinator.

use super::{Exit, Failure};
use crate::store::{Part, StoreError};

/// A part as the coordinator knows it, in the definite form.
fn named(part: Part) -> String {
    match part {
        Part::Folder => String::from("mappen"),
        Part::Database => String::from("samling.db"),
        Part::Raw(number) => format!("originalen til vidnesbyrd {number}"),
        Part::Dossier(number) => format!("sagen om vidnesbyrd {number}"),
        Part::Names(list) => format!("navneliste {list}"),
        Part::KeyFile => String::from("noegle.age"),
        Part::Recipients => String::from("modtagere.txt"),
        Part::Settings => String::from("vidnesbyrd.toml"),
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        let (what, cause, hint) = sentences(&error);
        Self::new(exit(&error), what, cause, hint)
    }
}

const fn exit(error: &StoreError) -> Exit {
    match error {
        // A withdrawn text is not shown, an unapproved one not printed: that is protection, not a mistake.
        StoreError::Gone(_) | StoreError::NotApproved(_) => Exit::Refused,
        StoreError::NotWiped => Exit::WorkRemains,
        _ => Exit::Input,
    }
}

fn sentences(error: &StoreError) -> (String, String, String) {
    let own = |what: &str, cause: &str, hint: &str| (what.to_owned(), cause.to_owned(), hint.to_owned());
    match error {
        StoreError::NotACollection => own(
            "Her er ingen samling.",
            "Mappen findes ikke, eller der ligger ingen samling.db fra dette program i den.",
            "Skriv, hvor samlingen ligger: vidnesbyrd -C MAPPE … Du laver en ny med »vidnesbyrd -C MAPPE opret«.",
        ),
        StoreError::AlreadyACollection => own(
            "Samlingen blev ikke oprettet.",
            "Der er allerede en samling i mappen. Den er ikke rørt.",
            "Vælg en anden mappe med -C, eller brug den, der er. »vidnesbyrd tjek« viser, om den er i orden.",
        ),
        StoreError::FolderNotEmpty => own(
            "Samlingen blev ikke oprettet.",
            "Mappen er ikke tom, og programmet blander sig ikke i andre filer.",
            "Vælg en mappe, som er tom eller ikke findes endnu: vidnesbyrd -C MAPPE opret",
        ),
        StoreError::NewerVersion { part, found, known } => (
            String::from("Samlingen kan ikke åbnes med dette program."),
            format!(
                "{} er lavet af en nyere udgave (format {found}; dette program kender {known}).",
                Upper(&named(*part))
            ),
            String::from("Hent den nyeste udgave af vidnesbyrd. Intet i samlingen er ændret."),
        ),
        StoreError::Damaged(part) => (
            format!("{} er beskadiget.", Upper(&named(*part))),
            String::from("Indholdet er ikke det, som programmet skrev."),
            String::from(match part {
                Part::KeyFile => "Læg den kopi af noegle.age, du har gemt et andet sted, i mappen.",
                Part::Recipients => "Ret filen, så der står én nøgle (age1…) på hver linje, og gem den som UTF-8.",
                _ => {
                    "Kør »vidnesbyrd tjek«. Find den seneste sikkerhedskopi af mappen, og gem den beskadigede, til det er ordnet."
                }
            }),
        ),
        StoreError::WrongPassphrase => own(
            "Samlingen blev ikke låst op.",
            "Adgangskoden er ikke den rigtige.",
            "Skriv den igen. Se efter store og små bogstaver, mellemrum og tastaturets sprog.",
        ),
        StoreError::NoIdentity => own(
            "Samlingen blev ikke låst op.",
            "Nøglen (noegle.age) ligger ikke i mappen. På en maskine, der kun henter mails, er det meningen.",
            "Kør kommandoen på den maskine, hvor nøglen er, eller læg din kopi af noegle.age i mappen.",
        ),
        StoreError::ExcessiveWork(_) => own(
            "Samlingen blev ikke låst op.",
            "noegle.age er lavet, så den kræver urimeligt meget arbejde af maskinen at åbne.",
            "Læg den noegle.age, som »opret« lavede, tilbage i mappen.",
        ),
        StoreError::WrongIdentity(part) => (
            format!("{} kan ikke åbnes med denne nøgle.", Upper(&named(*part))),
            String::from("Indholdet blev forseglet til andre nøgler end den i noegle.age."),
            String::from(
                "Brug den nøgle, som hører til samlingen. Den skal stå i modtagere.txt, før noget forsegles til den.",
            ),
        ),
        StoreError::NoRecipients => own(
            "Intet kan gemmes i samlingen.",
            "modtagere.txt mangler, eller der står ingen nøgle i den.",
            "Skriv samlingens nøgle (age1…) ind i modtagere.txt igen, eller find filen i din sikkerhedskopi.",
        ),
        StoreError::BadRecipient { line: 0 } => own(
            "Nøglen kan ikke bruges.",
            "En offentlig nøgle begynder med age1 og er 62 tegn lang.",
            "Kopiér hele nøglen, uden mellemrum og linjeskift, og prøv igen.",
        ),
        StoreError::BadRecipient { line } => (
            String::from("Intet kan gemmes i samlingen."),
            format!("Linje {line} i modtagere.txt er ikke en offentlig nøgle (age1…, 62 tegn)."),
            String::from("Ret linjen, eller skriv # foran den."),
        ),
        StoreError::Unknown(number) => (
            format!("Der er intet vidnesbyrd {number}."),
            String::from("Nummeret findes ikke i samlingen."),
            String::from("»vidnesbyrd oversigt« viser de numre, der er."),
        ),
        StoreError::Gone(number) => (
            format!("Vidnesbyrd {number} er trukket tilbage."),
            String::from("Forælderen har taget det tilbage, og teksten er slettet."),
            String::from("Der er ikke mere at gøre. Nummeret bliver ikke brugt igen."),
        ),
        StoreError::NotRead(number) => (
            format!("Vidnesbyrd {number} er ikke læst endnu."),
            String::from("Mailen er gemt, men blev ikke læst færdig, for eksempel fordi programmet blev afbrudt."),
            String::from("Kør »vidnesbyrd hent« eller »vidnesbyrd importer« igen; så læses den færdig."),
        ),
        StoreError::ChangedMeanwhile(number) => (
            format!("Ændringen i vidnesbyrd {number} blev ikke gemt."),
            String::from("En anden har ændret det, siden du åbnede det. Det, den anden gjorde, er bevaret."),
            String::from("Åbn det igen, se, hvad der er besluttet, og gør så dit."),
        ),
        StoreError::NamesChanged(list) => (
            format!("Navneliste {list} blev ikke ændret."),
            String::from("Den findes ikke længere, eller en anden har ændret den, siden du åbnede den."),
            String::from("Se listerne med »vidnesbyrd navne liste«, og prøv igen."),
        ),
        StoreError::NotApproved(number) => (
            String::from("Udgaven blev ikke lavet."),
            format!("Vidnesbyrd {number} er ikke godkendt."),
            format!("Kør »vidnesbyrd gennemse {number}« og »vidnesbyrd godkend {number}«."),
        ),
        StoreError::NotWiped => own(
            "Teksten er slettet, men sletningen er ikke helt færdig.",
            "Et andet program har samlingen åben, så de forseglede rester ikke kunne fjernes fra samling.db-wal.",
            "Luk andre vinduer med vidnesbyrd, og kør »vidnesbyrd tjek«. Så bliver sletningen gjort færdig.",
        ),
        StoreError::DiskFull => own(
            "Der blev ikke gemt noget.",
            "Disken er fuld.",
            "Gør plads på disken, og kør kommandoen igen. Det, der var gemt, er der stadig, og intet er slettet på serveren.",
        ),
        StoreError::Locked => own(
            "Samlingen er optaget.",
            "Et andet program skriver i den lige nu.",
            "Vent et øjeblik, og kør kommandoen igen.",
        ),
        StoreError::ReadOnly => own(
            "Der kan ikke skrives i samlingen.",
            "Disken eller mappen er skrivebeskyttet.",
            "Flyt samlingen til et sted, hvor du må skrive, eller fjern skrivebeskyttelsen.",
        ),
        StoreError::Permission(part) => (
            format!("Programmet må ikke åbne {}.", named(*part)),
            String::from("Styresystemet siger nej; filen tilhører måske en anden bruger."),
            String::from("Log ind som den bruger, der oprettede samlingen, eller ret filens ejer."),
        ),
        StoreError::TooLarge => own(
            "Mailen blev ikke gemt.",
            "Den er større, end samlingen kan rumme (1 GB).",
            "Lad den ligge på serveren, og bed om den i mindre dele.",
        ),
        StoreError::Io { part: Part::Folder, kind: std::io::ErrorKind::NotFound } => own(
            "Mappen kunne ikke laves.",
            "Den mappe, som den skulle ligge i, findes ikke.",
            "Se efter, om stien er skrevet rigtigt, eller lav den yderste mappe først.",
        ),
        StoreError::Io { part, kind } => (
            format!("Programmet kunne ikke bruge {}.", named(*part)),
            format!("Styresystemet siger: {kind}."),
            String::from("Se efter, om disken sidder i og virker, og kør kommandoen igen."),
        ),
        StoreError::Sqlite(code) => (
            String::from("Samlingen kunne ikke bruges."),
            format!("Databasen svarede med fejl {code}."),
            String::from(
                "Kør »vidnesbyrd tjek«. Hjælper det ikke, så send fejlnummeret til dem, der passer programmet.",
            ),
        ),
        StoreError::NoRandomness => own(
            "Nøglen blev ikke lavet.",
            "Styresystemet gav ingen tilfældige tal.",
            "Genstart maskinen, og prøv igen.",
        ),
    }
}

/// A sentence starts with a capital letter; a file name keeps its own.
struct Upper<'a>(&'a str);

impl std::fmt::Display for Upper<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.0.contains('.') {
            return f.write_str(self.0);
        }
        let mut rest = self.0.chars();
        rest.next().map_or(Ok(()), |first| write!(f, "{}{}", first.to_uppercase(), rest.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Number;

    #[test]
    fn every_sentence_is_whole() {
        let n = Number(7);
        let errors = [
            StoreError::NotACollection,
            StoreError::NewerVersion { part: Part::Database, found: 9, known: 1 },
            StoreError::Damaged(Part::Raw(n)),
            StoreError::Damaged(Part::KeyFile),
            StoreError::WrongIdentity(Part::Dossier(n)),
            StoreError::BadRecipient { line: 0 },
            StoreError::BadRecipient { line: 3 },
            StoreError::Permission(Part::Folder),
            StoreError::Io { part: Part::Folder, kind: std::io::ErrorKind::NotFound },
            StoreError::Sqlite(1),
        ];
        for error in errors {
            let failure = Failure::from(error);
            for sentence in [failure.what, failure.cause, failure.hint] {
                assert!(sentence.ends_with(['.', 't', '«', '…']), "{sentence}");
            }
        }
        let failure = Failure::from(StoreError::Damaged(Part::Raw(n)));
        assert_eq!(failure.what, "Originalen til vidnesbyrd 7 er beskadiget.");
        assert_eq!(Failure::from(StoreError::Damaged(Part::Database)).what, "samling.db er beskadiget.");
    }

    #[test]
    fn a_withdrawn_text_is_refused_to_protect_somebody() {
        assert_eq!(Failure::from(StoreError::Gone(Number(7))).exit, Exit::Refused);
        assert_eq!(Failure::from(StoreError::WrongPassphrase).exit, Exit::Input);
    }
}
