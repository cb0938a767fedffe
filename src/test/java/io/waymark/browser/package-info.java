/**
 * A real browser for tests of what people see: a headless Chromium of this machine, driven by
 * Playwright, with axe to find what is not accessible.
 */
@org.jspecify.annotations.NullMarked
package io.waymark.browser;
