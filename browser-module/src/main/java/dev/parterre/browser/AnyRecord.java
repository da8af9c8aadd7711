package dev.parterre.browser;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What all our records extend in JavaScript, in place of `Record`: one way to compare them by
/// their components, and not one for each class. [LeanRecords] writes what lists the components.
public abstract class AnyRecord {

  /// @return in the order of their declaration, primitive ones as objects
  public abstract @Nullable Object[] components();

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof AnyRecord that
        && getClass() == that.getClass()
        && Arrays.equals(components(), that.components());
  }

  /// The number that a record has on the JVM, so that sets and maps go through their elements in
  /// the same order.
  @Override
  public int hashCode() {
    var hash = 0;
    for (var each : components()) {
      hash = 31 * hash + Objects.hashCode(each);
    }
    return hash;
  }

  // A call in place of an array for each record, which would be longer. Where a record has more
  // components than these, and is compared, the compiler says that there is no such method.

  static @Nullable Object[] list() {
    return new Object[0];
  }

  static @Nullable Object[] list(@Nullable Object a) {
    return new @Nullable Object[] {a};
  }

  static @Nullable Object[] list(@Nullable Object a, @Nullable Object b) {
    return new @Nullable Object[] {a, b};
  }

  static @Nullable Object[] list(@Nullable Object a, @Nullable Object b, @Nullable Object c) {
    return new @Nullable Object[] {a, b, c};
  }

  static @Nullable Object[] list(
      @Nullable Object a, @Nullable Object b, @Nullable Object c, @Nullable Object d) {
    return new @Nullable Object[] {a, b, c, d};
  }

  static @Nullable Object[] list(
      @Nullable Object a,
      @Nullable Object b,
      @Nullable Object c,
      @Nullable Object d,
      @Nullable Object e) {
    return new @Nullable Object[] {a, b, c, d, e};
  }

  static @Nullable Object[] list(
      @Nullable Object a,
      @Nullable Object b,
      @Nullable Object c,
      @Nullable Object d,
      @Nullable Object e,
      @Nullable Object f) {
    return new @Nullable Object[] {a, b, c, d, e, f};
  }

  static @Nullable Object[] list(
      @Nullable Object a,
      @Nullable Object b,
      @Nullable Object c,
      @Nullable Object d,
      @Nullable Object e,
      @Nullable Object f,
      @Nullable Object g) {
    return new @Nullable Object[] {a, b, c, d, e, f, g};
  }
}
