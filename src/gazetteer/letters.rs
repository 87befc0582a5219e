//! Letters as names need them: the key under which a name is found, and the comparison that decides.
//!
//! A name's key is the hash of its letters, digits and signs in small letters without diacritics; spaces, hyphens,
//! apostrophes, full stops and commas are left out. The key of a run of tokens can therefore be continued token by
//! token, however the tokenizer has split it. Whether a name with the right key really stands in the text is decided by
//! [`compare`], which looks at every letter and at what stands between them.

/// The key of nothing: offset basis of the 64-bit FNV-1a hash (Fowler, Noll and Vo).
pub(super) const START: u64 = 0xcbf2_9ce4_8422_2325;
const PRIME: u64 = 0x0000_0100_0000_01b3;

/// Rows of 16: the plain letters for U+00C0 to U+024F, then for U+1E00 to U+1EFF. A capital stands for two letters
/// (see [`two_letters`]), a full stop for a character that is kept.
const LATIN: &[u8] = include_bytes!("latin.txt");

/// What lies between two letters of a name, as a set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Gap(u8);

impl Gap {
    const SPACE: u8 = 1;
    const HYPHEN: u8 = 2;
    const APOSTROPHE: u8 = 4;
    const STOP: u8 = 8;
    const COMMA: u8 = 16;
    /// An empty line, or a mark that no name holds.
    const BREAK: u8 = 32;

    /// The class of a character that is no part of a key.
    pub(super) fn of(c: char) -> Option<u8> {
        match c {
            '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' => Some(Gap::HYPHEN),
            '\'' | '`' | '\u{b4}' | '\u{2018}' | '\u{2019}' | '\u{2032}' | '\u{2bb}'..='\u{2bf}' => {
                Some(Gap::APOSTROPHE)
            }
            '.' => Some(Gap::STOP),
            ',' => Some(Gap::COMMA),
            '"' | ';' | ':' | '\u{201c}'..='\u{201f}' => Some(Gap::BREAK),
            '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{300}'..='\u{36f}' => Some(0),
            c if c.is_whitespace() => Some(Gap::SPACE),
            _ => None,
        }
    }

    /// Spaces and hyphens count as the same, and as nothing beside another mark ("J. K." is "J.K.").
    fn class(self) -> u8 {
        match self.0 & !(Gap::SPACE | Gap::HYPHEN) {
            0 if self.0 == 0 => 0,
            0 => Gap::SPACE,
            marks => marks,
        }
    }
}

/// Folded bytes of ASCII characters; 0 for those that are no part of a key.
const ASCII: [u8; 128] = {
    let mut table = [0; 128];
    let mut byte = 0;
    while byte < 128 {
        table[byte] = match byte as u8 {
            b'-' | b'\'' | b'`' | b'.' | b',' | b'"' | b';' | b':' | 0..=b' ' | 127 => 0,
            other => other.to_ascii_lowercase(),
        };
        byte += 1;
    }
    table
};

/// Continues a key with the letters of `text`.
pub(super) fn extend_key(mut key: u64, text: &str) -> u64 {
    for (at, &byte) in text.as_bytes().iter().enumerate() {
        match ASCII.get(byte as usize) {
            Some(0) => {}
            Some(&folded) => key = step(key, folded),
            None => return extend_key_by_chars(key, &text[at..]),
        }
    }
    key
}

/// The key of a whole text.
pub(super) fn key(text: &str) -> u64 {
    extend_key(START, text)
}

fn extend_key_by_chars(mut key: u64, text: &str) -> u64 {
    for c in text.chars().filter(|&c| Gap::of(c).is_none()) {
        let (first, second) = fold(c);
        for folded in [Some(first), second].into_iter().flatten() {
            for byte in folded.encode_utf8(&mut [0; 4]).bytes() {
                key = step(key, byte);
            }
        }
    }
    key
}

fn step(key: u64, byte: u8) -> u64 {
    (key ^ u64::from(byte)).wrapping_mul(PRIME)
}

