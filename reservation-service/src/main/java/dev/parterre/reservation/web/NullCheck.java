package dev.parterre.reservation.web;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.PropertyName;
import tools.jackson.databind.deser.BeanDeserializerBuilder;
import tools.jackson.databind.deser.NullValueProvider;
import tools.jackson.databind.deser.SettableBeanProperty;
import tools.jackson.databind.deser.ValueDeserializerModifier;
import tools.jackson.databind.exc.InvalidNullException;
import tools.jackson.databind.util.AccessPattern;

/// Refuses null as a value of the wrong type for any member: an optional member is left out
/// instead. Jackson's own setting for this also refuses members of a record that are left out.
final class NullCheck extends ValueDeserializerModifier {

  private static final long serialVersionUID = 1;

  private record Refusal(PropertyName name, JavaType type) implements NullValueProvider {

    @Override
    public Object getNullValue(DeserializationContext context) {
      throw InvalidNullException.from(context, name, type);
    }

    @Override
    public @Nullable Object getAbsentValue(DeserializationContext context) {
      return null;
    }

    @Override
    public AccessPattern getNullAccessPattern() {
      return AccessPattern.DYNAMIC;
    }
  }

  @Override
  public BeanDeserializerBuilder updateBuilder(
      DeserializationConfig config,
      BeanDescription.Supplier description,
      BeanDeserializerBuilder builder) {
    var members = builder.getValueInstantiator().getFromObjectArguments(config);
    for (int i = 0; members != null && i < members.length; i++) {
      members[i] = checked(members[i]);
      builder.addOrReplaceProperty(members[i], true);
    }
    return builder;
  }

  private static SettableBeanProperty checked(SettableBeanProperty member) {
    return member.withNullProvider(new Refusal(member.getFullName(), member.getType()));
  }
}
