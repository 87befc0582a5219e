//! Reads the `.gaz` list format, which `gazetteers/README.md` describes.
//!
//! A list is either right or refused: every error names line and column and says what was expected.

use super::letters;
use super::list::{List, ListEntry, ListName, ListOptions, Priority};
use crate::error::{Error, Result};
use std::collections::{HashMap, HashSet};

/// Every header a list may have.
const HEADERS: [&str; 14] = [
    "type",
    "about",
    "source",
    "licence",
    "knowledge-to",
    "retrieved",
    "keys",
    "attribution",
    "defaults",
    "case",
    "inflect",
    "diacritics",
    "possessive",
    "use",
];
/// The headers that a list of the library has to have; a user's list needs the first only.
const REQUIRED: [&str; 4] = ["type", "about", "source", "licence"];
const LONGEST_NAME: usize = 200;

/// Whose list it is: a list of the library has to name its source and licence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Owner {
    Library,
    User,
}

/// Reads a list from its text; what its headers do not say is taken from `options`.
pub(super) fn read(file: &str, text: &str, owner: Owner, options: ListOptions) -> Result<List> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader = Reader::new(file, text, owner);
    reader.list.options = options;
    reader.read().map_err(|error| error.in_file(file))
}

/// The text of a file, or an error that points at the first byte that is no UTF-8.
pub(super) fn utf8<'b>(file: &str, bytes: &'b [u8]) -> Result<&'b str> {
    std::str::from_utf8(bytes).map_err(|cause| {
        let at = cause.valid_up_to();
        let valid = String::from_utf8_lossy(&bytes[..at]);
        Error::parse_at(format!("byte {at} is not valid UTF-8"), &valid, valid.len()).in_file(file)
    })
}

struct Reader<'t> {
    text: &'t str,
    owner: Owner,
    headers: HashMap<&'t str, &'t str>,
    keys: Vec<&'t str>,
    /// Attributes of every entry that does not set them.
    defaults: Vec<(String, String)>,
    /// Where each canonical name was first seen, to refuse the same entry twice.
    seen: HashMap<String, &'t str>,
    ids: HashSet<String>,
    /// Line of the entry that is being read.
    entry_line: &'t str,
    list: List,
}

