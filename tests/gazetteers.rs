//! Checks every list in `gazetteers/`, what the built-in gazetteer finds, and how fast.
//!
//! The build has read the lists already and refused those that do not follow the format. Here they are read a second
//! time, line by line, for what only the lists together or a person's expectation can tell.

use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::time::Instant;
use tercet::gazetteer::{Gazetteer, Hit, HitRole, ListOptions};
use tercet::text::{Text, split_sentences, tokenize};

const LICENCES: [&str; 8] = [
    "MIT",
    "Apache-2.0",
    "BSD-3-Clause",
    "CC0-1.0",
    "CC-BY-4.0",
    "Unicode-3.0",
    "LicenseRef-WordNet-3.0",
    "WordNet",
];

/// A list as it stands in its file.
struct File {
    name: String,
    headers: BTreeMap<String, String>,
    entries: Vec<Entry>,
}

struct Entry {
    line: usize,
    names: Vec<String>,
    attributes: Vec<(String, String)>,
}

impl Entry {
    fn values<'a>(&'a self, key: &'a str) -> impl Iterator<Item = &'a str> {
        self.attributes.iter().filter(move |(k, _)| k == key).map(|(_, value)| value.as_str())
    }
}

fn files() -> Vec<File> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("gazetteers");
    let mut paths = Vec::new();
    collect(&folder, &mut paths);
    paths.sort();
    assert!(!paths.is_empty(), "no lists in {}", folder.display());
    paths.iter().map(|path| read(&folder, path)).collect()
}

fn collect(folder: &Path, paths: &mut Vec<PathBuf>) {
    for item in std::fs::read_dir(folder).expect("the folder of lists is there") {
        let path = item.expect("a readable folder").path();
        if path.is_dir() {
            collect(&path, paths);
        } else if path.extension().is_some_and(|extension| extension == "gaz") {
            paths.push(path);
        }
    }
}

fn read(folder: &Path, path: &Path) -> File {
    let text = std::fs::read_to_string(path).expect("a list is UTF-8");
    let name = path.strip_prefix(folder).expect("the path begins with the folder").display().to_string();
    let mut file = File { name, headers: BTreeMap::new(), entries: Vec::new() };
    let attributes = |written: &str| -> Vec<(String, String)> {
        let pairs = written.split(';').filter_map(|pair| pair.trim().split_once('='));
        pairs.map(|(key, value)| (key.to_owned(), value.to_owned())).collect()
    };
    for (line, written) in (1..).zip(text.lines()) {
        if let Some(header) = written.strip_prefix('@') {
            let (key, value) = header.split_once(' ').expect("a header has a value");
            file.headers.insert(key.to_owned(), value.trim().to_owned());
        } else if let Some(continued) = written.strip_prefix('\t') {
            file.entries.last_mut().expect("an entry").attributes.extend(attributes(continued));
        } else if !written.is_empty() && !written.starts_with('#') {
            let (names, rest) = written.split_once('\t').unwrap_or((written, ""));
            let names =
                names.split(" | ").map(|name| name.trim_start_matches(['~', '=']).to_owned()).collect();
            file.entries.push(Entry { line, names, attributes: attributes(rest) });
        }
    }
    file
}

/// Fails with all problems at once, so that a list need not be mended line by line.
fn assert_none(problems: &[String]) {
    assert!(problems.is_empty(), "{} problems:\n{}", problems.len(), problems.join("\n"));
}

#[test]
fn every_list_has_its_headers_and_an_allowed_licence() {
    let mut problems = Vec::new();
    for file in files() {
        let licence = file.headers.get("licence").map_or("", String::as_str);
        let parts = licence.split([' ', '(', ')']).filter(|part| !matches!(*part, "" | "OR" | "AND"));
        for part in parts.filter(|part| !LICENCES.contains(part)) {
            problems.push(format!("{}: licence '{part}' is not among those allowed", file.name));
        }
        if licence.contains("CC-BY") && !file.headers.contains_key("attribution") {
            problems.push(format!("{}: the licence asks for @attribution", file.name));
        }
        if file.headers.get("about").is_none_or(|about| about.len() < 15 || !about.ends_with('.')) {
            problems.push(format!("{}: @about is to be a sentence", file.name));
        }
        if file.entries.is_empty() {
            problems.push(format!("{}: no entries", file.name));
        }
    }
    assert_none(&problems);
}

