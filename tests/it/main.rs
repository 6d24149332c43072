//! The integration tests: one binary, one module a part.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "a test fails by panicking and says why; clippy itself exempts only functions marked #[test], not their helpers"
)]

mod booklet;
mod cli_cases;
mod collection;
mod detectors;
mod doubt;
mod dovecot;
mod engine;
mod hostile;
mod mails;
mod marked;
mod names;
mod reading;
mod recognising;
mod reviewing;
mod risk;
mod store;
mod taking_in;
