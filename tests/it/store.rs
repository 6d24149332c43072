//! The store's promises, tried on real folders. Everybody here is invented; `Kanarie` marks what must never be seen.

use jiff::Timestamp;
use jiff::civil::date;
use secrecy::SecretString;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::LazyLock;
use tempfile::TempDir;
use vidnesbyrd::intake::{Class, Problem, RawMessage, Reading, Seed, SeedSource};
use vidnesbyrd::personal::Personal;
use vidnesbyrd::store::{
    Collection, Dossier, Edition, EditionNumber, Event, Identity, Initials, NewCollection, Number, Part, Reason, Risk,
    ServerMail, ServerState, Source, State, StoreError, Summary, Taken, create, folder,
};
use vidnesbyrd::text::SourceText;

const CANARY: &str = "Kanarie";
const PASSPHRASE: &str = "rødgrød med fløde på";

/// Making a key file is slow on purpose, so one collection is made and copied.
static MODEL: LazyLock<TempDir> = LazyLock::new(|| {
    let dir = TempDir::new().unwrap();
    let folder = dir.path().join("samling");
    let passphrase = SecretString::from(PASSPHRASE);
    let new = NewCollection { settings: "# tom\n", passphrase: &passphrase, extra_recipients: &[], by: None };
    create(&folder, &new).unwrap();
    dir
});

/// Opening it is slow, too, and the copies share it.
static IDENTITY: LazyLock<Identity> =
    LazyLock::new(|| Collection::open(&MODEL.path().join("samling")).unwrap().unlock(&passphrase()).unwrap());

/// A fresh collection.
fn fresh() -> TempDir {
    let dir = TempDir::new().unwrap();
    for entry in std::fs::read_dir(MODEL.path().join("samling")).unwrap() {
        let entry = entry.unwrap();
        std::fs::copy(entry.path(), dir.path().join(entry.file_name())).unwrap();
    }
    dir
}

fn passphrase() -> SecretString {
    SecretString::from(PASSPHRASE)
}

fn mail(text: &str) -> RawMessage {
    RawMessage::new(format!("From: Kanarie Fugl <kanarie@bur.example>\r\nSubject: Min sag\r\n\r\n{text}\r\n").into())
}

fn reading(text: &str) -> Reading {
    Reading {
        text: SourceText::normalise(text),
        folds: vec![],
        class: Class::Testimony,
        class_rule: String::from("default"),
        seeds: vec![Seed { source: SeedSource::From, text: Personal::new(String::from("Kanarie Fugl")) }],
        sender: Personal::new(String::from("kanarie@bur.example")),
        subject: Personal::new(String::from("Om Kanarie")),
        message_id: Personal::default(),
        date: Some(1_700_000_000),
        problems: vec![Problem::CharsetGuessed, Problem::AttachmentNotRead],
    }
}

fn summary(state: State) -> Summary {
    Summary {
        state,
        class: Class::Testimony,
        words: 12,
        persons: 3,
        waiting: 2,
        problems: vec![Problem::CharsetGuessed, Problem::AttachmentNotRead],
        reason: None,
        risk: Some(Risk::Raised),
    }
}

type Log = Dossier<String>;

/// Takes a mail in and saves its dossier, as the poller does.
fn take_in(collection: &Collection, text: &str) -> Number {
    let taken = collection.take_in(&mail(text), &Source::File, Timestamp::UNIX_EPOCH).unwrap();
    let Taken::New(number) = taken else { panic!("expected a new mail") };
    collection.save(number, &mut Log::new(reading(text)), &summary(State::Waiting)).unwrap();
    number
}

/// Every file of the collection with its bytes, journals included.
fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap())
        .map(|entry| (entry.file_name().into_string().unwrap(), std::fs::read(entry.path()).unwrap()))
        .collect();
    files.sort();
    files
}

fn holds(bytes: &[u8], needle: &[u8]) -> bool {
    bytes.windows(needle.len()).any(|window| window == needle)
}

fn find(folder: &Path, needle: &[u8]) -> Vec<String> {
    files(folder).into_iter().filter(|(_, bytes)| holds(bytes, needle)).map(|(name, _)| name).collect()
}

