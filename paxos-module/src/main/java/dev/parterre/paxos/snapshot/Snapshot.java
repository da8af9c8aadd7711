package dev.parterre.paxos.snapshot;

import dev.parterre.paxos.members.Slot;

/// A durable snapshot, as a file. The file is the same on every replica that has it, so that it can
/// be passed on as it is, and a broken transfer can be resumed from another replica.
///
/// @param slot every decision up to this slot is in it, and none after it
/// @param bytes length of the file
/// @param checksum CRC32C of the whole file
public record Snapshot(Slot slot, long bytes, int checksum) {}
