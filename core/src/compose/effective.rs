//! What a service's keys come to: the security posture that the file proves.

use std::collections::BTreeSet;

use crate::model::{Entry, Item, Object, ObjectId, Value};
use crate::source::Span;

use super::lowering::Lowering;
use super::node::{Data, Node};
use super::profiles;
use super::scalars;
use super::security_opt::{self, Confinement};

/// What Docker grants unless told otherwise.
const DEFAULT_CAPABILITIES: [&str; 14] = [
    "AUDIT_WRITE",
    "CHOWN",
    "DAC_OVERRIDE",
    "FOWNER",
    "FSETID",
    "KILL",
    "MKNOD",
    "NET_BIND_SERVICE",
    "NET_RAW",
    "SETFCAP",
    "SETGID",
    "SETPCAP",
    "SETUID",
    "SYS_CHROOT",
];

/// The rest of what Linux knows.
const OTHER_CAPABILITIES: [&str; 27] = [
    "AUDIT_CONTROL",
    "AUDIT_READ",
    "BLOCK_SUSPEND",
    "BPF",
    "CHECKPOINT_RESTORE",
    "DAC_READ_SEARCH",
    "IPC_LOCK",
    "IPC_OWNER",
    "LEASE",
    "LINUX_IMMUTABLE",
    "MAC_ADMIN",
    "MAC_OVERRIDE",
    "NET_ADMIN",
    "NET_BROADCAST",
    "PERFMON",
    "SYSLOG",
    "SYS_ADMIN",
    "SYS_BOOT",
    "SYS_MODULE",
    "SYS_NICE",
    "SYS_PACCT",
    "SYS_PTRACE",
    "SYS_RAWIO",
    "SYS_RESOURCE",
    "SYS_TIME",
    "SYS_TTY_CONFIG",
    "WAKE_ALARM",
];

/// Keys whose value `host` shares a namespace with the host.
const NAMESPACES: [(&str, &str); 6] = [
    ("pid", "pid"),
    ("ipc", "ipc"),
    ("uts", "uts"),
    ("network_mode", "network"),
    ("userns_mode", "userns"),
    ("cgroup", "cgroup"),
];

/// A fact that the file proves, disproves or leaves open.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fact {
    Yes,
    No,
    Unknown,
}

impl Fact {
    fn name(self) -> &'static str {
        match self {
            Fact::Yes => "yes",
            Fact::No => "no",
            Fact::Unknown => "unknown",
        }
    }

    /// Whether any of several is so.
    fn any(facts: impl IntoIterator<Item = Fact>) -> Fact {
        facts.into_iter().fold(Fact::No, |so_far, fact| match (so_far, fact) {
            (Fact::Yes, _) | (_, Fact::Yes) => Fact::Yes,
            (Fact::Unknown, _) | (_, Fact::Unknown) => Fact::Unknown,
            _ => Fact::No,
        })
    }
}

/// What holds for keys that a container does not have.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Rest {
    /// Docker's defaults.
    Absent,
    /// What something else says, which is not to be seen here.
    Elsewhere,
}

