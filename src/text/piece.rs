//! A place among atoms, and the tokens that can begin there.
//!
//! Each question looks a bounded number of atoms ahead, or answers with all the atoms it has looked at.

use super::TokenKind;
use super::address::web_end;
use super::atom::{Atom, Class};
use super::lexicon::{Abbreviation, LEXICON};

/// A place among the atoms of a piece, with what stands around it.
pub(super) struct Piece<'a> {
    pub(super) text: &'a str,
    pub(super) atoms: &'a [Atom],
    /// Where the run without white space begins.
    pub(super) run: usize,
    /// Index of the atom at hand.
    pub(super) at: usize,
}

impl<'a> Piece<'a> {
    pub(super) fn class(&self, ahead: usize) -> Option<Class> {
        self.atoms.get(self.at + ahead).map(|atom| atom.class)
    }

    pub(super) fn word(&self, ahead: usize) -> Option<&'a str> {
        self.atoms.get(self.at + ahead).map(|atom| &self.text[atom.start..atom.end])
    }

    pub(super) fn is_mark(&self, ahead: usize, mark: char) -> bool {
        self.class(ahead) == Some(Class::Mark(mark))
    }

    /// Whether a token other than an opening mark stands directly before.
    pub(super) fn after_token(&self) -> bool {
        let start = self.atoms[self.at].start;
        start > self.run
            && !self.text[..start].ends_with(['(', '[', '{', '"', '“', '‘', '«', '-', '–', '—', '/'])
    }

    /// The first character after the run of this atom, skipping white space, and whether a line ended before it.
    fn beyond(&self, end: usize) -> (Option<char>, bool) {
        let mut line = false;
        for c in self.text[end..].chars() {
            if !c.is_whitespace() {
                return (Some(c), line);
            }
            line |= c == '\n';
        }
        (None, line)
    }

    pub(super) fn single(&self) -> TokenKind {
        match self.atoms[self.at].class {
            Class::Letters | Class::Acronym => TokenKind::Word,
            Class::Clitic => TokenKind::Clitic,
            Class::Digits => TokenKind::Number,
            Class::Ordinal => TokenKind::Ordinal,
            Class::Domain => TokenKind::Address,
            Class::Mark(c) if is_punctuation(c) => TokenKind::Punctuation,
            Class::Mark(_) => TokenKind::Symbol,
        }
    }

    /// Runs of marks ("...", "--", "?!"), and signs and points before a number.
    pub(super) fn marks(&self, mark: char) -> Option<(usize, TokenKind)> {
        if matches!(mark, '+' | '-' | '−' | '.')
            && self.class(1) == Some(Class::Digits)
            && !self.after_token()
        {
            let signed = Piece { at: self.at + 1, ..*self };
            return Some((1 + signed.number().map_or(1, |(taken, _)| taken), TokenKind::Number));
        }
        let repeats = |c: char| match mark {
            '!' | '?' => matches!(c, '!' | '?'),
            '.' | '-' | '=' | '*' | '~' | '+' | '<' | '>' | '`' | '$' => c == mark,
            _ => false,
        };
        let same = |atom: &&Atom| matches!(atom.class, Class::Mark(c) if repeats(c));
        let run = self.atoms[self.at..].iter().take_while(same).count();
        let kind = self.single();
        (run > 1).then_some((run, if mark == '`' { TokenKind::Punctuation } else { kind }))
    }

    /// Clock times, dates and telephone numbers.
    pub(super) fn number(&self) -> Option<(usize, TokenKind)> {
        if (self.is_mark(1, '\'') || self.is_mark(1, '’'))
            && self.decade_digits()
            && self.word(2) == Some("s")
        {
            return Some((3, TokenKind::Word));
        }
        [':', '/', '-'].into_iter().find_map(|separator| {
            let groups = self.groups(separator);
            let taken = 2 * groups - 1;
            let len = |ahead| self.word(ahead).map_or(0, str::len);
            let joined = match (separator, groups) {
                (_, 0 | 1) => false,
                (':', _) => true,
                ('/', 2) => self.is_month_and_day(),
                ('-', 2) => len(0) == 3 && len(2) == 4,
                _ => true,
            };
            joined.then_some((taken, TokenKind::Number))
        })
    }

    /// How many groups of digits stand here with this separator between them.
    fn groups(&self, separator: char) -> usize {
        let pairs = self.atoms[self.at + 1..].chunks_exact(2);
        1 + pairs.take_while(|p| p[0].class == Class::Mark(separator) && p[1].class == Class::Digits).count()
    }

    /// "9/11" is a day, "1/2" and "24/7" are not.
    fn is_month_and_day(&self) -> bool {
        let (Some(month), Some(day)) = (self.word(0), self.word(2)) else { return false };
        let number = |word: &str| word.parse::<u8>().unwrap_or(0);
        matches!(number(month), 1..=12) && day.len() == 2 && matches!(number(day), 1..=31)
    }

    fn decade_digits(&self) -> bool {
        self.word(0).is_some_and(|word| matches!(word.len(), 2 | 4) && word.ends_with('0'))
    }

    /// "'72", "’90s".
    pub(super) fn decade(&self, ahead: usize) -> bool {
        let Some(word) = self.word(ahead) else { return false };
        let digits = word.strip_suffix('s').unwrap_or(word);
        digits.len() == 2 && digits.bytes().all(|b| b.is_ascii_digit())
    }

    /// "co-founder", "anti-government": a prefix stays with its word, other compounds are split.
    pub(super) fn hyphenated(&self) -> Option<(usize, TokenKind)> {
        let joined = self.is_mark(1, '-')
            && self.class(2) == Some(Class::Letters)
            && !self.after_hyphen()
            && LEXICON.is_prefix(self.word(0)?)
            && !self.is_named_after_prefix();
        joined.then_some((3, TokenKind::Word))
    }

    /// "Post-ABC" in "the Washington Post-ABC poll": a name, although "post" is a prefix.
    fn is_named_after_prefix(&self) -> bool {
        let large = |ahead| self.word(ahead).is_some_and(|w: &str| w.starts_with(char::is_uppercase));
        matches!(self.word(0), Some("Post" | "Cross" | "Over" | "Under")) && large(2)
    }

    fn after_hyphen(&self) -> bool {
        self.at > 0 && self.atoms[self.at - 1].class == Class::Mark('-')
    }

    /// "AT&T", "R&D".
    pub(super) fn ampersand(&self) -> Option<(usize, TokenKind)> {
        let large = |ahead| self.word(ahead).is_some_and(|w| w.bytes().all(|b| b.is_ascii_uppercase()));
        (self.is_mark(1, '&') && large(0) && large(2)).then_some((3, TokenKind::Word))
    }

    /// "US$" in "US$40".
    pub(super) fn dollar(&self) -> Option<(usize, TokenKind)> {
        let country = self.word(0).is_some_and(|w| w.len() <= 2 && w.bytes().all(|b| b.is_ascii_uppercase()));
        (country && self.is_mark(1, '$')).then_some((2, TokenKind::Symbol))
    }

    /// "example.org/path".
    pub(super) fn web(&self) -> (usize, TokenKind) {
        if !self.is_mark(1, '/') {
            return (1, TokenKind::Address);
        }
        let start = self.atoms[self.at].start;
        let piece = self.atoms.last().map_or(start, |atom| atom.end);
        let end = start + web_end(&self.text[start..piece], 0);
        let path = self.atoms[self.at..].iter().take_while(|atom| atom.end <= end).count();
        (path.max(1), TokenKind::Address)
    }

    /// "Gen.", "U.S.", "J.": a word that keeps its full stop.
    pub(super) fn abbreviation(&self) -> Option<(usize, TokenKind)> {
        if !self.is_mark(1, '.') || self.is_mark(2, '.') && self.is_mark(3, '.') {
            return None;
        }
        let word = self.word(0)?;
        let end = self.atoms[self.at + 1].end;
        let keeps = match self.class(0)? {
            Class::Acronym => true,
            Class::Letters if is_initial(word) => self.is_name_initial(word, end),
            Class::Letters => abbreviation(word).is_some_and(|a| self.fits(a, end)),
            _ => false,
        };
        keeps.then_some((2, TokenKind::Word))
    }

    /// An initial has a name or another word after it in its line: "Jennifer M. Anderson", not "Plan B."
    fn is_name_initial(&self, word: &str, end: usize) -> bool {
        let (next, line) = self.beyond(end);
        let pronoun = word == "I" && self.text[..end - 2].ends_with(' ') && {
            let before = self.text[..end - 2].trim_end();
            before.ends_with(char::is_lowercase)
        };
        !line && !pronoun && next.is_some_and(|c| c.is_alphanumeric() || matches!(c, ',' | '-' | '’' | '\''))
    }

    /// Whether what stands around a word makes it the abbreviation that it can be.
    fn fits(&self, abbreviation: Abbreviation, end: usize) -> bool {
        let (next, _) = self.beyond(end);
        match abbreviation {
            Abbreviation::Title | Abbreviation::Inner | Abbreviation::Ending => true,
            Abbreviation::Number => next.is_some_and(|c| c.is_numeric() || c == '#'),
            Abbreviation::Date => next.is_some_and(|c| c.is_numeric() || matches!(c, ',' | ')')),
            Abbreviation::State => {
                let before = self.text[..self.atoms[self.at].start].trim_end_matches([' ', '\u{a0}']);
                before.ends_with([',', '-', '('])
            }
        }
    }
}

