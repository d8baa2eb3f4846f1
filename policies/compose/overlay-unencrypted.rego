# METADATA
# title: Overlay network sends data unencrypted
# description: >-
#   Overlay networks carry traffic between hosts in the clear, so that anyone on the way can read
#   and change it. The option encrypted turns on IPsec between the nodes. Leave it out only where
#   the network between the hosts is protected in another way.
# related_resources:
#   - ref: https://docs.docker.com/engine/network/drivers/overlay/#encrypt-traffic-on-an-overlay-network
# custom:
#   severity: medium
#   practice: network
#   needs: ["networks.*.driver=overlay"]
#   fix: unsafe
#   sets: [strict, cis]
#   same_as:
#     cis: ["7.3"]
package dockwarden.compose["overlay-unencrypted"]

note := "Encryption costs throughput, and nodes that run Windows cannot join"

deny contains {
	"message": sprintf("Overlay network %q is not encrypted", [name]),
	"at": network,
	"fix": {"set": [network, "driver_opts"], "value": {"encrypted": "true"}, "note": note},
} if {
	some name, network in overlays
	count(network.driver_opts) == 0
}

deny contains {
	"message": sprintf("Overlay network %q is not encrypted", [name]),
	"at": network,
	"fix": {"set": [network, "driver_opts", "encrypted"], "value": "true", "note": note},
} if {
	some name, network in overlays
	count(network.driver_opts) > 0
	not network.driver_opts.encrypted
	not network.driver_opts.encrypted == false
}

deny contains {
	"message": sprintf("Overlay network %q switches encryption off", [name]),
	"at": [network, "driver_opts", "encrypted"],
	"fix": {"set": [network, "driver_opts", "encrypted"], "value": "true", "note": note},
} if {
	some name, network in overlays
	network.driver_opts.encrypted in {"false", false}
}

overlays[name] := network if {
	some name, network in input.networks
	network.driver == "overlay"
	not network.external == true
}
