//! Published ports: `127.0.0.1:8080-8090:80-90/udp` and the long form.

use std::net::IpAddr;
use std::ops::RangeInclusive;

use crate::model::Value;
use crate::source::Span;

use super::lowering::Lowering;
use super::node::{Data, Node};
use super::place::Place;
use super::scalars;
use super::shape::{Field, Shape, field};
use super::text::Text;

const PROTOCOLS: [&str; 3] = ["tcp", "udp", "sctp"];

const PORT: &[Field] = &[
    field("name", Shape::Text),
    field("mode", Shape::Text),
    field("host_ip", Shape::Text),
    field("target", Shape::By(target)),
    field("published", Shape::TextOrNumber),
    field("protocol", Shape::Text),
    field("app_protocol", Shape::Text),
];

/// Takes the short syntax apart; a range stays one port with the text of the range.
pub(super) fn long(text: &Text, _: Span) -> Result<Vec<(&'static str, Data)>, String> {
    let mut parts = text.split('/');
    let protocol = if parts.len() > 1 { parts.pop() } else { None };
    let mut parts = Text::join(&parts, '/').split(':');
    let target = parts.pop().filter(|target| !target.is_empty());
    let Some(target) = target else {
        return Err(format!("expected a container port, found `{}`", text.shown()));
    };
    let published = parts.pop().filter(|published| !published.is_empty());
    let host_ip = if parts.is_empty() { None } else { Some(without_brackets(Text::join(&parts, ':'))) };
    check(&target, published.as_ref())?;

    let mut entries = Vec::new();
    if let Some(ip) = host_ip.filter(|ip| !ip.is_empty()) {
        if ip.value().is_some_and(|ip| ip.parse::<IpAddr>().is_err()) {
            return Err(format!("expected an IP address before the ports, found `{}`", ip.shown()));
        }
        entries.push(("host_ip", Data::Text(ip)));
    }
    if let Some(published) = published {
        entries.push(("published", Data::Text(published)));
    }
    entries.push(("target", Data::Text(target)));
    if let Some(protocol) = protocol {
        entries.push(("protocol", Data::Text(known_protocol(protocol)?)));
    }
    Ok(entries)
}

/// A port of the long form.
pub(super) fn lower(lowering: &mut Lowering, place: &Place, span: Span, node: &Node) -> Option<Value> {
    let mut port = lowering.fields(PORT, place, span, node)?;
    if let Some(short) = &node.short {
        port.set("text", short.written().into_owned());
    }
    let ip = node.get("host_ip").filter(|_| node.short.is_none());
    if let Some(ip) = ip
        && let Some(text) = ip.as_text()
        && text.value().is_some_and(|value| value.parse::<IpAddr>().is_err())
    {
        lowering.wrong_word(&place.key("host_ip"), ip, "an IP address");
    }
    if port.get("protocol").is_none() {
        port.set("protocol", "tcp");
    }
    Some(Value::Object(lowering.builder.add(port)))
}

/// One port is a number, a range is text.
fn target(lowering: &mut Lowering, place: &Place, _: Span, node: &Node) -> Option<Value> {
    if let Some(text) = node.as_text()
        && let Some(value) = text.value()
        && value.contains('-')
        && range(&value).is_some()
    {
        return Some(value.into_owned().into());
    }
    scalars::value(lowering, &Shape::Number, place, node)
}

fn known_protocol(protocol: Text) -> Result<Text, String> {
    let Some(name) = protocol.value().map(|name| name.to_ascii_lowercase()) else { return Ok(protocol) };
    if PROTOCOLS.contains(&name.as_str()) {
        return Ok(name.into());
    }
    Err(format!("expected tcp, udp or sctp after `/`, found `{}`", protocol.shown()))
}

/// An address that may stand in brackets.
pub(super) fn without_brackets(ip: Text) -> Text {
    let inner = ip.value().and_then(|ip| Some(ip.strip_prefix('[')?.strip_suffix(']')?.to_owned()));
    inner.map_or(ip, Text::from)
}

/// Ports are numbers from 1 to 65535; ranges on both sides are of one length.
fn check(target: &Text, published: Option<&Text>) -> Result<(), String> {
    let known = |text: &Text, least: u16| match text.value() {
        None => Ok(None),
        Some(value) => range(&value).filter(|ports| *ports.start() >= least).map(Some).ok_or_else(|| {
            format!("expected a port from {least} to 65535 or a range of them, found `{}`", text.shown())
        }),
    };
    let inside = known(target, 1)?;
    let outside = published.map(|published| known(published, 0)).transpose()?.flatten();
    if let (Some(inside), Some(outside)) = (inside, outside)
        && inside.len() > 1
        && inside.len() != outside.len()
    {
        return Err(format!(
            "expected as many published ports as container ports, found {} and {}",
            outside.len(),
            inside.len()
        ));
    }
    Ok(())
}

fn range(text: &str) -> Option<RangeInclusive<u16>> {
    let number =
        |text: &str| text.bytes().all(|b| b.is_ascii_digit()).then(|| text.parse::<u16>().ok()).flatten();
    let (first, last) = text.split_once('-').unwrap_or((text, text));
    let (first, last) = (number(first)?, number(last)?);
    (first <= last).then_some(first..=last)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::FileId;

    fn read(text: &str) -> String {
        match long(&text.into(), Span::new(FileId(0), 0, 0)) {
            Err(message) => message,
            Ok(entries) => entries
                .iter()
                .map(|(key, data)| match data {
                    Data::Text(text) => format!("{key}={}", text.written()),
                    other => format!("{key}={other:?}"),
                })
                .collect::<Vec<_>>()
                .join(" "),
        }
    }

    #[test]
    fn every_short_form_is_taken_apart() {
        let cases = [
            ("80", "target=80"),
            ("8080:80", "published=8080 target=80"),
            ("127.0.0.1:8080:80", "host_ip=127.0.0.1 published=8080 target=80"),
            ("127.0.0.1::80", "host_ip=127.0.0.1 target=80"),
            ("[::1]:8080:80/UDP", "host_ip=::1 published=8080 target=80 protocol=udp"),
            ("::1:8080:80", "host_ip=::1 published=8080 target=80"),
            ("8000-8010:80-90", "published=8000-8010 target=80-90"),
            ("8000-8010:80", "published=8000-8010 target=80"),
            ("1-65535", "target=1-65535"),
            (":80", "target=80"),
        ];
        for (text, expected) in cases {
            assert_eq!(read(text), expected, "{text}");
        }
    }

    #[test]
    fn what_is_no_port_says_what_was_expected() {
        for text in
            ["", "x", "0", "70000", "80-70", "8000-8001:80-90", "1:2:3:4", "80/tcp/x", "80/http", "8080:"]
        {
            assert!(read(text).starts_with("expected "), "{text}: {}", read(text));
        }
    }
}
