//! What reports, suppressions and configuration need to know of each rule, and rules' many names.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::OnceLock;

use crate::document::Kind;
use crate::policy::Rule;
use crate::spelling::nearest;

/// The practice of rules about secrets; what their findings mark is never shown.
pub const SECRETS: &str = "secrets";

/// All rules of a run, found by their own id and by the ids of other tools.
#[derive(Clone, Debug, Default)]
pub struct Catalog {
    rules: BTreeMap<String, Rule>,
    /// Rules that are switched on, at least for some files.
    enabled: BTreeSet<String>,
    /// Rules by tool and normalized foreign id; made when first asked for, as few files have such ids.
    aliases: OnceLock<Aliases>,
}

/// Rules by tool and normalized foreign id.
type Aliases = HashMap<(String, String), Vec<String>>;

impl Catalog {
    /// A catalog of `rules`, of which `enabled` are switched on.
    pub fn new(rules: impl IntoIterator<Item = Rule>, enabled: BTreeSet<String>) -> Self {
        let rules = rules.into_iter().map(|rule| (rule.id.clone(), rule)).collect();
        Self { rules, enabled, aliases: OnceLock::new() }
    }

    fn aliases(&self) -> Aliases {
        let mut aliases = Aliases::new();
        for (rule, tool, id) in self.rules().flat_map(foreign_ids) {
            let mut names = vec![normalize(id), normalize(last(id))];
            names.dedup();
            for name in names {
                aliases.entry((tool.to_owned(), name)).or_default().push(rule.id.clone());
            }
        }
        aliases
    }

    /// All rules, by id.
    pub fn rules(&self) -> impl Iterator<Item = &Rule> {
        self.rules.values()
    }

    /// The rule of that id.
    pub fn get(&self, id: &str) -> Option<&Rule> {
        self.rules.get(id)
    }

    /// The rule that `name` means in a file of `kind`: its id, or the part of it after the kind.
    pub fn resolve(&self, kind: Kind, name: &str) -> Option<&Rule> {
        let of = |kind: Kind| self.get(&format!("{}/{name}", kind.name()));
        self.get(name).or_else(|| of(kind)).or_else(|| of(Kind::Stack))
    }

    /// The rules that do what `id` does in `tool`.
    pub fn same_as(&self, tool: &str, id: &str) -> &[String] {
        let aliases = self.aliases.get_or_init(|| self.aliases());
        aliases.get(&(tool.to_owned(), normalize(id))).map_or(&[], Vec::as_slice)
    }

    /// The same for an id in which `*` stands for any letters.
    pub fn matching(&self, tool: &str, pattern: &str) -> Vec<String> {
        if !pattern.contains('*') {
            return self.same_as(tool, pattern).to_vec();
        }
        let meant = |id: &String| means(pattern, id);
        let of_tool = |rule: &&Rule| rule.same_as.get(tool).is_some_and(|ids| ids.iter().any(meant));
        self.rules().filter(of_tool).map(|rule| rule.id.clone()).collect()
    }

    /// Whether the rule is switched on.
    pub fn is_enabled(&self, id: &str) -> bool {
        self.enabled.contains(id)
    }

    /// Whether findings of the rule mark secrets.
    pub fn marks_secrets(&self, id: &str) -> bool {
        self.get(id).is_some_and(|rule| rule.practice == SECRETS && !rule.shown)
    }

    /// The id that `name` was probably meant to be: one that ends with it, or nearly is it.
    pub fn nearest(&self, name: &str) -> Option<&str> {
        let ids = || self.rules.keys().map(String::as_str);
        if name.contains('/') {
            return nearest(name, ids());
        }
        let near = nearest(name, ids().map(last))?;
        ids().find(|id| last(id) == near)
    }
}

/// The tools that have the same check, with its ids there.
fn foreign_ids(rule: &Rule) -> impl Iterator<Item = (&Rule, &str, &str)> {
    let tools = rule.same_as.iter();
    tools.flat_map(move |(tool, ids)| ids.iter().map(move |id| (rule, tool.as_str(), id.as_str())))
}

/// The part after the last slash; that of ids of tally is known without what stands before it.
fn last(id: &str) -> &str {
    id.rsplit('/').next().unwrap_or(id)
}

/// Whether `name`, in which `*` stands for any letters, means a tool's check `id`.
pub(crate) fn means(name: &str, id: &str) -> bool {
    if !name.contains('*') {
        return [id, last(id)].iter().any(|id| normalize(id) == normalize(name));
    }
    let name = name.to_ascii_lowercase();
    fits(name.strip_prefix("avd-").unwrap_or(&name), &id.to_ascii_lowercase())
}

