//! Parse, run, print the failure, exit code.

fn main() {}
