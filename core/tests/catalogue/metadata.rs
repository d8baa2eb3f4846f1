//! Metadata that agrees with itself.

use dockwarden_core::config::SETS;
use dockwarden_core::policy::Rule;

use crate::{assert_none, rules};

/// Whose ids `same_as` may name, and how people write their names.
pub const TOOLS: [(&str, &str); 9] = [
    ("hadolint", "hadolint"),
    ("trivy", "Trivy"),
    ("checkov", "Checkov"),
    ("kics", "KICS"),
    ("buildkit", "BuildKit"),
    ("dclint", "dclint"),
    ("compose-lint", "compose-lint"),
    ("tally", "tally"),
    ("cis", "CIS Docker Benchmark"),
];

/// The practices that rules belong to, and what each asks for.
pub const PRACTICES: [(&str, &str); 13] = [
    ("minimal-images", "Minimal base images, with nothing that the service does not need"),
    ("verified-images", "Images that are what they were, from where they should be"),
    ("supply-chain", "What a build fetches is known and checked"),
    ("least-privilege", "No more privileges than the service needs"),
    ("users", "No process runs as root, on the host least of all"),
    ("mac-profiles", "Seccomp, AppArmor and SELinux stay on"),
    ("filesystem", "Nothing of the host and little of the container can be written to"),
    ("network", "Only what should be reached can be reached"),
    ("secrets", "Secrets stay out of files, images and environments"),
    ("limits", "No service can starve its neighbours"),
    ("logging", "What happened can be found out later"),
    ("correctness", "Files mean what they seem to mean"),
    ("hygiene", "Builds that are small, repeatable and free of surprises"),
];

/// Fails for every rule of which `wrong` finds something to say.
fn assert_for_all(wrong: impl Fn(&Rule) -> Option<String>) {
    let problems: Vec<String> =
        rules().iter().filter_map(|rule| Some(format!("{}: {}", rule.path, wrong(rule)?))).collect();
    assert_none(&problems, "Change the METADATA of these rules.");
}

fn is_in(rule: &Rule, set: &str) -> bool {
    rule.sets.iter().any(|name| name == set)
}

#[test]
fn every_rule_is_in_a_set_that_can_be_chosen() {
    assert_for_all(|rule| match (rule.sets.is_empty(), rule.only_adjusts()) {
        (true, false) => Some("`sets` is empty".into()),
        (false, true) => Some("`sets` names some, but what only adjusts findings holds in every set".into()),
        _ => None,
    });
    assert_for_all(|rule| {
        let unknown = rule.sets.iter().find(|set| !SETS.contains(&set.as_str()))?;
        Some(format!("`sets` names {unknown}; there are {}", SETS.join(", ")))
    });
}

#[test]
fn what_is_recommended_is_strict_too() {
    assert_for_all(|rule| {
        (is_in(rule, "recommended") && !is_in(rule, "strict"))
            .then(|| "`sets` holds recommended, so it must hold strict".into())
    });
}

#[test]
fn the_cis_set_is_what_the_benchmark_asks_for() {
    assert_for_all(|rule| match (is_in(rule, "cis"), rule.same_as.contains_key("cis")) {
        (true, false) => Some("`sets` holds cis, but `same_as` names no item of it".into()),
        (false, true) => Some("`same_as` names an item of cis, but `sets` does not hold cis".into()),
        _ => None,
    });
}

#[test]
fn practices_and_tools_are_known_ones() {
    assert_for_all(|rule| {
        let known = PRACTICES.iter().any(|(name, _)| *name == rule.practice);
        (!known).then(|| format!("`practice` is {}, which core/tests/catalogue does not list", rule.practice))
    });
    assert_for_all(|rule| {
        let unknown = rule.same_as.keys().find(|tool| TOOLS.iter().all(|(name, _)| name != tool))?;
        let names = TOOLS.map(|(name, _)| name).join(", ");
        Some(format!("`same_as` names the tool {unknown}; expected one of {names}"))
    });
}

#[test]
fn ids_elsewhere_are_given_once_and_as_text() {
    assert_for_all(|rule| {
        let mut ids = rule.same_as.iter().flat_map(|(tool, ids)| ids.iter().map(move |id| (tool, id)));
        let wrong = ids.find(|(tool, id)| {
            id.is_empty()
                || id.contains([' ', ','])
                || rule.same_as[*tool].iter().filter(|i| i == id).count() > 1
        })?;
        Some(format!(
            "`same_as` has an id of {} that is empty, twice there or more than one: {}",
            wrong.0, wrong.1
        ))
    });
    assert_for_all(|rule| {
        let empty = rule.same_as.iter().find(|(_, ids)| ids.is_empty())?;
        Some(format!("`same_as` names {} without an id", empty.0))
    });
}

#[test]
fn rules_say_what_people_need_to_know() {
    assert_for_all(|rule| {
        let title = rule.title.trim();
        (title.is_empty() || title.ends_with('.')).then(|| "`title` is empty or ends with a full stop".into())
    });
    assert_for_all(|rule| rule.description.is_empty().then(|| "`description` is empty".into()));
    assert_for_all(|rule| rule.related_resources.is_empty().then(|| "`related_resources` is empty".into()));
    assert_for_all(|rule| {
        let link = rule.related_resources.iter().find(|link| !link.starts_with("https://"))?;
        Some(format!("`related_resources` has {link}, which does not start with https://"))
    });
    assert_for_all(|rule| {
        let parameter = rule.parameters.iter().find(|parameter| parameter.description.is_empty())?;
        Some(format!("the parameter {} has no description", parameter.name))
    });
    assert_for_all(|rule| {
        let expected = format!("{}.rego", rule.id);
        (rule.path != expected).then(|| format!("a rule of this package stands in {expected}"))
    });
}
