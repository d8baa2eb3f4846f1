# METADATA
# title: Image offers SSH
# description: >-
#   An SSH server in a container is one more way in, with keys and passwords to look after. docker exec
#   opens a shell without it. Remove the server and its port.
# related_resources:
#   - ref: https://docs.docker.com/reference/cli/docker/container/exec/
# custom:
#   severity: medium
#   practice: network
#   fix: none
#   mentions: [sshd, expose]
#   sets: [recommended, strict, cis]
#   same_as:
#     cis: ["5.7"]
#     trivy: [DS-0004]
#     checkov: [CKV_DOCKER_1]
#     kics: [5907595b-5b6d-4142-b173-dbb0e73fbff8]
package dockwarden.dockerfile["ssh-server"]

deny contains {"message": "The image exposes port 22, which is SSH", "at": port} if {
	some stage in input.stages
	stage.final == true
	some port in stage.exposes
	port.protocol == "tcp"
	port.port <= 22
	last(port) >= 22
}

deny contains {"message": "The image starts an SSH server", "at": command} if {
	some command in input.commands.sshd
	command.keyword in {"CMD", "ENTRYPOINT"}
	input.stages[command.stage].final == true
}

last(port) := port.end if port.end

last(port) := port.port if not port.end
