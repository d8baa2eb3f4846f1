//! What reports, suppressions and configuration need to know of each rule, and rules' many names.

use std::collections::{BTreeMap, HashMap};

use crate::document::Kind;

/// The practice of rules about secrets; what their findings mark is never shown.
pub const SECRETS: &str = "secrets";

/// What people are told about a rule.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct About {
    /// Id, such as `dockerfile/user-missing`.
    pub id: String,
    /// What is wrong, in a few words.
    pub title: String,
    /// Why it matters.
    pub description: String,
    /// The section of the guide that it implements.
    pub practice: String,
    /// Pages that say more, best first.
    pub links: Vec<String>,
    /// The ids of the same check in other tools, by tool.
    pub same_as: BTreeMap<String, Vec<String>>,
    /// Whether the rule is switched on in this run.
    pub enabled: bool,
}

/// All rules of a run, found by their own id and by the ids of other tools.
#[derive(Clone, Debug, Default)]
pub struct Catalog {
    rules: BTreeMap<String, About>,
    /// Rules by tool and normalized foreign id.
    aliases: HashMap<(String, String), Vec<String>>,
}

impl Catalog {
    /// A catalog of `rules`.
    pub fn new(rules: impl IntoIterator<Item = About>) -> Self {
        let mut catalog = Catalog::default();
        for rule in rules {
            for (tool, ids) in &rule.same_as {
                for id in ids {
                    let name = (tool.clone(), normalize(id));
                    catalog.aliases.entry(name).or_default().push(rule.id.clone());
                }
            }
            catalog.rules.insert(rule.id.clone(), rule);
        }
        catalog
    }

    /// All rules, by id.
    pub fn rules(&self) -> impl Iterator<Item = &About> {
        self.rules.values()
    }

    /// The rule of that id.
    pub fn get(&self, id: &str) -> Option<&About> {
        self.rules.get(id)
    }

    /// The rule that `name` means in a file of `kind`: its id, or the part of it after the kind.
    pub fn resolve(&self, kind: Kind, name: &str) -> Option<&About> {
        self.get(name).or_else(|| self.get(&format!("{}/{name}", kind.name())))
    }

    /// The rules that do what `id` does in `tool`.
    pub fn same_as(&self, tool: &str, id: &str) -> &[String] {
        self.aliases.get(&(tool.to_owned(), normalize(id))).map_or(&[], Vec::as_slice)
    }

    /// Whether findings of the rule mark secrets.
    pub fn marks_secrets(&self, id: &str) -> bool {
        self.get(id).is_some_and(|rule| rule.practice == SECRETS)
    }

    /// The id nearest to `name`, if it looks like a slip of the pen.
    pub fn nearest(&self, name: &str) -> Option<&str> {
        nearest(name, self.rules.keys().map(String::as_str))
    }
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

/// Longest word that is compared; longer ones are no slips of the pen.
const MAX_WORD: usize = 64;

/// The one of `names` that `word` was probably meant to be: up to two letters away, or its last part.
pub(crate) fn nearest<'a>(word: &str, names: impl Iterator<Item = &'a str> + Clone) -> Option<&'a str> {
    if word.len() > MAX_WORD {
        return None;
    }
    let by_last_part = names.clone().find(|name| name.rsplit('/').next() == Some(word));
    by_last_part.or_else(|| {
        names
            .map(|name| (distance(word.as_bytes(), name.as_bytes()), name))
            .filter(|(distance, name)| *distance <= 2 && distance * 2 < name.len())
            .min()
            .map(|(_, name)| name)
    })
}

/// Letters to add, take away or change to make `b` of `a`.
fn distance(a: &[u8], b: &[u8]) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let change = diagonal + usize::from(x != y);
            diagonal = row[j + 1];
            row[j + 1] = change.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn foreign_ids_are_one_whatever_their_spelling() {
        let rule = About {
            id: "dockerfile/user-missing".into(),
            same_as: BTreeMap::from([("trivy".to_owned(), vec!["DS-0002".to_owned()])]),
            ..About::default()
        };
        let catalog = Catalog::new([rule]);
        for id in ["DS002", "ds-0002", "AVD-DS-0002"] {
            assert_eq!(catalog.same_as("trivy", id), ["dockerfile/user-missing"], "{id}");
        }
        assert!(catalog.same_as("trivy", "DS020").is_empty());
        assert!(catalog.same_as("hadolint", "DS002").is_empty());
    }

    #[test]
    fn slips_of_the_pen_are_understood() {
        let names = ["rules", "exclude", "compose/privileged"];
        assert_eq!(nearest("exlude", names.into_iter()), Some("exclude"));
        assert_eq!(nearest("privileged", names.into_iter()), Some("compose/privileged"));
        assert_eq!(nearest("something", names.into_iter()), None);
    }
}
