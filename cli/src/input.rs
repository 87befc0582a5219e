//! Where documents come from: files, directories and standard input, taken lazily and in order.

use crate::decompress;
use std::collections::VecDeque;
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// How a stream holds documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Input {
    /// One document a file.
    Text,
    /// One document a line: {"id": …, "date": …, "text": …}
    Jsonl,
}

/// Endings of files that are read as JSON Lines without being told.
const JSONL: [&str; 3] = [".jsonl", ".jsonl.gz", ".jsonl.zst"];
/// Ending of the text files that are taken from directories.
const TEXT: &str = ".txt";

/// The bytes of one document with the place they come from.
#[derive(Debug)]
pub struct Piece {
    /// The path as given, or `-`.
    pub path: Arc<str>,
    /// The line, counted from 1, where a line is a document; `None` where the whole file is one.
    pub line: Option<usize>,
    /// A text, or a JSON record.
    pub bytes: Vec<u8>,
}

/// The pieces of all inputs in the order of the arguments; an error is a message that names the input.
pub struct Pieces {
    waiting: VecDeque<PathBuf>,
    input: Option<Input>,
    lines: Option<Lines>,
    /// Files found in directories, which keep their own order and reading.
    found: VecDeque<Result<PathBuf, String>>,
    /// Bytes read so far, before unpacking.
    read: Arc<AtomicU64>,
}

impl Pieces {
    /// Pieces of these files, directories and `-`; `input` overrules the endings of files named outright.
    pub fn new(paths: &[PathBuf], input: Option<Input>) -> Pieces {
        let waiting = paths.iter().cloned().collect();
        Pieces { waiting, input, lines: None, found: VecDeque::new(), read: Arc::default() }
    }

    /// The number of bytes read so far, which goes on counting.
    pub fn bytes_read(&self) -> Arc<AtomicU64> {
        Arc::clone(&self.read)
    }

    /// The next piece of the file at `path`: all of it, or its first line.
    fn open(&mut self, path: &Path, input: Input) -> Option<Result<Piece, String>> {
        let name: Arc<str> = path.to_string_lossy().into();
        let reader = match reader(path, &self.read) {
            Ok(reader) => reader,
            Err(cause) => return Some(Err(format!("{name}: {cause}"))),
        };
        match input {
            Input::Text => Some(whole(reader, name)),
            Input::Jsonl => {
                self.lines = Some(Lines { reader: BufReader::new(reader), path: name, number: 0 });
                None
            }
        }
    }

    fn open_argument(&mut self, path: &Path) -> Option<Result<Piece, String>> {
        if path.is_dir() {
            let found = walk(path);
            if found.is_empty() {
                let endings = JSONL.join(", ");
                return Some(Err(format!("{}: no {TEXT}, {endings} file in it", path.display())));
            }
            self.found = found.into();
            return None;
        }
        let input = self.input.unwrap_or_else(|| input_of(path));
        self.open(path, input)
    }
}

impl Iterator for Pieces {
    type Item = Result<Piece, String>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(lines) = &mut self.lines {
                match lines.next() {
                    Some(Ok(piece)) => return Some(Ok(piece)),
                    // What follows an unreadable place of a file cannot be found again.
                    Some(Err(message)) => {
                        self.lines = None;
                        return Some(Err(message));
                    }
                    None => self.lines = None,
                }
            }
            let opened = if let Some(found) = self.found.pop_front() {
                match found {
                    Ok(path) => self.open(&path, input_of(&path)),
                    Err(message) => Some(Err(message)),
                }
            } else {
                let path = self.waiting.pop_front()?;
                self.open_argument(&path)
            };
            if opened.is_some() {
                return opened;
            }
        }
    }
}

/// The lines of one file that are not blank.
struct Lines {
    reader: BufReader<Box<dyn Read + Send>>,
    path: Arc<str>,
    number: usize,
}

impl Iterator for Lines {
    type Item = Result<Piece, String>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let mut bytes = Vec::new();
            self.number += 1;
            match self.reader.read_until(b'\n', &mut bytes) {
                Ok(0) => return None,
                Ok(_) if bytes.trim_ascii().is_empty() => {}
                Ok(_) => {
                    let (path, line) = (Arc::clone(&self.path), Some(self.number));
                    return Some(Ok(Piece { path, line, bytes }));
                }
                Err(cause) => return Some(Err(format!("{}:{}: {cause}", self.path, self.number))),
            }
        }
    }
}

/// The sum of the arguments' sizes, where all of them are files.
pub fn total_bytes(paths: &[PathBuf]) -> Option<u64> {
    let size = |path: &PathBuf| fs::metadata(path).ok().filter(fs::Metadata::is_file).map(|m| m.len());
    paths.iter().map(size).sum()
}

fn input_of(path: &Path) -> Input {
    let name = path.to_string_lossy();
    if JSONL.iter().any(|ending| name.ends_with(ending)) { Input::Jsonl } else { Input::Text }
}

fn reader(path: &Path, read: &Arc<AtomicU64>) -> io::Result<Box<dyn Read + Send>> {
    let count = Arc::clone(read);
    if path == Path::new("-") {
        return Ok(Box::new(Counted { reader: io::stdin(), count }));
    }
    let file = BufReader::with_capacity(1 << 16, Counted { reader: File::open(path)?, count });
    Ok(decompress::content(path, file))
}

fn whole(mut reader: impl Read, path: Arc<str>) -> Result<Piece, String> {
    let mut bytes = Vec::new();
    match reader.read_to_end(&mut bytes) {
        Ok(_) => Ok(Piece { path, line: None, bytes }),
        Err(cause) => Err(format!("{path}: {cause}")),
    }
}

/// The text and JSON Lines files below a directory, by name within each directory. Links to directories are not
/// followed, as they may lead in circles.
fn walk(directory: &Path) -> Vec<Result<PathBuf, String>> {
    let mut files = Vec::new();
    let mut open = vec![directory.to_path_buf()];
    while let Some(path) = open.pop() {
        let is_directory = path == directory || path.symlink_metadata().is_ok_and(|m| m.is_dir());
        if is_directory {
            match children(&path) {
                Ok(children) => open.extend(children.into_iter().rev()),
                Err(cause) => files.push(Err(format!("{}: {cause}", path.display()))),
            }
        } else if is_wanted(&path) && path.is_file() {
            files.push(Ok(path));
        }
    }
    files
}

fn children(directory: &Path) -> io::Result<Vec<PathBuf>> {
    let mut paths: Vec<PathBuf> =
        fs::read_dir(directory)?.map(|entry| Ok(entry?.path())).collect::<io::Result<_>>()?;
    paths.sort();
    Ok(paths)
}

fn is_wanted(path: &Path) -> bool {
    let name = path.to_string_lossy();
    name.ends_with(TEXT) || JSONL.iter().any(|ending| name.ends_with(ending))
}

/// Counts what is read through it.
struct Counted<R> {
    reader: R,
    count: Arc<AtomicU64>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.reader.read(buffer)?;
        self.count.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}
