//! Text about people is a type of its own, so that it cannot slip into a log, an error or a debug print.

use serde::{Deserialize, Serialize};
use std::fmt;
use zeroize::Zeroize;

/// Text (or another value) about a person.
///
/// It has no `Display`, its `Debug` is mute, and the one way in is [`Personal::reveal`], which clippy refuses unless the
/// caller says why with `#[expect(clippy::disallowed_methods, reason = "…")]`. Serialising it is allowed, because what is
/// serialised goes into a sealed dossier or over the pipe of the reader; nothing else in this crate serialises.
///
/// ```
/// use vidnesbyrd::personal::Personal;
/// let name = Personal::new(String::from("Kanarie Fugl"));
/// assert_eq!(format!("{name:?}"), "Personal(…)");
/// ```
///
/// It cannot be printed:
///
/// ```compile_fail
/// use vidnesbyrd::personal::Personal;
/// println!("{}", Personal::new(String::from("Kanarie Fugl")));
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Personal<T = String>(T);

impl<T> Personal<T> {
    /// Takes a value about a person into custody.
    pub const fn new(value: T) -> Self {
        Self(value)
    }

    /// The one named way in. Say why at the place of the call.
    pub const fn reveal(&self) -> &T {
        &self.0
    }

    /// Like [`Personal::reveal`], giving up the wrapper.
    pub fn into_revealed(self) -> T {
        self.0
    }

    /// Another value about the same person, without showing either.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Personal<U> {
        Personal(change(self.0))
    }
}

impl Personal<String> {
    /// Whether there is nothing in it but white space.
    pub fn is_blank(&self) -> bool {
        self.0.trim().is_empty()
    }
}

impl<T: Zeroize> Zeroize for Personal<T> {
    fn zeroize(&mut self) {
        self.0.zeroize();
    }
}

impl<T> fmt::Debug for Personal<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Personal(…)")
    }
}

impl<T> From<T> for Personal<T> {
    fn from(value: T) -> Self {
        Self(value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_of_personal_text_is_mute_also_inside_other_values() {
        let nested = Some(vec![Personal::new(String::from("Kanarie Fugl"))]);
        assert!(!format!("{nested:?} {nested:#?}").contains("Kanarie"));
    }
}
