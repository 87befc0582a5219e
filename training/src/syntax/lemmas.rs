//! Writes the list of word forms whose lemma the spelling rules do not give, from WordNet and a list of function words.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::path::Path;
use tercet::syntax::lemma::{Class, regular};

const HEADER: &str = "\
# Lemmas of word forms that the spelling rules do not give: form, class (v verb, n noun, a adjective, r adverb, x other), lemma.
# Source: WordNet 3.0 (verb.exc, noun.exc, adj.exc, adv.exc, index.verb, index.noun, index.adj), and function words written
# for this project (models/function-words.tsv). Built by `tercet-training build-lemmas`.
# Licence: WordNet 3.0 Copyright 2006 by Princeton University. All rights reserved. (LICENSES/WordNet-3.0.txt)
";

type List = BTreeMap<(String, char), String>;

/// The text of the list. `known` are the forms that occur in text, in small letters: others are left out.
///
/// # Errors
/// When one of the dictionary's files or the list of function words cannot be read.
pub fn build(wordnet: &Path, function_words: &Path, known: &HashSet<String>) -> Result<String, String> {
    let mut list = List::new();
    for (file, class) in [("verb", 'v'), ("noun", 'n'), ("adj", 'a'), ("adv", 'r')] {
        let irregular = exceptions(&wordnet.join(format!("{file}.exc")))?;
        let doubled: BTreeSet<&str> = irregular.iter().map(|(_, base)| base.as_str()).collect();
        if class != 'r' {
            for base in bases(&wordnet.join(format!("index.{file}")))? {
                add_regular(&base, class, doubled.contains(base.as_str()), &mut list);
            }
        }
        for (form, base) in &irregular {
            list.insert((form.clone(), class), base.clone());
        }
    }
    list.retain(|(form, class), base| known.contains(form) && !follows_rules(form, *class, base));
    let text = read(function_words)?;
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let mut columns = line.split('\t');
        if let (Some(form), Some(class), Some(base)) = (columns.next(), columns.next(), columns.next()) {
            list.insert((form.to_owned(), class.chars().next().unwrap_or('x')), base.to_owned());
        }
    }
    let lines: String =
        list.iter().map(|((form, class), base)| format!("{form}\t{class}\t{base}\n")).collect();
    Ok(format!("{HEADER}{lines}"))
}

/// Whether the spelling rules give the lemma whatever the tag is.
fn follows_rules(form: &str, class: char, base: &str) -> bool {
    let (class, tags): (Class, &[&str]) = match class {
        'v' => (Class::Verb, &["VBZ", "VBD", "VBG"]),
        'n' => (Class::Noun, &["NNS"]),
        'a' => (Class::Adjective, &["JJR", "JJS"]),
        _ => (Class::Adverb, &["RBR", "RBS"]),
    };
    tags.iter().any(|tag| regular(form, class, tag).as_deref() == Some(base))
}

/// Adds the regular forms of a word. Verbs that double their last letter have these forms among the exceptions.
fn add_regular(base: &str, class: char, irregular: bool, list: &mut List) {
    // "freed" and "freeing", but "hoped" and "hoping".
    let joined = |end: &str| match base.strip_suffix('e') {
        Some(stem) if end.starts_with('e') => format!("{stem}{end}"),
        Some(stem) if !stem.ends_with(['e', 'o', 'y']) => format!("{stem}{end}"),
        _ => format!("{base}{end}"),
    };
    let ied = base.strip_suffix('y').filter(|stem| !stem.ends_with(['a', 'e', 'o', 'u']));
    let mut forms = Vec::new();
    if class == 'v' || class == 'n' {
        let hissing = ["s", "sh", "ch", "x", "z", "o"].iter().any(|end| base.ends_with(end));
        forms.push(match ied {
            Some(stem) => format!("{stem}ies"),
            None if hissing && !(class == 'n' && base.ends_with('o')) => format!("{base}es"),
            None => format!("{base}s"),
        });
    }
    if class == 'v' && !irregular {
        forms.push(ied.map_or_else(|| joined("ed"), |stem| format!("{stem}ied")));
        forms.push(joined("ing"));
    }
    if class == 'a' && !irregular {
        forms.push(ied.map_or_else(|| joined("er"), |stem| format!("{stem}ier")));
        forms.push(ied.map_or_else(|| joined("est"), |stem| format!("{stem}iest")));
    }
    for form in forms {
        let regular = follows_rules(&form, class, base);
        let entry = list.entry((form.clone(), class)).or_insert_with(|| base.to_owned());
        // Of two words with the same form the one that the rules give is kept, else that with a silent e: "planed" is
        // not from "plan".
        if regular || base.len() > entry.len() && !follows_rules(&form, class, entry) {
            base.clone_into(entry);
        }
    }
}

fn exceptions(path: &Path) -> Result<Vec<(String, String)>, String> {
    let text = read(path)?;
    let pairs = text.lines().filter_map(|line| {
        let mut words = line.split(' ');
        Some((words.next()?.to_owned(), words.next()?.to_owned()))
    });
    Ok(pairs.filter(|(form, base)| is_word(form) && is_word(base)).collect())
}

fn bases(path: &Path) -> Result<Vec<String>, String> {
    let text = read(path)?;
    let words = text.lines().filter(|line| !line.starts_with(' ')).filter_map(|line| line.split(' ').next());
    Ok(words.filter(|word| is_word(word) && word.len() > 1).map(str::to_owned).collect())
}

fn is_word(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_lowercase())
}

fn read(path: &Path) -> Result<String, String> {
    std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))
}
