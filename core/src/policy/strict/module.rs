//! What the check of a policy file needs to know of its syntax tree.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value as Json;

use crate::policy::PolicyError;

/// How deep an expression may nest before the check gives up and refuses the file.
const MAX_DEPTH: usize = 512;

/// One definition of a function or rule, and what stands in it.
pub(super) struct Callable {
    pub(super) path: String,
    /// Where it is defined.
    pub(super) head: Place,
    pub(super) calls: Vec<Place>,
    /// What its `with` replaces.
    pub(super) replaced: Vec<Place>,
    /// Every name in it, whether of a function, a rule or a variable.
    pub(super) names: BTreeSet<String>,
    /// How deep its expressions nest.
    pub(super) depth: usize,
    pub(super) answer: Answer,
}

/// What the value of a rule is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Answer {
    /// Members, one by one, or something computed.
    Members,
    /// `true`, a number or a text: nothing that could be told as a finding.
    Plain,
}

/// A name and where it stands; lines and columns count from 1.
pub(super) struct Place {
    pub(super) name: String,
    line: u32,
    column: u32,
}

/// One policy file.
pub(super) struct Module {
    pub(super) file: String,
    text: String,
    /// Its package, with `data.` before it.
    pub(super) package: String,
    aliases: BTreeMap<String, String>,
    pub(super) callables: Vec<Callable>,
}

impl Module {
    /// An error at `place` of this file.
    pub(super) fn error(&self, place: &Place, message: String) -> PolicyError {
        PolicyError::at(&self.file, &self.text, place.line, place.column, message)
    }

    /// What a name stands for: something of the module, of an import, or of all `data`.
    pub(super) fn resolve(&self, name: &str) -> String {
        if name.starts_with("data.") {
            return name.to_owned();
        }
        let (first, rest) = name.split_once('.').unwrap_or((name, ""));
        match self.aliases.get(first) {
            Some(path) if rest.is_empty() => path.clone(),
            Some(path) => format!("{path}.{rest}"),
            None => format!("{}.{name}", self.package),
        }
    }
}

/// Reads one file of the engine's syntax trees.
pub(super) fn read(ast: &Json, errors: &mut Vec<PolicyError>) -> Option<Module> {
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
            let name = head(rule).unwrap_or_default();
            let mut callable = Callable {
                path: format!("{package}.{name}"),
                head: at(name, rule),
                calls: Vec::new(),
                replaced: Vec::new(),
                names: BTreeSet::new(),
                depth: 0,
                answer: answer(rule),
            };
            if !gather(rule, &mut callable, 0) {
                errors.push(PolicyError::whole(&file, "the policy nests too deeply to be checked"));
            }
            callable
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

fn at(name: String, node: &Json) -> Place {
    let (line, _) = place(node);
    Place { name, line, column: leftmost(node, 0) }
}

/// Whether the head of a rule gives one plain value: `deny := true`, `deny if …`.
fn answer(rule: &Json) -> Answer {
    let Some(head) = rule.pointer("/Spec/head/Compr") else { return Answer::Members };
    let plain = match head.pointer("/assign/value") {
        None => head.pointer("/refr/Var").is_some(),
        Some(value) => ["Bool", "True", "False", "Null", "Number", "String", "RawString"]
            .iter()
            .any(|literal| value.get(literal).is_some()),
    };
    let named = head.pointer("/refr/Var").is_some();
    if plain && named { Answer::Plain } else { Answer::Members }
}

/// Collects what stands below `node`; false if it nests too deeply.
fn gather(node: &Json, found: &mut Callable, depth: usize) -> bool {
    if depth > MAX_DEPTH {
        return false;
    }
    found.depth = found.depth.max(depth);
    match node {
        Json::Object(map) => {
            if let Some(function) = map.get("Call").and_then(|call| call.get("fcn"))
                && let Some(name) = reference(function)
            {
                let inner = function.as_object().and_then(|map| map.values().next());
                found.calls.extend(inner.map(|inner| at(name, inner)));
            }
            for replaced in map.get("with_mods").and_then(Json::as_array).into_iter().flatten() {
                let target = replaced.get("refr");
                let inner = target.and_then(Json::as_object).and_then(|map| map.values().next());
                let name = target.and_then(reference).unwrap_or_default();
                found.replaced.extend(inner.map(|inner| at(name, inner)));
            }
            if ["Var", "RefDot", "RefBrack"].iter().any(|sort| map.contains_key(*sort)) {
                found.names.extend(reference(node));
            }
            map.values().all(|child| gather(child, found, depth + 1))
        }
        Json::Array(items) => items.iter().all(|child| gather(child, found, depth + 1)),
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
