//! The integration tests: one binary, one module a part.

mod collection;
mod dovecot;
mod reading;
mod store;
