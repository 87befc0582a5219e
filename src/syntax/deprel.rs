//! The relations of Universal Dependencies that English treebanks use.

use std::fmt;

/// Declares the enum and its names together, so that neither can miss a relation.
macro_rules! relations {
    ($($variant:ident $name:literal $doc:literal),* $(,)?) => {
        /// A syntactic relation of Universal Dependencies version 2, with English subtypes.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[repr(u8)]
        #[non_exhaustive]
        pub enum Deprel { $(#[doc = $doc] $variant),* }

        impl Deprel {
            /// Every relation, in the order of its discriminant.
            pub const ALL: &[Deprel] = &[$(Deprel::$variant),*];

            /// The name with its subtype, such as `nsubj:pass`.
            pub fn name(self) -> &'static str {
                match self { $(Deprel::$variant => $name),* }
            }
        }
    };
}

relations! {
    Acl "acl" "Clause that modifies a noun, not relative: \"the plan *to leave*\".",
    AclRelcl "acl:relcl" "Relative clause: \"the man who *came*\".",
    Advcl "advcl" "Clause that modifies a verb: \"left when he *came*\".",
    AdvclRelcl "advcl:relcl" "Relative clause that modifies a clause.",
    Advmod "advmod" "Adverb that modifies.",
    Amod "amod" "Adjective that modifies a noun.",
    Appos "appos" "Apposition: \"Xi, the *president*\".",
    Aux "aux" "Auxiliary.",
    AuxPass "aux:pass" "Auxiliary of the passive.",
    Case "case" "Preposition or possessive ending of a nominal.",
    Cc "cc" "Coordinating conjunction.",
    CcPreconj "cc:preconj" "First half of a double conjunction: \"*both* … and\".",
    Ccomp "ccomp" "Clause that is an object, with a subject of its own.",
    Compound "compound" "Noun that modifies a noun.",
    CompoundPrt "compound:prt" "Particle of a phrasal verb: \"step *down*\".",
    Conj "conj" "Later member of a coordination, on its first member.",
    Cop "cop" "Copula.",
    Csubj "csubj" "Clause that is a subject.",
    CsubjOuter "csubj:outer" "Subject clause of a predicate that is itself a clause.",
    CsubjPass "csubj:pass" "Clause that is the subject of a passive.",
    Dep "dep" "Relation that none of the others describes.",
    Det "det" "Determiner.",
    DetPredet "det:predet" "Determiner before a determiner: \"*all* the\".",
    Discourse "discourse" "Interjection or other word of discourse.",
    Dislocated "dislocated" "Nominal outside the clause, taken up in it again.",
    Expl "expl" "Expletive: \"*there* is\".",
    Fixed "fixed" "Later word of a fixed expression: \"because *of*\".",
    Flat "flat" "Later word of a name that has no inner syntax.",
    Goeswith "goeswith" "Later part of a word written apart by mistake.",
    Iobj "iobj" "Indirect object.",
    List "list" "Later member of a list.",
    Mark "mark" "Word that introduces a clause: \"*that*\", \"*to*\".",
    Nmod "nmod" "Nominal that modifies a noun, as a rule with a preposition.",
    NmodDesc "nmod:desc" "Title or description before a name.",
    NmodPoss "nmod:poss" "Possessor.",
    NmodUnmarked "nmod:unmarked" "Nominal that modifies a noun without a preposition.",
    Nsubj "nsubj" "Nominal subject.",
    NsubjOuter "nsubj:outer" "Subject of a predicate that is itself a clause.",
    NsubjPass "nsubj:pass" "Subject of a passive.",
    Nummod "nummod" "Number that modifies a noun.",
    Obj "obj" "Direct object.",
    Obl "obl" "Nominal that modifies a verb, as a rule with a preposition.",
    OblAgent "obl:agent" "Agent of a passive: \"by *him*\".",
    OblUnmarked "obl:unmarked" "Nominal that modifies a verb without a preposition: \"came *Monday*\".",
    Orphan "orphan" "Dependent of a word that was left out.",
    Parataxis "parataxis" "Clause beside a clause, as the speaker of a quotation.",
    Punct "punct" "Punctuation.",
    Reparandum "reparandum" "Word that the speaker took back.",
    Root "root" "Root of the sentence.",
    Vocative "vocative" "Person spoken to.",
    Xcomp "xcomp" "Clause that is an object and takes its subject from outside.",
}

impl Deprel {
    /// The relation of that name; a subtype that English treebanks do not use gives the bare
    /// relation, an unknown relation `None`.
    pub fn from_name(name: &str) -> Option<Deprel> {
        let find = |name: &str| Deprel::ALL.iter().copied().find(|relation| relation.name() == name);
        find(name).or_else(|| find(name.split(':').next().unwrap_or(name)))
    }

    /// The relation of that place in [`Deprel::ALL`].
    pub fn from_index(index: usize) -> Option<Deprel> {
        Deprel::ALL.get(index).copied()
    }

    /// The name without its subtype: `nsubj` for `nsubj:pass`.
    pub fn universal_name(self) -> &'static str {
        self.name().split(':').next().unwrap_or(self.name())
    }

    /// Whether the relation is a nominal subject, active or passive.
    pub fn is_subject(self) -> bool {
        matches!(self, Deprel::Nsubj | Deprel::NsubjPass | Deprel::NsubjOuter)
    }
}

impl fmt::Display for Deprel {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_read_back_and_unknown_subtypes_give_the_bare_relation() {
        for &relation in Deprel::ALL {
            assert_eq!(Deprel::from_name(relation.name()), Some(relation));
            assert_eq!(Deprel::from_index(relation as usize), Some(relation));
        }
        assert_eq!(Deprel::from_name("obl:tmod"), Some(Deprel::Obl));
        assert_eq!(Deprel::from_name("nothing"), None);
    }
}
