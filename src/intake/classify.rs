//! What a mail is: by its header (RFC 3834, RFC 3464, RFC 2369), then by what the writer says.
//!
//! Doubt means testimony: a testimony that is taken for something else would not be heard, the other way round costs the
//! coordinator a glance. Nothing is ever deleted on its class.

use super::header::Header;
use super::line::words;
use super::pattern::Pattern;
use super::reading::Class;
use mail_parser::HeaderName;

/// A class and the id of the rule that gave it.
pub(crate) type Verdict = (Class, &'static str);

/// A subject that an answering machine writes; a person's *Fraværende far* is none.
static AUTO_SUBJECT: Pattern = Pattern::new(
    r"^\s*((autosvar|automatisk svar|auto(matic)?[ -]?reply|automatische antwort|autosvar)\s*:|(out of (the )?office|ikke til stede|fraværende|fravær|ikke på kontoret|ferieautosvar)\s*(:|$|fra\b|til\b|until\b))",
);
/// The sender of delivery reports.
static DAEMON: Pattern = Pattern::new(r"^(mailer-daemon|postmaster|mail-daemon|mailerdaemon)@");
// The next ones look at one sentence at a time, so nothing in them is counted: a counted repetition of a Unicode class takes
// milliseconds to compile, and a cold start must not feel it.

/// The writer takes the account back.
static WITHDRAWAL: Pattern = Pattern::new(
    r"\b(træk|trække|trækker|trukket|tag|tage|tager|kalde|kalder)\b.*\b(vidnesbyrd|historie|bidrag|beretning|fortælling|indlæg|samtykke)(et|en)?\b.*\b(tilbage|ud)\b|\btilbagetræk[a-zæøå]*\b.*\b(vidnesbyrd|historie|bidrag|beretning|samtykke)|\b(slet|slette|fjern|fjerne)\b.*\b(mit|vores|min) (vidnesbyrd|historie|bidrag|beretning|indlæg)|\b(fortryder|fortryde|fortrudt)\b.*\b(vidnesbyrd|historie|sendt|sendte|bidrag)|\b(må|vil) ikke (længere )?(have|bruge|trykke|bringe)\b.*\b(mit|vores|min) (vidnesbyrd|historie|bidrag)|\b(withdraw|retract|delete|remove)\b.*\bmy (testimony|story|contribution|account)",
);
/// A subject that says so in one word.
static WITHDRAWAL_SUBJECT: Pattern =
    Pattern::new(r"^\s*((re|sv|vs|fwd?):\s*)*(tilbagetrækning|jeg trækker (mit|det)|withdrawal)\b");
/// More to an earlier account.
static SUPPLEMENT: Pattern = Pattern::new(
    r"\b(tilføjelse|tillæg|supplement|efterskrift|rettelse|mere|endnu en ting|fortsættelse) (til|af|på|om) (mit|vores|min|det) (tidligere |forrige |sidste )?(vidnesbyrd|historie|bidrag|beretning|mail)|\b(glemte|glemt)\b.*\bi (mit|vores|min) (vidnesbyrd|historie|bidrag|beretning|mail|sidste mail)|\b(addition|supplement|more) to my (testimony|story|account)",
);
/// A subject that says so.
static SUPPLEMENT_SUBJECT: Pattern =
    Pattern::new(r"^\s*((re|sv|vs|fwd?):\s*)*(tilføjelse|tillæg|supplement|rettelse|fortsættelse)\b");
/// What people ask the association about.
static ABOUT_US: Pattern = Pattern::new(
    r"\b(anonym|anonymt|anonyme|frist|fristen|deadline|vidnesbyrd|vidnesbyrdet|indsende|indsendelse|sende? ind|deltage|deltager|tilmelde|tilmelding|laboratoriet?|jeres (projekt|opslag|hæfte|møde|forening|indsamling)|hvor langt|hvor mange ord|testimony|submit)\b",
);
/// The beginning of a question.
static ASKING: Pattern = Pattern::new(
    r"(^|\b(og|men|så),? )(er det|må (jeg|man|vi)|kan (jeg|man|vi|i)|skal (jeg|man|vi)|hvor|hvornår|hvordan|hvad|hvem|hvilke|hvilken|hvorfor|har i|vil i|er der|is it|can i|may i|when|how|what|do you)\b",
);
/// The writer says that it is a question.
static QUESTION_CUE: Pattern = Pattern::new(r"\b(spørgsmål|spørge|question)\b");

/// The most own words of a withdrawal: a long account may speak of withdrawing a complaint.
const WITHDRAWAL_WORDS: usize = 200;
/// The most own words of a question.
const QUESTION_WORDS: usize = 120;
/// How far into the text, in characters, a supplement says what it is.
const OPENING: usize = 400;
/// The most own words of an answer that carries nothing but `X-Auto-Response-Suppress`, which some programs put on every mail.
const MACHINE_WORDS: usize = 120;

/// Says what a mail is. `own` is the text that is not folded away.
pub(crate) fn classify(header: &Header, own: &str) -> Verdict {
    by_header(header, own).or_else(|| by_words(&header.subject(), own)).unwrap_or((Class::Testimony, "default"))
}

/// Says what a loose text is, which has no header.
pub(crate) fn classify_text(own: &str) -> Verdict {
    by_words("", own).unwrap_or((Class::Testimony, "default"))
}

/// What machines say about themselves.
fn by_header(header: &Header, own: &str) -> Option<Verdict> {
    let field = |name: &str| header.raw(name).map(str::to_ascii_lowercase);
    let content_type = header.content_type();
    let report = header.parameter("report-type").unwrap_or_default().to_ascii_lowercase();
    if content_type == "multipart/report" {
        // A read receipt (RFC 8098) is an answer of a machine, not a mail that came back.
        return Some(if report == "disposition-notification" {
            (Class::AutoReply, "read_receipt")
        } else {
            (Class::Bounce, "multipart_report")
        });
    }
    let is_daemon = header.mailboxes(HeaderName::From).iter().any(|mailbox| DAEMON.is_in(&mailbox.address));
    let no_return = field("return-path").is_some_and(|path| path.replace(' ', "") == "<>");
    if is_daemon || field("x-failed-recipients").is_some() {
        return Some((Class::Bounce, "mailer_daemon"));
    }
    let precedence = field("precedence").unwrap_or_default();
    if field("auto-submitted").is_some_and(|value| !value.starts_with("no")) {
        return Some((Class::AutoReply, "auto_submitted"));
    }
    if ["x-autoreply", "x-autorespond", "x-autoresponder"]
        .iter()
        .any(|name| field(name).is_some_and(|value| value != "no"))
        || precedence == "auto_reply"
    {
        return Some((Class::AutoReply, "autoreply_header"));
    }
    if AUTO_SUBJECT.is_in(&header.subject()) {
        return Some((Class::AutoReply, "autoreply_subject"));
    }
    if field("x-spam-flag").is_some_and(|value| value.starts_with("yes")) {
        return Some((Class::NewsletterOrSpam, "spam_flag"));
    }
    if header.has_prefix("list-") {
        return Some((Class::NewsletterOrSpam, "list_header"));
    }
    if matches!(precedence.as_str(), "bulk" | "junk" | "list") {
        return Some((Class::NewsletterOrSpam, "precedence"));
    }
    let is_short = words(own) < MACHINE_WORDS;
    if is_short && field("x-auto-response-suppress").is_some_and(|value| value.contains("all") || value.contains("oof"))
    {
        return Some((Class::AutoReply, "auto_response_suppress"));
    }
    (no_return && is_short).then_some((Class::Bounce, "empty_return_path"))
}

/// What the writer says.
fn by_words(subject: &str, own: &str) -> Option<Verdict> {
    let count = words(own);
    // Sentences run over lines.
    let flat = own.split_whitespace().collect::<Vec<_>>().join(" ");
    let says = |pattern: &Pattern, text: &str| sentences(text).any(|sentence| pattern.is_in(sentence));
    if count <= WITHDRAWAL_WORDS
        && (WITHDRAWAL_SUBJECT.is_in(subject) || WITHDRAWAL.is_in(subject) || says(&WITHDRAWAL, &flat))
    {
        return Some((Class::Withdrawal, "cue_withdrawal"));
    }
    let opening: String = flat.chars().take(OPENING).collect();
    if SUPPLEMENT_SUBJECT.is_in(subject) || SUPPLEMENT.is_in(subject) || says(&SUPPLEMENT, &opening) {
        return Some((Class::Supplement, "cue_supplement"));
    }
    if count > QUESTION_WORDS {
        return None;
    }
    let asks = sentences(&flat).any(|sentence| sentence.ends_with('?') && ASKING.is_in(sentence));
    let about_us = ABOUT_US.is_in(&flat) || QUESTION_CUE.is_in(subject);
    let cue = QUESTION_CUE.is_in(subject) || QUESTION_CUE.is_in(&opening) || count < QUESTION_WORDS / 2;
    (asks && about_us && cue).then_some((Class::Question, "cue_question"))
}

/// The sentences of a text without line ends, each with the mark that ends it.
fn sentences(flat: &str) -> impl Iterator<Item = &str> {
    flat.split_inclusive(['.', '!', '?']).map(str::trim)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn class(header: &str, own: &str) -> Class {
        classify(&Header::read(header.as_bytes()), own).0
    }

    #[test]
    fn all_patterns_compile() {
        let patterns = [
            &AUTO_SUBJECT,
            &DAEMON,
            &WITHDRAWAL,
            &WITHDRAWAL_SUBJECT,
            &SUPPLEMENT,
            &SUPPLEMENT_SUBJECT,
            &ABOUT_US,
            &ASKING,
            &QUESTION_CUE,
        ];
        assert!(patterns.iter().all(|pattern| pattern.is_sound()));
    }

    #[test]
    fn machines_are_known_by_their_headers() {
        let long = "ord ".repeat(300);
        assert_eq!(class("Auto-Submitted: auto-replied", &long), Class::AutoReply);
        assert_eq!(class("Auto-Submitted: no", &long), Class::Testimony);
        assert_eq!(class("Subject: Autosvar: hej", ""), Class::AutoReply);
        assert_eq!(class("Subject: Fraværende far", &long), Class::Testimony);
        assert_eq!(class("X-Auto-Response-Suppress: All", &long), Class::Testimony);
        assert_eq!(class("X-Auto-Response-Suppress: All", "Jeg er på ferie."), Class::AutoReply);
        assert_eq!(class("Content-Type: multipart/report; report-type=delivery-status; boundary=x", ""), Class::Bounce);
        assert_eq!(
            class("Content-Type: multipart/report; report-type=disposition-notification; boundary=x", ""),
            Class::AutoReply
        );
        assert_eq!(class("From: MAILER-DAEMON@mx.example (Mail)", ""), Class::Bounce);
        assert_eq!(class("List-Unsubscribe: <https://x.example>", &long), Class::NewsletterOrSpam);
        assert_eq!(class("Precedence: bulk", ""), Class::NewsletterOrSpam);
    }

    #[test]
    fn people_say_what_they_want() {
        for text in [
            "Jeg vil gerne trække mit vidnesbyrd tilbage.",
            "Vil I ikke nok slette min historie?",
            "Jeg har fortrudt, at jeg har sendt den.",
            "I want to withdraw my testimony",
        ] {
            assert_eq!(class("Subject: hej", text), Class::Withdrawal, "{text}");
        }
        for text in ["Her er lidt mere til mit vidnesbyrd, som jeg sendte.", "Jeg glemte noget i mit vidnesbyrd."] {
            assert_eq!(class("Subject: SV: Tak", text), Class::Supplement, "{text}");
        }
        for text in [
            "Hej. Er det helt sikkert, at man er anonym? Hvornår er fristen?",
            "Kan man sende vidnesbyrd ind på papir?",
        ] {
            assert_eq!(class("Subject: hej", text), Class::Question, "{text}");
        }
    }

    #[test]
    fn a_testimony_that_asks_and_tells_of_withdrawals_is_a_testimony() {
        let story = format!(
            "{} Lederen bad mig trække min klage tilbage. Hvordan kan man være anonym? Skal jeg slette min historie?",
            "Vi ventede igen. ".repeat(80)
        );
        assert_eq!(class("Subject: Vidnesbyrd", &story), Class::Testimony);
        assert_eq!(classify_text("Hvem skal jeg spørge, når ingen svarer? Vi venter.").0, Class::Testimony);
    }
}
