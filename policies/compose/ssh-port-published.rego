# METADATA
# title: SSH server is published
# description: >-
#   A container that is reached over SSH has a second way in, with keys and accounts of its own to
#   look after, and a reason to run more than one program. docker compose exec opens a shell without
#   it. Images whose purpose is SSH, such as those of Git servers, are passed over.
# related_resources:
#   - ref: https://docs.docker.com/reference/cli/docker/compose/exec/
# custom:
#   severity: medium
#   practice: network
#   needs: ["containers.*.ports.*.target=22"]
#   fix: unsafe
#   sets: [recommended, strict, cis]
#   same_as:
#     cis: ["5.7"]
#   parameters:
#     images:
#       default: [gitea, forgejo, gitlab-ce, gitlab-ee, gogs, soft-serve, bitbucket, sftp, sftpgo, openssh-server]
#       description: Names of images that serve SSH on purpose
package dockwarden.compose["ssh-port-published"]

import data.dockwarden.lib.compose

default images := [
	"gitea",
	"forgejo",
	"gitlab-ce",
	"gitlab-ee",
	"gogs",
	"soft-serve",
	"bitbucket",
	"sftp",
	"sftpgo",
	"openssh-server",
]

images := data.config["compose/ssh-port-published"].images

deny contains {
	"message": sprintf("%s publishes its SSH port", [compose.title(container)]),
	"at": place(port),
	"fix": {"delete": entry(container, port), "note": "The service can no longer be reached over SSH"},
} if {
	some container in input.containers
	some port in container.ports
	port.target == 22
	not serves_ssh(container)
}

serves_ssh(container) if container.image.name in images

place(port) := port if port.text

place(port) := [port, "target"] if not port.text

# A list of ports may not be left empty.
entry(container, port) := [container, "ports"] if {
	every other in container.ports { other.target == 22 }
} else := port
