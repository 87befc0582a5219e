"""Checks every list: grammar, headers, order, duplicates, dates, references between lists, size.

    python tools/check_gazetteers.py gazetteers [--scowl /usr/share/dict/scowl] [--collisions]

Prints each problem with file and line; exit status 1 if there is one. With --scowl it also looks for
names that are common English words and carry no mark; with --collisions it lists the names that
stand in lists of different kinds.
"""

import argparse
import re
import sys
import unicodedata
from collections import defaultdict
from pathlib import Path

import gazlib

HEADERS = set(gazlib.HEADER_ORDER)
REQUIRED = ("type", "about", "source", "licence")
LICENCES = {"MIT OR Apache-2.0", "MIT", "CC-BY-4.0", "CC0-1.0", "Unicode-3.0"}
LIMIT = 5 * 1024 * 1024
COUNTRY_KEYS = ("country", "of", "seat-country", "also")
DATE = re.compile(r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$")
INTERVAL = re.compile(r"\S*\.\.\S*")


class Checker:
    def __init__(self):
        self.problems = []
        self.lists = {}

    def problem(self, path, line, text):
        self.problems.append(f"{path}:{line}: {text}")

    def read(self, folder):
        for path in sorted(Path(folder).rglob("*.gaz")):
            raw = path.read_text(encoding="utf-8")
            self.raw_lines(path, raw)
            try:
                self.lists[path] = gazlib.parse(path)
            except gazlib.GazError as error:
                self.problems.append(str(error))

    def raw_lines(self, path, raw):
        if unicodedata.normalize("NFC", raw) != raw:
            self.problem(path, 0, "not in Unicode normal form C")
        for number, line in enumerate(raw.split("\n"), 1):
            if line != line.rstrip():
                self.problem(path, number, "blank at the end of the line")
            if any(unicodedata.category(c) == "Cc" and c != "\t" or c in "\u00a0\ufeff\u200b" for c in line):
                self.problem(path, number, "control character or invisible blank")
            if line.startswith("\t\t") or line.startswith("\t "):
                self.problem(path, number, "more than one tab")

    def file(self, path, headers, entries):
        for key in REQUIRED:
            if key not in headers:
                self.problem(path, 1, f"header @{key} is missing")
        for key in set(headers) - HEADERS:
            self.problem(path, 1, f"unknown header @{key}")
        date = headers.get("knowledge-to") or headers.get("retrieved")
        if not date or not DATE.match(date):
            self.problem(path, 1, "@knowledge-to or @retrieved must give a date")
        if headers.get("licence") not in LICENCES:
            self.problem(path, 1, f"licence {headers.get('licence')!r} is not among those allowed")
        declared = set(headers.get("keys", "").split())
        ids, names, aliases = set(), set(), {}
        previous = None
        for entry in entries:
            self.entry(path, entry, declared, ids, names)
            if headers.get("order", "name") == "name" and previous and gazlib.sort_key(entry) < gazlib.sort_key(previous):
                self.problem(path, entry.line, f"{entry.canonical!r} is out of order")
            previous = entry
            for name in entry.names:
                aliases.setdefault(gazlib.bare(name), []).append(entry)
        for name, found in aliases.items():
            if len({id(e) for e in found}) > 1 and not all(e.get("id") for e in found):
                self.problem(path, found[1].line, f"name {name!r} also belongs to {found[0].canonical!r}")

    def entry(self, path, entry, declared, ids, names):
        where = path, entry.line
        bare = [gazlib.bare(n) for n in entry.names]
        for name in bare:
            named = not path.parent.name in ("words", "people")
            if named and (re.search(r"\([^A-Z]", name) or re.search("[\[\]{}<>_\u2018\u2019]", name)):
                self.problem(*where, f"{name!r} holds what no text does")
            if not name or name != name.strip() or "  " in name or "|" in name or len(name) > 200:
                self.problem(*where, f"malformed name {name!r}")
        if len(set(bare)) < len(bare):
            self.problem(*where, f"a name stands twice in {entry.canonical!r}")
        key = entry.get("id")
        if entry.canonical in names and not key:
            self.problem(*where, f"{entry.canonical!r} stands twice in the list")
        names.add(entry.canonical)
        if key:
            if key in ids:
                self.problem(*where, f"id {key!r} is used twice")
            ids.add(key)
        for name, value in entry.attrs:
            if name not in declared:
                self.problem(*where, f"key {name!r} is not declared in @keys")
            if not value:
                self.problem(*where, f"key {name!r} has no value")
            for interval in INTERVAL.findall(value):
                self.interval(where, interval)

    def interval(self, where, text):
        start, _, end = text.partition("..")
        for date in (start, end):
            if date and not DATE.match(date):
                self.problem(*where, f"{date!r} in {text!r} is no date")
        if not start and not end:
            self.problem(*where, "an interval without dates")
        if start and end and start[:len(end)] > end[:len(start)]:
            self.problem(*where, f"{text!r} ends before it begins")

    def references(self):
        known = {}
        for path, (_, entries) in self.lists.items():
            for entry in entries:
                key = entry.get("id")
                if key in known and "words" not in (path.parent.name, known[key].parent.name):
                    self.problem(path, entry.line, f"id {key!r} is used in {known[key]} too")
                if key:
                    known[key] = path
        for path, (_, entries) in self.lists.items():
            for entry in entries:
                for key, value in entry.attrs:
                    if key in COUNTRY_KEYS:
                        wanted = [v if v.islower() else f"iso:{v}" for v in value.split("/")]
                    elif key in ("parent", "owner", "member-of"):
                        wanted = value.split("/")
                    elif key == "office" or key == "party":
                        found = re.search(r".* of (\S+)", value) if key == "office" else re.match(r"(\S+)", value)
                        wanted = [found[1]] if found else []
                        wanted = [f"iso:{w}" if re.fullmatch(r"[A-Z]{2}", w) else w for w in wanted]
                    else:
                        continue
                    for reference in wanted:
                        if reference not in known and key in COUNTRY_KEYS + ("parent", "owner", "office", "party"):
                            if not (key in ("of",) and path.parent.name == "words"):
                                self.problem(path, entry.line, f"{key}={reference} refers to nothing")

    def common_words(self, scowl):
        words = gazlib.common_words(scowl)
        for path, (headers, entries) in self.lists.items():
            if headers["type"].split("/")[0] in ("word", "name"):
                continue
            for entry in entries:
                flagged = "word" in (entry.get("flag") or "")
                for i, name in enumerate(entry.names):
                    if gazlib.bare(name).lower() in words and name[0] not in "~=" and not (flagged):
                        self.problem(path, entry.line, f"{name!r} is a common word: flag=word or ~")

    def collisions(self):
        places = defaultdict(set)
        for path, (headers, entries) in self.lists.items():
            kind = headers["type"].split("/")[0]
            if kind in ("word", "name"):
                continue
            for entry in entries:
                for name in entry.names:
                    places[gazlib.bare(name)].add(headers["type"])
        return sorted((n, sorted(t)) for n, t in places.items() if len(t) > 1)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder")
    parser.add_argument("--scowl")
    parser.add_argument("--collisions", action="store_true")
    args = parser.parse_args()
    checker = Checker()
    checker.read(args.folder)
    for path, (headers, entries) in checker.lists.items():
        checker.file(path, headers, entries)
    checker.references()
    if args.scowl:
        checker.common_words(args.scowl)
    size = sum(path.stat().st_size for path in checker.lists)
    if size > LIMIT:
        checker.problems.append(f"{args.folder}: {size} bytes of lists, more than {LIMIT}")
    for line in checker.problems:
        print(line)
    if args.collisions:
        for name, types in checker.collisions():
            print(f"collision\t{name}\t{' '.join(types)}")
    count = sum(len(entries) for _, entries in checker.lists.values())
    print(f"{len(checker.lists)} lists, {count} entries, {size} bytes, {len(checker.problems)} problems")
    sys.exit(1 if checker.problems else 0)


if __name__ == "__main__":
    main()
