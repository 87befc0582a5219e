//! Pairs quotation marks.
//!
//! Marks are read with what they touch: a straight mark opens when a word touches it on its right only. Within a
//! paragraph an inner quotation closes before its outer one. A quotation may run over paragraphs as printers have
//! it: each paragraph opens again and only the last one closes.

use super::line::{Gap, gap, lines};
use super::{Quotation, Sentence, Token, TokenKind};
use crate::span::TokenRange;

/// The longest quotation, in tokens. A speech printed whole stays below it; the bound keeps a forgotten closing mark
/// from quoting a book.
pub const LONGEST_QUOTATION: usize = 5000;

/// Deepest nesting that is read; English prints at most three levels.
const DEEPEST: usize = 4;

/// The quotations of a text in order of their opening marks; page furniture holds none.
///
/// A double quotation that its paragraph does not close, and the next does not open again, ends with the paragraph;
/// a single mark that is not closed counts as an apostrophe.
pub fn find_quotations(text: &str, tokens: &[Token], sentences: &[Sentence]) -> Vec<Quotation> {
    let mut reader = Reader { text, tokens, open: Vec::new(), found: Vec::new() };
    let lines = lines(text, tokens);
    let mut line = 0;
    let mut last = 0;
    for sentence in sentences {
        let start = sentence.tokens.start as usize;
        let mut reopened = None;
        while line < lines.len() && lines[line].tokens.end as usize <= start {
            if lines[line].end != Gap::Space && !reader.open.is_empty() {
                reopened = reader.end_paragraph(last, start).then_some(start);
            }
            line += 1;
        }
        for token in sentence.tokens.range().filter(|&token| Some(token) != reopened) {
            reader.read(token);
        }
        last = sentence.tokens.end as usize;
    }
    if last > 0 {
        reader.end_paragraph(last, tokens.len());
    }
    let mut found = reader.found;
    found.sort_by_key(|quotation| quotation.span.start);
    nest(&mut found);
    found
}

/// Sets the depth of quotations that are in order of their opening marks.
fn nest(quotations: &mut [Quotation]) {
    let mut around: Vec<TokenRange> = Vec::new();
    for quotation in quotations {
        around.retain(|outer| outer.end > quotation.tokens.start);
        // At most as many as there were open marks at once.
        quotation.depth = around.len() as u8;
        around.push(quotation.tokens);
    }
}

/// Which marks pair with each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Style {
    Double,
    Single,
    Angle,
}

/// What a mark does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    Opens,
    Closes,
    /// A straight mark with space, or words, on both sides.
    Either,
}

struct Reader<'a> {
    text: &'a str,
    tokens: &'a [Token],
    /// The opening marks not yet closed, outermost first.
    open: Vec<(Style, usize)>,
    found: Vec<Quotation>,
}

