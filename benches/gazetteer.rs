//! Searches 300,000 names in ten megabytes of text: this library's table, `aho-corasick` and `daachorse`.
//!
//! ```text
//! cargo bench --bench gazetteer                        generated text
//! cargo bench --bench gazetteer -- news.txt            text of one's own (plain, or JSON Lines with "text")
//! ```
//!
//! The numbers of hits are printed beside the speeds: the two automata find strings, so their hits are counted at word
//! boundaries only, longest first from left to right, which loses the names that a longer string swallowed.

use aho_corasick::{AhoCorasick, MatchKind};
use daachorse::{DoubleArrayAhoCorasickBuilder, MatchKind as DoubleArrayMatchKind};
use std::time::Instant;
use tercet::gazetteer::{Gazetteer, ListOptions};
use tercet::text::{Text, split_sentences, tokenize};

const NAMES: usize = 300_000;
const BYTES: usize = 10_000_000;

fn main() {
    let file = std::env::args().skip(1).find(|argument| !argument.starts_with("--"));
    let text = file.map_or_else(generated_text, |path| read_text(&path));
    let names = names(&text);
    println!("{} names, {:.1} MB of text", names.len(), text.len() as f64 / 1e6);
    ours(&names, &text);
    builtin(&text);
    automata(&names, &text);
}

fn ours(names: &[String], text: &str) {
    let list = names.join("\n");
    let options = ListOptions::new().label("ORG").exact_case();
    let gazetteer = timed("compile", 0, || {
        Gazetteer::from_text("names.txt", &list, &options).expect("the names are well formed")
    });
    let compiled = gazetteer.compile();
    let shared = compiled.into();
    let opened = timed("open compiled", 0, || Gazetteer::from_shared_bytes(shared).expect("just compiled"));
    println!("{:>24} {:.1} MB", "memory", opened.memory_usage() as f64 / 1e6);
    search("find", &opened, text);
}

fn builtin(text: &str) {
    let gazetteer = timed("open built-in", 0, Gazetteer::builtin);
    println!("{:>24} {gazetteer:?}", "");
    search("find built-in", gazetteer, text);
}

fn search(what: &str, gazetteer: &Gazetteer, text: &str) {
    let tokens = timed("tokenize", text.len(), || tokenize(text));
    let sentences = timed("split sentences", text.len(), || split_sentences(text, &tokens));
    let view = Text { text, tokens: &tokens, sentences: &sentences, quotations: &[] };
    let hits = timed(what, text.len(), || gazetteer.find(view));
    let longest = gazetteer.select(&hits);
    println!("{:>24} {} hits, {} of them longest", "", hits.len(), longest.len());
}

fn automata(names: &[String], text: &str) {
    let aho = timed("aho-corasick build", 0, || {
        AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(names).expect("the names fit")
    });
    let hits = timed("aho-corasick find", text.len(), || {
        aho.find_iter(text).filter(|hit| is_word(text, hit.start(), hit.end())).count()
    });
    println!("{:>24} {hits} hits, {:.1} MB", "", aho.memory_usage() as f64 / 1e6);
    let double = timed("daachorse build", 0, || {
        DoubleArrayAhoCorasickBuilder::new()
            .match_kind(DoubleArrayMatchKind::LeftmostLongest)
            .build::<_, _, u32>(names)
            .expect("the names fit")
    });
    let hits = timed("daachorse find", text.len(), || {
        double.leftmost_find_iter(text).filter(|hit| is_word(text, hit.start(), hit.end())).count()
    });
    println!("{:>24} {hits} hits, {:.1} MB", "", double.heap_bytes() as f64 / 1e6);
}

fn is_word(text: &str, start: usize, end: usize) -> bool {
    let letter = |byte: Option<&u8>| byte.is_some_and(|b| b.is_ascii_alphanumeric() || !b.is_ascii());
    !letter(start.checked_sub(1).and_then(|at| text.as_bytes().get(at))) && !letter(text.as_bytes().get(end))
}

/// Seconds this thread has computed, where the system tells (Linux), else seconds since the start: other programs on
/// the machine then do not count.
fn now(start: Instant) -> f64 {
    let computed = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = computed.and_then(|line| line.split_whitespace().next()?.parse::<f64>().ok());
    nanoseconds.map_or_else(|| start.elapsed().as_secs_f64(), |count| count / 1e9)
}

/// Runs something and prints its time, and its speed over `bytes`.
fn timed<T>(what: &str, bytes: usize, work: impl FnOnce() -> T) -> T {
    let clock = Instant::now();
    let start = now(clock);
    let result = work();
    let seconds = now(clock) - start;
    match bytes {
        0 => println!("{what:>24} {:.3} ms", seconds * 1e3),
        _ => println!("{what:>24} {:.1} MB/s", bytes as f64 / 1e6 / seconds),
    }
    result
}

/// Names as varied as those of a large list: some stand in the text, many are made of words that do, as given names and
/// surnames recur, and the rest is made of syllables.
fn names(text: &str) -> Vec<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let capital = |word: &str| {
        word.len() > 2 && word.chars().all(char::is_alphabetic) && word.starts_with(char::is_uppercase)
    };
    let pairs = words.windows(2).filter(|pair| pair.iter().all(|word| capital(word)));
    let mut names: Vec<String> = pairs.map(|pair| pair.join(" ")).collect();
    names.sort();
    names.dedup();
    names.truncate(NAMES / 8);
    let mut random = Random(7);
    let capitals: Vec<&str> = words.iter().copied().filter(|word| capital(word)).collect();
    while names.len() < NAMES / 2 {
        let [one, other] =
            [random.below(capitals.len()), random.below(capitals.len())].map(|at| capitals[at]);
        names.push(format!("{one} {other}"));
    }
    while names.len() < NAMES {
        let words: Vec<String> = (0..1 + random.below(3)).map(|_| random.word()).collect();
        names.push(words.join(" "));
    }
    names.sort();
    names.dedup();
    names
}

fn generated_text() -> String {
    const SMALL: [&str; 12] =
        ["the", "said", "of", "talks", "with", "on", "Monday", "a", "minister", "in", "after", "reported"];
    let mut random = Random(11);
    let mut text = String::with_capacity(BYTES + 100);
    while text.len() < BYTES {
        text.push_str(&random.word());
        for _ in 0..8 + random.below(16) {
            text.push(' ');
            if random.below(4) == 0 {
                text.push_str(&random.word());
            } else {
                text.push_str(SMALL[random.below(12)]);
            }
        }
        text.push_str(".\n");
    }
    text
}

fn read_text(path: &str) -> String {
    let read = std::fs::read_to_string(path).expect("the text can be read");
    let mut text = String::new();
    for line in read.lines() {
        match serde_json::from_str::<serde_json::Value>(line)
            .ok()
            .and_then(|v| v["text"].as_str().map(str::to_owned))
        {
            Some(document) => text.push_str(&document),
            None => text.push_str(line),
        }
        text.push('\n');
        if text.len() > BYTES {
            break;
        }
    }
    text
}

/// A linear congruential generator (Knuth's constants): the same names and text on every machine.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit
    }

    fn word(&mut self) -> String {
        const SYLLABLES: [&str; 24] = [
            "ba", "kor", "lin", "dan", "mi", "ros", "ta", "ven", "sha", "gul", "per", "no", "ki", "zan",
            "el", "for", "wic", "hu", "lo", "mar", "et", "dr", "ing", "as",
        ];
        let mut word: String = (0..2 + self.below(3)).map(|_| SYLLABLES[self.below(24)]).collect();
        word[..1].make_ascii_uppercase();
        word
    }
}
