/**
 * What operators do by REST under {@code /admin/api}. {@link AdministrationFilter} stands before every resource here;
 * who may pass is {@link AdministratorIdentityStore}'s to say.
 */
@NullMarked
package org.mcpgateway.auth.admin;

import org.jspecify.annotations.NullMarked;
