//! `dockwarden check --against`: two commits judged by the same rules, and what changed between them.

use std::collections::BTreeMap;
use std::sync::Arc;

use dockwarden_core::check::Status;
use dockwarden_core::compare;
use dockwarden_core::document::Kind;
use dockwarden_core::run::{self, Packs};

use super::args::Args;
use super::found::{found, kinds};
use super::input::{Done, Input, Place};
use super::judging::{Beside, all, engines};
use super::outcome::{Outcome, status};
use crate::commit::{Commit, View};
use crate::discover::Found;
use crate::git::Repository;
use crate::{Stop, setup};

/// Checks the commit of the checkout, and the one that it and `revision` come from.
pub fn perform(args: &Args, revision: &str) -> Result<Outcome, Stop> {
    let repository = Repository::here()?;
    let head = repository.commit("HEAD")?;
    let base = repository.merge_base(&head, &repository.commit(revision)?)?;
    let now = Commit::read(&repository, head)?;
    let before = Commit::read(&repository, base)?;
    let (new, new_pipelines) = found(args, &Place::Commit(&now))?;
    let (mut old, old_pipelines) = found(args, &Place::Commit(&before))?;
    // What is named and was not there yet had nothing wrong with it.
    old.retain(|found| found.refused.is_none());
    let setup = setup::load_for(&args.choice, &kinds(new.iter().chain(&old).map(|found| found.kind)))?;
    let excluded = |found: &Found| setup.config.excludes(&found.name);
    let (new, old): (Vec<Found>, Vec<Found>) = (
        new.into_iter().filter(|found| !excluded(found)).collect(),
        old.into_iter().filter(|found| !excluded(found)).collect(),
    );
    let packs = Arc::new(Packs::new(setup));
    let catalog = packs.setup().catalog();

    let engines_of = |found: &[Found], commit: &Commit<'_>| -> Vec<(String, Option<String>)> {
        let daemons = found.iter().filter(|found| found.kind == Some(Kind::Daemon));
        daemons.map(|found| (found.name.clone(), commit.id_of(&found.name).map(str::to_owned))).collect()
    };
    let same_engines = engines_of(&new, &now) == engines_of(&old, &before);
    let beside = |found: &[Found], commit: &Commit<'_>, pipelines: Vec<String>| Beside {
        engines: engines(found.iter(), &Place::Commit(commit)),
        pipelines,
    };

    let here = beside(&new, &now, new_pipelines);
    let inputs: Vec<Input<'_>> =
        new.iter().map(|found| Input::Committed { found: found.clone(), commit: &now }).collect();
    let done = all(&packs, &inputs, &here)?;

    // What sees the same files as in the newer commit has the same said of it.
    let known: BTreeMap<&str, &Done> = inputs.iter().zip(&done).map(|(i, done)| (i.name(), done)).collect();
    let layers: BTreeMap<&str, Vec<String>> =
        new.iter().map(|found| (found.name.as_str(), found.layers())).collect();
    let mut checked = Vec::new();
    let mut rest = Vec::new();
    for found in &old {
        let root = found.root.to_string_lossy();
        let same = known.get(found.name.as_str()).filter(|done| {
            same_engines
                && layers.get(found.name.as_str()) == Some(&found.layers())
                && View::new(&before, &root).shows(&done.looks)
        });
        match same {
            Some(done) => checked.push(done.checked.clone()),
            None => rest.push(Input::Committed { found: found.clone(), commit: &before }),
        }
    }
    let there = beside(&old, &before, old_pipelines);
    checked.extend(all(&packs, &rest, &there)?.into_iter().map(|done| done.checked));

    let finish = |checked, beside: &Beside| {
        run::finish(checked, catalog.clone(), beside.pipelines.iter().map(String::as_str))
    };
    let mut report = finish(done.into_iter().map(|done| done.checked).collect(), &here);
    compare::with(&mut report, finish(checked, &there), before.id.clone());

    let known = |path: &str, status: Status| {
        let old = report.before.iter().flat_map(|before| &before.report.files);
        now.id_of(path) == before.id_of(path)
            && old.into_iter().any(|file| file.path == path && file.status == status)
    };
    let unread = report.files.iter().any(|file| {
        let fails =
            file.status == Status::Failed || (file.status == Status::Partial && !args.allow_parse_errors);
        fails && !known(&file.path, file.status)
    });
    let status = status(&report, unread, args, packs.setup());
    Ok(Outcome { report, status })
}
