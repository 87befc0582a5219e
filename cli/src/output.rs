//! Standard output: whole documents at a time, so that what is written ends at a line when the work is stopped.

use std::io::{self, ErrorKind, Write};
use tercet::Offsets;

/// How the output of several documents is put together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// One after the other.
    Plain,
    /// The same, and where there is more than one, a line `# ID` before each.
    Headed,
    /// One a line.
    Lines,
    /// One JSON array.
    Array,
}

/// The unit of offsets with this name.
pub fn parse_offsets(name: &str) -> Result<Offsets, String> {
    Offsets::from_name(name).ok_or_else(|| "expected byte, char or utf16".to_owned())
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

/// Prints documents in one layout.
pub struct Printer<W> {
    out: W,
    layout: Layout,
    count: usize,
    /// The first document's id and output: only a second document shows whether it needs a heading.
    first: Option<(String, String)>,
}

impl<W: Write> Printer<W> {
    /// A printer that has printed nothing.
    pub fn new(out: W, layout: Layout) -> Printer<W> {
        Printer { out, layout, count: 0, first: None }
    }

    /// Prints a document. The layouts [`Layout::Lines`] and [`Layout::Array`] add the line break at its end.
    pub fn document(&mut self, id: &str, body: String) -> Result<(), Stop> {
        self.count += 1;
        let text = match self.layout {
            Layout::Plain => body,
            Layout::Lines => body + "\n",
            Layout::Array => {
                let before = if self.count == 1 { "[\n  " } else { ",\n  " };
                format!("{before}{}", body.replace('\n', "\n  "))
            }
            Layout::Headed if self.count == 1 => {
                self.first = Some((id.to_owned(), body));
                return Ok(());
            }
            Layout::Headed => match self.first.take() {
                Some((first, lines)) => heading(&first) + &lines + &heading(id) + &body,
                None => heading(id) + &body,
            },
        };
        self.write(&text)
    }

    /// Prints what is still open.
    pub fn finish(&mut self) -> Result<(), Stop> {
        let text = match (self.layout, self.first.take()) {
            (Layout::Array, _) if self.count == 0 => "[]\n".to_owned(),
            (Layout::Array, _) => "\n]\n".to_owned(),
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
