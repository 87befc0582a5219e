//! The JSON record of a document, read back.

use super::{FORMAT_VERSION, OPEN_END};
use crate::document::{Document, Offsets, Source};
use crate::entity::{Entity, EntityId, EntityKind, Form, FoundBy, Mention, MentionId, Value};
use crate::error::{Error, Result};
use crate::relation::{
    Argument, Attribution, Codes, Evidence, Fact, Modality, Polarity, Qualifier, QualifierKey, Tense,
};
use crate::span::{Span, TokenRange};
use crate::text::{Quotation, Sentence};
use serde::de::DeserializeOwned;
use serde_json::Value as Json;
use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

impl Document {
    /// Reads a record that [`Document::to_json`] wrote.
    ///
    /// The record holds neither the text nor its tokens, so those are empty, and spans stay in the record's unit,
    /// which [`Document::offsets`] names. Writing the document again gives the same bytes. Keys that the format
    /// does not know are passed over.
    ///
    /// # Errors
    /// When the text is no JSON, is of another format version, lacks a key or has an unexpected value; the
    /// message says where in the record and what was expected there.
    pub fn from_json(json: &str) -> Result<Document> {
        let value: Json = serde_json::from_str(json).map_err(|cause| Error::record(format!("{cause}")))?;
        let root = Node { value: &value, parent: None, step: Step::Key("") };
        let version = root.get("tercet")?;
        if version.value.as_u64() != Some(u64::from(FORMAT_VERSION)) {
            return Err(version.expected(&format!("format version {FORMAT_VERSION}")));
        }
        Reader::new(&root)?.read(&root)
    }
}

/// What references of a record may point at.
struct Reader {
    sentences: u32,
    entities: u32,
    mentions: u32,
}

impl Reader {
    fn new(root: &Node<'_>) -> Result<Reader> {
        let entities = root.get("entities")?;
        let mut mentions = 0;
        for entity in entities.items()? {
            mentions += entity.get("mentions")?.items()?.count();
        }
        let sentences = root.get("sentences")?.items()?.count() as u32;
        Ok(Reader { sentences, entities: entities.items()?.count() as u32, mentions: mentions as u32 })
    }

    fn read(&self, root: &Node<'_>) -> Result<Document> {
        let (mentions, entities) = self.entities(&root.get("entities")?)?;
        Ok(Document {
            source: source(root)?,
            offsets: offsets(&root.get("offsets")?)?,
            sentences: root.get("sentences")?.map(sentence)?,
            quotations: root.get("quotations")?.map(|node| self.quotation(node))?,
            mentions,
            entities,
            facts: root.get("relations")?.map(|node| self.fact(node))?,
            ..Document::default()
        })
    }

    fn entities(&self, list: &Node<'_>) -> Result<(Vec<Mention>, Vec<Entity>)> {
        let mut slots: Vec<Option<Mention>> = vec![None; self.mentions as usize];
        let mut entities = Vec::with_capacity(self.entities as usize);
        for (index, node) in list.items()?.enumerate() {
            let id = EntityId(index as u32);
            if self.entity_id(&node.get("id")?)? != id {
                return Err(node
                    .get("id")?
                    .expected(&format!("\"e{}\", as entities are in order", index + 1)));
            }
            entities.push(self.entity(&node, id, &mut slots)?);
        }
        // As many mentions as slots and none twice: every slot is filled.
        Ok((slots.into_iter().flatten().collect(), entities))
    }

    fn entity(&self, node: &Node<'_>, id: EntityId, slots: &mut [Option<Mention>]) -> Result<Entity> {
        let kind = EntityKind::from_label(node.get("type")?.string()?);
        let mut mentions = Vec::new();
        for mention in node.get("mentions")?.items()? {
            let number = self.mention_id(&mention.get("id")?)?;
            let slot = &mut slots[number.index()];
            if slot.is_some() {
                return Err(mention.get("id")?.expected("an id that no other mention has"));
            }
            *slot = Some(self.mention(&mention, id, kind.clone())?);
            mentions.push(number);
        }
        Ok(Entity {
            name: node.get("name")?.string()?.to_owned(),
            kind,
            aliases: node.get("aliases")?.map(|alias| Ok(alias.string()?.to_owned()))?,
            links: node.get("links")?.map(|link| Ok(link.string()?.to_owned()))?,
            mentions,
        })
    }

