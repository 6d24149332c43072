//! `navne`: lists of names through the real program. `Kanarie` and `Fuglebrand` mark what must never be seen unasked.

use secrecy::SecretString;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::LazyLock;
use tempfile::TempDir;
use vidnesbyrd::store::{Collection, NewCollection, Number, create};

const PASSPHRASE: &str = "rødgrød med fløde på";

/// Making a key file is slow on purpose, so one collection is made and copied.
static MODEL: LazyLock<TempDir> = LazyLock::new(|| {
    let dir = TempDir::new().unwrap();
    let passphrase = SecretString::from(PASSPHRASE);
    let settings = "[collection]\ntitle = \"Vidnesbyrd\"\ncoordinator = \"KO\"\n";
    let new = NewCollection { settings, passphrase: &passphrase, extra_recipients: &[], by: None };
    create(&dir.path().join("samling"), &new).unwrap();
    dir
});

struct Ran {
    out: String,
    err: String,
    code: Option<i32>,
}

/// A collection with mails in it.
struct Desk {
    dir: TempDir,
}

impl Desk {
    fn new(mails: &[String]) -> Self {
        let dir = TempDir::new().unwrap();
        let desk = Self { dir };
        std::fs::create_dir(desk.folder()).unwrap();
        for entry in std::fs::read_dir(MODEL.path().join("samling")).unwrap() {
            let entry = entry.unwrap();
            std::fs::copy(entry.path(), desk.folder().join(entry.file_name())).unwrap();
        }
        for mail in mails {
            desk.ok(&["importer", &desk.file("mail.eml", mail.as_bytes())], "");
        }
        desk
    }

    fn folder(&self) -> PathBuf {
        self.dir.path().join("samling")
    }

    /// Writes a file and gives its path back.
    fn file(&self, name: &str, bytes: &[u8]) -> String {
        let path = self.dir.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path.to_str().unwrap().to_owned()
    }

    fn run_with(&self, passphrase: Option<&str>, words: &[&str], input: &str) -> Ran {
        let mut command = Command::new(env!("CARGO_BIN_EXE_vidnesbyrd"));
        command.arg("-C").arg(self.folder()).args(words).env_remove("VIDNESBYRD_PASSPHRASE");
        if let Some(passphrase) = passphrase {
            command.env("VIDNESBYRD_PASSPHRASE", passphrase);
        }
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        // A command that reads nothing may have closed its end already.
        let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
        let output = child.wait_with_output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        let ran = Ran { out: text(output.stdout), err: text(output.stderr), code: output.status.code() };
        assert!(!names_somebody(&ran.err), "a name on standard error of {words:?}");
        ran
    }

    fn run(&self, words: &[&str], input: &str) -> Ran {
        self.run_with(Some(PASSPHRASE), words, input)
    }

    /// A run that must succeed.
    fn ok(&self, words: &[&str], input: &str) -> String {
        let ran = self.run(words, input);
        assert_eq!(ran.code, Some(0), "{words:?}\n{}{}", ran.out, ran.err);
        ran.out
    }

    /// A run that must succeed and name nobody.
    fn mute(&self, words: &[&str], input: &str) -> String {
        let out = self.ok(words, input);
        assert!(!names_somebody(&out), "a name in the answer to {words:?}");
        out
    }

    fn fails(&self, code: i32, words: &[&str], input: &str) -> String {
        let ran = self.run(words, input);
        assert_eq!(ran.code, Some(code), "{words:?}\n{}{}", ran.out, ran.err);
        assert!(ran.err.contains("Fejl:") && ran.err.contains("Årsag:") && ran.err.contains("Prøv:"), "{}", ran.err);
        assert!(!names_somebody(&ran.out), "a name in the answer to {words:?}");
        ran.err
    }

    /// Hides what waits and approves.
    fn approve(&self, number: usize) {
        let waiting: Vec<String> = self.subjects(number, "waiting").into_iter().map(|(label, ..)| label).collect();
        let number = number.to_string();
        if !waiting.is_empty() {
            let words = ["skjul", &number].into_iter().chain(waiting.iter().map(String::as_str));
            self.ok(&words.collect::<Vec<_>>(), "");
        }
        self.ok(&["godkend", &number], "");
    }

