//! Safe fixes as suggestions in a review of the pull request, each made once.

use std::collections::BTreeMap;
use std::time::Duration;

use dockwarden_core::check::Report;
use dockwarden_core::finding::Safety;
use dockwarden_core::report::markdown::escape;
use dockwarden_core::report::mask::Mask;
use serde_json::{Value, json};

use super::context::{self, Inputs, variable};
use super::event::Event;
use super::suggestion::{Suggestion, suggestion};
use crate::git::Repository;

/// Most comments of one review.
const MAX_COMMENTS: usize = 30;

/// Most pages of a list, of a hundred entries each, that are asked for: GitHub gives 3,000 files.
const MAX_PAGES: usize = 30;

/// How long an answer may take, and how large it may be.
const TIME_LIMIT: Duration = Duration::from_secs(30);
const SIZE_LIMIT: u64 = 64 * 1024 * 1024;

/// A suggestion, and what is said with it.
struct Comment {
    path: String,
    suggestion: Suggestion,
    /// Stands in the comment, unseen, so that a later run knows it.
    mark: String,
    body: String,
}

/// Suggests the safe fixes of findings that count, on lines of the pull request; tells what was done.
pub fn suggest(inputs: &Inputs, event: &Event, report: &Report) -> Result<String, String> {
    let (Some(number), Some(head)) = (event.number, &event.head) else {
        return Ok("No suggestions: the workflow does not run for a pull request".into());
    };
    let repository = context::repository().ok_or("GITHUB_REPOSITORY is not set")?;
    if event.is_foreign(&repository) {
        return Ok("No suggestions: the token of a pull request from a fork can only read".into());
    }
    let Some(token) = &inputs.token else { return Err("the input `token` is empty".into()) };
    let comments = comments(report, head)?;
    if comments.is_empty() {
        return Ok("No suggestions: no finding has a safe fix that fits".into());
    }
    let api = variable("GITHUB_API_URL").unwrap_or_else(|| "https://api.github.com".into());
    let client = Client::new(format!("{api}/repos/{repository}/pulls/{number}"), token);
    let files = client.list("files")?;
    let known = client.list("comments")?;
    let lines: BTreeMap<&str, Vec<(u32, u32)>> = files.iter().filter_map(hunks).collect();
    let posted = |mark: &str| {
        let bodies = known.iter().filter_map(|comment| comment["body"].as_str());
        bodies.into_iter().any(|body| body.contains(mark))
    };
    let fits = |comment: &Comment| {
        let (first, last) = (comment.suggestion.first, comment.suggestion.last);
        let hunks = lines.get(comment.path.as_str());
        hunks.is_some_and(|hunks| hunks.iter().any(|(start, end)| *start <= first && last <= *end))
    };
    let (fitting, outside): (Vec<_>, Vec<_>) = comments.into_iter().partition(fits);
    let (old, mut new): (Vec<_>, Vec<_>) = fitting.into_iter().partition(|comment| posted(&comment.mark));
    let left = new.len().saturating_sub(MAX_COMMENTS);
    new.truncate(MAX_COMMENTS);
    if !new.is_empty() {
        let body = match new.len() {
            1 => "dockwarden suggests a fix.".to_owned(),
            n => format!("dockwarden suggests {n} fixes."),
        };
        let comments: Vec<Value> = new.iter().map(Comment::json).collect();
        client.post(
            "reviews",
            &json!({"commit_id": head, "event": "COMMENT", "body": body, "comments": comments}),
        )?;
    }
    Ok(format!(
        "Suggestions: {} made, {} made before, {} not on lines of the pull request, {left} left for the next run",
        new.len(),
        old.len(),
        outside.len(),
    ))
}

