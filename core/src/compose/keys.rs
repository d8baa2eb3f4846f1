//! Every key of the Compose Specification below services, networks, volumes, secrets and configs.

use super::shape::Shape::{
    By, Choice, Flag, FlagOrText, List, Nullable, Number, Object, Scalar, Size, Table, Text, TextOrNumber,
};
use super::shape::{Field, Shape, field, joined, list, required, table};
use super::{command, devices, modes, mounts, pairs, parts, ports};

const PAIRS: Shape = By(pairs::lower);
const COMMAND: Shape = By(command::lower);
const TEXTS: Shape = List(&Text);

/// The keys of a service.
pub(super) const SERVICE: &[Field] =
    &joined::<{ CONTAINER.len() + WORKLOAD.len() + OWN.len() }>(&[CONTAINER, WORKLOAD, OWN]);

/// The keys of a job: a container that runs to its end when it is asked for or on time.
pub(super) const JOB: &[Field] =
    &joined::<{ CONTAINER.len() + WORKLOAD.len() + TRIGGERED.len() }>(&[CONTAINER, WORKLOAD, TRIGGERED]);

/// What a service, a job and a container that runs before a service have in common.
const CONTAINER: &[Field] = &[
    table("annotations", PAIRS),
    field("blkio_config", Object(BLKIO)),
    list("cap_add", &By(parts::capability)),
    list("cap_drop", &By(parts::capability)),
    field("cgroup", Choice(&["host", "private"])),
    field("cgroup_parent", Text),
    field("command", COMMAND),
    list("configs", &Object(FILE_GRANT)),
    field("cpu_count", Number),
    field("cpu_percent", Number),
    field("cpu_period", TextOrNumber),
    field("cpu_quota", TextOrNumber),
    field("cpu_rt_period", TextOrNumber),
    field("cpu_rt_runtime", TextOrNumber),
    field("cpu_shares", Number),
    field("cpus", Number),
    field("cpuset", Text),
    field("credential_spec", Object(CREDENTIAL_SPEC)),
    list("device_cgroup_rules", &Text),
    list("devices", &By(devices::lower)),
    field("dns", TEXTS),
    field("dns_opt", TEXTS),
    field("dns_search", TEXTS),
    field("domainname", Text),
    field("entrypoint", COMMAND),
    list("env_file", &By(parts::env_file)),
    table("environment", PAIRS),
    list("extra_hosts", &By(parts::extra_host)),
    field("gpus", List(&Object(DEVICE_REQUEST))),
    field("group_add", List(&TextOrNumber)),
    field("hostname", Text),
    field("image", By(parts::image)),
    field("init", Flag),
    field("ipc", Text),
    field("isolation", Text),
    field("label_file", TEXTS),
    table("labels", PAIRS),
    field("logging", Object(LOGGING)),
    field("mac_address", Text),
    field("mem_limit", Size),
    field("mem_reservation", Size),
    field("mem_swappiness", Number),
    field("memswap_limit", Size),
    field("models", Table(&Object(MODEL_USE))),
    field("network_mode", Text),
    table("networks", Table(&Object(NETWORK_USE))),
    field("oom_kill_disable", Flag),
    field("oom_score_adj", Number),
    field("pid", Nullable(&Text)),
    field("pids_limit", Number),
    field("platform", Text),
    field("privileged", Flag),
    field("pull_policy", Text),
    field("pull_refresh_after", Text),
    field("read_only", Flag),
    field("runtime", Text),
    list("secrets", &Object(FILE_GRANT)),
    list("security_opt", &Text),
    field("shm_size", Size),
    field("stop_grace_period", Text),
    field("stop_signal", Text),
    field("storage_opt", Table(&Nullable(&Scalar))),
    table("sysctls", PAIRS),
    list("tmpfs", &By(mounts::lower_tmpfs)),
    table("ulimits", Table(&Object(ULIMIT))),
    field("umask", Nullable(&By(modes::mask))),
    field("use_api_socket", Flag),
    field("user", Text),
    field("userns_mode", Text),
    field("uts", Text),
    list("volumes", &By(mounts::lower)),
    field("volumes_from", TEXTS),
    field("working_dir", Text),
];

/// What a service and a job have in common beyond that.
const WORKLOAD: &[Field] = &[
    field("build", Object(BUILD)),
    table("depends_on", Table(&Object(DEPENDENCY))),
    list("expose", &TextOrNumber),
    field("healthcheck", By(parts::healthcheck)),
    list("ports", &By(ports::lower)),
    field("stdin_open", Flag),
    field("tty", Flag),
];

