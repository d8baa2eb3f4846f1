package dockwarden.dockerfile["ssh-server_test"]

import data.dockwarden.dockerfile["ssh-server"] as rule

findings(port) := found if {
	found := rule.deny with input as {"stages": [{"final": true, "exposes": [port]}], "commands": {}}
}

test_port_22_is_denied if {
	count(findings({"port": 22, "protocol": "tcp"})) == 1
	count(findings({"port": 20, "end": 30, "protocol": "tcp"})) == 1
}

test_other_ports_pass if {
	count(findings({"port": 2222, "protocol": "tcp"})) == 0
	count(findings({"port": 22, "protocol": "udp"})) == 0
}

test_an_unknown_port_passes if {
	count(findings({"protocol": "tcp"})) == 0
}
