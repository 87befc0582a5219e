//! Groups tokens into sentences.
//!
//! A line's end ends a sentence unless the text is hard-wrapped ([`super::line`]). Within a line a sentence ends at
//! a final mark, together with the closing marks after it, when what follows can begin one. Lines of page furniture
//! ([`super::furniture`]) are no sentences.

use super::furniture::is_furniture;
use super::lexicon::{Abbreviation, LEXICON};
use super::line::{Gap, gap, lines};
use super::token::is_invisible;
use super::{Case, Sentence, Token, TokenKind};
use crate::span::{Span, TokenRange};

/// The longest sentence, in tokens. Real sentences of news stay below 200; the bound keeps the time that later stages
/// spend on one sentence small when a text is no prose (tables, dumps, a lost newline).
pub const LONGEST_SENTENCE: usize = 1000;

/// How far to look for a verb of speech after a quotation that ends in a question or an exclamation mark, in tokens.
const SPEECH_WINDOW: usize = 6;

/// The sentences of a text in order; page furniture lies in none of them.
///
/// None is longer than [`LONGEST_SENTENCE`]: a longer one is cut at the last semicolon, colon or comma before.
pub fn split_sentences(text: &str, tokens: &[Token]) -> Vec<Sentence> {
    let lines = lines(text, tokens);
    let mut sentences = Vec::with_capacity(tokens.len() / 20 + 1);
    let mut first = 0;
    for (i, line) in lines.iter().enumerate() {
        if line.end == Gap::Space {
            continue;
        }
        let range = lines[first].tokens.start as usize..line.tokens.end as usize;
        let single = first == i;
        first = i + 1;
        let span = tokens[range.start].span.join(tokens[range.end - 1].span);
        if single && is_furniture(span.slice(text), range.len()) {
            continue;
        }
        let paragraph = Paragraph { text, tokens, start: range.start, end: range.end };
        paragraph.split(&mut sentences);
    }
    sentences
}

/// Tokens that no line's end divides.
struct Paragraph<'a> {
    text: &'a str,
    tokens: &'a [Token],
    start: usize,
    end: usize,
}

