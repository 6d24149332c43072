//! The encrypted stream: TLS 1.2 or 1.3 by rustls, with limits on time and bytes that the `imap` crate does not have.

use super::error::{MailboxError, Step};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{CertificateError, ClientConfig, ClientConnection, RootCertStore, StreamOwned};
use std::cell::{Cell, RefCell};
use std::io::{self, Read, Write};
use std::net::{TcpStream, ToSocketAddrs};
use std::path::Path;
use std::rc::Rc;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// How long to wait for a server.
#[derive(Clone, Copy, Debug)]
pub struct Patience {
    /// For each address of the host when connecting.
    pub connect: Duration,
    /// For each read or write on the socket.
    pub silence: Duration,
    /// For one whole command with its answer, however steadily the server drips.
    pub command: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(15),
            silence: Duration::from_secs(30),
            command: Duration::from_secs(10 * 60),
        }
    }
}

/// Bytes kept of the end of an answer, enough for its last line.
const TAIL: usize = 1024;

/// What the command in progress may still use. Shared with the stream, which the `imap` crate hides.
pub(super) struct Allowance {
    deadline: Cell<Instant>,
    bytes: Cell<u64>,
    /// The end of what the server said, because the `imap` crate throws away a refusal with letters outside ASCII in it.
    tail: RefCell<Vec<u8>>,
}

impl Allowance {
    /// Nothing may be done yet.
    pub(super) fn none() -> Self {
        Self { deadline: Cell::new(Instant::now()), bytes: Cell::new(0), tail: RefCell::default() }
    }

    /// Starts a command: it may take `time` and answer with `bytes` bytes.
    pub(super) fn grant(&self, time: Duration, bytes: u64) {
        self.deadline.set(Instant::now() + time);
        self.bytes.set(bytes);
        self.tail.borrow_mut().clear();
    }

    /// Uses up what was read, or says that it was too much.
    fn spend(&self, read: &[u8]) -> io::Result<()> {
        let count = u64::try_from(read.len()).unwrap_or(u64::MAX);
        // More than was announced, or than any honest answer needs.
        let left = self.bytes.get().checked_sub(count).ok_or(io::ErrorKind::InvalidData)?;
        self.bytes.set(left);
        let mut tail = self.tail.borrow_mut();
        tail.extend_from_slice(read);
        let surplus = tail.len().saturating_sub(TAIL);
        tail.drain(..surplus);
        Ok(())
    }

    /// What the server said when the last line of its answer is a refusal (`a7 NO …`, `a7 BAD …`). Not for showing.
    pub(super) fn refusal(&self) -> Option<String> {
        let tail = self.tail.borrow();
        let line = tail.strip_suffix(b"\r\n")?.rsplit(|byte| *byte == b'\n').next()?;
        let line = String::from_utf8_lossy(line);
        let (tag, rest) = line.split_once(' ')?;
        // The crate's tags are `a1`, `a2` and so on.
        let number = tag.strip_prefix('a')?;
        let (status, said) = rest.split_once(' ').unwrap_or((rest, ""));
        let is_tag = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
        let is_refusal = status.eq_ignore_ascii_case("NO") || status.eq_ignore_ascii_case("BAD");
        (is_tag && is_refusal).then(|| said.to_owned())
    }
}

/// The stream that the `imap` crate talks through. There is no way to make one without TLS.
pub(super) struct Wire {
    tls: StreamOwned<ClientConnection, TcpStream>,
    allowance: Rc<Allowance>,
}

impl Read for Wire {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if Instant::now() > self.allowance.deadline.get() {
            return Err(io::ErrorKind::TimedOut.into());
        }
        let read = self.tls.read(buffer)?;
        self.allowance.spend(buffer.get(..read).unwrap_or_default())?;
        Ok(read)
    }
}

impl Write for Wire {
    fn write(&mut self, buffer: &[u8]) -> io::Result<usize> {
        self.tls.write(buffer)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.tls.flush()
    }
}

/// A connection with time-outs, to the first address of the host that answers.
pub(super) fn connect(host: &str, port: u16, patience: &Patience) -> Result<TcpStream, MailboxError> {
    let addresses = (host, port).to_socket_addrs().map_err(|error| {
        // The resolver's "I cannot reach any name server" has no kind of its own.
        if error.to_string().contains("Temporary failure") {
            MailboxError::NoNetwork
        } else {
            MailboxError::NameNotFound
        }
    })?;
    let mut failure = MailboxError::NameNotFound;
    for address in addresses {
        match TcpStream::connect_timeout(&address, patience.connect) {
            Ok(stream) => {
                let set = stream
                    .set_read_timeout(Some(patience.silence))
                    .and_then(|()| stream.set_write_timeout(Some(patience.silence)))
                    .and_then(|()| stream.set_nodelay(true));
                return match set {
                    Ok(()) => Ok(stream),
                    Err(_) => Err(MailboxError::NoNetwork),
                };
            }
            Err(error) => {
                failure = match MailboxError::from_io(&error, Step::Greeting) {
                    MailboxError::Lost | MailboxError::Protocol(_) => MailboxError::NoNetwork,
                    other => other,
                };
            }
        }
    }
    Err(failure)
}