#[test]
fn what_is_stored_comes_back_as_it_was() {
    let dir = fresh();
    let collection = Collection::open(dir.path()).unwrap();
    let text = "Kanarie sagde, at vi skulle vente på svar.";
    let number = take_in(&collection, text);
    assert_eq!(number, Number(1));

    let identity = &collection.unlock(&passphrase()).unwrap();
    assert!(collection.raw(number, identity).unwrap().bytes() == mail(text).bytes());
    let mut dossier: Log = collection.dossier(number, identity).unwrap();
    assert!(dossier.reading == reading(text) && dossier.log.is_empty() && dossier.version() == 1);
    dossier.log.push(String::from("skjul"));
    collection.save(number, &mut dossier, &summary(State::Approved)).unwrap();
    assert!(collection.dossier::<String>(number, identity).unwrap() == dossier);

    let row = collection.row(number).unwrap();
    assert_eq!((row.state, row.class, row.version), (State::Approved, Some(Class::Testimony), 2));
    assert_eq!((row.words, row.persons, row.waiting), (12, 3, 2));
    assert_eq!(row.problems, [Problem::CharsetGuessed, Problem::AttachmentNotRead]);
    assert_eq!(collection.rows().unwrap(), [row]);
    assert_eq!(collection.row(Number(2)), Err(StoreError::Unknown(Number(2))));
    let events: Vec<Event> = collection.log().unwrap().into_iter().map(|entry| entry.what).collect();
    assert_eq!(events, [Event::Created, Event::TakenIn, Event::Waiting, Event::Approved]);
}

#[test]
fn the_poller_cannot_read_what_it_has_stored() {
    let dir = fresh();
    // The polling machine has no identity at all: the key file lives elsewhere.
    std::fs::remove_file(dir.path().join(folder::KEY_FILE)).unwrap();
    let collection = Collection::open(dir.path()).unwrap();
    let number = take_in(&collection, "Kanarie er vores datter.");
    assert_eq!(collection.unlock(&passphrase()).unwrap_err(), StoreError::NoIdentity);
    assert_eq!(find(dir.path(), CANARY.as_bytes()), Vec::<String>::new());

    // Another collection's identity is of no use, even with the same passphrase.
    let other = TempDir::new().unwrap();
    let secret = passphrase();
    create(other.path(), &NewCollection { settings: "", passphrase: &secret, extra_recipients: &[], by: None })
        .unwrap();
    let stranger = Collection::open(other.path()).unwrap().unlock(&secret).unwrap();
    assert_eq!(collection.raw(number, &stranger).unwrap_err(), StoreError::WrongIdentity(Part::Raw(number)));
    assert_eq!(
        collection.dossier::<String>(number, &stranger).unwrap_err(),
        StoreError::WrongIdentity(Part::Dossier(number))
    );
}

#[test]
fn no_personal_text_stands_beside_the_seal() {
    let dir = fresh();
    let collection = Collection::open(dir.path()).unwrap().act_as(Initials::new("AB"));
    let text = "Kanarie. ".repeat(20_000);
    let number = take_in(&collection, &text);
    let identity = &*IDENTITY;
    let mut dossier: Log = collection.dossier(number, identity).unwrap();
    dossier.log.push(String::from("Kanarie skjules"));
    collection.save(number, &mut dossier, &summary(State::Approved)).unwrap();
    collection.folder_id("imap.bur.example", "kanarie@bur.example", "Kanarie");
    let nowhere = || {
        // Also in base64, as a mail or a key file might hold it.
        for needle in [CANARY.as_bytes(), b"kanarie", b"a2FuYXJpZ", b"S2FuYXJpZ", b"bur.example"] {
            assert_eq!(find(dir.path(), needle), Vec::<String>::new());
        }
    };
    nowhere();
    let shown = format!("{collection:?} {identity:?} {dossier:?} {:?} {:?}", collection.rows(), collection.log());
    assert!(!shown.contains(CANARY), "Debug shows personal text");
    // And when the journal has been written into the file.
    drop(collection);
    nowhere();
}

