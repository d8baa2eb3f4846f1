# METADATA
# title: Service has no owner
# description: An owner label tells who is called at night.
# custom:
#   severity: low
#   practice: hygiene
#   fix: none
package dockwarden.compose["owner-missing"]

deny contains {
	"message": sprintf("Service %q names no owner", [service.name]),
	"at": service,
} if {
	some service in input.services
	not service.labels["com.example.owner"]
}
