//! Words of Unicode Annex #29 within a run of characters that holds no white space.
//!
//! Runs of ASCII and the marks of printed English, nearly all of it, take a table-driven path; everything else goes through the
//! `unicode-segmentation` crate. Both give the same segments, which a property test checks.

use unicode_segmentation::UnicodeSegmentation;

/// Calls `found` with start and end (byte offsets within `run`) of each word of `run`, in order.
pub(super) fn segments(run: &str, found: impl FnMut(usize, usize)) {
    match is_simple(run.as_bytes()) {
        true => simple_segments(run.as_bytes(), found),
        false => unicode_segments(run, found),
    }
}

/// Whether a run holds nothing but ASCII and the marks of printed English: – — ‘ ’ “ ” …
fn is_simple(run: &[u8]) -> bool {
    run.is_ascii() || {
        let mut at = 0;
        while at < run.len() && (run[at] < 0x80 || is_printed_mark(run, at)) {
            at += if run[at] < 0x80 { 1 } else { 3 };
        }
        at == run.len()
    }
}

/// Whether one of – — ‘ ’ “ ” … stands here.
fn is_printed_mark(run: &[u8], at: usize) -> bool {
    matches!(run[at..], [0xe2, 0x80, 0x93 | 0x94 | 0x98 | 0x99 | 0x9c | 0x9d | 0xa6, ..])
}

fn unicode_segments(run: &str, mut found: impl FnMut(usize, usize)) {
    for (at, word) in run.split_word_bound_indices() {
        found(at, at + word.len());
    }
}

/// The rules WB5 to WB13b of the annex; its other rules need other characters or white space.
fn simple_segments(run: &[u8], mut found: impl FnMut(usize, usize)) {
    let mut start = 0;
    while start < run.len() {
        let mut end = start + if run[start] < 0x80 { 1 } else { 3 };
        if word_byte(run[start]) {
            while end < run.len() {
                if word_byte(run[end]) {
                    end += 1;
                    continue;
                }
                // A single curly mark bridges as a full stop does.
                let (mark, width) = match run[end] {
                    0xe2 if matches!(run[end + 2], 0x98 | 0x99) => (b'.', 3),
                    mark => (mark, 1),
                };
                match run.get(end + width) {
                    Some(&right) if bridges(run[end - 1], mark, right) => end += width + 1,
                    _ => break,
                }
            }
        }
        found(start, end);
        start = end;
    }
}

fn word_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

/// Whether a mark joins what stands left and right of it: letters ("don't") or digits ("1,200").
fn bridges(left: u8, mark: u8, right: u8) -> bool {
    match mark {
        b'.' | b'\'' => {
            left.is_ascii_alphabetic() && right.is_ascii_alphabetic()
                || left.is_ascii_digit() && right.is_ascii_digit()
        }
        b':' => left.is_ascii_alphabetic() && right.is_ascii_alphabetic(),
        b',' | b';' => left.is_ascii_digit() && right.is_ascii_digit(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig { cases: 4000, ..ProptestConfig::default() })]

        #[test]
        fn both_paths_give_the_same_words_of_any_simple_run(run in "[!-~\\x00-\\x08\\x7f–—‘’“”…]{0,24}|[a1_.,;:'\"’‘“—-]{0,12}") {
            let (mut fast, mut slow) = (Vec::new(), Vec::new());
            prop_assert!(is_simple(run.as_bytes()));
            simple_segments(run.as_bytes(), |start, end| fast.push((start, end)));
            unicode_segments(&run, |start, end| slow.push((start, end)));
            prop_assert_eq!(fast, slow);
        }
    }
}