#[test]
fn errors_say_where_and_never_what() {
    let dir = fresh();
    let collection = Collection::open(dir.path()).unwrap();
    let number = take_in(&collection, "Kanarie");
    let identity = &*IDENTITY;
    // The log is of another type than was saved: serde's own message would quote it.
    let mut dossier: Log = collection.dossier(number, identity).unwrap();
    dossier.log.push(String::from(CANARY));
    collection.save(number, &mut dossier, &summary(State::Waiting)).unwrap();
    let error = collection.dossier::<u32>(number, identity).unwrap_err();
    assert_eq!(error, StoreError::Damaged(Part::Dossier(number)));
    assert!(!format!("{error} {error:?}").contains(CANARY));
}

#[test]
fn withdrawn_means_gone() {
    let dir = fresh();
    let collection = Collection::open(dir.path()).unwrap();
    let kept = take_in(&collection, "Den anden familie.");
    let long = "Kanarie. ".repeat(30_000);
    let number = take_in(&collection, &long);
    let identity = &*IDENTITY;
    let mut dossier: Log = collection.dossier(number, identity).unwrap();
    dossier.log.push(String::from("skjul"));
    collection.save(number, &mut dossier, &summary(State::Approved)).unwrap();

    // What is sealed about it now: pieces from all over both blobs, as they stand in the files.
    let peek = rusqlite::Connection::open(dir.path().join(folder::DATABASE)).unwrap();
    let mut pieces: Vec<Vec<u8>> = Vec::new();
    for table in ["raw", "dossier"] {
        let blob: Vec<u8> = peek
            .query_row(&format!("SELECT sealed FROM {table} WHERE number = ?1"), [number], |row| row.get(0))
            .unwrap();
        assert!(blob.len() > 200_000);
        // The first bytes are the same in every sealed blob: the name of the format.
        pieces.extend(blob.chunks_exact(32).skip(1).step_by(41).map(<[u8]>::to_vec));
    }
    drop(peek);
    let before: Vec<u8> = files(dir.path()).into_iter().flat_map(|(_, bytes)| bytes).collect();
    assert!(pieces.iter().filter(|piece| holds(&before, piece)).count() * 10 > pieces.len() * 9);

    collection.remove(number).unwrap();
    // While open: database, journal and shared memory.
    let wal = dir.path().join("samling.db-wal");
    let journal = std::fs::metadata(wal).map(|meta| meta.len()).unwrap_or(0);
    assert!(journal < 20_000, "the journal was not cut: {journal} bytes");
    let after: Vec<u8> = files(dir.path()).into_iter().flat_map(|(_, bytes)| bytes).collect();
    assert_eq!(pieces.iter().filter(|piece| holds(&after, piece)).count(), 0);
    assert!(!holds(&after, CANARY.as_bytes()));
    assert_eq!(collection.wipe_pending(), Ok(false));

    assert_eq!(collection.raw(number, identity).unwrap_err(), StoreError::Gone(number));
    assert_eq!(collection.dossier::<String>(number, identity).unwrap_err(), StoreError::Gone(number));
    assert_eq!(collection.save(number, &mut dossier, &summary(State::Approved)).unwrap_err(), StoreError::Gone(number));
    assert_eq!(collection.set_state(number, State::Approved), Err(StoreError::Gone(number)));
    let row = collection.row(number).unwrap();
    assert_eq!((row.state, row.class, row.words, row.persons), (State::Withdrawn, None, 0, 0));
    assert_eq!(collection.remove(number), Ok(()), "twice does no harm");
    // The mail may still lie on the server: it does not come back, and its number is not given to another.
    let again = collection.take_in(&mail(&long), &Source::File, Timestamp::UNIX_EPOCH).unwrap();
    assert_eq!(again, Taken::Known(number));
    assert_eq!(take_in(&collection, "En tredje."), Number(3));
    assert!(collection.raw(kept, identity).is_ok());
}

