/**
 * A simulated coffee shop, so that {@code waymark run} has customers to watch: they browse,
 * hesitate, buy, get stuck, complain and recommend, and every bundled rule finds its story among
 * them. A customer's whole journey is a pure function of the shop and the customer's number; only
 * {@link io.waymark.lab.shop.ShopKeeper} knows a clock and Kafka. Start with {@link
 * io.waymark.lab.shop.Shop}; what a kind of customer does stands in {@link
 * io.waymark.lab.shop.Persona}.
 */
@NullMarked
package io.waymark.lab.shop;

import org.jspecify.annotations.NullMarked;
