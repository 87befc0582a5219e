//! Words of Unicode Annex #29 within a run of characters that holds no white space.
//!
//! ASCII runs, nearly all of English, take a table-driven path; everything else goes through the
//! `unicode-segmentation` crate. Both give the same segments, which a property test checks.

use unicode_segmentation::UnicodeSegmentation;

/// Calls `found` with start and end (byte offsets within `run`) of each word of `run`, in order.
pub(super) fn segments(run: &str, found: impl FnMut(usize, usize)) {
    if run.is_ascii() { ascii_segments(run.as_bytes(), found) } else { unicode_segments(run, found) }
}

fn unicode_segments(run: &str, mut found: impl FnMut(usize, usize)) {
    for (at, word) in run.split_word_bound_indices() {
        found(at, at + word.len());
    }
}

/// The rules WB5 to WB13b of the annex; its other rules need characters beyond ASCII or white space.
fn ascii_segments(run: &[u8], mut found: impl FnMut(usize, usize)) {
    let mut start = 0;
    while start < run.len() {
        let mut end = start + 1;
        if word_byte(run[start]) {
            while end < run.len() {
                if word_byte(run[end]) {
                    end += 1;
                } else if end + 1 < run.len() && bridges(run[end - 1], run[end], run[end + 1]) {
                    end += 2;
                } else {
                    break;
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
        fn both_paths_give_the_same_words_of_any_ascii_run(run in "[!-~\\x00-\\x08\\x7f]{0,24}|[a1_.,;:'\"-]{0,12}") {
            let (mut fast, mut slow) = (Vec::new(), Vec::new());
            ascii_segments(run.as_bytes(), |start, end| fast.push((start, end)));
            unicode_segments(&run, |start, end| slow.push((start, end)));
            prop_assert_eq!(fast, slow);
        }
    }
}
