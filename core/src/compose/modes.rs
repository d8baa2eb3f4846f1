//! Permissions: those of files that a service is given, and the mask of those that it makes.

use crate::model::Value;
use crate::source::Span;

use super::lowering::Lowering;
use super::node::{Data, Node};
use super::place::Place;
use super::scalars;

/// Permissions of a file as `0440`; text is octal, also without the zero.
pub(super) fn file(lowering: &mut Lowering, place: &Place, _: Span, node: &Node) -> Option<Value> {
    lower(lowering, place, node, |text| i64::from_str_radix(text, 8).ok())
}

/// A mask as `0022`; text without a zero in front is decimal, as it is for numbers.
pub(super) fn mask(lowering: &mut Lowering, place: &Place, _: Span, node: &Node) -> Option<Value> {
    lower(lowering, place, node, |text| match text.strip_prefix('0') {
        None | Some("") => text.parse().ok(),
        Some(digits) => i64::from_str_radix(digits.trim_start_matches(['o', 'O']), 8).ok(),
    })
}

fn lower(
    lowering: &mut Lowering,
    place: &Place,
    node: &Node,
    read: fn(&str) -> Option<i64>,
) -> Option<Value> {
    let mode = match &node.data {
        Data::Int(mode) => Some(*mode),
        Data::Text(text) => match text.value() {
            None => return Some(scalars::unknown(lowering, node, text)),
            Some(value) => read(&value),
        },
        _ => None,
    };
    let mode = mode.filter(|mode| *mode >= 0);
    if mode.is_none() {
        lowering.wrong_word(place, node, "permissions such as 0440");
    }
    mode.map(|mode| format!("0{mode:o}").into())
}
