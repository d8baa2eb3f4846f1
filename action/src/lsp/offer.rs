//! A finding in the lines that an editor asks about.

use dockwarden_core::finding::Fix;
use dockwarden_core::source::Span;
use lsp_types::Diagnostic;

/// A finding in the lines that are asked about.
pub struct Offer {
    /// The rule.
    pub rule: String,
    /// Names the finding, whatever the lines above it.
    pub fingerprint: String,
    /// Its place.
    pub span: Span,
    /// What mends it.
    pub fix: Option<Fix>,
    /// What its fix may change.
    pub note: Option<String>,
    /// As the editor shows it.
    pub diagnostic: Diagnostic,
}
