//! A finding: what is wrong, how badly, where exactly, and how to mend it.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::source::Span;

/// A name made of `parts` that does not change when lines move: FNV-1a with 64 bits, in hexadecimal.
/// Small, well known, the same everywhere; not meant to withstand attackers.
pub(crate) fn fingerprint(parts: &[&str]) -> String {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for part in parts {
        for byte in part.bytes().chain([0xff]) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
    format!("{hash:016x}")
}

/// How bad a finding is, least first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing; nothing to mend.
    Info,
    /// Weakens one layer a little.
    Low,
    /// A layer of defence is missing.
    Medium,
    /// An attacker who is inside gains much.
    High,
    /// The host, or a secret, is given away.
    Critical,
}

impl Severity {
    /// All severities, least first.
    pub const ALL: [Severity; 5] =
        [Severity::Info, Severity::Low, Severity::Medium, Severity::High, Severity::Critical];

    /// The name used in metadata, configuration and reports.
    pub fn name(self) -> &'static str {
        match self {
            Severity::Info => "info",
            Severity::Low => "low",
            Severity::Medium => "medium",
            Severity::High => "high",
            Severity::Critical => "critical",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl FromStr for Severity {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Self::ALL
            .into_iter()
            .find(|s| s.name() == text)
            .ok_or_else(|| format!("expected one of critical, high, medium, low, info; found `{text}`"))
    }
}

/// Whether a fix can be applied without thinking.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Safety {
    /// The meaning is kept, or strictly tightened as intended.
    Safe,
    /// Behaviour may change.
    Unsafe,
}

/// Text to put in place of a span; an empty span inserts, empty text deletes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced.
    pub span: Span,
    /// What stands there afterwards, lines ended by LF.
    pub text: String,
}

/// A way to mend a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// Whether it can be applied without thinking.
    pub safety: Safety,
    /// How behaviour may change; for unsafe fixes.
    pub note: Option<String>,
    /// What to change: sorted, not overlapping, all in the file of the finding.
    pub edits: Vec<Edit>,
}

/// A further place that belongs to a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Related {
    /// Where.
    pub span: Span,
    /// What it has to do with the finding.
    pub message: String,
}

/// The services that run what a finding of a Dockerfile is about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Runners {
    /// Their names, and where they stand; of many only the first.
    pub named: Vec<(String, Span)>,
    /// How many there are beside those that are named.
    pub more: usize,
}

impl Runners {
    /// All of them in words: `api, web and 3 more`; none where there are none.
    pub fn told(&self) -> Option<String> {
        let names: Vec<&str> = self.named.iter().map(|(name, _)| name.as_str()).collect();
        let (last, first) = names.split_last()?;
        let more = format!("{} more", self.more);
        let (first, last) = if self.more == 0 { (first, *last) } else { (&names[..], more.as_str()) };
        Some(if first.is_empty() { last.to_owned() } else { format!("{} and {last}", first.join(", ")) })
    }
}

/// Why a finding does not count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suppression {
    /// What sees to it.
    pub by: Suppressor,
    /// Where that is: in the file of the finding for a comment, in any file for a layer.
    pub span: Span,
    /// The reason, if one is given; always for a layer.
    pub reason: Option<String>,
}

/// What makes a finding not count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Suppressor {
    /// A comment in the file.
    Comment,
    /// Another layer of defence, which already provides what the finding misses.
    Layer,
}

/// How a finding stands to what was there before, where two states of the files are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Change {
    /// It was not there before, or was milder, or was suppressed.
    New,
    /// It was there before.
    Unchanged,
    /// It is there no more.
    Fixed,
}

/// One thing that is wrong, at one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Id of the rule, such as `dockerfile/user-missing`.
    pub rule: String,
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong, in one sentence without a full stop at its end.
    pub message: String,
    /// The exact characters.
    pub span: Span,
    /// Further places.
    pub related: Vec<Related>,
    /// The services that run what it is about, where several do.
    pub runners: Runners,
    /// How to mend it.
    pub fix: Option<Fix>,
    /// Stable when lines move: a hash of the rule, the path and the marked node with its parents.
    pub fingerprint: String,
    /// Like the fingerprint, but without the path: the same in a file that was renamed.
    pub essence: String,
    /// The severity before another layer of defence changed it; the last of `related` says which.
    pub was: Option<Severity>,
    /// Set if the finding does not count.
    pub suppressed: Option<Suppression>,
    /// How it stands to what was there before, if that is known.
    pub change: Option<Change>,
}

impl Finding {
    /// All places that belong to it: those of its rule, then the services that run what it is about.
    pub fn places(&self) -> impl Iterator<Item = Related> {
        let runner = |(name, span): &(String, Span)| Related {
            span: *span,
            message: format!("{name} runs this image"),
        };
        self.related.iter().cloned().chain(self.runners.named.iter().map(runner))
    }

    /// Whether it can fail a run: it is not suppressed, and was not there before.
    pub fn counts(&self) -> bool {
        self.suppressed.is_none() && self.change != Some(Change::Unchanged)
    }
}
