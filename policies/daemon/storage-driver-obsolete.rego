# METADATA
# title: Storage driver is no longer maintained
# description: >-
#   aufs, devicemapper and the first overlay driver were removed from Docker; a host that still uses
#   one runs a version without security updates. Move to overlay2; images and containers have to be
#   pulled and created again.
# related_resources:
#   - ref: https://docs.docker.com/engine/deprecated/
#   - ref: https://docs.docker.com/engine/storage/drivers/select-storage-driver/
# custom:
#   severity: medium
#   practice: hygiene
#   fix: unsafe
#   sets: [recommended, strict, cis]
#   same_as:
#     cis: ["2.6"]
package dockwarden.daemon["storage-driver-obsolete"]

deny contains {
	"message": sprintf("Storage driver %s is no longer maintained", [driver]),
	"at": input.options["storage-driver"],
	"fix": {
		"set": [input, "storage-driver"],
		"value": "overlay2",
		"note": "Existing images and containers are hidden: save what is needed first",
	},
} if {
	driver := input.options["storage-driver"].value
	driver in {"aufs", "devicemapper", "overlay"}
}
