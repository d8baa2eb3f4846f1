//! Which layer provides each defence of a service: Compose, the Dockerfile, the base image, the engine.

use crate::image;
use crate::model::{Builder, Object, ObjectId, Value, View};
use crate::source::Span;

use super::fact::{Fact, Held, Layer};
use super::published::{Published, Setting};
use super::sandbox;

/// All defences of a service.
pub(super) struct Facts {
    service: Span,
    facts: Vec<(&'static str, Fact)>,
}

impl Facts {
    /// Adds them to the model: an object with one object for each defence.
    pub fn lower(&self, builder: &mut Builder) -> ObjectId {
        let mut posture = Object::at(self.service);
        for (name, fact) in &self.facts {
            let fact = Object::at(fact.at).with("held", fact.held.name()).with("by", fact.by.name());
            let id = builder.add(fact);
            posture.set(*name, id);
        }
        builder.add(posture)
    }
}

/// What holds for the service of `setting`, which runs `stage`, if that is known, and publishes ports.
pub(super) fn facts(setting: Setting<'_>, stage: Option<View<'_>>, published: &[Published]) -> Facts {
    let service = Service { service: setting.service, stage, engine: setting.engine };
    let user = service.user();
    let user_namespace = service.user_namespace();
    let facts = vec![
        ("user", user),
        ("user_namespace", user_namespace),
        ("root_kept_from_host", kept_from_host(user, user_namespace)),
        ("capabilities", service.capabilities()),
        ("no_new_privileges", service.no_new_privileges()),
        ("seccomp", service.seccomp()),
        ("apparmor", service.confined("apparmor")),
        ("selinux", service.selinux()),
        ("read_only", service.limit("read_only")),
        ("memory", service.limit("memory_limit")),
        ("cpu", service.limit("cpu_limit")),
        ("pids", service.limit("pids_limit")),
        ("ulimits", service.ulimits()),
        ("log_rotation", service.log_rotation()),
        ("healthcheck", service.healthcheck()),
        ("image_healthcheck", service.image_healthcheck()),
        ("network", service.network(setting, published)),
        ("sandbox", sandbox::of(setting.service, setting.engine)),
    ];
    Facts { service: service.service.object().span, facts }
}

/// Whether a seccomp profile refuses only what it names.
fn lets_all_pass(profile: View<'_>) -> bool {
    matches!(profile.text("default_action"), Some("SCMP_ACT_ALLOW" | "SCMP_ACT_LOG"))
}

/// Root in the container is not root on the host: it is another user, or it is mapped to one.
fn kept_from_host(user: Fact, user_namespace: Fact) -> Fact {
    match (user.held, user_namespace.held) {
        (Held::Yes, _) => user,
        (_, Held::Yes) => user_namespace,
        (Held::No, Held::No) => user,
        (Held::Unknown, _) => user,
        (_, Held::Unknown) => user_namespace,
    }
}

struct Service<'a> {
    service: View<'a>,
    stage: Option<View<'a>>,
    engine: Option<View<'a>>,
}

