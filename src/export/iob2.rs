//! Names as one token a line with its tag, as name taggers are trained and scored.

use super::offsets::one_line;
use crate::document::Document;
use crate::entity::{Form, Mention};

impl Document {
    /// The tokens of the sentences, one a line with a tag: `B-` and `I-` with the kind for the first and the other
    /// tokens of a name, `O` for the rest; an empty line after each sentence.
    ///
    /// Only mentions that are names, numbers or times and that `wanted` accepts are shown. Where two overlap the one that
    /// begins first counts, of those the longest.
    pub fn to_iob2(&self, wanted: impl Fn(&Mention) -> bool) -> String {
        let names: Vec<&Mention> =
            self.mentions.iter().filter(|m| m.form == Form::Name && wanted(m)).collect();
        let tags = self.tags(names);
        let mut out = format!("# id = {}\n", one_line(&self.source.id));
        for sentence in &self.sentences {
            for token in sentence.tokens.range() {
                let word = self.slice(self.tokens[token].span);
                let line = match tags[token] {
                    Some((mention, true)) => format!("{word}\tB-{}\n", mention.kind),
                    Some((mention, false)) => format!("{word}\tI-{}\n", mention.kind),
                    None => format!("{word}\tO\n"),
                };
                out.push_str(&line);
            }
            out.push('\n');
        }
        out
    }

    /// For each token the mention it belongs to and whether it is its first token.
    fn tags<'a>(&self, mut names: Vec<&'a Mention>) -> Vec<Option<(&'a Mention, bool)>> {
        names.sort_by_key(|m| (m.tokens.start, std::cmp::Reverse(m.tokens.end)));
        let mut tags = vec![None; self.tokens.len()];
        let mut free = 0;
        for mention in names {
            if mention.tokens.start >= free {
                free = mention.tokens.end;
                for token in mention.tokens.range() {
                    tags[token] = Some((mention, token == mention.tokens.range().start));
                }
            }
        }
        tags
    }
}
