//! Whatever is typed, a workspace says what a run over the files as they stand says.

use std::collections::BTreeMap;
use std::sync::Arc;

use dockwarden_core::check::{FileReport, Report};
use dockwarden_core::config::Config;
use dockwarden_core::document::{Document, Kind};
use dockwarden_core::policy::builtin_files;
use dockwarden_core::report::json;
use dockwarden_core::run::{self, Judge, Packs, Project, Setup, Unit, Workspace};
use dockwarden_core::stack::Shelf;

type Files = BTreeMap<String, Vec<u8>>;

const START: [(&str, &str); 8] = [
    (
        "compose.yaml",
        "services:\n  web:\n    build:\n      context: web\n      args: {FROM: node}\n    ports: [\"80:80\"]\n  db:\n    image: postgres:17\n",
    ),
    ("compose.override.yaml", "services:\n  web:\n    privileged: true\n"),
    (
        "web/Dockerfile",
        "ARG FROM\nFROM ${FROM}:22\n# dockwarden: ignore=stack/user-undone on purpose\nUSER node\n",
    ),
    ("web/.dockerignore", ".env\n"),
    ("web/.env", "KEY=1\n"),
    (
        "tool/compose.yaml",
        "include: [../compose.yaml]\nservices:\n  tool:\n    build: {context: ../web, dockerfile: other.txt}\n",
    ),
    ("web/other.txt", "FROM alpine:3.22\nUSER root\n"),
    ("daemon.json", "{\"userns-remap\": \"default\"}\n"),
];

/// What is typed, one after the other: the file, what of it is replaced, by what. Nothing replaced: the
/// file is written anew; nothing put there: it is removed.
const EDITS: [(&str, Option<&str>, Option<&str>); 30] = [
    ("compose.yaml", Some("ports: [\"80:80\"]"), Some("user: root")),
    ("web/Dockerfile", Some("USER node"), Some("USER root")),
    ("web/Dockerfile", Some("USER root"), Some("RUN sudo true\nUSER 0")),
    ("daemon.json", Some("default\""), Some("")),
    ("daemon.json", Some("\"}"), Some("\"default\"}")),
    ("compose.yaml", Some("FROM: node"), Some("FROM: alpine")),
    ("compose.yaml", Some("web:"), Some("web")),
    ("compose.yaml", Some("  web\n"), Some("  web:\n")),
    ("web/.dockerignore", None, None),
    ("web/other.txt", Some("USER root"), Some("USER 1000")),
    ("compose.override.yaml", None, None),
    ("daemon.json", None, None),
    ("web/other.txt", None, None),
    ("tool/compose.yaml", Some("dockerfile: other.txt"), Some("dockerfile: Dockerfile")),
    ("compose.override.yaml", None, Some("services:\n  web:\n    user: nobody\n    cap_drop: [ALL]\n")),
    ("tool/daemon.json", None, Some("{\"no-new-privileges\": true}\n")),
    ("daemon.json", None, Some("{\"icc\": false}\n")),
    ("web/other.txt", None, Some("FROM node:22\n")),
    ("web/Dockerfile", Some("FROM ${FROM}:22"), Some("FROM ${FROM}:22\nEXPOSE 80:80")),
    ("compose.yaml", None, None),
    ("compose.yaml", None, Some("services:\n  web: {build: web, privileged: true}\n")),
    ("daemon.json", None, Some("{\"seccomp-profile\": \"calls.json\"}\n")),
    ("calls.json", None, Some("{\"defaultAction\": \"SCMP_ACT_ALLOW\"}\n")),
    ("calls.json", Some("ALLOW"), Some("ERRNO")),
    ("calls.json", None, None),
    ("compose.yaml", None, Some("services:\n  web: {build: web}\n  other: {build: web}\n")),
    ("compose.yaml", Some("  other: {build: web}\n"), Some("")),
    ("tool/compose.yaml", Some("include: [../compose.yaml]\n"), Some("")),
    ("web/Dockerfile", None, None),
    ("web/Dockerfile", None, Some("FROM scratch\n")),
];

fn setup() -> Setup {
    Setup::new(Config { set: Some("strict".into()), ..Config::default() }, builtin_files()).unwrap()
}

fn kinds(files: &Files) -> impl Iterator<Item = (&str, Option<Kind>)> {
    files.keys().map(|path| (path.as_str(), Kind::of_path(path)))
}

/// The report of a run over the files, with nothing known from before.
fn fresh(files: &Files, judge: &mut Judge) -> String {
    let (catalog, around) = (judge.setup().catalog(), judge.setup().known());
    let daemons = kinds(files).filter(|(_, kind)| *kind == Some(Kind::Daemon));
    let engines: Vec<Document> =
        daemons.filter_map(|(path, _)| run::engine(path, &files[path], files, "")).collect();
    let mut checked = Vec::new();
    for unit in run::together(kinds(files).filter(|(_, kind)| kind.is_some())) {
        let (name, paths) = (unit.name(), &unit.paths[..]);
        let project = Project { paths, files, prefix: "", engine: run::engine_of(&engines, name) };
        let project = Some(project);
        let unit = Unit { name, kind: unit.kind.unwrap(), bytes: &files[name], around: &around, project };
        checked.push(run::check(&unit, judge, &catalog, &mut Shelf::default()).unwrap());
    }
    json::render(&run::finish(checked, catalog, []))
}

