//! The reader's child: reads requests until the pipe closes.

use super::{failed, message, wire};
use crate::intake::reading::Problem;
use std::io::{Read, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

/// Answers requests on `input` until it ends. Called by the hidden command, after which the process ends.
///
/// # Errors
/// When a pipe breaks: the program on the other side is gone.
pub fn serve(input: &mut impl Read, out: &mut impl Write) -> std::io::Result<()> {
    // The place of a panic is of no use without the message, and the message may hold the text.
    std::panic::set_hook(Box::new(|_| {}));
    limits::confine();
    let mut busy = Duration::ZERO;
    while let Some((request, bytes)) = wire::read_request(input)? {
        limits::allow_time(busy);
        let begun = Instant::now();
        let options = message::Options { own: request.own, skip_documents: request.skip_documents };
        let reading = catch_unwind(AssertUnwindSafe(|| message::read(&bytes, request.kind, &options)));
        let reading = reading.unwrap_or_else(|_| failed(Problem::ReaderFailed));
        wire::write_reply(out, &serde_json::to_vec(&reading)?)?;
        busy += begun.elapsed();
    }
    Ok(())
}

/// Limits of the operating system. Where it has none (Windows), the parent's wall limit remains.
#[cfg(unix)]
mod limits {
    use rlimit::{INFINITY, Resource};
    use std::time::Duration;

    /// Address space, in bytes: several times what the largest allowed mail needs.
    const MEMORY: u64 = 1024 * 1024 * 1024;
    /// Seconds of processor time for one message, above the parent's wall limit: it ends a child whose parent is gone.
    const SECONDS: u64 = 12;

    /// No more memory than [`MEMORY`], no files, no core dumps with somebody's letter in them. A limit that the system does not
    /// know is left out (macOS has none on address space).
    pub(super) fn confine() {
        let _ = rlimit::setrlimit(Resource::AS, MEMORY, MEMORY);
        let _ = rlimit::setrlimit(Resource::FSIZE, 0, 0);
        let _ = rlimit::setrlimit(Resource::CORE, 0, 0);
    }

    /// The limit counts from the start of the process, so it moves on with every message. One thread reads: processor time is
    /// never more than the time spent reading.
    pub(super) fn allow_time(busy: Duration) {
        let _ = rlimit::setrlimit(Resource::CPU, busy.as_secs() + 1 + SECONDS, INFINITY);
    }
}

/// See above.
#[cfg(not(unix))]
mod limits {
    pub(super) const fn confine() {}
    pub(super) const fn allow_time(_busy: std::time::Duration) {}
}
