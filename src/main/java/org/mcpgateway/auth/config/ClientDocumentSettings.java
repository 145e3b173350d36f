package org.mcpgateway.auth.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Client ID metadata documents.
 *
 * @param enabled {@code CLIENT_DOCUMENTS}: whether an https address is taken as a client identifier
 * @param trustedHosts {@code CLIENT_DOCUMENT_HOSTS}: host names that may have private addresses, lower case
 * @param authorities {@code CLIENT_DOCUMENT_CA}: a file of PEM certificates to trust instead of the system's
 */
public record ClientDocumentSettings(boolean enabled, List<String> trustedHosts, Optional<Path> authorities) {}
