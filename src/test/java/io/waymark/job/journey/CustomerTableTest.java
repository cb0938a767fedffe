package io.waymark.job.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waymark.binary.Prefetch;
import io.waymark.customer.Customer;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CustomerTableTest {
  @Test
  void whoeverHasNoPlaceIsNotFound() {
    CustomerTable places = new CustomerTable(3);
    places.put(1, new Customer("ann"));

    assertThat(places.find("ann")).isEqualTo(1);
    assertThat(places.find("bob")).isNegative();
    assertThatThrownBy(() -> places.at(2)).hasMessageContaining("place 2");
  }

  @Test
  void customersOfOneHashAreToldApart() {
    CustomerTable places = new CustomerTable(3);
    places.put(0, new Customer("Aa"));
    places.put(1, new Customer("BB"));

    assertThat("Aa").hasSameHashCodeAs("BB");
    assertThat(places.find("Aa")).isZero();
    assertThat(places.find("BB")).isOne();
  }

  @Test
  void onlyThoseWithoutAPlaceReadNothingAhead() {
    CustomerTable places = new CustomerTable(1);
    places.put(0, new Customer("ann"));

    Prefetch ann = new Prefetch();
    Prefetch bob = new Prefetch();
    places.prefetch("ann".hashCode(), ann);
    places.prefetch("bob".hashCode(), bob);

    assertThat(ann.touched()).isNotZero();
    assertThat(bob.touched()).isZero();
  }

  @Test
  void whoIsRemovedIsNotFoundAndOthersAre() {
    CustomerTable places = new CustomerTable(3);
    places.put(0, new Customer("Aa"));
    places.put(1, new Customer("BB"));

    places.remove(0);

    assertThat(places.find("Aa")).isNegative();
    assertThat(places.find("BB")).isOne();
    assertThat(places.isTaken(0)).isFalse();
    assertThat(places.size()).isOne();
  }

  /** Against an array that is walked. Of these ids many have the same hash, or near ones. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 64, 1_000})
  void findsWhomeverIsThere(int most) {
    Random random = new Random(most);
    CustomerTable places = new CustomerTable(most);
    @Nullable String[] there = new String[most];
    for (int i = 0; i < 20_000; i++) {
      String id = id(random.nextInt(4 * most + 1));
      int place = place(there, id);
      assertThat(places.find(id)).as(id).isEqualTo(place);
      if (place < 0) {
        int given = random.nextInt(most);
        places.put(given, new Customer(id));
        there[given] = id;
      } else {
        assertThat(places.at(place).id()).isEqualTo(id);
      }
    }
  }

  private static String id(int number) {
    StringBuilder id = new StringBuilder();
    for (int rest = number; rest > 0; rest >>= 1) {
      id.append((rest & 1) == 0 ? "Aa" : "BB");
    }
    return id.toString();
  }

  private static int place(@Nullable String[] there, String id) {
    for (int place = 0; place < there.length; place++) {
      if (id.equals(there[place])) {
        return place;
      }
    }
    return -1;
  }
}
