//! Several files read as one project: helpers, and what holds for the project as a whole.

use std::collections::BTreeMap;

use serde_json::{Value as Json, json};

use super::{json, messages};
use crate::compose::{Project, read_project};
use crate::files::{Files, Unread};
use crate::reading::Surroundings;
use crate::source::{FileId, Span};

/// Files in memory, by path.
pub(super) fn files(files: &[(&str, &str)]) -> BTreeMap<String, Vec<u8>> {
    files.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())).collect()
}

/// The project of `paths` among `files`.
pub(super) fn project_of(paths: &[&str], files: &BTreeMap<String, Vec<u8>>) -> Project {
    let paths: Vec<String> = paths.iter().map(|path| (*path).to_owned()).collect();
    read_project(&paths, files, &Surroundings::default())
}

/// The model of the project whose only given file is the first of sound `list`.
pub(super) fn started_at_first(list: &[(&str, &str)]) -> Json {
    let project = project_of(&[list[0].0], &files(list));
    assert_eq!(messages(&project.reading), [""; 0], "faults in {list:?}");
    json(&project.reading.model)
}

/// What is wrong with the project whose only given file is the first: place and message.
pub(super) fn faults_of(list: &[(&str, &str)]) -> Vec<(String, String)> {
    let project = project_of(&[list[0].0], &files(list));
    let told = |fault: &crate::syntax::tree::Fault| (slice(&project, fault.span), fault.message.clone());
    project.reading.faults.iter().map(told).collect()
}

/// The path and the text of a place.
pub(super) fn slice(project: &Project, span: Span) -> String {
    let source = &project.sources[span.file.0 as usize];
    format!("{}: {}", source.path(), source.slice(span))
}

#[test]
fn one_file_as_a_project_is_what_it_is_alone() {
    let text = "services: {web: {image: a, volumes: ['./a:/a', b:/b], command: x}}\nvolumes: {b: }\n";
    let mut project = started_at_first(&[("compose.yaml", text)]);
    project.as_object_mut().unwrap().remove("text");
    assert_eq!(project, super::model(text));
}

#[test]
fn every_source_has_its_place_as_its_id() {
    let project = project_of(
        &["a.yaml", "b.yaml"],
        &files(&[
            ("a.yaml", "include: [c.yaml]\nservices: {web: {image: a}}"),
            ("b.yaml", "services: {web: {user: app}}"),
            ("c.yaml", "services: {db: {image: c}}"),
            (".env", "X=1"),
        ]),
    );
    for (at, source) in project.sources.iter().enumerate() {
        assert_eq!(source.id(), FileId(at as u32));
    }
    assert_eq!(project.sources[0].path(), "a.yaml");
}

#[test]
fn a_file_that_is_not_there_is_a_fault_in_its_name() {
    let project = project_of(&["b/../a.yaml"], &files(&[]));
    assert_eq!(messages(&project.reading), ["there is no file `a.yaml`"]);
    assert_eq!(project.sources[0].path(), "a.yaml");
    assert_eq!(json(&project.reading.model)["services"], json!({}));
}

#[test]
fn no_files_at_all_are_an_empty_project() {
    let project = project_of(&[], &files(&[]));
    assert_eq!(messages(&project.reading), [""; 0]);
    assert_eq!(project.sources.len(), 1);
}

#[test]
fn files_that_may_not_be_read_say_why() {
    struct Closed;
    impl Files for Closed {
        fn read(&self, _: &str) -> Result<Vec<u8>, Unread> {
            Err(Unread::Refused("it is a link".to_owned()))
        }
    }
    let project = read_project(&["a.yaml".to_owned()], &Closed, &Surroundings::default());
    assert_eq!(messages(&project.reading), ["`a.yaml` cannot be read: it is a link"]);
}

#[test]
fn the_directory_of_the_first_file_has_the_variables() {
    let list = [
        ("deploy/compose.yaml", "services: {web: {image: 'app:${TAG}', user: '${WHO}'}}"),
        ("deploy/.env", "TAG=1\nWHO=file"),
        (".env", "TAG=2"),
    ];
    let around = Surroundings {
        variables: [("WHO".to_owned(), "configured".to_owned())].into(),
        ..Surroundings::default()
    };
    let project = read_project(&["deploy/compose.yaml".to_owned()], &files(&list), &around);
    let model = json(&project.reading.model);
    assert_eq!(model["services"]["web"]["image"]["tag"], "1");
    assert_eq!(model["services"]["web"]["user"], "configured");
}

#[test]
fn variables_and_comments_of_all_files_are_there_once() {
    let list = [
        (
            "a.yaml",
            "# one\ninclude: [b.yaml, b.yaml]\nservices:\n  a: {extends: {file: b.yaml, service: x}}\n  \
             b: {extends: {file: b.yaml, service: x}}\n",
        ),
        ("b.yaml", "# two\nservices: {x: {image: \"a:${T:-1}\"}}\n"),
    ];
    let project = project_of(&["a.yaml"], &files(&list));
    assert_eq!(project.reading.comments.len(), 2);
    assert_eq!(json(&project.reading.model)["variables"].as_array().map(Vec::len), Some(1));
}
