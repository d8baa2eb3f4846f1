//! What the METADATA comments of a policy say about its rule.

use std::collections::BTreeMap;

use serde_json::Value as Json;

use crate::document::Kind;
use crate::finding::{Safety, Severity};
use crate::model::Path;
use crate::source::{FileId, Source};
use crate::spelling::nearest;
use crate::syntax::tree::Node;
use crate::syntax::yaml;

use super::{PolicyError, PolicyFile, builtin};

/// A parameter of a rule, set in the configuration.
#[derive(Clone, Debug, PartialEq)]
pub struct Parameter {
    /// Its name.
    pub name: String,
    /// What it means.
    pub description: String,
    /// What holds if it is not set, as JSON.
    pub default: serde_json::Value,
}

/// The set of a policy that a result is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// `deny`: what rules of dockwarden say.
    Deny,
    /// `violation`: the same, in policies from elsewhere.
    Violation,
    /// `warn`, in policies from elsewhere: never worse than low.
    Warn,
    /// `adjust`: no findings of its own, but what other layers make of those of other rules.
    Adjust,
}

impl Verdict {
    const ALL: [Verdict; 4] = [Verdict::Deny, Verdict::Violation, Verdict::Warn, Verdict::Adjust];

    /// The name of the set.
    pub fn name(self) -> &'static str {
        match self {
            Verdict::Deny => "deny",
            Verdict::Violation => "violation",
            Verdict::Warn => "warn",
            Verdict::Adjust => "adjust",
        }
    }

    /// The verdict of that name.
    pub(super) fn of_name(name: &str) -> Option<Verdict> {
        Self::ALL.into_iter().find(|verdict| verdict.name() == name)
    }

    /// The verdicts that `text` gives: a rule starts at the start of a line.
    pub(super) fn of_text(text: &str) -> Vec<Verdict> {
        let starts = |at: usize, verdict: Verdict| {
            let rest = &text[at + verdict.name().len()..];
            (at == 0 || text[..at].ends_with('\n')) && rest.starts_with([' ', '\t', '[', ':', '='])
        };
        let mut all = Self::ALL.to_vec();
        all.retain(|verdict| text.match_indices(verdict.name()).any(|(at, _)| starts(at, *verdict)));
        all
    }
}

/// A rule as its METADATA describes it.
#[derive(Clone, Debug, PartialEq)]
pub struct Rule {
    /// Its id, such as `compose/privileged`.
    pub id: String,
    /// The kind of file it judges.
    pub kind: Kind,
    /// One line.
    pub title: String,
    /// Why it matters and what to do.
    pub description: String,
    /// How bad its findings are unless they say otherwise.
    pub severity: Severity,
    /// The practice that it belongs to, such as `least-privilege`.
    pub practice: String,
    /// How safe its fixes are; none if it has none.
    pub fix: Option<Safety>,
    /// The sets that it is in, such as `recommended`.
    pub sets: Vec<String>,
    /// The same check elsewhere: ids by tool.
    pub same_as: BTreeMap<String, Vec<String>>,
    /// Pages to read.
    pub related_resources: Vec<String>,
    /// Its parameters.
    pub parameters: Vec<Parameter>,
    /// Paths into the input of which one must lead to something, or it cannot fire; empty: none.
    pub needs: Vec<Path>,
    /// Words of which the document must hold one, as it is written or as it is read, in any case, or the
    /// rule cannot fire; empty: none.
    pub mentions: Vec<String>,
    /// Whether it can fire only where one of its parameters is set.
    pub configured: bool,
    /// Whether what it marks is no secret, though it is about secrets: the name of a file.
    pub shown: bool,
    /// Whether it tells what a whole project lacks, and so nothing of a file that is only part of one.
    pub whole: bool,
    /// The sets that its findings are in.
    pub verdicts: Vec<Verdict>,
    /// The file it stands in.
    pub path: String,
}

impl Rule {
    /// Whether the rule finds nothing itself, and only says what findings of others come to.
    pub fn only_adjusts(&self) -> bool {
        self.verdicts == [Verdict::Adjust]
    }
}

/// The package of a rule: `dockwarden.<kind>["<name>"]`, and the number of its line, from 0.
pub(super) fn package_of(text: &str) -> Option<(usize, &str)> {
    const WORD: &str = "package ";
    let text = text.trim_start_matches('\u{feff}');
    let start = if text.starts_with(WORD) { 0 } else { text.find("\npackage ")? + 1 };
    let number = text[..start].bytes().filter(|byte| *byte == b'\n').count();
    let rest = text[start + WORD.len()..].lines().next().unwrap_or_default();
    Some((number, rest.split('#').next().unwrap_or(rest).trim()))
}

