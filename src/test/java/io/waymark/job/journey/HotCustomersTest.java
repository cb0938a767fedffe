package io.waymark.job.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waymark.customer.Customer;
import io.waymark.customer.CustomerCodec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.state.ValueState;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HotCustomersTest {
  private final Disk disk = new Disk();
  private final HotCustomers customers = new HotCustomers(2, 9, Long.MAX_VALUE, disk, disk::at);

  @Test
  void aVisitCostsOneReadAndOneWrite() throws Exception {
    for (int touchpoint = 0; touchpoint < 10; touchpoint++) {
      customers.markDirty(customers.get("ann"));
    }
    customers.flush();

    assertThat(disk.log).containsExactly("read ann", "write ann");
  }

  @Test
  void evictsTheOneNotMetForLongest() throws Exception {
    meet("ann", "bob", "ann", "cleo");

    assertThat(disk.log).containsExactly("read ann", "read bob", "read cleo", "write bob");
  }

  @Test
  void whoHasNotChangedIsNotWritten() throws Exception {
    customers.get("ann");
    customers.get("bob");
    customers.get("cleo");
    customers.flush();

    assertThat(disk.log).containsExactly("read ann", "read bob", "read cleo");
  }

  @Test
  void checkpointWritesEachChangeOnce() throws Exception {
    meet("ann", "bob");

    customers.flush();
    customers.flush();

    assertThat(disk.log).containsExactly("read ann", "read bob", "write ann", "write bob");
  }

  @Test
  void whoWasMetStaysAtHandAfterACheckpoint() throws Exception {
    Customer before = customers.get("ann");
    customers.markDirty(before);
    customers.flush();

    assertThat(customers.get("ann")).isSameAs(before);
    customers.markDirty(before);
    customers.flush();
    assertThat(disk.log).containsExactly("read ann", "write ann", "write ann");
  }

  @Test
  void whoComesBackIsAsTheyWere() throws Exception {
    Customer ann = customers.get("ann");
    ann.timerMillis(42);
    customers.markDirty(ann);
    meet("bob", "cleo");

    assertThat(customers.get("ann").timerMillis()).isEqualTo(42);
  }

  @Test
  void fewAreAheadOfStateAtAnyTime() throws Exception {
    HotCustomers few = new HotCustomers(10, 2, Long.MAX_VALUE, disk, disk::at);

    for (String customer : List.of("ann", "ann", "bob", "ann", "cleo", "ann", "ann")) {
      few.markDirty(few.get(customer));
    }
    assertThat(disk.log)
        .containsExactly("read ann", "read bob", "read cleo", "write ann", "write bob");
    few.flush();

    assertThat(disk.log).endsWith("write cleo", "write ann").hasSize(7);
  }

  @Test
  void anyCustomerAtHandMayBecomeDirtyNotOnlyTheLast() throws Exception {
    Customer ann = customers.get("ann");
    customers.get("bob");

    customers.markDirty(ann);
    customers.flush();

    assertThat(disk.log).containsExactly("read ann", "read bob", "write ann");
  }

  @Test
  void anEvictedCustomerCannotBecomeDirty() throws Exception {
    Customer ann = customers.get("ann");
    meet("bob", "cleo", "ann");

    assertThatThrownBy(() -> customers.markDirty(ann))
        .hasMessage("an evicted customer has changed");
  }

  @Test
  void aPlaceThatChangesHandsIsDirtyForItsNewCustomerOnly() throws Exception {
    HotCustomers two = new HotCustomers(2, 2, Long.MAX_VALUE, disk, disk::at);
    two.markDirty(two.get("ann"));
    two.get("bob");
    two.get("cleo");
    two.flush();
    assertThat(disk.log).containsExactly("read ann", "read bob", "read cleo", "write ann");

    two.markDirty(two.get("cleo"));
    two.flush();

    assertThat(disk.log).endsWith("write ann", "write cleo").hasSize(5);
  }

  @Test
  void onePlaceIsEnough() throws Exception {
    HotCustomers one = new HotCustomers(1, 1, Long.MAX_VALUE, disk, disk::at);

    for (String customer : List.of("ann", "bob", "ann")) {
      one.markDirty(one.get(customer));
    }
    one.flush();

    assertThat(disk.log)
        .containsExactly("read ann", "read bob", "write ann", "read ann", "write bob", "write ann");
  }

  @Test
  void evictsAsManyAsMakeRoomForOneThatTakesMoreThanOthers() throws Exception {
    int bare = new Customer("ann").heapBytes();
    HotCustomers four = new HotCustomers(4, 4, 4L * bare, disk, disk::at);
    for (String id : List.of("ann", "bob", "cleo", "dora")) {
      four.markDirty(four.get(id));
    }
    disk.log.clear();
    Customer large = new Customer("dora", null, Map.of("note", "x".repeat(bare / 2)));

    disk.values.put("eve", new CustomerCodec().write(large));
    Customer eve = four.get("eve");

    assertThat(eve.heapBytes()).isGreaterThan(2 * bare).isLessThan(4 * bare);
    assertThat(four.bytes()).isLessThanOrEqualTo(4L * bare);
    assertThat(disk.log)
        .startsWith("read eve")
        .filteredOn(each -> each.startsWith("write"))
        .hasSizeGreaterThan(1);
  }

  @Test
  void customerWhoTakesMoreThanAllMayStaysWhileAtWork() throws Exception {
    HotCustomers two = new HotCustomers(2, 2, 1, disk, disk::at);

    Customer ann = two.get("ann");
    two.markDirty(ann);
    two.markDirty(ann);
    two.markDirty(two.get("bob"));
    two.flush();

    assertThat(disk.log).containsExactly("read ann", "read bob", "write ann", "write bob");
  }

  @Test
  void placesThatAreLeftAreTakenAgain() throws Exception {
    int bare = new Customer("ann").heapBytes();
    HotCustomers three = new HotCustomers(3, 3, 2L * bare, disk, disk::at);

    for (int i = 0; i < 100; i++) {
      Customer customer = three.get("customer" + i % 5);
      customer.timerMillis(i);
      three.markDirty(customer);
      assertThat(three.bytes()).isLessThanOrEqualTo(2L * bare);
    }
    three.flush();

    for (int i = 0; i < 5; i++) {
      assertThat(three.get("customer" + i).timerMillis()).isEqualTo(95 + i);
    }
  }

  private void meet(String... ids) throws Exception {
    for (String id : ids) {
      customers.markDirty(customers.get(id));
    }
  }

  /** Keyed state that notes what is done to it. */
  private static final class Disk implements ValueState<byte[]> {
    final List<String> log = new ArrayList<>();
    private final Map<String, byte[]> values = new HashMap<>();
    private String key = "";

    void at(String customer) {
      key = customer;
    }

    @Override
    public byte @Nullable [] value() {
      log.add("read " + key);
      return values.get(key);
    }

    @Override
    public void update(byte[] value) {
      log.add("write " + key);
      values.put(key, value);
    }

    @Override
    public void clear() {
      values.remove(key);
    }
  }
}
