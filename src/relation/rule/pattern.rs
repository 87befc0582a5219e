//! The lower-level form of a rule: a sequence of tokens and mentions.
//!
//! ```text
//! <subject:GPE|FAC> , <object:GPE|LOC>
//! <object:NORP|GPE> 's? city|town of <subject:GPE>
//! ```
//!
//! Elements are separated by blanks. `<role:KIND|KIND>` is a mention bound to `subject`, `object` or a qualifier
//! key (`<:KIND>` binds nothing); `a|b` are words, compared without regard to case, by form; `~lemma` compares the
//! lemma of a word in small letters; a trailing `?` makes an element optional; `*3` skips at most three tokens of
//! the sentence that are no mention and no final punctuation.

use super::kinds::KindSet;
use crate::relation::QualifierKey;

/// What a mention in a pattern stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    Subject,
    Object,
    Qualifier(QualifierKey),
    Unbound,
}

/// One element of a pattern.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Element {
    Mention { role: Role, kinds: KindSet, optional: bool },
    Words { words: Vec<String>, optional: bool },
    Lemmas { lemmas: Vec<String>, optional: bool },
    Skip { most: usize },
}

/// A parsed sequence.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Pattern {
    pub elements: Vec<Element>,
}

impl Pattern {
    /// Reads a sequence; `Err` says what is wrong with which element.
    pub fn parse(source: &str) -> Result<Pattern, String> {
        let elements = source.split_whitespace().map(element).collect::<Result<Vec<_>, _>>()?;
        let binds =
            |role| elements.iter().any(|e| matches!(e, Element::Mention { role: r, .. } if *r == role));
        if !binds(Role::Subject) && !binds(Role::Object) {
            return Err("expected at least one of <subject:…> and <object:…>".into());
        }
        Ok(Pattern { elements })
    }
}

fn element(source: &str) -> Result<Element, String> {
    if let Some(most) = source.strip_prefix('*') {
        let most = most.parse().map_err(|_| format!("expected a number after '*' in '{source}'"))?;
        return Ok(Element::Skip { most });
    }
    let (body, optional) = match source.strip_suffix('?') {
        Some(body) if !body.is_empty() => (body, true),
        _ => (source, false),
    };
    if let Some(inner) = body.strip_prefix('<') {
        return mention(inner, source, optional);
    }
    if let Some(lemmas) = body.strip_prefix('~') {
        return Ok(Element::Lemmas { lemmas: alternatives(lemmas), optional });
    }
    Ok(Element::Words { words: alternatives(body), optional })
}

fn mention(inner: &str, source: &str, optional: bool) -> Result<Element, String> {
    let expected = || format!("expected <role:KIND|KIND> instead of '{source}'");
    let (role, kinds) = inner.strip_suffix('>').and_then(|i| i.split_once(':')).ok_or_else(expected)?;
    let role = match role {
        "subject" => Role::Subject,
        "object" => Role::Object,
        "" => Role::Unbound,
        key => Role::Qualifier(
            QualifierKey::from_name(key).ok_or_else(|| format!("unknown role '{key}' in '{source}'"))?,
        ),
    };
    let kinds = KindSet::parse(&alternatives(kinds))
        .map_err(|kind| format!("unknown kind '{kind}' in '{source}'"))?;
    Ok(Element::Mention { role, kinds, optional })
}

fn alternatives(source: &str) -> Vec<String> {
    source.split('|').map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_reads_its_elements() {
        let pattern = Pattern::parse("<subject:GPE> ,? ~visit *2 <date:DATE>?").expect("a good pattern");
        assert_eq!(pattern.elements.len(), 5);
        assert!(matches!(&pattern.elements[1], Element::Words { words, optional: true } if words == &[","]));
        assert!(matches!(
            &pattern.elements[4],
            Element::Mention { role: Role::Qualifier(QualifierKey::Date), .. }
        ));
    }

    #[test]
    fn a_broken_pattern_says_what_was_expected() {
        assert!(Pattern::parse("<subject GPE>").unwrap_err().contains("expected <role:KIND|KIND>"));
        assert!(Pattern::parse("<colour:GPE>").unwrap_err().contains("unknown role 'colour'"));
        assert!(Pattern::parse("in , at").unwrap_err().contains("<subject:…>"));
    }
}
