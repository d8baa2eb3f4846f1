//! What a run comes to.

use dockwarden_core::check::Report;
use dockwarden_core::finding::Severity;
use dockwarden_core::run::Setup;

use super::args::Args;

/// What a run has found, and the exit status that it asks for.
pub struct Outcome {
    /// What was found.
    pub report: Report,
    /// 0, 1 or 2.
    pub status: u8,
}

/// The exit status for what was found, where perhaps something was not read.
pub fn status(report: &Report, unread: bool, args: &Args, setup: &Setup) -> u8 {
    if unread {
        return 2;
    }
    let limit = args.fail_on.or(setup.config.fail_on).unwrap_or(Severity::Medium);
    u8::from(report.worst(!args.allow_parse_errors).is_some_and(|worst| worst >= limit))
}
