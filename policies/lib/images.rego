# What is known of images beyond one file: when their releases end.
package dockwarden.lib.images

# ended tells which release of an image, or of the system below it, gets no more fixes:
# {"what": "Debian 10", "date": "2024-06-30"}. Without a date of the run, that of the data counts.
# The image's own release comes first, node 18 of node:18.2-alpine, then the distribution that the tag
# names: Debian 10 of python:3.12-buster, Alpine 3.15 of node:20-alpine3.15. A version belongs to the release
# of its first two numbers, or else of its first: 3.9.1 to 3.9, or to 3.
ended(image) := {"what": sprintf("%s %s", [name, version]), "date": date} if {
	name := trim_prefix(trim_prefix(concat("/", [image.registry, image.repository]), "docker.io/"), "library/")
	releases := data.dockwarden.data.end_of_life.images[name].releases
	parts := split(trim_prefix(split(image.tag, "-")[0], "v"), ".")
	version := [one | some one in [concat(".", array.slice(parts, 0, 2)), parts[0]]; releases[one]][0]
	date := releases[version]
	date < day
} else := {"what": codename.of, "date": codename.date} if {
	some part in split(image.tag, "-")
	codename := data.dockwarden.data.end_of_life.codenames[part]
	codename.date < day
} else := {"what": sprintf("Alpine %s", [version]), "date": date} if {
	contains(image.tag, "alpine")
	some part in split(image.tag, "-")
	startswith(part, "alpine")
	version := trim_prefix(part, "alpine")
	date := data.dockwarden.data.end_of_life.images.alpine.releases[version]
	date < day
}

day := data.dockwarden.today if {
	data.dockwarden.today
} else := data.dockwarden.data.end_of_life.as_of
