//! A configuration changed as a person would: what is there keeps its place and its comments.

use crate::source::{FileId, Source, Span};
use crate::syntax::tree::{Node, Value};
use crate::syntax::yaml;

use super::{Config, FILE_NAME};

/// A configuration in which a rule is off, for the file at `path` or for all, with the reason above it.
///
/// # Errors
/// In words, when the configuration has faults, or is written in a way that only people can change.
pub fn switch_off(config: &str, rule: &str, path: Option<&str>, why: &str) -> Result<String, String> {
    let lines = [format!("# {}", one_line(why)), format!("{rule}: off")];
    let done = changed(config, |source, root| match path {
        None => table(source, root, rule, &lines),
        Some(path) => overrides(source, root, &only(path), rule, &lines),
    })?;
    let parsed = Config::parse(&read(&done)?).map_err(|_| by_hand())?;
    let off = |settings: &[super::Setting]| settings.iter().any(|s| s.id == rule && s.enabled == Some(false));
    let settings = match path {
        None => &parsed.rules[..],
        Some(path) => {
            let holds = parsed.overrides.iter().rev().find(|o| o.paths.iter().any(|p| p.matches(path)));
            holds.map_or(&[][..], |o| &o.rules)
        }
    };
    if off(settings) { Ok(done) } else { Err(by_hand()) }
}

/// A configuration that names a folder of policies: itself, if it names one already, with that folder.
///
/// # Errors
/// As [`switch_off`].
pub fn with_policies(config: &str, folder: &str) -> Result<(String, String), String> {
    let source = read(config)?;
    let parsed = Config::parse(&source).map_err(|faults| faulty(&faults[0].message))?;
    if let Some((named, _)) = parsed.policies.first() {
        return Ok((config.to_owned(), named.trim_start_matches("./").trim_end_matches('/').to_owned()));
    }
    let done = changed(config, |source, root| match root.and_then(|root| root.entry("policies")) {
        Some(entry) => vec![(entry.value.span, format!("\n  - {folder}"))],
        None => added(source, root, &["policies:".to_owned(), format!("  - {folder}")]),
    })?;
    Config::parse(&read(&done)?).map_err(|_| by_hand())?;
    Ok((done, folder.to_owned()))
}

/// A glob that matches the file at `path` alone.
fn only(path: &str) -> String {
    let escaped: String =
        path.chars().flat_map(|c| "*?[]{}\\".contains(c).then_some('\\').into_iter().chain([c])).collect();
    if path.contains('/') { escaped } else { format!("./{escaped}") }
}

type Edits = Vec<(Span, String)>;

fn changed(config: &str, edits: impl FnOnce(&Source, Option<&Node>) -> Edits) -> Result<String, String> {
    let source = read(config)?;
    Config::parse(&source).map_err(|faults| faulty(&faults[0].message))?;
    let root = yaml::parse(&source).root;
    let edits = edits(&source, root.as_ref().filter(|root| root.as_map().is_some()));
    let edits = edits.iter().map(|(span, text)| (*span, text.as_str()));
    String::from_utf8(source.rewrite(edits)).map_err(|_| by_hand())
}

fn read(config: &str) -> Result<Source, String> {
    Source::from_text(FileId(0), FILE_NAME, config).map_err(|error| faulty(&error.to_string()))
}

fn faulty(why: &str) -> String {
    format!("{FILE_NAME} has to be mended first: {why}")
}

