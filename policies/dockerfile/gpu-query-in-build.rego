# METADATA
# title: Build asks for a graphics card
# description: >-
#   Builders have no graphics card and no driver: nvidia-smi fails there, or tells of the machine of the
#   builder and not of the one where the image runs. Ask when the container starts.
# related_resources:
#   - ref: https://docs.nvidia.com/datacenter/cloud-native/container-toolkit/latest/index.html
# custom:
#   severity: low
#   practice: hygiene
#   fix: none
#   sets: [strict]
#   same_as:
#     tally: [tally/gpu/no-buildtime-gpu-queries]
#   needs: [commands.nvidia-smi]
package dockwarden.dockerfile["gpu-query-in-build"]

deny contains {"message": "There is no graphics card in a build", "at": command} if {
	some command in input.commands["nvidia-smi"]
	command.keyword == "RUN"
	not command.opaque
}
