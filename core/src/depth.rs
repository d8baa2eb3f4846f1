//! The table of defence in depth: which layers of each service, image and host hold, which are missing,
//! and which the files do not tell.

use crate::check::Report;
use crate::defence::{Cell, Layer, Row, State, Subject};
use crate::document::{Document, Kind};
use crate::finding::{Finding, Severity};
use crate::model::{Model, Value, View};
use crate::places::Places;
use crate::scanning::{Scan, Scanning};
use crate::source::Span;

/// A row before the findings of the run are known.
#[derive(Clone, Debug)]
pub struct Draft {
    subject: Subject,
    name: String,
    path: String,
    /// What the files say of layers; the others depend on findings alone.
    states: Vec<(Layer, State)>,
    /// Where findings concern the subject: path and range of bytes.
    places: Vec<(String, u32, u32)>,
    /// Dockerfiles whose images the subject runs.
    runs: Vec<String>,
}

/// The rows of one document: of a stack its services, of a Dockerfile its image, of a daemon.json its
/// host.
pub fn drafts(document: &Document) -> Vec<Draft> {
    let model = &document.reading.model;
    match document.kind {
        Kind::Compose => Vec::new(),
        Kind::Stack => services(document, model),
        Kind::Dockerfile => image(document, model).into_iter().collect(),
        Kind::Daemon => vec![host(document, model)],
    }
}

/// The table of a run: services, then images that none of them runs, then hosts.
///
/// `scanning` is what the pipelines of the repository do about images.
pub fn table(report: &Report, mut drafts: Vec<Draft>, scanning: &Scanning) -> Vec<Row> {
    let run: Vec<String> = drafts.iter().flat_map(|draft| draft.runs.clone()).collect();
    drafts.retain(|draft| draft.subject != Subject::Image || !run.contains(&draft.path));
    drafts.sort_by(|a, b| (a.subject, &a.path, &a.name).cmp(&(b.subject, &b.path, &b.name)));
    drafts.dedup_by(|a, b| (a.subject, &a.path, &a.name) == (b.subject, &b.path, &b.name));
    let places = drafts.iter().enumerate().flat_map(|(at, draft)| draft.places.iter().map(move |p| (p, at)));
    let places = Places::new(places);
    let mut findings: Vec<Vec<Found>> = vec![Vec::new(); drafts.len()];
    for (file, _, finding) in report.findings().filter(|(_, _, finding)| finding.suppressed.is_none()) {
        let Some(rule) = report.catalog.get(&finding.rule) else { continue };
        places.around(&file.path, finding.span).for_each(|at| findings[*at].push((finding, &rule.practice)));
    }
    drafts.into_iter().zip(findings).map(|(draft, findings)| row(draft, &findings, scanning)).collect()
}

/// A finding, and the practice that its rule is about.
type Found<'a> = (&'a Finding, &'a str);

fn row(draft: Draft, findings: &[Found], scanning: &Scanning) -> Row {
    let worst = |layer: Layer| {
        let all = findings.iter().filter(|(_, practice)| layer.practices().contains(practice));
        all.map(|(finding, _)| *finding).max_by_key(|finding| finding.severity)
    };
    let cell = |layer: Layer| {
        let said = draft.states.iter().find(|(of, _)| *of == layer).map(|(_, state)| *state);
        let found = worst(layer);
        let weighs = found.is_some_and(|finding| finding.severity >= Severity::Medium);
        let state = match (layer, said) {
            (Layer::Scanning, _) => match (draft.subject, scanning) {
                (Subject::Host, _) | (_, Scanning::Unknown) => State::Unknown,
                (_, Scanning::Present(Scan::With(_))) => State::Held,
                (_, Scanning::Absent | Scanning::Present(Scan::Retired)) => State::Missing,
            },
            // What another file decides is open, whatever a finding says of this one.
            (_, Some(State::Unknown)) => State::Unknown,
            (_, Some(State::Missing)) => State::Missing,
            (_, _) if weighs => State::Missing,
            (_, state) => state.unwrap_or(State::Unknown),
        };
        let found = found.filter(|_| state == State::Missing);
        let note = match (layer, draft.subject, scanning) {
            (Layer::Scanning, Subject::Service | Subject::Image, Scanning::Present(scan)) => {
                Some(scan.told())
            }
            _ => None,
        };
        Cell { layer, state, rule: found.map(|f| f.rule.clone()), at: found.map(|f| f.span), note }
    };
    let cells = Layer::ALL.into_iter().map(cell).collect();
    Row { subject: draft.subject, name: draft.name, path: draft.path, cells }
}