/// The comments to make, as far as the checked files are those of the pull request's last commit: its
/// lines are what comments stand at, and a merge may have moved them.
fn comments(report: &Report, head: &str) -> Result<Vec<Comment>, String> {
    let told = |stop: crate::Stop| stop.0.join("; ");
    let git = Repository::here().map_err(told)?;
    let here: BTreeMap<_, _> = git.entries("HEAD").map_err(told)?.into_iter().collect();
    let there: BTreeMap<_, _> = git.entries(head).map_err(told)?.into_iter().collect();
    let masks = Mask::all(report);
    let counted = report.findings().filter(|(_, _, finding)| finding.counts());
    let comments = counted.filter_map(|(file, source, finding)| {
        let fix = finding.fix.as_ref().filter(|fix| fix.safety == Safety::Safe)?;
        let same = here.get(&file.path).is_some_and(|entry| there.get(&file.path) == Some(entry));
        let mask = &masks[finding.span.file.0 as usize];
        let suggestion = same.then(|| suggestion(source, fix, mask)).flatten()?;
        let mark = format!("<!-- dockwarden:{} -->", finding.fingerprint);
        let message = escape(&mask.message(&finding.message));
        let block = suggestion.block();
        let body =
            format!("**{}** {message} ({})\n\n{block}\n{mark}", finding.severity, escape(&finding.rule));
        Some(Comment { path: file.path.clone(), suggestion, mark, body })
    });
    Ok(comments.collect())
}

impl Comment {
    fn json(&self) -> Value {
        let Suggestion { first, last, .. } = self.suggestion;
        let mut out = json!({"path": self.path, "line": last, "side": "RIGHT", "body": self.body});
        if first < last {
            out["start_line"] = first.into();
            out["start_side"] = "RIGHT".into();
        }
        out
    }
}

/// The path of a changed file, and the lines of it that its diff shows.
fn hunks(file: &Value) -> Option<(&str, Vec<(u32, u32)>)> {
    let lines = file["patch"].as_str()?.lines();
    let hunks = lines.filter_map(|line| {
        let new = line.strip_prefix("@@ -")?.split_once(" +")?.1.split_once(" @@")?.0;
        let (start, count) = new.split_once(',').unwrap_or((new, "1"));
        let (start, count): (u32, u32) = (start.parse().ok()?, count.parse().ok()?);
        Some((start, start.checked_add(count)?.checked_sub(1)?))
    });
    Some((file["filename"].as_str()?, hunks.collect()))
}

/// Talks to the REST API about one pull request.
struct Client {
    agent: ureq::Agent,
    base: String,
    authorization: String,
}

impl Client {
    fn new(base: String, token: &str) -> Self {
        let tls = ureq::tls::TlsConfig::builder().root_certs(ureq::tls::RootCerts::PlatformVerifier).build();
        let config = ureq::Agent::config_builder()
            .timeout_global(Some(TIME_LIMIT))
            .user_agent(concat!("dockwarden/", env!("CARGO_PKG_VERSION")))
            .tls_config(tls);
        Self { agent: config.build().into(), base, authorization: format!("Bearer {token}") }
    }

    /// All entries of a list.
    fn list(&self, what: &str) -> Result<Vec<Value>, String> {
        let mut all = Vec::new();
        for page in 1..=MAX_PAGES {
            let url = format!("{}/{what}?per_page=100&page={page}", self.base);
            let request = self.agent.get(&url).header("Authorization", &self.authorization);
            let answer = request.header("Accept", "application/vnd.github+json").call();
            let mut answer = answer.map_err(|error| format!("GET {what}: {error}"))?;
            let body = answer.body_mut().with_config().limit(SIZE_LIMIT).read_json::<Vec<Value>>();
            let entries = body.map_err(|error| format!("GET {what}: {error}"))?;
            let last = entries.len() < 100;
            all.extend(entries);
            if last {
                break;
            }
        }
        Ok(all)
    }

    fn post(&self, what: &str, body: &Value) -> Result<(), String> {
        let request = self.agent.post(format!("{}/{what}", self.base));
        let request = request.header("Authorization", &self.authorization);
        let sent = request.header("Accept", "application/vnd.github+json").send_json(body);
        sent.map(drop).map_err(|error| format!("POST {what}: {error}"))
    }
}