    fn json(&self, words: &[&str]) -> serde_json::Value {
        serde_json::from_str(&self.ok(words, "")).unwrap()
    }

    /// Label, role and reasons of the subjects with this status.
    fn subjects(&self, number: usize, status: &str) -> Vec<(String, String, String)> {
        let shown = self.json(&["vis", &number.to_string(), "--format", "json"]);
        let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
        let is = |subject: &&serde_json::Value| subject["status"] == status;
        let subjects = shown["subjects"].as_array().unwrap().iter().filter(is);
        subjects.map(|subject| (text(&subject["label"]), text(&subject["role"]), subject["why"].to_string())).collect()
    }

    fn text(&self, number: usize) -> String {
        self.json(&["vis", &number.to_string(), "--format", "json"])["text"].as_str().unwrap().to_owned()
    }

    /// The states, as the overview shows them without a passphrase.
    fn states(&self) -> Vec<String> {
        let ran = self.run_with(None, &["oversigt", "--format", "json"], "");
        let rows: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
        rows.as_array().unwrap().iter().map(|row| row["state"].as_str().unwrap().to_owned()).collect()
    }
}

fn names_somebody(text: &str) -> bool {
    let text = text.to_lowercase();
    text.contains("kanarie") || text.contains("fuglebrand")
}

/// A testimony from `sender` that begins with `words`.
fn mail(number: usize, sender: &str, words: &str) -> String {
    format!(
        "From: {sender}\r\nSubject: Vores sag {number}\r\nMessage-ID: <{number}@fugle.example>\r\n\
         Content-Type: text/plain; charset=utf-8\r\n\r\n\
         {words} Vi har ventet på svar fra kommunen i tre år, og ingen har hjulpet os. Det har været meget svært.\r\n"
    )
}

const MOTHER: &str = "mor@fugle.example";

/// Testimonies in which the engine alone finds nobody: an ordinary word in lower case that only a list knows for a name.
fn three() -> Vec<String> {
    vec![
        mail(1, MOTHER, "Vi ringede til fuglebrand hver uge."),
        mail(2, "far@anden.example", "Vi ringede til skolen hver uge."),
        mail(3, MOTHER, "På gangen mødte vi fuglebrand igen."),
    ]
}

#[test]
fn a_name_that_is_added_reopens_what_was_approved_and_its_removal_shows_nothing_unasked() {
    let desk = Desk::new(&three());
    for number in 1..=3 {
        desk.approve(number);
    }
    assert!(desk.text(1).contains("fuglebrand"));
    let said = desk.mute(&["navne", "tilfoej", "--rolle", "sagsbehandler"], "Kanarie Fuglebrand\n");
    assert!(said.contains("3 vidnesbyrd er gennemsøgt igen") && said.contains("nr. 1, 3."), "{said}");
    assert_eq!(desk.states(), ["waiting", "approved", "waiting"]);
    assert!(desk.text(1).contains("[sagsbehandler]"), "the list gives the role");
    let hidden = desk.subjects(1, "hidden");
    assert!(hidden.iter().any(|(_, role, why)| role == "caseworker" && why.contains("står på samlingens navneliste")));

    // Approved with the name hidden, removing it sends the text back instead of showing the name.
    desk.approve(1);
    let said = desk.mute(&["navne", "fjern", "1"], "");
    assert!(said.contains("1 navn er fjernet") && said.contains("nr. 1."), "{said}");
    assert_eq!(desk.states(), ["waiting", "approved", "approved"], "the text of 3 is again the one that was approved");
    assert!(desk.ok(&["log"], "").contains("navneliste 1: navne fjernet"));
}

