//! Addresses that the daemon listens on.
//!
//! Source: the dockerd reference, "Daemon socket option".

use std::net::IpAddr;

/// An address taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Host {
    /// `tcp`, `unix`, `fd`, `npipe`, `ssh` or `unknown`.
    pub scheme: &'static str,
    /// Host name, IP address or path; absent if none is written.
    pub address: Option<String>,
    /// The port, if written.
    pub port: Option<u16>,
    /// Whether only this machine can reach it: `yes`, `no` or `unknown`.
    pub loopback: &'static str,
}

/// Takes `text` apart.
pub(super) fn parse(text: &str) -> Host {
    let text = text.trim();
    let (scheme, rest) = match text.split_once("://") {
        Some((scheme, rest)) => (scheme.to_ascii_lowercase(), rest),
        // Without a scheme dockerd reads a path as a socket and anything else as TCP.
        None if text.starts_with('/') => ("unix".to_owned(), text),
        None => ("tcp".to_owned(), text),
    };
    let path = |scheme| Host {
        scheme,
        address: Some(rest.to_owned()).filter(|rest| !rest.is_empty()),
        port: None,
        loopback: "yes",
    };
    match scheme.as_str() {
        "unix" => path("unix"),
        "fd" => path("fd"),
        "npipe" => path("npipe"),
        "tcp" => tcp(rest),
        "ssh" => Host { loopback: "unknown", ..path("ssh") },
        _ => Host { loopback: "unknown", ..path("unknown") },
    }
}

fn tcp(rest: &str) -> Host {
    let authority = rest.split('/').next().unwrap_or(rest);
    let (name, port) = match authority.strip_prefix('[').and_then(|inner| inner.split_once(']')) {
        Some((name, port)) => (name, port.strip_prefix(':')),
        None => match authority.rsplit_once(':') {
            Some((name, port)) => (name, Some(port)),
            None => (authority, None),
        },
    };
    let loopback = match name.parse::<IpAddr>() {
        Ok(address) if address.is_loopback() => "yes",
        Ok(_) => "no",
        // dockerd takes localhost where no host is written.
        Err(_) if name.is_empty() || name.eq_ignore_ascii_case("localhost") => "yes",
        Err(_) => "no",
    };
    Host {
        scheme: "tcp",
        address: Some(name.to_owned()).filter(|name| !name.is_empty()),
        port: port.and_then(|port| port.parse().ok()),
        loopback,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_taken_apart() {
        for (text, scheme, address, port, loopback) in [
            ("unix:///var/run/docker.sock", "unix", Some("/var/run/docker.sock"), None, "yes"),
            ("fd://", "fd", None, None, "yes"),
            ("tcp://0.0.0.0:2375", "tcp", Some("0.0.0.0"), Some(2375), "no"),
            ("tcp://127.0.0.1:2375", "tcp", Some("127.0.0.1"), Some(2375), "yes"),
            ("tcp://[::1]:2376", "tcp", Some("::1"), Some(2376), "yes"),
            ("tcp://[::]:2376", "tcp", Some("::"), Some(2376), "no"),
            ("tcp://:2375", "tcp", None, Some(2375), "yes"),
            ("0.0.0.0:2375", "tcp", Some("0.0.0.0"), Some(2375), "no"),
            ("tcp://build.internal", "tcp", Some("build.internal"), None, "no"),
            ("npipe:////./pipe/docker_engine", "npipe", Some("//./pipe/docker_engine"), None, "yes"),
            ("ftp://x", "unknown", Some("x"), None, "unknown"),
        ] {
            let address = address.map(str::to_owned);
            assert_eq!(parse(text), Host { scheme, address, port, loopback }, "{text}");
        }
    }
}
