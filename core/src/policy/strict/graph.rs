//! Which function or rule leads to which: in a circle, or too far.

use std::collections::{BTreeMap, BTreeSet};

use super::module::{Module, Place};
use crate::policy::PolicyError;

/// Most levels of expressions that one evaluation may go down through calls and rules; a level takes
/// about a kilobyte of the stack.
const MAX_LEVELS: usize = 5_000;

/// Every call that leads back to where it stands: the engine would overflow its stack.
pub(super) fn circles(modules: &[Module], errors: &mut Vec<PolicyError>) {
    // Every definition of a function: a function may have several.
    let mut edges: BTreeMap<String, Vec<(String, &Module, &Place)>> = BTreeMap::new();
    for module in modules {
        for callable in &module.callables {
            let out = edges.entry(callable.path.clone()).or_default();
            out.extend(callable.calls.iter().map(|call| (module.resolve(&call.name), module, call)));
        }
    }
    let mut done: BTreeSet<&str> = BTreeSet::new();
    for start in edges.keys() {
        // Depth first without recursion: the path so far, and the next call to look at in each.
        let mut path: Vec<(&str, usize)> = vec![(start, 0)];
        while let Some((at, next)) = path.last_mut() {
            let Some((target, module, call)) = edges.get(*at).and_then(|out| out.get(*next)) else {
                done.insert(path.pop().map_or("", |(name, _)| name));
                continue;
            };
            *next += 1;
            if path.iter().any(|(name, _)| name == target) {
                let message = format!("`{}` calls itself in a circle; Rego has no recursion", call.name);
                let error = module.error(call, message);
                if !errors.contains(&error) {
                    errors.push(error);
                }
            } else if !done.contains(target.as_str())
                && let Some((name, _)) = edges.get_key_value(target)
            {
                path.push((name, 0));
            }
        }
    }
}

/// The first definition from where functions and rules lead on and on, each to the next.
pub(super) fn too_long(modules: &[Module]) -> Option<PolicyError> {
    let mut depths: BTreeMap<String, usize> = BTreeMap::new();
    let mut edges: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut places = BTreeMap::new();
    for module in modules {
        for callable in &module.callables {
            let depth = depths.entry(callable.path.clone()).or_default();
            *depth = callable.depth.max(*depth);
            let out = edges.entry(callable.path.clone()).or_default();
            out.extend(callable.names.iter().map(|name| module.resolve(name)));
            places.entry(callable.path.clone()).or_insert((module, &callable.head));
        }
    }
    for (path, out) in &mut edges {
        out.retain(|target| depths.contains_key(target) && target != path);
    }
    // Depth first without recursion; a name that is still open is a circle of names, which the
    // engine itself reports where it is one.
    let mut levels: BTreeMap<&str, usize> = BTreeMap::new();
    for start in edges.keys() {
        let mut path: Vec<(&str, Vec<&str>)> = Vec::new();
        let mut next = Some(start.as_str());
        loop {
            if let Some(name) = next.take()
                && !levels.contains_key(name)
            {
                levels.insert(name, 0);
                path.push((name, edges[name].iter().map(String::as_str).collect()));
            }
            let Some((name, open)) = path.last_mut() else { break };
            next = open.pop();
            if next.is_none() {
                let below = edges[*name].iter().filter_map(|target| levels.get(target.as_str())).max();
                let level = depths[*name] + below.copied().unwrap_or(0);
                if level > MAX_LEVELS {
                    let (module, head) = places.get(*name)?;
                    let message = format!("`{}` leads through too many functions and rules", head.name);
                    return Some(module.error(head, message));
                }
                levels.insert(name, level);
                path.pop();
            }
        }
    }
    None
}
