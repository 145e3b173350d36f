/**
 * Clients: their record and store, how they authenticate (RFC 6749 s2.3) and which redirect URIs are theirs (RFC 6749
 * s3.1.2, RFC 8252 s7.3, s8.3). Read {@link ClientRecord} first.
 */
@NullMarked
package org.mcpgateway.auth.client;

import org.jspecify.annotations.NullMarked;
