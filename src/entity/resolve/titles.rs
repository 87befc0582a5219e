//! Titles that stand with a name of a person: which office, of which country, and the gender they tell.

use super::fold::fold;
use super::lexicon::{Gender, Lexicon};
use crate::entity::{EntityKind, Form, Mention};
use crate::text::Text;

/// A title as the text gives it to one mention of a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Office {
    /// The title, folded: "foreign minister".
    pub title: String,
    /// The mention of the country or organisation whose office it is.
    pub of: Option<u32>,
}

/// The titles of all mentions of a document.
#[derive(Clone, Debug, Default)]
pub(super) struct Titles {
    offices: Vec<Vec<Office>>,
    genders: Vec<Gender>,
}

impl Titles {
    /// Reads the titles that stand before ("Russian President Vladimir Putin", "Mr. Putin") or after the names of
    /// persons ("Zhang Hanhui, the Chinese ambassador to Russia,").
    pub(super) fn find(text: Text<'_>, mentions: &[Mention], lexicon: &Lexicon) -> Titles {
        let mut titles = Titles::default();
        for (index, mention) in mentions.iter().enumerate() {
            titles.offices.push(Vec::new());
            titles.genders.push(Gender::Unknown);
            if mention.kind == EntityKind::Person && mention.form == Form::Name {
                let reader = Reader { text, mentions, lexicon };
                reader.before(index, &mut titles);
                reader.after(index, &mut titles);
            }
        }
        titles
    }

    /// The offices that the text gives to a mention.
    pub(super) fn offices(&self, mention: usize) -> &[Office] {
        self.offices.get(mention).map_or(&[], Vec::as_slice)
    }

    /// The gender that the titles of a mention tell.
    pub(super) fn gender(&self, mention: usize) -> Gender {
        self.genders.get(mention).copied().unwrap_or_default()
    }

    /// Marks the key of a lone surname with what tells two bearers apart: gender, or a minister's portfolio.
    pub(super) fn mark(&self, mention: usize, key: &mut String) {
        match self.gender(mention) {
            Gender::Male => key.push_str("\tm"),
            Gender::Female => key.push_str("\tf"),
            Gender::Unknown => {}
        }
        if let Some(office) = self.offices(mention).iter().find(|office| is_portfolio(&office.title)) {
            key.push('\t');
            key.push_str(&office.title);
        }
    }

    fn note(&mut self, mention: usize, title: String, of: Option<u32>, lexicon: &Lexicon) {
        self.genders[mention] = self.genders[mention].or(lexicon.gender_of_title(&title));
        if !lexicon.has("address", &title) {
            self.offices[mention].push(Office { title, of });
        }
    }
}

/// Whether a title names one of several offices of the same rank: "foreign minister", not "minister" or "president".
pub(super) fn is_portfolio(title: &str) -> bool {
    title != "prime minister" && (title.ends_with(" minister") || title.ends_with(" secretary"))
}

/// Whether one of two lists of offices holds a portfolio that the other contradicts.
pub(super) fn offices_conflict(a: &[Office], b: &[Office]) -> bool {
    let (mut a, mut b) = (portfolios(a).peekable(), portfolios(b).peekable());
    match (a.peek(), b.peek()) {
        (Some(_), Some(_)) => {
            let b: Vec<&str> = b.collect();
            !a.any(|title| b.contains(&title))
        }
        _ => false,
    }
}

fn portfolios(offices: &[Office]) -> impl Iterator<Item = &str> {
    offices.iter().map(|office| office.title.as_str()).filter(|title| is_portfolio(title))
}

struct Reader<'a> {
    text: Text<'a>,
    mentions: &'a [Mention],
    lexicon: &'a Lexicon,
}

