//! The settings file that a new collection starts with: English names, Danish explanations.

use toml::Value;

/// What is known when a collection is made.
#[derive(Clone, Copy, Debug)]
pub struct Template<'a> {
    /// The title on the booklet's cover.
    pub title: &'a str,
    /// The coordinator's initials.
    pub coordinator: &'a str,
}

impl Template<'_> {
    /// The text of the file. It is valid settings as it stands; the mailbox is commented out.
    pub fn render(&self) -> String {
        let quote = |text: &str| Value::String(text.to_owned()).to_string();
        format!("{HEAD}title = {}\n{MIDDLE}coordinator = {}\n{TAIL}", quote(self.title), quote(self.coordinator),)
    }
}

const HEAD: &str = r#"# Indstillinger for samlingen. Linjer, der begynder med #, er forklaringer.
# Ret teksten mellem anførselstegnene, gem filen, og kør derefter:  vidnesbyrd tjek
# Skriv aldrig en adgangskode i denne fil.

[collection]
# Titlen på hæftets forside
"#;

const MIDDLE: &str = r#"# Linjen under titlen
subtitle = ""
# Hvem der udgiver hæftet, og hvordan man får fat i jer (står i kolofonen)
publisher = ""
contact = ""
# Dine initialer (1-8 bogstaver). De står ved det, du beslutter, i samlingens log.
"#;

const TAIL: &str = r#"# Et forord i Markdown, som ligger her i mappen, for eksempel "forord.md"
preface = ""

# Postkassen, som mails hentes fra. Fjern # foran de 5 linjer herunder, og ret dem.
# Adgangskoden bliver du spurgt om, når du kører:  vidnesbyrd hent
#
# [mailbox]
# host = "imap.eksempel.example"
# user = "vidnesbyrd@forening.example"
# folder = "INBOX"
# after = "leave"
#
# host      serverens navn, som det står hos jeres udbyder
# user      brugernavnet, ofte hele mailadressen
# folder    mappen, som mails hentes fra
# after     hvad der sker med en mail på serveren, når den er gemt her:
#           "leave" den bliver liggende, "flag" den får et flag, "move" den flyttes
# move_to   mappen, der flyttes til (kun ved after = "move")
#
# Disse behøver du normalt ikke:
# security = "tls"        forbindelsen: "tls" eller "starttls"
# port = 993              993 ved tls, 143 ved starttls
# max_size_mb = 25        større mails hentes ikke
# ca_file = "ca.pem"      et ekstra certifikat, hvis serveren ikke har et almindeligt
# password_command = ["pass", "show", "vidnesbyrd"]     et program, der oplyser adgangskoden
"#;
