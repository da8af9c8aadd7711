package dev.parterre.paxos.http;

/// What a peer says about this node's disk.
public enum DiskVerdict {
  /// It first saw this disk after its own process was last started.
  NEW,
  /// It knew this very disk before its own process was last started.
  KNOWN,
  /// It knows another disk, or a longer log on this one.
  OTHER
}
