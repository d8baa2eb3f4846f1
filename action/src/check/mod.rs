//! `dockwarden check`: files in, a report out.

mod against;
mod args;
mod found;
mod input;
mod judging;
mod outcome;

use std::sync::Arc;

use dockwarden_core::report::text;
use dockwarden_core::run::Packs;

use self::args::outputs;
use self::found::{found, kinds};
use self::input::stdin;
use self::outcome::status;
use crate::{Stop, output, setup};

pub use args::Args;
pub use found::named;
pub use input::{Input, Place, read};
pub use judging::{Beside, STACK, engines, report};
pub use outcome::Outcome;

/// Checks and reports.
pub fn run(args: &Args) -> Result<u8, Stop> {
    let outputs = outputs(&args.output)?;
    let Outcome { report, status } = perform(args)?;
    output::prints(&report);
    let style = text::Style { color: args.color.wanted(), suppressed: args.show_suppressed };
    output::print(&args.format.render(&report, style))?;
    for (format, path) in outputs {
        let plain = text::Style { color: false, ..style };
        let text = format.render(&report, plain);
        std::fs::write(&path, text)
            .map_err(|error| Stop::new(format!("{}: cannot write the report: {error}", path.display())))?;
    }
    Ok(status)
}

/// Checks what `args` name.
pub fn perform(args: &Args) -> Result<Outcome, Stop> {
    let stdin_too = args.paths.iter().any(|path| path.as_os_str() == "-");
    match &args.against {
        Some(_) if stdin_too => {
            return Err(Stop::new("--against compares commits; standard input is in none"));
        }
        Some(revision) => return against::perform(args, revision),
        None => {}
    }
    let place = Place::Disk { no_ignore: args.no_ignore };
    let (found, pipelines) = found(args, &place)?;
    let mut inputs: Vec<Input<'_>> = found.into_iter().map(Input::File).collect();
    if stdin_too {
        inputs.push(stdin(args)?);
    }
    let setup = setup::load_for(&args.choice, &kinds(inputs.iter().map(Input::kind)))?;
    inputs.retain(|input| match input {
        Input::File(found) => !setup.config.excludes(&found.name),
        _ => true,
    });
    if inputs.is_empty() {
        output::note("note: no Dockerfile, Compose file or daemon.json found");
    }
    let engines = engines(inputs.iter().filter_map(Input::found), &place);
    let packs = Arc::new(Packs::new(setup));
    let beside = Beside { engines, pipelines };
    let report = report(&packs, &inputs, &beside)?;
    let summary = report.summary();
    let unread = summary.failed > 0 || (summary.partial > 0 && !args.allow_parse_errors);
    let status = status(&report, unread, args, packs.setup());
    Ok(Outcome { report, status })
}