#[test]
fn a_withdrawal_while_another_program_reads_is_finished_later() {
    let dir = fresh();
    let collection = Collection::open(dir.path()).unwrap();
    let number = take_in(&collection, "Kanarie");
    // A reader in the middle of a transaction holds the journal.
    let reader = rusqlite::Connection::open(dir.path().join(folder::DATABASE)).unwrap();
    reader.execute_batch("BEGIN; SELECT count(*) FROM raw;").unwrap();
    let _: i64 = reader.query_row("SELECT count(*) FROM raw", [], |row| row.get(0)).unwrap();
    assert_eq!(collection.remove(number), Err(StoreError::NotWiped));
    assert_eq!(collection.row(number).unwrap().state, State::Withdrawn);
    assert_eq!(collection.wipe_pending(), Ok(true));
    drop(collection);
    reader.execute_batch("COMMIT").unwrap();
    drop(reader);
    assert_eq!(Collection::open(dir.path()).unwrap().wipe_pending(), Ok(false));
}

#[test]
fn nothing_is_lost_when_the_same_mail_comes_twice() {
    let dir = fresh();
    let collection = Collection::open(dir.path()).unwrap();
    let first = collection.take_in(&mail("Kanarie"), &Source::File, Timestamp::UNIX_EPOCH).unwrap();
    let again = collection.take_in(&mail("Kanarie"), &Source::File, Timestamp::UNIX_EPOCH).unwrap();
    let other = collection.take_in(&mail("Kanarie!"), &Source::File, Timestamp::UNIX_EPOCH).unwrap();
    assert_eq!((first, again, other), (Taken::New(Number(1)), Taken::Known(Number(1)), Taken::New(Number(2))));
    // Stored but not read, as after a crash in between: the caller sees it and reads it now.
    assert_eq!(collection.row(Number(1)).unwrap().state, State::Unread);
    let identity = &*IDENTITY;
    assert_eq!(collection.dossier::<String>(Number(1), identity).unwrap_err(), StoreError::NotRead(Number(1)));
}

#[test]
fn nothing_is_lost_when_two_coordinators_save_at_once() {
    let dir = fresh();
    let (one, two) = (Collection::open(dir.path()).unwrap(), Collection::open(dir.path()).unwrap());
    let number = take_in(&one, "Kanarie");
    let identity = &*IDENTITY;
    let mut hers: Log = one.dossier(number, identity).unwrap();
    let mut his: Log = two.dossier(number, identity).unwrap();
    hers.log.push(String::from("hendes"));
    his.log.push(String::from("hans"));
    one.save(number, &mut hers, &summary(State::Waiting)).unwrap();
    assert_eq!(
        two.save(number, &mut his, &summary(State::Approved)).unwrap_err(),
        StoreError::ChangedMeanwhile(number)
    );
    // Nothing of the refused save stands; opened again it goes on from hers.
    assert_eq!(two.row(number).unwrap().state, State::Waiting);
    let mut his: Log = two.dossier(number, identity).unwrap();
    assert_eq!(his.log, ["hendes"]);
    his.log.push(String::from("hans"));
    two.save(number, &mut his, &summary(State::Approved)).unwrap();
    // A quarantine in between counts, too.
    one.quarantine(number, Reason::AnalysisFailed).unwrap();
    assert_eq!(one.row(number).unwrap().reason, Some(Reason::AnalysisFailed));
    assert!(two.save(number, &mut his, &summary(State::Approved)).is_err());
}

#[test]
fn nothing_is_lost_when_two_pollers_take_in_at_once() {
    let dir = fresh();
    let path = dir.path();
    let news: Vec<usize> = std::thread::scope(|scope| {
        let pollers: Vec<_> = (0..4)
            .map(|_| {
                scope.spawn(move || {
                    let collection = Collection::open(path).unwrap();
                    let take = |index: u32| {
                        collection.take_in(&mail(&format!("Mail {index}")), &Source::File, Timestamp::UNIX_EPOCH)
                    };
                    (0..25).filter(|&index| matches!(take(index).unwrap(), Taken::New(_))).count()
                })
            })
            .collect();
        pollers.into_iter().map(|poller| poller.join().unwrap()).collect()
    });
    assert_eq!(news.iter().sum::<usize>(), 25);
    let rows = Collection::open(path).unwrap().rows().unwrap();
    assert_eq!(rows.iter().map(|row| row.number.0).collect::<Vec<_>>(), (1..=25).collect::<Vec<_>>());
}

