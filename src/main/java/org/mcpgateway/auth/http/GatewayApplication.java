package org.mcpgateway.auth.http;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** Puts the resources at the root of this WAR's context. */
@ApplicationPath("/")
public class GatewayApplication extends Application {}