/// The posture of a service whose keys are lowered from `node`; what could not be read may say anything.
pub(super) fn lower(lowering: &mut Lowering, service: &Object, node: &Node, rest: Rest) -> ObjectId {
    let extends = rest == Rest::Elsewhere;
    let absent = |key: &str| if extends || lost(service, node, key) { Fact::Unknown } else { Fact::No };
    let privileged = flag(service, "privileged", absent("privileged"));
    let capabilities = capabilities(lowering, service, privileged, absent);
    let user = user(lowering, service, lost(service, node, "user"));
    let open = extends || lost(service, node, "security_opt");
    let options = security_opt::read(list(service, "security_opt"), service.span, open);
    let healthcheck = healthcheck(lowering, service, absent("healthcheck"));
    let limited = |keys: &[&str], deployed: &str| {
        let plain = keys.iter().map(|key| limit(service.get(key), absent(key)));
        let deployed = deploy_limit(lowering, service, node, deployed, absent("deploy"));
        Fact::any(plain.chain([deployed]))
    };
    let memory = limited(&["mem_limit"], "memory");
    let cpu = limited(&["cpus", "cpu_quota", "cpu_count", "cpu_percent"], "cpus");
    let cpu = Fact::any([cpu, if service.get("cpuset").is_some() { Fact::Yes } else { Fact::No }]);
    let pids = limited(&["pids_limit"], "pids");

    let mut effective = Object::at(service.span)
        .with("privileged", privileged.name())
        .with("capabilities", capabilities)
        .with("no_new_privileges", options.no_new_privileges);
    for (name, option, argument) in [
        ("seccomp", &options.seccomp, Some("profile")),
        ("apparmor", &options.apparmor, Some("profile")),
        ("selinux", &options.selinux, None),
    ] {
        let mut object = option_object(option, argument);
        if name == "seccomp"
            && let Some(profile) = &option.argument
            && let Some(read) = profiles::lower(&mut lowering.profiles, &mut lowering.builder, profile)
        {
            object.set("read", read);
        }
        let id = lowering.builder.add(object);
        effective.set(name, id);
    }
    let host_namespaces: Vec<Item> = NAMESPACES
        .iter()
        .filter_map(|(key, name)| {
            let entry = service.get(key)?;
            (entry.value == Value::from("host")).then(|| Item { value: (*name).into(), span: entry.span })
        })
        .collect();
    let effective = effective
        .with("systempaths", options.systempaths)
        .with("host_namespaces", host_namespaces)
        .with("user", user)
        .with("read_only", flag(service, "read_only", absent("read_only")).name())
        .with("memory_limit", memory.name())
        .with("cpu_limit", cpu.name())
        .with("pids_limit", pids.name())
        .with("healthcheck", healthcheck);
    lowering.builder.add(effective)
}

/// Whether the file says something under `key` that could not be read, wholly or in part.
fn lost(service: &Object, node: &Node, key: &str) -> bool {
    let Some(written) = node.get(key) else { return false };
    match service.get(key).map(|entry| &entry.value) {
        None => written.data != Data::Null,
        Some(Value::List(items)) => written.as_list().is_none_or(|list| list.len() != items.len()),
        Some(_) => false,
    }
}

fn option_object(option: &Confinement, argument: Option<&'static str>) -> Object {
    let object = Object::at(option.span).with("mode", option.mode);
    match argument {
        Some(name) => object.with_some(name, option.argument.clone()),
        None => object,
    }
}

fn list<'a>(object: &'a Object, key: &str) -> &'a [Item] {
    match object.get(key) {
        Some(Entry { value: Value::List(items), .. }) => items,
        _ => &[],
    }
}

/// Where to point for a key: at the key, else at the object.
fn place(object: &Object, key: &str) -> Option<Span> {
    let entry = object.get(key)?;
    entry.key.or(entry.span)
}

/// A truth value; `absent` is what holds if the key is not there.
fn flag(object: &Object, key: &str, absent: Fact) -> Fact {
    match object.get(key).map(|entry| &entry.value) {
        None => absent,
        Some(Value::Bool(true)) => Fact::Yes,
        Some(Value::Object(_)) => Fact::Unknown,
        _ => Fact::No,
    }
}

/// Whether a number limits anything: zero and less do not; `absent` is what holds without one.
fn limit(entry: Option<&Entry>, absent: Fact) -> Fact {
    let positive = match entry.map(|entry| &entry.value) {
        None => return absent,
        Some(Value::Integer(number)) => *number > 0,
        Some(Value::Float(number)) => *number > 0.0,
        Some(Value::Text(text)) => scalars::bytes(text).is_some_and(|number| number > 0.0),
        Some(Value::Object(_)) => return Fact::Unknown,
        Some(_) => false,
    };
    if positive { Fact::Yes } else { Fact::No }
}

fn deploy_limit(lowering: &Lowering, service: &Object, node: &Node, key: &str, absent: Fact) -> Fact {
    let path = ["deploy", "resources", "limits"];
    let lowered = path.iter().try_fold(service, |object, key| match object.get(key)?.value {
        Value::Object(id) => Some(lowering.builder.object(id)),
        _ => None,
    });
    let written = path.iter().try_fold(node, |node, key| node.get(key)).and_then(|limits| limits.get(key));
    match lowered.and_then(|limits| limits.get(key)) {
        None if written.is_some() => Fact::Unknown,
        entry => limit(entry, absent),
    }
}

