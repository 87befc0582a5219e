//! The JSON record of a document, written. `docs/schema/document.schema.json` describes it.
//!
//! The keys stand in a fixed order and are always there. `url` and `title` alone appear only where the input
//! had them. Mentions that belong to no entity (titles) and quotations without a known speaker are left out.

use super::{FORMAT_VERSION, OffsetMap};
use crate::document::{Document, Offsets};
use crate::entity::{Entity, EntityId, Form, FoundBy, MentionId, Value};
use crate::relation::{Argument, Attribution, Evidence, Fact, Modality, Polarity, Qualifier, Tense};
use crate::span::Span;
use serde::{Serialize, Serializer};

impl Document {
    /// The document as one line of JSON, without a line break at its end.
    ///
    /// Spans are converted to `offsets`; a document that was read from JSON has no text to count in and keeps
    /// the unit it was written with.
    pub fn to_json(&self, offsets: Offsets) -> String {
        serde_json::to_string(&Writer::new(self, offsets).record()).expect(INFALLIBLE)
    }

    /// The same record over several indented lines, without a line break at its end.
    pub fn to_json_pretty(&self, offsets: Offsets) -> String {
        serde_json::to_string_pretty(&Writer::new(self, offsets).record()).expect(INFALLIBLE)
    }
}

const INFALLIBLE: &str = "a record has only strings for keys, and writing to memory does not fail";

#[derive(Serialize)]
struct Record<'a> {
    tercet: u32,
    id: &'a str,
    date: Option<String>,
    source: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'a str>,
    offsets: &'static str,
    sentences: Vec<Place>,
    entities: Vec<EntityRecord<'a>>,
    relations: Vec<FactRecord<'a>>,
    quotations: Vec<QuotationRecord<'a>>,
}

#[derive(Serialize)]
struct Place {
    start: u32,
    end: u32,
}

#[derive(Serialize)]
struct EntityRecord<'a> {
    id: Id,
    name: &'a str,
    #[serde(rename = "type")]
    kind: &'a str,
    links: &'a [String],
    aliases: &'a [String],
    mentions: Vec<MentionRecord<'a>>,
}

#[derive(Serialize)]
struct MentionRecord<'a> {
    id: Option<Id>,
    start: u32,
    end: u32,
    text: &'a str,
    form: Form,
    sentence: u32,
    by: By<'a>,
    why: Option<&'a str>,
}

#[derive(Serialize)]
struct FactRecord<'a> {
    id: &'a str,
    predicate: &'a str,
    subject: Option<ArgumentRecord<'a>>,
    object: Option<ArgumentRecord<'a>>,
    qualifiers: Vec<QualifierRecord<'a>>,
    polarity: Polarity,
    modality: Modality,
    tense: Tense,
    attribution: Option<AttributionRecord<'a>>,
    evidence: Vec<EvidenceRecord<'a>>,
    codes: CodesRecord<'a>,
    confidence: Number,
    #[serde(skip_serializing_if = "is_false")]
    derived: bool,
    #[serde(skip_serializing_if = "is_false")]
    open: bool,
}

#[derive(Serialize)]
#[serde(untagged)]
enum ArgumentRecord<'a> {
    Entity(Id),
    Literal { text: &'a str, start: u32, end: u32 },
}

#[derive(Serialize)]
struct QualifierRecord<'a> {
    key: &'static str,
    text: &'a str,
    value: ValueRecord<'a>,
    start: u32,
    end: u32,
}

#[derive(Serialize)]
#[serde(untagged)]
enum ValueRecord<'a> {
    Number { number: Number },
    Interval { from: &'a str, to: &'a str },
    Money { amount: Number, currency: &'a str },
    Quantity { quantity: Number, unit: &'a str },
    Entity { entity: Id },
    Flag { flag: bool },
    Text { text: &'a str },
}

#[derive(Serialize)]
struct AttributionRecord<'a> {
    source: Id,
    cue: &'a str,
    start: u32,
    end: u32,
}

#[derive(Serialize)]
struct EvidenceRecord<'a> {
    sentence: u32,
    start: u32,
    end: u32,
    trigger: Place,
    subject: Option<Id>,
    object: Option<Id>,
    rule: &'a str,
}

