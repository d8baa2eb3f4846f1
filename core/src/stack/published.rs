//! Where the published ports of a service are reached: what Compose says, what the network says, what
//! the engine says, and what holds where none of them does.
//!
//! See docs.docker.com/engine/network/port-publishing: `ip` of the engine is for the default bridge
//! only; bridges that Compose creates have an option of their own, for which `default-network-opts`
//! of the engine gives a default.

use crate::model::{Entry, Object, ObjectId, Value, View};
use crate::source::Span;

use super::fact::{Fact, Held, Layer};

/// The option of bridges that says where ports without an address are published.
const BINDING: &str = "com.docker.network.bridge.host_binding_ipv4";
/// Where they are published if nothing says so.
const EVERYWHERE: &str = "0.0.0.0";

/// A published port.
pub(super) struct Published {
    pub port: ObjectId,
    /// The address of the host on which it listens, if one is known.
    pub address: Option<String>,
    /// Whether only this machine reaches it, and what decides that.
    pub fact: Fact,
}

/// A service among the networks of its project, and the engine that runs it.
#[derive(Clone, Copy)]
pub(super) struct Setting<'a> {
    pub compose: View<'a>,
    pub service: View<'a>,
    pub engine: Option<View<'a>>,
}

impl<'a> Setting<'a> {
    /// Where each of its ports is published.
    pub fn published(self) -> Vec<Published> {
        let default = self.default_address();
        let one = |port: View<'a>| {
            let span = port.object().span;
            let (address, by, at) = match port.value("host_ip") {
                Some(Value::Text(address)) => (Some(address.clone()), Layer::Compose, span),
                Some(_) => (None, Layer::Compose, span),
                None => {
                    let (address, by, at) = default.clone();
                    (address, by, at.unwrap_or(span))
                }
            };
            let held = match &address {
                Some(address) if is_loopback(address) => Held::Yes,
                Some(_) => Held::No,
                None => Held::Unknown,
            };
            Published { port: port.id, address, fact: Fact { held, by, at } }
        };
        self.service.objects("ports").map(one).collect()
    }

    /// Where the engine filters no packets, and says so: then every port of every container is open to
    /// the network, published or not. See docs.docker.com/engine/network/packet-filtering-firewalls.
    pub fn unfiltered(self) -> Option<Fact> {
        let option = self.engine?.member("options", "iptables")?;
        let is_off = option.value("value") == Some(&Value::Bool(false));
        let nobody_reaches = matches!(self.service.text("network_mode"), Some("none" | "host"));
        let at = option.object().span;
        (is_off && !nobody_reaches).then_some(Fact { held: Held::No, by: Layer::Daemon, at })
    }

    /// The address of ports that have none, and what says so.
    fn default_address(self) -> (Option<String>, Layer, Option<Span>) {
        match self.service.value("network_mode") {
            None => {}
            Some(Value::Text(mode)) if mode == "bridge" => return self.of_default_bridge(),
            Some(Value::Text(_)) => return everywhere(),
            Some(_) => return (None, Layer::Compose, None),
        }
        let names: Vec<&str> = match self.service.table("networks") {
            [] => vec!["default"],
            own => own.iter().map(|entry| &*entry.name).collect(),
        };
        let mut all = names.into_iter().map(|name| self.of_network(name));
        let Some(first) = all.next() else { return everywhere() };
        // The engine chooses one of several networks: only what holds for all of them holds.
        match all.all(|other| other.0 == first.0) {
            true => first,
            false => (None, Layer::Compose, None),
        }
    }

    fn of_default_bridge(self) -> (Option<String>, Layer, Option<Span>) {
        let option = self.engine.and_then(|engine| engine.member("options", "ip"));
        match option.map(|option| (option.value("value"), option.is_true("set"), option.object().span)) {
            Some((Some(Value::Text(address)), true, at)) => (Some(address.clone()), Layer::Daemon, Some(at)),
            _ => everywhere(),
        }
    }

    fn of_network(self, name: &str) -> (Option<String>, Layer, Option<Span>) {
        let network = self.compose.member("networks", name);
        if let Some(own) = network.and_then(|network| entry(network.table("driver_opts"), BINDING)) {
            return match &own.value {
                Value::Text(address) => (Some(address.clone()), Layer::Compose, own.span.or(own.key)),
                _ => (None, Layer::Compose, own.span.or(own.key)),
            };
        }
        // Networks that exist already, and those of other drivers, do not take the engine's defaults.
        let created_as_bridge = network.is_none_or(|network| {
            let driver = network.value("driver");
            let external = network.value("external");
            external.is_none_or(|external| *external == Value::Bool(false))
                && driver.is_none_or(|driver| *driver == Value::from("bridge"))
        });
        let option = self.engine.and_then(|engine| engine.member("options", "default-network-opts"));
        let default = option.filter(|_| created_as_bridge).and_then(|option| {
            let Value::Table(bridge) = &entry(option.table("value"), "bridge")?.value else { return None };
            let address = entry(bridge, BINDING)?;
            match &address.value {
                Value::Text(text) => Some((text.clone(), option.object().span)),
                _ => None,
            }
        });
        match default {
            Some((address, at)) => (Some(address), Layer::Daemon, Some(at)),
            None => everywhere(),
        }
    }
}

impl Published {
    /// It as an object of the model, placed at what decides.
    pub fn lower(self) -> Object {
        Object::at(self.fact.at)
            .with("port", self.port)
            .with_some("address", self.address)
            .with("local", self.fact.held.name())
            .with("by", self.fact.by.name())
    }
}

fn everywhere() -> (Option<String>, Layer, Option<Span>) {
    (Some(EVERYWHERE.to_owned()), Layer::Default, None)
}

fn entry<'a>(table: &'a [Entry], name: &str) -> Option<&'a Entry> {
    table.iter().find(|entry| entry.name == name)
}

fn is_loopback(address: &str) -> bool {
    address.starts_with("127.") || matches!(address.trim_matches(['[', ']']), "::1" | "localhost")
}
