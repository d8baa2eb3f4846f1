//! `dockwarden action`: one step of GitHub Actions, from its inputs to its outputs.
//!
//! Inputs and context come in variables, and nothing of a pull request is ever part of a script. Until
//! annotations are written, the runner is told to take no commands: what stands in files is only shown.

mod context;
mod event;
mod review;
mod suggestion;

use std::io::Write;
use std::path::Path;

use dockwarden_core::report::markdown::Links;
use dockwarden_core::report::{github, json, markdown, sarif, text};

use crate::check::{self, Outcome};
use crate::git::{self, Repository};
use crate::output::Color;
use crate::setup::Choice;
use crate::{Stop, output};
use context::{Inputs, variable};
use event::Event;

/// Room that the summary of a step has.
const MAX_SUMMARY: usize = 1024 * 1024;

#[derive(clap::Args)]
pub struct Args {}

/// Does what the inputs ask for; the exit status is that of `check`.
pub fn run(_: &Args) -> Result<u8, Stop> {
    let token = context::random();
    output::print(&format!("::stop-commands::{token}\n"))?;
    let done = work();
    output::print(&format!("::{token}::\n"))?;
    let (commands, status) = match done {
        Ok(done) => done,
        Err(stop) => {
            let line = |message: &String| format!("::error title=dockwarden::{}\n", github::data(message));
            (stop.0.iter().map(line).collect(), 2)
        }
    };
    output::print(&commands)?;
    Ok(status)
}

/// Checks, and writes files; gives the commands for the runner, and the exit status.
fn work() -> Result<(String, u8), Stop> {
    let inputs = Inputs::read()?;
    let event = Event::read()?;
    let against = if inputs.only_new.unwrap_or(event.proposes()) { base(&event)? } else { None };
    let args = check::Args {
        paths: inputs.paths.clone(),
        choice: Choice {
            config: inputs.config.clone(),
            policies: inputs.policies.clone(),
            ..Choice::default()
        },
        fail_on: inputs.fail_on,
        against,
        ..check::Args::default()
    };
    let Outcome { report, status } = check::perform(&args)?;
    output::prints(&report);
    output::print(&text::render(&report, text::Style { color: Color::Never.wanted(), suppressed: false }))?;
    write(&inputs.report, &json::render(&report))?;
    write(&inputs.sarif, &sarif::render(&report))?;
    let mut commands = github::render(&report, inputs.annotations);
    if inputs.suggestions {
        let told = match review::suggest(&inputs, &event, &report) {
            Ok(told) => format!("::notice title=dockwarden::{}\n", github::data(&told)),
            // The run is not worse for it.
            Err(why) => format!("::warning title=dockwarden::No suggestions: {}\n", github::data(&why)),
        };
        commands.push_str(&told);
    }
    if inputs.summary {
        let mut summary = markdown::linked(&report, links(&report).as_ref());
        if summary.len() > MAX_SUMMARY {
            summary = format!(
                "## dockwarden\n\n{}\nThe tables are too long to be shown here.\n",
                text::summary(&report)
            );
        }
        context::append("GITHUB_STEP_SUMMARY", &summary)?;
    }
    let counts = report.summary();
    let compared = report.before.is_some();
    let count = |n: usize| if compared { n.to_string() } else { String::new() };
    let worst = report.worst(true).map_or("", |severity| severity.name());
    for (name, value) in [
        ("findings", (counts.findings() + counts.unchanged).to_string()),
        ("new-findings", count(counts.findings())),
        ("fixed-findings", count(counts.fixed)),
        ("highest-severity", worst.to_owned()),
        ("sarif-file", inputs.sarif.to_string_lossy().into_owned()),
        ("report-json", inputs.report.to_string_lossy().into_owned()),
    ] {
        let end = context::random();
        context::append("GITHUB_OUTPUT", &format!("{name}<<{end}\n{value}\n{end}\n"))?;
    }
    Ok((commands, status))
}

/// The commit to compare with: for the merge that GitHub makes of a pull request its first parent, which
/// a clone of depth 2 holds; else what the event names.
fn base(event: &Event) -> Result<Option<String>, Stop> {
    let Some(named) = &event.base else { return Ok(None) };
    let repository = Repository::here()?;
    let head = repository.commit("HEAD")?;
    let (base, depth, from) = match &repository.parents(&head)[..] {
        [first, second] if Some(second) == event.head.as_ref() => (first.clone(), 2, head),
        _ => (named.clone(), 1, named.clone()),
    };
    if repository.commit(&base).is_err() {
        output::note(&format!("note: fetching {from} to depth {depth}, to compare with {base}"));
        git::fetch(depth, &from).map_err(|why| {
            Stop::new(format!(
                "the commit to compare with is not in this clone, and cannot be fetched ({why}); \
                 give actions/checkout `fetch-depth: {}`, or run `git fetch --no-tags --depth={depth} origin {from}` before",
                if depth == 2 { 2 } else { 0 }
            ))
        })?;
    }
    Ok(Some(base))
}

/// Where the files of the report can be looked at.
fn links(report: &dockwarden_core::check::Report) -> Option<Links> {
    let repository = context::repository()?;
    let server = variable("GITHUB_SERVER_URL").unwrap_or_else(|| "https://github.com".into());
    let head = Repository::here().and_then(|git| git.commit("HEAD")).ok();
    let now = head.or_else(|| variable("GITHUB_SHA"))?;
    let before = report.before.as_ref().map(|before| before.revision.clone()).unwrap_or_default();
    let at = |commit: &str| format!("{server}/{repository}/blob/{commit}/");
    Some(Links { now: at(&now), before: at(&before) })
}

fn write(path: &Path, text: &str) -> Result<(), Stop> {
    let write = || std::fs::File::create(path)?.write_all(text.as_bytes());
    write().map_err(|error| Stop::new(format!("{}: cannot write the report: {error}", path.display())))
}
