//! Parse, run, print the failure, exit code.

use clap::Parser;
use std::io::Write;
use std::process::ExitCode;
use vidnesbyrd::cli::{Cli, Context, run};

fn main() -> ExitCode {
    // Clap exits with 2 on wrong usage and 0 on help, as the interface wants.
    let cli = Cli::parse();
    let mut out = std::io::stdout().lock();
    let mut err = std::io::stderr();
    let mut context = Context { collection: cli.collection.clone(), out: &mut out, err: &mut err };
    let result = run(cli, &mut context).and_then(|()| out.flush().map_err(Into::into));
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) if failure.is_broken_pipe() => ExitCode::SUCCESS,
        Err(failure) => {
            // Nothing more can be done when standard error is gone too.
            let _ = writeln!(err, "{failure}");
            ExitCode::from(failure.exit.code())
        }
    }
}
