//! Reads lists of other formats: tables with a header, one name a line, and EntityRuler patterns.

use super::letters::{self, CaseRule};
use super::list::{List, ListEntry, ListName, ListOptions, Priority};
use crate::error::{Error, Result};
use serde_json::Value;
use std::collections::HashMap;

/// Reads one name a line; blank lines and lines that begin with `#` are left out.
pub(super) fn read_names(file: &str, text: &str, options: &ListOptions) -> Result<List> {
    let mut list = new_list(file, &label_for(file, options), options);
    for (line, written) in lines(text) {
        let name = written.trim();
        if name.starts_with('#') || name.is_empty() {
            continue;
        }
        let name =
            checked_name(name).map_err(|message| Error::parse(message, line, 1, written).in_file(file))?;
        list.entries.push(ListEntry { names: vec![name], attributes: Vec::new() });
    }
    Ok(list)
}

/// Reads a table whose first row names its columns, parted by tabs or, as in RFC 4180, by commas.
///
/// `name` is required; `aliases` are parted by `|`; `type` (or `label`, `kind`) is the label; every other column becomes
/// an attribute of its name.
pub(super) fn read_table(
    file: &str,
    text: &str,
    delimiter: char,
    options: &ListOptions,
) -> Result<Vec<List>> {
    let mut rows = Rows { text, at: 0, line: 1, delimiter };
    let header = rows.next().transpose().map_err(|error| error.in_file(file))?;
    let (line, header) =
        header.ok_or_else(|| Error::parse("empty table, expected a header", 1, 1, "").in_file(file))?;
    let columns: Vec<String> = header.iter().map(|name| name.trim().to_lowercase()).collect();
    if !columns.iter().any(|column| column == "name") {
        let message = "no column 'name', expected a header such as: name, aliases, type, id";
        return Err(Error::parse(message, line, 1, text.lines().next().unwrap_or_default()).in_file(file));
    }
    let mut lists = Lists::new(file, options);
    for row in rows {
        let (line, cells) = row.map_err(|error| error.in_file(file))?;
        let excerpt = text.lines().nth(line - 1).unwrap_or_default();
        let problem = |message: String| Error::parse(message, line, 1, excerpt).in_file(file);
        if cells.len() != columns.len() {
            return Err(problem(format!(
                "{} cells, expected {} as in the header",
                cells.len(),
                columns.len()
            )));
        }
        let (label, entry) = table_entry(&columns, cells).map_err(problem)?;
        lists.list(label.as_deref()).entries.push(entry);
    }
    Ok(lists.lists)
}

fn table_entry(columns: &[String], cells: Vec<String>) -> Result<(Option<String>, ListEntry), String> {
    let mut entry = ListEntry::default();
    let mut label = None;
    for (column, cell) in columns.iter().zip(cells) {
        let cell = cell.trim();
        match column.as_str() {
            "name" => entry.names.insert(0, checked_name(cell)?),
            _ if cell.is_empty() => {}
            "aliases" | "alias" => {
                for alias in cell.split('|').map(str::trim).filter(|alias| !alias.is_empty()) {
                    entry.names.push(checked_name(alias)?);
                }
            }
            "type" | "label" | "kind" => label = Some(cell.to_owned()),
            _ => entry.attributes.push((column.clone(), cell.to_owned())),
        }
    }
    Ok((label, entry))
}

