//! `docs/rules`: a page for each rule, and the ways to find it.

mod elsewhere;
mod rule;

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;

use dockwarden_core::document::Kind;
use dockwarden_core::policy::Rule;

use crate::metadata::PRACTICES;
use crate::{assert_none, differs, root, rules};

const FOLDER: &str = "docs/rules";

#[test]
fn the_pages_of_rules_are_those_of_their_metadata() {
    let rules = rules();
    let mut pages =
        vec![("README.md".to_owned(), index(&rules)), ("cis.md".to_owned(), elsewhere::cis(&rules))];
    pages.extend(elsewhere::peers(&rules));
    pages.extend(rules.iter().map(|rule| (format!("{}.md", rule.id), rule::page(rule))));

    let mut problems: Vec<String> =
        pages.iter().filter_map(|(path, text)| differs(&format!("{FOLDER}/{path}"), text)).collect();
    let made: BTreeSet<&str> = pages.iter().map(|(path, _)| path.as_str()).collect();
    problems.extend(present().into_iter().filter(|path| !made.contains(path.as_str())).filter_map(left_over));
    assert_none(&problems, "Run `UPDATE_DOCS=1 cargo test -p dockwarden-core --test catalogue`.");
}

/// Paths of all pages that are there, below the folder.
fn present() -> Vec<String> {
    let folder = root().join(FOLDER);
    let mut found = Vec::new();
    for inner in [""].into_iter().chain(["coming-from"]).chain(Kind::ALL.iter().map(|kind| kind.name())) {
        let Ok(entries) = fs::read_dir(folder.join(inner)) else { continue };
        let files = entries.flatten().filter(|entry| entry.path().is_file());
        let slash = if inner.is_empty() { "" } else { "/" };
        found.extend(files.map(|file| format!("{inner}{slash}{}", file.file_name().to_string_lossy())));
    }
    found
}

/// A page of no rule: removed with UPDATE_DOCS, else told of.
fn left_over(path: String) -> Option<String> {
    let page = root().join(FOLDER).join(&path);
    let removed = std::env::var_os("UPDATE_DOCS").is_some() && fs::remove_file(page).is_ok();
    (!removed).then(|| format!("{FOLDER}/{path} is the page of nothing"))
}

fn index(rules: &[Rule]) -> String {
    let mut page = String::from(
        "# Rules\n\nMade from the METADATA in `policies`. `dockwarden explain RULE` says the same on the command \
         line; [configuration](../configuration.md) says how rules are switched on and off, and what the sets \
         `recommended`, `strict` and `cis` mean.\n\nBy [kind of file](#by-kind-of-file), by \
         [practice](#by-practice), by [number in the CIS Docker Benchmark](cis.md).\n\nComing from ",
    );
    let peers: Vec<String> =
        elsewhere::tools().map(|(tool, name)| format!("[{name}](coming-from/{tool}.md)")).collect();
    let _ = write!(
        page,
        "{}? There the ids you know lead to the rules here.\n\n## By kind of file\n",
        peers.join(", ")
    );
    for kind in Kind::ALL {
        let of_kind: Vec<&Rule> = rules.iter().filter(|rule| rule.kind == kind).collect();
        if of_kind.is_empty() {
            continue;
        }
        let _ = write!(
            page,
            "\n### {}\n\n| rule | | severity | sets | fix |\n|---|---|---|---|---|\n",
            kind_name(kind)
        );
        for rule in of_kind {
            let (title, sets, fix) = (cell(&rule.title), sets(rule), fix_name(rule));
            let _ =
                writeln!(page, "| [{0}]({0}.md) | {title} | {1} | {sets} | {fix} |", rule.id, rule.severity);
        }
    }
    page += "\n## By practice\n";
    for (practice, meaning) in PRACTICES {
        let mut of_practice = rules.iter().filter(|rule| rule.practice == practice).peekable();
        if of_practice.peek().is_none() {
            continue;
        }
        let _ = write!(page, "\n### {practice}\n\n{meaning}.\n\n");
        for rule in of_practice {
            let _ = writeln!(page, "- [{0}]({0}.md): {1}", rule.id, text(&rule.title));
        }
    }
    page
}

/// What people call files of that kind.
fn kind_name(kind: Kind) -> &'static str {
    match kind {
        Kind::Dockerfile => "Dockerfile",
        Kind::Compose => "Compose",
        Kind::Daemon => "daemon.json",
        Kind::Stack => "Stack",
    }
}

/// The sets of a rule; one that is in none holds in each.
fn sets(rule: &Rule) -> String {
    if rule.sets.is_empty() { "all".to_owned() } else { rule.sets.join(", ") }
}

fn fix_name(rule: &Rule) -> &'static str {
    use dockwarden_core::finding::Safety;
    match rule.fix {
        None => "",
        Some(Safety::Safe) => "safe",
        Some(Safety::Unsafe) => "unsafe",
    }
}

/// Plain text as Markdown.
fn text(plain: &str) -> String {
    plain.trim().replace('<', "&lt;").replace('*', "\\*")
}

/// Plain text as a cell of a table.
fn cell(plain: &str) -> String {
    text(plain).replace('\n', " ").replace('|', "\\|")
}

/// `code` in backticks, whatever it holds; in a table, too.
fn code(code: &str) -> String {
    if code.contains('`') { format!("`` {code} ``") } else { format!("`{code}`") }.replace('|', "\\|")
}

/// A fenced block.
fn block(language: &str, text: &str) -> String {
    let fence = if text.contains("```") { "````" } else { "```" };
    format!("{fence}{language}\n{}\n{fence}\n", text.trim_end_matches('\n'))
}
