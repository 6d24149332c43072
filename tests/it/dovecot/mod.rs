//! Over a real IMAP server: what is encrypted, what is refused, and that nothing is lost or doubled.

mod proxy;
pub(crate) mod server;
mod tjek;

use proxy::{Mischief, Proxy};
use secrecy::SecretString;
use server::Server;
use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;
use vidnesbyrd::intake::RawMessage;
use vidnesbyrd::intake::imap::{
    Account, After, AsideReason, FetchError, FolderUse, ImapMailbox, Known, Mailbox, MailboxError, MessageId, Plan,
    Report, Sink, Stored, fetch_all,
};

/// What opening the mailbox fails with.
fn failure(account: Account) -> MailboxError {
    ImapMailbox::open(account).map(drop).expect_err("must not open")
}

/// A message about nobody, unlike every other.
fn message(number: usize) -> Vec<u8> {
    format!("From: Kanarie Fugl <kanarie@mor.example>\r\nSubject: nr. {number}\r\n\r\nKanarie skriver {number}.\r\n")
        .into()
}

/// A store in memory that keeps what the real one keeps.
#[derive(Default)]
struct Memory {
    contents: BTreeSet<Vec<u8>>,
    settled: BTreeMap<u32, BTreeSet<vidnesbyrd::intake::imap::Uid>>,
    aside: BTreeSet<vidnesbyrd::intake::imap::Uid>,
    /// The process dies right after this many commits.
    dies_after_commits: Option<usize>,
    commits: usize,
}

#[derive(Debug, thiserror::Error)]
#[error("killed")]
struct Killed;

impl Sink for Memory {
    type Error = Killed;

    fn known(&mut self, validity: vidnesbyrd::intake::imap::UidValidity) -> Result<Known, Killed> {
        let settled = self.settled.get(&validity.0).cloned().unwrap_or_default();
        Ok(Known { settled, aside: self.aside.clone() })
    }

    fn store(
        &mut self,
        _: MessageId,
        message: &RawMessage,
        received: Option<jiff::Timestamp>,
    ) -> Result<Stored, Killed> {
        assert!(received.is_some(), "the server said when it took the message in");
        let new = self.contents.insert(message.bytes().to_vec());
        self.commits += 1;
        if self.dies_after_commits == Some(self.commits) {
            return Err(Killed);
        }
        Ok(if new { Stored::New } else { Stored::Known })
    }

    fn filed(&mut self, id: MessageId) -> Result<(), Killed> {
        self.aside.remove(&id.uid);
        self.settled.entry(id.validity.0).or_default().insert(id.uid);
        Ok(())
    }

    fn put_aside(&mut self, id: MessageId, _: AsideReason) -> Result<(), Killed> {
        self.aside.insert(id.uid);
        Ok(())
    }
}

/// Opens and fetches, as one run of the program does.
fn poll(account: Account, after: After, sink: &mut Memory) -> (Report, Result<(), FetchError<Killed>>) {
    let plan = Plan { pauses: [Duration::ZERO; 2], ..Plan::new(after, 100_000) };
    match ImapMailbox::open(account) {
        Ok(mut mailbox) => {
            let result = fetch_all(&mut mailbox, sink, &plan, &mut |_| {});
            mailbox.log_out();
            result
        }
        Err(error) => (Report::default(), Err(FetchError::Mailbox(error))),
    }
}

#[test]
fn tls_and_starttls_reach_the_folder_also_where_the_server_trusts_us_less() {
    let Some(server) = Server::with_mailbox("tls") else { return };
    server.deliver("INBOX", &message(1));
    let tls_at = |host: &str| Account { host: host.into(), ..server.account() };
    for account in [
        tls_at("localhost"),
        tls_at("127.0.0.1"),
        tls_at("127.0.0.2"),
        server.starttls_at("localhost"),
        server.starttls_at("127.0.0.2"),
    ] {
        assert_eq!(ImapMailbox::open(account).unwrap().count(), Ok(1));
    }
}

#[test]
fn a_wrong_password_is_called_by_its_name() {
    let Some(server) = Server::with_mailbox("wrong-password") else { return };
    let password = SecretString::from("forkert-æøå");
    assert_eq!(failure(Account { password, ..server.account() }), MailboxError::WrongPassword);
}