/// What only a service has.
const OWN: &[Field] = &[
    field("attach", Flag),
    field("container_name", Text),
    field("deploy", Nullable(&Object(DEPLOY))),
    field("develop", Nullable(&Object(DEVELOP))),
    field("extends", Object(EXTENDS)),
    field("external_links", TEXTS),
    field("links", TEXTS),
    list("post_start", &Object(HOOK)),
    field("pre_start", List(&Object(PRE_START))),
    list("pre_stop", &Object(HOOK)),
    list("profiles", &Text),
    field("provider", Object(PROVIDER)),
    field("restart", Text),
    field("scale", Number),
];

/// What only a job has, but for the profiles of a service.
const TRIGGERED: &[Field] = &[list("profiles", &Text), required("triggers", Object(TRIGGERS))];
const TRIGGERS: &[Field] = &[field("manual", Flag), field("schedule", List(&Object(SCHEDULE)))];
const SCHEDULE: &[Field] = &[
    field("concurrency", Choice(&["forbid", "queue"])),
    required("cron", Text),
    field("missed_fires", Choice(&["one", "skip"])),
    field("timezone", Text),
];

const BUILD: &[Field] = &[
    table("additional_contexts", PAIRS),
    table("args", PAIRS),
    field("cache_from", TEXTS),
    field("cache_to", TEXTS),
    field("context", Text),
    field("dockerfile", Text),
    field("dockerfile_inline", Text),
    list("entitlements", &Text),
    field("extra_hosts", List(&By(parts::extra_host))),
    field("isolation", Text),
    table("labels", PAIRS),
    field("network", Text),
    field("no_cache", Flag),
    field("no_cache_filter", TEXTS),
    field("platforms", TEXTS),
    field("privileged", Flag),
    field("provenance", FlagOrText),
    field("pull", Flag),
    field("sbom", FlagOrText),
    list("secrets", &Object(FILE_GRANT)),
    field("shm_size", Size),
    list("ssh", &By(parts::ssh)),
    field("tags", TEXTS),
    field("target", Text),
    table("ulimits", Table(&Object(ULIMIT))),
];

const BLKIO: &[Field] = &[
    field("device_read_bps", List(&Object(BLKIO_RATE))),
    field("device_read_iops", List(&Object(BLKIO_RATE))),
    field("device_write_bps", List(&Object(BLKIO_RATE))),
    field("device_write_iops", List(&Object(BLKIO_RATE))),
    field("weight", Number),
    field("weight_device", List(&Object(BLKIO_WEIGHT))),
];
const BLKIO_RATE: &[Field] = &[field("path", Text), field("rate", Size)];
const BLKIO_WEIGHT: &[Field] = &[field("path", Text), field("weight", Number)];

const CREDENTIAL_SPEC: &[Field] = &[field("config", Text), field("file", Text), field("registry", Text)];

const DEPENDENCY: &[Field] = &[
    required("condition", Choice(&["service_started", "service_healthy", "service_completed_successfully"])),
    field("required", Flag),
    field("restart", Flag),
];

const DEPLOY: &[Field] = &[
    field("endpoint_mode", Text),
    table("labels", PAIRS),
    field("mode", Text),
    field("placement", Object(PLACEMENT)),
    field("replicas", Number),
    field("resources", Object(RESOURCES)),
    field("restart_policy", Object(RESTART_POLICY)),
    field("rollback_config", Object(UPDATE)),
    field("update_config", Object(UPDATE)),
];
const PLACEMENT: &[Field] = &[
    field("constraints", TEXTS),
    field("max_replicas_per_node", Number),
    field("preferences", List(&Object(PREFERENCE))),
];
const PREFERENCE: &[Field] = &[field("spread", Text)];
const RESOURCES: &[Field] = &[field("limits", Object(LIMITS)), field("reservations", Object(RESERVATIONS))];
const LIMITS: &[Field] = &[field("cpus", Number), field("memory", Size), field("pids", Number)];
const RESERVATIONS: &[Field] = &[
    field("cpus", Number),
    field("devices", List(&Object(RESERVED_DEVICE))),
    field("generic_resources", List(&Object(GENERIC_RESOURCE))),
    field("memory", Size),
];
const GENERIC_RESOURCE: &[Field] = &[field("discrete_resource_spec", Object(DISCRETE_RESOURCE))];
const DISCRETE_RESOURCE: &[Field] = &[field("kind", Text), field("value", Number)];
const RESERVED_DEVICE: &[Field] = &[
    required("capabilities", TEXTS),
    field("count", TextOrNumber),
    field("device_ids", TEXTS),
    field("driver", Text),
    field("options", PAIRS),
];
const DEVICE_REQUEST: &[Field] = &[
    field("capabilities", TEXTS),
    field("count", TextOrNumber),
    field("device_ids", TEXTS),
    field("driver", Text),
    field("options", PAIRS),
];
const RESTART_POLICY: &[Field] =
    &[field("condition", Text), field("delay", Text), field("max_attempts", Number), field("window", Text)];
