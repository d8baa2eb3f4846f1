# METADATA
# title: Proxy address holds a password
# description: >-
#   daemon.json is readable for every user of the host, is copied to backups and often kept in
#   version control, and docker info shows its proxies. Use a proxy that knows the host by its
#   address or certificate, or set the variable for the service in a file that only root may read.
# related_resources:
#   - ref: https://docs.docker.com/engine/daemon/proxy/
# custom:
#   severity: high
#   practice: secrets
#   fix: none
#   sets: [recommended, strict]
#   same_as:
#     compose-lint: [CL-0021]
package dockwarden.daemon["credentials-in-proxy"]

deny contains {
	"message": sprintf("The address in %s holds a password", [key]),
	"at": [option, "value", key],
} if {
	option := input.options.proxies
	some key in ["http-proxy", "https-proxy"]
	holds_password(option.value[key])
}

holds_password(address) if {
	authority := split(split(address, "://")[1], "/")[0]
	contains(authority, "@")
	password := split(split(authority, "@")[0], ":")[1]
	password != ""
	not startswith(password, "$")
}
