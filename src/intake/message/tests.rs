#![expect(clippy::disallowed_methods, reason = "tests look at invented text")]

use super::*;
use crate::intake::reading::Class;
use proptest::prelude::*;

fn read(raw: &[u8]) -> Reading {
    super::read(raw, InputKind::Mail, &Options::default())
}

fn text(raw: &[u8]) -> String {
    read(raw).text.as_str().to_owned()
}

#[test]
fn a_plain_mail_gives_its_text_header_and_seeds() {
    let reading = read(b"From: Kanarie Fugl <K@Bur.example>\r\nSubject: Hej\r\nMessage-ID: <1@x>\r\nDate: Mon, 03 Jun 2024 21:40:12 +0200\r\n\r\nK\xe6re alle\r\n\r\nVi venter.\r\n");
    assert_eq!(reading.text.as_str(), "Kære alle\n\nVi venter.");
    assert_eq!(
        (reading.sender.reveal().as_str(), reading.subject.reveal().as_str(), reading.message_id.reveal().as_str()),
        ("k@bur.example", "Hej", "1@x")
    );
    assert_eq!((reading.class, reading.date), (Class::Testimony, Some(1_717_443_612)));
    assert_eq!(reading.problems, [Problem::CharsetGuessed]);
    assert!(reading.seeds.iter().any(|seed| seed.text.reveal() == "Kanarie Fugl"));
}

#[test]
fn a_blank_plain_version_does_not_beat_a_full_html_version() {
    let raw = "Content-Type: multipart/alternative; boundary=grs\n\n--grs\nContent-Type: text/plain\n\n \n--grs\nContent-Type: text/html; charset=utf-8\n\n<p>S&oslash;<b>ren</b> venter</p>\n--grs--\n";
    assert_eq!(text(raw.as_bytes()), "Søren venter");
}

#[test]
fn a_root_message_and_attached_messages_are_read() {
    let inner = "From: Solsort <s@x.example>\nSubject: indre\n\nDet indre brev";
    assert_eq!(text(format!("Content-Type: message/rfc822\n\n{inner}").as_bytes()), "Det indre brev");
    let raw = format!(
        "From: a@x.example\nContent-Type: multipart/mixed; boundary=grs\n\n--grs\n\nSe vedlagte.\n--grs\nContent-Type: message/rfc822\n\n{inner}\n--grs--\n"
    );
    let reading = read(raw.as_bytes());
    assert_eq!(reading.text.as_str(), "Se vedlagte.\n\nDet indre brev");
    assert!(reading.seeds.iter().any(|seed| seed.text.reveal() == "Solsort"));
    let coded = "Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\nU3ViamVjdDogeAoKSW5kcmU=\n";
    assert_eq!(text(coded.as_bytes()), "Indre");
}

#[test]
fn a_wrong_border_is_found_and_text_outside_the_parts_is_not_lost() {
    let wrong = "Content-Type: multipart/mixed; boundary=ventet\n\n--brugt\nContent-Type: text/plain; charset=utf-8\n\nBrevet om Søren\n--brugt--\n";
    let reading = read(wrong.as_bytes());
    assert_eq!(reading.text.as_str(), "Brevet om Søren");
    assert!(reading.problems.contains(&Problem::DamagedEncoding));
    let outside = "Content-Type: multipart/mixed; boundary=grs\n\nBrevet står her før den første grænse.\n--grs\nContent-Type: text/plain\n\n\n--grs--\n";
    assert_eq!(text(outside.as_bytes()), "Brevet står her før den første grænse.");
}

#[test]
fn words_without_a_header_are_text() {
    assert_eq!(text("Kære alle\nvi venter".as_bytes()), "Kære alle\nvi venter");
    assert_eq!(read(b"").problems, [Problem::NoText]);
    assert_eq!(text(b"From a@x Mon Jun 3\nSubject: x\n\nBrevet"), "Brevet");
}

#[test]
fn a_hundred_thousand_messages_inside_each_other_are_over_the_limit() {
    let raw = "Content-Type: message/rfc822\n\n".repeat(100_000);
    assert!(read(raw.as_bytes()).problems.contains(&Problem::OverLimit));
}

