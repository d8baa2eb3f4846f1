//! Layers of defence, and what is known of them for a service, an image or a host.

use crate::source::Span;

/// A layer of defence, in the order of the guide.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Layer {
    /// A minimal, pinned, trusted base image.
    BaseImage,
    /// A process that is not root.
    User,
    /// Capabilities dropped, privileges that cannot be gained.
    Privileges,
    /// Namespaces of its own, users mapped.
    Namespaces,
    /// Seccomp, AppArmor or SELinux.
    Profiles,
    /// A root file system that cannot be written.
    Filesystem,
    /// Reached only by those who are meant.
    Network,
    /// No secret in files, images and environments.
    Secrets,
    /// Memory, processors and processes bounded.
    Limits,
    /// Logs kept and bounded.
    Logging,
    /// Images scanned for known flaws.
    Scanning,
}

impl Layer {
    /// All layers, in the order of the table.
    pub const ALL: [Layer; 11] = [
        Layer::BaseImage,
        Layer::User,
        Layer::Privileges,
        Layer::Namespaces,
        Layer::Profiles,
        Layer::Filesystem,
        Layer::Network,
        Layer::Secrets,
        Layer::Limits,
        Layer::Logging,
        Layer::Scanning,
    ];

    /// The name in machine-readable reports.
    pub fn name(self) -> &'static str {
        match self {
            Layer::BaseImage => "base-image",
            Layer::User => "user",
            Layer::Privileges => "privileges",
            Layer::Namespaces => "namespaces",
            Layer::Profiles => "profiles",
            Layer::Filesystem => "filesystem",
            Layer::Network => "network",
            Layer::Secrets => "secrets",
            Layer::Limits => "limits",
            Layer::Logging => "logging",
            Layer::Scanning => "scanning",
        }
    }

    /// Practices whose findings say that the layer is missing.
    pub fn practices(self) -> &'static [&'static str] {
        match self {
            Layer::BaseImage => &["minimal-images", "verified-images", "supply-chain"],
            Layer::User => &["users"],
            Layer::Privileges => &["least-privilege"],
            Layer::Profiles => &["mac-profiles"],
            Layer::Filesystem => &["filesystem"],
            Layer::Network => &["network"],
            Layer::Secrets => &["secrets"],
            Layer::Limits => &["limits"],
            Layer::Logging => &["logging"],
            Layer::Namespaces | Layer::Scanning => &[],
        }
    }

    /// What to do where it is missing.
    pub fn remedy(self) -> &'static str {
        match self {
            Layer::BaseImage => "a smaller base image, pinned by digest",
            Layer::User => "a USER that is not root",
            Layer::Privileges => "`cap_drop: [ALL]` and `no-new-privileges:true`",
            Layer::Namespaces => "`userns-remap` in daemon.json, and no namespace shared with the host",
            Layer::Profiles => "the default seccomp and AppArmor profiles",
            Layer::Filesystem => "`read_only: true`, with tmpfs where something is written",
            Layer::Network => "ports published on 127.0.0.1 only",
            Layer::Secrets => "secrets in files that Compose mounts",
            Layer::Limits => "limits for memory, processors and processes",
            Layer::Logging => "`max-size` for logs, once in daemon.json",
            Layer::Scanning => "a scanner such as Trivy in the pipeline",
        }
    }

    /// Layers by what it costs to add them, the cheapest first: a line for all services, a line for
    /// each, a change of the image.
    const BY_COST: [Layer; 11] = [
        Layer::Logging,
        Layer::Privileges,
        Layer::Limits,
        Layer::Scanning,
        Layer::Network,
        Layer::Profiles,
        Layer::Filesystem,
        Layer::User,
        Layer::Secrets,
        Layer::BaseImage,
        Layer::Namespaces,
    ];
}

/// Whether a layer is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It is.
    Held,
    /// It is not.
    Missing,
    /// The files do not tell.
    Unknown,
}

impl State {
    /// The name in reports.
    pub fn name(self) -> &'static str {
        match self {
            State::Held => "held",
            State::Missing => "missing",
            State::Unknown => "unknown",
        }
    }

    /// What holds if all of these must: one that is missing is missing, one that is unknown is unknown.
    pub fn all(states: impl IntoIterator<Item = State>) -> State {
        states.into_iter().fold(State::Held, |so_far, state| match (so_far, state) {
            (State::Missing, _) | (_, State::Missing) => State::Missing,
            (State::Unknown, _) | (_, State::Unknown) => State::Unknown,
            _ => State::Held,
        })
    }
}

/// What a row of the table is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// A service of a Compose project.
    Service,
    /// An image that no service is known to run.
    Image,
    /// The engine and its host.
    Host,
}

impl Subject {
    /// The name in reports.
    pub fn name(self) -> &'static str {
        match self {
            Subject::Service => "service",
            Subject::Image => "image",
            Subject::Host => "host",
        }
    }
}

/// One layer of one subject.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// The layer.
    pub layer: Layer,
    /// Whether it is there.
    pub state: State,
    /// The rule whose finding tells that it is missing.
    pub rule: Option<String>,
    /// The place that decides, in a file of the report that has its text.
    pub at: Option<Span>,
    /// What else there is to know.
    pub note: Option<String>,
}

/// One subject and its layers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// What it is.
    pub subject: Subject,
    /// Its name.
    pub name: String,
    /// The file it stands in.
    pub path: String,
    /// In the order of [`Layer::ALL`].
    pub cells: Vec<Cell>,
}

/// The cheapest layer that is missing somewhere, and where.
pub fn next(rows: &[Row]) -> Option<(Layer, Vec<&Row>)> {
    let misses = |row: &&Row, layer: Layer| {
        row.cells.iter().any(|cell| cell.layer == layer && cell.state == State::Missing)
    };
    Layer::BY_COST.into_iter().find_map(|layer| {
        let missing: Vec<&Row> = rows.iter().filter(|row| misses(row, layer)).collect();
        (!missing.is_empty()).then_some((layer, missing))
    })
}