#[test]
fn a_certificate_that_nobody_vouches_for_or_that_is_not_the_servers_is_refused() {
    let Some(server) = Server::with_mailbox("certificates") else { return };
    let other = Some(server.home.join("other.pem"));
    assert_eq!(failure(Account { ca_file: other, ..server.account() }), MailboxError::UntrustedCertificate);
    let machine = failure(Account { ca_file: None, ..server.account() });
    assert!(matches!(machine, MailboxError::UntrustedCertificate | MailboxError::NoRoots));
    for (host, expected) in
        [("127.0.0.4", MailboxError::WrongHostName), ("127.0.0.5", MailboxError::CertificateOutOfDate)]
    {
        assert_eq!(failure(Account { host: host.into(), ..server.account() }), expected);
        assert_eq!(failure(server.starttls_at(host)), expected);
    }
    for file in ["nothing-there.pem", "dovecot.conf"] {
        let ca_file = Some(server.home.join(file));
        assert_eq!(failure(Account { ca_file, ..server.account() }), MailboxError::CaFile);
    }
}

#[test]
fn a_server_without_starttls_is_refused_before_anything_is_said() {
    let Some(server) = Server::with_mailbox("no-starttls") else { return };
    assert_eq!(failure(server.starttls_at("127.0.0.3")), MailboxError::NoStartTls);
}

#[test]
fn somebody_who_hides_starttls_hears_one_question_and_no_credentials() {
    let Some(server) = Server::with_mailbox("stripped") else { return };
    let proxy = Proxy::before(server.starttls_port, Mischief::StripStartTls);
    let account = Account { port: proxy.port, ..server.starttls_at("localhost") };
    assert_eq!(failure(account), MailboxError::NoStartTls);
    assert_eq!(*proxy.heard.lock().unwrap(), [b"a1 CAPABILITY\r\n".to_vec()]);
}

#[test]
fn the_wrong_kind_of_security_for_a_port_is_told_and_nothing_hangs() {
    let Some(server) = Server::with_mailbox("wrong-port") else { return };
    let tls_on_plain = Account { port: server.starttls_port, ..server.account() };
    assert_eq!(failure(tls_on_plain), MailboxError::NotTls);
    let mut starttls_on_tls = Account { port: server.tls_port, ..server.starttls_at("localhost") };
    starttls_on_tls.patience.silence = Duration::from_millis(300);
    assert_eq!(failure(starttls_on_tls), MailboxError::TimedOut);
}

#[test]
fn nobody_there_and_no_such_name_are_told_apart() {
    let Some(server) = Server::with_mailbox("nobody") else { return };
    // Bound and closed again, so nothing listens there.
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let closed = Account { host: "127.0.0.1".into(), port, ..server.account() };
    assert_eq!(failure(closed), MailboxError::ConnectionRefused);
    let nowhere = failure(Account { host: "findes-ikke.invalid".into(), ..server.account() });
    assert!(matches!(nowhere, MailboxError::NameNotFound | MailboxError::NoNetwork));
}

#[test]
fn a_silent_server_is_given_up() {
    let Some(server) = Server::with_mailbox("silent") else { return };
    let proxy = Proxy::before(server.tls_port, Mischief::StallAfter(4_000));
    let mut account = Account { port: proxy.port, ..server.account() };
    account.patience.silence = Duration::from_millis(300);
    server.deliver("INBOX", &vec![b'x'; 20_000]);
    let outcome = ImapMailbox::open(account).and_then(|mut mailbox| {
        let uid = mailbox.uids()?[0];
        mailbox.body(uid, 100_000)
    });
    assert_eq!(outcome.map(drop), Err(MailboxError::TimedOut));
}

