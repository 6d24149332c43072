//! `hent` and `importer` as the coordinator runs them: the real program, a real server, a real collection.

use crate::dovecot::server::Server;
use secrecy::SecretString;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::sync::LazyLock;
use std::time::Duration;
use tempfile::TempDir;
use vidnesbyrd::store::{Collection, Dossier, NewCollection, Number, State, create};

const PASSPHRASE: &str = "rødgrød med fløde på";

/// Making a key file is slow on purpose, so one collection is made and copied.
static MODEL: LazyLock<TempDir> = LazyLock::new(|| {
    let dir = TempDir::new().unwrap();
    let passphrase = SecretString::from(PASSPHRASE);
    let new = NewCollection { settings: "", passphrase: &passphrase, extra_recipients: &[], by: None };
    create(dir.path(), &new).unwrap();
    dir
});

/// A collection whose settings end with `mailbox`.
fn collection(mailbox: &str) -> TempDir {
    let dir = TempDir::new().unwrap();
    for entry in std::fs::read_dir(MODEL.path()).unwrap() {
        let entry = entry.unwrap();
        std::fs::copy(entry.path(), dir.path().join(entry.file_name())).unwrap();
    }
    let settings = format!("[collection]\ntitle = \"Vidnesbyrd\"\ncoordinator = \"KO\"\n{mailbox}");
    std::fs::write(dir.path().join("vidnesbyrd.toml"), settings).unwrap();
    dir
}

/// Settings for the mailbox of a test.
fn mailbox(server: &Server, after: &str) -> String {
    let (port, user, ca_file) = (server.tls_port, &server.user, server.home.join("ca.pem"));
    format!(
        "[mailbox]\nhost = \"localhost\"\nport = {port}\nuser = \"{user}\"\nca_file = \"{}\"\nmax_size_mb = 1\n{after}\n",
        ca_file.display()
    )
}

fn program(collection: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_vidnesbyrd"));
    command.arg("-C").arg(collection).stdin(Stdio::null()).env_remove("VIDNESBYRD_PASSPHRASE");
    command
}

fn fetch(collection: &Path, password: &str) -> Output {
    program(collection).arg("hent").env("VIDNESBYRD_IMAP_PASSWORD", password).output().unwrap()
}

fn import(collection: &Path, path: &Path) -> Output {
    program(collection).arg("importer").arg(path).output().unwrap()
}

/// Everything that was said, after a look for what must not be.
fn said(output: &Output) -> String {
    let said = [&output.stdout[..], &output.stderr[..]].map(String::from_utf8_lossy).concat();
    assert!(!said.contains("anarie"), "personal text was printed");
    assert!(!said.contains("post@"), "an address was printed");
    said
}

fn states(collection: &Path) -> Vec<State> {
    Collection::open(collection).unwrap().rows().unwrap().iter().map(|row| row.state).collect()
}

/// A short testimony, unlike every other.
fn mail(number: usize) -> Vec<u8> {
    format!(
        "From: Kanarie Fugl <kanarie@mor.example>\r\nSubject: Vores sag {number}\r\n\
         Content-Type: text/plain; charset=utf-8\r\n\r\n\
         Vi har ventet på svar i {number} uger. Min søn Kanarie fik ikke den støtte, han var lovet.\r\n"
    )
    .into_bytes()
}

