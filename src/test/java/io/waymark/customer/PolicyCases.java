package io.waymark.customer;

import io.waymark.rule.Rule;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Policies with the right decisions, for whoever plays them. */
public final class PolicyCases {
  private static final String BERLIN =
      "policy: p\nzone: {from: customer.traits.timezone, missing: Europe/Berlin}\n";
  private static final String NIGHT = BERLIN + "quiet: {from: \"23:00\", to: \"07:00\"}\n";
  private static final String NO_ZONE =
      """
      policy: p
      zone: {from: customer.traits.timezone, missing: %s}
      quiet: {from: "22:00", to: "07:00"}
      """;
  private static final String CONSENT = "policy: p\nconsent: {purpose: marketing, missing: %s}\n";
  private static final Map<String, Object> OPT_IN = Map.of("consent", Map.of("marketing", true));
  private static final Map<String, Object> OPT_OUT = Map.of("consent", Map.of("marketing", false));
  private static final Map<String, Object> NEW_YORK = Map.of("timezone", "America/New_York");

  private static final Rule EACH_T = rule("each", "T", "{to: crm}");
  private static final Rule EXPIRING = rule("each", "T", "{to: crm, expires: 2h}");
  private static final Rule LOW = rule("low", "[L, Both]", "{to: crm, priority: 50}");
  private static final Rule EARLY = rule("early", "[E, Both]", "{to: crm, priority: 80}");

  private PolicyCases() {}

  public static List<PolicyCase> all() {
    return Stream.of(
            caps().stream(),
            quietHours().stream(),
            held().stream(),
            consent().stream(),
            controlGroup().stream(),
            arbitration().stream())
        .flatMap(cases -> cases)
        .toList();
  }

  private static List<PolicyCase> caps() {
    return List.of(
        lastPlace("a-high", "b-low"),
        lastPlace("z-high", "b-low"),
        PolicyCase.of(
                "a cap counts the time that ends now, without its begin",
                "policy: p\ncaps: [{most: 3, in: 7d}]\n",
                EACH_T)
            .met("2026-06-01T10:00:00Z", "T")
            .met("2026-06-02T10:00:00Z", "T")
            .met("2026-06-03T10:00:00Z", "T")
            .met("2026-06-08T09:59:59.999Z", "T")
            .met("2026-06-08T10:00:00Z", "T")
            .decides(
                "2026-06-01T10:00:00Z each sent",
                "2026-06-02T10:00:00Z each sent",
                "2026-06-03T10:00:00Z each sent",
                "2026-06-08T09:59:59.999Z each withheld by cap: 3 of 3 in 7d;"
                    + " free at 2026-06-08T10:00Z",
                "2026-06-08T10:00:00Z each sent"),
        PolicyCase.of(
                "a calendar day is that of the zone, also where it has 23 hours",
                BERLIN + "caps: [{most: 1, per: day}]\n",
                EACH_T)
            .met("2026-03-28T23:30:00Z", "T")
            .met("2026-03-29T21:59:59.999Z", "T")
            .met("2026-03-29T22:00:00Z", "T")
            .decides(
                "2026-03-28T23:30:00Z each sent",
                "2026-03-29T21:59:59.999Z each withheld by cap: 1 of 1 on 2026-03-29"
                    + " (Europe/Berlin, the policy's default); free at 2026-03-29T22:00Z",
                "2026-03-29T22:00:00Z each sent"),
        PolicyCase.of(
                "a cap counts a trigger under the tags that it had then",
                "policy: p\ncaps: [{most: 1, in: 7d, of: {tag: promo}}]\n",
                tagged("each", "T"),
                tagged("other", "U"))
            .met("2026-06-01T10:00:00Z", "T")
            .change(EACH_T)
            .met("2026-06-01T11:00:00Z", "T")
            .met("2026-06-01T12:00:00Z", "U")
            .decides(
                "2026-06-01T10:00:00Z each sent",
                "2026-06-01T11:00:00Z each sent",
                "2026-06-01T12:00:00Z other withheld by cap: 1 of 1 in 7d;"
                    + " free at 2026-06-08T10:00Z"));
  }

  private static PolicyCase lastPlace(String high, String low) {
    return PolicyCase.of(
            "the higher priority takes the last place under a cap: " + high + ", " + low,
            "policy: p\ncaps: [{most: 2, in: 7d}]\n",
            rule("first", "F", "{to: crm}"),
            rule(low, "T", "{to: crm, priority: 60}"),
            rule(high, "T", "{to: crm, priority: 80}"))
        .met("2026-06-01T10:00:00Z", "F")
        .met("2026-06-02T12:00:00Z", "T")
        .decides(
            "2026-06-01T10:00:00Z first sent",
            "2026-06-02T12:00:00Z %s sent".formatted(high),
            "2026-06-02T12:00:00Z %s withheld by cap: lost to %s (priority 80), 2 of 2 in 7d;"
                    .formatted(low, high)
                + " free at 2026-06-08T10:00Z");
  }

