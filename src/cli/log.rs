//! `log`: who did what in the collection, and when.

use super::{Context, Failure};
use crate::store::{About, Collection, Entry};
use jiff::tz::TimeZone;

/// What `log` takes.
#[derive(clap::Args)]
pub struct LogArgs {
    /// Kun dette vidnesbyrd
    #[arg(value_name = "NUMMER")]
    number: Option<u32>,
}

/// Prints the log, oldest first. It holds no content, so no passphrase is needed.
///
/// # Errors
/// When there is no collection or it cannot be read.
pub fn run(args: &LogArgs, context: &mut Context<'_>) -> Result<(), Failure> {
    let collection = Collection::open(&context.collection)?;
    if let Some(number) = args.number {
        collection.row(crate::store::Number(number))?;
    }
    let zone = TimeZone::system();
    let about = |entry: &Entry| entry.what.about() == About::Testimony && entry.number == args.number;
    for entry in collection.log()?.iter().filter(|entry| args.number.is_none() || about(entry)) {
        writeln!(context.out, "{}", line(entry, &zone))?;
    }
    Ok(())
}

/// One line; the program itself stands as a dash.
fn line(entry: &Entry, zone: &TimeZone) -> String {
    let at = entry.at.to_zoned(zone.clone()).strftime("%d.%m.%Y %H.%M");
    let who = super::screen::harmless(entry.who.as_deref().unwrap_or("-"));
    let what = match (entry.what.about(), entry.number) {
        (About::Edition, Some(number)) => format!("udgave {number} udgivet"),
        (About::Names, Some(number)) => format!("navneliste {number}: {}", entry.what.danish()),
        (About::Testimony, Some(number)) => format!("vidnesbyrd {number}: {}", entry.what.danish()),
        (_, None) => entry.what.danish().to_owned(),
    };
    format!("{at}  {who:<8}  {what}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Event;
    use jiff::Timestamp;

    #[test]
    fn a_line_says_when_who_and_what() {
        let entry = |who: Option<&str>, what, number| {
            let entry = Entry { at: Timestamp::UNIX_EPOCH, who: who.map(str::to_owned), what, number };
            line(&entry, &TimeZone::UTC)
        };
        assert_eq!(entry(Some("ÅB"), Event::Approved, Some(7)), "01.01.1970 00.00  ÅB        vidnesbyrd 7: godkendt");
        assert_eq!(entry(None, Event::Published, Some(1)), "01.01.1970 00.00  -         udgave 1 udgivet");
        assert_eq!(
            entry(Some("ÅB"), Event::NamesAdded, Some(3)),
            "01.01.1970 00.00  ÅB        navneliste 3: navne tilføjet"
        );
        assert_eq!(entry(None, Event::Created, None), "01.01.1970 00.00  -         samlingen blev oprettet");
    }
}
