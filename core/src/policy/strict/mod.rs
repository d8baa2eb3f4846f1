//! What a policy may not do, found before it runs: call itself in a circle, reach outside, answer
//! in a way that nobody hears.

mod graph;
mod module;

use regorus::Engine;
use serde_json::Value as Json;

use super::PolicyError;
use super::metadata::{self, Verdict};
use module::{Answer, Module};

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

/// Every place in the policies of `engine` that would abort the process, reach outside, or be
/// silently without effect.
pub(super) fn check(engine: &Engine) -> Vec<PolicyError> {
    let parsed = engine.get_ast_as_json().ok().and_then(|text| serde_json::from_str::<Json>(&text).ok());
    let Some(Json::Array(asts)) = parsed else {
        return vec![PolicyError::whole("policies", "the policies nest too deeply to be checked")];
    };
    let mut errors = Vec::new();
    let modules: Vec<Module> = asts.iter().filter_map(|ast| module::read(ast, &mut errors)).collect();
    for module in &modules {
        impure(module, &mut errors);
        replacements(module, &mut errors);
        answers(module, &mut errors);
    }
    graph::circles(&modules, &mut errors);
    if errors.is_empty() {
        errors.extend(graph::too_long(&modules));
    }
    errors
}

fn impure(module: &Module, errors: &mut Vec<PolicyError>) {
    for call in module.callables.iter().flat_map(|callable| &callable.calls) {
        if IMPURE.contains(&call.name.as_str()) {
            errors.push(
                module.error(call, format!("`{}` is not available: a policy sees only its input", call.name)),
            );
        }
    }
}

/// A function replaced by `with` may call what it replaces, a circle that no graph of names shows.
fn replacements(module: &Module, errors: &mut Vec<PolicyError>) {
    if metadata::is_test(&module.file) {
        return;
    }
    for replaced in module.callables.iter().flat_map(|callable| &callable.replaced) {
        let input = replaced.name == "input" || replaced.name.starts_with("input.");
        if !input && !replaced.name.starts_with("data.config") {
            let name = &replaced.name;
            let message = format!("`with {name} as` is for tests; a rule may replace `input` only");
            errors.push(module.error(replaced, message));
        }
    }
}

/// Rules whose answer is one plain value give no findings, which looks like success.
fn answers(module: &Module, errors: &mut Vec<PolicyError>) {
    let Some((kind, name)) = module.package.strip_prefix("data.").and_then(metadata::rule_of) else { return };
    for callable in &module.callables {
        let rule = callable.path.strip_prefix(&module.package).map(|rest| rest.trim_start_matches('.'));
        if rule.and_then(Verdict::of_name).is_some() && callable.answer == Answer::Plain {
            let word = rule.unwrap_or_default();
            let message = format!(
                "`{word}` of {}/{name} is one value; write `{word} contains {{\"message\": …}} if`",
                kind.name()
            );
            errors.push(module.error(&callable.head, message));
        }
    }
}
