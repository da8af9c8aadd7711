package dev.parterre.paxos.http;

import dev.parterre.paxos.members.Founders;
import dev.parterre.paxos.snapshot.Snapshots;
import java.util.UUID;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// What the transport must know of disks.
///
/// @param storage the name of this node's disk; said with each request and response
/// @param incarnation differs at every start of this node
/// @param forcedThrough the last log sequence known to be durable; asked on any thread
/// @param founders of the cluster whose data is on it; asked on any thread
/// @param snapshots what peers may fetch here, and where what is fetched goes
/// @param check of the peers' disks
public record LocalDisk(
    UUID storage,
    long incarnation,
    LongSupplier forcedThrough,
    Supplier<Founders> founders,
    Snapshots snapshots,
    DiskCheck check) {}