const UPDATE: &[Field] = &[
    field("delay", Text),
    field("failure_action", Text),
    field("max_failure_ratio", Number),
    field("monitor", Text),
    field("order", Choice(&["start-first", "stop-first"])),
    field("parallelism", Number),
];

const DEVELOP: &[Field] = &[field("watch", List(&Object(WATCH)))];
const WATCH: &[Field] = &[
    required("action", Choice(&["rebuild", "sync", "restart", "sync+restart", "sync+exec"])),
    field("exec", Object(HOOK)),
    field("ignore", TEXTS),
    field("include", TEXTS),
    field("initial_sync", Flag),
    required("path", By(parts::path)),
    field("target", Text),
];

const EXTENDS: &[Field] = &[field("file", Text), required("service", Text)];

const FILE_GRANT: &[Field] = &[
    field("gid", Text),
    field("mode", By(modes::file)),
    field("source", Text),
    field("target", Text),
    field("uid", Text),
];

const HOOK: &[Field] = &[
    required("command", COMMAND),
    table("environment", PAIRS),
    field("privileged", Flag),
    field("user", Text),
    field("working_dir", Text),
];
const PRE_START: &[Field] = &joined::<{ CONTAINER.len() + 1 }>(&[CONTAINER, &[field("per_replica", Flag)]]);

const LOGGING: &[Field] = &[field("driver", Text), table("options", Table(&Nullable(&TextOrNumber)))];

const MODEL_USE: &[Field] = &[field("endpoint_var", Text), field("model_var", Text)];

const NETWORK_USE: &[Field] = &[
    field("aliases", TEXTS),
    field("driver_opts", Table(&TextOrNumber)),
    field("gw_priority", Number),
    field("interface_name", Text),
    field("ipv4_address", Text),
    field("ipv6_address", Text),
    field("link_local_ips", TEXTS),
    field("mac_address", Text),
    field("priority", Number),
    field("use_service_name_alias", Flag),
];

const PROVIDER: &[Field] = &[field("options", Table(&By(parts::scalar_or_list))), required("type", Text)];

const ULIMIT: &[Field] = &[required("hard", Number), required("soft", Number)];

/// The keys of a network.
pub(super) const NETWORK: &[Field] = &[
    field("attachable", Flag),
    field("driver", Text),
    table("driver_opts", Table(&TextOrNumber)),
    field("enable_ipv4", Flag),
    field("enable_ipv6", Flag),
    field("external", Flag),
    field("internal", Flag),
    field("ipam", Object(IPAM)),
    table("labels", PAIRS),
    field("name", Text),
];
const IPAM: &[Field] =
    &[field("config", List(&Object(SUBNET))), field("driver", Text), field("options", Table(&Text))];
const SUBNET: &[Field] = &[
    field("aux_addresses", Table(&Text)),
    field("gateway", Text),
    field("ip_range", Text),
    field("subnet", Text),
];

/// The keys of a volume.
pub(super) const VOLUME: &[Field] = &[
    field("driver", Text),
    table("driver_opts", Table(&TextOrNumber)),
    field("external", Flag),
    table("labels", PAIRS),
    field("name", Text),
];

/// The keys of a secret.
pub(super) const SECRET: &[Field] = &[
    field("driver", Text),
    table("driver_opts", Table(&TextOrNumber)),
    field("environment", Text),
    field("external", Flag),
    field("file", Text),
    table("labels", PAIRS),
    field("name", Text),
    field("template_driver", Text),
];

/// The keys of a config.
pub(super) const CONFIG: &[Field] = &[
    field("content", Text),
    field("environment", Text),
    field("external", Flag),
    field("file", Text),
    table("labels", PAIRS),
    field("name", Text),
    field("template_driver", Text),
];

/// The keys of a model.
pub(super) const MODEL: &[Field] = &[
    field("context_size", Number),
    required("model", Text),
    field("name", Text),
    field("runtime_flags", TEXTS),
];
