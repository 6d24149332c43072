//! `tjek` logs on to the mailbox for real.

use super::server::Server;
use std::process::{Command, Stdio};
use tempfile::TempDir;

#[test]
fn tjek_logs_on_to_the_mailbox() {
    let Some(server) = Server::with_mailbox("tjek") else { return };
    server.deliver("INBOX", b"From: Kanarie Fugl <kanarie@bur.example>\r\n\r\nKanarie\r\n");
    let account = server.account();
    let dir = TempDir::new().unwrap();
    let samling = dir.path().join("samling");
    let run = |password: &str, words: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_vidnesbyrd"))
            .arg("-C")
            .arg(&samling)
            .args(words)
            .env("VIDNESBYRD_PASSPHRASE", "Kanariefuglen sang i nat")
            .env("VIDNESBYRD_IMAP_PASSWORD", password)
            .stdin(Stdio::null())
            .output()
            .unwrap();
        let printed = String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap();
        assert!(!printed.contains("Kanarie") && !printed.contains(&server.password) && !printed.contains("post@"));
        (output.status.code(), printed)
    };
    assert_eq!(run("", &["opret"]).0, Some(0));
    let settings = |folder: &str| {
        let (host, port, user) = (&account.host, account.port, &account.user);
        let ca_file = account.ca_file.as_ref().unwrap().display();
        let text = format!(
            "[collection]\ntitle = \"Vi ser jer\"\ncoordinator = \"AB\"\n[mailbox]\nhost = \"{host}\"\nport = {port}\n\
             user = \"{user}\"\nfolder = \"{folder}\"\nca_file = \"{ca_file}\"\n"
        );
        std::fs::write(samling.join("vidnesbyrd.toml"), text).unwrap();
    };
    settings("INBOX");
    let (code, printed) = run(&server.password, &["tjek"]);
    assert!(code == Some(0) && printed.contains("✓ Postkasse: der er adgang; 1 mail i mappen."), "{printed}");
    let (code, printed) = run("forkert-adgangskode", &["tjek"]);
    assert!(code == Some(1) && printed.contains('✗'), "{printed}");
    let (code, printed) = run("forkert-adgangskode", &["tjek", "--uden-netvaerk"]);
    assert!(code == Some(0) && printed.contains("ikke prøvet"), "{printed}");
    settings("Findes/Ikke");
    let (code, printed) = run(&server.password, &["tjek"]);
    assert!(code == Some(1) && printed.contains('✗'), "{printed}");
}