impl Reader<'_> {
    /// Takes one token into account.
    fn read(&mut self, token: usize) {
        let Some((style, role)) = self.mark(token) else { return };
        let level = self.open.iter().rposition(|(open, _)| *open == style);
        match (role, level) {
            (Role::Closes | Role::Either, Some(level)) => self.close(level, token + 1),
            (Role::Opens, Some(level)) => {
                // The mark before was never closed: what it opened is given up.
                self.open.truncate(level);
                self.open.push((style, token));
            }
            (Role::Opens | Role::Either, None) if self.open.len() < DEEPEST => self.open.push((style, token)),
            _ => {}
        }
    }

    /// The style and role of a token that is a quotation mark.
    fn mark(&self, token: usize) -> Option<(Style, Role)> {
        if self.tokens[token].kind != TokenKind::Punctuation {
            return None;
        }
        Some(match self.tokens[token].span.slice(self.text) {
            "“" if self.closes_low_mark() || self.role(token) == Role::Closes => {
                (Style::Double, Role::Closes)
            }
            "“" | "„" | "``" | "‘‘" => (Style::Double, Role::Opens),
            "”" | "’’" => (Style::Double, Role::Closes),
            "\"" | "''" => (Style::Double, self.role(token)),
            "‘" | "‚" => (Style::Single, Role::Opens),
            "’" => (Style::Single, Role::Closes),
            "'" => (Style::Single, self.role(token)),
            "«" | "‹" => (Style::Angle, Role::Opens),
            "»" | "›" => (Style::Angle, Role::Closes),
            _ => return None,
        })
    }

    /// Whether the innermost quotation was opened by a low mark, which "“" closes.
    fn closes_low_mark(&self) -> bool {
        self.open.last().is_some_and(|(_, token)| self.tokens[*token].span.slice(self.text) == "„")
    }

    /// The role of a straight mark, by what touches it.
    fn role(&self, token: usize) -> Role {
        let opener = |before: &Token| {
            matches!(
                before.span.slice(self.text),
                "(" | "[" | "“" | "\"" | "‘" | "'" | "—" | "–" | "--" | "-" | "/"
            )
        };
        let left = token > 0
            && gap(self.text, &self.tokens[token - 1], &self.tokens[token]) == Gap::None
            && !opener(&self.tokens[token - 1]);
        let right = self.tokens.get(token + 1).is_some_and(|next| {
            gap(self.text, &self.tokens[token], next) == Gap::None
                && !matches!(
                    next.span.slice(self.text),
                    "." | "," | ";" | ":" | "!" | "?" | ")" | "]" | "—" | "–" | "--"
                )
        });
        match (left, right) {
            (true, false) => Role::Closes,
            (false, true) => Role::Opens,
            _ => Role::Either,
        }
    }

    /// Records the quotation opened at this level, ending before token `end`, and gives up what is open in it.
    fn close(&mut self, level: usize, end: usize) {
        let start = self.open[level].1;
        self.open.truncate(level);
        if end - start > LONGEST_QUOTATION {
            return;
        }
        self.found.push(Quotation {
            span: self.tokens[start].span.join(self.tokens[end - 1].span),
            tokens: TokenRange::new(start, end),
            depth: 0,
            speaker: None,
            mention: None,
            cue: None,
        });
    }

    /// Ends a paragraph before token `end`; `next` begins the next one. Whether that opens the quotation again.
    fn end_paragraph(&mut self, end: usize, next: usize) -> bool {
        let Some(&(style, start)) = self.open.first() else { return false };
        self.open.truncate(1);
        let again = next < self.tokens.len()
            && next - start < LONGEST_QUOTATION
            && matches!(self.mark(next), Some((mark, Role::Opens | Role::Either)) if mark == style);
        if !again && style == Style::Double {
            self.close(0, end);
        }
        if !again {
            self.open.clear();
        }
        again
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{split_sentences, tokenize};

    /// `expected`: each quotation after its depth.
    fn check(text: &str, expected: &[(u8, &str)]) {
        let tokens = tokenize(text);
        let found = find_quotations(text, &tokens, &split_sentences(text, &tokens));
        let found: Vec<(u8, &str)> = found.iter().map(|q| (q.depth, q.span.slice(text))).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn curly_straight_and_angle_marks_pair() {
        check("“We will,” he said. “Soon.”", &[(0, "“We will,”"), (0, "“Soon.”")]);
        check("\"We will,\" he said, \"soon.\"", &[(0, "\"We will,\""), (0, "\"soon.\"")]);
        check("He said «yes» and („no“).", &[(0, "«yes»"), (0, "„no“")]);
        check(
            "It was (\"late\"), a \"slow\"—if \"good\"—start.",
            &[(0, "\"late\""), (0, "\"slow\""), (0, "\"good\"")],
        );
    }

    #[test]
    fn careless_marks_are_read_by_what_they_touch() {
        check("‘‘We go,’’ he said of the “summit“ there.", &[(0, "‘‘We go,’’"), (0, "“summit“")]);
        check("``We go,'' he said.", &[(0, "``We go,''")]);
    }

    #[test]
    fn single_marks_are_told_from_apostrophes() {
        check("‘We don’t know,’ said the workers’ leader.", &[(0, "‘We don’t know,’")]);
        check("The 'workers' of O'Brien's plant", &[(0, "'workers'")]);
        check("The workers' pay of '98 isn't the bosses' pay.", &[]);
        check("‘The workers’ strike is over,’ she said.", &[(0, "‘The workers’ strike is over,’")]);
    }

    #[test]
    fn quotations_nest() {
        check("“He said ‘no’ twice,” she said.", &[(0, "“He said ‘no’ twice,”"), (1, "‘no’")]);
        check("'It is \"fine\",' she said.", &[(0, "'It is \"fine\",'"), (1, "\"fine\"")]);
        check("\"They said 'go.'\"", &[(0, "\"They said 'go.'\""), (1, "'go.'")]);
    }

    #[test]
    fn a_quotation_runs_over_paragraphs_that_open_again() {
        check("“One is this.\n\n“Two is that,” he said.", &[(0, "“One is this.\n\n“Two is that,”")]);
        check(
            "\"One is this.\n\"Two is that.\n\"Three.\" End.",
            &[(0, "\"One is this.\n\"Two is that.\n\"Three.\"")],
        );
    }

    #[test]
    fn a_quotation_left_open_ends_with_its_paragraph() {
        check("He said: “We go.\nThey stay.", &[(0, "“We go.")]);
        check("He said “we go and “they stay” here.", &[(0, "“they stay”")]);
        check("A 6\" pipe and 5'10\" men", &[]);
    }
}