/// Spreads a key over all bits: the finaliser of MurmurHash3 (Appleby).
pub(super) fn mix(key: u64) -> u64 {
    let key = (key ^ (key >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    let key = (key ^ (key >> 33)).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    key ^ (key >> 33)
}

/// The small letter or letters without diacritics that stand for a character.
fn fold(c: char) -> (char, Option<char>) {
    let index = match c {
        '\0'..='\u{7f}' => return (c.to_ascii_lowercase(), None),
        '\u{c0}'..='\u{24f}' => c as usize - 0xc0,
        '\u{1e00}'..='\u{1eff}' => 0x190 + c as usize - 0x1e00,
        // The schwa of Azerbaijani names is written "a" abroad (Əliyev, Aliyev).
        '\u{259}' => return ('a', None),
        _ => return small(c),
    };
    match LATIN.get(index / 16 * 17 + index % 16) {
        Some(&letter @ b'a'..=b'z') => (char::from(letter), None),
        Some(&letter @ b'A'..=b'Z') => two_letters(letter),
        _ => small(c),
    }
}

fn small(c: char) -> (char, Option<char>) {
    let mut small = c.to_lowercase();
    (small.next().unwrap_or(c), None)
}

fn two_letters(code: u8) -> (char, Option<char>) {
    let (first, second) = match code {
        b'A' => ('a', 'e'),
        b'O' => ('o', 'e'),
        b'S' => ('s', 's'),
        b'T' => ('t', 'h'),
        b'I' => ('i', 'j'),
        b'D' => ('d', 'z'),
        b'L' => ('l', 'j'),
        _ => ('n', 'j'),
    };
    (first, Some(second))
}

/// The letters of a text that make up its key.
pub(super) fn folded(text: &str) -> impl Iterator<Item = char> + '_ {
    text.chars().filter(|&c| Gap::of(c).is_none()).flat_map(|c| {
        let (first, second) = fold(c);
        std::iter::once(first).chain(second)
    })
}

/// How the letters of a name may be cased in the text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum CaseRule {
    /// As written.
    Exact,
    /// As written, with capitals at word starts, or all capitals.
    #[default]
    TitleUpper,
    /// In any way.
    Any,
}

/// What a comparison allows.
#[derive(Clone, Copy, Debug)]
pub(super) struct Likeness {
    /// How letters may be cased.
    pub(super) case: CaseRule,
    /// Whether a letter with and without diacritics is the same.
    pub(super) fold_diacritics: bool,
}

/// Names shorter than this, in letters, are not found in capitals: "WHO" is no "Who".
const SHORTEST_IN_CAPITALS: usize = 4;

/// Whether `text` is a form of `name`: `Some(true)` where the text has it in capitals against the list's spelling.
pub(super) fn compare(name: &str, text: &str, rule: Likeness) -> Option<bool> {
    if name == text {
        return Some(false);
    }
    if name.is_ascii() && name.eq_ignore_ascii_case(text) {
        return compare_case(name, text, rule);
    }
    let (mut of_name, mut of_text) = (Units::new(name), Units::new(text));
    let mut seen = Seen { word_start: true, ..Seen::default() };
    loop {
        match (of_name.next(), of_text.next()) {
            (None, None) => return seen.verdict(rule),
            // A tokenizer leaves the full stop to what may be an abbreviation: "He met the Maj."
            (None, Some(Unit::Gap(Gap(Gap::STOP)))) if of_text.next().is_none() => return seen.verdict(rule),
            (Some(Unit::Gap(a)), Some(Unit::Gap(b))) if a.class() == b.class() && a.0 & Gap::BREAK == 0 => {
                seen.word_start = true;
                seen.after_hyphen = (a.0 | b.0) & Gap::HYPHEN != 0;
            }
            (Some(Unit::Letter(a)), Some(Unit::Letter(b))) if a.folded == b.folded => seen.add(a, b),
            _ => return None,
        }
    }
}

/// [`compare`] for two ASCII texts that differ in case only, as most forms do.
fn compare_case(name: &str, text: &str, rule: Likeness) -> Option<bool> {
    let mut seen = Seen { word_start: true, ..Seen::default() };
    for (a, b) in name.bytes().zip(text.bytes()) {
        if ASCII[usize::from(a & 127)] == 0 {
            seen.word_start = true;
            seen.after_hyphen |= a == b'-';
        } else {
            let letter = |byte: u8| Letter {
                folded: char::from(byte),
                capital: byte.is_ascii_uppercase(),
                cased: byte.is_ascii_alphabetic(),
                marked: false,
            };
            seen.add(letter(a), letter(b));
        }
    }
    seen.verdict(rule)
}

