package dev.parterre.reservation.tickets;

import com.google.zxing.WriterException;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;
import java.util.ArrayList;
import java.util.List;

/// A QR code: a square of dark and light modules, without the quiet zone around it.
final class QrCode {

  /// How many modules wide the quiet zone has to be, on each side.
  static final int QUIET = 4;

  private final ByteMatrix modules;

  /// @throws IllegalArgumentException if the text is too long for a QR code
  QrCode(String text) {
    try {
      modules = Encoder.encode(text, ErrorCorrectionLevel.M).getMatrix();
    } catch (WriterException tooLong) {
      throw new IllegalArgumentException(tooLong);
    }
  }

  /// Dark modules side by side.
  record Run(int x, int y, int length) {}

  /// How many modules wide and high it is.
  int size() {
    return modules.getWidth();
  }

  List<Run> runs() {
    var runs = new ArrayList<Run>();
    for (int y = 0; y < size(); y++) {
      int from = 0;
      for (int x = 0; x <= size(); x++) {
        if (x == size() || modules.get(x, y) == 0) {
          if (x > from) {
            runs.add(new Run(from, y, x - from));
          }
          from = x + 1;
        }
      }
    }
    return runs;
  }
}
