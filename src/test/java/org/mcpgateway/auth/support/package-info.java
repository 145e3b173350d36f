/**
 * What the tests of this WAR share: a real Redis, the real WAR in a real Payara Micro, an HTTP client that hides
 * nothing. No mocks: what is faked is a hand-written class here.
 */
package org.mcpgateway.auth.support;
