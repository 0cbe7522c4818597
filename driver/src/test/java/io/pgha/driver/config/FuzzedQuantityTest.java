package io.pgha.driver.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Assertions;

/** Sizes and durations: exact, or refused; what is suggested is a form that is accepted. */
final class FuzzedQuantityTest {
  private static final Pattern SUGGESTION = Pattern.compile("Did you mean (.*)\\?");
  private static final long MAX_TB = Long.MAX_VALUE >> 40;

  private interface Parser {
    Object parse(String text) throws WrongValueException;
  }

  private static final Parser SIZES = Sizes::parse;
  private static final Parser DURATIONS = text -> Durations.parse(text, Duration.ZERO);

  @Property
  void readsOrRefusesAnyText(@ForAll("texts") String text) {
    assertReadOrRefused(SIZES, text);
    assertReadOrRefused(DURATIONS, text);
  }

  private static void assertReadOrRefused(Parser parser, String text) {
    Optional<String> suggestion = refusal(parser, text).flatMap(FuzzedQuantityTest::suggestion);
    suggestion.ifPresent(
        better -> {
          assertThat(better).isNotEqualTo(text);
          assertThat(refusal(parser, better).flatMap(FuzzedQuantityTest::suggestion)).isEmpty();
        });
  }

  private static Optional<String> refusal(Parser parser, String text) {
    try {
      Object unused = parser.parse(text);
      return Optional.empty();
    } catch (WrongValueException e) {
      return Optional.of(e.detail());
    }
  }

  private static Optional<String> suggestion(String detail) {
    Matcher matcher = SUGGESTION.matcher(detail);
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  @Property
  void readsSizesExactly(@ForAll @LongRange(min = 0, max = MAX_TB) long number)
      throws WrongValueException {
    assertThat(Sizes.parse(number + "")).isEqualTo(number);
    assertThat(Sizes.parse(number + "kB")).isEqualTo(number << 10);
    assertThat(Sizes.parse(number + "MB")).isEqualTo(number << 20);
    assertThat(Sizes.parse(number + "GB")).isEqualTo(number << 30);
  }

  @Property
  void readsDurationsExactly(@ForAll @LongRange(min = 0, max = 2_073_600_000L) long millis)
      throws WrongValueException {
    Duration exact = Duration.ofMillis(millis);
    assertThat(Durations.parse(millis + "ms", Duration.ZERO)).isEqualTo(exact);
    String seconds = "%d.%03d".formatted(millis / 1000, millis % 1000);
    assertThat(Durations.parse(seconds, Duration.ZERO)).isEqualTo(exact);
    assertThat(Durations.parse(seconds + "s", Duration.ZERO)).isEqualTo(exact);
  }

  @Example
  void refusesVeryLongNumbersAtOnce() {
    for (String piece : new String[] {"0", "9", " ", "0.", "1 ", "a"}) {
      String text = piece.repeat(200_000);
      for (Parser parser : new Parser[] {SIZES, DURATIONS}) {
        Assertions.assertTimeout(
            Duration.ofSeconds(10),
            () -> assertThatCode(() -> parser.parse(text)).isInstanceOf(WrongValueException.class));
      }
    }
  }

  @Provide
  Arbitrary<String> texts() {
    Arbitrary<String> number =
        Arbitraries.oneOf(
            Arbitraries.longs().map(String::valueOf),
            Arbitraries.bigDecimals().map(String::valueOf),
            Arbitraries.strings().withChars("0123456789.eE+- ").ofMaxLength(25));
    Arbitrary<String> unit =
        Arbitraries.oneOf(
            Arbitraries.of("", "s", "ms", "min", "kB", "MB", "GB", "TB", "mb", "K", "S", "M"),
            Arbitraries.strings().withChars("kKmMgGtTbBsinSN \t\u00a0").ofMaxLength(5));
    return Arbitraries.oneOf(
        Combinators.combine(number, unit).as((some, word) -> some + word),
        Arbitraries.strings().ofMaxLength(20));
  }
}
