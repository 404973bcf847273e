FROM node:24-slim AS package
WORKDIR /source
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts
COPY . .
RUN npm run -s build && npm pack --ignore-scripts --pack-destination /tmp

FROM node:24-slim
WORKDIR /pitwall
COPY --from=package /tmp/pitwall-*.tgz /tmp/pitwall.tgz
RUN echo '{}' > package.json \
  && npm install --omit=dev --no-audit --no-fund /tmp/pitwall.tgz \
  && rm -rf /tmp/pitwall.tgz /root/.npm \
  && mkdir data && chown node data
USER node
ENV HOST=0.0.0.0
EXPOSE 3000
VOLUME /pitwall/data
HEALTHCHECK CMD ["node", "-e", "fetch('http://127.0.0.1:' + (process.env.PORT || 3000) + '/healthz').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "node_modules/pitwall/bin/pitwall.cjs"]
CMD ["start"]
