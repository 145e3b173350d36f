/** The manifests for Kubernetes, rendered and held against the schemas. */
package org.mcpgateway.kubernetes;
