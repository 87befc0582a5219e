//! A checker for the part of JSON Schema that the project's schemas use. A keyword it does not know is a panic, so
//! that no part of a schema is silently left unchecked.

use regex_lite::Regex;
use serde_json::Value;

/// A schema with the definitions its references point at.
pub struct Schema {
    root: Value,
}

/// The first place where a value departs from the schema.
type Check = Result<(), String>;

impl Schema {
    pub fn new(json: &str) -> Schema {
        Schema { root: serde_json::from_str(json).expect("the schema is JSON") }
    }

    pub fn check(&self, value: &Value) -> Check {
        self.against(&self.root, value, "")
    }

    fn against(&self, schema: &Value, value: &Value, at: &str) -> Check {
        let keywords = schema.as_object().expect("a schema is an object");
        keywords.iter().try_for_each(|(keyword, wanted)| {
            self.keyword(schema, keyword, wanted, value, at).map_err(|why| {
                // The innermost place has been named already.
                if why.starts_with('/') { why } else { format!("/{at}: {why}") }
            })
        })
    }

    fn keyword(&self, schema: &Value, keyword: &str, wanted: &Value, value: &Value, at: &str) -> Check {
        let fails = |ok: bool| if ok { Ok(()) } else { Err(format!("{keyword} {wanted} against {value}")) };
        match keyword {
            "$schema" | "$defs" | "title" | "description" => Ok(()),
            "$ref" => self.against(self.definition(wanted), value, at),
            "const" => fails(value == wanted),
            "enum" => fails(list(wanted).contains(value)),
            "type" => fails(is_of_type(value, wanted)),
            "minimum" => fails(value.as_f64().is_none_or(|n| n >= number(wanted))),
            "maximum" => fails(value.as_f64().is_none_or(|n| n <= number(wanted))),
            "minLength" => fails(value.as_str().is_none_or(|s| s.chars().count() as f64 >= number(wanted))),
            "minItems" => fails(value.as_array().is_none_or(|l| l.len() as f64 >= number(wanted))),
            "pattern" => fails(value.as_str().is_none_or(|s| pattern(wanted).is_match(s))),
            "required" => {
                fails(value.as_object().is_none_or(|o| list(wanted).iter().all(|k| o.contains_key(text(k)))))
            }
            "anyOf" => fails(self.matching(wanted, value, at) > 0),
            "oneOf" => fails(self.matching(wanted, value, at) == 1),
            "items" => self.items(wanted, value, at),
            "properties" => self.properties(wanted, value, at),
            "additionalProperties" => {
                assert_eq!(wanted, &Value::Bool(false), "only false is known here");
                let known = schema["properties"].as_object().expect("properties");
                fails(value.as_object().is_none_or(|o| o.keys().all(|key| known.contains_key(key))))
            }
            unknown => panic!("the checker does not know the keyword {unknown}"),
        }
    }

    fn definition(&self, reference: &Value) -> &Value {
        let pointer = text(reference).strip_prefix('#').expect("a reference inside the schema");
        self.root.pointer(pointer).expect("the definition is there")
    }

    fn matching(&self, schemas: &Value, value: &Value, at: &str) -> usize {
        list(schemas).iter().filter(|schema| self.against(schema, value, at).is_ok()).count()
    }

    fn items(&self, schema: &Value, value: &Value, at: &str) -> Check {
        let items = value.as_array().into_iter().flatten().enumerate();
        items.into_iter().try_for_each(|(i, item)| self.against(schema, item, &format!("{at}/{i}")))
    }

    fn properties(&self, schemas: &Value, value: &Value, at: &str) -> Check {
        let schemas = schemas.as_object().expect("properties are an object");
        schemas.iter().try_for_each(|(key, schema)| match value.get(key) {
            Some(inner) => self.against(schema, inner, &format!("{at}/{key}")),
            None => Ok(()),
        })
    }
}

fn is_of_type(value: &Value, wanted: &Value) -> bool {
    let is = |name: &Value| match text(name) {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "number" => value.is_number(),
        "integer" => value.is_u64() || value.is_i64(),
        "null" => value.is_null(),
        unknown => panic!("the checker does not know the type {unknown}"),
    };
    wanted.as_array().map_or_else(|| is(wanted), |names| names.iter().any(is))
}

fn list(value: &Value) -> &[Value] {
    value.as_array().expect("a list")
}

fn text(value: &Value) -> &str {
    value.as_str().expect("a string")
}

fn number(value: &Value) -> f64 {
    value.as_f64().expect("a number")
}

fn pattern(value: &Value) -> Regex {
    Regex::new(text(value)).expect("the pattern is a regular expression")
}