/// The kind and the name of the rule that `package` declares, if it declares one.
pub(super) fn rule_of(package: &str) -> Option<(Kind, String)> {
    let rest = package.strip_prefix("dockwarden.")?;
    Kind::ALL.into_iter().find_map(|kind| {
        let name = rest.strip_prefix(kind.name())?;
        let name = match name.strip_prefix("[\"") {
            Some(quoted) => quoted.strip_suffix("\"]")?,
            None => name.strip_prefix('.')?,
        };
        let plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
        (!name.is_empty() && name.chars().all(plain)).then(|| (kind, name.to_owned()))
    })
}

/// The id of a rule.
pub(super) fn id(kind: Kind, name: &str) -> String {
    format!("{}/{name}", kind.name())
}

/// Whether a file holds tests rather than rules.
pub(super) fn is_test(path: &str) -> bool {
    path.ends_with("_test.rego")
}

/// The rules of `files`, by id. A later file replaces a rule of the same id.
///
/// Libraries and tests declare no rule and are passed over.
///
/// # Errors
/// Every file whose METADATA is missing or wrong.
pub fn rules<'a>(files: impl IntoIterator<Item = &'a PolicyFile>) -> Result<Vec<Rule>, Vec<PolicyError>> {
    let mut found: BTreeMap<String, Rule> = BTreeMap::new();
    let mut errors = Vec::new();
    for file in files.into_iter().filter(|file| !is_test(&file.path)) {
        let Some((line, package)) = package_of(&file.text) else {
            errors.push(PolicyError::whole(&file.path, "expected a `package` line, found none"));
            continue;
        };
        let Some((kind, name)) = rule_of(package) else {
            errors.extend(stray(file, line, package));
            continue;
        };
        match rule(file, kind, &name, line) {
            Ok(rule) => drop(found.insert(rule.id.clone(), rule)),
            Err(error) => errors.push(error),
        }
    }
    if errors.is_empty() { Ok(found.into_values().collect()) } else { Err(errors) }
}

/// What is wrong with a file that declares no rule, though it looks like one.
fn stray(file: &PolicyFile, line: usize, package: &str) -> Option<PolicyError> {
    let inner = package.strip_prefix("dockwarden.");
    let known = inner.is_some_and(|inner| inner.starts_with("lib.") || inner.starts_with("lib["));
    if known || (inner.is_none() && Verdict::of_text(&file.text).is_empty()) {
        return None;
    }
    let first = inner.and_then(|inner| inner.split(['.', '[']).next()).unwrap_or_default();
    let near = nearest(first, Kind::ALL.iter().map(|kind| kind.name()).chain(["lib"]));
    let help = near.map_or(String::new(), |near| format!("; did you mean `dockwarden.{near}`?"));
    let message = format!(
        "a rule stands in the package `dockwarden.<dockerfile, compose or daemon>[\"name\"]`, found `{package}`{help}"
    );
    Some(PolicyError::at(&file.path, &file.text, line as u32 + 1, 1, message))
}

/// The METADATA block right before the package line: its first line (from 0) and its YAML.
fn block(text: &str, package_line: usize) -> Option<(usize, String)> {
    let lines: Vec<&str> = text.trim_start_matches('\u{feff}').lines().take(package_line).collect();
    let start = lines.iter().rposition(|line| line.trim_end() == "# METADATA")?;
    let yaml = lines[start + 1..].iter().map_while(|line| line.strip_prefix('#'));
    let yaml = yaml.map(|line| line.strip_prefix(' ').unwrap_or(line)).collect::<Vec<_>>();
    Some((start + 1, yaml.join("\n")))
}

fn rule(file: &PolicyFile, kind: Kind, name: &str, package_line: usize) -> Result<Rule, PolicyError> {
    let metadata = match builtin::metadata(file) {
        Some(json) => serde_json::from_str(json).map_err(|error| error.to_string()),
        None => Ok(written(file, package_line)?),
    };
    metadata
        .and_then(|metadata| described(&metadata, file, kind, name))
        .map_err(|error| PolicyError::whole(&file.path, error))
}

