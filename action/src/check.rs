//! `dockwarden check`: files in, report out.

use std::borrow::Cow;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use clap::ValueEnum;
use dockwarden_core::catalog::Catalog;
use dockwarden_core::check::{self, Report};
use dockwarden_core::document::{Document, Kind};
use dockwarden_core::files::Files;
use dockwarden_core::finding::Severity;
use dockwarden_core::report::{github, gitlab, json, junit, markdown, sarif, text};
use dockwarden_core::run::{self, Checked, Judge, Setup, Unit};
use dockwarden_core::source::MAX_BYTES;
use dockwarden_core::stack::Shelf;

use crate::commit::{Commit, Looks, View};
use crate::discover::{self, Found};
use crate::disk::{Disk, Ignored};
use crate::output::{self, Color};
use crate::setup::{self, Choice, policy_stop};
use crate::{Stop, against, parallel};

/// Stack of a thread that checks: readers and policies nest as deep as their limits allow.
pub const STACK: usize = 64 * 1024 * 1024;

#[derive(clap::Args, Default)]
pub struct Args {
    /// Files and folders [default: the current folder]; `-` reads standard input
    pub paths: Vec<PathBuf>,
    #[command(flatten)]
    pub choice: Choice,
    /// Least severity that fails the run [default: medium]
    #[arg(long, value_name = "SEVERITY")]
    pub fail_on: Option<Severity>,
    /// How to print the report
    #[arg(long, value_enum, default_value = "text")]
    pub format: Format,
    /// Write the report to a file too, such as sarif=out.sarif; can be given several times
    #[arg(long, value_name = "FORMAT=FILE")]
    pub output: Vec<String>,
    /// Let files pass that are understood only in part
    #[arg(long)]
    pub allow_parse_errors: bool,
    /// Check files that .gitignore names too
    #[arg(long)]
    pub no_ignore: bool,
    /// Kind of the files that are named, whatever their names: dockerfile, compose or daemon
    #[arg(long)]
    pub kind: Option<Kind>,
    /// Name of what is read from standard input
    #[arg(long, value_name = "PATH")]
    pub stdin_path: Option<String>,
    /// Show suppressed findings too
    #[arg(long)]
    pub show_suppressed: bool,
    /// Compose file; given several times, each is laid over those before it, as one project
    #[arg(short = 'f', long = "compose-file", value_name = "FILE")]
    pub compose_file: Vec<PathBuf>,
    /// Tell what is new since the commit that HEAD and this one come from; reads both from git
    #[arg(long, value_name = "REV")]
    pub against: Option<String>,
    /// When to colour
    #[arg(long, value_enum, default_value = "auto")]
    pub color: Color,
}

/// A form of the report.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Format {
    #[default]
    Text,
    Json,
    Sarif,
    Github,
    Markdown,
    Junit,
    Gitlab,
}

impl Format {
    fn render(self, report: &Report, style: text::Style) -> String {
        match self {
            Format::Text => text::render_by(report, style, parallel::all),
            Format::Json => json::render(report),
            Format::Sarif => sarif::render(report),
            Format::Github => github::render(report, github::MOST),
            Format::Markdown => markdown::render(report),
            Format::Junit => junit::render(report),
            Format::Gitlab => gitlab::render(report),
        }
    }
}

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

/// What a run has found, and the exit status that it asks for.
pub struct Outcome {
    /// What was found.
    pub report: Report,
    /// 0, 1 or 2.
    pub status: u8,
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
    let setup = Arc::new(setup);
    let beside = Beside { engines, pipelines };
    let report = report(&setup, &inputs, &beside)?;
    let summary = report.summary();
    let unread = summary.failed > 0 || (summary.partial > 0 && !args.allow_parse_errors);
    let status = status(&report, unread, args, &setup);
    Ok(Outcome { report, status })
}

/// The exit status for what was found, where perhaps something was not read.
pub fn status(report: &Report, unread: bool, args: &Args, setup: &Setup) -> u8 {
    if unread {
        return 2;
    }
    let limit = args.fail_on.or(setup.config.fail_on).unwrap_or(Severity::Medium);
    u8::from(report.worst(!args.allow_parse_errors).is_some_and(|worst| worst >= limit))
}