impl Paragraph<'_> {
    fn split(&self, sentences: &mut Vec<Sentence>) {
        let mut start = self.start;
        let mut at = start;
        while at < self.end {
            let end = self.sentence_end(start, at);
            if end.is_none() && at + 1 - start >= LONGEST_SENTENCE {
                let cut = self.cut(start, at);
                sentences.push(self.sentence(start, cut));
                start = cut;
            }
            at = match end {
                Some(end) => {
                    sentences.push(self.sentence(start, end));
                    start = end;
                    end
                }
                None => at + 1,
            };
        }
        if start < self.end {
            sentences.push(self.sentence(start, self.end));
        }
    }

    fn sentence(&self, start: usize, end: usize) -> Sentence {
        let span = self.tokens[start].span.join(self.tokens[end - 1].span);
        let line = end == self.end && !ends_finally(span.slice(self.text));
        Sentence { span, tokens: TokenRange::new(start, end), headline: line }
    }

    /// Where to cut a sentence that is too long: after the last mark in its second half, else at its end.
    fn cut(&self, start: usize, at: usize) -> usize {
        let half = start + LONGEST_SENTENCE / 2;
        let after = |marks: &[&str]| (half..at).rev().find(|&i| marks.contains(&self.word(i))).map(|i| i + 1);
        after(&[";", ":"]).or_else(|| after(&[","])).unwrap_or(at + 1)
    }

    fn word(&self, token: usize) -> &str {
        self.tokens[token].span.slice(self.text)
    }

    fn gap(&self, token: usize) -> Gap {
        gap(self.text, &self.tokens[token], &self.tokens[token + 1])
    }

    /// The token after the sentence that begins at `start`, if it ends at the mark or abbreviation at `at`.
    fn sentence_end(&self, start: usize, at: usize) -> Option<usize> {
        let token = &self.tokens[at];
        let mark = match token.kind {
            TokenKind::Punctuation => is_final(self.word(at)),
            TokenKind::Word => false,
            _ => return None,
        };
        let abbreviation =
            !mark && token.kind == TokenKind::Word && self.word(at).ends_with('.') && token.span.len() > 1;
        if !mark && !abbreviation {
            return None;
        }
        let end = self.close(at, mark);
        if end == self.end {
            return Some(end);
        }
        let ends = if mark { self.ends_at_mark(start, at, end) } else { self.ends_at_abbreviation(at, end) };
        ends.then_some(end)
    }

    /// The first token that does not belong to the final mark at `at`: closing marks and footnote numbers do.
    fn close(&self, at: usize, brackets: bool) -> usize {
        let mut next = at + 1;
        while next < self.end && next - at < 8 {
            let touches = self.gap(next - 1) == Gap::None;
            let closes = match self.word(next) {
                "”" | "»" => true,
                "\"" => touches && !self.opens(next),
                "’" | "'" => {
                    touches && self.tokens[next].kind == TokenKind::Punctuation && !self.opens(next)
                }
                ")" | "]" | "}" => brackets && touches,
                hidden if hidden.starts_with(is_invisible) => true,
                mark => touches && is_final(mark) && self.tokens[next].kind == TokenKind::Punctuation,
            };
            if closes {
                next += 1;
            } else if brackets && self.is_footnote(next) {
                next += 3;
            } else {
                break;
            }
        }
        next
    }

    /// Whether a straight mark touches the word after it.
    fn opens(&self, mark: usize) -> bool {
        mark + 1 < self.end
            && self.gap(mark) == Gap::None
            && self.tokens[mark + 1].kind != TokenKind::Punctuation
    }

    /// "[12]".
    fn is_footnote(&self, at: usize) -> bool {
        at + 2 < self.end
            && self.word(at) == "["
            && self.tokens[at + 1].kind == TokenKind::Number
            && self.word(at + 2) == "]"
    }

    /// The first token at or after `at` that is no opening mark.
    fn opening(&self, at: usize) -> usize {
        let opens = |&i: &usize| {
            matches!(self.word(i), "\"" | "“" | "‘" | "'" | "«" | "(" | "[" | "-" | "–" | "—" | "•")
        };
        (at..self.end.min(at + 3)).find(|i| !opens(i)).unwrap_or(at)
    }

    fn ends_at_mark(&self, start: usize, at: usize, end: usize) -> bool {
        let next = self.opening(end);
        let case = self.tokens[next].case;
        let word = self.tokens[next].kind == TokenKind::Word;
        if self.gap(end - 1) == Gap::None {
            // "He left.She stayed": a missing space, but not "Yahoo!-owned" or "example.Org".
            return next == end && word && matches!(case, Case::Title | Case::Upper) && at > start;
        }
        if self.is_list_number(start, at) || self.is_remark(start, at, end) {
            return false;
        }
        if case == Case::Lower && word {
            return end == at + 1 && next == end && self.is_careless(at, next);
        }
        match self.word(at) {
            "." => true,
            mark if mark.starts_with(['.', '…']) => matches!(case, Case::Title | Case::Upper | Case::Mixed),
            _ => !(end > at + 1 && self.is_speech(end)),
        }
    }

    /// "Gen. (ret.) Smith": a stop in brackets of a word or two within a sentence.
    fn is_remark(&self, start: usize, at: usize, end: usize) -> bool {
        let opening = (start + 1..at).rev().take(3).any(|i| matches!(self.word(i), "(" | "["));
        opening && matches!(self.word(end - 1), ")" | "]")
    }

    /// Whether a sentence ends though the next word is small, as in careless writing: after a question, or between a
    /// word that is no abbreviation and one that begins sentences ("it rained. then it stopped").
    fn is_careless(&self, at: usize, next: usize) -> bool {
        let before = &self.tokens[at.saturating_sub(1)];
        let plain = before.case == Case::Lower && before.kind == TokenKind::Word && before.span.len() >= 3;
        let mut first = self.word(next).chars();
        let large: String = first.next().into_iter().flat_map(char::to_uppercase).chain(first).collect();
        self.word(at).starts_with('?') || self.word(at) == "." && plain && LEXICON.is_starter(&large)
    }

    /// "1. Open the lid": a number, or a letter that begins its line.
    fn is_list_number(&self, start: usize, at: usize) -> bool {
        let number = self.tokens[start].kind == TokenKind::Number && self.tokens[start].span.len() <= 3;
        at == start + 1 && (number || start == self.start && self.tokens[start].span.len() == 1)
    }

    /// Whether a verb of speech with its subject follows: "“Why now?” the mayor asked."
    fn is_speech(&self, at: usize) -> bool {
        let words = (at..self.end.min(at + SPEECH_WINDOW)).map(|i| self.word(i));
        words
            .take_while(|word| !is_final(word) && !matches!(*word, "“" | "\""))
            .any(|word| LEXICON.is_speech(word))
    }

    fn ends_at_abbreviation(&self, at: usize, end: usize) -> bool {
        let next = self.opening(end);
        let large = matches!(self.tokens[next].case, Case::Title | Case::Upper | Case::Mixed);
        if self.gap(end - 1) != Gap::Space || !large || !self.is_closed() {
            return false;
        }
        let (word, next) = (self.word(at), self.word(next));
        let word = &word[..word.len() - 1];
        let starts = LEXICON.is_starter(next);
        if matches!(word, "a.m" | "p.m" | "A.M" | "P.M") {
            return !LEXICON.follows_clock(next);
        }
        if word.contains('.') {
            return starts && LEXICON.abbreviation(word) != Some(Abbreviation::Inner);
        }
        match LEXICON.abbreviation(word) {
            Some(Abbreviation::Ending | Abbreviation::State) => starts || word == "etc",
            Some(_) => false,
            // "vitamin C. He" ends a sentence, "by J. K. Rowling" does not.
            None => starts && at > self.start && self.tokens[at - 1].case == Case::Lower,
        }
    }

    /// Whether the paragraph ends in a final mark: a headline in large letters has no sentences within.
    fn is_closed(&self) -> bool {
        let last = self.tokens[self.end - 1].span;
        ends_finally(
            Span::new(
                self.tokens[self.end.saturating_sub(3).max(self.start)].span.start as usize,
                last.end as usize,
            )
            .slice(self.text),
        )
    }
}

