//! Two printed models compared: what is written differently and means the same is the same.

use serde_json::{Map, Value as Json};

/// Tables: that a member is there matters, even one that says nothing.
const TABLES: [&str; 20] = [
    "services",
    "jobs",
    "networks",
    "volumes",
    "secrets",
    "configs",
    "models",
    "depends_on",
    "environment",
    "labels",
    "annotations",
    "sysctls",
    "args",
    "additional_contexts",
    "options",
    "driver_opts",
    "ulimits",
    "storage_opt",
    "aux_addresses",
    "log_opt",
];

/// Keys whose empty list says something: nothing is to be run, rather than what the image says.
const TELLING: [&str; 2] = ["command", "entrypoint"];

/// Numbers of bytes, with or without units.
const SIZES: [&str; 8] =
    ["mem_limit", "mem_reservation", "memswap_limit", "mem_swappiness", "shm_size", "rate", "memory", "size"];

/// Lengths of time.
const TIMES: [&str; 9] = [
    "interval",
    "timeout",
    "start_period",
    "start_interval",
    "stop_grace_period",
    "delay",
    "monitor",
    "window",
    "pull_refresh_after",
];

/// Lists whose order says nothing.
const SETS: [&str; 3] = ["ports", "extra_hosts", "ssh"];

/// Flags that say something when they are false: they hold unless they are written.
const OPT_OUT: [&str; 2] = ["create_host_path", "required"];

/// A printed model with one form for each meaning. Numbers and flags are text, and what is false, zero or
/// empty is not there: compose-go's types do not tell it from what is not said. Extensions are nobody's.
pub fn settle(model: &Json) -> Json {
    let tables = model.as_object().into_iter().flatten();
    let tables = tables.filter(|(name, _)| !name.starts_with("x-"));
    tables.filter_map(|(name, table)| Some((name.clone(), settled(name, table)?))).collect()
}

/// The value under `key`; none if it says nothing.
fn settled(key: &str, value: &Json) -> Option<Json> {
    match value {
        Json::Object(map) if TABLES.contains(&key) => {
            let members = map.iter().map(|(name, value)| (name.clone(), member(value)));
            Some(members.collect::<Map<_, _>>()).filter(|map| !map.is_empty()).map(Json::from)
        }
        Json::Object(map) => {
            let said = map.iter().filter(|(name, _)| !name.starts_with("x-"));
            let said = said.filter_map(|(name, value)| Some((name.clone(), settled(name, value)?)));
            Some(said.collect::<Map<_, _>>()).filter(|map| !map.is_empty()).map(Json::from)
        }
        Json::Array(items) => {
            let mut items: Vec<Json> = items.iter().map(member).collect();
            if SETS.contains(&key) {
                items.sort_by_key(Json::to_string);
            }
            (TELLING.contains(&key) || !items.is_empty()).then(|| items.into())
        }
        Json::Bool(false) if OPT_OUT.contains(&key) => Some("false".into()),
        Json::Null | Json::Bool(false) => None,
        scalar => Some(self::scalar(key, scalar))
            .filter(|text| !matches!(text.as_str(), "" | "0" | "0ns"))
            .map(Json::from),
    }
}

/// A member of a table or an item of a list: also one that says nothing is there.
fn member(value: &Json) -> Json {
    match value {
        Json::Object(_) | Json::Array(_) | Json::Null => settled("[]", value).unwrap_or(Json::Null),
        scalar => self::scalar("[]", scalar).into(),
    }
}

fn scalar(key: &str, value: &Json) -> String {
    let text = match value {
        Json::String(text) => text.clone(),
        Json::Number(number) => number.as_f64().unwrap_or_default().to_string(),
        other => other.to_string(),
    };
    let known = match key {
        _ if SIZES.contains(&key) => bytes(&text).map(|bytes| bytes.to_string()),
        _ if TIMES.contains(&key) => nanoseconds(&text).map(|length| format!("{length}ns")),
        "cpus" => text.parse::<f64>().ok().map(|cpus| cpus.to_string()),
        _ => None,
    };
    known.unwrap_or(text)
}

/// Bytes as Docker counts them, in units of 1024.
fn bytes(text: &str) -> Option<i64> {
    let lower = text.trim().to_ascii_lowercase();
    let end = lower.find(|c: char| c.is_ascii_alphabetic() || c == ' ').unwrap_or(lower.len());
    let number: f64 = lower[..end].parse().ok()?;
    let power = match lower[end..].trim().chars().next() {
        None | Some('b') => 0,
        Some(unit) => "kmgtp".find(unit)? + 1,
    };
    Some((number * 1024f64.powi(i32::try_from(power).ok()?)) as i64)
}

/// A length of time such as `1m30s`.
fn nanoseconds(text: &str) -> Option<i64> {
    let mut total = 0.0;
    let mut rest = text;
    while !rest.is_empty() {
        let end = rest.find(|c: char| !c.is_ascii_digit() && c != '.')?;
        let (number, more) = rest.split_at(end);
        let end = more.find(|c: char| c.is_ascii_digit()).unwrap_or(more.len());
        let (unit, more) = more.split_at(end);
        let scale = match unit {
            "ns" => 1.0,
            "us" | "µs" | "μs" => 1e3,
            "ms" => 1e6,
            "s" => 1e9,
            "m" => 60e9,
            "h" => 3600e9,
            "d" => 86_400e9,
            "w" => 7.0 * 86_400e9,
            _ => return None,
        };
        total += number.parse::<f64>().ok()? * scale;
        rest = more;
    }
    Some(total as i64)
}

/// Every place where two settled models differ, and how many values they share.
pub fn differences(ours: &Json, theirs: &Json) -> (Vec<String>, usize) {
    let mut found = (Vec::new(), 0);
    walk("", ours, theirs, &mut found);
    found
}

fn walk(path: &str, ours: &Json, theirs: &Json, found: &mut (Vec<String>, usize)) {
    let place = |name: &str| if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
    match (ours, theirs) {
        (Json::Object(own), Json::Object(other)) => {
            for (name, value) in own {
                match other.get(name) {
                    Some(other) => walk(&place(name), value, other, found),
                    None => found.0.push(format!("{}: only here: {value}", place(name))),
                }
            }
            for (name, value) in other.iter().filter(|(name, _)| !own.contains_key(*name)) {
                found.0.push(format!("{}: only in compose-go: {value}", place(name)));
            }
            found.1 += usize::from(own.is_empty() && other.is_empty());
        }
        (Json::Array(own), Json::Array(other)) if own.len() == other.len() => {
            for (at, (own, other)) in own.iter().zip(other).enumerate() {
                walk(&place(&at.to_string()), own, other, found);
            }
            found.1 += usize::from(own.is_empty());
        }
        _ if ours == theirs => found.1 += 1,
        _ => found.0.push(format!("{path}: {ours} here, {theirs} in compose-go")),
    }
}
