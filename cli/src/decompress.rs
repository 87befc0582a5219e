//! Compressed files as streams of their content.

use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};
use ruzstd::decoding::{BlockDecodingStrategy, FrameDecoder};
use std::io::{self, BufRead, Read};
use std::path::Path;

/// The content of a file: what it holds as it stands, or unpacked where its name ends in `.gz` or `.zst`.
pub fn content(path: &Path, file: impl BufRead + Send + 'static) -> Box<dyn Read + Send> {
    match path.extension().and_then(|extension| extension.to_str()) {
        Some("gz") => Box::new(flate2::bufread::MultiGzDecoder::new(file)),
        Some("zst") => Box::new(Zstandard { source: file, decoder: FrameDecoder::new(), inside: false }),
        _ => Box::new(file),
    }
}

/// All frames of a Zstandard file one after the other, as `cat a.zst b.zst` and parallel packers write them.
struct Zstandard<R> {
    source: R,
    decoder: FrameDecoder,
    /// Whether a frame is begun that has not been read to its end.
    inside: bool,
}

impl<R: BufRead> Zstandard<R> {
    /// Begins the next frame; false at the end of the file.
    fn begin(&mut self) -> io::Result<bool> {
        while !self.source.fill_buf()?.is_empty() {
            match self.decoder.init(&mut self.source) {
                Ok(()) => return Ok(true),
                Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame {
                    length,
                    ..
                })) => {
                    io::copy(&mut (&mut self.source).take(u64::from(length)), &mut io::sink())?;
                }
                Err(cause) => return Err(io::Error::other(cause)),
            }
        }
        Ok(false)
    }
}

impl<R: BufRead> Read for Zstandard<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            if !self.inside && !self.begin()? {
                return Ok(0);
            }
            self.inside = true;
            while self.decoder.can_collect() == 0 && !self.decoder.is_finished() {
                let one = BlockDecodingStrategy::UptoBlocks(1);
                self.decoder.decode_blocks(&mut self.source, one).map_err(io::Error::other)?;
            }
            let read = self.decoder.read(buffer)?;
            if read > 0 || buffer.is_empty() {
                return Ok(read);
            }
            self.inside = false;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two frames with a skippable one between them: "one\n" and "two\n", stored raw.
    const FRAMES: &[u8] = &[
        0x28, 0xB5, 0x2F, 0xFD, 0x20, 0x04, 0x21, 0x00, 0x00, b'o', b'n', b'e', b'\n', //
        0x50, 0x2A, 0x4D, 0x18, 0x02, 0x00, 0x00, 0x00, 0xFF, 0xFF, //
        0x28, 0xB5, 0x2F, 0xFD, 0x20, 0x04, 0x21, 0x00, 0x00, b't', b'w', b'o', b'\n',
    ];

    #[test]
    fn all_frames_of_a_file_are_read() {
        let mut text = String::new();
        content(Path::new("a.jsonl.zst"), FRAMES).read_to_string(&mut text).unwrap();
        assert_eq!(text, "one\ntwo\n");
    }

    #[test]
    fn a_cut_file_is_an_error() {
        let mut bytes = Vec::new();
        let cut = &FRAMES[..FRAMES.len() - 2];
        assert!(content(Path::new("a.jsonl.zst"), cut).read_to_end(&mut bytes).is_err());
    }
}