/// How a word is an abbreviation, also in large letters: "GEN."
pub(super) fn abbreviation(word: &str) -> Option<Abbreviation> {
    LEXICON.abbreviation(word).or_else(|| {
        let large = matches!(word.len(), 2..=5) && word.bytes().all(|b| b.is_ascii_uppercase());
        large.then(|| LEXICON.abbreviation(&format!("{}{}", &word[..1], word[1..].to_ascii_lowercase())))?
    })
}

fn is_initial(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(char::is_uppercase) && letters.next().is_none()
}

/// Whether a character is punctuation; all others that are no letter or digit are symbols.
fn is_punctuation(c: char) -> bool {
    match c {
        '!' | '"' | '\'' | '(' | ')' | ',' | '-' | '.' | '/' | ':' | ';' | '?' | '[' | ']' | '_' | '{'
        | '}' => true,
        '¡' | '«' | '·' | '»' | '¿' | '…' => true,
        '\u{2030}' | '\u{2031}' | '\u{2044}' | '\u{2052}' => false,
        '\u{2010}'..='\u{2027}' | '\u{2032}'..='\u{205e}' => true,
        '\u{3001}'..='\u{3003}'
        | '\u{3008}'..='\u{3011}'
        | '\u{ff01}'
        | '\u{ff08}'
        | '\u{ff09}'
        | '\u{ff0c}' => true,
        _ => false,
    }
}
