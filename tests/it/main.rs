//! The integration tests: one binary, one module a part.

mod dovecot;
mod store;
