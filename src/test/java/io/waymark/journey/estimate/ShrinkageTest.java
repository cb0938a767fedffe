package io.waymark.journey.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShrinkageTest {
  /** Log risk ratios of the 13 trials of BCG vaccine, and their variances. */
  private static final double[][] BCG = {
    {-0.8893113339202054, 0.32558476500396133},
    {-1.5853886572014306, 0.19458112139814385},
    {-1.3480731482996933, 0.4153679653679654},
    {-1.4415511900213054, 0.02001003190224757},
    {-0.2175473222112956, 0.05121017216963086},
    {-0.7861155858188640, 0.00690561845590876},
    {-1.6208982235983918, 0.22301724757231517},
    {0.0119523335238405, 0.00396157929781773},
    {-0.4694176487381494, 0.05643421046324897},
    {-1.3713448034727844, 0.07302479361302891},
    {-0.3393588283383906, 0.01241221397155972},
    {0.4459134005713787, 0.5325058452001528},
    {-0.0173139482168798, 0.0714046596839863}
  };

  /** Expected by {@code rma(method = "DL")} of R's metafor 3.8-1 on {@code dat.bcg}. */
  @Test
  void hasTheSpreadOfDerSimonianAndLaird() {
    Shrinkage shrinkage = Shrinkage.of(bcg());

    assertThat(shrinkage.spread()).isCloseTo(0.308760262862376, within(1e-13));
    assertThat(shrinkage.mean()).isCloseTo(-0.714117222073227, within(1e-13));
    assertThat(Math.sqrt(shrinkage.meanVariance())).isCloseTo(0.178742089535403, within(1e-13));
  }

  /** Expected by {@code blup} of the same. */
  @Test
  void shrinksAsTheBestLinearPredictor() {
    double[][] expected = {
      {-0.7993909731858652, 0.4085231743553073},
      {-1.248573568693491, 0.3523275474585283},
      {-0.9844290132641386, 0.4331516880372402},
      {-1.3972771873598404, 0.1375154718216701},
      {-0.2881904295096068, 0.2111196285800997},
      {-0.7845405241511262, 0.0822790287084301},
      {-1.2406117332093900, 0.3675693929077622},
      {0.0027544402767305, 0.0625821132267793},
      {-0.5072315485381769, 0.2201732546560164},
      {-1.2456355655796962, 0.2454099400496022},
      {-0.3538419540922825, 0.1094542907483600},
      {-0.2883644709003098, 0.4563335149765484},
      {-0.1481913587447597, 0.2431463462478579}
    };

    List<Effect> shrunk = Shrinkage.shrink(bcg());

    assertThat(shrunk).hasSameSizeAs(expected);
    for (int i = 0; i < expected.length; i++) {
      assertThat(shrunk.get(i).difference()).isCloseTo(expected[i][0], within(1e-12));
      assertThat(shrunk.get(i).standardError()).isCloseTo(expected[i][1], within(1e-12));
      assertThat(shrunk.get(i).met()).isEqualTo(i);
    }
  }

  @Test
  void takesEffectsWithoutSpreadAsOne() {
    List<Effect> alike = List.of(new Effect(0.1, 0.1, 1, 2), new Effect(0.12, 0.1, 3, 4));

    List<Effect> shrunk = Shrinkage.shrink(alike);

    assertThat(shrunk).extracting(Effect::difference).allMatch(d -> Math.abs(d - 0.11) < 1e-15);
    assertThat(shrunk)
        .extracting(Effect::standardError)
        .allMatch(e -> Math.abs(e - 0.1 / Math.sqrt(2)) < 1e-15);
  }

  @Test
  void leavesASingleEffectAsItIs() {
    Effect single = new Effect(0.1, 0.2, 30, 40);

    assertThat(Shrinkage.shrink(List.of(single))).containsExactly(single);
    assertThat(Shrinkage.shrink(List.of())).isEmpty();
  }

  private static List<Effect> bcg() {
    return IntStream.range(0, BCG.length)
        .mapToObj(i -> new Effect(BCG[i][0], Math.sqrt(BCG[i][1]), i, i))
        .toList();
  }
}
