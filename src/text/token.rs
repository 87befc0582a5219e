//! Splits a text into tokens.
//!
//! Tokens follow the treebanks of Universal Dependencies English. The text is cut at white space into runs, each
//! run into Unicode words, those into atoms, and the atoms are joined to tokens: "U" "S" and their stops to "U.S.",
//! the parts of a date or a clock time, a sign and its number, an apostrophe and its ending. Every step looks a
//! bounded number of atoms ahead, or takes what it has looked at, so the whole is linear.

use super::address::find_address;
use super::atom::{Atom, Class, atoms};
use super::lexicon::LEXICON;
use super::piece::{Piece, abbreviation};
use super::{Case, Token, TokenKind};
use crate::span::Span;

/// The tokens of a text in order. They tile it: every byte is in exactly one token or is white space.
///
/// A text beyond 4 GiB is read up to that bound.
pub fn tokenize(text: &str) -> Vec<Token> {
    let text = within_bound(text);
    let mut tokenizer = Tokenizer {
        text,
        tokens: Vec::with_capacity(text.len() / 5 + 1),
        atoms: Vec::new(),
        quote: false,
        closing: None,
    };
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let space = space_len(text, at);
        if space > 0 {
            tokenizer.quote &= bytes[at] != b'\n';
            at += space;
            continue;
        }
        let letters = bytes[at..].iter().take_while(|b| b.is_ascii_alphabetic()).count();
        at = tokenizer.plain(at, at + letters).unwrap_or_else(|| {
            let end = run_end(text, at + letters);
            tokenizer.run(at, end);
            end
        });
    }
    tokenizer.tokens
}

/// As much of a text as 32-bit offsets can point at.
fn within_bound(text: &str) -> &str {
    let mut end = text.len().min(u32::MAX as usize);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// Length in bytes of the white space character at `at`, 0 if there is none.
fn space_len(text: &str, at: usize) -> usize {
    match text.as_bytes()[at] {
        b' ' | b'\t'..=b'\r' => 1,
        ..0x80 => 0,
        _ => text[at..].chars().next().filter(|c| c.is_whitespace()).map_or(0, char::len_utf8),
    }
}

/// Where the run without white space that holds byte `end` ends.
fn run_end(text: &str, mut end: usize) -> usize {
    let bytes = text.as_bytes();
    while end < bytes.len() {
        match bytes[end] {
            b' ' | b'\t'..=b'\r' => break,
            ..0x80 => end += 1,
            _ => match text[end..].chars().next() {
                Some(c) if !c.is_whitespace() => end += c.len_utf8(),
                _ => break,
            },
        }
    }
    end
}

struct Tokenizer<'a> {
    text: &'a str,
    tokens: Vec<Token>,
    /// The atoms of the run at hand, kept to save allocations.
    atoms: Vec<Atom>,
    /// Whether a single quotation mark is open in this line.
    quote: bool,
    /// End of the line last looked at for closing single marks, and the last such mark in it.
    closing: Option<(usize, usize)>,
}

