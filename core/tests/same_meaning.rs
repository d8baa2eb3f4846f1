//! Files that mean the same give the same findings, however they are written.

mod judge;
mod samples;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use dockwarden_core::document::Kind;
use dockwarden_core::finding::Severity;
use dockwarden_core::mend;
use proptest::prelude::*;

use judge::Judge;
use samples::samples;

const BOM: &[u8] = b"\xef\xbb\xbf";

/// A finding without its place.
type Said = (String, Severity, String);

/// What is said of `bytes`, and how often; none if they do not read without faults.
fn said(judge: &mut Judge, kind: Kind, bytes: &[u8]) -> Option<BTreeMap<Said, usize>> {
    let (document, findings) = judge.judge(kind, bytes);
    let mut said = BTreeMap::new();
    for finding in findings {
        *said.entry((finding.rule, finding.severity, finding.message)).or_insert(0) += 1;
    }
    document.reading.faults.is_empty().then_some(said)
}

/// Everything that is told of `bytes`: findings with their places and marked text, and the text that
/// all fixes leave, its lines ended by LF and without byte order mark.
fn told(judge: &mut Judge, kind: Kind, bytes: &[u8]) -> (Vec<String>, Vec<u8>, String) {
    let (document, findings) = judge.judge(kind, bytes);
    let source = &document.source;
    let line = |finding: &dockwarden_core::finding::Finding| {
        let (start, end) = (source.position(finding.span.start), source.position(finding.span.end));
        let (rule, severity, message) = (&finding.rule, finding.severity, &finding.message);
        format!("{rule} {severity} {message} {start:?} {end:?} «{}»", source.slice(finding.span))
    };
    let (fixed, _) = mend::apply(source, findings.iter().filter_map(|finding| finding.fix.as_ref()));
    let text = String::from_utf8(fixed.strip_prefix(BOM).unwrap_or(&fixed).to_vec()).unwrap();
    (findings.iter().map(line).collect(), fixed, text.replace("\r\n", "\n"))
}

#[test]
fn line_ends_and_byte_order_marks_change_nothing() {
    let mut judge = Judge::new();
    for sample in samples() {
        let Ok(text) = std::str::from_utf8(sample.bytes.strip_prefix(BOM).unwrap_or(&sample.bytes)) else {
            continue;
        };
        let lf = text.replace("\r\n", "\n");
        let crlf = lf.replace('\n', "\r\n");
        let (findings, _, fixed) = told(&mut judge, sample.kind, lf.as_bytes());
        for (what, bytes) in [
            ("CRLF", crlf.clone().into_bytes()),
            ("a byte order mark", [BOM, lf.as_bytes()].concat()),
            ("CRLF and a byte order mark", [BOM, crlf.as_bytes()].concat()),
        ] {
            let (found, after, text) = told(&mut judge, sample.kind, &bytes);
            let path = sample.path.display();
            assert_eq!(findings, found, "{path} with {what}");
            assert_eq!(fixed, text, "{path} with {what}, fixed");
            assert_eq!(after.starts_with(BOM), bytes.starts_with(BOM), "{path} with {what}, fixed");
            if what.contains("CRLF") {
                let bare = String::from_utf8(after).unwrap().replace("\r\n", "").contains('\n');
                assert!(!bare, "{path} with {what}: a fix ends a line with LF alone");
            }
        }
    }
}

/// Lines of block YAML with the entries of each mapping turned round, `depth` mappings deep.
fn turned_round(lines: &[&str], depth: usize) -> Vec<String> {
    let is_content = |line: &&&str| !line.trim().is_empty() && !line.trim_start().starts_with('#');
    let indent = |line: &str| line.len() - line.trim_start().len();
    let Some(first) = lines.iter().find(is_content) else {
        return lines.iter().map(ToString::to_string).collect();
    };
    let own = indent(first);
    let starts = |line: &&str| {
        is_content(&line) && indent(line) == own && !line.trim_start().starts_with([']', '}', '-'])
    };
    if !starts(first) {
        return lines.iter().map(ToString::to_string).collect();
    }
    let heads: Vec<usize> = (0..lines.len()).filter(|&at| starts(&lines[at])).collect();
    let ends = heads[1..].iter().copied().chain([lines.len()]);
    let mut out: Vec<String> = lines[..heads[0]].iter().map(ToString::to_string).collect();
    for (head, end) in heads.iter().copied().zip(ends).collect::<Vec<_>>().into_iter().rev() {
        out.push(lines[head].to_owned());
        let body = &lines[head + 1..end];
        let opens = lines[head].split(" #").next().unwrap_or("").trim_end().ends_with(':');
        let deeper = body.iter().find(is_content).is_some_and(|line| indent(line) > own);
        match opens && deeper && depth > 1 {
            true => out.extend(turned_round(body, depth - 1)),
            false => out.extend(body.iter().map(ToString::to_string)),
        }
    }
    out
}