/// Reads spaCy's EntityRuler patterns, one JSON object a line: `label`, `pattern` (a string, or tokens with `TEXT`,
/// `ORTH` or `LOWER`) and `id`. Patterns of one label and id are names of one entry.
pub(super) fn read_entity_ruler(file: &str, text: &str, options: &ListOptions) -> Result<Vec<List>> {
    let mut lists = Lists::new(file, options);
    let mut places: HashMap<(String, String), usize> = HashMap::new();
    for (line, written) in lines(text).filter(|(_, written)| !written.trim().is_empty()) {
        let value: Value = serde_json::from_str(written).map_err(|cause| {
            Error::parse(format!("no JSON: {cause}"), line, cause.column().max(1), written).in_file(file)
        })?;
        let problem = |message: String| Error::parse(message, line, 1, written).in_file(file);
        let text_of = |key: &str| value.get(key).and_then(Value::as_str).filter(|text| !text.is_empty());
        let label = text_of("label").ok_or_else(|| problem("no 'label', expected a string".into()))?;
        let name = ruler_name(value.get("pattern")).map_err(problem)?;
        let entries = &mut lists.list(Some(label)).entries;
        let Some(id) = text_of("id") else {
            entries.push(ListEntry { names: vec![name], attributes: Vec::new() });
            continue;
        };
        let place = *places.entry((label.to_owned(), id.to_owned())).or_insert(entries.len());
        if place == entries.len() {
            entries.push(ListEntry { names: Vec::new(), attributes: vec![("id".into(), id.to_owned())] });
        }
        entries[place].names.push(name);
    }
    Ok(lists.lists)
}

fn ruler_name(pattern: Option<&Value>) -> Result<ListName, String> {
    match pattern {
        Some(Value::String(text)) => {
            checked_name(text).map(|name| ListName { text: text.trim().into(), ..name })
        }
        Some(Value::Array(tokens)) if !tokens.is_empty() => ruler_tokens(tokens),
        _ => Err("no 'pattern', expected a string or a list of tokens".into()),
    }
}

/// The name that a list of tokens stands for: `LOWER` tokens match in any case, `TEXT` and `ORTH` as written.
fn ruler_tokens(tokens: &[Value]) -> Result<ListName, String> {
    let (mut words, mut any_case, mut exact) = (Vec::new(), false, false);
    for token in tokens {
        let fields = token.as_object().ok_or("a token is no object, expected {\"LOWER\": \"word\"}")?;
        let [(key, Value::String(word))] = &fields.iter().collect::<Vec<_>>()[..] else {
            return Err(format!(
                "token {token} is not supported, expected one of TEXT, ORTH, LOWER with a string"
            ));
        };
        // Digits and signs have no case and go with either.
        let cased = word.chars().any(char::is_alphabetic);
        match key.to_uppercase().as_str() {
            "LOWER" => any_case |= cased,
            "TEXT" | "ORTH" => exact |= cased,
            _ => return Err(format!("token key '{key}' is not supported, expected TEXT, ORTH or LOWER")),
        }
        words.push(word.as_str());
    }
    if any_case && exact {
        return Err(
            "a pattern that mixes LOWER with TEXT is not supported, expected one of them throughout".into()
        );
    }
    let name = checked_name(&words.join(" "))?;
    Ok(ListName { case: Some(if any_case { CaseRule::Any } else { CaseRule::Exact }), ..name })
}

/// A name without marks: lists of other formats have none.
fn checked_name(text: &str) -> Result<ListName, String> {
    let text = text.trim();
    if letters::key(text) == letters::START {
        return Err(format!("'{text}' is no name, expected letters, digits or signs"));
    }
    if let Some(c) = text.chars().find(|c| c.is_control()) {
        return Err(format!("character U+{:04X} in a name", c as u32));
    }
    Ok(ListName { text: text.to_owned(), ..ListName::default() })
}

/// The label given, or the name of the file in capitals: "ships.txt" holds entities of the kind SHIPS.
fn label_for(file: &str, options: &ListOptions) -> String {
    let stem = file.rsplit(['/', '\\']).next().unwrap_or(file).split('.').next().unwrap_or_default();
    options.default_label().map_or_else(|| stem.to_uppercase(), str::to_owned)
}

fn new_list(file: &str, label: &str, options: &ListOptions) -> List {
    List {
        file: file.to_owned(),
        list_type: label.to_owned(),
        priority: Priority::User,
        options: options.clone(),
        ..List::default()
    }
}