impl Tokenizer<'_> {
    fn push(&mut self, start: usize, end: usize, kind: TokenKind) {
        let word = &self.text[start..end];
        self.tokens.push(Token { span: Span::new(start, end), kind, case: Case::of(word) });
    }

    /// The short way for what most runs are, an English word, perhaps with a comma or full stop after it: pushes the
    /// tokens and gives the end of the run, or nothing if the run needs the long way.
    fn plain(&mut self, start: usize, end: usize) -> Option<usize> {
        let bytes = self.text.as_bytes();
        let space = |at: usize| bytes.get(at).is_none_or(|b| matches!(b, b' ' | b'\n'));
        if start == end || LEXICON.contraction(&self.text[start..end]).is_some() {
            return None;
        }
        if space(end) {
            self.push(start, end, TokenKind::Word);
            return Some(end);
        }
        let word = &self.text[start..end];
        let marked = match bytes[end] {
            b',' => true,
            b'.' => word.len() > 1 && abbreviation(word).is_none(),
            _ => false,
        };
        (marked && space(end + 1)).then(|| {
            self.push(start, end, TokenKind::Word);
            self.push(end, end + 1, TokenKind::Punctuation);
            end + 1
        })
    }

    /// The tokens of a run: its addresses, and the pieces between them.
    fn run(&mut self, start: usize, end: usize) {
        let visible = self.text[start..end].trim_matches(is_invisible);
        if visible.len() < end - start {
            return self.hidden(start, end);
        }
        let run = &self.text[start..end];
        if let Some(emoticon) = emoticon(run) {
            return self.push(start, start + emoticon, TokenKind::Symbol);
        }
        let mut done = 0;
        if may_hold_address(run) {
            while let Some(address) = find_address(run, done) {
                self.piece(start, start + done, start + address.start);
                self.push(start + address.start, start + address.end, TokenKind::Address);
                done = address.end;
            }
        }
        self.piece(start, start + done, end);
    }

    /// The tokens of a run with invisible characters at its ends: each of these ends is a token of its own, so that
    /// the word between is found in lists.
    fn hidden(&mut self, start: usize, end: usize) {
        let rest = self.text[start..end].trim_start_matches(is_invisible);
        let visible = rest.trim_end_matches(is_invisible);
        let (first, last) = (end - rest.len(), end - rest.len() + visible.len());
        for (from, to) in [(start, first), (last, end)] {
            if from == last && first < last {
                self.run(first, last);
            }
            if from < to {
                self.push(from, to, TokenKind::Symbol);
            }
        }
    }

    /// The tokens of a part of the run that begins at `run`.
    fn piece(&mut self, run: usize, start: usize, end: usize) {
        if start == end {
            return;
        }
        let mut list = std::mem::take(&mut self.atoms);
        list.clear();
        atoms(&self.text[start..end], &mut list);
        for atom in &mut list {
            atom.start += start;
            atom.end += start;
        }
        let mut i = 0;
        while i < list.len() {
            let piece = Piece { text: self.text, atoms: &list, run, at: i };
            let (taken, kind) = self.join(&piece);
            self.push(list[i].start, list[i + taken - 1].end, kind);
            i += taken;
        }
        self.atoms = list;
    }

    /// How many atoms the token at this place has, and its kind.
    fn join(&mut self, piece: &Piece<'_>) -> (usize, TokenKind) {
        let joined = match piece.class(0) {
            Some(Class::Mark('\'' | '’' | '‘')) => return self.apostrophe(piece),
            Some(Class::Mark(c)) => piece.marks(c),
            Some(Class::Digits) => piece.number(),
            Some(Class::Letters) => {
                piece.hyphenated().or_else(|| piece.ampersand()).or_else(|| piece.dollar())
            }
            Some(Class::Domain) => Some(piece.web()),
            _ => None,
        };
        joined.or_else(|| piece.abbreviation()).unwrap_or_else(|| (1, piece.single()))
    }

    /// A single mark: quotation mark, apostrophe before a shortened word or year, or possessive ending.
    fn apostrophe(&mut self, piece: &Piece<'_>) -> (usize, TokenKind) {
        let mark = &self.text[piece.atoms[piece.at].start..];
        let curly = !mark.starts_with('\'');
        if piece.after_token() {
            if piece.word(1).is_some_and(is_clitic) {
                return (2, TokenKind::Clitic);
            }
            if is_double(mark) {
                return (2, TokenKind::Punctuation);
            }
            if !mark.starts_with('‘') {
                return (1, self.trailing_apostrophe(piece));
            }
        }
        if piece.decade(1) || (piece.word(1).is_some_and(|w| LEXICON.is_elision(w)) && !mark.starts_with('‘'))
        {
            let number = piece.class(1) == Some(Class::Digits);
            return (2, if number { TokenKind::Number } else { TokenKind::Word });
        }
        if is_double(mark) {
            return (2, TokenKind::Punctuation);
        }
        self.quote |= !curly || mark.starts_with('‘');
        (1, TokenKind::Punctuation)
    }

    /// "the workers' strike" has a possessive, "the 'workers' said" a closing mark.
    fn trailing_apostrophe(&mut self, piece: &Piece<'_>) -> TokenKind {
        let at = piece.atoms[piece.at].start;
        let owner = self.text[..at].ends_with(['s', 'S', 'x', 'X', 'z', 'Z']);
        if owner && !(self.quote && self.closes_here(at)) {
            return TokenKind::Clitic;
        }
        self.quote = false;
        TokenKind::Punctuation
    }

    /// Whether no later single mark of the line could close the open quotation instead of the mark at `at`.
    fn closes_here(&mut self, at: usize) -> bool {
        let last = match self.closing {
            Some((end, last)) if at < end => last,
            _ => {
                let end = self.text[at..].find('\n').map_or(self.text.len(), |n| at + n);
                let last = last_closing(&self.text[at..end]).map_or(at, |n| at + n);
                self.closing = Some((end, last));
                last
            }
        };
        let next = self.text[at..].chars().skip(1).find(|c| *c != ' ');
        last <= at || !next.is_some_and(char::is_lowercase)
    }
}

