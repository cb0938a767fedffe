package io.waymark.console.store;

import org.jspecify.annotations.Nullable;

/**
 * How the store is.
 *
 * @param name of the database, for people
 * @param usedBytes of rows and indices, without free pages
 * @param mostBytes as the settings have it
 * @param oldestDay the oldest day of which rows are kept, since 1970, UTC; null where there are
 *     none
 * @param newestDay the newest one
 * @param shortened why fewer days are kept than the settings ask for; null where that is not so
 */
public record StoreState(
    String name,
    long usedBytes,
    long mostBytes,
    @Nullable Long oldestDay,
    @Nullable Long newestDay,
    @Nullable String shortened) {}
