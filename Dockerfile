# The server in a container of its own: `docker compose up` runs it beside a PostgreSQL.

FROM node:24-bookworm-slim AS packages
WORKDIR /app
COPY package.json package-lock.json ./

# The tools make what is served and nothing of them is kept. Scripts of packages are not run: they would fetch a
# second Node and a PostgreSQL for tests.
FROM packages AS build
RUN npm install --no-save --include=dev --include=optional --ignore-scripts --no-audit --no-fund
COPY . .
RUN node dev/build.ts && node dev/buildServer.ts

# Tools of ours that a package can work with count as optional, and so stay out with the other optional ones: none is used.
FROM packages AS production
RUN npm install --no-save --omit=dev --omit=optional --ignore-scripts --no-audit --no-fund && npm cache clean --force

FROM node:24-bookworm-slim
WORKDIR /app
ENV NODE_ENV=production HOST=0.0.0.0 PORT=8787 DATA_DIR=/data
# The keys of the demo tenant, and the embedded database where no DATABASE_URL is given.
RUN mkdir /data && chown node:node /data
VOLUME /data
COPY --from=production /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
COPY package.json LICENSE ./
COPY drizzle ./drizzle
# It may write to /data and to no file of its own.
USER node
EXPOSE 8787
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --start-interval=1s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/ready`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
# Node is the first process and hears SIGTERM itself. The flag bounds memory: bench/README.md says how far.
CMD ["node", "--max-semi-space-size=8", "dist/server/node.js"]