/// A cheap look before the search for addresses.
fn may_hold_address(run: &str) -> bool {
    let bytes = run.as_bytes();
    bytes.iter().any(|b| matches!(b, b'@' | b'#' | b':'))
        || bytes.windows(2).any(|w| w.eq_ignore_ascii_case(b"ww"))
}

/// Offset of the last single mark of a line that stands after a word and before none.
fn last_closing(line: &str) -> Option<usize> {
    line.char_indices().rev().find_map(|(at, c)| {
        let mark = matches!(c, '\'' | '’');
        let before = line[..at].chars().next_back();
        let after = line[at + c.len_utf8()..].chars().next();
        let closes = before.is_some_and(|c| !c.is_whitespace()) && !after.is_some_and(char::is_alphanumeric);
        (mark && closes).then_some(at)
    })
}

/// Length of an emoticon that is the whole run, perhaps with a stop after it: ":-)".
fn emoticon(run: &str) -> Option<usize> {
    let eyes = run.strip_prefix([':', ';', '='])?;
    let mouth = eyes.strip_prefix('-').unwrap_or(eyes);
    matches!(mouth, ")" | "(" | "D" | "P").then_some(run.len())
}

/// Whether a character shows nothing: zero width, byte order mark, or a mark of writing direction.
pub(super) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// Two single marks that stand for a double one.
fn is_double(text: &str) -> bool {
    ["''", "’’", "‘‘"].iter().any(|double| text.starts_with(double))
}

