//! From a mailbox of testimonies to a printed booklet in which nobody can be recognised.

pub mod cli;
pub mod config;
pub mod intake;
pub mod personal;
pub mod publish;
pub mod redact;
pub mod review;
pub mod store;
pub mod text;