/// The files to check, each project once, and the texts of the pipelines beside them.
pub fn found(args: &Args, place: &Place<'_>) -> Result<(Vec<Found>, Vec<String>), Stop> {
    let given = match place {
        Place::Disk { .. } => discover::files(&args.compose_file, Some(Kind::Compose), true),
        Place::Commit(commit) => commit.files(&args.compose_file, Some(Kind::Compose))?,
    };
    let (mut found, mut pipelines): (Vec<Found>, Vec<String>) = Default::default();
    if args.compose_file.is_empty() || !args.paths.is_empty() {
        let here = [PathBuf::from(".")];
        let paths = if args.paths.is_empty() { &here } else { &args.paths[..] };
        let files = match place {
            Place::Disk { no_ignore } => discover::files(&named(paths), args.kind, *no_ignore),
            Place::Commit(commit) => commit.files(paths, args.kind)?,
        };
        for note in &files.notes {
            output::note(&format!("note: {note}"));
        }
        found = files.found;
        // One that cannot be read, or is no text, tells nothing.
        pipelines = files.pipelines.iter().filter_map(|path| place.text(path)).collect();
        found.retain(|file| given.found.iter().all(|given| given.name != file.name));
    }
    let mut found = discover::lay_over(found);
    // `-f` says in which order files are laid over each other, not their names.
    let order = |file: &Found| args.compose_file.iter().position(|path| *path == file.path);
    let mut given = given.found;
    given.sort_by_key(order);
    found.extend(Found::project(given));
    Ok((found, pipelines))
}

/// The kinds that files are of; all if one of them is still unknown.
pub fn kinds(kinds: impl Iterator<Item = Option<Kind>>) -> Vec<Kind> {
    let known: Option<Vec<Kind>> = kinds.collect();
    known.unwrap_or_else(|| Kind::FILES.to_vec())
}

/// The paths that are files or folders.
pub fn named(paths: &[PathBuf]) -> Vec<PathBuf> {
    paths.iter().filter(|path| path.as_os_str() != "-").cloned().collect()
}

fn outputs(texts: &[String]) -> Result<Vec<(Format, PathBuf)>, Stop> {
    let one = |text: &String| {
        let (format, path) = text.split_once('=').filter(|(_, path)| !path.is_empty())?;
        Some((Format::from_str(format, false).ok()?, PathBuf::from(path)))
    };
    let wrong = |text: &String| {
        Stop::new(format!("--output: expected FORMAT=FILE such as sarif=out.sarif; found `{text}`"))
    };
    texts.iter().map(|text| one(text).ok_or_else(|| wrong(text))).collect()
}

/// Something to check.
pub enum Input<'a> {
    /// A file, read when its turn comes.
    File(Found),
    /// A file, or the project that it is laid over, as it will be when one of its files is written.
    Edited { found: &'a Found, file: &'a Found, kind: Kind, bytes: Vec<u8> },
    /// A file of a commit.
    Committed { found: Found, commit: &'a Commit<'a> },
    /// What came from standard input.
    Text { name: String, kind: Kind, bytes: Vec<u8> },
}

