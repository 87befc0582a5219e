//! Standard output: whole documents at a time, so that what is written ends at a line when the work is stopped.

use std::io::{self, ErrorKind, Write};

/// How documents are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// One fact a line
    Triples,
    /// One document a line
    Jsonl,
    /// The documents as one indented array
    Json,
}

/// What printing a document came to.
#[derive(Debug)]
pub enum Stop {
    /// The reader has gone (`| head`), which is no failure.
    Closed,
    /// Nothing can be written any more.
    Failed(io::Error),
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Stop {
        if error.kind() == ErrorKind::BrokenPipe { Stop::Closed } else { Stop::Failed(error) }
    }
}

/// Writes everything at once and reports failure as a message; a reader that has gone is none.
pub fn print(bytes: &[u8]) -> Result<(), String> {
    let mut out = io::stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()).map_err(Stop::from) {
        Err(Stop::Failed(cause)) => Err(format!("cannot write to standard output: {cause}")),
        _ => Ok(()),
    }
}

/// Prints documents one after the other in one format.
pub struct Printer<W> {
    out: W,
    format: Format,
    count: usize,
    /// The first document's id and triples: only a second document shows whether it needs a heading.
    first: Option<(String, String)>,
}

impl<W: Write> Printer<W> {
    /// A printer that has printed nothing.
    pub fn new(out: W, format: Format) -> Printer<W> {
        Printer { out, format, count: 0, first: None }
    }

    /// Prints a document: lines of triples, or its JSON without a line break at the end.
    pub fn document(&mut self, id: &str, body: String) -> Result<(), Stop> {
        self.count += 1;
        let text = match self.format {
            Format::Jsonl => body + "\n",
            Format::Json => {
                let before = if self.count == 1 { "[\n  " } else { ",\n  " };
                format!("{before}{}", body.replace('\n', "\n  "))
            }
            Format::Triples if self.count == 1 => {
                self.first = Some((id.to_owned(), body));
                return Ok(());
            }
            Format::Triples => match self.first.take() {
                Some((first, lines)) => heading(&first) + &lines + &heading(id) + &body,
                None => heading(id) + &body,
            },
        };
        self.write(&text)
    }

    /// Prints what is still open.
    pub fn finish(&mut self) -> Result<(), Stop> {
        let text = match (self.format, self.first.take()) {
            (Format::Json, _) if self.count == 0 => "[]\n".to_owned(),
            (Format::Json, _) => "\n]\n".to_owned(),
            (_, Some((_, lines))) => lines,
            _ => return Ok(()),
        };
        self.write(&text)
    }

    fn write(&mut self, text: &str) -> Result<(), Stop> {
        self.out.write_all(text.as_bytes())?;
        Ok(self.out.flush()?)
    }
}

/// `# ID` on a line; an id that has line breaks is put on one.
fn heading(id: &str) -> String {
    format!("# {}\n", id.split(char::is_control).collect::<Vec<_>>().join(" "))
}
