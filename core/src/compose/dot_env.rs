//! Variables of a project: what is configured, and what its `.env` says.

use std::collections::BTreeMap;
use std::rc::Rc;

use crate::dotenv;
use crate::source::Span;

use super::files;
use super::load::{Loader, Refusal, Values};

/// The values of the variables of the project in `directory`; what is known already wins over its `.env`.
pub(super) fn of_project(loader: &mut Loader, directory: &str, known: &BTreeMap<String, String>) -> Values {
    let mut values = known.clone();
    if let Ok(source) = loader.open(&files::join(directory, ".env")) {
        add(&mut values, source.text());
    }
    Rc::new(values)
}

/// The values of the variables of an included project: those outside, then those of its own files.
pub(super) fn of_included(
    loader: &mut Loader,
    paths: &[(String, Span)],
    directory: &str,
    outside: &Values,
) -> Values {
    if paths.is_empty() {
        return of_project(loader, directory, outside);
    }
    let mut values = BTreeMap::new();
    for (path, span) in paths {
        match loader.open(path) {
            Ok(source) => values.extend(dotenv::parse(source.text())),
            Err(refusal @ (Refusal::Missing | Refusal::Unreadable(_))) => {
                if let Some(reason) = refusal.message(path) {
                    loader.fault(*span, reason);
                }
            }
            Err(Refusal::Alone | Refusal::Outside) => {}
        }
    }
    for (name, value) in outside.iter() {
        values.insert(name.clone(), value.clone());
    }
    Rc::new(values)
}

fn add(values: &mut BTreeMap<String, String>, text: &str) {
    for (name, value) in dotenv::parse(text) {
        values.entry(name).or_insert(value);
    }
}