impl Input<'_> {
    /// How reports call it.
    pub fn name(&self) -> &str {
        match self {
            Input::File(found) | Input::Committed { found, .. } => &found.name,
            Input::Edited { found, .. } => &found.name,
            Input::Text { name, .. } => name,
        }
    }

    fn path(&self) -> &Path {
        match self {
            Input::File(found) | Input::Committed { found, .. } => &found.path,
            Input::Edited { found, .. } => &found.path,
            Input::Text { name, .. } => Path::new(name),
        }
    }

    fn found(&self) -> Option<&Found> {
        match self {
            Input::File(found) | Input::Committed { found, .. } => Some(found),
            Input::Edited { found, .. } => Some(found),
            Input::Text { .. } => None,
        }
    }

    fn kind(&self) -> Option<Kind> {
        match self {
            Input::File(found) | Input::Committed { found, .. } => found.kind,
            Input::Edited { kind, .. } | Input::Text { kind, .. } => Some(*kind),
        }
    }

    fn read(&self, view: Option<&View<'_>>) -> Result<(Kind, Cow<'_, [u8]>), String> {
        match self {
            Input::Committed { found, commit } => {
                let bytes = commit.bytes(found, view)?;
                known_kind(found, bytes).map(|(kind, bytes)| (kind, bytes.into()))
            }
            Input::File(found) => read(found).map(|(kind, bytes)| (kind, bytes.into())),
            Input::Edited { found, file, kind, bytes } if found.name == file.name => {
                Ok((*kind, bytes.into()))
            }
            Input::Edited { found, .. } => read(found).map(|(kind, bytes)| (kind, bytes.into())),
            Input::Text { kind, bytes, .. } => Ok((*kind, bytes.into())),
        }
    }

    /// Checks it.
    fn check(&self, judge: &mut Judge, catalog: &Catalog, engines: &[Document]) -> Result<Done, Stop> {
        let root = self.found().map(|found| found.root.to_string_lossy().into_owned()).unwrap_or_default();
        let view = match self {
            Input::Committed { commit, .. } => Some(View::new(commit, &root)),
            _ => None,
        };
        let (kind, bytes) = match self.read(view.as_ref()) {
            Ok(read) => read,
            Err(why) => {
                // What it is does not matter where nothing of it was read.
                let kind = self.kind().unwrap_or(Kind::Dockerfile);
                let failed = check::failed(kind, self.name(), why, None);
                let checked = Checked { groups: vec![vec![failed]], ..Checked::default() };
                return Ok(Done { checked, looks: view.map(View::looks).unwrap_or_default() });
            }
        };
        let edited = match self {
            Input::Edited { file, bytes, .. } => Some((file.inner.as_str(), &**bytes)),
            _ => None,
        };
        let found = self.found();
        let disk = found.map(|found| Disk::new(&found.root, edited));
        let layers = found.map(Found::layers).unwrap_or_default();
        let files: Option<&dyn Files> = match (&view, &disk) {
            (Some(view), _) => Some(view),
            (None, Some(disk)) => Some(disk),
            (None, None) => None,
        };
        let project = found.zip(files).map(|(found, files)| run::Project {
            paths: &layers,
            files,
            prefix: found.prefix(),
            engine: run::engine_of(engines, self.name()),
        });
        let around = match view {
            Some(_) => judge.setup().known(),
            None => setup::around(judge.setup(), kind, self.path()),
        };
        let unit = Unit { name: self.name(), kind, bytes: &bytes, around: &around, project };
        let checked = run::check(&unit, judge, catalog, &mut Shelf::default())
            .map_err(|errors| policy_stop(&errors))?;
        Ok(Done { checked, looks: view.map(View::looks).unwrap_or_default() })
    }
}

/// What was found out about an input, and what of a commit was looked at for it.
pub struct Done {
    /// What was found out.
    pub checked: Checked,
    /// What was looked at.
    pub looks: Looks,
}

/// Where files come from.
pub enum Place<'a> {
    /// The file system.
    Disk {
        /// Whether to take files that .gitignore names.
        no_ignore: bool,
    },
    /// A commit.
    Commit(&'a Commit<'a>),
}

impl Place<'_> {
    fn text(&self, path: &Path) -> Option<String> {
        match self {
            Place::Disk { .. } => std::fs::read_to_string(path).ok(),
            Place::Commit(commit) => {
                let found = Found::new(Path::new(""), path, None);
                String::from_utf8(commit.bytes(&found, None).ok()?).ok()
            }
        }
    }
}

fn stdin(args: &Args) -> Result<Input<'static>, Stop> {
    let mut bytes = Vec::new();
    let limit = MAX_BYTES as u64 + 1;
    std::io::stdin()
        .take(limit)
        .read_to_end(&mut bytes)
        .map_err(|error| Stop::new(format!("cannot read standard input: {error}")))?;
    let name = args.stdin_path.clone().unwrap_or_else(|| "<stdin>".to_owned());
    let kind = args.kind.or(Kind::of_path(&name)).or_else(|| Kind::of_text(&String::from_utf8_lossy(&bytes)));
    let kind = kind
        .ok_or_else(|| Stop::new("cannot tell what standard input is; say so with --kind or --stdin-path"))?;
    Ok(Input::Text { name, kind, bytes })
}

