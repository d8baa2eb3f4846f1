//! `dockwarden.yaml`: which rules hold where, and what the files depend on. See docs/configuration.md.

pub mod complete;
pub mod edit;

use std::collections::BTreeMap;

use globset::{GlobBuilder, GlobMatcher};

use crate::finding::Severity;
use crate::policy::{Options, Rule};
use crate::source::{Source, Span};
use crate::spelling::nearest;
use crate::syntax::tree::{Fault, Node, Value};
use crate::syntax::yaml;

/// Name of the file.
pub const FILE_NAME: &str = "dockwarden.yaml";

/// The rule sets that may be chosen.
pub const SETS: [&str; 3] = ["recommended", "strict", "cis"];

const KEYS: [&str; 8] =
    ["rules", "set", "fail-on", "exclude", "overrides", "policies", "build-args", "variables"];

/// What a configuration says.
#[derive(Clone, Debug, Default)]
pub struct Config {
    /// The rule set; `recommended` if none is chosen.
    pub set: Option<String>,
    /// Least severity that fails a run.
    pub fail_on: Option<Severity>,
    /// Files that are not checked.
    pub exclude: Vec<Pattern>,
    /// Folders with more policies, relative to the configuration, with their places.
    pub policies: Vec<(String, Span)>,
    /// Values of build arguments.
    pub build_args: BTreeMap<String, String>,
    /// Values of Compose variables.
    pub variables: BTreeMap<String, String>,
    /// Settings of rules.
    pub rules: Vec<Setting>,
    /// Settings for some paths, later ones winning.
    pub overrides: Vec<Override>,
}

/// What is set for one rule; what is absent stays as it is.
#[derive(Clone, Debug)]
pub struct Setting {
    /// The rule.
    pub id: String,
    /// Where its id is written.
    pub span: Span,
    /// On or off.
    pub enabled: Option<bool>,
    /// Its severity.
    pub severity: Option<Severity>,
    /// Its parameters, with the places of their names.
    pub parameters: Vec<(String, Span, serde_json::Value)>,
}

/// Settings that hold for some paths only.
#[derive(Clone, Debug)]
pub struct Override {
    /// The paths.
    pub paths: Vec<Pattern>,
    /// What holds there.
    pub rules: Vec<Setting>,
}

/// A glob over paths relative to the root, `/` between their parts. Without a slash it matches a
/// name in any folder, with `./` before it at the root only; `*` stays within one part, `**` does not; a folder stands for all in it.
#[derive(Clone, Debug)]
pub struct Pattern(GlobMatcher);

impl Pattern {
    pub(crate) fn new(text: &str) -> Result<Self, String> {
        let text = text.trim_end_matches('/');
        let anywhere = if text.contains('/') { "" } else { "**/" };
        let text = text.trim_start_matches("./");
        let glob = format!("{anywhere}{text}{{,/**}}");
        let built = GlobBuilder::new(&glob).literal_separator(true).empty_alternates(true).build();
        built.map(|glob| Self(glob.compile_matcher())).map_err(|error| error.kind().to_string())
    }

    /// Whether `path` is meant.
    pub fn matches(&self, path: &str) -> bool {
        self.0.is_match(path)
    }
}

impl Config {
    /// Reads a configuration.
    ///
    /// # Errors
    /// Everything that is wrong with it, with its place.
    pub fn parse(source: &Source) -> Result<Self, Vec<Fault>> {
        let parsed = yaml::parse(source);
        let mut reader = Reader { faults: parsed.faults };
        let mut config = Config::default();
        if let Some(root) = parsed.root.filter(|root| root.value != Value::Null) {
            reader.config(&root, &mut config);
        }
        if reader.faults.is_empty() { Ok(config) } else { Err(reader.faults) }
    }

