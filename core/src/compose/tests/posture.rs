//! What the keys of a service come to.

use serde_json::{Value as Json, json};

use super::{reading, service};

fn effective(keys: &str) -> Json {
    service(keys)["effective"].clone()
}

fn capabilities(keys: &str) -> Vec<String> {
    serde_json::from_value(effective(keys)["capabilities"]["list"].clone()).unwrap()
}

#[test]
fn a_bare_service_has_dockers_defaults() {
    let bare = effective("image: x");
    for (key, value) in [
        ("privileged", "no"),
        ("no_new_privileges", "unset"),
        ("read_only", "no"),
        ("memory_limit", "no"),
        ("cpu_limit", "no"),
        ("pids_limit", "no"),
        ("healthcheck", "unset"),
        ("systempaths", "default"),
    ] {
        assert_eq!(bare[key], value, "{key}");
    }
    for key in ["seccomp", "apparmor", "selinux"] {
        assert_eq!(bare[key]["mode"], "default", "{key}");
    }
    assert_eq!(bare["host_namespaces"], json!([]));
    assert_eq!(capabilities("image: x").len(), 14);
}

#[test]
fn capabilities_are_dropped_and_added_from_the_default_set() {
    assert_eq!(capabilities("cap_drop: [ALL]"), [""; 0]);
    assert_eq!(capabilities("cap_drop: [all]\ncap_add: [CHOWN]"), ["CHOWN"]);
    assert!(!capabilities("cap_drop: [NET_RAW]").contains(&"NET_RAW".to_owned()));
    assert!(capabilities("cap_add: [SYS_ADMIN]").contains(&"SYS_ADMIN".to_owned()));
    assert_eq!(capabilities("cap_add: [ALL]").len(), 41);
    assert_eq!(capabilities("cap_add: [ALL]\ncap_drop: [SYS_ADMIN]").len(), 40);
    assert_eq!(capabilities("privileged: true\ncap_drop: [ALL]").len(), 41);
}

#[test]
fn what_is_not_known_of_capabilities_is_not_proven() {
    let open = effective("cap_drop: ['${X}']");
    assert_eq!(open["capabilities"]["dropped_all"], "unknown");
    assert_eq!(open["capabilities"]["complete"], false);
    let closed = effective("cap_drop: [ALL, '${X}']");
    assert_eq!(closed["capabilities"]["dropped_all"], "yes");
}

#[test]
fn namespaces_shared_with_the_host_are_listed() {
    let shared =
        effective("pid: host\nipc: host\nuts: host\nnetwork_mode: host\nuserns_mode: host\ncgroup: host");
    assert_eq!(shared["host_namespaces"], json!(["pid", "ipc", "uts", "network", "userns", "cgroup"]));
    assert_eq!(effective("pid: service:db\nnetwork_mode: bridge")["host_namespaces"], json!([]));
}

#[test]
fn users_are_judged_by_name_and_number() {
    let user = |text: &str| effective(&format!("user: '{text}'"))["user"].clone();
    for root in ["root", "0", "0:0", "root:app"] {
        assert_eq!(user(root)["root"], "yes", "{root}");
    }
    assert_eq!(
        user("1000:100"),
        json!({"name": "1000", "uid": 1000, "gid": 100, "root": "no", "source": "service"})
    );
    assert_eq!(user("app")["root"], "no");
    assert_eq!(user("${UID}")["root"], "unknown");
    assert_eq!(effective("build: .")["user"], json!({"root": "unknown", "source": "image"}));
}

#[test]
fn limits_count_in_every_place_where_they_can_be_set() {
    for keys in ["mem_limit: 1g", "deploy: {resources: {limits: {memory: 1g}}}"] {
        assert_eq!(effective(keys)["memory_limit"], "yes", "{keys}");
    }
    for keys in ["cpus: 0.5", "cpu_quota: 50000", "cpuset: '0'", "deploy: {resources: {limits: {cpus: '1'}}}"]
    {
        assert_eq!(effective(keys)["cpu_limit"], "yes", "{keys}");
    }
    for keys in ["pids_limit: 10", "deploy: {resources: {limits: {pids: 10}}}"] {
        assert_eq!(effective(keys)["pids_limit"], "yes", "{keys}");
    }
}

