//! What `dockwarden check` is told, and the formats of its report.

use std::path::PathBuf;

use clap::ValueEnum;
use dockwarden_core::check::Report;
use dockwarden_core::document::Kind;
use dockwarden_core::finding::Severity;
use dockwarden_core::report::{github, gitlab, json, junit, markdown, sarif, text};

use crate::output::Color;
use crate::setup::Choice;
use crate::{Stop, parallel};

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
    pub(super) fn render(self, report: &Report, style: text::Style) -> String {
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

pub fn outputs(texts: &[String]) -> Result<Vec<(Format, PathBuf)>, Stop> {
    let one = |text: &String| {
        let (format, path) = text.split_once('=').filter(|(_, path)| !path.is_empty())?;
        Some((Format::from_str(format, false).ok()?, PathBuf::from(path)))
    };
    let wrong = |text: &String| {
        Stop::new(format!("--output: expected FORMAT=FILE such as sarif=out.sarif; found `{text}`"))
    };
    texts.iter().map(|text| one(text).ok_or_else(|| wrong(text))).collect()
}