fn is_clitic(word: &str) -> bool {
    ["s", "re", "ve", "ll", "d", "m"].iter().any(|clitic| word.eq_ignore_ascii_case(clitic))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `expected`: the tokens with single spaces between them.
    fn check(text: &str, expected: &str) {
        let tokens: Vec<&str> = tokenize(text).iter().map(|token| token.span.slice(text)).collect();
        assert_eq!(tokens.join(" "), expected, "{text}");
    }

    #[test]
    fn clitics_are_tokens_of_their_own() {
        check("China’s envoy didn't say they'd go.", "China ’s envoy did n't say they 'd go .");
        check("They can’t, cannot and won't.", "They ca n’t , can not and wo n't .");
        check("the workers' strike and the U.S.'s reply", "the workers ' strike and the U.S. 's reply");
        check("the states’ rights; PG&E's plan", "the states ’ rights ; PG&E 's plan");
        check("in the 1990's and 2003's best", "in the 1990's and 2003 's best");
        check("O'Brien of Qa'ida at 5 o'clock", "O'Brien of Qa'ida at 5 o'clock");
    }

    #[test]
    fn an_apostrophe_may_begin_a_word_or_a_quotation() {
        check("in ’72 and the '90s, tell 'em", "in ’72 and the '90s , tell 'em");
        check("'Stop,' she said.", "' Stop , ' she said .");
        check("‘The workers’ strike is over,’ he said.", "‘ The workers ’ strike is over , ’ he said .");
    }

    #[test]
    fn the_mark_after_a_plural_closes_a_quotation_that_is_open() {
        let kinds = |text: &str| -> Vec<TokenKind> {
            let marks =
                tokenize(text).into_iter().filter(|token| matches!(token.span.slice(text), "'" | "’"));
            marks.map(|token| token.kind).collect()
        };
        assert_eq!(kinds("the 'workers' of the plant"), [TokenKind::Punctuation, TokenKind::Punctuation]);
        assert_eq!(kinds("the workers' plant"), [TokenKind::Clitic]);
        assert_eq!(kinds("‘The workers’ strike ends,’ he said"), [TokenKind::Clitic, TokenKind::Punctuation]);
    }

    #[test]
    fn abbreviations_keep_their_stop() {
        check("Gen. Smith of the U.S. met J. K. Rowling.", "Gen. Smith of the U.S. met J. K. Rowling .");
        check("U.S.-led forces, Acme Inc.", "U.S. - led forces , Acme Inc.");
        check("They said no. No. 5 was Plan B.", "They said no . No. 5 was Plan B .");
        check("On Sat., Oct. 3, the sun sat.", "On Sat. , Oct. 3 , the sun sat .");
        check("Boston, Mass., had no mass.", "Boston , Mass. , had no mass .");
        check("Sen. Doe (D-Calif.) won", "Sen. Doe ( D - Calif. ) won");
        check("GEN. LEE and J.K.Rowling", "GEN. LEE and J.K. Rowling");
        check("He left.She stayed...", "He left . She stayed ...");
    }

    #[test]
    fn compounds_are_split_at_hyphens_but_prefixes_stay() {
        check("China-Russia ties of al-Assad", "China - Russia ties of al - Assad");
        check("the co-founder re-elected by e-mail", "the co-founder re-elected by e-mail");
        check("ex-president in mid-October", "ex - president in mid - October");
        check(
            "a Washington Post-ABC poll of post-Soviet states",
            "a Washington Post - ABC poll of post-Soviet states",
        );
        check("non-oil-producing; a Tu-154", "non-oil - producing ; a Tu - 154");
        check("Paris—Dakar – 1939–45 -- end", "Paris — Dakar – 1939 – 45 -- end");
    }

    #[test]
    fn numbers_keep_their_separators_and_lose_their_units() {
        check("1,200.5 and 35km, 45th, 3.5bn, 5pm", "1,200.5 and 35 km , 45th , 3.5 bn , 5 pm");
        check("$5m, €20, US$40, 5%, -3 and +44", "$ 5 m , € 20 , US$ 40 , 5 % , -3 and +44");
        check("a 2-1 win in 2010-11", "a 2 - 1 win in 2010 - 11");
        check("20°C in the 1980s; 4G", "20 ° C in the 1980s ; 4G");
    }

    #[test]
    fn dates_times_and_telephone_numbers_are_one_token() {
        check("2024-10-22, 10/22/2024 at 10:30am", "2024-10-22 , 10/22/2024 at 10:30 am");
        check("after 9/11, 1/2 of 24/7", "after 9/11 , 1 / 2 of 24 / 7");
        check("call 555-0100 or 202-555-0100", "call 555-0100 or 202-555-0100");
    }

    #[test]
    fn addresses_are_one_token() {
        check("see https://example.org/a-b?c=d.", "see https://example.org/a-b?c=d .");
        check("(www.example.com), example.org/x's", "( www.example.com ) , example.org/x's");
        check(
            "press.office@example.org, @newsroom #Kazan2024 #1",
            "press.office@example.org , @newsroom #Kazan2024 # 1",
        );
    }

    #[test]
    fn marks_stand_alone_or_in_runs() {
        check("“Why?!” (he asked)... [x] and/or", "“ Why ?! ” ( he asked ) ... [ x ] and / or");
        check("AT&T, R&D and Smith&Sons", "AT&T , R&D and Smith & Sons");
        check("well 👩‍🚀 :-)", "well 👩‍🚀 :-)");
        check(
            "\u{feff}Xi\u{200e} met \u{200b} Lee.\u{200b}",
            "\u{feff} Xi \u{200e} met \u{200b} Lee . \u{200b}",
        );
    }

    #[test]
    fn kinds_say_what_a_token_is_made_of() {
        let kinds: Vec<TokenKind> = tokenize("Xi's 45th, 44 % @x").iter().map(|token| token.kind).collect();
        use TokenKind::{Address, Clitic, Number, Ordinal, Punctuation, Symbol, Word};
        assert_eq!(kinds, [Word, Clitic, Ordinal, Punctuation, Number, Symbol, Address]);
    }
}