#[derive(Serialize)]
struct CodesRecord<'a> {
    plover: Option<&'a str>,
    cameo: Option<&'a str>,
    wikidata: Option<&'a str>,
}

#[derive(Serialize)]
struct QuotationRecord<'a> {
    speaker: Id,
    cue: Option<&'a str>,
    start: u32,
    end: u32,
}

/// `e1` or `m1`: a letter and a number counted from 1.
#[derive(Clone, Copy)]
struct Id(char, u32);

impl Serialize for Id {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&format_args!("{}{}", self.0, self.1))
    }
}

/// A number written without a needless decimal point.
struct Number(f64);

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        /// Whole numbers up to here are exact in 64 bits of floating point.
        const EXACT: f64 = 9_007_199_254_740_992.0;
        if self.0.fract() == 0.0 && self.0.abs() <= EXACT {
            serializer.serialize_i64(self.0 as i64)
        } else {
            serializer.serialize_f64(self.0)
        }
    }
}

/// `list:FILE`, `model` or `rule:NAME`.
struct By<'a>(&'a FoundBy);

impl Serialize for By<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            FoundBy::List(file) => serializer.collect_str(&format_args!("list:{file}")),
            FoundBy::Model => serializer.serialize_str("model"),
            FoundBy::Rule(name) => serializer.collect_str(&format_args!("rule:{name}")),
        }
    }
}

fn is_false(flag: &bool) -> bool {
    !flag
}

/// Builds the record of one document.
struct Writer<'a> {
    document: &'a Document,
    unit: Offsets,
    map: OffsetMap<'a>,
    /// Number in the output of each mention of the document, from 1; mentions of no entity have none.
    numbers: Vec<Option<u32>>,
}

impl<'a> Writer<'a> {
    fn new(document: &'a Document, offsets: Offsets) -> Writer<'a> {
        // Without its text the document's spans can only be written as they are.
        let read_back = document.text.is_empty() && !document.sentences.is_empty();
        let unit = if read_back || document.offsets != Offsets::Byte { document.offsets } else { offsets };
        let map = OffsetMap::new(&document.text, unit);
        Writer { document, unit, map, numbers: number_mentions(document) }
    }

    fn record(&self) -> Record<'a> {
        let source = &self.document.source;
        Record {
            tercet: FORMAT_VERSION,
            id: &source.id,
            date: source.date.map(|date| date.to_string()),
            source: source.source.as_deref(),
            url: source.url.as_deref(),
            title: source.title.as_deref(),
            offsets: self.unit.name(),
            sentences: self.document.sentences.iter().map(|s| self.place(s.span)).collect(),
            entities: self.document.entities.iter().enumerate().map(|(i, e)| self.entity(i, e)).collect(),
            relations: self.document.facts.iter().map(|fact| self.fact(fact)).collect(),
            quotations: self.quotations(),
        }
    }

    fn place(&self, span: Span) -> Place {
        Place { start: self.map.get(span.start), end: self.map.get(span.end) }
    }

    fn mention_id(&self, id: MentionId) -> Option<Id> {
        self.numbers[id.index()].map(|number| Id('m', number))
    }

    fn entity(&self, index: usize, entity: &'a Entity) -> EntityRecord<'a> {
        EntityRecord {
            id: entity_id(EntityId(index as u32)),
            name: &entity.name,
            kind: entity.kind.label(),
            links: &entity.links,
            aliases: &entity.aliases,
            mentions: entity.mentions.iter().map(|&id| self.mention(id)).collect(),
        }
    }

    fn mention(&self, id: MentionId) -> MentionRecord<'a> {
        let mention = self.document.mention(id);
        let Place { start, end } = self.place(mention.span);
        MentionRecord {
            id: self.mention_id(id),
            start,
            end,
            text: &mention.text,
            form: mention.form,
            sentence: mention.sentence,
            by: By(&mention.by),
            why: mention.why.as_deref(),
        }
    }

