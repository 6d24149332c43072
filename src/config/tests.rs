//! Settings as people write them.

use super::template::Template;
use super::*;

const WHOLE: &str = r#"
[collection]
title = "Vi ser jer"
subtitle = "  "
coordinator = "AB"
preface = "forord.md"

[mailbox]
host = "imap.post.example"
security = "starttls"
user = "vidnesbyrd@post.example"
folder = "Vidnesbyrd/Åbne"
after = "move"
move_to = "Vidnesbyrd/Hentet"
password_command = ["pass", "show", "post"]
"#;

fn faults(text: &str) -> Vec<(usize, String, FaultKind)> {
    match Settings::parse(text, Path::new("/samling")) {
        Err(ConfigError::Faults(faults)) => {
            faults.into_iter().map(|fault| (fault.line, fault.key, fault.kind)).collect()
        }
        other => panic!("expected faults, got {other:?}"),
    }
}

/// The faults of the whole settings with one line put in place of another.
fn with(old: &str, new: &str) -> Vec<(String, FaultKind)> {
    assert!(WHOLE.contains(old), "{old}");
    faults(&WHOLE.replace(old, new)).into_iter().map(|(_, key, kind)| (key, kind)).collect()
}

#[test]
fn whole_settings_are_read() {
    let settings = Settings::parse(WHOLE, Path::new("/samling")).unwrap();
    assert!(settings.title == "Vi ser jer" && settings.subtitle.is_none());
    assert_eq!(settings.preface.as_deref(), Some(Path::new("/samling/forord.md")));
    let mailbox = settings.mailbox().unwrap();
    assert_eq!((mailbox.port, mailbox.security, mailbox.max_bytes()), (143, Security::StartTls, 25_000_000));
    assert!(mailbox.after == After::Move(String::from("Vidnesbyrd/Hentet")));
    let command = mailbox.password_command.as_ref().unwrap();
    assert!(command.program == "pass" && command.arguments == ["show", "post"]);
}

#[test]
fn a_new_collections_settings_are_valid_whatever_the_title() {
    for title in ["Vi ser jer", "Et \"citat\" \\ og \n linjer", "'", "Ærø = [1] # nej"] {
        let text = Template { title, coordinator: "ÅB" }.render();
        let settings = Settings::parse(&text, Path::new("")).unwrap();
        assert!(settings.title == title.trim() && settings.coordinator.as_str() == "ÅB");
        assert_eq!(settings.mailbox(), Err(ConfigError::NoMailbox));
    }
}

#[test]
fn the_template_s_mailbox_is_valid_when_its_five_lines_are_opened() {
    let text = Template { title: "Vi ser jer", coordinator: "AB" }.render();
    let mut opened = String::new();
    let mut left = 5;
    for line in text.lines() {
        let inside = left > 0 && (left < 5 || line == "# [mailbox]");
        opened.push_str(if inside { line.trim_start_matches("# ") } else { line });
        opened.push('\n');
        left -= usize::from(inside);
    }
    let settings = Settings::parse(&opened, Path::new("")).unwrap();
    let mailbox = settings.mailbox().unwrap();
    assert!(mailbox.port == 993 && mailbox.after == After::Leave && mailbox.folder == "INBOX");
}

#[test]
fn every_fault_is_told_at_once_with_its_line() {
    let text = "\u{feff}[collection]\ntitel = \"Kanarie\"\ncoordinator = \"Kanarie Fugl\"\n\n[mailbox]\nport = \"993\"\nhost = 7\n";
    assert_eq!(
        faults(text),
        [
            (1, String::from("collection.title"), FaultKind::Missing),
            (2, String::from("collection.titel"), FaultKind::Unknown { nearest: Some("title") }),
            (3, String::from("collection.coordinator"), FaultKind::NotInitials),
            (5, String::from("mailbox.user"), FaultKind::Missing),
            (6, String::from("mailbox.port"), FaultKind::NotNumber { least: 1, most: 65535 }),
            (7, String::from("mailbox.host"), FaultKind::NotText),
        ]
    );
}

