# METADATA
# title: Image asks for everything of the graphics driver
# description: >-
#   With all, the runtime mounts every library of the driver of the host into the container, also for
#   display and video, each one more interface to the kernel. Most applications need compute,utility.
# related_resources:
#   - ref: https://docs.nvidia.com/datacenter/cloud-native/container-toolkit/latest/docker-specialized.html
# custom:
#   severity: low
#   practice: least-privilege
#   fix: none
#   sets: [strict]
#   same_as:
#     tally: [tally/gpu/prefer-minimal-driver-capabilities]
#   needs: [instructions.ENV]
#   mentions: [nvidia_driver_capabilities]
package dockwarden.dockerfile["gpu-driver-capabilities-all"]

deny contains {"message": "The container gets every capability of the driver", "at": pair} if {
	some instruction in input.instructions.ENV
	input.stages[instruction.stage].used == true
	some pair in instruction.pairs
	pair.name == "NVIDIA_DRIVER_CAPABILITIES"
	lower(pair.value) == "all"
}
