//! Names and addresses that stand outside the text: in the header, in file names, in documents' metadata.
//!
//! Every one is given *as it stood* and judged by the engine: a subject line or a file name holds names among other words.

use super::header::{Header, Mailbox};
use super::reading::{Seed, SeedSource};
use crate::personal::Personal;
use mail_parser::HeaderName;
use std::collections::BTreeSet;

/// Collects seeds without repeating any.
#[derive(Default)]
pub(crate) struct Seeds {
    seeds: Vec<Seed>,
    known: BTreeSet<(&'static str, String)>,
}

impl Seeds {
    /// The seeds of a mail's own header.
    pub(crate) fn of_mail(header: &Header, own: &[String]) -> Self {
        let mut seeds = Self::default();
        for name in [HeaderName::From, HeaderName::ReplyTo, HeaderName::Sender] {
            seeds.add_mailboxes(SeedSource::From, &header.mailboxes(name), &[]);
        }
        // The mailbox that the mail was delivered to is ours; its name is no person's.
        let delivered = ["delivered-to", "x-original-to", "envelope-to"].iter().filter_map(|name| header.raw(name));
        let ours: Vec<String> = delivered
            .map(|address| address.trim().trim_matches(['<', '>']).to_owned())
            .chain(own.iter().cloned())
            .collect();
        for name in [HeaderName::To, HeaderName::Cc] {
            seeds.add_mailboxes(SeedSource::To, &header.mailboxes(name), &ours);
        }
        seeds.add(SeedSource::Subject, &header.subject());
        seeds
    }

    /// These seeds, then those of `other` that are new.
    pub(crate) fn merged(mut self, other: Self) -> Self {
        for seed in other.seeds {
            #[expect(clippy::disallowed_methods, reason = "compares seeds with each other")]
            self.add(seed.source, seed.text.reveal());
        }
        self
    }

    /// The people of an attached mail.
    pub(crate) fn add_attached(&mut self, header: &Header) {
        for name in [HeaderName::From, HeaderName::ReplyTo, HeaderName::To, HeaderName::Cc] {
            self.add_mailboxes(SeedSource::Attachment, &header.mailboxes(name), &[]);
        }
        self.add(SeedSource::Attachment, &header.subject());
    }

    /// Display name, address and the part before the `@`, which often is the name.
    fn add_mailboxes(&mut self, source: SeedSource, mailboxes: &[Mailbox], ours: &[String]) {
        for mailbox in mailboxes {
            if ours.iter().any(|own| own.eq_ignore_ascii_case(&mailbox.address)) {
                continue;
            }
            self.add(source, &mailbox.name);
            self.add(source, &mailbox.address);
            if let Some((local, _)) = mailbox.address.split_once('@') {
                self.add(source, local);
            }
        }
    }

    /// One seed.
    pub(crate) fn add(&mut self, source: SeedSource, text: &str) {
        let text = text.trim();
        // Header fields are short; a name of a thousand letters is an attack or an accident.
        if text.is_empty() || text.len() > 1_000 || !text.chars().any(char::is_alphanumeric) {
            return;
        }
        if self.known.insert((source.code(), text.to_owned())) {
            self.seeds.push(Seed { source, text: Personal::new(text.to_owned()) });
        }
    }

    /// The collected seeds.
    pub(crate) fn into_vec(self) -> Vec<Seed> {
        self.seeds
    }
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "tests look at invented names")]
mod tests {
    use super::*;

    #[test]
    fn senders_receivers_and_subject_are_seeds_but_our_own_mailbox_is_not() {
        let header = Header::read(
            b"From: Kanarie Fugl <k.fugl@bur.example>\r\nReply-To: k.fugl@bur.example\r\nTo: Vi <vidne@os.example>, Solsort <s@bur.example>\r\nCc: us@os.example\r\nDelivered-To: vidne@os.example\r\nSubject: Om Kanarie\r\n",
        );
        let seeds = Seeds::of_mail(&header, &[String::from("US@os.example")]).into_vec();
        let texts: Vec<_> = seeds.iter().map(|seed| (seed.source.code(), seed.text.reveal().as_str())).collect();
        let expected = [
            ("from", "Kanarie Fugl"),
            ("from", "k.fugl@bur.example"),
            ("from", "k.fugl"),
            ("to", "Solsort"),
            ("to", "s@bur.example"),
            ("to", "s"),
            ("subject", "Om Kanarie"),
        ];
        assert_eq!(texts, expected);
    }
}