#[test]
fn every_list_is_sorted_unless_its_order_means_something() {
    let mut problems = Vec::new();
    for file in files().iter().filter(|file| file.headers.get("order").is_none_or(|order| order == "name")) {
        for pair in file.entries.windows(2).filter(|pair| pair[0].names[0] > pair[1].names[0]) {
            let (before, name) = (&pair[0].names[0], &pair[1].names[0]);
            problems.push(format!("{}:{}: '{name}' after '{before}'", file.name, pair[1].line));
        }
    }
    assert_none(&problems);
}

/// Encyclopedias tell things apart by a word or year in parentheses, which no text holds; a capital there belongs to the
/// name ("Communist Party of India (Marxist)"). Curly apostrophes are derived.
#[test]
fn names_hold_nothing_but_the_name() {
    let mut problems = Vec::new();
    for file in files().iter().filter(|file| !file.headers["type"].starts_with("name/")) {
        let words = file.headers["type"].starts_with("word/");
        for entry in &file.entries {
            for name in &entry.names {
                let inside = name.split_once('(').map_or("", |(_, inside)| inside);
                let told_apart = !words && inside.starts_with(|c: char| !c.is_uppercase());
                if told_apart
                    || name.contains(['[', ']', '{', '}', '<', '>', '\\', '_', '\u{2018}', '\u{2019}'])
                {
                    problems.push(format!("{}:{}: '{name}'", file.name, entry.line));
                }
            }
        }
    }
    assert_none(&problems);
}

#[test]
fn ids_are_unique_and_references_lead_somewhere() {
    let files = files();
    let mut problems = Vec::new();
    let mut ids: BTreeMap<&str, String> = BTreeMap::new();
    for file in &files {
        for entry in &file.entries {
            let place = format!("{}:{}", file.name, entry.line);
            for id in entry.values("id") {
                // Words (currencies) may share the slug of a thing; links may not be given twice.
                if file.name.starts_with("words") {
                    continue;
                }
                if let Some(other) = ids.insert(id, place.clone()) {
                    problems.push(format!("{place}: id '{id}' is used at {other}"));
                }
            }
        }
    }
    for file in &files {
        for entry in &file.entries {
            for (key, value) in &entry.attributes {
                let targets: BTreeSet<String> = match key.as_str() {
                    "country" | "also" => {
                        value.split(['|', '/', ' ', ',']).map(|code| format!("iso:{code}")).collect()
                    }
                    "parent" => value.split('|').map(str::to_owned).collect(),
                    _ => continue,
                };
                for target in targets {
                    let own = target.trim_start_matches("iso:");
                    if !ids.contains_key(target.as_str()) && !ids.contains_key(own) {
                        problems.push(format!(
                            "{}:{}: {key}={value}: no entry has this id",
                            file.name, entry.line
                        ));
                    }
                }
            }
        }
    }
    assert_none(&problems);
}

#[test]
fn the_gazetteer_holds_every_entry_of_every_list() {
    let gazetteer = Gazetteer::builtin();
    for file in files() {
        let list_type = &file.headers["type"];
        if list_type == "name/given" || list_type == "name/surname" {
            for entry in &file.entries {
                let part = gazetteer.name_part(&entry.names[0]);
                let right = if list_type == "name/given" { part.is_given() } else { part.is_surname() };
                assert!(right, "{}: {}", file.name, entry.names[0]);
            }
            continue;
        }
        let compiled: Vec<_> = gazetteer.entries().filter(|entry| *entry.file() == *file.name).collect();
        assert_eq!(compiled.len(), file.entries.len(), "{}", file.name);
        for (compiled, entry) in compiled.iter().zip(&file.entries) {
            assert_eq!((compiled.name(), compiled.list_type()), (&entry.names[0][..], &list_type[..]));
            for name in &entry.names {
                let found = gazetteer.lookup(name).any(|(found, _)| found.entry_id() == compiled.entry_id());
                assert!(found, "{}:{}: '{name}' is not found", file.name, entry.line);
            }
        }
    }
}

fn find(gazetteer: &Gazetteer, text: &str) -> Vec<(String, Hit)> {
    let tokens = tokenize(text);
    let sentences = split_sentences(text, &tokens);
    let text = Text { text, tokens: &tokens, sentences: &sentences, quotations: &[] };
    gazetteer.find(text).into_iter().map(|hit| (text.slice(hit.tokens).to_owned(), hit)).collect()
}