fn by_hand() -> String {
    format!("{FILE_NAME} is written in a way that has to be changed by hand")
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Puts a rule into the `rules` of a mapping.
fn table(source: &Source, map: Option<&Node>, rule: &str, lines: &[String; 2]) -> Edits {
    let Some(entry) = map.and_then(|map| map.entry("rules")) else {
        let all = ["rules:".to_owned(), format!("  {}", lines[0]), format!("  {}", lines[1])];
        return added(source, map, &all);
    };
    let rules = &entry.value;
    if let Some(present) = rules.entry(rule) {
        return vec![above(source, present.key_span, &lines[0]), (present.value.span, "off".to_owned())];
    }
    match rules.as_map() {
        Some([_, ..]) if source.slice(rules.span).starts_with('{') => {
            let inside = Span { start: rules.span.start + 1, end: rules.span.start + 1, ..rules.span };
            vec![above(source, entry.key_span, &lines[0]), (inside, format!("{}, ", lines[1]))]
        }
        Some([_, ..]) => added(source, Some(rules), lines),
        _ => {
            let pad = " ".repeat(column(source, entry.key_span) + 2);
            vec![(rules.span, lines.iter().map(|line| format!("\n{pad}{line}")).collect())]
        }
    }
}

/// Puts a rule into the override for `glob`.
fn overrides(source: &Source, root: Option<&Node>, glob: &str, rule: &str, lines: &[String; 2]) -> Edits {
    let item = [
        format!("- paths: [{}]", serde_json::Value::from(glob)),
        "  rules:".to_owned(),
        format!("    {}", lines[0]),
        format!("    {}", lines[1]),
    ];
    let Some(entry) = root.and_then(|root| root.entry("overrides")) else {
        let all: Vec<String> = std::iter::once("overrides:".to_owned())
            .chain(item.iter().map(|line| format!("  {line}")))
            .collect();
        return added(source, root, &all);
    };
    let list = &entry.value;
    let same = |item: &&Node| {
        let paths = item.get("paths").and_then(Node::as_list).unwrap_or_default();
        matches!(paths, [one] if one.as_text() == Some(glob))
    };
    match list.as_list() {
        // The last override wins.
        Some(items @ [.., last]) if items.iter().filter(same).any(|item| std::ptr::eq(item, last)) => {
            table(source, Some(last), rule, lines)
        }
        Some([_, ..]) => added(source, Some(list), &item),
        _ => vec![(list.span, item.iter().map(|line| format!("\n  {line}")).collect())],
    }
}

/// Puts lines behind the last entry of a block; of nothing, at the end of the text.
fn added(source: &Source, block: Option<&Node>, lines: &[String]) -> Edits {
    let whole = source.whole();
    let Some(block) = block.filter(|block| !matches!(block.value, Value::Null)) else {
        let text = source.text();
        let start = if text.is_empty() || text.ends_with('\n') { "" } else { "\n" };
        let lines: String = lines.iter().map(|line| format!("{line}\n")).collect();
        return vec![(Span { start: whole.end, ..whole }, format!("{start}{lines}"))];
    };
    let pad = " ".repeat(column(source, block.span));
    let last = source.line_span(source.line_of(block.span.end.saturating_sub(1)));
    let lines: String = lines.iter().map(|line| format!("\n{pad}{line}")).collect();
    vec![(Span { start: last.end, ..last }, lines)]
}

/// A line of its own above a place.
fn above(source: &Source, at: Span, line: &str) -> (Span, String) {
    let here = source.line_span(source.line_of(at.start));
    let text = source.slice(here);
    let indent = &text[..text.len() - text.trim_start().len()];
    (Span { end: here.start, ..here }, format!("{indent}{line}\n"))
}

fn column(source: &Source, at: Span) -> usize {
    (at.start - source.line_span(source.line_of(at.start)).start) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    const RULE: &str = "compose/privileged";

    #[test]
    fn a_rule_is_switched_off_where_people_would_write_it() {
        for (before, after) in [
            ("", "rules:\n  # why\n  compose/privileged: off\n"),
            ("# mine\nset: cis", "# mine\nset: cis\nrules:\n  # why\n  compose/privileged: off"),
            ("rules: {}\nset: cis\n", "rules: \n  # why\n  compose/privileged: off\nset: cis\n"),
            (
                "rules:\n    compose/host-pid: off # no\nset: cis\n",
                "rules:\n    compose/host-pid: off # no\n    # why\n    compose/privileged: off\nset: cis\n",
            ),
            (
                "rules: {compose/host-pid: off}\n",
                "# why\nrules: {compose/privileged: off, compose/host-pid: off}\n",
            ),
            ("rules:\n  compose/privileged: high\n", "rules:\n  # why\n  compose/privileged: off\n"),
            (
                "rules:\r\n  compose/host-pid: off\r\n",
                "rules:\r\n  compose/host-pid: off\r\n  # why\r\n  compose/privileged: off\r\n",
            ),
        ] {
            assert_eq!(switch_off(before, RULE, None, "why").unwrap(), after, "{before}");
        }
    }

    #[test]
    fn a_rule_is_switched_off_for_one_file_and_no_other() {
        let first = switch_off("", RULE, Some("compose.yaml"), "why").unwrap();
        let expected = "overrides:\n  - paths: [\"./compose.yaml\"]\n    rules:\n      # why\n      compose/privileged: off\n";
        assert_eq!(first, expected);
        let config = Config::parse(&read(&first).unwrap()).unwrap();
        assert!(config.overrides[0].paths[0].matches("compose.yaml"));
        assert!(!config.overrides[0].paths[0].matches("a/compose.yaml"));
        let second = switch_off(&first, "compose/host-pid", Some("compose.yaml"), "so").unwrap();
        assert_eq!(second, format!("{}      # so\n      compose/host-pid: off\n", expected));
        let third = switch_off(&second, RULE, Some("a/[x].yaml"), "because").unwrap();
        let config = Config::parse(&read(&third).unwrap()).unwrap();
        assert!(config.overrides[1].paths[0].matches("a/[x].yaml"));
        assert!(!config.overrides[1].paths[0].matches("a/x.yaml"));
    }

    #[test]
    fn a_reason_stays_one_comment_whatever_it_holds() {
        let done = switch_off("", RULE, None, "a\nset: cis\r# b").unwrap();
        assert_eq!(done, "rules:\n  # a set: cis # b\n  compose/privileged: off\n");
    }

    #[test]
    fn what_has_faults_or_another_form_is_left_alone() {
        for config in [
            "rules: [",
            "sets: cis\n",
            "{rules: {compose/host-pid: off}, set: cis}",
            "overrides: [{paths: [a]}]\n",
        ] {
            let [all, one] = [None, Some("a/b")].map(|path| switch_off(config, RULE, path, "why"));
            assert!(all.is_err() || one.is_err(), "{config}: {all:?}, {one:?}");
        }
    }

    #[test]
    fn a_folder_of_policies_is_named_once() {
        let named = |config| with_policies(config, "policies").unwrap();
        assert_eq!(named("").0, "policies:\n  - policies\n");
        assert_eq!(named("policies: []\n").0, "policies: \n  - policies\n");
        assert_eq!(named("policies: [./mine/]\n"), ("policies: [./mine/]\n".into(), "mine".into()));
    }
}
