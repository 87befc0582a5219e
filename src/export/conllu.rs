//! Tokens, tags, lemmas and trees in the format of Universal Dependencies.

use super::offsets::one_line;
use crate::document::Document;
use crate::syntax::{Parser, Tagger, Tree, lemma};
use crate::text::Sentence;
use std::fmt::Write;

impl Document {
    /// The sentences in CoNLL-U: one token a line, an empty line after each sentence.
    ///
    /// Each sentence is tagged and parsed word by word for this, without names joined to one node; tokens and sentences
    /// are all that the document needs to hold. Features and enhanced dependencies are left open (`_`), and
    /// `SpaceAfter=No` marks a token that the next one follows without white space.
    pub fn to_conllu(&self) -> String {
        let mut out = format!("# newdoc id = {}\n", one_line(&self.source.id));
        let mut rows = Rows { document: self, tags: Vec::new(), tree: Tree::default() };
        for (number, sentence) in (1..).zip(&self.sentences) {
            // Writing to memory does not fail.
            let _ = rows.write(&mut out, number, sentence);
        }
        out
    }
}

struct Rows<'a> {
    document: &'a Document,
    tags: Vec<crate::syntax::Tag>,
    tree: Tree,
}

impl Rows<'_> {
    fn write(&mut self, out: &mut String, number: usize, sentence: &Sentence) -> std::fmt::Result {
        let text = self.document.as_text();
        let words: Vec<&str> = sentence.tokens.range().map(|token| text.word(token)).collect();
        Tagger::builtin().tag(&words, &mut self.tags);
        Parser::builtin().parse(&words, &[], &self.tags, &mut self.tree);
        writeln!(out, "# sent_id = {}-{number}", one_line(&self.document.source.id))?;
        writeln!(out, "# text = {}", one_line(self.document.slice(sentence.span)))?;
        for (index, node) in self.tree.nodes().iter().enumerate() {
            let (word, tag) = (words[index], node.tag());
            let head = node.head.map_or(0, |head| head + 1);
            let (upos, xpos, relation) = (node.upos.name(), node.xpos.name(), node.relation.name());
            let space = self.space_after(sentence.tokens.range().start + index, sentence);
            let lemma = lemma(word, tag);
            writeln!(
                out,
                "{}\t{word}\t{lemma}\t{upos}\t{xpos}\t_\t{head}\t{relation}\t_\t{space}",
                index + 1
            )?;
        }
        writeln!(out)
    }

    /// `SpaceAfter=No` where the next token of the sentence stands directly after this one.
    fn space_after(&self, token: usize, sentence: &Sentence) -> &'static str {
        let tokens = &self.document.tokens;
        let last = sentence.tokens.range().end - 1;
        let joined = token < last && tokens[token].span.end == tokens[token + 1].span.start;
        if joined { "SpaceAfter=No" } else { "_" }
    }
}

#[cfg(test)]
mod tests {
    use crate::document::{Document, Source};
    use crate::text::{split_sentences, tokenize};

    fn conllu(text: &str) -> String {
        let tokens = tokenize(text);
        let sentences = split_sentences(text, &tokens);
        let source = Source { id: "a".to_owned(), ..Source::default() };
        Document { source, text: text.to_owned(), tokens, sentences, ..Document::default() }.to_conllu()
    }

    #[test]
    fn a_sentence_has_a_row_a_token() {
        let table = conllu("Putin's guests\r\n  arrived.");
        let rows: Vec<&str> = table.lines().collect();
        assert_eq!(rows[..3], ["# newdoc id = a", "# sent_id = a-1", "# text = Putin's guests arrived."]);
        assert!(rows[3].starts_with("1\tPutin\tPutin\tPROPN\tNNP\t_\t"), "{table}");
        assert!(rows[3].ends_with("\tSpaceAfter=No") && rows[4].ends_with("\t_"), "{table}");
        assert_eq!((rows.len(), rows[8]), (9, ""));
    }

    #[test]
    fn columns_roots_and_heads_are_well_formed() {
        for text in ["", " \n", "Stop.", "He said: “It's\u{2028}done\u{a0}now” — or not?\n\nNever. 1 2 3"]
        {
            for sentence in conllu(text).split("\n\n") {
                let rows: Vec<Vec<&str>> = sentence
                    .lines()
                    .filter(|l| !l.starts_with('#'))
                    .map(|l| l.split('\t').collect())
                    .collect();
                let heads: Vec<usize> = rows.iter().map(|row| row[6].parse().unwrap()).collect();
                assert!(rows.iter().all(|row| row.len() == 10));
                assert!(heads.iter().all(|&head| head <= rows.len()));
                assert_eq!(heads.iter().filter(|&&head| head == 0).count(), usize::from(!rows.is_empty()));
            }
        }
    }
}
