//! From a mailbox of testimonies to a printed booklet in which nobody can be recognised.
//!
//! Parents of children with special needs tell how their municipality treated them. They fear that it will be held against
//! their child, so every name and identifier is taken out, a volunteer coordinator reviews each removal, and the booklet is searched for
//! everything that was hidden before anybody sees it.
//!
//! # Architecture
//!
//! ```text
//!     mailbox / files ──> RawMessage ──> SourceText ──> Finding* ──> Decision* ──> Reviewed ──> Released ──> Edition
//!         intake            bytes        normalised      redact        review       (sealed)     redact       publish
//!                                        once, NFC                                               ::release
//! ```
//!
//! The folders are the stages, in reading order, and a stage knows only what stands above it:
//!
//! | module | what it does | what it never does |
//! |---|---|---|
//! | [`personal`], [`text`] | text about people as a type; the testimony as one normalised string with byte spans | print |
//! | [`config`] | `vidnesbyrd.toml` to checked settings | quote a value in an error |
//! | [`intake`] | IMAP and files to raw bytes; raw bytes to a [`intake::Reading`], in a child process | change a byte; touch the server before the bytes are committed |
//! | [`store`] | SQLite, sealed with age to public keys | read what it has stored without the identity |
//! | [`redact`] | findings, persons, placeholders; a pure function of text, header and rules | I/O of any kind |
//! | [`review`] | decisions and their state, the dialogue at the prompt | decide by leaving |
//! | [`publish`] | the edition, its PDF, the leak gate | accept anything but [`redact::release::Released`] |
//! | [`cli`] | one file per command; the only folder that prints | show personal text in an error |
//!
//! An analysis is never stored: it is made again whenever a dossier is opened. So a rule or a listed name that is new since then finds what it finds, and an
//! approval of other words than those that would be printed now is no approval.
//!
//! # Promises, and the tests that hold them
//!
//! | promise | held by |
//! |---|---|
//! | Nothing leaves unreviewed | the `compile_fail` examples in [`redact::release`]; `nothing_leaves_unreviewed`, `no_way_through_the_acts_releases_what_is_undecided` |
//! | Doubt hides | `doubt_hides_*`, `a_text_over_the_limit_is_refused_and_not_shown`, `a_failing_engine_changes_nothing`, `new_rules_send_an_approved_text_back_when_they_find_or_lose_something`, `an_edition_is_never_made_of_a_stale_analysis` |
//! | No personal text outside the sealed store and the screen | `debug_of_personal_text_is_mute_also_inside_other_values`, `errors_say_where_and_never_what`, `what_was_typed_is_never_repeated`, `a_leak_says_where_and_never_what` |
//! | Nothing is lost | `nothing_is_lost_or_doubled_however_often_the_program_is_killed`, `nothing_is_lost_when_the_disk_is_full` |
//! | The poller cannot read what it has stored | `the_poller_cannot_read_what_it_has_stored`, `no_listed_name_stands_beside_the_seal` |
//! | The artefact is checked, not the intention | `the_artefact_is_checked_*` |
//! | Withdrawn means gone | `withdrawn_means_gone` |
//! | Same input, same bytes | `same_input_gives_the_same_bytes` |
//!
//! `git grep 'expect(clippy::disallowed_methods'` lists every place where personal text is revealed, with the reason: that is the privacy
//! review.

pub mod cli;
pub mod config;
pub mod intake;
pub mod personal;
pub mod publish;
pub mod redact;
pub mod review;
pub mod store;
pub mod text;
