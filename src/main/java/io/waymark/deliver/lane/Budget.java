package io.waymark.deliver.lane;

/**
 * The memory that all endpoints of a process share. Over its bounds, the endpoints that hold more
 * than an equal part get no more; the others do, so that the busy ones take nothing from them, and
 * all together hold at most twice as much. It belongs to one thread.
 */
public final class Budget {
  /** The heap that a delivery takes without its trigger, measured with a customer for each. */
  private static final int ENTRY_BYTES = 650;

  private static final int HEAP_TO_ENTRIES = 3;
  private static final int HEAP_TO_TRIGGERS = 8;

  private final int endpoints;
  private final long mostHeld;
  private final long mostBytes;
  private long held;
  private long bytes;

  /**
   * Creates a budget.
   *
   * @param endpoints that share it
   * @param mostHeld deliveries that wait
   * @param mostBytes of triggers in memory
   */
  public Budget(int endpoints, long mostHeld, long mostBytes) {
    this.endpoints = endpoints;
    this.mostHeld = mostHeld;
    this.mostBytes = mostBytes;
  }

  /** Returns the budget of a process with a heap of this size. */
  public static Budget ofHeap(long heapBytes, int endpoints) {
    return new Budget(
        endpoints, heapBytes / HEAP_TO_ENTRIES / ENTRY_BYTES, heapBytes / HEAP_TO_TRIGGERS);
  }

  /** Notes that an endpoint holds more, or less. */
  void change(long heldMore, long bytesMore) {
    held += heldMore;
    bytes += bytesMore;
  }

  long mostHeld() {
    return mostHeld;
  }

  /** Returns whether an endpoint that holds so many deliveries may take no more. */
  boolean isFull(long own) {
    return held >= mostHeld && own >= mostHeld / endpoints;
  }

  /** Returns whether an endpoint that has so many bytes of triggers in memory is to park. */
  boolean isOver(long ownBytes) {
    return bytes > mostBytes && ownBytes > mostBytes / endpoints;
  }
}
