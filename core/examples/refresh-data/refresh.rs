//! Dates of endoflife.date put into our data, which keeps its form: only what changed is written.

use std::collections::BTreeMap;
use std::ops::Range;

use dockwarden_core::date;
use dockwarden_core::source::{FileId, Source};
use dockwarden_core::syntax::json;
use dockwarden_core::syntax::tree::{Entry, Node};
use serde_json::Value as Json;

/// A product of endoflife.date.
#[derive(Debug)]
pub struct Product {
    name: String,
    releases: Vec<Release>,
}

/// One release of a product, and the days on which it stops getting fixes, where they are known.
#[derive(Debug)]
struct Release {
    name: String,
    ends: Option<String>,
    /// With the support that others give for free, such as that of Debian LTS.
    extended_ends: Option<String>,
}

/// The products that a saved answer of endoflife.date is about: `api/PRODUCT.json`, whose name only its
/// file tells, `api/v1/products/PRODUCT` or `api/v1/products/full`.
pub fn products(file_stem: &str, text: &str) -> Result<Vec<Product>, String> {
    let answer: Json = serde_json::from_str(text).map_err(|error| error.to_string())?;
    let expected = "expected what api/PRODUCT.json or api/v1/products of endoflife.date gives";
    let one = |name: &str, releases: &Json, keys: [&str; 3]| -> Result<Product, String> {
        let releases = releases.as_array().ok_or(expected)?;
        let releases = releases.iter().map(|release| read(release, keys).ok_or(expected));
        Ok(Product { name: name.to_owned(), releases: releases.collect::<Result<_, _>>()? })
    };
    if answer.is_array() {
        return Ok(vec![one(file_stem, &answer, ["cycle", "eol", "extendedSupport"])?]);
    }
    let of = |product: &Json| {
        let name = product["name"].as_str().ok_or(expected)?;
        one(name, &product["releases"], ["name", "eolFrom", "eoesFrom"])
    };
    match &answer["result"] {
        Json::Array(products) => products.iter().map(of).collect(),
        product => Ok(vec![of(product)?]),
    }
}

fn read(release: &Json, [name, ends, extended_ends]: [&str; 3]) -> Option<Release> {
    let day = |key: &str| release[key].as_str().filter(|day| date::days(day).is_some()).map(str::to_owned);
    let name = release[name].as_str()?.to_owned();
    Some(Release { name, ends: day(ends), extended_ends: day(extended_ends) })
}

/// `text`, our data, with the dates of `products` as they were on the day `as_of`, and what has changed.
///
/// An image names its product by the last part of its `source`; `"counts": "extended"` says that the end of
/// extended support is what counts for it. Every product must be there, for the data has one date.
pub fn refresh(text: &str, products: &[Product], as_of: &str) -> Result<(String, Vec<String>), String> {
    date::days(as_of).ok_or_else(|| format!("expected a date such as 2026-11-24, found `{as_of}`"))?;
    let source = Source::from_text(FileId(0), "data", text).map_err(|error| error.to_string())?;
    let parsed = json::parse(&source);
    let root = parsed.root.filter(|_| parsed.faults.is_empty()).ok_or("expected JSON")?;
    let images = root.get("images").and_then(Node::as_map).ok_or("expected `images`")?;

    let mut edits = Edits::default();
    let mut missing = Vec::new();
    // By image and release, for codenames.
    let mut ends: BTreeMap<(String, String), String> = BTreeMap::new();
    for image in images {
        let link = image.value.get("source").and_then(Node::as_text).ok_or("an image lacks `source`")?;
        let name = link.rsplit('/').next().unwrap_or(link);
        let Some(product) = products.iter().find(|product| product.name == name) else {
            missing.push(name);
            continue;
        };
        let extended = image.value.get("counts").and_then(Node::as_text) == Some("extended");
        let known = image.value.get("releases").and_then(Node::as_map).ok_or("an image lacks `releases`")?;
        for (release, day) in dates(product, known, extended) {
            ends.insert((image.key.clone(), release.clone()), day.clone());
            edits.set(text, image, known, &release, &day);
        }
        for gone in known.iter().filter(|entry| !ends.contains_key(&(image.key.clone(), entry.key.clone()))) {
            edits.told.push(format!("{} {}: endoflife.date has no date, kept", image.key, gone.key));
        }
    }
    if !missing.is_empty() {
        missing.sort_unstable();
        missing.dedup();
        return Err(format!("no file is about {}; nothing was changed", missing.join(", ")));
    }
    for codename in root.get("codenames").and_then(Node::as_map).unwrap_or_default() {
        let of = codename.value.get("of").and_then(Node::as_text).unwrap_or_default();
        let (system, release) = of.split_once(' ').unwrap_or((of, ""));
        let day = ends.get(&(system.to_lowercase(), release.to_owned()));
        if let (Some(day), Some(node)) = (day, codename.value.get("date")) {
            edits.replace(node, day, &codename.key);
        }
    }
    let stamp = root.get("as_of").ok_or("expected `as_of`")?;
    edits.replace(stamp, as_of, "as_of");
    Ok(edits.apply(text))
}

