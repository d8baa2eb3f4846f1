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

# start are the commands that a container starts with, as far as its image says them: what Compose starts
# instead is not read as a script.
start(service) := commands(service.stage.entrypoint) if not service.service.entrypoint

start(service) := commands(service.stage.cmd) if {
	not service.service.entrypoint
	not service.stage.entrypoint
	not service.service.command
}

commands(instruction) := [command | some command in instruction.commands]

# scratch_folder is the folder of a path, where it is one that only holds what is made at run time: there a
# tmpfs hides nothing.
scratch_folder(path) := folder if {
	parts := split(path, "/")
	folder := concat("/", array.slice(parts, 0, count(parts) - 1))
	some top in ["/run", "/tmp", "/var/cache", "/var/lock", "/var/log", "/var/run", "/var/tmp"]
	startswith(concat("", [folder, "/"]), concat("", [top, "/"]))
}