fn capabilities(
    lowering: &mut Lowering,
    service: &Object,
    privileged: Fact,
    absent: impl Fn(&str) -> Fact,
) -> ObjectId {
    let texts = |key: &str| -> (Vec<Item>, bool) {
        let items = list(service, key);
        let known: Vec<Item> =
            items.iter().filter(|item| matches!(item.value, Value::Text(_))).cloned().collect();
        let complete = known.len() == items.len();
        (known, complete)
    };
    let (added, added_complete) = texts("cap_add");
    let (dropped, dropped_complete) = texts("cap_drop");
    let names = |items: &[Item]| -> BTreeSet<String> {
        items
            .iter()
            .filter_map(|item| match &item.value {
                Value::Text(name) => Some(name.clone()),
                _ => None,
            })
            .collect()
    };
    let (adds, drops) = (names(&added), names(&dropped));
    let defaults = || DEFAULT_CAPABILITIES.iter().map(|name| (*name).to_owned());
    let all = || defaults().chain(OTHER_CAPABILITIES.iter().map(|name| (*name).to_owned()));
    let list: BTreeSet<String> = if privileged == Fact::Yes {
        all().collect()
    } else if adds.contains("ALL") {
        all().filter(|name| !drops.contains(name)).collect()
    } else if drops.contains("ALL") {
        adds.clone()
    } else {
        defaults().filter(|name| !drops.contains(name)).chain(adds.iter().cloned()).collect()
    };
    let dropped_all = match drops.contains("ALL") {
        true => Fact::Yes,
        false if dropped_complete => absent("cap_drop"),
        false => Fact::Unknown,
    };
    let closed = absent("cap_add") == Fact::No && absent("cap_drop") == Fact::No;
    let told = added_complete && dropped_complete && closed;
    let complete = privileged == Fact::Yes || (privileged == Fact::No && told);
    let span = place(service, "cap_drop").or_else(|| place(service, "cap_add")).unwrap_or(service.span);
    let object = Object::at(span)
        .with("dropped_all", dropped_all.name())
        .with("added", added)
        .with("dropped", dropped)
        .with("list", list.into_iter().map(Item::new).collect::<Vec<_>>())
        .with("complete", complete);
    lowering.builder.add(object)
}

/// The user that the service names, else what is known of its image's.
fn user(lowering: &mut Lowering, service: &Object, lost: bool) -> ObjectId {
    let mut user = Object::at(place(service, "user").unwrap_or(service.span));
    match service.get("user").map(|entry| &entry.value) {
        Some(Value::Text(text)) if !text.is_empty() => {
            let (name, group) = text.split_once(':').unwrap_or((text, ""));
            let uid = name.parse::<i64>().ok();
            let root = if uid == Some(0) || name == "root" { "yes" } else { "no" };
            let gid = group.parse::<i64>().ok();
            user.set("name", name);
            user = user.with_some("uid", uid).with_some("gid", gid);
            user = user.with("root", root).with("source", "service");
        }
        Some(Value::Object(_)) => user = user.with("root", "unknown").with("source", "service"),
        _ if lost => user = user.with("root", "unknown").with("source", "service"),
        _ => {
            if let Some(entry) = service.get("image") {
                user.span = entry.span.unwrap_or(service.span);
            }
            let (name, root) = image_user(lowering, service).unwrap_or((None, "unknown".to_owned()));
            user = user.with_some("name", name).with("root", root).with("source", "image");
        }
    }
    lowering.builder.add(user)
}

/// The default user of a well-known image.
fn image_user(lowering: &Lowering, service: &Object) -> Option<(Option<String>, String)> {
    let Value::Object(image) = service.get("image")?.value else { return None };
    let entries = match &lowering.builder.object(image).get("default_user")?.value {
        Value::Object(id) => &lowering.builder.object(*id).entries,
        Value::Table(entries) => entries,
        _ => return None,
    };
    let text = |key: &str| {
        entries.iter().find(|entry| entry.name == key).and_then(|entry| match &entry.value {
            Value::Text(text) => Some(text.clone()),
            _ => None,
        })
    };
    Some((text("name"), text("root")?))
}

fn healthcheck(lowering: &Lowering, service: &Object, absent: Fact) -> &'static str {
    let unset = if absent == Fact::Unknown { "unknown" } else { "unset" };
    let Some(Entry { value: Value::Object(id), .. }) = service.get("healthcheck") else { return unset };
    let check = lowering.builder.object(*id);
    let none = check.get("none").is_some_and(|entry| entry.value == Value::Bool(true));
    match flag(check, "disable", Fact::No) {
        Fact::Yes => "disabled",
        _ if none => "disabled",
        Fact::Unknown => "unknown",
        Fact::No if list(check, "test").is_empty() => unset,
        Fact::No => "yes",
    }
}
