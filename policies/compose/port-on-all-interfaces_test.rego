package dockwarden.compose["port-on-all-interfaces_test"]

import data.dockwarden.compose["port-on-all-interfaces"] as rule

findings(port) := found if {
	found := rule.deny with input as {"containers": [{"name": "db", "ports": [port]}]}
}

replacement(port) := trim(finding.fix.text, `"`) if some finding in findings(port)

test_no_address_is_denied if {
	replacement({"text": "5432:5432", "published": "5432", "target": 5432}) == "127.0.0.1:5432:5432"
}

test_any_address_is_denied if {
	replacement({
		"text": "0.0.0.0:5432:5432/tcp",
		"host_ip": "0.0.0.0",
		"published": "5432",
		"target": 5432,
	}) == "127.0.0.1:5432:5432/tcp"
}

test_any_address_of_version_6_is_denied if {
	replacement({"text": "[::]:53:53", "host_ip": "::", "published": "53", "target": 53}) == "127.0.0.1:53:53"
}

test_port_chosen_by_docker_is_denied if {
	replacement({"text": "5432", "target": 5432}) == "127.0.0.1::5432"
}

test_long_form_gets_an_address if {
	port := {"published": "5432", "target": 5432}
	some finding in findings(port)
	finding.fix.set == [port, "host_ip"]
}

test_any_address_in_the_long_form_is_denied_at_the_address if {
	port := {"host_ip": "0.0.0.0", "published": "8080", "target": 8080}
	some finding in findings(port)
	finding.at == [port, "host_ip"]
}

test_databases_weigh_more if {
	some database in findings({"published": "15432", "target": 5432})
	database.severity == "medium"
	contains(database.message, "port 15432 (PostgreSQL)")
	some other in findings({"published": "8080", "target": 8080})
	other.severity == "low"
}

test_port_of_another_image_is_not_called_a_database if {
	port := {"published": "9200", "target": 9200}
	cloud := rule.deny with input as {"containers": [{"name": "x", "image": {"repository": "owncloud/ocis"}, "ports": [port]}]}
	some finding in cloud
	finding.severity == "low"
	search := rule.deny with input as {"containers": [{"name": "x", "image": {"repository": "library/elasticsearch"}, "ports": [port]}]}
	some other in search
	other.severity == "medium"
}

test_loopback_passes if {
	count(findings({"host_ip": "127.0.0.1", "published": "5432", "target": 5432})) == 0
}

test_address_from_outside_passes if {
	count(findings({"host_ip": {"@": 1, "unknown": "${BIND}"}, "published": "5432", "target": 5432})) == 0
}

test_published_port_from_outside_passes if {
	count(findings({"published": {"@": 1, "unknown": "${PORT}"}, "target": 8080})) == 0
}

test_ports_of_the_web_pass if {
	count(findings({"published": "443", "target": 8443})) == 0
}

test_public_ports_are_a_parameter if {
	config := {"compose/port-on-all-interfaces": {"public": ["25"]}}
	count(findings({"published": "25", "target": 25})) == 0 with data.config as config
	count(findings({"published": "443", "target": 443})) == 1 with data.config as config
}