#[test]
fn polling_neither_loses_nor_doubles() {
    let dir = fresh();
    let collection = Collection::open(dir.path()).unwrap();
    let folder = collection.folder_id("imap.post.example", "Vidnesbyrd@post.example", "INBOX");
    assert_eq!(folder, collection.folder_id("IMAP.post.example", "vidnesbyrd@post.example", "INBOX"));
    assert_ne!(folder, collection.folder_id("imap.post.example", "vidnesbyrd@post.example", "Arkiv"));
    let at = |uid| ServerMail { folder, uid_validity: 7, uid };
    let take = |uid, text: &str| collection.take_in(&mail(text), &Source::Mailbox(at(uid)), Timestamp::UNIX_EPOCH);
    let one = take(1, "Kanarie 1").unwrap().number();
    collection.set_filed(&at(1)).unwrap();
    let two = take(2, "Kanarie 2").unwrap().number();
    collection.put_aside(&at(3), Reason::TooLarge).unwrap();
    // The same mail copied into the folder once more, and one put aside that came through after all.
    assert_eq!(take(4, "Kanarie 1").unwrap(), Taken::Known(one));
    collection.put_aside(&at(5), Reason::ServerTrouble).unwrap();
    let five = take(5, "Kanarie 5").unwrap().number();
    // Put aside too late: it is stored.
    collection.put_aside(&at(2), Reason::ServerTrouble).unwrap();

    let expected = BTreeMap::from([
        (1, ServerState::Stored { number: one, filed: true }),
        (2, ServerState::Stored { number: two, filed: false }),
        (3, ServerState::Aside(Reason::TooLarge)),
        (4, ServerState::Stored { number: one, filed: false }),
        (5, ServerState::Stored { number: five, filed: false }),
    ]);
    assert_eq!(collection.server_mails(folder, 7).unwrap(), expected);
    assert!(collection.server_mails(folder, 8).unwrap().is_empty());
    assert_eq!(collection.aside().unwrap().iter().map(|aside| aside.uid).collect::<Vec<_>>(), [3]);
    assert_eq!(collection.retry_aside(), Ok(1));
    assert!(collection.aside().unwrap().is_empty());
}

#[test]
fn an_edition_holds_only_what_is_approved_and_not_withdrawn() {
    let dir = fresh();
    let collection = Collection::open(dir.path()).unwrap().act_as(Initials::new("AB"));
    let (one, two, three) = (take_in(&collection, "1"), take_in(&collection, "2"), take_in(&collection, "3"));
    collection.set_state(one, State::Approved).unwrap();
    collection.set_state(three, State::Approved).unwrap();
    let hash = collection.text_hash("[mor] sagde");
    let edition = |number, entries: &[Number]| Edition {
        number: EditionNumber(number),
        date: date(2026, 11, 21),
        entries: entries.iter().map(|&entry| (entry, hash)).collect(),
    };
    assert_eq!(collection.record_edition(&edition(1, &[one, two])), Err(StoreError::NotApproved(two)));
    assert_eq!(collection.next_edition(), Ok(EditionNumber(1)), "a refused edition leaves no trace");
    collection.record_edition(&edition(1, &[one, three])).unwrap();
    collection.remove(three).unwrap();
    assert_eq!(collection.record_edition(&edition(2, &[one, three])), Err(StoreError::Gone(three)));
    assert_eq!(collection.record_edition(&edition(2, &[Number(9)])), Err(StoreError::Unknown(Number(9))));
    assert_eq!(collection.record_edition(&edition(1, &[one])), Err(StoreError::Locked), "the number is taken");
    collection.record_edition(&edition(2, &[one])).unwrap();
    assert_eq!(collection.editions().unwrap(), [edition(1, &[one, three]), edition(2, &[one])]);
    let log = collection.log().unwrap();
    let last = log.last().unwrap();
    assert_eq!((last.what, last.number, last.who.as_deref()), (Event::Published, Some(2), Some("AB")));
}

#[test]
fn a_wrong_passphrase_is_refused() {
    let dir = fresh();
    let collection = Collection::open(dir.path()).unwrap();
    let error = collection.unlock(&SecretString::from("Kanarie i bur, ja")).unwrap_err();
    assert_eq!(error, StoreError::WrongPassphrase);
}

