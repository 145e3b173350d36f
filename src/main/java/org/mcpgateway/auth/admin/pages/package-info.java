/**
 * What operators do in a browser under {@code /admin}: the acts of the admin API as pages with forms.
 * {@link OperatorFilter} stands before every page, {@link OperatorFrame} makes each of them.
 */
@NullMarked
package org.mcpgateway.auth.admin.pages;

import org.jspecify.annotations.NullMarked;
