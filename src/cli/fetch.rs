//! `hent`: from the mailbox into the collection.

use super::mailbox::{account, after};
use super::take_in::TakeIn;
use super::{Context, Failure, names, secret};
use crate::config::Settings;
use crate::intake::imap::{
    AsideReason, FetchError, ImapMailbox, Known, MessageId, Plan, Report, Sink, Stored, Uid, UidValidity, fetch_all,
};
use crate::intake::{InputKind, RawMessage};
use crate::store::{Collection, FolderId, Reason, ServerMail, ServerState, Source, State, StoreError, Taken};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use jiff::Timestamp;
use std::io::IsTerminal;

/// Argumenter til »hent«.
#[derive(clap::Args)]
pub struct FetchArgs {}

/// Fetches what is new.
///
/// # Errors
/// Settings, password, mailbox or store. What came in before is in the answer all the same.
pub fn run(_args: &FetchArgs, context: &mut Context<'_>) -> Result<(), Failure> {
    let settings = Settings::load(&context.collection)?;
    let mailbox_settings = settings.mailbox()?;
    let collection = Collection::open(&context.collection)?.act_as(Some(settings.coordinator.clone()));
    // Before anything is asked of the user or the server: without a key to seal to, nothing can be stored.
    collection.recipients()?;
    let (rules, locked) = names::known_when_unlocked(&collection)?;
    let folder = collection.folder_id(&mailbox_settings.host, &mailbox_settings.user, &mailbox_settings.folder);
    let mut mailbox = ImapMailbox::open(account(mailbox_settings)?)?;

    let take_in = TakeIn::new(&collection, &rules, [mailbox_settings.user.clone()])?;
    let mut sink = IntoStore { collection: &collection, folder, take_in };
    let plan = Plan::new(after(mailbox_settings), mailbox_settings.max_bytes());
    let bar = progress();
    let (report, outcome) = fetch_all(&mut mailbox, &mut sink, &plan, &mut |report| {
        bar.set_length(u64::try_from(report.found).unwrap_or_default());
        bar.set_position(u64::try_from(report.seen).unwrap_or_default());
    });
    bar.finish_and_clear();
    if outcome.is_ok() {
        mailbox.log_out();
    }
    let mut take_in = sink.take_in;
    complete(&collection, &mut take_in)?;

    write!(context.out, "{}", take_in.tally.render())?;
    if locked && !take_in.tally.new.is_empty() {
        writeln!(context.out, "{}", names::LOCKED)?;
    }
    write!(context.out, "{}", left_on_the_server(&report, mailbox_settings.max_size_mb))?;
    let unread = collection.rows()?.iter().filter(|row| row.state == State::Unread).count();
    if unread > 0 {
        writeln!(
            context.out,
            "{unread} er gemt, men endnu ikke læst. Kør »hent« igen med {} sat, så bliver de læst.",
            secret::PASSPHRASE
        )?;
    }
    outcome.map_err(|error| match error {
        FetchError::Mailbox(error) => error.into(),
        FetchError::Sink(error) => error.into(),
    })
}

