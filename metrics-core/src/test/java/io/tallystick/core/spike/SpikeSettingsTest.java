package io.tallystick.core.spike;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class SpikeSettingsTest {
  private static final SpikeSettings STANDARD = SpikeSettings.standard();

  @Test
  void eachSettingIsChangedByItself() {
    SpikeSettings settings =
        STANDARD
            .withSensitivity(7)
            .withDirection(Direction.BOTH)
            .withMinimumChange(0.5)
            .withMinimumStep(3)
            .withMinimumVolume(20);

    assertThat(settings).isEqualTo(new SpikeSettings(7, Direction.BOTH, 0.5, 3, 20));
  }

  @Test
  void aSensitivityOutsideOneToTenIsRefusedWithWhatIsAllowed() {
    for (double wrong : new double[] {0.9, 10.1, Double.NaN}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> STANDARD.withSensitivity(wrong))
          .withMessageContaining("sensitivity is " + wrong)
          .withMessageContaining("from 1 to 10");
    }
  }

  @Test
  void aNegativeOrEndlessMinimumIsRefusedByName() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> STANDARD.withMinimumChange(-0.1))
        .withMessageContaining("minimumChange is -0.1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> STANDARD.withMinimumStep(Double.POSITIVE_INFINITY))
        .withMessageContaining("minimumStep is Infinity");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> STANDARD.withMinimumVolume(Double.NaN))
        .withMessageContaining("minimumVolume is NaN");
  }

  @Test
  void twoPointsMoreAreTenTimesTheChance() {
    assertThat(STANDARD.withSensitivity(7).chance() / STANDARD.chance()).isBetween(9.99, 10.01);
  }
}
