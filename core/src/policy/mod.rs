//! Rego policies: packs, their metadata, and their evaluation over documents.
