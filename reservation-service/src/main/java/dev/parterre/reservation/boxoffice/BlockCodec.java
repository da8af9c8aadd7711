package dev.parterre.reservation.boxoffice;

import dev.parterre.paxos.FormatLevel;
import java.util.Objects;

/// Writes and reads seats that are off sale.
final class BlockCodec implements EntryCodec<Block.Id, Block> {

  @Override
  public Kind kind() {
    return Kind.BLOCK;
  }

  @Override
  public int since() {
    return FormatLevel.SECOND;
  }

  @Override
  public Block.Id id(Block block) {
    return block.id();
  }

  @Override
  public long number(Block block) {
    return block.number();
  }

  @Override
  public void write(Block block, Fields out) {
    out.text(block.eventId().value())
        .number(block.seat())
        .text(block.reason())
        .number(block.number());
  }

  @Override
  public Block read(FieldReader in, Sources from) {
    var offer = OfferCodec.named(in.text(), from);
    int seat = Objects.checkIndex(in.smallNumber(), offer.plan().seatCount());
    return new Block(offer.id(), seat, in.text(), in.number());
  }
}
