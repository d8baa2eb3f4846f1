//! Services that extend others, of the same file or of another one, take over what they do not say themselves.

use std::collections::HashMap;

use crate::files;
use crate::source::Span;

use super::load::{Loader, Values};
use super::merge::{self, weight};
use super::node::{Data, Entry, Node};

/// What is known of a service's own `extends` so far.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    New,
    OnPath,
    Done,
}

/// One service: which file's, and which of its services.
type At = (usize, usize);

/// The services of one file.
struct Unit {
    services: Vec<Entry>,
    index: HashMap<String, usize>,
    states: Vec<State>,
}

impl Unit {
    fn new(services: Vec<Entry>) -> Self {
        let index = services.iter().enumerate().map(|(i, service)| (service.key.clone(), i)).collect();
        let states = vec![State::New; services.len()];
        Self { services, index, states }
    }
}

/// Resolves every `extends` of the tree of one file. One that cannot be followed stays: what it adds
/// is unknown here.
pub(super) fn resolve(loader: &mut Loader, root: &mut Node, directory: &str, values: &Values) {
    let Some(Node { data: Data::Map(services), .. }) = root.get_mut("services") else { return };
    if services.iter().all(|service| service.value.get("extends").is_none()) {
        return;
    }
    let first = Unit::new(std::mem::take(services));
    let mut run = Run { loader, directory, values, units: vec![first], by_path: HashMap::new() };
    for at in 0..run.units[0].services.len() {
        run.follow((0, at));
    }
    *services = std::mem::take(&mut run.units[0].services);
}

struct Run<'a, 'f> {
    loader: &'a mut Loader<'f>,
    /// What the paths of the first file, and so of all, are relative to.
    directory: &'a str,
    values: &'a Values,
    /// The files met so far, the first of them that whose services are resolved.
    units: Vec<Unit>,
    by_path: HashMap<String, Result<usize, Option<String>>>,
}

impl Run<'_, '_> {
    /// Resolves one service with all that it needs.
    fn follow(&mut self, start: At) {
        let mut path: Vec<(At, Option<At>)> = Vec::new();
        let mut next = Some(start);
        while let Some((unit, service)) = next.take() {
            match self.units[unit].states[service] {
                State::Done => {}
                State::OnPath => {
                    if let Some(&(at, _)) = path.last() {
                        self.refuse(at, "extends itself through others");
                    }
                }
                State::New => {
                    self.units[unit].states[service] = State::OnPath;
                    let base = self.base((unit, service));
                    path.push(((unit, service), base));
                    next = base;
                }
            }
        }
        for ((unit, service), base) in path.into_iter().rev() {
            if let Some(from) =
                base.filter(|&(unit, service)| self.units[unit].states[service] == State::Done)
            {
                self.extend((unit, service), from);
            }
            self.units[unit].states[service] = State::Done;
        }
    }

    /// The service that the one at `at` extends; a name or a file that is not there is a fault.
    fn base(&mut self, (unit, service): At) -> Option<At> {
        let service = &self.units[unit].services[service];
        let extends = service.value.get("extends")?;
        let named = extends.get("service")?;
        let name = named.as_text()?.value()?.into_owned();
        let (owner, place) = (service.key.clone(), named.span);
        let (unit, whose) = match extends.get("file").filter(|file| file.data != Data::Null) {
            None => (unit, "this file".to_owned()),
            Some(file) => {
                let (path, span) = (file.as_text()?.value()?.into_owned(), file.span);
                (self.unit(&owner, &path, span)?, format!("`{path}`"))
            }
        };
        let found = self.units[unit].index.get(&name).map(|&at| (unit, at));
        if found.is_none() {
            self.loader.fault(place, format!("service `{owner}` extends a service that is not in {whose}"));
        }
        found
    }

    /// The services of the file at `path`, which stands at `span`.
    fn unit(&mut self, owner: &str, path: &str, span: Span) -> Option<usize> {
        if files::is_remote(path) {
            return None;
        }
        let path = files::join(self.directory, path);
        let found = match self.by_path.get(&path) {
            Some(known) => known.clone(),
            None => {
                let found = self.open(&path);
                self.by_path.insert(path, found.clone());
                found
            }
        };
        match found {
            Ok(unit) => Some(unit),
            Err(reason) => {
                if let Some(reason) = reason {
                    let message = format!("service `{owner}` extends another file, but {reason}");
                    self.loader.fault(span, message);
                }
                None
            }
        }
    }

    /// Reads the services of a file; without a reason in words, what it says cannot be known.
    fn open(&mut self, path: &str) -> Result<usize, Option<String>> {
        let source = self.loader.open(path).map_err(|refusal| refusal.message(path))?;
        let tree = self.loader.tree(&source, self.values).map_err(Some)?;
        let not_mapping = || Some(format!("`{path}` has no mapping of services"));
        let (mut tree, _) = tree.ok_or_else(not_mapping)?;
        let way = files::way(self.directory, files::directory(path)).ok_or(None)?;
        self.loader.relocate(&mut tree, &way);
        match tree.get_mut("services").map(|services| &mut services.data) {
            Some(Data::Map(services)) => {
                self.units.push(Unit::new(std::mem::take(services)));
                Ok(self.units.len() - 1)
            }
            _ => Err(not_mapping()),
        }
    }

    fn extend(&mut self, at: At, from: At) {
        let base = &self.units[from.0].services[from.1].value;
        if !self.loader.may_copy(weight(base)) {
            return self.refuse(at, "extends more than can be read");
        }
        let mut base = base.clone();
        base.drop_resets();
        let own = &mut self.units[at.0].services[at.1].value;
        if let Data::Map(entries) = &mut own.data {
            entries.retain(|entry| entry.key != "extends");
            let tag = own.tag.take();
            merge::service(own, base, &mut self.loader.faults);
            own.tag = tag;
        }
    }

    fn refuse(&mut self, (unit, service): At, why: &str) {
        let service = &self.units[unit].services[service];
        let span = service.value.entry("extends").map_or(service.value.span, Entry::place);
        let message = format!("service `{}` {why}", service.key);
        self.loader.fault(span, message);
    }
}
