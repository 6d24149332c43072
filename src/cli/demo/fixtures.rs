//! The invented mails, compiled into the program so that `demo` works from any folder.

/// Name and bytes of every mail in `fixtures/mail`, in order.
pub(super) static MAILS: [(&str, &[u8]); 28] = [
    ("01-lang-mor.eml", include_bytes!("../../../fixtures/mail/01-lang-mor.eml")),
    ("02-outlook-word.eml", include_bytes!("../../../fixtures/mail/02-outlook-word.eml")),
    ("03-iphone-smaa-bogstaver.eml", include_bytes!("../../../fixtures/mail/03-iphone-smaa-bogstaver.eml")),
    ("04-gmail-svar.eml", include_bytes!("../../../fixtures/mail/04-gmail-svar.eml")),
    ("05-outlook-blok.eml", include_bytes!("../../../fixtures/mail/05-outlook-blok.eml")),
    ("06-svar-imellem.eml", include_bytes!("../../../fixtures/mail/06-svar-imellem.eml")),
    ("07-windows-1252.eml", include_bytes!("../../../fixtures/mail/07-windows-1252.eml")),
    ("08-uden-tegnsaet.eml", include_bytes!("../../../fixtures/mail/08-uden-tegnsaet.eml")),
    ("09-videresendt.eml", include_bytes!("../../../fixtures/mail/09-videresendt.eml")),
    ("10-autosvar.eml", include_bytes!("../../../fixtures/mail/10-autosvar.eml")),
    ("11-bounce.eml", include_bytes!("../../../fixtures/mail/11-bounce.eml")),
    ("12-nyhedsbrev.eml", include_bytes!("../../../fixtures/mail/12-nyhedsbrev.eml")),
    ("13-engelsk.eml", include_bytes!("../../../fixtures/mail/13-engelsk.eml")),
    ("14-docx.eml", include_bytes!("../../../fixtures/mail/14-docx.eml")),
    ("15-fremmede-navne.eml", include_bytes!("../../../fixtures/mail/15-fremmede-navne.eml")),
    ("16-mange-numre.eml", include_bytes!("../../../fixtures/mail/16-mange-numre.eml")),
    ("17-store-bogstaver.eml", include_bytes!("../../../fixtures/mail/17-store-bogstaver.eml")),
    ("18-navne-som-ord.eml", include_bytes!("../../../fixtures/mail/18-navne-som-ord.eml")),
    ("19-skjulte-tegn.eml", include_bytes!("../../../fixtures/mail/19-skjulte-tegn.eml")),
    ("20-tilbagetraekning.eml", include_bytes!("../../../fixtures/mail/20-tilbagetraekning.eml")),
    ("21-spoergsmaal.eml", include_bytes!("../../../fixtures/mail/21-spoergsmaal.eml")),
    ("22-tillaeg.eml", include_bytes!("../../../fixtures/mail/22-tillaeg.eml")),
    ("23-afbrudt-base64.eml", include_bytes!("../../../fixtures/mail/23-afbrudt-base64.eml")),
    ("24-tom.eml", include_bytes!("../../../fixtures/mail/24-tom.eml")),
    ("25-arabisk.eml", include_bytes!("../../../fixtures/mail/25-arabisk.eml")),
    ("26-somali.eml", include_bytes!("../../../fixtures/mail/26-somali.eml")),
    ("27-forkert-graense.eml", include_bytes!("../../../fixtures/mail/27-forkert-graense.eml")),
    ("28-tom-tekstdel.eml", include_bytes!("../../../fixtures/mail/28-tom-tekstdel.eml")),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_mail_of_the_folder_is_in_the_program() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/mail");
        let mut names: Vec<String> = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .filter(|name| !name.ends_with(".toml"))
            .collect();
        names.sort();
        assert_eq!(names, MAILS.map(|(name, _)| name));
        assert!(MAILS.len() >= 16);
    }
}
