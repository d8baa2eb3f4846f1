//! dockwarden-core: Docker files in, findings out.
//!
//! No input or output, no clock, no threads: the same code runs in a command, a browser and an
//! editor. Modules are listed so that each knows only those above it.

pub mod date;
pub mod source;
mod spelling;
pub mod syntax;

pub mod scanning;

mod data;
pub mod image;
pub mod model;
pub mod reading;

pub mod dotenv;
pub mod files;
mod seccomp;

pub mod compose;
pub mod daemon;
pub mod dockerfile;

pub mod document;

pub mod stack;

pub mod finding;
pub mod mend;

pub mod policy;

pub mod catalog;
pub mod config;
pub mod migrate;
pub mod suppress;

pub mod defence;

pub mod adjust;
mod places;

pub mod check;
pub mod compare;
pub mod depth;
pub mod report;
pub mod runners;

pub mod run;