#[test]
fn mails_are_fetched_sealed_read_and_told_in_numbers() {
    let Some(server) = Server::with_mailbox("hent") else { return };
    for number in 1..=3 {
        server.deliver("INBOX", &mail(number));
    }
    let dir = collection(&mailbox(&server, "after = \"flag\""));
    let output = fetch(dir.path(), &server.password);
    let told = said(&output);
    assert_eq!(output.status.code(), Some(0), "{told}");
    assert!(told.contains("3 nye (nr. 1–3)"), "{told}");
    assert_eq!(states(dir.path()), [State::Waiting; 3]);
    assert_eq!(server.count("INBOX", "flagged unseen"), 3);

    let again = fetch(dir.path(), &server.password);
    assert!(said(&again).contains("Ingen nye."));
    assert_eq!(states(dir.path()).len(), 3);

    // What was read can be opened by who has the passphrase, and only so.
    let open = Collection::open(dir.path()).unwrap();
    let identity = open.unlock(&SecretString::from(PASSPHRASE)).unwrap();
    let dossier: Dossier<serde_json::Value> = open.dossier(Number(2), &identity).unwrap();
    assert!(!dossier.reading.subject.is_blank());
    for entry in std::fs::read_dir(dir.path()).unwrap() {
        let bytes = std::fs::read(entry.unwrap().path()).unwrap();
        assert!(!bytes.windows(7).any(|window| window == b"Kanarie"), "personal text lies in the folder unsealed");
    }
}

#[test]
fn bad_settings_and_bad_servers_are_told_in_danish_with_exit_code_2() {
    let Some(server) = Server::with_mailbox("hent-fejl") else { return };
    let dir = collection(&mailbox(&server, ""));
    let wrong = fetch(dir.path(), "kanarie-forkert");
    assert_eq!(wrong.status.code(), Some(2));
    assert!(said(&wrong).contains("Årsag: Serveren kender ikke den bruger"));

    let nothing = program(dir.path()).arg("hent").env_remove("VIDNESBYRD_IMAP_PASSWORD").output().unwrap();
    assert_eq!(nothing.status.code(), Some(2));
    assert!(said(&nothing).contains("VIDNESBYRD_IMAP_PASSWORD"));

    let missing = collection(&mailbox(&server, "folder = \"Findes/Ikke\""));
    let output = fetch(missing.path(), &server.password);
    assert_eq!(output.status.code(), Some(2));
    assert!(said(&output).contains("»folder«"));

    let none = collection("");
    assert_eq!(fetch(none.path(), &server.password).status.code(), Some(2));
    let empty = TempDir::new().unwrap();
    assert_eq!(fetch(empty.path(), &server.password).status.code(), Some(2));
}

#[test]
fn the_password_may_come_from_a_command() {
    let Some(server) = Server::with_mailbox("kommando") else { return };
    let secret = TempDir::new().unwrap();
    let file = secret.path().join("kode");
    std::fs::write(&file, format!("{}\n", server.password)).unwrap();
    let command = format!("password_command = [\"cat\", \"{}\"]", file.display());
    let dir = collection(&mailbox(&server, &command));
    let output = program(dir.path()).arg("hent").env_remove("VIDNESBYRD_IMAP_PASSWORD").output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
}

#[test]
fn a_mail_over_the_limit_is_told_and_comes_when_the_limit_is_raised() {
    let Some(server) = Server::with_mailbox("graense") else { return };
    let mut large = mail(1);
    large.extend("Kanarie synger hele dagen.\r\n".repeat(50_000).into_bytes());
    server.deliver("INBOX", &large);
    server.deliver("INBOX", &mail(2));
    let dir = collection(&mailbox(&server, ""));
    let told = said(&fetch(dir.path(), &server.password));
    assert!(told.contains("1 ny") && told.contains("større end grænsen på 1 MB") && told.contains("til 2 i"), "{told}");
    // Told again as long as it lies there.
    assert!(said(&fetch(dir.path(), &server.password)).contains("større end grænsen"));
    let settings = dir.path().join("vidnesbyrd.toml");
    let raised = std::fs::read_to_string(&settings).unwrap().replace("max_size_mb = 1", "max_size_mb = 2");
    std::fs::write(&settings, raised).unwrap();
    let told = said(&fetch(dir.path(), &server.password));
    assert!(told.contains("1 ny (nr. 2)") && !told.contains("grænsen"), "{told}");
}

