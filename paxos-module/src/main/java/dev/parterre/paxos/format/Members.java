package dev.parterre.paxos.format;

import dev.parterre.paxos.bytes.ByteReader;
import dev.parterre.paxos.bytes.ByteWriter;
import dev.parterre.paxos.bytes.MalformedException;
import dev.parterre.paxos.members.Change;
import dev.parterre.paxos.members.Founders;
import dev.parterre.paxos.members.Membership;
import dev.parterre.paxos.members.Memberships;
import dev.parterre.paxos.members.NodeId;
import dev.parterre.paxos.members.Slot;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Map;
import java.util.TreeMap;

/// The encoding of the members and their changes, in log records, messages and snapshots.
public final class Members {

  private static final byte ADD = 1;
  private static final byte REMOVE = 2;
  private static final byte REPLACE = 3;

  private static final int MEMBER_BYTES = 8;
  private static final int RULING_BYTES = 20;

  private Members() {}

  public static void write(Memberships memberships, ByteWriter out) {
    write(memberships.highestId(), out);
    out.putInt(memberships.rulings().size());
    memberships
        .rulings()
        .forEach(
            (from, membership) -> {
              Parts.write(from, out);
              write(membership, out);
            });
    write(memberships.founders(), out);
  }

  /// The founders come last, and are missing in what early versions wrote.
  public static Memberships readMemberships(ByteReader in) throws MalformedException {
    var highest = readNode(in);
    var rulings = new TreeMap<Slot, Membership>();
    var count = in.getCount(RULING_BYTES);
    for (var i = 0; i < count; i++) {
      rulings.put(Parts.readSlot(in), readMembership(in));
    }
    if (rulings.isEmpty()) {
      throw new MalformedException("no membership");
    }
    var founders = in.remaining() == 0 ? Founders.UNKNOWN : readFounders(in);
    return new Memberships(rulings, highest, founders);
  }

  public static void write(Founders founders, ByteWriter out) {
    out.putInt(founders.electing());
    out.putInt(founders.accepting());
    out.putInt(founders.ids().size());
    founders.ids().forEach(id -> write(id, out));
  }

  public static Founders readFounders(ByteReader in) throws MalformedException {
    var electing = in.getInt();
    var accepting = in.getInt();
    var ids = new ArrayList<NodeId>();
    for (var left = in.getCount(Integer.BYTES); left > 0; left--) {
      ids.add(readNode(in));
    }
    return new Founders(ids, electing, accepting);
  }

  private static void write(Membership membership, ByteWriter out) {
    out.putInt(membership.electing().size());
    out.putInt(membership.accepting().size());
    out.putInt(membership.addresses().size());
    for (var member : new TreeMap<>(membership.addresses()).entrySet()) {
      write(member.getKey(), out);
      write(member.getValue(), out);
    }
  }

  private static Membership readMembership(ByteReader in) throws MalformedException {
    var electing = in.getInt();
    var accepting = in.getInt();
    var addresses = new TreeMap<NodeId, String>();
    var count = in.getCount(MEMBER_BYTES);
    for (var i = 0; i < count; i++) {
      addresses.put(readNode(in), readAddress(in));
    }
    return membership(addresses, electing, accepting);
  }

  private static Membership membership(Map<NodeId, String> addresses, int electing, int accepting)
      throws MalformedException {
    try {
      return Membership.of(addresses, electing, accepting);
    } catch (IllegalArgumentException invalid) {
      throw new MalformedException("a membership with " + invalid.getMessage());
    }
  }

  static void write(Change change, ByteWriter out) {
    switch (change) {
      case Change.Add(var id, var address) -> {
        out.putByte(ADD);
        write(id, out);
        write(address, out);
      }
      case Change.Remove(var id) -> {
        out.putByte(REMOVE);
        write(id, out);
      }
      case Change.Replace(var gone, var id, var address) -> {
        out.putByte(REPLACE);
        write(gone, out);
        write(id, out);
        write(address, out);
      }
    }
  }

  static Change readChange(ByteReader in) throws MalformedException {
    var type = in.getByte();
    return switch (type) {
      case ADD -> new Change.Add(readNode(in), readAddress(in));
      case REMOVE -> new Change.Remove(readNode(in));
      case REPLACE -> new Change.Replace(readNode(in), readNode(in), readAddress(in));
      default -> throw new MalformedException("a change of unknown type " + type);
    };
  }

  static void write(NodeId id, ByteWriter out) {
    out.putInt(id.value());
  }

  static NodeId readNode(ByteReader in) throws MalformedException {
    var value = in.getInt();
    if (value < 0) {
      throw new MalformedException("a node id of " + value);
    }
    return new NodeId(value);
  }

  private static void write(String address, ByteWriter out) {
    out.putBytes(address.getBytes(StandardCharsets.UTF_8));
  }

  private static String readAddress(ByteReader in) throws MalformedException {
    return new String(in.getBytes(), StandardCharsets.UTF_8);
  }
}
