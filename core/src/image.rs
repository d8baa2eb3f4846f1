//! Image references: their parts, and what is known of well-known images.

use crate::model::{Builder, Object, ObjectId};
use crate::source::Span;

/// An image reference taken apart, with the defaults of the reference grammar filled in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// Host, with port; `docker.io` if none is written.
    pub registry: String,
    /// Whether the registry is written.
    pub registry_written: bool,
    /// Path in the registry; official images have `library/`.
    pub repository: String,
    /// The tag, if written.
    pub tag: Option<String>,
    /// The digest with its algorithm, if written.
    pub digest: Option<String>,
}

impl Reference {
    /// Takes `text` apart; none if it is not a reference.
    pub fn parse(_text: &str) -> Option<Self> {
        None
    }
}

/// Adds the `Image` object of `docs/input.md` for a reference written as `text` at `span`.
///
/// `value` is the text after expansion, if everything in it is known; `variables` are those used.
pub fn lower(
    builder: &mut Builder,
    span: Span,
    text: &str,
    value: Option<&str>,
    variables: &[String],
) -> ObjectId {
    let _ = (value, variables);
    builder.add(Object::at(span).with("text", text))
}
