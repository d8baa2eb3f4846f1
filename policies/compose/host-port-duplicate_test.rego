package dockwarden.compose["host-port-duplicate_test"]

import data.dockwarden.compose["host-port-duplicate"] as rule

port(published) := {"@": 1, "published": published, "target": 80, "protocol": "tcp"}

findings(services) := found if {
	found := rule.deny with input as {"services": {name: object.union({"name": name, "profiles": []}, service) | some name, service in services}}
}

pair(one, other) := findings({"a": {"ports": [one]}, "b": {"ports": [other]}})

test_same_port_is_denied if {
	count(pair(port("80"), port("80"))) == 1
	count(pair(port("80"), object.union(port("80"), {"host_ip": "0.0.0.0"}))) == 1
	count(pair(object.union(port("80-82"), {"target": "80-82"}), port("81"))) == 1
}

test_ports_apart_pass if {
	count(pair(port("80"), port("81"))) == 0
	count(pair(port("80"), object.union(port("80"), {"protocol": "udp"}))) == 0
	count(pair(object.union(port("80"), {"host_ip": "127.0.0.1"}), object.union(port("80"), {"host_ip": "127.0.0.2"}))) == 0
	count(pair(port("0"), port("0"))) == 0
	count(pair(port("80-90"), port("80-90"))) == 0
}

test_services_apart_pass if {
	web := {"ports": [port("80")]}
	count(findings({"a": object.union(web, {"profiles": ["p"]}), "b": object.union(web, {"profiles": ["q"]})})) == 0
	count(findings({"a": object.union(web, {"network_mode": "host"}), "b": web})) == 0
	count(findings({"a": object.union(web, {"deploy": {"@": 1, "replicas": 0}}), "b": web})) == 0
}
