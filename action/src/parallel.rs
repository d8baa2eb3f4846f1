//! Work shared out among all processors.

use std::sync::atomic::{AtomicUsize, Ordering};

/// Fewer pieces are done faster than a thread is started.
const FEW: usize = 16;

/// What `one` makes of each number below `count`, in order.
pub fn all<T: Send>(count: usize, one: &(dyn Fn(usize) -> T + Sync)) -> Vec<T> {
    if count < FEW {
        return (0..count).map(one).collect();
    }
    let next = AtomicUsize::new(0);
    let work = || {
        let numbers = std::iter::repeat_with(|| next.fetch_add(1, Ordering::Relaxed));
        numbers.take_while(|at| *at < count).map(|at| (at, one(at))).collect::<Vec<_>>()
    };
    let others = std::thread::available_parallelism().map_or(1, usize::from) - 1;
    let mut done = std::thread::scope(|scope| {
        // Where no thread can be started, this one does the work alone.
        let start = |_| std::thread::Builder::new().spawn_scoped(scope, work).ok();
        let handles: Vec<_> = (0..others).filter_map(start).collect();
        let mut done = work();
        for handle in handles {
            match handle.join() {
                Ok(part) => done.extend(part),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        done
    });
    done.sort_by_key(|(at, _)| *at);
    done.into_iter().map(|(_, one)| one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_order_however_many_there_are() {
        for count in [0, 1, FEW - 1, FEW, 1000] {
            assert_eq!(all(count, &|at| at * 2), (0..count).map(|at| at * 2).collect::<Vec<_>>());
        }
    }
}
