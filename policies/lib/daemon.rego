# Facts about dockerd's configuration that several rules share.
package dockwarden.lib.daemon

# default_bridge_exists holds unless the file removes the default bridge.
default_bridge_exists if not bridge_removed

bridge_removed if input.options.bridge.value == "none"

# remote_hosts are the TCP addresses that other machines can reach, with their places.
remote_hosts contains host if {
	some host in input.hosts
	host.scheme == "tcp"
	host.loopback == "no"
}

# local_hosts are the TCP addresses that only this machine can reach.
local_hosts contains host if {
	some host in input.hosts
	host.scheme == "tcp"
	host.loopback == "yes"
}

# encrypts holds if the daemon speaks TLS on TCP, whether it verifies clients or not.
encrypts if input.options.tls.value == true

encrypts if verifies_clients

verifies_clients if input.options.tlsverify.value == true

# loopback holds for an address or name that stays on this machine, with or without a port.
loopback(address) if startswith(address, "127.")

loopback(address) if startswith(address, "localhost")

loopback(address) if startswith(address, "::1")

loopback(address) if startswith(address, "[::1]")
