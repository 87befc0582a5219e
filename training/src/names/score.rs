//! Exact-span precision, recall and F1 of names on JSON Lines sets.

use super::corpus::{self, Record, trim};
use super::examples::{Prepared, hints};
use std::collections::{BTreeMap, HashMap};
use std::path::PathBuf;
use std::time::Instant;
use tercet::entity::Recognizer;
use tercet::entity::tagger::NameTagger;

/// Arguments of `score-names`.
#[derive(clap::Args)]
pub struct Arguments {
    /// Sets to score, each alone.
    #[arg(required = true)]
    sets: Vec<PathBuf>,
    /// Labels and what they are counted as, on both sides: `GPE=LOC,FAC=LOC`. `coarse` is people, organisations and
    /// places; `fine` keeps the ten kinds. Labels without an entry are not counted.
    #[arg(long, default_value = "coarse")]
    map: String,
    /// Score the name tagger alone with the weights of this file.
    #[arg(long)]
    weights: Option<PathBuf>,
    /// Read sentences of one document together.
    #[arg(long)]
    join: bool,
    /// How many errors to print.
    #[arg(long, default_value_t = 0)]
    errors: usize,
}

/// Labels of the sets as people, organisations and places.
const COARSE: &str = "PERSON=PER,PER=PER,politician=PER,writer=PER,scientist=PER,musicalartist=PER,researcher=PER,\
    person=PER,ORG=ORG,organisation=ORG,politicalparty=ORG,university=ORG,band=ORG,corporation=ORG,group=ORG,\
    GPE=LOC,LOC=LOC,FAC=LOC,country=LOC,location=LOC,facility=LOC";
/// The ten kinds.
const FINE: &str = "PERSON=PERSON,NORP=NORP,ORG=ORG,GPE=GPE,LOC=LOC,FAC=FAC,EVENT=EVENT,PRODUCT=PRODUCT,\
    WORK=WORK_OF_ART,WORK_OF_ART=WORK_OF_ART,LAW=LAW";

/// A name as counted: bytes and label.
type Name = (usize, usize, String);

/// Counts of one kind.
#[derive(Clone, Copy, Default)]
struct Counts {
    right: usize,
    found: usize,
    there: usize,
}

impl Counts {
    fn add(&mut self, other: Counts) {
        self.right += other.right;
        self.found += other.found;
        self.there += other.there;
    }

    fn line(&self, name: &str) -> String {
        let share = |of: usize| 100.0 * self.right as f64 / of.max(1) as f64;
        let f1 = 200.0 * self.right as f64 / (self.found + self.there).max(1) as f64;
        let (precision, recall) = (share(self.found), share(self.there));
        format!("{name:12} P {precision:5.1}  R {recall:5.1}  F1 {f1:5.1}  ({} names)", self.there)
    }
}

/// Scores and prints.
pub fn run(arguments: &Arguments) -> Result<(), String> {
    let map = match arguments.map.as_str() {
        "coarse" => COARSE,
        "fine" => FINE,
        given => given,
    };
    let map: HashMap<&str, &str> = map.split(',').filter_map(|pair| pair.split_once('=')).collect();
    let weights = arguments.weights.as_ref().map(std::fs::read).transpose().map_err(|e| e.to_string())?;
    let tagger = weights.as_deref().map(NameTagger::from_bytes).transpose().map_err(|e| e.to_string())?;
    for path in &arguments.sets {
        let records = corpus::read(path, arguments.join)?;
        println!("== {}", corpus::set_name(path));
        score(&records, &map, tagger.as_ref(), arguments.errors);
    }
    Ok(())
}

fn score(records: &[Record], map: &HashMap<&str, &str>, tagger: Option<&NameTagger<'_>>, mut errors: usize) {
    let mut counts: BTreeMap<String, Counts> = BTreeMap::new();
    let recognizer = if tagger.is_none() { Some(Recognizer::builtin()) } else { None };
    let start = Instant::now();
    for record in records {
        let gold = record.names.iter().filter_map(|name| {
            let (start, end) = trim(&record.text, name.start, name.end);
            map.get(name.label.as_str()).map(|label| (start, end, (*label).to_owned()))
        });
        let gold: Vec<Name> = gold.collect();
        let found = find(&record.text, map, recognizer.as_ref(), tagger);
        for name in &gold {
            counts.entry(name.2.clone()).or_default().there += 1;
        }
        for name in &found {
            let count = counts.entry(name.2.clone()).or_default();
            count.found += 1;
            count.right += usize::from(gold.contains(name));
        }
        if errors > 0 && found != gold {
            errors -= 1;
            print_errors(record, &gold, &found);
        }
    }
    let mut all = Counts::default();
    for (label, count) in &counts {
        println!("{}", count.line(label));
        all.add(*count);
    }
    let bytes: usize = records.iter().map(|record| record.text.len()).sum();
    let rate = bytes as f64 / 1e6 / start.elapsed().as_secs_f64();
    println!("{}  {rate:.1} MB/s", all.line("micro"));
}

/// The names found in a text, as counted.
fn find(
    text: &str,
    map: &HashMap<&str, &str>,
    recognizer: Option<&Recognizer>,
    tagger: Option<&NameTagger<'_>>,
) -> Vec<Name> {
    let prepared = Prepared::new(text);
    let view = prepared.view();
    let named: Vec<(tercet::span::Span, String)> = match (tagger, recognizer) {
        (Some(tagger), _) => {
            let names = tagger.tag(view, &hints(view)).into_iter();
            names.map(|name| (view.span(name.tokens), name.kind.label().to_owned())).collect()
        }
        (None, Some(recognizer)) => {
            let mentions = recognizer.recognize(view, None).into_iter();
            mentions.map(|mention| (mention.span, mention.kind.label().to_owned())).collect()
        }
        (None, None) => Vec::new(),
    };
    let mut names = Vec::new();
    for (span, label) in named {
        if let Some(label) = map.get(label.as_str()) {
            let (start, end) = trim(text, span.start as usize, span.end as usize);
            names.push((start, end, (*label).to_owned()));
        }
    }
    names.sort();
    names
}

fn print_errors(record: &Record, gold: &[Name], found: &[Name]) {
    println!("{}", record.text);
    let show = |sign: &str, name: &Name| println!("  {sign} {} {}", name.2, &record.text[name.0..name.1]);
    gold.iter().filter(|name| !found.contains(name)).for_each(|name| show("missed", name));
    found.iter().filter(|name| !gold.contains(name)).for_each(|name| show("wrong ", name));
}