#[test]
fn attachments_that_are_not_read_are_reported_and_logos_are_not() {
    let with = |part: &str| {
        read(
            format!("Content-Type: multipart/mixed; boundary=grs\n\n--grs\n\nBrevet\n--grs\n{part}\n--grs--\n")
                .as_bytes(),
        )
    };
    assert_eq!(
        with("Content-Type: image/jpeg\nContent-Disposition: attachment; filename=hest.jpg\n\nxyz").problems,
        [Problem::AttachmentNotRead]
    );
    assert_eq!(with("Content-Type: image/png\nContent-ID: <logo>\n\nxyz").problems, []);
    assert_eq!(with("Content-Type: application/pgp-signature\n\nxyz").problems, []);
    let reading = with("Content-Type: application/octet-stream; name=\"brev fra Kanarie.txt\"\n\nFra filen");
    assert_eq!(reading.text.as_str(), "Brevet\n\nFra filen");
    assert!(reading.seeds.iter().any(|seed| seed.text.reveal() == "brev fra Kanarie.txt"));
}

#[test]
fn flowed_text_joins_and_a_signature_is_folded() {
    let reading = read(b"Content-Type: text/plain; format=flowed\n\nVi har \nventet.\n-- \nKanarie\n");
    assert_eq!(reading.text.as_str().lines().next(), Some("Vi har ventet."));
    assert_eq!(reading.folds.len(), 1);
}

#[test]
fn a_text_file_is_its_letters_and_nothing_else() {
    let raw = b"\xef\xbb\xbf\r\n  Brevet \r\n\r\n\r\n-- \r\nKanarie\r\n";
    let reading = super::read(raw, InputKind::Text, &Options::default());
    assert_eq!((reading.text.as_str(), reading.folds.len()), ("\n  Brevet \n\n\n-- \nKanarie\n", 0));
}

#[test]
fn hard_wrapped_plain_text_yields_to_html_with_whole_paragraphs() {
    let words = "Vi har ventet på en afgørelse i to år og ingen har svaret os endnu. ";
    let plain = words.repeat(6).split_whitespace().fold(String::new(), |mut text, word| {
        let last = text.rsplit('\n').next().unwrap_or_default().chars().count();
        text.push_str(if text.is_empty() {
            ""
        } else if last + word.len() > 71 {
            "\n"
        } else {
            " "
        });
        text.push_str(word);
        text
    });
    let raw = format!(
        "Content-Type: multipart/alternative; boundary=grs\n\n--grs\nContent-Type: text/plain; charset=utf-8\n\n{plain}\n--grs\nContent-Type: text/html; charset=utf-8\n\n<p>{}</p>\n--grs--\n",
        words.repeat(6)
    );
    assert_eq!(text(raw.as_bytes()).lines().count(), 1);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_bytes_give_a_reading(raw: Vec<u8>) {
        for kind in [InputKind::Mail, InputKind::Text, InputKind::Docx, InputKind::Odt, InputKind::Rtf] {
            let reading = super::read(&raw, kind, &Options::default());
            prop_assert_eq!(reading.folded().len(), reading.folds.len());
        }
    }

    #[test]
    fn any_mail_like_lines_give_a_reading(lines in proptest::collection::vec(prop_oneof![
        Just("Content-Type: multipart/mixed; boundary=ab"), Just("Content-Type: multipart/alternative; boundary=\"abc\""),
        Just("Content-Type: message/rfc822"), Just("Content-Type: text/html; charset=utf-7"), Just("Content-Transfer-Encoding: base64"),
        Just("Content-Transfer-Encoding: quoted-printable"), Just(""), Just("--ab"), Just("--abc"), Just("--ab--"), Just("<p>Kær=E6<div hidden>"),
        Just("> citat"), Just("Den 3. okt. kl. 1.05 skrev x@y.example:"), Just("U8O4cmVu"), Just("From: =?utf-8?q?S=C3"), Just("Subject: \u{fffd}æ"),
    ], 0..40)) {
        let reading = read(lines.join("\n").as_bytes());
        prop_assert_eq!(reading.folded().len(), reading.folds.len());
    }
}
