# METADATA
# title: VOLUME for the socket of Docker
# description: >-
#   Whoever reaches the socket of Docker has the host. A VOLUME does not bring it in: it makes an empty
#   folder of that name, and invites everybody who runs the image to mount the real one. Remove it, and
#   give the container a narrow proxy if it really has to ask Docker something.
# related_resources:
#   - ref: https://docs.docker.com/engine/security/#docker-daemon-attack-surface
# custom:
#   severity: medium
#   practice: least-privilege
#   fix: none
#   sets: [recommended, strict]
#   same_as: {}
#   needs: [instructions.VOLUME]
package dockwarden.dockerfile["docker-socket-volume"]

sockets := {
	"/run/containerd/containerd.sock",
	"/run/crio/crio.sock",
	"/run/docker.sock",
	"/run/podman/podman.sock",
	"/var/run/containerd/containerd.sock",
	"/var/run/crio/crio.sock",
	"/var/run/docker.sock",
	"/var/run/podman/podman.sock",
}

deny contains {
	"message": sprintf("The image asks for %s, which gives it the host", [path.text]),
	"at": path,
} if {
	some instruction in input.instructions.VOLUME
	some path in instruction.paths
	path.value in sockets
}
