/**
 * Bytes to touchpoints: formats, mappings of a company's own records ({@link
 * io.waymark.intake.MappingSource}), the native form, limits, and a reason for every input that
 * cannot be used. A bad input never throws, and no clock is read here. Start with {@link
 * io.waymark.intake.Intake}.
 */
@NullMarked
package io.waymark.intake;

import org.jspecify.annotations.NullMarked;
