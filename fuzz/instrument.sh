#!/bin/sh
# A compiler wrapper (RUSTC_WRAPPER) that gives the program's own crate, and nothing else, the counters that the fuzzer steers by.
rustc=$1
shift
case " $* " in
*" --crate-name vidnesbyrd "*) set -- "$@" -Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table -Ccodegen-units=1 ;;
esac
exec "$rustc" "$@"
