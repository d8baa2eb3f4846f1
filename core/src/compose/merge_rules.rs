//! What Compose does with each key when two definitions are merged.

use super::node::{Data, Node};
use super::text::Text;

/// Where in a file a value stands.
pub(super) enum Path<'a> {
    /// The whole file.
    Root,
    /// Under a key of what stands there.
    Key(&'a Path<'a>, &'a str),
    /// In a list that stands there.
    Item(&'a Path<'a>),
}

/// How two values of one key become one.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Rule {
    /// Mappings key by key, lists one after the other without repeating items, the later of two scalars.
    Deep,
    /// The later one alone.
    Replace,
    /// Names with values; also a name without value replaces one with.
    Pairs,
    /// As [`Rule::Deep`], if both have one driver.
    Logging,
    /// As [`Rule::Deep`]; in its short form a name alone, which says that it is required.
    Dependency,
    /// As [`Rule::Deep`] for two long forms; else the later one alone, nothing included.
    Limit,
    /// Lists whose items have an identity; the later of two replaces the earlier in its place.
    Unique(Identity),
    /// As [`Rule::Unique`], but items of one identity are merged.
    Subnets,
}

/// What makes two items of a list one.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Identity {
    /// All that they say.
    Whole,
    /// The text before an equals sign.
    Name,
    /// Host and address.
    Host,
    /// Address, published port, container port and protocol.
    Port,
    /// Where it is found in the container.
    Target,
    /// Where it is found in the container: below this directory unless told otherwise.
    File(&'static str),
    /// The path of a file.
    Path,
    /// The subnet of a network.
    Subnet,
}

/// The rule for what stands at `path`.
pub(super) fn rule(path: &Path) -> Rule {
    let keys = path.keys();
    match keys.as_slice() {
        ["services" | "jobs", _, keys @ ..] => service_rule(keys),
        ["networks", _, "ipam", "config"] => Rule::Subnets,
        [_, _, "labels"] => Rule::Pairs,
        _ => Rule::Deep,
    }
}

fn service_rule(keys: &[&str]) -> Rule {
    match keys {
        ["command" | "entrypoint"] | ["healthcheck", "test"] => Rule::Replace,
        ["annotations" | "environment" | "labels" | "sysctls"]
        | ["build", "additional_contexts" | "args" | "labels"]
        | ["deploy", "labels"] => Rule::Pairs,
        ["logging"] => Rule::Logging,
        ["depends_on", _] => Rule::Dependency,
        ["ulimits", _] => Rule::Limit,
        ["cap_add" | "cap_drop" | "dns" | "dns_opt" | "dns_search" | "expose" | "links" | "profiles"]
        | ["build", "tags"]
        | ["networks", _, "aliases" | "link_local_ips"] => Rule::Unique(Identity::Name),
        ["extra_hosts"] | ["build", "extra_hosts"] => Rule::Unique(Identity::Host),
        ["ports"] => Rule::Unique(Identity::Port),
        ["devices" | "volumes"] => Rule::Unique(Identity::Target),
        ["configs"] => Rule::Unique(Identity::File("")),
        ["secrets"] => Rule::Unique(Identity::File("/run/secrets")),
        ["env_file"] => Rule::Unique(Identity::Path),
        ["tmpfs"] => Rule::Unique(Identity::Name),
        _ => Rule::Deep,
    }
}

impl Identity {
    /// What an item of a list is known by; none for an item that is like no other.
    pub(super) fn of(self, item: &Node) -> Option<String> {
        let text = |key: &str| item.get(key).and_then(Node::to_text).map(as_known);
        match self {
            Identity::Whole => {
                let mut said = String::new();
                say(item, &mut said);
                Some(said)
            }
            Identity::Name => {
                let text = as_known(item.short.clone().or_else(|| item.to_text())?);
                Some(text.split_once('=').map_or(text.clone(), |(name, _)| name.to_owned()))
            }
            Identity::Host => Some(format!("{}={}", text("host")?, text("address")?)),
            Identity::Port => Some(format!(
                "{}:{}:{}/{}",
                text("host_ip").unwrap_or_else(|| "0.0.0.0".to_owned()),
                text("published").unwrap_or_default(),
                text("target")?,
                text("protocol").unwrap_or_else(|| "tcp".to_owned())
            )),
            Identity::Target => text("target"),
            Identity::File(directory) => {
                text("target").or_else(|| Some(format!("{directory}/{}", text("source")?)))
            }
            Identity::Path => text("path"),
            Identity::Subnet => text("subnet"),
        }
    }
}

/// All that a value says, without its places.
fn say(node: &Node, said: &mut String) {
    match &node.data {
        Data::List(items) => {
            said.push('[');
            for item in items {
                say(item, said);
                said.push(',');
            }
            said.push(']');
        }
        Data::Map(entries) => {
            said.push('{');
            for entry in entries {
                said.push_str(&format!("{:?}:", entry.key));
                say(&entry.value, said);
                said.push(',');
            }
            said.push('}');
        }
        _ => {
            let text = node.to_text().map(|text| text.written().into_owned());
            said.push_str(&format!("{text:?}"));
        }
    }
}

/// What text comes to if that is known, else as it is written.
fn as_known(text: Text) -> String {
    text.value().map_or_else(|| text.written().into_owned(), |value| value.into_owned())
}

impl Path<'_> {
    /// The keys that lead here from the top of the file.
    fn keys(&self) -> Vec<&str> {
        let mut keys = Vec::new();
        let mut here = self;
        loop {
            here = match here {
                Path::Root => break,
                Path::Key(parent, key) => {
                    keys.push(*key);
                    parent
                }
                Path::Item(parent) => {
                    keys.push("[]");
                    parent
                }
            };
        }
        keys.reverse();
        keys
    }
}
