//! Compiles the lists in `gazetteers/` into the table that the library carries, and the rules in `rules/` into JSON.
//!
//! The reader and the compiler are the library's own modules, so that a list means the same at build time and at run
//! time. A mistake in a list stops the build with file, line and column.

// The library uses more of these modules than this script does.
#![allow(dead_code)]

use std::path::{Path, PathBuf};
use std::{env, fs, process};

#[path = "src/gazetteer/compile.rs"]
mod compile;
#[path = "src/error.rs"]
mod error;
#[path = "src/gazetteer/format.rs"]
mod format;
#[path = "src/gazetteer/layout.rs"]
mod layout;
#[path = "src/gazetteer/letters.rs"]
mod letters;
#[path = "src/gazetteer/list.rs"]
mod list;
#[path = "src/gazetteer/plural.rs"]
mod plural;

fn main() {
    println!("cargo::rerun-if-changed=gazetteers");
    println!("cargo::rerun-if-changed=src/gazetteer");
    println!("cargo::rerun-if-changed=src/error.rs");
    println!("cargo::rerun-if-changed=rules");
    if let Err(error) = compile_lists().and_then(|()| convert_rules()) {
        eprintln!("error: {error}");
        process::exit(1);
    }
}

fn compile_lists() -> error::Result<()> {
    let folder = Path::new("gazetteers");
    let mut files = Vec::new();
    collect(folder, &mut files)?;
    files.sort();
    let mut lists = Vec::new();
    for path in files {
        let bytes = fs::read(&path).map_err(|cause| error::Error::io(&path, &cause))?;
        let name = path.strip_prefix(folder).unwrap_or(&path).to_string_lossy().replace('\\', "/");
        let text = format::utf8(&name, &bytes)?;
        lists.push(format::read(&name, text, format::Owner::Library, list::ListOptions::default())?);
    }
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default()).join("gazetteer.bin");
    fs::write(&out, compile::compile(&lists)?).map_err(|cause| error::Error::io(&out, &cause))
}

/// Every `.gaz` file in a folder and the folders in it.
fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> error::Result<()> {
    let failed = |cause: std::io::Error| error::Error::io(folder, &cause);
    for item in fs::read_dir(folder).map_err(failed)? {
        let path = item.map_err(failed)?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else if path.extension().is_some_and(|extension| extension == "gaz") {
            files.push(path);
        }
    }
    Ok(())
}

/// Writes the rule files as one JSON array, in the order of their names: reading JSON at start is far quicker than
/// reading TOML.
fn convert_rules() -> error::Result<()> {
    let folder = Path::new("rules");
    let failed = |cause: std::io::Error| error::Error::io(folder, &cause);
    let mut paths = Vec::new();
    for item in fs::read_dir(folder).map_err(failed)? {
        paths.push(item.map_err(failed)?.path());
    }
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "toml"));
    paths.sort();
    let mut files: Vec<toml::Value> = Vec::new();
    for path in paths {
        let source = fs::read_to_string(&path).map_err(|cause| error::Error::io(&path, &cause))?;
        let file = toml::from_str(&source).map_err(|problem| {
            let at = problem.span().map_or(0, |span| span.start);
            error::Error::parse_at(problem.message(), &source, at).in_file(&path)
        })?;
        files.push(file);
    }
    let json = serde_json::to_string(&files).map_err(|problem| error::Error::invalid(problem.to_string()))?;
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default()).join("rules.json");
    fs::write(&out, json).map_err(|cause| error::Error::io(&out, &cause))
}