impl<'t> Reader<'t> {
    fn new(file: &str, text: &'t str, owner: Owner) -> Reader<'t> {
        Reader {
            text,
            owner,
            headers: HashMap::new(),
            keys: Vec::new(),
            defaults: Vec::new(),
            seen: HashMap::new(),
            ids: HashSet::new(),
            entry_line: "",
            list: List { file: file.to_owned(), ..List::default() },
        }
    }

    /// An error at the start of `part`, which has to be a slice of the text.
    fn error(&self, part: &str, message: impl Into<String>) -> Error {
        let offset = (part.as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize);
        Error::parse_at(message, self.text, offset)
    }

    fn read(mut self) -> Result<List> {
        let mut in_headers = true;
        for line in self.text.split('\n').map(|line| line.strip_suffix('\r').unwrap_or(line)) {
            self.check_characters(line)?;
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            if line.starts_with('@') {
                if !in_headers {
                    return Err(self.error(line, "header after the first entry, expected an entry"));
                }
                self.header(line)?;
                continue;
            }
            if in_headers {
                self.finish_headers()?;
                in_headers = false;
            }
            match line.strip_prefix('\t') {
                Some(attributes) => self.continued(line, attributes)?,
                None => self.entry(line)?,
            }
        }
        if in_headers {
            self.finish_headers()?;
        }
        self.finish_entry()?;
        Ok(self.list)
    }

    fn check_characters(&self, line: &str) -> Result<()> {
        let unwanted =
            |c: char| (c.is_control() && c != '\t') || matches!(c, '\u{a0}' | '\u{feff}' | '\u{200b}');
        if let Some((at, c)) = line.char_indices().find(|&(_, c)| unwanted(c)) {
            let message = format!("character U+{:04X} is not allowed, expected visible characters", c as u32);
            return Err(self.error(&line[at..], message));
        }
        if line.ends_with([' ', '\t']) {
            let end = line.trim_end_matches([' ', '\t']).len();
            return Err(self.error(&line[end..], "blank at the end of the line"));
        }
        Ok(())
    }

    fn header(&mut self, line: &'t str) -> Result<()> {
        let (key, value) = line[1..].split_once([' ', '\t']).unwrap_or((&line[1..], ""));
        let value = value.trim();
        if !HEADERS.contains(&key) && key != "order" {
            let message = format!("unknown header '@{key}', expected one of: {}, order", HEADERS.join(", "));
            return Err(self.error(line, message));
        }
        if value.is_empty() {
            return Err(self.error(line, format!("header '@{key}' has no value")));
        }
        if self.headers.insert(key, value).is_some() {
            return Err(self.error(line, format!("header '@{key}' is given twice")));
        }
        self.header_value(key, value)
    }

    fn header_value(&mut self, key: &str, value: &'t str) -> Result<()> {
        let options = self.list.options.clone();
        match key {
            "type" => self.list.list_type = self.list_type(value)?,
            "licence" => self.list.licence = value.to_owned(),
            "source" if value.starts_with("written by hand") => self.list.priority = Priority::Hand,
            "keys" => self.keys = value.split_whitespace().collect(),
            "knowledge-to" | "retrieved" if parse_date(value).is_none() => {
                return Err(
                    self.error(value, format!("'{value}' is no date, expected YYYY, YYYY-MM or YYYY-MM-DD"))
                );
            }
            _ => {}
        }
        self.list.options = match (key, value) {
            ("case", "exact") => options.exact_case(),
            ("case", "any") => options.ignore_case(),
            ("diacritics", "exact") => options.exact_diacritics(),
            ("inflect", "plural") => options.with_plurals(),
            ("possessive", "refuse") => options.refuse_possessives(),
            ("use", "lookup") => options.lookup_only(),
            ("case", "title+upper") | ("diacritics", "fold") | ("possessive", "allow") | ("use", "find") => {
                options
            }
            ("order", "name" | "given") => options,
            ("case", _) => return Err(self.choice(value, "title+upper, exact, any")),
            ("diacritics", _) => return Err(self.choice(value, "fold, exact")),
            ("inflect", _) => return Err(self.choice(value, "plural")),
            ("possessive", _) => return Err(self.choice(value, "allow, refuse")),
            ("use", _) => return Err(self.choice(value, "find, lookup")),
            ("order", _) => return Err(self.choice(value, "name, given")),
            _ => options,
        };
        Ok(())
    }

    fn choice(&self, value: &str, choices: &str) -> Error {
        self.error(value, format!("unknown value '{value}', expected one of: {choices}"))
    }

    fn list_type(&self, value: &str) -> Result<String> {
        let fits = |c: char| c.is_alphanumeric() || matches!(c, '/' | '_' | '-');
        match value.chars().find(|&c| !fits(c)) {
            None => Ok(value.to_owned()),
            Some(_) => {
                Err(self.error(value, "a type is letters, digits, '_', '-' and '/' (\"GPE/country\")"))
            }
        }
    }

    fn finish_headers(&mut self) -> Result<()> {
        let required = if self.owner == Owner::Library { &REQUIRED[..] } else { &REQUIRED[..1] };
        if self.list.list_type.is_empty() && self.owner == Owner::User {
            self.list.list_type = self.list.options.default_label().unwrap_or_default().to_owned();
        }
        for key in required {
            let given = *key == "type" && !self.list.list_type.is_empty();
            if !given && !self.headers.contains_key(key) {
                return Err(self.error(self.text, format!("header '@{key}' is missing")));
            }
        }
        let dated = self.headers.contains_key("knowledge-to") || self.headers.contains_key("retrieved");
        if self.owner == Owner::Library && !dated {
            return Err(self.error(self.text, "header '@knowledge-to' or '@retrieved' is missing"));
        }
        if self.owner == Owner::User {
            self.list.priority = Priority::User;
        }
        if let Some(defaults) = self.headers.get("defaults").copied() {
            self.defaults = self.attributes(defaults)?;
        }
        Ok(())
    }

    fn continued(&mut self, line: &'t str, attributes: &'t str) -> Result<()> {
        if self.list.entries.is_empty() {
            return Err(self.error(line, "attributes before the first entry, expected a name"));
        }
        if attributes.starts_with([' ', '\t']) {
            return Err(self.error(attributes, "more than one tab, expected 'key=value' after a single tab"));
        }
        let found = self.attributes(attributes)?;
        self.list.entries.last_mut().expect("checked above").attributes.extend(found);
        Ok(())
    }

    fn entry(&mut self, line: &'t str) -> Result<()> {
        self.finish_entry()?;
        if line.starts_with(' ') {
            return Err(
                self.error(line, "line starts with a blank, expected a name or, for attributes, a tab")
            );
        }
        let (written, attributes) = line.split_once('\t').unwrap_or((line, ""));
        let mut names: Vec<ListName> = Vec::new();
        for part in written.split(" | ") {
            let name = self.name(part)?;
            if names.iter().any(|other| other.text == name.text) {
                return Err(self.error(part, format!("the name '{}' stands twice in this entry", name.text)));
            }
            names.push(name);
        }
        let attributes = if attributes.is_empty() { Vec::new() } else { self.attributes(attributes)? };
        self.list.entries.push(ListEntry { names, attributes });
        self.entry_line = line;
        Ok(())
    }

    fn name(&self, part: &str) -> Result<ListName> {
        let name = ListName::parse(part);
        let text = name.text.as_str();
        let problem = if text.is_empty() {
            "empty name"
        } else if text.trim() != text || text.contains("  ") {
            "blank at the edge of a name or two blanks in it, expected names parted by ' | '"
        } else if text.contains('|') {
            "'|' inside a name, expected a blank on both sides of it"
        } else if letters::key(text) == letters::START {
            "a name without letters, digits or signs cannot be found"
        } else if text.chars().count() > LONGEST_NAME {
            "a name of more than 200 characters"
        } else {
            return Ok(name);
        };
        Err(self.error(part, problem))
    }

    fn attributes(&self, written: &'t str) -> Result<Vec<(String, String)>> {
        let mut found = Vec::new();
        for part in written.split(';') {
            let part = part.trim();
            let Some((key, value)) = part.split_once('=') else {
                return Err(self.error(part, format!("expected 'key=value', found '{part}'")));
            };
            if !self.keys.contains(&key) {
                let declared = self.keys.join(", ");
                let message =
                    format!("unknown key '{key}', expected one of those declared in @keys: {declared}");
                return Err(self.error(part, message));
            }
            if value.is_empty() || value.trim() != value {
                return Err(self.error(value, format!("key '{key}' has no value, or a blank before it")));
            }
            self.intervals(value)?;
            found.push((key.to_owned(), value.to_owned()));
        }
        Ok(found)
    }

    /// Every word with ".." in it has to be an interval of dates.
    fn intervals(&self, value: &str) -> Result<()> {
        for word in value.split_whitespace().filter(|word| word.contains("..")) {
            if !is_interval(word) {
                let message =
                    format!("'{word}' is no interval, expected dates as in 1991-07-10..1999-12 or 2000..");
                return Err(self.error(word, message));
            }
        }
        Ok(())
    }

    /// Adds the defaults to the entry read last and refuses it if it repeats an earlier one.
    fn finish_entry(&mut self) -> Result<()> {
        let line = self.entry_line;
        let Some(entry) = self.list.entries.last_mut() else { return Ok(()) };
        for (key, value) in &self.defaults {
            if entry.attribute(key).is_none() {
                entry.attributes.push((key.clone(), value.clone()));
            }
        }
        let id = entry.attribute("id").map(str::to_owned);
        let canonical = entry.names[0].text.clone();
        if id.as_ref().is_some_and(|id| !self.ids.insert(id.clone())) {
            return Err(self.error(line, format!("id '{}' is used twice", id.unwrap_or_default())));
        }
        // Two things may share a name (towns); then each has an id.
        match self.seen.get(&canonical) {
            Some(earlier) if id.is_none() || !earlier.is_empty() => Err(self.error(
                line,
                format!("'{canonical}' stands twice in the list and has no id to tell it apart"),
            )),
            _ => {
                self.seen.insert(canonical, if id.is_none() { line } else { "" });
                Ok(())
            }
        }
    }
}

/// Year, month and day of `YYYY[-MM[-DD]]`; 0 for what is not given.
pub(super) fn parse_date(text: &str) -> Option<(u16, u8, u8)> {
    let mut parts = text.split('-');
    let mut number = |digits: usize| match parts.next() {
        None => Some(0),
        Some(part) if part.len() == digits && part.bytes().all(|b| b.is_ascii_digit()) => {
            part.parse::<u16>().ok()
        }
        Some(_) => None,
    };
    let (year, month, day) = (number(4)?, number(2)?, number(2)?);
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        0 | 1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        2 => 28 + u16::from(leap),
        4 | 6 | 9 | 11 => 30,
        _ => return None,
    };
    let dashes = text.bytes().filter(|&b| b == b'-').count();
    let given = 1 + usize::from(month > 0) + usize::from(day > 0);
    (parts.next().is_none() && given == dashes + 1 && year > 0 && day <= days).then_some((
        year,
        month as u8,
        day as u8,
    ))
}