/// A fact of a posture.
fn fact(posture: View<'_>, name: &str) -> State {
    held(posture.inner(name).and_then(|fact| fact.text("held")))
}

fn held(text: Option<&str>) -> State {
    match text {
        Some("yes") => State::Held,
        Some("no") => State::Missing,
        _ => State::Unknown,
    }
}

fn services(document: &Document, model: &Model) -> Vec<Draft> {
    let place = |span: Span| (document.source_of(span).path().to_owned(), span.start, span.end);
    let one = |service: View<'_>| {
        let (own, posture) = (service.inner("service")?, service.inner("posture")?);
        let fact = |name: &str| fact(posture, name);
        let shares =
            own.inner("effective").is_some_and(|effective| !effective.list("host_namespaces").is_empty());
        let namespaces = if shares { State::Missing } else { fact("user_namespace") };
        let stage = service.inner("stage");
        let known = own.inner("image").is_some_and(|image| image.is_true("known"));
        let image = (stage.is_some() || known).then_some((Layer::BaseImage, State::Held));
        let mac = match (fact("apparmor"), fact("selinux")) {
            (State::Held, _) | (_, State::Held) => State::Held,
            (apparmor, _) => apparmor,
        };
        let entries = own.object().entries.iter().flat_map(|entry| [entry.key, entry.span]).flatten();
        let mut places: Vec<_> = [Some(own.object().span), own.object().body]
            .into_iter()
            .flatten()
            .chain(entries)
            .map(place)
            .collect();
        if let Some(stage) = stage {
            places.push(place(stage.object().span));
            places.extend(stage.objects("instructions").map(|one| place(one.object().span)));
        }
        Some(Draft {
            subject: Subject::Service,
            name: service.text("name")?.to_owned(),
            path: document.source_of(own.object().span).path().to_owned(),
            states: [
                (Layer::User, fact("user")),
                (Layer::Privileges, State::all([fact("capabilities"), fact("no_new_privileges")])),
                (Layer::Namespaces, namespaces),
                (Layer::Profiles, State::all([fact("seccomp"), mac])),
                (Layer::Filesystem, fact("read_only")),
                (Layer::Network, fact("network")),
                (Layer::Secrets, State::Held),
                (Layer::Limits, State::all([fact("memory"), fact("cpu"), fact("pids")])),
                (Layer::Logging, fact("log_rotation")),
            ]
            .into_iter()
            .chain(image)
            .collect(),
            places,
            runs: service.text("dockerfile").map(str::to_owned).into_iter().collect(),
        })
    };
    View::root(model).members("services").filter_map(|(_, service)| one(service)).collect()
}

fn image(document: &Document, model: &Model) -> Option<Draft> {
    let stage = View::root(model).objects("stages").last()?;
    let user = match stage.inner("user")?.text("root") {
        Some("yes") => State::Missing,
        Some("no") => State::Held,
        _ => State::Unknown,
    };
    let path = document.source.path().to_owned();
    let whole = document.source.whole();
    Some(Draft {
        subject: Subject::Image,
        name: path.clone(),
        places: vec![(path.clone(), whole.start, whole.end)],
        path,
        states: vec![(Layer::BaseImage, State::Held), (Layer::User, user), (Layer::Secrets, State::Held)],
        runs: Vec::new(),
    })
}

fn host(document: &Document, model: &Model) -> Draft {
    let root = View::root(model);
    let option = |name: &str| root.member("options", name)?.value("value");
    let set = |wanted: bool| if wanted { State::Held } else { State::Missing };
    let filled = |name: &str| match option(name) {
        Some(Value::Text(text)) => !text.is_empty(),
        Some(Value::Table(entries)) => !entries.is_empty(),
        _ => false,
    };
    let rotates = match option("log-driver") {
        Some(Value::Text(driver)) if driver != "json-file" => true,
        _ => {
            matches!(option("log-opts"), Some(Value::Table(all)) if all.iter().any(|o| o.name == "max-size"))
        }
    };
    let path = document.source.path().to_owned();
    let whole = document.source.whole();
    Draft {
        subject: Subject::Host,
        name: path.clone(),
        places: vec![(path.clone(), whole.start, whole.end)],
        path,
        states: vec![
            (Layer::Privileges, set(option("no-new-privileges") == Some(&Value::Bool(true)))),
            (Layer::Namespaces, set(filled("userns-remap"))),
            (Layer::Profiles, set(option("seccomp-profile") != Some(&Value::from("unconfined")))),
            (Layer::Network, State::Held),
            (Layer::Secrets, State::Held),
            (Layer::Limits, set(filled("default-ulimits"))),
            (Layer::Logging, set(rotates)),
        ],
        runs: Vec::new(),
    }
}
