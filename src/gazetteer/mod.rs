//! Lists of names and words: their format, their compiled form, and the matcher.
