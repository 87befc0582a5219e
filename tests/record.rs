//! The JSON record: written, described by its schema, and read back.

mod support;

use proptest::prelude::*;
use std::borrow::Cow;
use support::schema::Schema;
use tercet::entity::{Entity, EntityId, EntityKind, Form, FoundBy, Mention, MentionId, Value};
use tercet::export::Style;
use tercet::relation::{
    Argument, Attribution, Codes, Evidence, Fact, Modality, Polarity, Qualifier, QualifierKey, Tense,
};
use tercet::span::{Span, TokenRange};
use tercet::text::{Quotation, Sentence};
use tercet::{Date, Document, Offsets, Source};

const TEXT: &str = "😀 İnci Ağa, envoy, “will\r\nmeet Bo” for 1.5 m dollars, said Bo.";
const UNITS: [Offsets; 3] = [Offsets::Byte, Offsets::Char, Offsets::Utf16];

/// The span of a part of the sample text.
fn span(part: &str) -> Span {
    let start = TEXT.find(part).expect("the part stands in the text");
    Span::new(start, start + part.len())
}

fn mention(text: &str, kind: EntityKind, entity: Option<u32>, by: FoundBy) -> Mention {
    Mention {
        span: span(text),
        tokens: TokenRange::default(),
        sentence: 0,
        kind,
        form: Form::Name,
        text: text.to_owned(),
        entity: entity.map(EntityId),
        by,
        why: None,
        value: None,
        link: None,
    }
}

fn entity(name: &str, mentions: &[u32]) -> Entity {
    Entity {
        name: name.to_owned(),
        kind: EntityKind::Person,
        aliases: Vec::new(),
        links: Vec::new(),
        mentions: mentions.iter().copied().map(MentionId).collect(),
    }
}

fn qualifier(key: QualifierKey, text: &str, value: Value) -> Qualifier {
    Qualifier { key, text: text.to_owned(), span: span(text), value }
}

/// A document with every kind of value, a title (which no entity owns) and a quotation without a speaker.
fn sample() -> Document {
    let interval = |from: Option<&str>| Value::Interval { from: from.map(str::to_owned), to: None };
    let fact = Fact {
        id: "00c0ffee00c0ffee".to_owned(),
        predicate: "met".into(),
        subject: Some(Argument::Entity(EntityId(0))),
        object: Some(Argument::Literal { text: "will\r\nmeet Bo".to_owned(), span: span("will\r\nmeet Bo") }),
        qualifiers: vec![
            qualifier(QualifierKey::With, "Bo", Value::Entity(EntityId(1))),
            qualifier(QualifierKey::Date, "will", interval(Some("2024-10"))),
            qualifier(QualifierKey::Date, "will", interval(None)),
            qualifier(QualifierKey::Ordinal, "1.5", Value::Number(45.0)),
            qualifier(
                QualifierKey::Amount,
                "1.5 m dollars",
                Value::Money { amount: 1.5e6, currency: "USD".to_owned() },
            ),
            qualifier(
                QualifierKey::Magnitude,
                "1.5 m",
                Value::Quantity { quantity: 0.1 + 0.2, unit: "metre".to_owned() },
            ),
            qualifier(QualifierKey::Number, "1.5", Value::Number(f64::NAN)),
            qualifier(QualifierKey::Topic, "envoy", Value::Text("envoy".to_owned())),
            qualifier(QualifierKey::Former, "envoy", Value::Flag),
        ],
        polarity: Polarity::Negative,
        modality: Modality::Expected,
        tense: Tense::Future,
        attribution: Some(Attribution { source: EntityId(1), cue: "said".to_owned(), span: span("said") }),
        evidence: vec![Evidence {
            sentence: 0,
            span: span("İnci Ağa, envoy, “will\r\nmeet Bo”"),
            trigger: span("meet"),
            subject: Some(MentionId(0)),
            object: Some(MentionId(2)),
            rule: "met/meet".into(),
        }],
        codes: Codes { plover: Some("CONSULT".into()), cameo: Some("040".into()), wikidata: None },
        confidence: 0.1 + 0.2,
        derived: true,
        open: false,
    };
    let mut fullest = entity("İnci Ağa", &[0]);
    fullest.aliases = vec!["Ağa".to_owned(), "İnci".to_owned()];
    fullest.links = vec!["wikidata:Q1".to_owned()];
    let mut bo = mention("Bo", EntityKind::Person, Some(1), FoundBy::List("people.gaz".into()));
    bo.why = Some(Cow::Borrowed("same name"));
    let quote = |speaker| Quotation {
        span: span("“will\r\nmeet Bo”"),
        tokens: TokenRange::default(),
        depth: 0,
        speaker,
        mention: None,
        cue: Some("said".to_owned()),
    };
    Document {
        source: Source {
            id: "a \"b\"".to_owned(),
            date: Some(Date::constant(2024, 10, 23)),
            url: Some("u".to_owned()),
            ..Source::default()
        },
        text: TEXT.to_owned(),
        sentences: vec![Sentence {
            span: Span::new(0, TEXT.len()),
            tokens: TokenRange::default(),
            headline: false,
        }],
        quotations: vec![quote(None), quote(Some(EntityId(1)))],
        mentions: vec![
            mention("İnci Ağa", EntityKind::Person, Some(0), FoundBy::Model),
            mention("envoy", EntityKind::Title, None, FoundBy::Rule("title".into())),
            bo,
        ],
        entities: vec![fullest, entity("Bo", &[2])],
        facts: vec![fact],
        ..Document::default()
    }
}