    fn mention(&self, node: &Node<'_>, entity: EntityId, kind: EntityKind) -> Result<Mention> {
        Ok(Mention {
            span: span(node)?,
            tokens: TokenRange::default(),
            sentence: self.sentence_index(&node.get("sentence")?)?,
            kind,
            form: node.get("form")?.choice::<Form>("name, nominal or pronoun")?,
            text: node.get("text")?.string()?.to_owned(),
            entity: Some(entity),
            by: found_by(&node.get("by")?)?,
            why: node.get("why")?.optional(|n| Ok(Cow::Owned(n.string()?.to_owned())))?,
            value: None,
            link: None,
        })
    }

    fn fact(&self, node: &Node<'_>) -> Result<Fact> {
        Ok(Fact {
            id: node.get("id")?.string()?.to_owned(),
            predicate: node.get("predicate")?.shared()?,
            subject: node.get("subject")?.optional(|n| self.argument(n))?,
            object: node.get("object")?.optional(|n| self.argument(n))?,
            qualifiers: node.get("qualifiers")?.map(|n| self.qualifier(n))?,
            polarity: node.get("polarity")?.choice::<Polarity>("positive or negative")?,
            modality: node.get("modality")?.choice::<Modality>("actual, expected or possible")?,
            tense: node.get("tense")?.choice::<Tense>("past, present or future")?,
            attribution: node.get("attribution")?.optional(|n| self.attribution(n))?,
            evidence: node.get("evidence")?.map(|n| self.evidence(n))?,
            codes: codes(&node.get("codes")?)?,
            confidence: probability(&node.get("confidence")?)?,
            derived: flag(node, "derived")?,
            open: flag(node, "open")?,
        })
    }

    fn argument(&self, node: &Node<'_>) -> Result<Argument> {
        match node.value {
            Json::String(_) => Ok(Argument::Entity(self.entity_id(node)?)),
            Json::Object(_) => {
                let text = node.get("text")?.string()?.to_owned();
                Ok(Argument::Literal { text, span: span(node)? })
            }
            _ => Err(node.expected("an entity id, an object with text, start and end, or null")),
        }
    }

    fn qualifier(&self, node: &Node<'_>) -> Result<Qualifier> {
        let key = node.get("key")?;
        Ok(Qualifier {
            key: QualifierKey::from_name(key.string()?).ok_or_else(|| key.expected("a qualifier key"))?,
            text: node.get("text")?.string()?.to_owned(),
            span: span(node)?,
            value: self.value(&node.get("value")?)?,
        })
    }

    fn value(&self, node: &Node<'_>) -> Result<Value> {
        let has = |key| node.value.get(key).is_some();
        let text = |key| Ok(node.get(key)?.string()?.to_owned());
        let end = |key| Ok(Some(text(key)?).filter(|end| end != OPEN_END));
        if has("number") {
            Ok(Value::Number(node.get("number")?.number()?))
        } else if has("from") {
            Ok(Value::Interval { from: end("from")?, to: end("to")? })
        } else if has("amount") {
            Ok(Value::Money { amount: node.get("amount")?.number()?, currency: text("currency")? })
        } else if has("quantity") {
            Ok(Value::Quantity { quantity: node.get("quantity")?.number()?, unit: text("unit")? })
        } else if has("entity") {
            Ok(Value::Entity(self.entity_id(&node.get("entity")?)?))
        } else if node.value.get("flag") == Some(&Json::Bool(true)) {
            Ok(Value::Flag)
        } else if has("text") {
            Ok(Value::Text(text("text")?))
        } else {
            Err(node.expected("an object with number, from and to, amount, quantity, entity, flag or text"))
        }
    }