#[test]
fn the_order_of_keys_in_compose_files_changes_nothing() {
    let mut judge = Judge::new();
    let mut compared = 0;
    for sample in samples().into_iter().filter(|sample| sample.kind == Kind::Compose) {
        let Ok(text) = String::from_utf8(sample.bytes) else { continue };
        // Anchors stand before their aliases.
        if text.contains('&') || text.contains("---") {
            continue;
        }
        let Some(before) = said(&mut judge, Kind::Compose, text.as_bytes()) else { continue };
        let lines: Vec<&str> = text.lines().collect();
        let turned = turned_round(&lines, 3).join("\n") + "\n";
        let after = said(&mut judge, Kind::Compose, turned.as_bytes());
        assert_eq!(Some(before), after, "{}\n{turned}", sample.path.display());
        compared += 1;
    }
    assert!(compared > 0, "no file was compared");
}

/// JSON with its keys in one order or the other, on one line or on many.
fn json(value: &serde_json::Value, backwards: bool, pretty: bool, depth: usize, out: &mut String) {
    let line = |out: &mut String, depth: usize| {
        if pretty {
            let _ = write!(out, "\n{}", "\t".repeat(depth));
        }
    };
    let serde_json::Value::Object(map) = value else {
        let text = if pretty { serde_json::to_string_pretty(value) } else { serde_json::to_string(value) };
        out.push_str(&text.unwrap());
        return;
    };
    let mut entries: Vec<_> = map.iter().collect();
    if backwards {
        entries.reverse();
    }
    out.push('{');
    for (index, (key, value)) in entries.into_iter().enumerate() {
        out.push_str(if index > 0 { "," } else { "" });
        line(out, depth + 1);
        let _ = write!(out, "{}:{}", serde_json::Value::from(key.as_str()), if pretty { " " } else { "" });
        json(value, backwards, pretty, depth + 1, out);
    }
    line(out, depth);
    out.push('}');
}

#[test]
fn the_order_and_layout_of_daemon_files_changes_nothing() {
    let mut judge = Judge::new();
    let mut compared = 0;
    for sample in samples().into_iter().filter(|sample| sample.kind == Kind::Daemon) {
        let Some(before) = said(&mut judge, Kind::Daemon, &sample.bytes) else { continue };
        let Ok(value) = serde_json::from_slice(&sample.bytes) else { continue };
        for (backwards, pretty) in [(false, false), (false, true), (true, false), (true, true)] {
            let mut text = String::new();
            json(&value, backwards, pretty, 0, &mut text);
            let after = said(&mut judge, Kind::Daemon, text.as_bytes());
            assert_eq!(Some(&before), after.as_ref(), "{}\n{text}", sample.path.display());
        }
        compared += 1;
    }
    assert!(compared > 0, "no file was compared");
}

/// A service that can be written in many ways.
#[derive(Clone, Debug)]
struct Service {
    image: &'static str,
    privileged: Option<bool>,
    /// Host address, published port, port of the container, protocol.
    ports: Vec<(Option<&'static str>, u16, u16, &'static str)>,
    /// Path on the host, path in the container, whether it is read only.
    mounts: Vec<(&'static str, &'static str, bool)>,
    environment: BTreeMap<&'static str, &'static str>,
    labels: BTreeMap<&'static str, &'static str>,
    cap_add: BTreeSet<&'static str>,
    cap_drop: BTreeSet<&'static str>,
    depends_on: bool,
    command: Option<Vec<&'static str>>,
}

/// How lists and mappings are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Style {
    Block,
    Flow,
}

