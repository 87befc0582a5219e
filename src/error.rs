//! The one error type of the library. Only loading and building can fail; extraction cannot.

use std::fmt;
use std::path::{Path, PathBuf};

/// What kind of thing went wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// A file could not be read or written.
    Io,
    /// A list, rule or record file does not follow its format.
    Parse,
    /// The parts are well formed but do not fit together (an unknown kind, a model for other features).
    Invalid,
}

/// Why loading a list, a rule file, a model or a record failed.
///
/// The message is lower case, says what was expected, and names file, line and column where they are known.
/// For a parse error the display shows the line with a caret under the place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error(Box<Inner>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Inner {
    kind: ErrorKind,
    message: String,
    file: Option<PathBuf>,
    place: Option<Place>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Place {
    line: usize,
    column: usize,
    excerpt: String,
}

impl Error {
    /// A parse error at `line` and `column` (both from 1, the column in characters); `excerpt` is the line's text.
    pub(crate) fn parse(message: impl Into<String>, line: usize, column: usize, excerpt: &str) -> Error {
        let place = Place { line, column, excerpt: excerpt.to_owned() };
        Error(Box::new(Inner {
            kind: ErrorKind::Parse,
            message: message.into(),
            file: None,
            place: Some(place),
        }))
    }

    /// A parse error at a byte offset of `source`.
    pub(crate) fn parse_at(message: impl Into<String>, source: &str, offset: usize) -> Error {
        let offset = (0..=offset.min(source.len())).rev().find(|&i| source.is_char_boundary(i)).unwrap_or(0);
        let start = source[..offset].rfind('\n').map_or(0, |i| i + 1);
        let end = source[offset..].find('\n').map_or(source.len(), |i| offset + i);
        let line = source[..offset].matches('\n').count() + 1;
        let column = source[start..offset].chars().count() + 1;
        Error::parse(message, line, column, source[start..end].trim_end_matches('\r'))
    }

    /// A parse error of a JSON record; the message says where in the record.
    pub(crate) fn record(message: impl Into<String>) -> Error {
        Error(Box::new(Inner { kind: ErrorKind::Parse, message: message.into(), file: None, place: None }))
    }

    /// An error of parts that do not fit together.
    pub(crate) fn invalid(message: impl Into<String>) -> Error {
        Error(Box::new(Inner { kind: ErrorKind::Invalid, message: message.into(), file: None, place: None }))
    }

    /// An error of the file system.
    pub(crate) fn io(path: &Path, cause: &std::io::Error) -> Error {
        let inner =
            Inner { kind: ErrorKind::Io, message: cause.to_string(), file: Some(path.into()), place: None };
        Error(Box::new(inner))
    }

    /// The same error with the file it belongs to, unless one is named already.
    pub(crate) fn in_file(mut self, path: impl AsRef<Path>) -> Error {
        self.0.file.get_or_insert_with(|| path.as_ref().to_path_buf());
        self
    }

    /// The kind of error.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// What was wrong and what was expected, without the place.
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// The file, where one is known.
    pub fn file(&self) -> Option<&Path> {
        self.0.file.as_deref()
    }

    /// Line of the error, counted from 1.
    pub fn line(&self) -> Option<usize> {
        self.0.place.as_ref().map(|p| p.line)
    }

    /// Column of the error in characters, counted from 1.
    pub fn column(&self) -> Option<usize> {
        self.0.place.as_ref().map(|p| p.column)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(file) = &self.0.file {
            write!(f, "{}:", file.display())?;
        }
        match &self.0.place {
            Some(p) => {
                let prefix = format!("{} | ", p.line);
                // A tab before the caret is kept so that the caret stands under its character.
                let pad: String =
                    p.excerpt.chars().take(p.column - 1).map(|c| if c == '\t' { c } else { ' ' }).collect();
                write!(f, "{}:{}: {}\n{prefix}{}\n", p.line, p.column, self.0.message, p.excerpt)?;
                write!(f, "{}{pad}^", " ".repeat(prefix.len()))
            }
            None if self.0.file.is_some() => write!(f, " {}", self.0.message),
            None => f.write_str(&self.0.message),
        }
    }
}

impl std::error::Error for Error {}

/// Result of loading and building.
pub type Result<T, E = Error> = std::result::Result<T, E>;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_parse_error_points_at_its_place() {
        let error =
            Error::parse_at("unknown key 'colour', expected one of: id, adj", "Germany\n\tcolour=red\n", 9);
        let shown = error.in_file("places.gaz").to_string();
        assert_eq!(
            shown,
            "places.gaz:2:2: unknown key 'colour', expected one of: id, adj\n2 | \tcolour=red\n    \t^"
        );
    }
}
