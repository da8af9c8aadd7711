package dev.parterre.reservation.web;

import java.time.Instant;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ser.std.StdSerializer;

/// Writes a time as [Rfc3339#write] does.
final class InstantWriter extends StdSerializer<Instant> {

  InstantWriter() {
    super(Instant.class);
  }

  @Override
  public void serialize(Instant time, JsonGenerator out, SerializationContext context) {
    out.writeString(Rfc3339.write(time));
  }
}
