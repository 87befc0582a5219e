//! The JSON record of a document (format version 1), written and read.