/// Reads a file that was found, and tells its kind; else says why it cannot.
pub fn read(found: &Found) -> Result<(Kind, Vec<u8>), String> {
    if let Some(why) = &found.refused {
        return Err(why.clone());
    }
    let metadata = std::fs::metadata(&found.path).map_err(|error| error.to_string())?;
    if !metadata.is_file() {
        return Err("expected a file".into());
    }
    if metadata.len() > MAX_BYTES as u64 {
        return Err(format!("the file has {} bytes; dockwarden reads at most {MAX_BYTES}", metadata.len()));
    }
    let bytes = std::fs::read(&found.path).map_err(|error| error.to_string())?;
    known_kind(found, bytes)
}

/// The bytes of a file with its kind, which they tell where the name does not.
fn known_kind(found: &Found, bytes: Vec<u8>) -> Result<(Kind, Vec<u8>), String> {
    let kind = found.kind.or_else(|| Kind::of_text(&String::from_utf8_lossy(&bytes)));
    let unknown =
        "cannot tell whether this is a Dockerfile, a Compose file or a daemon.json; say so with --kind";
    kind.map(|kind| (kind, bytes)).ok_or_else(|| unknown.into())
}

/// The engines that the files are for: every `daemon.json` among them.
pub fn engines<'a>(found: impl Iterator<Item = &'a Found>, place: &Place<'_>) -> Vec<Document> {
    let daemons = found.filter(|found| found.kind == Some(Kind::Daemon));
    let document = |daemon: &Found| {
        let engine =
            |bytes: &[u8], files: &dyn Files| run::engine(&daemon.inner, bytes, files, daemon.prefix());
        match place {
            Place::Disk { .. } => engine(&read(daemon).ok()?.1, &Disk::new(&daemon.root, None)),
            Place::Commit(commit) => {
                let root = daemon.root.to_string_lossy();
                engine(&commit.bytes(daemon, None).ok()?, &View::new(commit, &root))
            }
        }
    };
    daemons.filter_map(document).collect()
}

/// What lies beside the files that are checked.
#[derive(Default)]
pub struct Beside {
    /// The engines that may run them.
    pub engines: Vec<Document>,
    /// The texts of the repository's pipelines.
    pub pipelines: Vec<String>,
}

/// Checks `inputs` and puts together what is said of them.
pub fn report(setup: &Arc<Setup>, inputs: &[Input<'_>], beside: &Beside) -> Result<Report, Stop> {
    let checked = all(setup, inputs, beside)?.into_iter().map(|done| done.checked).collect();
    let catalog = setup.catalog();
    Ok(run::finish(checked, catalog, beside.pipelines.iter().map(String::as_str)))
}

/// Checks `inputs` on all processors; what is found out comes in their order.
pub fn all(setup: &Arc<Setup>, inputs: &[Input<'_>], beside: &Beside) -> Result<Vec<Done>, Stop> {
    let catalog = setup.catalog();
    let ignored = Ignored::here();
    let next = AtomicUsize::new(0);
    let worker = || -> Result<Vec<(usize, Done)>, Stop> {
        let mut judge = Judge::new(setup.clone());
        let mut done = Vec::new();
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some(input) = inputs.get(at) else { return Ok(done) };
            let mut one = input.check(&mut judge, &catalog, &beside.engines)?;
            // A file of variables that git ignores is this machine's own; what is committed is not.
            if !matches!(input, Input::Committed { .. }) {
                for group in &mut one.checked.groups {
                    group.retain(|file| Kind::of_path(&file.path).is_some() || !ignored.matches(&file.path));
                }
            }
            done.push((at, one));
        }
    };
    let threads = std::thread::available_parallelism().map_or(1, usize::from).min(inputs.len()).max(1);
    let parts: Vec<Result<Vec<(usize, Done)>, Stop>> = std::thread::scope(|scope| {
        let start = |_| std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, worker);
        let handles: Vec<_> = (0..threads).map(start).collect();
        let join = |handle: std::io::Result<std::thread::ScopedJoinHandle<'_, _>>| match handle {
            Ok(handle) => {
                handle.join().unwrap_or_else(|_| Err(Stop::new("checking failed; please report this")))
            }
            Err(error) => Err(Stop::new(format!("cannot start a thread: {error}"))),
        };
        handles.into_iter().map(join).collect()
    });
    let mut all = Vec::new();
    for part in parts {
        all.extend(part?);
    }
    all.sort_by_key(|(at, _)| *at);
    Ok(all.into_iter().map(|(_, done)| done).collect())
}
