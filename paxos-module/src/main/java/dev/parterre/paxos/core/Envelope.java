package dev.parterre.paxos.core;

import dev.parterre.paxos.members.NodeId;

/// A message under way.
public record Envelope(NodeId from, NodeId to, Message message) {}
