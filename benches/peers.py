#!/usr/bin/env python3
"""How fast two other tools look for names in the text that `cargo bench --bench engine` wrote. Prints figures; asserts nothing.

    python3 -m venv VENV && VENV/bin/pip install os2ds-rules presidio-analyzer
    VIDNESBYRD_BENCH_PEERS=VENV/bin/python cargo bench --bench engine     # beside the engine, with the ratios
    VENV/bin/python benches/peers.py TEXT                                 # by itself

TEXT is UTF-8; a form feed stands between the testimonies. Each tool is called as its documentation says, on one thread, with everything
loaded and compiled beforehand, and its best run counts:

- `os2ds-rules`: the name rule alone (C++). It gets the text in one call and testimony by testimony; the faster way counts.
- `presidio-analyzer`: one recogniser with a deny list of 10,000 names, spread evenly over `rules/names`, and the engine that does no
  linguistics, so that no model is needed and nothing else is measured. Its time grows with the length of the text, so the first
  100 kB are enough; testimony by testimony, because a call that takes over a minute is given up and finds nothing.

A line is: tool, MB a second (or `-` when it is not installed), what was measured; with tabs between.
"""

import importlib.metadata
import pathlib
import sys
import time

NAMES = 10_000
PRESIDIO_BYTES = 100_000
LISTS = [pathlib.Path(__file__).resolve().parent.parent / "rules" / "names" / name for name in ("first.txt", "last.txt")]


def megabytes(texts):
    return sum(len(text.encode()) for text in texts) / 1e6


def fastest(run, runs):
    """The shortest of several runs in seconds, and what the last one found."""
    best = float("inf")
    for _ in range(runs):
        start = time.perf_counter()
        found = run()
        best = min(best, time.perf_counter() - start)
    return best, found


def version(package):
    return f"{package} {importlib.metadata.version(package)}"


def name_rule(testimonies):
    from os2ds_rules import NameRule

    rule = NameRule()
    ways = {"in one call": ["\n\n".join(testimonies)], "testimony by testimony": testimonies}
    figures = []
    for way, texts in ways.items():
        seconds, found = fastest(lambda: sum(1 for text in texts for _ in rule.find_matches(text)), runs=60)
        figures.append((megabytes(texts) / seconds, f"the name rule alone, {way}; {found} found"))
    speed, what = max(figures)
    return version("os2ds-rules"), speed, what


def deny_list(testimonies):
    from presidio_analyzer import AnalyzerEngine, PatternRecognizer, RecognizerRegistry
    from presidio_analyzer.nlp_engine import NoOpNlpEngine

    lines = (line.strip() for path in LISTS for line in path.read_text(encoding="utf-8").splitlines())
    listed = sorted({line for line in lines if line and not line.startswith("#")})
    names = [listed[at * len(listed) // NAMES] for at in range(NAMES)]
    linguistics = NoOpNlpEngine([{"lang_code": "da", "model_name": "none"}])
    linguistics.load()
    engine = AnalyzerEngine(
        registry=RecognizerRegistry(
            recognizers=[PatternRecognizer("NAME", deny_list=names, supported_language="da")], supported_languages=["da"]
        ),
        nlp_engine=linguistics,
        supported_languages=["da"],
    )
    engine.analyze("Compiles the list.", language="da")

    sample, size = [], 0
    for text in testimonies:
        if size >= PRESIDIO_BYTES:
            break
        sample.append(text)
        size += len(text.encode())
    seconds, found = fastest(lambda: sum(len(engine.analyze(text, language="da")) for text in sample), runs=3)
    what = f"a deny list of {len(names)} names, on the first {size} bytes; {found} found"
    return version("presidio-analyzer"), size / 1e6 / seconds, what


def main():
    if len(sys.argv) != 2:
        sys.exit(f"usage: {sys.argv[0]} TEXT")
    testimonies = pathlib.Path(sys.argv[1]).read_text(encoding="utf-8").split("\f")
    for package, measure in (("os2ds-rules", name_rule), ("presidio-analyzer", deny_list)):
        try:
            tool, speed, what = measure(testimonies)
        except ImportError as error:
            print(package, "-", f"not measured: {error}; pip install {package}", sep="\t", flush=True)
        else:
            print(tool, f"{speed:.4f}", what, sep="\t", flush=True)


if __name__ == "__main__":
    main()
