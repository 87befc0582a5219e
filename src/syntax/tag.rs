//! Part-of-speech tags: the 17 universal ones (UPOS) and those of the Penn Treebank (XPOS).

use std::fmt;

/// A universal part of speech, as Universal Dependencies version 2 defines it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum Upos {
    /// Adjective.
    Adj,
    /// Adposition: prepositions, and particles of phrasal verbs.
    Adp,
    /// Adverb.
    Adv,
    /// Auxiliary verb, modal or copula.
    Aux,
    /// Coordinating conjunction.
    Cconj,
    /// Determiner.
    Det,
    /// Interjection.
    Intj,
    /// Common noun.
    Noun,
    /// Numeral.
    Num,
    /// Particle: infinitive "to", "not", possessive "'s".
    Part,
    /// Pronoun.
    Pron,
    /// Proper noun.
    Propn,
    /// Punctuation.
    Punct,
    /// Subordinating conjunction.
    Sconj,
    /// Symbol.
    Sym,
    /// Verb.
    Verb,
    /// Anything else: foreign words, list markers.
    X,
}

impl Upos {
    /// Every tag, in the order of its discriminant.
    pub const ALL: [Upos; 17] = [
        Upos::Adj,
        Upos::Adp,
        Upos::Adv,
        Upos::Aux,
        Upos::Cconj,
        Upos::Det,
        Upos::Intj,
        Upos::Noun,
        Upos::Num,
        Upos::Part,
        Upos::Pron,
        Upos::Propn,
        Upos::Punct,
        Upos::Sconj,
        Upos::Sym,
        Upos::Verb,
        Upos::X,
    ];

    /// The name Universal Dependencies gives the tag, such as `PROPN`.
    pub fn name(self) -> &'static str {
        const NAMES: [&str; 17] = [
            "ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN",
            "PUNCT", "SCONJ", "SYM", "VERB", "X",
        ];
        NAMES[self as usize]
    }

    /// The tag of that name, or `None` when Universal Dependencies has no such tag.
    pub fn from_name(name: &str) -> Option<Upos> {
        Upos::ALL.into_iter().find(|tag| tag.name() == name)
    }

    /// Whether the tag is one of content words' nouns: common noun, proper noun, pronoun or number.
    pub fn is_nominal(self) -> bool {
        matches!(self, Upos::Noun | Upos::Propn | Upos::Pron | Upos::Num)
    }
}

impl fmt::Display for Upos {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}

/// The tags of the Penn Treebank with the additions of the English Web Treebank, sorted.
const XPOS_NAMES: [&str; 50] = [
    "$", "''", ",", "-LRB-", "-RRB-", ".", ":", "ADD", "AFX", "CC", "CD", "DT", "EX", "FW", "GW", "HYPH",
    "IN", "JJ", "JJR", "JJS", "LS", "MD", "NFP", "NN", "NNP", "NNPS", "NNS", "PDT", "POS", "PRP", "PRP$",
    "RB", "RBR", "RBS", "RP", "SYM", "TO", "UH", "VB", "VBD", "VBG", "VBN", "VBP", "VBZ", "WDT", "WP", "WP$",
    "WRB", "XX", "``",
];

/// A Penn Treebank tag, as English treebanks of Universal Dependencies use it in the XPOS column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Xpos(u8);

impl Xpos {
    /// Cardinal number.
    pub const CD: Xpos = Xpos(10);
    /// Modal.
    pub const MD: Xpos = Xpos(21);
    /// Singular common noun.
    pub const NN: Xpos = Xpos(23);
    /// Singular proper noun.
    pub const NNP: Xpos = Xpos(24);
    /// Possessive ending.
    pub const POS: Xpos = Xpos(28);
    /// Base form of a verb.
    pub const VB: Xpos = Xpos(38);
    /// Past tense.
    pub const VBD: Xpos = Xpos(39);
    /// Gerund or present participle.
    pub const VBG: Xpos = Xpos(40);
    /// Past participle.
    pub const VBN: Xpos = Xpos(41);
    /// Present tense, not third person singular.
    pub const VBP: Xpos = Xpos(42);
    /// Present tense, third person singular.
    pub const VBZ: Xpos = Xpos(43);
    /// How many tags there are.
    pub const COUNT: usize = XPOS_NAMES.len();

    /// The name of the tag, such as `NNP`.
    pub fn name(self) -> &'static str {
        XPOS_NAMES[self.0 as usize]
    }

    /// The tag of that name, or `None` when no English treebank has such a tag.
    pub fn from_name(name: &str) -> Option<Xpos> {
        XPOS_NAMES.binary_search(&name).ok().map(|at| Xpos(at as u8))
    }

    /// The place of the tag in the sorted list of names, below [`Xpos::COUNT`].
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

impl fmt::Display for Xpos {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}

/// What the tagger says of one word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Tag {
    /// Universal part of speech.
    pub upos: Upos,
    /// Penn Treebank tag.
    pub xpos: Xpos,
}

impl Tag {
    /// The tag of a name: singular proper noun.
    pub const NAME: Tag = Tag { upos: Upos::Propn, xpos: Xpos::NNP };

    /// Whether the word is a finite or non-finite verb that carries meaning (no auxiliary).
    pub fn is_verb(self) -> bool {
        self.upos == Upos::Verb
    }

    /// A number that is different for each tag, below 1024.
    pub fn code(self) -> u16 {
        (self.upos as u16) << 6 | u16::from(self.xpos.0)
    }
}

impl fmt::Display for Tag {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}/{}", self.upos, self.xpos)
    }
}

impl std::str::FromStr for Tag {
    type Err = UnknownTag;

    /// Reads `UPOS/XPOS`, such as `NOUN/NNS`.
    fn from_str(text: &str) -> Result<Tag, UnknownTag> {
        let (upos, xpos) = text.split_once('/').ok_or(UnknownTag)?;
        Ok(Tag {
            upos: Upos::from_name(upos).ok_or(UnknownTag)?,
            xpos: Xpos::from_name(xpos).ok_or(UnknownTag)?,
        })
    }
}

/// The text is not the name of a tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnknownTag;

impl fmt::Display for UnknownTag {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("expected a tag such as `NOUN/NNS`")
    }
}

impl std::error::Error for UnknownTag {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_tag_has_a_name_that_reads_back() {
        for upos in Upos::ALL {
            assert_eq!(Upos::from_name(upos.name()), Some(upos));
        }
        for at in 0..Xpos::COUNT {
            let tag = Xpos(at as u8);
            assert_eq!(Xpos::from_name(tag.name()), Some(tag));
        }
        assert!(XPOS_NAMES.is_sorted());
    }

    #[test]
    fn constants_name_what_they_say() {
        let named = [
            (Xpos::CD, "CD"),
            (Xpos::MD, "MD"),
            (Xpos::NN, "NN"),
            (Xpos::NNP, "NNP"),
            (Xpos::POS, "POS"),
            (Xpos::VB, "VB"),
            (Xpos::VBD, "VBD"),
            (Xpos::VBG, "VBG"),
            (Xpos::VBN, "VBN"),
            (Xpos::VBP, "VBP"),
            (Xpos::VBZ, "VBZ"),
        ];
        for (tag, name) in named {
            assert_eq!(tag.name(), name);
        }
    }
}
