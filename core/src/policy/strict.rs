//! What a policy may not do, found before it runs: call itself in a circle, reach outside.

use std::collections::{BTreeMap, BTreeSet};

use regorus::Engine;
use serde_json::Value as Json;

use super::PolicyError;

/// Built-in functions whose answer depends on more than their arguments.
const IMPURE: [&str; 9] = [
    "http.send",
    "net.lookup_ip_addr",
    "opa.runtime",
    "rand.intn",
    "time.now_ns",
    "uuid.rfc4122",
    "rego.metadata.chain",
    "rego.metadata.rule",
    "rego.parse_module",
];

/// How deep an expression may nest before the check gives up and refuses the file.
const MAX_DEPTH: usize = 512;

/// One function or rule and the calls in it.
struct Callable {
    path: String,
    calls: Vec<Call>,
}

struct Call {
    name: String,
    line: u32,
    column: u32,
}

struct Module {
    file: String,
    text: String,
    package: String,
    aliases: BTreeMap<String, String>,
    callables: Vec<Callable>,
}

/// Every place in the policies of `engine` where one calls itself in a circle, or calls something
/// impure, or gives two imports one name.
///
/// The engine would overflow its stack on the first and abort the process.
pub(super) fn check(engine: &Engine) -> Vec<PolicyError> {
    let parsed = engine.get_ast_as_json().ok().and_then(|text| serde_json::from_str::<Json>(&text).ok());
    let Some(Json::Array(asts)) = parsed else {
        return vec![PolicyError::whole("policies", "the policies nest too deeply to be checked")];
    };
    let mut errors = Vec::new();
    let modules: Vec<Module> = asts.iter().filter_map(|ast| module(ast, &mut errors)).collect();
    impure(&modules, &mut errors);
    circles(&modules, &mut errors);
    errors
}

fn module(ast: &Json, errors: &mut Vec<PolicyError>) -> Option<Module> {
    let text = ast.pointer("/source/contents")?.as_str()?.to_owned();
    let file = ast.pointer("/source/file")?.as_str()?.to_owned();
    let package = format!("data.{}", reference(ast.pointer("/ast/package/refr")?)?);
    let mut aliases = BTreeMap::new();
    for import in ast.pointer("/ast/imports").and_then(Json::as_array).into_iter().flatten() {
        let Some(path) = import.get("refr").and_then(reference) else { continue };
        let offset = |name: &str| import.pointer(&format!("/as/{name}")).and_then(Json::as_u64);
        let named = offset("start").zip(offset("end")).and_then(|(a, b)| text.get(a as usize..b as usize));
        let alias = named.or(path.rsplit('.').next()).unwrap_or(&path).to_owned();
        if path.starts_with("rego.") || path.starts_with("future.") {
            continue;
        }
        if aliases.insert(alias.clone(), path).is_some() {
            let (line, column) = place(import);
            let message = format!("two imports are called `{alias}`; the later would win silently");
            errors.push(PolicyError::at(&file, &text, line, column, message));
        }
    }
    let rules = ast.pointer("/ast/rules").and_then(Json::as_array)?;
    let callables = rules
        .iter()
        .map(|rule| {
            let mut calls = Vec::new();
            let complete = gather(rule, &mut calls, 0);
            if !complete {
                errors.push(PolicyError::whole(&file, "the policy nests too deeply to be checked"));
            }
            Callable { path: format!("{package}.{}", head(rule).unwrap_or_default()), calls }
        })
        .collect();
    Some(Module { file, text, package, aliases, callables })
}

/// The name that a rule or function defines.
fn head(rule: &Json) -> Option<String> {
    let head = rule.pointer("/Spec/head").or_else(|| rule.pointer("/Default"))?;
    let inner = head.as_object()?.values().find_map(|kind| kind.get("refr")).or_else(|| head.get("refr"))?;
    reference(inner)
}

/// A reference of fixed parts, joined by dots: `data.lib.images.tag`.
fn reference(node: &Json) -> Option<String> {
    let mut parts = Vec::new();
    let mut node = node;
    loop {
        if let Some(var) = node.get("Var") {
            parts.push(var.get("value")?.as_str()?.to_owned());
            break;
        } else if let Some(dot) = node.get("RefDot") {
            parts.push(dot.pointer("/field/1")?.as_str()?.to_owned());
            node = dot.get("refr")?;
        } else if let Some(bracket) = node.get("RefBrack") {
            parts.push(bracket.pointer("/index/String/value")?.as_str()?.to_owned());
            node = bracket.get("refr")?;
        } else {
            return None;
        }
    }
    parts.reverse();
    Some(parts.join("."))
}

fn place(node: &Json) -> (u32, u32) {
    let number = |name: &str| {
        node.get("span").and_then(|span| span.get(name)).and_then(Json::as_u64).unwrap_or(1) as u32
    };
    (number("line"), number("col"))
}

/// Collects the calls below `node`; false if it nests too deeply.
fn gather(node: &Json, calls: &mut Vec<Call>, depth: usize) -> bool {
    if depth > MAX_DEPTH {
        return false;
    }
    match node {
        Json::Object(map) => {
            if let Some(call) = map.get("Call")
                && let Some(name) = call.get("fcn").and_then(reference)
            {
                let (line, _) = place(call);
                let inner = call.get("fcn").and_then(|fcn| fcn.as_object()?.values().next());
                let column = inner.map_or(1, |fcn| leftmost(fcn, 0));
                calls.push(Call { name, line, column });
            }
            map.values().all(|child| gather(child, calls, depth + 1))
        }
        Json::Array(items) => items.iter().all(|child| gather(child, calls, depth + 1)),
        _ => true,
    }
}

/// The column where a reference starts: that of its first part.
fn leftmost(node: &Json, depth: usize) -> u32 {
    match node.get("refr").and_then(|inner| inner.as_object()?.values().next()) {
        Some(inner) if depth < MAX_DEPTH => leftmost(inner, depth + 1),
        _ => place(node).1,
    }
}

fn impure(modules: &[Module], errors: &mut Vec<PolicyError>) {
    for module in modules {
        for call in module.callables.iter().flat_map(|callable| &callable.calls) {
            if IMPURE.contains(&call.name.as_str()) {
                let message =
                    format!("`{}` is not available: a policy sees its input and nothing else", call.name);
                errors.push(PolicyError::at(&module.file, &module.text, call.line, call.column, message));
            }
        }
    }
}

/// What a call's name stands for: a function of the module, of an import, or of all `data`.
fn resolve(module: &Module, name: &str) -> String {
    if name.starts_with("data.") {
        return name.to_owned();
    }
    let (first, rest) = name.split_once('.').unwrap_or((name, ""));
    match module.aliases.get(first) {
        Some(path) if rest.is_empty() => path.clone(),
        Some(path) => format!("{path}.{rest}"),
        None => format!("{}.{name}", module.package),
    }
}

fn circles(modules: &[Module], errors: &mut Vec<PolicyError>) {
    // Every definition of a function: a function may have several.
    let mut edges: BTreeMap<String, Vec<(String, &Module, &Call)>> = BTreeMap::new();
    for module in modules {
        for callable in &module.callables {
            let out = edges.entry(callable.path.clone()).or_default();
            out.extend(callable.calls.iter().map(|call| (resolve(module, &call.name), module, call)));
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
                let error = PolicyError::at(&module.file, &module.text, call.line, call.column, message);
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