/// Whether `text` is `pattern`, in which `*` stands for any letters.
fn fits(pattern: &str, text: &str) -> bool {
    let mut parts = pattern.split('*');
    let first = parts.next().unwrap_or("");
    let Some(mut rest) = text.strip_prefix(first) else { return false };
    let Some(last) = parts.next_back() else { return rest.is_empty() };
    for part in parts {
        let Some(at) = rest.find(part) else { return false };
        rest = &rest[at + part.len()..];
    }
    rest.ends_with(last)
}

/// One spelling for `DS002`, `DS-0002` and `AVD-DS-0002`.
fn normalize(id: &str) -> String {
    let lower = id.to_ascii_lowercase();
    let plain = lower.strip_prefix("avd-").unwrap_or(&lower);
    let (letters, digits) = plain.split_at(plain.trim_end_matches(|c: char| c.is_ascii_digit()).len());
    match letters.trim_end_matches('-') {
        "ds" => format!("ds-{}", digits.trim_start_matches('0')),
        _ => plain.to_owned(),
    }
}

/// A rule for tests, with its ids elsewhere.
#[cfg(test)]
pub(crate) fn sample_rule(id: &str, practice: &str, same_as: &[(&str, &str)]) -> Rule {
    Rule {
        id: id.to_owned(),
        kind: Kind::Dockerfile,
        title: format!("Title of {id}"),
        description: String::new(),
        severity: crate::finding::Severity::High,
        practice: practice.to_owned(),
        fix: None,
        sets: vec!["recommended".to_owned()],
        same_as: same_as.iter().map(|(tool, id)| ((*tool).to_owned(), vec![(*id).to_owned()])).collect(),
        related_resources: Vec::new(),
        parameters: Vec::new(),
        needs: Vec::new(),
        mentions: Vec::new(),
        configured: false,
        shown: false,
        whole: false,
        verdicts: Vec::new(),
        path: String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_rule_about_secrets_marks_is_one_unless_it_is_a_name() {
        let value = sample_rule("dockerfile/value", SECRETS, &[]);
        let file = Rule { shown: true, ..sample_rule("dockerfile/file", SECRETS, &[]) };
        let catalog = Catalog::new([value, file], BTreeSet::new());
        assert!(catalog.marks_secrets("dockerfile/value") && !catalog.marks_secrets("dockerfile/file"));
    }

    #[test]
    fn foreign_ids_are_one_whatever_their_spelling() {
        let rule = sample_rule("dockerfile/user-missing", "users", &[("trivy", "DS-0002")]);
        let catalog = Catalog::new([rule], BTreeSet::new());
        for id in ["DS002", "ds-0002", "AVD-DS-0002"] {
            assert_eq!(catalog.same_as("trivy", id), ["dockerfile/user-missing"], "{id}");
        }
        assert!(catalog.same_as("trivy", "DS020").is_empty());
        assert!(catalog.same_as("hadolint", "DS002").is_empty());
    }

    #[test]
    fn a_star_in_an_id_stands_for_any_letters() {
        let rules = [("a", "DS-0002"), ("b", "DS-0013"), ("c", "KSV-0001")]
            .map(|(name, id)| sample_rule(&format!("dockerfile/{name}"), "users", &[("trivy", id)]));
        let catalog = Catalog::new(rules, BTreeSet::new());
        for (pattern, found) in [
            ("*", 3),
            ("DS-*", 2),
            ("AVD-DS-*", 2),
            ("ds-00*3", 1),
            ("*-0001", 1),
            ("*0*0*", 3),
            ("DS-*4", 0),
            ("DS-0002", 1),
        ] {
            assert_eq!(catalog.matching("trivy", pattern).len(), found, "{pattern}");
        }
        assert!(catalog.matching("hadolint", "*").is_empty());
    }

    #[test]
    fn the_part_before_a_slash_may_be_left_out() {
        let rule = sample_rule("dockerfile/a", "users", &[("tally", "tally/php/no-dev")]);
        let catalog = Catalog::new([rule], BTreeSet::new());
        for (id, found) in [("tally/php/no-dev", 1), ("no-dev", 1), ("php/no-dev", 0)] {
            assert_eq!(catalog.same_as("tally", id).len(), found, "{id}");
        }
    }

    #[test]
    fn slips_of_the_pen_are_understood() {
        let catalog =
            Catalog::new([sample_rule("compose/privileged", "least-privilege", &[])], BTreeSet::new());
        for name in ["privileged", "privilegd", "compose/priviledged"] {
            assert_eq!(catalog.nearest(name), Some("compose/privileged"), "{name}");
        }
        assert_eq!(catalog.nearest("something"), None);
    }
}
