//! What goes over the pipe between the program and its reader.
//!
//! A request is a length (four bytes, little endian), that many bytes of JSON, and then the message. A reply is a mark, a
//! length and that many bytes of JSON. The mark tells the child's answers from what another program or a chatty library writes.

use crate::intake::InputKind;
use serde::{Deserialize, Serialize};
use std::io::{Error, ErrorKind, Read, Result, Write};

const MARK: [u8; 8] = *b"vb-laes1";
/// The most bytes of a request's JSON.
const MAX_REQUEST: u32 = 1024 * 1024;
/// The most bytes of a reply.
const MAX_REPLY: u32 = 64 * 1024 * 1024;

/// One message to read.
#[derive(Serialize, Deserialize)]
pub(super) struct Request {
    /// What it is.
    pub(super) kind: InputKind,
    /// Leave attached documents unread.
    pub(super) skip_documents: bool,
    /// The addresses of our own mailbox.
    pub(super) own: Vec<String>,
    /// Its length in bytes.
    pub(super) length: usize,
}

pub(super) fn write_request(pipe: &mut impl Write, request: &Request, message: &[u8]) -> Result<()> {
    let head = serde_json::to_vec(request)?;
    pipe.write_all(&length(&head, MAX_REQUEST)?)?;
    pipe.write_all(&head)?;
    pipe.write_all(message)?;
    pipe.flush()
}

/// The next request, or `None` when the program has closed the pipe.
pub(super) fn read_request(pipe: &mut impl Read) -> Result<Option<(Request, Vec<u8>)>> {
    let mut size = [0; 4];
    if let Err(error) = pipe.read_exact(&mut size) {
        return if error.kind() == ErrorKind::UnexpectedEof { Ok(None) } else { Err(error) };
    }
    let request: Request = serde_json::from_slice(&take(pipe, size, MAX_REQUEST)?)?;
    if request.length > super::MAX_MESSAGE {
        return Err(ErrorKind::InvalidData.into());
    }
    let mut message = vec![0; request.length];
    pipe.read_exact(&mut message)?;
    Ok(Some((request, message)))
}

pub(super) fn write_reply(pipe: &mut impl Write, reply: &[u8]) -> Result<()> {
    pipe.write_all(&MARK)?;
    pipe.write_all(&length(reply, MAX_REPLY)?)?;
    pipe.write_all(reply)?;
    pipe.flush()
}

pub(super) fn read_reply(pipe: &mut impl Read) -> Result<Vec<u8>> {
    let mut mark = [0; MARK.len()];
    pipe.read_exact(&mut mark)?;
    if mark != MARK {
        return Err(ErrorKind::InvalidData.into());
    }
    let mut size = [0; 4];
    pipe.read_exact(&mut size)?;
    take(pipe, size, MAX_REPLY)
}

fn length(bytes: &[u8], limit: u32) -> Result<[u8; 4]> {
    let length = u32::try_from(bytes.len()).ok().filter(|length| *length <= limit);
    length.map(u32::to_le_bytes).ok_or_else(|| Error::from(ErrorKind::InvalidData))
}

fn take(pipe: &mut impl Read, size: [u8; 4], limit: u32) -> Result<Vec<u8>> {
    let size = u32::from_le_bytes(size);
    if size > limit {
        return Err(ErrorKind::InvalidData.into());
    }
    let mut bytes = vec![0; size as usize];
    pipe.read_exact(&mut bytes)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let mut pipe = Vec::new();
        let request =
            Request { kind: InputKind::Odt, skip_documents: true, own: vec!["os@x.example".into()], length: 3 };
        write_request(&mut pipe, &request, b"abc").unwrap();
        let mut rest = pipe.as_slice();
        let (request, message) = read_request(&mut rest).unwrap().unwrap();
        assert_eq!(
            (request.kind, request.skip_documents, message.as_slice()),
            (InputKind::Odt, true, b"abc".as_slice())
        );
        assert!(read_request(&mut rest).unwrap().is_none());
        let mut pipe = Vec::new();
        write_reply(&mut pipe, b"{}").unwrap();
        assert_eq!(read_reply(&mut pipe.as_slice()).unwrap(), b"{}");
        assert!(read_reply(&mut b"running 0 tests and more".as_slice()).is_err());
    }
}
