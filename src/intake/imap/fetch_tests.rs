//! The order of things, on a made-up mailbox that fails where it is told to.

use super::super::error::Step;
use super::*;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

const VALIDITY: UidValidity = UidValidity(7);
const PROTOCOL: MailboxError = MailboxError::Protocol(Step::Fetch);

/// What happened, in order, on the server and in the store.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Event {
    Reconnect,
    Committed(String),
    Flagged(u32),
    Moved(u32),
    Filed(u32),
}

type Log = Rc<RefCell<Vec<Event>>>;

struct Fake {
    mails: BTreeMap<u32, (String, u32)>,
    deleted: BTreeSet<u32>,
    /// Bodies that fail this many times more.
    failing: BTreeMap<u32, (usize, MailboxError)>,
    filing_fails: usize,
    offline: bool,
    validity: UidValidity,
    log: Log,
}

impl Fake {
    fn new(log: &Log, uids: &[u32]) -> Self {
        let mails = uids.iter().map(|uid| (*uid, (format!("Kanarie {uid}"), 10))).collect();
        Self {
            mails,
            deleted: BTreeSet::new(),
            failing: BTreeMap::new(),
            filing_fails: 0,
            offline: false,
            validity: VALIDITY,
            log: Rc::clone(log),
        }
    }

    fn file(&mut self, event: Event) -> Result<(), MailboxError> {
        if self.filing_fails > 0 {
            self.filing_fails -= 1;
            return Err(MailboxError::Lost);
        }
        self.log.borrow_mut().push(event);
        Ok(())
    }
}

impl Mailbox for Fake {
    fn validity(&self) -> UidValidity {
        self.validity
    }

    fn uids(&mut self) -> Result<Vec<Uid>, MailboxError> {
        Ok(self.mails.keys().map(|uid| Uid(*uid)).collect())
    }

    fn meta(&mut self, uid: Uid) -> Result<Option<Meta>, MailboxError> {
        let deleted = self.deleted.contains(&uid.0);
        Ok(self.mails.get(&uid.0).map(|(_, size)| Meta { size: *size, deleted, received: None }))
    }

    fn body(&mut self, uid: Uid, _limit: u64) -> Result<Option<RawMessage>, MailboxError> {
        if let Some((left, error)) = self.failing.get_mut(&uid.0)
            && *left > 0
        {
            *left -= 1;
            return Err(error.clone());
        }
        Ok(self.mails.get(&uid.0).map(|(text, _)| RawMessage::new(text.clone().into_bytes())))
    }

    fn flag(&mut self, uid: Uid) -> Result<(), MailboxError> {
        self.file(Event::Flagged(uid.0))
    }

    fn file_away(&mut self, uid: Uid) -> Result<(), MailboxError> {
        self.file(Event::Moved(uid.0))?;
        self.mails.remove(&uid.0);
        Ok(())
    }

    fn reconnect(&mut self) -> Result<(), MailboxError> {
        self.log.borrow_mut().push(Event::Reconnect);
        if self.offline { Err(MailboxError::NoNetwork) } else { Ok(()) }
    }
}

#[derive(Debug, thiserror::Error)]
#[error("disk full")]
struct DiskFull;

#[derive(Default)]
struct Memory {
    contents: BTreeSet<Vec<u8>>,
    known: Known,
    validity: Option<UidValidity>,
    full_after: Option<usize>,
    crash_before_filed: bool,
    log: Log,
}

impl Sink for Memory {
    type Error = DiskFull;

    fn known(&mut self, validity: UidValidity) -> Result<Known, DiskFull> {
        if self.validity != Some(validity) {
            self.known = Known::default();
            self.validity = Some(validity);
        }
        Ok(self.known.clone())
    }

    fn store(&mut self, _: MessageId, message: &RawMessage, _: Option<Timestamp>) -> Result<Stored, DiskFull> {
        if self.full_after == Some(self.contents.len()) {
            return Err(DiskFull);
        }
        let text = String::from_utf8(message.bytes().to_vec()).unwrap();
        self.log.borrow_mut().push(Event::Committed(text));
        Ok(if self.contents.insert(message.bytes().to_vec()) { Stored::New } else { Stored::Known })
    }

    fn filed(&mut self, id: MessageId) -> Result<(), DiskFull> {
        if self.crash_before_filed {
            return Err(DiskFull);
        }
        self.known.aside.remove(&id.uid);
        self.known.settled.insert(id.uid);
        self.log.borrow_mut().push(Event::Filed(id.uid.0));
        Ok(())
    }