/// What a comparison has met so far.
#[derive(Default)]
struct Seen {
    letters: usize,
    word_start: bool,
    after_hyphen: bool,
    /// The text has a capital for a small letter, not at a word start.
    raised_inside: bool,
    raised: bool,
    lowered: bool,
    small_in_text: bool,
    diacritics_differ: bool,
}

impl Seen {
    fn add(&mut self, name: Letter, text: Letter) {
        self.letters += usize::from(name.cased);
        self.small_in_text |= text.cased && !text.capital;
        self.diacritics_differ |= name.marked != text.marked;
        // After a hyphen spellings vary: Kim Jong-un, Kim Jong Un; al-Qaida, Al-Qaida.
        if name.capital != text.capital && !self.after_hyphen {
            self.raised |= text.capital;
            self.raised_inside |= text.capital && !self.word_start;
            self.lowered |= name.capital;
        }
        self.word_start = false;
        self.after_hyphen = false;
    }

    fn verdict(&self, rule: Likeness) -> Option<bool> {
        if self.diacritics_differ && !rule.fold_diacritics {
            return None;
        }
        let capitals = self.raised_inside && !self.small_in_text;
        let fits = match rule.case {
            CaseRule::Exact => !self.raised && !self.lowered,
            CaseRule::TitleUpper if self.lowered => false,
            CaseRule::TitleUpper => !self.raised_inside || (capitals && self.letters >= SHORTEST_IN_CAPITALS),
            CaseRule::Any => true,
        };
        fits.then_some(capitals)
    }
}

#[derive(Clone, Copy)]
struct Letter {
    folded: char,
    capital: bool,
    cased: bool,
    marked: bool,
}

enum Unit {
    Letter(Letter),
    Gap(Gap),
}

/// The letters of a name and the gaps between them, without gaps at its ends and beside signs ("AT & T").
struct Units<'a> {
    rest: std::str::Chars<'a>,
    second: Option<Letter>,
    /// Whether a gap before the next letter counts: not at the start, not after a sign.
    after_letter: bool,
    stops: bool,
}

impl<'a> Units<'a> {
    fn new(text: &'a str) -> Units<'a> {
        Units { rest: text.chars(), second: None, after_letter: false, stops: false }
    }

    /// Reads the gap that begins with `first`, whose class is `mark`.
    fn gap(&mut self, first: char, mark: u8) -> Option<Gap> {
        let mut gap = Gap(mark);
        let mut lines = usize::from(first == '\n');
        let mut ahead = self.rest.clone();
        let next = loop {
            let Some(c) = ahead.next() else { break None };
            let Some(mark) = Gap::of(c) else { break Some(c) };
            lines += usize::from(c == '\n');
            gap.0 |= if lines > 1 { mark | Gap::BREAK } else { mark };
            self.rest = ahead.clone();
        };
        match next {
            // The last full stop of an abbreviation with inner ones may be missing: "U.S" at the end of a sentence.
            None if gap.0 & Gap::STOP != 0 && !self.stops => Some(gap),
            None => None,
            Some(_) if gap.0 == 0 => None,
            Some(c) if gap.class() == Gap::SPACE && (!self.after_letter || !c.is_alphanumeric()) => None,
            Some(_) if !self.after_letter && gap.class() == Gap::APOSTROPHE => None,
            Some(_) => {
                self.stops |= gap.0 & Gap::STOP != 0;
                Some(gap)
            }
        }
    }
}

impl Iterator for Units<'_> {
    type Item = Unit;

    fn next(&mut self) -> Option<Unit> {
        if let Some(letter) = self.second.take() {
            return Some(Unit::Letter(letter));
        }
        loop {
            let c = self.rest.next()?;
            if let Some(mark) = Gap::of(c) {
                match self.gap(c, mark) {
                    Some(gap) => return Some(Unit::Gap(gap)),
                    None => continue,
                }
            }
            let (folded, second) = fold(c);
            let capital = c.is_uppercase();
            let letter = Letter { folded, capital, cased: c.is_alphabetic(), marked: !c.is_ascii() };
            self.second = second.map(|folded| Letter { folded, ..letter });
            self.after_letter = c.is_alphanumeric();
            return Some(Unit::Letter(letter));
        }
    }
}

