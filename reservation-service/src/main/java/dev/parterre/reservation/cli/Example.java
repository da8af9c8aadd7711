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

  /// @return the event's id
  String load(Patience patience) throws Failure {
    var admin = Admin.of(cluster, adminToken);
    var plan = read(PLAN);
    var document = Map.of("plan", plan, "features", read(FEATURES));
    var venue = admin.post("/venues", key("venue"), document, patience).path("venueId").asString();
    var event = event(venue, plan.path("categories"));
    return admin.post("/events", key("event"), event, patience).path("eventId").asString();
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
      var amount = AMOUNTS.get(Math.min(prices.size(), AMOUNTS.size() - 1));
      prices.put(category.path("name").asString(), new Admin.Price(amount, "EUR"));
    }
    var event = new LinkedHashMap<String, Object>();
    event.put("name", "A Midsummer Night's Dream");
    event.put("venueId", venueId);
    event.put("startsAt", Admin.time(evening(cluster.createdAt())));
    event.put("prices", prices);
    return event;
  }

  /// Thirty days after the cluster was created, so that the request is the same whenever it is
  /// sent.
  private static Instant evening(Instant created) {
    var day = created.atOffset(ZoneOffset.UTC).toLocalDate().plusDays(30);
    return day.atTime(LocalTime.of(19, 30)).toInstant(ZoneOffset.UTC);
  }
}
