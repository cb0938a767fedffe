/**
 * The journey map once more, from all touchpoints at once: plain, slow, and without any function of
 * {@code journey}, so that the two check each other. A customer's history becomes facts, figures
 * are made by choosing facts and counting them, and statistics are written from their formulas.
 * Nothing here is for a stream. Start with {@link io.waymark.recount.Recount}.
 */
@NullMarked
package io.waymark.recount;

import org.jspecify.annotations.NullMarked;