/// Lines with their numbers from 1, without line ends and a byte order mark.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    (1..).zip(text.strip_prefix('\u{feff}').unwrap_or(text).lines())
}

/// The lists of one file, one for each label.
struct Lists<'a> {
    file: &'a str,
    options: &'a ListOptions,
    lists: Vec<List>,
    by_label: HashMap<String, usize>,
}

impl<'a> Lists<'a> {
    fn new(file: &'a str, options: &'a ListOptions) -> Lists<'a> {
        Lists { file, options, lists: Vec::new(), by_label: HashMap::new() }
    }

    fn list(&mut self, label: Option<&str>) -> &mut List {
        let label = label.map_or_else(|| label_for(self.file, self.options), str::to_owned);
        let index = *self.by_label.entry(label.clone()).or_insert(self.lists.len());
        if index == self.lists.len() {
            self.lists.push(new_list(self.file, &label, self.options));
        }
        &mut self.lists[index]
    }
}

/// The rows of a table with the line each one begins on; empty lines are left out.
struct Rows<'t> {
    text: &'t str,
    at: usize,
    line: usize,
    delimiter: char,
}

impl Rows<'_> {
    /// Reads a cell and what ends it: the delimiter, a line end, or nothing at the end of the text.
    fn cell(&mut self) -> Result<(String, Option<char>)> {
        let rest = &self.text[self.at..];
        if self.delimiter == ',' && rest.starts_with('"') {
            return self.quoted_cell();
        }
        let end = rest.find([self.delimiter, '\n']).unwrap_or(rest.len());
        let last = rest[end..].chars().next();
        self.at += end + last.map_or(0, char::len_utf8);
        Ok((rest[..end].trim_end_matches('\r').to_owned(), last))
    }

    fn quoted_cell(&mut self) -> Result<(String, Option<char>)> {
        let start = self.at;
        let mut cell = String::new();
        self.at += 1;
        loop {
            let Some(length) = self.text[self.at..].find('"') else {
                return Err(Error::parse_at(
                    "quotation mark without an end, expected '\"'",
                    self.text,
                    start,
                ));
            };
            cell.push_str(&self.text[self.at..self.at + length]);
            self.at += length + 1;
            if !self.text[self.at..].starts_with('"') {
                break;
            }
            cell.push('"');
            self.at += 1;
        }
        self.line += cell.matches('\n').count();
        if self.text[self.at..].starts_with('\r') {
            self.at += 1;
        }
        let last = self.text[self.at..].chars().next();
        if last.is_some_and(|c| c != '\n' && c != self.delimiter) {
            return Err(Error::parse_at(
                "text after a closing quotation mark, expected ','",
                self.text,
                self.at,
            ));
        }
        self.at += last.map_or(0, char::len_utf8);
        Ok((cell, last))
    }
}

