package io.waymark.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.model.Decimals;
import io.waymark.model.Position;
import io.waymark.model.Touchpoint;
import io.waymark.wire.TouchpointDocument;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IntakeFuzzTest {
  private static final long NOW = 2_000_000_000_000L;
  private static final Position HERE = Position.line("fuzz", 1);

  @ParameterizedTest
  @ValueSource(strings = {"waymark", "segment"})
  void givesEveryInputOneOutcomeAndNeverThrows(String mapping) {
    Intake intake = new Intake(MappingSource.named(mapping).compile(), 0);
    for (long seed = 0; seed < 30_000; seed++) {
      Random random = new Random(seed);
      byte[] bytes =
          seed % 3 == 0
              ? garbage(random)
              : mutated(TouchpointDocument.INSTANCE.write(touchpoint(random)), random);

      IntakeResult outcome = intake.take(bytes, HERE, NOW).get(0);

      assertThat(outcome.position()).as("seed %d", seed).isEqualTo(HERE);
      if (outcome instanceof IntakeResult.Refused refused) {
        assertThat(refused.letter().original()).as("seed %d", seed).isEqualTo(bytes);
      }
    }
  }

  @Test
  void readsWhatItWrites() {
    Intake intake = new Intake(MappingSource.named("waymark").compile(), 0);
    for (long seed = 0; seed < 5_000; seed++) {
      Touchpoint touchpoint = touchpoint(new Random(seed));

      IntakeResult outcome =
          intake.take(TouchpointDocument.INSTANCE.write(touchpoint), HERE, NOW).get(0);

      assertThat(outcome).as("seed %d", seed).isInstanceOf(IntakeResult.Accepted.class);
      assertThat(((IntakeResult.Accepted) outcome).arrival().touchpoint())
          .as("seed %d", seed)
          .isEqualTo(touchpoint);
    }
  }

  private static byte[] garbage(Random random) {
    byte[] bytes = new byte[random.nextInt(200)];
    random.nextBytes(bytes);
    return bytes;
  }

  private static byte[] mutated(byte[] bytes, Random random) {
    for (int i = random.nextInt(4); i > 0; i--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
    }
    return bytes;
  }

  private static Touchpoint touchpoint(Random random) {
    boolean anonymous = random.nextInt(4) == 0;
    String customer = "c" + random.nextInt(1000);
    return new Touchpoint(
        "id-" + random.nextLong(),
        customer,
        anonymous ? customer : null,
        random.nextBoolean() ? "Order Completed" : "Ünïcode \"quoted\" \\ \u0000",
        random.nextBoolean() ? "web" : null,
        random.nextInt(Integer.MAX_VALUE) * 900L,
        random.nextBoolean() ? random.nextDouble() * 2 - 1 : null,
        map(random, 0));
  }

  private static Map<String, Object> map(Random random, int depth) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      map.put("k" + random.nextInt(10), value(random, depth));
    }
    return map;
  }

  private static Object value(Random random, int depth) {
    switch (random.nextInt(depth > 3 ? 5 : 7)) {
      case 0:
        return random.nextLong();
      case 1:
        return random.nextDouble();
      case 2:
        return random.nextBoolean();
      case 3:
        return "text " + random.nextInt();
      case 4:
        return Decimals.normal(
            new BigDecimal(new BigInteger(random.nextInt(300), random), random.nextInt(90)));
      case 5:
        return map(random, depth + 1);
      default:
        List<Object> list = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
          list.add(value(random, depth + 1));
        }
        return list;
    }
  }
}