/// Puts TLS around a connection and completes the handshake, so that the certificate is judged before anything is said.
pub(super) fn secure(
    mut tcp: TcpStream,
    host: &str,
    ca_file: Option<&Path>,
) -> Result<(Wire, Rc<Allowance>), MailboxError> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|_| MailboxError::NotTls)?
        .with_root_certificates(roots(ca_file)?)
        .with_no_client_auth();
    let name = ServerName::try_from(host.to_owned()).map_err(|_| MailboxError::NameNotFound)?;
    let mut tls = ClientConnection::new(Arc::new(config), name).map_err(|_| MailboxError::NotTls)?;
    while tls.is_handshaking() {
        match tls.complete_io(&mut tcp) {
            // Nothing moved: the other side closed.
            Ok((0, 0)) => return Err(MailboxError::Lost),
            Ok(_) => {}
            Err(error) => return Err(judge(&error)),
        }
    }
    let allowance = Rc::new(Allowance::none());
    Ok((Wire { tls: StreamOwned::new(tls, tcp), allowance: Rc::clone(&allowance) }, allowance))
}

/// The authorities of the machine, and those of the file when there is one.
fn roots(ca_file: Option<&Path>) -> Result<RootCertStore, MailboxError> {
    let mut roots = RootCertStore::empty();
    // What the machine holds that cannot be parsed is left out; a certificate that needed it will not be trusted.
    roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    if let Some(file) = ca_file {
        let mut any = false;
        for certificate in CertificateDer::pem_file_iter(file).map_err(|_| MailboxError::CaFile)? {
            let certificate = certificate.map_err(|_| MailboxError::CaFile)?;
            roots.add(certificate).map_err(|_| MailboxError::CaFile)?;
            any = true;
        }
        if !any {
            return Err(MailboxError::CaFile);
        }
    }
    if roots.is_empty() { Err(MailboxError::NoRoots) } else { Ok(roots) }
}

/// What a failed handshake means.
fn judge(error: &io::Error) -> MailboxError {
    let Some(tls) = error.get_ref().and_then(|inner| inner.downcast_ref::<rustls::Error>()) else {
        return MailboxError::from_io(error, Step::Greeting);
    };
    match tls {
        rustls::Error::InvalidCertificate(reason) => match reason {
            CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
                MailboxError::WrongHostName
            }
            CertificateError::Expired
            | CertificateError::ExpiredContext { .. }
            | CertificateError::NotValidYet
            | CertificateError::NotValidYetContext { .. } => MailboxError::CertificateOutOfDate,
            _ => MailboxError::UntrustedCertificate,
        },
        _ => MailboxError::NotTls,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(said: &str) -> Option<String> {
        let allowance = Allowance::none();
        allowance.grant(Duration::ZERO, 10_000);
        for piece in said.as_bytes().chunks(7) {
            allowance.spend(piece).unwrap();
        }
        allowance.refusal()
    }

    #[test]
    fn a_refusal_is_heard_in_any_alphabet_and_nothing_else_is_taken_for_one() {
        assert_eq!(after("* OK x\r\na12 NO Mappen Åbne findes ikke\r\n").as_deref(), Some("Mappen Åbne findes ikke"));
        assert_eq!(after("a3 BAD\r\n").as_deref(), Some(""));
        for other in ["a3 OK [READ-WRITE] NO\r\n", "* NO x\r\n", "a3 NO cut off", "NO\r\n", "ax NO y\r\n", ""] {
            assert_eq!(after(other), None);
        }
        let long = format!("{}\r\na9 NO æ\r\n", "x".repeat(5_000));
        assert_eq!(after(&long).as_deref(), Some("æ"));
    }

    #[test]
    fn an_answer_longer_than_granted_ends() {
        let allowance = Allowance::none();
        allowance.grant(Duration::ZERO, 5);
        assert!(allowance.spend(b"12345").is_ok());
        assert_eq!(allowance.spend(b"6").map_err(|error| error.kind()), Err(io::ErrorKind::InvalidData));
    }
}
