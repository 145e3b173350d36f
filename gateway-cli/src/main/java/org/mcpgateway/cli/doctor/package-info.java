/**
 * {@code gateway doctor}: what is wrong with a deployment, and the cure. Read
 * {@link org.mcpgateway.cli.doctor.DoctorCommand}; each {@link org.mcpgateway.cli.doctor.Examination} looks at one
 * thing, changes nothing, and tells {@link org.mcpgateway.cli.doctor.Finding}s.
 */
@NullMarked
package org.mcpgateway.cli.doctor;

import org.jspecify.annotations.NullMarked;