impl Reader<'_> {
    /// "Chinese President Xi", "Mr. Putin", "China's Foreign Ministry spokesperson, Lin Jian,".
    fn before(&self, index: usize, titles: &mut Titles) {
        let start = self.mentions[index].tokens.start as usize;
        if start == 0 {
            return;
        }
        let comma = self.text.word(start - 1) == ",";
        let end = if comma { start - 1 } else { start };
        let previous = index.checked_sub(1).map(|at| &self.mentions[at]);
        match previous {
            Some(title)
                if title.kind == EntityKind::Title
                    && title.tokens.end as usize == end
                    && (!comma || self.appositive_opens(index - 1)) =>
            {
                titles.note(index, fold(&title.text), self.owner_before(index - 1), self.lexicon);
            }
            _ if !comma => {
                let word = fold(self.text.word(start - 1));
                if self.lexicon.gender_of_title(&word) != Gender::Unknown {
                    titles.note(index, word, None, self.lexicon);
                }
            }
            _ => {}
        }
    }

    /// A title before a comma belongs to the name behind it only if no name stands before: "the spokesperson, Lin
    /// Jian," but not "met Wang Yi, the foreign minister, Lin Jian and others".
    fn appositive_opens(&self, title: usize) -> bool {
        let start = self.mentions[title].tokens.start;
        let near = self.mentions[..title].iter().rev().take_while(|m| m.tokens.end + 6 > start);
        !near.take(6).any(|m| {
            let next = self.text.tokens.get(m.tokens.end as usize);
            m.kind == EntityKind::Person && next.is_some_and(|token| token.span.slice(self.text.text) == ",")
        })
    }

    /// The country or organisation right before a title: "Chinese President", "China's Foreign Minister".
    fn owner_before(&self, title: usize) -> Option<u32> {
        let mention = self.mentions.get(title.checked_sub(1)?)?;
        let gap = mention.tokens.end as usize..self.mentions[title].tokens.start as usize;
        let near = gap.len() <= 2 && gap.clone().all(|token| self.is_modifier(token));
        (near && mention.kind != EntityKind::Person && mention.kind.is_name()).then_some(title as u32 - 1)
    }

    /// "Zhang Hanhui, the Chinese ambassador to Russia, stated".
    fn after(&self, index: usize, titles: &mut Titles) {
        let end = self.mentions[index].tokens.end as usize;
        if self.text.tokens.len() <= end + 1 || self.text.word(end) != "," {
            return;
        }
        for (at, title) in self.mentions.iter().enumerate().skip(index + 1).take(3) {
            let gap = end + 1..title.tokens.start as usize;
            if gap.len() > 5
                || gap.clone().any(|t| matches!(self.text.word(t), "," | "." | "and" | "who" | "said"))
            {
                return;
            }
            match title.kind {
                EntityKind::Title => {
                    let name_follows = self
                        .mentions
                        .get(at + 1)
                        .is_some_and(|m| m.kind == EntityKind::Person && m.tokens.start == title.tokens.end);
                    if !name_follows {
                        let owner = self.owner_before(at).filter(|&owner| owner as usize > index);
                        titles.note(
                            index,
                            fold(&title.text),
                            owner.or_else(|| self.owner_after(at)),
                            self.lexicon,
                        );
                    }
                    return;
                }
                EntityKind::Person => return,
                _ => {}
            }
        }
    }

    /// "president of France".
    fn owner_after(&self, title: usize) -> Option<u32> {
        let owner = self.mentions.get(title + 1)?;
        let gap = self.mentions[title].tokens.end as usize..owner.tokens.start as usize;
        let of = matches!(gap.len(), 1 | 2) && self.text.word(gap.start) == "of";
        (of && owner.kind.is_name() && owner.kind != EntityKind::Person).then_some(title as u32 + 1)
    }

    fn is_modifier(&self, token: usize) -> bool {
        let word = self.text.word(token);
        matches!(word, "’s" | "'s" | "'" | "’")
            || word.chars().all(char::is_lowercase) && !self.lexicon.has("function", word)
    }
}
