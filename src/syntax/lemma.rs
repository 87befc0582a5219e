//! Lemmas: spelling rules for regular forms, and a list of the forms that do not follow them.

use super::tag::{Tag, Upos};
use std::borrow::Cow;
use std::cmp::Ordering;

/// Sorted lines `form TAB class TAB lemma`; its header names source and licence.
const EXCEPTIONS: &str = include_str!("../../models/lemmas.tsv");

/// The lemma of a word as Universal Dependencies understands it: "met" is "meet" as a verb, "talks" is "talk", "him" is
/// "he". Proper nouns keep their form, everything else is written small.
///
/// ```
/// use tercet::syntax::lemma;
/// assert_eq!(lemma("Met", "VERB/VBD".parse()?), "meet");
/// assert_eq!(lemma("countries", "NOUN/NNS".parse()?), "country");
/// assert_eq!(lemma("Kazan", "PROPN/NNP".parse()?), "Kazan");
/// # Ok::<(), tercet::syntax::tag::UnknownTag>(())
/// ```
pub fn lemma(word: &str, tag: Tag) -> Cow<'_, str> {
    if tag.upos == Upos::Propn {
        return Cow::Borrowed(word);
    }
    let small = if word.chars().any(char::is_uppercase) && tag.xpos.name() != "NNP" {
        Cow::Owned(word.to_lowercase())
    } else {
        Cow::Borrowed(word)
    };
    let small = if small.contains('’') { Cow::Owned(small.replace('’', "'")) } else { small };
    let class = Class::of(tag);
    if let Some(lemma) = exception(&small, class).filter(|lemma| is_inflected(tag, lemma)) {
        return Cow::Borrowed(lemma);
    }
    match regular(&small, class, tag.xpos.name()) {
        Some(lemma) => Cow::Owned(lemma),
        None => small,
    }
}

/// Whether the tag says that the form is not the lemma: "found" is from "find" as a past tense only, "her" from "she" only
/// where it is no possessive.
fn is_inflected(tag: Tag, lemma: &str) -> bool {
    match tag.xpos.name() {
        "VB" => matches!(tag.upos, Upos::Aux),
        "VBP" => matches!(lemma, "be" | "have" | "do") || tag.upos == Upos::Aux,
        "NN" | "JJ" | "RB" => matches!(tag.upos, Upos::Part),
        "PRP$" | "POS" => false,
        _ => true,
    }
}

/// The inflection classes that the list of exceptions tells apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// Verbs and auxiliaries.
    Verb,
    /// Common nouns.
    Noun,
    /// Adjectives.
    Adjective,
    /// Adverbs.
    Adverb,
    /// Everything else.
    Other,
}

impl Class {
    /// The class of a tag.
    pub fn of(tag: Tag) -> Class {
        match tag.upos {
            Upos::Verb | Upos::Aux => Class::Verb,
            Upos::Noun => Class::Noun,
            Upos::Adj => Class::Adjective,
            Upos::Adv => Class::Adverb,
            _ => Class::Other,
        }
    }

    /// The letter by which the list knows the class.
    pub fn letter(self) -> char {
        match self {
            Class::Verb => 'v',
            Class::Noun => 'n',
            Class::Adjective => 'a',
            Class::Adverb => 'r',
            Class::Other => 'x',
        }
    }
}

/// The lemma the list gives, found by halving the text.
fn exception(form: &str, class: Class) -> Option<&'static str> {
    let letter = class.letter();
    let mut text = EXCEPTIONS;
    while !text.is_empty() {
        // A byte in the middle may lie inside a character, but line ends are found all the same.
        let middle = text.len() / 2;
        let start = text.as_bytes()[..middle].iter().rposition(|&byte| byte == b'\n').map_or(0, |at| at + 1);
        let end = text.as_bytes()[start..]
            .iter()
            .position(|&byte| byte == b'\n')
            .map_or(text.len(), |at| start + at);
        let mut columns = text[start..end].split('\t');
        let (key, kind) = (columns.next().unwrap_or(""), columns.next().unwrap_or(""));
        match key.cmp(form).then_with(|| kind.chars().next().cmp(&Some(letter))) {
            Ordering::Equal => return columns.next(),
            Ordering::Less => text = text.get(end + 1..).unwrap_or(""),
            Ordering::Greater => text = &text[..start],
        }
    }
    None
}

/// The lemma of a regular form in small letters, `None` when the form is its own lemma. Knows nothing of exceptions.
pub fn regular(form: &str, class: Class, xpos: &str) -> Option<String> {
    match (class, xpos) {
        (Class::Verb, "VBZ") => third_person(form),
        (Class::Verb, "VBD" | "VBN") => past(form),
        (Class::Verb, "VBG") => stem(form.strip_suffix("ing")?),
        (Class::Noun, "NNS") => plural(form),
        (Class::Adjective, "JJR") | (Class::Adverb, "RBR") => stem(form.strip_suffix("er")?),
        (Class::Adjective, "JJS") | (Class::Adverb, "RBS") => stem(form.strip_suffix("est")?),
        _ => None,
    }
}

fn third_person(form: &str) -> Option<String> {
    let rest = form.strip_suffix('s')?;
    if let Some(stem) = rest.strip_suffix("ie").filter(|stem| stem.len() > 1) {
        return Some(format!("{stem}y"));
    }
    let hissing = rest.strip_suffix('e').filter(|stem| ends_hissing(stem) || stem.ends_with('o'));
    Some(hissing.unwrap_or(rest).to_owned())
}

