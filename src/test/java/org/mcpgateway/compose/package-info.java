/**
 * {@code docker/compose.yaml} as operators run it: a real engine, certificates by ACME, real clients over TLS; and
 * several replicas behind a Traefik without Docker. Runs only inside the network namespace that
 * {@code src/test/deployment/run.sh} makes; the classes run in the order of their names.
 */
package org.mcpgateway.compose;
