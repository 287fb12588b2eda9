# The chaincode process of one organisation: its peer dials in, as the connection in the installed package says.
#
#   docker build -f network/deploy/chaincode.Dockerfile -t seller-trust-chaincode .
#
# Its arguments are those of "fabric-chaincode-node server": --chaincode-address, --chaincode-id and the files of TLS.
# It keeps nothing. All may be read-only.
ARG NODE_IMAGE=docker.io/library/node:22-bookworm-slim

FROM ${NODE_IMAGE} AS build
WORKDIR /src
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY tsconfig.json ./
COPY chaincode chaincode
COPY gateway gateway
COPY network network
COPY scripts scripts
COPY test test
RUN node_modules/.bin/tsc -p tsconfig.json && node dist/network/main.js pack /seller-trust.tar.gz --program /program

# Of the locked dependencies, those that the program does not hold already.
FROM ${NODE_IMAGE} AS dependencies
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN node -e "const f = require('fs'), p = JSON.parse(f.readFileSync('package.json')); \
      const needed = Object.entries(p.dependencies).filter(([name]) => /^fabric-(shim|contract-api)$/.test(name)); \
      const { name, version, overrides } = p; const { 'class-transformer': one } = overrides; \
      f.writeFileSync('package.json', JSON.stringify({ name, version, dependencies: Object.fromEntries(needed), overrides: { 'class-transformer': one } }))" \
  && npm install --omit=dev --ignore-scripts

FROM ${NODE_IMAGE}
LABEL org.opencontainers.image.title="Seller Trust Ledger, chaincode" \
      org.opencontainers.image.description="Chaincode process of one organisation of a consortium that states signed facts about sellers" \
      org.opencontainers.image.licenses="Apache-2.0"
ENV NODE_ENV=production CORE_CHAINCODE_LOGGING_LEVEL=warning CORE_CHAINCODE_LOGGING_SHIM=warning
WORKDIR /app
COPY --from=dependencies /app/node_modules node_modules
COPY --from=build /program ./
USER 1000:1000
EXPOSE 9052
STOPSIGNAL SIGTERM
ENTRYPOINT ["node", "/app/node_modules/fabric-shim/cli.js", "server", "--module-path", "/app"]