    fn put_aside(&mut self, id: MessageId, _: AsideReason) -> Result<(), DiskFull> {
        self.known.aside.insert(id.uid);
        Ok(())
    }
}

fn plan(after: After) -> Plan {
    Plan { pauses: [Duration::ZERO; 2], ..Plan::new(after, 1_000) }
}

fn run(mailbox: &mut Fake, sink: &mut Memory, after: After) -> (Report, Result<(), FetchError<DiskFull>>) {
    fetch_all(mailbox, sink, &plan(after), &mut |_| {})
}

fn world(uids: &[u32]) -> (Fake, Memory, Log) {
    let log = Log::default();
    let memory = Memory { log: Rc::clone(&log), ..Memory::default() };
    (Fake::new(&log, uids), memory, log)
}

#[test]
fn nothing_is_lost_because_the_commit_comes_before_any_change_on_the_server() {
    for (after, change) in [(After::Flag, Event::Flagged(4)), (After::Move, Event::Moved(4))] {
        let (mut mailbox, mut sink, log) = world(&[4]);
        let (report, outcome) = run(&mut mailbox, &mut sink, after);
        assert!(outcome.is_ok());
        assert_eq!((report.found, report.seen, report.new), (1, 1, 1));
        assert_eq!(*log.borrow(), [Event::Committed("Kanarie 4".into()), change, Event::Filed(4)]);
    }
}

#[test]
fn a_store_that_cannot_commit_stops_the_run_and_the_server_stays_as_it_was() {
    let (mut mailbox, mut sink, log) = world(&[1, 2, 3]);
    sink.full_after = Some(1);
    let (report, outcome) = run(&mut mailbox, &mut sink, After::Move);
    assert!(matches!(outcome, Err(FetchError::Sink(DiskFull))));
    assert_eq!(report.new, 1);
    assert!(!log.borrow().contains(&Event::Moved(2)));
    sink.full_after = None;
    let (report, outcome) = run(&mut mailbox, &mut sink, After::Move);
    assert!(outcome.is_ok());
    assert_eq!((report.new, report.known), (2, 0));
}

#[test]
fn a_second_run_finds_only_what_is_new() {
    let (mut mailbox, mut sink, _) = world(&[1, 2]);
    run(&mut mailbox, &mut sink, After::Leave).1.unwrap();
    mailbox.mails.insert(9, ("Kanarie 9".into(), 10));
    let (report, _) = run(&mut mailbox, &mut sink, After::Leave);
    assert_eq!((report.found, report.new, report.known), (1, 1, 0));
}

#[test]
fn broken_off_between_commit_and_filing_the_next_run_files_and_does_not_double() {
    let (mut mailbox, mut sink, log) = world(&[1]);
    mailbox.filing_fails = TRIES;
    let (_, outcome) = run(&mut mailbox, &mut sink, After::Move);
    assert!(matches!(outcome, Err(FetchError::Mailbox(MailboxError::Lost))));
    assert!(!log.borrow().contains(&Event::Filed(1)));
    let (report, outcome) = run(&mut mailbox, &mut sink, After::Move);
    assert!(outcome.is_ok());
    assert_eq!((report.new, report.known, sink.contents.len()), (0, 1, 1));
    assert!(log.borrow().contains(&Event::Moved(1)));
}

#[test]
fn broken_off_between_filing_and_settling_the_next_run_has_nothing_left_to_do() {
    let (mut mailbox, mut sink, _) = world(&[1]);
    sink.crash_before_filed = true;
    assert!(run(&mut mailbox, &mut sink, After::Move).1.is_err());
    sink.crash_before_filed = false;
    let (report, outcome) = run(&mut mailbox, &mut sink, After::Move);
    assert!(outcome.is_ok());
    assert_eq!((report.found, sink.contents.len()), (0, 1));
}

#[test]
fn a_connection_that_breaks_once_costs_a_reconnect_and_no_message() {
    let (mut mailbox, mut sink, log) = world(&[1, 2]);
    mailbox.failing.insert(1, (2, MailboxError::TimedOut));
    let (report, outcome) = run(&mut mailbox, &mut sink, After::Leave);
    assert!(outcome.is_ok());
    assert_eq!((report.new, report.aside.len()), (2, 0));
    assert_eq!(log.borrow().iter().filter(|event| **event == Event::Reconnect).count(), 2);
}