/// Promise 4. The process is killed outright, again and again, at moments that nobody chose.
#[test]
fn nothing_is_lost_or_doubled_however_often_the_program_is_killed() {
    let Some(server) = Server::with_mailbox("draebt") else { return };
    const MAILS: usize = 12;
    server.make_folder("Hentet");
    for number in 1..=MAILS {
        server.deliver("INBOX", &mail(number));
    }
    let dir = collection(&mailbox(&server, "after = \"move\"\nmove_to = \"Hentet\""));
    let mut killed = 0;
    for round in 0..60_u64 {
        let mut child = program(dir.path())
            .arg("hent")
            .env("VIDNESBYRD_IMAP_PASSWORD", &server.password)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        // A little longer each time, so that every stretch of the work is hit and the last rounds get through.
        std::thread::sleep(Duration::from_millis(20 + round * 15));
        if child.try_wait().unwrap().is_some() {
            break;
        }
        child.kill().unwrap();
        child.wait().unwrap();
        killed += 1;
    }
    assert!(killed > 0, "the program was killed at least once");
    let output = fetch(dir.path(), &server.password);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    assert_eq!(states(dir.path()), [State::Waiting; MAILS]);
    assert_eq!((server.count("INBOX", "all"), server.count("Hentet", "all")), (0, MAILS));
}

#[test]
fn files_come_in_by_the_same_path_and_only_once() {
    let dir = collection("");
    let files = TempDir::new().unwrap();
    for number in 1..=2 {
        std::fs::write(files.path().join(format!("Kanarie {number}.eml")), mail(number)).unwrap();
    }
    std::fs::write(files.path().join("brev.txt"), "Vi fik aldrig svar. Kanarie græd.\n").unwrap();
    std::fs::write(files.path().join("billede.jpg"), b"\xff\xd8\xff\xe0\0").unwrap();
    let output = import(dir.path(), files.path());
    let told = said(&output);
    assert_eq!(output.status.code(), Some(0), "{told}");
    assert!(told.contains("3 nye (nr. 1–3)") && told.contains("1 filer af andre slags"), "{told}");
    assert_eq!(states(dir.path()), [State::Waiting; 3]);
    let again = said(&import(dir.path(), files.path()));
    assert!(again.contains("Ingen nye.") && again.contains("3 kendt i forvejen"), "{again}");
}

#[test]
fn a_file_that_cannot_be_taken_is_told_by_its_place_and_the_rest_comes_in() {
    let dir = collection("");
    let files = TempDir::new().unwrap();
    std::fs::write(files.path().join("a Kanarie.eml"), b"").unwrap();
    std::fs::write(files.path().join("b Kanarie.eml"), mail(1)).unwrap();
    let output = import(dir.path(), files.path());
    let told = said(&output);
    assert_eq!(output.status.code(), Some(2));
    assert!(told.contains("Fil nr. 1 af 2") && told.contains("er tom") && told.contains("1 ny (nr. 1)"), "{told}");
    let missing = import(dir.path(), &files.path().join("Kanarie findes ikke.eml"));
    assert_eq!(missing.status.code(), Some(2));
    assert!(said(&missing).contains("findes ikke"));
}

#[test]
fn every_shipped_mail_comes_in() {
    let dir = collection("");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/mail");
    let mails = std::fs::read_dir(&folder)
        .unwrap()
        .filter(|entry| entry.as_ref().unwrap().path().extension().is_some_and(|ending| ending == "eml"))
        .count();
    assert!(mails >= 16);
    let output = import(dir.path(), &folder);
    let told = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(0), "{told}");
    assert!(told.contains(&format!("{mails} nye (nr. 1–{mails})")), "{told}");
    let states = states(dir.path());
    // All but the one without a word in it, which is kept in quarantine.
    assert_eq!(states.iter().filter(|state| **state == State::Waiting).count(), mails - 1);
    assert_eq!(states.iter().filter(|state| **state == State::Quarantined).count(), 1);
}