/// `tests/data/gazetteer-probes.tsv`: a sentence, a name in it, its type, role and canonical name; or `none`, where
/// the sentence is to have no hit of that type.
#[test]
fn names_that_have_to_be_found_are_found() {
    let gazetteer = Gazetteer::builtin();
    let mut problems = Vec::new();
    let probes = include_str!("data/gazetteer-probes.tsv");
    for line in probes.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let [sentence, name, list_type, role, canonical] = line.split('\t').collect::<Vec<_>>()[..] else {
            panic!("five cells expected: {line}");
        };
        let hits = find(gazetteer, sentence);
        let found = hits.iter().any(|(text, hit)| {
            let entry = gazetteer.entry(hit.entry);
            text == name
                && entry.list_type() == list_type
                && (role == "none"
                    || (format!("{:?}", hit.role).to_lowercase() == role && entry.name() == canonical))
        });
        if found == (role == "none") {
            problems.push(format!("{line}\n    hits: {hits:?}"));
        }
    }
    assert_none(&problems);
}

#[test]
fn a_users_list_wins_over_a_built_in_one_in_any_order() {
    let ships =
        Gazetteer::from_text("ships.txt", "Belgium\nUSS Belgium\n", &ListOptions::new()).expect("a list");
    let builtin = Gazetteer::builtin();
    let one = Gazetteer::join([ships.clone(), builtin.clone()]);
    let other = Gazetteer::join([builtin.clone(), ships]);
    for gazetteer in [&one, &other] {
        let hits: Vec<Hit> =
            find(gazetteer, "Belgium sold the USS Belgium.").into_iter().map(|found| found.1).collect();
        let chosen = gazetteer.select(&hits);
        let kinds: Vec<_> = chosen.iter().map(|hit| gazetteer.entry(hit.entry).list_type()).collect();
        assert_eq!(kinds, ["SHIPS", "SHIPS"]);
    }
    assert_eq!(one.compile(), other.compile());
}

#[test]
fn options_decide_what_matches() {
    let found = |options: ListOptions, text: &str| {
        let gazetteer = Gazetteer::from_text("x.txt", "Lloyd\nRhône fleet\n", &options).expect("a list");
        find(&gazetteer, text).into_iter().map(|(text, _)| text).collect::<Vec<_>>()
    };
    let text = "The LLOYD and lloyd and Lloyd’s met the Rhone fleets or Rhône Fleet.";
    let options = ListOptions::new;
    assert_eq!(found(options(), text), ["LLOYD", "Lloyd", "Rhône Fleet"]);
    assert_eq!(found(options().exact_case(), text), ["Lloyd"]);
    assert_eq!(found(options().ignore_case(), text), ["LLOYD", "lloyd", "Lloyd", "Rhône Fleet"]);
    assert_eq!(found(options().refuse_possessives(), text), ["LLOYD", "Rhône Fleet"]);
    assert_eq!(found(options().with_plurals(), text), ["LLOYD", "Lloyd", "Rhone fleets", "Rhône Fleet"]);
    assert_eq!(found(options().exact_diacritics().with_plurals(), text), ["LLOYD", "Lloyd", "Rhône Fleet"]);
}

#[test]
fn a_ruler_pattern_matches_as_its_tokens_say() {
    let rules = "{\"label\": \"GPE\", \"pattern\": [{\"LOWER\": \"san\"}, {\"LOWER\": \"francisco\"}], \"id\": \"sf\"}\n\
                 {\"label\": \"ORG\", \"pattern\": [{\"TEXT\": \"Acme\"}]}\n";
    let gazetteer = Gazetteer::from_text("rules.jsonl", rules, &ListOptions::new()).expect("a list");
    let found = find(&gazetteer, "SAN Francisco, san francisco, ACME, acme and Acme.");
    let names: Vec<_> =
        found.iter().map(|(text, hit)| (&text[..], gazetteer.entry(hit.entry).id())).collect();
    assert_eq!(names, [("SAN Francisco", Some("sf")), ("san francisco", Some("sf")), ("Acme", None)]);
}

#[test]
fn errors_of_files_name_the_file() {
    let error = Gazetteer::load("no/such/list.gaz").expect_err("the file is missing");
    assert_eq!(error.kind(), tercet::ErrorKind::Io);
    assert_eq!(error.file(), Some(Path::new("no/such/list.gaz")));
    let error = Gazetteer::from_gaz("a.gaz", "@type ORG\n\nAcme\tcolour=red\n").expect_err("an unknown key");
    assert!(error.to_string().starts_with("a.gaz:3:6: unknown key 'colour'"), "{error}");
    let mut builder = tercet::Extractor::builder();
    assert!(builder.gazetteer_str("a.gaz", "Acme\n").build().is_err());
}