    fn attribution(&self, node: &Node<'_>) -> Result<Attribution> {
        Ok(Attribution {
            source: self.entity_id(&node.get("source")?)?,
            cue: node.get("cue")?.string()?.to_owned(),
            span: span(node)?,
        })
    }

    fn evidence(&self, node: &Node<'_>) -> Result<Evidence> {
        Ok(Evidence {
            sentence: self.sentence_index(&node.get("sentence")?)?,
            span: span(node)?,
            trigger: span(&node.get("trigger")?)?,
            subject: node.get("subject")?.optional(|n| self.mention_id(n))?,
            object: node.get("object")?.optional(|n| self.mention_id(n))?,
            rule: node.get("rule")?.shared()?,
        })
    }

    fn quotation(&self, node: &Node<'_>) -> Result<Quotation> {
        Ok(Quotation {
            span: span(node)?,
            tokens: TokenRange::default(),
            depth: 0,
            speaker: Some(self.entity_id(&node.get("speaker")?)?),
            mention: None,
            cue: node.get("cue")?.optional(|n| Ok(n.string()?.to_owned()))?,
        })
    }

    fn entity_id(&self, node: &Node<'_>) -> Result<EntityId> {
        node.id('e', self.entities).map(EntityId)
    }

    fn mention_id(&self, node: &Node<'_>) -> Result<MentionId> {
        node.id('m', self.mentions).map(MentionId)
    }

    fn sentence_index(&self, node: &Node<'_>) -> Result<u32> {
        let index = node.offset()?;
        if index >= self.sentences {
            return Err(node.expected(&format!("the index of one of {} sentences", self.sentences)));
        }
        Ok(index)
    }
}

fn source(root: &Node<'_>) -> Result<Source> {
    let text = |node: &Node<'_>| Ok(node.string()?.to_owned());
    // Of these two the key may be missing.
    let passed = |key| match root.value.get(key) {
        Some(_) => root.get(key)?.optional(text),
        None => Ok(None),
    };
    let date = |node: &Node<'_>| node.string()?.parse().map_err(|_| node.expected("a date YYYY-MM-DD"));
    Ok(Source {
        id: root.get("id")?.string()?.to_owned(),
        date: root.get("date")?.optional(date)?,
        source: root.get("source")?.optional(text)?,
        url: passed("url")?,
        title: passed("title")?,
    })
}

fn offsets(node: &Node<'_>) -> Result<Offsets> {
    Offsets::from_name(node.string()?).ok_or_else(|| node.expected("byte, char or utf16"))
}

fn sentence(node: &Node<'_>) -> Result<Sentence> {
    Ok(Sentence { span: span(node)?, tokens: TokenRange::default(), headline: false })
}

fn span(node: &Node<'_>) -> Result<Span> {
    let (start, end) = (node.get("start")?.offset()?, node.get("end")?.offset()?);
    if start > end {
        return Err(node.get("end")?.expected(&format!("an offset not before the start {start}")));
    }
    Ok(Span { start, end })
}

fn found_by(node: &Node<'_>) -> Result<FoundBy> {
    match node.string()?.split_once(':') {
        Some(("list", file)) => Ok(FoundBy::List(file.into())),
        Some(("rule", name)) => Ok(FoundBy::Rule(Cow::Owned(name.to_owned()))),
        None if node.value == "model" => Ok(FoundBy::Model),
        _ => Err(node.expected("list:FILE, model or rule:NAME")),
    }
}

fn codes(node: &Node<'_>) -> Result<Codes> {
    let shared = |node: &Node<'_>| node.shared();
    let code = |key| node.get(key)?.optional(shared);
    Ok(Codes { plover: code("plover")?, cameo: code("cameo")?, wikidata: code("wikidata")? })
}

fn probability(node: &Node<'_>) -> Result<f64> {
    let number = node.number()?;
    if (0.0..=1.0).contains(&number) { Ok(number) } else { Err(node.expected("a number from 0 to 1")) }
}

