package dev.parterre.paxos.core;

import dev.parterre.paxos.members.Memberships;
import dev.parterre.paxos.members.NodeId;
import dev.parterre.paxos.members.Slot;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// Everything on which a replica's further behaviour depends while time stands still, as a text:
/// replicas with equal digests answer every input alike. It reads the private fields of the core,
/// so that a new field is part of it at once.
///
/// What only matters when time passes is left out: who was heard last, the random patience, and the
/// replicated time, which all replicas read alike while no time passes. So are the members, since
/// no change of them is asked for here.
final class Digest {

  private static final Set<Class<?>> LEFT_OUT =
      Set.of(
          Settings.class,
          Peers.class,
          Petitions.class,
          Pace.class,
          ReplicatedClock.class,
          SplittableRandom.class,
          Memberships.class);
  private static final Set<String> TIMES = Set.of("impatientAt", "toldBy");

  private static final Map<Class<?>, List<Field>> FIELDS = new HashMap<>();

  private final StringBuilder text = new StringBuilder();
  private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());

  private Digest() {}

  static String of(Object root) {
    var digest = new Digest();
    digest.add(root);
    return digest.text.toString();
  }

  private void add(@Nullable Object value) {
    switch (value) {
      case null -> text.append('-');
      case Number number -> text.append(number);
      case Boolean flag -> text.append(flag ? 't' : 'f');
      case OptionalLong optional -> text.append(optional);
      case Command command -> text.append(command.id().high());
      case Ballot ballot -> text.append(ballot);
      case Slot slot -> text.append(slot);
      case NodeId node -> text.append(node);
      case Map<?, ?> map -> addEntries(map);
      case Set<?> set -> addSorted(set.stream().map(Digest::of).toList());
      case Collection<?> list -> {
        text.append('[');
        list.forEach(this::add);
        text.append(']');
      }
      case Optional<?> perhaps -> perhaps.ifPresent(this::add);
      default -> addFields(value);
    }
    text.append(' ');
  }

  private void addEntries(Map<?, ?> map) {
    addSorted(
        map.entrySet().stream().map(each -> of(each.getKey()) + of(each.getValue())).toList());
  }

  private void addSorted(List<String> parts) {
    var sorted = new ArrayList<>(parts);
    Collections.sort(sorted);
    text.append('{').append(String.join(",", sorted)).append('}');
  }

  private void addFields(Object value) {
    if (LEFT_OUT.contains(value.getClass())) {
      return;
    }
    var room = value.getClass().getPackage();
    if (!room.equals(Replica.class.getPackage()) && !room.equals(Slot.class.getPackage())) {
      throw new IllegalStateException("no digest of " + value.getClass());
    }
    if (!value.getClass().isRecord() && !seen.add(value)) {
      return;
    }
    text.append(value.getClass().getSimpleName()).append('(');
    for (var field : fieldsOf(value.getClass())) {
      add(valueOf(field, value));
    }
    text.append(')');
  }

  private static @Nullable Object valueOf(Field field, Object owner) {
    try {
      return field.get(owner);
    } catch (IllegalAccessException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static synchronized List<Field> fieldsOf(Class<?> type) {
    return FIELDS.computeIfAbsent(
        type,
        _ -> {
          var fields = new ArrayList<Field>();
          for (var field : type.getDeclaredFields()) {
            if (!Modifier.isStatic(field.getModifiers()) && !TIMES.contains(field.getName())) {
              field.setAccessible(true);
              fields.add(field);
            }
          }
          return fields;
        });
  }
}