proptest! {
    #[test]
    fn any_text_is_searched_without_panic(text in "(\\PC|\n|[A-Z][a-z]{1,6} ){0,60}") {
        let gazetteer = Gazetteer::builtin();
        let hits = find(gazetteer, &text);
        let hits: Vec<Hit> = hits.into_iter().map(|found| found.1).collect();
        let chosen = gazetteer.select(&hits);
        prop_assert!(chosen.windows(2).all(|pair| pair[0].tokens.end <= pair[1].tokens.start));
        prop_assert!(hits.windows(2).all(|pair| pair[0].tokens.start <= pair[1].tokens.start));
    }

    #[test]
    fn any_list_is_read_or_refused_without_panic(text in "(@type ORG\n|\\PC{0,8}|[ \t\n|;=~,\"])*", kind in 0usize..5) {
        let file = ["a.gaz", "a.tsv", "a.csv", "a.jsonl", "a.txt"][kind];
        if let Ok(gazetteer) = Gazetteer::from_text(file, &text, &ListOptions::new().label("ORG")) {
            find(&gazetteer, &text);
        }
    }

    #[test]
    fn a_name_of_a_list_is_found_wherever_it_stands(
        names in prop::collection::btree_set("[A-Z][a-z]{2,7}( [A-Z][a-z]{2,7}){0,2}", 1..30),
        before in "[a-z]{1,8}",
    ) {
        let list: Vec<&str> = names.iter().map(String::as_str).collect();
        let gazetteer = Gazetteer::from_text("x.txt", &list.join("\n"), &ListOptions::new()).expect("a list");
        for name in &names {
            for text in [format!("{before} {name}."), format!("{name}’s {before}"), format!("({name})")] {
                let hits = find(&gazetteer, &text);
                prop_assert!(hits.iter().any(|(found, hit)| found.trim_end_matches('.') == name && hit.role == HitRole::Name), "{text}");
            }
        }
    }
}

/// A text of known content, searched for a large list: the counts have to be right, the speed is printed
/// (`cargo test --release --test gazetteers speed -- --nocapture`).
#[test]
fn speed_over_a_text_of_known_content() {
    const NAMES: usize = 50_000;
    let name = |i: usize| {
        format!("{}{} {}{}", SYLLABLES[i % 12], ENDS[i / 12 % 12], SYLLABLES[i / 144 % 12], ENDS[i / 1728])
    };
    let list: Vec<String> = (0..NAMES).map(name).collect();
    let distinct: BTreeSet<&String> = list.iter().collect();
    let gazetteer = Gazetteer::from_text("people.txt", &list.join("\n"), &ListOptions::new().label("PERSON"))
        .expect("a list");
    let sentences = 20_000;
    let text: String = (0..sentences)
        .map(|i| {
            format!(
                "On Monday {} told reporters that talks with {} had failed.\n",
                list[i * 7 % NAMES],
                list[i * 11 % NAMES]
            )
        })
        .collect();
    let tokens = tokenize(&text);
    let split = split_sentences(&text, &tokens);
    let view = Text { text: &text, tokens: &tokens, sentences: &split, quotations: &[] };
    let start = Instant::now();
    let hits = gazetteer.find(view);
    let seconds = start.elapsed().as_secs_f64();
    println!(
        "{} names: {:.1} MB/s, {} bytes",
        distinct.len(),
        text.len() as f64 / 1e6 / seconds,
        gazetteer.memory_usage()
    );
    assert_eq!(distinct.len(), NAMES);
    assert_eq!(hits.len(), 2 * sentences);
    assert!(hits.iter().all(|hit| hit.tokens.len() == 2 && !hit.inner));
}

const SYLLABLES: [&str; 12] =
    ["Ba", "Kor", "Lin", "Dan", "Mi", "Ros", "Ta", "Ven", "Sha", "Gul", "Per", "No"];
const ENDS: [&str; 29] = [
    "kov", "man", "ler", "tin", "sen", "ra", "dez", "wicz", "oglu", "yan", "shvili", "ic", "bert", "ford",
    "well", "ston", "field", "grad", "berg", "stein", "feld", "bach", "haus", "mann", "hardt", "brandt",
    "witz", "nko", "chuk",
];
