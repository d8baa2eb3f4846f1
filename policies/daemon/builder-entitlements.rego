# METADATA
# title: Builds may ask for rights over the host
# description: >-
#   With security-insecure allowed, any build may run its steps with every capability, code from
#   packages and base images included. Remove the entitlement; the rare build that needs it belongs
#   on a builder of its own.
# related_resources:
#   - ref: https://docs.docker.com/build/buildkit/configure/
#   - ref: https://docs.docker.com/reference/dockerfile/#run---security
# custom:
#   severity: high
#   practice: least-privilege
#   fix: unsafe
#   sets: [recommended, strict]
#   same_as: {}
package dockwarden.daemon["builder-entitlements"]

deny contains {
	"message": "Builds may run their steps with every capability",
	"at": [input.options.builder, "value", "entitlements", "security-insecure"],
	"fix": {
		"set": [input.options.builder, "value", "entitlements", "security-insecure"],
		"value": false,
		"note": "Build steps with --security=insecure will fail",
	},
} if {
	input.options.builder.value.entitlements["security-insecure"] == true
}
