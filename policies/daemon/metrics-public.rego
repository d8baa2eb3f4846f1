# METADATA
# title: Metrics are open to the network
# description: >-
#   The address of metrics-addr asks for no credentials and tells whoever connects what runs on the
#   host and how busy it is. Listen on 127.0.0.1, or on an address that only the collector reaches.
# related_resources:
#   - ref: https://docs.docker.com/engine/daemon/prometheus/
# custom:
#   severity: low
#   practice: network
#   fix: none
#   sets: [recommended, strict]
#   same_as: {}
package dockwarden.daemon["metrics-public"]

deny contains {
	"message": sprintf("Anyone may read the metrics of the daemon on %s", [option.value]),
	"at": option,
} if {
	option := input.options["metrics-addr"]
	everywhere(option.value)
}

everywhere(address) if startswith(address, "0.0.0.0:")

everywhere(address) if startswith(address, "[::]:")

everywhere(address) if startswith(address, ":")
