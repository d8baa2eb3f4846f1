//! Services that extend others of the same file take over what they do not say themselves.

use std::collections::HashMap;

use crate::syntax::tree::Fault;

use super::merge::{merge, weight};
use super::node::{Data, Entry, Node};

/// How much extending may add to a file in all, in the unit of [`weight`].
const BUDGET: usize = 16 * 1024 * 1024;

/// What is known of a service's own `extends` so far.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    New,
    OnPath,
    Done,
}

/// Resolves `extends` without a file. Those that name a file stay: what they add is unknown here.
pub(super) fn resolve(root: &mut Node, faults: &mut Vec<Fault>) {
    let Data::Map(entries) = &mut root.data else { return };
    let Some(services) = entries.iter_mut().find(|entry| entry.key == "services") else { return };
    let Data::Map(services) = &mut services.value.data else { return };
    if services.iter().all(|service| service.value.get("extends").is_none()) {
        return;
    }
    let index: HashMap<String, usize> =
        services.iter().enumerate().map(|(i, service)| (service.key.clone(), i)).collect();
    let mut states = vec![State::New; services.len()];
    let mut budget = BUDGET;
    for start in 0..services.len() {
        let mut path = Vec::new();
        let mut next = Some(start);
        while let Some(at) = next.take() {
            match states[at] {
                State::Done => {}
                State::OnPath => cycle(&services[path[path.len() - 1]], faults),
                State::New => {
                    states[at] = State::OnPath;
                    path.push(at);
                    next = base(&services[at], &index, faults);
                }
            }
        }
        for at in path.into_iter().rev() {
            let from =
                base(&services[at], &index, &mut Vec::new()).filter(|&from| states[from] == State::Done);
            if let Some(from) = from {
                extend(services, at, from, &mut budget, faults);
            }
            states[at] = State::Done;
        }
    }
}

/// The service of this file that `service` extends; a name that is not there is a fault.
fn base(service: &Entry, index: &HashMap<String, usize>, faults: &mut Vec<Fault>) -> Option<usize> {
    let extends = service.value.get("extends")?;
    if extends.get("file").is_some() {
        return None;
    }
    let named = extends.get("service")?;
    let name = named.as_text()?.value()?;
    let found = index.get(name.as_ref()).copied();
    if found.is_none() {
        let message = format!("service `{}` extends a service that is not in this file", service.key);
        faults.push(Fault { span: named.span, message, help: None });
    }
    found
}

fn cycle(service: &Entry, faults: &mut Vec<Fault>) {
    let span = service.value.entry("extends").map_or(service.value.span, Entry::place);
    let message = format!("service `{}` extends itself through others", service.key);
    faults.push(Fault { span, message, help: None });
}

fn extend(services: &mut [Entry], at: usize, from: usize, budget: &mut usize, faults: &mut Vec<Fault>) {
    let cost = weight(&services[from].value);
    let Some(rest) = budget.checked_sub(cost) else {
        let span = services[at].value.entry("extends").map_or(services[at].value.span, Entry::place);
        let message = format!("service `{}` extends more than can be read", services[at].key);
        faults.push(Fault { span, message, help: None });
        return;
    };
    *budget = rest;
    let base = services[from].value.clone();
    let own = &mut services[at].value;
    if let Data::Map(entries) = &mut own.data {
        entries.retain(|entry| entry.key != "extends");
        merge(own, base);
    }
}
