//! Variables of a project: what is configured, and what its `.env` says.

use std::collections::BTreeMap;
use std::rc::Rc;

use crate::dotenv::{self, Value};
use crate::source::Span;

use super::files;
use super::interpolate;
use super::load::{Loader, Values};

/// The values of the variables of the project in `directory`; what is known already wins over its `.env`.
pub(super) fn of_project(loader: &mut Loader, directory: &str, known: &BTreeMap<String, String>) -> Values {
    let texts = loader.open(&files::join(directory, ".env")).map(|source| vec![source]);
    with(texts.unwrap_or_default().iter().map(|source| source.text()), known)
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
    let mut sources = Vec::with_capacity(paths.len());
    for (path, span) in paths {
        match loader.open(path) {
            Ok(source) => sources.push(source),
            Err(refusal) => {
                if let Some(reason) = refusal.message(path).filter(|_| refusal.is_certain()) {
                    loader.fault(*span, reason);
                }
            }
        }
    }
    with(sources.iter().map(|source| source.text()), outside)
}

/// What is known, and what the files add to it; in their values, what is known wins over themselves.
fn with<'t>(texts: impl Iterator<Item = &'t str>, known: &BTreeMap<String, String>) -> Values {
    let mut own: BTreeMap<String, String> = BTreeMap::new();
    for setting in texts.flat_map(|text| dotenv::read(text).settings) {
        let lookup = |name: &str| known.get(name).or_else(|| own.get(name)).cloned();
        let value = match setting.value {
            Value::Inherited => lookup(&setting.name),
            Value::Literal(value) => Some(value),
            Value::Open(text) => {
                let text = interpolate::text(&text, &lookup).ok();
                text.and_then(|text| text.value().map(|value| value.into_owned()))
            }
        };
        match value {
            Some(value) => own.insert(setting.name, value),
            None => own.remove(&setting.name),
        };
    }
    own.extend(known.iter().map(|(name, value)| (name.clone(), value.clone())));
    Rc::new(own)
}
