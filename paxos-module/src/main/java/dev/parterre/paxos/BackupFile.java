package dev.parterre.paxos;

import dev.parterre.paxos.bytes.MalformedException;
import dev.parterre.paxos.format.Format;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Objects;

/// A [Backup] as a file. It is read twice: nothing in it is used before the checksum over all of it
/// was found right.
public final class BackupFile {

  private static final int CHECKSUM_BYTES = 32;

  private BackupFile() {}

  /// Checks that the file is complete and that what it holds can be restored.
  ///
  /// @param machine an empty one, into which the backup is restored
  /// @throws IOException with a sentence that names the file
  public static <S extends StateMachine> Backup.Head verify(Path file, S machine)
      throws IOException {
    return restore(file, new ReplicatedState<>(machine, NodeObserver.NONE));
  }

  static Backup.Head restore(Path file, ReplicatedState<?> state) throws IOException {
    checkWhole(file);
    try (var in = open(file, Backup.sha256())) {
      var head = readHead(in);
      SnapshotContent.read(new Chunks(in), state).state().takePlace();
      if (state.index() != head.index() || state.digest() != head.digest()) {
        throw new MalformedException("the state in it is not the one that it was made from");
      }
      return head;
    } catch (MalformedException invalid) {
      throw invalid(file, invalid);
    } catch (IOException | RuntimeException failure) {
      throw new IOException(
          "the backup " + file + " cannot be restored: " + failure.getMessage(), failure);
    }
  }

  private static void checkWhole(Path file) throws IOException {
    var digest = Backup.sha256();
    try (var in = open(file, digest)) {
      readHead(in);
      new Chunks(in).transferTo(OutputStream.nullOutputStream());
      var expected = digest.digest();
      var written = new byte[CHECKSUM_BYTES];
      in.readFully(written);
      if (!Arrays.equals(written, expected)) {
        throw new MalformedException("its checksum is wrong");
      }
      if (in.read() >= 0) {
        throw new MalformedException("there are bytes after its end");
      }
    } catch (MalformedException invalid) {
      throw invalid(file, invalid);
    } catch (NoSuchFileException missing) {
      throw new IOException("there is no file " + file, missing);
    } catch (EOFException cut) {
      throw new IOException("the backup " + file + " is damaged: its end is missing", cut);
    } catch (IOException failure) {
      throw new IOException(
          "the backup " + file + " cannot be read: " + failure.getMessage(), failure);
    }
  }

  private static DataInputStream open(Path file, MessageDigest digest) throws IOException {
    return new DataInputStream(
        new DigestInputStream(new BufferedInputStream(Files.newInputStream(file)), digest));
  }

  private static Backup.Head readHead(DataInputStream in) throws IOException, MalformedException {
    if (in.readLong() != Backup.MAGIC) {
      throw new MalformedException("it does not begin like a backup");
    }
    Format.checkKnown(in.readByte());
    var length = in.readInt();
    if (length < 0 || length > Backup.HEAD_BYTES_MAX) {
      throw new MalformedException("its head has " + length + " bytes");
    }
    var bytes = new byte[length];
    in.readFully(bytes);
    return Backup.Head.fromBytes(bytes);
  }

  private static IOException invalid(Path file, MalformedException reason) {
    return new IOException("the backup " + file + " is damaged: " + reason.getMessage(), reason);
  }

  /// The content of all chunks; what follows the empty one is left in the stream.
  private static final class Chunks extends InputStream {

    private final DataInputStream in;
    private int left;
    private boolean ended;

    Chunks(DataInputStream in) {
      this.in = in;
    }

    @Override
    public int read() throws IOException {
      var one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      Objects.checkFromIndexSize(offset, length, bytes.length);
      if (length == 0) {
        return 0;
      }
      if (left == 0 && !ended) {
        left = in.readInt();
        if (left < 0 || left > Backup.CHUNK_BYTES) {
          throw new IOException("a chunk of " + left + " bytes");
        }
        ended = left == 0;
      }
      if (ended) {
        return -1;
      }
      var some = Math.min(left, length);
      in.readFully(bytes, offset, some);
      left -= some;
      return some;
    }
  }
}
