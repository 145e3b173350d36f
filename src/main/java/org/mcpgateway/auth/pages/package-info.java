/**
 * The pages that a person meets, written by Facelets templates under {@code WEB-INF/views}, where every {@code #{}} is
 * escaped. A resource returns a {@link Page}; {@link PageWriter} writes it.
 */
@NullMarked
package org.mcpgateway.auth.pages;

import org.jspecify.annotations.NullMarked;
