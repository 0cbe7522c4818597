package io.pgha.driver.jdbc;

import static java.util.Map.entry;

import java.io.InputStream;
import java.io.Reader;
import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.math.BigDecimal;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.sql.Date;
import java.sql.RowIdLifetime;
import java.sql.SQLWarning;
import java.sql.Time;
import java.sql.Timestamp;
import java.util.Calendar;
import java.util.GregorianCalendar;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** A value for every type in the JDBC interfaces, another one for each index. */
final class SampleValues {
  private static final List<Class<?>> CLASSES = List.of(String.class, Integer.class, Long.class);
  private static final Map<Class<?>, IntFunction<Object>> SAMPLES =
      Map.ofEntries(
          entry(boolean.class, index -> index % 2 == 0),
          entry(byte.class, index -> (byte) (index + 1)),
          entry(short.class, index -> (short) (index + 1)),
          entry(int.class, index -> index + 1),
          entry(long.class, index -> index + 1L),
          entry(float.class, index -> index + 0.5f),
          entry(double.class, index -> index + 0.5),
          entry(String.class, index -> "sample " + index),
          entry(Object.class, index -> new Object()),
          entry(Class.class, CLASSES::get),
          entry(BigDecimal.class, index -> new BigDecimal(index + 1)),
          entry(Date.class, Date::new),
          entry(Time.class, Time::new),
          entry(Timestamp.class, Timestamp::new),
          entry(Calendar.class, index -> new GregorianCalendar(2000 + index, 0, 1)),
          entry(InputStream.class, index -> InputStream.nullInputStream()),
          entry(Reader.class, index -> Reader.nullReader()),
          entry(URL.class, SampleValues::url),
          entry(Properties.class, index -> new Properties()),
          entry(SQLWarning.class, index -> new SQLWarning("sample " + index)),
          entry(RowIdLifetime.class, index -> RowIdLifetime.ROWID_VALID_FOREVER));

  private SampleValues() {}

  static Object[] argumentsOf(Method method) {
    Class<?>[] types = method.getParameterTypes();
    Object[] arguments = new Object[types.length];
    for (int index = 0; index < types.length; index++) {
      arguments[index] = of(types[index], index);
    }
    return arguments;
  }

  /** A value to return, null for {@code void}. */
  static @Nullable Object resultOf(Method method) {
    return method.getReturnType() == void.class ? null : of(method.getReturnType(), 1);
  }

  private static Object of(Class<?> type, int index) {
    IntFunction<Object> sample = SAMPLES.get(type);
    if (sample != null) {
      return sample.apply(index);
    }
    if (type.isArray()) {
      return Array.newInstance(type.getComponentType(), index + 1);
    }
    return RecordingDelegate.returning(null).as(type);
  }

  private static URL url(int index) {
    try {
      return URI.create("http://sample/" + index).toURL();
    } catch (MalformedURLException e) {
      throw new IllegalStateException(e);
    }
  }
}
