# METADATA
# title: Lifecycle hook runs as root
# description: >-
#   A hook that runs as root brings root back into a container whose service runs as somebody else.
#   It is the documented way to prepare a volume; where the image or an init service can do that
#   once, the hook is not needed.
# related_resources:
#   - ref: https://docs.docker.com/compose/how-tos/lifecycle/
# custom:
#   severity: info
#   practice: users
#   needs: ["services.*.post_start.*.user", "services.*.pre_start.*.user", "services.*.pre_stop.*.user"]
#   fix: none
#   sets: [strict, cis]
#   same_as:
#     cis: ["5.24"]
package dockwarden.compose["lifecycle-hook-root"]

deny contains {
	"message": sprintf("Service %q runs a %s hook as root", [service.name, moment]),
	"at": [hook, "user"],
} if {
	some service in input.services
	some moment in ["post_start", "pre_start", "pre_stop"]
	some hook in service[moment]
	split(hook.user, ":")[0] in {"root", "0"}
}
