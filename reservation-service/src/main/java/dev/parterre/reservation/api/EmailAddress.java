package dev.parterre.reservation.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parterre.reservation.catalog.Text;
import java.net.IDN;
import java.net.Inet6Address;
import java.util.regex.Pattern;

/// The syntax of e-mail addresses: RFC 5321, with the characters of RFC 6531. Whether the mailbox
/// exists is not checked.
final class EmailAddress {

  static final int MAX = 254;

  private static final int LOCAL_BYTES_MAX = 64;
  private static final int DOMAIN_MAX = 253;

  /// ASCII apart from the rest, and nothing that backtracks: every reservation is checked.
  private static final String ATOM = "(?:[a-zA-Z0-9!#$%&'*+/=?^_`{|}~\\-]++|[^\\x00-\\x7f]++)++";

  private static final String QUOTED = "\"(?:[!#-\\[\\]-~]|\\\\[ -~])*+\"";
  private static final Pattern LOCAL = Pattern.compile(ATOM + "(?:\\." + ATOM + ")*+|" + QUOTED);

  private static final String LABEL = "(?!-)[a-zA-Z0-9-]{1,63}+(?<!-)";

  /// No top-level domain is a number: that would be half an IP address.
  private static final Pattern DOMAIN =
      Pattern.compile("(?:" + LABEL + "\\.)*+(?![0-9]++$)" + LABEL);

  private static final String BYTE = "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
  private static final Pattern IP_4 = Pattern.compile(BYTE + "(?:\\." + BYTE + "){3}");
  private static final String IP_6 = "IPv6:";

  private EmailAddress() {}

  static boolean isOne(String text) {
    int at = text.lastIndexOf('@');
    return at > 0
        && text.getBytes(UTF_8).length <= MAX
        && isLocal(text.substring(0, at))
        && isDomain(text.substring(at + 1));
  }

  private static boolean isLocal(String local) {
    return local.getBytes(UTF_8).length <= LOCAL_BYTES_MAX
        && LOCAL.matcher(local).matches()
        && local.codePoints().noneMatch(Text::isInvisible);
  }

  private static boolean isDomain(String domain) {
    if (domain.startsWith("[") && domain.endsWith("]")) {
      return isIpAddress(domain.substring(1, domain.length() - 1));
    }
    try {
      var ascii = IDN.toASCII(domain, IDN.ALLOW_UNASSIGNED);
      return ascii.length() <= DOMAIN_MAX && DOMAIN.matcher(ascii).matches();
    } catch (IllegalArgumentException noName) {
      return false;
    }
  }

  private static boolean isIpAddress(String text) {
    if (!text.startsWith(IP_6)) {
      return IP_4.matcher(text).matches();
    }
    try {
      var _ = Inet6Address.ofLiteral(text.substring(IP_6.length()));
      return text.indexOf('%') < 0;
    } catch (IllegalArgumentException none) {
      return false;
    }
  }
}
