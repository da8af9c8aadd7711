package dev.parterre.paxos.core;

/// A message under way.
public record Envelope(NodeId from, NodeId to, Message message) {}
