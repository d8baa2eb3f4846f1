var e=`*
!package.json
!package-lock.json
!server.js
`,t=`FROM node:24-alpine@sha256:a0b9bf06e4e6193cf7a0f58816cc935ff8c2a908f81e6f1a95432d679c54fbfd AS build
WORKDIR /srv
COPY package.json package-lock.json ./
RUN --mount=type=secret,id=npmrc,target=/root/.npmrc npm ci --omit=dev
COPY server.js ./

FROM node:24-alpine@sha256:a0b9bf06e4e6193cf7a0f58816cc935ff8c2a908f81e6f1a95432d679c54fbfd
WORKDIR /srv
COPY --from=build /srv ./
USER 65532:65532
EXPOSE 3000
HEALTHCHECK CMD ["node", "-e", "fetch('http://127.0.0.1:3000/').then(r => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "server.js"]
`,n=`{
  "name": "shop-api",
  "version": "1.0.0",
  "lockfileVersion": 3,
  "requires": true,
  "packages": { "": { "name": "shop-api", "version": "1.0.0" } }
}
`,r=`{ "name": "shop-api", "version": "1.0.0", "private": true, "main": "server.js" }
`,i=`require("node:http")
  .createServer((request, response) => response.end("shop\\n"))
  .listen(3000);
`,a=`name: shop

x-hardened: &hardened
  read_only: true
  cap_drop: [ALL]
  security_opt: ["no-new-privileges:true"]
  pids_limit: 200
  mem_limit: 512m
  cpus: 1
  restart: unless-stopped

services:
  api:
    <<: *hardened
    build: ./api
    user: "65532:65532"
    networks: [front, back]
    environment:
      DATABASE_PASSWORD_FILE: /run/secrets/db_password
    secrets: [db_password]

  proxy:
    <<: *hardened
    image: nginxinc/nginx-unprivileged:1.29.5-alpine@sha256:42a7d7f2ee23e9f5a1dcdf3647ba5c585bbd18f79e79cd817e70e8cd61c55779
    user: "101:101"
    ports:
      - "127.0.0.1:8080:8080"
    tmpfs:
      - /tmp
    networks: [front]

  db:
    <<: *hardened
    image: postgres:17-alpine@sha256:742f40ea20b9ff2ff31db5458d127452988a2164df9e17441e191f3b72252193
    user: "70:70"
    environment:
      POSTGRES_PASSWORD_FILE: /run/secrets/db_password
    tmpfs:
      - /var/run/postgresql
    volumes:
      - data:/var/lib/postgresql/data
    networks: [back]
    secrets: [db_password]

networks:
  front:
  back:
    internal: true

volumes:
  data:

secrets:
  db_password:
    file: ./secrets/db_password
`,o=`{
  "userns-remap": "default",
  "no-new-privileges": true,
  "icc": false,
  "live-restore": true,
  "userland-proxy": false,
  "log-driver": "json-file",
  "log-opts": { "max-size": "10m", "max-file": "5" },
  "default-ulimits": {
    "nofile": { "Name": "nofile", "Soft": 1024, "Hard": 4096 }
  }
}
`,s=`FROM node:18
ARG NPM_TOKEN
ENV API_KEY=shop-prod-4eC39HqLyjWDarjtT1zdp7dc
WORKDIR /srv
ADD . .
RUN curl -fsSk http://deb.example.com/setup.sh | bash
RUN echo "//registry.npmjs.org/:_authToken=\${NPM_TOKEN}" > .npmrc \\
    && npm install \\
    && chmod -R 777 /srv
RUN apt-get update && apt-get install -y --allow-unauthenticated openssh-server sudo
EXPOSE 22 3000
CMD ["node", "server.js"]
`,c=`{ "name": "shop-api", "version": "1.0.0", "private": true, "main": "server.js" }
`,l=`require("node:http")
  .createServer((request, response) => response.end("shop\\n"))
  .listen(3000);
`,u=`services:
  api:
    build: ./api
    image: registry.shop.example:5000/shop/api
    privileged: true
    user: root
    ports:
      - "3000:3000"
    environment:
      DATABASE_URL: postgres://shop:hunter2-prod@db:5432/shop
      SESSION_SECRET: Zm9yLXRoZS1leGFtcGxl
    volumes:
      - /var/run/docker.sock:/var/run/docker.sock
      - /etc:/host/etc

  proxy:
    image: nginx:latest
    network_mode: host
    cap_add:
      - NET_ADMIN
      - SYS_ADMIN
    security_opt:
      - seccomp:unconfined
      - apparmor:unconfined

  db:
    image: postgres:11
    ports:
      - "5432:5432"
    pid: host
    environment:
      - POSTGRES_PASSWORD=hunter2-prod
`,d=`{
  "hosts": ["unix:///var/run/docker.sock", "tcp://0.0.0.0:2375"],
  "insecure-registries": ["registry.shop.example:5000"],
  "seccomp-profile": "unconfined",
  "iptables": false,
  "log-driver": "json-file"
}
`,f=`services:
  backup:
    image: registry.example.com/backup:3.2.0
    volumes:
      - /:/host
      - /etc:/backup/etc
      - type: bind
        source: /var/lib/docker
        target: /backup/docker
`,p=`FROM docker:28-cli
RUN apk add --no-cache git
COPY deploy.sh /usr/local/bin/deploy
CMD ["deploy"]
`,m=`# Whoever gets into \`deploy\` owns the host: root in the container, the engine's
# socket, and an engine that maps no users.
services:
  deploy:
    build: .
    ports:
      - "9000:9000"
    volumes:
      - /var/run/docker.sock:/var/run/docker.sock
  web:
    image: registry.example.com/web:1.0.3
    pid: host
    cap_add: [SYS_PTRACE]
`,h=`{
  "hosts": ["unix:///var/run/docker.sock"],
  "userns-remap": ""
}
`,g=`services:
  agent:
    image: registry.example.com/agent:2.4.1
    privileged: true
    cap_add:
      - SYS_ADMIN
      - NET_ADMIN
    devices:
      - /dev/mem:/dev/mem
`,_=`services:
  worker:
    image: registry.example.com/worker:5.0.2
    deploy:
      resources:
        limits:
          memory: 512M
  encoder:
    image: registry.example.com/encoder:1.3.7
    oom_kill_disable: true
    pids_limit: -1
`,v=`# Limits are asked for by the strict rules.
set: strict
`,y=`services:
  api:
    image: registry.example.com/api:4.1.0
    logging:
      driver: none
  web:
    image: registry.example.com/web:4.1.0
    logging:
      driver: json-file
`,b=`{
  "log-driver": "json-file",
  "log-level": "debug"
}
`,x=`set: strict
`,S=`services:
  parser:
    image: registry.example.com/parser:1.9.0
    security_opt:
      - seccomp:unconfined
      - apparmor:unconfined
      - label:disable
`,C=`{
  "selinux-enabled": false,
  "seccomp-profile": "unconfined"
}
`,w=`# A whole distribution for one small program.
FROM python:3.13
WORKDIR /app
COPY requirements.txt .
RUN pip install -r requirements.txt
COPY app.py .
USER 10001
CMD ["python", "app.py"]
`,T=`*
!go.mod
!go.sum
!cmd
`,E=`# syntax=docker/dockerfile:1
FROM golang:1.25-alpine AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN --mount=type=cache,target=/go/pkg/mod go mod download
COPY . .
RUN CGO_ENABLED=0 go build -o /out/server ./cmd/server

# Tests run as root, but nothing of this stage is shipped.
FROM build AS test
RUN go test ./...

FROM gcr.io/distroless/static-debian12:nonroot
COPY --from=build /out/server /server
# Try it: take the next line out, or write \`USER root\`.
USER 65532
ENTRYPOINT ["/server"]
`,D=`services:
  db:
    image: postgres:17.6
    ports:
      - "5432:5432"
  proxy:
    image: traefik:v3.5
    network_mode: host
`,O=`{
  "hosts": ["unix:///var/run/docker.sock", "tcp://0.0.0.0:2375"],
  "icc": true
}
`,k=`services:
  web:
    image: registry.example.com/web:1.0.3
    labels:
      com.example.owner: team-web
  queue:
    image: registry.example.com/queue:2.2.0
`,A=`# METADATA
# title: Service has no owner
# description: An owner label tells who is called at night.
# custom:
#   severity: low
#   practice: hygiene
#   fix: none
package dockwarden.compose["owner-missing"]

deny contains {
	"message": sprintf("Service %q names no owner", [service.name]),
	"at": service,
} if {
	some service in input.services
	not service.labels["com.example.owner"]
}
`,j=`package dockwarden.compose["owner-missing_test"]

import data.dockwarden.compose["owner-missing"] as rule

test_service_without_owner_is_found if {
	count(rule.deny) == 1 with input as {"services": {"web": {"@": 1, "name": "web", "labels": {}}}}
}

test_owner_passes if {
	labels := {"com.example.owner": {"text": "team-web"}}
	count(rule.deny) == 0 with input as {"services": {"web": {"@": 1, "name": "web", "labels": labels}}}
}
`,M=`DATABASE_PASSWORD=made-up-database-password
`,N=`FROM node:22-alpine
ARG NPM_TOKEN
ENV STRIPE_SECRET_KEY=made-up-0a1b2c3d4e5f60718293
WORKDIR /app
COPY . .
RUN echo "//registry.npmjs.org/:_authToken=\${NPM_TOKEN}" > .npmrc && npm ci
USER node
CMD ["node", "server.js"]
`,P=`services:
  shop:
    build:
      context: .
      args:
        NPM_TOKEN: made-up-npm-token-4711
    environment:
      DATABASE_PASSWORD: \${DATABASE_PASSWORD}
      SMTP_PASSWORD: made-up-mail-password
`,F=`FROM alpine:3.22
RUN apk add --no-cache --allow-untrusted ./tool.apk
RUN wget --no-check-certificate -qO- http://get.example.com/install.sh | sh
RUN pip install --index-url http://pypi.example.com/simple tool
USER 10001
CMD ["tool"]
`,I=`FROM debian:13-slim
RUN apt-get update && apt-get install -y --no-install-recommends nodejs && rm -rf /var/lib/apt/lists/*
COPY server.js /srv/
CMD ["node", "/srv/server.js"]
`,L=`services:
  web:
    build: .
    user: root
    userns_mode: host
`,R=`{
  "icc": false,
  "no-new-privileges": true
}
`,z=`# A tag may point at something else tomorrow.
FROM nginx:latest
COPY site /usr/share/nginx/html
ADD https://downloads.example.com/tool.tar.gz /opt/
`,B=`services:
  web:
    build: .
  cache:
    image: redis:latest
`,V={...Object.assign({"../../examples/hardened-shop/api/.dockerignore":e,"../../examples/hardened-shop/api/Dockerfile":t,"../../examples/hardened-shop/api/package-lock.json":n,"../../examples/hardened-shop/api/package.json":r,"../../examples/hardened-shop/api/server.js":i,"../../examples/hardened-shop/compose.yaml":a,"../../examples/hardened-shop/daemon.json":o,"../../examples/insecure-shop/api/Dockerfile":s,"../../examples/insecure-shop/api/package.json":c,"../../examples/insecure-shop/api/server.js":l,"../../examples/insecure-shop/compose.yaml":u,"../../examples/insecure-shop/daemon.json":d}),...Object.assign({"../examples/filesystem/compose.yaml":f,"../examples/host-takeover/Dockerfile":p,"../examples/host-takeover/compose.yaml":m,"../examples/host-takeover/daemon.json":h,"../examples/least-privilege/compose.yaml":g,"../examples/limits/compose.yaml":_,"../examples/limits/dockwarden.yaml":v,"../examples/logging/compose.yaml":y,"../examples/logging/daemon.json":b,"../examples/logging/dockwarden.yaml":x,"../examples/mac-profiles/compose.yaml":S,"../examples/mac-profiles/daemon.json":C,"../examples/minimal-images/Dockerfile":w,"../examples/multi-stage/.dockerignore":T,"../examples/multi-stage/Dockerfile":E,"../examples/network/compose.yaml":D,"../examples/network/daemon.json":O,"../examples/own-rule/compose.yaml":k,"../examples/own-rule/owner-missing.rego":A,"../examples/own-rule/owner-missing_test.rego":j,"../examples/secrets/.env":M,"../examples/secrets/Dockerfile":N,"../examples/secrets/compose.yaml":P,"../examples/supply-chain/Dockerfile":F,"../examples/users/Dockerfile":I,"../examples/users/compose.yaml":L,"../examples/users/daemon.json":R,"../examples/verified-images/Dockerfile":z,"../examples/verified-images/compose.yaml":B})};export{V as texts};