package io.pgha.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * What a {@link MemoryPostgres} says to one query, as bytes of the protocol.
 *
 * @param description of its rows, or that there are none
 * @param result the rows, and that they were all
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared, and shown to nobody.
record MemoryAnswer(String command, byte[] description, byte[] result) {
  static final int ROWS = 1000;
  static final String SELECT_ROWS = "select number, name from rows";

  static final byte[] PARSED = message('1', "");
  static final byte[] BOUND = message('2', "");
  static final byte[] CLOSED = message('3', "");
  static final byte[] IDLE = message('Z', "I");
  static final byte[] IN_TRANSACTION = message('Z', "T");
  static final byte[] WRITABLE = welcome("off");
  static final byte[] READ_ONLY = welcome("on");

  private static final byte[] NO_ROWS = message('n', "");
  private static final byte[] NUMBER = column("number", /* oid= */ 23, /* size= */ 4);
  private static final byte[] NAME = column("name", /* oid= */ 25, /* size= */ -1);

  private static byte[] welcome(String readOnly) {
    return joined(
        List.of(
            message('R', "\0\0\0\0"),
            told("server_version", "17.0"),
            told("server_encoding", "UTF8"),
            told("client_encoding", "UTF8"),
            told("DateStyle", "ISO, MDY"),
            told("TimeZone", "UTC"),
            told("integer_datetimes", "on"),
            told("standard_conforming_strings", "on"),
            told("in_hot_standby", "off"),
            told("default_transaction_read_only", readOnly),
            message('K', "\0\0\0\1\0\0\0\1")));
  }

  static MemoryAnswer to(String sql) {
    String command = sql.strip().split("[\\s;]", 2)[0].toUpperCase(Locale.ROOT);
    return switch (command) {
      case "" -> new MemoryAnswer(command, NO_ROWS, message('I', ""));
      case "SELECT" -> sql.equals(SELECT_ROWS) ? rows() : one(NUMBER, "1");
      case "SHOW" -> one(NAME, "read committed");
      default -> new MemoryAnswer(command, NO_ROWS, done(command));
    };
  }

  private static MemoryAnswer one(byte[] column, String value) {
    byte[] result = joined(List.of(row(value), done("SELECT 1")));
    return new MemoryAnswer("SELECT", columns(List.of(column)), result);
  }

  private static MemoryAnswer rows() {
    byte[] rows =
        joined(
            IntStream.range(0, ROWS)
                .mapToObj(number -> row(Integer.toString(number), "name " + number))
                .toList());
    byte[] result = joined(List.of(rows, done("SELECT " + ROWS)));
    return new MemoryAnswer("SELECT", columns(List.of(NUMBER, NAME)), result);
  }

  boolean hasRows() {
    return description != NO_ROWS;
  }

  char transactionAfter(char before) {
    return switch (command) {
      case "BEGIN" -> 'T';
      case "COMMIT", "ROLLBACK" -> 'I';
      default -> before;
    };
  }

  private static byte[] told(String name, String value) {
    return message('S', name + "\0" + value + "\0");
  }

  private static byte[] done(String tag) {
    return message('C', tag + "\0");
  }

  private static byte[] columns(List<byte[]> columns) {
    return message('T', counted(columns));
  }

  /** Of no table, without a modifier, as text. */
  private static byte[] column(String name, int oid, int size) {
    ByteBuffer column = ByteBuffer.allocate(name.length() + 19);
    column.put((name + "\0").getBytes(UTF_8)).putInt(0).putShort((short) 0);
    column.putInt(oid).putShort((short) size).putInt(-1).putShort((short) 0);
    return column.array();
  }

  private static byte[] row(String... values) {
    return message('D', counted(List.of(values).stream().map(MemoryAnswer::value).toList()));
  }

  private static byte[] value(String value) {
    byte[] bytes = value.getBytes(UTF_8);
    return ByteBuffer.allocate(4 + bytes.length).putInt(bytes.length).put(bytes).array();
  }

  private static byte[] counted(List<byte[]> parts) {
    byte[] all = joined(parts);
    return ByteBuffer.allocate(2 + all.length).putShort((short) parts.size()).put(all).array();
  }

  private static byte[] message(char kind, String body) {
    return message(kind, body.getBytes(UTF_8));
  }

  private static byte[] message(char kind, byte[] body) {
    ByteBuffer message = ByteBuffer.allocate(5 + body.length);
    return message.put((byte) kind).putInt(4 + body.length).put(body).array();
  }

  private static byte[] joined(List<byte[]> parts) {
    ByteBuffer all = ByteBuffer.allocate(parts.stream().mapToInt(part -> part.length).sum());
    parts.forEach(all::put);
    return all.array();
  }
}