#[test]
fn each_kind_of_fault_is_found() {
    let one = |key: &str, kind| vec![(key.to_owned(), kind)];
    assert_eq!(with("host = \"imap", "host = \"imaps://imap"), one("mailbox.host", FaultKind::NotHost));
    assert_eq!(with("\"starttls\"", "\"ssl\""), one("mailbox.security", FaultKind::NotOneOf(&["tls", "starttls"])));
    assert_eq!(with("move_to = \"Vidnesbyrd/Hentet\"", ""), one("mailbox.move_to", FaultKind::MoveNeedsFolder));
    assert_eq!(with("after = \"move\"", ""), one("mailbox.move_to", FaultKind::MoveUnused));
    assert_eq!(with("Vidnesbyrd/Hentet", "Vidnesbyrd/Åbne"), one("mailbox.move_to", FaultKind::MoveToItself));
    assert_eq!(with("[\"pass\", \"show\", \"post\"]", "[]"), one("mailbox.password_command", FaultKind::Empty));
    assert_eq!(with("[\"pass\", \"show\", \"post\"]", "\"pass\""), one("mailbox.password_command", FaultKind::NotList));
    assert_eq!(with("title = \"Vi ser jer\"", "title = \" \""), one("collection.title", FaultKind::Empty));
    let unknown = FaultKind::Unknown { nearest: Some("folder") };
    assert_eq!(with("folder =", "foldr ="), one("mailbox.foldr", unknown));
    assert_eq!(with("after =", "zzz = 1\nafter ="), one("mailbox.zzz", FaultKind::Unknown { nearest: None }));
    assert_eq!(faults("collection = 3"), [(1, String::from("collection"), FaultKind::NotSection)]);
    assert_eq!(faults(""), [(1, String::from("collection"), FaultKind::Missing)]);
}

#[test]
fn a_password_in_the_file_is_refused() {
    for line in ["password = \"Kanarie\"", "Adgangskode = \"Kanarie\"", "pwd = 1"] {
        let found = with("after =", &format!("{line}\nafter ="));
        assert!(matches!(found.as_slice(), [(_, FaultKind::Secret)]), "{found:?}");
    }
    let found = with("[\"pass\", \"show\", \"post\"]", "[\"/bin/echo\", \"Kanarie\"]");
    assert_eq!(found, [(String::from("mailbox.password_command"), FaultKind::Secret)]);
}

#[test]
fn neither_errors_nor_debug_show_a_value() {
    let broken = [
        "[collection]\ntitle = Kanarie\n",
        "[collection]\ntitle = \"Kanarie\n",
        "[collection]\ntitle = 3\ncoordinator = \"Kanarie Fugl\"\npreface = [\"Kanarie\"]\n",
        "[collection\n# Kanarie",
    ];
    for text in broken {
        let error = Settings::parse(text, Path::new("")).unwrap_err();
        assert!(!format!("{error} {error:?}").contains("Kanarie"));
    }
    let settings = Settings::parse(&WHOLE.replace("Vi ser jer", "Kanarie").replace("Hentet", "Kanarie"), Path::new(""));
    assert!(!format!("{settings:?} {:?}", settings.as_ref().unwrap().mailbox).contains("Kanarie"));
}

#[test]
fn a_syntax_error_has_its_line_and_other_letters_than_utf_8_too() {
    let parse = |text: &str| Settings::parse(text, Path::new("")).unwrap_err();
    assert_eq!(parse("[collection]\ntitle = \"a\"\nb = \n"), ConfigError::Syntax { line: 3 });
    assert_eq!(parse("[collection]\ntitle = \"a\"\ntitle = \"b\"\n"), ConfigError::Syntax { line: 3 });
    let dir = tempfile::TempDir::new().unwrap();
    assert_eq!(Settings::load(dir.path()), Err(ConfigError::Missing));
    std::fs::write(dir.path().join(SETTINGS), b"[collection]\ntitle = \"B\xf8rn\"\n").unwrap();
    assert_eq!(Settings::load(dir.path()), Err(ConfigError::NotUtf8 { line: 2 }));
}
