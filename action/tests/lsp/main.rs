//! `dockwarden lsp` as editors use it: the real command, spoken to over pipes, and a real editor.

mod actions;
mod client;
mod commands;
mod diagnostics;
mod hostile;
mod hover;
mod neovim;
mod workspace;
