package io.waymark.deliver.webhook;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.EmptyWebhookSecretException;
import com.standardwebhooks.exceptions.WebhookSigningException;
import java.util.ArrayList;
import java.util.List;

/**
 * Signs webhooks as Standard Webhooks says, once with each secret, so that a receiver which knows
 * the old or the new one accepts it while they are changed.
 */
public final class Signatures {
  private final List<Webhook> webhooks = new ArrayList<>();

  /**
   * Creates signatures with secrets as providers show them: {@code whsec_} and Base64.
   *
   * @throws IllegalArgumentException if one is not; the message does not hold it
   */
  public Signatures(List<String> secrets) {
    for (String secret : secrets) {
      webhooks.add(webhook(secret));
    }
  }

  /** Returns the signatures of a message, with a space between them. */
  public String sign(String id, long timestampSeconds, String body) {
    List<String> signatures = new ArrayList<>();
    for (Webhook each : webhooks) {
      try {
        signatures.add(each.sign(id, timestampSeconds, body));
      } catch (WebhookSigningException e) {
        throw new IllegalStateException("this Java has no HMAC-SHA256", e);
      }
    }
    return String.join(" ", signatures);
  }

  boolean isEmpty() {
    return webhooks.isEmpty();
  }

  private static Webhook webhook(String secret) {
    try {
      return new Webhook(secret);
    } catch (EmptyWebhookSecretException | IllegalArgumentException e) {
      // The message of the cause could hold the secret.
      throw new IllegalArgumentException("the secret is not of the form whsec_ and Base64");
    }
  }
}
