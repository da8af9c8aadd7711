package dev.parterre.paxos.snapshot;

import dev.parterre.paxos.members.Slot;

/// A durable snapshot as a file of bytes. It is the same file on whichever replica it lies, so that
/// it can be handed on as it is, and a broken transfer of it can be resumed from another replica.
///
/// @param slot every decision up to this one is in it, and none after
/// @param bytes length of the file
/// @param checksum CRC32C of the whole file
public record Snapshot(Slot slot, long bytes, int checksum) {}