impl Iterator for Rows<'_> {
    type Item = Result<(usize, Vec<String>)>;

    fn next(&mut self) -> Option<Self::Item> {
        while self.text[self.at..].starts_with(['\n', '\r']) {
            self.line += usize::from(self.text[self.at..].starts_with('\n'));
            self.at += 1;
        }
        if self.at == self.text.len() {
            return None;
        }
        let line = self.line;
        let mut cells = Vec::new();
        loop {
            match self.cell() {
                Err(error) => {
                    self.at = self.text.len();
                    return Some(Err(error));
                }
                Ok((cell, last)) => {
                    cells.push(cell);
                    if last != Some(self.delimiter) {
                        self.line += usize::from(last == Some('\n'));
                        return Some(Ok((line, cells)));
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(lists: &[List]) -> Vec<(&str, Vec<&str>)> {
        let entries =
            lists.iter().flat_map(|list| list.entries.iter().map(|entry| (&list.list_type[..], entry)));
        entries
            .map(|(label, entry)| (label, entry.names.iter().map(|name| &name.text[..]).collect()))
            .collect()
    }

    #[test]
    fn a_table_gives_names_aliases_labels_and_attributes() {
        let text =
            "Name,aliases,type,id,port\r\n\"Ever, \"\"Given\"\"\",EG|Ever,,s1,Suez\r\n\r\nAcme,,ORG,,\r\n";
        let lists = read_table("ships.csv", text, ',', &ListOptions::new()).unwrap();
        assert_eq!(names(&lists), [("SHIPS", vec!["Ever, \"Given\"", "EG", "Ever"]), ("ORG", vec!["Acme"])]);
        assert_eq!(lists[0].entries[0].attribute("port"), Some("Suez"));
        let error = read_table("ships.csv", "name,id\nA,1\nB\n", ',', &ListOptions::new()).unwrap_err();
        assert_eq!((error.line(), error.message()), (Some(3), "1 cells, expected 2 as in the header"));
        let error = read_table("ships.csv", "name\n\"A\n", ',', &ListOptions::new()).unwrap_err();
        assert_eq!((error.line(), error.column()), (Some(2), Some(1)));
        assert!(read_table("ships.tsv", "title\tid\n", '\t', &ListOptions::new()).is_err());
        assert!(read_table("ships.tsv", "", '\t', &ListOptions::new()).is_err());
    }

    #[test]
    fn names_one_a_line_take_their_label_from_the_options_or_the_file() {
        let text = "\u{feff}# our fleet\nEver Given\n\n  Wakashio \n";
        let list = read_names("fleet/ships.txt", text, &ListOptions::new()).unwrap();
        assert_eq!(names(&[list]), [("SHIPS", vec!["Ever Given"]), ("SHIPS", vec!["Wakashio"])]);
        let list = read_names("a.txt", "Acme\n", &ListOptions::new().label("ORG")).unwrap();
        assert_eq!(list.list_type, "ORG");
        let error = read_names("a.txt", "Acme\n---\n", &ListOptions::new()).unwrap_err();
        assert_eq!(error.line(), Some(2));
    }

    #[test]
    fn ruler_patterns_of_one_id_are_one_entry() {
        let text = r#"{"label": "ORG", "pattern": "Apple", "id": "apple"}
{"label": "GPE", "pattern": [{"LOWER": "san"}, {"LOWER": "francisco"}]}
{"label": "ORG", "pattern": [{"TEXT": "AAPL"}], "id": "apple"}
"#;
        let lists = read_entity_ruler("rules.jsonl", text, &ListOptions::new()).unwrap();
        assert_eq!(names(&lists), [("ORG", vec!["Apple", "AAPL"]), ("GPE", vec!["san francisco"])]);
        assert_eq!(lists[0].entries[0].names[1].case, Some(CaseRule::Exact));
        assert_eq!(lists[1].entries[0].names[0].case, Some(CaseRule::Any));
    }

    #[test]
    fn ruler_errors_name_the_line() {
        for (text, message) in [
            ("{\"label\": \"ORG\"", "no JSON"),
            ("{\"pattern\": \"x\"}", "no 'label'"),
            ("{\"label\": \"ORG\"}", "no 'pattern'"),
            ("{\"label\": \"ORG\", \"pattern\": []}", "no 'pattern'"),
            ("{\"label\": \"ORG\", \"pattern\": [{\"POS\": \"NOUN\"}]}", "token key 'POS'"),
            ("{\"label\": \"ORG\", \"pattern\": [{\"LOWER\": \"a\", \"OP\": \"+\"}]}", "token {"),
            (
                "{\"label\": \"ORG\", \"pattern\": [{\"LOWER\": \"a\"}, {\"TEXT\": \"B\"}]}",
                "a pattern that mixes",
            ),
        ] {
            let error =
                read_entity_ruler("rules.jsonl", &format!("\n{text}"), &ListOptions::new()).unwrap_err();
            assert_eq!(error.line(), Some(2), "{text}");
            assert!(error.message().starts_with(message), "{}", error.message());
        }
    }
}
