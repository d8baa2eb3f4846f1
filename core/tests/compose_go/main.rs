//! Our reader of Compose projects and compose-go, the reference, say the same of the same projects.
//!
//! `DOCKWARDEN_COMPOSE_GO` names the program built from `compose_go/oracle`; `scripts/test` sets it where
//! Go is at hand. Without it there is nothing to compare with.

mod compare;
mod deliberate;
mod mistakes;
mod oracle;
mod ours;
mod paths;
mod projects;
mod refusals;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use dockwarden_core::document::Document;
use dockwarden_core::model::{Model, Value};
use dockwarden_core::reading::Surroundings;
use dockwarden_core::syntax::tree::Fault;

use deliberate::Known;
use mistakes::MISTAKES;
use oracle::{Answer, Oracle};
use projects::Project;
use refusals::{Judge, Objection};

/// A project as both readers understand it.
struct Case {
    project: Project,
    document: Document,
    answer: Answer,
}

impl Case {
    /// Whether a file holds several documents. Compose lays each over those before it; our reader reads the
    /// first, and says so.
    fn has_documents(&self) -> bool {
        let told = |fault: &Fault| fault.message.starts_with("a second document starts here");
        self.document.reading.faults.iter().any(told)
    }
}

/// Every project, read by both, once for all tests; none without compose-go.
fn cases() -> &'static [Case] {
    static CASES: OnceLock<Vec<Case>> = OnceLock::new();
    CASES.get_or_init(|| Oracle::find().map_or_else(Vec::new, |oracle| read(&oracle)))
}

fn read(oracle: &Oracle) -> Vec<Case> {
    let projects = projects::projects(oracle);
    let environments = projects.iter().map(environment);
    let asked: Vec<_> = projects.iter().zip(environments).collect();
    let answers = oracle.resolve("projects", &asked);
    assert_eq!(answers.len(), asked.len());
    assert!(asked.len() > 1000, "{} projects", asked.len());
    let environments: Vec<_> = asked.into_iter().map(|(_, environment)| environment).collect();
    let all = projects.into_iter().zip(environments).zip(answers);
    all.map(|((project, environment), answer)| {
        let document = understand(&project, environment);
        Case { project, document, answer }
    })
    .collect()
}

fn understand(project: &Project, variables: BTreeMap<String, String>) -> Document {
    let around = Surroundings { variables, ..Surroundings::default() };
    Document::project(&project.paths(), project, "", &around).unwrap()
}

/// A value for every variable that nobody sets: to our reader it would be unknown, to Compose empty.
fn environment(project: &Project) -> BTreeMap<String, String> {
    let document = understand(project, BTreeMap::new());
    let model = &document.reading.model;
    let mut set = BTreeSet::new();
    let mut unset = BTreeMap::new();
    for Variable { name, is_set, is_required } in variables(model) {
        if is_set {
            set.insert(name);
            continue;
        }
        let value = match name.as_str() {
            "HOME" => std::env::var("HOME").unwrap_or_default(),
            "PWD" => project.place().to_string_lossy().into_owned(),
            "COMPOSE_PROJECT_NAME" => "named".to_owned(),
            _ if is_required => "1".to_owned(),
            _ if unset.contains_key(&name) => continue,
            _ => String::new(),
        };
        unset.insert(name, value);
    }
    unset.retain(|name, _| !set.contains(name));
    unset
}

/// A variable that files ask for without a default, or that somebody sets.
struct Variable {
    name: String,
    is_set: bool,
    is_required: bool,
}

fn variables(model: &Model) -> Vec<Variable> {
    let root = model.object(model.root());
    let Some(Value::List(items)) = root.get("variables").map(|entry| &entry.value) else { return Vec::new() };
    let mut found = Vec::new();
    for item in items {
        let Value::Object(id) = item.value else { continue };
        let variable = model.object(id);
        let is = |key: &str| variable.get(key).is_some_and(|entry| entry.value == Value::Bool(true));
        let is_open = variable.get("default").is_none();
        if let Some(Value::Text(name)) = variable.get("name").map(|entry| &entry.value)
            && (is("set") || is_open)
        {
            found.push(Variable { name: name.clone(), is_set: is("set"), is_required: is("required") });
        }
    }
    found
}

