# Facts about a stack that several rules share.
package dockwarden.lib.stack

# containers are the services and jobs of the project.
containers := array.concat([service | some service in input.services], [job | some job in input.jobs])

# runners are the containers that run a stage of a Dockerfile.
runners(path, stage) := [service |
	some service in containers
	service.dockerfile == path
	service.stage.index == stage.index
]

# options are what the engine is told.
options := input.daemon.options

# remap is the option that maps the root of containers to another user, if it is in force.
remap := option if {
	option := input.daemon.options["userns-remap"]
	option.value != ""
}