fn past(form: &str) -> Option<String> {
    let rest = form.strip_suffix("ed")?;
    match rest.strip_suffix('i') {
        // "died", "tied"
        Some(stem) if stem.len() == 1 => Some(format!("{stem}ie")),
        Some(stem) => Some(format!("{stem}y")),
        None => stem(rest),
    }
}

fn plural(form: &str) -> Option<String> {
    let rest =
        form.strip_suffix('s').filter(|rest| !rest.ends_with(['s', 'u', '\'', '’']) && rest.len() > 1)?;
    if let Some(stem) = rest.strip_suffix("ie").filter(|stem| stem.len() > 1) {
        return Some(format!("{stem}y"));
    }
    let hissing = rest.strip_suffix('e').filter(|stem| ends_hissing(stem));
    Some(hissing.unwrap_or(rest).to_owned())
}

fn ends_hissing(stem: &str) -> bool {
    ["ss", "sh", "ch", "x", "zz"].iter().any(|end| stem.ends_with(end))
}

/// The base form that goes with a stem from which "ing", "ed", "er" or "est" was cut.
fn stem(stem: &str) -> Option<String> {
    let bytes = stem.as_bytes();
    let &[.., before, last] = bytes else { return None };
    if !stem.bytes().any(is_vowel) || !stem.is_ascii() {
        return None;
    }
    if last == before && !is_vowel(last) && !matches!(last, b'l' | b's' | b'f' | b'z') {
        return Some(stem[..stem.len() - 1].to_owned());
    }
    let silent = match last {
        b'c' | b'v' | b'u' => true,
        b's' => before != b's',
        b'z' => before != b'z',
        b'g' => matches!(before, b'd' | b'a' | b'r' | b'l') || stem.ends_with("eng") || stem.ends_with("ang"),
        b'l' => !is_vowel(before) && !matches!(before, b'l' | b'r' | b'w'),
        b't' => {
            stem.ends_with("at") && !stem.ends_with("eat") && !stem.ends_with("oat") || stem.ends_with("ut")
        }
        b'r' => matches!(before, b'u' | b'i' | b'a' | b'o') && !ends_in_two_vowels(bytes),
        b'd' | b'n' | b'm' | b'k' | b'p' => {
            matches!(before, b'a' | b'i' | b'o' | b'u') && !ends_in_two_vowels(bytes) && !stem.ends_with("on")
        }
        _ => false,
    };
    Some(if silent { format!("{stem}e") } else { stem.to_owned() })
}

/// Whether the last consonant follows two vowels, as in "lead": then no silent e was cut.
fn ends_in_two_vowels(bytes: &[u8]) -> bool {
    matches!(bytes, [.., a, b, _] if is_vowel(*a) && is_vowel(*b))
}

fn is_vowel(letter: u8) -> bool {
    matches!(letter, b'a' | b'e' | b'i' | b'o' | b'u' | b'y')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(word: &str, tag: &str, expected: &str) {
        assert_eq!(lemma(word, tag.parse().expect("a tag")), expected, "{word} {tag}");
    }

    #[test]
    fn regular_forms_follow_the_spelling_rules() {
        check("visited", "VERB/VBD", "visit");
        check("arriving", "VERB/VBG", "arrive");
        check("stopped", "VERB/VBN", "stop");
        check("carries", "VERB/VBZ", "carry");
        check("ministers", "NOUN/NNS", "minister");
        check("parties", "NOUN/NNS", "party");
        check("attaches", "VERB/VBZ", "attach");
        check("larger", "ADJ/JJR", "large");
    }

    #[test]
    fn irregular_forms_come_from_the_list() {
        check("met", "VERB/VBD", "meet");
        check("held", "VERB/VBN", "hold");
        check("was", "AUX/VBD", "be");
        check("children", "NOUN/NNS", "child");
        check("talks", "NOUN/NNS", "talk");
        check("him", "PRON/PRP", "he");
        check("n't", "PART/RB", "not");
        check("better", "ADJ/JJR", "good");
        check("freed", "VERB/VBD", "free");
    }

    #[test]
    fn names_keep_their_form() {
        check("Putin", "PROPN/NNP", "Putin");
        check("The", "DET/DT", "the");
    }

    #[test]
    fn the_list_is_sorted_and_every_line_is_found() {
        let lines: Vec<&str> = EXCEPTIONS.lines().filter(|line| !line.starts_with('#')).collect();
        assert!(lines.len() > 800);
        let keys: Vec<(&str, &str)> = lines
            .iter()
            .map(|line| {
                line.rsplit_once('\t').and_then(|(key, _)| key.split_once('\t')).expect("three columns")
            })
            .collect();
        assert!(keys.windows(2).all(|pair| pair[0] < pair[1]));
        for line in lines {
            let columns: Vec<&str> = line.split('\t').collect();
            let class = [Class::Verb, Class::Noun, Class::Adjective, Class::Adverb, Class::Other]
                .into_iter()
                .find(|class| columns[1] == class.letter().to_string())
                .expect("a known class");
            assert_eq!(exception(columns[0], class), Some(columns[2]), "{line}");
        }
    }
}
