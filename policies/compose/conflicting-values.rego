# METADATA
# title: One thing is said twice, differently
# description: >-
#   Compose refuses a project in which a service gives the same limit or number of containers in two
#   places with different values, sets a limit beside a deploy.resources.limits that lacks it, or is to run on a platform that its image is not built for. Keep one
#   of them.
# related_resources:
#   - ref: https://docs.docker.com/reference/compose-file/deploy/#resources
#   - ref: https://docs.docker.com/reference/compose-file/services/#scale
#   - ref: https://docs.docker.com/reference/compose-file/build/#platforms
# custom:
#   severity: medium
#   practice: correctness
#   needs: ["services.*.scale", "services.*.deploy", "services.*.platform"]
#   fix: none
#   sets: [recommended, strict]
#   same_as: {}
package dockwarden.compose["conflicting-values"]

deny contains {
	"message": sprintf("%q has %v as %s but %v as %s", [service.name, pair.plain, pair.key, pair.deployed, pair.name]),
	"at": [service, pair.key],
	"related": [{"at": pair.at, "message": "The other value is here"}],
} if {
	some service in input.services
	some pair in pairs(service)
	differ(pair.plain, pair.deployed)
}

deny contains {
	"message": sprintf("%q runs on %s, for which its image is not built", [service.name, service.platform]),
	"at": [service, "platform"],
	"related": [{"at": [service.build, "platforms"], "message": "The platforms of the image are here"}],
} if {
	some service in input.services
	is_string(service.platform)
	platforms := service.build.platforms
	count(platforms) > 0
	every platform in platforms {
		is_string(platform)
	}
	not service.platform in platforms
}

pairs(service) := array.concat(
	[pair | pair := {"key": "scale", "plain": service.scale, "deployed": service.deploy.replicas, "name": "deploy.replicas", "at": [service.deploy, "replicas"]}],
	array.concat(limits(service), reservations(service)),
)

limits(service) := [pair |
	limits := service.deploy.resources.limits
	some key, name in {"cpus": "cpus", "mem_limit": "memory", "pids_limit": "pids"}
	pair := object.union(
		{"key": key, "plain": service[key], "name": sprintf("deploy.resources.limits.%s", [name])},
		deployed(limits, name),
	)
]

reservations(service) := [pair |
	reservations := service.deploy.resources.reservations
	pair := object.union(
		{"key": "mem_reservation", "plain": service.mem_reservation, "name": "deploy.resources.reservations.memory"},
		deployed(reservations, "memory"),
	)
]

# deployed is what deploy says of a resource; where it says something of others only, Compose takes that for 0.
deployed(resources, name) := {"deployed": resources[name], "at": [resources, name]} if resources[name]

deployed(resources, name) := {"deployed": 0, "at": resources} if not resources[name]

# differ holds for two numbers or sizes that are known and not the same.
differ(one, other) if amount(one) != amount(other)

amount(value) := value if is_number(value)

amount(value) := bytes(value) if is_string(value)

# bytes reads a size as Docker does: k, m, g and t count in 1024, with or without a b.
bytes(text) := units.parse_bytes(trim_suffix(lower(text), "b")) if not scaled(trim_suffix(lower(text), "b"))

bytes(text) := units.parse_bytes(concat("", [size, "i"])) if {
	size := trim_suffix(lower(text), "b")
	scaled(size)
}

scaled(size) if {
	some unit in {"k", "m", "g", "t", "p"}
	endswith(size, unit)
}
