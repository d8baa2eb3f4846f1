//! What services and jobs name of each other and of the project's networks, volumes, secrets, configs and
//! models: whether it is there, and which services wait for each other in a circle.

use std::collections::{HashMap, HashSet};

use crate::model::{Builder, Entry, Item, Object, Value, View};
use crate::source::Span;

/// Kinds of what is named, with the tables that define them.
const KINDS: [(&str, &[&str]); 6] = [
    ("service", &["services", "jobs"]),
    ("network", &["networks"]),
    ("volume", &["volumes"]),
    ("secret", &["secrets"]),
    ("config", &["configs"]),
    ("model", &["models"]),
];

/// The keys under which a service shares a namespace with another.
const SHARED: [&str; 5] = ["network_mode", "ipc", "pid", "uts", "cgroup"];

/// The key under which a build takes the image of another service; nobody waits for that one to run.
const CONTEXTS: &str = "additional_contexts";

/// A name in a service or a job that stands for something else in the project.
struct Reference<'a> {
    span: Span,
    from: &'a str,
    job: bool,
    kind: &'static str,
    via: &'static str,
    name: &'a str,
    required: bool,
}

/// Those in the services and jobs of `file`, in their order.
pub(super) fn of(builder: &mut Builder, file: &Object) -> Vec<Item> {
    let references = all(builder, file);
    let circles = circles(file, &references);
    let defined: HashMap<&str, HashSet<&str>> = KINDS
        .iter()
        .map(|(kind, tables)| {
            (*kind, tables.iter().flat_map(|name| table(file, name)).map(name_of).collect())
        })
        .collect();
    let object = |reference: &Reference| {
        let Reference { span, from, job, kind, via, name, required } = *reference;
        // Compose makes the network named default by itself.
        let defined = defined[kind].contains(name) || (kind, name) == ("network", "default");
        let circle = waits(reference).then(|| circles.get(from).zip(circles.get(name))).flatten();
        Object::at(span)
            .with("from", from)
            .with_some("job", job.then_some(true))
            .with("kind", kind)
            .with("via", via)
            .with("name", name)
            .with("required", required)
            .with("defined", defined)
            .with_some("circle", circle.filter(|(from, to)| from == to).map(|(circle, _)| *circle))
    };
    let objects: Vec<Object> = references.iter().map(object).collect();
    let item = |object: Object| {
        let span = object.span;
        Item::at(builder.add(object), span)
    };
    objects.into_iter().map(item).collect()
}

fn all<'a>(builder: &'a Builder, file: &'a Object) -> Vec<Reference<'a>> {
    let mut references = Vec::new();
    for workload in ["services", "jobs"] {
        for entry in table(file, workload) {
            if let Value::Object(id) = entry.value {
                let container = View::new(builder.objects(), id);
                Reader { container, from: &entry.name, job: workload == "jobs", found: &mut references }
                    .read();
            }
        }
    }
    references
}

/// The members of a table of `file`.
fn table<'a>(file: &'a Object, name: &str) -> &'a [Entry] {
    match file.get(name).map(|entry| &entry.value) {
        Some(Value::Table(members)) => members,
        _ => &[],
    }
}

fn name_of(entry: &Entry) -> &str {
    &entry.name
}

/// Whether one service cannot run before the other does.
fn waits(reference: &Reference) -> bool {
    reference.kind == "service" && reference.via != CONTEXTS && !reference.job
}

/// A service or a job that is read.
struct Reader<'a, 'b> {
    container: View<'a>,
    from: &'a str,
    job: bool,
    found: &'b mut Vec<Reference<'a>>,
}

