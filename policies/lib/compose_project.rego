# How the parts of a Compose project refer to each other, and whether the file tells all of them.
package dockwarden.lib.compose_project

# known holds for a name that holds no variable.
known(name) if {
	is_string(name)
	not contains(name, "$")
}

# references are the services that a service or job needs to be there before it, with the places
# that say so.
references(service) := array.concat(
	array.concat(dependencies(service), linked(service)),
	array.concat(mounted_from(service), shared(service)),
)

dependencies(service) := [{"name": name, "at": [service, "depends_on", name], "required": required(dependency)} |
	some name, dependency in service.depends_on
	known(name)
]

required(dependency) := false if dependency.required == false

required(dependency) if not dependency.required == false

linked(service) := [{"name": name, "at": [service, "links", i], "required": true} |
	some i, link in service.links
	known(link)
	name := split(link, ":")[0]
]

mounted_from(service) := [{"name": name, "at": [service, "volumes_from", i], "required": true} |
	some i, source in service.volumes_from
	known(source)
	not startswith(source, "container:")
	name := split(source, ":")[0]
]

shared(service) := [{"name": name, "at": [service, key], "required": true} |
	some key in ["network_mode", "ipc", "pid", "uts", "cgroup"]
	place := service[key]
	known(place)
	startswith(place, "service:")
	name := trim_prefix(place, "service:")
]

# together holds for services that one command can start: no profiles keep them apart.
together(service, _) if count(service.profiles) == 0

together(_, other) if count(other.profiles) == 0

together(service, other) if {
	some profile in service.profiles
	profile in other.profiles
}

# starts holds for a service of which containers run once its profiles are chosen, all of them known.
starts(service) if {
	not service.scale == 0
	not service.deploy.replicas == 0
	every profile in service.profiles {
		known(profile)
	}
}