impl<'a> Service<'a> {
    fn effective(&self) -> Option<View<'a>> {
        self.service.inner("effective")
    }

    fn fact(&self, held: Held, by: Layer) -> Fact {
        Fact { held, by, at: self.service.object().span }
    }

    /// The place of a key of the service, else the service.
    fn key(&self, name: &str) -> Span {
        let service = self.service.object();
        service.get(name).and_then(|entry| entry.key.or(entry.span)).unwrap_or(service.span)
    }

    /// An option of the engine, and its place.
    fn option(&self, name: &str) -> Option<(&'a Value, Span)> {
        let options = self.engine?.member("options", name)?;
        Some((options.value("value")?, options.object().span))
    }

    /// What the engine, if it is known, says by not saying anything.
    fn unset(&self, option: &str) -> Fact {
        match self.engine.and_then(|engine| engine.member("options", option)) {
            Some(option) => Fact { held: Held::No, by: Layer::Daemon, at: option.object().span },
            None => self.fact(Held::No, Layer::Default),
        }
    }

    fn is_privileged(&self) -> bool {
        self.effective().is_some_and(|effective| effective.text("privileged") == Some("yes"))
    }

    fn user(&self) -> Fact {
        let of_root = |root: Option<&str>| match root {
            Some("yes") => Held::No,
            Some("no") => Held::Yes,
            _ => Held::Unknown,
        };
        let own = self.effective().and_then(|effective| effective.inner("user"));
        if let Some(own) = own.filter(|user| user.text("source") == Some("service")) {
            return Fact { held: of_root(own.text("root")), by: Layer::Compose, at: self.key("user") };
        }
        if let Some(user) = self.stage.and_then(|stage| stage.inner("user")) {
            let by = match user.text("source") {
                Some("instruction" | "stage") => Layer::Dockerfile,
                _ => Layer::Base,
            };
            return Fact { held: of_root(user.text("root")), by, at: user.object().span };
        }
        let image = self.service.inner("image").filter(|_| !self.service.has("build"));
        let known = image.and_then(|image| image.inner("default_user"));
        match known {
            Some(user) => Fact { held: of_root(user.text("root")), by: Layer::Base, at: self.key("image") },
            None => self.fact(Held::Unknown, Layer::Base),
        }
    }

    fn user_namespace(&self) -> Fact {
        let mode = self.service.value("userns_mode");
        let remap = self.option("userns-remap").filter(|(value, _)| **value != Value::from(""));
        match (mode, remap) {
            (Some(mode), _) if *mode == Value::from("host") => {
                Fact { held: Held::No, by: Layer::Compose, at: self.key("userns_mode") }
            }
            (Some(_), _) => Fact { held: Held::Unknown, by: Layer::Compose, at: self.key("userns_mode") },
            // A privileged container is refused where users are mapped, unless it opts out.
            (None, Some((_, at))) => Fact { held: Held::Yes, by: Layer::Daemon, at },
            (None, None) => self.unset("userns-remap"),
        }
    }

    fn capabilities(&self) -> Fact {
        let Some(effective) = self.effective() else { return self.fact(Held::Unknown, Layer::Compose) };
        let dropped = effective.inner("capabilities").and_then(|all| all.text("dropped_all"));
        match (effective.text("privileged"), dropped) {
            (Some("yes"), _) => Fact { held: Held::No, by: Layer::Compose, at: self.key("privileged") },
            (Some("no"), Some("yes")) => {
                Fact { held: Held::Yes, by: Layer::Compose, at: self.key("cap_drop") }
            }
            (Some("no"), Some("no")) => self.fact(Held::No, Layer::Default),
            _ => self.fact(Held::Unknown, Layer::Compose),
        }
    }

    fn no_new_privileges(&self) -> Fact {
        let at = self.key("security_opt");
        match self.effective().and_then(|effective| effective.text("no_new_privileges")) {
            Some("yes") => Fact { held: Held::Yes, by: Layer::Compose, at },
            Some("no") => Fact { held: Held::No, by: Layer::Compose, at },
            Some("unset") => match self.option("no-new-privileges") {
                Some((Value::Bool(true), at)) => Fact { held: Held::Yes, by: Layer::Daemon, at },
                _ => self.unset("no-new-privileges"),
            },
            _ => Fact { held: Held::Unknown, by: Layer::Compose, at },
        }
    }

    /// Whether a profile of that name confines the container.
    fn confined(&self, name: &str) -> Fact {
        if self.is_privileged() {
            return Fact { held: Held::No, by: Layer::Compose, at: self.key("privileged") };
        }
        let mode = self.effective().and_then(|effective| effective.inner(name)?.text("mode"));
        let at = self.key("security_opt");
        match mode {
            Some("default") => self.fact(Held::Yes, Layer::Default),
            Some("profile" | "custom") => Fact { held: Held::Yes, by: Layer::Compose, at },
            Some("unconfined" | "disabled") => Fact { held: Held::No, by: Layer::Compose, at },
            _ => Fact { held: Held::Unknown, by: Layer::Compose, at },
        }
    }

    fn seccomp(&self) -> Fact {
        let own = self.confined("seccomp");
        let read = |of: Option<View<'a>>| of.and_then(|of| of.inner("read"));
        match (own.by, self.option("seccomp-profile")) {
            (Layer::Default, Some((Value::Text(profile), at))) if !profile.is_empty() => {
                let option = self.engine.and_then(|engine| engine.member("options", "seccomp-profile"));
                let confines = profile != "unconfined" && !read(option).is_some_and(lets_all_pass);
                Fact { held: if confines { Held::Yes } else { Held::No }, by: Layer::Daemon, at }
            }
            _ if read(self.effective().and_then(|own| own.inner("seccomp"))).is_some_and(lets_all_pass) => {
                Fact { held: Held::No, ..own }
            }
            _ => own,
        }
    }

    /// SELinux confines only where the engine is told so.
    fn selinux(&self) -> Fact {
        let own = self.confined("selinux");
        match (own.held, self.option("selinux-enabled")) {
            (Held::Yes, Some((Value::Bool(true), at))) => Fact { held: Held::Yes, by: Layer::Daemon, at },
            (Held::Yes, _) => self.unset("selinux-enabled"),
            _ => own,
        }
    }

    fn limit(&self, name: &str) -> Fact {
        match self.effective().and_then(|effective| effective.text(name)) {
            Some("yes") => self.fact(Held::Yes, Layer::Compose),
            Some("no") => self.fact(Held::No, Layer::Compose),
            _ => self.fact(Held::Unknown, Layer::Compose),
        }
    }

    fn ulimits(&self) -> Fact {
        if !self.service.table("ulimits").is_empty() {
            return Fact { held: Held::Yes, by: Layer::Compose, at: self.key("ulimits") };
        }
        match self.option("default-ulimits") {
            Some((Value::Table(limits), at)) if !limits.is_empty() => {
                Fact { held: Held::Yes, by: Layer::Daemon, at }
            }
            _ => self.unset("default-ulimits"),
        }
    }

    /// Whether what the service logs is cut before it fills the disk.
    ///
    /// Only json-file keeps everything unless told otherwise. Options of the engine hold for services
    /// of the same driver, where these do not set them: `mergeAndVerifyLogConfig` of dockerd.
    fn log_rotation(&self) -> Fact {
        let logging = self.service.inner("logging");
        let own = logging.and_then(|logging| logging.value("driver"));
        let default = match self.option("log-driver") {
            Some((Value::Text(driver), _)) if !driver.is_empty() => driver,
            _ => "json-file",
        };
        let driver = match own {
            None => default,
            Some(Value::Text(driver)) => driver,
            Some(_) => return Fact { held: Held::Unknown, by: Layer::Compose, at: self.key("logging") },
        };
        let by = if logging.is_some() { Layer::Compose } else { Layer::Daemon };
        if driver != "json-file" {
            let at = if own.is_some() { self.key("logging") } else { self.place("log-driver") };
            return Fact { held: Held::Yes, by, at };
        }
        if let Some(size) = logging.and_then(|logging| logging.member_value("options", "max-size")) {
            let held = match size {
                Value::Text(size) if size == "-1" => Held::No,
                Value::Text(_) | Value::Integer(_) => Held::Yes,
                _ => Held::Unknown,
            };
            return Fact { held, by: Layer::Compose, at: self.key("logging") };
        }
        match self.option("log-opts") {
            Some((Value::Table(options), at))
                if default == driver && options.iter().any(|option| option.name == "max-size") =>
            {
                Fact { held: Held::Yes, by: Layer::Daemon, at }
            }
            _ => self.unset("log-opts"),
        }
    }

    /// The place of an option of the engine, else the service.
    fn place(&self, option: &str) -> Span {
        self.option(option).map_or(self.service.object().span, |(_, at)| at)
    }

    fn healthcheck(&self) -> Fact {
        let at = self.key("healthcheck");
        match self.effective().and_then(|effective| effective.text("healthcheck")) {
            Some("yes") => return Fact { held: Held::Yes, by: Layer::Compose, at },
            Some("disabled") => return Fact { held: Held::No, by: Layer::Compose, at },
            Some("unset") => {}
            _ => return Fact { held: Held::Unknown, by: Layer::Compose, at },
        }
        self.image_healthcheck()
    }

    /// Whether the image brings a check. Docker's official images bring none on purpose:
    /// github.com/docker-library/faq; others may.
    fn image_healthcheck(&self) -> Fact {
        let brings_none = |image: Option<View<'_>>| {
            let place = image.and_then(|image| image.text("registry").zip(image.text("repository")));
            place.is_some_and(|(registry, repository)| image::is_official(registry, repository))
        };
        let Some(stage) = self.stage else {
            let none = !self.service.has("build") && brings_none(self.service.inner("image"));
            let held = if none { Held::No } else { Held::Unknown };
            return Fact { held, by: Layer::Base, at: self.key("image") };
        };
        if let Some(check) = stage.inner("healthcheck") {
            let held = if check.is_true("none") { Held::No } else { Held::Yes };
            return Fact { held, by: Layer::Dockerfile, at: check.object().span };
        }
        let scratch = stage.inner("base").is_some_and(|base| base.text("kind") == Some("scratch"));
        let none = scratch || brings_none(stage.inner("root_base"));
        let at = stage.object().span;
        match none {
            true => Fact { held: Held::No, by: Layer::Dockerfile, at },
            false => Fact { held: Held::Unknown, by: Layer::Base, at },
        }
    }

    /// Whether the service is reached from its own networks only, or from this machine.
    fn network(&self, setting: Setting<'_>, published: &[Published]) -> Fact {
        let shares = |namespace: &&crate::model::Item| namespace.value == Value::from("network");
        let host = self.effective().map_or(&[][..], |effective| effective.list("host_namespaces"));
        if host.iter().any(|item| shares(&item)) {
            return Fact { held: Held::No, by: Layer::Compose, at: self.key("network_mode") };
        }
        if let Some(open) = setting.unfiltered() {
            return open;
        }
        let first = |held: Held| published.iter().map(|port| port.fact).find(|fact| fact.held == held);
        let least = first(Held::No).or_else(|| first(Held::Unknown)).or_else(|| first(Held::Yes));
        least.unwrap_or_else(|| self.fact(Held::Yes, Layer::Compose))
    }
}
