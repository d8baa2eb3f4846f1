//! Variables of a project: what is configured, and what its `.env` says.

use std::collections::BTreeMap;
use std::rc::Rc;

use crate::dotenv::{self, Value};
use crate::files;
use crate::source::{Source, Span};

use super::allowance::Allowance;
use super::interpolate;
use super::load::{Loader, Values};

/// The values of the variables of the project in `directory`; what is known already wins over its `.env`.
pub(super) fn of_project(loader: &mut Loader, directory: &str, known: &BTreeMap<String, String>) -> Values {
    match loader.open(&files::join(directory, ".env")) {
        Ok(source) => with(&[source], known, &loader.allowance),
        Err(_) => Rc::new(known.clone()),
    }
}

/// The values of the variables of an included project: those outside, then those of its own files.
pub(super) fn of_included(
    loader: &mut Loader,
    paths: &[(String, Span)],
    directory: &str,
    outside: &Values,
) -> Values {
    let mut sources = Vec::new();
    if paths.is_empty() {
        sources.extend(loader.open(&files::join(directory, ".env")));
    }
    for (path, span) in paths {
        match loader.open(path) {
            Ok(source) => sources.push(source),
            Err(refusal) => {
                if let Some(reason) = refusal.of_variables(path) {
                    loader.fault(*span, reason);
                }
            }
        }
    }
    let size = outside.iter().map(|(name, value)| name.len() + value.len()).sum();
    if sources.is_empty() || !loader.may_copy(size) {
        return outside.clone();
    }
    with(&sources, outside, &loader.allowance)
}

/// What is known, and what the files add to it; in their values, what is known wins over themselves.
fn with(sources: &[Rc<Source>], known: &BTreeMap<String, String>, allowance: &Allowance) -> Values {
    let mut own: BTreeMap<String, String> = BTreeMap::new();
    for setting in sources.iter().flat_map(|source| dotenv::read(source.text()).settings) {
        let lookup = |name: &str| allowance.copy(known.get(name).or_else(|| own.get(name))?);
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