  private static List<PolicyCase> quietHours() {
    return List.of(
        quietInNewYork("22:00", "07:00", "2026-03-08T06:30", "2026-03-08T11:00"),
        quietInNewYork("22:00", "02:30", "2026-03-08T06:30", "2026-03-08T07:00"),
        quietInNewYork("22:00", "01:30", "2026-11-01T04:00", "2026-11-01T06:30"),
        PolicyCase.of(
                "a zone of the policy stands for one that is not known, and is named",
                NO_ZONE.formatted("Europe/Berlin"),
                EACH_T)
            .met("2026-07-01T20:30:00Z", "T")
            .decides(
                "2026-07-01T20:30:00Z each held by quiet: 22:00 to 07:00 (Europe/Berlin,"
                    + " the policy's default); until 2026-07-02T05:00Z",
                "2026-07-02T05:00:00Z each sent"),
        withoutZone("withhold", " withheld by quiet: no time zone of the customer is known"),
        withoutZone("allow", " sent"));
  }

  private static PolicyCase quietInNewYork(String from, String to, String match, String end) {
    return PolicyCase.of(
            "quiet hours from %s to %s end by the customer's clock".formatted(from, to),
            BERLIN + "quiet: {from: \"%s\", to: \"%s\"}\n".formatted(from, to),
            EACH_T)
        .met("2026-01-01T00:00:00Z", "identify", NEW_YORK)
        .met(match + ":00Z", "T")
        .decides(
            "%s:00Z each held by quiet: %s to %s (America/New_York); until %sZ"
                .formatted(match, from, to, end),
            end + ":00Z each sent");
  }

  private static PolicyCase withoutZone(String missing, String outcome) {
    return PolicyCase.of(
            "without a zone the policy says what becomes of a match: " + missing,
            NO_ZONE.formatted(missing),
            EACH_T)
        .met("2026-07-01T20:00:00Z", "identify", Map.of("timezone", "Europe/Nowhere"))
        .met("2026-07-01T20:30:00Z", "T")
        .decides("2026-07-01T20:30:00Z each" + outcome);
  }

  private static List<PolicyCase> held() {
    String quiet = " held by quiet: 23:00 to 07:00 (Europe/Berlin, the policy's default); until ";
    String untilSpread = quiet + "2026-06-02T05:09:10.846Z";
    String lost =
        " withheld by cap: lost to z-early (priority 80), 1 of 1 on 2026-06-02 (Europe/Berlin, the"
            + " policy's default); free at 2026-06-02T22:00Z";
    return List.of(
        PolicyCase.of(
                "consent that is revoked during a hold withholds once and charges nothing",
                NIGHT
                    + "consent: {purpose: marketing, missing: deny}\n"
                    + "caps: [{most: 1, per: day}]\n",
                EACH_T)
            .met("2026-06-01T10:00:00Z", "Opted In", OPT_IN)
            .met("2026-06-01T21:30:00Z", "T")
            .met("2026-06-02T00:00:00Z", "Opted Out", OPT_OUT)
            .met("2026-06-02T06:00:00Z", "Opted In", OPT_IN)
            .met("2026-06-02T07:00:00Z", "T")
            .decides(
                "2026-06-01T21:30:00Z each" + quiet + "2026-06-02T05:00Z",
                "2026-06-02T05:00:00Z each withheld by consent: no consent to marketing",
                "2026-06-02T07:00:00Z each sent"),
        PolicyCase.of(
                "a trigger that would expire during a hold is withheld at once", NIGHT, EXPIRING)
            .met("2026-06-01T21:00:00Z", "T")
            .decides(
                "2026-06-01T21:00:00Z each withheld by expiry: 23:00 to 07:00 (Europe/Berlin, the"
                    + " policy's default); could go at 2026-06-02T05:00Z, expires at"
                    + " 2026-06-01T23:00Z"),
        PolicyCase.of(
                "a trigger that expired while the job was away is not sent",
                "policy: p\n",
                EXPIRING)
            .wall("2026-06-01T12:00:00Z")
            .met("2026-06-01T10:00:00Z", "T")
            .met("2026-06-01T10:00:00.001Z", "T")
            .decides(
                "2026-06-01T10:00:00Z each withheld by expiry: expired at 2026-06-01T12:00Z",
                "2026-06-01T10:00:00.001Z each sent"),
        PolicyCase.of(
                "of those held overnight the highest priority goes out, then the earlier",
                BERLIN
                    + "quiet: {from: \"23:00\", to: \"07:00\", spread: 15m}\n"
                    + "caps: [{most: 1, per: day}]\n",
                LOW,
                rule("z-early", "E", "{to: crm, priority: 80}"),
                rule("a-late", "A", "{to: crm, priority: 80}"))
            .met("2026-06-01T22:00:00Z", "L")
            .met("2026-06-01T23:00:00Z", "E")
            .met("2026-06-02T00:00:00Z", "A")
            .decides(
                "2026-06-01T22:00:00Z low" + untilSpread,
                "2026-06-01T23:00:00Z z-early" + untilSpread,
                "2026-06-02T00:00:00Z a-late" + untilSpread,
                "2026-06-02T05:09:10.846Z z-early sent",
                "2026-06-02T05:09:10.846Z a-late" + lost,
                "2026-06-02T05:09:10.846Z low" + lost));
  }