#[test]
fn an_edition_is_never_made_of_a_stale_analysis() {
    let desk = Desk::new(&three()[..1]);
    desk.approve(1);
    // Stored behind the back of the command line, as by a run that was broken off before it searched.
    {
        let collection = Collection::open(&desk.folder()).unwrap();
        let listed = serde_json::json!({
            "scope": "collection", "imported": false, "tables": [],
            "people": [{ "id": 1, "name": "Kanarie Fuglebrand" }],
        });
        collection.add_names(&listed, 1, &[]).unwrap();
        assert_eq!(collection.not_searched().unwrap(), [Number(1)]);
    }
    assert_eq!(desk.states(), ["approved"]);
    let overview = desk.run_with(None, &["oversigt"], "").out;
    assert!(overview.contains("Endnu ikke gennemsøgt med den nyeste navneliste: nr. 1"), "{overview}");
    let refused = desk.fails(1, &["udgiv"], "");
    assert!(refused.contains("nr. 1 var godkendt og venter nu på dig igen"), "{refused}");
    assert_eq!(desk.states(), ["waiting"]);
    assert!(Collection::open(&desk.folder()).unwrap().not_searched().unwrap().is_empty());
    assert!(desk.mute(&["navne", "gennemsoeg"], "").contains("Alle vidnesbyrd er gennemsøgt"));
}

#[test]
fn new_mails_are_searched_at_once_with_the_passphrase_and_at_the_next_opening_without() {
    let desk = Desk::new(&[]);
    desk.mute(&["navne", "tilfoej"], "Kanarie Fuglebrand\n");
    let [first, _, third] = three().try_into().unwrap();
    let path = desk.file("1.eml", first.as_bytes());
    assert!(!desk.mute(&["importer", &path], "").contains("låst"));
    assert!(Collection::open(&desk.folder()).unwrap().not_searched().unwrap().is_empty());
    let path = desk.file("3.eml", third.as_bytes());
    let locked = desk.run_with(None, &["importer", &path], "");
    assert_eq!(locked.code, Some(0));
    assert!(locked.out.contains("Navnelisten er låst inde"), "{}", locked.out);
    assert_eq!(Collection::open(&desk.folder()).unwrap().not_searched().unwrap(), [Number(2)]);
    assert!(desk.text(2).contains("[person]"));
    assert!(Collection::open(&desk.folder()).unwrap().not_searched().unwrap().is_empty());
    let rows = desk.json(&["oversigt", "--format", "json"]);
    assert_eq!((&rows[0]["persons"], &rows[1]["persons"]), (&1.into(), &1.into()));
}

#[test]
fn a_scope_holds_for_one_testimony_or_one_sender_and_goes_with_it() {
    let desk = Desk::new(&three());
    let hides = |number: usize| !desk.text(number).contains("fuglebrand");
    desk.mute(&["navne", "tilfoej", "--vidnesbyrd", "1", "--rolle", "barn"], "Fuglebrand\n");
    assert!(hides(1) && !hides(3));
    assert!(desk.text(1).contains("[barn]"));
    assert!(desk.ok(&["navne", "liste"], "").contains("kun vidnesbyrd 1"));
    desk.mute(&["navne", "fjern", "1.1"], "");
    assert!(!hides(1));
    let said = desk.mute(&["navne", "tilfoej", "--afsender", "1"], "Fuglebrand\n");
    assert!(said.contains("afsenderen af nr. 1, 3"), "{said}");
    assert!(hides(1) && hides(3));

    // What was listed for a sender stays as long as anything of theirs does, and goes with the last of it.
    desk.ok(&["tilbagekald", "1", "--ja"], "");
    assert!(hides(3));
    desk.ok(&["tilbagekald", "3", "--ja"], "");
    assert!(desk.ok(&["navne", "liste"], "").contains("Navnelisten er tom"));
    assert!(!Collection::open(&desk.folder()).unwrap().has_names().unwrap());
    desk.fails(3, &["navne", "tilfoej", "--vidnesbyrd", "1"], "Fuglebrand\n");
}

