//! Rules whose answer may be undefined, put so that this loses no other answer.
//!
//! In Rego, an answer that is undefined is none. regorus 0.14 forgets all that the rule has answered before
//! (`eval_output_expr_in_loop`). It does not where the answer is a member of a list that may be empty.

use std::collections::BTreeSet;

use regorus::Engine;
use serde_json::Value as Json;

use super::PolicyError;

/// What stands before and behind an answer.
const BEFORE: &str = " [dockwarden_answer | dockwarden_answer := ";
const BEHIND: &str = "][_]";

/// Adds the policies of `from` to `engine`; in those of `files`, answers that may be undefined are put so. Lines
/// stay where they are.
pub(super) fn guard(
    from: &Engine,
    files: &BTreeSet<&str>,
    mut engine: Engine,
) -> Result<Engine, PolicyError> {
    let parsed = from.get_ast_as_json().ok().and_then(|text| serde_json::from_str::<Json>(&text).ok());
    for module in parsed.as_ref().and_then(Json::as_array).into_iter().flatten() {
        let part = |name: &str| module.pointer(name).and_then(Json::as_str).unwrap_or_default();
        let (file, text) = (part("/source/file"), part("/source/contents"));
        let guarded = files.contains(file).then(|| guarded(module, text)).flatten();
        if guarded.is_none_or(|guarded| engine.add_policy(file.to_owned(), guarded).is_err()) {
            let added = engine.add_policy(file.to_owned(), text.to_owned());
            added.map_err(|error| PolicyError::whole(file, error.to_string()))?;
        }
    }
    Ok(engine)
}

/// An error that `engine` gave, with its place in the text as it was written.
pub(super) fn as_written(engine: &Engine, mut error: PolicyError) -> PolicyError {
    let sources = engine.get_policies().unwrap_or_default();
    let source = sources.iter().find(|source| *source.get_path() == error.path);
    if let (Some(source), Some(position)) = (source, &mut error.position) {
        let line =
            source.get_contents().lines().nth(position.line.saturating_sub(1) as usize).unwrap_or_default();
        let before: String = line.chars().take(position.column.saturating_sub(1) as usize).collect();
        let guards = before.matches(BEFORE).count();
        let added = guards * BEFORE.len() + guards.min(before.matches(BEHIND).count()) * BEHIND.len();
        position.column = position.column.saturating_sub(added as u32).max(1);
    }
    error
}

fn guarded(module: &Json, text: &str) -> Option<String> {
    let rules = module.pointer("/ast/rules")?.as_array()?;
    let mut answers: Vec<(usize, usize)> = rules.iter().filter_map(|rule| answer(rule, text)).collect();
    answers.sort_unstable();
    let mut guarded = String::with_capacity(text.len());
    let mut done = 0;
    for (start, end) in answers {
        guarded += text.get(done..start)?;
        guarded += BEFORE;
        guarded += text.get(start..end)?;
        guarded += BEHIND;
        done = end;
    }
    guarded += text.get(done..)?;
    Some(guarded)
}

/// Where the answer of a rule stands, if it may be undefined.
fn answer(rule: &Json, text: &str) -> Option<(usize, usize)> {
    let (kind, head) = rule.pointer("/Spec/head")?.as_object()?.iter().next()?;
    let offset = |node: &Json, end: &str| Some(node.pointer(&format!("/span/{end}"))?.as_u64()? as usize);
    let (value, from) = match kind.as_str() {
        "Set" => {
            let name = head.get("refr")?.as_object()?.values().next()?;
            let name = offset(name, "end")?;
            (head.get("key")?, name + text.get(name..)?.find("contains")? + "contains".len())
        }
        _ => {
            let assign = head.get("assign")?;
            let operator = if assign.get("op")?.as_str()? == "ColEq" { ":=" } else { "=" };
            let start = offset(assign, "start")?;
            (assign.get("value")?, start + text.get(start..)?.find(operator)? + operator.len())
        }
    };
    let end = offset(if kind == "Set" { head } else { head.get("assign")? }, "end")?;
    may_be_undefined(value).then_some((from, end))
}

/// Whether a name is followed or a function is called.
fn may_be_undefined(value: &Json) -> bool {
    match value {
        Json::Object(map) => {
            ["RefDot", "RefBrack", "Call"].iter().any(|sort| map.contains_key(*sort))
                || map.values().any(may_be_undefined)
        }
        Json::Array(items) => items.iter().any(may_be_undefined),
        _ => false,
    }
}
