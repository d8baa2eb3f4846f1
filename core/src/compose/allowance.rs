//! How much the values of variables may come to in all.

use std::cell::Cell;

/// How many bytes the values of variables may put into the files of one project.
const MAX_REPLACED: usize = 16 * 1024 * 1024;

/// What the values of variables may still put into the files of one project: a long value asked for
/// often, or values made of one another, could take all memory.
#[derive(Debug, Default)]
pub(super) struct Allowance {
    taken: Cell<usize>,
}

impl Allowance {
    /// A copy of the value; none once there were too many.
    pub(super) fn copy(&self, value: &str) -> Option<String> {
        self.taken.set(self.taken.get().saturating_add(value.len()));
        (!self.is_spent()).then(|| value.to_owned())
    }

    /// Whether a value was left out.
    pub(super) fn is_spent(&self) -> bool {
        self.taken.get() > MAX_REPLACED
    }
}