  private static List<PolicyCase> consent() {
    return List.of(
        consentOf("deny", " withheld by consent: nothing is known about marketing"),
        consentOf("allow", " sent"));
  }

  private static PolicyCase consentOf(String missing, String unknown) {
    return PolicyCase.of(
            "consent that names no purpose refuses all; missing: " + missing,
            CONSENT.formatted(missing),
            EACH_T)
        .met("2026-06-01T10:00:00Z", "T")
        .met("2026-06-01T11:00:00Z", "T", Map.of("consent", Map.of()))
        .met("2026-06-01T12:00:00Z", "T")
        .decides(
            "2026-06-01T10:00:00Z each" + unknown,
            "2026-06-01T11:00:00Z each withheld by consent: no consent to marketing",
            "2026-06-01T12:00:00Z each withheld by consent: no consent to marketing");
  }

  private static List<PolicyCase> controlGroup() {
    String salted = "holdout: {share: %s, salt: s}\n";
    String heldOut = " withheld by holdout: bucket %d of 10,000, of which %d are held out";
    String small = "policy: p\n" + salted.formatted("10%");
    String large = "policy: p\n" + salted.formatted("20%");
    return List.of(
        PolicyCase.of(
                "consent is asked before the control group",
                CONSENT.formatted("deny") + salted.formatted("50%"),
                EACH_T)
            .customer("customer-5")
            .met("2026-06-01T10:00:00Z", "T")
            .met("2026-06-01T11:00:00Z", "T", OPT_IN)
            .decides(
                "2026-06-01T10:00:00Z each withheld by consent: nothing is known about marketing",
                "2026-06-01T11:00:00Z each" + heldOut.formatted(908, 5_000)),
        PolicyCase.of("whoever is in the control group stays in it when it grows", small, EACH_T)
            .customer("customer-5")
            .met("2026-06-01T10:00:00Z", "T")
            .change(large)
            .met("2026-06-01T11:00:00Z", "T")
            .decides(
                "2026-06-01T10:00:00Z each" + heldOut.formatted(908, 1_000),
                "2026-06-01T11:00:00Z each" + heldOut.formatted(908, 2_000)),
        PolicyCase.of("the control group grows by others", small, EACH_T)
            .customer("customer-11")
            .met("2026-06-01T10:00:00Z", "T")
            .change(large)
            .met("2026-06-01T11:00:00Z", "T")
            .decides(
                "2026-06-01T10:00:00Z each sent",
                "2026-06-01T11:00:00Z each" + heldOut.formatted(1_880, 2_000)));
  }

  private static List<PolicyCase> arbitration() {
    String waits = " held by arbitration: waits for others of the customer; until 2026-06-01T";
    return List.of(
        PolicyCase.of("arbitration waits and sends the highest priority", among("10s"), LOW, EARLY)
            .met("2026-06-01T10:00:00Z", "L")
            .met("2026-06-01T10:00:09.999Z", "E")
            .decides(
                "2026-06-01T10:00:00Z low" + waits + "10:00:10Z",
                "2026-06-01T10:00:09.999Z early" + waits + "10:00:10Z",
                "2026-06-01T10:00:10Z early sent",
                "2026-06-01T10:00:10Z low withheld by arbitration: lost to early (priority 80)"),
        PolicyCase.of(
                "the next arbitration begins at the end of the last", among("10s"), LOW, EARLY)
            .met("2026-06-01T10:00:00Z", "E")
            .met("2026-06-01T10:00:10Z", "L")
            .decides(
                "2026-06-01T10:00:00Z early" + waits + "10:00:10Z",
                "2026-06-01T10:00:10Z early sent",
                "2026-06-01T10:00:10Z low" + waits + "10:00:20Z",
                "2026-06-01T10:00:20Z low sent"),
        PolicyCase.of(
                "arbitration without a wait chooses among those of one moment",
                among("0s"),
                LOW,
                EARLY)
            .met("2026-06-01T10:00:00Z", "Both")
            .decides(
                "2026-06-01T10:00:00Z early sent",
                "2026-06-01T10:00:00Z low withheld by arbitration: lost to early (priority 80)"));
  }

  private static String among(String within) {
    return "policy: p\narbitration: {within: %s, most: 1}\n".formatted(within);
  }

  private static Rule tagged(String id, String type) {
    return RulesFromYaml.rule(
        id, "live", "tags: promo\npattern: {steps: [{t: %s}]}".formatted(type), "{to: crm}");
  }

  private static Rule rule(String id, String types, String trigger) {
    return RulesFromYaml.rule(id, "live", "pattern: {steps: [{t: %s}]}".formatted(types), trigger);
  }
}
