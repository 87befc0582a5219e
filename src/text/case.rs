//! How the letters of a word are cased.

use super::Case;

impl Case {
    /// The case of a word: only letters that have a case count.
    pub fn of(word: &str) -> Case {
        let (mut upper, mut lower, mut first_upper) = (0u32, 0u32, false);
        for byte in word.bytes() {
            match byte {
                b'A'..=b'Z' => {
                    first_upper |= lower == 0 && upper == 0;
                    upper += 1;
                }
                b'a'..=b'z' => lower += 1,
                0x80.. => return Case::of_unicode(word),
                _ => {}
            }
        }
        Case::from_counts(upper, lower, first_upper)
    }

    fn of_unicode(word: &str) -> Case {
        let (mut upper, mut lower, mut first_upper) = (0u32, 0u32, false);
        for c in word.chars() {
            if c.is_uppercase() {
                first_upper |= lower == 0 && upper == 0;
                upper += 1;
            } else if c.is_lowercase() {
                lower += 1;
            }
        }
        Case::from_counts(upper, lower, first_upper)
    }

    fn from_counts(upper: u32, lower: u32, first_upper: bool) -> Case {
        match (upper, lower) {
            (0, 0) => Case::None,
            (0, _) => Case::Lower,
            (1, _) if first_upper => Case::Title,
            (_, 0) => Case::Upper,
            _ => Case::Mixed,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_counts_only_letters_that_have_one() {
        for (word, case) in [
            ("2024", Case::None),
            ("会议", Case::None),
            ("summit", Case::Lower),
            ("’s", Case::Lower),
            ("45th", Case::Lower),
            ("Kazan", Case::Title),
            ("Überlingen", Case::Title),
            ("İstanbul", Case::Title),
            ("J.", Case::Title),
            ("A", Case::Title),
            ("BRICS", Case::Upper),
            ("U.S.", Case::Upper),
            ("МИД", Case::Upper),
            ("McDonald", Case::Mixed),
            ("iPhone", Case::Mixed),
            ("MPs", Case::Mixed),
        ] {
            assert_eq!(Case::of(word), case, "{word}");
        }
    }
}