/// Which of the two syntaxes that Compose has for many things is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Syntax {
    Short,
    Long,
}

/// A small tree of YAML, to be written in either style.
enum Yaml {
    Text(String),
    Bare(String),
    List(Vec<Yaml>),
    Map(Vec<(&'static str, Yaml)>),
}

impl Yaml {
    fn write(&self, style: Style, indent: usize, out: &mut String) {
        let pad = " ".repeat(indent);
        match self {
            Yaml::Text(text) => *out += &format!(" {text:?}"),
            Yaml::Bare(text) => *out += &format!(" {text}"),
            Yaml::List(items) if style == Style::Flow => {
                *out += " [";
                for (index, item) in items.iter().enumerate() {
                    *out += if index > 0 { "," } else { "" };
                    item.write(style, indent, out);
                }
                *out += " ]";
            }
            Yaml::Map(entries) if style == Style::Flow => {
                *out += " {";
                for (index, (key, value)) in entries.iter().enumerate() {
                    *out += &format!("{} {key}:", if index > 0 { "," } else { "" });
                    value.write(style, indent, out);
                }
                *out += " }";
            }
            Yaml::List(items) => {
                for item in items {
                    *out += &format!("\n{pad}-");
                    item.write(style, indent + 2, out);
                }
            }
            Yaml::Map(entries) => {
                for (key, value) in entries {
                    *out += &format!("\n{pad}{key}:");
                    value.write(style, indent + 2, out);
                }
            }
        }
    }
}

impl Service {
    fn text(&self, syntax: Syntax, style: Style) -> String {
        let text = |value: &str| Yaml::Text(value.to_owned());
        let texts = |values: &BTreeSet<&'static str>| Yaml::List(values.iter().map(|v| text(v)).collect());
        let pairs = |pairs: &BTreeMap<&'static str, &'static str>| match syntax {
            Syntax::Short => Yaml::List(pairs.iter().map(|(k, v)| Yaml::Text(format!("{k}={v}"))).collect()),
            Syntax::Long => Yaml::Map(pairs.iter().map(|(k, v)| (*k, text(v))).collect()),
        };
        let mut entries = vec![("image", text(self.image))];
        if let Some(privileged) = self.privileged {
            entries.push(("privileged", Yaml::Bare(privileged.to_string())));
        }
        if let Some(command) = &self.command {
            entries.push(("command", Yaml::List(command.iter().map(|word| text(word)).collect())));
        }
        let mut add = |key, filled: bool, value: Yaml| {
            if filled {
                entries.push((key, value));
            }
        };
        let ports = self.ports.iter().map(|port| port_of(*port, syntax)).collect();
        add("ports", !self.ports.is_empty(), Yaml::List(ports));
        let mounts = self.mounts.iter().map(|mount| mount_of(*mount, syntax)).collect();
        add("volumes", !self.mounts.is_empty(), Yaml::List(mounts));
        add("environment", !self.environment.is_empty(), pairs(&self.environment));
        add("labels", !self.labels.is_empty(), pairs(&self.labels));
        add("cap_add", !self.cap_add.is_empty(), texts(&self.cap_add));
        add("cap_drop", !self.cap_drop.is_empty(), texts(&self.cap_drop));
        let started = || Yaml::Map(vec![("condition", Yaml::Bare("service_started".into()))]);
        let dependency = match syntax {
            Syntax::Short => Yaml::List(vec![text("db")]),
            Syntax::Long => Yaml::Map(vec![("db", started())]),
        };
        add("depends_on", self.depends_on, dependency);
        let db = Yaml::Map(vec![("image", text("postgres:17"))]);
        let project = Yaml::Map(vec![("services", Yaml::Map(vec![("web", Yaml::Map(entries)), ("db", db)]))]);
        let mut out = String::new();
        project.write(style, 0, &mut out);
        out.trim_start().to_owned() + "\n"
    }
}

fn port_of((host, published, target, protocol): (Option<&str>, u16, u16, &str), syntax: Syntax) -> Yaml {
    if syntax == Syntax::Short {
        let host = host.map_or(String::new(), |host| format!("{host}:"));
        return Yaml::Text(format!("{host}{published}:{target}/{protocol}"));
    }
    let mut entries = vec![
        ("target", Yaml::Bare(target.to_string())),
        ("published", Yaml::Text(published.to_string())),
        ("protocol", Yaml::Bare(protocol.to_owned())),
    ];
    entries.extend(host.map(|host| ("host_ip", Yaml::Text(host.to_owned()))));
    Yaml::Map(entries)
}

fn mount_of((source, target, read_only): (&str, &str, bool), syntax: Syntax) -> Yaml {
    if syntax == Syntax::Short {
        return Yaml::Text(format!("{source}:{target}{}", if read_only { ":ro" } else { "" }));
    }
    let mut entries = vec![
        ("type", Yaml::Bare("bind".to_owned())),
        ("source", Yaml::Text(source.to_owned())),
        ("target", Yaml::Text(target.to_owned())),
    ];
    if read_only {
        entries.push(("read_only", Yaml::Bare("true".to_owned())));
    }
    Yaml::Map(entries)
}

fn service() -> impl Strategy<Value = Service> {
    let one = |values: &'static [&'static str]| prop::sample::select(values);
    let host = one(&["127.0.0.1", "0.0.0.0", "192.168.0.9"]);
    let number = prop::sample::select(&[22_u16, 80, 443, 2375, 5432, 6379, 8080][..]);
    let port = (prop::option::of(host), number.clone(), number, one(&["tcp", "udp"]));
    let source = one(&["/var/run/docker.sock", "/", "/etc", "/proc", "./site", "/srv/data", "/root/.ssh"]);
    let mount = (source, one(&["/a", "/b", "/c/d"]), any::<bool>());
    let names = one(&["DB_PASSWORD", "API_KEY", "MODE", "TOKEN"]);
    let values = one(&["hunter2-prod", "fast", "${FROM_OUTSIDE}", "AKIAIOSFODNN7EXAMPLE"]);
    let label = (one(&["com.example.a", "traefik.enable"]), one(&["true", "x"]));
    let capability = one(&["ALL", "SYS_ADMIN", "NET_ADMIN", "CAP_SYS_PTRACE", "CHOWN"]);
    (
        (one(&["nginx", "nginx:latest", "nginx:1.29", "${IMAGE}"]), prop::option::of(any::<bool>())),
        prop::collection::vec(port, 0..3),
        prop::collection::vec(mount, 0..3),
        prop::collection::btree_map(names, values, 0..3),
        prop::collection::btree_map(label.0, label.1, 0..2),
        prop::collection::btree_set(capability.clone(), 0..3),
        prop::collection::btree_set(capability, 0..2),
        any::<bool>(),
        prop::option::of(Just(vec!["sh", "-c", "exec app"])),
    )
        .prop_map(
            |(first, ports, mounts, environment, labels, cap_add, cap_drop, depends_on, command)| {
                let (image, privileged) = first;
                Service {
                    image,
                    privileged,
                    ports,
                    mounts,
                    environment,
                    labels,
                    cap_add,
                    cap_drop,
                    depends_on,
                    command,
                }
            },
        )
}

#[test]
fn short_and_long_syntax_in_either_style_say_the_same() {
    let mut judge = Judge::new();
    let mut runner = proptest::test_runner::TestRunner::new_with_rng(
        ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() },
        proptest::test_runner::TestRng::deterministic_rng(proptest::test_runner::RngAlgorithm::ChaCha),
    );
    let judge = std::cell::RefCell::new(&mut judge);
    runner
        .run(&service(), |service| {
            let said = |syntax, style| {
                let text = service.text(syntax, style);
                let said = said(&mut judge.borrow_mut(), Kind::Compose, text.as_bytes());
                said.map(|said| said.into_keys().collect::<BTreeSet<_>>())
                    .ok_or_else(|| TestCaseError::fail(format!("the generated file has faults:\n{text}")))
            };
            let plain = said(Syntax::Short, Style::Block)?;
            for (syntax, style) in
                [(Syntax::Short, Style::Flow), (Syntax::Long, Style::Block), (Syntax::Long, Style::Flow)]
            {
                let other = said(syntax, style)?;
                prop_assert_eq!(&plain, &other, "{:?} {:?}\n{}", syntax, style, service.text(syntax, style));
            }
            Ok(())
        })
        .unwrap_or_else(|error| panic!("{error}"));
}