    /// What is wrong with the rules that are named: unknown ids and parameters.
    pub fn check(&self, rules: &[Rule]) -> Vec<Fault> {
        let mut faults = Vec::new();
        let settings = self.rules.iter().chain(self.overrides.iter().flat_map(|o| &o.rules));
        for setting in settings {
            let Some(rule) = rules.iter().find(|rule| rule.id == setting.id) else {
                let ids = rules.iter().map(|rule| rule.id.as_str());
                faults.push(unknown("rule", &setting.id, setting.span, ids));
                continue;
            };
            for (name, span, _) in &setting.parameters {
                let names = rule.parameters.iter().map(|parameter| parameter.name.as_str());
                // Policies from elsewhere need not declare theirs.
                if !rule.parameters.is_empty() && !names.clone().any(|known| known == name) {
                    let names = names.chain(["enabled", "severity"]);
                    faults.push(unknown("parameter", name, *span, names));
                }
            }
        }
        faults
    }

    /// Whether the file at `path`, with all that is laid over it, is left out.
    pub fn excludes(&self, path: &str) -> bool {
        self.exclude.iter().any(|pattern| pattern.matches(path))
    }

    /// Which overrides hold for `path`.
    pub fn overrides_of(&self, path: &str) -> Vec<usize> {
        let holds = |o: &Override| o.paths.iter().any(|pattern| pattern.matches(path));
        (0..self.overrides.len()).filter(|&index| holds(&self.overrides[index])).collect()
    }

    /// What holds where `overrides` do. Rules that are in no set at all are on.
    pub fn options(&self, rules: &[Rule], overrides: &[usize]) -> Options {
        let set = self.set.as_deref().unwrap_or("recommended");
        let in_set = |rule: &&Rule| {
            let named = |name: &str| rule.sets.iter().any(|set| set == name);
            rule.sets.is_empty() || named(set) || (set == "strict" && named("recommended"))
        };
        let mut options = Options {
            enabled: rules.iter().filter(in_set).map(|rule| rule.id.clone()).collect(),
            ..Options::default()
        };
        let scoped = overrides.iter().filter_map(|&index| self.overrides.get(index)).flat_map(|o| &o.rules);
        for setting in self.rules.iter().chain(scoped) {
            if setting.enabled == Some(false) {
                options.enabled.remove(&setting.id);
            } else if setting.enabled == Some(true) || setting.severity.is_some() {
                options.enabled.insert(setting.id.clone());
            }
            if let Some(severity) = setting.severity {
                options.severities.insert(setting.id.clone(), severity);
            }
            for (name, _, value) in &setting.parameters {
                let parameters = options.config.entry(setting.id.clone());
                let parameters = parameters.or_insert_with(|| serde_json::json!({}));
                parameters[name.as_str()] = value.clone();
            }
        }
        options
    }
}

fn unknown<'a>(what: &str, name: &str, span: Span, known: impl Iterator<Item = &'a str> + Clone) -> Fault {
    let help = match nearest(name, known.clone()) {
        Some(near) => format!("did you mean `{near}`?"),
        None if what == "rule" => "`dockwarden rules` lists them all".to_owned(),
        None => format!("expected one of {}", known.collect::<Vec<_>>().join(", ")),
    };
    Fault { span, message: format!("there is no {what} `{name}`"), help: Some(help) }
}

struct Reader {
    faults: Vec<Fault>,
}

impl Reader {
    fn fault(&mut self, span: Span, message: String) {
        self.faults.push(Fault { span, message, help: None });
    }

    fn expected(&mut self, node: &Node, what: &str) {
        self.fault(node.span, format!("expected {what}, found {}", node.value.kind_name()));
    }