/// Promise 3: who is listed stands nowhere but in the seal.
#[test]
fn no_listed_name_stands_beside_the_seal() {
    let desk = Desk::new(&three()[1..2]);
    let staff = "Navn;Stilling;Afdeling\nKanarie Fuglebrand;socialrådgiver;Fuglebrandsgården\n";
    desk.mute(&["navne", "importer", &desk.file("Kanarie.csv", staff.as_bytes())], "");
    desk.mute(&["navne", "tilfoej", "--afsender", "1"], "Kanarie Fuglebrand\n");
    desk.mute(&["log"], "");
    desk.mute(&["oversigt"], "");
    let folder_holds = |needle: &[u8]| {
        std::fs::read_dir(desk.folder()).unwrap().any(|entry| {
            let bytes = std::fs::read(entry.unwrap().path()).unwrap();
            bytes.windows(needle.len()).any(|window| window.eq_ignore_ascii_case(needle))
        })
    };
    for name in ["kanarie", "fuglebrand", "anden.example"] {
        assert!(!folder_holds(name.as_bytes()), "a name lies in the folder unsealed");
    }
    // Only with the passphrase, and then in full.
    let locked = desk.run_with(None, &["navne", "liste"], "");
    assert_eq!(locked.code, Some(2));
    assert!(locked.err.contains("adgangskode"), "{}", locked.err);
    let wrong = desk.run_with(Some("en helt anden sang"), &["navne", "liste"], "");
    assert_eq!(wrong.code, Some(2));
    let listed = desk.ok(&["navne", "liste"], "");
    assert!(listed.contains("1.1  Kanarie Fuglebrand · sagsbehandler · Fuglebrandsgården"), "{listed}");
}

#[test]
fn a_list_is_read_in_the_forms_that_people_have_them_in() {
    let desk = Desk::new(&[]);
    let text = "Efternavn;Fornavn;Stilling\r\nFuglebrand;Kanarie;Afdelingsleder\r\nSpurv;Søren;Socialrådgiver\r\nMåge;Åse;\r\n12;34;56\r\n";
    let (latin, _, _) = encoding_rs::WINDOWS_1252.encode(text);
    let mut utf16 = vec![0xff, 0xfe];
    utf16.extend(text.encode_utf16().flat_map(u16::to_le_bytes));
    for bytes in [text.as_bytes(), &latin, &utf16] {
        let file = desk.file("liste.csv", bytes);
        let said = desk.mute(&["navne", "importer", &file, "--proev"], "");
        let expected = "Forstået som en liste over 3 personer (sagsbehandler: 1, leder: 1, uden rolle: 1).";
        assert!(said.contains(expected), "{said}");
        assert!(said.contains("1 linje kunne ikke bruges: linje 5.") && said.contains("Intet er gemt"), "{said}");
    }
    let file = desk.file("liste.csv", text.as_bytes());
    let shown = desk.ok(&["navne", "importer", &file, "--proev", "--vis", "--rolle", "fagperson"], "");
    assert!(shown.contains("Kanarie Fuglebrand · leder") && shown.contains("Åse Måge · fagperson"), "{shown}");
    assert!(!Collection::open(&desk.folder()).unwrap().has_names().unwrap());
    desk.mute(&["navne", "importer", &file], "");
    let again = desk.mute(&["navne", "importer", &file], "");
    assert!(again.contains("3 navne stod der i forvejen") && again.contains("intet nyt at gemme"), "{again}");
    desk.mute(&["navne", "fjern", "1.2"], "");
    let listed = desk.ok(&["navne", "liste"], "");
    assert!(!listed.contains("Søren") && listed.contains("1.3  Åse Måge"), "{listed}");
}

#[test]
fn what_is_wrong_is_told_without_repeating_it() {
    let desk = Desk::new(&three()[..1]);
    desk.fails(2, &["navne", "tilfoej", "Kanarie"], "");
    desk.fails(2, &["navne", "tilfoej", "--rolle", "Kanarie"], "Fuglebrand\n");
    desk.fails(2, &["navne", "tilfoej", "--rolle", "skole"], "Fuglebrand\n");
    desk.fails(2, &["navne", "tilfoej"], "");
    desk.fails(2, &["navne", "tilfoej"], "kanarie@fugle.example\n");
    desk.fails(2, &["navne", "tilfoej", "--vidnesbyrd", "9"], "Fuglebrand\n");
    desk.fails(2, &["navne", "fjern", "9"], "");
    desk.fails(2, &["navne", "fjern", "Kanarie"], "");
    desk.fails(2, &["navne", "liste", "9"], "");
    desk.fails(2, &["navne", "importer", "findes-ikke-Kanarie.csv"], "");
    for bytes in [&b"PK\x03\x04xl/workbook.xml"[..], b"", b"%PDF-1.7", b"From: kanarie@fugle.example\r\n\r\nHej"] {
        desk.fails(2, &["navne", "importer", &desk.file("Kanarie.csv", bytes)], "");
    }
    assert!(!Collection::open(&desk.folder()).unwrap().has_names().unwrap());
    // One good line among bad ones is not lost.
    let failure = desk.fails(2, &["navne", "tilfoej"], "12345678\nFuglebrand\n");
    assert!(failure.contains("Linje 1 er ikke et navn"), "{failure}");
    desk.mute(&["navne", "fjern", "1"], "");
    desk.fails(2, &["navne", "fjern", "1"], "");
}

