//! Work on a stream in parallel, results in the order of the stream, memory bounded.

use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

/// How far a worker may run ahead of the result that is due, in items a thread.
const AHEAD: usize = 64;
/// How much finished work may wait for the result that is due, as [`Weight::weight`] counts.
const WAITING: usize = 64 << 20;

/// The memory a result takes, in bytes, roughly.
pub trait Weight {
    /// Number of bytes.
    fn weight(&self) -> usize;
}

/// Takes items from a stream, works on them on several threads and hands the results on in the stream's order.
///
/// Whichever thread has the result that is due hands it on, with those that waited for it; a thread too far ahead
/// waits. One thread gives the same calls of `emit` as many.
///
/// # Errors
/// The first error of `emit`, which ends the work.
pub fn ordered<T, R, E>(
    threads: NonZeroUsize,
    items: impl Iterator<Item = T> + Send,
    work: impl Fn(T) -> R + Sync,
    emit: impl FnMut(R) -> Result<(), E> + Send,
) -> Result<(), E>
where
    R: Weight + Send,
    E: Send,
{
    let source = Mutex::new(items.enumerate());
    let state = State { due: 0, waiting: BTreeMap::new(), weight: 0, stopped: false, error: None, emit };
    let shared = Shared { state: Mutex::new(state), moved: Condvar::new(), ahead: AHEAD * threads.get() };
    let worker = || {
        let _guard = StopOnPanic(&shared);
        while !shared.lock().stopped {
            // The lock is held while the next item is read and let go before it is worked on.
            let item = source.lock().unwrap_or_else(PoisonError::into_inner).next();
            let Some((index, item)) = item else { break };
            shared.deliver(index, work(item));
        }
    };
    thread::scope(|scope| {
        for _ in 1..threads.get() {
            scope.spawn(worker);
        }
        worker();
    });
    let state = shared.state.into_inner().unwrap_or_else(PoisonError::into_inner);
    state.error.map_or(Ok(()), Err)
}

struct Shared<R, E, F> {
    state: Mutex<State<R, E, F>>,
    /// Told when the due index moves or the work stops.
    moved: Condvar,
    ahead: usize,
}

struct State<R, E, F> {
    /// Index of the result to be handed on next.
    due: usize,
    /// Results that came before their turn.
    waiting: BTreeMap<usize, R>,
    weight: usize,
    stopped: bool,
    error: Option<E>,
    emit: F,
}

impl<R: Weight, E, F: FnMut(R) -> Result<(), E>> Shared<R, E, F> {
    fn lock(&self) -> MutexGuard<'_, State<R, E, F>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Hands a result on when its turn has come, and keeps it until then.
    fn deliver(&self, index: usize, result: R) {
        let mut state = self.lock();
        // The thread that works on the due item never waits here, so the others do not wait forever.
        while !state.stopped && index != state.due && self.is_full(&state, index) {
            state = self.moved.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        state.weight += result.weight();
        state.waiting.insert(index, result);
        if index == state.due {
            state.hand_on();
            self.moved.notify_all();
        }
    }

    fn is_full(&self, state: &State<R, E, F>, index: usize) -> bool {
        index - state.due >= self.ahead || state.weight >= WAITING
    }
}

impl<R: Weight, E, F: FnMut(R) -> Result<(), E>> State<R, E, F> {
    fn hand_on(&mut self) {
        while !self.stopped
            && let Some(result) = self.waiting.remove(&self.due)
        {
            self.weight -= result.weight();
            self.due += 1;
            if let Err(error) = (self.emit)(result) {
                self.error = Some(error);
                self.stopped = true;
            }
        }
    }
}

/// A thread that panics must not leave the others waiting for its result.
struct StopOnPanic<'a, R: Weight, E, F: FnMut(R) -> Result<(), E>>(&'a Shared<R, E, F>);

impl<R: Weight, E, F: FnMut(R) -> Result<(), E>> Drop for StopOnPanic<'_, R, E, F> {
    fn drop(&mut self) {
        if thread::panicking() {
            self.0.lock().stopped = true;
            self.0.moved.notify_all();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::Duration;

    impl Weight for usize {
        fn weight(&self) -> usize {
            8
        }
    }

    fn threads(count: usize) -> NonZeroUsize {
        NonZeroUsize::new(count).unwrap()
    }

    #[test]
    fn results_come_in_the_order_of_the_stream() {
        for count in [1, 2, 5] {
            let mut seen = Vec::new();
            let slow_first = |n: usize| {
                if n.is_multiple_of(7) {
                    thread::sleep(Duration::from_millis(2));
                }
                n
            };
            let done = ordered(threads(count), 0..500, slow_first, |n| {
                seen.push(n);
                Ok::<(), ()>(())
            });
            assert_eq!(done, Ok(()));
            assert!(seen.iter().copied().eq(0..500));
        }
    }

    #[test]
    fn workers_do_not_run_far_ahead_of_a_slow_one() {
        let furthest = AtomicUsize::new(0);
        let work = |n: usize| {
            if n == 0 {
                thread::sleep(Duration::from_millis(50));
                assert!(furthest.load(Ordering::SeqCst) <= 2 * AHEAD + 2);
            }
            furthest.fetch_max(n, Ordering::SeqCst);
            n
        };
        assert_eq!(ordered(threads(2), 0..10_000, work, |_| Ok::<(), ()>(())), Ok(()));
    }

    #[test]
    fn an_error_of_the_receiver_ends_the_work() {
        let mut left = 10;
        let done = ordered(
            threads(3),
            0..,
            |n: usize| n,
            |_| {
                left -= 1;
                if left == 0 { Err("full") } else { Ok(()) }
            },
        );
        assert_eq!(done, Err("full"));
    }

    #[test]
    #[should_panic(expected = "a scoped thread panicked")]
    fn a_panic_reaches_the_caller() {
        let main = thread::current().id();
        let work = |n: usize| {
            assert!(thread::current().id() == main, "worker");
            thread::sleep(Duration::from_millis(1));
            n
        };
        let _ = ordered(threads(2), 0..1000, work, |_| Ok::<(), ()>(()));
    }
}
