# Stand-ins for images that a machine without a registry of images cannot pull: the same programs from other sources.
ARG BASE
FROM ${BASE} AS traefik
COPY traefik /usr/local/bin/traefik
EXPOSE 80
ENTRYPOINT ["traefik"]

FROM ${BASE} AS redis
RUN apt-get update \
    && apt-get install --yes --no-install-recommends redis-server \
    && rm -rf /var/lib/apt/lists/* \
    && install --directory --owner=redis --group=redis /data
VOLUME /data
