# syntax=docker/dockerfile:1
# The executor: Node and one file. Build from the top of the repository:
#   docker build --file deploy/docker/executor.Dockerfile --tag excalibur-executor:0.1.0 .
FROM --platform=$BUILDPLATFORM node:24-bookworm-slim AS build
RUN npm install --global pnpm@12.21.0
WORKDIR /src
COPY . .
RUN pnpm install --frozen-lockfile --ignore-scripts \
  && pnpm --dir packages/executor run build

FROM node:24-bookworm-slim
ENV EXCALIBUR_HEALTH=0.0.0.0:9464 EXCALIBUR_LOG_FORMAT=json
COPY --from=build /src/packages/executor/dist/excalibur-executor.mjs /usr/local/lib/excalibur-executor.mjs
RUN ln -s ../lib/excalibur-executor.mjs /usr/local/bin/excalibur-executor
# For renewed keys, with EXCALIBUR_STATE_DIR=/var/lib/excalibur: a new volume that is mounted here takes over owner and mode.
RUN install -d -m 700 -o 10001 -g 10001 /var/lib/excalibur
USER 10001:10001
EXPOSE 9464
# Alive, not ready: an executor whose key is refused needs a key, not a restart.
HEALTHCHECK --interval=20s --timeout=3s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:9464/livez').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["excalibur-executor"]
CMD ["run"]