/// The releases that count, spelled as the known ones are, and when each ends. Those that ended before all
/// known ones are left out: nobody needs them.
fn dates(product: &Product, known: &[Entry], extended: bool) -> Vec<(String, String)> {
    let dotted = !known.is_empty() && known.iter().all(|entry| entry.key.contains('.'));
    let is_known = |name: &str| known.iter().any(|entry| entry.key == name);
    let oldest = known.iter().filter_map(|entry| entry.value.as_text()).min().unwrap_or_default();
    let mut dates: Vec<(String, String)> = Vec::new();
    for release in &product.releases {
        let plain = release.name.chars().all(|c| c.is_ascii_digit() || c == '.');
        let spelled = if dotted && !release.name.contains('.') {
            format!("{}.0", release.name)
        } else {
            release.name.clone()
        };
        let day = if extended {
            release.extended_ends.as_ref().or(release.ends.as_ref())
        } else {
            release.ends.as_ref()
        };
        if let Some(day) = day.filter(|day| plain && (is_known(&spelled) || day.as_str() >= oldest)) {
            dates.push((spelled, day.clone()));
        }
    }
    let number = |name: &str| -> Vec<u32> { name.split('.').map(|part| part.parse().unwrap_or(0)).collect() };
    dates.sort_by_key(|(name, _)| number(name));
    dates
}

/// Changes of the text, and what is said of them.
#[derive(Default)]
struct Edits {
    edits: Vec<(Range<usize>, String)>,
    told: Vec<String>,
}

impl Edits {
    /// Writes the day of a release, known or new.
    fn set(&mut self, text: &str, image: &Entry, known: &[Entry], release: &str, day: &str) {
        let name = format!("{} {release}", image.key);
        if let Some(entry) = known.iter().find(|entry| entry.key == release) {
            return self.replace(&entry.value, day, &name);
        }
        let Some(last) = known.last() else { return };
        let at = last.value.span.range().end;
        let start = text[..last.key_span.range().start].rfind('\n').map_or(0, |at| at + 1);
        let indent = &text[start..last.key_span.range().start];
        self.edits.push((at..at, format!(",\n{indent}\"{release}\": \"{day}\"")));
        self.told.push(format!("{name}: new, {day}"));
    }

    fn replace(&mut self, node: &Node, day: &str, name: &str) {
        let before = node.as_text().unwrap_or_default();
        if before != day {
            self.edits.push((node.span.range(), format!("\"{day}\"")));
            self.told.push(format!("{name}: {before} is now {day}"));
        }
    }

    /// The text with all changes; those at one place in the order in which they were made.
    fn apply(mut self, text: &str) -> (String, Vec<String>) {
        self.edits.sort_by_key(|(range, _)| range.start);
        let (mut out, mut end) = (String::new(), 0);
        for (range, new) in &self.edits {
            out += &text[end..range.start];
            out += new;
            end = range.end;
        }
        out += &text[end..];
        (out, self.told)
    }
}