#[test]
fn a_message_that_fails_three_times_is_put_aside_and_the_rest_goes_on() {
    let (mut mailbox, mut sink, _) = world(&[1, 2, 3]);
    mailbox.failing.insert(2, (usize::MAX, PROTOCOL));
    let (report, outcome) = run(&mut mailbox, &mut sink, After::Move);
    assert!(outcome.is_ok());
    assert_eq!(report.new, 2);
    assert_eq!(report.aside, [Aside { uid: Uid(2), reason: AsideReason::Unfetchable, size: Some(10) }]);
    assert_eq!(mailbox.mails.keys().copied().collect::<Vec<_>>(), [2], "it stays on the server");
    // Still there in the next run, and fetched when the server can.
    let (report, _) = run(&mut mailbox, &mut sink, After::Move);
    assert_eq!((report.found, report.aside.len()), (1, 1));
    mailbox.failing.clear();
    let (report, _) = run(&mut mailbox, &mut sink, After::Move);
    assert_eq!((report.new, report.aside.len()), (1, 0));
}

#[test]
fn a_server_that_fails_every_message_is_not_asked_for_all_of_them() {
    let uids: Vec<u32> = (1..=100).collect();
    let (mut mailbox, mut sink, log) = world(&uids);
    mailbox.failing.extend(uids.iter().map(|uid| (*uid, (usize::MAX, PROTOCOL))));
    let (_, outcome) = run(&mut mailbox, &mut sink, After::Leave);
    assert!(matches!(outcome, Err(FetchError::Mailbox(MailboxError::Protocol(_)))));
    assert!(log.borrow().iter().filter(|event| **event == Event::Reconnect).count() <= HOPELESS * TRIES);
}

#[test]
fn a_network_that_goes_away_ends_the_run_and_puts_nothing_aside() {
    let (mut mailbox, mut sink, _) = world(&[1, 2]);
    mailbox.failing.insert(1, (usize::MAX, MailboxError::Lost));
    mailbox.offline = true;
    let (report, outcome) = run(&mut mailbox, &mut sink, After::Leave);
    assert!(matches!(outcome, Err(FetchError::Mailbox(MailboxError::NoNetwork))));
    assert!(report.aside.is_empty() && sink.known == Known::default());
}

#[test]
fn a_message_over_the_limit_is_put_aside_unread_and_comes_when_the_limit_is_raised() {
    let (mut mailbox, mut sink, log) = world(&[1, 2]);
    mailbox.mails.insert(1, ("Kanarie 1".into(), 5_000));
    let (report, outcome) = run(&mut mailbox, &mut sink, After::Flag);
    assert!(outcome.is_ok());
    assert_eq!((report.new, report.aside_for(AsideReason::TooLarge)), (1, 1));
    assert!(!log.borrow().contains(&Event::Committed("Kanarie 1".into())));
    let raised = Plan { max_size: 10_000, ..plan(After::Flag) };
    let (report, _) = fetch_all(&mut mailbox, &mut sink, &raised, &mut |_| {});
    assert_eq!((report.new, report.aside.len()), (1, 0));
}

#[test]
fn a_message_marked_as_deleted_waits_until_the_mark_is_taken_back() {
    let (mut mailbox, mut sink, _) = world(&[1]);
    mailbox.deleted.insert(1);
    let (report, _) = run(&mut mailbox, &mut sink, After::Leave);
    assert_eq!((report.deleted, report.new), (1, 0));
    mailbox.deleted.clear();
    assert_eq!(run(&mut mailbox, &mut sink, After::Leave).0.new, 1);
}

#[test]
fn a_folder_numbered_anew_is_read_again_and_doubles_nothing() {
    let (mut mailbox, mut sink, _) = world(&[1, 2]);
    run(&mut mailbox, &mut sink, After::Leave).1.unwrap();
    mailbox.validity = UidValidity(8);
    let (report, outcome) = run(&mut mailbox, &mut sink, After::Leave);
    assert!(outcome.is_ok());
    assert_eq!((report.new, report.known, sink.contents.len()), (0, 2, 2));
}

#[test]
fn no_error_of_the_mailbox_holds_what_the_server_said() {
    let error = imap::Error::Io(std::io::Error::other("Kanarie Fugl is not here"));
    let ours = MailboxError::from_imap(&error, Step::Fetch);
    assert!(!format!("{ours} {ours:?}").contains("Kanarie"));
}
