# METADATA
# title: Daemon uses a path that every user may prepare
# description: >-
#   In /tmp, /var/tmp and /dev/shm every user may make files. A program, socket, key or directory that
#   the daemon, which is root, expects there may be one that somebody else put there first. Use a path
#   that only root may write to.
# related_resources:
#   - ref: https://docs.docker.com/reference/cli/dockerd/
# custom:
#   severity: high
#   practice: filesystem
#   fix: none
#   sets: [recommended, strict]
#   same_as: {}
#   mentions: ["/tmp/", "/dev/shm/"]
package dockwarden.daemon["path-in-shared-directory"]

deny contains {
	"message": sprintf("%s lies in %s, where every user may write", [key, folder]),
	"at": option,
} if {
	some key in keys
	option := input.options[key]
	option.set == true
	folder := shared(option.value)
}

deny contains {
	"message": sprintf("The runtime %s lies in %s, where every user may write", [name, folder]),
	"at": [option, "value", name, "path"],
} if {
	option := input.options.runtimes
	some name, runtime in option.value
	folder := shared(runtime.path)
}

deny contains {
	"message": sprintf("Device descriptions are read from %s, where every user may write", [folder]),
	"at": [option, "value", i],
} if {
	option := input.options["cdi-spec-dirs"]
	option.set == true
	some i, path in option.value
	folder := shared(path)
}

keys := [
	"containerd",
	"data-root",
	"exec-root",
	"init-path",
	"pidfile",
	"resolv-conf",
	"seccomp-profile",
	"tlscacert",
	"tlscert",
	"tlskey",
	"userland-proxy-path",
]

shared(path) := folder if {
	some folder in ["/tmp", "/var/tmp", "/dev/shm"]
	startswith(path, concat("", [folder, "/"]))
}