#[test]
fn every_recipient_opens_the_collection() {
    let (first, second) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    let secret = passphrase();
    let new = NewCollection { settings: "", passphrase: &secret, extra_recipients: &[], by: None };
    let both = [create(second.path(), &new).unwrap()];
    create(
        first.path(),
        &NewCollection { settings: "", passphrase: &secret, extra_recipients: &both, by: Initials::new("AB") },
    )
    .unwrap();
    let collection = Collection::open(first.path()).unwrap();
    assert_eq!(collection.recipients().unwrap().count(), 2);
    let number = take_in(&collection, "Kanarie");
    let second_key = Collection::open(second.path()).unwrap().unlock(&secret).unwrap();
    assert!(collection.raw(number, &second_key).is_ok());
    assert!(collection.dossier::<String>(number, &second_key).is_ok());
}

#[test]
fn a_collection_is_made_wholly_or_not_at_all_and_overwrites_nothing() {
    let dir = TempDir::new().unwrap();
    let secret = passphrase();
    let new = NewCollection { settings: "", passphrase: &secret, extra_recipients: &[], by: None };
    // Among other files: refused, and they are left as they are.
    std::fs::write(dir.path().join("noter.txt"), "mine").unwrap();
    assert_eq!(create(dir.path(), &new).unwrap_err(), StoreError::FolderNotEmpty);
    assert_eq!(files(dir.path()), [(String::from("noter.txt"), b"mine".to_vec())]);
    // Where a collection is already: refused, and it still opens.
    let there = fresh();
    let before = files(there.path());
    assert_eq!(create(there.path(), &new).unwrap_err(), StoreError::AlreadyACollection);
    assert_eq!(files(there.path()), before);
    // Where the parent does not exist: nothing is left behind.
    let nowhere = dir.path().join("a/b");
    assert!(matches!(create(&nowhere, &new), Err(StoreError::Io { part: Part::Folder, .. })));
    assert!(!dir.path().join("a").exists());
    // In a new folder: exactly these files.
    let made = dir.path().join("samling");
    create(&made, &new).unwrap();
    let names: Vec<String> = files(&made).into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["modtagere.txt", "noegle.age", "samling.db", "vidnesbyrd.toml"]);
    assert_eq!(folder::too_open(&made), Ok(vec![]));
    let collection = Collection::open(&made).unwrap();
    take_in(&collection, "Kanarie");
    assert_eq!(folder::too_open(&made), Ok(vec![]), "the journals are private, too");
}

#[cfg(unix)]
#[test]
fn a_file_open_to_others_is_found() {
    use std::os::unix::fs::PermissionsExt;
    let dir = fresh();
    let key = dir.path().join(folder::KEY_FILE);
    std::fs::set_permissions(&key, std::fs::Permissions::from_mode(0o644)).unwrap();
    let found = folder::too_open(dir.path()).unwrap();
    assert!(found.iter().any(|open| open.path == key && open.mode == 0o644 && open.wanted == 0o600));
}

#[test]
fn a_newer_version_is_left_alone() {
    let dir = fresh();
    let path = dir.path().join(folder::DATABASE);
    rusqlite::Connection::open(&path).unwrap().pragma_update(None, "user_version", 99).unwrap();
    let error = Collection::open(dir.path()).unwrap_err();
    assert_eq!(error, StoreError::NewerVersion { part: Part::Database, found: 99, known: 3 });
}

#[test]
fn what_is_no_collection_is_not_made_into_one() {
    let dir = TempDir::new().unwrap();
    assert_eq!(Collection::open(dir.path()).unwrap_err(), StoreError::NotACollection);
    assert_eq!(Collection::open(&dir.path().join("findes-ikke")).unwrap_err(), StoreError::NotACollection);
    assert_eq!(files(dir.path()), []);
    // Somebody else's database under our name.
    let path = dir.path().join(folder::DATABASE);
    rusqlite::Connection::open(&path).unwrap().execute_batch("CREATE TABLE other (x)").unwrap();
    assert_eq!(Collection::open(dir.path()).unwrap_err(), StoreError::NotACollection);
}

