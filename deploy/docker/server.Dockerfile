# syntax=docker/dockerfile:1
# The server with its console. Build from the top of the repository:
#   docker build --file deploy/docker/server.Dockerfile --tag excalibur-server:0.1.0 .
# On the builder's own architecture: what it makes fits every one.
FROM --platform=$BUILDPLATFORM node:24-bookworm-slim AS build
RUN npm install --global pnpm@12.21.0
WORKDIR /src
COPY . .
RUN pnpm install --frozen-lockfile --ignore-scripts \
  && node prisma/scripts/generate.ts \
  && pnpm --dir apps/desktop run build:renderer \
  && pnpm --dir packages/executor run build \
  && node scripts/package-executor.mjs

FROM node:24-bookworm-slim AS packages
RUN npm install --global pnpm@12.21.0
WORKDIR /opt/excalibur
COPY package.json pnpm-lock.yaml pnpm-workspace.yaml ./
COPY apps/server/package.json apps/server/
COPY packages/api/package.json packages/api/
COPY prisma/package.json prisma/
RUN pnpm install --prod --frozen-lockfile --ignore-scripts --filter "@excalibur/server..."

FROM node:24-bookworm-slim
ENV NODE_ENV=production EXCALIBUR_HOST=0.0.0.0 EXCALIBUR_PORT=4700 EXCALIBUR_DATA_DIR=/var/lib/excalibur
WORKDIR /opt/excalibur
COPY --from=packages /opt/excalibur ./
COPY apps/server/src apps/server/src
COPY packages/api/src packages/api/src
COPY prisma/src prisma/src
COPY prisma/sqlite prisma/sqlite
COPY prisma/postgresql prisma/postgresql
COPY --from=build /src/prisma/generated prisma/generated
COPY --from=build /src/apps/desktop/out/renderer apps/desktop/out/renderer
# What the server gives to hosts.
COPY --from=build /src/packages/executor/dist/excalibur-executor.mjs packages/executor/dist/
COPY --from=build /src/packages/executor/out/excalibur-executor-linux-*.gz packages/executor/out/
COPY deploy/install deploy/install
COPY deploy/recipes deploy/recipes
COPY deploy/systemd deploy/systemd
COPY deploy/kubernetes deploy/kubernetes
COPY --chmod=755 deploy/docker/server-entrypoint.sh /usr/local/bin/excalibur-server
RUN install -d -m 700 -o 10001 -g 10001 /var/lib/excalibur
USER 10001:10001
VOLUME /var/lib/excalibur
EXPOSE 4700
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.EXCALIBUR_PORT}/readyz`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["/usr/local/bin/excalibur-server"]
