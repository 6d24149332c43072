//! Parse, run, print the failure, exit code.

use std::io::{BufReader, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;
use vidnesbyrd::cli::{Asked, Context, Exit, parse, run};

fn main() -> ExitCode {
    say_only_where_it_panicked();
    log_when_asked();
    catch_unwind(AssertUnwindSafe(work)).unwrap_or(ExitCode::from(Exit::Bug.code()))
}

fn work() -> ExitCode {
    // Standard input is not locked: a command may ask it whether it is a terminal, and a prompt may read from it.
    let mut input = BufReader::new(std::io::stdin());
    let mut out = std::io::stdout().lock();
    let mut err = std::io::stderr();
    let result = match parse(std::env::args_os()) {
        Ok(Asked::Run(cli)) => {
            let collection = cli.collection.clone();
            run(cli, &mut Context { collection, input: &mut input, out: &mut out, err: &mut err })
        }
        Ok(Asked::Print(text)) => out.write_all(text.as_bytes()).map_err(Into::into),
        Ok(Asked::Lost(help)) => {
            // Nothing more can be done when standard error is gone too; so below.
            let _ = err.write_all(help.as_bytes());
            return ExitCode::from(Exit::Input.code());
        }
        Err(failure) => Err(failure),
    };
    match result.and_then(|()| out.flush().map_err(Into::into)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) if failure.is_broken_pipe() => ExitCode::SUCCESS,
        Err(failure) => {
            let _ = out.flush();
            let _ = writeln!(err, "{failure}");
            ExitCode::from(failure.exit.code())
        }
    }
}

/// A panic's own message may hold the text that caused it (an index into a string prints the string), so only the place is said.
fn say_only_where_it_panicked() {
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map_or_else(String::new, |at| format!(" ({}:{})", at.file(), at.line()));
        let _ = writeln!(
            std::io::stderr(),
            "Fejl:  Programmet stødte på en fejl i sig selv{place}.\n\
             Årsag: Det er en fejl i programmet, ikke noget, du har gjort. Intet er gået tabt.\n\
             Prøv:  Kør kommandoen igen. Sker det igen, så send linjen ovenfor til dem, der passer programmet."
        );
    }));
}

/// The log is off unless `VIDNESBYRD_LOG` names a level (`error`, `warn`, `info`, `debug`, `trace`). Only our own events are
/// written: what the libraries would log about a mail is not ours to answer for.
fn log_when_asked() {
    use tracing_subscriber::layer::SubscriberExt;
    use tracing_subscriber::util::SubscriberInitExt;
    let Some(level) = std::env::var("VIDNESBYRD_LOG").ok().and_then(|level| level.parse::<tracing::Level>().ok())
    else {
        return;
    };
    let _ = tracing_subscriber::registry()
        .with(tracing_subscriber::fmt::layer().with_writer(std::io::stderr).with_ansi(false))
        .with(tracing_subscriber::filter::Targets::new().with_target("vidnesbyrd", level))
        .try_init();
}
