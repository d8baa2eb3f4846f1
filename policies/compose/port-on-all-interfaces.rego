# METADATA
# title: Port is published on every interface
# description: >-
#   A port without an address listens on all interfaces of the host, and Docker's rules come before
#   those of ufw and firewalld, so a firewall that seems to close it does not. Publish on 127.0.0.1
#   what only this host uses, and nothing for services that talk over a network of the project. The
#   ports in public, the web's by default, are taken as meant for everyone. Databases and other
#   services that trust whoever connects weigh more.
# related_resources:
#   - ref: https://docs.docker.com/engine/network/port-publishing/
#   - ref: https://docs.docker.com/engine/network/packet-filtering-firewalls/
# custom:
#   severity: low
#   practice: network
#   fix: unsafe
#   sets: [recommended, strict, cis]
#   same_as:
#     cis: ["5.14"]
#     kics: [451d79dc-0588-476a-ad03-3c7f0320abb3]
#     compose-lint: [CL-0005]
#     dclint: [no-unbound-port-interfaces]
#   parameters:
#     public:
#       default: ["80", "443"]
#       description: Published ports that everyone may reach
package dockwarden.compose["port-on-all-interfaces"]

default public := ["80", "443"]

public := data.config["compose/port-on-all-interfaces"].public

note := "The port can no longer be reached from other machines"

# Container ports of services that are not meant to face strangers.
inner := {
	1433: "SQL Server",
	2181: "ZooKeeper",
	2375: "the Docker API",
	2379: "etcd",
	3306: "MySQL",
	5432: "PostgreSQL",
	5672: "RabbitMQ",
	5984: "CouchDB",
	6379: "Redis",
	7687: "Neo4j",
	8086: "InfluxDB",
	9042: "Cassandra",
	9092: "Kafka",
	9200: "Elasticsearch",
	9229: "the Node.js debugger",
	9300: "Elasticsearch",
	11211: "memcached",
	27017: "MongoDB",
}

deny contains {
	"message": sprintf("Service %q publishes port %s on every interface", [service.name, shown(port, inside)]),
	"at": place(port),
	"severity": severity(inside),
	"fix": mend(port),
} if {
	some service in input.services
	some port in service.ports
	everywhere(port)
	not port.published.unknown
	not meant_for_everyone(port)
	inside := object.get(inner, port.target, "")
}

everywhere(port) if not port.host_ip

everywhere(port) if port.host_ip in {"0.0.0.0", "::", ""}

meant_for_everyone(port) if port.published in public

place(port) := port if port.text

place(port) := [port, "host_ip"] if {
	not port.text
	port.host_ip
}

place(port) := [port, "published"] if {
	not port.text
	not port.host_ip
}

severity("") := "low"

severity(inside) := "medium" if inside != ""

shown(port, "") := number(port)

shown(port, inside) := sprintf("%s (%s)", [number(port), inside]) if inside != ""

number(port) := sprintf("%v", [object.get(port, "published", port.target)])

mend(port) := {"set": [port, "host_ip"], "value": "127.0.0.1", "note": note} if not port.text

mend(port) := {"replace": port, "text": sprintf(`"127.0.0.1%s%s"`, [separator, ports]), "note": note} if {
	ports := trim_prefix(trim_prefix(port.text, "0.0.0.0:"), "[::]:")
	separator := before(contains(ports, ":"))
}

# A container port alone leaves the place of the published port empty.
before(true) := ":"

before(false) := "::"