    fn fact(&self, fact: &'a Fact) -> FactRecord<'a> {
        FactRecord {
            id: &fact.id,
            predicate: &fact.predicate,
            subject: fact.subject.as_ref().map(|argument| self.argument(argument)),
            object: fact.object.as_ref().map(|argument| self.argument(argument)),
            qualifiers: fact.qualifiers.iter().map(|q| self.qualifier(q)).collect(),
            polarity: fact.polarity,
            modality: fact.modality,
            tense: fact.tense,
            attribution: fact.attribution.as_ref().map(|a| self.attribution(a)),
            evidence: fact.evidence.iter().map(|e| self.evidence(e)).collect(),
            codes: CodesRecord {
                plover: fact.codes.plover.as_deref(),
                cameo: fact.codes.cameo.as_deref(),
                wikidata: fact.codes.wikidata.as_deref(),
            },
            confidence: Number(probability(fact.confidence)),
            derived: fact.derived,
            open: fact.open,
        }
    }

    fn argument(&self, argument: &'a Argument) -> ArgumentRecord<'a> {
        match argument {
            Argument::Entity(id) => ArgumentRecord::Entity(entity_id(*id)),
            Argument::Literal { text, span } => {
                let Place { start, end } = self.place(*span);
                ArgumentRecord::Literal { text, start, end }
            }
        }
    }

    fn qualifier(&self, qualifier: &'a Qualifier) -> QualifierRecord<'a> {
        let Place { start, end } = self.place(qualifier.span);
        let value = value(&qualifier.value, &qualifier.text);
        QualifierRecord { key: qualifier.key.name(), text: &qualifier.text, value, start, end }
    }

    fn attribution(&self, attribution: &'a Attribution) -> AttributionRecord<'a> {
        let Place { start, end } = self.place(attribution.span);
        AttributionRecord { source: entity_id(attribution.source), cue: &attribution.cue, start, end }
    }

    fn evidence(&self, evidence: &'a Evidence) -> EvidenceRecord<'a> {
        let Place { start, end } = self.place(evidence.span);
        EvidenceRecord {
            sentence: evidence.sentence,
            start,
            end,
            trigger: self.place(evidence.trigger),
            subject: evidence.subject.and_then(|id| self.mention_id(id)),
            object: evidence.object.and_then(|id| self.mention_id(id)),
            rule: &evidence.rule,
        }
    }

    fn quotations(&self) -> Vec<QuotationRecord<'a>> {
        let spoken = |quotation: &'a crate::text::Quotation| {
            let Place { start, end } = self.place(quotation.span);
            let speaker = entity_id(quotation.speaker?);
            Some(QuotationRecord { speaker, cue: quotation.cue.as_deref(), start, end })
        };
        self.document.quotations.iter().filter_map(spoken).collect()
    }
}

fn entity_id(id: EntityId) -> Id {
    Id('e', id.0 + 1)
}

/// Numbers the mentions that an entity lists, in the order of the document.
fn number_mentions(document: &Document) -> Vec<Option<u32>> {
    let mut numbers = vec![None; document.mentions.len()];
    for id in document.entities.iter().flat_map(|entity| &entity.mentions) {
        numbers[id.index()] = Some(0);
    }
    for (count, number) in (1..).zip(numbers.iter_mut().flatten()) {
        *number = count;
    }
    numbers
}

/// The value's shape; a number that JSON cannot express is given as the qualifier's text.
fn value<'a>(value: &'a Value, text: &'a str) -> ValueRecord<'a> {
    match value {
        Value::Number(number) if number.is_finite() => ValueRecord::Number { number: Number(*number) },
        // EDTF writes an open end as "..".
        Value::Interval { from, to } => ValueRecord::Interval {
            from: from.as_deref().unwrap_or(super::OPEN_END),
            to: to.as_deref().unwrap_or(super::OPEN_END),
        },
        Value::Money { amount, currency } if amount.is_finite() => {
            ValueRecord::Money { amount: Number(*amount), currency }
        }
        Value::Quantity { quantity, unit } if quantity.is_finite() => {
            ValueRecord::Quantity { quantity: Number(*quantity), unit }
        }
        Value::Entity(id) => ValueRecord::Entity { entity: entity_id(*id) },
        Value::Flag => ValueRecord::Flag { flag: true },
        Value::Text(text) => ValueRecord::Text { text },
        _ => ValueRecord::Text { text },
    }
}

/// Four decimals are more than the estimate is worth and keep products of decimals readable.
fn probability(confidence: f64) -> f64 {
    if confidence.is_finite() { (confidence.clamp(0.0, 1.0) * 1e4).round() / 1e4 } else { 0.0 }
}
