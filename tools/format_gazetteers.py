"""Puts lists into canonical form: entries sorted, headers aligned, attributes in their usual lines.

    python tools/format_gazetteers.py gazetteers/places/towns.gaz …      (or a folder)
"""

import sys
from pathlib import Path

import gazlib


def main(arguments):
    for argument in arguments:
        path = Path(argument)
        for file in sorted(path.rglob("*.gaz")) if path.is_dir() else [path]:
            headers, entries = gazlib.parse(file)
            gazlib.write(file, headers, entries, one_line=all(len(e.attrs) <= 4 for e in entries))


if __name__ == "__main__":
    main(sys.argv[1:])