#[test]
fn limits_that_limit_nothing_do_not_count() {
    assert_eq!(effective("mem_limit: 0")["memory_limit"], "no");
    assert_eq!(effective("mem_limit: 0m")["memory_limit"], "no");
    assert_eq!(effective("pids_limit: -1")["pids_limit"], "no");
    assert_eq!(effective("deploy: {resources: {reservations: {memory: 1g}}}")["memory_limit"], "no");
    assert_eq!(effective("mem_limit: ${M}")["memory_limit"], "unknown");
}

#[test]
fn health_checks_can_be_set_disabled_or_left_to_the_image() {
    assert_eq!(effective("healthcheck: {test: x}")["healthcheck"], "yes");
    assert_eq!(effective("healthcheck: {disable: true}")["healthcheck"], "disabled");
    assert_eq!(effective("healthcheck: {test: NONE}")["healthcheck"], "yes");
    assert_eq!(effective("healthcheck: {test: [NONE]}")["healthcheck"], "disabled");
    assert_eq!(effective("healthcheck: {interval: 5s}")["healthcheck"], "unset");
}

#[test]
fn security_options_are_told_as_the_file_says_them() {
    let open =
        effective("privileged: true\nsecurity_opt: [no-new-privileges, 'seccomp:unconfined', apparmor=mine]");
    assert_eq!(open["no_new_privileges"], "yes");
    assert_eq!(open["seccomp"], json!({"mode": "unconfined"}));
    assert_eq!(open["apparmor"], json!({"mode": "profile", "profile": "mine"}));
    assert_eq!(
        open["selinux"],
        json!({"mode": "default"}),
        "what follows from privileged is for rules to say"
    );
}

#[test]
fn what_an_extended_service_may_say_is_not_disproven() {
    let open = effective("extends: {service: base, file: base.yaml}");
    for key in ["privileged", "no_new_privileges", "read_only", "memory_limit", "pids_limit", "healthcheck"] {
        assert_eq!(open[key], "unknown", "{key}");
    }
    assert_eq!(open["seccomp"]["mode"], "unknown");
    assert_eq!(open["capabilities"]["complete"], false);
    assert_eq!(open["capabilities"]["dropped_all"], "unknown");
    let said = effective("extends: {service: base, file: base.yaml}\nprivileged: false\nmem_limit: 1g");
    assert_eq!((&said["privileged"], &said["memory_limit"]), (&"no".into(), &"yes".into()));
}

#[test]
fn what_could_not_be_read_proves_nothing() {
    let keys = "privileged: maybe, cap_drop: ALL, security_opt: x, mem_limit: lots, read_only: 1, user: [], \
                deploy: {resources: {limits: {pids: x}}}, healthcheck: 5";
    let reading = reading(&format!("services: {{web: {{{keys}}}}}"));
    assert_eq!(reading.faults.len(), 8);
    let open = &super::json(&reading.model)["services"]["web"]["effective"];
    for key in ["privileged", "no_new_privileges", "memory_limit", "pids_limit", "read_only", "healthcheck"] {
        assert_eq!(open[key], "unknown", "{key}");
    }
    assert_eq!(open["user"]["root"], "unknown");
    assert_eq!(open["capabilities"]["dropped_all"], "unknown");
    assert_eq!(open["capabilities"]["complete"], false);
}

#[test]
fn what_an_init_container_does_not_say_may_come_from_its_service() {
    let web = service("image: x\ncap_drop: [ALL]\npre_start:\n  - command: [a]\n    privileged: true\n");
    let effective = &web["pre_start"][0]["effective"];
    assert_eq!(effective["privileged"], "yes");
    for key in ["no_new_privileges", "read_only", "memory_limit", "healthcheck"] {
        assert_eq!(effective[key], "unknown", "{key}");
    }
}
