//! A collection on disk: what came in, what was decided, what was published. Everything with words in it is sealed.
//!
//! ```text
//! folder/            0700
//!   vidnesbyrd.toml  settings                        (crate::config)
//!   samling.db       SQLite; plain columns hold ids, states, dates, counts and keyed hashes, blobs are sealed
//!   modtagere.txt    public keys that everything is sealed to
//!   noegle.age       the identity that opens it, itself sealed with a passphrase; may live on another machine
//! ```
//!
//! A [`Collection`] can store without being able to read: reading takes an [`Identity`], and only [`Collection::unlock`]
//! with the right passphrase gives one. That is how the machine that polls the mailbox cannot read what it has stored.
//!
//! | held here | by the test |
//! |---|---|
//! | the poller cannot read what it has stored | `the_poller_cannot_read_what_it_has_stored` |
//! | withdrawn means gone | `withdrawn_means_gone` |
//! | nothing is lost | `nothing_is_lost_when_the_disk_is_full`, `…_when_the_program_is_killed`, `…_when_two_coordinators_save_at_once` |
//! | no personal text outside the seal | `no_personal_text_stands_beside_the_seal` |
//!
//! The store knows nothing of redaction or review: a dossier's log holds whatever the review puts into it.

pub mod audit;
pub mod collection;
mod create;
pub mod digest;
pub mod dossier;
pub mod edition;
pub mod error;
pub mod folder;
pub mod keyfile;
mod migrations;
pub mod names;
mod removal;
pub mod row;
mod schema;
pub mod seal;
pub mod server;

pub use audit::{About, Entry, Event, Initials};
pub use collection::{Collection, Source, Taken};
pub use create::{NewCollection, create};
pub use digest::KeyedHash;
pub use dossier::Dossier;
pub use edition::{Edition, EditionNumber};
pub use error::{Part, StoreError};
pub use names::{ListNumber, NameList};
pub use row::{Number, Reason, Risk, Row, State, Summary};
pub use seal::Identity;
pub use server::{Aside, FolderId, ServerMail, ServerState};
