//! Work in parts, done by whoever has hands for it: this room starts no threads.

use std::sync::{Mutex, PoisonError};

/// Does all the parts of some work, `work(0)` to `work(parts - 1)`, in whatever order or at the same time.
pub type Hands<'a> = &'a dyn Fn(usize, &(dyn Fn(usize) + Sync));

/// Does one part after the other.
pub fn one_by_one(parts: usize, work: &(dyn Fn(usize) + Sync)) {
    (0..parts).for_each(work);
}

/// What each part comes to, in the order of the parts.
pub fn each<T: Send>(parts: usize, hands: Hands<'_>, make: &(dyn Fn(usize) -> T + Sync)) -> Vec<T> {
    let made: Vec<Mutex<Option<T>>> = (0..parts).map(|_| Mutex::new(None)).collect();
    hands(parts, &|part| {
        let one = make(part);
        *made[part].lock().unwrap_or_else(PoisonError::into_inner) = Some(one);
    });
    let take = |(part, made): (usize, Mutex<Option<T>>)| {
        let made = made.into_inner().unwrap_or_else(PoisonError::into_inner);
        // Hands that left a part undone leave it to the caller.
        made.unwrap_or_else(|| make(part))
    };
    made.into_iter().enumerate().map(take).collect()
}
