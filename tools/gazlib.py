"""Reads and writes the `.gaz` list format described in gazetteers/README.md."""

import re
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path

HEADER_ORDER = [
    "type", "about", "source", "licence", "knowledge-to", "retrieved",
    "keys", "attribution", "defaults", "case", "inflect", "diacritics", "possessive", "use", "order",
]


class GazError(Exception):
    """A line that does not follow the grammar."""


@dataclass
class Entry:
    """One entry: its names as written (with `~` and `=` marks) and its attributes in order."""

    names: list
    attrs: list = field(default_factory=list)
    line: int = 0

    @property
    def canonical(self):
        """The first name without its mark."""
        return bare(self.names[0])

    def get(self, key):
        """The first value of a key, or None."""
        return next((v for k, v in self.attrs if k == key), None)


def bare(name):
    """A name without its `~` or `=` marks."""
    return name.lstrip("~=")


def parse_attrs(text, where):
    attrs = []
    for part in text.split(";"):
        part = part.strip()
        if not part:
            continue
        if "=" not in part:
            raise GazError(f"{where}: expected key=value, found {part!r}")
        key, value = part.split("=", 1)
        attrs.append((key.strip(), value.strip()))
    return attrs


def parse(path):
    """Returns (headers, entries) of a file; raises GazError with file and line."""
    headers, entries = {}, []
    for number, line in enumerate(Path(path).read_text(encoding="utf-8").split("\n"), 1):
        where = f"{path}:{number}"
        if not line.strip() or line.startswith("#"):
            continue
        if line.startswith("@"):
            if entries:
                raise GazError(f"{where}: header after the first entry")
            key, _, value = line[1:].partition(" ")
            if key in headers:
                raise GazError(f"{where}: header @{key} given twice")
            headers[key] = value.strip()
        elif line[0] in "\t ":
            if line[0] == " ":
                raise GazError(f"{where}: attribute lines are indented by a tab")
            if not entries:
                raise GazError(f"{where}: attributes before the first entry")
            entries[-1].attrs += parse_attrs(line.strip(), where)
        else:
            names, _, attrs = line.partition("\t")
            names = [n.strip() for n in names.split(" | ")]
            entries.append(Entry(names, parse_attrs(attrs, where), number))
    return headers, entries


def sort_key(entry):
    """Entries are sorted by the bytes of their canonical name, marks left out."""
    return entry.canonical.encode("utf-8")


def write(path, headers, entries, one_line=False):
    """Writes a file in canonical form: headers in order, entries sorted."""
    out = [f"@{k:<13}{headers[k]}" for k in HEADER_ORDER if k in headers]
    out.append("")
    for entry in sorted(entries, key=sort_key):
        names = " | ".join(entry.names)
        if not entry.attrs:
            out.append(names)
            continue
        lines = attr_lines(entry.attrs)
        if len(lines) == 1 and (one_line or len(names) + len(lines[0]) <= 90):
            out.append(f"{names}\t{lines[0]}")
        else:
            out.append(names)
            out += [f"\t{text}" for text in lines]
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_text("\n".join(out) + "\n", encoding="utf-8")


# Keys that may be repeated, one a line, because each value is a small record of its own.
OWN_LINE = {"office", "metonym", "former", "party"}


def attr_lines(attrs):
    short = [f"{k}={v}" for k, v in attrs if k not in OWN_LINE]
    lines = ["; ".join(short)] if short else []
    return lines + [f"{k}={v}" for k, v in attrs if k in OWN_LINE]


def fold(text):
    """A name without diacritics, as the reader derives it."""
    decomposed = unicodedata.normalize("NFD", text)
    text = "".join(c for c in decomposed if not unicodedata.combining(c))
    return text.translate(str.maketrans({"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D",
                                         "ı": "i", "ß": "ss", "æ": "ae", "Æ": "Ae", "œ": "oe", "ð": "d",
                                         "þ": "th", "Þ": "Th"}))


def slug(text):
    """A lower-case ASCII identifier made of a name."""
    return re.sub(r"[^a-z0-9]+", "-", fold(text).lower()).strip("-")


def common_words(scowl, levels=(10, 20, 35)):
    """Lower-case words of SCOWL up to level 35: what makes a name ambiguous."""
    words = set()
    for variety in ("english", "american", "british"):
        for level in levels:
            path = Path(scowl) / f"{variety}-words.{level}"
            if path.exists():
                text = path.read_text(encoding="latin-1")
                words.update(w for w in text.split() if w.isalpha() and w.islower())
    return words
