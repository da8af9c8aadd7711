package dev.parterre.paxos.core;

import dev.parterre.paxos.members.NodeId;

/// A message with its sender and its receiver.
public record Envelope(NodeId from, NodeId to, Message message) {}