/// The METADATA that stands in a file, found sound.
fn written(file: &PolicyFile, package_line: usize) -> Result<Json, PolicyError> {
    let (first, text) = block(&file.text, package_line).ok_or_else(|| {
        let line = package_line as u32 + 1;
        PolicyError::at(&file.path, &file.text, line, 1, "expected a METADATA comment above, found none")
    })?;
    let source = Source::from_text(FileId(0), file.path.as_str(), &text)
        .map_err(|error| PolicyError::whole(&file.path, error.to_string()))?;
    // A line of the block is a line of the file after `# `.
    let at = |offset: u32, message: String| {
        let place = source.position(offset);
        PolicyError::at(&file.path, &file.text, place.line + first as u32, place.column + 2, message)
    };
    let parsed = yaml::parse(&source);
    if let Some(fault) = parsed.faults.first() {
        return Err(at(fault.span.start, fault.message.clone()));
    }
    let missing = |key: &str| at(0, format!("METADATA lacks `{key}`"));
    let root = parsed.root.ok_or_else(|| missing("title"))?;
    let custom = root.get("custom").ok_or_else(|| missing("custom"))?;
    let required = |node: &Node, key: &str| -> Result<(), PolicyError> {
        let value = node.get(key).ok_or_else(|| missing(key))?;
        let found = value.value.kind_name();
        let wrong = || at(value.span.start, format!("`{key}` must be text, found {found}"));
        value.as_text().map(|_| ()).ok_or_else(wrong)
    };
    required(custom, "severity")?;
    let word = |key: &str| custom.get(key).map(|node| (node.span.start, node.as_text().unwrap_or_default()));
    if let Some((start, text)) = word("severity") {
        text.trim().parse::<Severity>().map_err(|error| at(start, error))?;
    }
    if let Some((start, text)) = word("fix") {
        fix(text).map_err(|error| at(start, error))?;
    }
    required(&root, "title")?;
    required(&root, "description")?;
    required(custom, "practice")?;
    if Verdict::of_text(&file.text).is_empty() {
        let line = package_line as u32 + 1;
        let message = "the rule has no `deny contains … if`, so it could never say anything";
        return Err(PolicyError::at(&file.path, &file.text, line, 1, message));
    }
    Ok(root.to_json())
}

/// How safe the fixes of a rule are, as METADATA says it.
fn fix(text: &str) -> Result<Option<Safety>, String> {
    match text {
        "" | "none" => Ok(None),
        "safe" => Ok(Some(Safety::Safe)),
        "unsafe" => Ok(Some(Safety::Unsafe)),
        other => Err(format!("expected safe, unsafe or none; found `{other}`")),
    }
}

/// The rule that `metadata` describes.
fn described(metadata: &Json, file: &PolicyFile, kind: Kind, name: &str) -> Result<Rule, String> {
    let custom = &metadata["custom"];
    let text = |value: &Json| value.as_str().unwrap_or_default().trim().to_owned();
    Ok(Rule {
        id: id(kind, name),
        kind,
        title: text(&metadata["title"]),
        description: text(&metadata["description"]),
        severity: text(&custom["severity"]).parse()?,
        practice: text(&custom["practice"]),
        fix: fix(custom["fix"].as_str().unwrap_or_default())?,
        sets: texts(&custom["sets"]),
        same_as: members(&custom["same_as"]).map(|(tool, ids)| (tool.clone(), texts(ids))).collect(),
        related_resources: resources(&metadata["related_resources"]),
        parameters: members(&custom["parameters"]).map(parameter).collect(),
        needs: texts(&custom["needs"]).iter().map(|path| Path::from(path.as_str())).collect(),
        mentions: texts(&custom["mentions"]).iter().map(|word| word.to_ascii_lowercase()).collect(),
        configured: custom["configured"] == true,
        shown: custom["shown"] == true,
        whole: custom["whole"] == true,
        verdicts: Verdict::of_text(&file.text),
        path: file.path.clone(),
    })
}

/// A list of texts, or one text.
fn texts(value: &Json) -> Vec<String> {
    let scalar = |value: &Json| match value {
        Json::String(text) => Some(text.clone()),
        Json::Number(number) => Some(number.to_string()),
        _ => None,
    };
    match value {
        Json::Array(items) => items.iter().filter_map(scalar).collect(),
        one => scalar(one).into_iter().collect(),
    }
}

/// The members of an object; none of anything else.
fn members(value: &Json) -> impl Iterator<Item = (&String, &Json)> {
    value.as_object().into_iter().flatten()
}

fn resources(value: &Json) -> Vec<String> {
    let link = |item: &Json| item.get("ref").unwrap_or(item).as_str().map(str::to_owned);
    value.as_array().into_iter().flatten().filter_map(link).collect()
}

fn parameter((name, value): (&String, &Json)) -> Parameter {
    Parameter {
        name: name.clone(),
        description: value["description"].as_str().unwrap_or("").trim().to_owned(),
        default: value["default"].clone(),
    }
}
