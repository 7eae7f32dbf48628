"""Whether Word would take what we write: every part held to the schemas of ISO/IEC 29500, and to a validator if named.

`WENBAO_OOXML_SCHEMAS=DIR python -m tests.bench.office [--validator "COMMAND"] [--write docs/office.md]` writes 50
drafts of invented figures, the sheet to be filled in, and drafts with seeded faults that get comments, and counts what
the schemas say. COMMAND is run with a file name behind it; it prints a JSON list of faults, empty where there is none.
Neither the schemas nor such a program are part of this repository.
"""

from __future__ import annotations

import argparse
import json
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path
from random import Random

from bot.check import annotate, check_file
from retrieval.drafting.sheet import write_template
from retrieval.drafting.writing import draft_to_docx
from tests.drafts import FAULTS, store_years, write_draft
from tests.office_schemas import SETTING, parts_seen, schemas_given, violations
from tests.test_retrieval_drafting_writing import invented

_ASKED = 6  # files of each kind that the validator is asked about: it takes seconds for each
_HEAD = """# Whether Word would take it

What `wenbao draft` writes and what `wenbao check` puts comments into, held to the schemas of ISO/IEC 29500-4
(transitional) and of the packages. The schemas are others' text and not in this repository: `{setting}` names a
folder of them. Written by `python -m tests.bench.office --write docs/office.md`{asked}.

| files | number | parts held to a schema | violations{column} |
|---|---|---|---|{line}
"""


def commented(folder: Path, each: int) -> dict[str, tuple[bytes, bytes]]:
    """Word drafts with a seeded fault, before and after they were given their comments."""
    made: dict[str, tuple[bytes, bytes]] = {}
    store, years = store_years(folder / "data")
    for at, (rule, seed) in enumerate(FAULTS.items()):
        for number in range(each):
            seeded = seed(years, number * len(FAULTS) + at, Random(f"{rule} {number}"))
            path = write_draft(seeded.made, seeded.blocks, folder / f"{rule}{number}.docx")
            after = annotate(check_file(path, store), path.read_bytes())
            if after is not None:
                made[path.name] = path.read_bytes(), after
    return made


def faults_told(command: str, files: dict[str, bytes], folder: Path) -> int:
    """What a validator outside says of some of these files."""
    told = 0
    for name, content in list(files.items())[:_ASKED]:
        path = folder / f"asked-{name}"
        path.write_bytes(content)
        done = subprocess.run([*shlex.split(command), str(path)], capture_output=True, text=True, check=False)
        told += len(json.loads(done.stdout))
    return told


def main() -> None:
    """Measures, shows, and writes the page."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--validator", default="")
    parser.add_argument("--name", default="another validator")
    parser.add_argument("--write", type=Path)
    options = parser.parse_args()
    if not schemas_given():
        sys.exit(f"{SETTING} names no folder with wml.xsd")
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        write_template(folder / "figures.xlsx", 2026, None)
        pairs = commented(folder, 2)
        kinds = {
            "drafts written": {f"draft{seed}.docx": draft_to_docx(invented(seed)) for seed in range(50)},
            "sheets to be filled in": {"figures.xlsx": (folder / "figures.xlsx").read_bytes()},
            "Word files given comments": {name: after for name, (_, after) in pairs.items()},
        }
        before = {name: set(violations(data)) for name, (data, _) in pairs.items()}
        rows = []
        for kind, files in kinds.items():
            seen = sum(len(parts_seen(content)) for content in files.values())
            found = sum(len(set(violations(content)) - before.get(name, set())) for name, content in files.items())
            told = f" | {faults_told(options.validator, files, folder)}" if options.validator else ""
            rows.append(f"| {kind} | {len(files)} | {seen} | {found}{told} |")
    text = _HEAD.format(
        setting=SETTING,
        asked=f", {_ASKED} files of each kind by {options.name} too" if options.validator else "",
        column=f" | faults told by {options.name}" if options.validator else "",
        line="---|" if options.validator else "",
    )
    text += "\n".join([*rows, ""])
    sys.stderr.write(text)
    if options.write:
        options.write.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
