//! A bar on the terminal for work that takes long.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::{self, IsTerminal};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// Work that is done sooner shows no bar.
const SHOWN_AFTER: Duration = Duration::from_secs(2);

/// The bar, and the way to standard error past it.
pub struct Progress {
    bar: ProgressBar,
    read: Arc<AtomicU64>,
    total: Option<u64>,
    begun: Instant,
}

impl Progress {
    /// Progress over `total` bytes, of which `read` counts those done. Never seen when it is not `wanted`, or when
    /// standard error is no terminal, or when standard output is one and would be mixed with it.
    pub fn new(read: Arc<AtomicU64>, total: Option<u64>, wanted: bool) -> Progress {
        let seen = wanted && io::stderr().is_terminal() && !io::stdout().is_terminal();
        let target = if seen { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
        let bar = ProgressBar::with_draw_target(total, target);
        Progress { bar, read, total, begun: Instant::now() }
    }

    /// Counts a document and draws the bar where it is time to.
    pub fn document_done(&self) {
        if self.bar.is_hidden() || self.begun.elapsed() < SHOWN_AFTER {
            return;
        }
        if self.bar.position() == 0 {
            self.bar.set_style(style(self.total));
        }
        self.bar.set_position(self.read.load(Ordering::Relaxed));
    }

    /// Prints a message on standard error without tearing the bar.
    pub fn message(&self, message: &str) {
        self.bar.suspend(|| eprintln!("tercet: {message}"));
    }

    /// Takes the bar away.
    pub fn finish(&self) {
        self.bar.finish_and_clear();
    }
}

fn style(total: Option<u64>) -> ProgressStyle {
    let template = match total {
        Some(_) => "{bar:40} {bytes} of {total_bytes}, {bytes_per_sec}, {eta} left",
        None => "{spinner} {bytes}, {bytes_per_sec}",
    };
    ProgressStyle::with_template(template).expect("the template is well formed")
}
