/**
 * The operator of the breaker: it adds up whom the subtasks of the journey operator have counted,
 * and pauses rules that leave the rail. What a rate is and when it is beyond is in {@code
 * govern.rate}. Start with {@link io.waymark.job.breaker.BreakerOperator}.
 */
@NullMarked
package io.waymark.job.breaker;

import org.jspecify.annotations.NullMarked;
