//! Projects that Compose refuses, one for each reason that its checks know: who says so here, and where.

/// One mistake.
pub struct Mistake {
    /// The file.
    pub text: &'static str,
    /// The rule that tells of it; `syntax` for what cannot be understood.
    pub rule: &'static str,
    /// What is marked.
    pub marked: &'static str,
}

const fn mistake(rule: &'static str, marked: &'static str, text: &'static str) -> Mistake {
    Mistake { text, rule, marked }
}

/// All of them, in the order in which compose-go looks for them.
pub const MISTAKES: &[Mistake] = &[
    // What a file is made of.
    mistake("syntax", "- a", "- a\n"),
    mistake("syntax", "[a]", "services: [a]\n"),
    mistake("syntax", "text", "services: {web: text}\n"),
    mistake("syntax", "1", "services: {1: {image: a}}\n"),
    mistake("syntax", "a/b", "services: {a/b: {image: a}}\n"),
    mistake("compose/unknown-key", "imgae", "services: {web: {image: a, imgae: a}}\n"),
    mistake(
        "compose/unknown-key",
        "restart",
        "services: {}\njobs: {j: {image: a, restart: always, triggers: {manual: true}}}\n",
    ),
    mistake("syntax", "5", "services: {web: {image: a, user: 5}}\n"),
    mistake("syntax", "maybe", "services: {web: {image: a, privileged: maybe}}\n"),
    mistake("syntax", "many", "services: {web: {image: a, pids_limit: many}}\n"),
    mistake("syntax", "lots", "services: {web: {image: a, mem_limit: lots}}\n"),
    mistake("syntax", "[1]", "services: {web: {image: a, environment: {A: [1]}}}\n"),
    mistake("syntax", "hots", "services: {web: {image: a, cgroup: hots}}\n"),
    mistake("syntax", "\"a${\"", "services: {web: {image: \"a${\"}}\n"),
    mistake("syntax", "*no", "services: {web: *no}\n"),
    mistake("syntax", "image", "services:\n  web:\n    image: a\n    image: b\n"),
    mistake("syntax", "*a", "x-a: &a 1\nservices: {web: {<<: *a, image: a}}\n"),
    // Short syntaxes.
    mistake("syntax", "'99999:1'", "services: {web: {image: a, ports: ['99999:1']}}\n"),
    mistake("syntax", "'1-2:1-3'", "services: {web: {image: a, ports: ['1-2:1-3']}}\n"),
    mistake("syntax", "'x:1:1'", "services: {web: {image: a, ports: ['x:1:1']}}\n"),
    mistake("syntax", "'aa::b'", "services: {web: {image: a, volumes: ['aa::b']}}\n"),
    mistake("syntax", "'aa:/b:cc:d'", "services: {web: {image: a, volumes: ['aa:/b:cc:d']}}\n"),
    mistake("syntax", "'a:b:c:d'", "services: {web: {image: a, devices: ['a:b:c:d']}}\n"),
    mistake("syntax", "alone", "services: {web: {image: a, extra_hosts: [alone]}}\n"),
    mistake("syntax", "other", "services: {web: {image: a, build: {context: ., ssh: [other]}}}\n"),
    mistake("syntax", "plain", "services: {web: {build: {context: ., additional_contexts: [plain]}}}\n"),
    // Other files and other services.
    mistake("syntax", "none.yaml", "include: [none.yaml]\nservices: {web: {image: a}}\n"),
    mistake("syntax", "none", "services: {web: {image: a, extends: none}}\n"),
    mistake("syntax", "none.yaml", "services: {web: {image: a, extends: {service: a, file: none.yaml}}}\n"),
    mistake("syntax", "extends: a", "services: {a: {extends: b}, b: {extends: a}}\n"),
    // What things say of themselves.
    mistake(
        "compose/external-with-settings",
        "driver: x",
        "services: {web: {image: a}}\nvolumes: {v: {external: true, driver: x}}\n",
    ),
    mistake("syntax", "b", "services: {web: {image: a}}\nvolumes: {v: {name: a, external: {name: b}}}\n"),
    mistake(
        "compose/conflicting-keys",
        "environment: E",
        "services: {web: {image: a}}\nsecrets: {s: {file: f, environment: E}}\n",
    ),
    mistake(
        "compose/conflicting-keys",
        "content: c",
        "services: {web: {image: a}}\nconfigs: {c: {file: f, content: c}}\n",
    ),
    mistake("compose/source-missing", "s", "services: {web: {image: a}}\nsecrets: {s: {labels: {a: b}}}\n"),
    mistake("compose/source-missing", "c", "services: {web: {image: a}}\nconfigs: {c: {}}\n"),
    mistake("syntax", "nowhere", "services: {web: {image: a, ports: [{target: 1, host_ip: nowhere}]}}\n"),
    mistake("syntax", "''", "services: {web: {image: a, develop: {watch: [{action: rebuild, path: ''}]}}}\n"),
    mistake(
        "compose/conflicting-keys",
        "count: 1",
        "services: {web: {image: a, gpus: [{count: 1, device_ids: ['0']}]}}\n",
    ),
    mistake(
        "compose/invalid-value",
        "{type: bind, target: /a}",
        "services: {web: {image: a, volumes: [{type: bind, target: /a}]}}\n",
    ),
    mistake(
        "compose/invalid-value",
        "stop_grace_period: '5'",
        "services: {web: {image: a, stop_grace_period: '5'}}\n",
    ),
    mistake(
        "syntax",
        "no",
        "services: {web: {image: a, secrets: [{source: s, mode: no}]}}\nsecrets: {s: {file: f}}\n",
    ),
    mistake("syntax", "j", "services: {web: {image: a}}\njobs: {j: {image: a}}\n"),
    // What services say of one another, and of the rest.
    mistake("compose/image-missing", "web", "services: {web: {user: a}}\n"),
    mistake(
        "compose/conflicting-keys",
        "dockerfile_inline: FROM a",
        "services: {web: {build: {dockerfile: a, dockerfile_inline: FROM a}}}\n",
    ),
    mistake(
        "compose/undefined-service",
        "'service:b'",
        "services: {web: {build: {context: ., additional_contexts: {x: 'service:b'}}}}\n",
    ),
    mistake(
        "compose/undefined-service",
        "'service:b'",
        "services: {web: {build: {context: ., additional_contexts: {x: 'service:b'}}}, b: {image: b}}\n",
    ),
    mistake(
        "compose/conflicting-values",
        "platform: p/b",
        "services: {web: {platform: p/b, build: {context: ., platforms: [p/a]}}}\n",
    ),
    mistake(
        "compose/conflicting-keys",
        "networks: [n]",
        "services: {web: {image: a, network_mode: host, networks: [n]}}\nnetworks: {n: {}}\n",
    ),
    mistake("compose/undefined-resource", "n", "services: {web: {image: a, networks: [n]}}\n"),
    mistake("compose/invalid-value", "a", "services: {web: {image: a, healthcheck: {test: [a]}}}\n"),
    mistake("compose/undefined-service", "b", "services: {web: {image: a, depends_on: [b]}}\n"),
    mistake(
        "compose/undefined-service",
        "j",
        "services: {web: {image: a, depends_on: [j]}}\njobs: {j: {image: a, triggers: {manual: true}}}\n",
    ),
    mistake("compose/undefined-service", "b", "services: {web: {image: a, links: [b]}}\n"),
    mistake("compose/undefined-service", "b", "services: {web: {image: a, volumes_from: [b]}}\n"),
    mistake(
        "compose/undefined-service",
        "'service:b'",
        "services: {web: {image: a, network_mode: 'service:b'}}\n",
    ),
    mistake("compose/undefined-resource", "'data:/d'", "services: {web: {image: a, volumes: ['data:/d']}}\n"),
    mistake("compose/undefined-resource", "s", "services: {web: {build: {context: ., secrets: [s]}}}\n"),
    mistake("compose/undefined-resource", "c", "services: {web: {image: a, configs: [c]}}\n"),
    mistake("compose/undefined-resource", "m", "services: {web: {image: a, models: [m]}}\n"),
    mistake("compose/undefined-resource", "s", "services: {web: {image: a, secrets: [s]}}\n"),
    mistake(
        "compose/conflicting-values",
        "scale: 2",
        "services: {web: {image: a, scale: 2, deploy: {replicas: 3}}}\n",
    ),
    mistake("compose/invalid-value", "scale: -1", "services: {web: {image: a, scale: -1}}\n"),
    mistake("compose/invalid-value", "replicas: -1", "services: {web: {image: a, deploy: {replicas: -1}}}\n"),
    mistake(
        "compose/conflicting-values",
        "cpus: 1",
        "services: {web: {image: a, cpus: 1, deploy: {resources: {limits: {cpus: '2'}}}}}\n",
    ),
    mistake(
        "compose/conflicting-values",
        "mem_limit: 1g",
        "services: {web: {image: a, mem_limit: 1g, deploy: {resources: {limits: {memory: 1m}}}}}\n",
    ),
    mistake(
        "compose/conflicting-values",
        "mem_reservation: 1g",
        "services: {web: {image: a, mem_reservation: 1g, deploy: {resources: {reservations: {memory: 1m}}}}}\n",
    ),
    mistake(
        "compose/conflicting-values",
        "pids_limit: 1",
        "services: {web: {image: a, pids_limit: 1, deploy: {resources: {limits: {pids: 2}}}}}\n",
    ),
    mistake(
        "compose/conflicting-values",
        "cpus: 1",
        "services: {web: {image: a, cpus: 1, deploy: {resources: {limits: {memory: 1m}}}}}\n",
    ),
    mistake(
        "compose/container-name-with-replicas",
        "container_name: cc",
        "services: {web: {image: a, container_name: cc, scale: 2}}\n",
    ),
    mistake(
        "compose/container-name-with-replicas",
        "container_name: cc",
        "services: {web: {image: a, container_name: cc, deploy: {replicas: 2}}}\n",
    ),
    mistake(
        "compose/container-name-invalid",
        "container_name: '-'",
        "services: {web: {image: a, container_name: '-'}}\n",
    ),
    mistake(
        "compose/watch-target-missing",
        "{action: sync, path: a}",
        "services: {web: {image: a, develop: {watch: [{action: sync, path: a}]}}}\n",
    ),
    mistake(
        "compose/mount-target-duplicate",
        "/t",
        "services: {web: {image: a, tmpfs: [/t], volumes: ['/v:/t']}}\n",
    ),
    mistake(
        "syntax",
        "web",
        "services: {web: {image: a}}\njobs: {web: {image: a, triggers: {manual: true}}}\n",
    ),
    mistake(
        "compose/undefined-service",
        "b",
        "services: {web: {image: a}}\njobs: {j: {image: a, depends_on: [b], triggers: {manual: true}}}\n",
    ),
    mistake(
        "compose/dependency-cycle",
        "b",
        "services: {a: {image: a, depends_on: [b]}, b: {image: b, depends_on: [a]}}\n",
    ),
    mistake("compose/dependency-cycle", "web", "services: {web: {image: a, depends_on: [web]}}\n"),
];
