//! Lines of a news page that belong to the page and not to the article: "Most Commented", "Read more: …", "© 2024 …".

use once_cell::sync::Lazy;
use std::collections::HashSet;

/// A line of page furniture with something of its own after the fixed words is at most this long, in tokens.
const LONGEST: usize = 16;
/// No line of the list is longer than this, in bytes: longer lines need not be looked at.
const LONGEST_BYTES: usize = 200;

struct Furniture {
    lines: HashSet<&'static str>,
    starts: Vec<&'static str>,
}

static FURNITURE: Lazy<Furniture> = Lazy::new(|| {
    let entries = || include_str!("data/furniture.txt").lines().filter_map(|line| line.split_once(": "));
    Furniture {
        lines: entries().filter(|(key, _)| *key == "line").map(|(_, words)| words).collect(),
        starts: entries().filter(|(key, _)| *key == "start").map(|(_, words)| words).collect(),
    }
});

/// Whether a line of so many tokens is page furniture.
pub(super) fn is_furniture(line: &str, tokens: usize) -> bool {
    if line.len() > LONGEST_BYTES || tokens > LONGEST {
        return false;
    }
    let line = normal(line);
    let bare = line.trim_matches(|c: char| !c.is_alphanumeric() && c != '#' && c != '©');
    FURNITURE.lines.contains(bare) || FURNITURE.starts.iter().any(|start| begins(&line, start))
}

/// Whether a line begins with these words, not with a part of a longer word.
fn begins(line: &str, start: &str) -> bool {
    let rest = line.strip_prefix(start);
    rest.is_some_and(|rest| {
        !start.ends_with(char::is_alphanumeric) || !rest.starts_with(char::is_alphanumeric)
    })
}

/// Small letters, and # for every run of digits.
fn normal(line: &str) -> String {
    let mut normal = String::with_capacity(line.len());
    for c in line.chars() {
        if !c.is_ascii_digit() {
            normal.extend(c.to_lowercase());
        } else if !normal.ends_with('#') {
            normal.push('#');
        }
    }
    normal
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn furniture_is_told_from_headlines() {
        for line in
            ["Most Commented", "READ MORE", "Read more: Floods reach the capital", "© 2024 The Daily Example"]
        {
            assert!(is_furniture(line, 5), "{line}");
        }
        for line in
            ["Comments:", "3 min read", "12 Comments", "Advertisement", "Copyright 2019 Example Media"]
        {
            assert!(is_furniture(line, 4), "{line}");
        }
        for line in [
            "Most voters back the deal",
            "Copyright law faces reform",
            "Print sales fall",
            "Watch makers merge",
        ] {
            assert!(!is_furniture(line, 5), "{line}");
        }
    }

    #[test]
    fn every_line_of_the_list_is_normal_and_read() {
        for line in include_str!("data/furniture.txt").lines().filter(|line| !line.starts_with("# ")) {
            let (key, words) = line.split_once(": ").expect(line);
            assert!(matches!(key, "line" | "start"), "{line}");
            assert_eq!(normal(words), words);
            assert!(is_furniture(words, 3), "{line}");
        }
    }
}
