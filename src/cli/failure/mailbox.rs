//! Trouble with the mail server, as the coordinator reads it. The server's own words are not repeated: they may hold an address.

use super::{Exit, Failure};
use crate::intake::imap::{FolderUse, MailboxError, Step};

impl From<MailboxError> for Failure {
    fn from(error: MailboxError) -> Self {
        let what = match error {
            MailboxError::Refused(Step::Flag) | MailboxError::ReadOnlyFolder => {
                "Mailene kunne ikke markeres i postkassen."
            }
            MailboxError::Refused(Step::Move) | MailboxError::FolderMissing(FolderUse::MoveTo) => {
                "Mailene kunne ikke flyttes i postkassen."
            }
            MailboxError::Lost | MailboxError::ValidityChanged | MailboxError::Protocol(_) => {
                "Forbindelsen til postkassen gik galt undervejs."
            }
            _ => "Postkassen kunne ikke åbnes.",
        };
        let (cause, hint) = explain(&error);
        Self::new(Exit::Input, what, cause, hint)
    }
}

/// Cause and remedy.
const fn explain(error: &MailboxError) -> (&'static str, &'static str) {
    match error {
        MailboxError::NoNetwork => (
            "Der er ingen vej ud på nettet eller hen til mailserveren.",
            "Se efter, om computeren er på nettet, og kør kommandoen igen.",
        ),
        MailboxError::NameNotFound => (
            "Ingen kender en mailserver med det navn, eller computeren er ikke på nettet.",
            "Se efter slåfejl i »host« under [mailbox] i vidnesbyrd.toml, og om computeren er på nettet.",
        ),
        MailboxError::ConnectionRefused => (
            "Maskinen svarer, men der er ingen mailserver på den port.",
            "Se efter »host« og »port« under [mailbox] i vidnesbyrd.toml. Det plejer at være port 993 med \"tls\" og 143 med \"starttls\".",
        ),
        MailboxError::TimedOut => (
            "Mailserveren svarede ikke i tide.",
            "Prøv igen om lidt. Sker det hver gang, så se efter, om »port« og »security« passer sammen: 993 med \"tls\", 143 med \"starttls\".",
        ),
        MailboxError::Lost => (
            "Mailserveren lukkede forbindelsen.",
            "Kør kommandoen igen. Det, der allerede er hentet, er gemt, og intet bliver hentet to gange.",
        ),
        MailboxError::NotTls => (
            "Det, der svarede, taler ikke krypteret på den port, og der bliver aldrig sendt noget ukrypteret.",
            "Ret »security« til \"starttls\", eller skriv den rigtige »port« (som regel 993) i vidnesbyrd.toml.",
        ),
        MailboxError::UntrustedCertificate => (
            "Serverens certifikat er ikke udstedt af nogen, som denne computer stoler på. Det kan være en anden, der giver sig ud for serveren.",
            "Spørg jeres mailudbyder. Bruger I en server med sin egen udsteder, så skriv filen med dens certifikat i »ca_file« i vidnesbyrd.toml.",
        ),
        MailboxError::CertificateOutOfDate => (
            "Serverens certifikat er udløbet eller gælder ikke endnu, eller computerens ur går forkert.",
            "Se efter computerens dato og klokkeslæt. Er de rigtige, så skriv til mailudbyderen.",
        ),
        MailboxError::WrongHostName => (
            "Serverens certifikat gælder et andet navn end det, der står i indstillingerne.",
            "Skriv servernavnet i »host« præcis, som mailudbyderen oplyser det.",
        ),
        MailboxError::CaFile => (
            "Filen i »ca_file« findes ikke eller indeholder ikke et certifikat i PEM-form.",
            "Ret »ca_file« i vidnesbyrd.toml, eller slet linjen, hvis I bruger en almindelig mailudbyder.",
        ),
        MailboxError::NoRoots => (
            "Denne computer har ingen liste over udstedere, den stoler på.",
            "Installer styresystemets certifikater (på Debian og Ubuntu: pakken ca-certificates).",
        ),
        MailboxError::NoStartTls => (
            "Serveren tilbyder ikke at kryptere forbindelsen. Adgangskoden blev ikke sendt.",
            "Ret »security« til \"tls\" og »port« til 993 i vidnesbyrd.toml. Virker det heller ikke, så brug en anden mailudbyder.",
        ),
        MailboxError::WrongPassword => (
            "Serveren kender ikke den bruger med den adgangskode.",
            "Se efter »user« i vidnesbyrd.toml (ofte hele mailadressen), og skriv adgangskoden igen.",
        ),
        MailboxError::NeedsAppPassword => (
            "Mailudbyderen vil have en særlig app-adgangskode til programmer som dette.",
            "Lav en app-adgangskode på udbyderens hjemmeside (under sikkerhed og totrinsbekræftelse), og brug den her.",
        ),
        MailboxError::NeedsOauth => (
            "Mailudbyderen lader ikke programmer logge ind med adgangskode (kun med OAuth, som vidnesbyrd ikke kan endnu).",
            "Slå IMAP med app-adgangskode til hos udbyderen, lad mailene videresende til en anden postkasse, eller gem dem som .eml og brug »importer«.",
        ),
        MailboxError::Busy => {
            ("Mailserveren kan ikke lukke os ind lige nu.", "Vent et kvarter, og kør kommandoen igen.")
        }
        MailboxError::FolderMissing(FolderUse::Read) => (
            "Mappen, der skal læses, findes ikke i postkassen.",
            "Ret »folder« under [mailbox] i vidnesbyrd.toml. Undermapper skrives med skråstreg: \"Vidnesbyrd/Åbne\".",
        ),
        MailboxError::FolderMissing(FolderUse::MoveTo) => (
            "Mappen, der skal flyttes til, findes ikke i postkassen.",
            "Opret mappen i jeres mailprogram, eller ret »move_to« under [mailbox] i vidnesbyrd.toml.",
        ),
        MailboxError::ReadOnlyFolder => (
            "Mappen må læses, men ikke ændres.",
            "Få skriveadgang til mappen, eller sæt »after« til \"leave\" i vidnesbyrd.toml.",
        ),
        MailboxError::NoUidValidity => (
            "Serveren nummererer ikke mailene i den mappe, så de kan ikke hentes uden risiko for at hente dem to gange.",
            "Vælg en almindelig mappe i »folder«, eller gem mailene som .eml og brug »importer«.",
        ),
        MailboxError::ValidityChanged => (
            "Serveren nummererede mappen om, mens den blev læst.",
            "Kør kommandoen igen. Mails, der allerede er gemt, bliver genkendt.",
        ),
        MailboxError::Refused(Step::Authenticate) => (
            "Serveren tager ikke imod adgangskoder på den måde, som vidnesbyrd logger ind på (AUTHENTICATE PLAIN).",
            "Spørg mailudbyderen, om IMAP med adgangskode kan slås til. Ellers: gem mailene som .eml, og brug »importer«.",
        ),
        MailboxError::Refused(Step::Flag | Step::Move) => (
            "Serveren sagde nej. Mailene er gemt her, men står urørt i postkassen.",
            "Se efter, om postkassen er fuld, og om mappen i »move_to« findes. Kør så kommandoen igen.",
        ),
        MailboxError::Refused(_) => {
            ("Serveren sagde nej.", "Prøv igen om lidt. Bliver det ved, så spørg mailudbyderen.")
        }
        MailboxError::Protocol(_) => (
            "Serveren svarede noget, der ikke kan forstås.",
            "Kør kommandoen igen. Bliver det ved, så gem mailene som .eml, og brug »importer«.",
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_trouble_has_a_cause_a_remedy_and_exit_code_2() {
        for error in [
            MailboxError::NoNetwork,
            MailboxError::WrongPassword,
            MailboxError::NoStartTls,
            MailboxError::FolderMissing(FolderUse::MoveTo),
            MailboxError::Refused(Step::Authenticate),
            MailboxError::Protocol(Step::Fetch),
        ] {
            let failure = Failure::from(error);
            assert_eq!(failure.exit, Exit::Input);
            for sentence in [&failure.what, &failure.cause, &failure.hint] {
                assert!(sentence.ends_with('.') && sentence.len() > 15, "{sentence}");
            }
        }
    }
}
