package dev.parterre.paxos.http;

/// What a peer says of this node's disk.
public enum DiskVerdict {
  /// It saw this disk first in the present life of its process.
  NEW,
  /// It knew this very disk before its process was started last.
  KNOWN,
  /// It knows another disk, or a longer log on this one.
  OTHER
}
