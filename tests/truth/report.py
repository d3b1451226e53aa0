"""What disagrees now: `python -m tests.truth.report [framework, family or op …]`, worst first, with examples."""

from __future__ import annotations

import json
import sys
import traceback
from collections import Counter

from tests.truth import store
from tests.truth.families import FAMILIES
from tests.truth.model import encode_record
from tests.truth.replay import BAD, UNDECLARED, UNKNOWN, Verdict, can_blur, judge, judge_blurred

EXAMPLES = 4


def attempt(function: object, *args: object) -> Verdict:
    try:
        return function(*args)  # type: ignore[operator,no-any-return]
    except Exception:
        return Verdict("crash", traceback.format_exc(limit=-2))


def main(wanted: list[str]) -> None:
    total: Counter[str] = Counter()
    stored = [(framework, family) for framework in FAMILIES for family in store.families(framework)]
    for framework, family in stored:
        for op, records in store.read(framework, family).items():
            if wanted and not any(name in (framework, family, op, op.rpartition(".")[2]) for name in wanted):
                continue
            counts: Counter[str] = Counter()
            examples: list[str] = []
            for i, record in enumerate(records):
                verdicts = [("", attempt(judge, record))]
                if can_blur(record):
                    verdicts.append(("blurred ", attempt(judge_blurred, record, f"{op} {i}")))
                for prefix, verdict in verdicts:
                    counts[prefix + verdict.kind] += 1
                    shown = (*BAD, "crash", *((UNKNOWN,) if wanted and not prefix else ()))
                    if verdict.kind in shown and sum(e.startswith(prefix + verdict.kind) for e in examples) < EXAMPLES:
                        row = json.dumps(encode_record(record), separators=(",", ":"))
                        examples.append(f"{prefix}{verdict.kind}: {row}\n          {verdict.said}")
            total.update(counts)
            if counts[UNDECLARED]:
                print(f"{family}: {op}: undeclared")
            elif examples:
                print(f"{family}: {op}: {dict(counts)}")
                print("".join(f"    {example}\n" for example in examples), end="")
    print(dict(total))


if __name__ == "__main__":
    main(sys.argv[1:])
