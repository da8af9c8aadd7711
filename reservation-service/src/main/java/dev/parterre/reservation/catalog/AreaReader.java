package dev.parterre.reservation.catalog;

import dev.parterre.reservation.catalog.PlanDraft.AreaDraft;
import dev.parterre.reservation.catalog.PlanDraft.PointDraft;
import dev.parterre.reservation.catalog.PlanDraft.TextDraft;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads what is drawn: areas, colours, points. A member of an area that the schema does not have
/// is ignored, with a warning, unless its value is an object or an array: pretix's editor writes
/// `border_width`, for example.
final class AreaReader {

  static final int AREAS_MAX = 10_000;
  static final int POINTS_MAX = 10_000;
  static final int POINTS_IN_ALL_MAX = 200_000;

  /// No plan is drawn larger; beyond it, positions lose the precision that seats need.
  static final double COORDINATE_MAX = 1_000_000;

  private static final int FONT_MAX = 10_000;
  private static final int COLOR_LENGTH_MAX = 64;

  private static final Set<String> SHAPES =
      Set.of("polygon", "rectangle", "ellipse", "circle", "text");
  private static final Pattern COLOR =
      Pattern.compile("|#[0-9a-fA-F]{3,8}|[a-zA-Z]+|(rgb|hsl)a?\\([0-9a-z.,%/ +-]+\\)");

  private final JsonWalk walk;
  private int areas;
  private int points;

  AreaReader(JsonWalk walk) {
    this.walk = walk;
  }

  /// @param read receives the area unless the plan has more than [#AREAS_MAX] in all
  void area(List<AreaDraft> read) {
    var area = new AreaDraft();
    if (areas++ < AREAS_MAX) {
      read.add(area);
    } else if (areas == AREAS_MAX + 1) {
      walk.fault("is one area more than the " + AREAS_MAX + " that a plan may have");
    }
    walk.object(List.of(), member -> areaMember(area, member));
  }

  PointDraft point() {
    var point = new PointDraft();
    walk.object(List.of("x", "y"), member -> pointMember(point, member));
    return point;
  }

  /// A CSS colour; null if it is missing or empty.
  @Nullable String color() {
    String color = walk.text(COLOR_LENGTH_MAX);
    if (color != null && !COLOR.matcher(color).matches()) {
      walk.fault("must be a CSS colour such as \"#1b6ca8\"");
    }
    return color == null || color.isEmpty() ? null : color;
  }

  private boolean areaMember(AreaDraft area, String member) {
    switch (member) {
      case "color" -> area.color = color();
      case "border_color" -> area.borderColor = color();
      case "rotation" -> area.rotation = coordinate();
      case "position" -> area.position = point();
      case "uuid" -> area.id = walk.text(PlanReader.TEXT_MAX);
      case "shape" -> area.shape = shape();
      case "polygon" -> walk.object(List.of("points"), inner -> polygonMember(area, inner));
      case "rectangle" -> {
        var rectangle = new PointDraft();
        area.rectangle = rectangle;
        walk.object(List.of("width", "height"), inner -> rectangleMember(rectangle, inner));
      }
      case "ellipse" -> walk.object(List.of("radius"), inner -> ellipseMember(area, inner));
      case "circle" -> walk.object(List.of("radius"), inner -> circleMember(area, inner));
      case "text" -> {
        var text = new TextDraft();
        area.text = text;
        walk.object(List.of("text", "position"), inner -> textMember(text, inner));
      }
      default -> {
        return walk.passOver();
      }
    }
    return true;
  }

  private @Nullable String shape() {
    String shape = walk.text(PlanReader.TEXT_MAX);
    if (shape != null && !SHAPES.contains(shape)) {
      walk.fault("must be \"polygon\", \"rectangle\", \"ellipse\", \"circle\" or \"text\"");
    }
    return shape;
  }

  private boolean polygonMember(AreaDraft area, String member) {
    if (!member.equals("points")) {
      return walk.passOver();
    }
    var read = new ArrayList<PointDraft>();
    area.points = read;
    walk.array(POINTS_MAX, () -> polygonPoint(read));
    return true;
  }

  private void polygonPoint(List<PointDraft> read) {
    PointDraft point = point();
    if (points++ < POINTS_IN_ALL_MAX) {
      read.add(point);
    } else if (points == POINTS_IN_ALL_MAX + 1) {
      walk.fault("is one point more than the " + POINTS_IN_ALL_MAX + " that a plan may have");
    }
  }

  private boolean ellipseMember(AreaDraft area, String member) {
    if (!member.equals("radius")) {
      return walk.passOver();
    }
    area.ellipse = point();
    return true;
  }

  private boolean circleMember(AreaDraft area, String member) {
    if (!member.equals("radius")) {
      return walk.passOver();
    }
    area.circle = walk.size(0, PlanReader.SIZE_MAX);
    return true;
  }

  private boolean textMember(TextDraft text, String member) {
    switch (member) {
      case "text" -> text.text = Objects.requireNonNullElse(walk.text(PlanReader.TEXT_MAX), "");
      case "color" -> text.color = color();
      case "size" -> {
        Double size = walk.size(1, FONT_MAX);
        text.size = size == null ? TextDraft.SIZE : (int) Math.round(size);
      }
      case "position" -> text.position = point();
      default -> {
        return walk.passOver();
      }
    }
    return true;
  }

  private boolean rectangleMember(PointDraft rectangle, String member) {
    switch (member) {
      case "width" -> rectangle.x = length();
      case "height" -> rectangle.y = length();
      default -> {
        return walk.passOver();
      }
    }
    return true;
  }

  private boolean pointMember(PointDraft point, String member) {
    switch (member) {
      case "x" -> point.x = coordinate();
      case "y" -> point.y = coordinate();
      default -> {
        return false;
      }
    }
    return true;
  }

  private double coordinate() {
    return Objects.requireNonNullElse(walk.number(-COORDINATE_MAX, COORDINATE_MAX), 0.0);
  }

  private double length() {
    return Objects.requireNonNullElse(walk.size(0, PlanReader.SIZE_MAX), 0.0);
  }
}