#[test]
fn a_danish_folder_is_found_and_a_missing_one_named_by_its_use() {
    let Some(server) = Server::with_mailbox("folders") else { return };
    let inside = |folder: &str| Account { folder: folder.into(), ..server.account() };
    assert_eq!(failure(inside("Vidnesbyrd/Åbne")), MailboxError::FolderMissing(FolderUse::Read));
    server.make_folder("Vidnesbyrd/Åbne");
    server.deliver("Vidnesbyrd/Åbne", &message(1));
    assert_eq!(ImapMailbox::open(inside("Vidnesbyrd/Åbne")).unwrap().count(), Ok(1));
    let move_to = Some("Vidnesbyrd/Læste & gemte".to_owned());
    let moving = Account { move_to, writable: true, ..inside("Vidnesbyrd/Åbne") };
    assert_eq!(failure(moving), MailboxError::FolderMissing(FolderUse::MoveTo));
    assert_eq!(failure(inside("Findes ikke")), MailboxError::FolderMissing(FolderUse::Read));
}

#[test]
fn leave_flag_and_move_do_what_they_say_and_nothing_is_marked_as_read() {
    let Some(server) = Server::with_mailbox("after") else { return };
    server.make_folder("Vidnesbyrd/Læste & gemte");
    for number in 1..=3 {
        server.deliver("INBOX", &message(number));
    }
    let (report, outcome) = poll(server.account(), After::Leave, &mut Memory::default());
    outcome.unwrap();
    assert_eq!((report.new, server.count("INBOX", "unseen unflagged")), (3, 3));

    let writable = || Account { writable: true, ..server.account() };
    let (report, outcome) = poll(writable(), After::Flag, &mut Memory::default());
    outcome.unwrap();
    assert_eq!((report.new, server.count("INBOX", "unseen flagged")), (3, 3));

    let move_to = Some("Vidnesbyrd/Læste & gemte".to_owned());
    let (report, outcome) = poll(Account { move_to, ..writable() }, After::Move, &mut Memory::default());
    outcome.unwrap();
    assert_eq!((report.new, server.count("INBOX", "all")), (3, 0));
    assert_eq!(server.count("Vidnesbyrd/Læste & gemte", "unseen"), 3);
}

#[test]
fn the_bytes_arrive_as_they_were_sent() {
    let Some(server) = Server::with_mailbox("bytes") else { return };
    let mut raw = b"From: kanarie@far.example\r\nContent-Type: text/plain; charset=iso-8859-1\r\n\r\n".to_vec();
    raw.extend_from_slice(b"S\xf8n, b\xf8rn \xe5 {12}\r\n)\r\na4 OK done\r\n* BYE\r\n\r\n");
    server.deliver("INBOX", &raw);
    let mut sink = Memory::default();
    poll(server.account(), After::Leave, &mut sink).1.unwrap();
    assert!(sink.contents.contains(&raw));
}

#[test]
fn run_twice_nothing_doubles_and_only_what_is_new_comes() {
    let Some(server) = Server::with_mailbox("twice") else { return };
    server.deliver("INBOX", &message(1));
    let mut sink = Memory::default();
    poll(server.account(), After::Leave, &mut sink).1.unwrap();
    let (report, _) = poll(server.account(), After::Leave, &mut sink);
    assert_eq!((report.found, report.settled), (0, 1));
    server.deliver("INBOX", &message(2));
    let (report, _) = poll(server.account(), After::Leave, &mut sink);
    assert_eq!((report.new, report.known, sink.contents.len()), (1, 0, 2));
}

#[test]
fn killed_between_commit_and_filing_and_run_again_the_filing_is_completed() {
    let Some(server) = Server::with_mailbox("killed") else { return };
    server.make_folder("Hentet");
    for number in 1..=3 {
        server.deliver("INBOX", &message(number));
    }
    let moving = || Account { move_to: Some("Hentet".to_owned()), writable: true, ..server.account() };
    let mut sink = Memory { dies_after_commits: Some(2), ..Memory::default() };
    let (_, outcome) = poll(moving(), After::Move, &mut sink);
    assert!(matches!(outcome, Err(FetchError::Sink(Killed))));
    assert_eq!((sink.contents.len(), server.count("INBOX", "all"), server.count("Hentet", "all")), (2, 2, 1));
    let (report, outcome) = poll(moving(), After::Move, &mut sink);
    outcome.unwrap();
    assert_eq!((report.known, report.new), (1, 1));
    assert_eq!((sink.contents.len(), server.count("INBOX", "all"), server.count("Hentet", "all")), (3, 0, 3));
}

