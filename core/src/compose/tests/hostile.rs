//! Files made to take all time or memory are read in bounds, and said to be too much.

use super::messages;
use super::several::{files, project_of};

/// What is wrong with the project that starts at the first of `list`, each message once.
fn told(list: &[(&str, String)]) -> Vec<String> {
    let list: Vec<_> = list.iter().map(|(path, text)| (*path, text.as_str())).collect();
    let project = project_of(&[list[0].0], &files(&list));
    let mut told: Vec<String> = messages(&project.reading).into_iter().map(String::from).collect();
    told.sort();
    told.dedup();
    told
}

fn services(count: usize, keys: &str) -> String {
    let services: String = (0..count).map(|i| format!("  s{i}: {{{keys}}}\n")).collect();
    format!("services:\n{services}")
}

#[test]
fn values_that_double_one_another() {
    let doubling: String = (1..40).map(|i| format!("V{i}=$V{0}$V{0}\n", i - 1)).collect();
    let env = format!("V0=xxxxxxxxxxxxxxxx\n{doubling}");
    let too_much = ["the values of variables come to more than can be read"];
    assert_eq!(told(&[("a.yaml", services(1, "")), (".env", env.clone())]), too_much);
    assert_eq!(told(&[("a.yaml", services(1, "env_file: a.env")), ("a.env", env)]), too_much);
}

#[test]
fn a_long_value_that_is_asked_for_often() {
    let list =
        [("a.yaml", services(1000, "hostname: '$X$X$X$X'")), (".env", format!("X={}", "x".repeat(100_000)))];
    assert_eq!(told(&list), ["the values of variables come to more than can be read"]);
}

#[test]
fn a_large_file_that_is_included_again_and_again() {
    let large = services(20_000, "user: x");
    let items = |i: usize| format!("include: [large.yaml, large.yaml, large.yaml, {}.yaml]", i + 1);
    let names: Vec<String> = (0..15).map(|i| format!("{i}.yaml")).collect();
    let mut list: Vec<(&str, String)> =
        names.iter().enumerate().map(|(i, name)| (name.as_str(), items(i))).collect();
    list.push(("15.yaml", String::new()));
    list.push(("large.yaml", large));
    assert_eq!(told(&list), ["the files of a project hold more than can be read"]);
}

#[test]
fn long_ways_to_many_paths() {
    let directory = "d/".repeat(2000);
    let list = [
        ("a.yaml", format!("include: [{{path: b.yaml, project_directory: {directory}}}]")),
        ("b.yaml", services(10_000, "label_file: x")),
    ];
    assert_eq!(told(&list), ["the paths of a project come to more than can be read"]);
}

#[test]
fn many_services_that_extend_a_large_one_elsewhere() {
    let variables: String = (0..5000).map(|i| format!("V{i}: x, ")).collect();
    let list = [
        ("a.yaml", services(1000, "extends: {file: b.yaml, service: b}")),
        ("b.yaml", format!("services: {{b: {{environment: {{{variables}}}}}}}")),
    ];
    let told = told(&list);
    assert!(
        told.iter().all(|message| message.ends_with("extends more than can be read")),
        "{:?}",
        told.first()
    );
    assert!(!told.is_empty());
}

#[test]
fn a_chain_through_hundreds_of_files() {
    let names: Vec<String> = (0..900).map(|i| format!("{i}.yaml")).collect();
    let mut list: Vec<(&str, String)> = names
        .iter()
        .enumerate()
        .map(|(i, name)| {
            (name.as_str(), services(1, &format!("extends: {{file: {}.yaml, service: s0}}", i + 1)))
        })
        .collect();
    list.push(("900.yaml", services(1, "user: last")));
    let list: Vec<_> = list.iter().map(|(path, text)| (*path, text.as_str())).collect();
    let project = project_of(&["0.yaml"], &files(&list));
    assert_eq!(messages(&project.reading), [""; 0]);
    assert_eq!(super::json(&project.reading.model)["services"]["s0"]["user"], "last");
}

#[test]
fn more_files_than_a_project_reads() {
    let items: String = (0..1100).map(|i| format!("{i}.env, ")).collect();
    let list = [("a.yaml", services(1, &format!("env_file: [{items}]")))];
    let told = told(&list);
    assert!(told.iter().any(|message| message.contains("a project reads at most 1000 files")));
}
