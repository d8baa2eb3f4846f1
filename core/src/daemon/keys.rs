//! Every key of dockerd's configuration file: its type, its default, and what became of it.
//!
//! Source: moby, `daemon/config/config.go` and `config_linux.go`; the dockerd reference.

use crate::spelling::nearest;

/// What the value of a key must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Type {
    /// True or false.
    Flag,
    /// A whole number.
    Number,
    /// Text.
    Text,
    /// Text or a number: a size such as `64M`.
    Size,
    /// One of a few words.
    Choice(&'static [&'static str]),
    /// A list of text.
    Texts,
    /// A list of objects.
    Objects,
    /// An object.
    Object,
}

impl Type {
    /// What people call it.
    pub(super) fn name(self) -> String {
        match self {
            Type::Flag => "true or false".into(),
            Type::Number => "a whole number".into(),
            Type::Text => "text".into(),
            Type::Size => "a size such as \"64M\"".into(),
            Type::Choice(words) => format!("one of {}", words.join(", ")),
            Type::Texts => "a list of text".into(),
            Type::Objects => "a list of objects".into(),
            Type::Object => "an object".into(),
        }
    }
}

/// What holds if a key is not set.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Default {
    /// Nothing that can be told from the file.
    None,
    Flag(bool),
    Number(i64),
    Text(&'static str),
    /// An empty list.
    Empty,
}

/// A key that dockerd documents.
pub(super) struct Key {
    pub name: &'static str,
    pub kind: Type,
    pub default: Default,
    /// Why it should not be used any more.
    pub deprecated: Option<&'static str>,
}

const fn key(name: &'static str, kind: Type, default: Default) -> Key {
    Key { name, kind, default, deprecated: None }
}

const fn flag(name: &'static str, default: bool) -> Key {
    key(name, Type::Flag, Default::Flag(default))
}

const fn text(name: &'static str) -> Key {
    key(name, Type::Text, Default::None)
}

const fn text_or(name: &'static str, default: &'static str) -> Key {
    key(name, Type::Text, Default::Text(default))
}

const fn texts(name: &'static str) -> Key {
    key(name, Type::Texts, Default::Empty)
}

const fn number(name: &'static str, default: i64) -> Key {
    key(name, Type::Number, Default::Number(default))
}

const fn object(name: &'static str) -> Key {
    key(name, Type::Object, Default::None)
}

const fn old(name: &'static str, kind: Type, reason: &'static str) -> Key {
    Key { name, kind, default: Default::None, deprecated: Some(reason) }
}

