package dev.parterre.paxos.http;

import dev.parterre.paxos.members.Founders;
import dev.parterre.paxos.snapshot.Snapshots;
import java.util.UUID;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// What the transport has to know about disks.
///
/// @param storage the name of this node's disk; sent with each request and response
/// @param incarnation differs at every start of this node
/// @param forcedThrough the last log sequence known to be durable; may be called on any thread
/// @param founders of the cluster whose data is on the disk; may be called on any thread
/// @param snapshots the snapshots that peers may fetch, and where those that this node fetches are
///   stored
/// @param check judges the peers' disks
public record LocalDisk(
    UUID storage,
    long incarnation,
    LongSupplier forcedThrough,
    Supplier<Founders> founders,
    Snapshots snapshots,
    DiskCheck check) {}
