# METADATA
# title: Image fixes which graphics cards it gets
# description: >-
#   Which cards a container may use is decided where it runs. A variable in the image asks for them in
#   every container made from it, under some runtimes even without --gpus. Leave it to --gpus, or to
#   the deployment.
# related_resources:
#   - ref: https://docs.nvidia.com/datacenter/cloud-native/container-toolkit/latest/docker-specialized.html
# custom:
#   severity: low
#   practice: least-privilege
#   fix: none
#   mentions: [_visible_devices]
#   sets: [strict]
#   same_as:
#     tally: [tally/gpu/no-hardcoded-visible-devices]
#   needs: [instructions.ENV]
package dockwarden.dockerfile["gpu-devices-fixed"]

deny contains {
	"message": sprintf("%s=%s asks for graphics cards in every container", [pair.name, pair.value]),
	"at": pair,
} if {
	some instruction in input.instructions.ENV
	instruction.onbuild == false
	input.stages[instruction.stage].shipped
	some pair in instruction.pairs
	pair.name in {"CUDA_VISIBLE_DEVICES", "HIP_VISIBLE_DEVICES", "NVIDIA_VISIBLE_DEVICES", "ROCR_VISIBLE_DEVICES"}
	pair.known == true
	not pair.value in {"", "-1", "none", "void"}
}
