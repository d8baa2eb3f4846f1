//! Which services run what a finding of a Dockerfile is about: a cause that several of them share is
//! told once, with their names.

use std::collections::{BTreeSet, HashMap, HashSet};

use crate::check::{FileReport, Report, Status};
use crate::document::Document;
use crate::finding::Runners;
use crate::places::Places;
use crate::source::{FileId, Span};
use crate::stack::Stack;

/// How many services are named at most.
const MOST_NAMED: usize = 12;

/// A place in a file that is named by its path.
type Place = (String, u32, u32);

/// Services that run what is built in some stages.
#[derive(Clone, Debug)]
pub struct Run {
    services: Vec<(Place, String)>,
    stages: Vec<Place>,
}

impl Run {
    /// The files whose findings may name the services.
    pub fn concerned(&self) -> impl Iterator<Item = &str> {
        self.stages.iter().map(|(path, _, _)| path.as_str())
    }
}

/// What the services of a stack run.
pub fn of(stack: &Stack) -> Vec<Run> {
    let place =
        |span: &Span| -> Place { (stack.document.source_of(*span).path().to_owned(), span.start, span.end) };
    let run = |run: &crate::stack::Run| Run {
        services: run.services.iter().map(|(name, span)| (place(span), name.clone())).collect(),
        stages: run.stages.iter().map(place).collect(),
    };
    stack.runs.iter().map(run).collect()
}

/// The files that these services stand in, with their texts, so that reports can show them.
pub fn files(stack: &Document, runs: &[Run]) -> Vec<FileReport> {
    let services = runs.iter().flat_map(|run| &run.services);
    let paths: BTreeSet<&str> = services.map(|((path, _, _), _)| path.as_str()).collect();
    let sources = stack.sources().filter(|source| paths.contains(source.path()));
    let file = |source: &crate::source::Source| FileReport {
        path: source.path().to_owned(),
        kind: stack.kind_of(source.id()),
        status: Status::Ok,
        source: Some(source.clone()),
        findings: Vec::new(),
        failures: Vec::new(),
        prints: Vec::new(),
    };
    sources.map(file).collect()
}

/// Names in `report` the services that run what its findings are about, where several do: a single
/// one tells nothing that its project does not.
pub fn name(report: &mut Report, runs: &[Run]) {
    let paths: Vec<String> = report.files.iter().map(|file| file.path.clone()).collect();
    let stages =
        runs.iter().enumerate().flat_map(|(at, run)| run.stages.iter().map(move |stage| (stage, at)));
    let stages = Places::new(stages);
    let built: HashSet<&str> =
        runs.iter().flat_map(|run| &run.stages).map(|(path, _, _)| path.as_str()).collect();
    for file in report.files.iter_mut().filter(|file| built.contains(file.path.as_str())) {
        // Findings of one stage have the same services: these are put together once.
        let mut known: HashMap<BTreeSet<usize>, Runners> = HashMap::new();
        for finding in &mut file.findings {
            let around: BTreeSet<usize> = stages.around(&file.path, finding.span).copied().collect();
            let all = || around.iter().flat_map(|at| &runs[*at].services).collect();
            finding.runners = known.entry(around.clone()).or_insert_with(|| runners(&all(), &paths)).clone();
        }
    }
}

/// The services in the order of their files; by their names alone if they stand in one file.
fn runners(services: &BTreeSet<&(Place, String)>, paths: &[String]) -> Runners {
    if services.len() < 2 {
        return Runners::default();
    }
    let files: BTreeSet<&str> = services.iter().map(|(place, _)| place.0.as_str()).collect();
    let named = services.iter().take(MOST_NAMED).filter_map(|((path, start, end), name)| {
        let file = FileId(paths.binary_search(path).ok()? as u32);
        let name = if files.len() > 1 { format!("{name} ({path})") } else { name.clone() };
        Some((name, Span { file, start: *start, end: *end }))
    });
    let named: Vec<_> = named.collect();
    Runners { more: services.len() - named.len(), named }
}
