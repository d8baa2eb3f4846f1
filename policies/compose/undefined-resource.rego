# METADATA
# title: Service uses something that the project does not define
# description: >-
#   Compose refuses the whole project when a service names a network, volume, secret, config or model
#   that no top-level entry defines, so nothing starts. Define it, or correct the name. Files that are
#   laid over others, and projects with includes that were not read, are passed over.
# related_resources:
#   - ref: https://docs.docker.com/reference/compose-file/networks/
#   - ref: https://docs.docker.com/reference/compose-file/volumes/
#   - ref: https://docs.docker.com/reference/compose-file/secrets/
# custom:
#   severity: medium
#   practice: correctness
#   needs:
#     - "services.*.networks"
#     - "services.*.volumes.*.type=volume"
#     - "services.*.secrets"
#     - "services.*.configs"
#     - "services.*.build.secrets"
#     - "services.*.models"
#     - "jobs.*.networks"
#     - "jobs.*.volumes.*.type=volume"
#     - "jobs.*.secrets"
#     - "jobs.*.configs"
#     - "jobs.*.build.secrets"
#     - "jobs.*.models"
#   fix: none
#   sets: [recommended, strict]
#   same_as:
#     dclint: [invalid-schema]
package dockwarden.compose["undefined-resource"]

import data.dockwarden.lib.compose_project as project

tables := {
	"config": "configs",
	"model": "models",
	"network": "networks",
	"secret": "secrets",
	"volume": "volumes",
}

deny contains {
	"message": sprintf("%q uses the %s %q, which the project does not define", [service.name, use.kind, use.name]),
	"at": use.at,
} if {
	input.alone == true
	some workloads in ["services", "jobs"]
	some service in input[workloads]
	some use in uses(service)
	project.known(use.name)
	not input[tables[use.kind]][use.name]
}

uses(service) := array.concat(
	array.concat(networks(service), volumes(service)),
	array.concat(files(service), models(service)),
)

# Compose makes the network named default by itself.
networks(service) := [{"kind": "network", "name": name, "at": [service, "networks", name]} |
	some name, _ in service.networks
	name != "default"
]

volumes(service) := [{"kind": "volume", "name": mount.source, "at": [mount, "source"]} |
	some mount in service.volumes
	mount.type == "volume"
	mount.source
]

files(service) := array.concat(
	array.concat(
		[{"kind": "secret", "name": grant.source, "at": [grant, "source"]} | some grant in service.secrets],
		[{"kind": "config", "name": grant.source, "at": [grant, "source"]} | some grant in service.configs],
	),
	[{"kind": "secret", "name": grant.source, "at": [grant, "source"]} | some grant in service.build.secrets],
)

models(service) := [{"kind": "model", "name": name, "at": [service, "models", name]} | some name, _ in service.models]
