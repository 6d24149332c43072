//! Running code of others that may panic, without its message: a panic's text can hold a piece of a testimony.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook, take_hook};
use std::sync::Once;

thread_local! {
    /// How many guarded calls this thread is inside.
    static QUIET: Cell<u32> = const { Cell::new(0) };
}

static HOOK: Once = Once::new();

/// The guarded call panicked. What it said is not kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Panicked;

/// Runs `work`; a panic inside becomes [`Panicked`] and prints nothing.
///
/// The hook is put in place once and stays: it is mute while this thread is inside a guarded call, and on threads without a
/// name, which are the workers that the PDF crates start. Every other panic goes to the hook that was there before.
///
/// # Errors
/// [`Panicked`] when it did.
pub fn guarded<T>(work: impl FnOnce() -> T) -> Result<T, Panicked> {
    HOOK.call_once(|| {
        let before = take_hook();
        set_hook(Box::new(move |info| {
            let mute = QUIET.with(|quiet| quiet.get() > 0) || std::thread::current().name().is_none();
            if !mute {
                before(info);
            }
        }));
    });
    QUIET.with(|quiet| quiet.set(quiet.get() + 1));
    let result = catch_unwind(AssertUnwindSafe(work));
    QUIET.with(|quiet| quiet.set(quiet.get().saturating_sub(1)));
    result.map_err(|_payload| Panicked)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_inside_becomes_a_value() {
        assert_eq!(guarded(|| panic!("Kanarie Fugl")), Err::<(), _>(Panicked));
        assert_eq!(guarded(|| 7), Ok(7));
    }
}