#[test]
fn a_mail_over_the_limit_is_put_aside_and_stays_while_the_rest_goes_on() {
    let Some(server) = Server::with_mailbox("large") else { return };
    let mut large = message(1);
    large.extend("Kanarie\r\n".repeat(20_000).into_bytes());
    server.deliver("INBOX", &large);
    server.deliver("INBOX", &message(2));
    let mut sink = Memory::default();
    let account = || Account { writable: true, ..server.account() };
    let (report, outcome) = poll(account(), After::Flag, &mut sink);
    outcome.unwrap();
    assert_eq!((report.new, report.aside_for(AsideReason::TooLarge)), (1, 1));
    assert_eq!(server.count("INBOX", "unflagged unseen"), 1);
    assert!(report.aside[0].size.unwrap() > 100_000);
}

#[test]
fn a_mail_larger_than_it_was_said_to_be_is_not_read_to_its_end() {
    let Some(server) = Server::with_mailbox("liar") else { return };
    server.deliver("INBOX", &"Kanarie\r\n".repeat(20_000).into_bytes());
    let mut mailbox = ImapMailbox::open(server.account()).unwrap();
    let uid = mailbox.uids().unwrap()[0];
    assert!(matches!(mailbox.body(uid, 1_000), Err(MailboxError::Protocol(_))));
    mailbox.reconnect().unwrap();
    assert_eq!(mailbox.body(uid, 1_000_000).unwrap().unwrap().bytes().len(), 180_000);
}

#[test]
fn a_mail_that_somebody_marked_as_deleted_waits_until_the_mark_is_gone() {
    let Some(server) = Server::with_mailbox("deleted") else { return };
    server.deliver("INBOX", &message(1));
    server.flags("add", "\\Deleted");
    let mut sink = Memory::default();
    assert_eq!(poll(server.account(), After::Leave, &mut sink).0.deleted, 1);
    server.flags("remove", "\\Deleted");
    assert_eq!(poll(server.account(), After::Leave, &mut sink).0.new, 1);
}

#[test]
fn a_folder_numbered_anew_is_read_again_and_doubles_nothing() {
    let Some(server) = Server::with_mailbox("renumbered") else { return };
    for number in 1..=2 {
        server.deliver("INBOX", &message(number));
    }
    let mut sink = Memory::default();
    poll(server.account(), After::Leave, &mut sink).1.unwrap();
    server.renumber();
    let (report, outcome) = poll(server.account(), After::Leave, &mut sink);
    outcome.unwrap();
    assert_eq!((report.known, report.new, sink.contents.len()), (2, 0, 2));
    assert_eq!(sink.settled.len(), 2, "the folder did get another number");
}

#[test]
fn a_connection_cut_anywhere_neither_loses_nor_doubles() {
    let Some(server) = Server::with_mailbox("cut") else { return };
    server.make_folder("Hentet");
    for number in 1..=10 {
        server.deliver("INBOX", &message(number));
    }
    // From inside the handshake to the middle of the last message.
    let cuts: Vec<usize> = (0..40).map(|step| 400 + step * 331).collect();
    let connections = cuts.len();
    let proxy = Proxy::before(server.tls_port, Mischief::CutAfter(cuts));
    let mut sink = Memory::default();
    let mut runs = 0;
    loop {
        let account =
            Account { port: proxy.port, move_to: Some("Hentet".to_owned()), writable: true, ..server.account() };
        let (report, outcome) = poll(account, After::Move, &mut sink);
        assert!(report.aside.is_empty(), "a bad network is no reason to put a message aside");
        runs += 1;
        match outcome {
            Ok(()) if proxy.heard.lock().unwrap().len() > connections => break,
            Ok(()) | Err(FetchError::Mailbox(MailboxError::Lost)) => {}
            Err(other) => panic!("{other:?}"),
        }
        assert!(runs <= connections + 1);
    }
    assert_eq!((sink.contents.len(), server.count("INBOX", "all"), server.count("Hentet", "all")), (10, 0, 10));
}