#[test]
fn the_record_has_the_keys_of_the_contract_in_order() {
    assert_eq!(
        sample().to_json(Offsets::Char),
        concat!(
            r#"{"tercet":1,"id":"a \"b\"","date":"2024-10-23","source":null,"url":"u","offsets":"char","#,
            r#""sentences":[{"start":0,"end":62}],"entities":["#,
            r#"{"id":"e1","name":"İnci Ağa","type":"PERSON","links":["wikidata:Q1"],"aliases":["Ağa","İnci"],"#,
            r#""mentions":[{"id":"m1","start":2,"end":10,"text":"İnci Ağa","form":"name","sentence":0,"#,
            r#""by":"model","why":null}]},"#,
            r#"{"id":"e2","name":"Bo","type":"PERSON","links":[],"aliases":[],"#,
            r#""mentions":[{"id":"m2","start":31,"end":33,"text":"Bo","form":"name","sentence":0,"#,
            r#""by":"list:people.gaz","why":"same name"}]}],"#,
            r#""relations":[{"id":"00c0ffee00c0ffee","predicate":"met","subject":"e1","#,
            r#""object":{"text":"will\r\nmeet Bo","start":20,"end":33},"qualifiers":["#,
            r#"{"key":"with","text":"Bo","value":{"entity":"e2"},"start":31,"end":33},"#,
            r#"{"key":"date","text":"will","value":{"from":"2024-10","to":".."},"start":20,"end":24},"#,
            r#"{"key":"date","text":"will","value":{"from":"..","to":".."},"start":20,"end":24},"#,
            r#"{"key":"ordinal","text":"1.5","value":{"number":45},"start":39,"end":42},"#,
            r#"{"key":"amount","text":"1.5 m dollars","value":{"amount":1500000,"currency":"USD"},"#,
            r#""start":39,"end":52},"#,
            r#"{"key":"magnitude","text":"1.5 m","value":{"quantity":0.30000000000000004,"unit":"metre"},"#,
            r#""start":39,"end":44},"#,
            r#"{"key":"number","text":"1.5","value":{"text":"1.5"},"start":39,"end":42},"#,
            r#"{"key":"topic","text":"envoy","value":{"text":"envoy"},"start":12,"end":17},"#,
            r#"{"key":"former","text":"envoy","value":{"flag":true},"start":12,"end":17}],"#,
            r#""polarity":"negative","modality":"expected","tense":"future","#,
            r#""attribution":{"source":"e2","cue":"said","start":54,"end":58},"#,
            r#""evidence":[{"sentence":0,"start":2,"end":34,"trigger":{"start":26,"end":30},"#,
            r#""subject":"m1","object":"m2","rule":"met/meet"}],"#,
            r#""codes":{"plover":"CONSULT","cameo":"040","wikidata":null},"confidence":0.3,"derived":true}],"#,
            r#""quotations":[{"speaker":"e2","cue":"said","start":19,"end":34}]}"#,
        )
    );
}

#[test]
fn a_record_that_is_read_and_written_has_the_same_bytes() {
    for unit in UNITS {
        let json = sample().to_json(unit);
        let document = Document::from_json(&json).unwrap();
        assert_eq!(document.offsets, unit);
        for asked in UNITS {
            assert_eq!(document.to_json(asked), json);
        }
        assert_eq!(Document::from_json(&sample().to_json_pretty(unit)).unwrap(), document);
    }
}

#[test]
fn spans_slice_the_text_in_every_unit() {
    let chars: Vec<char> = TEXT.chars().collect();
    let utf16: Vec<u16> = TEXT.encode_utf16().collect();
    for unit in UNITS {
        let document = Document::from_json(&sample().to_json(unit)).unwrap();
        for mention in &document.mentions {
            let range = mention.span.start as usize..mention.span.end as usize;
            let slice = match unit {
                Offsets::Byte => TEXT[range].to_owned(),
                Offsets::Char => chars[range].iter().collect(),
                Offsets::Utf16 => String::from_utf16(&utf16[range]).unwrap(),
            };
            assert_eq!(slice, mention.text);
        }
    }
}

fn schema() -> Schema {
    Schema::new(include_str!("../docs/schema/document.schema.json"))
}

fn assert_valid(schema: &Schema, json: &str) {
    let record = serde_json::from_str(json).expect("the record is JSON");
    assert_eq!(schema.check(&record), Ok(()), "{json}");
}

#[test]
fn the_schema_describes_what_is_written() {
    let schema = schema();
    let extractor = tercet::Extractor::new();
    let story = include_str!("../examples/data/summit.txt");
    let read = extractor.extract_document("summit", Some(Date::constant(2024, 10, 23)), story);
    for document in [sample(), Document::default(), read, extractor.extract("“Hi,” said Bo.\r\n\r\n😀")]
    {
        assert_valid(&schema, &document.to_json(Offsets::Utf16));
    }
}