fn is_final(word: &str) -> bool {
    word.starts_with(['.', '!', '?', '…', '。', '！', '？'])
}

/// Whether a stretch of text ends in a final mark, closing marks left aside.
fn ends_finally(text: &str) -> bool {
    text.trim_end_matches(['"', '”', '’', '\'', ')', ']', '»', ' ']).ends_with(['.', '!', '?', '…'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::tokenize;

    /// `expected`: the sentences with a bar between them.
    fn check(text: &str, expected: &str) {
        let tokens = tokenize(text);
        let found = split_sentences(text, &tokens);
        let found: Vec<String> = found.iter().map(|s| s.span.slice(text).replace('\n', " ")).collect();
        assert_eq!(found.join(" | "), expected, "{text}");
    }

    #[test]
    fn abbreviations_do_not_end_a_sentence_before_a_name() {
        check("Gen. Smith met U.S. President Lee. He left.", "Gen. Smith met U.S. President Lee. | He left.");
        check("He lives in the U.S. He left in May.", "He lives in the U.S. | He left in May.");
        check("J. K. Rowling spoke. No. 5 won.", "J. K. Rowling spoke. | No. 5 won.");
        check("It was about vitamin C. He knew.", "It was about vitamin C. | He knew.");
        check(
            "Acme Inc. Chairman Jo Day left Acme Inc. The rest stayed.",
            "Acme Inc. Chairman Jo Day left Acme Inc. | The rest stayed.",
        );
        check(
            "It began at 5 p.m. Monday. It ended at 9 p.m. Rain fell.",
            "It began at 5 p.m. Monday. | It ended at 9 p.m. | Rain fell.",
        );
    }

    #[test]
    fn closing_marks_belong_to_their_sentence() {
        check("“We came. We saw.” He left.", "“We came. | We saw.” | He left.");
        check(
            "\"We came.\" \"We saw.\" (So he said.) Yes.",
            "\"We came.\" | \"We saw.\" | (So he said.) | Yes.",
        );
        check(
            "“Why now?” Mayor Day asked. “Stop!” she said.",
            "“Why now?” Mayor Day asked. | “Stop!” she said.",
        );
        check("Gen. (ret.) Smith left. (He did.) Yes.", "Gen. (ret.) Smith left. | (He did.) | Yes.");
        check("He wrote it.[12] She read it. [3] All did.", "He wrote it.[12] | She read it. [3] | All did.");
    }

    #[test]
    fn what_follows_decides_after_dots_and_small_letters() {
        check("He paused... then left. Wait… The end!", "He paused... then left. | Wait… | The end!");
        check(
            "Shares of Yahoo! rose. eBay fell. 45 firms closed.",
            "Shares of Yahoo! rose. | eBay fell. | 45 firms closed.",
        );
        check("He left.She stayed at example.Org today.", "He left. | She stayed at example.Org today.");
        check(
            "\u{feff}He left.\u{200b} She\u{200b} stayed.",
            "\u{feff}He left.\u{200b} | She\u{200b} stayed.",
        );
        check("1. Open it. 2. Close it.", "1. Open it. | 2. Close it.");
    }

    #[test]
    fn a_line_ends_a_sentence_unless_the_text_is_wrapped() {
        check(
            "Floods reach the capital\nThousands fled on Monday\nNo end",
            "Floods reach the capital | Thousands fled on Monday | No end",
        );
        check(
            "The minister said on Monday\nthat he would go.",
            "The minister said on Monday that he would go.",
        );
        check(
            "The talks were held in the\nKremlin. No more.",
            "The talks were held in the Kremlin. | No more.",
        );
        let wrapped = "The committee met in the old town hall of the\nMoldovan capital, where Prime Minister Dorin\n\
                       Recean received the delegates of forty states.\nThe talks will go on.";
        check(
            wrapped,
            "The committee met in the old town hall of the Moldovan capital, where Prime Minister Dorin Recean received the delegates of forty states. | The talks will go on.",
        );
    }

    #[test]
    fn page_furniture_is_no_sentence() {
        check("Rain fell.\nMost Commented", "Rain fell.");
        check("Rain fell.\nRead more: Floods in Kent\nMost voters agree", "Rain fell. | Most voters agree");
    }

    #[test]
    fn a_line_without_final_mark_is_a_headline() {
        let text = "Floods in Kent\n\nRain fell. It went on";
        let headlines: Vec<bool> =
            split_sentences(text, &tokenize(text)).iter().map(|s| s.headline).collect();
        assert_eq!(headlines, [true, false, true]);
    }

    #[test]
    fn a_sentence_without_end_is_cut_at_a_comma() {
        let text = "word ".repeat(900) + ", " + &"word ".repeat(900);
        let sentences = split_sentences(&text, &tokenize(&text));
        let lengths: Vec<usize> = sentences.iter().map(|s| s.tokens.len()).collect();
        assert_eq!(lengths, [901, 900]);
    }
}
