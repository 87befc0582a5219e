//! Tags, lemmas and dependency trees.