#[test]
fn the_resolved_model_is_that_of_compose_go() {
    let mut told = Vec::new();
    let (mut projects, mut values) = (0, 0);
    for case in cases() {
        let Some(theirs) = case.answer.project.as_ref().filter(|_| !case.has_documents()) else { continue };
        let directory = case.project.place();
        let mut ours = ours::printed(&case.document.reading.model, &directory);
        let known = Known {
            directory: &directory,
            name: theirs["name"].as_str().unwrap_or_default(),
            files: case.project.paths().len(),
            accepted: case.answer.error.is_none(),
        };
        deliberate::fill_in(&mut ours, &known);
        let mut theirs = theirs.clone();
        deliberate::one_form(&mut theirs);
        deliberate::set_aside(&mut ours, &mut theirs, &known);
        let (differences, same) = compare::differences(&compare::settle(&ours), &compare::settle(&theirs));
        projects += 1;
        values += same;
        if !differences.is_empty() {
            told.push(format!("{}\n  {}", case.project.name, differences.join("\n  ")));
        }
    }
    println!("{projects} projects, {values} values");
    assert!(told.is_empty(), "{} projects differ\n{}", told.len(), told.join("\n"));
}

#[test]
fn what_compose_go_refuses_is_told_and_what_it_accepts_is_not_called_invalid() {
    let mut judge = Judge::new();
    let mut told = Vec::new();
    let (mut refused, mut accepted) = (0, 0);
    for Case { project, document, answer } in cases() {
        let objections = judge.objections(document);
        match &answer.error {
            Some(error) => {
                refused += 1;
                let reason = refusals::let_be(&project.name, document.source.text(), error);
                if objections.is_empty() && reason.is_none() {
                    told.push(format!("{}\n  not told: {error}", project.name));
                }
            }
            None => {
                accepted += 1;
                let wrong = objections.iter().filter(|objection| objection.is_wrong_of_accepted());
                let wrong = wrong.map(|wrong| format!("{}: {}", wrong.rule, wrong.message));
                told.extend(wrong.map(|wrong| format!("{}\n  accepted, but {wrong}", project.name)));
            }
        }
    }
    println!("{refused} projects refused, {accepted} accepted");
    assert!(told.is_empty(), "{} differ\n{}", told.len(), told.join("\n"));
}

#[test]
fn every_mistake_is_told_where_it_is() {
    let mut judge = Judge::new();
    let mut missed = Vec::new();
    for mistake in MISTAKES {
        let project = Project::of(mistake.text);
        let document = understand(&project, BTreeMap::new());
        let told = |objection: &Objection| {
            let marked = document.source_of(objection.span).slice(objection.span);
            (objection.rule.clone(), marked.to_owned())
        };
        let told: Vec<_> = judge.objections(&document).iter().map(told).collect();
        if !told.contains(&(mistake.rule.to_owned(), mistake.marked.to_owned())) {
            missed.push(format!("{}  {} at «{}»: {told:?}", mistake.text, mistake.rule, mistake.marked));
        }
    }
    assert!(missed.is_empty(), "{} missed\n{}", missed.len(), missed.join("\n"));
}

#[test]
fn every_mistake_is_one_to_compose_go() {
    let Some(oracle) = Oracle::find() else { return };
    let projects: Vec<Project> = MISTAKES.iter().map(|mistake| Project::of(mistake.text)).collect();
    let asked: Vec<_> = projects.iter().map(|project| (project, BTreeMap::new())).collect();
    let answers = oracle.resolve("mistakes", &asked);
    let accepted = MISTAKES.iter().zip(&answers).filter(|(_, answer)| answer.error.is_none());
    let accepted: Vec<&str> = accepted.map(|(mistake, _)| mistake.text).collect();
    assert!(accepted.is_empty(), "{} accepted\n{}", accepted.len(), accepted.join("\n"));
}
