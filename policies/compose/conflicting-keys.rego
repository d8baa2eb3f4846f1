# METADATA
# title: Keys exclude each other
# description: >-
#   Some keys cannot stand together: Compose or the engine refuses the service, or obeys one and
#   forgets the other. A service in the network namespace of another has no networks, ports, host name
#   or DNS of its own; a secret or config has one source. Keep the one that is meant.
# related_resources:
#   - ref: https://docs.docker.com/reference/compose-file/services/#network_mode
#   - ref: https://docs.docker.com/reference/compose-file/build/#dockerfile_inline
#   - ref: https://docs.docker.com/reference/compose-file/configs/
# custom:
#   severity: medium
#   practice: correctness
#   needs:
#     - "services.*.network_mode"
#     - "services.*.build.dockerfile_inline"
#     - "services.*.gpus"
#     - "services.*.deploy.resources.reservations.devices"
#     - "configs"
#     - "secrets"
#     - "services.*.pull_policy=build"
#     - "services.*.healthcheck.disable"
#   fix: none
#   sets: [recommended, strict]
#   same_as: {}
package dockwarden.compose["conflicting-keys"]

deny contains {
	"message": sprintf("%q has network_mode, so it cannot have networks", [service.name]),
	"at": [service, "networks"],
	"related": [{"at": [service, "network_mode"], "message": "The network is chosen here"}],
} if {
	some service in input.services
	is_string(service.network_mode)
	service.network_mode != ""
	count(service.networks) > 0
}

# What belongs to the network namespace cannot be set by who only borrows it.
deny contains {
	"message": sprintf("%q borrows its network, so it cannot have %s", [service.name, key]),
	"at": [service, key],
	"related": [{"at": [service, "network_mode"], "message": "The network is borrowed here"}],
} if {
	some service in input.services
	borrowed(service.network_mode)
	some key in ["dns", "expose", "extra_hosts", "hostname", "ports"]
	set(service[key])
}

deny contains {
	"message": sprintf("Build of %q has both dockerfile and dockerfile_inline", [service.name]),
	"at": [service.build, "dockerfile_inline"],
	"related": [{"at": [service.build, "dockerfile"], "message": "Another Dockerfile is named here"}],
} if {
	some service in input.services
	set(service.build.dockerfile)
	set(service.build.dockerfile_inline)
}

deny contains {
	"message": sprintf("%q asks for devices both by count and by device_ids", [service.name]),
	"at": [request, "count"],
	"related": [{"at": [request, "device_ids"], "message": "The devices are named here"}],
} if {
	some service in input.services
	some request in array.concat(object.get(service, "gpus", []), reserved(service))
	request.count
	request.device_ids
}

deny contains {
	"message": sprintf("%s %q has more than one source: %s", [kind, name, concat(", ", sources)]),
	"at": [entry, sources[1]],
	"related": [{"at": [entry, sources[0]], "message": "The first is here"}],
} if {
	some table, kind in {"configs": "Config", "secrets": "Secret"}
	some name, entry in input[table]
	sources := [key | some key in ["file", "environment", "content"]; entry[key]]
	count(sources) > 1
}

# Compose neither pulls nor builds such an image.
deny contains {
	"message": sprintf("%q is to be built, but says not how", [service.name]),
	"at": [service, "pull_policy"],
} if {
	input.alone == true
	some service in input.services
	service.pull_policy == "build"
	service.image
	not service.build
	not service.extends
}

# Compose forgets the test of a check that is switched off.
deny contains {
	"message": sprintf("Health check of %q is switched off, so its test never runs", [service.name]),
	"at": [service.healthcheck, "test"],
	"related": [{"at": [service.healthcheck, "disable"], "message": "It is switched off here"}],
	"severity": "low",
} if {
	some service in input.services
	service.healthcheck.disable == true
	service.healthcheck.none == false
	count(service.healthcheck.test) > 0
}

borrowed(mode) if startswith(mode, "service:")

borrowed(mode) if startswith(mode, "container:")

reserved(service) := [request | some request in service.deploy.resources.reservations.devices]

set(value) if {
	is_string(value)
	value != ""
}

set(value) if {
	is_array(value)
	count(value) > 0
}
