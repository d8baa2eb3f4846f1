# How options of log drivers send logs over the network.
package dockwarden.lib.logs

# unchecked names the options that take any certificate of the receiver.
unchecked := {"splunk-insecureskipverify", "syslog-tls-skip-verify"}

# true_value holds for what drivers take as true.
true_value(value) if value in {true, "true", "1", "t", "TRUE", "True"}

# plain holds for the address of another machine that takes logs without encryption.
plain(address) if {
	some scheme in ["tcp://", "udp://"]
	startswith(address, scheme)
	not contains(address, "$")
	not here(trim_prefix(address, scheme))
}

here(host) if host == ""

here(host) if {
	some name in ["127.", "localhost", "[::1]", ":"]
	startswith(host, name)
}
