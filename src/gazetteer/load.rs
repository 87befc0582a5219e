//! Opens lists of the user's own: text in several formats, and compiled ones.

use super::list::{List, ListOptions};
use super::table::{Bytes, Table};
use super::{Gazetteer, compile, format, import, layout};
use crate::error::{Error, Result};
use std::path::Path;
use std::sync::Arc;

impl Gazetteer {
    /// A list from a file, with the default options; see [`Gazetteer::load_with`].
    ///
    /// # Errors
    /// As [`Gazetteer::load_with`].
    pub fn load(path: impl AsRef<Path>) -> Result<Gazetteer> {
        Gazetteer::load_with(path, &ListOptions::default())
    }

    /// A list from a file in any of the formats: compiled (known by its first bytes), or text as
    /// [`Gazetteer::from_text`] reads it.
    ///
    /// A compiled list keeps the options it was compiled with. It is read into memory; see
    /// [`Gazetteer::from_bytes`] for how to avoid this.
    ///
    /// # Errors
    /// When the file cannot be read, is no UTF-8, or does not follow its format; the error points at line and column.
    pub fn load_with(path: impl AsRef<Path>, options: &ListOptions) -> Result<Gazetteer> {
        let path = path.as_ref();
        let bytes = std::fs::read(path).map_err(|cause| Error::io(path, &cause))?;
        if bytes.starts_with(&layout::MAGIC) {
            return Gazetteer::from_shared_bytes(bytes.into()).map_err(|error| error.in_file(path));
        }
        let file = path.to_string_lossy();
        Gazetteer::from_text(&file, format::utf8(&file, &bytes)?, options)
    }

    /// A list from its text; the extension of `file` tells the format.
    ///
    /// - `.gaz`: the library's own format, described in `gazetteers/README.md`; headers win over the options.
    /// - `.tsv`, `.csv`: a table whose first row names the columns: `name`, and where wanted `aliases` (parted by `|`),
    ///   `type`, `id`, and attributes of any name.
    /// - `.jsonl`: EntityRuler patterns of spaCy: `label`, `pattern` (a string, or tokens with TEXT, ORTH or LOWER), `id`.
    /// - anything else: one name a line.
    ///
    /// Where a list does not say what its entries are, the label of the options counts, else the name of the file in
    /// capitals: `ships.txt` holds entities of the kind SHIPS.
    ///
    /// # Errors
    /// When the text does not follow the format; the error points at line and column.
    ///
    /// ```
    /// use tercet::gazetteer::{Gazetteer, ListOptions};
    ///
    /// let ships = Gazetteer::from_text("ships.txt", "Ever Given\nWakashio\n", &ListOptions::new())?;
    /// let (entry, _) = ships.lookup("Ever Given").next().expect("it was just loaded");
    /// assert_eq!(entry.list_type(), "SHIPS");
    /// # Ok::<(), tercet::Error>(())
    /// ```
    pub fn from_text(file: &str, text: &str, options: &ListOptions) -> Result<Gazetteer> {
        let extension =
            Path::new(file).extension().and_then(|extension| extension.to_str()).unwrap_or_default();
        let lists = match extension.to_ascii_lowercase().as_str() {
            "gaz" => vec![format::read(file, text, format::Owner::User, options.clone())?],
            "tsv" | "tab" => import::read_table(file, text, '\t', options)?,
            "csv" => import::read_table(file, text, ',', options)?,
            "jsonl" | "ndjson" => import::read_entity_ruler(file, text, options)?,
            _ => vec![import::read_names(file, text, options)?],
        };
        Gazetteer::from_lists(&lists)
    }

    /// A list in the `.gaz` format; `file` names it in messages and in what is found by it.
    ///
    /// # Errors
    /// When the text does not follow the format; the error points at line and column.
    pub fn from_gaz(file: &str, text: &str) -> Result<Gazetteer> {
        Gazetteer::from_lists(&[format::read(file, text, format::Owner::User, ListOptions::default())?])
    }
    /// Compiled lists, as [`Gazetteer::compile`] has made them.
    ///
    /// The bytes are used as they lie; opening them costs a checksum. Map a file into memory for the life of the
    /// program to have a million names ready in milliseconds.
    ///
    /// # Errors
    /// When the bytes are no compiled list, are cut off or damaged, or were made by another version.
    pub fn from_bytes(bytes: &'static [u8]) -> Result<Gazetteer> {
        Gazetteer::open(&Bytes::Static(bytes))
    }

    /// Compiled lists in shared bytes; see [`Gazetteer::from_bytes`].
    ///
    /// # Errors
    /// As [`Gazetteer::from_bytes`].
    pub fn from_shared_bytes(bytes: Arc<[u8]>) -> Result<Gazetteer> {
        let all = 0..bytes.len();
        Gazetteer::open(&Bytes::Shared(bytes, all))
    }

    fn open(bytes: &Bytes) -> Result<Gazetteer> {
        let (mut tables, mut at) = (Vec::new(), 0);
        let end = bytes.as_slice().len();
        while at < end || tables.is_empty() {
            let (table, length) = Table::open(&bytes.part(at..end), true)?;
            tables.push(table);
            at += length;
        }
        Ok(Gazetteer { tables })
    }

    fn from_lists(lists: &[List]) -> Result<Gazetteer> {
        let bytes: Arc<[u8]> = compile::compile(lists)?.into();
        let all = 0..bytes.len();
        let (table, _) = Table::open(&Bytes::Shared(bytes, all), false)?;
        Ok(Gazetteer { tables: vec![table] })
    }
}
