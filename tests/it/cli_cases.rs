//! Messages and exit codes that hold no personal text, as files: what is typed and what is answered.

#[test]
fn the_command_line_answers_as_written() {
    trycmd::TestCases::new().env("COLUMNS", "100").case("tests/it/cli_cases/*.trycmd");
}
