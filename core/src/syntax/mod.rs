//! Spanned trees of YAML, JSON and shell. Nothing here knows Docker.

pub mod draft;
pub mod json;
pub mod shell;
pub mod tree;
pub mod yaml;
