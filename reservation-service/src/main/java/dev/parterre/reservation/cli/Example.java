package dev.parterre.reservation.cli;

import java.io.IOException;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The theatre and the event that a new cluster sells. Each step has an idempotency key, so that
/// they are not loaded twice after an interrupted start.
record Example(ClusterFile cluster, String adminToken) {

  private static final String PLAN = "/example/theatre.json";
  private static final String FEATURES = "/example/features.json";
  private static final List<String> AMOUNTS = List.of("64.00", "45.00", "28.00");
  private static final List<String> REDUCED = List.of("48.00", "34.00", "21.00");
  private static final List<String> CHILD = List.of("20.00", "15.00", "10.00");

  /// Loads an event with one price a category, and one with several ticket types.
  ///
  /// @return the first event's id
  String load(Patience patience) throws Failure {
    var admin = Admin.of(cluster, adminToken);
    var plan = read(PLAN);
    var document = Map.of("plan", plan, "features", read(FEATURES));
    var venue = admin.post("/venues", key("venue"), document, patience).path("venueId").asString();
    var categories = plan.path("categories");
    var event = event(venue, categories);
    var id = admin.post("/events", key("event"), event, patience).path("eventId").asString();
    admin.post("/events", key("matinee"), matinee(venue, categories), patience);
    return id;
  }

  private String key(String step) {
    return "example-" + step + "-" + cluster.clusterId();
  }

  private static JsonNode read(String resource) throws Failure {
    try (var in = Example.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new Failure("this build lacks the example " + resource);
      }
      return JsonMapper.shared().readTree(in);
    } catch (IOException e) {
      throw new Failure("the example " + resource + " cannot be read: " + e.getMessage());
    }
  }

  private Map<String, Object> event(String venueId, JsonNode categories) {
    var prices = new LinkedHashMap<String, Object>();
    for (var category : categories) {
      prices.put(category.path("name").asString(), price(AMOUNTS, prices.size()));
    }
    var evening = Admin.time(day(30, LocalTime.of(19, 30)));
    return event("A Midsummer Night's Dream", venueId, evening, prices);
  }

  private Map<String, Object> matinee(String venueId, JsonNode categories) {
    var prices = new LinkedHashMap<String, Object>();
    for (var category : categories) {
      int at = prices.size();
      var types = new LinkedHashMap<String, Object>();
      types.put("full", price(AMOUNTS, at));
      types.put("reduced", price(REDUCED, at));
      types.put("child", price(CHILD, at));
      prices.put(category.path("name").asString(), types);
    }
    var afternoon = Admin.time(day(31, LocalTime.of(14, 0)));
    return event("The Tempest", venueId, afternoon, prices);
  }

  private static Map<String, Object> event(
      String name, String venueId, Object startsAt, Map<String, Object> prices) {
    var event = new LinkedHashMap<String, Object>();
    event.put("name", name);
    event.put("venueId", venueId);
    event.put("startsAt", startsAt);
    event.put("prices", prices);
    return event;
  }

  private static Admin.Price price(List<String> amounts, int category) {
    return new Admin.Price(amounts.get(Math.min(category, amounts.size() - 1)), "EUR");
  }

  /// So many days after the cluster was created, so that the request is the same whenever it is
  /// sent.
  private Instant day(int later, LocalTime time) {
    var day = cluster.createdAt().atOffset(ZoneOffset.UTC).toLocalDate().plusDays(later);
    return day.atTime(time).toInstant(ZoneOffset.UTC);
  }
}