/// A bar on a terminal, nothing elsewhere.
fn progress() -> ProgressBar {
    let target =
        if std::io::stderr().is_terminal() { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
    let bar = ProgressBar::with_draw_target(Some(0), target);
    match ProgressStyle::with_template("Henter {bar:30} {pos} af {len}") {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}

/// Reads what an earlier run stored and could not read, when the passphrase is at hand. Nobody is asked for it here: `hent`
/// runs by itself at night.
fn complete(collection: &Collection, take_in: &mut TakeIn<'_>) -> Result<(), Failure> {
    if std::env::var_os(secret::PASSPHRASE).is_none() {
        return Ok(());
    }
    let unread: Vec<_> = collection.rows()?.into_iter().filter(|row| row.state == State::Unread).collect();
    if unread.is_empty() {
        return Ok(());
    }
    let identity = collection.unlock(&secret::ask(secret::PASSPHRASE, "Adgangskode til samlingen: ")?)?;
    for row in unread {
        take_in.read_stored(row.number, &identity)?;
    }
    Ok(())
}

/// What stays on the server, and why.
fn left_on_the_server(report: &Report, max_size_mb: u32) -> String {
    let mut out = String::new();
    let too_large = report.aside_for(AsideReason::TooLarge);
    if too_large > 0 {
        let largest = report.aside.iter().filter_map(|aside| aside.size).max().unwrap_or_default();
        out.push_str(&format!(
            "{too_large} er større end grænsen på {max_size_mb} MB og blev liggende i postkassen. Skal {} med, så sæt »max_size_mb« til {} i vidnesbyrd.toml.\n",
            if too_large == 1 { "den" } else { "de" },
            largest.div_ceil(1_000_000)
        ));
    }
    let unfetchable = report.aside_for(AsideReason::Unfetchable);
    if unfetchable > 0 {
        out.push_str(&format!(
            "{unfetchable} kunne serveren ikke udlevere. {} ligger urørt i postkassen og bliver prøvet igen næste gang.\n",
            if unfetchable == 1 { "Den" } else { "De" }
        ));
    }
    if report.deleted > 0 {
        out.push_str(&format!("{} er slettet i postkassen og blev ikke hentet.\n", report.deleted));
    }
    out
}

/// The store as the place where messages go.
struct IntoStore<'a> {
    collection: &'a Collection,
    folder: FolderId,
    take_in: TakeIn<'a>,
}

impl IntoStore<'_> {
    const fn mail(&self, id: MessageId) -> ServerMail {
        ServerMail { folder: self.folder, uid_validity: id.validity.0, uid: id.uid.0 }
    }
}

impl Sink for IntoStore<'_> {
    type Error = StoreError;

    fn known(&mut self, validity: UidValidity) -> Result<Known, StoreError> {
        let mut known = Known::default();
        for (uid, state) in self.collection.server_mails(self.folder, validity.0)? {
            match state {
                ServerState::Stored { filed: true, .. } => known.settled.insert(Uid(uid)),
                ServerState::Aside(_) => known.aside.insert(Uid(uid)),
                // Stored, but perhaps not read and not filed: looked at again, and recognised.
                ServerState::Stored { filed: false, .. } => false,
            };
        }
        // All of them are tried again in this run, and put aside again where need be; what has gone from the server, or was
        // numbered otherwise, is not dragged along.
        self.collection.retry_aside()?;
        Ok(known)
    }

    fn store(
        &mut self,
        id: MessageId,
        message: &RawMessage,
        received: Option<Timestamp>,
    ) -> Result<Stored, StoreError> {
        let source = Source::Mailbox(self.mail(id));
        let received = received.unwrap_or_else(Timestamp::now);
        Ok(match self.take_in.take_in(message, InputKind::Mail, &source, received)? {
            Taken::New(_) => Stored::New,
            Taken::Known(_) => Stored::Known,
        })
    }

    fn filed(&mut self, id: MessageId) -> Result<(), StoreError> {
        self.collection.set_filed(&self.mail(id))
    }

    fn put_aside(&mut self, id: MessageId, reason: AsideReason) -> Result<(), StoreError> {
        let reason = match reason {
            AsideReason::TooLarge => Reason::TooLarge,
            AsideReason::Unfetchable => Reason::ServerTrouble,
        };
        self.collection.put_aside(&self.mail(id), reason)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::intake::imap::Aside;

    #[test]
    fn what_stays_on_the_server_is_told_with_the_number_to_set() {
        let aside = |reason, size| Aside { uid: Uid(1), reason, size };
        let report = Report {
            deleted: 2,
            aside: vec![aside(AsideReason::TooLarge, Some(31_200_000)), aside(AsideReason::Unfetchable, None)],
            ..Report::default()
        };
        let told = left_on_the_server(&report, 25);
        assert!(told.contains("grænsen på 25 MB") && told.contains("sæt »max_size_mb« til 32"));
        assert!(told.contains("1 kunne serveren ikke udlevere. Den ligger") && told.contains("2 er slettet"));
        assert_eq!(left_on_the_server(&Report::default(), 25), "");
    }
}
