//! The Dovecot that `tests/run.sh` started, seen from a test.

use secrecy::SecretString;
use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::Duration;
use vidnesbyrd::intake::imap::{Account, Patience, Security};

/// The server, and the mailbox of one test on it.
pub(crate) struct Server {
    pub(crate) home: PathBuf,
    pub(crate) tls_port: u16,
    pub(crate) starttls_port: u16,
    pub(crate) password: String,
    /// `post@TEST.example`: every test has a mailbox of its own.
    pub(crate) user: String,
}

impl Server {
    /// The server with an empty mailbox for the test `name`; `None` when it was explicitly left out.
    ///
    /// Panics when there is no server: a test that cannot run has not passed.
    pub(crate) fn with_mailbox(name: &str) -> Option<Self> {
        if std::env::var_os("VIDNESBYRD_TEST_WITHOUT_DOVECOT").is_some() {
            eprintln!("left out: VIDNESBYRD_TEST_WITHOUT_DOVECOT is set");
            return None;
        }
        let variable = |name: &str| {
            let name = format!("VIDNESBYRD_TEST_IMAP_{name}");
            std::env::var(&name).unwrap_or_else(|_| panic!("{name} is not set: run the tests by tests/run.sh"))
        };
        Some(Self {
            home: PathBuf::from(variable("HOME")),
            tls_port: variable("TLS_PORT").parse().unwrap(),
            starttls_port: variable("STARTTLS_PORT").parse().unwrap(),
            password: variable("PASSWORD"),
            user: format!("post@{name}.example"),
        })
    }

    /// An account that works: implicit TLS, INBOX, leave.
    pub(crate) fn account(&self) -> Account {
        Account {
            host: "localhost".into(),
            port: self.tls_port,
            security: Security::Tls,
            user: self.user.clone(),
            password: SecretString::from(self.password.clone()),
            folder: "INBOX".into(),
            move_to: None,
            writable: false,
            ca_file: Some(self.home.join("ca.pem")),
            patience: Patience {
                connect: Duration::from_secs(5),
                silence: Duration::from_secs(10),
                command: Duration::from_secs(30),
            },
        }
    }

    /// The same by STARTTLS at another loopback address.
    pub(crate) fn starttls_at(&self, host: &str) -> Account {
        let port = self.starttls_port;
        Account { host: host.into(), port, security: Security::StartTls, ..self.account() }
    }

    /// Puts a message into a folder of the mailbox, byte for byte.
    pub(crate) fn deliver(&self, folder: &str, message: &[u8]) {
        let mut child = self
            .doveadm(&["save", "-u", &self.user, "-m", folder])
            .stdin(Stdio::piped())
            .spawn()
            .expect("doveadm, installed by tests/run.sh");
        child.stdin.take().unwrap().write_all(message).unwrap();
        assert!(child.wait().unwrap().success());
    }

    /// Makes a folder in the mailbox.
    pub(crate) fn make_folder(&self, folder: &str) {
        self.run(&["mailbox", "create", "-u", &self.user, folder]);
    }

    /// How many messages of a folder match an IMAP search.
    pub(crate) fn count(&self, folder: &str, search: &str) -> usize {
        let mut arguments = vec!["search", "-u", &self.user, "mailbox", folder];
        arguments.extend(search.split_whitespace());
        self.run(&arguments).lines().count()
    }

    /// Sets a flag on every message of INBOX (`add`) or takes it away (`remove`).
    pub(crate) fn flags(&self, verb: &str, flag: &str) {
        self.run(&["flags", verb, "-u", &self.user, flag, "mailbox", "INBOX", "all"]);
    }

    /// Has the folder numbered anew, as after a restored backup.
    pub(crate) fn renumber(&self) {
        // The new number is the time in seconds, and must be another one.
        std::thread::sleep(Duration::from_millis(1_100));
        let maildir = self.home.join("mail").join(&self.user).join("Maildir");
        let mut removed = 0;
        for entry in std::fs::read_dir(maildir).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            if name.starts_with("dovecot-uid") || name.starts_with("dovecot.index") || name.starts_with("dovecot.list")
            {
                std::fs::remove_file(path).unwrap();
                removed += 1;
            }
        }
        assert!(removed > 0, "there was an index to remove");
    }

    fn run(&self, arguments: &[&str]) -> String {
        let output = self.doveadm(arguments).output().expect("doveadm, installed by tests/run.sh");
        assert!(output.status.success(), "doveadm {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }

    fn doveadm(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new("doveadm");
        let path = std::env::var("PATH").unwrap_or_default();
        command.env("PATH", format!("{path}:/usr/bin:/usr/sbin"));
        command.arg("-c").arg(self.home.join("dovecot.conf")).args(arguments);
        command
    }
}