/// All keys, by name.
pub(super) const KEYS: &[Key] = &[
    flag("allow-direct-routing", false),
    old("allow-nondistributable-artifacts", Type::Texts, "it has no effect since Docker 28"),
    old("api-cors-header", Type::Text, "it was removed in Docker 28; use a proxy before the API"),
    texts("authorization-plugins"),
    text("bip"),
    text("bip6"),
    text("bridge"),
    text("bridge-accept-fwmark"),
    object("builder"),
    texts("cdi-spec-dirs"),
    text("cgroup-parent"),
    old("cluster-advertise", Type::Text, "classic Swarm was removed in Docker 23"),
    old("cluster-store", Type::Text, "classic Swarm was removed in Docker 23"),
    old("cluster-store-opts", Type::Object, "classic Swarm was removed in Docker 23"),
    text("containerd"),
    text_or("containerd-namespace", "moby"),
    text_or("containerd-plugin-namespace", "plugins.moby"),
    number("cpu-rt-period", 0),
    number("cpu-rt-runtime", 0),
    flag("cri-containerd", false),
    text_or("data-root", "/var/lib/docker"),
    flag("debug", false),
    key("default-address-pools", Type::Objects, Default::Empty),
    // The default depends on the host: private with cgroups v2, host with v1.
    key("default-cgroupns-mode", Type::Choice(&["host", "private"]), Default::None),
    text("default-gateway"),
    text("default-gateway-v6"),
    text("default-init"),
    key("default-ipc-mode", Type::Choice(&["private", "shareable"]), Default::Text("private")),
    object("default-network-opts"),
    text_or("default-runtime", "runc"),
    key("default-shm-size", Type::Size, Default::Text("64M")),
    object("default-ulimits"),
    old("deprecated-key-path", Type::Text, "it has no effect"),
    texts("dns"),
    texts("dns-opts"),
    texts("dns-search"),
    texts("exec-opts"),
    text_or("exec-root", "/var/run/docker"),
    flag("experimental", false),
    object("features"),
    key("firewall-backend", Type::Choice(&["iptables", "nftables"]), Default::None),
    text("fixed-cidr"),
    text("fixed-cidr-v6"),
    old("graph", Type::Text, "it was removed in Docker 23; use data-root"),
    text_or("group", "docker"),
    old("host-gateway-ip", Type::Text, "use host-gateway-ips"),
    texts("host-gateway-ips"),
    texts("hosts"),
    flag("icc", true),
    flag("init", false),
    text("init-path"),
    texts("insecure-registries"),
    text_or("ip", "0.0.0.0"),
    flag("ip-forward", true),
    flag("ip-forward-no-drop", false),
    flag("ip-masq", true),
    flag("ip6tables", true),
    flag("iptables", true),
    flag("ipv6", false),
    old("kernel-memory", Type::Size, "the kernel no longer limits kernel memory"),
    texts("labels"),
    flag("live-restore", false),
    text_or("log-driver", "json-file"),
    key("log-format", Type::Choice(&["text", "json"]), Default::Text("text")),
    key("log-level", Type::Choice(&["debug", "info", "warn", "error", "fatal"]), Default::Text("info")),
    object("log-opts"),
    number("max-concurrent-downloads", 3),
    number("max-concurrent-uploads", 5),
    number("max-download-attempts", 5),
    text("metrics-addr"),
    number("mtu", 1500),
    number("network-control-plane-mtu", 1500),
    number("network-diagnostic-port", 0),
    flag("no-new-privileges", false),
    texts("node-generic-resources"),
    old("oom-score-adjust", Type::Number, "it was removed in Docker 26; set it in the service manager"),
    text_or("pidfile", "/var/run/docker.pid"),
    object("proxies"),
    flag("raw-logs", false),
    texts("registry-mirrors"),
    text("resolv-conf"),
    flag("rootless", false),
    object("runtimes"),
    text_or("seccomp-profile", "builtin"),
    flag("selinux-enabled", false),
    number("shutdown-timeout", 15),
    text("storage-driver"),
    texts("storage-opts"),
    text("swarm-default-advertise-addr"),
    number("swarm-raft-election-tick", 0),
    number("swarm-raft-heartbeat-tick", 0),
    key("tls", Type::Flag, Default::Flag(false)),
    text("tlscacert"),
    text("tlscert"),
    text("tlskey"),
    key("tlsverify", Type::Flag, Default::Flag(false)),
    flag("userland-proxy", true),
    text("userland-proxy-path"),
    text("userns-remap"),
];

/// The key of that name.
pub(super) fn find(name: &str) -> Option<&'static Key> {
    KEYS.binary_search_by(|key| key.name.cmp(name)).ok().map(|index| &KEYS[index])
}

/// The documented name that a misspelt one may stand for.
pub(super) fn suggest(name: &str) -> Option<&'static str> {
    let current = KEYS.iter().filter(|key| key.deprecated.is_none());
    nearest(name, current.map(|key| key.name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_sorted_so_that_they_can_be_found() {
        assert!(KEYS.windows(2).all(|pair| pair[0].name < pair[1].name));
        assert!(find("userns-remap").is_some());
        assert!(find("nope").is_none());
    }

    #[test]
    fn misspelt_keys_get_the_documented_name() {
        for (written, meant) in [
            ("userns_remap", Some("userns-remap")),
            ("log-opt", Some("log-opts")),
            ("insecure-registeries", Some("insecure-registries")),
            ("live-restor", Some("live-restore")),
            ("LogDriver", Some("log-driver")),
            ("completely-else", None),
            ("x", None),
        ] {
            assert_eq!(suggest(written), meant, "{written}");
        }
    }

    #[test]
    fn the_page_of_keys_is_that_of_the_table() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/daemon-keys.md");
        if std::env::var_os("UPDATE_DOCS").is_some() {
            std::fs::write(path, page_of_keys()).unwrap();
        }
        let page = std::fs::read_to_string(path).unwrap();
        assert_eq!(page, page_of_keys(), "run the tests with UPDATE_DOCS=1 to write the page anew");
    }

    fn page_of_keys() -> String {
        let mut page = String::from(
            "# Keys of daemon.json\n\nWhat dockwarden knows of dockerd's configuration file, from \
             `core/src/daemon/keys.rs`; a test holds the two together.\n\n\
             | key | value | default | |\n|---|---|---|---|\n",
        );
        for key in KEYS {
            let default = match key.default {
                Default::None => String::new(),
                Default::Flag(value) => value.to_string(),
                Default::Number(value) => value.to_string(),
                Default::Text(value) => format!("`{value}`"),
                Default::Empty => "none".into(),
            };
            let note = key.deprecated.map(|reason| format!("deprecated: {reason}")).unwrap_or_default();
            page += &format!("| `{}` | {} | {default} | {note} |\n", key.name, key.kind.name());
        }
        page
    }
}
