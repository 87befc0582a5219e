//! From the bytes of a document to its text and what is known of it.

use crate::input::Piece;
use serde::Deserialize;
use tercet::{Date, Source};

/// A line of JSON Lines input. Other keys are passed over.
#[derive(Deserialize)]
struct Record {
    id: Option<serde_json::Value>,
    date: Option<String>,
    text: String,
    source: Option<String>,
    url: Option<String>,
    title: Option<String>,
}

/// The source and text of a piece; `date` holds where the piece names none.
///
/// # Errors
/// A message that says where the piece is not as it should be.
pub fn read(piece: Piece, date: Option<Date>) -> Result<(Source, String), String> {
    let Piece { path, line, bytes } = piece;
    let place = line.map_or_else(|| path.to_string(), |line| format!("{path}:{line}"));
    let text = String::from_utf8(bytes)
        .map_err(|cause| format!("{place}: invalid UTF-8 at byte {}", cause.utf8_error().valid_up_to()))?;
    if line.is_none() {
        return Ok((Source { id: path.to_string(), date, ..Source::default() }, text));
    }
    // A byte order mark is no JSON, but files begin with one.
    let json = text.strip_prefix('\u{FEFF}').unwrap_or(&text).trim_end();
    let record: Record = serde_json::from_str(json).map_err(|cause| json_message(&place, &cause))?;
    let own_date = record.date.map(|date| parse_date(&date).map_err(|why| format!("{place}: {why}")));
    let source = Source {
        id: id(record.id).map_err(|why| format!("{place}: {why}"))?.unwrap_or_else(|| path.to_string()),
        date: own_date.transpose()?.or(date),
        source: record.source,
        url: record.url,
        title: record.title,
    };
    Ok((source, record.text))
}

/// A day as `YYYY-MM-DD`; a time of day after it is passed over.
pub fn parse_date(text: &str) -> Result<Date, String> {
    let day = match text.get(..10) {
        Some(day) if text.len() == 10 || text[10..].starts_with(['T', ' ']) => day,
        _ => text,
    };
    let is_shaped = day.len() == 10 && day.bytes().filter(|&b| b == b'-').count() == 2;
    let date = if is_shaped { day.parse().ok() } else { None };
    date.ok_or_else(|| format!("expected a date YYYY-MM-DD, found \"{}\"", text.escape_debug()))
}

fn id(value: Option<serde_json::Value>) -> Result<Option<String>, String> {
    match value {
        None | Some(serde_json::Value::Null) => Ok(None),
        Some(serde_json::Value::String(id)) => Ok(Some(id)),
        Some(serde_json::Value::Number(id)) => Ok(Some(id.to_string())),
        Some(_) => Err("id: expected a string or a number".to_owned()),
    }
}

/// The parser's message with the column set beside file and line, in place of its own line, which is always 1.
fn json_message(place: &str, cause: &serde_json::Error) -> String {
    let message = cause.to_string();
    let what = message.rsplit_once(" at line ").map_or(message.as_str(), |(what, _)| what);
    format!("{place}:{}: {what}", cause.column())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(json: &str) -> Result<(Source, String), String> {
        let piece = Piece { path: "news.jsonl".into(), line: Some(7), bytes: json.into() };
        read(piece, Some(tercet::Date::constant(2020, 1, 1)))
    }

    #[test]
    fn what_is_known_of_a_document_passes_through() {
        let json =
            r#"{"id": 12, "date": "2024-10-23T08:00:00Z", "text": "Hi.", "source": "S", "url": "u", "x": 1}"#;
        let (source, text) = line(json).unwrap();
        assert_eq!((source.id.as_str(), text.as_str()), ("12", "Hi."));
        assert_eq!(source.date.map(|d| d.to_string()).as_deref(), Some("2024-10-23"));
        assert_eq!((source.source.as_deref(), source.url.as_deref()), (Some("S"), Some("u")));
    }

    #[test]
    fn a_line_without_id_or_date_takes_the_path_and_the_option() {
        let (source, _) = line(r#"{"text": "", "id": null}"#).unwrap();
        assert_eq!((source.id.as_str(), source.date), ("news.jsonl", Some(Date::constant(2020, 1, 1))));
    }

    #[test]
    fn errors_say_where_and_what() {
        for (json, message) in [
            (r#"{"text": "a" "#, "news.jsonl:7:12: EOF while parsing an object"),
            (r#"{"id": "a"}"#, "news.jsonl:7:11: missing field `text`"),
            (r#"{"text": 3}"#, "news.jsonl:7:10: invalid type: integer `3`, expected a string"),
            (r#"{"text": "", "id": []}"#, "news.jsonl:7: id: expected a string or a number"),
            (r#"{"text": "", "date": "soon"}"#, "news.jsonl:7: expected a date YYYY-MM-DD, found \"soon\""),
        ] {
            assert_eq!(line(json).unwrap_err(), message);
        }
    }

    #[test]
    fn only_whole_days_of_the_calendar_are_dates() {
        for text in ["2023-02-29", "2024-1-01", "20241023", "2024-10-23x", "", "2024-10-2é", "2024-W43-3"] {
            assert!(parse_date(text).is_err(), "{text}");
        }
    }
}
