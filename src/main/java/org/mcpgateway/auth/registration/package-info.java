/**
 * Dynamic client registration (RFC 7591) and its management (RFC 7592). Read {@link RegistrationResource}, then
 * {@link ClientMetadata}, which holds the rules.
 */
@NullMarked
package org.mcpgateway.auth.registration;

import org.jspecify.annotations.NullMarked;
