//! A bad network: a proxy on loopback that cuts, stalls or lies.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// What the proxy does to each connection.
#[derive(Clone)]
pub(super) enum Mischief {
    /// Cuts the n-th connection after so many bytes from the server; later connections are left alone.
    CutAfter(Vec<usize>),
    /// Goes silent after so many bytes from the server.
    StallAfter(usize),
    /// Hides that the server offers STARTTLS.
    StripStartTls,
}

/// A proxy that lives as long as the test.
pub(super) struct Proxy {
    pub(super) port: u16,
    /// Everything that clients sent in, one entry a connection.
    pub(super) heard: Arc<Mutex<Vec<Vec<u8>>>>,
}

impl Proxy {
    pub(super) fn before(server_port: u16, mischief: Mischief) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let port = listener.local_addr().unwrap().port();
        let heard: Arc<Mutex<Vec<Vec<u8>>>> = Arc::default();
        let ears = Arc::clone(&heard);
        std::thread::spawn(move || {
            for (number, client) in listener.incoming().enumerate() {
                let (Ok(client), Ok(server)) = (client, TcpStream::connect(("127.0.0.1", server_port))) else { return };
                ears.lock().unwrap().push(Vec::new());
                let (from, to) = (client.try_clone().unwrap(), server.try_clone().unwrap());
                let ears = Arc::clone(&ears);
                std::thread::spawn(move || upstream(from, to, number, &ears));
                let mischief = mischief.clone();
                std::thread::spawn(move || downstream(server, client, number, &mischief));
            }
        });
        Self { port, heard }
    }
}

/// Client to server, listening in.
fn upstream(mut from: TcpStream, mut to: TcpStream, number: usize, ears: &Mutex<Vec<Vec<u8>>>) {
    let mut buffer = [0; 4096];
    while let Ok(read) = from.read(&mut buffer)
        && read > 0
    {
        ears.lock().unwrap()[number].extend_from_slice(&buffer[..read]);
        if to.write_all(&buffer[..read]).is_err() {
            break;
        }
    }
    let _ = to.shutdown(Shutdown::Both);
}

/// Server to client, with mischief.
fn downstream(mut from: TcpStream, mut to: TcpStream, number: usize, mischief: &Mischief) {
    let mut passed = 0;
    let mut buffer = [0; 1024];
    while let Ok(read) = from.read(&mut buffer)
        && read > 0
    {
        let mut bytes = buffer[..read].to_vec();
        let limit = match mischief {
            Mischief::CutAfter(limits) => limits.get(number).copied().unwrap_or(usize::MAX),
            Mischief::StallAfter(limit) => *limit,
            Mischief::StripStartTls => {
                bytes = String::from_utf8_lossy(&bytes).replace("STARTTLS", "XTARTTLS").into_bytes();
                usize::MAX
            }
        };
        let allowed = bytes.len().min(limit.saturating_sub(passed));
        passed += bytes.len();
        if to.write_all(&bytes[..allowed]).is_err() {
            break;
        }
        if allowed < bytes.len() {
            if matches!(mischief, Mischief::StallAfter(_)) {
                std::thread::sleep(Duration::from_secs(30));
            }
            break;
        }
    }
    let _ = to.shutdown(Shutdown::Both);
    let _ = from.shutdown(Shutdown::Both);
}