    fn config(&mut self, root: &Node, config: &mut Config) {
        let Some(entries) = root.as_map() else { return self.expected(root, "a mapping") };
        for entry in entries {
            let value = &entry.value;
            match entry.key.as_str() {
                "rules" => config.rules = self.rules(value),
                "set" => config.set = self.one_of(value, &SETS),
                "fail-on" => config.fail_on = self.severity(value),
                "exclude" => config.exclude = self.patterns(value),
                "overrides" => config.overrides = self.overrides(value),
                "policies" => config.policies = self.texts(value),
                "build-args" => config.build_args = self.values(value),
                "variables" => config.variables = self.values(value),
                key => self.faults.push(unknown("key", key, entry.key_span, KEYS.into_iter())),
            }
        }
    }

    fn rules(&mut self, node: &Node) -> Vec<Setting> {
        let Some(entries) = node.as_map() else {
            self.expected(node, "a mapping of rule ids");
            return Vec::new();
        };
        let setting = |reader: &mut Self, entry: &crate::syntax::tree::Entry| {
            let mut setting = Setting {
                id: entry.key.clone(),
                span: entry.key_span,
                enabled: None,
                severity: None,
                parameters: Vec::new(),
            };
            match &entry.value.value {
                Value::Bool(on) => setting.enabled = Some(*on),
                Value::Text(word) if word == "off" => setting.enabled = Some(false),
                Value::Text(word) if word == "on" => setting.enabled = Some(true),
                Value::Text(_) => setting.severity = reader.severity(&entry.value),
                Value::Map(entries) => {
                    for entry in entries {
                        match entry.key.as_str() {
                            "enabled" => match entry.value.value {
                                Value::Bool(on) => setting.enabled = Some(on),
                                _ => reader.expected(&entry.value, "true or false"),
                            },
                            "severity" => setting.severity = reader.severity(&entry.value),
                            name => {
                                setting.parameters.push((
                                    name.to_owned(),
                                    entry.key_span,
                                    entry.value.to_json(),
                                ));
                            }
                        }
                    }
                }
                _ => reader.expected(&entry.value, "off, on, a severity or a mapping"),
            }
            setting
        };
        entries.iter().map(|entry| setting(self, entry)).collect()
    }

    fn overrides(&mut self, node: &Node) -> Vec<Override> {
        let Some(items) = node.as_list() else {
            self.expected(node, "a list of mappings");
            return Vec::new();
        };
        let mut out = Vec::new();
        for item in items {
            let Some(entries) = item.as_map() else {
                self.expected(item, "a mapping with paths and rules");
                continue;
            };
            let mut one = Override { paths: Vec::new(), rules: Vec::new() };
            for entry in entries {
                match entry.key.as_str() {
                    "paths" => one.paths = self.patterns(&entry.value),
                    "rules" => one.rules = self.rules(&entry.value),
                    key => {
                        self.faults.push(unknown("key", key, entry.key_span, ["paths", "rules"].into_iter()));
                    }
                }
            }
            if item.get("paths").is_none() {
                self.fault(item.span, "expected `paths`, so that it is known where these rules hold".into());
            }
            out.push(one);
        }
        out
    }

    fn severity(&mut self, node: &Node) -> Option<Severity> {
        let Some(text) = node.as_text() else {
            self.expected(node, "a severity");
            return None;
        };
        text.parse().map_err(|message| self.fault(node.span, message)).ok()
    }

