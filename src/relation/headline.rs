//! Finds the verb of a sentence that was tagged without one.
//!
//! News in the present tense ("Kenya warns of reprisals", "A strong earthquake hits Nepal") looks to a tagger trained
//! on other prose like a string of nouns. Where the tree has no verb on top, the first word that can be the verb of a
//! rule is taken for it.

use crate::syntax::{Deprel, Tag, Tree, Upos, Xpos, lemma};

/// Tags that the verb of a headline is mistaken for.
const MISTAKEN: [&str; 6] = ["NNS", "NN", "VBN", "JJ", "NNP", "NNPS"];

/// Retags the word that should be the sentence's verb; `false` when the sentence has one or no word can be it.
pub(crate) fn find_verb(tree: &Tree, words: &[&str], tags: &mut [Tag], verbs: &dyn Fn(&str) -> bool) -> bool {
    let Some(root) = tree.root().filter(|_| words.len() > 3) else { return false };
    if is_predicate(tree, root) {
        return false;
    }
    let mut nominal = false;
    for node in 0..tree.len() as u32 {
        let word = tree.node(node).tokens.end as usize - 1;
        let tag = tree.node(node).tag();
        let mistaken = nominal && !tree.node(node).name && MISTAKEN.contains(&tag.xpos.name());
        if let Some(tag) = mistaken.then(|| as_verb(words[word], verbs)).flatten() {
            tags[word] = tag;
            return true;
        }
        // A subject has to stand before the verb.
        nominal |= matches!(tag.upos, Upos::Propn | Upos::Noun | Upos::Pron)
            && tree.relation(node) != Deprel::NmodPoss;
    }
    false
}

/// Whether a node is a verb or has a copula.
fn is_predicate(tree: &Tree, node: u32) -> bool {
    let finite =
        |n: u32| matches!(tree.node(n).upos, Upos::Verb | Upos::Aux) && tree.node(n).xpos != Xpos::VBN;
    finite(node)
        || tree.child_with(node, Deprel::Cop).is_some()
        || tree.child_with(node, Deprel::AuxPass).is_some()
        || tree.child_with(node, Deprel::Aux).is_some()
        || tree.children_with(node, Deprel::Parataxis).any(finite)
}

/// The tag of a word as a finite verb in the third person or the past, if its lemma is a verb of a rule.
fn as_verb(word: &str, verbs: &dyn Fn(&str) -> bool) -> Option<Tag> {
    if !word.bytes().all(|b| b.is_ascii_lowercase()) || word.len() < 3 {
        return None;
    }
    let third = Tag { upos: Upos::Verb, xpos: Xpos::VBZ };
    let past = Tag { upos: Upos::Verb, xpos: Xpos::VBD };
    let changed = |tag: Tag| lemma(word, tag) != word && verbs(&lemma(word, tag));
    if word.ends_with('s') && !word.ends_with("ss") && changed(third) {
        return Some(third);
    }
    changed(past).then_some(past)
}

#[cfg(test)]
mod tests {
    use crate::Extractor;

    #[test]
    fn a_present_tense_headline_has_a_verb() {
        let extractor = Extractor::new();
        for text in
            ["Kenya warns of reprisals after the raids.", "The United Nations orders Morocco to leave."]
        {
            assert!(!extractor.extract(text).facts.is_empty(), "{text}");
        }
    }
}