#[test]
fn a_damaged_database_is_told_and_left() {
    let dir = fresh();
    let path = dir.path().join(folder::DATABASE);
    take_in(&Collection::open(dir.path()).unwrap(), &"Kanarie. ".repeat(5_000));
    let whole = std::fs::read(&path).unwrap();

    std::fs::write(&path, b"Kanarie er ikke en database, og det her er noget helt andet.").unwrap();
    assert_eq!(Collection::open(dir.path()).unwrap_err(), StoreError::Damaged(Part::Database));

    // Cut off in the middle: opening may work, the check tells.
    std::fs::write(&path, &whole[..whole.len() / 2]).unwrap();
    let verdict = Collection::open(dir.path()).and_then(|collection| collection.check_integrity());
    assert_eq!(verdict, Err(StoreError::Damaged(Part::Database)));
}

#[test]
fn two_dossiers_cannot_change_places_unseen() {
    let dir = fresh();
    let collection = Collection::open(dir.path()).unwrap();
    let (one, two) = (take_in(&collection, "Kanarie 1"), take_in(&collection, "Kanarie 2"));
    let identity = &*IDENTITY;
    let meddler = rusqlite::Connection::open(dir.path().join(folder::DATABASE)).unwrap();
    meddler
        .execute("UPDATE dossier SET sealed = (SELECT sealed FROM dossier WHERE number = 2) WHERE number = 1", [])
        .unwrap();
    assert_eq!(collection.dossier::<String>(one, identity).unwrap_err(), StoreError::Damaged(Part::Dossier(one)));
    assert!(collection.dossier::<String>(two, identity).is_ok());
    // An original cannot even be overwritten.
    assert!(meddler.execute("UPDATE raw SET sealed = zeroblob(3) WHERE number = 1", []).is_err());
    meddler.execute_batch("DROP TRIGGER raw_is_written_once").unwrap();
    meddler.execute("UPDATE raw SET sealed = (SELECT sealed FROM raw WHERE number = 2) WHERE number = 1", []).unwrap();
    assert_eq!(collection.raw(one, identity).unwrap_err(), StoreError::Damaged(Part::Raw(one)));
}

/// Run by the test below in a process of its own: takes mails in and says so after each, until it is killed.
#[test]
#[ignore = "the victim of nothing_is_lost_when_the_program_is_killed"]
fn takes_in_until_killed() {
    let variable = |name| std::env::var(name).unwrap();
    let collection = Collection::open(Path::new(&variable("VIDNESBYRD_TEST_FOLDER"))).unwrap();
    let round = variable("VIDNESBYRD_TEST_ROUND");
    for index in 0..100_000 {
        let number = take_in(&collection, &format!("Kanarie {round} {index}"));
        println!("\nstored {number} {round} {index}");
    }
}

#[test]
fn nothing_is_lost_when_the_program_is_killed() {
    use std::io::{BufRead, BufReader};
    use std::process::{Command, Stdio};
    let dir = fresh();
    let mut said: BTreeMap<Number, String> = BTreeMap::new();
    for (round, kill_after) in [1, 7, 23].into_iter().enumerate() {
        let mut victim = Command::new(std::env::current_exe().unwrap())
            .args(["store::takes_in_until_killed", "--exact", "--ignored", "--nocapture"])
            .env("VIDNESBYRD_TEST_FOLDER", dir.path())
            .env("VIDNESBYRD_TEST_ROUND", round.to_string())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let lines = BufReader::new(victim.stdout.take().unwrap()).lines().map(Result::unwrap);
        let stored = lines.filter_map(|line| {
            let (number, text) = line.strip_prefix("stored ")?.split_once(' ')?;
            Some((number.parse().unwrap(), format!("Kanarie {text}")))
        });
        said.extend(stored.take(kill_after));
        victim.kill().unwrap();
        victim.wait().unwrap();
    }
    assert_eq!(said.len(), 31);
    let collection = Collection::open(dir.path()).unwrap();
    collection.check_integrity().unwrap();
    // What it said it had stored is there, byte for byte; whatever more there is, is whole.
    for (&number, text) in &said {
        assert!(collection.raw(number, &IDENTITY).unwrap().bytes() == mail(text).bytes());
        assert!(collection.dossier::<String>(number, &IDENTITY).unwrap().reading == reading(text));
    }
    for row in collection.rows().unwrap() {
        collection.raw(row.number, &IDENTITY).unwrap();
    }
}
