# How the parts of a Compose project refer to each other, and whether the file tells all of them.
package dockwarden.lib.compose_project

# known holds for a name that holds no variable.
known(name) if {
	is_string(name)
	not contains(name, "$")
}

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