#[test]
fn the_schema_refuses_what_the_contract_does_not_allow() {
    let schema = schema();
    let json = sample().to_json(Offsets::Byte);
    for (from, to) in [
        (r#""tercet":1"#, r#""tercet":2"#),
        (r#""source":null,"#, ""),
        (r#""form":"name""#, r#""form":"noun""#),
        (r#""by":"model""#, r#""by":"magic""#),
        (r#"{"number":45}"#, "null"),
        (r#""subject":"e1""#, r#""subject":3"#),
        (r#""confidence":0.3"#, r#""confidence":1.3"#),
        (r#""derived":true"#, r#""derived":false"#),
    ] {
        let changed = json.replacen(from, to, 1);
        assert_ne!(changed, json, "{from}");
        assert!(schema.check(&serde_json::from_str(&changed).unwrap()).is_err(), "{to}");
    }
}

#[test]
fn errors_say_where_and_what_was_expected() {
    let json = sample().to_json(Offsets::Byte);
    for (from, to, message) in [
        (r#""tercet":1"#, r#""tercet":2"#, "tercet: expected format version 1, found 2"),
        (r#""source":null,"#, "", "expected the key 'source', which is missing"),
        (
            r#""subject":"e1""#,
            r#""subject":"e3""#,
            "relations[0].subject: expected an id from e1 to e2, found \"e3\"",
        ),
        (
            r#""subject":"m1""#,
            r#""subject":"m01""#,
            "relations[0].evidence[0].subject: expected an id from m1 to m2, found \"m01\"",
        ),
        (
            r#""id":"m2""#,
            r#""id":"m1""#,
            "entities[1].mentions[0].id: expected an id that no other mention has, found \"m1\"",
        ),
        (
            r#""id":"e2""#,
            r#""id":"e1""#,
            "entities[1].id: expected \"e2\", as entities are in order, found \"e1\"",
        ),
        (
            r#""modality":"expected""#,
            r#""modality":"sure""#,
            "relations[0].modality: expected actual, expected or possible, found \"sure\"",
        ),
        (
            r#"{"flag":true}"#,
            "{}",
            "relations[0].qualifiers[8].value: expected an object with number, from and to, amount, quantity, entity, flag or text, found an object",
        ),
        (
            r#""key":"with""#,
            r#""key":"and""#,
            "relations[0].qualifiers[0].key: expected a qualifier key, found \"and\"",
        ),
        (r#""2024-10-23""#, r#""yesterday""#, "date: expected a date YYYY-MM-DD, found \"yesterday\""),
        (
            r#""sentence":0"#,
            r#""sentence":1"#,
            "entities[0].mentions[0].sentence: expected the index of one of 1 sentences, found 1",
        ),
        (r#""tercet":1,"#, r#""tercet":1"#, "expected `,` or `}` at line 1 column 12"),
    ] {
        let changed = json.replacen(from, to, 1);
        assert_ne!(changed, json, "{from}");
        assert_eq!(Document::from_json(&changed).unwrap_err().to_string(), message);
    }
}

#[test]
fn triples_show_names_qualifiers_and_marks_in_both_styles() {
    let document = sample();
    let full: Vec<String> = document.triples().map(|triple| triple.to_string()).collect();
    assert_eq!(
        full,
        [
            "(İnci Ağa, met, will meet Bo, with: Bo, date: will, date: will, ordinal: 1.5, amount: 1.5 m dollars, \
          magnitude: 1.5 m, number: 1.5, topic: envoy, former) [expected] [negated] [per Bo]"
        ]
    );
    let short: Vec<String> = document.triples().map(|t| t.with_style(Style::Short).to_string()).collect();
    assert_eq!(short, ["(Ağa, met, will meet Bo, 1.5) [expected] [negated] [per Bo]"]);
}

#[test]
fn a_missing_argument_is_a_dash() {
    let mut document = sample();
    document.facts[0].subject = None;
    document.facts[0].attribution = None;
    let line = document.triples().next().unwrap().with_style(Style::Short).to_string();
    assert_eq!(line, "(-, met, will meet Bo, 1.5) [expected] [negated]");
}

proptest! {
    /// Reading may refuse a damaged record but not panic, and what it accepts it can write.
    #[test]
    fn damaged_records_never_panic(cuts in proptest::collection::vec((any::<u16>(), 0usize..4, any::<u8>()), 1..6)) {
        let mut bytes = sample().to_json(Offsets::Byte).into_bytes();
        for (at, width, byte) in cuts {
            let at = usize::from(at) % bytes.len();
            let end = (at + width).min(bytes.len());
            bytes.splice(at..end, [b' ' + byte % 95]);
        }
        if let Ok(document) = Document::from_json(&String::from_utf8_lossy(&bytes)) {
            prop_assert!(Document::from_json(&document.to_json(Offsets::Byte)).is_ok());
        }
    }
}
