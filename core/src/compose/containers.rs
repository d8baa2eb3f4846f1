//! What a file runs: its services, its jobs and what runs before a service starts; and which of these can
//! be judged by what they lack, or by the image that they run.

use std::collections::BTreeSet;

use crate::model::{Builder, Item, Object, Value, View};

/// The containers of a file.
pub(super) struct Containers<'a> {
    builder: &'a Builder,
    all: Vec<Item>,
    /// The images that services build.
    built: BTreeSet<&'a str>,
    /// Whether the file is laid over another, so that its services may be only part of one.
    overrides: bool,
}

impl<'a> Containers<'a> {
    /// Those of `file`, which may be laid over others.
    pub fn of(builder: &'a Builder, file: &Object, overrides: bool) -> Self {
        let members = |table: &str| match file.get(table).map(|entry| &entry.value) {
            Some(Value::Table(members)) => members.iter().map(|member| member.value.clone()).collect(),
            _ => Vec::new(),
        };
        let services: Vec<Value> = members("services");
        let view = |value: &Value| match value {
            Value::Object(id) => Some(View::new(builder.objects(), *id)),
            _ => None,
        };
        let steps = services.iter().filter_map(view).flat_map(|service| service.list("pre_start").to_vec());
        let steps: Vec<Item> = steps.collect();
        let building = services.iter().filter_map(view).filter(|service| service.has("build"));
        let built = building.filter_map(|service| service.inner("image")?.text("value")).collect();
        let mut all: Vec<Item> = services.into_iter().chain(members("jobs")).map(Item::new).collect();
        all.extend(steps.into_iter().map(|step| Item::new(step.value)));
        Self { builder, all, built, overrides }
    }

    /// All, the services first.
    pub fn all(&self) -> Vec<Item> {
        self.all.clone()
    }

    /// Those of which the file says all there is to say, so that what they lack is missing.
    pub fn complete(&self) -> Vec<Item> {
        self.those(|container| !self.overrides && (container.has("image") || container.has("build")))
    }

    /// Those that run an image from a registry: neither they nor another service builds it.
    pub fn pulled(&self) -> Vec<Item> {
        self.those(|container| {
            let local = matches!(container.text("pull_policy"), Some("never" | "build"));
            let image = container.inner("image").filter(|image| image.is_true("known"));
            let built = |image: View<'_>| image.text("value").is_some_and(|value| self.built.contains(value));
            image.is_some_and(|image| !built(image)) && !local && !container.has("build")
        })
    }

    fn those(&self, wanted: impl Fn(View<'_>) -> bool) -> Vec<Item> {
        let is_wanted = |item: &&Item| match item.value {
            Value::Object(id) => wanted(View::new(self.builder.objects(), id)),
            _ => false,
        };
        self.all.iter().filter(is_wanted).cloned().collect()
    }
}