fn flag(node: &Node<'_>, key: &'static str) -> Result<bool> {
    match node.value.get(key) {
        None => Ok(false),
        Some(Json::Bool(flag)) => Ok(*flag),
        Some(_) => Err(node.get(key)?.expected("true or false")),
    }
}

/// A value with its place in the record, which is only spelt out for an error.
struct Node<'a> {
    value: &'a Json,
    parent: Option<&'a Node<'a>>,
    step: Step,
}

/// How a node is reached from its parent.
#[derive(Clone, Copy)]
enum Step {
    Key(&'static str),
    Item(usize),
}

impl Node<'_> {
    fn get(&self, key: &'static str) -> Result<Node<'_>> {
        match self.value {
            Json::Object(map) => match map.get(key) {
                Some(value) => Ok(Node { value, parent: Some(self), step: Step::Key(key) }),
                None => Err(self.error(&format!("expected the key '{key}', which is missing"))),
            },
            _ => Err(self.expected(&format!("an object with the key '{key}'"))),
        }
    }

    fn items(&self) -> Result<impl Iterator<Item = Node<'_>>> {
        let list = self.value.as_array().ok_or_else(|| self.expected("a list"))?;
        let node = |(i, value)| Node { value, parent: Some(self), step: Step::Item(i) };
        Ok(list.iter().enumerate().map(node))
    }

    fn map<T>(&self, read: impl Fn(&Node<'_>) -> Result<T>) -> Result<Vec<T>> {
        self.items()?.map(|node| read(&node)).collect()
    }

    fn optional<T>(&self, read: impl FnOnce(&Node<'_>) -> Result<T>) -> Result<Option<T>> {
        if self.value.is_null() { Ok(None) } else { read(self).map(Some) }
    }

    fn string(&self) -> Result<&str> {
        self.value.as_str().ok_or_else(|| self.expected("a string"))
    }

    fn shared(&self) -> Result<Arc<str>> {
        self.string().map(Arc::from)
    }

    fn number(&self) -> Result<f64> {
        self.value.as_f64().filter(|n| n.is_finite()).ok_or_else(|| self.expected("a number"))
    }

    fn offset(&self) -> Result<u32> {
        let number = self.value.as_u64().and_then(|n| u32::try_from(n).ok());
        number.ok_or_else(|| self.expected("a whole number from 0 to 4294967295"))
    }

    fn choice<T: DeserializeOwned>(&self, choices: &str) -> Result<T> {
        T::deserialize(self.value).map_err(|_| self.expected(choices))
    }

    /// The index behind an id such as "e1", of which there are `count`.
    fn id(&self, letter: char, count: u32) -> Result<u32> {
        let number = self.value.as_str().and_then(|id| id.strip_prefix(letter));
        // Only the spelling that is written is read, or "e01" would name the same entity.
        let number = number.filter(|n| !n.starts_with(['0', '+'])).and_then(|n| n.parse::<u32>().ok());
        match number {
            Some(number) if (1..=count).contains(&number) => Ok(number - 1),
            _ => Err(self.expected(&format!("an id from {letter}1 to {letter}{count}"))),
        }
    }

    fn expected(&self, what: &str) -> Error {
        self.error(&format!("expected {what}, found {}", Found(self.value)))
    }

    fn error(&self, message: &str) -> Error {
        match self.path().trim_start_matches('.') {
            "" => Error::record(message),
            path => Error::record(format!("{path}: {message}")),
        }
    }

    fn path(&self) -> String {
        let before = self.parent.map(Node::path).unwrap_or_default();
        match self.step {
            Step::Key("") => before,
            Step::Key(key) => format!("{before}.{key}"),
            Step::Item(index) => format!("{before}[{index}]"),
        }
    }
}

/// A short description of a value for an error message.
struct Found<'a>(&'a Json);

impl fmt::Display for Found<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Json::String(text) if text.chars().count() > 40 => {
                write!(f, "\"{}…\"", text.chars().take(40).collect::<String>().escape_debug())
            }
            Json::Array(_) => f.write_str("a list"),
            Json::Object(_) => f.write_str("an object"),
            small => write!(f, "{small}"),
        }
    }
}