impl<'a> Reader<'a, '_> {
    fn read(&mut self) {
        let container = self.container;
        for entry in container.table("depends_on") {
            let required = match entry.value {
                Value::Object(id) => container.other(id).value("required") != Some(&Value::Bool(false)),
                _ => true,
            };
            self.add(entry.key.or(entry.span), "service", "depends_on", &entry.name, required);
        }
        for item in container.list("links") {
            self.named(item, "service", "links", |text| text.split(':').next());
        }
        for item in container.list("volumes_from") {
            self.named(item, "service", "volumes_from", |text| match text.split_once(':') {
                Some(("container", _)) => None,
                Some((name, _)) => Some(name),
                None => Some(text),
            });
        }
        for key in SHARED {
            self.service(container.object().get(key), key);
        }
        let build = container.inner("build");
        for (_, context) in build.into_iter().flat_map(|build| build.members(CONTEXTS)) {
            self.service(context.object().get("value"), CONTEXTS);
        }
        for entry in container.table("networks") {
            self.add(entry.key.or(entry.span), "network", "networks", &entry.name, true);
        }
        for mount in container.objects("volumes").filter(|mount| mount.text("type") == Some("volume")) {
            self.source(mount, "volume", "volumes");
        }
        container.objects("secrets").for_each(|grant| self.source(grant, "secret", "secrets"));
        container.objects("configs").for_each(|grant| self.source(grant, "config", "configs"));
        for grant in build.into_iter().flat_map(|build| build.objects("secrets")) {
            self.source(grant, "secret", "build.secrets");
        }
        for entry in container.table("models") {
            self.add(entry.key.or(entry.span), "model", "models", &entry.name, true);
        }
    }

    /// A name that holds a variable is not known.
    fn add(
        &mut self,
        span: Option<Span>,
        kind: &'static str,
        via: &'static str,
        name: &'a str,
        required: bool,
    ) {
        if !name.contains('$') {
            let span = span.unwrap_or(self.container.object().span);
            self.found.push(Reference { span, from: self.from, job: self.job, kind, via, name, required });
        }
    }

    fn named(
        &mut self,
        item: &'a Item,
        kind: &'static str,
        via: &'static str,
        name: impl Fn(&'a str) -> Option<&'a str>,
    ) {
        if let Value::Text(text) = &item.value
            && !text.contains('$')
            && let Some(name) = name(text)
        {
            self.add(item.span, kind, via, name, true);
        }
    }

    /// `service:NAME` names a service.
    fn service(&mut self, entry: Option<&'a Entry>, via: &'static str) {
        if let Some(Entry { value: Value::Text(text), span, .. }) = entry
            && let Some(name) = text.strip_prefix("service:")
        {
            self.add(*span, "service", via, name, true);
        }
    }

    fn source(&mut self, of: View<'a>, kind: &'static str, via: &'static str) {
        if let Some(Entry { value: Value::Text(name), span, .. }) = of.object().get("source") {
            self.add(span.or(Some(of.object().span)), kind, via, name, true);
        }
    }
}

/// For each service that waits for itself, perhaps through others, the first one of its circle.
fn circles<'a>(file: &'a Object, references: &[Reference]) -> HashMap<&'a str, &'a str> {
    let names: Vec<&str> = table(file, "services").iter().map(name_of).collect();
    let places: HashMap<&str, usize> = names.iter().enumerate().map(|(at, name)| (*name, at)).collect();
    let (mut to, mut from) = (vec![Vec::new(); names.len()], vec![Vec::new(); names.len()]);
    for reference in references.iter().filter(|reference| waits(reference)) {
        if let (Some(one), Some(other)) = (places.get(reference.from), places.get(reference.name)) {
            to[*one].push(*other);
            from[*other].push(*one);
        }
    }
    // Kosaraju: who is reached both ways. Services are left after all that they wait for, and then looked at in
    // the opposite order along the opposite ways.
    let mut left = Vec::with_capacity(names.len());
    let mut seen = vec![false; names.len()];
    (0..names.len()).for_each(|start| visit(&to, start, &mut seen, |service| left.push(service)));
    seen.fill(false);
    let mut circles = HashMap::new();
    for start in left.into_iter().rev() {
        let mut members = Vec::new();
        visit(&from, start, &mut seen, |service| members.push(service));
        if let Some(first) = members.iter().min()
            && (members.len() > 1 || to[start].contains(&start))
        {
            circles.extend(members.iter().map(|member| (names[*member], names[*first])));
        }
    }
    circles
}

/// Goes all ways from `start` that were not gone, and tells each place when it leaves it; without recursion,
/// since a file may make the ways long.
fn visit(ways: &[Vec<usize>], start: usize, seen: &mut [bool], mut leave: impl FnMut(usize)) {
    if std::mem::replace(&mut seen[start], true) {
        return;
    }
    let mut way = vec![(start, 0)];
    while let Some((place, next)) = way.last_mut() {
        match ways[*place].get(*next) {
            Some(other) => {
                *next += 1;
                if !std::mem::replace(&mut seen[*other], true) {
                    way.push((*other, 0));
                }
            }
            None => {
                leave(*place);
                way.pop();
            }
        }
    }
}
