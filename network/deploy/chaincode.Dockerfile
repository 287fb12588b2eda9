# The chaincode process of one organisation: its peer dials in, as the connection in the installed package says. It is made of
# what "network:pack" writes beside the package, so that what runs is what the organisations approved:
#
#   npm run network:pack -- seller-trust.tar.gz --program chaincode-program
#   docker build -f network/deploy/chaincode.Dockerfile -t seller-trust-chaincode chaincode-program
#
# Its arguments are those of "fabric-chaincode-node server": --chaincode-address, --chaincode-id and the files of TLS.
# It keeps nothing: all may be read-only.
ARG NODE_IMAGE=docker.io/library/node:22-bookworm-slim

FROM ${NODE_IMAGE}
LABEL org.opencontainers.image.title="Seller Trust Ledger, chaincode" \
      org.opencontainers.image.description="Chaincode process of one organisation of a consortium that states signed facts about sellers" \
      org.opencontainers.image.licenses="Apache-2.0"
ENV NODE_ENV=production CORE_CHAINCODE_LOGGING_LEVEL=warning CORE_CHAINCODE_LOGGING_SHIM=warning
WORKDIR /app
COPY package.json ./
RUN npm install --omit=dev --ignore-scripts && npm cache clean --force
COPY chaincode.cjs ./
USER 1000:1000
EXPOSE 9052
STOPSIGNAL SIGTERM
# Process 1 of a container hears no signal that it has no handler for, and the runtime of chaincode has none.
ENTRYPOINT ["node", "--import", "data:text/javascript,process.once('SIGTERM', () => process.exit(0))", "/app/node_modules/fabric-shim/cli.js", "server", "--module-path", "/app"]
