# METADATA
# title: Logs travel unprotected
# description: >-
#   Logs hold names, addresses and sometimes secrets; sent as plain syslog, or to a receiver whose
#   certificate is not checked, everyone on the way can read and change them. Use tcp+tls:// for
#   syslog, and check certificates.
# related_resources:
#   - ref: https://docs.docker.com/engine/logging/drivers/syslog/
# custom:
#   severity: low
#   practice: logging
#   needs: [options.log-opts.set]
#   fix: none
#   sets: [strict]
#   same_as: {}
package dockwarden.daemon["logs-unprotected"]

import data.dockwarden.lib.logs

deny contains {
	"message": "Logs are sent without encryption",
	"at": [option, "value", "syslog-address"],
} if {
	option := input.options["log-opts"]
	logs.plain(option.value["syslog-address"])
}

deny contains {
	"message": "Logs are sent to whoever answers",
	"at": [option, "value", name],
} if {
	option := input.options["log-opts"]
	some name in logs.unchecked
	logs.true_value(option.value[name])
}