/// What is said of a file, as it is shown; empty where nothing is.
fn said(report: &Report, file: &FileReport) -> String {
    let place = |span| report.file_of(span).map(|(file, _)| file.path.clone());
    let findings = file.findings.iter().map(|finding| {
        let related: Vec<_> =
            finding.related.iter().map(|r| (place(r.span), r.span.start, &r.message)).collect();
        let at = (finding.span.start, finding.span.end, finding.severity, finding.suppressed.is_some());
        let edits = finding.fix.iter().flat_map(|fix| &fix.edits);
        let edits: Vec<_> = edits.map(|edit| (edit.span.start, edit.span.end, &edit.text)).collect();
        let runners: Vec<_> = finding.runners.named.iter().map(|(name, _)| name).collect();
        format!("{} {} {at:?} {edits:?} {related:?} {runners:?}\n", finding.rule, finding.message)
    });
    let mut said: String = findings.collect();
    said.extend(file.failures.iter().map(|failure| format!("{}\n", failure.message)));
    said
}

fn all_said(report: &Report) -> BTreeMap<String, String> {
    let all = report.files.iter().map(|file| (file.path.clone(), said(report, file)));
    all.filter(|(_, said)| !said.is_empty()).collect()
}

/// An editor that shows what it is told.
struct Editor {
    workspace: Workspace,
    files: Files,
    shown: BTreeMap<String, String>,
}

impl Editor {
    fn open() -> Self {
        let text = |(path, text): (&str, &str)| (path.to_owned(), text.as_bytes().to_owned());
        let files: Files = START.into_iter().map(text).collect();
        let mut workspace = Workspace::new(setup());
        workspace.arrange(kinds(&files));
        let mut editor = Self { workspace, files, shown: BTreeMap::new() };
        editor.work();
        editor
    }

    fn edit(&mut self, (path, from, to): (&str, Option<&str>, Option<&str>)) {
        let before = self.files.contains_key(path);
        match (from, to) {
            (Some(from), Some(to)) => {
                let text = String::from_utf8(self.files[path].clone()).unwrap();
                assert!(text.contains(from), "no {from:?} in {path}: {text}");
                self.files.insert(path.to_owned(), text.replacen(from, to, 1).into_bytes());
            }
            (_, Some(to)) => drop(self.files.insert(path.to_owned(), to.as_bytes().to_owned())),
            (_, None) => drop(self.files.remove(path)),
        }
        self.workspace.changed(path);
        if before != self.files.contains_key(path) {
            self.workspace.arrange(kinds(&self.files));
        }
    }

    /// Checks what is due, and gives the parts that were checked.
    fn work(&mut self) -> Vec<String> {
        let mut done = Vec::new();
        while let Some(part) = self.workspace.next(["web/Dockerfile"], &self.files) {
            self.workspace.check(&part, &self.files);
            done.push(part);
            let told = self.workspace.take_told();
            let said = self.workspace.report_on(&told, all_said);
            for path in told {
                match said.get(&path) {
                    Some(said) => drop(self.shown.insert(path, said.clone())),
                    None => drop(self.shown.remove(&path)),
                }
            }
        }
        done
    }
}

#[test]
fn what_is_known_after_any_edit_is_what_a_fresh_run_finds() {
    let mut editor = Editor::open();
    let mut judge = Judge::new(Arc::new(Packs::new(setup())));
    for edit in EDITS {
        editor.edit(edit);
        editor.work();
        let now = editor.workspace.report([], json::render);
        assert_eq!(now, fresh(&editor.files, &mut judge), "after {edit:?}");
    }
}

#[test]
fn what_an_editor_was_told_is_what_is_known() {
    let mut editor = Editor::open();
    for edit in EDITS {
        editor.edit(edit);
        editor.work();
        editor.workspace.take_told();
        let known = editor.workspace.report([], all_said);
        assert_eq!(editor.shown, known, "after {edit:?}");
    }
}

#[test]
fn only_what_depends_on_a_file_is_checked_again() {
    let mut editor = Editor::open();
    editor.edit(("web/other.txt", Some("USER root"), Some("USER 1000")));
    assert_eq!(editor.work(), ["tool/compose.yaml"]);
    editor.edit(("web/Dockerfile", Some("USER node"), Some("USER root")));
    assert_eq!(editor.work(), ["compose.yaml", "tool/compose.yaml", "web/Dockerfile"]);
    editor.edit(("notes.txt", None, Some("nothing")));
    assert!(editor.work().is_empty());
}

#[test]
fn an_engine_that_is_due_is_not_forgotten_while_files_are_told_apart() {
    let mut editor = Editor::open();
    editor.edit(("daemon.json", None, Some("{}\n")));
    editor.workspace.arrange(kinds(&editor.files));
    assert_eq!(editor.work(), ["compose.yaml", "tool/compose.yaml", "daemon.json"]);
}

#[test]
fn a_part_that_failed_waits_for_a_change_of_its_files() {
    let mut editor = Editor::open();
    editor.edit(("web/other.txt", Some("USER root"), Some("USER 1000")));
    let part = editor.workspace.next([], &editor.files).unwrap();
    editor.workspace.fail(&part, "it takes too long".to_owned());
    assert!(!editor.workspace.is_due());
    let names = [part.clone()].into();
    let failures = editor.workspace.report_on(&names, |report| report.files[0].failures.clone());
    assert_eq!(failures[0].message, "it takes too long");
    editor.edit(("web/other.txt", Some("USER 1000"), Some("USER root")));
    assert_eq!(editor.work(), [part]);
}

#[test]
fn files_that_would_have_been_read_are_named() {
    let mut editor = Editor::open();
    editor.edit(("web/other.txt", None, None));
    editor.work();
    let missing: Vec<&str> = editor.workspace.missing_for("tool/compose.yaml").collect();
    assert_eq!(missing, [".env", "tool/.env", "web/Dockerfile.dockerignore", "web/other.txt"]);
}