/// Whether `text` is `date? ".." date?` with the first date not after the second.
pub(super) fn is_interval(text: &str) -> bool {
    let Some((from, to)) = text.split_once("..") else { return false };
    let (start, end) = (parse_date(from), parse_date(to));
    let ordered = match (start, end) {
        // A year or month as the end means its last day.
        (Some(start), Some((year, month, day))) => {
            start <= (year, if month == 0 { 12 } else { month }, if day == 0 { 31 } else { day })
        }
        _ => true,
    };
    ordered
        && (from.is_empty() || start.is_some())
        && (to.is_empty() || end.is_some())
        && from.len() + to.len() > 0
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str =
        "@type ORG\n@about a\n@source b\n@licence MIT\n@retrieved 2026-11\n@keys id office adj\n\n";

    /// Checks the place and the beginning of the message of a list's error.
    fn check(text: &str, line: usize, column: usize, message: &str) {
        let error = read("x.gaz", text, Owner::Library, ListOptions::default()).expect_err(text);
        assert_eq!((error.line(), error.column()), (Some(line), Some(column)), "{error}");
        assert!(error.message().starts_with(message), "{}", error.message());
    }

    #[test]
    fn errors_in_headers_are_located() {
        check("@typ ORG\n", 1, 1, "unknown header '@typ', expected one of: type, about,");
        check("@type ORG\n@type GPE\n", 2, 1, "header '@type' is given twice");
        check("@type\n", 1, 1, "header '@type' has no value");
        check("@type O RG\n", 1, 7, "a type is letters");
        check("@about a\n\nAcme\n", 1, 1, "header '@type' is missing");
        check("@type ORG\n@about a\n@source b\n@licence MIT\n\nAcme\n", 1, 1, "header '@knowledge-to' or");
        check("@type ORG\n@retrieved  2026-13\n", 2, 13, "'2026-13' is no date");
        check("@type ORG\n@case upper\n", 2, 7, "unknown value 'upper', expected one of: title+upper,");
        check("@type ORG\n@inflect verbs\n", 2, 10, "unknown value 'verbs', expected one of: plural");
        check(&HEAD.replace("@keys", "@defaults kind=x\n@keys"), 6, 11, "unknown key 'kind'");
        check(&format!("{HEAD}Acme\n@case any\n"), 9, 1, "header after the first entry");
    }

    #[test]
    fn errors_in_entries_are_located() {
        for (lines, line, column, message) in [
            ("\tid=a\n", 1, 1, "attributes before the first entry"),
            (" Acme\n", 1, 1, "line starts with a blank"),
            ("Acme\n  id=a\n", 2, 1, "line starts with a blank"),
            ("Acme\n\t\tid=a\n", 2, 2, "more than one tab"),
            ("Acme \n", 1, 5, "blank at the end of the line"),
            ("Acme | \n", 1, 7, "blank at the end of the line"),
            ("Acme |  | A\n", 1, 8, "empty name"),
            ("Acme | ~\n", 1, 8, "empty name"),
            ("Acme  Corp\n", 1, 1, "blank at the edge of a name"),
            ("Acme |A\n", 1, 1, "'|' inside a name"),
            ("Acme | ...\n", 1, 8, "a name without letters"),
            ("Acme | ~Acme\n", 1, 8, "the name 'Acme' stands twice"),
            (
                "Acme\tid=a; colour=red\n",
                1,
                12,
                "unknown key 'colour', expected one of those declared in @keys: id,",
            ),
            ("Acme\tid\n", 1, 6, "expected 'key=value', found 'id'"),
            ("Acme\tid=\n", 1, 9, "key 'id' has no value"),
            ("Acme\tid=a;;\n", 1, 11, "expected 'key=value', found ''"),
            ("Acme\n\toffice=head 2001-02-29..\n", 2, 14, "'2001-02-29..' is no interval"),
            ("Acme\n\toffice=head 2005..2004-06\n", 2, 14, "'2005..2004-06' is no interval"),
            ("Acme\n\n# again\nAcme\n", 4, 1, "'Acme' stands twice"),
            ("Acme\tid=a\nAcme\n", 2, 1, "'Acme' stands twice"),
            ("Acme\tid=a\nBolt\tid=a\n", 2, 1, "id 'a' is used twice"),
            ("Ac\u{7}me\n", 1, 3, "character U+0007 is not allowed"),
            ("Acme\u{a0}Corp\n", 1, 5, "character U+00A0 is not allowed"),
        ] {
            check(&format!("{HEAD}{lines}"), 7 + line, column, message);
        }
        let long = format!("{HEAD}{}\n", "x".repeat(201));
        check(&long, 8, 1, "a name of more than 200");
    }

    #[test]
    fn bytes_that_are_no_text_are_located() {
        let error = utf8("x.gaz", b"@type ORG\n\nAc\xffme\n").unwrap_err();
        assert_eq!((error.line(), error.column()), (Some(3), Some(3)));
        assert_eq!(error.message(), "byte 13 is not valid UTF-8");
        assert_eq!(error.file(), Some(std::path::Path::new("x.gaz")));
    }

    #[test]
    fn a_list_is_read_with_marks_attributes_and_defaults() {
        let text = HEAD.replace("@keys", "@defaults adj=Acmean\n@case any\n@keys")
            + "Acme | ~A Corp | =ACME\tid=a\r\n\toffice=head 2000-02-29..; office=seat\n\nAcme\tid=b; adj=Own\n";
        let list = read("x.gaz", &text, Owner::Library, ListOptions::default()).unwrap();
        let [acme, other] = &list.entries[..] else { panic!("two entries") };
        let marks: Vec<_> =
            acme.names.iter().map(|name| (&name.text[..], name.weak, name.case.is_some())).collect();
        assert_eq!(marks, [("Acme", false, false), ("A Corp", true, false), ("ACME", false, true)]);
        let offices: Vec<_> = acme.attributes.iter().map(|(key, value)| format!("{key}={value}")).collect();
        assert_eq!(offices, ["id=a", "office=head 2000-02-29..", "office=seat", "adj=Acmean"]);
        assert_eq!(other.attribute("adj"), Some("Own"));
        assert_eq!(list.options, ListOptions::default().ignore_case());
    }

    #[test]
    fn a_users_list_needs_a_type_or_a_label_only() {
        assert!(read("x.gaz", "@type SHIP\n\nEver Given\n", Owner::User, ListOptions::default()).is_ok());
        assert!(read("x.gaz", "Ever Given\n", Owner::User, ListOptions::default()).is_err());
        let list = read("x.gaz", "Ever Given\n", Owner::User, ListOptions::default().label("SHIP")).unwrap();
        assert_eq!(list.list_type, "SHIP");
    }

    #[test]
    fn dates_have_to_exist() {
        for (text, date) in [("2024", (2024, 0, 0)), ("2024-02", (2024, 2, 0)), ("2024-02-29", (2024, 2, 29))]
        {
            assert_eq!(parse_date(text), Some(date));
        }
        for text in
            ["", "24", "2024-", "2024-2", "2024-13", "2023-02-29", "2024-04-31", "2024-01-01-01", "2024-00"]
        {
            assert_eq!(parse_date(text), None, "{text}");
        }
        for text in ["2000..", "..2000", "2000..2000-05", "2000-05-01..2000-05", "1999-12-31..2000"] {
            assert!(is_interval(text), "{text}");
        }
        for text in ["..", "2001..2000", "2000-06..2000-05-31", "a..b", "2000..x"] {
            assert!(!is_interval(text), "{text}");
        }
    }
}
