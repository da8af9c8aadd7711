package dev.parterre.reservation.catalog;

import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// How near the seats of a plan are to its focal point, where the audience looks: the middle of the
/// first area whose text names a stage or a screen; without one, the middle of the plan's upper
/// edge. The same on every replica: it is calculated only with what IEEE 754 and [StrictMath]
/// determine to the last bit. Immutable.
public final class Nearness {

  /// So many units are one pixel.
  private static final int UNITS = 16;

  /// Whole words: a backstage is none. The letters around are listed, since what else counts as a
  /// letter differs between versions of Java.
  private static final String LETTER = "[a-z0-9à-öø-ÿ]";

  private static final Pattern STAGE =
      Pattern.compile(
          "(?iu)(?<!"
              + LETTER
              + ")(stage|bühne|scène|scene|escenario|palco|podium|screen|leinwand|écran|pantalla)(?!"
              + LETTER
              + ")");

  private final int[] distances;
  private final int[] order;

  private Nearness(int[] distances) {
    this.distances = distances;
    var keys = new long[distances.length];
    for (int seat = 0; seat < keys.length; seat++) {
      keys[seat] = (long) distances[seat] << Integer.SIZE | seat;
    }
    Arrays.sort(keys);
    order = Arrays.stream(keys).mapToInt(key -> (int) key).toArray();
  }

  private record Point(double x, double y) {
    Point plus(double dx, double dy) {
      return new Point(x + dx, y + dy);
    }
  }

  static Nearness of(Drawing drawing) {
    var focus = focus(drawing);
    var seats = drawing.seats();
    var distances = new int[seats.x().length];
    for (int seat = 0; seat < distances.length; seat++) {
      distances[seat] = units(seats.x()[seat] - focus.x, seats.y()[seat] - focus.y);
    }
    return new Nearness(distances);
  }

  /// The length of a vector in pixels, in the unit of [#distance].
  static int units(double dx, double dy) {
    return (int) Math.min(Math.round(UNITS * Math.sqrt(dx * dx + dy * dy)), Integer.MAX_VALUE);
  }

  private static Point focus(Drawing drawing) {
    return drawing.areas().stream()
        .filter(area -> isStage(area.text()))
        .findFirst()
        .map(Nearness::middle)
        .orElseGet(() -> new Point(drawing.size()[0] / 2.0, 0));
  }

  private static boolean isStage(Drawing.@Nullable Text text) {
    return text != null && STAGE.matcher(text.text()).find();
  }

  private static Point middle(Drawing.Area area) {
    var at = new Point(area.x(), area.y());
    var points = area.points();
    double dx = 0;
    double dy = 0;
    if (points != null && points.length > 0) {
      for (int i = 0; i < points.length; i += 2) {
        dx += 2 * points[i] / points.length;
        dy += 2 * points[i + 1] / points.length;
      }
    } else if (area.width() != null && area.height() != null) {
      dx = area.width() / 2;
      dy = area.height() / 2;
    } else if (area.shape().equals("text")) {
      dx = Objects.requireNonNull(area.text()).x();
      dy = Objects.requireNonNull(area.text()).y();
    }
    double turn = StrictMath.toRadians(Optional.ofNullable(area.rotation()).orElse(0.0));
    double cos = StrictMath.cos(turn);
    double sin = StrictMath.sin(turn);
    return at.plus(dx * cos - dy * sin, dx * sin + dy * cos);
  }

  /// How far a seat is from the focal point, in sixteenths of a pixel.
  public int distance(int seat) {
    return distances[seat];
  }

  /// All seats, the nearest first, and of equally near ones the first in plan order. Not a copy:
  /// callers must not change it.
  public int[] order() {
    return order;
  }
}
