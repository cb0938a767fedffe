/**
 * Bytes to touchpoints: mappings from whatever a company has ({@link
 * io.waymark.intake.MappingReader}), the native form, limits, and a reason for everything that
 * cannot be used. Nothing here throws for a bad input or reads a clock. Start with {@link
 * io.waymark.intake.Intake}.
 */
@NullMarked
package io.waymark.intake;

import org.jspecify.annotations.NullMarked;
