# One image for both processes: `node server.ts --role=web` and `node server.ts --role=worker`.
FROM node:22-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY . .
RUN npx prisma generate --no-hints && npx remix vite:build

FROM node:22-bookworm-slim
ENV NODE_ENV=production CHECKPOINT_DISABLE=1
WORKDIR /app
COPY package.json package-lock.json ./
# The embedded PostgreSQL and the packaged Node are for development machines.
RUN npm ci --omit=dev --omit=optional --no-audit --no-fund && npm cache clean --force
COPY prisma prisma
COPY prisma.config.ts server.ts shopify.app.toml ./
RUN npx prisma generate --no-hints
COPY app app
# The program's page is the theme block's markup, words, script and style.
COPY extensions/storefront extensions/storefront
COPY --from=build /app/build build
USER node
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s CMD ["node", "-e", "fetch('http://127.0.0.1:3000/healthz').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "server.ts", "--role=web"]
