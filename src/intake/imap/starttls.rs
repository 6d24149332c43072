//! The few lines of clear text before STARTTLS (RFC 3501, 6.2.1). Nothing about us is said in them.
//!
//! Read byte by byte, so that nothing sent behind the server's `OK` can be taken for an answer from inside the encryption:
//! such bytes stay in the socket and break the handshake.

use super::error::{MailboxError, Step};
use std::io::{Read, Write};

/// Longest line taken, in bytes.
const MAX_LINE: usize = 8 * 1024;
/// Most untagged lines taken before an answer.
const MAX_LINES: usize = 100;

/// Asks for encryption. After `Ok` the next byte on the connection must be TLS.
///
/// # Errors
/// [`MailboxError::NoStartTls`] when it is not offered or refused; then nothing has been said.
pub(super) fn ask<S: Read + Write>(stream: &mut S) -> Result<(), MailboxError> {
    let greeting = line(stream, Step::Greeting)?.to_ascii_uppercase();
    if greeting.starts_with(b"* BYE") {
        return Err(MailboxError::Busy);
    }
    // A server that says we are logged in already (PREAUTH) can no longer be asked for encryption: it could be an attacker.
    if greeting.starts_with(b"* PREAUTH") {
        return Err(MailboxError::NoStartTls);
    }
    if !greeting.starts_with(b"* OK") {
        return Err(MailboxError::Protocol(Step::Greeting));
    }
    let (answer, untagged) = command(stream, "a1", "CAPABILITY", Step::Capability)?;
    if !answer {
        return Err(MailboxError::Protocol(Step::Capability));
    }
    let offered = untagged
        .iter()
        .filter(|line| line.starts_with(b"* CAPABILITY"))
        .any(|line| line.split(|byte| *byte == b' ').any(|word| word == b"STARTTLS"));
    if !offered {
        return Err(MailboxError::NoStartTls);
    }
    match command(stream, "a2", "STARTTLS", Step::StartTls)? {
        (true, _) => Ok(()),
        (false, _) => Err(MailboxError::NoStartTls),
    }
}

/// Sends one command; says whether it was answered by `OK`, and the untagged lines before that, in capitals.
fn command<S: Read + Write>(
    stream: &mut S,
    tag: &str,
    verb: &str,
    step: Step,
) -> Result<(bool, Vec<Vec<u8>>), MailboxError> {
    let sent = stream.write_all(format!("{tag} {verb}\r\n").as_bytes()).and_then(|()| stream.flush());
    sent.map_err(|error| MailboxError::from_io(&error, step))?;
    let mut untagged = Vec::new();
    while untagged.len() < MAX_LINES {
        let line = line(stream, step)?.to_ascii_uppercase();
        if line.starts_with(b"* ") {
            untagged.push(line);
            continue;
        }
        let prefix = format!("{tag} ").to_ascii_uppercase();
        return match line.strip_prefix(prefix.as_bytes()) {
            Some(status) => Ok((status == b"OK" || status.starts_with(b"OK "), untagged)),
            None => Err(MailboxError::Protocol(step)),
        };
    }
    Err(MailboxError::Protocol(step))
}

/// One line without its end.
fn line<S: Read>(stream: &mut S, step: Step) -> Result<Vec<u8>, MailboxError> {
    let mut line = Vec::new();
    let mut byte = [0u8];
    loop {
        match stream.read(&mut byte) {
            Ok(0) => return Err(MailboxError::Lost),
            Ok(_) if byte == *b"\n" => {
                if line.last() == Some(&b'\r') {
                    line.pop();
                }
                return Ok(line);
            }
            Ok(_) if line.len() >= MAX_LINE => return Err(MailboxError::Protocol(step)),
            Ok(_) => line.extend_from_slice(&byte),
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
            Err(error) => return Err(MailboxError::from_io(&error, step)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A server that says everything at once and keeps what it is told.
    struct Script {
        says: std::io::Cursor<Vec<u8>>,
        heard: Vec<u8>,
    }

    impl Script {
        fn new(says: &str) -> Self {
            Self { says: std::io::Cursor::new(says.as_bytes().to_vec()), heard: Vec::new() }
        }

        fn left(&self) -> &[u8] {
            self.says.get_ref().get(usize::try_from(self.says.position()).unwrap()..).unwrap()
        }
    }

    impl Read for Script {
        fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
            self.says.read(buffer)
        }
    }

    impl Write for Script {
        fn write(&mut self, buffer: &[u8]) -> std::io::Result<usize> {
            self.heard.extend_from_slice(buffer);
            Ok(buffer.len())
        }

        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn a_server_without_starttls_is_left_after_two_lines_that_say_nothing_about_us() {
        let mut server = Script::new("* OK ready\r\n* CAPABILITY IMAP4rev1 XSTARTTLS2\r\na1 OK done\r\n");
        assert_eq!(ask(&mut server), Err(MailboxError::NoStartTls));
        assert_eq!(server.heard, b"a1 CAPABILITY\r\n");
    }

    #[test]
    fn preauth_refusal_and_silence_are_no_reasons_to_go_on_in_clear_text() {
        assert_eq!(ask(&mut Script::new("* PREAUTH hello\r\n")), Err(MailboxError::NoStartTls));
        assert_eq!(ask(&mut Script::new("* BYE too many\r\n")), Err(MailboxError::Busy));
        assert_eq!(ask(&mut Script::new("220 smtp.test\r\n")), Err(MailboxError::Protocol(Step::Greeting)));
        assert_eq!(ask(&mut Script::new("* OK")), Err(MailboxError::Lost));
        let refusal = "* OK ready\r\n* CAPABILITY IMAP4rev1 STARTTLS\r\na1 OK\r\na2 NO not now\r\n";
        assert_eq!(ask(&mut Script::new(refusal)), Err(MailboxError::NoStartTls));
    }

    #[test]
    fn what_is_injected_behind_the_ok_stays_in_the_socket() {
        let mut server =
            Script::new("* OK ready\r\n* CAPABILITY IMAP4rev1 STARTTLS\r\na1 OK\r\na2 OK go\r\n* OK injected\r\n");
        assert_eq!(ask(&mut server), Ok(()));
        assert_eq!(server.left(), b"* OK injected\r\n");
    }

    #[test]
    fn endless_lines_and_endless_answers_end() {
        let long = format!("* OK {}\r\n", "x".repeat(MAX_LINE * 2));
        assert_eq!(ask(&mut Script::new(&long)), Err(MailboxError::Protocol(Step::Greeting)));
        let many = format!("* OK\r\n{}", "* NOISE\r\n".repeat(MAX_LINES + 1));
        assert_eq!(ask(&mut Script::new(&many)), Err(MailboxError::Protocol(Step::Capability)));
    }
}
