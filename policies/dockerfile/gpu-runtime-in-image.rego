# METADATA
# title: Tools of the host are installed in the image
# description: >-
#   The NVIDIA container toolkit connects the engine of the host with its driver. Inside an image it
#   does nothing but grow it. Install it on the host.
# related_resources:
#   - ref: https://docs.nvidia.com/datacenter/cloud-native/container-toolkit/latest/install-guide.html
# custom:
#   severity: low
#   practice: minimal-images
#   fix: none
#   mentions: [nvidia]
#   sets: [strict]
#   same_as:
#     tally: [tally/gpu/no-container-runtime-in-image]
package dockwarden.dockerfile["gpu-runtime-in-image"]

deny contains {
	"message": sprintf("%s belongs on the host", [word.value]),
	"at": word,
} if {
	some command in input.installs
	command.manager in {"apt", "apt-get", "dnf", "microdnf", "tdnf", "yum", "zypper"}
	command.keyword == "RUN"
	not command.opaque
	input.stages[command.stage].shipped
	not nests_engine(command.stage)
	some word in command.packages
	regex.match("^(nvidia-(container-toolkit|container-runtime|docker2)|libnvidia-container(1|-tools))([-=].*)?$", word.value)
}

# An engine inside the container needs the toolkit there.
nests_engine(stage) if {
	some name in {"apt", "apt-get", "dnf", "yum", "zypper"}
	some command in input.commands[name]
	command.stage == stage
	some operand in command.operands
	regex.match("^(docker|docker-ce|docker[.]io|containerd|containerd[.]io|podman|cri-o)([-=].*)?$", operand.value)
}

nests_engine(stage) if {
	input.stages[stage].root_base.name in {"dind", "docker", "kind", "node", "podman"}
}
