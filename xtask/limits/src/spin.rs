//! Running work on several cores for a given time.

use std::thread;
use std::time::{Duration, Instant};

/// Prints the combined rate of all threads, and the CPU time per iteration in microseconds. Each thread gets its own
/// work from `make`.
pub(crate) fn report<W: FnMut()>(threads: usize, seconds: f64, make: impl Fn() -> W + Sync) {
    let slice = Duration::from_secs_f64(seconds);
    let (rate, cost) = thread::scope(|scope| {
        let running: Vec<_> = (0..threads).map(|_| scope.spawn(|| alone(slice, make()))).collect();
        let done = running.into_iter().map(|thread| thread.join().expect("the work does not panic"));
        done.fold((0.0, 0.0), |(rates, costs), (rate, cost)| (rates + rate, costs + cost))
    });
    println!("{rate} {}", cost / f64::from(u32::try_from(threads).expect("few threads")));
}

fn alone(slice: Duration, mut work: impl FnMut()) -> (f64, f64) {
    let (before, start, mut done) = (cpu_microseconds(), Instant::now(), 0_u32);
    while start.elapsed() < slice {
        work();
        done += 1;
    }
    let done = f64::from(done);
    (done / start.elapsed().as_secs_f64(), (cpu_microseconds() - before) / done)
}

/// CPU time of this thread on Linux; zero elsewhere.
pub(crate) fn cpu_microseconds() -> f64 {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let nanoseconds = text.split_whitespace().next().and_then(|number| number.parse::<f64>().ok());
    nanoseconds.unwrap_or(f64::NAN) / 1000.0
}