/// The places after which a tokenizer may begin a new token inside `name`, in bytes, its end excluded.
///
/// These are the ends of its words, the changes between letters, digits and signs, and the places before the
/// contractions that English tokenizers cut off ("Don't", "cannot").
pub(super) fn boundaries(name: &str) -> impl Iterator<Item = usize> + '_ {
    let class = |c: char| match c {
        c if c.is_alphabetic() => 1,
        c if c.is_numeric() => 2,
        c if Gap::of(c).is_some() => 3,
        _ => 4,
    };
    let pairs = name.char_indices().zip(name.chars().skip(1));
    pairs.filter_map(move |((at, c), next)| {
        let end = at + c.len_utf8();
        let rest = &name[end..];
        let contraction = rest.starts_with("n't") || rest.starts_with("n’t") || rest.starts_with("not");
        (class(c) != 3 && (class(c) != class(next) || class(c) == 4 || contraction)).then_some(end)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAMES: Likeness = Likeness { case: CaseRule::TitleUpper, fold_diacritics: true };

    fn same(name: &str, text: &str) -> bool {
        key(name) == key(text) && compare(name, text, NAMES).is_some()
    }

    #[test]
    fn forms_of_a_name_are_the_name() {
        for (name, text) in [
            ("Orbán", "Orban"),
            ("Orban", "Orbán"),
            ("Łódź", "LODZ"),
            ("Großhain", "GROSSHAIN"),
            ("Côte d'Ivoire", "Cote d’Ivoire"),
            ("Asia-Pacific", "Asia–Pacific"),
            ("Asia-Pacific", "Asia Pacific"),
            ("Kim Jong-un", "Kim Jong Un"),
            ("al-Qaida", "Al-Qaida"),
            ("Bank of England", "Bank Of England"),
            ("Bank of England", "BANK OF ENGLAND"),
            ("Bank of England", "Bank of\nEngland"),
            ("J. K. Rowling", "J.K. Rowling"),
            ("AT&T", "AT & T"),
            ("U.S.", "U.S"),
            ("Sgt", "Sgt."),
            ("foreign minister", "Foreign Minister"),
            ("foreign minister", "FOREIGN MINISTER"),
            ("Nguyễn", "Nguyen"),
        ] {
            assert!(same(name, text), "{name} / {text}");
        }
    }

    #[test]
    fn other_words_are_not() {
        for (name, text) in [
            ("US", "us"),
            ("Who", "WHO"),
            ("US", "U.S."),
            ("No.", "No"),
            ("Turkey", "turkey"),
            ("New York", "New\n\nYork"),
            ("New York", "New, York"),
            ("New York", "NewYork"),
            ("its", "it’s"),
            ("Polish", "polish"),
            ("McDonald", "MCDonald"),
        ] {
            assert!(!same(name, text), "{name} / {text}");
        }
        let strict = Likeness { case: CaseRule::TitleUpper, fold_diacritics: false };
        assert_eq!(compare("Rhône", "Rhone", strict), None);
        let exact = Likeness { case: CaseRule::Exact, fold_diacritics: true };
        assert_eq!(compare("Apple", "APPLE", exact), None);
        let any = Likeness { case: CaseRule::Any, fold_diacritics: true };
        assert_eq!(compare("iPhone", "IPHONE", any), Some(true));
        assert_eq!(compare("Turkey", "turkey", any), Some(false));
    }

    #[test]
    fn a_key_may_be_continued_by_the_parts_a_tokenizer_makes() {
        for (whole, parts) in [
            ("Côte d'Ivoire", &["Côte", "d'", "Ivoire"][..]),
            ("McDonald’s", &["McDonald", "’s"]),
            ("Don't Look Up", &["Do", "n't", "Look", "Up"]),
            ("Tu-154M", &["Tu", "-", "154", "M"]),
        ] {
            let parts_key = parts.iter().fold(START, |state, part| extend_key(state, part));
            assert_eq!(parts_key, key(whole), "{whole}");
            let prefixes: Vec<u64> = boundaries(whole).map(|end| key(&whole[..end])).collect();
            let mut state = START;
            for part in &parts[..parts.len() - 1] {
                let before = state;
                state = extend_key(state, part);
                assert!(state == before || prefixes.contains(&state), "{whole}: {part}");
            }
        }
    }
}
