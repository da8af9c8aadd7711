package dev.parterre.reservation.catalog.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parterre.reservation.catalog.Category;
import dev.parterre.reservation.catalog.Plan;
import dev.parterre.reservation.catalog.SeatId;
import dev.parterre.reservation.catalog.source.PlanSource.Result.Faulty;
import dev.parterre.reservation.catalog.source.PlanSource.Result.Read;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanSourceTest {

  private static final String HEADER = "section,row,seat,category,x,y\n";

  private static Read read(String name, String text) {
    var result = PlanSource.read(name, text.getBytes(StandardCharsets.UTF_8));
    assertThat(result).isInstanceOf(Read.class);
    return (Read) result;
  }

  private static List<String> faults(String name, String text) {
    return faults(name, text.getBytes(StandardCharsets.UTF_8));
  }

  private static List<String> faults(String name, byte[] content) {
    return ((Faulty) PlanSource.read(name, content))
        .faults().stream().map(it -> it.place() + ": " + it.detail()).toList();
  }

  private static List<String> ids(Plan plan) {
    return IntStream.range(0, plan.seatCount())
        .mapToObj(seat -> plan.seat(seat).id().guid())
        .toList();
  }

  @Test
  void a_table_of_seats_is_a_plan() {
    var plan =
        read(
                "hall.csv",
                HEADER
                    + "Stalls,A,1,Best,100,100\nStalls,A,2,Best,125.5,100\n"
                    + "\"Balcony, left\",1,1,Ränge,0,-50\n")
            .plan();

    assertThat(plan.name()).isEqualTo("hall");
    assertThat(ids(plan)).containsExactly("Stalls-A-1", "Stalls-A-2", "Balcony, left-1-1");
    assertThat(plan.rows()).hasSize(2);
    assertThat(plan.categories()).extracting(Category::name).containsExactly("Best", "Ränge");
    assertThat(plan.seat(2).label()).isEqualTo("Balcony, left, Row 1, Seat 1");
  }

  @Test
  void columns_may_be_in_any_order_between_semicolons_and_with_ids_and_features() {
    var read =
        read(
            "hall.CSV",
            "\uFEFFX;Y;Seat;Row;Section;Category;Features;Id\r\n"
                + "0;0;1;A;;B;accessible | near the bar;first\r\n0,5;30;2;A;;B;;\r\n");

    assertThat(ids(read.plan())).containsExactly("first", "A-2");
    assertThat(read.plan().features(0)).containsExactly("accessible", "near the bar");
    assertThat(new String(read.json(), StandardCharsets.UTF_8)).contains("\"features\"");
  }

  @Test
  void faults_of_a_table_are_said_with_their_lines() {
    assertThat(
            faults(
                "hall.csv",
                HEADER
                    + "S,A,1,B,0,0\nS,,2,B,0,0\nS,A,3,B,NaN,0\nS,A,4,B,1e9,0\nS,A,5,B,0\n"
                    + "S,A,6,,0,9999999\n"))
        .containsExactly(
            "3: Column row is empty.",
            "4: Column x must be a number of pixels up to a million; it is \"NaN\".",
            "5: Column x must be a number of pixels up to a million; it is \"1e9\".",
            "6: There are 5 values for 6 columns.",
            "7: Column category is empty.",
            "7: Column y must be a number of pixels up to a million; it is \"9999999\".");
    assertThat(faults("hall.csv", "section,row,seat,category,x,z,x\n1,2\n"))
        .containsExactly(
            "1: There is no column y.",
            "1: The column z is not known.",
            "1: The column x is there twice.");
    assertThat(faults("hall.csv", "")).containsExactly("1: The file is empty.");
    assertThat(faults("hall.csv", HEADER)).containsExactly("1: The file has no seats.");
    assertThat(faults("hall.csv", HEADER + "\"S,A,1,B,0,0\n").getFirst())
        .contains("not well-formed CSV");
    assertThat(faults("hall.csv", new byte[] {'s', (byte) 0xff}))
        .containsExactly("1:1: The file is not UTF-8: save it as CSV UTF-8.");
  }

  @Test
  void a_seat_that_a_table_has_twice_is_found_by_the_check_of_plans() {
    assertThat(faults("hall.csv", HEADER + "S,A,1,B,0,0\nS,A,2,B,30,0\nS,A,1,B,60,0\n"))
        .hasSizeBetween(1, 2)
        .allMatch(fault -> fault.startsWith("4: "));
  }

  @Test
  void the_shapes_of_a_drawing_with_the_ids_of_seats_are_a_plan() {
    var read =
        read(
            "hall.svg",
            """
            <?xml version="1.0"?>
            <!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://nowhere.invalid/svg11.dtd">
            <svg xmlns="http://www.w3.org/2000/svg">
              <rect id="background" width="500" height="500"/>
              <g transform="translate(100, 50) scale(2)">
                <circle id="Stalls-left-A-1" class="best aisle" cx="10" cy="5" r="4" fill="#F00"/>
                <rect id="A-2" x="18" y="1" width="4" height="8" style="fill: #00ff00; stroke: red"/>
                <ellipse data-row="B" data-seat="1" data-category="C" data-features="accessible | near the bar"
                         cx="10px" cy="20" rx="1" ry="2"/>
              </g>
              <text id="x-y">Stage</text>
            </svg>
            """);
    var plan = read.plan();

    assertThat(ids(plan)).containsExactly("Stalls-left-A-1", "A-2", "B-1");
    assertThat(plan.categories())
        .containsExactly(
            new Category("best", "#ff0000"),
            new Category("#00ff00", "#00ff00"),
            new Category("C", "#009e73"));
    assertThat(plan.features(2)).containsExactly("accessible", "near the bar");
    assertThat(plan.seat(0).label()).isEqualTo("Stalls-left, Row A, Seat 1");
    int one = plan.indexOf(new SeatId("A-2"));
    int other = plan.indexOf(new SeatId("Stalls-left-A-1"));
    assertThat(plan.distance(one, other)).isPositive();
    assertThat(read.warnings())
        .extracting(it -> it.place().line() + " " + it.detail())
        .containsExactly("4 \"background\" names no row and seat: left out.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          <svg><circle id="A-1" cx="left"/></svg>            | cx must be a number of pixels
          <svg><circle id="A-1" cx="5em"/></svg>             | cx must be a number of pixels
          <svg><circle id="A-1" cx="1.2.3"/></svg>           | cx must be a number of pixels
          <svg><circle id="A-1" cx="1e9"/></svg>             | more than a million pixels away
          <svg transform="spin(3)"><circle id="A-1"/></svg>  | There is no transform spin.
          <svg transform="scale()"><circle id="A-1"/></svg>  | lacks a number.
          <svg transform="scale(x)"><circle id="A-1"/></svg> | lacks a number.
          <svg transform="scale(1"><circle id="A-1"/></svg>  | is not understood.
          <svg><circle id="A-1"></svg>                       | The XML cannot be read:
          <svg>&lol;</svg>                                   | The XML cannot be read:
          <html><circle id="A-1"/></html>                    | This is no SVG
          <svg><path id="A-1"/></svg>                        | has no seats
          <svg><defs><circle id="A-1"/></defs></svg>         | has no seats
          <svg xmlns:q="q"><q:circle id="A-1"/></svg>        | has no seats
          <svg><circle id="circle1234-5-6"/></svg>           | has no seats
          nothing                                            | The XML cannot be read:
          """)
  void faults_of_a_drawing_are_said_with_their_places(String svg, String fault) {
    assertThat(faults("hall.svg", svg).getFirst()).startsWith("1:").contains(fault);
  }

  @Test
  void a_drawing_reads_nothing_from_outside_and_is_not_nested_without_end() {
    var outside =
        "<!DOCTYPE svg [<!ENTITY x SYSTEM \"file:///etc/hostname\">]>"
            + "<svg><circle id=\"&x;-1\"/></svg>";
    assertThat(faults("hall.svg", outside)).isNotEmpty();
    var laughs = new StringBuilder("<!DOCTYPE svg [<!ENTITY a0 \"ha\">");
    for (int i = 1; i < 20; i++) {
      laughs.append("<!ENTITY a%d \"&a%d;&a%d;\">".formatted(i, i - 1, i - 1));
    }
    assertThat(faults("hall.svg", laughs + "]><svg>&a19;</svg>").getFirst())
        .contains("The XML cannot be read");
    var deep = "<svg>" + "<g>".repeat(5_000) + "</g>".repeat(5_000) + "</svg>";
    assertThat(faults("hall.svg", deep)).isNotEmpty();
  }

  @Test
  void what_drawing_programs_write_is_read() {
    var plan =
        read(
                "hall.svg",
                """
                <!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://nowhere.invalid/svg11.dtd" [
                  <!ENTITY ns_svg "http://www.w3.org/2000/svg">
                ]>
                <svg xmlns="&ns_svg;"><style>.st0{stroke:red;fill:#E30613;} .st1,.st2{fill:blue}</style>
                  <g fill="rgb(1, 2,3)">
                    <circle id="A-1" cx="1.5E2" cy="10" r="4"/>
                    <circle id="A-2" class="st0" cx="200" cy="10" r="4"/>
                    <circle id="A-3" style="fill:#F00 !important" cx="250" cy="10" r="4"/>
                  </g>
                  <svg x="300" y="5"><circle id="A-4" class="st2" transform="translate(10-5)" r="4"/></svg>
                  <rect id="Stage-Main-Floor" width="500" height="90"/>
                </svg>
                """)
            .plan();

    assertThat(plan.categories())
        .containsExactly(
            new Category("#010203", "#010203"),
            new Category("st0", "#e30613"),
            new Category("#ff0000", "#ff0000"),
            new Category("st2", "#0000ff"),
            new Category("Seats", "#56b4e9"));
    assertThat(plan.seatCount()).isEqualTo(5);
  }

  @Test
  void what_may_be_a_mistake_is_warned_of() {
    var drawing =
        "<svg><circle id='A-1' r='4'/><circle id='A-2' cx='9' r='4'/><circle id='A-3' cx='9'"
            + " r='4'/>\n"
            + "<circle id='A-4' cx='99' style='transform: none' r='4'/><rect id='Stage-Main-Floor'"
            + " width='500' height='90'/></svg>";

    assertThat(read("hall.svg", drawing).warnings())
        .extracting(it -> it.place().line() + " " + it.detail())
        .containsExactly(
            "2 A transform in a style is not applied.",
            "2 \"Stage-Main-Floor\" is much larger than most seats: is it one?",
            "1 \"A-3\" stands where \"A-2\" does.");
  }

  @Test
  void a_table_as_spreadsheets_write_it_is_read() {
    var written = "sep=;\r\n\r\nsection;row;seat;category;x;y;;\r\nS;A;1;B;0;0;;\r\n;;;;;;;\r\n";
    assertThat(ids(read("hall.csv", written).plan())).containsExactly("S-A-1");
    var tabs = "section\trow\tseat\tcategory\tx\ty\nS\tA\t1\tB;C\t0\t0\n";
    assertThat(read("hall.csv", tabs).plan().categories().getFirst().name()).isEqualTo("B;C");
    assertThat(faults("hall.csv", HEADER + "S,A,1,B,0,0\n\"a\nb\",,1,B,0,0\n"))
        .containsExactly("3: Column row is empty.");
  }

  /// As large as a plan may be.
  @Test
  void a_table_of_100_000_seats_is_read_and_a_larger_one_is_refused() {
    var table = new StringBuilder(HEADER);
    for (int seat = 0; seat < 100_001; seat++) {
      table.append(
          "S,%d,%d,B,%d,%d%n".formatted(seat / 100, seat % 100, seat % 100 * 25, seat / 4));
      if (seat == 99_999) {
        assertThat(read("hall.csv", table.toString()).plan().seatCount()).isEqualTo(100_000);
      }
    }
    assertThat(faults("hall.csv", table.toString())).isNotEmpty();
  }

  @Test
  void a_plan_in_json_is_read_as_it_is_and_its_faults_have_lines() {
    var json =
        """
        {"name": "House", "size": {"width": 10, "height": 10},
         "categories": [{"name": "A", "color": "#111111"}],
         "zones": [{"name": "Stalls", "position": {"x": 0, "y": 0}, "rows": [
           {"row_number": "1", "position": {"x": 0, "y": 0}, "seats": [
             {"seat_guid": "a", "seat_number": "1", "category": "A", "position": {"x": 0, "y": 0}},
             {"seat_guid": "b", "seat_number": "2", "category": "%s",
              "position": {"x": 0, "y": 0}}]}]}]}
        """;

    assertThat(ids(read("hall.json", json.formatted("A")).plan())).containsExactly("a", "b");
    assertThat(faults("hall.json", json.formatted("Z")).getFirst())
        .startsWith("6:")
        .endsWith("(/zones/0/rows/0/seats/1/category)");
    assertThat(faults("hall.json", json.formatted("A").replace("\"seat_number\": \"2\",", "")))
        .allMatch(fault -> fault.startsWith("6:"));
    assertThat(faults("hall.json", "{\"name\":\n 7,,}").getFirst()).startsWith("2:");
  }
}