    fn one_of(&mut self, node: &Node, names: &[&'static str]) -> Option<String> {
        match node.as_text() {
            Some(text) if names.contains(&text) => Some(text.to_owned()),
            Some(text) => {
                self.fault(node.span, format!("expected one of {}; found `{text}`", names.join(", ")));
                None
            }
            None => {
                self.expected(node, &format!("one of {}", names.join(", ")));
                None
            }
        }
    }

    fn texts(&mut self, node: &Node) -> Vec<(String, Span)> {
        let Some(items) = node.as_list() else {
            self.expected(node, "a list of texts");
            return Vec::new();
        };
        let mut out = Vec::new();
        for item in items {
            match item.as_text() {
                Some(text) => out.push((text.to_owned(), item.span)),
                None => self.expected(item, "text"),
            }
        }
        out
    }

    fn patterns(&mut self, node: &Node) -> Vec<Pattern> {
        let mut out = Vec::new();
        for (text, span) in self.texts(node) {
            match Pattern::new(&text) {
                Ok(pattern) => out.push(pattern),
                Err(error) => self.fault(span, format!("expected a glob: {error}")),
            }
        }
        out
    }

    fn values(&mut self, node: &Node) -> BTreeMap<String, String> {
        let Some(entries) = node.as_map() else {
            self.expected(node, "a mapping of names to values");
            return BTreeMap::new();
        };
        let mut out = BTreeMap::new();
        for entry in entries {
            let text = match &entry.value.value {
                Value::Text(text) => text.clone(),
                Value::Bool(value) => value.to_string(),
                Value::Int(value) => value.to_string(),
                Value::Float(value) => value.to_string(),
                _ => {
                    self.expected(&entry.value, "text");
                    continue;
                }
            };
            out.insert(entry.key.clone(), text);
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::sample_rule;
    use crate::source::FileId;

    fn parse(text: &str) -> Result<Config, Vec<Fault>> {
        Config::parse(&Source::from_text(FileId(0), FILE_NAME, text).unwrap())
    }

    fn rules() -> Vec<Rule> {
        let mut strict = sample_rule("dockerfile/strict", "users", &[]);
        strict.sets = vec!["strict".into()];
        vec![sample_rule("dockerfile/root", "users", &[]), strict]
    }

    #[test]
    fn an_empty_file_is_the_default() {
        let options = parse("# nothing yet\n").unwrap().options(&rules(), &[]);
        assert_eq!(options.enabled.into_iter().collect::<Vec<_>>(), ["dockerfile/root"]);
    }

    #[test]
    fn the_strict_set_holds_the_recommended_one() {
        assert_eq!(parse("set: strict\n").unwrap().options(&rules(), &[]).enabled.len(), 2);
    }

    #[test]
    fn an_override_holds_only_for_its_paths() {
        let text = "overrides:\n  - paths: [tests]\n    rules: {dockerfile/root: off}\n";
        let config = parse(text).unwrap();
        assert_eq!(config.overrides_of("src/Dockerfile"), [0usize; 0]);
        let overrides = config.overrides_of("a/tests/Dockerfile");
        assert!(config.options(&rules(), &overrides).enabled.is_empty());
    }

    #[test]
    fn a_severity_switches_a_rule_on_and_parameters_reach_policies() {
        let text = "rules:\n  dockerfile/strict: {severity: low, allowed: [a]}\n";
        let options = parse(text).unwrap().options(&rules(), &[]);
        assert!(options.enabled.contains("dockerfile/strict"));
        assert_eq!(options.severities["dockerfile/strict"], Severity::Low);
        assert_eq!(options.config["dockerfile/strict"], serde_json::json!({"allowed": ["a"]}));
    }

    #[test]
    fn slips_of_the_pen_are_faults_at_their_place_with_a_suggestion() {
        let faults = parse("set: recommended\nexlude: []\n").unwrap_err();
        assert_eq!(faults[0].span.start, 17);
        assert_eq!(faults[0].help.as_deref(), Some("did you mean `exclude`?"));
        let faults = parse("rules: {dockerfile/rot: off}\n").unwrap().check(&rules());
        assert_eq!(faults[0].help.as_deref(), Some("did you mean `dockerfile/root`?"));
    }

    #[test]
    fn values_of_the_wrong_type_are_faults() {
        for text in [
            "[]\n",
            "rules: []\n",
            "rules: {a: 3}\n",
            "set: best\n",
            "fail-on: 3\n",
            "exclude: x\n",
            "exclude: ['[']\n",
            "overrides: [{rules: {}}]\n",
            "build-args: {A: []}\n",
            "set: [\n",
        ] {
            assert!(parse(text).is_err(), "{text}");
        }
    }
}