#[test]
fn a_name_that_was_kept_by_a_decision_is_told() {
    let desk = Desk::new(&[mail(1, MOTHER, "Vi talte med Kanarie om det.")]);
    let found = ["hidden", "waiting"].map(|status| desk.subjects(1, status)).concat();
    let (label, ..) = &found[0];
    desk.ok(&["behold", "1", label], "");
    let said = desk.mute(&["navne", "tilfoej"], "Kanarie Fuglebrand\n");
    assert!(said.contains("bliver trykt i nr. 1"), "{said}");
}

#[test]
fn a_hundred_thousand_names_are_stored_and_opened_in_no_time() {
    let desk = Desk::new(&three()[..1]);
    let mut staff = String::from("navn;stilling\n");
    let mut table = String::from("name\tmen\twomen\n");
    for number in 0..100_000_u32 {
        let letters: String =
            number.to_string().bytes().map(|digit| char::from(b'a' + (digit - b'0'))).chain("xyq".chars()).collect();
        writeln!(staff, "Fugle{letters} Brand{letters};lærer").unwrap();
        writeln!(table, "Undul{letters}\t{number}\t7").unwrap();
    }
    let said = desk.mute(&["navne", "importer", &desk.file("mange.csv", staff.as_bytes())], "");
    assert!(said.contains("100.000 navne er gemt") && said.contains("fagperson: 100.000"), "{said}");
    let said = desk.mute(&["navne", "importer", &desk.file("tabel.tsv", table.as_bytes())], "");
    assert!(said.contains("tabel over 100.000 fornavne"), "{said}");
    let listed = desk.mute(&["navne", "liste"], "");
    assert!(listed.lines().count() < 6 && listed.contains("100.000 personer"), "{listed}");

    let collection = Collection::open(&desk.folder()).unwrap();
    let identity = collection.unlock(&SecretString::from(PASSPHRASE)).unwrap();
    let started = std::time::Instant::now();
    let rules = vidnesbyrd::redact::rules::RuleSet::shipped().unwrap();
    let rules = vidnesbyrd::cli::names::known(rules, &collection, &identity).unwrap();
    let took = started.elapsed();
    assert!(rules.names().find("fuglebaaaaxyq").is_some());
    assert!(took.as_secs_f32() < 3.0, "opening took {took:?}");
    println!("opening 200,000 names took {took:?}");
}

/// The lists survive a program that is killed while it searches, and the search goes on.
#[test]
fn a_search_that_is_killed_goes_on_at_the_next_command() {
    let mails: Vec<String> = (1..=8)
        .map(|number| mail(number, MOTHER, &format!("Fuglebrand nummer {number} så vi, og fuglebrand gik.")))
        .collect();
    let desk = Desk::new(&mails);
    for number in 1..=8 {
        desk.approve(number);
    }
    let mut child = Command::new(env!("CARGO_BIN_EXE_vidnesbyrd"))
        .arg("-C")
        .arg(desk.folder())
        .args(["navne", "tilfoej"])
        .env("VIDNESBYRD_PASSPHRASE", PASSPHRASE)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(b"Kanarie Fuglebrand\n").unwrap();
    // Killed as soon as the list is there: somewhere in the search, or just before or behind it.
    let watcher = Collection::open(&desk.folder()).unwrap();
    for _ in 0..2_000 {
        if watcher.has_names().unwrap() {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(2));
    }
    let _ = child.kill();
    child.wait().unwrap();
    assert!(watcher.has_names().unwrap());
    drop(watcher);
    let listed = desk.ok(&["navne", "liste"], "");
    assert!(listed.contains("Kanarie Fuglebrand"));
    assert!(Collection::open(&desk.folder()).unwrap().not_searched().unwrap().is_empty());
    for number in 1..=8 {
        assert!(!names_somebody(&desk.text(number)), "{number}");
    }
}
