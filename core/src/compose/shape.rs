//! The shapes that values of keys may have, once short syntaxes were made long.

use crate::model::Value;
use crate::source::Span;

use super::lowering::Lowering;
use super::node::Node;
use super::place::Place;

/// What the value of a key must be, after short syntaxes were made long.
#[derive(Clone, Copy)]
pub(super) enum Shape {
    /// Text.
    Text,
    /// One of a few words.
    Choice(&'static [&'static str]),
    /// True or false, also as text.
    Flag,
    /// True, false or other text.
    FlagOrText,
    /// A number, also as text.
    Number,
    /// A number of bytes, or text such as `512m`; given as written.
    Size,
    /// Text or a number; given as text.
    TextOrNumber,
    /// Anything scalar; given as written.
    Scalar,
    /// The shape, or nothing at all.
    Nullable(&'static Shape),
    /// A list of one shape.
    List(&'static Shape),
    /// A mapping with free keys to one shape: a table.
    Table(&'static Shape),
    /// A mapping with known keys: an object.
    Object(&'static [Field]),
    /// A shape that needs more than a check.
    By(fn(&mut Lowering, &Place, Span, &Node) -> Option<Value>),
}

/// A key that a mapping may have.
#[derive(Clone, Copy)]
pub(super) struct Field {
    /// The key.
    pub name: &'static str,
    /// What its value must be.
    pub shape: Shape,
    /// What follows when the key is not in the file.
    pub absent: Absent,
}

/// What follows when a key is not in the file.
#[derive(Clone, Copy)]
pub(super) enum Absent {
    /// The model has no such key either.
    Nothing,
    /// The model has a list without items.
    List,
    /// The model has a table without members.
    Table,
    /// The mapping is at fault.
    Fault,
}

/// A key that is absent from the model when it is absent from the file.
pub(super) const fn field(name: &'static str, shape: Shape) -> Field {
    Field { name, shape, absent: Absent::Nothing }
}

/// A key that the mapping must have.
pub(super) const fn required(name: &'static str, shape: Shape) -> Field {
    Field { name, shape, absent: Absent::Fault }
}

/// A key whose list is always there.
pub(super) const fn list(name: &'static str, item: &'static Shape) -> Field {
    Field { name, shape: Shape::List(item), absent: Absent::List }
}

/// A key whose table is always there.
pub(super) const fn table(name: &'static str, shape: Shape) -> Field {
    Field { name, shape, absent: Absent::Table }
}

/// All keys of several mappings; `N` is how many they are.
pub(super) const fn joined<const N: usize>(parts: &[&[Field]]) -> [Field; N] {
    let mut all = [field("", Shape::Flag); N];
    let (mut part, mut at) = (0, 0);
    while part < parts.len() {
        let mut i = 0;
        while i < parts[part].len() {
            all[at] = parts[part][i];
            (i, at) = (i + 1, at + 1);
        }
        part += 1;
    }
    all
}
